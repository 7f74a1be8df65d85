"""Tells when nobody has used the app for a while.

Keys and mouse reach a window before anything in it, so only the windows are watched: a filter on the whole
application would run Python for every paint and timer. Moves over a window without the keyboard are found by
looking at the pointer whenever the time is looked at.
"""

import time
from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QCursor, QGuiApplication, QWindow

PAUSE_S = 20
"""So long unused, nobody is in the middle of a word: time for what would be felt while typing."""
LOOK_MS = 10_000
"""How often the time is looked at; after the lid was shut it is this long at most until the app is locked."""

USES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseMove,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TabletMove,
        QEvent.Type.TabletPress,
    }
)


def clocks() -> tuple[float, float]:
    """Two clocks in seconds: one that nobody can set, and one that goes on while the computer sleeps."""
    return time.monotonic(), time.time()


class IdleWatch(QObject):
    """Counts the minutes since the last key, click or move.

    Signals:
        idle: nobody used the app for `minutes`; told once until it is used again.
        paused: nobody used it for `PAUSE_S`; told once until it is used again.
    """

    idle = Signal()
    paused = Signal()

    def __init__(
        self,
        app: QGuiApplication,
        minutes: int,
        read_clocks: Callable[[], tuple[float, float]] = clocks,
    ) -> None:
        """Begin to count.

        Args:
            app: its windows are watched.
            minutes: how long nobody may use it; at least 1.
            read_clocks: the time by clocks of which the one that went furthest counts.
        """
        super().__init__(app)
        self.minutes = minutes
        self._read_clocks = read_clocks
        self._used = read_clocks()
        self._pointer = QCursor.pos()
        self._told = self._paused = False
        self._window: QWindow | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        self._following = app.focusWindowChanged.connect(self._watch)
        self._watch(app.focusWindow())

    def look(self) -> None:
        """Say so when the time is up; the timer calls it."""
        pointer = QCursor.pos()
        if pointer != self._pointer:
            self._pointer = pointer
            self.use()
        elif self._is_over() and not self._told:
            self._told = True
            self.idle.emit()
        if not self._paused and self._unused() >= PAUSE_S:
            self._paused = True
            self.paused.emit()

    def use(self) -> None:
        """Somebody used the app. What comes after the time was up, as on a woken laptop, does not count."""
        if self._is_over() and not self._told:
            self._told = True
            self.idle.emit()
            return
        self.begin_again()

    def begin_again(self) -> None:
        """Count from now, as after unlocking."""
        self._used = self._read_clocks()
        self._told = self._paused = False

    def stop(self) -> None:
        """Count no more, whatever windows come after."""
        self._timer.stop()
        QObject.disconnect(self._following)
        self._watch(None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note a key, a click or a move."""
        if event.type() in USES:
            self.use()
        return False

    def _is_over(self) -> bool:
        return self._unused() >= 60 * self.minutes

    def _unused(self) -> float:
        return max(now - then for now, then in zip(self._read_clocks(), self._used, strict=True))

    def _watch(self, window: QWindow | None) -> None:
        if self._window is not None and shiboken6.isValid(self._window):
            self._window.removeEventFilter(self)
        self._window = window
        if window is not None:
            window.installEventFilter(self)
