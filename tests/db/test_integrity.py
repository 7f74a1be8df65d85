"""Whole stores are told from damaged ones, clean stops from unclean ones."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from db.engine import make_engine
from db.errors import DamagedStore, DiskTrouble
from db.folder import HubFolder
from db.integrity import check, require_whole, unclean_stop
from db.lock import HubLock

KEY = bytes(range(32))


@pytest.fixture
def hub(tmp_path: Path) -> HubFolder:
    """A closed store of 400 people, each with a note."""
    hub = HubFolder(tmp_path)
    engine = make_engine(hub.store, KEY)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE person(id INTEGER PRIMARY KEY, name TEXT)"))
        connection.execute(text("CREATE INDEX by_name ON person(name)"))
        connection.execute(text("CREATE TABLE note(person_id INTEGER REFERENCES person(id))"))
        for number in range(400):
            connection.execute(text("INSERT INTO person VALUES (:n, :t)"), {"n": number, "t": "x" * 80})
            connection.execute(text("INSERT INTO note VALUES (:n)"), {"n": number})
    engine.dispose()
    return hub


def _check(hub: HubFolder) -> list[str]:
    engine = make_engine(hub.store, KEY, read_only=True)
    try:
        return check(engine)
    finally:
        engine.dispose()


def _damage(hub: HubFolder, change: Callable[[bytearray], None]) -> None:
    content = bytearray(hub.store.read_bytes())
    change(content)
    hub.store.write_bytes(bytes(content))


def test_a_whole_store_has_nothing_to_say(hub: HubFolder) -> None:
    assert _check(hub) == []
    require_whole([])


def test_one_flipped_bit_in_any_page_is_found(hub: HubFolder) -> None:
    whole = hub.store.read_bytes()
    for page in range(len(whole) // 4096):

        def flip(content: bytearray, at: int = page * 4096 + 2000) -> None:
            content[at] ^= 1

        _damage(hub, flip)
        found = _check(hub)
        assert found
        with pytest.raises(DamagedStore):
            require_whole(found)
        hub.store.write_bytes(whole)
    assert _check(hub) == []


def test_a_shortened_store_is_found(hub: HubFolder) -> None:
    _damage(hub, lambda content: content.__delitem__(slice(-8192, None)))
    assert _check(hub)


def test_a_reference_to_nothing_is_named_without_its_content(hub: HubFolder) -> None:
    engine = make_engine(hub.store, KEY, for_migration=True)
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM person WHERE id = 7"))
    engine.dispose()
    assert _check(hub) == ["A record of note points to one of person that is not there."]


def test_a_broken_index_is_named(hub: HubFolder) -> None:
    engine = make_engine(hub.store, KEY)
    raw = engine.raw_connection()
    driver = raw.driver_connection
    driver.execute("PRAGMA writable_schema = ON")
    driver.execute("UPDATE sqlite_schema SET sql = replace(sql, '(name)', '(id)') WHERE name = 'by_name'")
    raw.close()
    engine.dispose()
    assert _check(hub)[0].startswith("The structure is broken")


def test_trouble_other_than_damage_is_not_called_damage(tmp_path: Path) -> None:
    engine = make_engine(tmp_path / "none.db", KEY, read_only=True)
    with pytest.raises(DiskTrouble):
        check(engine)


def test_a_clean_stop_leaves_no_journal(hub: HubFolder) -> None:
    assert not unclean_stop(hub.path)


def test_a_journal_left_behind_tells_of_a_crash_unless_another_holds_the_hub(hub: HubFolder) -> None:
    hub.wal.write_bytes(b"")
    assert not unclean_stop(hub.path)
    hub.wal.write_bytes(b"x" * 32)
    assert unclean_stop(hub.path)
    with HubLock(hub.path, "Ann") as lock:
        assert unclean_stop(hub.path)
        lock.path.write_text(json.dumps({"who": "Jo", "since": "2026-01-01T00:00:00+00:00", "pid": 1}))
        assert not unclean_stop(hub.path)
