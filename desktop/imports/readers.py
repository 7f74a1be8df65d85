"""Files into tables: whatever a council or a group sends, as column names and rows of text.

The kind of a file is told by its first bytes, not by its name.
"""

from pathlib import Path

from desktop.domain.errors import DomainError
from desktop.imports.encodings import BYTE_ORDER_MARKS, is_encoding, propose_encoding
from desktop.imports.limits import FILE_LIMIT
from desktop.imports.sheet_table import OLE_MAGIC, ZIP_MAGIC, open_workbook
from desktop.imports.table import SourceTable, make_table
from desktop.imports.text_table import DELIMITERS, propose_delimiter, read_text_rows

_NOT_TABLES = {
    b"%PDF": "This is a PDF. Ask the sender for the list as a spreadsheet or a CSV file.",
    b"\x89PNG": "This is a picture. Ask the sender for the list as a spreadsheet or a CSV file.",
    b"\xff\xd8\xff": "This is a picture. Ask the sender for the list as a spreadsheet or a CSV file.",
    b"SQLite format 3": "This is a database. Choose a CSV, XLSX, XLS or ODS file.",
    b"{\\rtf": "This is a text document. Copy its table into a spreadsheet and save that.",
}
_NO_TABLE = "This file is damaged, or it is not a table. Choose a CSV, XLSX, XLS or ODS file."
_NEVER_TEXT = frozenset({".xlsx", ".xlsm", ".ods"})
_MOST_CONTROLS = 0.05
_WEB_PAGE = (
    "This is a web page under a spreadsheet's name. Open it in your spreadsheet program and save it as XLSX."
)


def open_table(
    path: Path,
    *,
    encoding: str | None = None,
    delimiter: str | None = None,
    sheet: str | None = None,
    password: str | None = None,
) -> SourceTable:
    """Open a CSV, TSV, XLSX, XLS or ODS file as a table.

    Args:
        path: the file.
        encoding: how a text file's letters are stored; proposed when not given.
        delimiter: what stands between a text file's cells, one character; proposed when not given.
        sheet: which sheet of a workbook; the first that shows and holds anything when not given.
        password: of a locked XLSX or XLS workbook.

    Returns:
        The table. Text files are read as they are walked; a workbook's cells are held by the reader.

    Raises:
        DomainError: the file cannot be read as a table; the message says why and what to do.
    """
    head = _head(path)
    if head.startswith((ZIP_MAGIC, OLE_MAGIC)):
        book = open_workbook(path, sheet=sheet, password=password)
        return make_table(
            book.open_raw, kind=book.kind, warnings=book.warnings, sheets=book.sheets, sheet=book.sheet
        )
    return _open_text(path, head, encoding, delimiter)


def _head(path: Path) -> bytes:
    """The first bytes of a file, once its size is known to be fit."""
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise DomainError("That is a folder. Choose a file.")
        with path.open("rb") as file:
            head = file.read(512)
    except FileNotFoundError as problem:
        raise DomainError(
            f"There is no file called {path.name}. Check its name and where it is."
        ) from problem
    except OSError as problem:
        raise DomainError(
            f"{path.name} cannot be opened. Close it in other programs and try again."
        ) from problem
    if size > FILE_LIMIT:
        raise DomainError("The file is larger than 200 MB. Split it and load each part.")
    return head


def _open_text(path: Path, head: bytes, encoding: str | None, delimiter: str | None) -> SourceTable:
    """Open a text file, proposing what was not given."""
    for magic, words in _NOT_TABLES.items():
        if head.startswith(magic):
            raise DomainError(words)
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<html", b"<!doctype", b"<table", b"<?xml")):
        raise DomainError(_WEB_PAGE)
    if path.suffix.lower() in _NEVER_TEXT or _is_binary(head):
        raise DomainError(_NO_TABLE)
    warnings = []
    if encoding is None:
        proposal = propose_encoding(path)
        encoding = proposal.name
        warnings = [proposal.warning] if proposal.warning else []
    elif not is_encoding(encoding):
        raise DomainError(f"“{encoding}” is not an encoding this computer knows. Try utf-8 or cp1252.")
    if delimiter is None:
        delimiter = propose_delimiter(path, encoding)
    elif len(delimiter) != 1 or delimiter in '"\r\n':
        raise DomainError(
            f"Cells are separated by one character, such as {' '.join(DELIMITERS[:2])} or a tab."
        )
    used_encoding, used_delimiter = encoding, delimiter
    return make_table(
        lambda: read_text_rows(path, used_encoding, used_delimiter),
        kind="csv",
        warnings=warnings,
        encoding=encoding,
        delimiter=delimiter,
    )


def _is_binary(head: bytes) -> bool:
    """Whether a file's beginning is no text: it holds more control signs than a stray few."""
    if head.startswith(BYTE_ORDER_MARKS):
        return False
    strange = sum(1 for byte in head if byte < 32 and byte not in b"\t\r\n\x00")
    return strange > max(8, _MOST_CONTROLS * len(head))
