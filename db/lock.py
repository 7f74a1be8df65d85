"""One writing copy of the app per hub: a lock of the operating system, which dies with its process.

There is no stale lock to ask about: after a crash or a power cut the lock is simply free again. The file's
words only say who holds it, and count for nothing once the lock is free.
"""

import json
import os
import socket
import sys
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from db.errors import StoreInUse, translate
from db.folder import HubFolder

_LOCKED_BYTE = 1 << 30
_MOST = 4096


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a hub.

    Args:
        who: user and computer; empty where it cannot be told.
        since: when they opened it, or None where it cannot be told.
        pid: their process on that computer; 0 where it cannot be told.
    """

    who: str = ""
    since: datetime | None = None
    pid: int = 0


class HubLock:
    """The right to write to one hub, held until released or until the process ends.

    Args:
        folder: the hub's folder.
        user_name: who opens it, for the message another copy shows.
    """

    def __init__(self, folder: Path, user_name: str = "") -> None:
        """Name the lock; nothing is held yet."""
        self.path = HubFolder(folder).lock
        self.user_name = user_name
        self._handle: int | None = None

    @property
    def held(self) -> bool:
        """Whether this object holds the lock."""
        return self._handle is not None

    def acquire(self) -> Self:
        """Take the lock.

        Returns:
            The lock itself, to be used in a ``with``.

        Raises:
            StoreInUse: another copy holds it; the message says who and since when.
            KnownStoreError: the folder cannot be written to.
        """
        if self.held:
            return self
        try:
            handle = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as problem:
            raise (translate(problem) or problem) from problem
        if not _try_lock(handle):
            other = _read_holder(handle)
            os.close(handle)
            raise StoreInUse(other.who, other.since)
        self._handle = handle
        _write_holder(handle, self.user_name)
        return self

    def release(self) -> None:
        """Give the lock up; harmless when it is not held."""
        if self._handle is None:
            return
        handle, self._handle = self._handle, None
        with suppress(OSError):
            os.ftruncate(handle, 0)
        _unlock(handle)
        os.close(handle)

    def __enter__(self) -> Self:
        """Take the lock."""
        return self.acquire()

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Give the lock up."""
        self.release()


def holder(folder: Path) -> Holder | None:
    """Say who holds a hub.

    Args:
        folder: the hub's folder.

    Returns:
        The holder, be it this process or another; None when the lock is free.

    Raises:
        OSError: the lock's file cannot be opened.
    """
    try:
        handle = os.open(HubFolder(folder).lock, os.O_RDWR)
    except FileNotFoundError:
        return None
    try:
        if not _try_lock(handle):
            return _read_holder(handle)
        _unlock(handle)
        return None
    finally:
        os.close(handle)


def _write_holder(handle: int, user_name: str) -> None:
    host = socket.gethostname()
    words = {
        "who": f"{user_name} on {host}" if user_name else host,
        "since": datetime.now(UTC).isoformat(timespec="seconds"),
        "pid": os.getpid(),
    }
    with suppress(OSError):
        os.ftruncate(handle, 0)
        os.lseek(handle, 0, os.SEEK_SET)
        os.write(handle, json.dumps(words).encode("ascii"))


def _read_holder(handle: int) -> Holder:
    try:
        os.lseek(handle, 0, os.SEEK_SET)
        words = json.loads(os.read(handle, _MOST))
        since = datetime.fromisoformat(words["since"])
        return Holder(str(words["who"]), since if since.tzinfo else None, int(words["pid"]))
    except (OSError, ValueError, KeyError, TypeError):
        return Holder()


if sys.platform == "win32":
    import msvcrt

    def _try_lock(handle: int) -> bool:
        """Lock one byte far beyond the words, which Windows would otherwise not let others read."""
        os.lseek(handle, _LOCKED_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _unlock(handle: int) -> None:
        os.lseek(handle, _LOCKED_BYTE, os.SEEK_SET)
        with suppress(OSError):
            msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _try_lock(handle: int) -> bool:
        """Lock the open file itself, so that a second window of the same process is refused too."""
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def _unlock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)
