"""The recovery card in use: its words open the hub and a new passphrase is chosen."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal

from desktop.domain.errors import DomainError
from desktop.jobs.runner import JobRunner
from desktop.ui.base.button import Button, ButtonKind
from desktop.ui.base.form import RecordForm
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr
from desktop.ui.start.frame import StartFrame


class RecoverWindow(StartFrame):
    """Asks for the words of the card and a new passphrase.

    Signals:
        recovered: what `recover` gave: the hub, open.
        left: nothing was changed.
    """

    recovered = Signal(object)
    left = Signal()

    def __init__(self, folder: Path, jobs: JobRunner, recover: Callable[[str, str], object]) -> None:
        """Make the window.

        Args:
            folder: the hub's folder.
            jobs: runs `recover` off the GUI thread.
            recover: words and new passphrase to whatever `recovered` is to carry; raises a known problem.
        """
        super().__init__(
            tr("Use the recovery card"),
            tr("Type its words in the order of their numbers, then choose a new passphrase."),
            width=560,
        )
        self._jobs, self._recover = jobs, recover
        self.form = RecordForm(
            [
                FormField("words", tr("Words"), FieldKind.MULTILINE, required=True, lines=3, max_length=400),
                FormField(
                    "passphrase", tr("New passphrase"), FieldKind.PASSPHRASE, required=True, max_length=400
                ),
                FormField(
                    "again", tr("New passphrase again"), FieldKind.PASSPHRASE, required=True, max_length=400
                ),
            ]
        )
        self.body.addWidget(self.form)
        self.open_button = Button(tr("Open the hub"), kind=ButtonKind.PRIMARY, icon="lock-open")
        back = Button(tr("Back"), kind=ButtonKind.QUIET)
        self.add_buttons(self.open_button, back)
        self.open_button.clicked.connect(self._on_open_clicked)
        back.clicked.connect(self.left)
        self.form.focus_on("words")

    def _on_open_clicked(self) -> None:
        values = self.form.collect()
        if values is None:
            return
        if values["passphrase"] != values["again"]:
            self.form.show_problem(DomainError(tr("The two are not the same. Type it again."), field="again"))
            return
        words, secret = str(values["words"]), str(values["passphrase"])
        self.open_button.setEnabled(False)
        self._jobs.write(
            lambda: self._recover(words, secret),
            self.recovered.emit,
            self.form.show_problem,
            settled=lambda: self.open_button.setEnabled(True),
        )
