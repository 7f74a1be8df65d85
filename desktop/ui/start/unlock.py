"""The lock screen: a passphrase, or the words of the recovery card."""

from collections.abc import Callable
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Locked:
    """A hub that is open behind its lock.

    Attributes:
        accounts: names of those who may open it.
        whose: the name of whoever's work is kept behind it.
        switching: somebody else is to take the keyboard.
    """

    accounts: tuple[str, ...] = ()
    whose: str = ""
    switching: bool = False


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
        unlock: Callable[..., object],
        *,
        name: str = "",
        demo_passphrase: str = "",
        locked: Locked | None = None,
    ) -> None:
        """Make the window.

        Args:
            folder: the hub's folder.
            jobs: runs `unlock` off the GUI thread: the passphrase takes a third of a second.
            unlock: passphrase, and behind a lock the account's name, to whatever `unlocked` is to carry;
                raises a known problem.
            name: the hub's name where it is known; else the folder's.
            demo_passphrase: shown for a demonstration hub, which holds nobody's data.
            locked: the hub is open behind it: whose work it is goes on with it, another begins their own.
        """
        hub = name or folder.name
        super().__init__(*_heading(locked, hub, folder))
        self._jobs, self._unlock, self._locked = jobs, unlock, locked
        if demo_passphrase:
            self._add_demo(demo_passphrase)
        asked = FormField("passphrase", tr("Passphrase"), FieldKind.PASSPHRASE, required=True, max_length=400)
        self.form = RecordForm([*_accounts(locked), asked])
        self.body.addWidget(self.form)
        self._choose(locked)
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
        self.form.focus_on("account" if locked and locked.switching and self._has_choice else "passphrase")

    @property
    def _has_choice(self) -> bool:
        return self._locked is not None and len(self._locked.accounts) > 1

    def _choose(self, locked: Locked | None) -> None:
        """Put whose work it is forward, or at a change of hands that of another."""
        if locked is not None and self._has_choice:
            others = [one for one in locked.accounts if one != locked.whose]
            self.form.set_values({"account": others[0] if locked.switching and others else locked.whose})

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
        whose = () if self._locked is None else (str(values.get("account") or self._locked.whose),)
        # A read: unlocking must not wait for a long write that went on behind the lock.
        self._jobs.read(
            lambda: self._unlock(secret, *whose),
            self._on_unlocked,
            self.form.show_problem,
            settled=self._on_settled,
        )

    def _on_unlocked(self, result: object) -> None:
        self.form.editor("passphrase").set_value("")
        self.unlocked.emit(result)

    def _on_settled(self) -> None:
        self.open_button.setEnabled(True)


def _heading(locked: Locked | None, hub: str, folder: Path) -> tuple[str, str]:
    if locked is None:
        return tr("Open {hub}", hub=hub), str(folder)
    if not locked.switching:
        return tr("{hub} is locked", hub=hub), tr("What you were doing is kept.")
    kept = tr("What {name} was doing is kept, and shown to nobody else.", name=locked.whose)
    return tr("Who takes the keyboard?"), kept


def _accounts(locked: Locked | None) -> list[FormField]:
    if locked is None or len(locked.accounts) < 2:
        return []
    names = tuple((name, name) for name in locked.accounts)
    return [FormField("account", tr("Who are you?"), FieldKind.CHOICE, required=True, choices=names)]
