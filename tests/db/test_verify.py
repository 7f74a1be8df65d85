"""The chain of the change log, held against tampering through a connection of the store's own."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.changes import Head
from db.enums import ChangeOp
from db.marker import Marker
from db.models import Person
from db.store import Store, create_store
from db.verify import MOST_NAMED, ChainFinding, Damage, verify_chain

USER = "0" * 32
COLUMNS = "txn user_id at entity row_id op field value replaces salt commitment"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store of forty entries in one life."""
    key = os.urandom(32)
    create_store(tmp_path / "store.db", key)
    opened = Store(tmp_path / "store.db", key)
    with opened.write(USER) as work:
        work.insert_many(Person, [{"number": n, "first_name": f"N{n}"} for n in range(40)])
    yield opened
    opened.close()


def tamper(store: Store, *statements: str) -> None:
    """Run statements as somebody would who has the key but not the app."""
    assert store.writer is not None
    raw = store.writer.raw_connection()
    for statement in statements:
        raw.execute(statement)  # type: ignore[attr-defined]
    raw.commit()
    raw.close()


def note(store: Store, end: Head) -> Marker:
    """What the laptop noted of an end."""
    return Marker(store.copy.device_id, store.copy.incarnation, end.seq, end.link.hex(), "p")


def found(store: Store, *notes: Marker) -> list[tuple[Damage, int]]:
    """Each break, by kind and entry."""
    return [(one.damage, one.seq) for one in findings(store, *notes)]


def findings(store: Store, *notes: Marker) -> list[ChainFinding]:
    with store.read() as session:
        return verify_chain(session, notes)[1]


def test_a_log_as_it_was_written_has_no_break(store: Store) -> None:
    heard: list[tuple[int, int]] = []
    with store.read() as session:
        count, breaks = verify_chain(
            session, [note(store, store.head())], lambda done, total: heard.append((done, total))
        )
    assert (count, breaks, heard[-1]) == (40, [], (40, 40))


@pytest.mark.parametrize(
    "edit",
    [
        """value = '{"first_name":"Other"}'""",
        f"user_id = '{'1' * 32}'",
        "at = '2020-01-01 00:00:00.000000'",
        "op = 'erase'",
        "entity = 'household'",
        f"row_id = '{'2' * 32}'",
        "value = NULL, salt = NULL, commitment = zeroblob(32)",
    ],
)
def test_an_edited_entry_is_named_alone(store: Store, edit: str) -> None:
    tamper(store, f"UPDATE change SET {edit} WHERE seq = 17")
    assert found(store) == [(Damage.EDITED, 17)]


def test_an_edited_value_with_a_commitment_to_fit_is_named(store: Store) -> None:
    from db.changes import commitment

    salt = b"s" * 16
    fits = commitment(salt, "{}").hex()
    tamper(store, f"UPDATE change SET value='{{}}', salt=x'{salt.hex()}', commitment=x'{fits}' WHERE seq = 5")
    assert found(store) == [(Damage.EDITED, 5)]


@pytest.mark.parametrize(("where", "first"), [("seq = 1", 1), ("seq = 20", 20), ("seq BETWEEN 8 AND 12", 8)])
def test_a_removed_entry_is_named_alone(store: Store, where: str, first: int) -> None:
    tamper(store, f"DELETE FROM change WHERE {where}")
    (finding,) = findings(store)
    assert (finding.damage, finding.seq) == (Damage.REMOVED, first)
    assert "missing" in finding.words


@pytest.mark.parametrize(("one", "other"), [(10, 11), (10, 14), (1, 2), (39, 40), (3, 12)])
def test_two_entries_that_changed_places_are_both_named(store: Store, one: int, other: int) -> None:
    tamper(
        store,
        f"UPDATE change SET seq = -1 WHERE seq = {one}",
        f"UPDATE change SET seq = {one} WHERE seq = {other}",
        f"UPDATE change SET seq = {other} WHERE seq = -1",
    )
    assert found(store) == [(Damage.MOVED, one), (Damage.MOVED, other)]
    assert f"written as entry {other}" in findings(store)[0].words


