"""Stock: items and places, goods in and out, moved, wasted and counted; everything a movement."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy.orm import Session

from db.enums_stock import Kept, PlaceKind, StockKind
from db.ids import new_id
from db.models import StockBatch, StockItem, StockMove, StockPlace
from db.queries import stock as query
from db.queries.stock import ItemRow, LotRow, PlaceRow, StockMoveRow
from desktop.domain.errors import DomainError
from desktop.domain.stock import Lot, take
from desktop.domain.text import clean
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.ledger import not_later
from desktop.services.records import get, set_fields, tidied, void
from desktop.services.stock_ledger import Lying, Moved, batch_for, post, refuse_below, take_back

SOON = timedelta(days=3)
"""So long before its use-by an item is listed to go first."""


@dataclass(frozen=True, slots=True)
class ItemDraft:
    """An item as typed; see `db.models.StockItem`."""

    name: str
    unit: str = ""
    category: str = ""
    kept: Kept = Kept.DRY
    allergens: frozenset[str] = frozenset()
    suits: frozenset[str] = frozenset()
    label_read: bool = False
    low_level: int | None = None
    barcode: str = ""


@dataclass(frozen=True, slots=True)
class GoodsIn:
    """Goods that came, as typed; at most one of the dates stands on a packet."""

    quantity: int | None
    place_id: str | None
    use_by: date | None = None
    best_before: date | None = None
    giver_id: str | None = None
    words: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class ItemLevel:
    """An item with what there is of it.

    Attributes:
        quantity: all there is.
        usable: what may be packed today.
        lots: what lies where; what spoils first stands first.
    """

    item: ItemRow
    quantity: int
    usable: int
    lots: tuple[LotRow, ...] = field(default=())

    @property
    def is_low(self) -> bool:
        """Whether what may be packed is at or below the level somebody set."""
        return self.item.low_level is not None and self.usable <= self.item.low_level


class Stock(Service):
    """Verbs on stock."""

    @verb("stock.see")
    def levels(self, _actor: Actor) -> list[ItemLevel]:
        """Every item in use with what there is of it, by name."""
        with self.store.read() as session:
            listed, lots = query.items(session), query.lots(session)
        by_item: dict[str, list[LotRow]] = {}
        for lot in lots:
            by_item.setdefault(lot.item_id, []).append(lot)
        return [self._level(one, by_item.get(one.id, [])) for one in listed]

    @verb("stock.see")
    def low(self, actor: Actor) -> list[ItemLevel]:
        """Items that are low."""
        return [one for one in self.levels(actor) if one.is_low]

    @verb("stock.see")
    def lots(self, _actor: Actor, place_id: str | None = None) -> list[LotRow]:
        """What lies where, in one place or in all; what spoils first stands first."""
        with self.store.read() as session:
            return query.lots(session, place_id=place_id)

    @verb("stock.see")
    def places(self, _actor: Actor) -> list[PlaceRow]:
        """Places in use, by name."""
        with self.store.read() as session:
            return query.places(session)

    @verb("stock.see")
    def moves(self, _actor: Actor, item_id: str | None = None) -> list[StockMoveRow]:
        """Movements, the newest first."""
        with self.store.read() as session:
            return query.moves(session, item_id)

    @verb("stock.print")
    def listed(self, actor: Actor) -> list[ItemLevel]:
        """Every item with what there is of it, to be saved."""
        return self.levels(actor)

    @verb("stock.print")
    def moves_in(self, _actor: Actor, first: date, last: date) -> list[StockMoveRow]:
        """Movements of some days, the oldest first.

        Raises:
            DomainError: the last day is before the first.
        """
        if last < first:
            raise DomainError("The last day is before the first.", field="last")
        with self.store.read() as session:
            return query.moves_in(session, first, last)

    @verb("stock.set")
    def save_item(self, actor: Actor, draft: ItemDraft, item_id: str | None = None) -> Changes:
        """Write down an item, or change one.

        Raises:
            DomainError: it has no name, another one has it, or the low level is below nought.
        """
        values = tidied(draft, draft.__dataclass_fields__)
        values |= {"allergens": sorted(draft.allergens), "suits": sorted(draft.suits)}
        if not values["name"]:
            raise DomainError("Give it a name, such as: Chopped tomatoes.", field="name")
        if draft.low_level is not None and draft.low_level < 0:
            raise DomainError("Type nought or more.", field="low_level")
        with self.store.write(actor.user_id) as work:
            same = [
                one for one in query.items(work.session) if one.name.casefold() == values["name"].casefold()
            ]
            if any(one.id != item_id for one in same):
                raise DomainError("There is an item of this name. Change that one.", field="name")
            if item_id is None:
                held = StockItem(id=new_id(), number=work.next_number("stock_item"), **values)
                work.add(held)
            else:
                held = get(work.session, StockItem, item_id, "item")
                set_fields(held, values)
            return changes(work, held.id, f"Saved {held.name}")

    @verb("stock.set")
    def void_item(self, actor: Actor, item_id: str, why: str) -> Changes:
        """Take an item nothing is left of out of use.

        Raises:
            DomainError: there is some of it, or no reason was given.
        """
        with self.store.write(actor.user_id) as work:
            held = get(work.session, StockItem, item_id, "item")
            if query.held(work.session, item_id=item_id):
                raise DomainError("There is some of it left. Record where it went first.")
            void(held, why, self.now())
            return changes(work, item_id, f"{held.name} is out of use")

    @verb("stock.set")
    def save_place(
        self, actor: Actor, name: str, kind: PlaceKind = PlaceKind.SHELF, place_id: str | None = None
    ) -> Changes:
        """Write down a place, or change one.

        Raises:
            DomainError: it has no name.
        """
        if not clean(name):
            raise DomainError("Give it a name, such as: Shelf A.", field="name")
        with self.store.write(actor.user_id) as work:
            if place_id is None:
                held = StockPlace(id=new_id(), name=clean(name), kind=kind)
                work.add(held)
            else:
                held = get(work.session, StockPlace, place_id, "place")
                set_fields(held, {"name": clean(name), "kind": kind})
            return changes(work, held.id, f"Saved {held.name}")

    @verb("stock.set")
    def void_place(self, actor: Actor, place_id: str, why: str) -> Changes:
        """Take an empty place out of use.

        Raises:
            DomainError: something lies there, or no reason was given.
        """
        with self.store.write(actor.user_id) as work:
            held = get(work.session, StockPlace, place_id, "place")
            if query.held(work.session, place_id=place_id):
                raise DomainError("Something still lies there. Move it first.")
            void(held, why, self.now())
            return changes(work, place_id, f"{held.name} is out of use")

    @verb("stock.move")
    def goods_in(self, actor: Actor, item_id: str, goods: GoodsIn) -> Changes:
        """Record goods that came.

        Raises:
            DomainError: no quantity, no place, both dates, or a day to come.
        """
        many = asked_quantity(goods.quantity)
        on = not_later(goods.on, self.today(), "on")
        if goods.use_by and goods.best_before:
            raise DomainError("A packet has one of the two dates. Type the one on it.", field="best_before")
        with self.store.write(actor.user_id) as work:
            item = get(work.session, StockItem, item_id, "item")
            if not goods.place_id:
                raise DomainError("Choose where it lies.", field="place_id")
            place = get(work.session, StockPlace, goods.place_id, "place")
            lying = Lying(item.id, place.id, goods.use_by, goods.best_before, goods.giver_id)
            batch = batch_for(work, lying)
            post(work, actor, StockKind.IN, [(batch, many)], Moved(on, new_id(), goods.words))
            left = query.held(work.session, item_id=item_id)
            return changes(work, item_id, f"{many} in. {counted_units(left, item)} of {item.name} now")

    @verb("stock.move")
    def goods_out(
        self,
        actor: Actor,
        item_id: str,
        quantity: int | None,
        words: str = "",
        *,
        wasted: bool = False,
        on: date | None = None,
    ) -> Changes:
        """Record goods that went, or were thrown away: what spoils first goes first.

        What is past its use-by only goes as waste, and goes first then.

        Raises:
            DomainError: there is not so much, or waste has no reason.
        """
        many, day = asked_quantity(quantity), not_later(on, self.today(), "on")
        if wasted and not clean(words):
            raise DomainError("Say why it was thrown away.", field="words")
        with self.store.write(actor.user_id) as work:
            item = get(work.session, StockItem, item_id, "item")
            held = query.lots(work.session, item_ids=[item_id])
            taken = take([as_lot(one) for one in held], many, date.min if wasted else day)
            if taken.short:
                there = counted_units(many - taken.short, item)
                raise DomainError(f"There is only {there} that may go. Count the shelf.", field="quantity")
            kind = StockKind.WASTED if wasted else StockKind.OUT
            parts = [(batch, -part) for batch, part in taken.parts]
            post(work, actor, kind, parts, Moved(day, new_id(), words))
            left = query.held(work.session, item_id=item_id)
            return changes(work, item_id, f"{many} out. {counted_units(left, item)} of {item.name} left")

    @verb("stock.move")
    def waste_lot(self, actor: Actor, batch_id: str, why: str) -> Changes:
        """Throw away all there is of one batch, such as what is past its use-by.

        Raises:
            DomainError: nothing is there, or no reason was given.
        """
        if not clean(why):
            raise DomainError("Say why it was thrown away.", field="reason")
        with self.store.write(actor.user_id) as work:
            batch, item, left = _lot(work.session, batch_id)
            moved = Moved(self.today(), new_id(), why)
            post(work, actor, StockKind.WASTED, [(batch.id, -left)], moved)
            return changes(work, item.id, f"{counted_units(left, item)} of {item.name} thrown away")

    @verb("stock.move")
    def move_lot(self, actor: Actor, batch_id: str, place_id: str | None, quantity: int | None) -> Changes:
        """Carry goods of one batch to another place; their dates go with them.

        Raises:
            DomainError: there is not so much, or it lies there already.
        """
        many = asked_quantity(quantity)
        with self.store.write(actor.user_id) as work:
            batch, item, left = _lot(work.session, batch_id)
            place = get(work.session, StockPlace, place_id, "place")
            if place.id == batch.place_id:
                raise DomainError("It lies there already.", field="place_id")
            if many > left:
                raise DomainError(f"There is only {counted_units(left, item)}.", field="quantity")
            lying = Lying(item.id, place.id, batch.use_by, batch.best_before, batch.giver_id)
            parts = [(batch.id, -many), (batch_for(work, lying), many)]
            post(work, actor, StockKind.MOVED, parts, Moved(self.today(), new_id(), f"To {place.name}"))
            return changes(work, item.id, f"{counted_units(many, item)} of {item.name} to {place.name}")

    @verb("stock.set")
    def count(self, actor: Actor, place_id: str, counted: Mapping[str, int | None], why: str = "") -> Changes:
        """Key what was counted in a place, batch by batch; what differs is written as movements.

        Args:
            actor: who counts.
            place_id: the place.
            counted: what there is of each batch; None where nobody looked.
            why: what may have become of what differs.

        Raises:
            DomainError: a count is below nought, or something differs and no reason was given.
        """
        if any(many is not None and many < 0 for many in counted.values()):
            raise DomainError("Nobody counts less than nothing.")
        with self.store.write(actor.user_id) as work:
            place = get(work.session, StockPlace, place_id, "place")
            lying = {one.id: one.quantity for one in query.lots(work.session, place_id=place_id)}
            parts = [
                (key, many - lying.get(key, 0))
                for key, many in counted.items()
                if many is not None and many != lying.get(key, 0)
            ]
            if parts and not clean(why):
                raise DomainError("Something differs. Say what may have become of it.", field="why")
            post(work, actor, StockKind.COUNTED, parts, Moved(self.today(), new_id(), why))
            set_fields(place, {"counted_on": self.today()})
            differs = "1 line differs" if len(parts) == 1 else f"{len(parts)} lines differ"
            return changes(
                work, place_id, f"{place.name} counted. {differs if parts else 'Nothing differs'}."
            )

    @verb("stock.set")
    def take_back(self, actor: Actor, move_id: str, why: str) -> Changes:
        """Take a movement back by its opposite, with all that belongs to it.

        Raises:
            DomainError: it is a parcel's, no reason was given, or some of it has left since.
        """
        if not clean(why):
            raise DomainError("Say why, so that others understand later.", field="reason")
        with self.store.write(actor.user_id) as work:
            held = get(work.session, StockMove, move_id, "movement")
            if held.parcel_id is not None:
                raise DomainError("This belongs to a parcel. Unpack the parcel instead.")
            alike = query.act(work.session, held.act_id)
            batches = take_back(work, actor, alike, why, self.today())
            if not batches:
                raise DomainError("This is taken back already.")
            refuse_below(work.session, batches, "Some of it has left the shelf since. Take that back first.")
            return changes(work, move_id, f"SM-{held.number} taken back")

    def _level(self, item: ItemRow, lots: Sequence[LotRow]) -> ItemLevel:
        today = self.today()
        usable = sum(one.quantity for one in lots if one.use_by is None or today <= one.use_by)
        return ItemLevel(item, sum(one.quantity for one in lots), usable, tuple(lots))


def as_lot(row: LotRow) -> Lot:
    """A batch as the rule of what goes first knows it."""
    return Lot(row.id, row.quantity, row.use_by, row.best_before)


def asked_quantity(quantity: int | None) -> int:
    """A quantity that is more than nought.

    Raises:
        DomainError: it is not.
    """
    if quantity is None or quantity <= 0:
        raise DomainError("Type how many, such as 12.", field="quantity")
    return quantity


def counted_units(count: int, item: StockItem | ItemRow) -> str:
    """A quantity with its unit, such as ``12 x tin``."""
    return f"{count} × {item.unit}" if item.unit else str(count)


def _lot(session: Session, batch_id: str) -> tuple[StockBatch, StockItem, int]:
    batch = get(session, StockBatch, batch_id, "batch")
    left = query.balances(session, [batch_id]).get(batch_id, 0)
    if left <= 0:
        raise DomainError("Nothing of it is left.")
    return batch, session.get_one(StockItem, batch.item_id), left
