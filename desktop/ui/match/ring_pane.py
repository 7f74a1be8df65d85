"""Right of the page: whom to ring, what to say first, and what they said."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.clearance_words import condition_words
from desktop.domain.match_facts import Fit
from desktop.ui.base.answers import AnswerButtons
from desktop.ui.base.card import Glyph, Rule
from desktop.ui.base.i18n import tr
from desktop.ui.base.label import Label
from desktop.ui.base.notice import Notice
from desktop.ui.base.segmented import Choice
from desktop.ui.base.theme import px
from desktop.ui.base.tokens import Tone
from desktop.ui.match.look import ANSWERS, Look
from desktop.ui.match.words import caution, first_name, say_first

WIDTH = 316


class RingPane(QFrame):
    """One volunteer to ring.

    Signals:
        answered: the volunteer's key, and what they said (`OfferAnswer`).
    """

    answered = Signal(str, object)

    def __init__(self, look: Look, fit: Fit, after: str, parent: QWidget | None = None) -> None:
        """Show somebody.

        Args:
            look: what was read.
            fit: whom to ring; only somebody who may be given the task.
            after: the first name of who comes next; empty when there is nobody.
            parent: the owner.
        """
        super().__init__(parent)
        self._key = fit.id
        self.busy = False
        self.notice = Notice(parent=self, tone=Tone.DANGER)
        self.notice.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, px(14), 0, px(14))
        column.setSpacing(px(14))
        column.addLayout(self._number(look, fit))
        column.addWidget(Rule())
        column.addLayout(self._opening(look, fit))
        column.addWidget(Rule())
        column.addLayout(self._asked(fit, after))
        column.addStretch(1)

    def give(self, letter: str) -> None:
        """Answer by letter; letters that are no answer do nothing."""
        if letter in ANSWERS:
            self._on_answered(ANSWERS[letter])

    def refuse(self, message: str) -> None:
        """Say why the answer could not be taken, and take answers again."""
        self.notice.say(message)
        self.notice.show()

    def set_busy(self, busy: bool) -> None:
        """While an answer is being saved no other is taken."""
        self.busy = busy
        self.answers.setEnabled(not busy)

    def _number(self, look: Look, fit: Fit) -> QVBoxLayout:
        ringing = look.view.ringing.get(fit.id)
        column = _part()
        column.addWidget(Label(tr("Ring {name}", name=fit.name), self, kind="second", wrap=True))
        phone = ringing.phone if ringing else ""
        number = Label(phone or tr("No number"), self, kind="figure" if phone else "section", wrap=True)
        number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(number)
        if ringing and ringing.note:
            column.addWidget(Label(ringing.note, self, kind="second", wrap=True))
        warning = caution(look.view, fit)
        if warning:
            column.addWidget(Notice(warning.lead, warning.text, self, tone=Tone.WARN))
        for condition in fit.conditions:
            column.addWidget(Notice(tr("Only so:"), condition_words(condition) + ".", self, tone=Tone.WARN))
        return column

    def _opening(self, look: Look, fit: Fit) -> QVBoxLayout:
        column = _part()
        column.addWidget(Label(tr("What to say first"), self, kind="field"))
        quote = QFrame(self)
        quote.setProperty("role", "quote")
        row = QHBoxLayout(quote)
        row.setContentsMargins(px(12), px(2), 0, px(2))
        words = say_first(look.view.card, look.today, private=look.private)
        row.addWidget(Label(f"“{words}”", quote, kind="quote", wrap=True))
        column.addWidget(quote)
        hidden = QHBoxLayout()
        hidden.setSpacing(px(9))
        hidden.addWidget(Glyph("eye-off", self, size=16), 0, Qt.AlignmentFlag.AlignTop)
        words = tr("Name and address stay hidden until {name} says yes.", name=first_name(fit.name))
        hidden.addWidget(Label(words, self, kind="second", wrap=True), 1)
        column.addLayout(hidden)
        return column

    def _asked(self, fit: Fit, after: str) -> QVBoxLayout:
        column = _part()
        column.addWidget(
            Label(tr("What did {name} say?", name=first_name(fit.name)), self, kind="field", wrap=True)
        )
        column.addWidget(self.notice)
        on = tr("Go to {name} next", name=after) if after else tr("Noted")
        noted = tr("Noted; go to {name} next", name=after) if after else tr("Noted")
        yes, no, silent, later = ANSWERS.values()
        choices = (
            Choice(yes, tr("Yes"), "circle-check", note=tr("Assign and show the address"), key="Y"),
            Choice(no, tr("No"), "circle-x", note=on, key="N"),
            Choice(silent, tr("No answer"), "phone-off", note=noted, key="A"),
            Choice(later, tr("Will ring back"), "clock", note=tr("Hold for 15 minutes"), key="L"),
        )
        self.answers = AnswerButtons(choices, self, name=tr("What did they say?"))
        self.answers.answered.connect(self._on_answered)
        column.addWidget(self.answers)
        return column

    def _on_answered(self, answer: object) -> None:
        if not self.busy:
            self.notice.hide()
            self.answered.emit(self._key, answer)


def _part() -> QVBoxLayout:
    column = QVBoxLayout()
    column.setContentsMargins(px(16), 0, px(16), 0)
    column.setSpacing(px(9))
    return column
