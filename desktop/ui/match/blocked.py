"""Those free in time who can't be given the task: seen, so that nobody rings them by mistake."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.match_facts import Blocked
from desktop.ui.base.avatar import Avatar
from desktop.ui.base.button import Button
from desktop.ui.base.card import Glyph, Rule
from desktop.ui.base.chip import StatusLabel
from desktop.ui.base.flow import FlowLayout
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.label import Label
from desktop.ui.base.theme import px
from desktop.ui.base.tokens import Tone, Weight
from desktop.ui.match.words import blocked_button, blocked_step, why_blocked


class BlockedPart(QWidget):
    """A heading and a card of people, each with why and what would settle it. Nothing here assigns.

    Signals:
        opened: the key of a volunteer whose record is wanted.
    """

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make it, hidden."""
        super().__init__(parent)
        self._heading = Label("", self, kind="section")
        self._hint = Label(tr("so you don’t ring them by mistake"), self, kind="second")
        self._more = Label("", self, kind="hint")
        head = QWidget(self)
        row = FlowLayout(head)
        row.addWidget(Glyph("shield-x", self, tone="danger", size=20))
        row.addWidget(self._heading)
        row.addWidget(self._hint)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(px(8))
        self._column.addWidget(head)
        self._card: QFrame | None = None
        self._column.addWidget(self._more)
        self.hide()

    def show_blocked(self, blocked: Sequence[Blocked], count: int) -> None:
        """Show people.

        Args:
            blocked: those with least lacking first.
            count: how many there are in all.
        """
        if self._card is not None:
            self._card.hide()
            self._card.deleteLater()
        self._card = QFrame(self)
        self._card.setProperty("role", "sunk")
        column = QVBoxLayout(self._card)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for at, one in enumerate(blocked):
            if at:
                column.addWidget(Rule(self._card))
            column.addWidget(self._row(one))
        self._column.insertWidget(1, self._card)
        words = tr_count("{count} can’t be given this task", "{count} can’t be given this task", count)
        self._heading.setText(words)
        hidden = count - len(blocked)
        self._more.setText(tr_count("{count} more like this.", "{count} more like these.", hidden))
        self._more.setVisible(hidden > 0)
        self.setVisible(bool(blocked))

    def _row(self, one: Blocked) -> QWidget:
        row = QWidget(self._card)
        line = QHBoxLayout(row)
        line.setContentsMargins(px(12), px(10), px(10), px(10))
        line.setSpacing(px(10))
        line.addWidget(Avatar(one.name, size=28, off=True), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(px(1))
        top = QWidget(row)
        flow = FlowLayout(top)
        flow.addWidget(Label(one.name, top, kind="strong"))
        flow.addWidget(StatusLabel(why_blocked(one), top, icon="lock", tone=Tone.DANGER, weight=Weight.SEMI))
        words.addWidget(top)
        step = blocked_step(one)
        if step:
            words.addWidget(Label(step, row, kind="second", wrap=True))
        line.addLayout(words, 1)
        verb = blocked_button(one)
        if verb:
            button = Button(verb, row)
            button.setAccessibleName(f"{verb}: {one.name}")
            button.clicked.connect(lambda: self.opened.emit(one.id))
            line.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        return row
