"""Backups: whole, encrypted, naming nobody, and thinned only where newer ones are good."""

import json
import os
import random
import zipfile
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, text

from db import backup as backup_module
from db.archive import extract_store, read_contents
from db.atomic import sweep_parts
from db.backup import list_backups, thin_backups, verify_backup
from db.engine import connect
from db.errors import (
    BackupProblem,
    DiskFull,
    KnownStoreError,
    ReadOnlyPlace,
)
from db.keys import KdfParams
from db.migrate import SCHEMA
from db.restore import restore

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


def test_a_backup_holds_what_is_committed_and_says_what_it_is(made: Made, tmp_path: Path) -> None:
    made.add("Bo Sample")
    info = made.backup(now=NOW.astimezone(timezone(timedelta(hours=5))), device="d1", incarnation="i1")
    assert info.path == made.hub.backups / "hub-20260302T091530Z.hubbackup"
    assert (info.created, info.schema, info.device, info.incarnation) == (NOW, SCHEMA, "d1", "i1")
    assert info.size == info.path.stat().st_size
    assert info.path.stat().st_mode & 0o777 == 0o600
    assert _files(made.hub.backups) == {info.path.name}
    extract_store(info.path, tmp_path / "out.db")
    assert made.names(tmp_path / "out.db", made.key) == ["Ann Example", "Bo Sample"]
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
    assert made.names(tmp_path / "out.db", made.key) == ["Ann Example"]


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
    assert made.names(made.hub.store, made.key) == ["Ann Example", "After"]
