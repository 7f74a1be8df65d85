"""Many rows into one table at the driver's speed: the columns' own conversions, and nothing else a row."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import Connection, Table, insert
from sqlalchemy.engine import Dialect


class _Plan(NamedTuple):
    statement: str
    names: tuple[str, ...]
    conversions: tuple[tuple[int, Callable[[Any], Any]], ...]


def insert_rows(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Write rows as `sqlalchemy.insert` would, without working out its parameters for each row anew.

    Args:
        connection: the write transaction's own connection; its driver takes values by position.
        table: where they go.
        rows: a value for every column, by name.

    Raises:
        KeyError: a row lacks a column.
        KnownStoreError: the store could not take the write, in plain words.
    """
    if not rows:
        return
    statement, names, conversions = _plan(table, connection.dialect)
    made = []
    for row in rows:
        values = [row[name] for name in names]
        for place, convert in conversions:
            values[place] = convert(values[place])
        made.append(tuple(values))
    connection.exec_driver_sql(statement, made)


@lru_cache(maxsize=128)
def _plan(table: Table, dialect: Dialect) -> _Plan:
    compiled = insert(table).compile(dialect=dialect)
    names = tuple(compiled.positiontup or ())
    found = [(place, _conversion(table, name, dialect)) for place, name in enumerate(names)]
    return _Plan(str(compiled), names, tuple((place, one) for place, one in found if one is not None))


def _conversion(table: Table, name: str, dialect: Dialect) -> Callable[[Any], Any] | None:
    return table.c[name].type.dialect_impl(dialect).bind_processor(dialect)
