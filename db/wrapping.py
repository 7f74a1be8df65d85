"""One entry of the key envelope: making a wrapping key, wrapping a key with it, and opening it again.

Wrapping keys come from Argon2id (RFC 9106) for passphrases and from HKDF-SHA256 (RFC 5869) for the 132 random
bits of the recovery card. The data key is wrapped by AES-256-GCM (NIST SP 800-38D), with every other field of
the entry and the hub's id as associated data, so that no part of an entry can be moved or altered.
"""

import base64
import secrets
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from db.errors import KnownStoreError
from db.keyfile import Envelope, Slot
from db.keywords import make_words
from db.passphrases import normalise
from db.sealing import CannotOpen, KeyPair, Place, Sealed, open_sealed, seal

KEY_BYTES = 32
PASSPHRASE = "passphrase"
RECOVERY = "recovery"
READER = "reader"
SAFEGUARDING = "safeguarding"
HANDED = "handed"
BEFORE = "before"
_PURPOSE = b"hubkeeper data key 1\n"
_MAX_MEMORY_KIB = 1_048_576
_MAX_TIME = 32
_MAX_LANES = 16


@dataclass(frozen=True, slots=True)
class KdfParams:
    """What guessing one passphrase costs.

    Args:
        memory_kib: memory in KiB.
        time: passes over it.
        lanes: lanes run side by side.
    """

    memory_kib: int = 65_536
    time: int = 3
    lanes: int = 4


STANDARD = KdfParams()


@dataclass(frozen=True, slots=True)
class Unlocked:
    """What a passphrase or a card opened.

    Args:
        key: the data key, 32 bytes; kept out of the printed form.
        slot_id: the entry that opened.
        user_id: whose entry it is; empty for the recovery card.
        user_name: their name at the keyboard; empty for the recovery card.
        hub_id: the hub the keys belong to.
        weak: the entry was made with cheaper parameters than today's: wrap again with `change_passphrase`.
        damaged: names of entries that can no longer be read.
    """

    key: bytes
    slot_id: str
    user_id: str
    user_name: str
    hub_id: str
    weak: bool = False
    damaged: tuple[str, ...] = ()

    def __repr__(self) -> str:
        """Name the entry, never the key."""
        return f"Unlocked(slot_id={self.slot_id!r}, user_id={self.user_id!r})"


def open_with_passphrase(envelope: Envelope, slot: Slot, passphrase: str) -> Unlocked | None:
    """Try a passphrase on one entry; None when it does not open.

    Raises:
        KnownStoreError: too little memory is free to check it.
    """
    typed = _typed(passphrase)
    return _open(envelope, slot, lambda kdf: _stretch(typed, kdf))


def open_with_secret(envelope: Envelope, slot: Slot, secret: bytes) -> Unlocked | None:
    """Try the secret of a recovery card on one entry; None when it does not open."""
    return _open(envelope, slot, lambda kdf: _expand(secret, kdf))


def _typed(passphrase: str) -> bytes:
    return normalise(passphrase).encode("utf-8", "surrogatepass")


def _open(envelope: Envelope, slot: Slot, derive: Callable[[Mapping[str, Any]], bytes]) -> Unlocked | None:
    """Try one entry; None when its tag does not fit the wrapping key."""
    try:
        cipher = AESGCM(derive(slot.kdf))
        key = cipher.decrypt(slot.nonce, slot.wrapped, _PURPOSE + slot.bound(envelope.hub_id))
    except (InvalidTag, ValueError, KeyError, TypeError):
        return None
    weak = slot.kind == PASSPHRASE and _cheaper(costs_of(slot.kdf))
    return Unlocked(key, slot.id, slot.user_id, slot.user_name, envelope.hub_id, weak, envelope.damaged)


def costs_of(kdf: Mapping[str, Any]) -> KdfParams:
    """Read the stored costs, refusing any that would stall the machine.

    Raises:
        ValueError: a cost is out of bounds.
    """
    params = KdfParams(int(kdf["memory_kib"]), int(kdf["time"]), int(kdf["lanes"]))
    if params.memory_kib > _MAX_MEMORY_KIB or params.time > _MAX_TIME or params.lanes > _MAX_LANES:
        raise ValueError("costs out of bounds")
    return params


def _cheaper(params: KdfParams) -> bool:
    return params.memory_kib < STANDARD.memory_kib or params.time < STANDARD.time


def _stretch(passphrase: bytes, kdf: Mapping[str, Any]) -> bytes:
    """Make a wrapping key from a passphrase with Argon2id."""
    from argon2.exceptions import HashingError
    from argon2.low_level import Type, hash_secret_raw

    params = costs_of(kdf)
    salt = base64.b64decode(kdf["salt"])
    try:
        return hash_secret_raw(
            passphrase, salt, params.time, params.memory_kib, params.lanes, KEY_BYTES, Type.ID
        )
    except HashingError as problem:
        if "emory allocation" not in str(problem):
            raise ValueError("costs out of bounds") from problem
        raise KnownStoreError(
            "There is not enough free memory to check the passphrase.",
            "Close other programs, then try again.",
        ) from problem


