"""Break-glass: restricted records opened for half an hour by who is at the keyboard, with a reason.

What opens is ordinary: the checks of a volunteer, and a private need with its words. Concerns never open this
way: no verb of theirs asks for it. The right lives in the memory of the app and in no file, so nothing brings
it back after the app has ended. It ends by the hub's clock and by the computer's uptime, whichever is first;
a clock set back ends it at once.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from db.models import ViewEntry
from db.store import Store

MINUTES = 30
_SAME_LOOK = timedelta(minutes=1)
"""A screen that draws a record again is no second look at it."""


@dataclass(frozen=True, slots=True)
class Open:
    """Restricted records, open now.

    Attributes:
        id: of the opening.
        reason: as typed.
        since: when it began.
        until: when it ends at the latest.
    """

    id: str
    reason: str
    since: datetime
    until: datetime


def ends(begun: datetime) -> datetime:
    """When an opening is over at the latest."""
    return begun + timedelta(minutes=MINUTES)


class Glass:
    """What one account at the keyboard has opened; asked by any thread."""

    def __init__(self, clock: Callable[[], datetime], uptime: Callable[[], float] = time.monotonic) -> None:
        """Begin with nothing open.

        Args:
            clock: the hub's.
            uptime: seconds since the computer was started.
        """
        self._clock, self._uptime = clock, uptime
        self._guard = threading.Lock()
        self._open: Open | None = None
        self._begun = 0.0
        self._latest: datetime | None = None
        self._looks: dict[tuple[str, str], datetime] = {}

    def begin(self, opening_id: str, reason: str, now: datetime) -> Open:
        """Open, until half an hour from now.

        Args:
            opening_id: the record of it.
            reason: as typed.
            now: by the hub's clock.
        """
        with self._guard:
            self._open = Open(opening_id, reason, now, ends(now))
            self._begun, self._latest = self._uptime(), now
            self._looks.clear()
            return self._open

    def end(self) -> Open | None:
        """Close; what was open until now."""
        with self._guard:
            was, self._open = self._open, None
            return was

    def opened(self) -> Open | None:
        """What is open at this moment; nothing once it has ended, whatever the clock says later."""
        with self._guard:
            if self._open is None or self._latest is None:
                return None
            now = self._clock()
            late = now >= self._open.until or self._uptime() - self._begun >= MINUTES * 60
            if late or now < self._latest:
                self._open = None
            self._latest = now
            return self._open

    def is_new_look(self, entity: str, row_id: str) -> bool:
        """Whether looking at a record now is a look of its own."""
        with self._guard:
            last = self._looks.get((entity, row_id))
            return last is None or self._clock() - last >= _SAME_LOOK

    def looked(self, entity: str, row_id: str) -> None:
        """A look at a record is on record."""
        with self._guard:
            self._looks[entity, row_id] = self._clock()


def record_look(
    store: Store, user_id: str, glass: Glass, entity: str, row_id: str, what: str, now: datetime
) -> bool:
    """Record a look at a restricted record; before it is shown, so that none goes unrecorded.

    Args:
        store: the hub's.
        user_id: who looks.
        glass: what they opened.
        entity: the record's table.
        row_id: its key.
        what: what of it was closed to them.
        now: by the hub's clock.

    Returns:
        Whether the record may be shown.

    Raises:
        KnownStoreError: the look could not be recorded; nothing may be shown.
    """
    opened = glass.opened()
    if opened is None:
        return False
    if glass.is_new_look(entity, row_id):
        with store.write(user_id) as work:
            work.add(
                ViewEntry(
                    at=now,
                    by_id=user_id,
                    entity=entity,
                    row_id=row_id,
                    what=what,
                    reason=opened.reason,
                    opening_id=opened.id,
                )
            )
        glass.looked(entity, row_id)
    return True
