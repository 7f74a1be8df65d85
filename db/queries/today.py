"""What the Today page reads: a few set-based statements, none of which grows with the hub's history."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import NamedTuple

from sqlalchemy import ColumnElement, SQLColumnExpression, and_, case, func, or_, select
from sqlalchemy.orm import Session, aliased

from db.enums import (
    CheckStatus,
    CheckType,
    OfferAnswer,
    RequestStatus,
    RoundStatus,
    ShareKind,
    TaskStatus,
    Transport,
    Urgency,
    VolunteerStatus,
)
from db.models import (
    Absence,
    Area,
    Check,
    Household,
    NeedType,
    Offer,
    Person,
    Phone,
    Request,
    Round,
    SharingRecord,
    Stop,
    Task,
    Volunteer,
)
from db.queries.paging import fetch

_TO_FILL = (RequestStatus.TRIAGED, RequestStatus.ASSIGNED, RequestStatus.IN_PROGRESS)
"""Requests whose tasks somebody should have by now; one to triage is told of on its own."""
_WAITING = (RequestStatus.NEW, RequestStatus.TRIAGED)


class Waiting(NamedTuple):
    """How many requests wait at one stage, and how many of them are due by today."""

    total: int
    due: int


class RoundHead(NamedTuple):
    """A round without its stops; ``transport`` is the driver's, ``phone`` that of whoever drives."""

    id: str
    number: int
    name: str
    on_date: date
    starts_at: time
    ends_at: time | None
    status: RoundStatus
    driver_id: str | None
    driver: str
    transport: Transport | None
    phone: str
    helper_id: str | None


class OpenTask(NamedTuple):
    """A task that nobody has."""

    id: str
    request_id: str
    number: int
    on_date: date
    ends_at: time | None
    urgency: Urgency
    need: str
    is_private: bool
    taken_by_id: str | None
    first_name: str
    last_name: str
    area: str


class AskedTask(NamedTuple):
    """A task held for somebody who said they would ring back."""

    offer_id: str
    request_id: str
    number: int
    on_date: date
    hold_until: datetime | None
    need: str
    is_private: bool
    taken_by_id: str | None
    volunteer: str


class DueCheck(NamedTuple):
    """A check of an active volunteer that ends, or is to be looked at again, on a day."""

    volunteer_id: str
    volunteer: str
    type: CheckType
    on_date: date


def waiting(session: Session, today: date) -> dict[RequestStatus, Waiting]:
    """Requests to triage and with no one yet, counted from the index of open requests alone."""
    due = func.sum(case((Request.due_on <= today, 1), else_=0))
    query = select(Request.status, func.count(), due)
    query = query.where(Request.status.in_(_WAITING), Request.voided_at.is_(None)).group_by(Request.status)
    return {status: Waiting(count, due) for status, count, due in fetch(session, query)}


def round_heads(session: Session, since: date, today: date, until: date) -> list[RoundHead]:
    """Rounds from today until a day, and those that are still out since another, by day and hour."""
    number = select(Phone.e164).where(Phone.person_id == Person.id, Phone.voided_at.is_(None))
    number = number.order_by(Phone.position, Phone.id).limit(1)
    query = (
        select(
            *(Round.id, Round.number, Round.name, Round.on_date, Round.starts_at, Round.ends_at),
            *(Round.status, Round.driver_id),
            func.coalesce(func.trim(Person.first_name + " " + Person.last_name), ""),
            Volunteer.transport,
            func.coalesce(number.correlate(Person).scalar_subquery(), ""),
            Round.helper_id,
        )
        .outerjoin(Volunteer, Volunteer.id == Round.driver_id)
        .outerjoin(Person, Person.id == Volunteer.person_id)
        .where(Round.voided_at.is_(None), Round.on_date.between(since, until))
        .where((Round.on_date >= today) | (Round.status == RoundStatus.OUT))
        .order_by(Round.on_date, Round.starts_at, Round.number)
    )
    return [RoundHead(*row) for row in fetch(session, query)]


def rounds_of_stops(session: Session, round_ids: Sequence[str]) -> dict[str, str]:
    """The round of each stop in use, by stop."""
    query = select(Stop.id, Stop.round_id).where(Stop.round_id.in_(round_ids), Stop.voided_at.is_(None))
    return {stop: held for stop, held in fetch(session, query)}


def away(
    session: Session, volunteer_ids: Sequence[str], first: date, last: date
) -> list[tuple[str, date, date]]:
    """Days on which some volunteers are away: whom, from and until."""
    query = select(Absence.volunteer_id, Absence.first_day, Absence.last_day).where(
        Absence.volunteer_id.in_(volunteer_ids),
        Absence.voided_at.is_(None),
        Absence.first_day <= last,
        Absence.last_day >= first,
    )
    return [(who, start, end) for who, start, end in fetch(session, query)]


def printed(session: Session, purposes: Iterable[str]) -> set[str]:
    """Which of some purposes something was printed for."""
    query = select(SharingRecord.purpose).distinct()
    query = query.where(SharingRecord.kind == ShareKind.PRINT, SharingRecord.purpose.in_(sorted(purposes)))
    return {purpose for (purpose,) in fetch(session, query)}


