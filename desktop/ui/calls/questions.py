"""What is asked on a call: a few answers, each by one digit."""

from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from desktop.ui.base.card import Card, Rule
from desktop.ui.base.i18n import tr
from desktop.ui.base.label import Label
from desktop.ui.base.segmented import Choice, Segmented
from desktop.ui.base.theme import px
from desktop.ui.calls.words import far_choices, mood_choices, seen_choices


class Answers(NamedTuple):
    """What was answered; None for what was not."""

    mood: object = None
    eating: object = None
    warm: object = None
    seen_anyone: object = None


class _Question(QWidget):
    """One question and its answers."""

    answered = Signal()

    def __init__(self, words: str, choices: list[Choice], parent: QWidget) -> None:
        super().__init__(parent)
        self.words = Label(words, self, kind="strong", wrap=True)
        self.answer = Segmented(choices, self, name=words, pad=10)
        self._keys = {one.key: one.value for one in choices}
        self.row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(px(6))
        self.row.addWidget(self.words, 1)
        self.row.addWidget(self.answer)
        self.answer.chosen.connect(lambda _value: self.answered.emit())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit answers and goes on to the next question."""
        if event.text() in self._keys and not event.modifiers():
            self.answer.set_value(self._keys[event.text()])
            self.answered.emit()
            self.focusNextChild()
            return
        super().keyPressEvent(event)


class Questions(Card):
    """The card of questions.

    Signals:
        edited: an answer was given.
    """

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make them, with nothing answered."""
        super().__init__(parent, pad=10)
        self._how = _Question(tr("How are they today?"), mood_choices(), self)
        self._eating = _Question(tr("Eating and drinking?"), far_choices(), self)
        self._warm = _Question(tr("Warm enough at home?"), far_choices(), self)
        self._seen = _Question(tr("Seen anyone since last time?"), seen_choices(), self)
        self.column.setSpacing(px(6))
        for at, one in enumerate(self._all()):
            if at:
                self.column.addWidget(Rule(self))
            self.column.addWidget(one)
            one.answered.connect(self.edited)

    def begin(self, called: str, *, is_first: bool) -> None:
        """Ask about somebody; nothing is answered.

        Args:
            called: the name they go by.
            is_first: whether it is the first call.
        """
        words = tr("How is {name} today?", name=called)
        self._how.words.setText(words)
        self._how.answer.setAccessibleName(words)
        seen = tr("Seen anyone this week?") if is_first else tr("Seen anyone since last time?")
        self._seen.words.setText(seen)
        self._seen.answer.setAccessibleName(seen)
        self.set_answers(Answers())

    def answers(self) -> Answers:
        """What was answered."""
        return Answers(*(one.answer.value() for one in self._all()))

    def set_answers(self, answers: Answers) -> None:
        """Put answers in without telling anybody."""
        for one, value in zip(self._all(), answers, strict=True):
            one.answer.set_value(value)

    def set_stacked(self, stacked: bool) -> None:
        """Put questions above their answers, or beside them."""
        ways = QBoxLayout.Direction
        for one in self._all():
            one.row.setDirection(ways.TopToBottom if stacked else ways.LeftToRight)

    def take_keyboard(self) -> None:
        """Put the keyboard on the first answer."""
        self._how.answer.setFocus()

    def _all(self) -> tuple[_Question, ...]:
        return self._how, self._eating, self._warm, self._seen
