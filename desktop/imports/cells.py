"""Where a row's fields lie: a column map turned into direct reads, once for a file."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from operator import itemgetter

from desktop.imports.mapping import Column, ColumnMap
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
        raw: a field whose cell is a code of the sender's, to how the code itself is read.
        meanings: a column of codes that goes into a field of `many`, to what its cells mean.
    """

    headers: tuple[str, ...]
    one: dict[str, Getter]
    many: dict[str, tuple[tuple[int, str], ...]]
    raw: dict[str, Getter] = field(default_factory=dict)
    meanings: dict[int, Callable[[str], str]] = field(default_factory=dict)

    def getter(self, target: str) -> Getter:
        """How a field's cell is read; a field the file lacks reads as empty."""
        return self.one.get(target, _nothing)

    def as_written(self, target: str) -> Getter:
        """How a field's cell is read as the sender wrote it, whatever it means."""
        return self.raw.get(target) or self.getter(target)

    def means(self, index: int, cell: str) -> str:
        """What a cell of a column of `many` means."""
        meaning = self.meanings.get(index)
        return meaning(cell.strip()) if meaning else cell

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
    raw: dict[str, Getter] = {}
    meanings: dict[int, Callable[[str], str]] = {}
    for column in column_map.columns:
        if column.target in MANY:
            many.setdefault(column.target, []).append((column.index, column.label))
            if column.meanings:
                meanings[column.index] = column.meaning()
        elif column.target:
            one[column.target] = itemgetter(column.index)
            if column.meanings:
                raw[column.target] = one[column.target]
                one[column.target] = _meaning(column)
    headers = tuple(column.header for column in column_map.columns)
    return Places(headers, one, {target: tuple(places) for target, places in many.items()}, raw, meanings)


def _meaning(column: Column) -> Getter:
    index, meaning = column.index, column.meaning()
    return lambda cells: meaning(cells[index])


def _constant(value: str) -> Getter:
    return lambda cells: value
