"""Right of the page once somebody said yes: what they are told, and what can be done next."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.services.offers import Given
from desktop.ui.base.button import Button, ButtonKind
from desktop.ui.base.card import Rule
from desktop.ui.base.chip import StatusLabel
from desktop.ui.base.i18n import tr
from desktop.ui.base.label import Label
from desktop.ui.base.notice import Notice
from desktop.ui.base.theme import px
from desktop.ui.base.tokens import Tone, Weight
from desktop.ui.match.look import Look
from desktop.ui.match.words import first_name


class GivenPane(QFrame):
    """Name, address, number where it may be shared, and the door note.

    Signals:
        usual_asked: make this volunteer the household's usual one.
        release_asked: take the task back.
        request_asked: go on to the request.
    """

    usual_asked = Signal()
    release_asked = Signal()
    request_asked = Signal()

    def __init__(self, look: Look, given: Given, parent: QWidget | None = None) -> None:
        """Show what was given.

        Args:
            look: what was read.
            given: what the volunteer is told.
            parent: the owner.
        """
        super().__init__(parent)
        self.notice = Notice(parent=self, tone=Tone.DANGER)
        self.notice.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(px(16), px(14), px(16), px(14))
        column.setSpacing(px(9))
        done = tr("{name} has this task", name=given.volunteer)
        column.addWidget(StatusLabel(done, self, icon="circle-check", tone=Tone.OK, weight=Weight.SEMI))
        column.addWidget(Label(tr("Tell {name}", name=first_name(given.volunteer)), self, kind="field"))
        column.addWidget(self._selectable(given.person, "title"))
        column.addWidget(self._selectable(given.address or tr("No address on record"), "quote"))
        self._add_phone(column, given)
        if given.door_note:
            column.addWidget(Label(tr("At the door"), self, kind="field"))
            column.addWidget(Label(given.door_note, self, wrap=True))
        if given.go_in_pairs:
            column.addWidget(Notice(tr("Go in pairs."), tr("Send somebody along."), self, tone=Tone.WARN))
        column.addWidget(self.notice)
        column.addWidget(Rule(self))
        self._add_buttons(column, look, given)
        column.addStretch(1)

    def refuse(self, message: str) -> None:
        """Say why something could not be done."""
        self.notice.say(message)
        self.notice.show()

    def _add_phone(self, column: QVBoxLayout, given: Given) -> None:
        if given.phone:
            column.addWidget(self._selectable(given.phone, "figure"))
        else:
            words = tr("{name} has not agreed to share a number.", name=given.person or tr("This person"))
            column.addWidget(Label(words, self, kind="second", wrap=True))

    def _add_buttons(self, column: QVBoxLayout, look: Look, given: Given) -> None:
        self.on = Button(tr("Open the request"), self, kind=ButtonKind.PRIMARY)
        self.on.clicked.connect(self.request_asked)
        column.addWidget(self.on)
        usual = look.view.matches.usual
        self.usual: Button | None = None
        if look.household_id and not (usual and usual.id == look.volunteer_id):
            words = tr("Make {name} the usual volunteer", name=first_name(given.volunteer))
            self.usual = Button(words, self, icon="heart-handshake")
            self.usual.clicked.connect(self.usual_asked)
            column.addWidget(self.usual)
        self.back = Button(tr("Take it back"), self, kind=ButtonKind.QUIET)
        self.back.clicked.connect(self.release_asked)
        column.addWidget(self.back)

    def _selectable(self, text: str, kind: str) -> Label:
        label = Label(text, self, kind=kind, wrap=True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return label
