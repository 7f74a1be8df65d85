"""People: ids for a filter and sort, rows for ids, and the pieces of one person's page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Select, SQLColumnExpression, func, select
from sqlalchemy.orm import Session

from db.enums import PersonStatus, RequestStatus
from db.models import Area, Household, Person, Phone, Request
from db.queries.paging import by_keys, fetch, in_order, keys, ordered
from db.search import match_expression, people_found

CLOSED = (RequestStatus.DONE, RequestStatus.CANCELLED, RequestStatus.PASSED_ON)


class PersonRow(NamedTuple):
    """One line of the list of people."""

    id: str
    number: int
    first_name: str
    last_name: str
    preferred_name: str
    date_of_birth: date | None
    address_line1: str
    town: str
    postcode: str
    area: str
    phone: str
    status: PersonStatus
    open_requests: int
    source_reference: str


@dataclass(frozen=True, slots=True)
class PeopleFilter:
    """Which people to list.

    Attributes:
        among: keys found by a search; None for no search.
        status: only this status; None for all.
        out_of_touch: only those who moved, died or are not to be contacted.
        area_id: only people of this area; empty for all.
        with_open: only people with an open request.
        voided: the voided ones instead of those in use.
    """

    among: tuple[str, ...] | None = None
    status: PersonStatus | None = None
    out_of_touch: bool = False
    area_id: str = ""
    with_open: bool = False
    voided: bool = False


_PHONE = (
    select(Phone.e164)
    .where(Phone.person_id == Person.id, Phone.voided_at.is_(None))
    .order_by(Phone.position, Phone.id)
    .limit(1)
    .scalar_subquery()
)
STILL_OPEN = (Request.voided_at.is_(None), *(Request.status != one for one in CLOSED))
"""What holds of an open request, put so that the index by person answers it without a row being read.

Compared one by one: a list inside ``NOT IN`` would be written out again at every run."""
_OPEN = (
    select(func.count())
    .select_from(Request)
    .where(Request.person_id == Person.id, *STILL_OPEN)
    .scalar_subquery()
)
SORTS: dict[str, tuple[SQLColumnExpression[Any], ...]] = {
    "name": (Person.last_name.collate("NOCASE"), Person.first_name.collate("NOCASE")),
    "number": (Person.number,),
    "address": (Household.address_line1.collate("NOCASE"),),
    "postcode": (Household.postcode,),
    "area": (Area.name.collate("NOCASE"),),
    "born": (Person.date_of_birth,),
    "status": (Person.status,),
}


def ids(session: Session, wanted: PeopleFilter, sort: str = "name", descending: bool = False) -> list[str]:
    """Keys of the people wanted, sorted.

    Args:
        session: a reading session.
        wanted: the filter.
        sort: a key of `SORTS`.
        descending: last first.

    Returns:
        Keys in order; ties by key, so that the order is always the same.
    """
    query = _filtered(select(Person.id), wanted, joins=sort)
    return keys(session, ordered(query, SORTS[sort], Person.id, descending), wanted.among, Person.id)


def rows(session: Session, wanted: Sequence[str]) -> list[PersonRow]:
    """Lines for keys, in the order of the keys; keys that are gone are left out."""
    return in_order(session, _rows(), wanted, PersonRow)


def found(session: Session, typed: str, limit: int) -> list[PersonRow]:
    """Lines for the people found by what was typed (`db.search`), by name, in one statement."""
    expression = match_expression(typed)
    if not expression:
        return []
    given = {"typed": expression, "most": limit}
    return list(map(PersonRow._make, fetch(session, _found(), given)))


@cache
def _rows() -> Select[*tuple[Any, ...]]:
    return by_keys(_lines(), Person.id)


@cache
def _found() -> Select[*tuple[Any, ...]]:
    return _lines().where(Person.id.in_(people_found())).order_by(*SORTS["name"], Person.id)


def _lines() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Person.id,
            Person.number,
            Person.first_name,
            Person.last_name,
            Person.preferred_name,
            Person.date_of_birth,
            func.coalesce(Household.address_line1, ""),
            func.coalesce(Household.town, ""),
            func.coalesce(Household.postcode, ""),
            func.coalesce(Area.name, ""),
            func.coalesce(_PHONE, ""),
            Person.status,
            _OPEN,
            Person.source_reference,
        )
        .outerjoin(Household, Household.id == Person.household_id)
        .outerjoin(Area, Area.id == Household.area_id)
    )


def by_phone(session: Session, numbers: Sequence[str]) -> list[str]:
    """Keys of the people who have any of these E.164 numbers."""
    query = select(Phone.person_id).join(Person, Person.id == Phone.person_id)
    query = query.where(Phone.e164.in_(numbers), Phone.voided_at.is_(None), Person.voided_at.is_(None))
    return list(dict.fromkeys(session.scalars(query)))


def phones(session: Session, person_id: str) -> list[Phone]:
    """A person's numbers, first choice first."""
    query = select(Phone).where(Phone.person_id == person_id, Phone.voided_at.is_(None))
    return list(session.scalars(query.order_by(Phone.position, Phone.id)))


def household_members(session: Session, household_id: str) -> list[Person]:
    """Everybody recorded at one address."""
    query = select(Person).where(Person.household_id == household_id, Person.voided_at.is_(None))
    return list(session.scalars(query.order_by(Person.last_name, Person.first_name)))


def _filtered(query: Select[*tuple[Any, ...]], wanted: PeopleFilter, joins: str) -> Select[*tuple[Any, ...]]:
    if wanted.area_id or joins in ("address", "postcode", "area"):
        query = query.outerjoin(Household, Household.id == Person.household_id)
    if joins == "area":
        query = query.outerjoin(Area, Area.id == Household.area_id)
    query = query.where(Person.voided_at.is_not(None) if wanted.voided else Person.voided_at.is_(None))
    if wanted.status is not None:
        query = query.where(Person.status == wanted.status)
    if wanted.out_of_touch:
        query = query.where(Person.status != PersonStatus.ACTIVE)
    if wanted.area_id:
        query = query.where(Household.area_id == wanted.area_id)
    if wanted.with_open:
        open_ones = select(Request.person_id).where(*STILL_OPEN)
        query = query.where(Person.id.in_(open_ones))
    return query
