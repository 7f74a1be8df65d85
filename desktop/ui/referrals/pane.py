"""The pane beside the list: the steps, and whom to ring while nothing was heard."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QScrollArea, QWidget

from db.enums_referrals import ReferralStatus, StepKind
from desktop.domain.working_days import add_working_days
from desktop.services.referrals import WAITING, ReferralDetail
from desktop.ui.base.answers import AnswerButtons
from desktop.ui.base.button import Button, ButtonKind
from desktop.ui.base.card import Card
from desktop.ui.base.detail import Detail, DetailPane
from desktop.ui.base.flow import FlowLayout
from desktop.ui.base.i18n import tr
from desktop.ui.base.label import Label
from desktop.ui.base.permits import may
from desktop.ui.base.segmented import Choice
from desktop.ui.help_words import short_date
from desktop.ui.ladder_words import rungs
from desktop.ui.referrals.steps import StepsView, steps_of

_SPACE = 14


class ReferralPane(DetailPane):
    """The pane.

    Attributes:
        answers: what was heard by phone, with a letter each; None where nobody is to be rung.
        another: puts the day off; None where nobody is to be rung or they may not.

    Signals:
        heard: an answer was given (`StepKind`).
        another_day: they are to be asked on another day.
    """

    heard = Signal(object)
    another_day = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make it, empty."""
        super().__init__(parent)
        self.answers: AnswerButtons | None = None
        self.another: Button | None = None
        self._held: ReferralDetail | None = None
        self._today = date.min

    def look_at(self, held: ReferralDetail, today: date) -> None:
        """Say which referral is shown next."""
        self._held, self._today = held, today

    def show_detail(self, detail: Detail | None) -> None:
        """Show a referral: its steps, whom to ring, and the buttons under them."""
        self.answers = self.another = None
        super().show_detail(detail)
        held = self._held
        if detail is None or held is None:
            return
        area = self._parts[2]
        assert isinstance(area, QScrollArea)
        body = area.widget()
        column = body.layout() if body is not None else None
        assert isinstance(column, QBoxLayout)
        column.setSpacing(_SPACE)
        column.insertWidget(column.count() - 1, StepsView(steps_of(held, self._today)))
        if held.row.status in WAITING and may("referral.reply"):
            column.insertWidget(column.count() - 1, self._chase(held))
        if held.draft.words:
            words = Label(held.draft.words, kind="second", wrap=True)
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.insertWidget(column.count() - 1, words)

        if held.draft.rung is not None:
            layer = tr("Layer of help: {layer}.", layer=rungs()[held.draft.rung])
            said = " ".join(part for part in (layer, held.draft.rung_reason) if part)
            column.insertWidget(column.count() - 1, Label(said, kind="second", wrap=True))

    def take_keyboard(self, key: str = "") -> None:
        """Put the keyboard on the answers, where somebody is to be rung."""
        if self.answers is not None and not key:
            self.answers.buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)
            return
        super().take_keyboard(key)

    def _chase(self, held: ReferralDetail) -> Card:
        card = Card(role="note")
        column = card.column
        head = FlowLayout(line_gap=2)
        head.addWidget(Label(tr("Chase by phone"), kind="strong"))
        if may("referral.set"):
            self.another = Button(tr("Another day…"), card, kind=ButtonKind.QUIET, small=True)
            self.another.clicked.connect(self.another_day)
            head.addWidget(self.another)
        column.addLayout(head)
        row = FlowLayout(line_gap=2)
        if held.phone:
            number = Label(held.phone, kind="section")
            number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            row.addWidget(number)
        elif may("phone.see"):
            row.addWidget(Label(tr("No number on the list."), kind="second"))
        if held.contact:
            row.addWidget(Label(held.contact, kind="second", wrap=True))
        column.addLayout(row)
        self.answers = AnswerButtons(
            _choices(held, self._today), card, name=tr("What did they say?"), beside=True
        )
        self.answers.answered.connect(self.heard)
        column.addWidget(self.answers)
        return card


def _choices(held: ReferralDetail, today: date) -> list[Choice]:
    chase = tr("chase {day}", day=short_date(add_working_days(today, 1)))
    no_answer = Choice(StepKind.NO_ANSWER, tr("No answer"), "phone-off", note=chase, key="A")
    said_no = Choice(StepKind.DECLINED, tr("They said no"), "ban", note=tr("pick another partner"), key="N")
    if held.row.status is ReferralStatus.SENT:
        again = tr("print it again")
        return [
            Choice(StepKind.ACKNOWLEDGED, tr("They have it"), "circle-check", key="Y"),
            Choice(StepKind.NEVER_GOT, tr("They never got it"), "refresh", note=again, key="S"),
            no_answer,
            said_no,
        ]
    ended = Choice(StepKind.COMPLETED, tr("It has ended"), "checks", note=tr("say what came of it"), key="S")
    if held.row.status is ReferralStatus.ACKNOWLEDGED:
        dealing = Choice(StepKind.ACCEPTED, tr("They are dealing with it"), "circle-check", key="Y")
        return [dealing, ended, no_answer, said_no]
    back = Choice(StepKind.RETURNED, tr("It comes back to us"), "arrow-back-up", key="N")
    return [ended, no_answer, back]
