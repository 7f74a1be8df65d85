"""Sealing: what anybody may write and only the chosen few can read, even with the hub open.

One primitive does it all: HPKE (RFC 9180, base mode: X25519, HKDF-SHA256, AES-256-GCM) to a public key, with
the place a text belongs to as associated data, so that no sealed text can stand in for another. A concern has
a key pair of its own. Its entries are sealed to the public half, which anybody at the keyboard has; the
private half is sealed to the public key of each reader. Letting another reader in is one more such key, and
whoever wrote an entry cannot read it again.

What is sealed is padded to a few sizes first, so that its length says little.
"""

import json
import struct
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from db.errors import KnownStoreError

KEY_BYTES = 32
SMALLEST = 1_024
LARGEST = 1_048_576
_MAGIC = b"HKS1"
_LENGTH = struct.Struct(">I")
_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
_PURPOSE = b"hubkeeper sealed 1\n"


class CannotOpen(KnownStoreError):
    """A sealed text does not open: it is another reader's, was moved, or is damaged; which cannot be told."""

    user_message = "This cannot be opened: it is sealed for somebody else, or it is damaged."
    remedy = "Ask the other safeguarding lead, or use the safeguarding card."


class TooLong(KnownStoreError):
    """A text is longer than is sealed in one piece."""

    user_message = "This is too long to be sealed in one piece."
    remedy = "Shorten it, or send the rest as an addition."


class Sealed(StrEnum):
    """What kind of text is sealed; part of its place."""

    ENTRY = "entry"
    KEY = "key"
    DRAFT = "draft"
    DATA_KEY = "data_key"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sealed text belongs. It opens nowhere else.

    Args:
        hub_id: the hub.
        kind: what it is.
        owner_id: the concern, or for a draft its author.
        id: the entry, the reader's key or the draft itself.
        version: which wording of it, from 1.
    """

    hub_id: str
    kind: Sealed
    owner_id: str
    id: str
    version: int = 1

    def bound(self) -> bytes:
        """Return every part in one canonical form."""
        parts = [self.hub_id, self.kind.value, self.owner_id, self.id, self.version]
        return _PURPOSE + json.dumps(parts, separators=(",", ":")).encode("ascii")


@dataclass(frozen=True, slots=True)
class KeyPair:
    """A key pair; whoever has the private half reads what is sealed to the public one.

    Args:
        private: 32 bytes, kept out of the printed form.
        public: 32 bytes.
    """

    private: bytes
    public: bytes

    def __repr__(self) -> str:
        """Show the public half only."""
        return f"KeyPair(public={self.public.hex()!r})"


def new_pair() -> KeyPair:
    """Draw a fresh key pair."""
    return pair_of(X25519PrivateKey.generate().private_bytes_raw())


def pair_of(private: bytes) -> KeyPair:
    """Work out the pair of a private half.

    Raises:
        ValueError: it is not 32 bytes.
    """
    return KeyPair(private, X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw())


def seal(public: bytes, place: Place, body: dict[str, Any]) -> bytes:
    """Seal a body to whoever holds the private half of a key.

    Args:
        public: the reader's, or the concern's, public key.
        place: where it belongs.
        body: anything JSON can hold.

    Returns:
        The sealed text; its size is one of a few.

    Raises:
        ValueError: the key is not one.
        TooLong: the body is larger than `LARGEST`.
    """
    reader = X25519PublicKey.from_public_bytes(public)
    return _MAGIC + _SUITE.encrypt(_pad(body), reader, place.bound())


def require_room(body: dict[str, Any]) -> None:
    """Refuse a body that could not be sealed, before anything else is done on its account.

    Raises:
        TooLong: it is larger than `LARGEST`.
    """
    _pad(body)


def open_sealed(pair: KeyPair, place: Place, sealed: bytes) -> dict[str, Any]:
    """Open a sealed text.

    Args:
        pair: the reader's, or the concern's, keys.
        place: where it was found; it opens only where it belongs.
        sealed: as `seal` made it.

    Returns:
        The body.

    Raises:
        CannotOpen: it is sealed to another key, belongs elsewhere, or is damaged.
    """
    if not sealed.startswith(_MAGIC):
        raise CannotOpen
    try:
        reader = X25519PrivateKey.from_private_bytes(pair.private)
        return _unpad(_SUITE.decrypt(sealed[len(_MAGIC) :], reader, place.bound()))
    except (InvalidTag, ValueError, TypeError, struct.error, RecursionError):
        raise CannotOpen from None


def seal_key(concern: KeyPair, reader_public: bytes, place: Place) -> bytes:
    """Let a reader into a concern: seal its private half to the reader's public key.

    Args:
        concern: the concern's own keys.
        reader_public: the reader's public key.
        place: of kind `Sealed.KEY`: the concern and the reader.

    Raises:
        ValueError: the reader's key is not one.
    """
    return seal(reader_public, place, {"private": concern.private.hex()})


def open_key(reader: KeyPair, place: Place, sealed: bytes, public: bytes) -> KeyPair:
    """Open a concern's keys.

    Args:
        reader: the reader's own keys.
        place: of kind `Sealed.KEY`: the concern and the reader.
        sealed: as `seal_key` made it.
        public: the concern's public key as kept beside it, which anybody with the file could have exchanged.

    Raises:
        CannotOpen: it is not this reader's, or the public key kept is not the concern's.
    """
    try:
        pair = pair_of(bytes.fromhex(open_sealed(reader, place, sealed)["private"]))
    except (ValueError, KeyError, TypeError):
        raise CannotOpen from None
    if pair.public != public:
        raise CannotOpen
    return pair


def _pad(body: dict[str, Any]) -> bytes:
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    whole = _LENGTH.pack(len(text)) + text
    size = SMALLEST
    while size < len(whole):
        size *= 2
    if size > LARGEST:
        raise TooLong
    return whole.ljust(size, b"\0")


def _unpad(whole: bytes) -> dict[str, Any]:
    (length,) = _LENGTH.unpack_from(whole)
    text = whole[_LENGTH.size : _LENGTH.size + length]
    body = json.loads(text.decode("utf-8", "surrogatepass"))
    if len(text) != length or not isinstance(body, dict):
        raise ValueError
    return body
