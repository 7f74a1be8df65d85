"""Store problems a person can do something about, each with its own words and its own remedy."""

import errno
from datetime import datetime

from sqlcipher3 import dbapi2


class KnownStoreError(Exception):
    """A store problem with a plain cause and a remedy.

    Args:
        user_message: what is wrong, in plain English.
        remedy: what to do about it, in plain English.
    """

    user_message = "The hub's store is not answering."
    remedy = "Close the app and open it again."

    def __init__(self, user_message: str | None = None, remedy: str | None = None) -> None:
        """Keep the words given, or those of the class."""
        self.user_message = user_message or self.user_message
        self.remedy = remedy or self.remedy
        super().__init__(self.user_message)


class WrongPassphrase(KnownStoreError):
    """No key slot opens with the passphrase or the words given.

    Args:
        user_message: what is wrong; by default that the passphrase does not open the hub.
        remedy: what to do about it.
        tries_left: how many tries remain before a pause, or None where tries are not counted.
    """

    user_message = "That passphrase does not open this hub."
    remedy = "Check Caps Lock and type it again, or use the recovery card."

    def __init__(
        self, user_message: str | None = None, remedy: str | None = None, *, tries_left: int | None = None
    ) -> None:
        """Keep the words and the tries left."""
        super().__init__(user_message, remedy)
        self.tries_left = tries_left


class WeakPassphrase(KnownStoreError):
    """A new passphrase is too short or too easily guessed; the message says why."""

    user_message = "That passphrase is too easily guessed."
    remedy = "Three or four unrelated words make a good one."


class DamagedStore(KnownStoreError):
    """The passphrase is right, but the store's file or its keys cannot be read whole."""

    user_message = "The hub's store is damaged and cannot be opened."
    remedy = "Nothing has been changed. Restore the newest backup, and keep the damaged folder until then."


class NewerStore(KnownStoreError):
    """A later version of the app wrote the store."""

    user_message = "This hub was saved by a newer version of Hubkeeper."
    remedy = "Nothing has been changed. Install the newer version on this computer, then open the hub again."


class StoreInUse(KnownStoreError):
    """Another copy of the app holds the hub.

    Args:
        who: name of the user and computer that hold it; empty where it cannot be told.
        since: when they opened it, or None where it cannot be told.
    """

    remedy = "Close the other copy first, or wait until it has finished."

    def __init__(self, who: str = "", since: datetime | None = None) -> None:
        """Say who holds the hub and since when."""
        self.who = who
        self.since = since
        message = f"The hub is already open: {who}" if who else "The hub is already open in another copy"
        if since is not None:
            message += f", since {since.astimezone():%H:%M on %d/%m/%Y}"
        super().__init__(message + ".")


class DiskFull(KnownStoreError):
    """No room was left to write; what was saved before is untouched."""

    user_message = "The disk is full, so this was not saved."
    remedy = "Everything saved before is safe. Free some space, then save again."


class ReadOnlyPlace(KnownStoreError):
    """The folder or the disk does not let this user write."""

    user_message = "This folder can be read but not written to."
    remedy = "Check that the disk is not write-protected and that your account may change the folder."


class DiskTrouble(KnownStoreError):
    """The disk, or the way to it, stopped answering."""

    user_message = "The disk that holds the hub is not answering."
    remedy = "Check that the disk is still plugged in and has room, then open the hub again."


class UnsuitablePlace(KnownStoreError):
    """A live hub must not be kept here: a network share, a removable stick or a cloud-synced folder."""

    user_message = "A hub cannot be kept in this place."
    remedy = "Choose a folder on this computer's own disk. Backups may go to a stick."


class NotAHub(KnownStoreError):
    """The folder holds no hub."""

    user_message = "There is no hub in this folder."
    remedy = "Choose the folder that holds the files store.db and keys.json."


class BackupProblem(KnownStoreError):
    """A backup could not be made, checked or restored; the message says which and why."""

    user_message = "The backup cannot be used."
    remedy = "Try the backup before it, or the one kept in the second place."


_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_FORBIDDEN = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})
_GONE = frozenset({errno.EIO, errno.ENODEV, errno.ENXIO, errno.ESTALE})
_BY_SQLITE_NAME: dict[str, type[KnownStoreError]] = {
    "SQLITE_FULL": DiskFull,
    "SQLITE_CORRUPT": DamagedStore,
    "SQLITE_NOTADB": DamagedStore,
    "SQLITE_BUSY": StoreInUse,
    "SQLITE_LOCKED": StoreInUse,
    "SQLITE_READONLY": ReadOnlyPlace,
    "SQLITE_PERM": ReadOnlyPlace,
    "SQLITE_IOERR": DiskTrouble,
    "SQLITE_CANTOPEN": DiskTrouble,
}
_BY_SQLITE_TEXT: tuple[tuple[str, type[KnownStoreError]], ...] = (
    ("database or disk is full", DiskFull),
    ("disk image is malformed", DamagedStore),
    ("file is not a database", DamagedStore),
    ("hmac check", DamagedStore),
    ("database is locked", StoreInUse),
    ("database table is locked", StoreInUse),
    ("readonly database", ReadOnlyPlace),
    ("disk i/o", DiskTrouble),
    ("unable to open database", DiskTrouble),
)


def _from_os(problem: OSError) -> KnownStoreError | None:
    if problem.errno in _FULL or getattr(problem, "winerror", None) in (39, 112):
        return DiskFull()
    if problem.errno in _FORBIDDEN:
        return ReadOnlyPlace()
    return DiskTrouble() if problem.errno in _GONE else None


def _from_sqlite(problem: BaseException) -> KnownStoreError | None:
    name = str(getattr(problem, "sqlite_errorname", "") or "")
    for known, kind in _BY_SQLITE_NAME.items():
        if name == known or name.startswith(known + "_"):
            return kind()
    text = str(problem).lower()
    for words, kind in _BY_SQLITE_TEXT:
        if words in text:
            return kind()
    return None


def translate(exc: BaseException) -> KnownStoreError | None:
    """Put a driver's or the system's exception in plain words.

    Args:
        exc: what was raised: ours, an OSError, a driver's exception, or SQLAlchemy's wrapper of one
            (followed through ``orig`` and ``__cause__``).

    Returns:
        The known problem, or None when it is not one of the kinds a person can act on.
    """
    seen: set[int] = set()
    current: BaseException | None = exc
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        if isinstance(current, KnownStoreError):
            return current
        known = _from_os(current) if isinstance(current, OSError) else None
        if known is None and isinstance(current, dbapi2.Error):
            known = _from_sqlite(current)
        if known is not None:
            return known
        current = getattr(current, "orig", None) or current.__cause__
    return None
