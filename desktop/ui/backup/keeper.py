"""Makes a backup every hour while there are changes, and at close."""

from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.context import AppContext
from desktop.services.backups import STALE_HOURS, Backups, BackupState
from desktop.ui.base.i18n import tr

EVERY_MINUTES = 60


class BackupKeeper(QObject):
    """Looks after the backups of an open hub.

    Signals:
        state_changed: words for the status bar, and whether a backup is overdue.
        backed_up: a backup was made.

    Attributes:
        saved_seq: the last change that is in a backup.
    """

    state_changed = Signal(str, bool)
    backed_up = Signal()

    def __init__(
        self, context: AppContext, parent: QObject | None = None, since: "BackupKeeper | None" = None
    ) -> None:
        """Begin the timer.

        Args:
            context: the open hub.
            parent: the owner.
            since: of whoever was at the keyboard before: what they changed is to be backed up too.
        """
        super().__init__(parent)
        self._context = context
        self.saved_seq: int = context.hub.store.head().seq if since is None else since.saved_seq
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MINUTES * 60_000)
        self._timer.timeout.connect(self.back_up_if_changed)
        self._timer.start()

    def look(self) -> None:
        """Read how the backups stand and say so."""
        context = self._context
        backups, folder = context.service(Backups), context.hub.folder.path
        context.jobs.read(lambda: backups.state(context.actor, folder), self._on_state, key="backup-state")

    def back_up_if_changed(self) -> None:
        """Make a backup when something changed since the last one; called by the timer and at close."""
        if self._context.hub.store.head().seq > self.saved_seq:
            self.back_up()

    def back_up(self) -> None:
        """Make a backup now, off the GUI thread."""
        context = self._context
        backups, folder = context.service(Backups), context.hub.folder.path
        seq = context.hub.store.head().seq
        context.jobs.write(lambda: backups.make(context.actor, folder), lambda _: self._on_made(seq))

    def rest(self) -> None:
        """Somebody else takes the keyboard, and with it the backups."""
        self._timer.stop()

    def stop(self) -> None:
        """End the timer and make the last backup; the runner's drain waits for it."""
        self._timer.stop()
        self.back_up_if_changed()

    def _on_made(self, seq: int) -> None:
        self.saved_seq = seq
        self.look()
        self.backed_up.emit()

    def _on_state(self, state: BackupState) -> None:
        if state.last is None:
            self.state_changed.emit(tr("none yet"), True)
            return
        late = datetime.now(UTC) - state.last > timedelta(hours=STALE_HOURS)
        self.state_changed.emit(_when(state.last), late)


def _when(moment: datetime) -> str:
    local, today = moment.astimezone(), datetime.now().astimezone().date()
    if local.date() == today:
        return tr("today {time}", time=f"{local:%H:%M}")
    if local.date() == today - timedelta(days=1):
        return tr("yesterday {time}", time=f"{local:%H:%M}")
    return f"{local:%d/%m/%Y}"
