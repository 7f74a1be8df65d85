"""What the marks of the grid mean, under it."""

from PySide6.QtCore import QMargins
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from db.enums import Urgency
from desktop.domain.coverage import State
from desktop.ui.base.card import Glyph
from desktop.ui.base.flow import FlowLayout
from desktop.ui.base.i18n import tr
from desktop.ui.base.label import Label
from desktop.ui.base.paint import draw_urgency
from desktop.ui.base.theme import px
from desktop.ui.coverage.words import LOOKS


class _Mark(Glyph):
    """The mark of a state: its icon, or the diamond."""

    def __init__(self, state: State, parent: QWidget) -> None:
        look = LOOKS[state]
        super().__init__(look.icon, parent, tone="ok" if look.icon == "check" else look.ink, size=16)
        self._is_diamond = not look.icon

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._is_diamond:
            draw_urgency(QPainter(self), Urgency.TOMORROW, self.rect())
        else:
            super().paintEvent(event)


def make_legend(parent: QWidget) -> QWidget:
    """Make the line under the grid."""
    legend = QWidget(parent)
    row = FlowLayout(legend, margins=QMargins(20, 8, 12, 8))
    head = QWidget(legend)
    words_ = QHBoxLayout(head)
    words_.setContentsMargins(0, 0, 0, 0)
    words_.setSpacing(px(5))
    words_.addWidget(Label(tr("6 for 14"), kind="field"))
    words_.addWidget(Label(tr("means room for 6 and 14 asked"), kind="second"))
    row.addWidget(head)
    for state, words in (
        (State.GAP, tr("Gap")),
        (State.NO_ONE, tr("No one offers it")),
        (State.NOT_KNOWN, tr("Ask")),
        (State.TIGHT, tr("Tight")),
        (State.ENOUGH, tr("Enough")),
        (State.MANY, tr("3 or more offer it")),
    ):
        part = QWidget(legend)
        inner = QHBoxLayout(part)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(px(5))
        inner.addWidget(_Mark(state, part))
        inner.addWidget(Label(words, kind="second"))
        row.addWidget(part)
    return legend
