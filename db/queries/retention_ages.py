"""Which records nothing happened with since a day, and the last day of each.

Most of a hub is younger than any rule. So the oldest are found first, then those touched since are left out,
table by table, and only of what remains are the days read.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from db.queries.paging import by_keys, fetch, given
from db.types import UtcDateTime

Same = Callable[[str], str]
"""Tells which record stands for one: of merged people the one they were merged into."""


class Trace(NamedTuple):
    """Where days of records lie.

    Attributes:
        key: the column with the key of the record.
        whens: columns with moments and days.
        joined: a further table and how it is joined.
        where: which rows count.
    """

    key: Any
    whens: tuple[Any, ...]
    joined: tuple[Any, ...] = ()
    where: tuple[ColumnElement[bool], ...] = ()

    def select(self, *columns: Any) -> Select[*tuple[Any, ...]]:
        """A query of its rows."""
        query = select(*columns).where(*self.where)
        return query.join(*self.joined) if self.joined else query


def is_since(when: InstrumentedAttribute[Any], edge: date) -> ColumnElement[bool]:
    """Whether a moment or a day is on a day of this place or after it."""
    is_moment = isinstance(when.type, UtcDateTime)
    return when >= (datetime.combine(edge, time()).astimezone() if is_moment else edge)


def is_before(when: InstrumentedAttribute[Any], edge: date) -> ColumnElement[bool]:
    """Whether a moment or a day is before a day of this place, or there is none."""
    return or_(when.is_(None), ~is_since(when, edge))


class Days:
    """The last day of each of many records, of those that are the same together."""

    def __init__(self, same: Same = str) -> None:
        """Begin with none.

        Args:
            same: tells which record stands for one.
        """
        self.last: dict[str, date] = {}
        self._same = same

    def read(
        self, session: Session, query: Select[*tuple[Any, ...]], values: Mapping[str, object] | None = None
    ) -> None:
        """Take in a query of keys, each with moments and days."""
        for key, *whens in fetch(session, query, values):
            for one in whens:
                if key and one is not None:
                    day = one.astimezone().date() if isinstance(one, datetime) else one
                    whose = self._same(key)
                    self.last[whose] = max(self.last.get(whose, day), day)


def oldest(session: Session, edge: date, born: Trace) -> list[str]:
    """Keys of records that themselves are older than a day."""
    query = born.select(born.key).where(*(is_before(one, edge) for one in born.whens))
    return [row[0] for row in fetch(session, query)]


def untouched(
    session: Session, edge: date, wanted: Iterable[str], traces: Sequence[Trace], same: Same = str
) -> list[str]:
    """Leave out records with a trace on a day or after it, and with them those that are the same.

    Args:
        session: to read with.
        edge: the day.
        wanted: keys of the records.
        traces: where to look.
        same: tells which record stands for one.
    """
    left = list(wanted)
    for trace in traces:
        if not left:
            break
        recent = trace.select(trace.key).where(or_(*(is_since(one, edge) for one in trace.whens)))
        rows = fetch(session, by_keys(recent, trace.key).distinct(), given(left))
        young = {same(row[0]) for row in rows}
        left = [one for one in left if same(one) not in young]
    return left


def last_days(
    session: Session, wanted: Sequence[str], traces: Sequence[Trace], same: Same = str
) -> dict[str, date]:
    """The last day of each record, of those that are the same together.

    Args:
        session: to read with.
        wanted: keys of the records.
        traces: where their days lie.
        same: tells which record stands for one.
    """
    days = Days(same)
    for trace in traces if wanted else ():
        latest = trace.select(trace.key, *map(func.max, trace.whens)).group_by(trace.key)
        days.read(session, by_keys(latest, trace.key), given(wanted))
    return days.last


def among(session: Session, wanted: Sequence[str], query: Select[*tuple[Any, ...]], key: Any) -> set[str]:
    """Which of some keys a query of a key column gives."""
    if not wanted:
        return set()
    return {row[0] for row in fetch(session, by_keys(query, key), given(wanted))}
