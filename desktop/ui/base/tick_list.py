"""A long list of which each line can be ticked or not, and some cannot: what is done to whom, one by one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.ui.base.focus import draw_halo
from desktop.ui.base.i18n import tr
from desktop.ui.base.paint import box, draw_icon
from desktop.ui.base.theme import px, theme
from desktop.ui.base.tokens import Radius, Size, Weight

Index = QModelIndex | QPersistentModelIndex
_ROW = int(Qt.ItemDataRole.UserRole)
_SPOKEN = int(Qt.ItemDataRole.AccessibleTextRole)
_SHOWN = int(Qt.ItemDataRole.DisplayRole)
_TICK = int(Qt.ItemDataRole.CheckStateRole)
_HEIGHT, _SIDE, _LEFT = 48, 18, 42
_MARK = ((4.8, 9.2), (7.7, 12.1), (13.2, 6.4))


@dataclass(frozen=True, slots=True)
class TickRow:
    """One line.

    Attributes:
        key: what it stands for.
        words: the line in strong type.
        note: below it.
        can: whether it can be ticked; what cannot says why in its note.
        warn: the note is something to think of.
    """

    key: str
    words: str
    note: str = ""
    can: bool = True
    warn: bool = False


class _Rows(QAbstractListModel):
    """The lines and their ticks."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: Sequence[TickRow] = ()
        self.ticked: set[str] = set()

    def set_rows(self, rows: Sequence[TickRow], ticked: Iterable[str]) -> None:
        self.beginResetModel()
        self.rows, self.ticked = list(rows), set(ticked)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        can = index.isValid() and self.rows[index.row()].can
        return flags | Qt.ItemFlag.ItemIsUserCheckable if can else flags

    def data(self, index: Index, role: int = _SHOWN) -> Any:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == _ROW:
            return row
        if role == _TICK and row.can:
            return Qt.CheckState.Checked if row.key in self.ticked else Qt.CheckState.Unchecked
        if role == _SPOKEN:
            return self._spoken(row)
        return row.words if role == _SHOWN else None

    def _spoken(self, row: TickRow) -> str:
        state = tr("ticked") if row.key in self.ticked else tr("not ticked")
        parts = (row.words, state if row.can else tr("stays behind"), row.note)
        return ", ".join(part for part in parts if part)


class _Delegate(QStyledItemDelegate):
    """Draws a line: its tick, its words, what is to be said of it."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(px(200), px(_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row, rect = index.data(_ROW), QRect(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        over = bool(option.state & QStyle.StateFlag.State_MouseOver) and row.can
        painter.fillRect(rect, theme().colour("rowhover" if over else "surface"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme().colour("line"))
        mark = QRect(
            rect.left() + px(12), rect.top() + (rect.height() - px(_SIDE)) // 2, px(_SIDE), px(_SIDE)
        )
        if not row.can:
            draw_icon(painter, "ban", mark, "ink2")
        else:
            _draw_tick(painter, mark, on=index.data(_TICK) == Qt.CheckState.Checked)
        room = QRect(rect.left() + px(_LEFT), rect.top() + px(5), rect.width() - px(_LEFT + 10), px(19))
        _text(painter, room, row.words, "ink" if row.can else "ink2", Size.BODY, Weight.SEMI)
        room.moveTop(room.top() + px(19))
        _text(painter, room, row.note, "warn" if row.warn else "ink2", Size.SECOND, Weight.REGULAR)
        painter.restore()


class TickList(QListView):
    """The list. Arrow keys or J and K move, Space or a click ticks; what cannot be ticked says why.

    Signals:
        ticked: how many are ticked, whenever that may have changed.
        turned: the key of a line somebody ticked or unticked, and which.
    """

    ticked = Signal(int)
    turned = Signal(str, bool)

    def __init__(self, parent: QWidget | None = None, *, name: str) -> None:
        """Make it, empty.

        Args:
            parent: the owner.
            name: what is listed; read aloud.
        """
        super().__init__(parent)
        self._made = _Rows(self)
        self.setModel(self._made)
        self.setItemDelegate(_Delegate(self))
        self.setAccessibleName(name)
        self.setProperty("halo", "none")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setUniformItemSizes(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setMinimumHeight(px(3 * _HEIGHT))

    def show_rows(self, rows: Sequence[TickRow], ticked: Iterable[str]) -> None:
        """Show other lines.

        Args:
            rows: in order.
            ticked: keys of those that begin ticked; what cannot be is passed over.
        """
        at = max(self.currentIndex().row(), 0)
        can = {one.key for one in rows if one.can}
        self._made.set_rows(rows, can & set(ticked))
        if rows:
            self.setCurrentIndex(self._made.index(min(at, len(rows) - 1), 0))
        self.ticked.emit(len(self._made.ticked))

    def rows(self) -> Sequence[TickRow]:
        """The lines, as they are shown."""
        return self._made.rows

    def chosen(self) -> list[str]:
        """Keys of what is ticked, in the order of the list."""
        return [one.key for one in self._made.rows if one.key in self._made.ticked]

    def set_ticked(self, key: str, on: bool) -> None:
        """Tick a line or not; one that cannot be ticked stays as it is."""
        place = next((at for at, one in enumerate(self._made.rows) if one.key == key and one.can), -1)
        if place < 0:
            return
        (self._made.ticked.add if on else self._made.ticked.discard)(key)
        index = self._made.index(place, 0)
        self._made.dataChanged.emit(index, index, [_TICK, _SPOKEN])
        self.ticked.emit(len(self._made.ticked))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks; J and K move."""
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if plain and event.key() == Qt.Key.Key_Space:
            self._turn(self.currentIndex())
            return
        if plain and event.key() in (Qt.Key.Key_J, Qt.Key.Key_K):
            arrow = Qt.Key.Key_Down if event.key() == Qt.Key.Key_J else Qt.Key.Key_Up
            event = QKeyEvent(QEvent.Type.KeyPress, arrow, Qt.KeyboardModifier.NoModifier)
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click anywhere on the line ticks it."""
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self._turn(self.indexAt(event.position().toPoint()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the lines, then the ring around the one with the keyboard."""
        super().paintEvent(event)
        if self.hasFocus() and self.currentIndex().isValid():
            draw_halo(
                QPainter(self.viewport()), self.visualRect(self.currentIndex()).adjusted(5, 5, -5, -6), 2
            )

    def _turn(self, index: Index) -> None:
        row = index.data(_ROW)
        if row is not None and row.can:
            on = row.key not in self._made.ticked
            self.turned.emit(row.key, on)
            self.set_ticked(row.key, on)


def _draw_tick(painter: QPainter, rect: QRect, *, on: bool) -> None:
    if not on:
        box(painter, rect, fill="surface", edge="ctl", radius=Radius.BOX)
        return
    box(painter, rect, fill="accent", radius=Radius.BOX)
    unit = rect.width() / _SIDE
    pen = QPen(theme().colour("onaccent"), 2 * unit)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    for (x1, y1), (x2, y2) in pairwise(_MARK):
        corner = QPointF(rect.topLeft())
        painter.drawLine(corner + QPointF(x1, y1) * unit, corner + QPointF(x2, y2) * unit)


def _text(painter: QPainter, rect: QRect, words: str, ink: str, size: int, weight: int) -> None:
    font = theme().font(size, weight)
    painter.setFont(font)
    painter.setPen(theme().colour(ink))
    shown = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), shown)
