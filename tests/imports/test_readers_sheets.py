"""XLSX, XLS and ODS workbooks become tables, and harmful ones are refused before they are opened."""

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.domain.errors import DomainError
from desktop.imports import guard
from desktop.imports.readers import open_table

Write = Callable[..., Path]


def test_numbers_dates_and_truths_become_text(xlsx_file: Write) -> None:
    path = xlsx_file(
        [
            ["Name", "Phone", "DOB", "Seen", "Weight", "Time", "Member"],
            [
                "Ann",
                7700900123,
                dt.date(1950, 2, 3),
                dt.datetime(2026, 1, 5, 9, 30),
                1.5,
                dt.time(9, 5),
                True,
            ],
        ]
    )
    opened = open_table(path)
    (row,) = opened.rows()
    assert row.cells == ("Ann", "7700900123", "1950-02-03", "2026-01-05T09:30:00", "1.5", "09:05", "Yes")
    assert (opened.kind, opened.sheet, opened.encoding) == ("xlsx", "Sheet 1", "")


def test_mistakes_are_named_and_read_as_empty(xlsx_file: Write) -> None:
    (row,) = open_table(xlsx_file([["Name", "Phone"], ["Ann", "#DIV/0!"]])).rows()
    assert row.cells == ("Ann", "")
    assert row.notes == ("Column B holds the spreadsheet mistake #DIV/0!. It was read as empty.",)


def test_rows_keep_the_numbers_of_the_sheet(xlsx_file: Write) -> None:
    rows = [[None], [None, "Riverbank list"], [None, "First name", "Surname"], [None], [None, "Ann", "Lee"]]
    opened = open_table(xlsx_file(rows))
    assert opened.header_row == 3
    (row,) = opened.rows()
    assert row.number == 5
    assert "Ann" in row.cells


def test_the_first_sheet_with_cells_is_read_and_another_can_be_chosen(xlsx_file: Write) -> None:
    path = xlsx_file([], [["Name"], ["Ann"]], [["Name"], ["Bob"]])
    opened = open_table(path)
    assert (opened.sheet, opened.sheets) == ("Sheet 2", ("Sheet 1", "Sheet 2", "Sheet 3"))
    assert "3 sheets" in opened.warnings[0]
    assert next(open_table(path, sheet="Sheet 3").rows()).cells == ("Bob",)
    with pytest.raises(DomainError, match="no sheet called “Nine”"):
        open_table(path, sheet="Nine")


def test_a_hidden_sheet_is_not_read_unasked(xlsx_file: Write) -> None:
    import openpyxl

    path = xlsx_file([["Name"], ["Old"]], [["Name"], ["Ann"]])
    book = openpyxl.load_workbook(path)
    book["Sheet 1"].sheet_state = "hidden"
    book.active = 1
    book.save(path)
    assert open_table(path).sheet == "Sheet 2"


def test_a_value_beyond_the_named_columns_refuses_its_row(xlsx_file: Write) -> None:
    rows = [["Name", "Town"], ["Ann", "Bath"], ["Bob", "Ely"], ["Cai", "Wells", None, "stray"]]
    opened = list(open_table(xlsx_file(rows)).rows())
    assert [bool(row.problem) for row in opened] == [False, False, True]
    assert "last column that has a name (B)" in opened[2].problem


def test_an_ods_file_is_read(ods_file: Write) -> None:
    def row(*cells: str, repeat: int = 1) -> str:
        kind = 'office:value-type="string"'
        inside = "".join(
            f"<table:table-cell {kind}><text:p>{cell}</text:p></table:table-cell>" for cell in cells
        )
        return f'<table:table-row table:number-rows-repeated="{repeat}">{inside}</table:table-row>'

    blank = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
    opened = open_table(ods_file(row("Name", "Phone") + row("Ann", "020 7946 0001", repeat=2) + blank))
    assert opened.kind == "ods"
    assert [one.cells for one in opened.rows()] == [("Ann", "020 7946 0001")] * 2


def test_an_old_excel_file_is_read(xls_file: Write) -> None:
    path = xls_file(
        [(0, 0, "Name"), (0, 1, "Phone"), (1, 0, "Siân"), (1, 1, 7700900123.0), (2, 0, "Bob"), (2, 1, "#")]
    )
    opened = open_table(path)
    first, second = opened.rows()
    assert opened.kind == "xls"
    assert first.cells == ("Siân", "7700900123")
    assert second.cells == ("Bob", "")
    assert "#DIV/0!" in second.notes[0]


def test_an_old_excel_file_spanning_too_much_is_refused(xls_file: Write) -> None:
    with pytest.raises(DomainError, match="very far"):
        open_table(xls_file([(0, 0, "Name"), (65_535, 65_000, "x")]))


@pytest.fixture
def locked_file(xlsx_file: Write, tmp_path: Path) -> Path:
    """A workbook locked with the password “riverbank”."""
    from msoffcrypto.format.ooxml import OOXMLFile

    plain = xlsx_file([["Name"], ["Ann"]])
    path = tmp_path / "locked.xlsx"
    with plain.open("rb") as source, path.open("wb") as target:
        OOXMLFile(source).encrypt("riverbank", target)
    return path


