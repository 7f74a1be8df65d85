"""Twenty thousand spoilt rows: each is taken or listed with a reason, and the list can be loaded again."""

import csv
import random
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop.domain.errors import DomainError
from desktop.imports.likeness import ExistingIndex
from desktop.imports.mapping import guess_map
from desktop.imports.people_rows import PeopleReader
from desktop.imports.readers import open_table
from desktop.imports.rejects import REASON_COLUMN, ROW_COLUMN, write_rejects
from desktop.imports.stage import stage
from desktop.imports.staged import Reject
from desktop.imports.targets import Kind

Write = Callable[..., Path]
HEADER = [
    "source_reference",
    "first_name",
    "last_name",
    "date_of_birth",
    "address_1",
    "postcode",
    "phone",
    "notes",
]
SPOILERS = [
    b"\x00",
    b"\xff\xfe",
    b"\xe9",
    "Łódź".encode("cp1250"),
    "Ünï".encode("utf-16-le"),
    "👩‍🚒".encode(),
    "\u202ecod.exe".encode(),
    "\u200f\u2066".encode(),
    b'=HYPERLINK("http://x","y")',
    b"+447700900123",
    b"@SUM(A1)",
    b"'=1",
    b"<img src=file:///x>",
    b"<script>alert(1)</script>",
    b"]]>&amp;",
    b"'; DROP TABLE person;--",
    b"31/02/1950",
    b"0000-00-00",
    b"99999999999999999999",
    b"1e309",
    b'"',
    b'""',
    b",",
    b",,,,",
    b"\r",
    b"\t",
    b";",
    b"\x1a",
    b"\x0b\x0c",
    b"\xed\xa0\x80",
    b"#REF!",
    b"A" * 3000,
]


def spoilt_lines(count: int) -> Iterator[bytes]:
    """Lines of a list, two in three of them spoilt."""
    chance = random.Random(20)
    for number in range(count):
        cells = [
            b"A%d" % number,
            b"Ann",
            b"Lee%d" % number,
            b"19%02d-%02d-%02d" % (number % 90 + 10, number % 12 + 1, number % 28 + 1),
            b"%d A St" % (number % 700),
            b"QX4 2LB",
            b"",
            b"tea",
        ]
        cells[6] = b"020 7946 %04d" % (number % 1000)
        for _ in range(chance.randrange(3)):
            place = chance.randrange(len(cells))
            spoiler = chance.choice(SPOILERS)
            cells[place] = chance.choice([spoiler, cells[place] + spoiler, spoiler + cells[place], b""])
        if chance.random() < 0.02:
            cells = [b"", b"", b"", *cells[3:6], b"", b""]
        yield b",".join(cells) + chance.choice([b"\n", b"\r\n"])


def test_twenty_thousand_spoilt_rows(csv_file: Write, tmp_path: Path) -> None:
    lines = [",".join(HEADER).encode() + b"\n", *spoilt_lines(20_000)]
    lines[500] = b"A,Ann,Lee,,,,," + b"x" * 1_000_100 + b"\n"
    table = open_table(csv_file(b"".join(lines)))
    reader = PeopleReader(guess_map(table.headers, Kind.PEOPLE))
    given = list(table.rows())
    result = stage((reader.read(row) for row in given), ExistingIndex())
    inside = sum(cell.count("\n") for row in given for cell in row.cells)
    assert len(given) + inside >= 20_000
    assert inside < 200
    assert result.rows == len(given)
    assert result.rejected
    assert all(reject.reason.endswith(".") for reject in result.rejected)
    assert any("million" in reject.reason for reject in result.rejected)
    for person in result.new:
        assert "\0" not in person.good_to_know + person.first_name
        assert "\u202e" not in person.first_name + person.last_name + person.address_line1
        assert all(phone.e164.startswith("+") for phone in person.phones)
    out = tmp_path / "rejects.csv"
    assert write_rejects(out, table.headers, result.rejected) == len(result.rejected)
    again = open_table(out)
    assert again.headers == (*table.headers, ROW_COLUMN, REASON_COLUMN)
    assert [int(row.cells[-2]) for row in again.rows()] == [reject.row for reject in result.rejected]


def test_rejects_keep_every_cell_and_run_nothing(tmp_path: Path) -> None:
    path = tmp_path / "rejects.csv"
    cells = ("=1+1", "+44 20", "'quoted", "Zoë\0", "extra")
    write_rejects(
        path, ["a", "b", "c", "d"], [Reject(7, "b", "Odd.", cells), Reject(9, "", "Short.", ("x",))]
    )
    with path.open(encoding="utf-8-sig", newline="") as file:
        header, first, second = csv.reader(file)
    assert header == ["a", "b", "c", "d", ROW_COLUMN, REASON_COLUMN]
    assert first == ["'=1+1", "'+44 20", "''quoted", "Zoë", "7", "b: Odd. Beyond the last column: extra"]
    assert second == ["x", "", "", "", "9", "Short."]
    restored = next(open_table(path).rows()).cells
    assert restored[:3] == ("=1+1", "+44 20", "'quoted")


def test_a_place_that_cannot_be_written_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(DomainError, match="could not be written"):
        write_rejects(tmp_path / "none" / "rejects.csv", ["a"], [])


def test_a_long_text_file_is_not_held_in_memory(csv_file: Write) -> None:
    path = csv_file(b"name,notes\n" + b"Ann," + b"x" * 180 + b"\n" + (b"Bob," + b"y" * 180 + b"\n") * 60_000)
    table = open_table(path)
    tracemalloc.start()
    count = sum(1 for _ in table.rows())
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 60_001
    assert peak < 4_000_000
