"""The hands of a storekeeper in tests: a hub's stock on a day, with items, places and a recipe."""

from copy import copy
from datetime import date

from db.enums_stock import Kept
from desktop.domain.parcels import RecipeLine
from desktop.services.base import Changes, Tools
from desktop.services.history import History
from desktop.services.hubs import OpenHub
from desktop.services.parcel_edits import ParcelEdits
from desktop.services.parcel_returns import ParcelReturns
from desktop.services.parcels import Parcels, RecipeDraft
from desktop.services.stock import GoodsIn, ItemDraft, Stock
from tests.services.conftest import NOW


class Shelves:
    """A hub's stock."""

    def __init__(self, hub: OpenHub) -> None:
        """Two places, three items, one recipe."""
        self.now = NOW
        self._take(hub)
        self.shelf = self.stock.save_place(self.who, "Shelf A").made
        self.fridge = self.stock.save_place(self.who, "Fridge").made
        self.tins = self.item(ItemDraft("Beans", "tin", suits=frozenset({"vegan", "halal"}), label_read=True))
        self.milk = self.item(
            ItemDraft("Milk", "pint", kept=Kept.CHILLED, allergens=frozenset({"milk"}), label_read=True)
        )
        self.oats = self.item(ItemDraft("Oat drink", "pint", suits=frozenset({"vegan"}), label_read=True))
        lines = (
            RecipeLine("Tins", 2, "person", (self.tins,)),
            RecipeLine("Milk", 1, "household", (self.milk, self.oats)),
        )
        self.recipe = self.parcels.save_recipe(self.who, RecipeDraft("Box", lines)).made

    def _take(self, hub: OpenHub) -> None:
        self.hub, tools = hub, hub.tools
        self.tools = Tools(tools.store, lambda: self.now, tools.find_places, tools.drafts)
        self.stock, self.parcels, self.history = Stock(self.tools), Parcels(self.tools), History(self.tools)
        self.returns, self.who = ParcelReturns(self.tools), hub.actor
        self.edits = ParcelEdits(self.tools)
        self.today = self.now.astimezone().date()

    def over(self, hub: OpenHub) -> "Shelves":
        """The same hands over another copy of the hub."""
        other = copy(self)
        other._take(hub)
        return other

    def item(self, draft: ItemDraft) -> str:
        """An item's key."""
        return self.stock.save_item(self.who, draft).made

    def come(self, item: str, many: int, place: str = "", **dates: date) -> Changes:
        """Goods come in."""
        return self.stock.goods_in(self.who, item, GoodsIn(many, place or self.shelf, **dates))  # type: ignore[arg-type]

    def left(self, item: str) -> int:
        """What there is of an item."""
        return next(one.quantity for one in self.stock.levels(self.who) if one.item.id == item)
