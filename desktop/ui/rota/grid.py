"""The week as a grid: a line for each job or person, a column for each day."""

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import QModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
    QWidget,
)

from desktop.services.rota import Spot
from desktop.services.rota_landings import Landing
from desktop.services.rota_views import WeekView
from desktop.ui.base.i18n import tr
from desktop.ui.base.label import Label
from desktop.ui.base.paint import box, draw_icon
from desktop.ui.base.permits import may
from desktop.ui.base.theme import px, theme
from desktop.ui.base.tokens import Size, Weight
from desktop.ui.rota.dragging import draw_landing, kind_of, why_words
from desktop.ui.rota.grid_heads import DayHeader, NameHeader
from desktop.ui.rota.week_model import CELL, GridLine, Index, WeekModel
from desktop.ui.rota.words import LINES, Chip, Mark

CHIP, GAP, PAD = 24, 4, 6
HEAD, COLUMN, NAMES = 44, 84, 168
"""Height of a chip, room between chips and around them, of the head, least width of columns: px at 100%."""


class WeekGrid(QTableView):
    """The week on screen.

    Signals:
        chosen: the keyboard is on another cell: keys of its shifts.
        opened: Enter or a double click on a cell.
        lifted: somebody is dragged from their seat or from the pane: who, with the seat they have.
        dropped: who was let go of, the key of the shift, and of whoever they were let go of over.
    """

    chosen = Signal(object)
    opened = Signal()
    lifted = Signal(object)
    dropped = Signal(object, str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make it, empty."""
        self.corner: Label | None = None
        super().__init__(parent)
        self.setAccessibleName(tr("The week"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("role", "canvas")
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.carried: Spot | None = None
        self.landings: Mapping[str, Landing] | None = None
        self._pressed = QPoint()
        self.records = WeekModel(self)
        self.setModel(self.records)
        self.setItemDelegate(_CellPainter(self))
        self.setHorizontalHeader(DayHeader(Qt.Orientation.Horizontal, self))
        self.setVerticalHeader(NameHeader(Qt.Orientation.Vertical, self))
        self.activated.connect(lambda _index: self.opened.emit())
        self.corner = Label("", self, kind="second")
        self.corner.setIndent(px(16))
        theme().changed.connect(self.fit)

    def set_week(self, view: WeekView, lines: Sequence[GridLine], today: date, want: str = "") -> None:
        """Show a week, the keyboard on the shift wanted, or where it was."""
        at = self.currentIndex()
        row, column = at.row(), at.column()
        keys = (want, *self.keys()) if want else self.keys()
        self.records.set_week(view, lines, today)
        self.fit()
        found = next((one for key in keys if (one := self.records.find(key)).isValid()), QModelIndex())
        if not found.isValid() and 0 <= row < len(lines) and not want:
            found = self.records.index(row, max(column, 0))
        if not found.isValid():
            found = self._first()
        self.setCurrentIndex(found)

    def set_corner(self, words: str) -> None:
        """Say what the lines are of."""
        if self.corner is not None:
            self.corner.setText(words)

    def keys(self) -> tuple[str, ...]:
        """Keys of the shifts in the cell the keyboard is on."""
        cell = self.records.cell(self.currentIndex())
        return cell.keys if cell else ()

    def day(self) -> date | None:
        """The day the keyboard is on."""
        index = self.currentIndex()
        return self.records.day(index.column()) if index.isValid() else None

    def line(self) -> GridLine | None:
        """The line the keyboard is on."""
        index = self.currentIndex()
        return self.records.lines[index.row()] if index.isValid() else None

    def select_key(self, key: str) -> bool:
        """Put the keyboard on a shift; whether it is shown."""
        index = self.records.find(key)
        if index.isValid():
            self.setCurrentIndex(index)
        return index.isValid()

    def fit(self) -> None:
        """Give lines and columns the room their words need."""
        self.verticalHeader().setFixedWidth(self._names_width())
        self.horizontalHeader().setFixedHeight(px(HEAD))
        for row, line in enumerate(self.records.lines):
            most = max([len(line.notes), *(len(one.chips) for one in line.cells)], default=1)
            tall = px(2 * PAD) + min(max(most, 1), LINES) * px(CHIP + GAP)
            self.setRowHeight(row, max(tall, px(18 * (1 + len(line.notes)) + 2 * PAD)))
        self._fit_columns()
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Days share the room."""
        super().resizeEvent(event)
        self._fit_columns()

    def updateGeometries(self) -> None:
        """Say over the names what they are of."""
        super().updateGeometries()
        if self.corner is not None:
            wide, tall = self.verticalHeader().width(), self.horizontalHeader().height()
            self.corner.setGeometry(self.frameWidth(), self.frameWidth(), wide, tall)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the cells on the ground of the window."""
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), theme().colour("surface"))
        painter.end()
        super().paintEvent(event)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell which cell the keyboard is on."""
        super().currentChanged(current, previous)
        cell = self.records.cell(current)
        if cell is not None:
            self.chosen.emit(cell.keys)

    # somebody dragged

    def show_landings(self, found: Mapping[str, Landing]) -> None:
        """Mark where whoever is dragged could land, unless they were let go of meanwhile."""
        if self.carried is not None:
            self.landings = found
            self.viewport().update()

    def lift(self, spot: Spot) -> None:
        """Let somebody be dragged: from their seat, or from beside the week."""
        self.carried, self.landings = spot, None
        self.setCursor(Qt.CursorShape.DragMoveCursor)
        self.setFocus(Qt.FocusReason.MouseFocusReason)  # Esc puts them back
        self.lifted.emit(spot)

    def hold(self, at: QPoint) -> bool:
        """Say over a place of the viewport whether they may be put there, and why not.

        Returns:
            Whether they may be let go of there.
        """
        key, over = self._target(at)
        landing = (self.landings or {}).get(key)
        if self.landings is not None:
            QToolTip.showText(self.viewport().mapToGlobal(at), why_words(landing) if key else "", self)
        fits = bool(key) and (self.landings is None or kind_of(landing) != "no" or bool(over))
        self.setCursor(Qt.CursorShape.DragMoveCursor if fits else Qt.CursorShape.ForbiddenCursor)
        return fits

    def let_go(self, at: QPoint) -> None:
        """Tell who was let go of, and over what."""
        spot, (key, over) = self.carried, self._target(at)
        if spot is not None and key and self.viewport().rect().contains(at):
            self.dropped.emit(spot, key, over if over != spot.volunteer_id else "")
        self.put_back()

    def put_back(self) -> None:
        """Nobody is dragged any more."""
        self.carried = self.landings = None
        self.unsetCursor()
        QToolTip.hideText()
        self.viewport().update()

    def chip_at(self, at: QPoint) -> Chip | None:
        """The line of a cell at a place."""
        index = self.indexAt(at)
        cell = self.records.cell(index)
        if cell is None:
            return None
        row = (at.y() - self.visualRect(index).top() - px(PAD)) // px(CHIP + GAP)
        return cell.chips[row] if 0 <= row < len(cell.chips) else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where a drag may begin."""
        self._pressed = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag whoever the button went down on."""
        at = event.position().toPoint()
        if self.carried is not None:
            self.hold(at)
            return
        day, chip = self.records.day(self.indexAt(self._pressed).column()), self.chip_at(self._pressed)
        held = event.buttons() & Qt.MouseButton.LeftButton and may("rota.set")
        far = (at - self._pressed).manhattanLength() >= QApplication.startDragDistance()
        if held and chip is not None and chip.who and day is not None and day >= self.records.today:
            if far:
                self.lift(Spot(chip.seat, day, chip.who))
        else:
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go of whoever is dragged."""
        if self.carried is not None:
            self.let_go(event.position().toPoint())
        else:
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc puts back whoever is dragged."""
        if self.carried is not None and event.key() == Qt.Key.Key_Escape:
            self.put_back()
        else:
            super().keyPressEvent(event)

    def _target(self, at: QPoint) -> tuple[str, str]:
        """Key of the shift at a place, and of whoever stands there."""
        cell, chip = self.records.cell(self.indexAt(at)), self.chip_at(at)
        return (cell.keys[0] if cell and cell.keys else "", chip.who if chip else "")

    def _first(self) -> QModelIndex:
        """The first gap from today on, or the first cell."""
        view = self.records.view
        for column in range(self.records.columnCount()):
            day = self.records.day(column)
            if view is None or day is None or day < self.records.today:
                continue
            for row, line in enumerate(self.records.lines):
                if any(one.mark is Mark.GAP for one in line.cells[column].chips):
                    return self.records.index(row, column)
        return self.records.index(0, 0)

    def _names_width(self) -> int:
        bold = QFontMetrics(theme().font(Size.BODY, Weight.SEMI))
        second = QFontMetrics(theme().font(Size.SECOND))
        wide = [px(NAMES)]
        for line in self.records.lines:
            wide.append(bold.horizontalAdvance(line.name) + px(58))
            wide += [second.horizontalAdvance(one) + px(58) for one in line.notes]
        return min(max(wide), px(210))

    def _fit_columns(self) -> None:
        room = self.viewport().width() // 7
        for column in range(self.records.columnCount()):
            self.setColumnWidth(column, max(px(COLUMN), room))


_LOOKS = {
    Mark.ON: ("surface", "line2", "ink", Weight.MEDIUM),
    Mark.DONE: ("sunk", "", "ink2", Weight.REGULAR),
    Mark.ABSENT: ("warnbg", "warn", "warn", Weight.MEDIUM),
    Mark.GAP: ("surface", "danger", "danger", Weight.BOLD),
    Mark.CLASH: ("warnbg", "warn", "warn", Weight.BOLD),
    Mark.UNCLEARED: ("warnbg", "warn", "warn", Weight.BOLD),
    Mark.CANCELLED: ("sunk", "", "ink2", Weight.REGULAR),
}


class _CellPainter(QStyledItemDelegate):
    """Draws a day of a job: its people and what is missing, one under the other."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        view = self.parent()
        cell = index.data(CELL)
        if cell is None or not isinstance(view, WeekGrid):
            return
        painter.save()
        now, rect = theme(), option.rect
        is_today = view.records.day(index.column()) == view.records.today
        ground = "tint" if is_today else "surface" if cell.keys else "canvas"
        painter.fillRect(rect, now.colour(ground))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), now.colour("line"))
        painter.fillRect(QRect(rect.right(), rect.top(), 1, rect.height()), now.colour("line"))
        if not cell.keys:
            painter.setPen(now.colour("ink2"))
            painter.setFont(now.font(Size.BODY))
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, "–")
        top = rect.top() + px(PAD)
        for chip in cell.chips:
            draw_chip(painter, chip, QRect(rect.left() + px(5), top, rect.width() - px(11), px(CHIP)))
            top += px(CHIP + GAP)
        if view.landings is not None and cell.keys:
            draw_landing(painter, rect, view.landings.get(cell.keys[0]))
        if view.currentIndex() == index:
            inner = rect.adjusted(0, 0, -1, -1)
            box(painter, inner, edge="focus", radius=2, width=px(3))
            box(painter, inner.adjusted(px(3), px(3), -px(3), -px(3)), edge="focusink", radius=2, width=px(2))
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(px(COLUMN), px(CHIP * LINES))


def draw_chip(painter: QPainter, chip: Chip, rect: QRect) -> None:
    """Draw one line of a cell.

    Args:
        painter: of the cell.
        chip: what it says.
        rect: where.
    """
    fill, edge, ink, weight = _LOOKS[chip.mark]
    now = theme()
    box(painter, rect, fill=fill, edge=edge, radius=4, dashed=chip.mark is Mark.GAP)
    left = rect.left() + px(7)
    if chip.icon:
        tone = "ink2" if chip.mark in (Mark.ON, Mark.DONE, Mark.CANCELLED) else ink
        draw_icon(painter, chip.icon, QRect(left, rect.top(), px(15), rect.height()), tone, 15)
        left += px(20)
    font = now.font(Size.SECOND, weight)
    painter.setFont(font)
    painter.setPen(now.colour(ink))
    room = QRect(left, rect.top(), rect.right() - left - px(3), rect.height())
    words = QFontMetrics(font).elidedText(chip.words, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)
