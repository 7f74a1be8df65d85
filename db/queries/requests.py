"""Requests: ids for a stage and sort, rows for ids, and what is open for one person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Select, SQLColumnExpression, case, func, select
from sqlalchemy.orm import Session, aliased

from db.enums import RequestStatus, TaskStatus, Urgency
from db.enums_casework import StepState
from db.models import Area, CaseStep, Household, NeedType, Person, Request, Task, Volunteer
from db.queries.paging import by_keys, in_order, keys, ordered

STAGES: dict[str, tuple[RequestStatus, ...]] = {
    "open": (
        RequestStatus.NEW,
        RequestStatus.TRIAGED,
        RequestStatus.ASSIGNED,
        RequestStatus.IN_PROGRESS,
        RequestStatus.WAITING,
    ),
    "to_triage": (RequestStatus.NEW,),
    "to_match": (RequestStatus.TRIAGED,),
    "in_hand": (RequestStatus.ASSIGNED, RequestStatus.IN_PROGRESS),
    "waiting": (RequestStatus.WAITING,),
    "closed": (RequestStatus.DONE, RequestStatus.CANCELLED, RequestStatus.PASSED_ON),
}


class RequestRow(NamedTuple):
    """One line of the list of requests."""

    id: str
    number: int
    person_id: str
    first_name: str
    last_name: str
    need_code: str
    need: str
    icon: str
    is_private: bool
    area: str
    urgency: Urgency
    due_on: date | None
    due_time: time | None
    taken_at: datetime
    status: RequestStatus
    recurrence: str
    volunteer: str
    steps_left: int = 0
    """Steps of casework still open."""


@dataclass(frozen=True, slots=True)
class RequestFilter:
    """Which requests to list.

    Attributes:
        stage: a key of `STAGES`; empty for all.
        among: keys found by a search; None for no search.
        need_code: only this need; empty for all.
        area_id: only people of this area; empty for all.
        person_id: only this person's; empty for all.
        incident_id: only what was asked because of this incident; empty for all.
        with_private: include needs marked private.
        voided: the voided ones instead of those in use.
    """

    stage: str = "open"
    among: tuple[str, ...] | None = None
    need_code: str = ""
    area_id: str = ""
    person_id: str = ""
    incident_id: str = ""
    with_private: bool = True
    voided: bool = False


_HELPER = aliased(Person)
_RANK = case(
    {Urgency.TODAY.value: 0, Urgency.TOMORROW.value: 1, Urgency.THIS_WEEK.value: 2},
    value=Request.urgency,
    else_=3,
)
_STAGE = case(
    {
        RequestStatus.NEW.value: 0,
        RequestStatus.TRIAGED.value: 1,
        RequestStatus.ASSIGNED.value: 2,
        RequestStatus.IN_PROGRESS.value: 2,
        RequestStatus.WAITING.value: 3,
    },
    value=Request.status,
    else_=4,
)
_VOLUNTEER = (
    select(_HELPER.first_name + " " + _HELPER.last_name)
    .join(Volunteer, Volunteer.person_id == _HELPER.id)
    .join(Task, Task.volunteer_id == Volunteer.id)
    .where(Task.request_id == Request.id, Task.status.in_((TaskStatus.PLANNED, TaskStatus.OUT)))
    .where(Task.voided_at.is_(None))
    .order_by(Task.on_date)
    .limit(1)
    .correlate(Request)
    .scalar_subquery()
)
_STEPS_LEFT = (
    select(func.count())
    .where(
        CaseStep.request_id == Request.id,
        CaseStep.state == StepState.OPEN,
        CaseStep.voided_at.is_(None),
    )
    .correlate(Request)
    .scalar_subquery()
)
SORTS: dict[str, tuple[SQLColumnExpression[Any], ...]] = {
    "stage": (_STAGE, _RANK, Request.due_on, Request.number),
    "urgency": (_RANK, Request.due_on),
    "number": (Request.number,),
    "need": (NeedType.label.collate("NOCASE"),),
    "person": (Person.last_name.collate("NOCASE"), Person.first_name.collate("NOCASE")),
    "area": (Area.name.collate("NOCASE"),),
    "asked": (Request.taken_at,),
    "due": (Request.due_on, Request.due_time),
    "status": (Request.status,),
}


def ids(session: Session, wanted: RequestFilter, sort: str = "stage", descending: bool = False) -> list[str]:
    """Keys of the requests wanted, sorted.

    Args:
        session: a reading session.
        wanted: the filter.
        sort: a key of `SORTS`.
        descending: last first.

    Returns:
        Keys in order; ties by key.
    """
    query = _filtered(select(Request.id), wanted, sort)
    return keys(session, ordered(query, SORTS[sort], Request.id, descending), wanted.among, Request.id)


def counts(session: Session) -> dict[str, int]:
    """How many requests there are at each stage."""
    query = select(Request.status, func.count()).where(Request.voided_at.is_(None)).group_by(Request.status)
    by_status: dict[RequestStatus, int] = {status: n for status, n in session.execute(query)}
    return {stage: sum(by_status.get(one, 0) for one in held) for stage, held in STAGES.items()}


def rows(session: Session, wanted: Sequence[str]) -> list[RequestRow]:
    """Lines for keys, in the order of the keys; keys that are gone are left out."""
    return in_order(session, _rows(), wanted, RequestRow)


@cache
def _rows() -> Select[*tuple[Any, ...]]:
    return by_keys(
        (
            select(
                Request.id,
                Request.number,
                Person.id,
                Person.first_name,
                Person.last_name,
                NeedType.code,
                NeedType.label,
                NeedType.icon,
                NeedType.is_private,
                func.coalesce(Area.name, ""),
                Request.urgency,
                Request.due_on,
                Request.due_time,
                Request.taken_at,
                Request.status,
                Request.recurrence,
                func.coalesce(_VOLUNTEER, ""),
                _STEPS_LEFT,
            )
            .join(Person, Person.id == Request.person_id)
            .join(NeedType, NeedType.id == Request.need_type_id)
            .outerjoin(Household, Household.id == Person.household_id)
            .outerjoin(Area, Area.id == Household.area_id)
        ),
        Request.id,
    )


def alike(session: Session, household_id: str, need_type_id: str, closed_since: datetime) -> list[str]:
    """Keys of a household's requests for the same need, open or closed since a moment, newest first."""
    query = (
        select(Request.id)
        .join(Person, Person.id == Request.person_id)
        .where(Person.household_id == household_id, Request.need_type_id == need_type_id)
        .where(Request.voided_at.is_(None))
        .where(Request.status.in_(STAGES["open"]) | (Request.closed_at >= closed_since))
        .order_by(Request.number.desc())
    )
    return list(session.scalars(query))


