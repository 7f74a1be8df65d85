"""Hides every window of the app at once and brings them back as they were."""

from dataclasses import dataclass

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

SHOWN_WHILE_LOCKED = "shownWhileLocked"
"""A window with this property holds nothing about anybody and stays."""
_UNSEEN = Qt.WidgetAttribute.WA_DontShowOnScreen
_PASSING = (Qt.WindowType.Popup, Qt.WindowType.ToolTip)
"""Menus, lists of choices and tips: they go for good, as when anything else is clicked."""


@dataclass(frozen=True, slots=True)
class _Hidden:
    """A window out of sight, and where its keyboard was."""

    window: QWidget
    focus: QWidget | None


class Curtain(QObject):
    """While it is drawn no window shows but those that hold nothing about anybody.

    Dialogs and torn-off windows go with the main one, and so does whatever a finished job opens meanwhile.
    """

    def __init__(self, app: QApplication) -> None:
        """Make it, open.

        Args:
            app: whose windows.
        """
        super().__init__(app)
        self._app = app
        self._hidden: list[_Hidden] = []
        self.drawn = False

    def draw(self) -> None:
        """Hide every window."""
        if self.drawn:
            return
        self.drawn = True
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
            if popup.isVisible():
                break
        QToolTip.hideText()
        active = QApplication.activeModalWidget() or QApplication.activeWindow()
        shown = [one for one in QApplication.topLevelWidgets() if one.isVisible() and not _may_stay(one)]
        # The one in use comes back last and so on top; a dialog goes before the window it belongs to.
        shown.sort(key=lambda one: (one is active, _depth(one)))
        for window in reversed(shown):
            self._hide(window)
        self._hidden.reverse()
        self._app.installEventFilter(self)

    def open(self) -> None:
        """Show again what was hidden and still is there, the window in use on top and its field with it."""
        self.drawn = False
        self._app.removeEventFilter(self)
        hidden, self._hidden = self._hidden, []
        for one in hidden:
            if shiboken6.isValid(one.window):
                one.window.show()
        for one in hidden[-1:]:
            if shiboken6.isValid(one.window):
                one.window.raise_()
                one.window.activateWindow()
                if one.focus is not None and shiboken6.isValid(one.focus):
                    one.focus.setFocus(Qt.FocusReason.ActiveWindowFocusReason)

    def forget(self) -> None:
        """Let go of the windows without showing them, as when the app ends while locked."""
        self.drawn = False
        self._app.removeEventFilter(self)
        self._hidden.clear()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep out of sight what a finished job opens."""
        shows = event.type() == QEvent.Type.Show
        if shows and isinstance(watched, QWidget) and watched.isWindow() and not _may_stay(watched):
            # Qt tells of a window before the screen shows it: so neither it nor its title is ever there.
            was_unseen = watched.testAttribute(_UNSEEN)  # as a dialog is that the system draws
            watched.setAttribute(_UNSEEN, True)
            QTimer.singleShot(0, watched, lambda: self._hide_late(watched, was_unseen))
        return False

    def _hide_late(self, window: QWidget, was_unseen: bool) -> None:
        waits = window.isVisible()
        if waits:
            self._hide(window)
        window.setAttribute(_UNSEEN, was_unseen)
        if waits and not self.drawn and window.windowType() not in _PASSING:
            window.show()  # the curtain opened in between

    def _hide(self, window: QWidget) -> None:
        if window.windowType() in _PASSING:
            window.close()
            return
        if self.drawn and all(one.window is not window for one in self._hidden):
            self._hidden.append(_Hidden(window, window.focusWidget()))
        window.hide()


def _may_stay(window: QWidget) -> bool:
    return bool(window.property(SHOWN_WHILE_LOCKED))


def _depth(window: QWidget) -> int:
    above = window.parentWidget()
    return 0 if above is None else 1 + _depth(above.window())
