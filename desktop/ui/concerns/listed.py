"""The lead's list of concerns: who, when, by whom, and what to do next."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.services.concern_lines import ConcernLine
from desktop.ui.base.chip import draw_chip
from desktop.ui.base.i18n import tr
from desktop.ui.base.theme import px, theme
from desktop.ui.base.tokens import Size, Weight
from desktop.ui.concerns.words import chip_of, first_name
from desktop.ui.help_words import moment_words

Index = QModelIndex | QPersistentModelIndex
ROW_HEIGHT = 88


class _Lines(QAbstractListModel):
    """The lines; emptied as soon as concerns hide."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.lines: Sequence[ConcernLine] = ()
        self.today = date.min

    def show_lines(self, lines: Sequence[ConcernLine], today: date) -> None:
        self.beginResetModel()
        self.lines, self.today = lines, today
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.lines)

    def words(self, row: int) -> tuple[str, str, str]:
        """Name, reference, and when and by whom it was raised."""
        line = self.lines[row]
        when, who = moment_words(line.raised_at, self.today), first_name(line.raised_by)
        raised = tr("Raised {when} by {who}", when=when, who=who)
        return line.name or tr("No name"), line.reference, raised

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if index.isValid() and role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            chip = chip_of(self.lines[index.row()], self.today)[0]
            return ", ".join((*self.words(index.row()), chip))
        return None


class _Delegate(QStyledItemDelegate):
    """Draws a line: plum behind the one that is open."""

    def __init__(self, view: "ConcernList") -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(px(180), px(ROW_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if not isinstance(model, _Lines):
            return
        now, rect, line = theme(), QRect(option.rect), model.lines[index.row()]
        painter.save()
        is_open = line.id == self._view.opened
        hover = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.fillRect(rect, now.colour("restrbg" if is_open else "rowhover" if hover else "surface"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, now.colour("line"))
        if is_open:
            painter.fillRect(rect.left(), rect.top(), px(4), rect.height(), now.colour("restrfill"))
        if self._view.hasFocus() and option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(now.colour("restr"))
            painter.drawRect(rect.adjusted(px(7), px(4), -px(5), -px(5)))
        name, reference, raised = model.words(index.row())
        room = rect.adjusted(px(20), px(10), -px(14), 0)
        painter.setFont(now.font(Size.SECOND))
        wide = painter.fontMetrics().horizontalAdvance(reference)
        painter.setPen(now.colour("ink2"))
        first = QRect(room.left(), room.top(), room.width(), px(20))
        painter.drawText(first, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, reference)
        second = QRect(room.left(), room.top() + px(20), room.width(), px(19))
        _words(painter, second, raised)
        painter.setFont(now.font(Size.BODY, Weight.BOLD if line.is_unread else Weight.SEMI))
        painter.setPen(now.colour("ink"))
        _words(painter, first.adjusted(0, 0, -wide - px(8), 0), name)
        chip = chip_of(line, model.today)
        draw_chip(painter, QRect(room.left(), room.top() + px(42), room.width(), px(24)), *chip)
        painter.restore()


class ConcernList(QListView):
    """The list. Moving in it opens nothing: each opening is recorded, so it takes Enter, Space or a click.

    Signals:
        open_asked: the key of a concern.
    """

    open_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make it, empty.

        Args:
            parent: the owner.
        """
        super().__init__(parent)
        self.opened = ""
        self._model = _Lines(self)
        self.setModel(self._model)
        self.setItemDelegate(_Delegate(self))
        self.setAccessibleName(tr("Concerns"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(lambda index: self._open(index.row()))

    @property
    def lines(self) -> Sequence[ConcernLine]:
        """What is listed."""
        return self._model.lines

    def show_lines(self, lines: Sequence[ConcernLine], today: date) -> None:
        """List concerns, keeping the place in the list.

        Args:
            lines: in order.
            today: decides how days are said.
        """
        row = self.currentIndex().row()
        self._model.show_lines(lines, today)
        if lines:
            self.setCurrentIndex(self._model.index(min(max(row, 0), len(lines) - 1), 0))

    def set_opened(self, concern_id: str) -> None:
        """Mark the concern that is open."""
        self.opened = concern_id
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space open; arrows, J and K move."""
        key, plain = Qt.Key(event.key()), not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        step = {Qt.Key.Key_J: 1, Qt.Key.Key_K: -1}.get(key, 0)
        if plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._open(self.currentIndex().row())
        elif plain and step and self.lines:
            row = min(max(self.currentIndex().row() + step, 0), len(self.lines) - 1)
            self.setCurrentIndex(self._model.index(row, 0))
        else:
            super().keyPressEvent(event)

    def _open(self, row: int) -> None:
        if 0 <= row < len(self.lines):
            self.open_asked.emit(self.lines[row].id)


def _words(painter: QPainter, room: QRect, words: str) -> None:
    shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)
