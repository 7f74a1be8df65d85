"""Putting a hub back from a backup, from the app."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal

from desktop.domain.errors import DomainError
from desktop.jobs.runner import JobRunner
from desktop.services.backups import Restored
from desktop.ui.base.button import Button, ButtonKind
from desktop.ui.base.dialog import FileDialog
from desktop.ui.base.form import RecordForm
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.label import Label
from desktop.ui.base.notice import Notice
from desktop.ui.base.tokens import Tone
from desktop.ui.start.frame import StartFrame

Restore = Callable[[Path, Path, str, bool], Restored]


class RestoreWindow(StartFrame):
    """Asks for a backup, a passphrase of its day, and a name for the new folder.

    Signals:
        open_asked: open the restored hub: its folder.
        left: nothing was restored.
    """

    open_asked = Signal(object)
    left = Signal()

    def __init__(self, jobs: JobRunner, restore: Restore, folder: Path) -> None:
        """Make the window.

        Args:
            jobs: runs `restore` off the GUI thread.
            restore: backup, new folder, secret, and whether it is the words of a card.
            folder: where hubs usually lie.
        """
        super().__init__(
            tr("Restore a backup"),
            tr("The backup is opened and checked first. The hub you have now is not touched."),
            width=560,
        )
        self._jobs, self._restore, self._folder = jobs, restore, folder
        self.file: Path | None = None
        self._restored: Restored | None = None
        self.chosen = Label(tr("No backup chosen yet"), kind="second", wrap=True)
        choose = Button(tr("Choose the backup"), icon="file-import")
        choose.clicked.connect(self._on_choose_clicked)
        self.body.addWidget(choose)
        self.body.addWidget(self.chosen)
        self.form = RecordForm(_fields())
        self.form.set_values({"folder": "restored-hub"})
        self.body.addWidget(self.form)
        self.said = Notice(parent=self, tone=Tone.OK)
        self.said.hide()
        self.body.addWidget(self.said)
        self.restore_button = Button(tr("Restore"), kind=ButtonKind.PRIMARY, icon="history")
        self.open_button = Button(tr("Open it"), kind=ButtonKind.PRIMARY, icon="lock-open")
        self.open_button.hide()
        back = Button(tr("Back"), kind=ButtonKind.QUIET)
        self.add_buttons(self.restore_button, self.open_button, back)
        self.restore_button.clicked.connect(self._on_restore_clicked)
        self.open_button.clicked.connect(self._on_open_clicked)
        back.clicked.connect(self.left)

    def set_file(self, chosen: str) -> None:
        """Choose the backup."""
        self.file = Path(chosen)
        self.chosen.setText(chosen)

    def _on_choose_clicked(self) -> None:
        dialog = FileDialog(self, tr("Choose the backup"))
        dialog.setNameFilter(tr("Backups") + " (*.hubbackup)")
        dialog.fileSelected.connect(self.set_file)
        dialog.open()

    def _on_restore_clicked(self) -> None:
        values = self.form.collect()
        if values is None:
            return
        if self.file is None:
            self.form.show_problem(DomainError(tr("Choose the backup first.")))
            return
        file, to = self.file, self._folder / str(values["folder"])
        secret, words = str(values["secret"]), bool(values["words"])
        self.restore_button.setEnabled(False)
        self._jobs.write(
            lambda: self._restore(file, to, secret, words),
            self._on_restored,
            self.form.show_problem,
            settled=lambda: self.restore_button.setEnabled(True),
        )

    def _on_restored(self, restored: Restored) -> None:
        self._restored = restored
        day = f"{restored.made.astimezone():%d/%m/%Y, %H:%M}"
        self.said.say(tr("{hub} is back as it was on {day}.", hub=restored.name, day=day), _since(restored))
        self.said.show()
        self.restore_button.hide()
        self.open_button.show()

    def _on_open_clicked(self) -> None:
        if self._restored is not None:
            self.open_asked.emit(self._restored.folder)


def _since(restored: Restored) -> str:
    """What came after the backup and was made good, and what could not be."""
    found = []
    if not restored.erased_known:
        found.append(
            tr(
                "No newer backup was found: anybody erased since may be back, and anybody kept back since "
                "is not kept back."
            )
        )
    if restored.erased_again:
        again = restored.erased_again
        found.append(
            tr_count(
                "{count} record erased since was erased again.",
                "{count} records erased since were erased again.",
                again,
            )
        )
    if restored.held_again:
        held = restored.held_again
        found.append(
            tr_count(
                "{count} person kept back since is kept back again: the lead looks at it.",
                "{count} people kept back since are kept back again: the lead looks at them.",
                held,
            )
        )
    found.append(
        tr("Volunteers put on hold since are not: let the safeguarding lead look before anybody goes out.")
    )
    return " ".join(found)


def _fields() -> list[FormField]:
    return [
        FormField("folder", tr("Name of the new folder"), required=True),
        FormField(
            "secret",
            tr("Passphrase of that day"),
            FieldKind.PASSPHRASE,
            required=True,
            max_length=400,
        ),
        FormField("words", tr("These are the words of the recovery card"), FieldKind.CHECK),
    ]
