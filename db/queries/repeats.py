"""Requests that repeat, and the tasks they have: for many at once."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import String, func, select
from sqlalchemy.orm import Session

from db.enums import TaskKind, TaskStatus
from db.models import NeedType, Request, Task
from db.queries.paging import by_keys, fetch, given
from db.queries.requests import STAGES

_REPEATS = (Request.recurrence != "", Request.status.in_(STAGES["open"]), Request.voided_at.is_(None))


class Repeating(NamedTuple):
    """An open request that repeats, and the days its rule begins from."""

    id: str
    recurrence: str
    starts_on: date | None
    due_on: date | None


class RepeatDay(NamedTuple):
    """A day for which a repeating request has a task, in use or not; untouched while nobody was given it."""

    request_id: str
    occurrence: date
    void_reason: str | None
    untouched: bool


def repeating(session: Session) -> list[Repeating]:
    """Open requests that repeat."""
    query = select(Request.id, Request.recurrence, Request.starts_on, Request.due_on).where(*_REPEATS)
    return [Repeating(*row) for row in fetch(session, query)]


def days_in_words(session: Session, since: date, surplus: str) -> dict[str, str]:
    """The days of each open repeating request's tasks from one day on, as ISO dates with commas between.

    One short text a request: a hub may hold hundreds of thousands of such days.

    Args:
        session: a reading session.
        since: the first day.
        surplus: why tasks were voided that do not count.
    """
    counts = Task.voided_at.is_(None) | (Task.void_reason != surplus)
    query = select(Task.request_id, func.group_concat(Task.occurrence.cast(String), ","))
    query = query.join(Request, Request.id == Task.request_id).where(
        Task.occurrence >= since, counts, *_REPEATS
    )
    return {row[0]: row[1] for row in fetch(session, query.group_by(Task.request_id))}


def days_of(session: Session, request_ids: Sequence[str], since: date) -> list[RepeatDay]:
    """Days from one day on for which requests have tasks, those taken back too."""
    nobodys = Task.volunteer_id.is_(None) & Task.stop_id.is_(None) & Task.voided_at.is_(None)
    untouched = (Task.status == TaskStatus.PLANNED) & nobodys
    query = select(Task.request_id, Task.occurrence, Task.void_reason, untouched).where(
        Task.occurrence >= since
    )
    return [RepeatDay(*row) for row in fetch(session, by_keys(query, Task.request_id), given(request_ids))]


def with_kinds(session: Session, request_ids: Sequence[str]) -> list[tuple[Request, TaskKind]]:
    """Requests with the kind of task their need asks for."""
    query = select(Request, NeedType.kind).join(NeedType, NeedType.id == Request.need_type_id)
    return [
        (request, kind) for request, kind in session.execute(by_keys(query, Request.id), given(request_ids))
    ]


def every_task_of(session: Session, request_ids: Sequence[str]) -> list[Task]:
    """Tasks of requests, those taken back too."""
    return list(session.scalars(by_keys(select(Task), Task.request_id), given(request_ids)))
