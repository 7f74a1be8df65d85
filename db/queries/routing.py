"""What areas are made of and whose they are: read whole, as areas are few, or by the parts of a postcode."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session

from db.enums import AreaKind, AreaPartKind, Layer
from db.models import Area, AreaPart, Household, Organisation, Person, Request
from db.queries.paging import by_keys, fetch, given
from db.queries.requests import STAGES

_CLAIM = (AreaPart.area_id, AreaPart.kind, AreaPart.value, Area.kind, Area.name)


class ClaimRow(NamedTuple):
    """A part that an area in use is made of, with the area's own kind and name."""

    area_id: str
    kind: AreaPartKind
    value: str
    size: AreaKind
    name: str


class OwnerRow(NamedTuple):
    """An area with the organisation whose it is; None and empty for the hub's own."""

    area_id: str
    area: str
    owner_id: str | None
    owner: str
    layer: Layer | None
    contact_name: str
    phone: str


def claims(session: Session, values: Iterable[str] | None = None) -> list[ClaimRow]:
    """What areas in use are made of.

    Args:
        session: to read with.
        values: only parts of these values; None for all.
    """
    if values is None:
        return [ClaimRow(*row) for row in fetch(session, _claims())]
    return [ClaimRow(*row) for row in fetch(session, _claims_of(), given(values))]


@cache
def _claims() -> Select[*tuple[Any, ...]]:
    return select(*_CLAIM).join(Area, Area.id == AreaPart.area_id).where(Area.voided_at.is_(None))


@cache
def _claims_of() -> Select[*tuple[Any, ...]]:
    return by_keys(_claims(), AreaPart.value)


def parents(session: Session) -> dict[str, str | None]:
    """Every area in use to the one it lies in."""
    held = select(Area.id, Area.parent_id).where(Area.voided_at.is_(None))
    return {key: parent for key, parent in session.execute(held)}


def owners(session: Session, area_ids: Iterable[str]) -> dict[str, OwnerRow]:
    """Areas with the organisations whose they are; one that is out of use owns nothing."""
    query = (
        select(
            Area.id,
            Area.name,
            Organisation.id,
            func.coalesce(Organisation.name, ""),
            Organisation.layer,
            func.coalesce(Organisation.contact_name, ""),
            func.coalesce(Organisation.phone, ""),
        )
        .outerjoin(Organisation, and_(Organisation.id == Area.owner_id, Organisation.voided_at.is_(None)))
        .where(Area.id.in_(list(area_ids)))
    )
    return {row[0]: OwnerRow(*row) for row in session.execute(query)}


class Home(NamedTuple):
    """Where a person or a request is, and what was said by hand."""

    postcode: str
    ward_code: str
    area_id: str | None
    area_reason: str


def home_of(session: Session, person_id: str) -> Home | None:
    """Where somebody lives; None where nobody wrote it down."""
    query = (
        select(Household.postcode, Household.ward_code, Household.area_id, Household.area_reason)
        .join(Person, Person.household_id == Household.id)
        .where(Person.id == person_id)
    )
    row = session.execute(query).one_or_none()
    return Home(*row) if row else None


class Placed(NamedTuple):
    """A household that its postcode places."""

    id: str
    postcode: str
    ward_code: str
    area_id: str | None


def placed(session: Session) -> list[Placed]:
    """Households whose postcode decides the area: those nobody gave to an area with a reason."""
    query = select(Household.id, Household.postcode, Household.ward_code, Household.area_id).where(
        Household.voided_at.is_(None), Household.area_reason == "", Household.postcode != ""
    )
    return [Placed(*row) for row in session.execute(query)]


def addresses(session: Session, wanted: Sequence[str]) -> list[tuple[str, str, str]]:
    """Key, first line and postcode of households, in the order of the keys."""
    found = {row[0]: (row[0], row[1], row[2]) for row in fetch(session, _addresses(), given(wanted))}
    return [found[key] for key in wanted if key in found]


@cache
def _addresses() -> Select[*tuple[Any, ...]]:
    return by_keys(select(Household.id, Household.address_line1, Household.postcode), Household.id)


def outside(session: Session) -> list[str]:
    """Keys of households with an address that belong to no area."""
    somewhere = or_(Household.postcode != "", Household.address_line1 != "")
    query = select(Household.id).where(Household.area_id.is_(None), somewhere, Household.voided_at.is_(None))
    return list(session.scalars(query.order_by(Household.postcode, Household.id)))


def taken_in(session: Session) -> dict[str, tuple[int, int]]:
    """For each area, how many households it holds and at how many different postcodes."""
    query = (
        select(
            Household.area_id, func.count(), func.count(func.distinct(func.nullif(Household.postcode, "")))
        )
        .where(Household.voided_at.is_(None), Household.area_id.is_not(None))
        .group_by(Household.area_id)
    )
    return {str(key): (homes, postcodes) for key, homes, postcodes in session.execute(query)}


def looked_after_by(session: Session, organisation_id: str) -> list[str]:
    """Keys of the open requests an organisation looks after: given to it by hand, or of an area it owns."""
    is_open = (Request.voided_at.is_(None), Request.status.in_(STAGES["open"]))
    order = (Request.due_on, Request.number)
    by_hand = select(Request.id, *order).where(
        *is_open, Request.owner_reason != "", Request.owner_id == organisation_id
    )
    owned = select(Area.id).where(Area.owner_id == organisation_id, Area.voided_at.is_(None))
    areas = [row[0] for row in fetch(session, owned)]
    found = [
        *fetch(session, by_hand),
        *(fetch(session, _of_areas(is_open, order), given(areas)) if areas else ()),
    ]
    return [key for key, *_ in sorted(found, key=lambda row: (row[1] is None, row[1] or date.max, row[2]))]


def _of_areas(is_open: tuple[Any, ...], order: tuple[Any, ...]) -> Select[*tuple[Any, ...]]:
    """Open requests of people who live in some areas; most street groups own none."""
    query = (
        select(Request.id, *order)
        .join(Person, Person.id == Request.person_id)
        .join(Household, Household.id == Person.household_id)
        .where(*is_open, Request.owner_reason == "")
    )
    return by_keys(query, Household.area_id)


def given_to(session: Session, request_id: str) -> tuple[str, str | None, str] | None:
    """Whose request it is: the person, the organisation it was given to by hand, and why."""
    query = select(Request.person_id, Request.owner_id, Request.owner_reason).where(Request.id == request_id)
    row = session.execute(query).one_or_none()
    return (row[0], row[1], row[2]) if row else None