def _expand(secret: bytes, kdf: Mapping[str, Any]) -> bytes:
    """Make a wrapping key from the card's random bits with HKDF."""
    salt = base64.b64decode(kdf["salt"])
    return HKDF(SHA256(), KEY_BYTES, salt, b"hubkeeper recovery card 1").derive(secret)


def _wrap(hub_id: str, key: bytes, slot: Slot, wrapping_key: bytes) -> Slot:
    nonce = secrets.token_bytes(12)
    wrapped = AESGCM(wrapping_key).encrypt(nonce, key, _PURPOSE + slot.bound(hub_id))
    return replace(slot, nonce=nonce, wrapped=wrapped)


def _blank(kind: str, key: bytes, user_id: str, user_name: str, kdf: dict[str, Any]) -> Slot:
    made = datetime.now(UTC).isoformat(timespec="seconds")
    salted = {**kdf, "salt": base64.b64encode(secrets.token_bytes(16)).decode("ascii")}
    return Slot(secrets.token_hex(16), kind, user_id, user_name, made, salted, _proof(key))


def _proof(key: bytes) -> str:
    return HKDF(SHA256(), 8, None, b"hubkeeper key proof 1").derive(key).hex()


def passphrase_slot(
    hub_id: str, key: bytes, user_id: str, user_name: str, passphrase: str, params: KdfParams
) -> Slot:
    """Wrap the data key for one user's passphrase."""
    slot = _blank(PASSPHRASE, key, user_id, user_name, {"name": "argon2id", **asdict(params)})
    return _wrap(hub_id, key, slot, _stretch(_typed(passphrase), slot.kdf))


def recovery_slot(hub_id: str, key: bytes) -> tuple[str, Slot]:
    """Wrap the data key for a fresh recovery card; return its words and the entry."""
    words, secret = make_words()
    slot = _blank(RECOVERY, key, "", "", {"name": "hkdf-sha256"})
    return words, _wrap(hub_id, key, slot, _expand(secret, slot.kdf))


def reader_slot(
    hub_id: str, key: bytes, pair: KeyPair, owner: Slot, passphrase: str, params: KdfParams
) -> Slot:
    """Wrap the private half of a user's key pair for the passphrase whose own entry is ``owner``."""
    kdf = {"name": "argon2id", **asdict(params), "public": pair.public.hex(), "for": owner.id}
    slot = _blank(READER, key, owner.user_id, owner.user_name, kdf)
    return _wrap(hub_id, pair.private, slot, _stretch(_typed(passphrase), slot.kdf))


def safeguarding_slot(hub_id: str, key: bytes, pair: KeyPair) -> tuple[str, Slot]:
    """Wrap the private half of the safeguarding card's key pair; return the card's words and the entry."""
    words, secret = make_words()
    slot = _blank(SAFEGUARDING, key, "", "", {"name": "hkdf-sha256", "public": pair.public.hex()})
    return words, _wrap(hub_id, pair.private, slot, _expand(secret, slot.kdf))


def handed_slot(hub_id: str, key: bytes, owner: Slot, public: bytes) -> Slot:
    """Seal a fresh data key to the key pair of a user whose passphrase is not at hand."""
    slot = _blank(HANDED, key, owner.user_id, owner.user_name, {"name": "hpke"})
    return replace(slot, wrapped=seal(public, _handed_place(hub_id, slot), {"key": key.hex()}))


def open_handed(hub_id: str, slot: Slot, pair: KeyPair) -> bytes:
    """The data key that was sealed to a user.

    Raises:
        CannotOpen: it is not theirs, or damaged.
    """
    body = open_sealed(pair, _handed_place(hub_id, slot), slot.wrapped)
    try:
        key = bytes.fromhex(body["key"])
    except (KeyError, TypeError, ValueError):
        raise CannotOpen from None
    if _proof(key) != slot.proof:
        raise CannotOpen
    return key


def before_slot(hub_id: str, key: bytes, old: bytes) -> Slot:
    """Wrap the data key until now for the fresh one, while files are moved from one to the other."""
    slot = _blank(BEFORE, key, "", "", {"name": "hkdf-sha256"})
    return _wrap(hub_id, old, slot, _derive(key, slot.kdf))


def open_before(envelope: Envelope, slot: Slot, key: bytes) -> bytes | None:
    """The data key until now; None when the fresh one is another."""
    opened = _open(envelope, slot, lambda kdf: _derive(key, kdf))
    return None if opened is None else opened.key


def _derive(key: bytes, kdf: Mapping[str, Any]) -> bytes:
    salt = base64.b64decode(kdf["salt"])
    return HKDF(SHA256(), KEY_BYTES, salt, b"hubkeeper key before 1").derive(key)


def _handed_place(hub_id: str, slot: Slot) -> Place:
    return Place(hub_id, Sealed.DATA_KEY, slot.user_id, slot.id)
