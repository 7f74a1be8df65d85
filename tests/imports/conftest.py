"""Files to load, made in a temporary folder."""

import datetime as dt
import struct
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from desktop.imports.mapping import guess_map
from desktop.imports.people_rows import PeopleReader
from desktop.imports.readers import open_table
from desktop.imports.staged import Reject, StagedPerson
from desktop.imports.targets import Kind

Cell = str | int | float | bool | dt.date | dt.time | None
Write = Callable[..., Path]
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


@pytest.fixture
def csv_file(tmp_path: Path) -> Write:
    """Write text or bytes as a file."""

    def write(content: str | bytes, *, encoding: str = "utf-8", name: str = "list.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return path

    return write


@pytest.fixture
def xlsx_file(tmp_path: Path) -> Write:
    """Write rows as an XLSX workbook; a cell that begins with # is a mistake."""

    def write(*sheets: Sequence[Sequence[Cell]], name: str = "list.xlsx") -> Path:
        import openpyxl

        book = openpyxl.Workbook()
        book.remove(book.worksheets[0])
        for number, rows in enumerate(sheets, 1):
            sheet = book.create_sheet(f"Sheet {number}")
            for row in rows:
                sheet.append(list(row))
        path = tmp_path / name
        book.save(path)
        return path

    return write


@pytest.fixture
def raw_xlsx(xlsx_file: Write, tmp_path: Path) -> Write:
    """An XLSX workbook whose only sheet holds the XML given."""

    def write(sheet_data: str | bytes, *, name: str = "raw.xlsx") -> Path:
        source = xlsx_file([["Name"]], name="plain.xlsx")
        path = tmp_path / name
        body = sheet_data
        if isinstance(sheet_data, str):
            body = f'<?xml version="1.0"?><worksheet xmlns="{_SHEET}">{sheet_data}</worksheet>'.encode()
        with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
            for member in old.namelist():
                new.writestr(member, body if member.startswith("xl/worksheets/") else old.read(member))
        return path

    return write


@pytest.fixture
def ods_file(tmp_path: Path) -> Write:
    """An ODS workbook whose only table holds the XML given."""

    def write(table: str, *, name: str = "list.ods") -> Path:
        office = "urn:oasis:names:tc:opendocument:xmlns"
        content = (
            f'<?xml version="1.0"?><office:document-content xmlns:office="{office}:office:1.0" '
            f'xmlns:table="{office}:table:1.0" xmlns:text="{office}:text:1.0" office:version="1.2">'
            f'<office:body><office:spreadsheet><table:table table:name="One">{table}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>"
        )
        kind = "application/vnd.oasis.opendocument.spreadsheet"
        manifest = (
            '<?xml version="1.0"?><manifest:manifest '
            f'xmlns:manifest="{office}:manifest:1.0"><manifest:file-entry manifest:full-path="/" '
            f'manifest:media-type="{kind}"/></manifest:manifest>'
        )
        path = tmp_path / name
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("mimetype", kind, zipfile.ZIP_STORED)
            archive.writestr("content.xml", content)
            archive.writestr("META-INF/manifest.xml", manifest)
        return path

    return write


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _xls_stream(cells: Sequence[tuple[int, int, str | float]]) -> bytes:
    """A BIFF8 workbook stream of one sheet; a text that begins with # is the mistake #DIV/0!."""
    bof = struct.pack("<HHHHII", 0x0600, 0, 0x0DBB, 0x07CC, 0, 6)
    globals_bof = _record(0x0809, bof[:2] + struct.pack("<H", 0x0005) + bof[4:])
    code_page = _record(0x0042, struct.pack("<H", 1200))
    name = b"One"
    sheet_at = len(globals_bof) + len(code_page) + 4 + 8 + len(name) + 4
    bound = _record(0x0085, struct.pack("<IHBB", sheet_at, 0, len(name), 0) + name)
    sheet = _record(0x0809, bof[:2] + struct.pack("<H", 0x0010) + bof[4:])
    for row, column, value in cells:
        if isinstance(value, float):
            sheet += _record(0x0203, struct.pack("<HHHd", row, column, 0, value))
        elif value.startswith("#"):
            sheet += _record(0x0205, struct.pack("<HHHBB", row, column, 0, 0x07, 1))
        else:
            text = value.encode("utf-16-le")
            sheet += _record(0x0204, struct.pack("<HHHHB", row, column, 0, len(value), 1) + text)
    return globals_bof + code_page + bound + _record(0x000A, b"") + sheet + _record(0x000A, b"")


def _container(stream: bytes) -> bytes:
    """An old Office container holding one stream called Workbook, by [MS-CFB]."""
    stream = stream.ljust(4096, b"\0")
    sectors = -(-len(stream) // 512)
    free, end, fat_mark = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    fat = [fat_mark, end, *range(3, sectors + 2), end]
    assert len(fat) <= 128
    fat += [free] * (128 - len(fat))
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16)
    header += struct.pack("<HHHHH6xIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096)
    header += struct.pack("<IIII", end, 0, end, 0) + struct.pack("<I", 0) + b"\xff" * (108 * 4)

    def entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
        title = name.encode("utf-16-le")
        body = title.ljust(64, b"\0") + struct.pack("<HBB", len(title) + 2, kind, 1)
        return body + struct.pack("<III", free, free, child) + bytes(36) + struct.pack("<IQ", start, size)

    directory = entry("Root Entry", 5, 1, end, 0) + entry("Workbook", 2, free, 2, len(stream))
    directory += (bytes(68) + b"\xff" * 12 + bytes(48)) * 2
    return header[:512] + struct.pack("<128I", *fat) + directory + stream.ljust(sectors * 512, b"\0")


@pytest.fixture
def xls_file(tmp_path: Path) -> Write:
    """An old Excel workbook with cells at (row, column)."""

    def write(cells: Sequence[tuple[int, int, str | float]], *, name: str = "list.xls") -> Path:
        path = tmp_path / name
        path.write_bytes(_container(_xls_stream(cells)))
        return path

    return write


@pytest.fixture
def read_people() -> Callable[[Path], list[StagedPerson | Reject]]:
    """Every row of a file as people, by a guessed map."""

    def read(path: Path) -> list[StagedPerson | Reject]:
        table = open_table(path)
        reader = PeopleReader(guess_map(table.headers, Kind.PEOPLE))
        return [reader.read(row) for row in table.rows()]

    return read
