"""How cells are drawn: urgency shapes, icons, people, states and chips, with one look for rows."""

from functools import lru_cache

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.ui.base.avatar import draw_avatar
from desktop.ui.base.chip import draw_chip
from desktop.ui.base.columns import Cell, CellKind, Column
from desktop.ui.base.id_table import IdTableModel
from desktop.ui.base.paint import draw_icon, draw_urgency, urgency_tone
from desktop.ui.base.theme import px, theme
from desktop.ui.base.tokens import Size, Tone, Weight

Index = QModelIndex | QPersistentModelIndex
_WEIGHTS = {
    CellKind.STRONG: Weight.SEMI,
    CellKind.NEED_ICON: Weight.SEMI,
    CellKind.PERSON: Weight.MEDIUM,
    CellKind.STATUS: Weight.MEDIUM,
}
_FIRST_PAD, _PAD = 18, 8


@lru_cache(maxsize=8192)
def _elided(text: str, width: int, weight: int, size: int) -> str:
    """Cut a text to a width; asked again at every paint, so kept. `size` is only part of the key."""
    metrics = QFontMetrics(theme().font(Size.BODY, weight, tabular=True))
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)


class RecordDelegate(QStyledItemDelegate):
    """Draws every cell of a `RecordTable`: the row's state behind, the cell's parts in front."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Make it.

        Args:
            parent: the owner.
        """
        super().__init__(parent)
        self.hovered_row = -1

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Row height of the density chosen."""
        return QSize(px(80), theme().row_height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        model = index.model()
        if not isinstance(model, IdTableModel):
            super().paint(painter, option, index)
            return
        rect: QRect = option.rect
        row, at = index.row(), index.column()
        painter.save()
        if model.is_head(row):
            self._paint_head(painter, rect, model.head_text(row))
        else:
            selected = bool(option.state & QStyle.StateFlag.State_Selected)
            self._paint_back(painter, rect, row, at, selected)
            inner = rect.adjusted(px(_FIRST_PAD if at == 0 else _PAD), 0, -px(2), -1)
            self._paint_cell(painter, inner, model.columns[at], model.cell_at(row, at))
        painter.restore()

    def _paint_head(self, painter: QPainter, rect: QRect, text: str) -> None:
        now = theme()
        painter.fillRect(rect, now.colour("sunk"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, now.colour("line"))
        painter.setFont(now.font(Size.SECOND, Weight.SEMI))
        painter.setPen(now.colour("ink2"))
        painter.drawText(rect.adjusted(px(_FIRST_PAD), 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, text)

    def _paint_back(self, painter: QPainter, rect: QRect, row: int, column: int, selected: bool) -> None:
        now = theme()
        fill = "tint" if selected else "rowhover" if row == self.hovered_row else "surface"
        painter.fillRect(rect, now.colour(fill))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, now.colour("line"))
        if selected and column == 0:
            painter.fillRect(rect.left(), rect.top(), px(4), rect.height(), now.colour("accent"))

    def _paint_cell(self, painter: QPainter, rect: QRect, column: Column, cell: Cell) -> None:
        kind = column.kind
        if kind is CellKind.CHIP and cell.text:
            draw_chip(painter, rect, cell.text, cell.icon, cell.tone or Tone.NEUT)
            return
        tone = str(cell.tone) if cell.tone else "ink2" if kind is CellKind.SECOND else "ink"
        weight = Weight.SEMI if cell.bold else _WEIGHTS.get(kind, Weight.REGULAR)
        if cell.urgency is not None:
            tone, weight = urgency_tone(cell.urgency)
        left = rect.left() + self._paint_mark(painter, rect, kind, cell, tone)
        words = QRect(left, rect.top(), rect.right() - left + 1, rect.height())
        now = theme()
        font: QFont = now.font(Size.BODY, weight, tabular=True)
        if cell.second:
            words = self._paint_second(painter, words, cell.second)
        painter.setFont(font)
        painter.setPen(now.colour(tone))
        side = Qt.AlignmentFlag.AlignRight if column.align_right else Qt.AlignmentFlag.AlignLeft
        shown = _elided(cell.text, words.width(), weight, now.scale)
        painter.drawText(words, int(side | Qt.AlignmentFlag.AlignVCenter), shown)

    def _paint_second(self, painter: QPainter, words: QRect, text: str) -> QRect:
        """Draw the quieter line and say what room is left above it."""
        now, half = theme(), words.height() // 2
        below = words.adjusted(0, half, 0, -px(3))
        painter.setFont(now.font(Size.SECOND))
        painter.setPen(now.colour("ink2"))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, below.width())
        painter.drawText(below, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)
        return words.adjusted(0, px(4), 0, -half)

    def _paint_mark(self, painter: QPainter, rect: QRect, kind: CellKind, cell: Cell, tone: str) -> int:
        """Draw what comes before the words and say how much room it took."""
        if cell.urgency is not None:
            draw_urgency(painter, cell.urgency, QRect(rect.left(), rect.top(), px(14), rect.height()))
            return px(20)
        if kind is CellKind.PERSON:
            side = px(28)
            top = rect.top() + (rect.height() - side) // 2
            draw_avatar(painter, QRect(rect.left() - px(2), top, side, side), cell.text)
            return side + px(7)
        if cell.icon:
            size = 18 if kind is CellKind.NEED_ICON else 16
            ink = tone if kind is CellKind.STATUS or cell.tone else "ink2"
            draw_icon(painter, cell.icon, QRect(rect.left(), rect.top(), px(size), rect.height()), ink, size)
            return px(size) + px(7 if kind is CellKind.NEED_ICON else 6)
        return 0
