"""The grid: a line for each area, a column for each need, and what every place comes to."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from db.enums import Urgency
from desktop.domain.coverage import Cell, Place
from desktop.services.coverage import Grid
from desktop.ui.base.i18n import tr
from desktop.ui.base.paint import box, draw_icon, draw_urgency
from desktop.ui.base.theme import px, theme
from desktop.ui.base.tokens import Size, Weight
from desktop.ui.coverage.words import (
    LOOKS,
    area_name,
    key_of,
    room_words,
    size_words,
    spoken,
    state_words,
    stopped_words,
)

Index = QModelIndex | QPersistentModelIndex
CELL = int(Qt.ItemDataRole.UserRole) + 1
HEAD = CELL + 1
STOPPED = CELL + 2
SPOKEN = int(Qt.ItemDataRole.AccessibleTextRole)
COLUMN, ROW, GUTTER = 84, 87, 2
"""Least width of a column, height of a line, and half the room between cells: px at 100%."""
NAMES = 108
"""Least width of the areas' names."""
RING = 3
"""Width of the ring around the cell chosen."""


class GridModel(QAbstractTableModel):
    """A grid as Qt reads it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make it, empty."""
        super().__init__(parent)
        self.grid: Grid | None = None

    def set_grid(self, grid: Grid) -> None:
        """Show another grid."""
        self.beginResetModel()
        self.grid = grid
        self.endResetModel()

    def cell(self, index: Index) -> Cell | None:
        """The cell at an index."""
        if self.grid is None or not index.isValid():
            return None
        return self.grid.cells[Place(self.grid.areas[index.row()], self.grid.needs[index.column()].id)]

    def find(self, key: str) -> QModelIndex:
        """Where a place stands."""
        grid = self.grid
        for row, area in enumerate(grid.areas if grid else ()):
            for column, need in enumerate(grid.needs if grid else ()):
                if key_of(Place(area, need.id)) == key:
                    return self.index(row, column)
        return QModelIndex()

    def rowCount(self, _parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Areas."""
        return len(self.grid.areas) if self.grid else 0

    def columnCount(self, _parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Needs."""
        return len(self.grid.needs) if self.grid else 0

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """What a cell comes to, in words; `CELL` for itself."""
        cell = self.cell(index)
        if cell is None or self.grid is None:
            return None
        if role == CELL:
            return cell
        if role == STOPPED:
            return stopped_words(len(self.grid.stopped.get(cell.place, ())))
        if role == int(Qt.ItemDataRole.DisplayRole):
            return f"{state_words(cell)}, {room_words(cell)}"
        if role in (SPOKEN, int(Qt.ItemDataRole.ToolTipRole)):
            return spoken(self.grid, cell, self.grid.needs[index.column()].label)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:
        """Needs across, areas down; `HEAD` for icon or size."""
        grid = self.grid
        if grid is None or role not in (int(Qt.ItemDataRole.DisplayRole), SPOKEN, HEAD):
            return None
        if orientation == Qt.Orientation.Horizontal:
            if section >= len(grid.needs):
                return None
            return grid.needs[section].icon if role == HEAD else grid.needs[section].label
        if section >= len(grid.areas):
            return None
        area = grid.areas[section]
        if role == HEAD:
            return size_words(grid.names.get(area)) if area else ""
        return area_name(grid, area)


class GridView(QTableView):
    """The grid on screen.

    Signals:
        chosen: the keyboard is on another place: its key.
        opened: Enter or a double click on a place.
    """

    chosen = Signal(str)
    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make it, empty."""
        super().__init__(parent)
        self.setAccessibleName(tr("Coverage"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("role", "canvas")
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        # By whole cells: half a number says nothing.
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        corner = QWidget(self)
        corner.setProperty("role", "canvas")
        self.setCornerWidget(corner)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.records = GridModel(self)
        self.setModel(self.records)
        self.setItemDelegate(_CellPainter(self))
        self.setHorizontalHeader(_NeedHeader(Qt.Orientation.Horizontal, self))
        self.setVerticalHeader(_AreaHeader(Qt.Orientation.Vertical, self))
        self.doubleClicked.connect(lambda index: self._on_opened(index))
        self.activated.connect(lambda index: self._on_opened(index))
        self.fit()
        theme().changed.connect(self.fit)

    def set_grid(self, grid: Grid, want: str = "") -> None:
        """Show a grid, the keyboard on the place wanted, or staying on its own."""
        key = want or self.current_key()
        self.records.set_grid(grid)
        self.fit()
        self.select_key(key or (key_of(grid.gaps[0].place) if grid.gaps else ""))

    def current_key(self) -> str:
        """The place the keyboard is on; empty for none."""
        cell = self.records.cell(self.currentIndex())
        return key_of(cell.place) if cell else ""

    def select_key(self, key: str) -> None:
        """Put the keyboard on a place, or on the first where that is not shown."""
        index = self.records.find(key)
        if not index.isValid() and self.records.rowCount() and self.records.columnCount():
            index = self.records.index(0, 0)
        self.setCurrentIndex(index)

    def fit(self) -> None:
        """Give lines and columns the room their words need."""
        strong = QFontMetrics(theme().font(Size.SECOND, Weight.SEMI))
        across, down = self.horizontalHeader(), self.verticalHeader()
        down.setDefaultSectionSize(px(ROW))
        grid = self.records.grid
        for at, need in enumerate(grid.needs if grid else ()):
            self.setColumnWidth(at, max(px(COLUMN), strong.horizontalAdvance(need.label) + px(10)))
        across.setFixedHeight(px(66))
        bold = QFontMetrics(theme().font(Size.BODY, Weight.SEMI))
        names = [bold.horizontalAdvance(area_name(grid, area)) for area in grid.areas] if grid else []
        down.setFixedWidth(min(max([px(NAMES), *(one + px(28) for one in names)]), px(220)))
        self.viewport().update()

    def updateGeometries(self) -> None:
        """Leave the corner between the headers out: there is nothing to press in it."""
        super().updateGeometries()
        corner = self.findChild(QAbstractButton)
        if corner is not None:
            corner.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the cells on the ground of the window, not on the white of lists."""
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), theme().colour("canvas"))
        painter.end()
        super().paintEvent(event)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell which place the keyboard is on."""
        super().currentChanged(current, previous)
        cell = self.records.cell(current)
        if cell is not None:
            self.chosen.emit(key_of(cell.place))

    def _on_opened(self, index: Index) -> None:
        cell = self.records.cell(index)
        if cell is not None:
            self.opened.emit(key_of(cell.place))


class _CellPainter(QStyledItemDelegate):
    """Draws a cell: what it comes to over room and asked, in a box."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        cell = index.data(CELL)
        if cell is None:
            return
        painter.save()
        look, now = LOOKS[cell.state], theme()
        painter.fillRect(option.rect, now.colour("canvas"))
        rect: QRect = option.rect.adjusted(px(GUTTER), px(GUTTER), -px(GUTTER), -px(GUTTER))
        view = self.parent()
        if isinstance(view, QTableView) and view.currentIndex() == index:
            # Around the cell, whose own edge says what it comes to.
            box(painter, option.rect, edge="accent", radius=9, width=px(RING))
            rect = rect.adjusted(px(RING), px(RING), -px(RING), -px(RING))
        box(painter, rect, fill=look.fill, edge=look.edge, width=look.width, dashed=look.dashed)
        stopped = index.data(STOPPED)
        middle = rect.center().y() - (px(9) if stopped else 0)
        _draw_state(painter, QRect(rect.left(), middle - px(21), rect.width(), px(20)), cell)
        painter.setFont(now.font(Size.BODY, tabular=True))
        painter.setPen(now.colour("ink2" if look.fill == "surface" else "ink"))
        below = QRect(rect.left(), middle, rect.width(), px(20))
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, room_words(cell))
        if stopped:
            painter.setFont(now.font(Size.SECOND))
            painter.setPen(now.colour("warn"))
            painter.drawText(below.translated(0, px(20)), Qt.AlignmentFlag.AlignCenter, stopped)
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(px(COLUMN), px(ROW))


