"""The list view: fixed row heights, whole rows, picking with the keyboard, headers that ask SQL to sort."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from desktop.ui.base.column_fit import fit
from desktop.ui.base.columns import Group
from desktop.ui.base.delegates import RecordDelegate
from desktop.ui.base.focus import draw_halo
from desktop.ui.base.id_table import IdTableModel
from desktop.ui.base.list_menu import add_sorts
from desktop.ui.base.table_header import RecordHeader
from desktop.ui.base.table_rows import runs, set_heights
from desktop.ui.base.theme import theme

Index = QModelIndex | QPersistentModelIndex
_SELECT_ROW = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows


class RecordTable(QTableView):
    """A table over an `IdTableModel`.

    Arrow keys or J and K move, Enter opens, Space picks and goes on picking, Shift extends, Esc lets go of
    the picks.

    Signals:
        current_changed: the id of the row the keyboard is on; None when there is none.
        opened: the id of a row that was opened with Enter or a double click.
        picks_changed: how many rows are selected.
        sort_requested: the key of a column, and whether descending.
    """

    current_changed = Signal(object)
    opened = Signal(object)
    picks_changed = Signal(int)
    sort_requested = Signal(str, bool)

    def __init__(self, model: IdTableModel, parent: QWidget | None = None, *, name: str = "") -> None:
        """Show a model.

        Args:
            model: ids and rows.
            parent: the owner.
            name: what is listed; read aloud.
        """
        super().__init__(parent)
        self._picking = False
        self._letters_on = True
        self._hidden: frozenset[str] = frozenset()
        self._heads: Sequence[int] = ()
        self._delegate = RecordDelegate(self)
        self.setAccessibleName(name)
        self.setProperty("halo", "none")
        self._set_up_view()
        self.setItemDelegate(self._delegate)
        self.setHorizontalHeader(RecordHeader(self))
        self.setModel(model)
        model.modelReset.connect(self._on_reset)
        self.horizontalHeader().sectionClicked.connect(self._on_header_clicked)
        self.doubleClicked.connect(self._on_double_clicked)
        theme().changed.connect(self._on_theme_changed)
        self._on_reset()

    def records(self) -> IdTableModel:
        """The model."""
        model = self.model()
        assert isinstance(model, IdTableModel)
        return model

    def show_ids(self, ids: Sequence[Any], groups: Sequence[Group] = (), *, select: Any = None) -> None:
        """Show other ids, keeping what was selected and where the list was scrolled to.

        Args:
            ids: in order.
            groups: headings, or none.
            select: put the keyboard on this id instead, if it is shown.
        """
        current = select if select is not None else self.current_id()
        picked = self.selected_ids() if self.has_picks() else []
        old_row, top = self.currentIndex().row(), self.verticalScrollBar().value()
        self.records().set_ids(ids, groups)
        row = self.records().row_of(current) if current is not None else -1
        if row < 0 and ids:
            row = self._next_record(min(max(old_row, 0), self.records().rowCount() - 1), 1)
        self._restore(row, picked)
        self.verticalScrollBar().setValue(top)
        if row >= 0:
            self.scrollTo(self.records().index(row, 0))
        self.picks_changed.emit(self.picked_count())

    def current_id(self) -> Any:
        """The id of the row the keyboard is on; None when there is none."""
        return self.records().id_at(self.currentIndex().row())

    def select_id(self, item: Any) -> bool:
        """Put the keyboard on an id.

        Returns:
            Whether it is shown.
        """
        row = self.records().row_of(item)
        if row >= 0:
            self._restore(row, [])
            self.scrollTo(self.records().index(row, 0))
        return row >= 0

    def selected_ids(self) -> list[Any]:
        """The ids of the selected rows, in order; no row is fetched."""
        ranges = sorted((part.top(), part.bottom()) for part in self.selectionModel().selection().toList())
        found: list[Any] = []
        last = -1
        for top, bottom in ranges:
            found.extend(self.records().ids_between(max(top, last + 1), bottom))
            last = max(last, bottom)
        return found

    def picked_count(self) -> int:
        """How many rows are selected; counted by runs, so that all of a long list costs no more than one."""
        parts = self.selectionModel().selection().toList()
        spans = sorted({(part.top(), part.bottom()) for part in parts})
        heads, found, last = self.records().head_rows, 0, -1
        for top, bottom in spans:
            first = max(top, last + 1)
            if bottom >= first:
                found += bottom - first + 1 - (bisect_right(heads, bottom) - bisect_left(heads, first))
                last = bottom
        return found

    def has_picks(self) -> bool:
        """Whether rows were picked, rather than the keyboard just being on one."""
        return self._picking or self.picked_count() > 1

    @property
    def hidden(self) -> frozenset[str]:
        """Keys of the columns somebody hid."""
        return self._hidden

    def set_hidden(self, keys: Iterable[str]) -> None:
        """Hide columns, and show the others; the first always shows."""
        self._hidden = frozenset(keys)
        self._lay_out_columns()

    def shown_columns(self) -> list[str]:
        """Keys of the columns on screen, left to right."""
        return [one.key for at, one in enumerate(self.records().columns) if not self.isColumnHidden(at)]

    def sort_by(self, key: str, descending: bool = False) -> None:
        """Sort by a column, as its header does."""
        self.records().sorted_by = (key, descending)
        self.horizontalHeader().viewport().update()
        self.sort_requested.emit(key, descending)

    def set_letters_on(self, on: bool) -> None:
        """Whether J and K move, for people who do not want single letters to act."""
        self._letters_on = on

    def _set_up_view(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        rows = self.verticalHeader()
        rows.hide()
        rows.setMinimumSectionSize(1)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(theme().row_height)

    def _on_reset(self) -> None:
        self.clearSpans()
        self._picking = False
        self._heads = set_heights(self.verticalHeader(), self.records(), self._heads)
        columns = len(self.records().columns)
        for row in self.records().head_rows if columns > 1 else ():
            self.setSpan(row, 0, 1, columns)
        self._lay_out_columns()

    def _lay_out_columns(self) -> None:
        """Hide columns by priority until the rest fit, then share what is left among the stretching ones."""
        columns = self.records().columns
        widths = fit(columns, self.viewport().width(), self._hidden)
        for at in range(len(columns)):
            self.setColumnHidden(at, at not in widths)
            if at in widths:
                self.setColumnWidth(at, widths[at])

    def _restore(self, row: int, picked: Sequence[Any]) -> None:
        model, choice = self.records(), self.selectionModel()
        if row < 0:
            choice.clear()
            self.current_changed.emit(None)
            return
        choice.setCurrentIndex(model.index(row, 0), _SELECT_ROW)
        rows = model.rows_of(picked)
        if rows:
            self._picking = True
            choice.select(runs(model, rows), QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _next_record(self, row: int, step: int) -> int:
        """The nearest row that is not a heading, looking one way and then the other."""
        model = self.records()
        for direction in (step, -step):
            at = row
            while 0 <= at < model.rowCount():
                if not model.is_head(at):
                    return at
                at += direction
        return -1

    def _toggle_pick(self) -> None:
        if not self._picking:
            self._picking = True
            self.picks_changed.emit(self.picked_count())
            return
        toggle = QItemSelectionModel.SelectionFlag.Toggle | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().select(self.currentIndex(), toggle)

    def _on_header_clicked(self, section: int) -> None:
        model = self.records()
        column = model.columns[section]
        if column.sortable:
            key, descending = model.sorted_by
            self.sort_by(column.key, key == column.key and not descending)

    def _on_double_clicked(self, index: QModelIndex) -> None:
        item = self.records().id_at(index.row())
        if item is not None:
            self.opened.emit(item)

    def _on_theme_changed(self) -> None:
        self._on_reset()

    def _row_rect(self, row: int) -> QRect:
        top = self.rowViewportPosition(row)
        return QRect(0, top, self.viewport().width(), self.rowHeight(row))

    def _set_hovered(self, row: int) -> None:
        for changed in {self._delegate.hovered_row, row} - {-1}:
            self.viewport().update(self._row_rect(changed))
        self._delegate.hovered_row = row

    # Qt overrides

    def selectionCommand(
        self, index: Index, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        """While picking, plain arrow keys move without letting go of the picks."""
        if (
            self._picking
            and isinstance(event, QKeyEvent)
            and event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        ):
            return QItemSelectionModel.SelectionFlag.NoUpdate
        if isinstance(event, QMouseEvent) and not event.modifiers():
            self._picking = False
        return super().selectionCommand(index, event)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Headings are passed over."""
        target = super().moveCursor(action, modifiers)
        if not target.isValid() or not self.records().is_head(target.row()):
            return target
        back = target.row() < self.currentIndex().row() and action is not self.CursorAction.MoveHome
        row = self._next_record(target.row(), -1 if back else 1)
        return self.records().index(row, 0) if row >= 0 else QModelIndex()

    def keyboardSearch(self, search: str) -> None:
        """Nothing: Qt would fetch every row to look for what was typed; Ctrl+F searches in the store."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """J, K, Space, Enter and Esc."""
        key, plain = event.key(), event.modifiers() == Qt.KeyboardModifier.NoModifier
        if plain and self._letters_on and key in (Qt.Key.Key_J, Qt.Key.Key_K):
            arrow = Qt.Key.Key_Down if key == Qt.Key.Key_J else Qt.Key.Key_Up
            event = QKeyEvent(QEvent.Type.KeyPress, arrow, Qt.KeyboardModifier.NoModifier)
        elif plain and key == Qt.Key.Key_Space:
            self._toggle_pick()
            return
        elif plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current_id() is not None:
            self.opened.emit(self.current_id())
            return
        elif plain and key == Qt.Key.Key_Escape and self._picking:
            self._picking = False
            self.selectionModel().setCurrentIndex(self.currentIndex(), _SELECT_ROW)
            return
        super().keyPressEvent(event)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Move the ring and tell the page."""
        super().currentChanged(current, previous)
        for index in (current, previous):
            if index.isValid():
                self.viewport().update(self._row_rect(index.row()).adjusted(0, -6, 0, 6))
        self.current_changed.emit(self.records().id_at(current.row()))

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Tell how many are picked."""
        super().selectionChanged(selected, deselected)
        self.picks_changed.emit(self.picked_count())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows, then the ring around the one with the keyboard."""
        super().paintEvent(event)
        row = self.currentIndex().row()
        if row >= 0 and (self.hasFocus() or self.property("show_ring")):
            edge = 2 if theme().dark else 5
            draw_halo(QPainter(self.viewport()), self._row_rect(row).adjusted(edge, 2, -edge, -3), 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the columns out again."""
        super().resizeEvent(event)
        self._lay_out_columns()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Sorting by keyboard: the Menu key offers what the headers do."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        add_sorts(menu, self)
        menu.popup(event.globalPos())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Shade the whole row under the mouse."""
        super().mouseMoveEvent(event)
        row = self.rowAt(event.position().toPoint().y())
        if row != self._delegate.hovered_row:
            self._set_hovered(row)

    def leaveEvent(self, event: QEvent) -> None:
        """Shade no row."""
        super().leaveEvent(event)
        self._set_hovered(-1)

    def focusInEvent(self, event: Any) -> None:
        """Show the ring; with no row yet, go to the first."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.records().rowCount():
            self._restore(self._next_record(0, 1), [])
        self.viewport().update()

    def focusOutEvent(self, event: Any) -> None:
        """Hide the ring."""
        super().focusOutEvent(event)
        self.viewport().update()