def test_a_locked_workbook_opens_with_its_password_only(locked_file: Path) -> None:
    assert next(open_table(locked_file, password="riverbank").rows()).cells == ("Ann",)
    with pytest.raises(DomainError, match="locked with a password"):
        open_table(locked_file)
    with pytest.raises(DomainError, match="not the workbook's password"):
        open_table(locked_file, password="seaside")


FAR = [
    '<row r="1"><c r="A1" t="str"><v>x</v></c></row><row r="9"><c r="XFD1048576" t="str"><v>y</v></c></row>',
    "<row r='1'><c r='A1' t='str'><v>x</v></c></row><row r='9'><c r='XFD1048576' t='str'><v>y</v></c></row>",
    '<row r = "1"><c r\n= "A1" t="str"><v>x</v></c></row><row r="9"><c r ="ZZZ99999"><v>7</v></c></row>',
    '<row r="1"><c r="A1" t="str"><v>x</v></c></row><row r="99000"><c r="ZZ99000" t="str"><v>y</v></c></row>',
]


@pytest.mark.parametrize("rows", FAR)
def test_a_sheet_that_claims_too_many_cells_is_refused(raw_xlsx: Write, rows: str) -> None:
    with pytest.raises(DomainError, match="spans too many cells"):
        open_table(raw_xlsx(f"<sheetData>{rows}</sheetData>"))


def test_references_hidden_by_utf_16_are_refused(raw_xlsx: Write) -> None:
    body = f'<?xml version="1.0" encoding="utf-16"?><worksheet><sheetData>{FAR[0]}</sheetData></worksheet>'
    with pytest.raises(DomainError, match="damaged"):
        open_table(raw_xlsx(body.encode("utf-16")))


def test_a_wide_but_short_sheet_is_read(raw_xlsx: Write) -> None:
    cells = '<c r="A1" t="str"><v>Name</v></c><c r="ZZ1" t="str"><v>Town</v></c>'
    opened = open_table(raw_xlsx(f'<sheetData><row r="1">{cells}</row></sheetData>'))
    assert len(opened.headers) == 702


def test_ods_repeats_that_span_too_much_are_refused(ods_file: Write) -> None:
    cell = '<table:table-cell office:value-type="string" table:number-columns-repeated="16384"/>'
    row = f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>'
    with pytest.raises(DomainError, match="spans too many cells"):
        open_table(ods_file(row))


def test_an_ods_file_with_entities_is_refused(ods_file: Write, tmp_path: Path) -> None:
    path = tmp_path / "bomb.ods"
    with zipfile.ZipFile(ods_file("")) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if name == "content.xml":
                text = b'<!DOCTYPE a [<!ENTITY b "boom">]><a>&b;</a>'
            new.writestr(name, text)
    with pytest.raises(DomainError, match="damaged"):
        open_table(path)


def test_a_workbook_that_unpacks_to_too_much_is_refused(
    raw_xlsx: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guard, "UNPACKED_LIMIT", 1_000_000)
    monkeypatch.setattr(guard, "UNPACKED_RATIO", 2)
    with pytest.raises(DomainError, match="unpacks to far more"):
        open_table(raw_xlsx("<sheetData>" + " " * 2_000_000 + "</sheetData>"))


def test_a_size_that_is_lied_about_does_not_help(raw_xlsx: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "UNPACKED_LIMIT", 1_000_000)
    monkeypatch.setattr(guard, "UNPACKED_RATIO", 2)
    path = raw_xlsx("<sheetData>" + " " * 2_000_000 + "</sheetData>")
    with zipfile.ZipFile(path) as archive:
        size = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    path.write_bytes(path.read_bytes().replace(size.to_bytes(4, "little"), (100).to_bytes(4, "little")))
    with pytest.raises(DomainError, match="unpacks to far more"):
        open_table(path)


@pytest.mark.parametrize(
    ("inside", "words"), [("xl/workbook.bin", "XLSB"), ("word/document.xml", "not a spreadsheet")]
)
def test_other_archives_are_said_plainly(tmp_path: Path, inside: str, words: str) -> None:
    path = tmp_path / "other.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(inside, "x")
    with pytest.raises(DomainError, match=words):
        open_table(path)


@given(st.data())
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_damaged_workbooks_are_read_or_refused_in_plain_words(
    xlsx_file: Write, tmp_path: Path, data: st.DataObject
) -> None:
    path = tmp_path / "whole.xlsx"
    if not path.exists():
        xlsx_file([["Name", "Phone"], ["Ann", 7700900123], ["Bob", "#N/A"]], name="whole.xlsx")
    content = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(content[: data.draw(st.integers(len(content) // 2, len(content)))])
    try:
        rows = list(open_table(broken).rows())
    except DomainError:
        rows = []
    assert len(rows) <= 2


def test_the_guard_leaves_the_file_at_its_start(xlsx_file: Write) -> None:
    file = io.BytesIO(xlsx_file([["Name"], ["#N/A"]]).read_bytes())
    archive = guard.check_archive(file)
    assert file.tell() == 0
    assert archive.may_have_mistakes
    assert "xl/workbook.xml" in archive.names
