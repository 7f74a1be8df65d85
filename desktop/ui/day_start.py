"""What each day of work begins with: repeats are kept eight weeks ahead, copies past their day go."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QObject, QTimer

from desktop.context import AppContext
from desktop.services.handover_series import HandoverSeries
from desktop.services.requests import Requests

FIRST_MS = 5_000
"""Only once the day is on show and the pages are loaded: nobody waits for it."""
LOOK_MS = 10 * 60_000
AT_ONCE = 100
"""Requests in one transaction, so that a call being saved never waits long behind them."""


class DayStart(QObject):
    """Sees to both when the window opens, and again once the date has changed with it open."""

    def __init__(self, context: AppContext, parent: QObject) -> None:
        """Begin soon.

        Args:
            context: the open hub.
            parent: the owner.
        """
        super().__init__(parent)
        self._context, self._requests = context, context.service(Requests)
        self._seen: date | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(FIRST_MS)

    def look(self) -> None:
        """Once a day: take copies of handovers away, ask which repeats fall short, and see to them."""
        self._timer.setInterval(LOOK_MS)
        today = self._requests.today()
        if today == self._seen:
            return
        self._seen = today
        actor, series = self._context.actor, self._context.service(HandoverSeries)
        self._context.jobs.write(lambda: series.take_away_due(actor))
        if self._context.may("task.set"):
            self._context.jobs.read(lambda: self._requests.behind(actor), self._extend)

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()

    def _extend(self, behind: Sequence[str]) -> None:
        actor = self._context.actor
        for start in range(0, len(behind), AT_ONCE):
            some = behind[start : start + AT_ONCE]
            self._context.jobs.write(partial(self._requests.extend, actor, some))
