"""Restores: by whoever could open the hub that day, into an empty folder, whole or not at all."""

import shutil
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from db import keys
from db.backup import make_backup
from db.engine import make_engine
from db.errors import (
    BackupProblem,
    DiskFull,
    KnownStoreError,
    NewerStore,
    StoreInUse,
    UnsuitablePlace,
    WrongPassphrase,
)
from db.keys import KdfParams
from db.lock import HubLock
from db.places import check_place
from db.restore import find_newest_erased_list, restore, unlock_backup

CHEAP = KdfParams(8, 1, 1)
ANN = "correct horse battery"
NOW = datetime(2026, 3, 2, 9, 15, 30, tzinfo=UTC)
Made = Any


@pytest.fixture
def made(small_hub: Made) -> Made:
    """A hub of one person, open as the app has it."""
    return small_hub


def _files(folder: Path) -> set[str]:
    return {one.name for one in folder.iterdir()}


def test_a_passphrase_or_a_card_of_that_day_restores(made: Made, tmp_path: Path) -> None:
    info = made.backup(device="d1", incarnation="i1")
    keys.change_passphrase(made.hub.path, ANN, "seven quiet herons", params=CHEAP)
    keys.new_recovery(made.hub.path, made.key)
    made.add("Later")
    by_pass = restore(info.path, tmp_path / "one", passphrase=ANN, user_name="ann")
    by_card = restore(info.path, tmp_path / "deep" / "two", words=made.words)
    for restored in (by_pass, by_card):
        assert restored.backup == info
        assert restored.erased_ids == ("a", "b")
        assert restored.unlocked.key == made.key
        assert made.names(restored.folder.store, made.key) == ["Ann Example"]
        assert _files(restored.folder.path) == {"store.db", "keys.json", "keys.copy.json", "backups"}
        assert keys.unlock(restored.folder.path, ANN).key == made.key
        with zipfile.ZipFile(info.path) as archive:
            assert restored.folder.store.read_bytes() == archive.read("store.db")
        assert restored.folder.store.stat().st_mode & 0o777 == 0o600
        assert restored.folder.path.stat().st_mode & 0o777 == 0o700
    assert (by_pass.unlocked.user_id, by_card.unlocked.user_id) == ("u1", "")
    assert by_pass.folder.path == tmp_path / "one"
    engine = make_engine(by_card.folder.store, made.key)
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO person(name) VALUES ('New')"))
    engine.dispose()


def test_a_wrong_passphrase_or_card_writes_nothing(made: Made, tmp_path: Path) -> None:
    file = made.backup().path
    before = _files(tmp_path)
    with pytest.raises(WrongPassphrase):
        restore(file, tmp_path / "new", passphrase="seven quiet herons")
    with pytest.raises(WrongPassphrase):
        restore(file, tmp_path / "new", words="one two three")
    with pytest.raises(WrongPassphrase):
        restore(file, tmp_path / "new")
    assert unlock_backup(file, words=made.words).key == made.key
    assert _files(tmp_path) == before


def test_a_stale_journal_is_never_replayed(made: Made, tmp_path: Path) -> None:
    info = made.backup()
    target = tmp_path / "old"
    target.mkdir()
    made.add("Must not come back")
    for suffix in ("-wal", "-shm"):
        stale = made.hub.store.with_name("store.db" + suffix)
        assert stale.stat().st_size > 0
        shutil.copy(stale, target / stale.name)
    (target / "hub.lock").write_text("stale")
    (target / "drafts.db-wal").write_bytes(b"x")
    restored = restore(info.path, target, passphrase=ANN)
    assert _files(target) == {"store.db", "keys.json", "keys.copy.json", "backups"}
    assert made.names(restored.folder.store, made.key) == ["Ann Example"]


@pytest.mark.parametrize("name", ["store.db", "keys.json", "letter.txt", "backups"])
def test_a_folder_that_is_not_empty_is_left_alone(made: Made, tmp_path: Path, name: str) -> None:
    file = made.backup().path
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / name).write_text("mine")
    (tmp_path / "full" / "store.db-wal").write_text("mine too")
    with pytest.raises(KnownStoreError, match="not empty"):
        restore(file, tmp_path / "full", passphrase=ANN)
    assert _files(tmp_path / "full") == {name, "store.db-wal"}


