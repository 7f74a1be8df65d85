"""The one schema type: shapes, text forms and rows of any kind."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from uuid import UUID

import pytest

from db.enums import Urgency
from desktop.exports.tables import Column, Kind, Table, sequences, to_text


@dataclass(frozen=True, slots=True)
class _Person:
    name: str
    age: int


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        ("x", "x"),
        (True, "yes"),
        (False, "no"),
        (-5, "-5"),
        (2.0, "2"),
        (2.5, "2.5"),
        (date(2026, 1, 5), "2026-01-05"),
        (datetime(2026, 1, 5, 9, 30), "2026-01-05T09:30:00Z"),
        (datetime(2026, 7, 5, 9, 30, tzinfo=timezone(timedelta(hours=1))), "2026-07-05T08:30:00Z"),
        (datetime(2026, 7, 5, 9, 30, tzinfo=UTC), "2026-07-05T09:30:00Z"),
        (Urgency.THIS_WEEK, "this_week"),
        (UUID(int=1), "00000000-0000-0000-0000-000000000001"),
    ],
)
def test_every_value_is_written_one_way(value: object, text: str) -> None:
    assert to_text(value) == text


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        (Kind.INTEGER, "-5", "05"),
        (Kind.NUMBER, "2.50", "2."),
        (Kind.DATE, "2024-02-29", "2026-02-29"),
        (Kind.DATETIME, "2026-01-05T09:30:00Z", "2026-01-05T25:30:00Z"),
        (Kind.PHONE, "+442079460123", "02079460123"),
        (Kind.POSTCODE, "E8 1EA", "E81EA"),
        (Kind.UUID, "3f0e7b9a-1111-4222-8333-444455556666", "3F0E7B9A-1111-4222-8333-444455556666"),
    ],
)
def test_a_kind_has_a_shape(kind: Kind, good: str, bad: str) -> None:
    column = Column("x", kind=kind)
    assert column.fits(good)
    assert not column.fits(bad)
    assert not column.fits(good + "\n")
    assert column.fits("")


def test_codes_and_own_patterns_are_stricter() -> None:
    assert not Column("x", enum=("yes", "no")).fits("maybe")
    assert Column("x", pattern="[EWSN][0-9]{8}").fits("E09000012")
    assert not Column("x", pattern="[EWSN][0-9]{8}").fits("E0900001")


def test_headings_come_from_the_name_unless_given() -> None:
    assert Column("address_line1").heading == "Address line1"
    assert Column("x", title="Area").heading == "Area"
    assert Table("help_requests", ()).heading == "Help requests"


def test_rows_may_be_sequences_mappings_or_dataclasses() -> None:
    table = Table("t", (Column("name"), Column("age")))
    expected = [("Jean", 80), ("Idris", 70)]
    mappings = [{"age": 80, "name": "Jean"}, {"name": "Idris", "age": 70, "more": 1}]
    assert [tuple(row) for row in sequences(table, expected)] == expected
    assert [tuple(row) for row in sequences(table, mappings)] == expected
    assert [tuple(row) for row in sequences(table, [_Person("Jean", 80), _Person("Idris", 70)])] == expected
    assert [tuple(row) for row in sequences(table, [{"name": "Jean"}])] == [("Jean", None)]
    assert list(sequences(table, [])) == []


def test_a_table_of_one_column_reads_every_kind_of_row() -> None:
    table = Table("t", (Column("name"),))
    for rows in ([("Jean",)], [{"name": "Jean"}], [_Person("Jean", 80)]):
        assert [tuple(row) for row in sequences(table, rows)] == [("Jean",)]
