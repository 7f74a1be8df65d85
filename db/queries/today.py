"""What the Today page reads: a few set-based statements, none of which grows with the hub's history."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, and_, case, func, or_, select
from sqlalchemy.orm import Session, aliased

from db.enums import (
    CheckStatus,
    CheckType,
    OfferAnswer,
    RequestStatus,
    RoundStatus,
    ShareKind,
    TaskKind,
    TaskStatus,
    Transport,
    Urgency,
    VolunteerStatus,
)
from db.enums_rounds import RoundEnd
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
_NOBODY_HAS = (
    Task.status == TaskStatus.PLANNED,
    Task.volunteer_id.is_(None),
    Task.kind != TaskKind.COLLECTION,
    Task.stop_id.is_(None),
    Task.voided_at.is_(None),
)
_WAITING = (RequestStatus.NEW, RequestStatus.TRIAGED)


class Waiting(NamedTuple):
    """How many requests wait at one stage, and how many of them are due by today."""

    total: int
    due: int


class RoundHead(NamedTuple):
    """A round without its stops; transport, phone and place are those of whoever drives."""

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
    begins: RoundEnd
    finishes: RoundEnd
    easting: int | None
    northing: int | None


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
            *(Round.helper_id, Round.begins, Round.finishes, Household.easting, Household.northing),
        )
        .outerjoin(Volunteer, Volunteer.id == Round.driver_id)
        .outerjoin(Person, Person.id == Volunteer.person_id)
        .outerjoin(Household, Household.id == Person.household_id)
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


def open_tasks(session: Session, day: date, limit: int) -> tuple[list[OpenTask], int]:
    """The tasks of a day that nobody has, on no round.

    Returns:
        The first of them, soonest and most urgent first, and how many there are.
    """
    order = (Task.ends_at.is_(None), Task.ends_at, Task.request_id.not_in(_urgent()), Task.id)
    place = func.row_number().over(order_by=order).label("place")
    first = (
        select(Task.id, func.count().over().label("total"), place)
        .where(*_NOBODY_HAS, Task.on_date == day, Task.request_id.not_in(_not_yet()))
        .order_by(*order)
        .limit(limit)
        .subquery()
    )
    query = (
        select(
            *(first.c.total, Task.id, Request.id, Request.number, Task.on_date, Task.ends_at),
            *(Request.urgency, NeedType.label, NeedType.is_private, Request.taken_by_id),
            *(Person.first_name, Person.last_name, func.coalesce(Area.name, "")),
        )
        .select_from(first)
        .join(Task, Task.id == first.c.id)
        .join(Request, Request.id == Task.request_id)
        .join(NeedType, NeedType.id == Request.need_type_id)
        .join(Person, Person.id == Request.person_id)
        .outerjoin(Household, Household.id == Person.household_id)
        .outerjoin(Area, Area.id == Household.area_id)
        .order_by(first.c.place)
    )
    found = fetch(session, query)
    return [OpenTask(*row[1:]) for row in found], found[0][0] if found else 0


def count_older_tasks(session: Session, since: date, today: date) -> tuple[int, date | None]:
    """How many tasks of the days before today nobody had, and the first day of them."""
    query = (
        select(func.count(), func.min(Task.on_date))
        .join(Request, Request.id == Task.request_id)
        .where(*_NOBODY_HAS, Task.on_date >= since, Task.on_date < today)
        .where(Request.status.in_(_TO_FILL), Request.voided_at.is_(None))
    )
    ((count, first),) = fetch(session, query)
    return count, first


def ring_backs(session: Session, since: datetime, first: date, limit: int) -> list[AskedTask]:
    """Tasks that nobody has and somebody would ring back about, first come first.

    Args:
        session: a reading session.
        since: held until this moment or later.
        first: tasks of this day or later.
        limit: how many.
    """
    held = select(Offer.id, Offer.task_id, Offer.volunteer_id, Offer.hold_until).where(
        Offer.hold_until >= since,
        Offer.answer == OfferAnswer.WILL_RING_BACK,
        Offer.voided_at.is_(None),
    )
    # First the few offers, then their tasks: the other way round every task ahead would be looked at.
    offer = held.cte("held").prefix_with("MATERIALIZED")
    helper = aliased(Person)
    query = (
        select(
            *(offer.c.id, Request.id, Request.number, Task.on_date, offer.c.hold_until),
            *(NeedType.label, NeedType.is_private, Request.taken_by_id),
            func.trim(helper.first_name + " " + helper.last_name),
        )
        .select_from(offer)
        .join(Task, Task.id == offer.c.task_id)
        .join(Request, Request.id == Task.request_id)
        .join(NeedType, NeedType.id == Request.need_type_id)
        .join(Volunteer, Volunteer.id == offer.c.volunteer_id)
        .join(helper, helper.id == Volunteer.person_id)
        .where(Task.voided_at.is_(None), Request.voided_at.is_(None), Task.on_date >= first)
        .where(Task.status == TaskStatus.PLANNED, Task.volunteer_id.is_(None))
        .order_by(offer.c.hold_until, offer.c.id)
        .limit(limit)
    )
    return [AskedTask(*row) for row in fetch(session, query)]


def due_checks(session: Session, first: date, last: date) -> list[DueCheck]:
    """Checks of active volunteers that end or are to be looked at again in some days, soonest first."""
    ends = case(
        (Check.status == CheckStatus.EXEMPT, Check.exempt_until),
        (_within(Check.review_on, first, last), Check.review_on),
        else_=Check.valid_to,
    )
    seen = and_(
        Check.status == CheckStatus.VERIFIED,
        or_(_within(Check.review_on, first, last), _within(Check.valid_to, first, last)),
    )
    exempt = and_(Check.status == CheckStatus.EXEMPT, _within(Check.exempt_until, first, last))
    due = select(Check.volunteer_id, Check.type, ends.label("ends"))
    due = due.where(Check.voided_at.is_(None), or_(seen, exempt))
    # First the few checks, then whose they are: from the volunteers it would be every check, one by one.
    check = due.cte("due").prefix_with("MATERIALIZED")
    name = func.trim(Person.first_name + " " + Person.last_name)
    query = (
        select(Volunteer.id, name, check.c.type, check.c.ends)
        .select_from(check)
        .join(Volunteer, Volunteer.id == check.c.volunteer_id)
        .join(Person, Person.id == Volunteer.person_id)
        .where(Volunteer.status == VolunteerStatus.ACTIVE, Volunteer.voided_at.is_(None))
        .order_by(check.c.ends, Volunteer.id)
    )
    return [DueCheck(*row) for row in fetch(session, query)]


def _not_yet() -> Select[str]:
    """Requests that are told of elsewhere: to triage, and waiting on somebody.

    Read from the index of open requests and set against the tasks: looking up the request of each task would
    be a page of the store to decrypt for each (measured, 100,000 people: 13 ms in place of 220). A closed
    request has no planned task, since closing calls them off.
    """
    query = select(Request.id).where(Request.status.in_((RequestStatus.NEW, RequestStatus.WAITING)))
    return query.where(Request.voided_at.is_(None))


def _urgent() -> Select[str]:
    query = select(Request.id).where(Request.status.in_(_TO_FILL), Request.voided_at.is_(None))
    return query.where(Request.urgency == Urgency.TODAY)


def _within(column: SQLColumnExpression[date | None], first: date, last: date) -> ColumnElement[bool]:
    return column.between(first, last)
