"""Goods from a list, all in one transaction; items and places it names are written down where missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from db.enums_stock import Kept, StockKind
from db.ids import new_id
from db.models import StockItem, StockPlace
from db.queries import stock as query
from db.session import UnitOfWork
from desktop.domain.errors import DomainError
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.stock_ledger import Lying, Moved, batch_for, post

ELSEWHERE = "Store"
"""Where goods lie whose list does not say."""


@dataclass(frozen=True, slots=True)
class GoodsLine:
    """One line of a list; what it says of an item counts only where the item is new."""

    item: str
    quantity: int
    place: str = ""
    unit: str = ""
    category: str = ""
    kept: Kept = Kept.DRY
    use_by: date | None = None
    best_before: date | None = None
    low_level: int | None = None
    allergens: frozenset[str] = frozenset()
    suits: frozenset[str] = frozenset()
    label_read: bool = False


class StockLists(Service):
    """Verbs on lists of stock."""

    @verb("stock.set")
    def bring_in(self, actor: Actor, lines: Sequence[GoodsLine]) -> Changes:
        """Record goods from a list as come in; undoing takes all of it back.

        Raises:
            DomainError: it holds nothing, or a packet has two dates.
        """
        if not lines:
            raise DomainError("The list holds no goods.")
        both = next((one.item for one in lines if one.use_by and one.best_before), None)
        if both is not None:
            raise DomainError(f"{both} has two dates. A packet has one of the two: leave the other empty.")
        with self.store.write(actor.user_id) as work:
            items = self._items(work, lines)
            places = self._places(work, lines)
            parts = [
                (
                    batch_for(
                        work,
                        Lying(
                            items[one.item.casefold()],
                            places[(one.place or ELSEWHERE).casefold()],
                            one.use_by,
                            one.best_before,
                        ),
                    ),
                    one.quantity,
                )
                for one in lines
                if one.quantity
            ]
            post(work, actor, StockKind.IN, parts, Moved(self.today(), new_id(), "From a list"))
            said = "1 line" if len(lines) == 1 else f"{len(lines)} lines"
            return changes(work, next(iter(items.values())), f"{said} of stock brought in")

    def _items(self, work: UnitOfWork, lines: Sequence[GoodsLine]) -> dict[str, str]:
        found = {one.name.casefold(): one.id for one in query.items(work.session)}
        for one in lines:
            if one.item.casefold() not in found:
                made = StockItem(
                    id=new_id(),
                    number=work.next_number("stock_item"),
                    name=one.item,
                    unit=one.unit,
                    category=one.category,
                    kept=one.kept,
                    allergens=sorted(one.allergens),
                    suits=sorted(one.suits),
                    label_read=one.label_read,
                    low_level=one.low_level,
                )
                work.add(made)
                found[one.item.casefold()] = made.id
        return {one.item.casefold(): found[one.item.casefold()] for one in lines}

    def _places(self, work: UnitOfWork, lines: Sequence[GoodsLine]) -> dict[str, str]:
        found = {one.name.casefold(): one.id for one in query.places(work.session)}
        for name in dict.fromkeys(one.place or ELSEWHERE for one in lines if one.quantity):
            if name.casefold() not in found:
                made = StockPlace(id=new_id(), name=name)
                work.add(made)
                found[name.casefold()] = made.id
        work.session.flush()
        return found