def records(session: Session, keys: Sequence[str]) -> dict[str, Request]:
    """Requests by key, in one statement however many."""
    return {one.id: one for one in session.scalars(select(Request).where(Request.id.in_(keys)))}


def tasks_of(session: Session, request_id: str) -> list[Task]:
    """A request's tasks, by date."""
    query = select(Task).where(Task.request_id == request_id, Task.voided_at.is_(None))
    return list(session.scalars(query.order_by(Task.on_date)))


def _filtered(query: Select[*tuple[Any, ...]], wanted: RequestFilter, sort: str) -> Select[*tuple[Any, ...]]:
    needs_place = bool(wanted.area_id) or sort == "area"
    if needs_place or sort == "person":
        query = query.join(Person, Person.id == Request.person_id)
    if needs_place:
        query = query.outerjoin(Household, Household.id == Person.household_id)
        query = query.outerjoin(Area, Area.id == Household.area_id)
    if wanted.need_code or sort == "need" or not wanted.with_private:
        query = query.join(NeedType, NeedType.id == Request.need_type_id)
    query = query.where(Request.voided_at.is_not(None) if wanted.voided else Request.voided_at.is_(None))
    if wanted.stage:
        query = query.where(Request.status.in_(STAGES[wanted.stage]))
    if wanted.need_code:
        query = query.where(NeedType.code == wanted.need_code)
    if wanted.area_id:
        query = query.where(Household.area_id == wanted.area_id)
    if wanted.person_id:
        query = query.where(Request.person_id == wanted.person_id)
    if wanted.incident_id:
        query = query.where(Request.incident_id == wanted.incident_id)
    if not wanted.with_private:
        query = query.where(NeedType.is_private.is_(False))
    return query


def of_people(session: Session, people: Sequence[str]) -> list[str]:
    """Keys of these people's requests, newest first."""
    query = select(Request.id).where(Request.person_id.in_(people), Request.voided_at.is_(None))
    return list(session.scalars(query.order_by(Request.number.desc())))
