"""Services: keys by where somebody lives and what they need, and rows for keys."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Select, SQLColumnExpression, String, bindparam, func, or_, select
from sqlalchemy.orm import Session

from db.enums import Answer, Layer
from db.enums_referrals import ReferralDirection, ReferralStatus
from db.enums_services import ServiceStatus
from db.models import (
    Area,
    AreaPart,
    NeedType,
    Organisation,
    Referral,
    Service,
    ServiceArea,
    ServiceHours,
    ServiceNeed,
)
from db.queries.paging import by_keys, fetch, given, keys, ordered

_NAME = Service.name.collate("NOCASE")
SORTS: dict[str, tuple[SQLColumnExpression[Any], ...]] = {
    "name": (_NAME,),
    "organisation": (Organisation.name.collate("NOCASE"), _NAME),
    "verified": (Service.verified_on, _NAME),
    "best": (Service.everywhere, Service.verified_on.desc(), _NAME),
}
_NOT_COUNTED = (
    ReferralStatus.DRAFT,
    ReferralStatus.DECLINED,
    ReferralStatus.RETURNED,
    ReferralStatus.WITHDRAWN,
)


@dataclass(frozen=True, slots=True)
class ServiceFilter:
    """Which services to list.

    Attributes:
        among: keys found by a search; None for no search.
        area_ids: only those that help in one of these areas, or everywhere; None for wherever.
        need_id: only those that meet this need; empty for all.
        language: only those where this is spoken, as an ISO 639 code; empty for all.
        food: only those with this food culture; empty for all.
        delivers: only those that bring it to the door.
        collects: only those where people can fetch it.
        interpreters: only those with interpreters.
        running: only those that can take somebody now.
        organisation_id: only this organisation's; empty for all.
        not_since: only those not verified since this day; None for all.
        voided: the voided ones instead of those in use.
    """

    among: tuple[str, ...] | None = None
    area_ids: tuple[str, ...] | None = None
    need_id: str = ""
    language: str = ""
    food: str = ""
    delivers: bool = False
    collects: bool = False
    interpreters: bool = False
    running: bool = False
    organisation_id: str = ""
    not_since: date | None = None
    voided: bool = False


class ServiceRow(NamedTuple):
    """A service as stored, with what it is part of.

    Attributes:
        needs: label and privacy of each need it meets.
        areas: names of its areas.
        hours: weekday, opening, closing and note of each time, as text.
        sent_on: when each referral of the hub reached it since the day asked for.
    """

    id: str
    number: int
    name: str
    organisation_id: str
    organisation: str
    layer: Layer
    description: str
    status: ServiceStatus
    capacity_week: int | None
    capacity_left: int | None
    capacity_asked_on: date | None
    eligibility: str
    minimum_age: int | None
    maximum_age: int | None
    how_to_refer: str
    languages: list[str]
    interpreters: str
    food_cultures: list[str]
    collects: bool
    delivers: bool
    cost: str
    phone: str
    email: str
    url: str
    address: str
    postcode: str
    everywhere: bool
    in_leaflet: Answer
    address_withheld: bool
    verified_on: date | None
    verified_by: str
    note: str
    needs: str
    areas: str
    hours: str
    sent_on: str


def ids(session: Session, wanted: ServiceFilter, sort: str = "best", descending: bool = False) -> list[str]:
    """Keys of the services wanted, sorted; ties by key."""
    gone = Service.voided_at
    query = (
        select(Service.id)
        .join(Organisation, Organisation.id == Service.organisation_id)
        .where(gone.is_not(None) if wanted.voided else gone.is_(None))
    )
    if not wanted.voided:
        query = query.where(Organisation.voided_at.is_(None))
    for condition in _conditions(wanted):
        query = query.where(condition)
    return keys(session, ordered(query, SORTS[sort], Service.id, descending), wanted.among, Service.id)


def _conditions(wanted: ServiceFilter) -> list[Any]:
    found: list[Any] = []
    if wanted.need_id:
        meets = select(ServiceNeed.service_id).where(ServiceNeed.need_type_id == wanted.need_id)
        found.append(Service.id.in_(meets))
    if wanted.area_ids is not None:
        helps = select(ServiceArea.service_id).where(ServiceArea.area_id.in_(wanted.area_ids))
        found.append(or_(Service.everywhere.is_(True), Service.id.in_(helps)))
    if wanted.language:
        found.append(Service.languages.cast(String).contains(f'"{wanted.language}"', autoescape=True))
    if wanted.food:
        found.append(Service.food_cultures.cast(String).contains(f'"{wanted.food}"', autoescape=True))
    if wanted.organisation_id:
        found.append(Service.organisation_id == wanted.organisation_id)
    if wanted.not_since is not None:
        found.append(or_(Service.verified_on.is_(None), Service.verified_on < wanted.not_since))
    plain = (
        (wanted.delivers, Service.delivers.is_(True)),
        (wanted.collects, Service.collects.is_(True)),
        (wanted.interpreters, Service.interpreters != ""),
        (wanted.running, Service.status == ServiceStatus.ACTIVE),
    )
    return [*found, *(condition for asked, condition in plain if asked)]


def areas_of(session: Session, values: Sequence[str], beginning: str = "") -> tuple[str, ...]:
    """Keys of areas in use that a place lies in, and of those that hold them.

    Args:
        session: to read with.
        values: the postcode, sector, outcode and ward of the place.
        beginning: of a place known by its first part only: parts that begin so lie in it.
    """
    begins = [AreaPart.value.startswith(beginning, autoescape=True)] if beginning else []
    part = or_(AreaPart.value.in_(values), *begins)
    direct = select(AreaPart.area_id).join(Area, Area.id == AreaPart.area_id).where(part)
    return _upward(session, [row[0] for row in fetch(session, direct.where(Area.voided_at.is_(None)))])


def areas_around(session: Session, area_id: str) -> tuple[str, ...]:
    """An area, those it lies in and those that lie in it."""
    parents = _parents(session)
    inside = {area_id}
    while grown := {key for key, up in parents.items() if up in inside} - inside:
        inside |= grown
    return tuple(sorted(inside | set(_upward(session, [area_id]))))


def _parents(session: Session) -> dict[str, str | None]:
    held = select(Area.id, Area.parent_id).where(Area.voided_at.is_(None))
    return {row[0]: row[1] for row in fetch(session, held)}


def _upward(session: Session, found: Sequence[str]) -> tuple[str, ...]:
    parents, reached, waiting = _parents(session), set[str](), list(found)
    while waiting:
        key = waiting.pop()
        if key in parents and key not in reached:
            reached.add(key)
            waiting += [up for up in (parents[key],) if up]
    return tuple(sorted(reached))


def rows(session: Session, wanted: Sequence[str], since: date) -> list[ServiceRow]:
    """Rows for keys, in the order of the keys; keys that are gone are left out.

    Args:
        session: to read with.
        wanted: the keys.
        since: referrals sent before this day are not counted.
    """
    values = {**given(wanted), "since": f"{since:%Y-%m-%d}"}
    found = {row[0]: ServiceRow(*row) for row in fetch(session, _rows(), values)}
    return [found[one] for one in wanted if one in found]


_NEEDS = (
    select(
        func.json_group_array(func.json_array(NeedType.label, NeedType.is_private)),
    )
    .join(ServiceNeed, ServiceNeed.need_type_id == NeedType.id)
    .where(ServiceNeed.service_id == Service.id, NeedType.voided_at.is_(None))
    .scalar_subquery()
)
_AREAS = (
    select(func.group_concat(Area.name, ", "))
    .join(ServiceArea, ServiceArea.area_id == Area.id)
    .where(ServiceArea.service_id == Service.id, Area.voided_at.is_(None))
    .scalar_subquery()
)
_HOURS = (
    select(
        func.json_group_array(
            func.json_array(
                ServiceHours.weekday,
                ServiceHours.opens_at.cast(String),
                ServiceHours.closes_at.cast(String),
                ServiceHours.note,
            )
        )
    )
    .where(ServiceHours.service_id == Service.id)
    .scalar_subquery()
)
SENT = (
    select(func.json_group_array(Referral.sent_at.cast(String)))
    .where(
        # One that names no service may have gone to any of the organisation's that meets the need.
        Referral.organisation_id == Service.organisation_id,
        or_(Referral.service_id.is_(None), Referral.service_id == Service.id),
        Referral.direction == ReferralDirection.OUT,
        Referral.status.not_in(_NOT_COUNTED),
        Referral.voided_at.is_(None),
        Referral.sent_at.cast(String) >= bindparam("since", type_=String),
        or_(
            Referral.service_id == Service.id,
            Referral.need_type_id.in_(
                select(ServiceNeed.need_type_id)
                .where(ServiceNeed.service_id == Service.id)
                .correlate(Service)
            ),
        ),
    )
    .correlate(Service)
    .scalar_subquery()
)
"""When each referral of the hub reached a service since the day bound as ``since``, as a JSON array."""


@cache
def _rows() -> Select[*tuple[Any, ...]]:
    own: dict[str, Any] = {"organisation": Organisation.name, "layer": Organisation.layer}
    own |= {"needs": _NEEDS, "areas": func.coalesce(_AREAS, ""), "hours": _HOURS, "sent_on": SENT}
    columns = [own[name] if name in own else getattr(Service, name) for name in ServiceRow._fields]
    query = select(*columns).join(Organisation, Organisation.id == Service.organisation_id)
    return by_keys(query, Service.id)


def public_needs(session: Session, wanted: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """For each service, the needs it meets that may be named to everybody, in the hub's order."""
    found: dict[str, list[str]] = {}
    for key, label in fetch(session, _public_needs(), given(wanted)):
        found.setdefault(key, []).append(label)
    return {key: tuple(labels) for key, labels in found.items()}


@cache
def _public_needs() -> Select[*tuple[Any, ...]]:
    query = (
        select(ServiceNeed.service_id, NeedType.label)
        .join(NeedType, NeedType.id == ServiceNeed.need_type_id)
        .where(NeedType.is_private.is_(False), NeedType.voided_at.is_(None))
        .order_by(NeedType.position, NeedType.label)
    )
    return by_keys(query, ServiceNeed.service_id)
