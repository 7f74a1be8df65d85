"""Cards of the pane: somebody who could take a seat, and somebody who cannot."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.services.rota_views import CandidateLine, left_words
from desktop.ui.base.avatar import Avatar, draw_avatar
from desktop.ui.base.card import Glyph
from desktop.ui.base.i18n import tr
from desktop.ui.base.label import Label
from desktop.ui.base.paint import box
from desktop.ui.base.theme import px, theme
from desktop.ui.base.tokens import Size, Weight


class CandidateCard(QPushButton):
    """Somebody who could: name, what is left of their week, when they are free, what speaks against it.

    Signals:
        lifted: they are dragged: their line.
        held, let_go: over which place of the screen they are dragged, and let go of.
    """

    lifted = Signal(object)
    held = Signal(object)
    let_go = Signal(object)

    def __init__(self, line: CandidateLine, parent: QWidget | None = None) -> None:
        """Make it.

        Args:
            line: who.
            parent: the owner.
        """
        super().__init__(parent)
        self.line = line
        self._pressed, self._carried = QPoint(), False
        self._left = left_words(line.minutes_left)
        self._notes = [one for one in (line.note, *line.verdict.warnings) if one]
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setAutoDefault(False)
        self.setAccessibleName(", ".join([line.name, self._left, *self._notes]))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where a drag may begin."""
        self._pressed = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag them to any shift of the week."""
        far = (event.position().toPoint() - self._pressed).manhattanLength()
        if self._carried:
            self.held.emit(event.globalPosition().toPoint())
        elif event.buttons() & Qt.MouseButton.LeftButton and far >= QApplication.startDragDistance():
            self._carried = True
            self.lifted.emit(self.line)
        else:
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go of them; a click that went nowhere chooses them."""
        if self._carried:
            self._carried = False
            self.setDown(False)
            self.let_go.emit(event.globalPosition().toPoint())
        else:
            super().mouseReleaseEvent(event)

    def hasHeightForWidth(self) -> bool:
        """Long words take more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Room for name, bar and notes."""
        inner = max(width - px(56), 1)
        return px(16) + self._name_tall() + px(14) + sum(self._tall(one, inner) for one in self._notes)

    def sizeHint(self) -> QSize:
        """Three lines."""
        return QSize(px(240), self.heightForWidth(px(240)))

    def minimumSizeHint(self) -> QSize:
        """Narrow panes wrap."""
        return QSize(px(160), px(60))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        painter, now = QPainter(self), theme()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isChecked() or self.underMouse():
            painter.fillRect(self.rect(), now.colour("tint" if self.isChecked() else "hover"))
        if self.isChecked():
            painter.fillRect(QRect(0, 0, px(3), self.height()), now.colour("accent"))
        draw_avatar(painter, QRect(px(8), px(8), px(28), px(28)), self.line.name)
        inner = QRect(px(46), px(8), self.width() - px(56), self._name_tall())
        second = now.font(Size.SECOND, tabular=True)
        wide = QFontMetrics(second).horizontalAdvance(self._left)
        bold = now.font(Size.BODY, Weight.SEMI)
        painter.setFont(bold)
        painter.setPen(now.colour("ink"))
        room = inner.width() - wide - px(8)
        name = QFontMetrics(bold).elidedText(self.line.name, Qt.TextElideMode.ElideRight, room)
        painter.drawText(inner, _MIDDLE, name)
        painter.setFont(second)
        painter.setPen(now.colour("ink2"))
        painter.drawText(inner, _MIDDLE | Qt.AlignmentFlag.AlignRight, self._left)
        top = inner.bottom() + px(3)
        self._bar(painter, QRect(inner.left(), top, inner.width(), px(6)))
        top += px(10)
        for words in self._notes:
            painter.setFont(now.font(Size.SECOND))
            painter.setPen(now.colour("warn" if words in self.line.verdict.warnings else "ink2"))
            tall = self._tall(words, inner.width())
            painter.drawText(inner.left(), top, inner.width(), tall, _WRAP, words)
            top += tall

    def _bar(self, painter: QPainter, rect: QRect) -> None:
        """How much of a promised week is given already."""
        box(painter, rect, fill="surface", edge="ctl", radius=3)
        promised, left = self.line.weekly_minutes, self.line.minutes_left
        if promised and left is not None:
            share = rect.adjusted(px(1), px(1), -px(1), -px(1))
            share.setWidth(round(share.width() * max(min(1 - left / promised, 1), 0)))
            if share.width() > 0:
                painter.fillRect(share, theme().colour("accent"))

    def _name_tall(self) -> int:
        return QFontMetrics(theme().font(Size.BODY, Weight.SEMI)).height()

    @staticmethod
    def _tall(words: str, width: int) -> int:
        metrics = QFontMetrics(theme().font(Size.SECOND))
        return metrics.boundingRect(
            0, 0, max(width, 1), 10_000, int(Qt.TextFlag.TextWordWrap), words
        ).height()


_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft)


def refused_card(line: CandidateLine) -> QWidget:
    """Somebody who cannot: why, and what to do.

    Args:
        line: who.
    """
    card = QFrame()
    card.setProperty("role", "sunk")
    row = QHBoxLayout(card)
    row.setContentsMargins(px(9), px(8), px(9), px(8))
    row.setSpacing(px(9))
    row.addWidget(Avatar(line.name), 0, Qt.AlignmentFlag.AlignTop)
    column = QVBoxLayout()
    column.setSpacing(px(2))
    column.addWidget(Label(line.name, kind="strong", wrap=True))
    for why in line.verdict.blocks:
        part = QHBoxLayout()
        part.setSpacing(px(6))
        part.addWidget(Glyph("lock", tone="danger", size=15), 0, Qt.AlignmentFlag.AlignTop)
        part.addWidget(Label(why, kind="second", tone="danger", wrap=True), 1)
        column.addLayout(part)
    if line.verdict.step:
        column.addWidget(Label(line.verdict.step, kind="second", wrap=True))
    row.addLayout(column, 1)
    step = line.verdict.step or tr("cannot be given it")
    card.setAccessibleName(", ".join([line.name, *line.verdict.blocks, step]))
    return card
