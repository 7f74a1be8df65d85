"""How a long job hears that it should stop, and says how far it has got. No Qt, no store."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

REPORTS_A_SECOND = 10
"""More than this cannot be read and would only slow the job and the screen."""


class Cancelled(Exception):
    """The person asked the job to stop; nothing has gone wrong."""


class CancelToken:
    """A flag that one thread raises and another looks at."""

    def __init__(self) -> None:
        """Start not cancelled."""
        self._flag = threading.Event()

    def cancel(self) -> None:
        """Ask the job to stop at its next safe point."""
        self._flag.set()

    @property
    def cancelled(self) -> bool:
        """Whether somebody asked the job to stop."""
        return self._flag.is_set()

    def raise_if_cancelled(self) -> None:
        """Stop here if asked to.

        Raises:
            Cancelled: somebody asked the job to stop.
        """
        if self._flag.is_set():
            raise Cancelled


@dataclass(frozen=True, slots=True)
class Step:
    """How far a job has got.

    Attributes:
        done: units finished.
        total: units in all; 0 when not known.
        note: what is being done, in plain words.
    """

    done: int
    total: int
    note: str = ""


class Progress:
    """Passes a job's steps on, at most ten a second; the first and the last always go through."""

    def __init__(
        self, report: Callable[[Step], None], *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Report to a callable.

        Args:
            report: takes each step let through; called on the job's own thread.
            clock: seconds, only ever rising.
        """
        self._report = report
        self._clock = clock
        self._next_at = float("-inf")

    def __call__(self, done: int, total: int = 0, note: str = "") -> None:
        """Say how far the job has got; see `Step`."""
        now = self._clock()
        if now < self._next_at and not (total and done >= total):
            return
        self._next_at = now + 1 / REPORTS_A_SECOND
        self._report(Step(done, total, note))
