"""CSV and TSV files of every sort become tables."""

import contextlib
import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.domain.errors import DomainError
from desktop.domain.formula import neutralise
from desktop.imports import limits, table, text_table
from desktop.imports.readers import open_table

Write = Callable[..., Path]
ACCENTS = "first_name,last_name\nZoë,Müller-Größe\nSiân,Llŷr\n"


@pytest.mark.parametrize(
    ("encoding", "shown"),
    [("utf-8", "utf-8"), ("utf-8-sig", "utf-8-sig"), ("utf-16", "utf-16"), ("utf-16-le", "utf-16-le")],
)
def test_unicode_encodings_are_recognised(csv_file: Write, encoding: str, shown: str) -> None:
    opened = open_table(csv_file(ACCENTS, encoding=encoding))
    assert opened.encoding == shown
    assert [row.cells for row in opened.rows()] == [("Zoë", "Müller-Größe"), ("Siân", "Llŷr")]


def test_a_windows_file_is_read_with_a_warning(csv_file: Write) -> None:
    text = "first_name,last_name\n" + "Zoë,Müller\nRenée,O’Brien\nJosé,Núñez\n" * 5
    opened = open_table(csv_file(text, encoding="cp1252"))
    assert next(opened.rows()).cells == ("Zoë", "Müller")
    assert "check accents" in opened.warnings[0]


def test_a_chosen_encoding_is_used(csv_file: Write) -> None:
    path = csv_file("first_name,last_name\nŁucja,Wójcik\n", encoding="cp1250")
    assert next(open_table(path, encoding="cp1250").rows()).cells == ("Łucja", "Wójcik")


def test_a_few_damaged_letters_are_named_by_row(csv_file: Write) -> None:
    path = csv_file("name,town\nZoë,Ély\n".encode() * 20 + b"Ren\xe9e,Bath\n")
    opened = open_table(path)
    damaged = [row for row in opened.rows() if row.notes]
    assert opened.encoding == "utf-8"
    assert [row.number for row in damaged] == [41]
    assert "could not be read" in damaged[0].notes[0]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters_are_recognised(csv_file: Write, delimiter: str) -> None:
    lines = [
        ["name", "notes", "postcode"],
        ["Ann", "Tea, milk; two a day", "QX4 2LB"],
        ["Bob", "", "QX4 2LD"],
    ]
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=delimiter).writerows(lines)
    opened = open_table(csv_file(buffer.getvalue()))
    assert opened.delimiter == delimiter
    assert [list(row.cells) for row in opened.rows()] == lines[1:]


def test_titles_and_blank_lines_above_the_column_names_are_left_out(csv_file: Write) -> None:
    opened = open_table(
        csv_file("Riverbank Council\nExtract of today\n\nFirst name,Surname,d.o.b\nAnn,Lee,\n")
    )
    assert opened.headers == ("First name", "Surname", "d.o.b")
    assert opened.header_row == 4
    assert [row.number for row in opened.rows()] == [5]
    assert "2 row(s) above" in opened.warnings[0]


def test_unknown_column_names_are_still_found(csv_file: Write) -> None:
    opened = open_table(csv_file("A list\nAlpha,Beta,Gamma\n1,2,3\n4,5,6\n"))
    assert opened.headers == ("Alpha", "Beta", "Gamma")


def test_repeated_and_empty_column_names_are_told_apart(csv_file: Write) -> None:
    opened = open_table(csv_file("Phone,phone,,Name\n1,2,3,Ann\n"))
    assert opened.headers == ("Phone", "phone (2)", "Column C", "Name")
    assert len(opened.warnings) == 2


def test_a_full_column_without_a_name_is_kept(csv_file: Write) -> None:
    opened = open_table(csv_file("Name,Phone,\nAnn,1,x\nBob,2,y\n"))
    assert opened.headers == ("Name", "Phone", "Column C")


def test_ragged_rows_are_squared_or_refused(csv_file: Write) -> None:
    text = "name,address,town\nAnn,1 High St\nBob,2 High St,Bath,,\nCai,3, High St,Bath\n"
    short, blank_ends, long = open_table(csv_file(text)).rows()
    assert short.cells == ("Ann", "1 High St", "")
    assert "only 2 of 3" in short.notes[0]
    assert not blank_ends.problem
    assert "quotation marks" in long.problem
    assert long.cells == ("Cai", "3", " High St", "Bath")


def test_row_numbers_are_those_of_a_spreadsheet(csv_file: Write) -> None:
    opened = open_table(csv_file('name,notes\nAnn,"two\nlines"\n\nBob,x\n'))
    assert [row.number for row in opened.rows()] == [2, 4]


def test_a_quotation_mark_never_closed_spoils_only_its_own_row(csv_file: Write) -> None:
    opened = open_table(csv_file('name,notes\nAnn,"oops\nBob,fine\nCai,"also\nfine"\n'))
    rows = list(opened.rows())
    assert [(row.number, bool(row.problem)) for row in rows] == [(2, True), (3, False), (4, False)]
    assert rows[2].cells == ("Cai", "also\nfine")


def test_two_stray_quotation_marks_do_not_swallow_the_rows_between(csv_file: Write) -> None:
    text = 'name,town,notes\nAnn,Bath,"oops\nBob,Ely,tea\nCai,Wells,"\nDee,Bath,"two\nlines, and more"\n'
    rows = list(open_table(csv_file(text)).rows())
    assert [(row.cells[0], bool(row.problem)) for row in rows] == [
        ("Ann", True),
        ("Bob", False),
        ("Cai", True),
        ("Dee", False),
    ]
    assert rows[3].cells[2] == "two\nlines, and more"


