"""What a table shows: columns, and the cells that rows turn into."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from db.enums import Urgency
from desktop.ui.base.tokens import Tone


class CellKind(Enum):
    """How a cell is drawn."""

    TEXT = auto()
    STRONG = auto()
    SECOND = auto()
    NUMBER = auto()
    URGENCY = auto()
    NEED_ICON = auto()
    PERSON = auto()
    STATUS = auto()
    CHIP = auto()


@dataclass(frozen=True, slots=True)
class Cell:
    """What one cell shows.

    Attributes:
        text: its words.
        icon: an icon before them.
        tone: their colour; empty for the one of the column's kind.
        urgency: the shape before them.
        bold: heavier words.
        spoken: what a screen reader says when the words alone are not enough.
        second: a quieter line under the words, where rows have room for one.
    """

    text: str
    icon: str = ""
    tone: Tone | None = None
    urgency: Urgency | None = None
    bold: bool = False
    spoken: str = ""
    second: str = ""


EMPTY = Cell("")


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    Attributes:
        key: the attribute of the row it shows and the name given to `sort_requested`.
        title: its header.
        width: px at 100%; the least for a stretching column.
        stretch: takes the room that is left.
        align_right: for numbers and times.
        formatter: value of the attribute to words; by default `str`, with nothing for None.
        icon: value to the name of an icon.
        cell: whole row to cell, instead of `formatter` and `icon`.
        kind: how cells are drawn.
        sortable: whether its header sorts.
        priority: columns with the highest number are hidden first when there is no room; 0 always stays.
        files: what it is called in files and prints of the list; several where it shows several, none where
            it stays on screen.
        two_lines: its cells have a second line, so that rows are higher.
        action: what seeing it takes, of `desktop.services.actions`; absent for whoever may not.
    """

    key: str
    title: str
    width: int = 110
    stretch: bool = False
    align_right: bool = False
    formatter: Callable[[Any], str] | None = None
    icon: Callable[[Any], str] | None = None
    cell: Callable[[Any], Cell | str] | None = None
    kind: CellKind = CellKind.TEXT
    sortable: bool = True
    priority: int = 0
    files: tuple[str, ...] = ()
    two_lines: bool = False
    action: str = ""

    def cell_of(self, row: Any) -> Cell:
        """Turn a row into this column's cell.

        Args:
            row: an object with an attribute `key`, unless `cell` is set.

        Returns:
            The cell.
        """
        if self.cell is not None:
            made = self.cell(row)
            return made if isinstance(made, Cell) else Cell(made)
        value = getattr(row, self.key)
        formatter = self.formatter or _words
        return Cell(formatter(value), icon=self.icon(value) if self.icon else "")


def _words(value: object) -> str:
    return "" if value is None else str(value)


@dataclass(frozen=True, slots=True)
class Group:
    """A run of rows under one heading.

    Attributes:
        title: the heading.
        count: how many of the ids that follow belong to it.
    """

    title: str
    count: int
