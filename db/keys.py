"""The key envelope: one random data key, wrapped for every user's passphrase and for the recovery card.

``keys.json`` (format in `db.keyfile`, wrapping in `db.wrapping`) is kept twice. A passphrase that opens no
entry is wrong; an entry that cannot be read is damaged, and named. Changing a passphrase wraps the same data
key again: the store is never re-encrypted.
"""

import secrets
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from db import keyfile
from db.errors import DamagedStore, KnownStoreError, WrongPassphrase
from db.folder import HubFolder
from db.keyfile import Envelope, Slot
from db.keywords import read_words
from db.passphrases import require_good
from db.reader_keys import handed_on, require_key, rewrapped
from db.wrapping import (
    HANDED,
    KEY_BYTES,
    PASSPHRASE,
    RECOVERY,
    STANDARD,
    KdfParams,
    Unlocked,
    costs_of,
    open_with_passphrase,
    open_with_secret,
    passphrase_slot,
    recovery_slot,
)

__all__ = [
    "STANDARD",
    "KdfParams",
    "Unlocked",
    "add_user",
    "change_passphrase",
    "create",
    "new_recovery",
    "remove_user",
    "set_passphrase",
    "settle",
    "unlock",
    "unlock_envelope",
    "unlock_envelope_with_recovery",
    "unlock_with_recovery",
    "users",
]


def create(
    folder: Path,
    *,
    user_id: str,
    user_name: str,
    passphrase: str,
    hub_id: str = "",
    params: KdfParams = STANDARD,
) -> tuple[bytes, str]:
    """Make a hub's keys: a fresh data key, the first user's entry and a recovery card.

    Args:
        folder: the hub's folder, which exists and holds no keys yet.
        user_id: the first user's id.
        user_name: the name they type at the lock screen.
        passphrase: their passphrase.
        hub_id: the hub's id; a fresh one when empty.
        params: what guessing the passphrase costs.

    Returns:
        The data key, and the recovery words to print once and then forget.

    Raises:
        WeakPassphrase: the passphrase is too easily guessed.
        KnownStoreError: there are keys already, or the disk does not take them.
    """
    require_good(passphrase, [user_name])
    hub = HubFolder(folder)
    if hub.keys.exists() or hub.keys_copy.exists():
        raise KnownStoreError("There is a hub in this folder already.", "Open it, or choose an empty folder.")
    hub_id = hub_id or secrets.token_hex(16)
    key = secrets.token_bytes(KEY_BYTES)
    words, card = recovery_slot(hub_id, key)
    first = passphrase_slot(hub_id, key, user_id, user_name, passphrase, params)
    keyfile.save(folder, Envelope(hub_id, 0, (first, card)))
    return key, words


def unlock(folder: Path, passphrase: str, user_name: str | None = None) -> Unlocked:
    """Open a hub with a passphrase.

    Args:
        folder: the hub's folder.
        passphrase: as typed.
        user_name: whose passphrase it is, in any case; None to try every user's entry.

    Returns:
        The data key and whose entry opened.

    Raises:
        WrongPassphrase: no entry opens with it.
        DamagedStore: the user's own entry is damaged; the message names it and what still opens.
        NotAHub: there are no keys in the folder.
        NewerStore: a later version of the app wrote the keys.
    """
    return unlock_envelope(keyfile.load(folder), passphrase, user_name)


def unlock_envelope(envelope: Envelope, passphrase: str, user_name: str | None = None) -> Unlocked:
    """Open an envelope already read, such as the one inside a backup; see `unlock`."""
    slots = [slot for slot in envelope.slots if slot.kind == PASSPHRASE]
    if user_name is not None:
        slots = [slot for slot in slots if _same_name(slot.user_name, user_name)]
        if not slots and not envelope.damaged:
            raise WrongPassphrase(
                f"This hub has no user called “{user_name}”.", "Check the name, then type it again."
            )
        if not slots:
            raise _damaged_entries(envelope)
    for slot in slots:
        opened = open_with_passphrase(envelope, slot, passphrase)
        if opened is not None:
            return handed_on(envelope, slot, opened, passphrase)
    if not envelope.damaged:
        raise WrongPassphrase
    if not slots:
        raise _damaged_entries(envelope)
    # Whether it was the passphrase of an entry that cannot be read any more cannot be told.
    raise WrongPassphrase(
        "That passphrase opens none of the hub's entries that can be read.",
        _damaged_entries(envelope).user_message,
    )


