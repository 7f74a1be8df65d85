"""What the search of everything shows: a line for each kind of record, and what its order is made of."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, time
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Select, String, bindparam, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from db.enums import Layer, PersonStatus, RequestStatus, RoundStatus, VolunteerStatus
from db.models import Household, Organisation, Person, Phone, Request, Round, Service, Volunteer
from db.queries.paging import by_keys, fetch, in_order

_KEYS = "keys"


class PersonLine(NamedTuple):
    """One person, with what ranks them; ``volunteer_id`` is empty for those who do not help.

    Attributes:
        safe_number: the only number to ring, as written; empty where any may be rung.
        has_asked: whether they ever asked for help.
    """

    id: str
    number: int
    first_name: str
    middle_name: str
    last_name: str
    preferred_name: str
    status: PersonStatus
    safe_number: str
    address_line1: str
    town: str
    volunteer_id: str
    volunteer_number: int
    volunteer_status: VolunteerStatus | None
    has_asked: bool


class RequestKey(NamedTuple):
    """One request before its line is read."""

    id: str
    person_id: str
    number: int
    status: RequestStatus


class OrganisationLine(NamedTuple):
    """One organisation."""

    id: str
    number: int
    name: str
    layer: Layer
    contact_name: str
    phone: str


class ServiceLine(NamedTuple):
    """One service, with whose it is."""

    id: str
    number: int
    name: str
    organisation: str
    phone: str


class RoundLine(NamedTuple):
    """One round; ``driver`` is empty while nobody drives."""

    id: str
    number: int
    name: str
    on_date: date
    starts_at: time
    driver: str
    status: RoundStatus


_NUMBERS: Mapping[str, tuple[InstrumentedAttribute[str], InstrumentedAttribute[int], Any]] = {
    "person": (Person.id, Person.number, Person.voided_at),
    "request": (Request.id, Request.number, Request.voided_at),
    "volunteer": (Volunteer.id, Volunteer.number, Volunteer.voided_at),
    "organisation": (Organisation.id, Organisation.number, Organisation.voided_at),
    "round": (Round.id, Round.number, Round.voided_at),
}


def numbered(session: Session, kind: str, number: int) -> list[str]:
    """Keys of the records of a kind that bear a number."""
    return [row[0] for row in fetch(session, _numbered(kind), {"number": number})]


def people(session: Session, wanted: Sequence[str]) -> list[PersonLine]:
    """Lines for people, in the order of their keys."""
    return in_order(session, _people(), wanted, PersonLine)


def person_of(session: Session, volunteers: Sequence[str]) -> dict[str, str]:
    """The people that volunteers are: volunteer's key to person's."""
    return {row[0]: row[1] for row in fetch(session, _person_of(), _given(volunteers))}


def phones(session: Session, wanted: Sequence[str]) -> dict[str, list[str]]:
    """Numbers of people, first choice first, in E.164 where they could be read."""
    found: dict[str, list[str]] = {}
    for person, number in fetch(session, _phones(), _given(wanted)):
        found.setdefault(person, []).append(number)
    return found


def requests_of(session: Session, wanted: Sequence[str]) -> list[RequestKey]:
    """Every request of these people."""
    return [RequestKey._make(row) for row in fetch(session, _requests_of(), _given(wanted))]


def requests_in_use(session: Session, wanted: Sequence[str]) -> list[str]:
    """Those of these requests that are not voided, in the order given."""
    kept = {row[0] for row in fetch(session, _requests_in_use(), _given(wanted))}
    return [key for key in wanted if key in kept]


def organisations(session: Session, wanted: Sequence[str]) -> list[OrganisationLine]:
    """Lines for organisations, in the order of their keys."""
    return in_order(session, _organisations(), wanted, OrganisationLine)


def services(session: Session, wanted: Sequence[str]) -> list[ServiceLine]:
    """Lines for services, in the order of their keys; those of an organisation taken off are left out."""
    return in_order(session, _services(), wanted, ServiceLine)


def rounds(session: Session, wanted: Sequence[str]) -> list[RoundLine]:
    """Lines for rounds, in the order of their keys."""
    return in_order(session, _rounds(), wanted, RoundLine)


def _given(wanted: Sequence[str]) -> dict[str, object]:
    return {_KEYS: json.dumps(list(wanted))}


def _among(column: InstrumentedAttribute[Any]) -> Any:
    """The keys travel as one JSON array; see `db.queries.paging.by_keys`."""
    given = func.json_each(bindparam(_KEYS, type_=String)).table_valued("value")
    return column.in_(select(given.c.value))


@cache
def _numbered(kind: str) -> Select[*tuple[Any, ...]]:
    key, number, voided = _NUMBERS[kind]
    return select(key).where(number == bindparam("number"), voided.is_(None))


@cache
def _people() -> Select[*tuple[Any, ...]]:
    asked = select(Request.id).where(Request.person_id == Person.id, Request.voided_at.is_(None)).exists()
    query = (
        select(
            Person.id,
            Person.number,
            Person.first_name,
            Person.middle_name,
            Person.last_name,
            Person.preferred_name,
            Person.status,
            Person.safe_number,
            func.coalesce(Household.address_line1, ""),
            func.coalesce(Household.town, ""),
            func.coalesce(Volunteer.id, ""),
            func.coalesce(Volunteer.number, 0),
            Volunteer.status,
            asked,
        )
        .outerjoin(Household, Household.id == Person.household_id)
        .outerjoin(Volunteer, (Volunteer.person_id == Person.id) & Volunteer.voided_at.is_(None))
        .where(Person.voided_at.is_(None))
    )
    return by_keys(query, Person.id)


@cache
def _person_of() -> Select[*tuple[Any, ...]]:
    return select(Volunteer.id, Volunteer.person_id).where(_among(Volunteer.id))


@cache
def _phones() -> Select[*tuple[Any, ...]]:
    number = func.coalesce(func.nullif(Phone.e164, ""), Phone.raw)
    query = select(Phone.person_id, number).where(_among(Phone.person_id), Phone.voided_at.is_(None))
    return query.order_by(Phone.person_id, Phone.position, Phone.id)


@cache
def _requests_of() -> Select[*tuple[Any, ...]]:
    query = select(Request.id, Request.person_id, Request.number, Request.status)
    return query.where(_among(Request.person_id), Request.voided_at.is_(None))


@cache
def _requests_in_use() -> Select[*tuple[Any, ...]]:
    return select(Request.id).where(_among(Request.id), Request.voided_at.is_(None))


@cache
def _organisations() -> Select[*tuple[Any, ...]]:
    query = select(
        Organisation.id,
        Organisation.number,
        Organisation.name,
        Organisation.layer,
        Organisation.contact_name,
        Organisation.phone,
    )
    return by_keys(query.where(Organisation.voided_at.is_(None)), Organisation.id)


@cache
def _services() -> Select[*tuple[Any, ...]]:
    query = select(Service.id, Service.number, Service.name, Organisation.name, Service.phone)
    query = query.join(Organisation, Organisation.id == Service.organisation_id)
    return by_keys(query.where(Service.voided_at.is_(None), Organisation.voided_at.is_(None)), Service.id)


@cache
def _rounds() -> Select[*tuple[Any, ...]]:
    driver = aliased(Person)
    name = func.trim(func.coalesce(driver.first_name, "") + " " + func.coalesce(driver.last_name, ""))
    query = (
        select(Round.id, Round.number, Round.name, Round.on_date, Round.starts_at, name, Round.status)
        .outerjoin(Volunteer, Volunteer.id == Round.driver_id)
        .outerjoin(driver, driver.id == Volunteer.person_id)
        .where(Round.voided_at.is_(None))
    )
    return by_keys(query, Round.id)