def _draw_state(painter: QPainter, rect: QRect, cell: Cell) -> None:
    look, words, now = LOOKS[cell.state], state_words(cell), theme()
    weight = Weight.REGULAR if look.ink in ("ink2", "ink3") else Weight.BOLD
    font = now.font(Size.BODY, weight)
    wide = QFontMetrics(font).horizontalAdvance(words)
    left = rect.left() + max((rect.width() - wide - px(20)) // 2, px(2))
    at = QRect(left, rect.top(), px(15), rect.height())
    if look.icon:
        tone = "ok" if look.icon == "check" else look.ink
        draw_icon(painter, look.icon, at, tone, 15)
    else:
        draw_urgency(painter, Urgency.TOMORROW, at)
    painter.setFont(font)
    painter.setPen(now.colour(look.ink))
    room = QRect(left + px(20), rect.top(), rect.right() - left - px(20), rect.height())
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)


class _NeedHeader(QHeaderView):
    """Needs across: the icon over the word."""

    def __init__(self, orientation: Qt.Orientation, parent: QWidget) -> None:
        super().__init__(orientation, parent)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(px(24))

    def paintSection(self, painter: QPainter, rect: QRect, at: int) -> None:
        model = self.model()
        painter.save()
        painter.fillRect(rect, theme().colour("canvas"))
        icon = model.headerData(at, self.orientation(), HEAD) or "dots"
        draw_icon(painter, icon, QRect(rect.left(), rect.top() + px(14), rect.width(), px(20)), "ink2", 18)
        painter.setFont(theme().font(Size.SECOND, Weight.SEMI))
        painter.setPen(theme().colour("ink"))
        below = QRect(rect.left(), rect.top() + px(38), rect.width(), px(20))
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, str(model.headerData(at, self.orientation())))
        painter.restore()


class _AreaHeader(QHeaderView):
    """Areas down: the name over how large it is."""

    def __init__(self, orientation: Qt.Orientation, parent: QWidget) -> None:
        super().__init__(orientation, parent)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(px(24))

    def paintSection(self, painter: QPainter, rect: QRect, at: int) -> None:
        model, now = self.model(), theme()
        painter.save()
        painter.fillRect(rect, now.colour("canvas"))
        left, width = rect.left() + px(20), rect.width() - px(22)
        size = str(model.headerData(at, self.orientation(), HEAD) or "")
        name = str(model.headerData(at, self.orientation()))
        font = now.font(Size.BODY, Weight.SEMI)
        top = rect.center().y() - (px(20) if size else px(10))
        painter.setFont(font)
        painter.setPen(now.colour("ink"))
        short = QFontMetrics(font).elidedText(name, Qt.TextElideMode.ElideRight, width)
        painter.drawText(QRect(left, top, width, px(20)), Qt.AlignmentFlag.AlignVCenter, short)
        if size:
            painter.setFont(now.font(Size.SECOND, tabular=True))
            painter.setPen(now.colour("ink2"))
            painter.drawText(QRect(left, top + px(20), width, px(20)), Qt.AlignmentFlag.AlignVCenter, size)
        painter.restore()
