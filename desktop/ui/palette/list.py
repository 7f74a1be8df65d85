"""The list of the palette: its model, how its rows are drawn, and its keyboard."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.ui.base.i18n import tr
from desktop.ui.base.keycap import ENTER, draw_keys, keys_width
from desktop.ui.base.paint import draw_icon
from desktop.ui.base.theme import px, theme
from desktop.ui.base.tokens import Size, Weight
from desktop.ui.palette.marks import Span
from desktop.ui.palette.rows import Row

ROW, HEAD = 44, 32
_LEFT, _RIGHT, _GAP = 18, 14, 10
Index = QModelIndex | QPersistentModelIndex


class PaletteModel(QAbstractListModel):
    """Rows and headings."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: Sequence[Row] = ()

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Rows and headings."""
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings cannot be chosen."""
        head = index.isValid() and self.rows[index.row()].is_head
        return Qt.ItemFlag.NoItemFlags if head else super().flags(index)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The words of a row, for screen readers too."""
        if index.isValid() and role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.rows[index.row()].spoken()
        return None

    def step(self, row: int, by: int) -> int:
        """The next row that can be chosen, or the one before; round at the ends. -1 where there is none."""
        for turn in range(1, len(self.rows) + 1):
            at = (row + by * turn) % len(self.rows)
            if not self.rows[at].is_head:
                return at
        return -1


class PaletteDelegate(QStyledItemDelegate):
    """Draws a row: icon, words with what was typed underlined, state and keys at the right."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Headings are lower."""
        model = index.model()
        head = isinstance(model, PaletteModel) and model.rows[index.row()].is_head
        return QSize(px(200), px(HEAD if head else ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        model = index.model()
        if not isinstance(model, PaletteModel):
            return
        row, rect = model.rows[index.row()], QRect(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(rect, theme().colour("tint" if chosen else "surface"))
        if row.is_head:
            _paint_head(painter, rect, row)
        else:
            if chosen:
                painter.fillRect(rect.left(), rect.top(), px(4), rect.height(), theme().colour("accent"))
            icon = QRect(rect.left() + px(_LEFT), rect.top(), px(18), rect.height())
            draw_icon(painter, row.icon, icon, "ink2", 18)
            right = _paint_right(painter, rect, row, chosen)
            left = rect.left() + px(48)
            _paint_words(painter, QRect(left, rect.top(), right - left, rect.height()), row)
        painter.restore()


class PaletteList(QListView):
    """The list; the keyboard stays in the field above it."""

    def __init__(self, model: PaletteModel, parent: QWidget | None = None) -> None:
        """Make it.

        Args:
            model: its rows.
            parent: the owner.
        """
        super().__init__(parent)
        self.setModel(model)
        self.setItemDelegate(PaletteDelegate(self))
        self.setAccessibleName(tr("What was found"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.setSelectionMode(QListView.SelectionMode.SingleSelection)

    def wanted_height(self) -> int:
        """Room for every row, in device-independent pixels."""
        model = self.model()
        rows = model.rows if isinstance(model, PaletteModel) else ()
        return sum(px(HEAD if row.is_head else ROW) for row in rows)


def _paint_head(painter: QPainter, rect: QRect, row: Row) -> None:
    now = theme()
    inside = rect.adjusted(px(_LEFT), px(6), -px(_RIGHT), 0)  # nearer to its own rows
    painter.setFont(now.font(Size.SECOND, Weight.SEMI))
    painter.setPen(now.colour("ink2"))
    middle = Qt.AlignmentFlag.AlignVCenter
    painter.drawText(inside, middle, row.title)
    painter.setFont(now.font(Size.SECOND))
    painter.setPen(now.colour("ink3"))
    painter.drawText(inside, int(middle | Qt.AlignmentFlag.AlignRight), row.detail)


def _paint_right(painter: QPainter, rect: QRect, row: Row, chosen: bool) -> int:
    """Draw keys and state at the right end and say where the words have to end."""
    now, right = theme(), rect.right() + 1 - px(_RIGHT)
    keys = row.keys or ((ENTER,) if chosen else ())
    if keys:
        right -= keys_width(keys)
        caps = QRect(right, rect.top(), keys_width(keys), rect.height())
        draw_keys(painter, keys, caps, now.colour("ink2"), fill="surface")
        right -= px(_GAP)
    if row.state.text:
        font = now.font(Size.BODY, Weight.MEDIUM)
        tone = str(row.state.tone or "ink2")
        right -= QFontMetrics(font).horizontalAdvance(row.state.text) + 1
        painter.setFont(font)
        painter.setPen(now.colour(tone))
        words = QRect(right, rect.top(), rect.right() - right, rect.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, row.state.text)
        right -= px(22)
        draw_icon(painter, row.state.icon, QRect(right, rect.top(), px(16), rect.height()), tone)
        right -= px(_GAP)
    return right


def _paint_words(painter: QPainter, rect: QRect, row: Row) -> None:
    now = theme()
    strong, plain = now.font(Size.BODY, Weight.SEMI), now.font(Size.SECOND)
    left = _paint_text(painter, rect, row.title, row.title_marks, strong, now.colour("ink"))
    room = QRect(left + px(_GAP), rect.top(), rect.right() - left - px(_GAP), rect.height())
    if row.detail and room.width() > px(40):
        _paint_text(painter, room, row.detail, row.detail_marks, plain, now.colour("ink2"))


def _paint_text(
    painter: QPainter, rect: QRect, text: str, marks: Sequence[Span], font: QFont, ink: QColor
) -> int:
    """Draw one text with lines under what was typed and say where it ends."""
    metrics = QFontMetrics(font)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.setFont(font)
    painter.setPen(ink)
    painter.drawText(rect, int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip), shown)
    base = rect.top() + (rect.height() + metrics.ascent() - metrics.descent()) // 2
    kept = len(text) if shown == text else max(len(shown) - 1, 0)
    for first, after in marks:
        if first < kept:
            start = metrics.horizontalAdvance(text[:first])
            wide = metrics.horizontalAdvance(text[: min(after, kept)]) - start
            painter.fillRect(rect.left() + start, base + px(3), wide, px(2), theme().colour("accent"))
    return rect.left() + metrics.horizontalAdvance(shown)
