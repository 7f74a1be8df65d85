"""Packing inside a transaction: many parcels in as many statements as one, what spoils first goes first."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from db.enums import TaskStatus
from db.enums_stock import ParcelState, StockKind
from db.ids import new_id
from db.models import StockParcel, Task
from db.queries import parcels as query
from db.queries import stock as stock_query
from db.session import UnitOfWork
from desktop.domain.errors import DomainError
from desktop.domain.stock import Lot, Taken, take
from desktop.services.base import Actor
from desktop.services.records import get, loaded, set_fields
from desktop.services.stock import as_lot
from desktop.services.stock_ledger import Moved, post_all


def parcels_of(session: Session, parcel_ids: Sequence[str]) -> list[StockParcel]:
    """Parcels by key, each once, in the order given; one statement for any number.

    Raises:
        NotFound: one of them is not in use.
    """
    # Held while they are looked up: the session then finds each of them without asking the store.
    rows = loaded(session, StockParcel, parcel_ids)
    found = [get(session, StockParcel, key, "parcel") for key in dict.fromkeys(parcel_ids)]
    rows.clear()
    return found


def pack_all(
    work: UnitOfWork, actor: Actor, held: Sequence[StockParcel], now: datetime, today: date
) -> Counter[str]:
    """Take what is in some parcels from the shelves, one parcel after the other.

    Args:
        work: the transaction.
        actor: who packs.
        held: parcels that are planned, in the order they are packed.
        now: the moment, UTC.
        today: the day of the movements.

    Returns:
        Item to how much of it there was not.
    """
    shelves = _shelves(work.session, {str(item) for one in held for item, _many in one.contents})
    days = goes_on(work.session, held, today)
    short: Counter[str] = Counter()
    groups = []
    for one in held:
        parts: list[tuple[str, int]] = []
        lacking: dict[str, int] = {}
        for item, many in one.contents:
            taken = take(shelves[str(item)], int(many), days[one.id])
            shelves[str(item)] = _without(shelves[str(item)], taken)
            parts += [(batch, -part) for batch, part in taken.parts]
            if taken.short:
                lacking[str(item)] = taken.short
        groups.append((Moved(today, new_id(), parcel_id=one.id), parts))
        short.update(lacking)
        values = {
            "state": ParcelState.PACKED,
            "short": sorted([item, many] for item, many in lacking.items()),
            "packed_at": now,
            "packed_by_id": actor.user_id,
        }
        set_fields(one, values)
    post_all(work, actor, StockKind.PACKED, groups)
    return short


def refuse_left(session: Session, held: StockParcel) -> None:
    """Refuse what cannot be done with a parcel that is on its way, or was at the door.

    Raises:
        DomainError: it left the hub.
    """
    task = session.get(Task, held.task_id) if held.task_id else None
    if task is not None and (task.outcome is not None or task.status is TaskStatus.OUT):
        raise DomainError("It left the hub. What comes back is put back once its result is keyed.")


def goes_on(session: Session, held: Sequence[StockParcel], today: date) -> Mapping[str, date]:
    """Parcel to the day somebody gets it: what is past its use-by then may not be in it.

    Args:
        session: the open session.
        held: the parcels.
        today: the earliest day it can be.
    """
    found = query.parcels(session, [one.task_id for one in held if one.task_id])
    days = {one.id: one.whose.on_date for one in found}
    return {one.id: max(today, days.get(one.id, today)) for one in held}


def _shelves(session: Session, item_ids: set[str]) -> defaultdict[str, list[Lot]]:
    """What there is of some items."""
    found: defaultdict[str, list[Lot]] = defaultdict(list)
    for lot in stock_query.lots(session, item_ids=sorted(item_ids)):
        found[lot.item_id].append(as_lot(lot))
    return found


def _without(lots: Sequence[Lot], taken: Taken) -> list[Lot]:
    """What is left on a shelf once something was taken."""
    gone = dict(taken.parts)
    return [replace(lot, quantity=lot.quantity - gone.get(lot.batch, 0)) for lot in lots]