def test_entries_that_changed_places_but_left_their_links_are_both_named(store: Store) -> None:
    names = COLUMNS.replace(" ", ", ")
    tamper(
        store,
        "CREATE TEMP TABLE was AS SELECT * FROM change WHERE seq IN (20, 21)",
        f"UPDATE change SET ({names}) = (SELECT {names} FROM was WHERE was.seq = 41 - change.seq) "
        "WHERE seq IN (20, 21)",
    )
    assert found(store) == [(Damage.MOVED, 20), (Damage.MOVED, 21)]


def test_entries_that_changed_places_far_apart_are_named(store: Store) -> None:
    tamper(
        store,
        "UPDATE change SET seq = -1 WHERE seq = 2",
        "UPDATE change SET seq = 2 WHERE seq = 38",
        "UPDATE change SET seq = 38 WHERE seq = -1",
    )
    assert found(store) == [(Damage.MOVED, 2), (Damage.MOVED, 38)]


@pytest.mark.parametrize("kept", [0, 1, 39])
def test_a_cut_off_tail_is_named_by_the_note(store: Store, kept: int) -> None:
    noted = note(store, store.head())
    tamper(store, f"DELETE FROM change WHERE seq > {kept}")
    (finding,) = findings(store, noted)
    assert (finding.damage, finding.seq) == (Damage.CUT_OFF, kept + 1)
    assert "cut off the end" in finding.words


def test_a_tail_that_was_cut_off_and_written_anew_is_named_by_the_note(store: Store) -> None:
    noted = note(store, store.head())
    tamper(store, "DELETE FROM change WHERE seq > 38")
    with store.write(USER) as work:
        work.insert_many(Person, [{"number": n, "first_name": "Other"} for n in range(50, 55)])
    assert found(store, noted) == [(Damage.EDITED, 40)]


def test_a_store_that_went_on_since_the_note_is_whole(store: Store) -> None:
    noted = note(store, store.head())
    with store.write(USER) as work:
        work.add(Person(number=99, first_name="Later"))
    assert found(store, noted) == []


def test_every_kind_of_damage_at_once_is_named(store: Store) -> None:
    noted = note(store, store.head())
    tamper(
        store,
        "UPDATE change SET value = '{}' WHERE seq = 3",
        "DELETE FROM change WHERE seq = 9",
        "UPDATE change SET seq = -1 WHERE seq = 20",
        "UPDATE change SET seq = 20 WHERE seq = 21",
        "UPDATE change SET seq = 21 WHERE seq = -1",
        "DELETE FROM change WHERE seq > 37",
    )
    assert found(store, noted) == [
        (Damage.EDITED, 3),
        (Damage.REMOVED, 9),
        (Damage.MOVED, 20),
        (Damage.MOVED, 21),
        (Damage.CUT_OFF, 38),
    ]


def test_renumbering_over_a_gap_hides_nothing_and_ends_being_told(store: Store) -> None:
    tamper(
        store,
        "DELETE FROM change WHERE seq = 5",
        "UPDATE change SET seq = seq - 1000 WHERE seq > 5",
        "UPDATE change SET seq = seq + 999 WHERE seq < 0",
    )
    named = found(store)
    assert named[0] == (Damage.EDITED, 5)
    assert len(named) == MOST_NAMED


def test_another_life_is_walked_by_itself(store: Store) -> None:
    store.renew()
    with store.write(USER) as work:
        work.add(Person(number=99, first_name="Later"))
    assert found(store) == []
    tamper(store, f"UPDATE change SET op = 'erase' WHERE incarnation = '{store.copy.incarnation}'")
    (finding,) = findings(store)
    assert (finding.incarnation, finding.seq) == (store.copy.incarnation, 1)


def test_what_is_told_holds_nobodys_data(store: Store) -> None:
    tamper(store, f"UPDATE change SET value = 'Ermintrude', op = '{ChangeOp.SET}' WHERE seq = 4")
    assert all("Ermintrude" not in one.words and "N3" not in one.words for one in findings(store))
