"""Backups of a hub: one file each, encrypted as the store is, and opened and checked before it gets its name.

A backup is an uncompressed zip of the store (copied by SQLite's own backup call, never as a file, which
would miss the journal), the wrapped keys, the ids erased so far, and a few words about itself that name
nobody. So any passphrase or recovery card of that day opens it, on any computer.
"""

import json
import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from sqlcipher3 import dbapi2

from db import keyfile
from db.archive import FORMAT, BackupInfo, Contents, extract_store, read_contents
from db.atomic import part_of, publish
from db.engine import connect
from db.errors import BackupProblem, DamagedStore, translate
from db.folder import HubFolder
from db.integrity import check_connection
from db.migrate import stored_revision
from db.rotation import Kept, to_remove

SUFFIX = ".hubbackup"

_STAMP = "%Y%m%dT%H%M%SZ"


def make_backup(
    folder: Path,
    key: bytes,
    out_dir: Path,
    *,
    erased_ids: Iterable[str],
    held_ids: Iterable[str] | None = None,
    now: datetime,
    device: str = "",
    incarnation: str = "",
    file_name: str = "",
) -> BackupInfo:
    """Back a hub up into a folder; the app may go on meanwhile.

    Args:
        folder: the hub's folder.
        key: the raw data key, 32 bytes.
        out_dir: where it goes; made when missing.
        erased_ids: ids of every record erased so far, to be erased again after a restore.
        held_ids: ids of people kept back, to be kept back again; None where nobody looked.
        now: the moment to name it by, aware.
        device: id of this device.
        incarnation: of its present life.
        file_name: one of the user's own choice; the usual one when empty.

    Returns:
        The backup, checked.

    Raises:
        BackupProblem: the finished file did not pass the check; it has been removed.
        KnownStoreError: the disk is full, or the store is damaged; earlier backups stay.
    """
    hub = HubFolder(folder)
    target = out_dir / (file_name or f"hub-{now.astimezone(UTC).strftime(_STAMP)}{SUFFIX}")
    with _plain_words(), _workshop(hub.backups) as bench:
        out_dir.mkdir(parents=True, exist_ok=True)
        copied = bench / "store.db"
        copy_store(hub.store, copied, key)
        made = now.astimezone(UTC).isoformat(timespec="seconds")
        meta = {"format": FORMAT, "created": made, "schema": stored_revision(copied, key)}
        meta |= {"device": device, "incarnation": incarnation}
        with _part(target) as part:
            _pack(part, copied, keyfile.dump(keyfile.load(folder)), _lists(erased_ids, held_ids), meta)
            copied.unlink()
            _require_good(part, read_contents(part), key, bench)
            publish(part, target)
    return read_contents(target).info


def verify_backup(file: Path, key: bytes) -> BackupInfo:
    """Open a backup and check every page of it.

    Args:
        file: the backup.
        key: the raw data key, 32 bytes; `db.restore.unlock_backup` gets it from a passphrase or a card.

    Returns:
        What the backup says of itself.

    Raises:
        BackupProblem: it is not a backup, not whole, or does not open with the key.
        KnownStoreError: the disk is full or cannot be read.
    """
    with _plain_words(), _workshop(None) as bench:
        contents = read_contents(file)
        _require_good(file, contents, key, bench)
        return contents.info


def list_backups(folder: Path) -> list[BackupInfo]:
    """List the backups in a folder.

    Args:
        folder: where to look; it may be absent, as a stick is when pulled.

    Returns:
        Those that can be read, newest first. Files that cannot are left out, and never thinned away.
    """
    found = []
    for file in sorted(folder.glob(f"hub-*{SUFFIX}")) if folder.is_dir() else []:
        with suppress(BackupProblem, OSError):
            found.append(read_contents(file).info)
    return sorted(found, key=lambda info: (info.created, info.path.name), reverse=True)


def thin_backups(folder: Path, free_bytes: int | None = None) -> list[Path]:
    """Remove the backups the rules of `db.rotation` no longer keep; call after a good backup was made.

    Args:
        folder: where the backups are.
        free_bytes: free space to reckon with; asked of the disk when None.

    Returns:
        The files removed.

    Raises:
        KnownStoreError: the folder cannot be written to.
    """
    backups = [Kept(info.path.name, info.created, info.size) for info in list_backups(folder)]
    if not backups:
        return []
    free = shutil.disk_usage(folder).free if free_bytes is None else free_bytes
    removed = [folder / kept.name for kept in to_remove(backups, free)]
    with _plain_words():
        for file in removed:
            file.unlink()
    return removed


@contextmanager
def _plain_words() -> Iterator[None]:
    """Turn the system's and the driver's exceptions into known problems."""
    try:
        yield
    except (OSError, dbapi2.Error) as problem:
        raise (translate(problem) or problem) from problem


@contextmanager
def _workshop(beside: Path | None) -> Iterator[Path]:
    """Give a private folder for unfinished copies, all of them encrypted, and remove it afterwards."""
    if beside is not None:
        beside.mkdir(mode=0o700, exist_ok=True)
    bench = Path(tempfile.mkdtemp(prefix=".work-", suffix=".part", dir=beside))
    try:
        yield bench
    finally:
        shutil.rmtree(bench, ignore_errors=True)


@contextmanager
def _part(target: Path) -> Iterator[Path]:
    part = part_of(target)
    try:
        yield part
    finally:
        with suppress(OSError):
            part.unlink()


def copy_store(store: Path, copied: Path, key: bytes) -> None:
    """Copy what is committed, the journal's share included, into one file that needs no journal."""
    with closing(connect(store, key, read_only=True)) as source, closing(connect(copied, key)) as target:
        source.backup(target)
        target.execute("PRAGMA journal_mode = DELETE").fetchall()


def _lists(erased: Iterable[str], held: Iterable[str] | None) -> dict[str, list[str]]:
    lists = {"ids": sorted(set(erased))}
    return lists if held is None else {**lists, "held": sorted(set(held))}


def _pack(part: Path, store: Path, keys: bytes, lists: dict[str, list[str]], meta: dict[str, object]) -> None:
    with (
        os.fdopen(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file,
        zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive,
    ):
        archive.writestr("meta.json", json.dumps(meta))
        archive.writestr("keys.json", keys)
        archive.writestr("erased.json", json.dumps({"created": meta["created"], **lists}))
        archive.write(store, "store.db")


def _require_good(file: Path, contents: Contents, key: bytes, bench: Path) -> None:
    """Open the store inside and check it.

    Raises:
        BackupProblem: it does not open, or is not whole.
    """
    opened = bench / "opened.db"
    extract_store(file, opened)
    try:
        require_whole_store(opened, key)
        if stored_revision(opened, key) != contents.info.schema:
            raise DamagedStore
    except DamagedStore as problem:
        raise BackupProblem(f"The backup {file.name.lstrip('.')[:24]} is damaged.") from problem
    finally:
        opened.unlink()


def require_whole_store(store: Path, key: bytes) -> None:
    """Open a closed store's file and check it.

    Raises:
        DamagedStore: it does not open with the key, or is not whole.
    """
    try:
        with closing(connect(store, key, read_only=True)) as connection:
            found = check_connection(connection, references=False)
    except dbapi2.DatabaseError as problem:
        raise (translate(problem) or problem) from problem
    if found:
        raise DamagedStore(f"{DamagedStore.user_message} {found[0]}")
