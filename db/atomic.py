"""Files written whole or not at all, and readable by their owner only."""

import os
import secrets
import shutil
from contextlib import suppress
from pathlib import Path

from db.errors import translate

PART = ".part"


def part_of(path: Path) -> Path:
    """Name a fresh temporary file beside ``path``, so that the final rename stays on one disk."""
    return path.with_name(f".{path.name}.{secrets.token_hex(6)}{PART}")


def write_private(path: Path, data: bytes) -> None:
    """Replace a file in one step: temporary file, flush to disk, rename, flush the folder.

    Args:
        path: the file to make or replace.
        data: its whole content.

    Raises:
        KnownStoreError: the disk is full or cannot be written to; the old file stays as it was.
        OSError: any other problem of the system; likewise.
    """
    part = part_of(path)
    try:
        with os.fdopen(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            file.write(data)
        publish(part, path)
    except OSError as problem:
        raise (translate(problem) or problem) from problem
    finally:
        with suppress(OSError):
            part.unlink()


def publish(part: Path, path: Path) -> None:
    """Flush a finished temporary file to disk and give it its name.

    Args:
        part: the finished file, in the folder of ``path``.
        path: the name to give it; what had that name is replaced.

    Raises:
        OSError: the system refused; ``path`` is as it was.
    """
    _flush(part, os.O_RDWR)
    os.replace(part, path)
    flush_folder(path.parent)


def flush_folder(folder: Path) -> None:
    """Make a rename survive a power cut; Windows does this by itself and cannot open folders."""
    if os.name == "posix":
        _flush(folder, os.O_RDONLY)


def sweep_parts(folder: Path) -> int:
    """Remove the temporary files and folders a killed process left; call only while holding the hub's lock.

    Returns:
        How many were removed.
    """
    swept = 0
    for left in folder.glob(f".*{PART}"):
        if left.is_dir():
            shutil.rmtree(left, ignore_errors=True)
        else:
            with suppress(OSError):
                left.unlink()
        swept += not left.exists()
    return swept


def _flush(path: Path, flags: int) -> None:
    handle = os.open(path, flags | getattr(os, "O_BINARY", 0))
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
