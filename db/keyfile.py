"""The file of the key envelope: read with damage named, mended from its copy, and written twice."""

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from db.atomic import write_private
from db.errors import DamagedStore, NewerStore, NotAHub, translate
from db.folder import HubFolder

FORMAT = 1
MAX_BYTES = 1_048_576
_CHECK_CHARACTERS = 16
_CARDS = {
    "recovery": "the recovery card",
    "safeguarding": "the safeguarding card",
    "before": "the key before",
}
_TEXTS = ("id", "kind", "user_id", "user_name", "made", "proof")
_WHO = re.compile(rb'"kind":"(\w+)"(?:(?!"kind":).)*?"user_name":("(?:[^"\\]|\\.)*")', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Slot:
    """One entry: a key wrapped for one passphrase or card.

    Args:
        id: fresh for every wrapping, 32 hex digits.
        kind: ``passphrase`` or ``recovery``; ``reader`` or ``safeguarding`` where what is wrapped is not the
            data key but the private half of a key pair, whose public half is in ``kdf``; ``handed`` where a
            fresh data key is sealed to such a pair, and ``before`` for the key it takes over from.
        user_id: whose it is; empty for a card.
        user_name: their name at the keyboard, in clear, so that a damaged entry can be named.
        made: when it was made, ISO 8601 in UTC.
        kdf: how the wrapping key is made: name, salt and costs.
        proof: a fingerprint of the data key, to keep entries for two keys out of one file.
        nonce: AES-GCM nonce, 12 bytes.
        wrapped: the wrapped data key and its tag, 48 bytes.
    """

    id: str
    kind: str
    user_id: str
    user_name: str
    made: str
    kdf: Mapping[str, Any]
    proof: str
    nonce: bytes = b""
    wrapped: bytes = b""

    def bound(self, hub_id: str) -> bytes:
        """Return every field the wrapping vouches for, in one canonical form."""
        return _canonical(
            {
                "hub": hub_id,
                "id": self.id,
                "kind": self.kind,
                "user_id": self.user_id,
                "user_name": self.user_name,
                "made": self.made,
                "kdf": dict(self.kdf),
                "proof": self.proof,
            }
        )


@dataclass(frozen=True, slots=True)
class Envelope:
    """The content of the key file.

    Args:
        hub_id: the hub the keys belong to.
        generation: one more at every change, so that the newer of two copies is known.
        slots: the entries that can be read.
        damaged: who the unreadable entries belong to, as far as that can be told.
    """

    hub_id: str
    generation: int
    slots: tuple[Slot, ...]
    damaged: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Reading:
    """One copy as found: the good entries by number, and whom the rest seem to belong to."""

    hub_id: str
    generation: int
    entries: int
    good: dict[int, Slot]
    named: tuple[str, ...]


def load(folder: Path) -> Envelope:
    """Read both copies of a hub's keys and take from each what the other lacks.

    Args:
        folder: the hub's folder.

    Returns:
        The envelope; entries unreadable in both copies are named in ``damaged``.

    Raises:
        NotAHub: there is no key file.
        DamagedStore: not one entry can be read.
        NewerStore: a later version of the app wrote the file.
        KnownStoreError: the disk does not let itself be read.
    """
    hub = HubFolder(folder)
    copies = [content for content in (_read(hub.keys), _read(hub.keys_copy)) if content is not None]
    if not copies:
        raise NotAHub
    return parse(*copies)


def parse(*copies: bytes) -> Envelope:
    """Read an envelope from one or two copies of its content.

    The newer copy counts; an older one may hold a passphrase that has since been changed, so it only serves
    when the newer cannot be read at all.

    Args:
        copies: the content of each copy found, the first one first.

    Returns:
        The envelope.

    Raises:
        DamagedStore: not one entry can be read.
        NewerStore: a later version of the app wrote it.
    """
    readings = [reading for content in copies if (reading := _take(content)) is not None]
    if not readings:
        raise DamagedStore(
            "The hub's keys are damaged: not one entry in keys.json can be read.",
            "Put keys.json back from the newest backup, or restore that backup whole.",
        )
    base = max(readings, key=lambda reading: reading.generation)
    good = dict(base.good)
    for other in readings:
        if other.generation == base.generation:
            good = {**other.good, **good}
    missing = base.entries - len(good)
    named = [name for name in base.named if name not in {_owner(slot) for slot in good.values()}]
    damaged = [*named, *["an entry whose owner cannot be told"] * missing][:missing]
    return Envelope(
        base.hub_id, base.generation, tuple(good[number] for number in sorted(good)), tuple(damaged)
    )


def dump(envelope: Envelope) -> bytes:
    """Write an envelope as bytes: a JSON list, one entry a line."""
    lines = [
        _line(envelope, number, slot).decode("ascii") for number, slot in enumerate(envelope.slots, start=1)
    ]
    return ("[\n" + ",\n".join(lines) + "\n]\n").encode("ascii")


def save(folder: Path, envelope: Envelope) -> None:
    """Write both copies, each whole or not at all.

    Args:
        folder: the hub's folder.
        envelope: what to write; where it names damaged entries, the old file is kept beside it first.

    Raises:
        KnownStoreError: the disk is full or cannot be written to; at least one whole copy remains.
    """
    hub = HubFolder(folder)
    if envelope.damaged and (old := _read(hub.keys)) is not None:
        write_private(hub.path / "keys.damaged.json", old)
    data = dump(replace(envelope, generation=envelope.generation + 1, damaged=()))
    write_private(hub.keys, data)
    write_private(hub.keys_copy, data)


def mend(folder: Path) -> bool:
    """Make both copies whole again where one of them can mend the other.

    Args:
        folder: the hub's folder, its lock held.

    Returns:
        Whether anything had to be mended. Entries lost in both copies are left as they are, to be named.

    Raises:
        KnownStoreError: as `load` and `save`.
    """
    hub = HubFolder(folder)
    envelope = load(folder)
    whole = dump(envelope)
    if envelope.damaged or (_read(hub.keys) == whole and _read(hub.keys_copy) == whole):
        return False
    write_private(hub.keys, whole)
    write_private(hub.keys_copy, whole)
    return True


def _read(path: Path) -> bytes | None:
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES)
    except FileNotFoundError:
        return None
    except OSError as problem:
        raise (translate(problem) or problem) from problem


