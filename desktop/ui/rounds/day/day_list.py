"""The list of a proposal: volunteers with their stops; J and K, or the arrows, go through it."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QWidget
from PySide6.QtWidgets import QStyleOptionViewItem as Option

from desktop.ui.base.focus import draw_halo
from desktop.ui.base.i18n import tr
from desktop.ui.base.paint import draw_icon
from desktop.ui.base.theme import px, theme
from desktop.ui.base.tokens import Size, Weight
from desktop.ui.rounds.day.lines import OUT, DayLine, LineKind
from desktop.ui.rounds.stop_list import Index, dress
from desktop.ui.rounds.stop_paint import STOP_HEIGHT, paint_face

LINE = Qt.ItemDataRole.UserRole + 1
HEAD_HEIGHT = 50
"""px at 100%."""
_LEFT, _RIGHT = 20, 14
_ONE = int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)


class DayModel(QAbstractListModel):
    """The lines."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Make it, empty."""
        super().__init__(parent)
        self.lines: list[DayLine] = []

    def set_lines(self, lines: Sequence[DayLine]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self.lines = list(lines)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many lines."""
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """One line."""
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return line.face.spoken
        return line if role == LINE else None


class _Delegate(QStyledItemDelegate):
    """Draws the lines."""

    def sizeHint(self, option: Option, index: Index) -> QSize:
        line = index.data(LINE)
        height = HEAD_HEIGHT if line.kind is LineKind.HEAD else STOP_HEIGHT
        return QSize(px(200), px(height))

    def paint(self, painter: QPainter, option: Option, index: Index) -> None:
        line: DayLine = index.data(LINE)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if line.kind is LineKind.STOP:
            paint_face(painter, option.rect, line.face, selected=selected, hovered=hovered, grip=False)
        else:
            _paint(painter, QRect(option.rect), line, selected=selected, hovered=hovered)


class DayList(QListView):
    """The list.

    Signals:
        current_changed: the volunteer and the household the keyboard is on; empty for none.
    """

    current_changed = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make it, empty.

        Args:
            parent: the owner.
        """
        super().__init__(parent)
        dress(self, tr("Who goes where"))
        self._lines = DayModel(self)
        self.setModel(self._lines)
        self.setItemDelegate(_Delegate(self))
        self.selectionModel().currentChanged.connect(self._on_current)

    def show_lines(self, lines: Sequence[DayLine]) -> None:
        """Show other lines, the keyboard on the first route."""
        self._lines.set_lines(lines)
        first = next((at for at, one in enumerate(lines) if one.volunteer != OUT), 0)
        if lines:
            self.setCurrentIndex(self._lines.index(first, 0))

    def line(self) -> DayLine | None:
        """The line the keyboard is on."""
        found = self.currentIndex().data(LINE)
        return found if isinstance(found, DayLine) else None

    def go_to(self, home: str) -> None:
        """Put the keyboard on a household."""
        for at, one in enumerate(self._lines.lines):
            if one.face.id == home and one.kind is not LineKind.HEAD:
                self.setCurrentIndex(self._lines.index(at, 0))

    def _on_current(self) -> None:
        line = self.line()
        if line is not None:
            home = "" if line.kind is LineKind.HEAD else line.face.id
            self.current_changed.emit(line.volunteer, home)

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """J and K move."""
        if not event.modifiers() and event.key() in (Qt.Key.Key_J, Qt.Key.Key_K):
            arrow = Qt.Key.Key_Down if event.key() == Qt.Key.Key_J else Qt.Key.Key_Up
            event = QKeyEvent(QEvent.Type.KeyPress, arrow, Qt.KeyboardModifier.NoModifier)
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the lines, then the ring around the one with the keyboard."""
        super().paintEvent(event)
        if self.hasFocus() and self.currentIndex().isValid():
            draw_halo(
                QPainter(self.viewport()), self.visualRect(self.currentIndex()).adjusted(5, 5, -5, -6), 2
            )


def _paint(painter: QPainter, rect: QRect, line: DayLine, *, selected: bool, hovered: bool) -> None:
    """A volunteer, the heading of those left out, or one of them."""
    now, head = theme(), line.kind is LineKind.HEAD
    painter.save()
    fill = "tint" if selected else "surface2" if head else "rowhover" if hovered else "surface"
    painter.fillRect(rect, now.colour(fill))
    painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, now.colour("line"))
    if selected:
        painter.fillRect(rect.left(), rect.top(), px(4), rect.height(), now.colour("accent"))
    warns = line.volunteer == OUT
    icon = QRect(rect.left() + px(_LEFT), rect.top(), px(18), rect.height() - 1)
    draw_icon(painter, "alert-circle" if warns else "route", icon, "warn" if warns else "accent", 18)
    room = rect.adjusted(px(_LEFT + 30), px(6), -px(_RIGHT), -px(6))
    top = QRect(room.left(), room.top(), room.width(), room.height() // 2)
    used = _text(painter, top, line.face.name, "warn" if warns and head else "ink", Size.BODY, Weight.SEMI)
    if line.face.address:
        _text(
            painter, top.adjusted(used + px(6), 0, 0, 0), line.face.address, "ink", Size.BODY, Weight.REGULAR
        )
    below = top.translated(0, top.height())
    tone = "warn" if line.kind is LineKind.OUT else "ink2"
    _text(painter, below, line.face.second, tone, Size.SECOND, Weight.REGULAR)
    painter.restore()


def _text(painter: QPainter, rect: QRect, words: str, ink: str, size: int, weight: int) -> int:
    """Draw one line of words, cut to the room; how wide they are."""
    font = theme().font(size, weight, tabular=True)
    metrics = QFontMetrics(font)
    shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, max(rect.width(), 0))
    painter.setFont(font)
    painter.setPen(theme().colour(ink))
    painter.drawText(rect, _ONE, shown)
    return metrics.horizontalAdvance(shown)
