"""Coverage: what is asked by area and need, who offers it, who gets it twice; one statement each."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    and_,
    case,
    func,
    literal,
    or_,
    select,
    union,
    union_all,
)
from sqlalchemy.orm import Session

from db.enums import CloseReason, Layer, RequestStatus, TaskOutcome, TaskStatus, VolunteerStatus
from db.enums_referrals import ReferralDirection, ReferralStatus
from db.enums_services import ServiceStatus
from db.models import (
    Area,
    Household,
    NeedType,
    Organisation,
    OrganisationArea,
    OrganisationNeed,
    Person,
    Referral,
    Request,
    Service,
    ServiceArea,
    ServiceNeed,
    Task,
    Volunteer,
)
from db.queries.paging import by_keys, fetch, given

WEEK = 7
_DONE = (TaskOutcome.DELIVERED, TaskOutcome.LEFT_SAFE, TaskOutcome.PARTLY)
_STILL_ASKED = (CloseReason.REFERRED_ON, CloseReason.NO_CAPACITY)
"""Closed in these ways something is still asked for, though not of this hub's volunteers."""
_LIVE_REFERRAL = (
    ReferralStatus.SENT,
    ReferralStatus.ACKNOWLEDGED,
    ReferralStatus.ACCEPTED,
    ReferralStatus.COMPLETED,
)


class AskedRow(NamedTuple):
    """What is asked in an area for a need in one week.

    Attributes:
        week: 0 for the first, 1 for the next.
    """

    area_id: str | None
    need_id: str
    week: int
    asked: int
    met: int


class AreaLine(NamedTuple):
    """An area as a line of the grid."""

    id: str
    name: str
    parent_id: str | None
    homes: int | None
    population: int | None
    owner_id: str | None


class NeedLine(NamedTuple):
    """A need as a column of the grid."""

    id: str
    label: str
    icon: str
    is_private: bool
    item_many: str


class OfferRow(NamedTuple):
    """An organisation with an area it works in or a need it meets; one of the two is empty."""

    organisation_id: str
    name: str
    layer: Layer
    contact_name: str
    deputy_name: str
    phone: str
    area_id: str | None
    need_id: str | None


def _is_asked() -> ColumnElement[bool]:
    """Whether an occurrence of help counts: not if it was called off, unless somebody else was to help."""
    called_off = Task.status == TaskStatus.CANCELLED
    return and_(
        Task.voided_at.is_(None),
        Request.voided_at.is_(None),
        or_(~called_off, Request.close_reason.in_(_STILL_ASKED)),
    )


def asked(
    session: Session, first: date, last: date, place: tuple[str | None, str] | None = None
) -> list[AskedRow]:
    """What is asked, by area, need and week.

    Args:
        session: to read with.
        first: the first day of the first week.
        last: the last day.
        place: only this area and need; None for all.
    """
    week = ((func.julianday(Task.on_date) - func.julianday(first.isoformat())) / WEEK).cast(Integer)
    met = func.sum(case((and_(Task.status == TaskStatus.DONE, Task.outcome.in_(_DONE)), 1), else_=0))
    query = (
        select(Household.area_id, Request.need_type_id, week, func.count(), met)
        .select_from(Task)
        .join(Request, Request.id == Task.request_id)
        .join(Person, Person.id == Request.person_id)
        .outerjoin(Household, Household.id == Person.household_id)
        .where(Task.on_date >= first, Task.on_date <= last, _is_asked())
        .group_by(Household.area_id, Request.need_type_id, week)
    )
    if place is not None:
        area_id, need_id = place
        query = query.where(Household.area_id == area_id, Request.need_type_id == need_id)
    return [AskedRow(*row) for row in fetch(session, query)]


def areas(session: Session) -> list[AreaLine]:
    """Every area in use, by name."""
    query = (
        select(Area.id, Area.name, Area.parent_id, Area.homes, Area.population, Area.owner_id)
        .where(Area.voided_at.is_(None))
        .order_by(Area.name.collate("NOCASE"), Area.id)
    )
    return [AreaLine(*row) for row in fetch(session, query)]


def needs(session: Session) -> list[NeedLine]:
    """Every need type in use, in the hub's order."""
    query = (
        select(NeedType.id, NeedType.label, NeedType.icon, NeedType.is_private, NeedType.item_many)
        .where(NeedType.voided_at.is_(None), NeedType.is_active)
        .order_by(NeedType.position, NeedType.label)
    )
    return [NeedLine(*row) for row in fetch(session, query)]


def offers(session: Session) -> list[OfferRow]:
    """Every organisation in use, once for each area it works in and once for each need it meets."""
    about = (
        Organisation.id,
        Organisation.name,
        Organisation.layer,
        Organisation.contact_name,
        Organisation.deputy_name,
        Organisation.phone,
    )
    none: Any = literal(None)
    here = select(*about, OrganisationArea.area_id, none).join(
        OrganisationArea, OrganisationArea.organisation_id == Organisation.id
    )
    what = select(*about, none, OrganisationNeed.need_type_id).join(
        OrganisationNeed, OrganisationNeed.organisation_id == Organisation.id
    )
    in_use = Organisation.voided_at.is_(None)
    return [OfferRow(*row) for row in fetch(session, union_all(here.where(in_use), what.where(in_use)))]


class ServiceRow(NamedTuple):
    """A service with one area it helps in or one need it meets; one of the two is empty.

    Attributes:
        capacity: what it can give a week; None where nobody asked.
        asked_on: when it was asked.
    """

    service_id: str
    organisation_id: str
    name: str
    organisation: str
    layer: Layer
    contact_name: str
    deputy_name: str
    phone: str
    status: ServiceStatus
    capacity: int | None
    asked_on: date | None
    everywhere: bool
    area_id: str | None
    need_id: str | None


