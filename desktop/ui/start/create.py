"""One form that makes a hub."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal

from db.enums import Nation
from desktop.domain.errors import DomainError
from desktop.jobs.runner import JobRunner
from desktop.services.hubs import NewHub
from desktop.ui.base.button import Button, ButtonKind
from desktop.ui.base.form import RecordForm
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr
from desktop.ui.base.label import Label
from desktop.ui.start.frame import StartFrame


def nations() -> list[tuple[Nation, str]]:
    """The four nations, in words."""
    return [
        (Nation.ENGLAND, tr("England")),
        (Nation.WALES, tr("Wales")),
        (Nation.SCOTLAND, tr("Scotland")),
        (Nation.NORTHERN_IRELAND, tr("Northern Ireland")),
    ]


class CreateWindow(StartFrame):
    """Makes a hub.

    Signals:
        made: the hub's folder, the passphrase typed, and the recovery words.
        left: nothing was made.
    """

    made = Signal(object, str, str)
    left = Signal()

    def __init__(self, jobs: JobRunner, make: Callable[[Path, NewHub, str], str], folder: Path) -> None:
        """Make the window.

        Args:
            jobs: runs `make` off the GUI thread.
            make: folder, what was asked and passphrase to the recovery words; raises a known problem.
            folder: where hubs usually lie; the hub's own folder is made inside.
        """
        super().__init__(
            tr("Make a hub"), tr("A name, where you are, and a passphrase. The rest can wait."), width=560
        )
        self._jobs, self._make, self._parent_folder = jobs, make, folder
        self.form = RecordForm(_fields())
        self.body.addWidget(self.form)
        self.body.addWidget(
            Label(tr("It will lie in {folder}", folder=str(folder)), kind="second", wrap=True)
        )
        self.make_button = Button(tr("Make the hub"), kind=ButtonKind.PRIMARY, icon="check")
        back = Button(tr("Back"), kind=ButtonKind.QUIET)
        self.add_buttons(self.make_button, back)
        self.make_button.clicked.connect(self._on_make_clicked)
        back.clicked.connect(self.left)
        self.form.focus_on("name")

    def _on_make_clicked(self) -> None:
        values = self.form.collect()
        if values is None:
            return
        if values["passphrase"] != values["again"]:
            self.form.show_problem(DomainError(tr("The two are not the same. Type it again."), field="again"))
            return
        wanted = NewHub(
            name=values["name"],
            nation=values["nation"],
            postcode=values["postcode"] or "",
            phone=values["phone"] or "",
            safeguarding_phone=values["safeguarding_phone"] or "",
            lead_name=values["lead_name"] or "",
            user_name=values["user_name"],
        )
        folder = self._parent_folder / folder_name(wanted.name)
        secret = str(values["passphrase"])
        self.make_button.setEnabled(False)
        self._jobs.write(
            lambda: self._make(folder, wanted, secret),
            lambda words: self.made.emit(folder, secret, words),
            self.form.show_problem,
            settled=lambda: self.make_button.setEnabled(True),
        )


def folder_name(name: str) -> str:
    """A folder's name from a hub's: letters and figures, dashes between."""
    plain = "".join(letter if letter.isalnum() else " " for letter in name)
    return "-".join(plain.split()) or "hub"


def _fields() -> list[FormField]:
    return [
        FormField("name", tr("Name of the hub"), hint=tr("Printed on every sheet"), required=True),
        FormField(
            "nation", tr("Where it works"), FieldKind.CHOICE, choices=nations(), required=True, half=True
        ),
        FormField("postcode", tr("Postcode"), FieldKind.POSTCODE, half=True),
        FormField("phone", tr("Hub's phone"), FieldKind.PHONE, half=True),
        FormField("safeguarding_phone", tr("Safeguarding phone"), FieldKind.PHONE, half=True),
        FormField("lead_name", tr("Safeguarding lead"), half=True),
        FormField("user_name", tr("Your name"), required=True, half=True),
        FormField(
            "passphrase",
            tr("Passphrase"),
            FieldKind.PASSPHRASE,
            hint=tr("At least 12 letters. Three or four unrelated words are good."),
            required=True,
            max_length=400,
        ),
        FormField("again", tr("Passphrase again"), FieldKind.PASSPHRASE, required=True, max_length=400),
    ]
