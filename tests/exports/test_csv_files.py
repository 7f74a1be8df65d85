"""CSV files keep RFC 4180, the columns' patterns and every character."""

import csv
import io
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.formula import restore
from desktop.exports.csv_files import safe_cell, stream_csv, write_csv
from desktop.exports.tables import Column, Kind, Table

TABLE = Table("t", (Column("name"), Column("phone", kind=Kind.PHONE), Column("change", kind=Kind.NUMBER)))


def _written(table: Table, rows: list[object], *, bom: bool = False) -> bytes:
    stream = io.BytesIO()
    stream_csv(stream, table, rows, bom=bom)
    return stream.getvalue()


def test_bytes_are_utf8_with_crlf_and_no_mark() -> None:
    assert _written(TABLE, [("Siân, Jr", "+442079460123", -5)]) == (
        'name,phone,change\r\n"Siân, Jr",+442079460123,-5\r\n'.encode()
    )


def test_a_mark_only_when_asked() -> None:
    assert _written(TABLE, [], bom=True) == b"\xef\xbb\xbfname,phone,change\r\n"


@given(st.lists(st.tuples(st.text(), st.text(), st.text()), max_size=20))
def test_reading_and_restoring_gives_every_cell_back(rows: list[tuple[str, str, str]]) -> None:
    table = Table("t", (Column("a"), Column("b"), Column("c")))
    content = _written(table, list(rows)).decode("utf-8", "surrogatepass")
    read = list(csv.reader(io.StringIO(content, newline="")))[1:]
    assert [tuple(map(restore, row)) for row in read] == [
        tuple(cell.encode("utf-8", "replace").decode() for cell in row) for row in rows
    ]


def test_one_bad_cell_among_many_is_the_only_one_changed(tmp_path: Path) -> None:
    rows = [("Jean", "+442079460123", 1)] * 700 + [("=cmd|' /C calc'!A0", "+44=1", 2)]
    path = tmp_path / "list.csv"
    assert write_csv(path, TABLE, rows) == 701
    lines = path.read_text(encoding="utf-8").splitlines()
    assert set(lines[1:701]) == {"Jean,+442079460123,1"}
    assert lines[701] == "'=cmd|' /C calc'!A0,'+44=1,2"


def test_a_cell_of_a_megabyte_and_a_nul_byte_are_kept() -> None:
    long = "x" * 1_000_000
    assert b"a\0b" in _written(TABLE, [("a\0b", None, None)])
    assert long.encode() in _written(TABLE, [(long, None, None)])


def test_whole_numbers_pass_straight_through() -> None:
    table = Table("t", (Column("size", kind=Kind.INTEGER),))
    assert _written(table, [(3,), (-5,)]) == b"size\r\n3\r\n-5\r\n"


def test_a_lone_surrogate_never_stops_the_file() -> None:
    assert b"?" in _written(TABLE, [("\ud800", None, None)])


def test_the_columns_own_pattern_decides() -> None:
    phone, number, text = Column("p", kind=Kind.PHONE), Column("n", kind=Kind.INTEGER), Column("t")
    assert safe_cell(phone, "+442079460123") == "+442079460123"
    assert safe_cell(number, -5) == "-5"
    assert safe_cell(text, "+442079460123") == "'+442079460123"
    assert safe_cell(text, "-5") == "'-5"
    assert safe_cell(phone, "+44=cmd") == "'+44=cmd"
    assert safe_cell(phone, "+442079460123\n") == "'+442079460123\n"
