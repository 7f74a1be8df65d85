"""Volunteers: ids for a filter and sort, rows for ids, and what belongs to one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import SQLColumnExpression, func, select
from sqlalchemy.orm import Session

from db.enums import CheckStatus, TaskStatus, Transport, VolunteerStatus
from db.models import (
    Area,
    Check,
    Household,
    Person,
    Phone,
    Task,
    Volunteer,
    VolunteerArea,
)
from db.queries.paging import in_order, keys, ordered

WAITING = (CheckStatus.NEEDED, CheckStatus.APPLIED, CheckStatus.IN_PROGRESS)


class VolunteerRow(NamedTuple):
    """One line of the list of volunteers."""

    id: str
    number: int
    person_id: str
    first_name: str
    last_name: str
    status: VolunteerStatus
    transport: Transport
    weekly_minutes: int | None
    areas: str
    phone: str
    checks_seen: int
    checks_waiting: int
    next_review: date | None
    last_task: date | None


@dataclass(frozen=True, slots=True)
class VolunteerFilter:
    """Which volunteers to list.

    Attributes:
        among: keys of people found by a search; None for no search.
        status: only these; empty for all.
        area_id: only those willing to work in this area; empty for all.
        voided: the voided ones instead of those in use.
    """

    among: tuple[str, ...] | None = None
    status: tuple[VolunteerStatus, ...] = ()
    area_id: str = ""
    voided: bool = False


_AREAS = (
    select(func.group_concat(Area.name, ", "))
    .join(VolunteerArea, VolunteerArea.area_id == Area.id)
    .where(VolunteerArea.volunteer_id == Volunteer.id)
    .scalar_subquery()
)
_PHONE = (
    select(Phone.e164)
    .where(Phone.person_id == Person.id, Phone.voided_at.is_(None))
    .order_by(Phone.position, Phone.id)
    .limit(1)
    .scalar_subquery()
)
_SEEN = (
    select(func.count())
    .select_from(Check)
    .where(Check.volunteer_id == Volunteer.id, Check.voided_at.is_(None))
    .where(Check.status == CheckStatus.VERIFIED)
    .scalar_subquery()
)
_WAITING = (
    select(func.count())
    .select_from(Check)
    .where(Check.volunteer_id == Volunteer.id, Check.voided_at.is_(None), Check.status.in_(WAITING))
    .scalar_subquery()
)
_REVIEW = (
    select(func.min(Check.review_on))
    .where(Check.volunteer_id == Volunteer.id, Check.voided_at.is_(None))
    .where(Check.status == CheckStatus.VERIFIED)
    .scalar_subquery()
)
_LAST = (
    select(func.max(Task.on_date))
    .where(Task.volunteer_id == Volunteer.id, Task.status == TaskStatus.DONE)
    .scalar_subquery()
)
SORTS: dict[str, tuple[SQLColumnExpression[Any], ...]] = {
    "name": (Person.last_name.collate("NOCASE"), Person.first_name.collate("NOCASE")),
    "number": (Volunteer.number,),
    "status": (Volunteer.status,),
    "transport": (Volunteer.transport,),
    "hours": (Volunteer.weekly_minutes,),
}


def ids(session: Session, wanted: VolunteerFilter, sort: str = "name", descending: bool = False) -> list[str]:
    """Keys of the volunteers wanted, sorted; ties by key."""
    gone = Volunteer.voided_at
    query = select(Volunteer.id).join(Person, Person.id == Volunteer.person_id)
    query = query.where(gone.is_not(None) if wanted.voided else gone.is_(None))
    if wanted.status:
        query = query.where(Volunteer.status.in_(wanted.status))
    if wanted.area_id:
        here = select(VolunteerArea.volunteer_id).where(VolunteerArea.area_id == wanted.area_id)
        query = query.where(Volunteer.id.in_(here))
    return keys(
        session, ordered(query, SORTS[sort], Volunteer.id, descending), wanted.among, Volunteer.person_id
    )


def counts(session: Session) -> dict[VolunteerStatus, int]:
    """How many volunteers there are in each status."""
    query = select(Volunteer.status, func.count()).where(Volunteer.voided_at.is_(None))
    return {status: count for status, count in session.execute(query.group_by(Volunteer.status))}


def rows(session: Session, wanted: Sequence[str]) -> list[VolunteerRow]:
    """Lines for keys, in the order of the keys; keys that are gone are left out."""
    query = (
        select(
            Volunteer.id,
            Volunteer.number,
            Person.id,
            Person.first_name,
            Person.last_name,
            Volunteer.status,
            Volunteer.transport,
            Volunteer.weekly_minutes,
            func.coalesce(_AREAS, ""),
            func.coalesce(_PHONE, ""),
            _SEEN,
            _WAITING,
            _REVIEW,
            _LAST,
        )
        .join(Person, Person.id == Volunteer.person_id)
        .outerjoin(Household, Household.id == Person.household_id)
    )
    return in_order(session, query, Volunteer.id, wanted, VolunteerRow)


def checks(session: Session, volunteer_id: str) -> list[Check]:
    """A volunteer's checks in use, by type, newest first."""
    query = select(Check).where(Check.volunteer_id == volunteer_id, Check.voided_at.is_(None))
    return list(session.scalars(query.order_by(Check.type, Check.seen_on.desc(), Check.id.desc())))
