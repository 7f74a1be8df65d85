"""Copies of what was handed over, kept in the hub's folder, each under a key of its own.

The key stands in the store and is erased with the copy, so that a copy left on a disk, or taken back from
one, says nothing any more.
"""

import os
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from db.atomic import write_private
from db.errors import KnownStoreError
from db.folder import HubFolder

_NONCE = 12
ENDING = ".kept"


class KeptGone(KnownStoreError):
    """The kept copy is not there, or is not what was kept."""

    user_message = "The copy that was kept is not on this laptop, or it is damaged."
    remedy = "Make the handover anew."


@dataclass(frozen=True, slots=True)
class KeptCopy:
    """What the store remembers of a kept copy.

    Attributes:
        name: the file, in the folder of kept copies.
        key: its own key, in hexadecimal.
        size: bytes of what was kept.
    """

    name: str
    key: str
    size: int


def keep(folder: HubFolder, owner_id: str, content: bytes) -> KeptCopy:
    """Keep a copy.

    Args:
        folder: the hub's.
        owner_id: the handover it is of; it opens for no other.
        content: what is kept.

    Returns:
        What the store is to remember.

    Raises:
        KnownStoreError: the disk is full or cannot be written.
    """
    key, nonce = AESGCM.generate_key(256), os.urandom(_NONCE)
    folder.kept.mkdir(mode=0o700, exist_ok=True)
    name = f"{owner_id}{ENDING}"
    write_private(folder.kept / name, nonce + AESGCM(key).encrypt(nonce, content, owner_id.encode()))
    return KeptCopy(name, key.hex(), len(content))


def open_kept(folder: HubFolder, owner_id: str, copy: KeptCopy) -> bytes:
    """Open a kept copy.

    Raises:
        KeptGone: it is not there, or was changed.
    """
    try:
        sealed = _path(folder, copy.name).read_bytes()
        return AESGCM(bytes.fromhex(copy.key)).decrypt(sealed[:_NONCE], sealed[_NONCE:], owner_id.encode())
    except (OSError, InvalidTag, ValueError) as problem:
        raise KeptGone from problem


def drop_kept(folder: HubFolder, name: str) -> None:
    """Take a kept copy away; one that is gone already is gone."""
    if name:
        _path(folder, name).unlink(missing_ok=True)


def _path(folder: HubFolder, name: str) -> Path:
    return folder.kept / Path(name).name
