"""The change log: what is recorded, the chain, and undo's raw material."""

import json
import os
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.base import Base
from db.changes import GENESIS, commitment, link_after
from db.enums import AreaKind, AreaPartKind, ChangeOp
from db.errors import ReadOnlyPlace
from db.fields import APART, FIELDS, UNLOGGED, classes, logged
from db.models import Area, AreaPart, Change, Household, Person
from db.store import Store, create_store

USER = "0" * 32


@pytest.fixture
def store(tmp_path: Path) -> Store:
    key = os.urandom(32)
    create_store(tmp_path / "store.db", key)
    opened = Store(tmp_path / "store.db", key)
    yield opened
    opened.close()


def entries(store: Store) -> list[Change]:
    with store.read() as session:
        return list(session.scalars(select(Change).order_by(Change.seq)))


def test_every_column_of_every_table_has_exactly_one_class() -> None:
    for table in Base.metadata.tables.values():
        named = [name for names in FIELDS[table.name].values() for name in names.split()]
        assert sorted(named) == sorted(column.name for column in table.columns), table.name
    assert set(FIELDS) == set(Base.metadata.tables)


def test_the_registry_of_fields_with_their_own_retention_names_real_logged_columns() -> None:
    for table, field in APART:
        assert field in logged(table)
        assert field in classes(table)


def test_a_new_record_is_one_entry_holding_its_fields(store: Store) -> None:
    with store.write(USER) as work:
        work.add(Person(number=1, first_name="Siân", last_name="Mallory", date_of_birth=date(1950, 2, 3)))
    (entry,) = entries(store)
    assert (entry.op, entry.entity, entry.field) == (ChangeOp.CREATE, "person", "")
    held = json.loads(entry.value or "")
    assert held["first_name"] == "Siân"
    assert held["date_of_birth"] == "1950-02-03"
    assert "middle_name" not in held
    assert "created_at" not in held


def test_a_field_with_its_own_retention_is_an_entry_of_its_own(store: Store) -> None:
    with store.write(USER) as work:
        work.add(Person(number=1, first_name="A", good_to_know="Hard of hearing"))
    made, apart = entries(store)
    assert "good_to_know" not in json.loads(made.value or "")
    assert (apart.field, json.loads(apart.value or "")) == ("good_to_know", "Hard of hearing")


def test_an_edit_is_one_entry_a_field_naming_what_it_replaces(store: Store) -> None:
    with store.write(USER) as work:
        person = Person(number=1, first_name="A", last_name="B")
        work.add(person)
    for name in ("C", "D"):
        with store.write(USER) as work:
            again = work.session.get_one(Person, person.id)
            again.first_name = name
            again.last_name = "B"
    made, first, second = entries(store)
    assert [first.field, second.field] == ["first_name", "first_name"]
    assert first.replaces == [[made.device_id, made.incarnation, made.seq]]
    assert second.replaces == [[first.device_id, first.incarnation, first.seq]]


def test_a_row_of_a_set_taken_out_is_recorded_with_what_it_was(store: Store) -> None:
    with store.write(USER) as work:
        area = Area(name="N", kind=AreaKind.WARD)
        work.add(area)
        work.session.flush()
        part = AreaPart(area_id=area.id, kind=AreaPartKind.SECTOR, value="QX4 2")
        work.add(part)
    with store.write(USER) as work:
        work.delete_many(AreaPart, [part.id])
    removed = entries(store)[-1]
    assert removed.op is ChangeOp.REMOVE
    assert json.loads(removed.value or "")["value"] == "QX4 2"


def test_bulk_rows_are_logged_like_single_ones(store: Store) -> None:
    with store.write(USER) as work:
        keys = work.insert_many(Person, [{"number": n, "first_name": f"N{n}"} for n in range(3)])
    with store.write(USER) as work:
        work.update_many(Person, {key: {"last_name": "L"} for key in keys})
    log = entries(store)
    assert [entry.op for entry in log] == [ChangeOp.CREATE] * 3 + [ChangeOp.SET] * 3
    assert {entry.row_id for entry in log} == set(keys)
    assert all(entry.replaces for entry in log[3:])


def test_the_chain_verifies_and_an_edited_entry_does_not(store: Store) -> None:
    with store.write(USER) as work:
        work.insert_many(Person, [{"number": n, "first_name": f"N{n}"} for n in range(5)])
    assert _chain_is_whole(entries(store))
    spoiled = entries(store)
    spoiled[2].value = '{"first_name":"Other"}'
    assert not _chain_is_whole(spoiled)


def test_erasing_value_and_salt_leaves_a_chain_that_verifies(store: Store) -> None:
    with store.write(USER) as work:
        work.insert_many(Person, [{"number": n, "first_name": f"N{n}"} for n in range(3)])
    log = entries(store)
    log[1].value = log[1].salt = None
    assert _chain_is_whole(log)


def test_nothing_is_written_when_the_block_ends_badly(store: Store) -> None:
    with pytest.raises(RuntimeError), store.write(USER) as work:
        work.add(Person(number=1, first_name="A"))
        work.session.flush()
        raise RuntimeError
    assert entries(store) == []


def test_numbers_are_given_out_in_runs(store: Store) -> None:
    with store.write(USER) as work:
        assert work.next_number("person") == 1
        assert work.next_number("person", 3) == 2
        assert work.next_number("request") == 1
        assert work.next_number("person") == 5


def test_the_log_goes_on_over_transactions_without_a_gap(store: Store) -> None:
    told: list[int] = []
    store.after_commit.append(lambda end: told.append(end.seq))
    for number in range(4):
        with store.write(USER) as work:
            work.add(Household(number=number), Person(number=number))
    assert [entry.seq for entry in entries(store)] == list(range(1, 9))
    assert told == [2, 4, 6, 8]
    assert store.head().seq == 8


def test_a_write_that_changes_nothing_lets_go_of_the_store(store: Store) -> None:
    told: list[int] = []
    store.after_commit.append(lambda end: told.append(end.seq))
    with store.write(USER) as first:
        pass
    with store.write(USER) as second:  # the first unit of work is still at hand: it must hold nothing
        second.add(Person(number=1))
    assert first.log.written is None
    assert told == [1]


def test_a_new_incarnation_begins_a_chain_of_its_own(store: Store) -> None:
    with store.write(USER) as work:
        work.add(Person(number=1))
    old = store.copy
    store.renew()
    assert store.copy.device_id == old.device_id
    assert store.copy.incarnation != old.incarnation
    with store.write(USER) as work:
        work.add(Person(number=2))
    assert [entry.seq for entry in entries(store)] == [1, 1]


def test_tables_that_are_not_logged_are_derived_or_the_log_itself() -> None:
    assert {"change", "counter", "device", "erased_row", "extra_postcode"} == UNLOGGED


def _chain_is_whole(log: list[Change]) -> bool:
    link = GENESIS
    for entry in log:
        held = {column.name: getattr(entry, column.name) for column in Change.__table__.columns}
        if entry.salt is not None and commitment(entry.salt, entry.value) != entry.commitment:
            return False
        link = link_after(link, held)
        if link != entry.link:
            return False
    return True


def test_a_reading_session_cannot_write(store: Store) -> None:
    with store.read() as session, pytest.raises(ReadOnlyPlace):
        _insert(session)


def _insert(session: Session) -> None:
    session.add(Person(number=9))
    session.commit()
