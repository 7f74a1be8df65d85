"""Coverage: what is asked by area and need, who offers it, who gets it twice; one statement each."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    ScalarSelect,
    Select,
    and_,
    func,
    literal,
    or_,
    select,
    text,
    union,
)
from sqlalchemy.orm import InstrumentedAttribute, Session

from db.asked import NOWHERE
from db.enums import CloseReason, Layer, RequestStatus, TaskStatus, VolunteerStatus
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
from db.queries.kept_counts import weekly
from db.queries.paging import by_keys, fetch, given

WEEK = 7
_ASKED = (
    "SELECT area_id, need_type_id, monday, asked, met FROM asked_week WHERE monday BETWEEN :first AND :last"
)
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
    """An organisation with the areas it works in and the needs it meets, as keys with commas between."""

    organisation_id: str
    name: str
    layer: Layer
    contact_name: str
    deputy_name: str
    phone: str
    areas: str | None
    needs: str | None


def asked(
    session: Session, first: date, last: date, place: tuple[str | None, str] | None = None
) -> list[AskedRow]:
    """What is asked, by area, need and week, as `db.asked` counts it.

    Args:
        session: to read with.
        first: the Monday of the first week.
        last: some day of the last week.
        place: only this area and need; None for all.
    """
    # A count is a row of its key: read in its order, nothing is sorted or looked up beside it.
    query = _ASKED if place is None else f"{_ASKED} AND need_type_id = :need AND area_id = :area"
    values = {"first": first.isoformat(), "last": last.isoformat()}
    if place is not None:
        values |= {"need": place[1], "area": place[0] or NOWHERE}
    found = [
        AskedRow(area or None, need, (date.fromisoformat(monday) - first).days // WEEK, asked, met)
        for area, need, monday, asked, met in fetch(session, text(query), values)
    ]
    kept = [
        AskedRow(area, need, (monday - first).days // WEEK, count, came)
        for monday, area, need, count, came in weekly(session, first, last, place)
    ]
    return _together(found, kept)


def _together(now: list[AskedRow], kept: list[AskedRow]) -> list[AskedRow]:
    """What is there, with what stays of requests that went past their time (`db.models.KeptCount`)."""
    if not kept:
        return now
    found: dict[tuple[str | None, str, int], AskedRow] = {}
    for one in (*now, *kept):
        was = found.get(one[:3])
        found[one[:3]] = (
            one if was is None else one._replace(asked=one.asked + was.asked, met=one.met + was.met)
        )
    return list(found.values())


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
    """Every organisation in use that works in some area or meets some need."""
    here = _keys(OrganisationArea.area_id, OrganisationArea.organisation_id == Organisation.id)
    what = _keys(OrganisationNeed.need_type_id, OrganisationNeed.organisation_id == Organisation.id)
    query = select(
        Organisation.id,
        Organisation.name,
        Organisation.layer,
        Organisation.contact_name,
        Organisation.deputy_name,
        Organisation.phone,
        here,
        what,
    ).where(Organisation.voided_at.is_(None), or_(here.is_not(None), what.is_not(None)))
    return [OfferRow._make(row) for row in fetch(session, query)]


class ServiceRow(NamedTuple):
    """A service with the areas it helps in and the needs it meets, as keys with commas between.

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
    areas: str | None
    needs: str | None


def services(session: Session) -> list[ServiceRow]:
    """Every service in use."""
    query = (
        select(
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
            _keys(ServiceArea.area_id, ServiceArea.service_id == Service.id),
            _keys(ServiceNeed.need_type_id, ServiceNeed.service_id == Service.id),
        )
        .join(Organisation, Organisation.id == Service.organisation_id)
        .where(Service.voided_at.is_(None), Organisation.voided_at.is_(None))
    )
    return [ServiceRow._make(row) for row in fetch(session, query)]


def _keys(key: InstrumentedAttribute[str], of: ColumnElement[bool]) -> ScalarSelect[str | None]:
    """Keys linked to a row, with commas between: one value, where a join would repeat the row for each."""
    return select(func.group_concat(key)).where(of).scalar_subquery()


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


class HomeRequest(NamedTuple):
    """A request of somebody in a household."""

    id: str
    number: int
    due_on: date | None


def requests_of(
    session: Session, household_id: str, need_id: str, first: date, last: date
) -> list[HomeRequest]:
    """What a household asks of one need: what is due in a time or has a task in it, the first due first."""
    in_time = select(Task.request_id).where(
        Task.on_date >= first, Task.on_date <= last, Task.voided_at.is_(None)
    )
    query = (
        _household(select(Request.id, Request.number, Request.due_on).select_from(Request))
        .where(
            Person.household_id == household_id,
            Request.need_type_id == need_id,
            or_(and_(Request.due_on >= first, Request.due_on <= last), Request.id.in_(in_time)),
        )
        .order_by(Request.due_on, Request.number)
    )
    return [HomeRequest._make(row) for row in fetch(session, query)]


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
