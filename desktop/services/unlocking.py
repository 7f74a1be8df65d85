"""Passphrases tried: counted, so that whoever guesses at the keyboard waits after every ten (`db.tries`)."""

from pathlib import Path

from db import keys
from db.keys import Unlocked
from db.tries import counted


def unlock(folder: Path, passphrase: str, user_name: str | None = None) -> Unlocked:
    """Open a hub's keys with a passphrase.

    Args:
        folder: the hub's folder.
        passphrase: as typed.
        user_name: whose it is, in any case; None to try every account.

    Raises:
        TooManyTries: ten wrong ones in a row, and the wait after them is not over.
        WrongPassphrase: no account opens with it; the tries that are left are told.
        KnownStoreError: see `db.keys.unlock`.
    """
    with counted(folder):
        return keys.unlock(folder, passphrase, user_name)
