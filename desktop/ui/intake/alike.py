"""Shown before saving: this request, or this person, may be here already. It never blocks."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.domain.duplicate_keys import Sign
from desktop.domain.phones import national
from desktop.services.duplicates import Pair
from desktop.services.intake import AlikeRequest
from desktop.ui.base.button import Button
from desktop.ui.base.card import Glyph
from desktop.ui.base.chip import StatusLabel
from desktop.ui.base.flow import FlowLayout
from desktop.ui.base.i18n import tr
from desktop.ui.base.label import Label
from desktop.ui.base.paint import box
from desktop.ui.base.theme import px, theme
from desktop.ui.base.tokens import Tone
from desktop.ui.help_words import moment_words, status_cell


class _Found(QFrame):
    """What was found: icon, name, a second line and a state."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.icon = Glyph("copy", self, size=18)
        self.name = Label("", self, kind="strong", wrap=True)
        self.second = Label("", self, kind="second", wrap=True)
        self.state = StatusLabel("", self)
        words = QVBoxLayout()
        words.setSpacing(px(1))
        for part in (self.name, self.second, self.state):
            words.addWidget(part)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(12), px(9), px(12), px(9))
        row.setSpacing(px(10))
        row.addWidget(self.icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        box(QPainter(self), self.rect(), fill="surface", edge="warnline")


class _Answer(Button):
    """A button with a little less room at its sides: two must fit beside each other."""

    def _pad(self) -> int:
        return px(8)


class AlikeNotice(QFrame):
    """The question and its two answers.

    Signals:
        same_asked: it is the one shown: its key.
        new_asked: it is another.
    """

    same_asked = Signal(str)
    new_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make it, hidden."""
        super().__init__(parent)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.key = ""
        self.about_person = False
        self._title = Label("", self, kind="section", wrap=True)
        self._words = Label("", self, kind="second", wrap=True)
        self._more = Label("", self, kind="second", wrap=True)
        self._more.hide()
        self._found = _Found(self)
        self.same = _Answer(tr("Same one: add a note"), self, keys=(tr("Alt"), "S"))
        self.new = _Answer(tr("It is new"), self, keys=(tr("Alt"), "D"))
        head = QHBoxLayout()
        head.setSpacing(px(10))
        head.addWidget(Glyph("copy", self, tone="warn", size=20), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(px(2))
        words.addWidget(self._title)
        words.addWidget(self._words)
        words.addWidget(self._more)
        head.addLayout(words, 1)
        answers = FlowLayout(gap=6)
        answers.addWidget(self.same)
        answers.addWidget(self.new)
        self._outer = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._outer.setContentsMargins(px(18), px(12), px(10), px(14))
        self._outer.setSpacing(px(10))
        self._outer.addLayout(head, 1)
        self._outer.addWidget(self._found)
        self._outer.addLayout(answers)
        self._wide = False
        self.same.clicked.connect(lambda: self.same_asked.emit(self.key))
        self.new.clicked.connect(self.new_asked)
        self.hide()

    def show_request(self, name: str, found: Sequence[AlikeRequest], today: date) -> None:
        """Ask whether the call is about a request there already is.

        Args:
            name: first name of the person.
            found: newest first; at least one.
            today: the day it is.
        """
        one = found[0]
        self._title.setText(tr("Is this the same request?"))
        who = name or tr("This household")
        self._words.setText(tr("{name} already asked for this: {need}.", name=who, need=one.need))
        self._found.icon.set_icon(one.icon)
        self._found.name.setText(one.need)
        asked = tr("R-{number} · asked {when}", number=one.number, when=moment_words(one.asked_at, today))
        self._found.second.setText(asked)
        state = status_cell(one.status, one.volunteer)
        words = tr("{name} has it", name=one.volunteer.split(" ")[0]) if one.volunteer else state.text
        self._found.state.set_state(words, state.icon, state.tone or Tone.SECOND)
        self._found.state.show()
        self.same.set_words(tr("Same one: add a note"))
        self.new.set_words(tr("It is new"))
        self._ask(one.id, about_person=False)

    def show_people(self, found: Sequence[Pair]) -> None:
        """Ask whether somebody new is somebody already here.

        Args:
            found: likeliest first; at least one.
        """
        other = found[0].b
        self._title.setText(tr("Already here?"))
        self._words.setText(tr("{signs} the same.", signs=_signs(found[0].signs)))
        self._found.icon.set_icon("user")
        self._found.name.setText(other.name or tr("No name yet"))
        numbers = " ".join(national(number) for number in other.phones[:1])
        parts = (other.address, other.postcode, numbers)
        self._found.second.setText(" · ".join(part for part in parts if part))
        self._found.state.hide()
        self.same.set_words(tr("Use this one"))
        self.new.set_words(tr("Somebody new"))
        self._ask(other.id, about_person=True)

    def set_wide(self, on: bool) -> None:
        """Stand above the form as a banner, or beside it as a card."""
        self._wide = on
        way = QBoxLayout.Direction
        self._outer.setDirection(way.LeftToRight if on else way.TopToBottom)
        self._found.setVisible(not on)
        self._more.setVisible(on)

    def dismiss(self) -> None:
        """Ask nothing."""
        self.key = ""
        self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw tint, bar and line."""
        painter, now = QPainter(self), theme()
        painter.fillRect(self.rect(), now.colour("warnbg"))
        painter.fillRect(0, 0, px(4), self.height(), now.colour("warnfill"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, now.colour("warnline"))

    def _ask(self, key: str, *, about_person: bool) -> None:
        self.key, self.about_person = key, about_person
        parts = (self._found.name.text() if about_person else "", self._found.second.text())
        self._more.setText(" · ".join(part for part in parts if part))
        self.show()


def _signs(signs: Sequence[str]) -> str:
    words = {
        Sign.PHONE: tr("Phone"),
        Sign.BIRTH: tr("Date of birth"),
        Sign.NEAR_BIRTH: tr("Date of birth almost"),
        Sign.ADDRESS: tr("Address"),
        Sign.NEAR_ADDRESS: tr("Address almost"),
        Sign.NAME: tr("Name"),
        Sign.SOUNDS_LIKE: tr("Sound of the name"),
        Sign.NICKNAME: tr("Nickname"),
        Sign.SWAPPED: tr("Names swapped"),
    }
    named = [words[Sign(sign)] for sign in signs]
    return ", ".join(named[:1] + [one[:1].lower() + one[1:] for one in named[1:]])