def open_tasks(session: Session, since: date, today: date, limit: int) -> list[OpenTask]:
    """The tasks of today that nobody has, on no round, soonest and most urgent first."""
    rank = case(
        {Urgency.TODAY.value: 0, Urgency.TOMORROW.value: 1, Urgency.THIS_WEEK.value: 2},
        value=Request.urgency,
        else_=3,
    )
    query = (
        select(
            *(Task.id, Request.id, Request.number, Task.on_date),
            func.coalesce(Task.ends_at, Request.due_time),
            *(Request.urgency, NeedType.label, NeedType.is_private, Request.taken_by_id),
            *(Person.first_name, Person.last_name, func.coalesce(Area.name, "")),
        )
        .select_from(Task)
        .join(Request, Request.id == Task.request_id)
        .join(NeedType, NeedType.id == Request.need_type_id)
        .join(Person, Person.id == Request.person_id)
        .outerjoin(Household, Household.id == Person.household_id)
        .outerjoin(Area, Area.id == Household.area_id)
        .where(*_nobody_has(), Task.on_date.between(since, today))
        .order_by(func.coalesce(Task.ends_at, Request.due_time).is_(None))
        .order_by(func.coalesce(Task.ends_at, Request.due_time), rank, Request.number)
        .limit(limit)
    )
    return [OpenTask(*row) for row in fetch(session, query)]


def count_open_tasks(session: Session, since: date, today: date) -> dict[bool, tuple[int, date]]:
    """How many tasks nobody has, and the first day of them: today's under True, older ones under False."""
    is_today = Task.on_date == today
    query = (
        select(is_today, func.count(), func.min(Task.on_date))
        .join(Request, Request.id == Task.request_id)
        .where(*_nobody_has(), Task.on_date.between(since, today))
        .group_by(is_today)
    )
    return {bool(key): (count, first) for key, count, first in fetch(session, query)}


def ring_backs(session: Session, first: date, last: date, limit: int) -> list[AskedTask]:
    """Tasks of some days that nobody has and somebody would ring back about, first come first."""
    helper = aliased(Person)
    query = (
        select(
            *(Offer.id, Request.id, Request.number, Task.on_date, Offer.hold_until),
            *(NeedType.label, NeedType.is_private, Request.taken_by_id),
            func.trim(helper.first_name + " " + helper.last_name),
        )
        .select_from(Task)
        .join(Offer, Offer.task_id == Task.id)
        .join(Request, Request.id == Task.request_id)
        .join(NeedType, NeedType.id == Request.need_type_id)
        .join(Volunteer, Volunteer.id == Offer.volunteer_id)
        .join(helper, helper.id == Volunteer.person_id)
        .where(Offer.answer == OfferAnswer.WILL_RING_BACK, Offer.voided_at.is_(None))
        .where(Task.voided_at.is_(None), Task.status == TaskStatus.PLANNED, Task.volunteer_id.is_(None))
        .where(Task.on_date.between(first, last), Request.voided_at.is_(None))
        .order_by(Offer.hold_until, Offer.id)
        .limit(limit)
    )
    return [AskedTask(*row) for row in fetch(session, query)]


def due_checks(session: Session, first: date, last: date, limit: int) -> list[DueCheck]:
    """Checks of active volunteers that end or are to be looked at again in some days, soonest first."""
    ends = case(
        (Check.status == CheckStatus.EXEMPT, Check.exempt_until),
        (_within(Check.review_on, first, last), Check.review_on),
        else_=Check.valid_to,
    )
    query = (
        select(
            Volunteer.id,
            func.trim(Person.first_name + " " + Person.last_name),
            Check.type,
            ends.label("ends"),
        )
        .join(Volunteer, Volunteer.id == Check.volunteer_id)
        .join(Person, Person.id == Volunteer.person_id)
        .where(*_ending(first, last), Volunteer.status == VolunteerStatus.ACTIVE)
        .where(Volunteer.voided_at.is_(None))
        .order_by("ends", Volunteer.id)
        .limit(limit)
    )
    return [DueCheck(*row) for row in fetch(session, query)]


def count_due_volunteers(session: Session, first: date, last: date) -> int:
    """How many active volunteers have a check that ends or is to be looked at again in some days."""
    query = (
        select(func.count(Check.volunteer_id.distinct()))
        .join(Volunteer, Volunteer.id == Check.volunteer_id)
        .where(*_ending(first, last), Volunteer.status == VolunteerStatus.ACTIVE)
        .where(Volunteer.voided_at.is_(None))
    )
    return int(session.scalar(query) or 0)


def _nobody_has() -> tuple[ColumnElement[bool], ...]:
    return (
        Task.status == TaskStatus.PLANNED,
        Task.volunteer_id.is_(None),
        Task.stop_id.is_(None),
        Task.voided_at.is_(None),
        Request.voided_at.is_(None),
        Request.status.in_(_TO_FILL),
    )


def _ending(first: date, last: date) -> tuple[ColumnElement[bool], ...]:
    seen = and_(
        Check.status == CheckStatus.VERIFIED,
        or_(_within(Check.review_on, first, last), _within(Check.valid_to, first, last)),
    )
    exempt = and_(Check.status == CheckStatus.EXEMPT, _within(Check.exempt_until, first, last))
    return (Check.voided_at.is_(None), or_(seen, exempt))


def _within(column: SQLColumnExpression[date | None], first: date, last: date) -> ColumnElement[bool]:
    return column.between(first, last)