def test_quotation_marks_inside_a_name_keep_the_row(csv_file: Write) -> None:
    opened = open_table(csv_file('name,town\n"Ann "Nan" Lee",Bath\n6" ruler,Ely\n'))
    assert [row.cells[1] for row in opened.rows()] == ["Bath", "Ely"]
    assert not any(row.problem for row in opened.rows())


def test_a_runaway_quotation_mark_is_given_up_after_a_while(
    csv_file: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text_table, "RECORD_LINES", 5)
    lines = "".join(f"P{number},x\n" for number in range(20))
    rows = list(open_table(csv_file('name,notes\nAnn,"oops\n' + lines + 'Zed,"end"\n')).rows())
    assert [row.number for row in rows if row.problem] == [2]
    assert [row.cells[0] for row in rows[1:]] == [*(f"P{number}" for number in range(20)), "Zed"]


def test_nul_bytes_are_told(csv_file: Write) -> None:
    (row,) = open_table(csv_file("name,town\nA\0nn,Bath\n")).rows()
    assert row.cells == ("A\0nn", "Bath")
    assert "NUL" in row.notes[0]


def test_a_cell_of_a_million_letters_refuses_its_row(csv_file: Write) -> None:
    text = f"name,notes\nAnn,{'x' * 1_000_001}\nBob,{'y' * 1_000_000}\n"
    long, fits = open_table(csv_file(text)).rows()
    assert "million" in long.problem
    assert not fits.problem


def test_a_line_beyond_any_row_is_cut_and_refused(csv_file: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_table, "RECORD_CHARACTERS", 1000)
    monkeypatch.setattr(table, "CELL_LIMIT", 900)
    rows = list(open_table(csv_file("name,notes\nAnn," + "x" * 5000 + "\nBob,y\n")).rows())
    assert [bool(row.problem) for row in rows] == [True, False]
    assert rows[1].cells == ("Bob", "y")


def test_too_many_rows_are_refused(csv_file: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "ROW_LIMIT", 3)
    opened = open_table(csv_file("name\n" + "Ann\n" * 4))
    with pytest.raises(DomainError, match="more than 3 rows"):
        list(opened.rows())


def test_formulas_made_safe_by_an_export_are_restored(csv_file: Write) -> None:
    texts = ["=1+1", "'quoted", "+44 7700 900123", "plain"]
    buffer = io.StringIO()
    csv.writer(buffer).writerows([["a", "b", "c", "d"], [neutralise(text) for text in texts]])
    (row,) = open_table(csv_file(buffer.getvalue())).rows()
    assert list(row.cells) == texts


def test_the_preview_is_the_first_rows(csv_file: Write) -> None:
    opened = open_table(csv_file("name\n" + "".join(f"P{n}\n" for n in range(50))))
    assert len(opened.preview()) == 20
    assert opened.preview(3) == list(opened.rows())[:3]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"\n\n ,\n", "empty"),
        (b"%PDF-1.7", "PDF"),
        (b"\x89PNG\r\n", "picture"),
        (b"<html><table>", "web page"),
        (b"PK\x03\x04rubbish", "damaged"),
        (bytes(range(1, 256)) * 3, "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rubbish", "damaged"),
    ],
)
def test_what_is_no_table_is_said_plainly(csv_file: Write, content: bytes, words: str) -> None:
    with pytest.raises(DomainError, match=words):
        open_table(csv_file(content))


def test_missing_files_and_folders_are_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(DomainError, match=r"no file called none\.csv"):
        open_table(tmp_path / "none.csv")
    with pytest.raises(DomainError, match="folder"):
        open_table(tmp_path)


def test_too_large_a_file_is_refused(csv_file: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.imports.readers.FILE_LIMIT", 10)
    with pytest.raises(DomainError, match="200 MB"):
        open_table(csv_file("name,town\nAnn,Bath\n"))
    assert limits.FILE_LIMIT == 200 * 1024 * 1024


@pytest.mark.parametrize(
    ("name", "value"), [("encoding", "klingon"), ("encoding", "hex"), ("delimiter", "ab")]
)
def test_choices_that_cannot_be_used_are_said_plainly(csv_file: Write, name: str, value: str) -> None:
    with pytest.raises(DomainError):
        open_table(csv_file("name\nAnn\n"), **{name: value})


CELL = st.text(
    st.characters(blacklist_categories=["Cs"], blacklist_characters="\r\n\0'#\ufeff\ufffd"), max_size=12
)


@given(st.lists(st.tuples(CELL, CELL), min_size=1, max_size=8), st.sampled_from([",", ";", "\t"]))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_what_the_csv_module_writes_is_read_back(
    tmp_path: Path, rows: list[tuple[str, str]], delimiter: str
) -> None:
    path = tmp_path / "made.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=delimiter, quoting=csv.QUOTE_ALL)
        writer.writerows([("first_name", "last_name"), *rows])
    read = [row.cells for row in open_table(path, encoding="utf-8", delimiter=delimiter).rows()]
    assert read == [row for row in rows if any(row)]


@given(st.binary(max_size=400))
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_bytes_are_read_or_refused_in_plain_words(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "any.csv"
    path.write_bytes(content)
    rows = []
    with contextlib.suppress(DomainError):
        rows = list(open_table(path).rows())
    assert all(row.number > 1 for row in rows)


def test_a_cell_of_two_lines_may_stand_first(csv_file: Write) -> None:
    text = "".join(f'{number},Jean,"a, b",x\n' for number in range(4))
    table = open_table(csv_file("Ref,Name,Note,More\n" + text + '"two\nlines",Zoë,"c, d",y\n'))
    last = list(table.rows())[-1]
    assert (last.cells, last.problem) == (("two\nlines", "Zoë", "c, d", "y"), "")
