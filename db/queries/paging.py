"""Steps every list shares: sorted keys, and rows for keys in the keys' order."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from sqlalchemy import Select, SQLColumnExpression
from sqlalchemy.orm import InstrumentedAttribute, Session

T = TypeVar("T")
_PAGE = 900


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
    return list(session.connection().execute(query).scalars().all())


def in_order(
    session: Session,
    query: Select[*tuple[Any, ...]],
    key: InstrumentedAttribute[str],
    wanted: Sequence[str],
    make: Callable[..., T],
) -> list[T]:
    """Fetch rows for keys, in the order of the keys.

    Args:
        session: a reading session.
        query: selects the row's columns, the key first.
        key: the key column.
        wanted: the keys.
        make: builds one row from the columns.

    Returns:
        Rows in the order of ``wanted``; keys that are gone are left out.
    """
    found: dict[str, T] = {}
    for start in range(0, len(wanted), _PAGE):
        page = wanted[start : start + _PAGE]
        for row in session.connection().execute(query.where(key.in_(page))):
            found[row[0]] = make(*row)
    return [found[one] for one in wanted if one in found]
