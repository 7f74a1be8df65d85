"""Workbooks (XLSX, XLS, ODS) read row by row as text.

Numbers come from the reader as floats: a telephone number typed as a number reads 7700900123.0 and is put
back as 7700900123. Dates are given as ISO 8601.
"""

import datetime as dt
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from desktop.domain.errors import DomainError
from desktop.imports.biff import check_xls
from desktop.imports.guard import check_archive
from desktop.imports.table import RawRow
from desktop.imports.xlsx_mistakes import xlsx_mistakes

ZIP_MAGIC = b"PK\x03\x04"
OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WHOLE_NUMBERS = 1e15
_LOCKED = "The workbook is locked with a password. Give its password to read it."
_DAMAGED = "The workbook is damaged. Open it in your spreadsheet program and save it again as XLSX."

Mistakes = dict[tuple[int, int], str]


@dataclass(frozen=True, slots=True)
class Workbook:
    """An opened workbook, checked, with one sheet chosen.

    Attributes:
        kind: ``xlsx``, ``xls`` or ``ods``.
        sheet: the sheet's name.
        sheets: every sheet that holds anything.
        open_raw: gives the sheet's raw rows from the start.
        warnings: what was odd.
    """

    kind: str
    sheet: str
    sheets: tuple[str, ...]
    open_raw: Callable[[], Iterator[RawRow]]
    warnings: tuple[str, ...]


def open_workbook(path: Path, *, sheet: str | None = None, password: str | None = None) -> Workbook:
    """Open a workbook and choose a sheet: the one named, or the first that shows and holds anything.

    Raises:
        DomainError: it is locked, damaged, too large or has no such sheet.
    """
    file, mistakes_of, kind = _checked(path, password)
    book = _guarded(_load, file)
    names = [meta.name for meta in book.sheets_metadata if str(meta.typ).endswith("WorkSheet")]
    if not names:
        raise DomainError("The workbook has no sheet with cells. Choose another file.")
    if sheet is not None and sheet not in names:
        raise DomainError(f"There is no sheet called “{sheet}”. Choose one of: {', '.join(names)}.")
    shown = [meta.name for meta in book.sheets_metadata if str(meta.visible).endswith(".Visible")]
    chosen, grid = _choose(book, [sheet] if sheet is not None else [n for n in names if n in shown] or names)
    warnings: tuple[str, ...] = ()
    if len(names) > 1 and sheet is None:
        warnings = (f"The workbook has {len(names)} sheets. “{chosen}” was read.",)
    mistakes = mistakes_of(chosen)
    return Workbook(kind, chosen, tuple(names), lambda: _raw_rows(grid, mistakes), warnings)


def _checked(path: Path, password: str | None) -> tuple[IO[bytes], Callable[[str], Mistakes], str]:
    """Open, unlock and look over a file; say how its mistakes are found and which kind it is."""
    file: IO[bytes] = io.BytesIO(path.read_bytes())
    magic = file.read(8)
    file.seek(0)
    if magic == OLE_MAGIC and (unlocked := _unlock(file, password)) is not None:
        file = unlocked
        magic = file.read(8)
        file.seek(0)
    if magic == OLE_MAGIC:
        old = check_xls(file)
        return file, lambda name: old.get(name, {}), "xls"
    archive = check_archive(file)
    if "xl/workbook.xml" in archive.names:
        return file, lambda name: xlsx_mistakes(file, name) if archive.may_have_mistakes else {}, "xlsx"
    if "content.xml" in archive.names:
        return file, lambda name: {}, "ods"
    if "xl/workbook.bin" in archive.names:
        raise DomainError("This is a binary workbook (XLSB). Open it and save it as XLSX.")
    raise DomainError("This is not a spreadsheet. Choose a CSV, XLSX, XLS or ODS file.")


def _unlock(file: IO[bytes], password: str | None) -> IO[bytes] | None:
    """Take the lock off an Office file; None when it has none."""
    import msoffcrypto
    from msoffcrypto import exceptions

    try:
        office = msoffcrypto.OfficeFile(file)
        if not office.is_encrypted():
            file.seek(0)
            return None
        if not password:
            raise DomainError(_LOCKED, field="password")
        office.load_key(password=password)
        plain = io.BytesIO()
        office.decrypt(plain)
    except exceptions.InvalidKeyError as problem:
        raise DomainError("That is not the workbook's password. Try again.", field="password") from problem
    except DomainError:
        raise
    except Exception as problem:  # the library raises whatever its parser meets in a damaged container
        if password is None:
            file.seek(0)
            return None
        raise DomainError(_DAMAGED) from problem
    plain.seek(0)
    return plain


def _load(file: IO[bytes]) -> Any:
    from python_calamine import CalamineWorkbook

    return CalamineWorkbook.from_filelike(file)


def _guarded(call: Callable[..., Any], *args: Any) -> Any:
    """Call the reader; whatever it meets in a damaged file becomes plain words."""
    from python_calamine import CalamineError, PasswordError

    try:
        return call(*args)
    except PasswordError as problem:
        raise DomainError(
            _LOCKED + " For an ODS file, save a copy without one.", field="password"
        ) from problem
    except (CalamineError, OSError, ValueError, MemoryError) as problem:
        raise DomainError(_DAMAGED) from problem
    except BaseException as problem:
        # A panic in the compiled reader is a BaseException of a class that cannot be imported.
        if type(problem).__name__ == "PanicException":
            raise DomainError(_DAMAGED) from problem
        raise


def _choose(book: Any, names: list[str]) -> tuple[str, Any]:
    """The first of some sheets that holds anything, with its cells."""
    first = None
    for name in names:
        grid = _guarded(book.get_sheet_by_name, name)
        if first is None:
            first = (name, grid)
        if grid.total_height:
            return name, grid
    assert first is not None
    return first


def _raw_rows(grid: Any, mistakes: Mistakes) -> Iterator[RawRow]:
    """The rows of a sheet as text, from row 1 and column A."""
    left = grid.start[1] if grid.start else 0
    margin = [""] * left
    bad_rows = {row for row, _ in mistakes}
    for index, values in enumerate(grid.iter_rows()):
        cells = margin + [value if type(value) is str else _text(value) for value in values]
        if index in bad_rows:
            for column in range(len(cells)):
                cells[column] = mistakes.get((index, column), cells[column])
        yield index + 1, cells, ""


def _text(value: object) -> str:
    """One cell as text."""
    convert = _CONVERT.get(type(value))
    return convert(value) if convert else str(value)


def _number_text(value: Any) -> str:
    if value.is_integer() and abs(value) < _WHOLE_NUMBERS:
        return str(int(value))
    return repr(value)


def _moment_text(value: Any) -> str:
    if value.time() == dt.time():
        return str(value.date().isoformat())
    return str(value.isoformat(timespec="seconds"))


def _length_text(value: Any) -> str:
    minutes = int(value.total_seconds() // 60)
    return f"{minutes // 60}:{minutes % 60:02}"


_CONVERT: dict[type, Callable[[Any], str]] = {
    float: _number_text,
    int: str,
    bool: lambda value: "Yes" if value else "No",
    dt.date: lambda value: str(value.isoformat()),
    dt.datetime: _moment_text,
    dt.time: lambda value: str(value.strftime("%H:%M")),
    dt.timedelta: _length_text,
}
