"""Files made aside and put in their place at the last moment, taken back if anything then goes wrong."""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from db.atomic import flush_folder
from db.errors import translate
from desktop.domain.errors import DomainError


class Staging:
    """A hidden folder beside a file's place.

    Attributes:
        folder: where to make the file.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._placed: Path | None = None
        self._old: Path | None = None

    def place(self, made: Path, final: Path) -> None:
        """Give a finished file or folder its place; what stood there is kept until all is well.

        Args:
            made: what was made in the folder.
            final: its place, on the same disk.
        """
        if final.exists():
            old = self.folder / "old"
            os.rename(final, old)
            self._old = old
        self._placed = final
        os.rename(made, final)
        flush_folder(final.parent)

    def undo(self) -> None:
        """Take back what was put in place, and put back what stood there."""
        if self._placed is not None:
            _remove(self._placed)
            if self._old is not None:
                os.rename(self._old, self._placed)


@contextmanager
def staging(out_dir: Path) -> Iterator[Staging]:
    """Open a hidden folder to make a file in; it goes afterwards, and with a problem so does the file.

    Args:
        out_dir: the folder the file goes into.

    Yields:
        The staging.

    Raises:
        DomainError: there is no such folder.
        KnownStoreError: the disk is full or cannot be written.
    """
    if not out_dir.is_dir():
        raise DomainError(f"There is no folder {out_dir}. Choose one that exists.", field="out")
    try:
        made = Staging(Path(tempfile.mkdtemp(prefix=".making-", dir=out_dir)))
    except OSError as problem:
        raise translate(problem) or problem from problem
    try:
        yield made
    except BaseException:
        made.undo()
        raise
    finally:
        shutil.rmtree(made.folder, ignore_errors=True)


def file_hash(path: Path) -> str:
    """SHA-256 of a file, hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
