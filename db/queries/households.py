"""Households: ids for a filter and sort, and rows for ids."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Select, SQLColumnExpression, func, select
from sqlalchemy.orm import Session

from db.enums import Precision
from db.models import Area, Household, Person
from db.queries.paging import by_keys, in_order, keys, ordered


class HouseholdRow(NamedTuple):
    """One line of the list of households."""

    id: str
    number: int
    address_line1: str
    town: str
    postcode: str
    area: str
    people: int
    size: int | None
    door_note: str
    precision: Precision


@dataclass(frozen=True, slots=True)
class HouseholdFilter:
    """Which households to list.

    Attributes:
        like: beginning of the address or postcode; empty for all.
        area_id: only this area; empty for all.
        voided: the voided ones instead of those in use.
    """

    like: str = ""
    area_id: str = ""
    voided: bool = False


_PEOPLE = (
    select(func.count())
    .select_from(Person)
    .where(Person.household_id == Household.id, Person.voided_at.is_(None))
    .scalar_subquery()
)
SORTS: dict[str, tuple[SQLColumnExpression[Any], ...]] = {
    "address": (Household.address_line1.collate("NOCASE"),),
    "postcode": (Household.postcode,),
    "area": (Area.name.collate("NOCASE"),),
    "number": (Household.number,),
    "size": (Household.size,),
}


def ids(
    session: Session, wanted: HouseholdFilter, sort: str = "address", descending: bool = False
) -> list[str]:
    """Keys of the households wanted, sorted; ties by key."""
    query = select(Household.id)
    if sort == "area":
        query = query.outerjoin(Area, Area.id == Household.area_id)
    voided = Household.voided_at
    query = query.where(voided.is_not(None) if wanted.voided else voided.is_(None))
    if wanted.area_id:
        query = query.where(Household.area_id == wanted.area_id)
    if wanted.like:
        query = query.where(
            Household.address_line1.icontains(wanted.like, autoescape=True)
            | Household.postcode.istartswith(wanted.like, autoescape=True)
        )
    return keys(session, ordered(query, SORTS[sort], Household.id, descending))


def rows(session: Session, wanted: Sequence[str]) -> list[HouseholdRow]:
    """Lines for keys, in the order of the keys; keys that are gone are left out."""
    return in_order(session, _rows(), wanted, HouseholdRow)


@cache
def _rows() -> Select[*tuple[Any, ...]]:
    return by_keys(
        select(
            Household.id,
            Household.number,
            Household.address_line1,
            Household.town,
            Household.postcode,
            func.coalesce(Area.name, ""),
            _PEOPLE,
            Household.size,
            Household.door_note,
            Household.precision,
        ).outerjoin(Area, Area.id == Household.area_id),
        Household.id,
    )