def services(session: Session) -> list[ServiceRow]:
    """Every service in use, once for each area it helps in and once for each need it meets."""
    about = (
        Service.id,
        Service.organisation_id,
        Service.name,
        Organisation.name,
        Organisation.layer,
        Organisation.contact_name,
        Organisation.deputy_name,
        func.coalesce(func.nullif(Service.phone, ""), Organisation.phone),
        Service.status,
        Service.capacity_week,
        Service.capacity_asked_on,
        Service.everywhere,
    )
    none: Any = literal(None)
    in_use = and_(Service.voided_at.is_(None), Organisation.voided_at.is_(None))
    owned = Organisation.id == Service.organisation_id
    here = (
        select(*about, ServiceArea.area_id, none)
        .join(Organisation, owned)
        .join(ServiceArea, ServiceArea.service_id == Service.id)
        .where(in_use, Service.everywhere.is_(False))
    )
    what = (
        select(*about, none, ServiceNeed.need_type_id)
        .join(Organisation, owned)
        .join(ServiceNeed, ServiceNeed.service_id == Service.id)
        .where(in_use)
    )
    return [ServiceRow(*row) for row in fetch(session, union_all(here, what))]


class HelpRow(NamedTuple):
    """Somebody who gives a household something.

    Attributes:
        provider_id: the organisation; empty for this hub's volunteers.
    """

    household_id: str
    need_id: str
    provider_id: str
    provider: str


def _household(query: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    return query.join(Person, Person.id == Request.person_id).where(
        Request.voided_at.is_(None), Person.household_id.is_not(None)
    )


def help_given(session: Session, first: date, last: date) -> list[HelpRow]:
    """Who gives each household what: this hub's volunteers, and whoever a request was passed to or given to.

    Args:
        session: to read with.
        first: what a volunteer does on or after this day counts.
        last: and on or before this one.
    """
    ours = _household(
        select(Person.household_id, Request.need_type_id, literal(""), literal(""))
        .select_from(Task)
        .join(Request, Request.id == Task.request_id)
    ).where(
        Task.on_date >= first,
        Task.on_date <= last,
        Task.voided_at.is_(None),
        Task.volunteer_id.is_not(None),
        Task.status != TaskStatus.CANCELLED,
    )
    theirs = _household(
        select(Person.household_id, Request.need_type_id, Organisation.id, Organisation.name)
        .select_from(Request)
        .join(Organisation, Organisation.id == func.coalesce(Request.owner_id, Request.passed_to_id))
    ).where(Request.due_on >= first, Request.due_on <= last)
    passed = (
        select(Person.household_id, Referral.need_type_id, Organisation.id, Organisation.name)
        .select_from(Referral)
        .join(Person, Person.id == Referral.person_id)
        .join(Organisation, Organisation.id == Referral.organisation_id)
        .where(
            Referral.direction == ReferralDirection.OUT,
            Referral.status.in_(_LIVE_REFERRAL),
            Referral.voided_at.is_(None),
            Referral.sent_at >= datetime.combine(first, time(), UTC),
            Person.household_id.is_not(None),
        )
    )
    return [HelpRow(*row) for row in fetch(session, union(ours, theirs, passed))]


class HomeLine(NamedTuple):
    """A household with something open, or getting the same thing twice, as a line to be read."""

    id: str
    number: int
    address: str
    postcode: str
    area: str


def homes(session: Session, wanted: Iterable[str]) -> dict[str, HomeLine]:
    """Lines of households, by key."""
    line = Household.address_line1
    query = by_keys(
        select(Household.id, Household.number, line, Household.postcode, func.coalesce(Area.name, ""))
        .outerjoin(Area, Area.id == Household.area_id)
        .where(Household.voided_at.is_(None)),
        Household.id,
    )
    return {row[0]: HomeLine(*row) for row in fetch(session, query, given(wanted))}


def open_needs(session: Session, first: date, last: date) -> list[tuple[str, str]]:
    """Household and need of what is open and due in a time, or was turned away in it for want of room."""
    waiting = Request.status.in_(
        (RequestStatus.NEW, RequestStatus.TRIAGED, RequestStatus.WAITING, RequestStatus.ASSIGNED)
    )
    turned_away = Request.close_reason == CloseReason.NO_CAPACITY
    query = _household(select(Person.household_id, Request.need_type_id).select_from(Request)).where(
        Request.due_on >= first, Request.due_on <= last, or_(waiting, turned_away)
    )
    return [(row[0], row[1]) for row in fetch(session, query.distinct())]


class LivesHere(NamedTuple):
    """A volunteer who lives in an area or said they would go there."""

    volunteer_id: str
    name: str


def volunteers_of(session: Session, area_id: str) -> list[LivesHere]:
    """Active volunteers who live in an area, by name."""
    name = func.trim(Person.first_name + " " + Person.last_name)
    query = (
        select(Volunteer.id, name)
        .join(Person, Person.id == Volunteer.person_id)
        .join(Household, Household.id == Person.household_id)
        .where(
            Household.area_id == area_id,
            Volunteer.status == VolunteerStatus.ACTIVE,
            Volunteer.voided_at.is_(None),
        )
        .order_by(name.collate("NOCASE"), Volunteer.id)
    )
    return [LivesHere(*row) for row in fetch(session, query)]


def middles(session: Session) -> dict[str, tuple[float, float]]:
    """The middle of each area's households, easting and northing in metres."""
    query = (
        select(Household.area_id, func.avg(Household.easting), func.avg(Household.northing))
        .where(Household.area_id.is_not(None), Household.easting.is_not(None), Household.voided_at.is_(None))
        .group_by(Household.area_id)
    )
    return {row[0]: (row[1], row[2]) for row in fetch(session, query)}
