"""Unpack the shipped gazetteer into this user's cache, once for each version of it."""

import hashlib
import json
import lzma
import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from db.errors import DiskFull, KnownStoreError, ReadOnlyPlace, translate
from resources import read_text, resource

PACKED = "gazetteer/gb.xz"
FACTS = "gazetteer/gb.json"

_CHUNK = 1 << 18
_LEFTOVER_SECONDS = 3600

Progress = Callable[[int, int], None]


class GazetteerProblem(KnownStoreError):
    """The list of postcodes cannot be used; the app works on without distances."""

    user_message = "The list of postcodes that comes with the app is damaged."
    remedy = "Install Hubkeeper again. Until then distances read “not known”; nothing else is affected."


class GazetteerNoRoom(GazetteerProblem, DiskFull):
    """The disk is too full to unpack the list of postcodes."""

    user_message = "The disk is too full to set up the list of postcodes, which takes 12 MB."
    remedy = "Free some space, then open the app again. Until then distances read “not known”."


class GazetteerNoAccess(GazetteerProblem, ReadOnlyPlace):
    """The cache folder may not be written to."""

    user_message = "The list of postcodes cannot be set up, because its folder may not be written to."
    remedy = "Check that your account may change the folder. Until then distances read “not known”."


@dataclass(frozen=True, slots=True)
class GazetteerFacts:
    """What the shipped gazetteer holds, known without unpacking it.

    Attributes:
        size: bytes of the unpacked file.
        sha256: of the unpacked file, in hexadecimal.
        vintage: month and year of the postcodes.
        attribution: what the licence asks to be shown.
        postcodes: how many live postcodes.
    """

    size: int
    sha256: str
    vintage: str
    attribution: str
    postcodes: int


def gazetteer_facts() -> GazetteerFacts:
    """Read the facts shipped beside the packed gazetteer."""
    facts = json.loads(read_text(FACTS))
    return GazetteerFacts(
        facts["bytes"], facts["sha256"], facts["vintage"], facts["attribution"], facts["postcodes"]
    )


def ensure_gazetteer(folder: Path, progress: Progress | None = None, *, check: bool = False) -> Path:
    """Make sure that the gazetteer lies unpacked in a folder, and say where.

    The file's name carries its version, so that a newer app unpacks its own while an older one still running
    keeps the one it has open. It is written under another name, made safe on disk and then renamed: whoever
    sees it sees it whole, also when two copies of the app start at once.

    Args:
        folder: a cache folder of this user, made when missing.
        progress: called with bytes done and bytes in all while unpacking; what it raises stops the unpacking.
        check: also compare an existing file's SHA-256 (some 20 ms), and unpack again where it differs.

    Returns:
        The file for `db.gazetteer.Gazetteer`.

    Raises:
        GazetteerNoRoom: the disk is full; nothing half-made is left behind.
        GazetteerNoAccess: the folder may not be written to.
        GazetteerProblem: the shipped file is damaged.
    """
    facts = gazetteer_facts()
    target = folder / f"gb-{facts.sha256[:16]}.sqlite"
    try:
        if not _is_whole(target, facts, check=check):
            folder.mkdir(parents=True, exist_ok=True)
            _unpack_to(target, facts, progress)
            _tidy(target)
    except OSError as problem:
        raise _in_plain_words(problem) from problem
    return target


def _is_whole(path: Path, facts: GazetteerFacts, *, check: bool) -> bool:
    try:
        if path.stat().st_size != facts.size:
            return False
    except FileNotFoundError:
        return False
    if not check:
        return True
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == facts.sha256


def _unpack_to(target: Path, facts: GazetteerFacts, progress: Progress | None) -> None:
    handle, name = tempfile.mkstemp(prefix="gb-", suffix=".part", dir=target.parent)
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            _write(file, facts, progress)
            file.flush()
            os.fsync(file.fileno())
        _put_in_place(part, target, facts)
    except BaseException:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise


def _write(out: BinaryIO, facts: GazetteerFacts, progress: Progress | None) -> None:
    digest, done = hashlib.sha256(), 0
    try:
        with resource(PACKED).open("rb") as packed, lzma.open(packed) as unpacked:
            while chunk := unpacked.read(_CHUNK):
                digest.update(chunk)
                out.write(chunk)
                done += len(chunk)
                if progress is not None:
                    progress(done, facts.size)
    except (lzma.LZMAError, EOFError) as problem:
        raise GazetteerProblem from problem
    if digest.hexdigest() != facts.sha256:
        raise GazetteerProblem


def _put_in_place(part: Path, target: Path, facts: GazetteerFacts) -> None:
    try:
        part.replace(target)
    except PermissionError:
        # Windows will not replace a file that another copy of the app has just unpacked and opened.
        if not _is_whole(target, facts, check=True):
            raise
        part.unlink()


def _tidy(target: Path) -> None:
    """Take away older versions, and parts left by a process that was killed an hour or more ago."""
    now = target.stat().st_mtime
    for other in target.parent.glob("gb-*"):
        old = other.suffix == ".sqlite" and other != target
        with suppress(OSError):
            if old or (other.suffix == ".part" and now - other.stat().st_mtime > _LEFTOVER_SECONDS):
                other.unlink()


def _in_plain_words(problem: OSError) -> GazetteerProblem:
    known = translate(problem)
    if isinstance(known, DiskFull):
        return GazetteerNoRoom()
    if isinstance(known, ReadOnlyPlace):
        return GazetteerNoAccess()
    return GazetteerProblem(
        "The list of postcodes cannot be set up, because the disk is not answering.",
        "Check the disk, then open the app again. Until then distances read “not known”.",
    )
