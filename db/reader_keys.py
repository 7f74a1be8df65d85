"""The key pairs of those who may read what is sealed: one for each user, one for the safeguarding card.

They lie in ``keys.json`` beside the wrapped data key, the public half in clear, the private half wrapped by
the user's own passphrase or the card's words. Neither the data key, which every user and the recovery card
open, nor an administrator gets at a private half. A passphrase forgotten and set anew with the recovery card
therefore begins a fresh pair, and another lead must let its owner into what was sealed before.
"""

from dataclasses import replace
from pathlib import Path

from db import keyfile
from db.errors import DamagedStore, WrongPassphrase
from db.keyfile import Envelope, Slot
from db.keywords import read_words
from db.sealing import CannotOpen, KeyPair, new_pair, pair_of
from db.wrapping import (
    BEFORE,
    HANDED,
    PASSPHRASE,
    READER,
    RECOVERY,
    SAFEGUARDING,
    KdfParams,
    Unlocked,
    costs_of,
    open_handed,
    open_with_passphrase,
    open_with_secret,
    reader_slot,
    safeguarding_slot,
)


def ensure_reader(folder: Path, opened: Unlocked, passphrase: str, params: KdfParams | None = None) -> bytes:
    """Give a user a key pair who has none, or none that this passphrase opens.

    Args:
        folder: the hub's folder, its lock held.
        opened: what the passphrase opened.
        passphrase: as typed.
        params: what guessing it costs; None for what it costs to guess at the user's own entry.

    Returns:
        The user's public key.

    Raises:
        WrongPassphrase: the user has no passphrase of their own, as after the recovery card.
        KnownStoreError: the disk does not take it; nothing was changed.
    """
    envelope = keyfile.load(folder)
    owner = _one(envelope, PASSPHRASE, opened.user_id)
    if owner is None:
        raise WrongPassphrase
    held = _one(envelope, READER, opened.user_id)
    if held is not None and held.kdf.get("for") == owner.id:
        return _public(held)
    pair = new_pair()
    costs = params or costs_of(owner.kdf)
    slot = reader_slot(envelope.hub_id, opened.key, pair, owner, passphrase, costs)
    _put(folder, envelope, slot)
    return pair.public


def open_reader(folder: Path, user_id: str, passphrase: str) -> KeyPair:
    """Open a user's own key pair, by their passphrase once more.

    Raises:
        WrongPassphrase: it is not theirs.
        DamagedStore: they have no pair, or it cannot be read.
    """
    envelope = keyfile.load(folder)
    slot = _one(envelope, READER, user_id)
    if slot is None:
        raise _lost(envelope)
    opened = open_with_passphrase(envelope, slot, passphrase)
    if opened is None:
        raise WrongPassphrase(
            "That passphrase does not open concerns.", "Type the one you open the hub with."
        )
    return _pair(slot, opened)


def readers(folder: Path) -> dict[str, bytes]:
    """List every user's public key, by the user's id."""
    slots = keyfile.load(folder).slots
    return {slot.user_id: _public(slot) for slot in slots if slot.kind == READER}


def new_card(folder: Path, key: bytes) -> tuple[str, bytes]:
    """Make a safeguarding card; the one before opens nothing that is sealed from now on.

    Its pair is a fresh one: without the words of the card before, what that one reads cannot be passed on.
    Whoever makes it lets the new card into each concern they can open.

    Args:
        folder: the hub's folder, its lock held.
        key: the data key, as unlocked.

    Returns:
        The words to print once and then forget, and the card's public key.

    Raises:
        KnownStoreError: the disk does not take it; the old card still stands.
        ValueError: the key is not this hub's.
    """
    envelope, pair = keyfile.load(folder), new_pair()
    words, slot = safeguarding_slot(envelope.hub_id, key, pair)
    _put(folder, envelope, slot)
    return words, pair.public


def card_public(folder: Path) -> bytes | None:
    """The public key of the safeguarding card; None when no card was made yet."""
    slot = _one(keyfile.load(folder), SAFEGUARDING, "")
    return None if slot is None else _public(slot)


