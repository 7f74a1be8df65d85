"""The first question: is somebody in danger right now, and whom to ring then."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from db.enums_concerns import Danger
from desktop.ui.base.card import Glyph
from desktop.ui.base.flow import FlowLayout
from desktop.ui.base.i18n import tr
from desktop.ui.base.label import Label, Sentence, Strong
from desktop.ui.base.paint import edged_box
from desktop.ui.base.segmented import Choice, Segmented
from desktop.ui.base.spoken import announce
from desktop.ui.base.theme import px
from desktop.ui.concerns.words import say


class DangerCard(QFrame):
    """The question, its answer, and "Ring 999 now" large where the answer is yes.

    Signals:
        chosen: it was answered.
    """

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Ask, not answered.

        Args:
            parent: the owner.
        """
        super().__init__(parent)
        asked = tr("Is someone in danger right now?")
        offered = [Choice(one, say(one)) for one in (Danger.YES, Danger.NO, Danger.UNKNOWN)]
        self.answer = Segmented(offered, name=asked)
        self.ring = Label(tr("Ring 999 now"), self, kind="figure", tone="danger")
        self.then = Sentence(parent=self)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(20), px(14), px(14), px(14))
        row.setSpacing(px(12))
        row.addWidget(Glyph("urgent", self, tone="danger", size=20), 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(px(9))
        column.addWidget(Label(asked, self, kind="section", wrap=True))
        line = FlowLayout(gap=14)
        line.addWidget(self.answer)
        line.addWidget(self.ring)
        column.addLayout(line)
        column.addWidget(self.then)
        row.addLayout(column, 1)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.answer.chosen.connect(self._on_chosen)
        self._show()

    def value(self) -> Danger:
        """The answer."""
        chosen = self.answer.value()
        return chosen if isinstance(chosen, Danger) else Danger.NOT_ASKED

    def set_value(self, danger: Danger) -> None:
        """Show an answer."""
        self.answer.set_value(danger)
        self._show()

    def sizeHint(self) -> QSize:
        """As tall as its words need."""
        return QSize(px(400), self.heightForWidth(max(self.width(), px(400))))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the box and its red edge."""
        fill = "dangerbg" if self.value() is Danger.YES else "surface"
        edge = "dangerline" if self.value() is Danger.YES else "line"
        edged_box(QPainter(self), self.rect(), fill=fill, edge=edge, bar="dangerfill", radius=8)

    def _on_chosen(self) -> None:
        self._show()
        if self.value() is Danger.YES:
            announce(self, f"{self.ring.text()}. {self.then.plain()}")
        self.chosen.emit()

    def _show(self) -> None:
        yes = self.value() is Danger.YES
        self.ring.setVisible(yes)
        if yes:
            self.then.set_parts(
                tr("Say where the person is. Then come back and send this: your words are kept.")
            )
        else:
            self.then.set_parts(
                tr("If yes: ring"),
                Strong("999"),
                tr("first. Then come back, your words are kept. Police when it is not urgent:"),
                Strong("101"),
            )
        self.updateGeometry()
        self.update()
