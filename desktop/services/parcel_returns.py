"""Parcels that come back: what goes on the shelf again, and what is thrown away."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from db.enums_stock import Kept, ParcelState, StockKind
from db.ids import new_id
from db.models import StockParcel
from db.queries import parcels as query
from db.queries import stock as stock_query
from db.queries.stock import PackedRow
from desktop.domain.errors import DomainError
from desktop.domain.names import paper_name
from desktop.domain.stock import Back, thrown_away
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.parcel_packing import parcels_of
from desktop.services.parcel_views import CAME_BACK
from desktop.services.records import set_fields
from desktop.services.stock_ledger import Moved, post_all

_COLD = "Came back, and has to be kept cold or hot"
_SPOILT = "Came back, and is not fit for the shelf"


@dataclass(frozen=True, slots=True)
class BackLine:
    """Goods of one item in a parcel that came back.

    Attributes:
        goes_back: whether the hub proposes to put it on the shelf again; else it is thrown away.
    """

    item_id: str
    item: str
    unit: str
    quantity: int
    goes_back: bool


@dataclass(frozen=True, slots=True)
class CameBack:
    """A parcel of a round that was not delivered and waits to be put back, with what is proposed."""

    parcel_id: str
    number: int
    stop: int
    name: str
    lines: tuple[BackLine, ...]


class ParcelReturns(Service):
    """Verbs on parcels that were not delivered."""

    @verb("stock.move")
    def waiting(self, _actor: Actor, round_id: str) -> list[CameBack]:
        """Parcels of a round that came back and wait to be put back, in the order of its stops."""
        with self.store.read() as session:
            tasks = query.tasks_for(session, date.min, date.max, round_id=round_id)
            undelivered = [one.task_id for one in tasks if one.outcome in CAME_BACK]
            found = query.parcels(session, undelivered) if undelivered else []
            rows = [one for one in found if one.state is ParcelState.PACKED]
            lots = stock_query.packed_lots(session, [one.id for one in rows])
        rows.sort(key=lambda one: (one.whose.stop or 0, one.number))
        return [
            CameBack(
                one.id,
                one.number,
                one.whose.stop or 0,
                paper_name(one.whose.first_name, one.whose.last_name, one.whose.preferred_name),
                _lines([lot for lot in lots if lot.parcel_id == one.id]),
            )
            for one in rows
        ]

    @verb("stock.move")
    def put_back(
        self, actor: Actor, parcel_ids: Sequence[str], keep: Mapping[str, int] | None = None
    ) -> Changes:
        """Put what came back on the shelves; what is kept cold or hot is thrown away.

        Food that has to be kept at a temperature was out of the hub's control: it is not put back
        (Regulation (EC) 852/2004 annex II chapter IX paragraph 5).

        Args:
            actor: who puts it back.
            parcel_ids: the parcels.
            keep: item to how many of it go on the shelf, for the items that do not go as proposed; only
                where one parcel is put back.

        Raises:
            DomainError: one of them is not packed, or more would go on the shelf than came back.
        """
        with self.store.write(actor.user_id) as work:
            held = parcels_of(work.session, parcel_ids)
            closed = next((one for one in held if one.state is not ParcelState.PACKED), None)
            if closed is not None:
                raise DomainError(f"P-{closed.number} is not packed.")
            lots = stock_query.packed_lots(work.session, [one.id for one in held])
            back, cold, spoilt = [], [], []
            for one in held:
                own = [lot for lot in lots if lot.parcel_id == one.id]
                back.append((self._moved(f"P-{one.number} came back", one), [_part(lot) for lot in own]))
                gone = thrown_away([_back(lot) for lot in own], keep if len(held) == 1 else None)
                chilled = {lot.batch_id for lot in own if lot.kept is not Kept.DRY}
                parts = [(batch, -many) for batch, many in gone.items()]
                cold.append((self._moved(_COLD, one), [part for part in parts if part[0] in chilled]))
                spoilt.append((self._moved(_SPOILT, one), [part for part in parts if part[0] not in chilled]))
                set_fields(one, {"state": ParcelState.BACK})
            post_all(work, actor, StockKind.RECLAIMED, back)
            post_all(work, actor, StockKind.WASTED, [*cold, *spoilt])
            words = "1 parcel put back" if len(held) == 1 else f"{len(held)} parcels put back"
            if many := _sum(cold):
                words += f". {many} of what has to be kept cold or hot thrown away"
            if many := _sum(spoilt):
                words += f". {many} of what keeps thrown away"
            return changes(work, held[0].id if held else "", words)

    def _moved(self, words: str, held: StockParcel) -> Moved:
        return Moved(self.today(), new_id(), words, held.id)


def _back(lot: PackedRow) -> Back:
    return Back(lot.batch_id, lot.item_id, lot.quantity, lot.kept is Kept.DRY)


def _part(lot: PackedRow) -> tuple[str, int]:
    return lot.batch_id, lot.quantity


def _sum(groups: Sequence[tuple[Moved, Sequence[tuple[str, int]]]]) -> int:
    return -sum(many for _moved, parts in groups for _batch, many in parts)


def _lines(lots: Sequence[PackedRow]) -> tuple[BackLine, ...]:
    """What came back, item by item; what is put back first."""
    sums: dict[str, BackLine] = {}
    for lot in lots:
        many = lot.quantity + (sums[lot.item_id].quantity if lot.item_id in sums else 0)
        sums[lot.item_id] = BackLine(lot.item_id, lot.item, lot.unit, many, lot.kept is Kept.DRY)
    return tuple(sorted(sums.values(), key=lambda one: (not one.goes_back, one.item.casefold())))
