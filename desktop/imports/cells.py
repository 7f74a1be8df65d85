"""Where a row's fields lie: a column map turned into direct reads, once for a file."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import itemgetter

from desktop.imports.mapping import ColumnMap
from desktop.imports.targets import MANY

Cells = Sequence[str]
Getter = Callable[[Cells], str]


def _nothing(cells: Cells) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Places:
    """The fields of a file's rows.

    Attributes:
        headers: the file's column names.
        one: a field to how its cell is read.
        many: a field several columns may fill to (column, label) for each.
    """

    headers: tuple[str, ...]
    one: dict[str, Getter]
    many: dict[str, tuple[tuple[int, str], ...]]

    def getter(self, target: str) -> Getter:
        """How a field's cell is read; a field the file lacks reads as empty."""
        return self.one.get(target, _nothing)

    def has(self, target: str) -> bool:
        """Whether any column or constant fills a field."""
        return target in self.one or target in self.many

    def columns(self, *targets: str) -> tuple[tuple[int, str], ...]:
        """The columns that fill some fields together, with labels, in the file's order."""
        return tuple(sorted(place for target in targets for place in self.many.get(target, ())))


def places_of(column_map: ColumnMap) -> Places:
    """Turn a map into direct reads."""
    one: dict[str, Getter] = {}
    many: dict[str, list[tuple[int, str]]] = {}
    for target, value in column_map.constants.items():
        one[target] = _constant(value)
    for column in column_map.columns:
        if column.target in MANY:
            many.setdefault(column.target, []).append((column.index, column.label))
        elif column.target:
            one[column.target] = itemgetter(column.index)
    headers = tuple(column.header for column in column_map.columns)
    return Places(headers, one, {target: tuple(places) for target, places in many.items()})


def _constant(value: str) -> Getter:
    return lambda cells: value
