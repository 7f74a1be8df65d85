"""What the lead decides: one of four, whether the person agreed, why, and the day to look again."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from db.enums_concerns import Agreed, NextStep
from desktop.domain.concerns import Decision, check_decision
from desktop.domain.errors import DomainError
from desktop.ui.base.dates import parse_date
from desktop.ui.base.field import Field, TextArea
from desktop.ui.base.i18n import tr
from desktop.ui.base.label import Label
from desktop.ui.base.paint import box
from desktop.ui.base.segmented import Choice, Segmented
from desktop.ui.base.theme import px, theme
from desktop.ui.base.tokens import Radius, Size, Weight
from desktop.ui.concerns.parts import Question, SideBySide
from desktop.ui.concerns.words import choices


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A decision half written: kept while concerns are hidden, and only as long as the page lives."""

    step: NextStep | None
    agreed: Agreed | None
    why: str
    review: str


class StepCard(QPushButton):
    """One thing to decide: a circle, its words and what it means."""

    def __init__(self, step: NextStep, title: str, note: str, parent: QWidget | None = None) -> None:
        """Make it, not chosen.

        Args:
            step: what is decided.
            title: its words.
            note: what it means.
            parent: the owner.
        """
        super().__init__(title, parent)
        self.step, self._note = step, note
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setAccessibleName(title)
        self.setAccessibleDescription(note)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def say(self, title: str) -> None:
        """Call it otherwise."""
        self.setText(title)
        self.setAccessibleName(title)

    def hasHeightForWidth(self) -> bool:
        """Its words go on to further lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Room for title and note."""
        title, note = self._rooms(width)
        return px(9) + title.height() + note.height() + px(11)

    def sizeHint(self) -> QSize:
        """Half of the page's middle."""
        return QSize(px(230), self.heightForWidth(px(230)))

    def minimumSizeHint(self) -> QSize:
        """It may be narrow."""
        return QSize(px(150), self.heightForWidth(max(self.width(), px(150))))

    def _rooms(self, width: int) -> tuple[QRect, QRect]:
        room = max(width - px(38) - px(10), px(60))
        wrap = Qt.TextFlag.TextWordWrap.value
        wide = QRect(0, 0, room, 10_000)
        bold = QFontMetrics(theme().font(Size.BODY, Weight.SEMI))
        plain = QFontMetrics(theme().font(Size.SECOND))
        return bold.boundingRect(wide, wrap, self.text()), plain.boundingRect(wide, wrap, self._note)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the card; plum where it is chosen."""
        painter, now, on = QPainter(self), theme(), self.isChecked()
        fill = "restrbg" if on else "hover" if self.underMouse() else "surface"
        edge = "restrfill" if on else "ctl"
        box(painter, self.rect(), fill=fill, edge=edge, radius=Radius.CARD, width=2 if on else 1)
        centre = QPointF(px(20), px(19))
        painter.setPen(QPen(now.colour("restrfill" if on else "ctl"), 2 if on else 1))
        painter.setBrush(now.colour("surface"))
        painter.drawEllipse(centre, px(8), px(8))
        if on:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(now.colour("restrfill"))
            painter.drawEllipse(centre, px(4), px(4))
        title, note = self._rooms(self.width())
        room = self.width() - px(38) - px(10)
        wrap = Qt.TextFlag.TextWordWrap.value
        painter.setFont(now.font(Size.BODY, Weight.SEMI))
        painter.setPen(now.colour("ink"))
        painter.drawText(QRectF(px(38), px(9), room, title.height()), wrap, self.text())
        painter.setFont(now.font(Size.SECOND))
        painter.setPen(now.colour("ink2"))
        painter.drawText(QRectF(px(38), px(9) + title.height(), room, note.height()), wrap, self._note)


class DecisionForm(QWidget):
    """The questions of a decision.

    Signals:
        changed: something was chosen or typed.
    """

    changed = Signal()

    def __init__(self, name: str, today: date, parent: QWidget | None = None) -> None:
        """Ask, nothing decided.

        Args:
            name: how the person is called.
            today: the day it is.
            parent: the owner.
        """
        super().__init__(parent)
        self._today = today
        self._group = QButtonGroup(self)
        self.cards: dict[NextStep, StepCard] = {}
        for step, title, note in (
            (
                NextStep.TALK_FIRST,
                tr("Talk to {name} first", name=name),
                tr("Ring or visit with someone they trust"),
            ),
            (NextStep.REFER, tr("Tell the council"), tr("Social care, by phone today")),
            (NextStep.WATCH, tr("Keep watching"), tr("Set a day to look again")),
            (NextStep.NOTHING_MORE, tr("No further action"), tr("Nothing more is needed, and why")),
        ):
            card = StepCard(step, title, note, self)
            self._group.addButton(card)
            self.cards[step] = card
        asked = tr("Has {name} agreed to this?", name=name)
        self.agreed = Segmented([Choice(one, words) for one, words in choices(Agreed)], name=asked)
        self.why = TextArea(lines=3, max_length=20_000)
        self.review = Field(max_length=40, hint=tr("such as 23 Nov"))
        self._agreed = Question(asked, self.agreed)
        self._why = Question(tr("Why this decision?"), self.why)
        self._review = Question(tr("Look again on"), self.review)
        self._build()
        self._group.buttonClicked.connect(self._on_step)
        self.agreed.chosen.connect(self.changed)
        self.why.textChanged.connect(self._on_typed)
        self.review.textChanged.connect(self._on_typed)

    def decision(self) -> Decision | None:
        """What is decided; None after saying beside its question what is missing."""
        self._why.block.clear()
        self._review.block.clear()
        step, agreed = self._step(), self.agreed.value()
        if step is None:
            first = self.cards[NextStep.TALK_FIRST]
            first.setFocus(Qt.FocusReason.OtherFocusReason)
            self.missing.setText(tr("Choose what you will do."))
            self.missing.show()
            return None
        try:
            typed = self.review.text().strip()
            review = parse_date(typed, self._today) if typed else None
        except DomainError as problem:
            self._review.block.say(problem.user_message)
            self.review.setFocus(Qt.FocusReason.OtherFocusReason)
            return None
        made = Decision(
            step,
            agreed if isinstance(agreed, Agreed) else Agreed.NOT_ASKED,
            self.why.toPlainText().strip(),
            review,
        )
        try:
            check_decision(made)
        except DomainError as problem:
            at = self._review if problem.field == "review_on" else self._why
            at.block.say(problem.user_message)
            at.field.setFocus(Qt.FocusReason.OtherFocusReason)
            return None
        return made

    def unfinished(self) -> Unfinished | None:
        """What is half written; None where nothing is."""
        agreed = self.agreed.value()
        made = Unfinished(
            self._step(),
            agreed if isinstance(agreed, Agreed) else None,
            self.why.toPlainText(),
            self.review.text(),
        )
        return made if made != Unfinished(None, None, "", "") else None

    def restore(self, half: Unfinished) -> None:
        """Go on with what was half written."""
        if half.step is not None:
            self.cards[half.step].setChecked(True)
        self.agreed.set_value(half.agreed)
        self.why.setPlainText(half.why)
        self.review.setText(half.review)

    def _step(self) -> NextStep | None:
        chosen = self._group.checkedButton()
        return chosen.step if isinstance(chosen, StepCard) else None

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(10))
        column.addWidget(Label(tr("What will you do?"), kind="field"))
        self.missing = Label("", kind="wrong", wrap=True)
        self.missing.hide()
        column.addWidget(self.missing)
        grid = QGridLayout()
        grid.setSpacing(px(8))
        for at, card in enumerate(self.cards.values()):
            grid.addWidget(card, at // 2, at % 2)
        column.addLayout(grid)
        advice = Label(
            tr(
                "You can report without agreement if someone may be at risk and cannot protect themselves, or"
                " others are at risk. Write why."
            ),
            kind="second",
            wrap=True,
        )
        column.addWidget(SideBySide(self._agreed, advice))
        column.addWidget(self._why)
        self._review.setMaximumWidth(px(240))
        column.addWidget(self._review)

    def _on_step(self, _button: QPushButton) -> None:
        self.missing.hide()
        self.changed.emit()

    def _on_typed(self) -> None:
        self._why.block.clear()
        self._review.block.clear()
        self.changed.emit()