def _canonical(value: Mapping[str, Any]) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode("ascii")


def _checksum(line: Mapping[str, Any]) -> str:
    return hashlib.sha256(_canonical(line)).hexdigest()[:_CHECK_CHARACTERS]


def _line(envelope: Envelope, number: int, slot: Slot) -> bytes:
    line: dict[str, Any] = {
        "format": FORMAT,
        "hub": envelope.hub_id,
        "generation": envelope.generation,
        "number": number,
        "of": len(envelope.slots),
        "id": slot.id,
        "kind": slot.kind,
        "user_id": slot.user_id,
        "user_name": slot.user_name,
        "made": slot.made,
        "kdf": dict(slot.kdf),
        "proof": slot.proof,
        "nonce": base64.b64encode(slot.nonce).decode("ascii"),
        "wrapped": base64.b64encode(slot.wrapped).decode("ascii"),
    }
    line["check"] = _checksum(line)
    return json.dumps(line, separators=(",", ":")).encode("ascii")


def _take(content: bytes) -> _Reading | None:
    """Read one copy line by line; None when it holds no good entry."""
    lines: list[dict[str, Any]] = []
    broken: list[bytes] = []
    for raw in content.split(b"\n"):
        found = _good_line(raw)
        if found is None:
            broken.append(raw)
        else:
            lines.append(found)
    if not lines:
        return None
    newest = max(lines, key=lambda line: line["generation"])
    lines = [line for line in lines if line["generation"] == newest["generation"]]
    return _Reading(
        newest["hub"],
        newest["generation"],
        newest["of"],
        {line["number"]: _slot(line) for line in lines},
        tuple(name for raw in broken for name in _names_in(raw)),
    )


def _good_line(raw: bytes) -> dict[str, Any] | None:
    try:
        line = json.loads(raw.strip().rstrip(b","))
        if not isinstance(line, dict):
            return None
        check = line.pop("check")
        if check != _checksum(line):
            return None
        if line["format"] > FORMAT:
            raise NewerStore
        _slot(line)
        return line if _numbers_fit(line) else None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _numbers_fit(line: Mapping[str, Any]) -> bool:
    numbers = (line["generation"], line["number"], line["of"])
    return all(type(number) is int for number in numbers) and 1 <= line["number"] <= line["of"]


def _slot(line: Mapping[str, Any]) -> Slot:
    fields: dict[str, Any] = {name: line[name] for name in _TEXTS}
    if not all(isinstance(text, str) for text in (line["hub"], *fields.values())):
        raise TypeError
    if not isinstance(line["kdf"], dict):
        raise TypeError
    for name in ("nonce", "wrapped"):
        fields[name] = base64.b64decode(line[name], validate=True)
    return Slot(kdf=line["kdf"], **fields)


def _owner(slot: Slot) -> str:
    return _label(slot.kind, slot.user_name)


def _label(kind: str, user_name: str) -> str:
    if kind == "reader" and user_name:
        return f"{user_name}, for concerns"
    if kind == "handed" and user_name:
        return f"{user_name}, the fresh key"
    return _CARDS.get(kind, user_name)


def _names_in(raw: bytes) -> list[str]:
    names = []
    for kind, quoted in _WHO.findall(raw):
        try:
            name = json.loads(quoted)
        except ValueError:
            continue
        names.append(_label(kind.decode("ascii", "replace"), name))
    return [name for name in names if name]
