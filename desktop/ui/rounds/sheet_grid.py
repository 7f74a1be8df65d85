"""A whole sheet keyed at once: a line for each stop, a column for each outcome."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QHeaderView, QStyledItemDelegate, QTableView, QWidget
from PySide6.QtWidgets import QStyleOptionViewItem as Option

from db.enums import TaskOutcome
from desktop.ui.base.focus import draw_halo
from desktop.ui.base.i18n import tr
from desktop.ui.base.theme import px, theme
from desktop.ui.base.tokens import Size, Weight
from desktop.ui.rounds.outcome_keys import KEYS, outcome_of
from desktop.ui.words import say

Index = QModelIndex | QPersistentModelIndex
OUTCOMES = tuple(KEYS.values())
_LETTERS = tuple(KEYS)
_ROW, _COLUMN, _STOP = 32, 44, 150
_DISPLAY, _SPOKEN = Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One stop: its number, who lives there, and the outcome keyed, where one was."""

    number: int
    name: str
    outcome: TaskOutcome | None


class SheetModel(QAbstractTableModel):
    """Stops against outcomes; what is typed waits until it is saved."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Make it, empty."""
        super().__init__(parent)
        self.lines: list[SheetLine] = []
        self.typed: dict[int, TaskOutcome] = {}

    def set_lines(self, lines: Sequence[SheetLine]) -> None:
        """Show other stops; what is typed stays where it still says something new."""
        self.beginResetModel()
        keyed = {line.number: line.outcome for line in lines}
        self.lines = list(lines)
        self.typed = {n: one for n, one in self.typed.items() if n in keyed and keyed[n] is not one}
        self.endResetModel()

    def set_typed(self, row: int, outcome: TaskOutcome) -> None:
        """Type an outcome for a stop; the one that is keyed already takes the typed one away."""
        line = self.lines[row]
        if line.outcome is outcome or self.typed.get(line.number) is outcome:
            self.typed.pop(line.number, None)
        else:
            self.typed[line.number] = outcome
        self.dataChanged.emit(self.index(row, 0), self.index(row, self.columnCount() - 1))

    def shown(self, row: int) -> TaskOutcome | None:
        """The outcome a line shows."""
        line = self.lines[row]
        return self.typed.get(line.number, line.outcome)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Stops."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """The stop, then the outcomes."""
        return 0 if parent.isValid() else len(OUTCOMES) + 1

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        """Words of one cell, the same for eyes and ears."""
        if not index.isValid() or role not in (_DISPLAY, _SPOKEN):
            return None
        line = self.lines[index.row()]
        if index.column() == 0:
            return f"{line.number}  {line.name}"
        outcome = OUTCOMES[index.column() - 1]
        chosen = tr("chosen") if self.shown(index.row()) is outcome else tr("not chosen")
        return tr("{outcome} at stop {stop}: {state}", outcome=say(outcome), stop=line.number, state=chosen)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        """Letters over the columns; their words as tip and for screen readers."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if section == 0:
            return tr("Stop") if role in (_DISPLAY, _SPOKEN) else None
        if role == _DISPLAY:
            return _LETTERS[section - 1]
        return say(OUTCOMES[section - 1]) if role in (_SPOKEN, Qt.ItemDataRole.ToolTipRole) else None


