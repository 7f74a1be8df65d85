"""XLSX files written piece by piece, every text cell typed as text.

Our own writer after ECMA-376 part 1 (SpreadsheetML): openpyxl puts the sheets into plain temporary files
first, which an app that keeps people's data encrypted must not do, and stamps the clock into the result, so
the same rows would never give the same bytes twice.
"""

import re
import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from desktop.domain.errors import DomainError
from desktop.exports.files import QUIET, Watch, atomic_file
from desktop.exports.tables import Column, Row, Table, sequences, to_text
from desktop.exports.xml_text import xml_text
from desktop.exports.zips import EPOCH, put, streamed

MAX_ROWS = 1_048_576
MAX_CELL = 32_767
"""Excel's own limits: rows of a sheet, characters of a cell."""

_CUT = " ... (cut here: the CSV file has it whole)"
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DOC_RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"

Sheet = tuple[Table, Iterable[Row | object]]


def write_xlsx(
    path: Path,
    sheets: Iterable[Sheet],
    *,
    created: datetime = EPOCH,
    titles: bool = True,
    watch: Watch = QUIET,
) -> dict[str, int]:
    """Write tables as the sheets of one XLSX file, whole or not at all.

    Args:
        path: the file.
        sheets: each table with its rows (see `tables.sequences`).
        created: the time in the file's properties.
        titles: headings as people read them; False writes the columns' machine names.
        watch: progress and stop.

    Returns:
        Rows written, by table name.

    Raises:
        ExportStopped: the person asked to stop.
        DomainError: more rows than a sheet can hold.
        db.errors.KnownStoreError: the disk is full or cannot be written.
    """
    with atomic_file(path) as stream:
        return stream_xlsx(stream, sheets, created=created, titles=titles, watch=watch)


def stream_xlsx(
    stream: IO[bytes],
    sheets: Iterable[Sheet],
    *,
    created: datetime = EPOCH,
    titles: bool = True,
    watch: Watch = QUIET,
) -> dict[str, int]:
    """Write tables as one XLSX file to a seekable binary stream; see `write_xlsx`."""
    counts: dict[str, int] = {}
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, (table, rows) in enumerate(sheets, 1):
            with streamed(archive, f"xl/worksheets/sheet{number}.xml") as out:
                counts[table.name] = _write_sheet(out, table, rows, titles, watch)
        _write_frame(archive, list(counts), created)
    return counts


def sheet_name(name: str) -> str:
    """Make a name a sheet may carry: 31 characters, none of ``[ ] : * ? / \\``."""
    return re.sub(r"[\[\]:*?/\\]", " ", name).strip("' ")[:31] or "Sheet"


def _write_sheet(
    out: IO[bytes], table: Table, rows: Iterable[Row | object], titles: bool, watch: Watch
) -> int:
    out.write(_sheet_start(table).encode())
    headings = [column.heading if titles else column.name for column in table.columns]
    cells = "".join(_text_cell(_letters(i), 1, 2, text) for i, text in enumerate(headings))
    out.write(f'<row r="1">{cells}</row>'.encode())
    columns = [(_letters(i), column) for i, column in enumerate(table.columns)]
    number = 1
    for chunk in watch.chunks(sequences(table, rows)):
        if number + len(chunk) > MAX_ROWS:
            raise DomainError(
                "A spreadsheet holds 1,048,575 rows at most. Choose CSV, or filter the list first."
            )
        pieces = []
        for row in chunk:
            number += 1
            pieces.append(f'<row r="{number}">{"".join(_cells(columns, row, number))}</row>')
        out.write("".join(pieces).encode())
    out.write(b"</sheetData></worksheet>")
    return number - 1


def _cells(columns: list[tuple[str, Column]], row: Any, number: int) -> Iterator[str]:
    for (letters, column), value in zip(columns, row, strict=True):
        text = to_text(value)
        if not text:
            continue
        if column.is_numeric and column.fits(text):
            yield f'<c r="{letters}{number}"><v>{text}</v></c>'
        else:
            yield _text_cell(letters, number, 1, text)


def _text_cell(letters: str, number: int, style: int, text: str) -> str:
    if len(text) > MAX_CELL:
        text = text[: MAX_CELL - len(_CUT)] + _CUT
    if "_x" in text:
        text = _LOOKS_ESCAPED.sub("_x005F_", text)
    body = xml_text(text)
    return (
        f'<c r="{letters}{number}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{body}</t></is></c>'
    )


def _letters(index: int) -> str:
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _sheet_start(table: Table) -> str:
    cols = "".join(
        f'<col min="{i}" max="{i}" width="{column.width}" customWidth="1"/>'
        for i, column in enumerate(table.columns, 1)
    )
    pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
    view = f'<sheetViews><sheetView workbookViewId="0">{pane}</sheetView></sheetViews>'
    return f'{_HEAD}<worksheet xmlns="{_MAIN}">{view}<cols>{cols}</cols><sheetData>'


def _write_frame(archive: zipfile.ZipFile, names: list[str], created: datetime) -> None:
    numbered = list(enumerate((sheet_name(name) for name in names), 1))
    parts = [("/xl/workbook.xml", f"{_TYPE}.sheet.main+xml"), ("/xl/styles.xml", f"{_TYPE}.styles+xml")]
    parts += [(f"/xl/worksheets/sheet{n}.xml", f"{_TYPE}.worksheet+xml") for n, _ in numbered]
    parts.append(("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"))
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    overrides = "".join(f'<Override PartName="{part}" ContentType="{kind}"/>' for part, kind in parts)
    defaults = f'<Default Extension="rels" ContentType="{rels}"/>'
    defaults += '<Default Extension="xml" ContentType="application/xml"/>'
    put(
        archive,
        "[Content_Types].xml",
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">{defaults}{overrides}</Types>',
    )
    core = f"{_PACKAGE}/relationships/metadata/core-properties"
    put(
        archive,
        "_rels/.rels",
        _relationships([(f"{_DOC_RELS}/officeDocument", "xl/workbook.xml"), (core, "docProps/core.xml")]),
    )
    put(archive, "docProps/core.xml", _core(created))
    links = [(f"{_DOC_RELS}/worksheet", f"worksheets/sheet{n}.xml") for n, _ in numbered]
    put(
        archive, "xl/_rels/workbook.xml.rels", _relationships([*links, (f"{_DOC_RELS}/styles", "styles.xml")])
    )
    sheets = "".join(f'<sheet name="{xml_text(name)}" sheetId="{n}" r:id="rId{n}"/>' for n, name in numbered)
    put(
        archive,
        "xl/workbook.xml",
        f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_DOC_RELS}"><sheets>{sheets}</sheets></workbook>',
    )
    put(archive, "xl/styles.xml", _STYLES)


def _relationships(links: list[tuple[str, str]]) -> str:
    inner = "".join(
        f'<Relationship Id="rId{n}" Type="{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(links, 1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'


def _core(created: datetime) -> str:
    when = to_text(created)
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:creator>Hubkeeper</dc:creator>'
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{when}</dcterms:created></cp:coreProperties>'
    )


# Cell styles: 0 general (numbers), 1 text ("@" is built-in number format 49), 2 bold text for the heading
# row.
_STYLES = (
    f'{_HEAD}<styleSheet xmlns="{_MAIN}">'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" '
    'applyFont="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
