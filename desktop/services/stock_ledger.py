"""The stock ledger inside a transaction: find the batch, write a movement, take one back by its opposite.

Nothing here is edited or deleted. Undo and mistakes come to the same: the opposite movement, which names
the first. No batch ever holds less than nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from db.enums import ChangeOp
from db.enums_stock import ParcelState, StockKind
from db.fields_stock import STOCK
from db.ids import new_id
from db.models import StockBatch, StockItem, StockMove, StockParcel, StockPlace
from db.queries import stock as query
from db.queries.history import Line
from db.session import UnitOfWork
from desktop.domain.errors import DomainError, NotAllowed
from desktop.domain.money import last_of
from desktop.domain.text import clean
from desktop.services.actions import refusal
from desktop.services.base import Actor
from desktop.services.records import loaded

TABLES = frozenset(STOCK)
_SETTING_UP = frozenset({"stock_item", "stock_place", "stock_recipe"})
_LEFT_SINCE = "Some of it has left the shelf since. Take that back first."
_BUILT_ON = "Something was built upon this since. Take the later step back first."


@dataclass(frozen=True, slots=True)
class Lying:
    """Where goods lie, with their dates and who gave them."""

    item_id: str
    place_id: str
    use_by: date | None = None
    best_before: date | None = None
    giver_id: str | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """What is written beside a movement; ``act_id`` holds together what belongs together."""

    on: date
    act_id: str
    words: str = ""
    parcel_id: str | None = None


def batch_for(work: UnitOfWork, lying: Lying) -> str:
    """The batch goods belong to; a new one where there is none of these dates and this giver there."""
    key = "|".join(str(one or "") for one in (lying.use_by, lying.best_before, lying.giver_id))
    work.session.flush()
    found = query.batch_of(work.session, lying.item_id, lying.place_id, key)
    if found is not None:
        return found
    made = StockBatch(
        id=new_id(),
        item_id=lying.item_id,
        place_id=lying.place_id,
        use_by=lying.use_by,
        best_before=lying.best_before,
        giver_id=lying.giver_id,
        dates_key=key,
    )
    work.add(made)
    work.session.flush()
    return made.id


def post(
    work: UnitOfWork, actor: Actor, kind: StockKind, parts: Iterable[tuple[str, int]], moved: Moved
) -> list[str]:
    """Write movements, one for each batch.

    Args:
        work: the transaction.
        actor: who moves.
        kind: why.
        parts: batch and quantity: above nought comes in, below leaves.
        moved: what is written beside them.

    Returns:
        Keys of the movements.

    Raises:
        DomainError: a batch would hold less than nothing.
    """
    return post_all(work, actor, kind, [(moved, list(parts))])


def post_all(
    work: UnitOfWork,
    actor: Actor,
    kind: StockKind,
    groups: Iterable[tuple[Moved, Sequence[tuple[str, int]]]],
) -> list[str]:
    """Write movements of many acts at once, in as many statements as for one.

    Args:
        work: the transaction.
        actor: who moves.
        kind: why.
        groups: for each act what is written beside its movements, and their batches and quantities.

    Returns:
        Keys of the movements.

    Raises:
        DomainError: a batch would hold less than nothing.
    """
    listed = [(moved, part) for moved, parts in groups for part in parts if part[1]]
    if not listed:
        return []
    number = work.next_number("stock_move", len(listed))
    made = [_move(actor, kind, part, moved, number + place) for place, (moved, part) in enumerate(listed)]
    work.add(*made)
    work.session.flush()
    refuse_below(work.session, [batch for _moved, (batch, _quantity) in listed])
    return [one.id for one in made]


def take_back(work: UnitOfWork, actor: Actor, move_ids: Sequence[str], why: str, today: date) -> list[str]:
    """Write the opposites of movements that stand; what does not stand any more is passed over.

    What took a movement back and was itself taken back lets it stand again: the opposite is then of the last.

    Returns:
        The batches that moved. Whether they hold enough is the caller's to ask: `refuse_below`.
    """
    work.session.flush()
    back = query.taken_back(work.session)
    ends = [last_of(key, back) for key in move_ids]
    held = _in(work.session, StockMove, {key for key, stands in ends if stands})
    held.sort(key=lambda one: one.number)
    act, number = new_id(), work.next_number("stock_move", len(held)) if held else 0
    for place, first in enumerate(held):
        made = _move(
            actor,
            first.kind,
            (first.batch_id, -first.quantity),
            Moved(today, act, clean(why), first.parcel_id),
            number + place,
        )
        made.reverses_id = first.id
        work.add(made)
    work.session.flush()
    return [one.batch_id for one in held]


def refuse_below(
    session: Session, batch_ids: Iterable[str], words: str = "There is not so much of it."
) -> None:
    """Refuse what would leave less than nothing on a shelf, or something of what is out of use.

    Raises:
        DomainError: it would.
    """
    moved = sorted(set(batch_ids))
    if any(left < 0 for left in query.balances(session, moved).values()):
        raise DomainError(words)
    if broken(session, {}, moved):
        raise DomainError("This item, or where it lies, is out of use. Bring that back first.")


def refuse_others(actor: Actor, rows: Mapping[str, Sequence[str]]) -> None:
    """Refuse to undo stock to whoever may not record it.

    Raises:
        NotAllowed: they may not.
    """
    touched = TABLES & rows.keys()
    action = "stock.set" if touched & _SETTING_UP else "stock.move"
    if touched and not actor.may(action):
        raise NotAllowed(refusal(action))


def settle(work: UnitOfWork, actor: Actor, lines: Iterable[Line], today: date) -> None:
    """Take back what a transaction that is undone moved, and see that the shelves bear it out.

    Raises:
        DomainError: something left since, or was built upon it.
    """
    rows: dict[str, list[str]] = {}
    for line in lines:
        if line.entity in TABLES:
            rows.setdefault(line.entity, []).append(line.row_id)
            if line.entity == StockMove.__tablename__ and line.op is ChangeOp.CREATE:
                rows.setdefault("made", []).append(line.row_id)
    if not rows:
        return
    batches = take_back(work, actor, rows.get("made", []), "Undone", today)
    refuse_below(work.session, batches, _LEFT_SINCE)
    if broken(work.session, rows, batches):
        raise DomainError(_BUILT_ON)


def broken(session: Session, rows: Mapping[str, Sequence[str]], batch_ids: Sequence[str] = ()) -> list[str]:
    """Keys of the items, places and parcels among some that the ledger does not bear out.

    Args:
        session: the open session.
        rows: keys by table.
        batch_ids: batches whose item and place have to be in use where anything is left of them.
    """
    batches = _in(session, StockBatch, set(batch_ids))
    items = {*rows.get("stock_item", ()), *(one.item_id for one in batches)}
    places = {*rows.get("stock_place", ()), *(one.place_id for one in batches)}
    gone = [one.id for one in _in(session, StockItem, items) if one.voided_at is not None]
    lost = [one.id for one in _in(session, StockPlace, places) if one.voided_at is not None]
    moves = _in(session, StockMove, set(rows.get("stock_move", ())))
    parcels = {*rows.get("stock_parcel", ()), *(one.parcel_id for one in moves if one.parcel_id)}
    sums = query.parcel_sums(session, sorted(parcels))
    return [
        *(key for key in gone if query.held(session, item_id=key)),
        *(key for key in lost if query.held(session, place_id=key)),
        *(one.id for one in _in(session, StockParcel, parcels) if not _fits(one, sums)),
    ]


def _in(session: Session, model: type, keys: set[str]) -> list:  # type: ignore[type-arg]
    found: dict[str, Any] = loaded(session, model, keys)
    return [found[key] for key in sorted(keys)]


def _fits(one: StockParcel, sums: Mapping[tuple[str, StockKind], int]) -> bool:
    packed = -sums.get((one.id, StockKind.PACKED), 0)
    back = sums.get((one.id, StockKind.RECLAIMED), 0)
    due = sum(int(many) for _item, many in one.contents) - sum(int(many) for _item, many in one.short)
    if one.state is ParcelState.PLANNED:
        return packed == back == 0
    if one.voided_at is not None and one.state is ParcelState.PACKED:
        return False
    return packed == due and back == (due if one.state is ParcelState.BACK else 0)


def _move(actor: Actor, kind: StockKind, part: tuple[str, int], moved: Moved, number: int) -> StockMove:
    return StockMove(
        id=new_id(),
        number=number,
        kind=kind,
        on_date=moved.on,
        by_id=actor.user_id,
        batch_id=part[0],
        quantity=part[1],
        words=clean(moved.words),
        act_id=moved.act_id,
        parcel_id=moved.parcel_id,
    )
