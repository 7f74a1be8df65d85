"""Files written whole or not at all, with progress, a way to stop, and plain words for a full disk."""

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import IO, Any

CHUNK = 500
"""Rows handled between two looks at the stop button: some milliseconds."""


class ExportStopped(Exception):
    """The person pressed Stop; nothing was left behind."""


def _ignore(_rows: int) -> None:
    return None


def _never() -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Watch:
    """How a long write tells how far it is and learns that it should stop.

    Args:
        progress: called with the number of rows written so far.
        cancelled: asked after every 500 rows; True stops the write.
    """

    progress: Callable[[int], object] = _ignore
    cancelled: Callable[[], bool] = _never

    def chunks(self, rows: Iterable[Sequence[Any]]) -> Iterator[list[Sequence[Any]]]:
        """Cut rows into chunks, reporting between them.

        Args:
            rows: any number of rows.

        Returns:
            Lists of at most 500 rows.

        Raises:
            ExportStopped: the person asked to stop.
        """
        iterator, done = iter(rows), 0
        while chunk := list(islice(iterator, CHUNK)):
            if self.cancelled():
                raise ExportStopped
            yield chunk
            done += len(chunk)
            self.progress(done)


QUIET = Watch()


@contextmanager
def atomic_file(path: Path) -> Iterator[IO[bytes]]:
    """Open a file that appears under its name only when it is complete.

    It is written beside its place under a temporary name readable by this user only, flushed to the disk,
    then renamed. Whatever goes wrong, the old file stays and the temporary one goes.

    Args:
        path: where the file shall stand.

    Returns:
        A binary stream, as a context manager.

    Raises:
        db.errors.KnownStoreError: the disk is full, the folder may not be written, or the disk is gone.
        OSError: any other trouble of the file system.
    """
    try:
        handle, temporary = tempfile.mkstemp(prefix=f".{path.stem[:40]}-", suffix=".part", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as stream:
                yield stream
                stream.flush()
                os.fsync(stream.fileno())
            os.replace(temporary, path)
        except BaseException:
            with suppress(OSError):
                os.unlink(temporary)
            raise
        _flush_folder(path.parent)
    except OSError as problem:
        raise _known(problem) from problem


def write_bytes(path: Path, content: bytes) -> None:
    """Write a small file whole; see `atomic_file`."""
    with atomic_file(path) as stream:
        stream.write(content)


def _known(problem: OSError) -> Exception:
    from db.errors import translate

    return translate(problem) or problem


def _flush_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