def test_a_file_in_the_way_is_left_alone(made: Made, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("mine")
    with pytest.raises(KnownStoreError, match="not a folder"):
        restore(made.backup().path, tmp_path / "taken", passphrase=ANN)
    assert (tmp_path / "taken").read_text() == "mine"


def test_a_hub_in_use_is_not_restored_over(made: Made, tmp_path: Path) -> None:
    file = made.backup().path
    (tmp_path / "busy").mkdir()
    with HubLock(tmp_path / "busy", "Jo"), pytest.raises(StoreInUse, match="Jo on"):
        restore(file, tmp_path / "busy", passphrase=ANN)
    restore(file, tmp_path / "busy", passphrase=ANN)


def test_an_unsuitable_place_is_refused(made: Made, tmp_path: Path) -> None:
    with pytest.raises(UnsuitablePlace):
        restore(made.backup().path, tmp_path / "Dropbox" / "hub", passphrase=ANN)
    assert not (tmp_path / "Dropbox").exists()
    with pytest.raises(UnsuitablePlace):
        check_place(tmp_path / "Dropbox")


@pytest.mark.parametrize("schema", ["0002", "9999", "one", ""])
def test_a_backup_with_a_newer_store_is_refused(made: Made, tmp_path: Path, schema: str) -> None:
    told = made.repacked(made.backup().path, tmp_path / "hub-1.hubbackup", meta={"schema": schema})
    with pytest.raises(NewerStore):
        restore(told, tmp_path / "new", passphrase=ANN)
    assert not (tmp_path / "new").exists()


def test_a_backup_of_an_older_schema_is_restored_to_be_brought_forward(made: Made, tmp_path: Path) -> None:
    told = made.repacked(made.backup().path, tmp_path / "hub-1.hubbackup", meta={"schema": "0000"})
    assert restore(told, tmp_path / "new", passphrase=ANN).backup.schema == "0000"


def test_a_disk_full_while_restoring_leaves_nothing(
    made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = made.backup().path
    before = _files(tmp_path)

    def full(*rest: object) -> None:
        raise OSError(28, "full")

    monkeypatch.setattr("shutil.copyfileobj", full)
    with pytest.raises(DiskFull):
        restore(file, tmp_path / "new", passphrase=ANN)
    assert _files(tmp_path) == before


def test_odd_trouble_is_passed_on_as_it_is(
    made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = made.backup().path

    def odd(*rest: object) -> None:
        raise OSError(99, "odd")

    monkeypatch.setattr("shutil.copyfileobj", odd)
    with pytest.raises(OSError, match="odd"):
        restore(file, tmp_path / "new", passphrase=ANN)


def test_a_store_damaged_inside_its_backup_is_not_restored(made: Made, tmp_path: Path) -> None:
    info = made.backup()
    with zipfile.ZipFile(info.path) as archive:
        store = bytearray(archive.read("store.db"))
    store[4096 + 700] ^= 1
    told = made.repacked(info.path, tmp_path / "hub-1.hubbackup", parts={"store.db": bytes(store)})
    with pytest.raises(BackupProblem, match="damaged"):
        restore(told, tmp_path / "new", passphrase=ANN)
    assert not (tmp_path / "new").exists()
    assert not [name for name in _files(tmp_path) if "part" in name]


def test_the_newest_erased_list_is_found_wherever_it_is(made: Made, tmp_path: Path) -> None:
    assert find_newest_erased_list([made.hub.backups, tmp_path / "pulled"]) is None
    made.backup()
    newer = make_backup(
        made.hub.path, made.key, tmp_path / "stick", erased_ids=["c"], now=NOW + timedelta(days=1)
    )
    found = find_newest_erased_list([made.hub.backups, tmp_path / "stick", tmp_path / "pulled"])
    assert found is not None
    assert (found.created, found.ids, found.source) == (
        NOW + timedelta(days=1),
        ("a", "b", "c"),
        newer.path,
    )
