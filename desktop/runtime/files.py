"""Writing a small file so that a reader sees the old text or the new, never a part."""

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from desktop.runtime.paths import ensure_folder

FOLDERS_HAVE_HANDLES = os.name != "nt"


def _sync_folder(folder: Path) -> None:
    # A rename is only on the disk once its folder is.
    if not FOLDERS_HAVE_HANDLES:
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_whole(path: Path, text: str) -> None:
    """Replace a file's text at once: a temporary file beside it, to the disk, then renamed over it.

    Args:
        path: the file; its folder is made where it is missing.
        text: the new text, written as UTF-8, readable by this user only.

    Raises:
        OSError: it could not be written; the old file is untouched.
    """
    folder = ensure_folder(path.parent)
    handle, name = tempfile.mkstemp(prefix=path.name + ".", suffix=".new", dir=folder)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise
    _sync_folder(folder)
