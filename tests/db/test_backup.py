"""Backups and restores: whole, encrypted, opened by whoever could that day, refused when they are not."""

import json
import os
import random
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from db import backup as backup_module
from db import keys
from db.archive import BackupInfo, extract_store, read_contents
from db.atomic import sweep_parts
from db.backup import list_backups, make_backup, thin_backups, verify_backup
from db.engine import connect, make_engine
from db.errors import (
    BackupProblem,
    DamagedStore,
    DiskFull,
    KnownStoreError,
    NewerStore,
    ReadOnlyPlace,
    StoreInUse,
    UnsuitablePlace,
    WrongPassphrase,
)
from db.folder import HubFolder
from db.keys import KdfParams
from db.lock import HubLock
from db.migrate import SCHEMA, stamp
from db.places import check_place
from db.restore import find_newest_erased_list, restore, unlock_backup

CHEAP = KdfParams(8, 1, 1)
ANN = "correct horse battery"
NOW = datetime(2026, 3, 2, 9, 15, 30, tzinfo=UTC)


class Made:
    """A small hub, open as the app has it, with what a test needs of it."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self.hub = HubFolder(folder)
        self.key, self.words = keys.create(
            folder, user_id="u1", user_name="Ann", passphrase=ANN, params=CHEAP
        )
        self.engine = make_engine(self.hub.store, self.key)
        with self.engine.begin() as connection:
            stamp(connection)
            connection.execute(text("CREATE TABLE person(id INTEGER PRIMARY KEY, name TEXT)"))
        self.add("Ann Example")

    def add(self, name: str) -> None:
        with self.engine.begin() as connection:
            connection.execute(text("INSERT INTO person(name) VALUES (:name)"), {"name": name})

    def backup(self, now: datetime = NOW, to: Path | None = None, **more: str) -> BackupInfo:
        return make_backup(
            self.hub.path, self.key, to or self.hub.backups, erased_ids=["b", "a", "b"], now=now, **more
        )


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Made]:
    hub = Made(tmp_path / "hub")
    yield hub
    hub.engine.dispose()


def _names(store: Path, key: bytes) -> list[str]:
    with closing(connect(store, key, read_only=True)) as connection:
        return [row[0] for row in connection.execute("SELECT name FROM person ORDER BY id").fetchall()]


def _files(folder: Path) -> set[str]:
    return {one.name for one in folder.iterdir()}


def test_a_backup_holds_what_is_committed_and_says_what_it_is(made: Made, tmp_path: Path) -> None:
    made.add("Bo Sample")
    info = made.backup(now=NOW.astimezone(timezone(timedelta(hours=5))), device="d1", incarnation="i1")
    assert info.path == made.hub.backups / "hub-20260302T091530Z.hubbackup"
    assert (info.created, info.schema, info.device, info.incarnation) == (NOW, SCHEMA, "d1", "i1")
    assert info.size == info.path.stat().st_size
    assert info.path.stat().st_mode & 0o777 == 0o600
    assert _files(made.hub.backups) == {info.path.name}
    extract_store(info.path, tmp_path / "out.db")
    assert _names(tmp_path / "out.db", made.key) == ["Ann Example", "Bo Sample"]
    assert read_contents(info.path).erased_ids == ("a", "b")
    assert verify_backup(info.path, made.key) == info


def test_the_store_inside_needs_no_journal(made: Made, tmp_path: Path) -> None:
    extract_store(made.backup().path, tmp_path / "out.db")
    with closing(connect(tmp_path / "out.db", made.key, read_only=True)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    assert not (tmp_path / "out.db-wal").exists()


def test_what_is_not_committed_is_not_in_it(made: Made, tmp_path: Path) -> None:
    with made.engine.begin() as connection:
        connection.execute(text("INSERT INTO person(name) VALUES ('Half')"))
        info = made.backup()
    extract_store(info.path, tmp_path / "out.db")
    assert _names(tmp_path / "out.db", made.key) == ["Ann Example"]


def test_it_names_nobody(made: Made) -> None:
    file = made.backup().path
    content = file.read_bytes()
    assert b"Example" not in content
    assert made.key not in content
    with zipfile.ZipFile(file) as archive:
        assert json.loads(archive.read("meta.json")).keys() == {
            "format",
            "created",
            "schema",
            "device",
            "incarnation",
        }
        assert all(entry.compress_type == zipfile.ZIP_STORED for entry in archive.infolist())


def test_a_hub_without_its_store_makes_no_backup_and_no_store(made: Made) -> None:
    made.engine.dispose()
    made.hub.store.unlink()
    with pytest.raises(KnownStoreError):
        made.backup()
    assert not made.hub.store.exists()
    assert made.hub.backups.stat().st_mode & 0o777 == 0o700


def test_a_second_place_is_made_and_gets_nothing_but_the_file(made: Made, tmp_path: Path) -> None:
    info = made.backup(to=tmp_path / "stick" / "ours")
    assert _files(tmp_path / "stick" / "ours") == {info.path.name}
    assert _files(made.hub.backups) == set()


def test_a_name_of_ones_own_is_kept(made: Made, tmp_path: Path) -> None:
    info = made.backup(to=tmp_path / "stick", file_name="before the move.bak")
    assert info.path == tmp_path / "stick" / "before the move.bak"
    assert restore(info.path, tmp_path / "new", passphrase=ANN).unlocked.key == made.key


def test_backups_are_listed_newest_first_and_others_left_out(made: Made, tmp_path: Path) -> None:
    infos = [made.backup(now=NOW + timedelta(hours=hour)) for hour in (2, 0, 1)]
    (made.hub.backups / "hub-x.hubbackup").write_bytes(b"PK no")
    (made.hub.backups / "letter.txt").write_text("x")
    assert list_backups(made.hub.backups) == [infos[0], infos[2], infos[1]]
    assert list_backups(tmp_path / "pulled") == []


def test_thinning_removes_what_the_rules_do_not_keep(made: Made) -> None:
    first = made.backup()
    for minute in range(1, 6):
        made.backup(now=NOW + timedelta(minutes=minute))
    bad = made.hub.backups / "hub-0.hubbackup"
    bad.write_bytes(b"kept, though unreadable")
    removed = thin_backups(made.hub.backups, free_bytes=0)
    assert removed[0] == first.path
    assert len(removed) == 3
    assert len(list_backups(made.hub.backups)) == 3
    assert bad.exists()
    assert thin_backups(made.hub.backups) == []


def test_thinning_asks_the_disk_and_forgives_an_absent_folder(made: Made, tmp_path: Path) -> None:
    for day in range(5):
        made.backup(now=NOW + timedelta(days=day))
    assert thin_backups(made.hub.backups) == []
    assert len(thin_backups(made.hub.backups, 0)) == 2
    assert thin_backups(tmp_path / "pulled") == []


def test_thinning_a_protected_folder_says_so(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    for day in range(4):
        made.backup(now=NOW + timedelta(days=day))

    def refuse(*rest: object) -> None:
        raise PermissionError(13, "no")

    monkeypatch.setattr(Path, "unlink", refuse)
    with pytest.raises(ReadOnlyPlace):
        thin_backups(made.hub.backups, 0)


def test_a_damaged_store_makes_no_backup_and_keeps_the_earlier(made: Made) -> None:
    good = made.backup()
    made.engine.dispose()
    content = bytearray(made.hub.store.read_bytes())
    content[4096 + 900] ^= 1
    made.hub.store.write_bytes(bytes(content))
    with pytest.raises(KnownStoreError, match="damaged"):
        made.backup(now=NOW + timedelta(hours=1))
    assert _files(made.hub.backups) == {good.path.name}


def test_a_broken_index_makes_no_backup_but_a_dangling_reference_does(made: Made) -> None:
    with made.engine.begin() as connection:
        connection.execute(text("CREATE TABLE held(person_id INTEGER REFERENCES person(id))"))
        connection.execute(text("CREATE INDEX by_name ON person(name)"))
    raw = made.engine.raw_connection()
    raw.driver_connection.execute("PRAGMA foreign_keys = OFF")
    raw.driver_connection.execute("INSERT INTO held VALUES (77)")
    made.backup()
    raw.driver_connection.execute("PRAGMA writable_schema = ON")
    raw.driver_connection.execute(
        "UPDATE sqlite_schema SET sql = replace(sql, '(name)', '(id)') WHERE name = 'by_name'"
    )
    raw.close()
    with pytest.raises(BackupProblem):
        made.backup(now=NOW + timedelta(hours=1))
    assert len(list_backups(made.hub.backups)) == 1


def test_a_copy_that_does_not_pass_is_not_named(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    real = backup_module._pack

    def spoil(part: Path, *rest: object) -> None:
        real(part, *rest)  # type: ignore[arg-type]
        content = bytearray(part.read_bytes())
        content[-6000] ^= 1
        part.write_bytes(bytes(content))

    monkeypatch.setattr(backup_module, "_pack", spoil)
    with pytest.raises(BackupProblem):
        made.backup()
    assert _files(made.hub.backups) == set()


@pytest.mark.parametrize(
    ("problem", "kind"), [(OSError(28, "full"), DiskFull), (OSError(99, "odd"), OSError)]
)
def test_trouble_while_packing_is_put_in_plain_words(
    made: Made, monkeypatch: pytest.MonkeyPatch, problem: OSError, kind: type[Exception]
) -> None:
    good = made.backup()

    def refuse(*rest: object) -> None:
        raise problem

    monkeypatch.setattr(backup_module, "_pack", refuse)
    with pytest.raises(kind):
        made.backup(now=NOW + timedelta(hours=1))
    assert _files(made.hub.backups) == {good.path.name}


def test_a_backup_of_another_schema_than_it_says_is_damaged(made: Made, tmp_path: Path) -> None:
    file = made.backup().path
    told = _repacked(file, tmp_path / "hub-1.hubbackup", meta={"schema": "0009"})
    with pytest.raises(BackupProblem, match="damaged"):
        verify_backup(told, made.key)


def test_the_wrong_key_does_not_verify(made: Made) -> None:
    with pytest.raises(BackupProblem, match="hub-2026"):
        verify_backup(made.backup().path, bytes(32))


def test_verifying_leaves_nothing_behind(made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "temp").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temp"))
    info = made.backup()
    before = info.path.read_bytes()
    verify_backup(info.path, made.key)
    assert _files(tmp_path / "temp") == set()
    assert _files(made.hub.backups) == {info.path.name}
    assert info.path.read_bytes() == before


# --- restoring


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
        assert _names(restored.folder.store, made.key) == ["Ann Example"]
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
    assert _names(restored.folder.store, made.key) == ["Ann Example"]


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
    told = _repacked(made.backup().path, tmp_path / "hub-1.hubbackup", meta={"schema": schema})
    with pytest.raises(NewerStore):
        restore(told, tmp_path / "new", passphrase=ANN)
    assert not (tmp_path / "new").exists()


def test_a_backup_of_an_older_schema_is_restored_to_be_brought_forward(made: Made, tmp_path: Path) -> None:
    told = _repacked(made.backup().path, tmp_path / "hub-1.hubbackup", meta={"schema": "0000"})
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
    told = _repacked(info.path, tmp_path / "hub-1.hubbackup", parts={"store.db": bytes(store)})
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
    assert (found.created, found.ids, found.source) == (NOW + timedelta(days=1), ("c",), newer.path)


# --- files that are not what they say


def _repacked(
    file: Path,
    to: Path,
    *,
    meta: dict[str, object] | None = None,
    parts: dict[str, bytes] | None = None,
    drop: str = "",
    method: int = zipfile.ZIP_STORED,
) -> Path:
    """Write a backup again with parts of it changed."""
    with zipfile.ZipFile(file) as archive:
        content = {name: archive.read(name) for name in archive.namelist()}
    content |= parts or {}
    if meta:
        content["meta.json"] = json.dumps(json.loads(content["meta.json"]) | meta).encode()
    content.pop(drop, None)
    with zipfile.ZipFile(to, "w", method) as archive:
        for name, part in content.items():
            archive.writestr(name, part)
    return to


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"drop": "keys.json"}, "not a backup"),
        ({"drop": "meta.json"}, "not a backup"),
        ({"parts": {"../../evil": b"x"}}, "not a backup"),
        ({"method": zipfile.ZIP_DEFLATED}, "packed anew"),
        ({"parts": {"meta.json": b"[]"}}, "not whole"),
        ({"parts": {"meta.json": b"{}"}}, "not whole"),
        ({"parts": {"meta.json": b"{" * 70_000}}, "not whole"),
        ({"parts": {"meta.json": b"[" * 60_000}}, "not whole"),
        ({"meta": {"created": "2026-01-01T00:00:00"}}, "not whole"),
        ({"meta": {"created": "yesterday"}}, "not whole"),
        ({"meta": {"created": 5}}, "not whole"),
        ({"parts": {"erased.json": b'{"ids": 5}'}}, "not whole"),
        ({"parts": {"erased.json": b'{"ids": [5]}'}}, "not whole"),
        ({"parts": {"erased.json": b"\xff"}}, "not whole"),
    ],
)
def test_a_crafted_file_is_refused(made: Made, tmp_path: Path, change: dict[str, object], words: str) -> None:
    told = _repacked(made.backup().path, tmp_path / "hub-1.hubbackup", **change)  # type: ignore[arg-type]
    for act in (lambda: read_contents(told), lambda: verify_backup(told, made.key)):
        with pytest.raises(BackupProblem, match=words):
            act()
    with pytest.raises(BackupProblem, match=words):
        restore(told, tmp_path / "new", passphrase=ANN)
    assert not (tmp_path / "evil").exists()


def test_a_backup_of_a_later_format_is_newer(made: Made, tmp_path: Path) -> None:
    told = _repacked(made.backup().path, tmp_path / "hub-1.hubbackup", meta={"format": 2})
    with pytest.raises(NewerStore):
        verify_backup(told, made.key)


def test_a_backup_with_broken_keys_says_so(made: Made, tmp_path: Path) -> None:
    told = _repacked(made.backup().path, tmp_path / "hub-1.hubbackup", parts={"keys.json": b"{}"})
    with pytest.raises(DamagedStore, match="not one entry"):
        unlock_backup(told, passphrase=ANN)


def test_cut_short_or_flipped_anywhere_it_is_refused_or_whole(made: Made, tmp_path: Path) -> None:
    whole = made.backup().path.read_bytes()
    file = tmp_path / "hub-1.hubbackup"
    chance = random.Random(5)
    for cut in [0, 1, 21, 22, *chance.sample(range(len(whole)), 40), len(whole) - 1]:
        file.write_bytes(whole[:cut])
        with pytest.raises(BackupProblem):
            verify_backup(file, made.key)
    for at in chance.sample(range(len(whole)), 150):
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 0x10]) + whole[at + 1 :])
        try:
            verify_backup(file, made.key)
        except KnownStoreError:
            continue
        assert _names_inside(file, made, tmp_path) == ["Ann Example"]


def _names_inside(file: Path, made: Made, tmp_path: Path) -> list[str]:
    out = tmp_path / "inside.db"
    extract_store(file, out)
    try:
        return _names(out, made.key)
    finally:
        out.unlink()


def test_a_missing_backup_is_not_called_damaged(made: Made, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        verify_backup(tmp_path / "none.hubbackup", made.key)


def test_parts_a_kill_left_are_swept(made: Made, tmp_path: Path) -> None:
    made.hub.backups.mkdir(exist_ok=True)
    (made.hub.backups / ".hub-1.hubbackup.abc.part").write_text("x")
    (made.hub.backups / ".work-abc.part").mkdir()
    (made.hub.backups / ".work-abc.part" / "store.db").write_text("x")
    (made.hub.backups / "hub-1.hubbackup").write_text("x")
    assert sweep_parts(made.hub.backups) == 2
    assert _files(made.hub.backups) == {"hub-1.hubbackup"}
    assert sweep_parts(tmp_path / "none") == 0


def test_two_hundred_seeded_names_are_found_nowhere(made: Made, tmp_path: Path) -> None:
    chance = random.Random(11)
    letters = "abcdefghijklmnopqrstuvwxyz"
    names = ["".join(chance.choices(letters, k=12)).title() for _ in range(200)]
    for name in names[:150]:
        made.add(name)
    info = made.backup()
    with made.engine.begin() as connection:
        for name in names[150:]:
            connection.execute(text("INSERT INTO person(name) VALUES (:name)"), {"name": name})
        connection.execute(text("CREATE TABLE sorted AS SELECT name FROM person ORDER BY name"))
    restore(info.path, tmp_path / "again", passphrase=ANN)
    searched = 0
    for folder, _, files in os.walk(tmp_path):
        for file in files:
            content = (Path(folder) / file).read_bytes()
            searched += len(content)
            assert [
                name for name in names if name.encode() in content or name.encode("utf-16-le") in content
            ] == []
    assert searched > 200_000
    assert made.hub.wal.stat().st_size > 0


def test_an_engine_open_meanwhile_goes_on(made: Made) -> None:
    made.backup()
    made.add("After")
    assert isinstance(made.engine, Engine)
    assert _names(made.hub.store, made.key) == ["Ann Example", "After"]
