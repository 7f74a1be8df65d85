"""Putting a hub back from a backup: into a new folder, checked, and under its name only once whole."""

import shutil
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlcipher3 import dbapi2

from db import keyfile, keys
from db.archive import BackupInfo, extract_store, read_contents
from db.atomic import flush_folder, part_of, write_private
from db.backup import list_backups, require_whole_store
from db.errors import BackupProblem, DamagedStore, KnownStoreError, NewerStore, StoreInUse, translate
from db.folder import HubFolder
from db.keys import Unlocked
from db.lock import holder
from db.migrate import SCHEMA
from db.places import check_place

# What a store's folder may still hold when its store is gone. None of it may ever meet another store: SQLite
# would replay a stale journal onto the restored file.
_LEFTOVERS = frozenset({"store.db-wal", "store.db-shm", "drafts.db-wal", "drafts.db-shm", "hub.lock"})


@dataclass(frozen=True, slots=True)
class RestoredInfo:
    """What the caller needs after a restore.

    The caller opens the hub, erases what the newest list of erased ids names, and begins a new incarnation.

    Args:
        folder: the restored hub.
        backup: the backup it came from.
        unlocked: the data key, and whose entry opened it.
        erased_ids: the ids erased when the backup was made.
    """

    folder: HubFolder
    backup: BackupInfo
    unlocked: Unlocked
    erased_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ErasedList:
    """What backups found say of records that are gone, or are to stay, since one of them was made.

    Args:
        created: when the newest of them was written, aware.
        ids: the ids erased, sealed as `db.sealed_list` does, of all of them together: what was erased once is
            erased for good.
        source: the newest of them.
        held_ids: people kept back when the newest that says so was made; None where none does.
    """

    created: datetime
    ids: tuple[str, ...]
    source: Path
    held_ids: tuple[str, ...] | None = None


def unlock_backup(
    file: Path, *, passphrase: str | None = None, words: str | None = None, user_name: str | None = None
) -> Unlocked:
    """Open a backup's keys with a passphrase or a recovery card of its day.

    Args:
        file: the backup.
        passphrase: as typed; or None to use the words.
        words: the recovery words, where no passphrase is given.
        user_name: whose passphrase it is; None to try every user's entry.

    Returns:
        The data key, and whose entry opened it.

    Raises:
        WrongPassphrase: neither opens it.
        BackupProblem: it is not a backup, or not whole.
        DamagedStore: the user's own entry in it is damaged.
        NewerStore: a later version of the app made it.
    """
    envelope = keyfile.parse(read_contents(file).keys)
    if passphrase is not None:
        return keys.unlock_envelope(envelope, passphrase, user_name)
    return keys.unlock_envelope_with_recovery(envelope, words or "")


def restore(
    file: Path,
    to_folder: Path,
    *,
    passphrase: str | None = None,
    words: str | None = None,
    user_name: str | None = None,
    allowed: Callable[[Path], None] = check_place,
) -> RestoredInfo:
    """Put a hub back into an empty or absent folder.

    Args:
        file: the backup.
        to_folder: where the hub goes.
        passphrase: a passphrase of the backup's day; or None to use the words.
        words: the recovery words of the backup's day.
        user_name: whose passphrase it is; None to try every user's entry.
        allowed: raises where a live hub must not be.

    Returns:
        The restored hub and what is to be done with it.

    Raises:
        WrongPassphrase: the passphrase or the words do not open the backup.
        BackupProblem: it is not a backup, or not whole; nothing was written.
        NewerStore: a later version of the app made it.
        StoreInUse: a hub in that folder is open.
        KnownStoreError: the folder holds something, is unsuitable, or the disk is full; nothing was written.
    """
    try:
        allowed(to_folder)
        _require_free(to_folder)
        contents = read_contents(file)
        if not contents.info.schema.isdecimal() or int(contents.info.schema) > int(SCHEMA):
            raise NewerStore("This backup was made by a newer version of Hubkeeper.")
        unlocked = unlock_backup(file, passphrase=passphrase, words=words, user_name=user_name)
        _build(file, to_folder, contents.keys, unlocked.key)
    except (OSError, dbapi2.Error) as problem:
        raise (translate(problem) or problem) from problem
    return RestoredInfo(HubFolder(to_folder), contents.info, unlocked, contents.erased_ids)


def find_newest_erased_list(folders: Iterable[Path]) -> ErasedList | None:
    """Look through places where backups are for what was erased, and who was kept back, since.

    Args:
        folders: the places; absent ones are passed over.

    Returns:
        What they say together, or None when no backup was found. Where it is no newer than the backup
        restored, records erased since that backup may have come back: say so.
    """
    found = sorted(
        (info for folder in dict.fromkeys(folders) for info in list_backups(folder)),
        key=lambda info: info.created,
        reverse=True,
    )
    if not found:
        return None
    contents = [read_contents(info.path) for info in found]
    ids = {key for one in contents for key in one.erased_ids}
    held = next((one.held_ids for one in contents if one.held_ids is not None), None)
    return ErasedList(found[0].created, tuple(sorted(ids)), found[0].path, held)


def _require_free(folder: Path) -> None:
    if not folder.exists():
        return
    if not folder.is_dir():
        raise KnownStoreError("There is a file of that name, not a folder.", "Choose an empty folder.")
    held = holder(folder)
    if held is not None:
        raise StoreInUse(held.who, held.since)
    if {one.name for one in folder.iterdir()} - _LEFTOVERS:
        raise KnownStoreError("This folder is not empty.", "Choose an empty folder, or a new name.")


def _build(file: Path, to_folder: Path, wrapped: bytes, key: bytes) -> None:
    """Build the whole hub beside its place and then move it there in one step."""
    to_folder.parent.mkdir(parents=True, exist_ok=True)
    part = part_of(to_folder)
    hub = HubFolder(part)
    try:
        part.mkdir(mode=0o700)
        hub.backups.mkdir(mode=0o700)
        extract_store(file, hub.store)
        try:
            require_whole_store(hub.store, key)
        except DamagedStore as problem:
            raise BackupProblem(f"The backup {file.name} is damaged.") from problem
        write_private(hub.keys, wrapped)
        write_private(hub.keys_copy, wrapped)
        _clear(to_folder)
        part.rename(to_folder)
        flush_folder(to_folder.parent)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _clear(folder: Path) -> None:
    """Remove an empty folder with what a store long gone left in it."""
    with suppress(FileNotFoundError):
        for one in folder.iterdir():
            one.unlink()
        folder.rmdir()
