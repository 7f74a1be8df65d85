"""Volunteers: ids for a filter and sort, rows for ids, and what belongs to one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, ScalarSelect, Select, SQLColumnExpression, func, select
from sqlalchemy.orm import Session

from db.enums import CheckStatus, TaskStatus, Transport, VolunteerStatus
from db.models import (
    Area,
    Check,
    Household,
    NeedType,
    Person,
    Phone,
    Request,
    Task,
    Volunteer,
    VolunteerArea,
)
from db.queries.journey import NextStep, waits_for
from db.queries.paging import by_keys, in_order, keys, ordered

WAITING = (CheckStatus.NEEDED, CheckStatus.APPLIED, CheckStatus.IN_PROGRESS)


class VolunteerRow(NamedTuple):
    """One line of the list of volunteers.

    Attributes:
        checks_seen: how many were verified and still hold.
        checks_waiting: how many were asked for and are not back.
        checks_to_do: how many somebody must act on: needed, waiting, expired or past their review.
        minutes_this_week: given or promised from Monday to Sunday, to set against ``weekly_minutes``.
    """

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
    checks_to_do: int = 0
    minutes_this_week: int = 0
    joined_on: date | None = None


@dataclass(frozen=True, slots=True)
class VolunteerFilter:
    """Which volunteers to list.

    Attributes:
        among: keys of people found by a search; None for no search.
        status: only these; empty for all.
        area_id: only those willing to work in this area; empty for all.
        voided: the voided ones instead of those in use.
        review_by: only those with a verified check to be looked at again by this day; None for all.
        waits: only those who wait for this; see `journey.waits_for`; None for all.
    """

    among: tuple[str, ...] | None = None
    status: tuple[VolunteerStatus, ...] = ()
    area_id: str = ""
    voided: bool = False
    review_by: date | None = None
    waits: tuple[NextStep, date, int] | None = None


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
_MINE = (Check.volunteer_id == Volunteer.id, Check.voided_at.is_(None))
_WAITING = select(func.count()).select_from(Check).where(*_MINE, Check.status.in_(WAITING)).scalar_subquery()
_REVIEW = (
    select(func.min(func.coalesce(Check.review_on, Check.valid_to)))
    .where(*_MINE, Check.status == CheckStatus.VERIFIED)
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
    if wanted.review_by is not None:
        due = select(Check.volunteer_id).where(
            Check.voided_at.is_(None),
            Check.status == CheckStatus.VERIFIED,
            (Check.review_on <= wanted.review_by) | (Check.valid_to <= wanted.review_by),
        )
        query = query.where(Volunteer.id.in_(due))
    if wanted.waits is not None:
        query = query.where(*waits_for(*wanted.waits))
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


def rows(session: Session, wanted: Sequence[str], today: date) -> list[VolunteerRow]:
    """Lines for keys, in the order of the keys; keys that are gone are left out.

    Args:
        session: a reading session.
        wanted: the keys.
        today: the day that decides what is out of date and which week it is.
    """
    return in_order(session, _rows(today), wanted, VolunteerRow)


@lru_cache(maxsize=2)
def _rows(today: date) -> Select[*tuple[Any, ...]]:
    return by_keys(
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
            _checks(Check.status == CheckStatus.VERIFIED, ~_over(today)),
            _WAITING,
            _REVIEW,
            _LAST,
            _checks(Check.status.in_((*WAITING, CheckStatus.EXPIRED)) | _lapsed(today)),
            _week(today),
            Volunteer.joined_on,
        )
        .join(Person, Person.id == Volunteer.person_id)
        .outerjoin(Household, Household.id == Person.household_id),
        Volunteer.id,
    )


def checks(session: Session, volunteer_id: str) -> list[Check]:
    """A volunteer's checks in use, by type, newest first."""
    query = select(Check).where(Check.volunteer_id == volunteer_id, Check.voided_at.is_(None))
    return list(session.scalars(query.order_by(Check.type, Check.seen_on.desc(), Check.id.desc())))


def _checks(*wanted: ColumnElement[bool]) -> ScalarSelect[int]:
    return select(func.count()).select_from(Check).where(*_MINE, *wanted).scalar_subquery()


def _over(today: date) -> ColumnElement[bool]:
    """Past the review or the end; a check without either is not."""
    return func.coalesce(Check.review_on < today, False) | func.coalesce(Check.valid_to < today, False)


def _lapsed(today: date) -> ColumnElement[bool]:
    ended = (Check.status == CheckStatus.EXEMPT) & (Check.exempt_until < today)
    return ((Check.status == CheckStatus.VERIFIED) & _over(today)) | func.coalesce(ended, False)


def _week(today: date) -> ColumnElement[int]:
    """Minutes of the tasks of this week."""
    monday = today - timedelta(days=today.weekday())
    minutes = (
        select(func.sum(NeedType.minutes))
        .select_from(Task)
        .join(Request, Request.id == Task.request_id)
        .join(NeedType, NeedType.id == Request.need_type_id)
        .where(Task.voided_at.is_(None), Task.status != TaskStatus.CANCELLED)
        .where(Task.on_date.between(monday, monday + timedelta(days=6)))
        .where(Task.volunteer_id == Volunteer.id)
    )
    return func.coalesce(minutes.scalar_subquery(), 0)
