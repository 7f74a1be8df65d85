"""The lock screen: a passphrase, or the words of the recovery card."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit

from desktop.jobs.runner import JobRunner
from desktop.ui.base.button import Button, ButtonKind
from desktop.ui.base.form import RecordForm
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr
from desktop.ui.base.label import Label
from desktop.ui.base.notice import Notice
from desktop.ui.base.tokens import Tone
from desktop.ui.start.frame import StartFrame


class UnlockWindow(StartFrame):
    """Asks for the passphrase of one hub.

    Signals:
        unlocked: what `unlock` gave.
        card_asked: use the recovery card.
        other_asked: choose, make or restore another hub.
    """

    unlocked = Signal(object)
    card_asked = Signal()
    other_asked = Signal()

    def __init__(
        self,
        folder: Path,
        jobs: JobRunner,
        unlock: Callable[[str], object],
        *,
        name: str = "",
        demo_passphrase: str = "",
        locked: bool = False,
    ) -> None:
        """Make the window.

        Args:
            folder: the hub's folder.
            jobs: runs `unlock` off the GUI thread: the passphrase takes a third of a second.
            unlock: passphrase to whatever `unlocked` is to carry; raises a known problem.
            name: the hub's name where it is known; else the folder's.
            demo_passphrase: shown for a demonstration hub, which holds nobody's data.
            locked: the hub is open behind it, and only whose work it is can go on.
        """
        hub = name or folder.name
        if locked:
            super().__init__(tr("{hub} is locked", hub=hub), tr("What you were doing is kept."))
        else:
            super().__init__(tr("Open {hub}", hub=hub), str(folder))
        self._jobs, self._unlock = jobs, unlock
        if demo_passphrase:
            self._add_demo(demo_passphrase)
        self.form = RecordForm(
            [FormField("passphrase", tr("Passphrase"), FieldKind.PASSPHRASE, required=True, max_length=400)]
        )
        self.body.addWidget(self.form)
        verb = tr("Unlock") if locked else tr("Open")
        self.open_button = Button(verb, kind=ButtonKind.PRIMARY, icon="lock-open")
        self.card_button = Button(tr("Use the recovery card"), kind=ButtonKind.QUIET)
        self.other_button = Button(tr("Another hub"), kind=ButtonKind.QUIET)
        self.add_buttons(self.open_button, self.card_button, self.other_button)
        if locked:
            self.other_button.hide()
            self.card_button.hide()
        self.open_button.clicked.connect(self._on_open_clicked)
        self.card_button.clicked.connect(self.card_asked)
        self.other_button.clicked.connect(self.other_asked)
        line = self.form.editor("passphrase").widget
        assert isinstance(line, QLineEdit)
        line.returnPressed.connect(self._on_open_clicked)
        QShortcut(QKeySequence("Ctrl+Return"), self, self._on_open_clicked)
        self.form.focus_on("passphrase")

    def _add_demo(self, passphrase: str) -> None:
        note = Notice(tr("This is a demonstration. Nobody in it is real."), parent=self, tone=Tone.INFO)
        self.body.addWidget(note)
        shown = Label(tr("Its passphrase is: {words}", words=passphrase), kind="strong", wrap=True)
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.body.addWidget(shown)

    def _on_open_clicked(self) -> None:
        values = self.form.collect()
        if values is None or not self.open_button.isEnabled():
            return
        self.open_button.setEnabled(False)
        secret = str(values["passphrase"])
        # A read: unlocking must not wait for a long write that went on behind the lock.
        self._jobs.read(
            lambda: self._unlock(secret), self._on_unlocked, self.form.show_problem, settled=self._on_settled
        )

    def _on_unlocked(self, result: object) -> None:
        self.form.set_values({"passphrase": ""})
        self.unlocked.emit(result)

    def _on_settled(self) -> None:
        self.open_button.setEnabled(True)
