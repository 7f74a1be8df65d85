"""XLSX and ODS: typed cells, frozen headings, the same bytes each time, opened by independent readers."""

import io
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest
from python_calamine import load_workbook

from desktop.domain.errors import DomainError
from desktop.exports import xlsx_files
from desktop.exports.files import ExportStopped, Watch
from desktop.exports.lists import write_list
from desktop.exports.ods_files import write_ods
from desktop.exports.tables import Column, Kind, Table
from desktop.exports.xlsx_files import MAX_CELL, sheet_name, stream_xlsx

WHEN = datetime(2026, 11, 17, 16, 20, 8, tzinfo=UTC)
TABLE = Table(
    "people",
    (
        Column("name"),
        Column("phone", kind=Kind.PHONE),
        Column("size", kind=Kind.INTEGER),
        Column("born", kind=Kind.DATE),
    ),
)
ROWS: list[tuple[object, ...]] = [
    ("=HYPERLINK(1)", "+442079460123", 3, date(1890, 2, 3)),
    ("  two\nlines\t& <b>'x'</b>", "02079460123", None, None),
    ("Siân \u202e \0 \x0b \ud800 👋", "", -5, None),
]
TEXTS = ["=HYPERLINK(1)", "  two\nlines\t& <b>'x'</b>", "Siân \u202e \ufffd \ufffd \ufffd 👋"]


@pytest.mark.parametrize("ending", [".xlsx", ".ods"])
def test_an_independent_reader_sees_the_same_values(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"list{ending}"
    assert write_list(path, TABLE, ROWS, created=WHEN) == 3
    book = load_workbook(path)
    assert book.sheet_names == ["people"]
    rows = book.get_sheet_by_name("people").to_python()
    assert rows[0] == ["Name", "Phone", "Size", "Born"]
    assert [str(row[0]).replace("\t", "") for row in rows[1:]] == [text.replace("\t", "") for text in TEXTS]
    assert [row[1] for row in rows[1:]] == ["+442079460123", "02079460123", ""]
    assert [row[2] for row in rows[1:]] == [3.0, "", -5.0]
    assert rows[1][3] == "1890-02-03"


@pytest.mark.parametrize("ending", [".xlsx", ".ods", ".csv"])
def test_the_same_rows_give_the_same_bytes(tmp_path: Path, ending: str) -> None:
    first, second = tmp_path / f"a{ending}", tmp_path / f"b{ending}"
    write_list(first, TABLE, ROWS, created=WHEN)
    write_list(second, TABLE, iter(ROWS), created=WHEN)
    assert first.read_bytes() == second.read_bytes()


def test_text_cells_are_text_and_the_heading_stays_in_view() -> None:
    stream = io.BytesIO()
    stream_xlsx(stream, [(TABLE, ROWS)])
    book = openpyxl.load_workbook(stream)
    sheet = book["people"]
    assert sheet.freeze_panes == "A2"
    assert [sheet["A2"].data_type, sheet["A2"].number_format, sheet["C2"].data_type] == ["s", "@", "n"]
    assert sheet["B2"].number_format == "@"
    assert sheet["A1"].font.b
    assert sheet.column_dimensions["A"].width == 18
    book.close()


def test_every_part_of_both_kinds_is_well_formed(tmp_path: Path) -> None:
    for ending in (".xlsx", ".ods"):
        path = tmp_path / f"list{ending}"
        write_list(path, TABLE, ROWS)
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                if name != "mimetype":
                    ElementTree.fromstring(archive.read(name))


def test_the_ods_names_its_kind_first_and_uncompressed(tmp_path: Path) -> None:
    path = tmp_path / "list.ods"
    write_ods(path, [(TABLE, ROWS)])
    assert path.read_bytes()[30:38] == b"mimetype"
    assert path.read_bytes()[38:84] == b"application/vnd.oasis.opendocument.spreadsheet"


def test_a_cell_too_long_for_a_spreadsheet_says_where_the_rest_is() -> None:
    stream = io.BytesIO()
    stream_xlsx(stream, [(TABLE, [("x" * 1_000_000, "", None, None)])])
    book = openpyxl.load_workbook(stream)
    value = str(book["people"]["A2"].value)
    assert len(value) == MAX_CELL
    assert value.endswith("the CSV file has it whole)")
    book.close()


def test_text_that_looks_like_excels_own_escape_is_escaped() -> None:
    stream = io.BytesIO()
    stream_xlsx(stream, [(TABLE, [("_x0041_", "", None, None)])])
    with zipfile.ZipFile(stream) as archive:
        assert b"_x005F_x0041_" in archive.read("xl/worksheets/sheet1.xml")


def test_more_rows_than_a_sheet_holds_are_refused_with_a_way_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xlsx_files, "MAX_ROWS", 100)
    monkeypatch.setattr("desktop.exports.ods_files.MAX_ROWS", 100)
    for ending in (".xlsx", ".ods"):
        with pytest.raises(DomainError, match="Choose CSV"):
            write_list(tmp_path / f"a{ending}", TABLE, ROWS * 50)
    assert list(tmp_path.iterdir()) == []


def test_stop_leaves_no_sheet(tmp_path: Path) -> None:
    for ending in (".xlsx", ".ods"):
        with pytest.raises(ExportStopped):
            write_list(tmp_path / f"a{ending}", TABLE, ROWS, watch=Watch(cancelled=lambda: True))
    assert list(tmp_path.iterdir()) == []


def test_no_workbook_needs_the_zip_extension_that_excel_repairs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_list(tmp_path / "a.xlsx", TABLE, ROWS)
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        assert {info.extract_version for info in archive.infolist()} == {20}
        assert not any(info.extra for info in archive.infolist())
    monkeypatch.setattr(zipfile, "ZIP64_LIMIT", 300)
    with pytest.raises(DomainError, match="Choose CSV"):
        write_list(tmp_path / "b.xlsx", TABLE, ROWS * 20)
    assert [path.name for path in tmp_path.iterdir()] == ["a.xlsx"]


def test_sheet_names_are_made_fit() -> None:
    assert sheet_name("a/b[c]:d*?\\e") == "a b c  d   e"
    assert len(sheet_name("x" * 60)) == 31
    assert sheet_name("'") == "Sheet"


def test_an_unknown_ending_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(DomainError, match=r"\.csv, \.xlsx or \.ods"):
        write_list(tmp_path / "a.doc", TABLE, ROWS)
