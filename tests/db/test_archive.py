"""Files that are not the backups they say they are."""

import random
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from db.archive import extract_store, read_contents
from db.backup import verify_backup
from db.errors import (
    BackupProblem,
    DamagedStore,
    KnownStoreError,
    NewerStore,
)
from db.keys import KdfParams
from db.restore import restore, unlock_backup

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


def test_a_backup_of_another_schema_than_it_says_is_damaged(made: Made, tmp_path: Path) -> None:
    file = made.backup().path
    told = made.repacked(file, tmp_path / "hub-1.hubbackup", meta={"schema": "0009"})
    with pytest.raises(BackupProblem, match="damaged"):
        verify_backup(told, made.key)


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
    told = made.repacked(made.backup().path, tmp_path / "hub-1.hubbackup", **change)  # type: ignore[arg-type]
    for act in (lambda: read_contents(told), lambda: verify_backup(told, made.key)):
        with pytest.raises(BackupProblem, match=words):
            act()
    with pytest.raises(BackupProblem, match=words):
        restore(told, tmp_path / "new", passphrase=ANN)
    assert not (tmp_path / "evil").exists()


def test_a_backup_of_a_later_format_is_newer(made: Made, tmp_path: Path) -> None:
    told = made.repacked(made.backup().path, tmp_path / "hub-1.hubbackup", meta={"format": 2})
    with pytest.raises(NewerStore):
        verify_backup(told, made.key)


def test_a_backup_with_broken_keys_says_so(made: Made, tmp_path: Path) -> None:
    told = made.repacked(made.backup().path, tmp_path / "hub-1.hubbackup", parts={"keys.json": b"{}"})
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
        return made.names(out, made.key)
    finally:
        out.unlink()


def test_a_missing_backup_is_not_called_damaged(made: Made, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        verify_backup(tmp_path / "none.hubbackup", made.key)
