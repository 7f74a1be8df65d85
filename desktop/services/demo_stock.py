"""The demonstration's stock: shelves with food of many dates, a recipe, and the parcels of the next round.

It is written by the services themselves, so that it keeps every rule; all of it is made up.
"""

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from db.enums_stock import Kept, PlaceKind
from desktop.domain.parcels import Per, RecipeLine
from desktop.services.parcels import Parcels, RecipeDraft
from desktop.services.stock import GoodsIn, ItemDraft, Stock

if TYPE_CHECKING:
    from desktop.services.hubs import OpenHub


class _Item(NamedTuple):
    """An item of the demonstration: what there is of it, and for how many days."""

    name: str
    unit: str
    category: str
    many: int
    days: int
    allergens: str = ""
    suits: str = "vegan halal kosher"
    low: int | None = None
    kept: Kept = Kept.DRY


_ITEMS = (
    _Item("Baked beans", "tin", "Tins", 96, 300, low=24),
    _Item("Chopped tomatoes", "tin", "Tins", 60, 250, low=24),
    _Item("Chickpeas", "tin", "Tins", 14, 400, low=18),
    _Item("Tuna", "tin", "Tins", 40, 500, "fish", "halal", 12),
    _Item("Lentil soup", "tin", "Tins", 36, 120, low=12),
    _Item("Pasta", "bag", "Staples", 48, 200, "gluten", low=15),
    _Item("Rice", "bag", "Staples", 52, 360, low=15),
    _Item("Porridge oats", "bag", "Staples", 22, 180, "gluten", low=10),
    _Item("Milk", "pint", "Fridge", 30, 4, "milk", "halal vegetarian", 10, Kept.CHILLED),
    _Item("Oat drink", "carton", "Staples", 18, 90, "gluten", low=6),
    _Item("Soya drink", "carton", "Staples", 12, 90, "soya", low=6),
    _Item("Yoghurt", "pot", "Fridge", 9, 1, "milk", "vegetarian", None, Kept.CHILLED),
    _Item("Bread", "loaf", "Fresh", 20, 2, "gluten", low=10),
    _Item("Frozen peas", "bag", "Freezer", 25, 240, low=8, kept=Kept.FROZEN),
    _Item("Tea bags", "box", "Staples", 5, 400, low=6),
    _Item("Nappies", "pack", "Baby", 24, 900, low=8),
)
_RECIPE: tuple[tuple[int, Per, tuple[str, ...]], ...] = (
    (2, "person", ("Baked beans", "Chickpeas")),
    (1, "person", ("Chopped tomatoes",)),
    (1, "adult", ("Tuna", "Lentil soup")),
    (1, "household", ("Pasta", "Rice")),
    (1, "household", ("Milk", "Oat drink", "Soya drink")),
    (1, "household", ("Porridge oats", "Rice")),
    (1, "baby", ("Nappies",)),
)


def write_stock(hub: "OpenHub") -> None:
    """Write the stock of a demonstration, with parcels for its next round."""
    stock, parcels, who = Stock(hub.tools), Parcels(hub.tools), hub.actor
    shelf = stock.save_place(who, "Shelf A").made
    cold = {
        Kept.CHILLED: stock.save_place(who, "Fridge", PlaceKind.FRIDGE).made,
        Kept.FROZEN: stock.save_place(who, "Freezer", PlaceKind.FREEZER).made,
    }
    made = {one.name: _item(stock, hub, one, cold.get(one.kept, shelf)) for one in _ITEMS}
    lines = tuple(
        RecipeLine(names[0], many, per, tuple(made[name] for name in names)) for many, per, names in _RECIPE
    )
    recipe = parcels.save_recipe(who, RecipeDraft("Week’s food", lines)).made
    stock.goods_out(who, made["Baked beans"], 6, "To the community lunch")
    rounds = parcels.rounds(who)
    if rounds:
        parcels.compose_round(who, rounds[0][0], recipe)
        for one in parcels.rows(who)[:2]:
            parcels.pack(who, [one.id], anyway=True)


def _item(stock: Stock, hub: "OpenHub", one: _Item, place: str) -> str:
    draft = ItemDraft(
        one.name,
        one.unit,
        one.category,
        one.kept,
        frozenset(one.allergens.split()),
        frozenset(one.suits.split()),
        label_read=True,
        low_level=one.low,
    )
    key = stock.save_item(hub.actor, draft).made
    day = stock.today() + timedelta(days=one.days)
    use_by, best_before = (day, None) if one.kept is Kept.CHILLED else (None, day)
    goods = GoodsIn(one.many, place, use_by, best_before, words="Given by a shop")
    stock.goods_in(hub.actor, key, goods)
    return key
