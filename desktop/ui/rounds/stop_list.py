"""The stops of a round in the order driven; Alt with an arrow moves the stop the keyboard is on."""

import html
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QDropEvent,
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QListView, QMenu, QStyle, QStyledItemDelegate, QWidget
from PySide6.QtWidgets import QStyleOptionViewItem as Option

from desktop.ui.base.focus import draw_halo
from desktop.ui.base.i18n import tr
from desktop.ui.base.theme import px, theme
from desktop.ui.rounds.faces import LOAD, Face
from desktop.ui.rounds.stop_paint import LOAD_HEIGHT, STOP_HEIGHT, paint_face

Index = QModelIndex | QPersistentModelIndex
FACE = Qt.ItemDataRole.UserRole + 1
_SPOKEN = Qt.ItemDataRole.AccessibleTextRole
_FIXED = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
_STOP = _FIXED | Qt.ItemFlag.ItemIsSelectable


def dress(view: QListView, name: str) -> None:
    """Let a list of stops look and be read as every one of them.

    Args:
        view: the list.
        name: what is listed; read aloud.
    """
    view.setAccessibleName(name)
    view.setProperty("halo", "none")
    view.setFrameShape(QListView.Shape.NoFrame)
    view.setMouseTracking(True)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
    view.setSelectionMode(QListView.SelectionMode.SingleSelection)


