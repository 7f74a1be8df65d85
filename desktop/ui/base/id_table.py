"""The model behind every list: ids in the order SQL gave them, rows fetched a page at a time when painted.

Held for 100,000 rows are the ids only; pages of 16 rows are asked for by id, turned into finished cells once,
and kept in a small least-recently-used cache, so that scrolling costs dictionary look-ups.
"""

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Sequence
from contextlib import suppress
from itertools import accumulate
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.ui.base.columns import EMPTY, Cell, CellKind, Column, Group

PAGE_ROWS = 16
FEW = 3
PAGES_KEPT = 192
"""Pages in the cache: 3,072 rows, several screens either way."""

Index = QModelIndex | QPersistentModelIndex
Fetch = Callable[[Sequence[Any]], Sequence[Any]]

DISPLAY = int(Qt.ItemDataRole.DisplayRole)
TOOLTIP = int(Qt.ItemDataRole.ToolTipRole)
ALIGN = int(Qt.ItemDataRole.TextAlignmentRole)
SPOKEN = int(Qt.ItemDataRole.AccessibleTextRole)
ID_ROLE = int(Qt.ItemDataRole.UserRole) + 1
ROW_ROLE = ID_ROLE + 1
CELL_ROLE = ID_ROLE + 2
KIND_ROLE = ID_ROLE + 3

_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_ROW_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
_GROUP_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren


