"""Requests that repeat, the tasks they have and the spells in which they rest: for many at once."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import String, func, or_, select
from sqlalchemy.orm import Session

from db.enums import TaskKind, TaskStatus
from db.enums_repeats import HolidayRule
from db.models import HelpPause, NeedType, Person, Request, Task
from db.queries.paging import by_keys, fetch, given
from db.queries.requests import STAGES

_REPEATS = (Request.recurrence != "", Request.status.in_(STAGES["open"]), Request.voided_at.is_(None))


class Repeating(NamedTuple):
    """An open request that repeats, and the days its rule begins from."""

    id: str
    person_id: str
    recurrence: str
    starts_on: date | None
    due_on: date | None
    holidays: HolidayRule


class RepeatDay(NamedTuple):
    """A day for which a repeating request has a task, in use or not; untouched while nobody was given it."""

    request_id: str
    occurrence: date
    on_date: date
    void_reason: str | None
    untouched: bool


class PauseRow(NamedTuple):
    """A spell without help, of one request or of everything somebody gets."""

    id: str
    person_id: str
    request_id: str | None
    first_day: date
    last_day: date | None
    look_on: date | None
    reason: str


class Ending(NamedTuple):
    """A request that repeats until a day, with whose it is."""

    id: str
    number: int
    recurrence: str
    first_name: str
    last_name: str
    need: str
    is_private: bool
    taken_by_id: str | None


def repeating(session: Session) -> list[Repeating]:
    """Open requests that repeat."""
    query = select(
        *(Request.id, Request.person_id, Request.recurrence, Request.starts_on, Request.due_on),
        Request.holidays,
    ).where(*_REPEATS)
    return [Repeating(*row) for row in fetch(session, query)]


def ending(session: Session) -> list[Ending]:
    """Open requests that repeat until a day that their rule says."""
    query = (
        select(
            *(Request.id, Request.number, Request.recurrence, Person.first_name, Person.last_name),
            *(NeedType.label, NeedType.is_private, Request.taken_by_id),
        )
        .join(Person, Person.id == Request.person_id)
        .join(NeedType, NeedType.id == Request.need_type_id)
        .where(*_REPEATS, Request.recurrence.contains("UNTIL="))
    )
    return [Ending(*row) for row in fetch(session, query)]


def pauses(session: Session, since: date, person_ids: Collection[str] | None = None) -> list[PauseRow]:
    """Spells without help that last to a day or beyond, in their order.

    Args:
        session: a reading session.
        since: leave out what ended before this day.
        person_ids: only these people's; None for everybody's.
    """
    query = select(
        *(HelpPause.id, HelpPause.person_id, HelpPause.request_id),
        *(HelpPause.first_day, HelpPause.last_day, HelpPause.look_on, HelpPause.reason),
    ).where(HelpPause.voided_at.is_(None), or_(HelpPause.last_day.is_(None), HelpPause.last_day >= since))
    query = query.order_by(HelpPause.first_day, HelpPause.id)
    if person_ids is None:
        return [PauseRow(*row) for row in fetch(session, query)]
    return [
        PauseRow(*row) for row in fetch(session, by_keys(query, HelpPause.person_id), given(set(person_ids)))
    ]


def days_in_words(session: Session, since: date, surplus: Sequence[str]) -> dict[str, str]:
    """The days of each open repeating request's tasks from one day on, as ISO dates with commas between.

    One short text a request: a hub may hold hundreds of thousands of such days.

    Args:
        session: a reading session.
        since: the first day.
        surplus: why tasks were voided that do not count.
    """
    counts = Task.voided_at.is_(None) | Task.void_reason.not_in(surplus)
    query = select(Task.request_id, func.group_concat(Task.occurrence.cast(String), ","))
    query = query.join(Request, Request.id == Task.request_id).where(
        Task.occurrence >= since, counts, *_REPEATS
    )
    return {row[0]: row[1] for row in fetch(session, query.group_by(Task.request_id))}


def days_of(session: Session, request_ids: Sequence[str], since: date) -> list[RepeatDay]:
    """Days from one day on for which requests have tasks, those taken back too."""
    nobodys = Task.volunteer_id.is_(None) & Task.stop_id.is_(None) & Task.voided_at.is_(None)
    untouched = (Task.status == TaskStatus.PLANNED) & nobodys & Task.by_hand.is_(False)
    query = select(Task.request_id, Task.occurrence, Task.on_date, Task.void_reason, untouched).where(
        Task.occurrence >= since
    )
    return [RepeatDay(*row) for row in fetch(session, by_keys(query, Task.request_id), given(request_ids))]


def with_kinds(session: Session, request_ids: Sequence[str]) -> list[tuple[Request, TaskKind]]:
    """Requests with the kind of task their need asks for."""
    query = select(Request, NeedType.kind).join(NeedType, NeedType.id == Request.need_type_id)
    return [
        (request, kind) for request, kind in session.execute(by_keys(query, Request.id), given(request_ids))
    ]


def of_person(session: Session, person_id: str) -> list[str]:
    """Keys of somebody's open requests that repeat."""
    return list(session.scalars(select(Request.id).where(Request.person_id == person_id, *_REPEATS)))


def names(session: Session, person_ids: Sequence[str]) -> dict[str, str]:
    """Names of people in use, by their keys."""
    name = func.trim(Person.first_name + " " + Person.last_name)
    query = by_keys(select(Person.id, name).where(Person.voided_at.is_(None)), Person.id)
    return {row[0]: row[1] for row in session.execute(query, given(person_ids))}


def on_rounds(session: Session, request_ids: Sequence[str], since: date) -> list[Task]:
    """Tasks of requests that are on a round from one day on and have not come back."""
    query = select(Task).where(
        Task.stop_id.is_not(None), Task.on_date >= since, Task.voided_at.is_(None), Task.outcome.is_(None)
    )
    return list(session.scalars(by_keys(query, Task.request_id), given(request_ids)))


def every_task_of(session: Session, request_ids: Sequence[str]) -> list[Task]:
    """Tasks of requests, those taken back too."""
    return list(session.scalars(by_keys(select(Task), Task.request_id), given(request_ids)))
