"""Which groups are due today: those whose day has come, and a share of those that were never rung."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time

from sqlalchemy.orm import Session

from db.queries import groups as query
from db.queries.groups import GroupFilter, GroupRow
from desktop.domain.check_ins import first_calls


@dataclass(frozen=True, slots=True)
class GroupCounts:
    """How many groups there are, are due today, have something open, and were never rung yet."""

    every: int
    due: int
    with_issues: int
    never: int


def shared_out(session: Session, wanted: GroupFilter, today: date) -> GroupFilter:
    """A filter for those due, with today's share of the groups that were never rung."""
    if wanted.due_by is None:
        return wanted
    every, _due, _issues, _never, begun = query.counts(session, today, midnight(today))
    return replace(wanted, first_calls=first_calls(every, begun))


def due_groups(session: Session, today: date) -> list[GroupRow]:
    """The groups to ring today, the longest due first."""
    wanted = shared_out(session, GroupFilter(due_by=today), today)
    return query.rows(session, query.ids(session, wanted))


def counted_groups(session: Session, today: date) -> GroupCounts:
    """How many groups there are, and how many of them are due today."""
    every, due, issues, never, begun = query.counts(session, today, midnight(today))
    return GroupCounts(every, due + min(never, first_calls(every, begun)), issues, never)


def midnight(day: date) -> datetime:
    """When a day began, by the laptop's clock."""
    return datetime.combine(day, time.min).astimezone()