class _CellDelegate(QStyledItemDelegate):
    """Draws a stop's name or a circle."""

    def sizeHint(self, _option: Option, index: Index) -> QSize:
        return QSize(px(_STOP if index.column() == 0 else _COLUMN), px(_ROW))

    def paint(self, painter: QPainter, option: Option, index: Index) -> None:
        model, now, rect = index.model(), theme(), option.rect
        if not isinstance(model, SheetModel):
            return
        typed = model.lines[index.row()].number in model.typed
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(rect, now.colour("tint" if typed else "surface"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, now.colour("line"))
        if index.column() == 0:
            painter.setFont(now.font(Size.BODY, Weight.MEDIUM, tabular=True))
            painter.setPen(now.colour("ink"))
            words = painter.fontMetrics().elidedText(
                str(index.data()), Qt.TextElideMode.ElideRight, rect.width() - px(16)
            )
            painter.drawText(rect.adjusted(px(12), 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, words)
        else:
            self._paint_circle(painter, option, model.shown(index.row()) is OUTCOMES[index.column() - 1])
        painter.restore()

    def _paint_circle(self, painter: QPainter, option: Option, on: bool) -> None:
        now, middle = theme(), option.rect.toRectF().center()
        reach = px(8)
        painter.setPen(QPen(now.colour("accent" if on else "ctl"), 2 if on else 1))
        painter.setBrush(now.colour("surface"))
        painter.drawEllipse(middle, reach, reach)
        if on:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(now.colour("accent"))
            painter.drawEllipse(middle, px(4.5), px(4.5))


class _LetterHeader(QHeaderView):
    """The letters over the columns, as the other lists have their titles."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        now = theme()
        painter.fillRect(rect, now.colour("surface2"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, now.colour("line"))
        painter.setFont(now.font(Size.SECOND, Weight.SEMI))
        painter.setPen(now.colour("ink2"))
        words = str(self.model().headerData(section, Qt.Orientation.Horizontal))
        side = Qt.AlignmentFlag.AlignHCenter if section else Qt.AlignmentFlag.AlignLeft
        painter.drawText(
            rect.adjusted(px(12) if not section else 0, 0, 0, 0),
            int(side | Qt.AlignmentFlag.AlignVCenter),
            words,
        )


class SheetGrid(QTableView):
    """The grid. A letter gives the stop its outcome and goes on to the next; Space gives the one underneath.

    Signals:
        typed_changed: how many stops wait to be saved.
    """

    typed_changed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make it, empty.

        Args:
            parent: the owner.
        """
        super().__init__(parent)
        self.setAccessibleName(tr("The whole sheet"))
        self.setProperty("halo", "none")
        self._model = SheetModel(self)
        self.setModel(self._model)
        self.setItemDelegate(_CellDelegate(self))
        self.setSelectionMode(QTableView.SelectionMode.NoSelection)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(1)
        self.setHorizontalHeader(_LetterHeader(self))
        head = self.horizontalHeader()
        head.setSectionsClickable(False)
        head.setHighlightSections(False)
        head.setMinimumSectionSize(px(30))
        head.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        self.clicked.connect(self._on_clicked)

    def show_lines(self, lines: Sequence[SheetLine]) -> None:
        """Show other stops, keeping what is typed and where the keyboard is."""
        at = self.currentIndex().row(), self.currentIndex().column()
        self._model.set_lines(lines)
        self.verticalHeader().setDefaultSectionSize(px(_ROW))
        self.setFixedHeight(px(30) + px(_ROW) * len(lines) + 2)
        self.horizontalHeader().setFixedHeight(px(30))
        self.horizontalHeader().resizeSection(0, px(_STOP))
        if at[0] >= 0 and lines:
            self.setCurrentIndex(self._model.index(min(at[0], len(lines) - 1), at[1]))
        self.typed_changed.emit(len(self._model.typed))

    def typed(self) -> Mapping[int, TaskOutcome]:
        """Stop number to the outcome that waits to be saved."""
        return dict(self._model.typed)

    def forget(self) -> None:
        """Drop what is typed."""
        self._model.typed.clear()
        self.viewport().update()
        self.typed_changed.emit(0)

    def _type(self, row: int, outcome: TaskOutcome) -> None:
        self._model.set_typed(row, outcome)
        self.typed_changed.emit(len(self._model.typed))

    def _on_clicked(self, index: QModelIndex) -> None:
        if index.column():
            self._type(index.row(), OUTCOMES[index.column() - 1])

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters and Space give outcomes; arrows move."""
        index, outcome = self.currentIndex(), outcome_of(event)
        if index.isValid() and outcome is not None:
            self._type(index.row(), outcome)
            if index.row() + 1 < self._model.rowCount():
                self.setCurrentIndex(self._model.index(index.row() + 1, index.column()))
        elif index.isValid() and event.key() == Qt.Key.Key_Space and index.column():
            self._type(index.row(), OUTCOMES[index.column() - 1])
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: Any) -> None:
        """Show the ring; with no cell to answer in yet, go to the first."""
        super().focusInEvent(event)
        if self.currentIndex().column() < 1 and self._model.rowCount():
            self.setCurrentIndex(self._model.index(max(self.currentIndex().row(), 0), 1))
        self.viewport().update()

    def focusOutEvent(self, event: Any) -> None:
        """Hide the ring."""
        super().focusOutEvent(event)
        self.viewport().update()

    def paintEvent(self, event: Any) -> None:
        """Draw the cells, then the ring around the one with the keyboard."""
        super().paintEvent(event)
        index = self.currentIndex()
        if index.isValid() and self.hasFocus():
            draw_halo(QPainter(self.viewport()), self.visualRect(index).adjusted(5, 4, -5, -5), 2)

    def viewportEvent(self, event: QEvent) -> bool:
        """The page scrolls, not the grid."""
        if event.type() == QEvent.Type.Wheel:
            event.ignore()
            return False
        return super().viewportEvent(event)
