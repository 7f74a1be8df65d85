"""Tells whoever is at the keyboard, on whatever page, when somebody who is out gives cause for alarm."""

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QSystemTrayIcon, QWidget

from desktop.context import AppContext
from desktop.services.out_now import Outs
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.icons import icon
from desktop.ui.side_window import bring_forward

FIRST_MS = 5_000
LOOK_MS = 30_000
"""An alarm is told of within this."""


class OutWatch(QObject):
    """Looks at who is out while the window is open; each alarm is told of once.

    Signals:
        alarm: what is said, in words that name nobody: others may see this screen.
        opened: the notice outside the window was clicked.
    """

    alarm = Signal(str)
    opened = Signal()

    def __init__(self, context: AppContext, window: QWidget) -> None:
        """Begin, where whoever is at the keyboard sees to this.

        Args:
            context: the open hub.
            window: asks for attention while another is in front; the owner.
        """
        super().__init__(window)
        self._context, self._window = context, window
        self._told: frozenset[str] = frozenset()
        self._tray: QSystemTrayIcon | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        if context.may("out.set"):
            self._timer.start(FIRST_MS)

    def look(self) -> None:
        """Ask who gives cause for alarm."""
        self._timer.setInterval(LOOK_MS)
        outs, actor = self._context.service(Outs), self._context.actor
        self._context.jobs.read(lambda: outs.alarms(actor), self._on_alarms, key="out-alarms")

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()
        if self._tray is not None:
            self._tray.hide()

    def come_forward(self) -> None:
        """Bring the window to the front, with who is out."""
        bring_forward(self._window)
        self.opened.emit()

    def _on_alarms(self, found: frozenset[str]) -> None:
        new, self._told = found - self._told, found
        if new:
            words = tr_count(
                "{count} person who is out has not been heard of: see Out now",
                "{count} people who are out have not been heard of: see Out now",
                len(new),
            )
            self.alarm.emit(words)
            self._tell_outside(words)
        elif not found and self._tray is not None:
            self._tray.hide()

    def _tell_outside(self, words: str) -> None:
        """Ask for attention where another program's window is in front."""
        if QGuiApplication.applicationState().name == "ApplicationActive":
            return
        QApplication.alert(self._window)
        if not QSystemTrayIcon.isSystemTrayAvailable():
            return
        if self._tray is None:
            self._tray = QSystemTrayIcon(icon("walk"), self)
            self._tray.setToolTip(tr("Hubkeeper"))
            self._tray.messageClicked.connect(self.come_forward)
            self._tray.activated.connect(self.come_forward)
        self._tray.show()
        self._tray.showMessage(tr("Hubkeeper"), words, QSystemTrayIcon.MessageIcon.Warning)