class IdTableModel(QAbstractTableModel):
    """Ids and groups, with rows by page.

    `fetch` takes ids and returns rows in the same order, or rows with an `id` in any order; ids that are gone
    may be left out. `DisplayRole` is always a `str`; `ID_ROLE` and `ROW_ROLE` carry the native values.
    """

    def __init__(self, columns: Sequence[Column], fetch: Fetch, parent: QObject | None = None) -> None:
        """Start empty.

        Args:
            columns: left to right.
            fetch: rows for at most 16 ids.
            parent: the owner.
        """
        super().__init__(parent)
        self.columns = tuple(columns)
        self._fetch = fetch
        self._ids: Sequence[Any] = ()
        self._groups: tuple[Group, ...] = ()
        self._heads: list[int] = []
        self._pages: OrderedDict[int, list[tuple[Any, tuple[Cell, ...]]]] = OrderedDict()
        self._where: dict[Hashable, int] | None = None
        self.sorted_by: tuple[str, bool] = ("", False)

    @property
    def ids(self) -> Sequence[Any]:
        """The ids shown, in order."""
        return self._ids

    @property
    def groups(self) -> tuple[Group, ...]:
        """The headings."""
        return self._groups

    @property
    def head_rows(self) -> Sequence[int]:
        """The rows that are headings, rising."""
        return self._heads

    def set_ids(self, ids: Sequence[Any], groups: Iterable[Group] = ()) -> None:
        """Show other ids.

        Args:
            ids: in the order wanted; kept, not copied.
            groups: headings in order whose counts add up to the number of ids, or none.

        Raises:
            ValueError: the counts do not add up.
        """
        made = tuple(groups)
        if made and sum(group.count for group in made) != len(ids):
            raise ValueError("The groups do not cover the ids.")
        self.beginResetModel()
        self._ids, self._groups = ids, made
        self._heads = []
        row = 0
        for group in made:
            self._heads.append(row)
            row += group.count + 1
        self._pages.clear()
        self._where = None
        self.endResetModel()

    def invalidate(self, ids: Iterable[Any] | None = None) -> None:
        """Fetch rows again when they are next painted.

        Args:
            ids: those that changed; None for all.
        """
        if ids is None:
            self._pages.clear()
        else:
            for at in self._positions(ids):
                self._pages.pop(at // PAGE_ROWS, None)
        if self.rowCount():
            last = self.index(self.rowCount() - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def is_head(self, row: int) -> bool:
        """Whether a row is a heading."""
        if not self._heads:
            return False
        at = bisect_right(self._heads, row) - 1
        return self._heads[at] == row

    def id_at(self, row: int) -> Any:
        """The id shown in a row; None for headings and rows outside."""
        if not 0 <= row < self.rowCount() or self.is_head(row):
            return None
        return self._ids[self._at(row)]

    def row_of(self, item: Any) -> int:
        """The row that shows an id; -1 when it is not shown."""
        at = next(iter(self._positions((item,))), None)
        if at is None:
            return -1
        if not self._heads:
            return at
        passed = 0
        for number, group in enumerate(self._groups, start=1):
            passed += group.count
            if at < passed:
                return at + number
        return -1

    def rows_of(self, items: Iterable[Any]) -> list[int]:
        """The rows that show these ids, rising; those not shown are left out."""
        found = sorted(self._positions(items))
        if not self._heads:
            return found
        ends = list(accumulate(group.count for group in self._groups))
        return [at + bisect_right(ends, at) + 1 for at in found]

    def ids_between(self, first: int, last: int) -> list[Any]:
        """The ids in a run of rows, headings left out."""
        if not self._heads:
            return list(self._ids[first : last + 1])
        heads = set(self._heads)
        return [self._ids[self._at(row)] for row in range(first, last + 1) if row not in heads]

    def record_at(self, row: int) -> Any:
        """The fetched row object behind a row; None for headings and ids that are gone."""
        return self._entry(row)[0] if self.id_at(row) is not None else None

    def cell_at(self, row: int, column: int) -> Cell:
        """The finished cell; empty for headings and ids that are gone."""
        if self.is_head(row):
            return EMPTY
        cells = self._entry(row)[1]
        return cells[column] if cells else EMPTY

    def head_text(self, row: int) -> str:
        """The words of a heading, with its count."""
        group = self._groups[bisect_right(self._heads, row) - 1]
        return f"{group.title} · {group.count:,}"

    def _at(self, row: int) -> int:
        """Position among the ids of a row that is not a heading."""
        return row - bisect_right(self._heads, row) if self._heads else row

    def _positions(self, items: Iterable[Any]) -> list[int]:
        """Positions of those among the ids.

        A few are looked for one by one: to note the places of 100,000 first takes longer than a frame
        (measured: 18 ms against 1 ms for an id in the middle).
        """
        wanted = list(items)
        if self._where is None and len(wanted) <= FEW:
            found: list[int] = []
            for item in wanted:
                with suppress(ValueError):
                    found.append(self._ids.index(item))
            return found
        if self._where is None:
            self._where = {known: at for at, known in enumerate(self._ids)}
        return [self._where[item] for item in wanted if item in self._where]

    def _entry(self, row: int) -> tuple[Any, tuple[Cell, ...]]:
        at = self._at(row)
        number, within = divmod(at, PAGE_ROWS)
        page = self._pages.get(number)
        if page is None:
            page = self._load(number)
        elif number != next(reversed(self._pages)):
            self._pages.move_to_end(number)
        return page[within]

    def _load(self, number: int) -> list[tuple[Any, tuple[Cell, ...]]]:
        wanted = list(self._ids[number * PAGE_ROWS : (number + 1) * PAGE_ROWS])
        rows = list(self._fetch(wanted))
        if rows and hasattr(rows[0], "id"):
            by_id = {row.id: row for row in rows}
            rows = [by_id.get(item) for item in wanted]
        rows += [None] * (len(wanted) - len(rows))
        columns = self.columns
        page = [(row, tuple(c.cell_of(row) for c in columns) if row is not None else ()) for row in rows]
        self._pages[number] = page
        if len(self._pages) > PAGES_KEPT:
            self._pages.popitem(last=False)
        return page

    # Qt overrides

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Ids and headings."""
        return 0 if parent.isValid() else len(self._ids) + len(self._heads)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Columns."""
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings cannot be selected; no row is fetched to answer."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return _GROUP_FLAGS if self.is_head(index.row()) else _ROW_FLAGS

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        """One cell; see the role constants of this module."""
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        if self._heads and self.is_head(row):
            return self.head_text(row) if role in (DISPLAY, SPOKEN) and column == 0 else None
        if role == DISPLAY:
            return self.cell_at(row, column).text
        if role == CELL_ROLE:
            return self.cell_at(row, column)
        if role == ALIGN:
            return _RIGHT if self.columns[column].align_right else _LEFT
        if role == SPOKEN:
            cell = self.cell_at(row, column)
            return cell.spoken or cell.text
        if role == ID_ROLE:
            return self.id_at(row)
        if role == ROW_ROLE:
            return self.record_at(row)
        return self.columns[column].kind if role == KIND_ROLE else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        """Column titles."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == DISPLAY:
            return column.title
        if role == SPOKEN:
            return column.title or column.key
        return _RIGHT if role == ALIGN and column.align_right else _LEFT if role == ALIGN else None


__all__ = [
    "CELL_ROLE",
    "ID_ROLE",
    "KIND_ROLE",
    "ROW_ROLE",
    "Cell",
    "CellKind",
    "Column",
    "Group",
    "IdTableModel",
]
