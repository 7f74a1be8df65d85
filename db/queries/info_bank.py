"""The information bank: ids for a filter, and cards for ids."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from db.models import Area, InfoCard, InfoCardNeed, NeedType, Organisation
from db.queries.paging import by_keys, fetch, in_order, keys, ordered

_NEEDS = (
    select(func.group_concat(NeedType.label, ", "))
    .join(InfoCardNeed, InfoCardNeed.need_type_id == NeedType.id)
    .where(InfoCardNeed.card_id == InfoCard.id)
    .correlate(InfoCard)
    .scalar_subquery()
)
_TITLE = InfoCard.title.collate("NOCASE")
SORTS: dict[str, tuple[Any, ...]] = {
    "title": (_TITLE,),
    "review": (InfoCard.review_on, _TITLE),
    "checked": (InfoCard.checked_on, _TITLE),
}


class CardRow(NamedTuple):
    """One card.

    Attributes:
        area: where it is good for; empty for everywhere.
        needs: what it is about; empty for every call.
    """

    id: str
    number: int
    title: str
    words: str
    phone: str
    url: str
    open_when: str
    area: str
    needs: str
    organisation: str
    source: str
    checked_on: date
    review_on: date


@dataclass(frozen=True, slots=True)
class CardFilter:
    """Which cards to list.

    Attributes:
        text: in the title, the words, or the number, in any case; empty for all.
        need_id: about this need, or about every call.
        area_ids: good for one of these areas, or everywhere; None for all.
        review_by: only those to be checked by this day.
        voided: the voided ones instead of those in use.
    """

    text: str = ""
    need_id: str = ""
    area_ids: tuple[str, ...] | None = None
    review_by: date | None = None
    voided: bool = False


def ids(session: Session, wanted: CardFilter, sort: str = "title", descending: bool = False) -> list[str]:
    """Keys of the cards wanted, sorted."""
    gone = InfoCard.voided_at
    query = select(InfoCard.id).where(gone.is_not(None) if wanted.voided else gone.is_(None))
    for word in wanted.text.lower().split():
        found = (InfoCard.title, InfoCard.words, InfoCard.phone, InfoCard.open_when, _NEEDS)
        query = query.where(or_(*(func.lower(one).contains(word, autoescape=True) for one in found)))
    if wanted.need_id:
        about = select(InfoCardNeed.card_id)
        mine = about.where(InfoCardNeed.need_type_id == wanted.need_id)
        query = query.where(or_(InfoCard.id.in_(mine), InfoCard.id.not_in(about)))
    if wanted.area_ids is not None:
        query = query.where(or_(InfoCard.area_id.is_(None), InfoCard.area_id.in_(wanted.area_ids)))
    if wanted.review_by is not None:
        query = query.where(InfoCard.review_on <= wanted.review_by)
    return keys(session, ordered(query, SORTS[sort], InfoCard.id, descending))


def rows(session: Session, wanted: Sequence[str]) -> list[CardRow]:
    """Cards for keys, in the order of the keys; keys that are gone are left out."""
    return in_order(session, _rows(), wanted, CardRow)


def counts(session: Session, today: date) -> tuple[int, int]:
    """How many cards are in use, and how many of them are out of date."""
    query = select(
        func.count(), func.coalesce(func.sum(func.iif(InfoCard.review_on < today, 1, 0)), 0)
    ).where(InfoCard.voided_at.is_(None))
    ((every, old),) = fetch(session, query)
    return every, old


@cache
def _rows() -> Select[*tuple[Any, ...]]:
    return by_keys(
        select(
            InfoCard.id,
            InfoCard.number,
            InfoCard.title,
            InfoCard.words,
            InfoCard.phone,
            InfoCard.url,
            InfoCard.open_when,
            func.coalesce(Area.name, ""),
            func.coalesce(_NEEDS, ""),
            func.coalesce(Organisation.name, ""),
            InfoCard.source,
            InfoCard.checked_on,
            InfoCard.review_on,
        )
        .select_from(InfoCard)
        .outerjoin(Area, Area.id == InfoCard.area_id)
        .outerjoin(Organisation, Organisation.id == InfoCard.organisation_id),
        InfoCard.id,
    )
