"""Column values as text, for the change log, drafts and exports, and back again."""

import json
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Boolean, Column, Date, Enum, Time

from db.types import UtcDateTime


def plain(value: Any) -> Any:
    """Make a column value fit for JSON; dates and moments become ISO 8601 text."""
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    return value


def _written(value: Any) -> str:
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    raise TypeError(f"a {type(value).__name__} has no place in the log")


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True, default=_written)


def encode(value: Any) -> str:
    """Write a column value, or a dict of them, as compact JSON."""
    return _ENCODER.encode(value)


def decode(column: Column[Any], value: Any) -> Any:
    """Turn a JSON value back into what the column holds.

    Args:
        column: the column it belongs to.
        value: what `plain` made, after a JSON round trip.

    Returns:
        The value as the ORM would give it.
    """
    if value is None or isinstance(column.type, JSON | Boolean):
        return value
    if isinstance(column.type, Enum) and column.type.enum_class is not None:
        return column.type.enum_class(value)
    for kind, parse in _PARSERS:
        if isinstance(column.type, kind):
            return parse(value)
    return value


_PARSERS: tuple[tuple[type[Any], Any], ...] = (
    (UtcDateTime, datetime.fromisoformat),
    (Date, date.fromisoformat),
    (Time, time.fromisoformat),
)
