"""Organisations: ids for a filter and sort, and rows for ids."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Select, SQLColumnExpression, func, select
from sqlalchemy.orm import Session

from db.enums import Layer
from db.models import Area, NeedType, Organisation, OrganisationArea, OrganisationNeed
from db.queries.paging import by_keys, in_order, keys, ordered

_AREAS = (
    select(func.group_concat(Area.name, ", "))
    .join(OrganisationArea, OrganisationArea.area_id == Area.id)
    .where(OrganisationArea.organisation_id == Organisation.id)
    .scalar_subquery()
)
_NEEDS = (
    select(func.group_concat(NeedType.label, ", "))
    .join(OrganisationNeed, OrganisationNeed.need_type_id == NeedType.id)
    .where(OrganisationNeed.organisation_id == Organisation.id, NeedType.is_private.is_(False))
    .scalar_subquery()
)
SORTS: dict[str, tuple[SQLColumnExpression[Any], ...]] = {
    "name": (Organisation.name.collate("NOCASE"),),
    "layer": (Organisation.layer, Organisation.name.collate("NOCASE")),
    "contact": (Organisation.contact_name.collate("NOCASE"),),
    "number": (Organisation.number,),
}


class OrganisationRow(NamedTuple):
    """One line of the list of organisations."""

    id: str
    number: int
    name: str
    layer: Layer
    contact_name: str
    deputy_name: str
    phone: str
    areas: str
    needs: str


@dataclass(frozen=True, slots=True)
class OrganisationFilter:
    """Which organisations to list.

    Attributes:
        among: keys found by a search; None for no search.
        layer: only this layer; None for all.
        area_id: only those working in this area; empty for all.
        need_id: only those that help with this need; empty for all.
        without_deputy: only those with one named contact or none.
        voided: the voided ones instead of those in use.
    """

    among: tuple[str, ...] | None = None
    layer: Layer | None = None
    area_id: str = ""
    need_id: str = ""
    without_deputy: bool = False
    voided: bool = False


def ids(
    session: Session, wanted: OrganisationFilter, sort: str = "name", descending: bool = False
) -> list[str]:
    """Keys of the organisations wanted, sorted; ties by key."""
    gone = Organisation.voided_at
    query = select(Organisation.id).where(gone.is_not(None) if wanted.voided else gone.is_(None))
    if wanted.layer is not None:
        query = query.where(Organisation.layer == wanted.layer)
    if wanted.area_id:
        here = select(OrganisationArea.organisation_id).where(OrganisationArea.area_id == wanted.area_id)
        query = query.where(Organisation.id.in_(here))
    if wanted.need_id:
        helps = OrganisationNeed.need_type_id == wanted.need_id
        query = query.where(Organisation.id.in_(select(OrganisationNeed.organisation_id).where(helps)))
    if wanted.without_deputy:
        query = query.where((Organisation.contact_name == "") | (Organisation.deputy_name == ""))
    return keys(
        session, ordered(query, SORTS[sort], Organisation.id, descending), wanted.among, Organisation.id
    )


def rows(session: Session, wanted: Sequence[str]) -> list[OrganisationRow]:
    """Lines for keys, in the order of the keys; keys that are gone are left out."""
    return in_order(session, _rows(), wanted, OrganisationRow)


@cache
def _rows() -> Select[*tuple[Any, ...]]:
    return by_keys(
        select(
            Organisation.id,
            Organisation.number,
            Organisation.name,
            Organisation.layer,
            Organisation.contact_name,
            Organisation.deputy_name,
            Organisation.phone,
            func.coalesce(_AREAS, ""),
            func.coalesce(_NEEDS, ""),
        ),
        Organisation.id,
    )


def named(session: Session, name: str) -> list[Organisation]:
    """Organisations in use with a name, in any case."""
    query = select(Organisation).where(
        func.lower(Organisation.name) == name.lower(), Organisation.voided_at.is_(None)
    )
    return list(session.scalars(query))