def unlock_with_recovery(folder: Path, words: str) -> Unlocked:
    """Open a hub with the words of its printed recovery card.

    Args:
        folder: the hub's folder.
        words: the fourteen words; see `db.keywords.read_words`.

    Returns:
        The data key; ``user_id`` is empty. Give the user a new passphrase with `set_passphrase`.

    Raises:
        WrongPassphrase: a word is wrong, and named; or the card is an older one or another hub's.
        DamagedStore: the card's own entry is damaged.
        NotAHub: there are no keys in the folder.
        NewerStore: a later version of the app wrote the keys.
    """
    return unlock_envelope_with_recovery(keyfile.load(folder), words)


def unlock_envelope_with_recovery(envelope: Envelope, words: str) -> Unlocked:
    """Open an envelope already read, such as the one inside a backup; see `unlock_with_recovery`."""
    secret = read_words(words)
    cards = [slot for slot in envelope.slots if slot.kind == RECOVERY]
    if not cards:
        raise _damaged_entries(envelope)
    for slot in cards:
        opened = open_with_secret(envelope, slot, secret)
        if opened is not None:
            return opened
    raise WrongPassphrase(
        "These words are well formed, but they do not open this hub.",
        f"Look for the card printed on {cards[-1].made[:10]}: a newer card replaces the older one.",
    )


def add_user(
    folder: Path, key: bytes, *, user_id: str, user_name: str, passphrase: str, params: KdfParams = STANDARD
) -> str:
    """Give another user a passphrase of their own.

    Args:
        folder: the hub's folder, its lock held.
        key: the data key, as unlocked.
        user_id: the new user's id.
        user_name: the name they type at the lock screen.
        passphrase: their passphrase.
        params: what guessing it costs.

    Returns:
        The id of the new entry.

    Raises:
        WeakPassphrase: the passphrase is too easily guessed.
        KnownStoreError: the name or the id is taken, or the disk does not take the change.
        ValueError: the key is not this hub's.
    """
    for slot in keyfile.load(folder).slots:
        if slot.kind == PASSPHRASE and (slot.user_id == user_id or _same_name(slot.user_name, user_name)):
            raise KnownStoreError(
                f"There is a user called “{slot.user_name}” already.", "Choose another name."
            )
    return set_passphrase(
        folder, key, user_id=user_id, user_name=user_name, passphrase=passphrase, params=params
    )


def set_passphrase(
    folder: Path, key: bytes, *, user_id: str, user_name: str, passphrase: str, params: KdfParams = STANDARD
) -> str:
    """Wrap the data key for a user anew, in place of their entry if they have one.

    Args:
        folder: the hub's folder, its lock held.
        key: the data key, as unlocked.
        user_id: whose entry it is.
        user_name: the name they type at the lock screen.
        passphrase: the new passphrase.
        params: what guessing it costs.

    Returns:
        The id of the new entry.

    Raises:
        WeakPassphrase: the passphrase is too easily guessed.
        KnownStoreError: the disk does not take the change; the old passphrase still opens.
        ValueError: the key is not this hub's.
    """
    require_good(passphrase, [user_name])
    envelope = keyfile.load(folder)
    slot = passphrase_slot(envelope.hub_id, key, user_id, user_name, passphrase, params)
    _replace(
        folder, envelope, (slot,), lambda old: old.kind in (PASSPHRASE, HANDED) and old.user_id == user_id
    )
    return slot.id


def change_passphrase(
    folder: Path, old: str, new: str, *, user_name: str | None = None, params: KdfParams = STANDARD
) -> Unlocked:
    """Change a user's passphrase, or wrap anew under today's costs when old and new are the same.

    Args:
        folder: the hub's folder, its lock held.
        old: the passphrase until now.
        new: the passphrase from now on.
        user_name: whose it is; None to try every user's entry.
        params: what guessing the new one costs.

    Returns:
        What the new passphrase opens: the same data key.

    Raises:
        WrongPassphrase: the old passphrase does not open.
        WeakPassphrase: the new one is too easily guessed.
        KnownStoreError: the disk does not take the change; the old passphrase still opens.
    """
    opened = unlock(folder, old, user_name)
    require_good(new, [opened.user_name])
    return replace(opened, slot_id=_rewrap(folder, opened, (old, new), params), weak=False)