class StopsModel(QAbstractListModel):
    """The lines of a round."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Make it, empty."""
        super().__init__(parent)
        self.faces: list[Face] = []
        self.can_move = False

    def set_faces(self, faces: Sequence[Face], can_move: bool) -> None:
        """Show other lines."""
        self.beginResetModel()
        self.faces, self.can_move = list(faces), can_move
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many lines."""
        return 0 if parent.isValid() else len(self.faces)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """One line."""
        if not index.isValid():
            return None
        face = self.faces[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, _SPOKEN):
            return face.spoken
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"<span>{html.escape(face.tip)}</span>".replace("\n", "<br>") if face.tip else None
        return face if role == FACE else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """The load line cannot be chosen; stops can be dragged while the round is planned."""
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled if self.can_move else Qt.ItemFlag.NoItemFlags
        if self.faces[index.row()].id == LOAD:
            return _FIXED
        return _STOP | Qt.ItemFlag.ItemIsDragEnabled if self.can_move else _STOP

    def supportedDropActions(self) -> Qt.DropAction:
        """Stops are moved."""
        return Qt.DropAction.MoveAction


class _StopDelegate(QStyledItemDelegate):
    """Draws the lines."""

    def sizeHint(self, _option: Option, index: Index) -> QSize:
        height = LOAD_HEIGHT if index.data(FACE).id == LOAD else STOP_HEIGHT
        return QSize(px(200), px(height))

    def paint(self, painter: QPainter, option: Option, index: Index) -> None:
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        model = index.model()
        grip = isinstance(model, StopsModel) and model.can_move
        paint_face(painter, option.rect, index.data(FACE), selected=selected, hovered=hovered, grip=grip)


class StopList(QListView):
    """The list.

    Signals:
        move_asked: the id of a stop, and the position it shall have, from 1.
        take_off_asked: the id of a stop.
        request_asked: the id of a stop whose request is wanted.
        opened: the id of a stop that was opened.
        current_changed: the stop the keyboard is on is another.
        reordered: stops changed places on the screen: every key in its new order.
        keyboard_changed: whether the keyboard is in the list now.
        elsewhere_asked: the id of a stop that shall go to another round.
    """

    move_asked = Signal(str, int)
    take_off_asked = Signal(str)
    request_asked = Signal(str)
    opened = Signal(str)
    current_changed = Signal()
    reordered = Signal(list)
    keyboard_changed = Signal(bool)
    elsewhere_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make it, empty.

        Args:
            parent: the owner.
        """
        super().__init__(parent)
        dress(self, tr("Stops"))
        self.setDragDropMode(QListView.DragDropMode.InternalMove)
        self.setDragDropOverwriteMode(False)
        self._model = StopsModel(self)
        self.setModel(self._model)
        self.setItemDelegate(_StopDelegate(self))
        self.doubleClicked.connect(lambda _index: self._open())
        theme().changed.connect(self.scheduleDelayedItemsLayout)

    def show_faces(self, faces: Sequence[Face], can_move: bool) -> None:
        """Show other lines, keeping the keyboard on its stop.

        Args:
            faces: the lines.
            can_move: whether stops may change places.
        """
        current, row, top = self.current_id(), self.currentIndex().row(), self.verticalScrollBar().value()
        self._model.set_faces(faces, can_move)
        at = next((n for n, face in enumerate(faces) if face.id == current), min(max(row, 1), len(faces) - 1))
        self._go(at)
        self.verticalScrollBar().setValue(top)

    def current_id(self) -> str:
        """The stop the keyboard is on; empty for none."""
        face = self.currentIndex().data(FACE)
        return face.id if face is not None and face.id != LOAD else ""

    def current_number(self) -> int:
        """The number of the stop the keyboard is on; 0 for none."""
        face = self.currentIndex().data(FACE)
        return int(face.number) if face is not None else 0

    def go_to(self, stop_id: str) -> None:
        """Put the keyboard on a stop."""
        for row, face in enumerate(self._model.faces):
            if face.id == stop_id:
                self._go(row)

    def move_current(self, step: int) -> None:
        """Ask to move the stop the keyboard is on; the list shows it at once.

        Args:
            step: -1 up, 1 down.
        """
        row = self.currentIndex().row()
        to = row + step
        if not self._model.can_move or row < 1 or not 1 <= to < len(self._model.faces):
            return
        self._move(row, to)

    def _move(self, row: int, to: int) -> None:
        """Show a stop at another place at once, numbers following, and ask to keep it there."""
        faces = self._model.faces
        numbers = [face.number for face in faces]
        faces.insert(to, faces.pop(row))
        faces[:] = [replace(face, number=number) for face, number in zip(faces, numbers, strict=True)]
        self._model.dataChanged.emit(self._model.index(min(row, to)), self._model.index(max(row, to)))
        self._go(to)
        self.reordered.emit([face.id for face in faces if face.id != LOAD])
        self.move_asked.emit(faces[to].id, to)

    def _go(self, row: int) -> None:
        if 1 <= row < self._model.rowCount():
            self.setCurrentIndex(self._model.index(row))

    def _open(self) -> None:
        if self.current_id():
            self.opened.emit(self.current_id())

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt with an arrow moves the stop; J and K move the keyboard; Enter opens."""
        key, held = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if held == Qt.KeyboardModifier.AltModifier and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.move_current(-1 if key == Qt.Key.Key_Up else 1)
            return
        if not held and key in (Qt.Key.Key_J, Qt.Key.Key_K):
            arrow = Qt.Key.Key_Down if key == Qt.Key.Key_J else Qt.Key.Key_Up
            event = QKeyEvent(QEvent.Type.KeyPress, arrow, Qt.KeyboardModifier.NoModifier)
        elif not held and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
            return
        super().keyPressEvent(event)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """The load line is passed over."""
        target = super().moveCursor(action, modifiers)
        return self._model.index(1) if target.row() == 0 and len(self._model.faces) > 1 else target

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Move the ring and tell the page."""
        super().currentChanged(current, previous)
        self.viewport().update()
        self.current_changed.emit()

    def dropEvent(self, event: QDropEvent) -> None:
        """A stop let go of over another takes its place."""
        stop_id = self.current_id()
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        to = self._row_for(event.position().toPoint())
        row = self.currentIndex().row()
        if event.source() is self and stop_id and to != row:
            self._move(row, to)

    def _row_for(self, at: QPoint) -> int:
        row = self.indexAt(at).row()
        return max(row, 1) if row >= 0 else len(self._model.faces) - 1

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done with a stop."""
        stop_id = self.current_id()
        if not stop_id:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self._model.can_move:
            menu.addAction(tr("Move up"), lambda: self.move_current(-1))
            menu.addAction(tr("Move down"), lambda: self.move_current(1))
            menu.addAction(tr("Move to another round"), lambda: self.elsewhere_asked.emit(stop_id))
            menu.addAction(tr("Take off the round"), lambda: self.take_off_asked.emit(stop_id))
        menu.addAction(tr("Open the request"), lambda: self.request_asked.emit(stop_id))
        menu.popup(event.globalPos())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the lines, then the ring around the one with the keyboard."""
        super().paintEvent(event)
        index = self.currentIndex()
        if index.isValid() and (self.hasFocus() or self.property("show_ring")):
            edge = 2 if theme().dark else 5
            rect = self.visualRect(index).adjusted(edge, edge - 1, -edge, -edge)
            draw_halo(QPainter(self.viewport()), rect, 2)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring; with no stop yet, go to the first."""
        super().focusInEvent(event)
        if self.currentIndex().row() < 1:
            self._go(1)
        self.viewport().update()
        self.keyboard_changed.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the ring."""
        super().focusOutEvent(event)
        self.viewport().update()
        self.keyboard_changed.emit(False)
