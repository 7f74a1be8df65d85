"""Areas: ids for a sort, rows for ids, and the parts they are made of."""

from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Select, SQLColumnExpression, and_, func, select
from sqlalchemy.orm import Session, aliased

from db.enums import AreaKind
from db.models import Area, AreaPart, Household, Organisation, Person
from db.queries.paging import by_keys, in_order, keys, ordered

_PARENT = aliased(Area)
_PARTS = select(func.count()).select_from(AreaPart).where(AreaPart.area_id == Area.id).scalar_subquery()
_PEOPLE = (
    select(func.count())
    .select_from(Person)
    .join(Household, Household.id == Person.household_id)
    .where(Household.area_id == Area.id, Person.voided_at.is_(None))
    .scalar_subquery()
)
SORTS: dict[str, tuple[SQLColumnExpression[Any], ...]] = {
    "name": (Area.name.collate("NOCASE"),),
    "kind": (Area.kind, Area.name.collate("NOCASE")),
}


class AreaRow(NamedTuple):
    """One line of the list of areas."""

    id: str
    name: str
    kind: AreaKind
    parent: str
    parts: int
    people: int
    owner: str


def ids(session: Session, sort: str = "name", descending: bool = False, *, voided: bool = False) -> list[str]:
    """Keys of the areas, sorted; ties by key."""
    gone = Area.voided_at
    query = select(Area.id).where(gone.is_not(None) if voided else gone.is_(None))
    return keys(session, ordered(query, SORTS[sort], Area.id, descending))


def rows(session: Session, wanted: Sequence[str]) -> list[AreaRow]:
    """Lines for keys, in the order of the keys; keys that are gone are left out."""
    return in_order(session, _rows(), wanted, AreaRow)


@cache
def _rows() -> Select[*tuple[Any, ...]]:
    return by_keys(
        select(
            Area.id,
            Area.name,
            Area.kind,
            func.coalesce(_PARENT.name, ""),
            _PARTS,
            _PEOPLE,
            func.coalesce(Organisation.name, ""),
        )
        .outerjoin(_PARENT, _PARENT.id == Area.parent_id)
        .outerjoin(Organisation, and_(Organisation.id == Area.owner_id, Organisation.voided_at.is_(None))),
        Area.id,
    )


def parts(session: Session, area_id: str) -> list[AreaPart]:
    """What an area is made of, by value."""
    return list(session.scalars(select(AreaPart).where(AreaPart.area_id == area_id).order_by(AreaPart.value)))


def everywhere(session: Session) -> list[tuple[str, str]]:
    """Key and name of every area in use, by name."""
    query = select(Area.id, Area.name).where(Area.voided_at.is_(None)).order_by(Area.name.collate("NOCASE"))
    return [(key, name) for key, name in session.execute(query)]
