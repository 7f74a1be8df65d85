"""The lock of an open hub: its windows out of sight, a passphrase before they come back."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from desktop.jobs.runner import JobRunner
from desktop.ui.start.curtain import SHOWN_WHILE_LOCKED, Curtain
from desktop.ui.start.unlock import UnlockWindow


class HubLocker(QObject):
    """Locks and unlocks the windows of a hub; what runs behind them goes on.

    Signals:
        unlocked: the windows are back.
    """

    unlocked = Signal()

    def __init__(self, folder: Path, name: str, jobs: JobRunner, unlock: Callable[[str], object]) -> None:
        """Make it, unlocked.

        Args:
            folder: the hub's folder.
            name: as the hub calls itself.
            jobs: runs `unlock` off the GUI thread.
            unlock: takes the passphrase; raises a known problem unless it is that of whose work is open.
        """
        super().__init__()
        self._folder, self._name, self._jobs, self._unlock = folder, name, jobs, unlock
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self._curtain = Curtain(app)
        self.window: UnlockWindow | None = None

    @property
    def locked(self) -> bool:
        """Whether the windows are out of sight."""
        return self.window is not None

    def lock(self) -> None:
        """Hide every window and ask for the passphrase; harmless when locked."""
        if self.window is not None:
            return
        window = UnlockWindow(self._folder, self._jobs, self._unlock, name=self._name, locked=True)
        window.setProperty(SHOWN_WHILE_LOCKED, True)
        window.unlocked.connect(self._on_unlocked)
        self.window = window
        self._curtain.draw()
        window.show()
        window.activateWindow()

    def forget(self) -> None:
        """The app ends while locked: let go without showing anything."""
        self._curtain.forget()
        self._take_away()

    def _on_unlocked(self, _result: object) -> None:
        self._curtain.open()
        self._take_away()
        self.unlocked.emit()

    def _take_away(self) -> None:
        window, self.window = self.window, None
        if window is not None:
            window.close()
            window.deleteLater()