def settle(folder: Path, opened: Unlocked, passphrase: str) -> None:
    """Make the entry of a user who was handed a fresh data key for that key; nothing where it is.

    Args:
        folder: the hub's folder, its lock held.
        opened: what the passphrase opened.
        passphrase: as typed.

    Raises:
        KnownStoreError: the disk does not take it; the key stays handed.
    """
    envelope = keyfile.load(folder)
    if not any((slot.kind, slot.user_id) == (HANDED, opened.user_id) for slot in envelope.slots):
        return
    own = next(slot for slot in envelope.slots if slot.id == opened.slot_id)
    _rewrap(folder, opened, (passphrase, passphrase), costs_of(own.kdf))


def remove_user(folder: Path, user_id: str) -> None:
    """Take away a user's entry; their passphrase no longer opens this hub.

    Backups of earlier days keep the entries of their day.

    Args:
        folder: the hub's folder, its lock held.
        user_id: whose entry to remove.

    Raises:
        KnownStoreError: no such user, or nobody would be left but the card.
    """
    envelope = keyfile.load(folder)
    if not any(slot.kind == PASSPHRASE and slot.user_id == user_id for slot in envelope.slots):
        raise KnownStoreError("That user has no passphrase in this hub.", "Choose another user.")
    kept = tuple(slot for slot in envelope.slots if slot.user_id != user_id)
    if not any(slot.kind == PASSPHRASE for slot in kept):
        raise KnownStoreError("This is the only user; nobody could open the hub.", "Add another user first.")
    keyfile.save(folder, replace(envelope, slots=kept))


def new_recovery(folder: Path, key: bytes) -> str:
    """Make a new recovery card; the one before no longer opens this hub.

    Args:
        folder: the hub's folder, its lock held.
        key: the data key, as unlocked.

    Returns:
        The words to print once and then forget.

    Raises:
        KnownStoreError: the disk does not take the change; the old card still opens.
        ValueError: the key is not this hub's.
    """
    envelope = keyfile.load(folder)
    words, slot = recovery_slot(envelope.hub_id, key)
    _replace(folder, envelope, (slot,), lambda old: old.kind == RECOVERY)
    return words


def users(folder: Path) -> list[tuple[str, str]]:
    """List who may open a hub, for the lock screen.

    Returns:
        Pairs of user id and user name, in the order they were added.

    Raises:
        NotAHub: there are no keys in the folder.
        DamagedStore: not one entry can be read.
    """
    slots = keyfile.load(folder).slots
    return [(slot.user_id, slot.user_name) for slot in slots if slot.kind == PASSPHRASE]


def _rewrap(folder: Path, opened: Unlocked, passphrases: tuple[str, str], params: KdfParams) -> str:
    """Wrap a user's data key and key pair for a passphrase, from the one until now; the new entry's id."""
    envelope, user_id = keyfile.load(folder), opened.user_id
    slot = passphrase_slot(envelope.hub_id, opened.key, user_id, opened.user_name, passphrases[1], params)
    moved = rewrapped(envelope, opened, slot, passphrases, params)
    made = (slot,) if moved is None else (slot, moved)
    kinds = {HANDED, *(one.kind for one in made)}
    _replace(folder, envelope, made, lambda one: one.kind in kinds and one.user_id == user_id)
    return slot.id


def _same_name(left: str, right: str) -> bool:
    return unicodedata.normalize("NFKC", left).strip().casefold() == (
        unicodedata.normalize("NFKC", right).strip().casefold()
    )


def _damaged_entries(envelope: Envelope) -> DamagedStore:
    names = ", ".join(envelope.damaged) or "the entry asked for"
    return DamagedStore(
        f"Part of the hub's keys is damaged or missing: {names}.",
        "Every other passphrase and card still opens the hub. Open it with one, then set a new one.",
    )


def _replace(folder: Path, envelope: Envelope, made: tuple[Slot, ...], gone: Callable[[Slot], bool]) -> None:
    require_key(envelope, made[0])
    kept = tuple(old for old in envelope.slots if not gone(old))
    keyfile.save(folder, replace(envelope, slots=(*kept, *made)))