def open_card(folder: Path, words: str) -> KeyPair:
    """Open the safeguarding card's key pair with the words on it.

    Raises:
        WrongPassphrase: a word is wrong, and named; or the card is an older one, another hub's, or the
            recovery card.
        DamagedStore: there is no card, or its entry cannot be read.
    """
    secret, envelope = read_words(words), keyfile.load(folder)
    slot = _one(envelope, SAFEGUARDING, "")
    if slot is None:
        raise _lost(envelope)
    opened = open_with_secret(envelope, slot, secret)
    if opened is None:
        raise WrongPassphrase(
            "These words are well formed, but they are not those of the safeguarding card.",
            f"Look for the safeguarding card printed on {slot.made[:10]}. The recovery card is another one.",
        )
    return _pair(slot, opened)


def rewrapped(
    envelope: Envelope, opened: Unlocked, owner: Slot, passphrases: tuple[str, str], params: KdfParams
) -> Slot | None:
    """Wrap a user's private half for a new passphrase.

    Args:
        envelope: the keys as they are.
        opened: what the passphrase until now opened.
        owner: the entry made for the new one.
        passphrases: the one until now and the new one.
        params: what guessing the new one costs.

    Returns:
        The entry to put in place of the old; None when there is none that the old passphrase opens.
    """
    slot = _one(envelope, READER, opened.user_id)
    found = None if slot is None else open_with_passphrase(envelope, slot, passphrases[0])
    if slot is None or found is None:
        return None
    return reader_slot(envelope.hub_id, opened.key, _pair(slot, found), owner, passphrases[1], params)


def require_key(envelope: Envelope, made: Slot) -> None:
    """Refuse an entry made under a key that is not the hub's.

    Raises:
        ValueError: it is not.
    """
    carried = {old.user_id for old in envelope.slots if old.kind == HANDED}
    wraps = [
        old
        for old in envelope.slots
        if old.kind in (RECOVERY, HANDED) or (old.kind == PASSPHRASE and old.user_id not in carried)
    ]
    if any(old.proof != made.proof for old in wraps):
        raise ValueError("this is not the hub's data key")


def handed_on(envelope: Envelope, slot: Slot, opened: Unlocked, passphrase: str) -> Unlocked:
    """The data key of today, where a user's own entry still wraps the one before (`db.rekey`).

    Args:
        envelope: the keys as they are.
        slot: the user's own entry.
        opened: what the passphrase opened there.
        passphrase: as typed.

    Raises:
        DamagedStore: the fresh key was handed to this user, and what holds it cannot be read.
    """
    handed, held = _one(envelope, HANDED, slot.user_id), _one(envelope, READER, slot.user_id)
    if handed is None and not _outdated(envelope, slot):
        return opened
    found = None if held is None else open_with_passphrase(envelope, held, passphrase)
    if handed is None or held is None or found is None:
        raise DamagedStore(
            f"Part of the hub's keys is damaged: {slot.user_name}, the fresh key.",
            "Every other passphrase and the recovery card still open the hub.",
        )
    return replace(opened, key=open_handed(envelope.hub_id, handed, _pair(held, found)))


def _outdated(envelope: Envelope, slot: Slot) -> bool:
    """Whether an entry wraps another key than the card, which is always made for today's."""
    cards = [one.proof for one in envelope.slots if one.kind in (RECOVERY, BEFORE)]
    return bool(cards) and slot.proof not in cards


def _put(folder: Path, envelope: Envelope, made: Slot) -> None:
    require_key(envelope, made)
    kept = [one for one in envelope.slots if (one.kind, one.user_id) != (made.kind, made.user_id)]
    keyfile.save(folder, replace(envelope, slots=(*kept, made)))


def _one(envelope: Envelope, kind: str, user_id: str) -> Slot | None:
    found = (slot for slot in envelope.slots if (slot.kind, slot.user_id) == (kind, user_id))
    return next(found, None)


def _public(slot: Slot) -> bytes:
    return bytes.fromhex(slot.kdf["public"])


def _pair(slot: Slot, opened: Unlocked) -> KeyPair:
    pair = pair_of(opened.key)
    if pair.public != _public(slot):
        raise CannotOpen
    return pair


def _lost(envelope: Envelope) -> DamagedStore:
    named = ", ".join(envelope.damaged)
    return DamagedStore(
        f"Part of the hub's keys is damaged: {named}." if named else "There is no such key to concerns.",
        "Another safeguarding lead, or the safeguarding card, still opens concerns.",
    )
