"""The lock of an open hub: its windows out of sight, a passphrase before they come back."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from desktop.jobs.runner import JobRunner
from desktop.ui.start.curtain import SHOWN_WHILE_LOCKED, Curtain
from desktop.ui.start.unlock import Locked, UnlockWindow


class HubLocker(QObject):
    """Locks and unlocks the windows of a hub; what runs behind them goes on.

    Signals:
        taken: what `unlock` gave: somebody typed their own passphrase. Whoever listens opens the windows,
            or puts others in their place.
        unlocked: the windows are back.
    """

    taken = Signal(object)
    unlocked = Signal()

    def __init__(
        self, folder: Path, name: str, jobs: JobRunner, unlock: Callable[[str, str], object]
    ) -> None:
        """Make it, unlocked.

        Args:
            folder: the hub's folder.
            name: as the hub calls itself.
            jobs: runs `unlock` off the GUI thread.
            unlock: takes a passphrase and the account's name; raises a known problem unless it opens.
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

    def lock(self, accounts: Sequence[str] = (), whose: str = "", *, switching: bool = False) -> None:
        """Hide every window and ask for a passphrase; harmless when locked.

        Args:
            accounts: who may type theirs; asked for where there are several.
            whose: the work that is kept meanwhile.
            switching: somebody else is to take the keyboard.
        """
        if self.window is not None:
            return
        window = UnlockWindow(
            self._folder,
            self._jobs,
            self._unlock,
            name=self._name,
            locked=Locked(tuple(accounts), whose, switching),
        )
        window.setProperty(SHOWN_WHILE_LOCKED, True)
        window.unlocked.connect(self.taken)
        self.window = window
        self._curtain.draw()
        window.show()
        window.activateWindow()

    def open(self) -> None:
        """Show the windows again as they were."""
        self._curtain.open()
        self._take_away()
        self.unlocked.emit()

    def forget(self) -> None:
        """Let go without showing anything: the app ends while locked, or another's window is to be shown."""
        self._curtain.forget()
        self._take_away()

    def show_problem(self, problem: Exception) -> None:
        """Say why somebody cannot take the keyboard."""
        if self.window is not None:
            self.window.form.show_problem(problem)

    def _take_away(self) -> None:
        window, self.window = self.window, None
        if window is not None:
            window.close()
            window.deleteLater()
