"""Stock as it is read: sums of movements by batch, items with what there is, movements."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased

from db.enums_stock import Kept, PlaceKind, StockKind
from db.models import (
    Organisation,
    StockBatch,
    StockItem,
    StockMove,
    StockParcel,
    StockPlace,
    StockRecipe,
    User,
)
from db.queries.paging import by_keys, fetch, given

_FIRST, _BACK = aliased(StockMove), aliased(StockMove)
MOST = 2_000
"""Movements a list holds; what is older is in the file of movements."""


class LotRow(NamedTuple):
    """A batch with what there is of it.

    Attributes:
        quantity: the sum of its movements.
    """

    id: str
    item_id: str
    item: str
    unit: str
    kept: Kept
    place_id: str
    place: str
    use_by: date | None
    best_before: date | None
    giver: str
    quantity: int


class ItemRow(NamedTuple):
    """An item in use, without what there is of it."""

    id: str
    number: int
    name: str
    unit: str
    category: str
    kept: Kept
    allergens: list[str]
    suits: list[str]
    label_read: bool
    low_level: int | None
    barcode: str


class PlaceRow(NamedTuple):
    """A place in use."""

    id: str
    name: str
    kind: PlaceKind
    counted_on: date | None


class StockMoveRow(NamedTuple):
    """A movement.

    Attributes:
        reverses: number of the movement it takes back; None for none.
        taken_back_by: number of the one that takes it back; None while it stands.
    """

    id: str
    number: int
    kind: StockKind
    on_date: date
    by: str
    batch_id: str
    item_id: str
    item: str
    unit: str
    place: str
    quantity: int
    words: str
    act_id: str
    parcel: int | None
    reverses: int | None
    taken_back_by: int | None


class PackedRow(NamedTuple):
    """Goods of one batch that are in a parcel."""

    parcel_id: str
    batch_id: str
    item_id: str
    item: str
    unit: str
    kept: Kept
    quantity: int


class RecipeRow(NamedTuple):
    """A recipe in use; each line is a mapping of ``name``, ``quantity``, ``per`` and ``choices``."""

    id: str
    name: str
    lines: list[dict[str, Any]]


_SUM = func.coalesce(func.sum(StockMove.quantity), 0)


def balances(session: Session, batch_ids: Sequence[str] | None = None) -> dict[str, int]:
    """What there is of each batch that ever moved, or of some; one statement."""
    query = select(StockMove.batch_id, func.sum(StockMove.quantity)).group_by(StockMove.batch_id)
    if batch_ids is not None:
        return {
            key: int(sum_)
            for key, sum_ in fetch(session, by_keys(query, StockMove.batch_id), given(batch_ids))
        }
    return {key: int(sum_) for key, sum_ in fetch(session, query)}


def lots(
    session: Session, *, item_ids: Sequence[str] | None = None, place_id: str | None = None
) -> list[LotRow]:
    """Batches there is something of, of items in use; those that spoil first stand first."""
    query = (
        select(
            StockBatch.id,
            StockItem.id,
            StockItem.name,
            StockItem.unit,
            StockItem.kept,
            StockPlace.id,
            StockPlace.name,
            StockBatch.use_by,
            StockBatch.best_before,
            func.coalesce(Organisation.name, ""),
            func.sum(StockMove.quantity),
        )
        .join(StockItem, StockItem.id == StockBatch.item_id)
        .join(StockPlace, StockPlace.id == StockBatch.place_id)
        .join(StockMove, StockMove.batch_id == StockBatch.id)
        .outerjoin(Organisation, Organisation.id == StockBatch.giver_id)
        .group_by(StockBatch.id)
        .having(_SUM != 0)
        .order_by(
            func.coalesce(StockBatch.use_by, StockBatch.best_before, "9999-12-31"),
            StockItem.name.collate("NOCASE"),
            StockBatch.id,
        )
    )
    if item_ids is not None:
        query = query.where(StockBatch.item_id.in_(list(item_ids)))
    if place_id is not None:
        query = query.where(StockBatch.place_id == place_id)
    return [LotRow(*row) for row in fetch(session, query)]


def held(session: Session, *, item_id: str | None = None, place_id: str | None = None) -> int:
    """How much there is of an item, or in a place, whatever the batch."""
    query = select(_SUM).join(StockBatch, StockBatch.id == StockMove.batch_id)
    if item_id is not None:
        query = query.where(StockBatch.item_id == item_id)
    if place_id is not None:
        query = query.where(StockBatch.place_id == place_id)
    ((found,),) = fetch(session, query)
    return int(found)


def items(session: Session) -> list[ItemRow]:
    """Items in use, by name."""
    query = select(
        StockItem.id,
        StockItem.number,
        StockItem.name,
        StockItem.unit,
        StockItem.category,
        StockItem.kept,
        StockItem.allergens,
        StockItem.suits,
        StockItem.label_read,
        StockItem.low_level,
        StockItem.barcode,
    ).where(StockItem.voided_at.is_(None))
    found = fetch(session, query.order_by(StockItem.name.collate("NOCASE"), StockItem.id))
    return [ItemRow(*row) for row in found]


def places(session: Session) -> list[PlaceRow]:
    """Places in use, by name."""
    query = select(StockPlace.id, StockPlace.name, StockPlace.kind, StockPlace.counted_on)
    query = query.where(StockPlace.voided_at.is_(None))
    found = fetch(session, query.order_by(StockPlace.name.collate("NOCASE"), StockPlace.id))
    return [PlaceRow(*row) for row in found]


def recipes(session: Session) -> list[RecipeRow]:
    """Recipes in use, by name."""
    query = select(StockRecipe.id, StockRecipe.name, StockRecipe.lines).where(StockRecipe.voided_at.is_(None))
    found = fetch(session, query.order_by(StockRecipe.name.collate("NOCASE"), StockRecipe.id))
    return [RecipeRow(*row) for row in found]


def batch_of(session: Session, item_id: str, place_id: str, dates_key: str) -> str | None:
    """Key of the batch of an item, place, dates and giver; None where there was none yet."""
    query = select(StockBatch.id).where(
        StockBatch.item_id == item_id, StockBatch.place_id == place_id, StockBatch.dates_key == dates_key
    )
    return session.scalars(query).first()


def taken_back(session: Session) -> dict[str, str]:
    """Key of every movement that was taken back to the one that does so."""
    query = select(StockMove.reverses_id, StockMove.id).where(StockMove.reverses_id.is_not(None))
    return {first: then for first, then in fetch(session, query)}


def act(session: Session, act_id: str) -> list[str]:
    """Keys of the movements of an act, in order."""
    query = select(StockMove.id).where(StockMove.act_id == act_id)
    return [key for (key,) in fetch(session, query.order_by(StockMove.number))]


def parcel_sums(session: Session, parcel_ids: Sequence[str]) -> dict[tuple[str, StockKind], int]:
    """What stands of the movements of some parcels: by parcel and kind; taking back counts against."""
    query = select(StockMove.parcel_id, StockMove.kind, func.sum(StockMove.quantity))
    query = query.group_by(StockMove.parcel_id, StockMove.kind)
    found = fetch(session, by_keys(query, StockMove.parcel_id), given(parcel_ids))
    return {(parcel, kind): int(sum_) for parcel, kind, sum_ in found}


def packed_lots(session: Session, parcel_ids: Sequence[str]) -> list[PackedRow]:
    """What some parcels took and hold, by name of the item; one statement."""
    query = (
        select(
            StockMove.parcel_id,
            StockMove.batch_id,
            StockItem.id,
            StockItem.name,
            StockItem.unit,
            StockItem.kept,
            -func.sum(StockMove.quantity),
        )
        .join(StockBatch, StockBatch.id == StockMove.batch_id)
        .join(StockItem, StockItem.id == StockBatch.item_id)
        .where(StockMove.kind == StockKind.PACKED)
        .group_by(StockMove.parcel_id, StockMove.batch_id)
        .having(_SUM != 0)
        .order_by(StockItem.name, StockMove.batch_id)
    )
    found = fetch(session, by_keys(query, StockMove.parcel_id), given(parcel_ids))
    return [PackedRow(*row) for row in found]


def _moves() -> Select[*tuple[Any, ...]]:
    return (
        select(
            StockMove.id,
            StockMove.number,
            StockMove.kind,
            StockMove.on_date,
            User.name,
            StockMove.batch_id,
            StockItem.id,
            StockItem.name,
            StockItem.unit,
            StockPlace.name,
            StockMove.quantity,
            StockMove.words,
            StockMove.act_id,
            StockParcel.number,
            _FIRST.number,
            _BACK.number,
        )
        .join(StockBatch, StockBatch.id == StockMove.batch_id)
        .join(StockItem, StockItem.id == StockBatch.item_id)
        .join(StockPlace, StockPlace.id == StockBatch.place_id)
        .join(User, User.id == StockMove.by_id)
        .outerjoin(StockParcel, StockParcel.id == StockMove.parcel_id)
        .outerjoin(_FIRST, _FIRST.id == StockMove.reverses_id)
        .outerjoin(_BACK, _BACK.reverses_id == StockMove.id)
        .order_by(StockMove.number.desc())
    )


def moves(session: Session, item_id: str | None = None, limit: int = MOST) -> list[StockMoveRow]:
    """Movements, the newest first; of one item, or of all."""
    query = _moves() if item_id is None else _moves().where(StockItem.id == item_id)
    return [StockMoveRow(*row) for row in fetch(session, query.limit(limit))]


def moves_in(session: Session, first: date, last: date) -> list[StockMoveRow]:
    """Movements of some days, the oldest first."""
    query = _moves().where(StockMove.on_date >= first, StockMove.on_date <= last)
    return [StockMoveRow(*row) for row in fetch(session, query)][::-1]
