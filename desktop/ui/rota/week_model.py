"""The lines and cells of the week, as Qt reads them."""

import html
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from desktop.services.rota_views import WeekView
from desktop.ui.base.i18n import tr
from desktop.ui.rota.words import Chip

Index = QModelIndex | QPersistentModelIndex
CELL = int(Qt.ItemDataRole.UserRole) + 1
LINE = CELL + 1
SPOKEN = int(Qt.ItemDataRole.AccessibleTextRole)


@dataclass(frozen=True, slots=True)
class GridCell:
    """What stands in one cell.

    Attributes:
        keys: of the shifts in it; empty for a day without.
        chips: its lines.
        spoken: how it is read aloud.
    """

    keys: tuple[str, ...] = ()
    chips: tuple[Chip, ...] = ()
    spoken: str = ""


@dataclass(frozen=True, slots=True)
class GridLine:
    """One line: a job or a person.

    Attributes:
        id: of the job or person.
        icon: before the name; empty for none.
        notes: under the name.
        cells: one for each day.
    """

    id: str
    name: str
    icon: str = ""
    notes: tuple[str, ...] = ()
    cells: tuple[GridCell, ...] = field(default=())


class WeekModel(QAbstractTableModel):
    """The lines as Qt reads them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make it, empty."""
        super().__init__(parent)
        self.lines: Sequence[GridLine] = ()
        self.view: WeekView | None = None
        self.today = date.min

    def set_week(self, view: WeekView, lines: Sequence[GridLine], today: date) -> None:
        """Show a week."""
        self.beginResetModel()
        self.view, self.lines, self.today = view, lines, today
        self.endResetModel()

    def cell(self, index: Index) -> GridCell | None:
        """The cell at an index."""
        if not index.isValid() or index.row() >= len(self.lines):
            return None
        return self.lines[index.row()].cells[index.column()]

    def find(self, key: str) -> QModelIndex:
        """Where a shift stands."""
        for row, line in enumerate(self.lines):
            for column, cell in enumerate(line.cells):
                if key in cell.keys:
                    return self.index(row, column)
        return QModelIndex()

    def day(self, column: int) -> date | None:
        """The day of a column."""
        return None if self.view is None else self.view.monday + timedelta(days=column)

    def rowCount(self, _parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Lines."""
        return len(self.lines)

    def columnCount(self, _parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Days."""
        return 7 if self.view is not None else 0

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """What a cell says; `CELL` for itself."""
        cell = self.cell(index)
        if cell is None:
            return None
        if role == CELL:
            return cell
        if role == int(Qt.ItemDataRole.DisplayRole):
            return ", ".join(one.words for one in cell.chips)
        if role in (SPOKEN, int(Qt.ItemDataRole.ToolTipRole)):
            day = self.day(index.column())
            nothing = f"{self.lines[index.row()].name}, {day:%A}: " + tr("no shift") if day else ""
            if role == SPOKEN:
                return cell.spoken or nothing
            # A tip with markup in it would be obeyed: it is shown as typed.
            return f"<span>{html.escape(cell.spoken)}</span>" if "<" in cell.spoken else cell.spoken or None
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:
        """Days across, jobs or people down."""
        if self.view is None or role not in (int(Qt.ItemDataRole.DisplayRole), SPOKEN, LINE):
            return None
        if orientation == Qt.Orientation.Horizontal:
            day = self.day(section)
            return f"{day:%a} {day.day}" if day else None
        if section >= len(self.lines):
            return None
        return self.lines[section] if role == LINE else self.lines[section].name
