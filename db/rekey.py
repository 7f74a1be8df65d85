"""A fresh data key for a hub, so that a key somebody took along opens nothing written from now on.

The store and the drafts are copied, page for page, and the copies are put under the fresh key and checked
before anything else is touched. Then ``keys.json`` is written anew: the one who does this and a new recovery
card open the fresh key at once; for everybody else, whose passphrases nobody knows, it is sealed to their own
key pair (`db.reader_keys`), and when they next type their passphrase their own entry is made for it. Until
the copies have taken their places ``keys.json`` also holds the key until now, wrapped by the fresh one. So
whenever the computer stops, the hub opens: with the key until now before ``keys.json`` is written, with the
fresh one after, and `finish` does the rest.

The copy is `Connection.backup()` and then ``PRAGMA rekey`` outside WAL mode: an export would number rows
anew, on which the search index stands. Backups of earlier days keep the key of their day.
"""

import secrets
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path

from sqlcipher3 import dbapi2

from db import keyfile, keys
from db.atomic import flush_folder, publish
from db.backup import copy_store, require_whole_store
from db.engine import connect
from db.errors import DamagedStore, KnownStoreError, translate
from db.folder import HubFolder
from db.keyfile import Envelope, Slot
from db.reader_keys import rewrapped
from db.wrapping import (
    BEFORE,
    KEY_BYTES,
    PASSPHRASE,
    READER,
    SAFEGUARDING,
    Unlocked,
    before_slot,
    costs_of,
    handed_slot,
    open_before,
    passphrase_slot,
    recovery_slot,
)

Step = Callable[[str], object]


def _no_step(_name: str) -> None:
    return None


def left_out(folder: Path, user_id: str) -> list[str]:
    """Who could not be handed a fresh key: those without a key pair made for the passphrase they have.

    Args:
        folder: the hub's folder.
        user_id: who would make the fresh key; their passphrase is at hand.

    Returns:
        Their names; each has to open the hub once, or leave it, before a fresh key is made.
    """
    envelope = keyfile.load(folder)
    return [one.user_name for one in _others(envelope, user_id) if _pair_of(envelope, one) is None]


def rekey(folder: Path, passphrase: str, user_name: str, step: Step = _no_step) -> str:
    """Give a closed hub a fresh data key.

    Args:
        folder: the hub's folder, its lock held and its store closed.
        passphrase: of whoever does this.
        user_name: their name at the keyboard.
        step: told what was just done; for tests that stop the computer there.

    Returns:
        The words of the new recovery card; the card before opens this hub no more.

    Raises:
        WrongPassphrase: it is not theirs.
        KnownStoreError: somebody could not be handed the key, or the disk is full or damaged; until
            ``keys.json`` is written nothing was changed. What goes wrong afterwards is left to `finish`.
    """
    hub = HubFolder(folder)
    opened = keys.unlock(folder, passphrase, user_name)
    finish(folder, opened.key)
    missing = left_out(folder, opened.user_id)
    if missing:
        raise KnownStoreError(
            f"{' and '.join(missing)} could not open the hub afterwards.",
            "Let them open the hub once with their own passphrase, or remove their account first.",
        )
    fresh = secrets.token_bytes(KEY_BYTES)
    for file, copy in _files(hub):
        if file.is_file():
            _stage(file, copy, opened.key, fresh)
            step(f"staged {file.name}")
    words, envelope = _renewed(keyfile.load(folder), opened, passphrase, fresh)
    keyfile.save(folder, envelope)
    step("keys written")
    # The fresh key holds from here on, whatever happens: the words must not be lost.
    with suppress(KnownStoreError):
        _move(hub, opened.key, fresh, step)
    return words


def finish(folder: Path, key: bytes) -> bool:
    """Do what a computer that stopped left of `rekey`; nothing where nothing was left.

    Args:
        folder: the hub's folder, its lock held and its store closed.
        key: the data key, as unlocked.

    Returns:
        Whether there was something to finish.

    Raises:
        DamagedStore: the store opens with neither key.
        KnownStoreError: the disk does not take it; the next time goes on from here.
    """
    hub = HubFolder(folder)
    before = _before(keyfile.load(folder))
    if before is None:
        _forget_copies(hub)
        return False
    old = open_before(keyfile.load(folder), before, key)
    if old is None:
        raise DamagedStore
    _move(hub, old, key, _no_step)
    return True


def require_finished(folder: Path) -> None:
    """Refuse to read a hub whose key is half-way to a fresh one.

    Raises:
        KnownStoreError: it is.
    """
    if _before(keyfile.load(folder)) is not None:
        raise KnownStoreError(
            "This hub was being given a fresh key when the app stopped.",
            "Open it in the app once, then try again.",
        )


