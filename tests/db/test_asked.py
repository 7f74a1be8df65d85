"""What is asked is counted as it is written: whatever is written, in whatever order, a recount agrees."""

import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.asked import DDL, MET, STILL_ASKED
from db.enums import CloseReason, TaskOutcome, TaskStatus

MONDAY = date(2026, 11, 16)
ROWS = 3
"""So few of each kind that most writes meet a row that others hang on."""
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "household": ("area_id",),
    "person": ("household_id",),
    "request": ("person_id", "need_type_id", "close_reason", "voided_at"),
    "task": ("request_id", "on_date", "status", "outcome", "voided_at"),
}
KEYS = st.integers(0, ROWS - 1).map(str)
VALUES: Mapping[str, st.SearchStrategy[Any]] = {
    "area_id": st.sampled_from([None, "salt", "quay"]),
    "household_id": st.none() | KEYS,
    "person_id": KEYS,
    "request_id": KEYS,
    "need_type_id": st.sampled_from(["meal", "lift"]),
    "close_reason": st.none() | st.sampled_from(CloseReason),
    "voided_at": st.sampled_from([None, None, "2026-11-17"]),
    "on_date": st.integers(0, 15).map(lambda days: (MONDAY + timedelta(days=days)).isoformat()),
    "status": st.sampled_from(TaskStatus),
    "outcome": st.none() | st.sampled_from(TaskOutcome),
}


@pytest.fixture(scope="module")
def tables() -> Iterator[sqlite3.Connection]:
    """The tables the counts look at, with the columns they look at, in memory."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    for table, columns in COLUMNS.items():
        connection.execute(f"CREATE TABLE {table} (id TEXT PRIMARY KEY, {', '.join(columns)})")
    for statement in DDL:
        connection.execute(statement)
    yield connection
    connection.close()


@st.composite
def writes(draw: st.DrawFn) -> tuple[str, str, str, dict[str, Any]]:
    """A write: what is done, to which row of which table, and the values it brings."""
    table = draw(st.sampled_from(list(COLUMNS)))
    act = draw(st.sampled_from(["insert", "insert", "update", "update", "delete"]))
    names = COLUMNS[table]
    if act == "update":
        names = tuple(draw(st.sets(st.sampled_from(names), min_size=1)))
    return act, table, draw(KEYS), {name: draw(VALUES[name]) for name in names}


def write(tables: sqlite3.Connection, act: str, table: str, key: str, values: dict[str, Any]) -> None:
    """Write, as the app does: nothing is added twice."""
    if act == "delete":
        tables.execute(f"DELETE FROM {table} WHERE id = ?", (key,))
    elif act == "update":
        given_ = ", ".join(f"{name} = ?" for name in values)
        tables.execute(f"UPDATE {table} SET {given_} WHERE id = ?", (*values.values(), key))
    elif not tables.execute(f"SELECT 1 FROM {table} WHERE id = ?", (key,)).fetchone():
        marks = ", ".join("?" * (len(values) + 1))
        names = ", ".join(("id", *values))
        tables.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", (key, *values.values()))


def recount(tables: sqlite3.Connection) -> dict[tuple[str, str, str], tuple[int, int]]:
    """Every task looked at by itself, in plain steps."""
    held = {
        table: {row[0]: dict(zip(names, row[1:], strict=True)) for row in rows}
        for table, names in COLUMNS.items()
        for rows in (tables.execute(f"SELECT id, {', '.join(names)} FROM {table}").fetchall(),)
    }
    asked, met = Counter[tuple[str, str, str]](), Counter[tuple[str, str, str]]()
    for task in held["task"].values():
        request = held["request"].get(task["request_id"])
        person = held["person"].get(request["person_id"]) if request else None
        if request is None or person is None or task["voided_at"] or request["voided_at"]:
            continue
        if task["status"] == TaskStatus.CANCELLED and request["close_reason"] not in STILL_ASKED:
            continue
        home = held["household"].get(person["household_id"])
        day = date.fromisoformat(task["on_date"])
        monday = day - timedelta(days=day.weekday())
        place = (monday.isoformat(), request["need_type_id"], (home["area_id"] if home else None) or "")
        asked[place] += 1
        met[place] += task["status"] == TaskStatus.DONE and task["outcome"] in MET
    return {place: (count, met[place]) for place, count in asked.items()}


def counted(tables: sqlite3.Connection) -> dict[tuple[str, str, str], tuple[int, int]]:
    found = tables.execute("SELECT monday, need_type_id, area_id, asked, met FROM asked_week").fetchall()
    return {(monday, need, area): (asked, met) for monday, need, area, asked, met in found}


@given(st.lists(writes(), min_size=1, max_size=40))
def test_whatever_is_written_a_recount_says_the_same(
    tables: sqlite3.Connection, made: list[tuple[str, str, str, dict[str, Any]]]
) -> None:
    for table in COLUMNS:
        tables.execute(f"DELETE FROM {table}")
    assert counted(tables) == {}
    for act, table, key, values in made:
        write(tables, act, table, key, values)
        assert counted(tables) == recount(tables)


@pytest.mark.parametrize("act", ["commit", "rollback"])
def test_a_write_taken_back_is_not_counted(tables: sqlite3.Connection, act: str) -> None:
    for table in COLUMNS:
        tables.execute(f"DELETE FROM {table}")
    tables.execute("BEGIN")
    write(tables, "insert", "household", "0", {"area_id": "salt"})
    write(tables, "insert", "person", "0", {"household_id": "0"})
    write(tables, "insert", "request", "0", {"person_id": "0", "need_type_id": "meal"})
    task = {"request_id": "0", "on_date": "2026-11-22", "status": TaskStatus.DONE, "outcome": "delivered"}
    write(tables, "insert", "task", "0", task)
    assert counted(tables) == {("2026-11-16", "meal", "salt"): (1, 1)}
    tables.execute(act)
    assert len(counted(tables)) == (act == "commit")
