"""Steps of casework: those of a request, and those past their day."""

from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased

from db.enums import RequestStatus
from db.enums_casework import StepState
from db.models import CaseStep, NeedType, Person, Request, User
from db.queries.paging import fetch

_SETTLER = aliased(User)
_OPEN = (
    RequestStatus.NEW,
    RequestStatus.TRIAGED,
    RequestStatus.ASSIGNED,
    RequestStatus.IN_PROGRESS,
    RequestStatus.WAITING,
)


class StepRow(NamedTuple):
    """One step.

    Attributes:
        owner: who does it: an account's name, or the name given; empty for nobody yet.
    """

    id: str
    request_id: str
    checklist: str
    code: str
    words: str
    owner_id: str | None
    owner: str
    due_on: date | None
    state: StepState
    settled_on: date | None
    settled_by: str
    note: str


class OverdueRow(NamedTuple):
    """A step past its day, with whose request it is on."""

    step: StepRow
    number: int
    person: str
    is_private: bool
    taken_by_id: str | None
    taken_at: datetime


def steps(session: Session, request_id: str) -> list[StepRow]:
    """The steps of a request, in their order."""
    query = _steps(select(*_COLUMNS)).where(CaseStep.request_id == request_id)
    found = fetch(session, query.order_by(CaseStep.position, CaseStep.created_at, CaseStep.id))
    return [StepRow(*row) for row in found]


def overdue(session: Session, today: date, most: int) -> list[OverdueRow]:
    """Open steps of open requests whose day has come, the longest past first."""
    query = (
        _steps(
            select(
                *_COLUMNS,
                Request.number,
                func.trim(Person.first_name + " " + Person.last_name),
                NeedType.is_private,
                Request.taken_by_id,
                Request.taken_at,
            )
        )
        .join(Request, Request.id == CaseStep.request_id)
        .join(Person, Person.id == Request.person_id)
        .join(NeedType, NeedType.id == Request.need_type_id)
        .where(
            CaseStep.state == StepState.OPEN,
            CaseStep.due_on <= today,
            Request.voided_at.is_(None),
            Request.status.in_(_OPEN),
        )
        .order_by(CaseStep.due_on, CaseStep.id)
        .limit(most)
    )
    wide = len(_COLUMNS)
    return [OverdueRow(StepRow(*row[:wide]), *row[wide:]) for row in fetch(session, query)]


_COLUMNS: tuple[Any, ...] = (
    CaseStep.id,
    CaseStep.request_id,
    CaseStep.checklist,
    CaseStep.code,
    CaseStep.words,
    CaseStep.owner_id,
    func.coalesce(User.name, CaseStep.owner_name),
    CaseStep.due_on,
    CaseStep.state,
    CaseStep.settled_on,
    func.coalesce(_SETTLER.name, ""),
    CaseStep.note,
)


def _steps(query: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    return (
        query.select_from(CaseStep)
        .outerjoin(User, User.id == CaseStep.owner_id)
        .outerjoin(_SETTLER, _SETTLER.id == CaseStep.settled_by_id)
        .where(CaseStep.voided_at.is_(None))
    )
