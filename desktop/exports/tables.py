"""One description of a table's columns: every writer, descriptor and check reads it."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import Enum, StrEnum
from functools import cache
from operator import attrgetter, itemgetter
from typing import Any
from uuid import UUID


class Kind(StrEnum):
    """What sort of value a column holds."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    DATE = "date"
    DATETIME = "datetime"
    PHONE = "phone"
    POSTCODE = "postcode"
    UUID = "uuid"
    CODE = "code"


PATTERNS: dict[Kind, str] = {
    Kind.INTEGER: r"-?(0|[1-9][0-9]*)",
    Kind.NUMBER: r"-?[0-9]+(\.[0-9]+)?",
    Kind.DATE: r"[0-9]{4}-[0-9]{2}-[0-9]{2}",
    Kind.DATETIME: r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z",
    Kind.PHONE: r"\+[1-9][0-9]{6,14}",
    Kind.POSTCODE: r"[A-PR-UWYZ][A-HK-Y]?[0-9][0-9A-HJKMNPR-Y]? [0-9][ABD-HJLNP-UW-Z]{2}",
    Kind.UUID: r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
}
"""Shapes by kind, matched whole: ISO 8601, ITU-T E.164 and RFC 9562 as written out, and the postcode shape
that all live rows of OS Code-Point Open fit."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Args:
        name: the machine's name, also the CSV heading.
        title: the heading people read; empty takes it from the name.
        kind: what sort of value it holds.
        pattern: a stricter shape than the kind's own, matched whole, without ``^`` and ``$``.
        enum: the only values allowed; empty allows any.
        required: whether a row must have it.
        width: width in characters on a spreadsheet.
    """

    name: str
    title: str = ""
    kind: Kind = Kind.TEXT
    pattern: str = ""
    enum: tuple[str, ...] = ()
    required: bool = False
    width: int = 18

    @property
    def heading(self) -> str:
        """The words at the top of the column."""
        return self.title or self.name.replace("_", " ").capitalize()

    @property
    def shape(self) -> str:
        """The pattern a value must match whole; empty when any text will do."""
        return self.pattern or PATTERNS.get(self.kind, "")

    @property
    def is_numeric(self) -> bool:
        """Whether a spreadsheet should hold it as a number."""
        return self.kind in (Kind.INTEGER, Kind.NUMBER)

    def fits(self, text: str) -> bool:
        """Whether a value has this column's shape and is one of its codes.

        Args:
            text: the value as written; an empty one always fits here (see ``required``).

        Returns:
            True when nothing about the value's shape is wrong.
        """
        if not text:
            return True
        if self.enum and text not in self.enum:
            return False
        if self.shape and not compiled(self.shape).fullmatch(text):
            return False
        return self.kind not in (Kind.DATE, Kind.DATETIME) or _is_real_date(text)


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """A column whose values must exist in another table's column."""

    column: str
    table: str
    target: str


@dataclass(frozen=True, slots=True)
class Table:
    """A named set of columns with its keys.

    Args:
        name: the machine's name.
        columns: in the order written.
        primary_key: a column unique in every row; empty for none.
        foreign_keys: links to other tables of the same package.
        title: the name people read; empty takes it from the name.
        file: the file's name without ``.csv``; empty takes the machine's name.
    """

    name: str
    columns: tuple[Column, ...]
    primary_key: str = ""
    foreign_keys: tuple[ForeignKey, ...] = ()
    title: str = ""
    file: str = ""

    @property
    def csv_name(self) -> str:
        """The name of its CSV file."""
        return f"{self.file or self.name}.csv"

    @property
    def names(self) -> tuple[str, ...]:
        """The columns' names in order."""
        return tuple(column.name for column in self.columns)

    @property
    def heading(self) -> str:
        """The table's name for people."""
        return self.title or self.name.replace("_", " ").capitalize()


Row = Sequence[Any] | Mapping[str, Any]


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """Compile a pattern once."""
    return re.compile(pattern)


def to_text(value: object) -> str:
    """Write any value the one way every file uses.

    Args:
        value: text, number, date, time, code, id, yes/no or None. A time without a zone is taken as UTC.

    Returns:
        ISO 8601 for dates and times (UTC, whole seconds, ``Z``), codes by value, ``yes``/``no``, "" for None.
    """
    match value:
        case None:
            return ""
        case Enum():
            return str(value.value)
        case str():
            return value
        case bool():
            return "yes" if value else "no"
        case datetime():
            zoned = value if value.tzinfo else value.replace(tzinfo=UTC)
            return zoned.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        case date():
            return value.isoformat()
        case float():
            return str(int(value)) if value.is_integer() else repr(value)
        case UUID():
            return str(value)
    return str(value)


def sequences(table: Table, rows: Iterable[Row | object]) -> Iterator[Sequence[Any]]:
    """Put each row's values in the table's column order.

    Args:
        table: whose columns to take.
        rows: all alike: sequences already in order, mappings by column name (a missing name reads as
            None), or objects with an attribute for each column.

    Returns:
        One sequence a row, read as they are asked for.
    """
    iterator = iter(rows)
    for first in iterator:
        getter = _getter(table, first)
        yield getter(first)
        for row in iterator:
            yield getter(row)


def _getter(table: Table, first: object) -> Callable[[Any], Sequence[Any]]:
    names = table.names
    if isinstance(first, Mapping):
        return _mapping_getter(names)
    if isinstance(first, Sequence) and not isinstance(first, str):
        return _itself
    if len(names) == 1:
        only = attrgetter(names[0])
        return lambda row: (only(row),)
    return attrgetter(*names)


def _mapping_getter(names: tuple[str, ...]) -> Callable[[Any], Sequence[Any]]:
    fast = itemgetter(*names) if len(names) > 1 else None

    def get(row: Mapping[str, Any]) -> Sequence[Any]:
        try:
            return fast(row) if fast else (row[names[0]],)
        except KeyError:
            return [row.get(name) for name in names]

    return get


def _itself(row: Sequence[Any]) -> Sequence[Any]:
    return row


def _is_real_date(text: str) -> bool:
    try:
        datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        return False
    return True
