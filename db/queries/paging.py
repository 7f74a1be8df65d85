"""Steps every list shares: sorted keys, and rows for keys in the keys' order."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import Executable, Row, Select, SQLColumnExpression, String, bindparam, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

T = TypeVar("T")
_PAGE = 900
_KEYS = "wanted_keys"


def ordered(
    query: Select[*tuple[Any, ...]],
    by: Sequence[SQLColumnExpression[Any]],
    key: InstrumentedAttribute[str],
    descending: bool,
) -> Select[*tuple[Any, ...]]:
    """Sort a query of keys; ties by key, so that the order is always the same."""
    return query.order_by(*(column.desc() if descending else column for column in by), key)


def keys(
    session: Session,
    query: Select[*tuple[Any, ...]],
    among: Sequence[str] | None = None,
    key: InstrumentedAttribute[str] | None = None,
) -> list[str]:
    """Run a query of keys.

    Args:
        session: a reading session.
        query: selects one key column.
        among: only these keys, such as those a search found; None for no limit.
        key: the key column, needed with ``among``.

    Returns:
        Keys in the query's order.
    """
    if among is not None and key is not None:
        query = query.where(key.in_(among[:_PAGE]))
    return [row[0] for row in fetch(session, query)]


def fetch(
    session: Session, query: Executable, values: Mapping[str, object] | None = None
) -> Sequence[Row[*tuple[Any, ...]]]:
    """Every row of a query of columns, without the step that looks for objects to make of them.

    Args:
        session: a reading session, or one that writes: what waits in it is written first.
        query: selects columns.
        values: its parameters.
    """
    if session.autoflush:
        session.flush()
    return session.connection().execute(query, values or {}).fetchall()


def by_keys(
    query: Select[*tuple[Any, ...]], key: InstrumentedAttribute[str] | InstrumentedAttribute[str | None]
) -> Select[*tuple[Any, ...]]:
    """Narrow a query of rows to keys given later; made once for each list, since lists ask at every scroll.

    The keys travel as one JSON array, so that the statement is the same for any number of them and nothing is
    compiled again (sqlite.org, The JSON functions, section 4.23, ``json_each``).

    Args:
        query: selects the row's columns, the key first.
        key: the key column.

    Returns:
        The query, to be run by `in_order`, or with what `given` makes of the keys.
    """
    keys_of = func.json_each(bindparam(_KEYS, type_=String)).table_valued("value")
    return query.where(key.in_(select(keys_of.c.value)))


def given(wanted: Iterable[str]) -> dict[str, str]:
    """Keys as the parameter of a query made by `by_keys`."""
    return {_KEYS: json.dumps(list(wanted))}


def in_order(
    session: Session,
    query: Select[*tuple[Any, ...]],
    wanted: Sequence[str],
    make: Callable[..., T],
) -> list[T]:
    """Fetch rows for keys, in the order of the keys.

    Args:
        session: a reading session.
        query: made by `by_keys`.
        wanted: the keys.
        make: builds one row from the columns.

    Returns:
        Rows in the order of ``wanted``; keys that are gone are left out.
    """
    found = {row[0]: make(*row) for row in fetch(session, query, given(wanted))}
    return [found[one] for one in wanted if one in found]