def _move(hub: HubFolder, old: bytes, key: bytes, step: Step) -> None:
    """Put each copy in its place, then forget the key until now."""
    for file, copy in _files(hub):
        if file.is_file() and not _opens(file, key):
            if not (copy.is_file() and _opens(copy, key)):
                _stage(file, copy, old, key)
            _close_journal(file, old)
            step(f"journal closed {file.name}")
            publish(copy, file)
            step(f"moved {file.name}")
    _forget_copies(hub)
    envelope = keyfile.load(hub.path)
    keyfile.save(hub.path, replace(envelope, slots=tuple(_without(envelope.slots, BEFORE))))
    step("finished")


def _renewed(envelope: Envelope, opened: Unlocked, passphrase: str, fresh: bytes) -> tuple[str, Envelope]:
    """The keys as they are to be, and the words of the new card."""
    hub_id, mine = envelope.hub_id, opened.user_id
    own = next(one for one in envelope.slots if one.kind == PASSPHRASE and one.user_id == mine)
    costs = costs_of(own.kdf)
    words, card = recovery_slot(hub_id, fresh)
    made = passphrase_slot(hub_id, fresh, mine, own.user_name, passphrase, costs)
    pair = rewrapped(envelope, replace(opened, key=fresh), made, (passphrase, passphrase), costs)
    handed = [
        handed_slot(hub_id, fresh, one, bytes.fromhex(pair_slot.kdf["public"]))
        for one in _others(envelope, mine)
        if (pair_slot := _pair_of(envelope, one)) is not None
    ]
    kept = [
        one
        for one in envelope.slots
        if (one.kind in (PASSPHRASE, READER) and one.user_id != mine) or one.kind == SAFEGUARDING
    ]
    own_pair = [] if pair is None else [pair]
    slots = (made, *own_pair, *kept, *handed, card, before_slot(hub_id, fresh, opened.key))
    return words, replace(envelope, slots=slots)


def _stage(file: Path, copy: Path, old: bytes, fresh: bytes) -> None:
    """Copy a file, put the copy under the fresh key, and check every page of it."""
    _remove(copy)
    try:
        copy_store(file, copy, old)
        with closing(connect(copy, old)) as connection:
            connection.execute("PRAGMA journal_mode = DELETE").fetchall()
            connection.execute(f"PRAGMA rekey = \"x'{fresh.hex()}'\"").fetchall()
        require_whole_store(copy, fresh)
    except (OSError, dbapi2.Error) as problem:
        raise (translate(problem) or problem) from problem


def _close_journal(file: Path, old: bytes) -> None:
    """Bring a journal into its file and remove it: it must not be replayed over the copy.

    Raises:
        KnownStoreError: somebody else has the store open.
    """
    try:
        with closing(connect(file, old)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    except dbapi2.DatabaseError as problem:
        raise (translate(problem) or problem) from problem
    wal = file.with_name(f"{file.name}-wal")
    if wal.exists() and wal.stat().st_size:
        raise KnownStoreError(
            "Another program is reading this hub.", "Close it, then open the hub again: it goes on from here."
        )
    for left in (wal, file.with_name(f"{file.name}-shm")):
        left.unlink(missing_ok=True)
    flush_folder(file.parent)


def _opens(file: Path, key: bytes) -> bool:
    """Whether a file opens with a key; nothing in it is looked at but its first page."""
    try:
        connect(file, key, read_only=True).close()
    except dbapi2.DatabaseError as problem:
        if isinstance(translate(problem), DamagedStore):
            return False
        raise (translate(problem) or problem) from problem
    return True


def _files(hub: HubFolder) -> tuple[tuple[Path, Path], ...]:
    """Every file under the data key, and where its copy under a fresh one waits."""
    return (hub.drafts, hub.fresh_drafts), (hub.store, hub.fresh_store)


def _forget_copies(hub: HubFolder) -> None:
    for _file, copy in _files(hub):
        with suppress(OSError):
            _remove(copy)


def _remove(copy: Path) -> None:
    for left in (copy, *(copy.with_name(copy.name + end) for end in ("-wal", "-shm", "-journal"))):
        left.unlink(missing_ok=True)


def _before(envelope: Envelope) -> Slot | None:
    return next((one for one in envelope.slots if one.kind == BEFORE), None)


def _others(envelope: Envelope, user_id: str) -> list[Slot]:
    return [one for one in envelope.slots if one.kind == PASSPHRASE and one.user_id != user_id]


def _pair_of(envelope: Envelope, owner: Slot) -> Slot | None:
    """The key pair made for the very passphrase a user has."""
    found = (one for one in envelope.slots if one.kind == READER and one.user_id == owner.user_id)
    return next((one for one in found if one.kdf.get("for") == owner.id), None)


def _without(slots: tuple[Slot, ...], kind: str) -> list[Slot]:
    return [one for one in slots if one.kind != kind]
