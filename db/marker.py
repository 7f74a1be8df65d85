"""The last change written, noted outside the store, so that an older or a copied store is noticed.

A laptop whose folder was put back by hand, or copied to a second laptop, would use sequence numbers again
and so destroy changes silently when the two meet. The note is written after each commit and not flushed to
disk: after a power cut it may lag behind the store, which is normal, but never run ahead of it.
"""

import hashlib
import json
import os
import sys
import uuid
from contextlib import suppress
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path

from db.atomic import part_of


class MarkerState(StrEnum):
    """How the store stands to the note about it."""

    MISSING = "missing"
    EQUAL = "equal"
    AHEAD = "ahead"
    BEHIND = "behind"
    DIFFERENT = "different"
    OTHER_LIFE = "other_life"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True)
class Marker:
    """The note.

    Args:
        device: id of the device that wrote.
        incarnation: id of the device's life; a restore or a copy begins a new one.
        seq: sequence number of the last change.
        hash: that change's link in the chain, in hex.
        place: fingerprint of the machine and folder, from `place_fingerprint`.
    """

    device: str
    incarnation: str
    seq: int
    hash: str
    place: str


def write_marker(path: Path, marker: Marker) -> None:
    """Note the last change; call after the commit.

    Args:
        path: the note's file, outside the hub's folder.
        marker: what to note.

    Raises:
        OSError: the note cannot be written; the store is not concerned.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    part = part_of(path)
    try:
        with os.fdopen(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            file.write(json.dumps(asdict(marker)).encode("ascii"))
        os.replace(part, path)
    finally:
        with suppress(OSError):
            part.unlink()


def read_marker(path: Path) -> Marker | None:
    """Read the note; None when there is none or it cannot be read."""
    try:
        found = json.loads(path.read_bytes())
        marker = Marker(**found)
    except (OSError, ValueError, TypeError):
        return None
    whole = type(marker.seq) is int and all(
        isinstance(text, str) for text in (marker.device, marker.incarnation, marker.hash, marker.place)
    )
    return marker if whole else None


def compare(
    marker: Marker | None, store_seq: int, store_hash: str, *, incarnation: str = "", place: str = ""
) -> MarkerState:
    """Say how the store stands to the note.

    Args:
        marker: the note, or None.
        store_seq: sequence number of the last change in the store's current life.
        store_hash: that change's link in the chain, in hex.
        incarnation: the store's current life; not compared when empty.
        place: fingerprint of this machine and folder; not compared when empty.

    Returns:
        ``ELSEWHERE`` for a copied or moved folder and ``BEHIND`` or ``DIFFERENT`` for an older or altered
        store: for each of these begin a new life. ``AHEAD`` and ``EQUAL`` are normal.
    """
    if marker is None:
        return MarkerState.MISSING
    if place and place != marker.place:
        return MarkerState.ELSEWHERE
    if incarnation and incarnation != marker.incarnation:
        return MarkerState.OTHER_LIFE
    if store_seq != marker.seq:
        return MarkerState.AHEAD if store_seq > marker.seq else MarkerState.BEHIND
    return MarkerState.EQUAL if store_hash == marker.hash else MarkerState.DIFFERENT


def place_fingerprint(folder: Path, machine: str | None = None) -> str:
    """Make a fingerprint of this machine and a folder's full path, from which neither can be read.

    Args:
        folder: the hub's folder.
        machine: the machine's id; asked of the system when None.

    Returns:
        32 hex digits.
    """
    named = f"{machine_id() if machine is None else machine}\n{os.path.realpath(folder)}"
    return hashlib.sha256(named.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def machine_id(etc: Path = Path("/etc/machine-id")) -> str:
    """Return an id that differs between machines and stays the same on one."""
    if sys.platform == "win32":
        import winreg

        with (
            suppress(OSError),
            winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SOFTWARE\Microsoft\Cryptography") as entry,
        ):
            return str(winreg.QueryValueEx(entry, "MachineGuid")[0])
    with suppress(OSError):
        if found := etc.read_text(encoding="ascii", errors="replace").strip():
            return found
    return f"{uuid.getnode():012x}"
