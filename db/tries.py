"""Wrong passphrases counted, and a wait after every ten in a row.

The count lies in the hub's folder, so that closing the app does not end it. Time is the computer's uptime,
which no clock setting moves: since a restart at least the uptime has passed, and no more than that is
believed. Whoever can change files could take the count away, but then also guess at a copy of ``keys.json``:
against that stands what a single guess costs (`db.wrapping`). This is for whoever sits at the keyboard.
"""

import json
import math
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from db.atomic import write_private
from db.errors import KnownStoreError, WrongPassphrase
from db.folder import HubFolder

FREE = 10
"""Wrong ones in a row before each wait."""
FIRST_WAIT = 300
LONGEST_WAIT = 3_600
"""Seconds; each wait is twice the one before it."""
_TOLD = 5
"""How many tries before a wait its coming is told."""

_unwritten: dict[Path, "_Count"] = {}
"""Counts of folders that cannot be written to, for as long as this process lives."""


class TooManyTries(WrongPassphrase):
    """Ten wrong passphrases in a row; nothing is tried until the wait is over, not even the right one.

    Args:
        seconds: how much of the wait is left.
    """

    def __init__(self, seconds: float) -> None:
        """Say how long to wait."""
        self.seconds = seconds
        minutes = math.ceil(seconds / 60)
        wait = "a minute" if minutes == 1 else f"{minutes} minutes"
        super().__init__(
            "That was the wrong passphrase too often.",
            f"Wait {wait}, then try again. The recovery card opens the hub meanwhile.",
            tries_left=0,
        )


class _Count(NamedTuple):
    """Wrong ones in a row, and the uptime at the last."""

    wrong: int = 0
    at: float = 0.0


@contextmanager
def counted(folder: Path, uptime: Callable[[], float] = time.monotonic) -> Iterator[None]:
    """Count a try at a passphrase; it is counted before it is made, so that ending the app saves none.

    Args:
        folder: the hub's folder.
        uptime: seconds since the computer was started.

    Yields:
        For the try itself: a `WrongPassphrase` out of the block counts, success begins anew, and any other
        problem leaves the count as it was.

    Raises:
        TooManyTries: the wait is not over.
        WrongPassphrase: from the block, with the tries that are left.
    """
    before = _read(folder)
    left = _wait_left(before, uptime())
    if left > 0:
        raise TooManyTries(left)
    now = _Count(before.wrong + 1, uptime())
    _write(folder, now)
    try:
        yield
    except WrongPassphrase as problem:
        _tell(problem, now.wrong)
        raise
    except BaseException:
        _write(folder, before)
        raise
    _write(folder, _Count())


def _wait_of(wrong: int) -> int:
    """The wait after so many wrong ones in a row, in seconds."""
    if wrong < FREE or wrong % FREE:
        return 0
    return int(min(FIRST_WAIT * 2 ** min(wrong // FREE - 1, 10), LONGEST_WAIT))


def _wait_left(count: _Count, now: float) -> float:
    """What is left of a wait. An uptime smaller than the one noted means a restart since."""
    passed = now - count.at if now >= count.at else now
    return _wait_of(count.wrong) - passed


def _tell(problem: WrongPassphrase, wrong: int) -> None:
    problem.tries_left = -wrong % FREE
    wait = _wait_of(wrong + problem.tries_left) // 60
    if problem.tries_left == 0:
        problem.remedy = f"Wait {wait} minutes, then try again. The recovery card opens the hub meanwhile."
    elif problem.tries_left <= _TOLD:
        tries = "1 try" if problem.tries_left == 1 else f"{problem.tries_left} tries"
        problem.remedy = f"{problem.remedy} {tries} left before a wait of {wait} minutes."


def _read(folder: Path) -> _Count:
    held = _unwritten.get(folder)
    if held is not None:
        return held
    try:
        found = json.loads(HubFolder(folder).tries.read_bytes())
        wrong, at = found["wrong"], found["at"]
        if type(wrong) is int and wrong >= 0 and type(at) is float and math.isfinite(at):
            return _Count(wrong, at)
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        pass
    return _Count()


def _write(folder: Path, count: _Count) -> None:
    """Keep a count; in memory where the folder cannot be written to."""
    file = HubFolder(folder).tries
    _unwritten.pop(folder, None)
    try:
        if count.wrong:
            write_private(file, json.dumps(count._asdict()).encode("ascii"))
        else:
            file.unlink(missing_ok=True)
    except (KnownStoreError, OSError):
        _unwritten[folder] = count
