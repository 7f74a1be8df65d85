"""A keyboard and nothing else: keys go to the window in front, as from a real one."""

from collections import Counter
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.app import App

Key = Qt.Key
PLAIN = Qt.KeyboardModifier.NoModifier
HELD = {
    "Ctrl": Qt.KeyboardModifier.ControlModifier,
    "Alt": Qt.KeyboardModifier.AltModifier,
    "Shift": Qt.KeyboardModifier.ShiftModifier,
}
NAMED = {"Enter": Key.Key_Return, "Esc": Key.Key_Escape, "Shift+Tab": Key.Key_Backtab}


class Keyboard:
    """Presses keys as a person would and waits until the app is quiet.

    Attributes:
        typed: how many letters and figures of what was said.
        pressed: every other key, by its name.
    """

    def __init__(self, app: App, wait_until: Callable[[Callable[[], bool]], object]) -> None:
        """Lay hands on an app.

        Args:
            app: whose windows.
            wait_until: waits for something to come true, and fails where it does not.
        """
        self.app, self._wait_until = app, wait_until
        self.typed = 0
        self.pressed: Counter[str] = Counter()

    def press(self, *keys: str) -> None:
        """Press keys one after the other, such as ``"Tab"``, ``"Ctrl+Enter"`` or ``"j"``."""
        for keyed in keys:
            *names, last = keyed.split("+") if len(keyed) > 1 else [keyed]
            held = PLAIN
            for name in names:
                held |= HELD[name]
            self.pressed[keyed] += 1
            if not names and len(last) == 1:
                self._send(ord(last), held)
            else:
                self._send(NAMED.get(keyed) or NAMED.get(last) or QKeySequence(last)[0].key(), held)
            self.quiet()

    def type(self, words: str) -> None:
        """Type words, letter by letter."""
        self.typed += len(words)
        for letter in words:
            self._send(ord(letter), PLAIN)
        self.quiet()

    def go_to(self, wanted: QWidget, *, key: str = "Tab", most: int = 30) -> None:
        """Press a key until the keyboard is in a widget; fails where it never gets there."""
        for _ in range(most):
            if self.is_in(wanted):
                return
            self.press(key)
        raise AssertionError(f"{most} times {key}, and not in {wanted.accessibleName() or wanted}")

    def is_in(self, wanted: QWidget) -> bool:
        """Whether the keyboard is in a widget."""
        self._window_in_front()
        at = QApplication.focusWidget()
        return at is not None and (at is wanted or wanted.isAncestorOf(at))

    def at(self) -> QWidget | None:
        """Where the keyboard is."""
        return QApplication.focusWidget()

    def quiet(self) -> None:
        """Wait until every answer has come, and those that its answers began."""
        calm = 0
        while calm < 3:
            self._wait_until(lambda: self.app.jobs.pending == 0)
            QApplication.processEvents()
            calm = calm + 1 if self.app.jobs.pending == 0 else 0

    def _send(self, key: Key | int, held: Qt.KeyboardModifier) -> None:
        QTest.keyClick(self._window_in_front(), key, held)

    def _window_in_front(self) -> QWindow:
        """The window with the keyboard; when one closes the one below it gets it, as on any desktop."""
        found = QGuiApplication.focusWindow()
        if found is not None and found.isVisible():
            return found
        locked = self.app.locker.window if self.app.locker is not None else None
        below = QApplication.activeModalWidget() or locked or self.app.window
        assert below is not None
        if found is None:  # else a list of suggestions went, and its field has the keyboard still
            below.activateWindow()
            self._wait_until(below.isActiveWindow)
        return below.windowHandle()
