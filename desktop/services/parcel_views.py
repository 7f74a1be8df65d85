"""Parcels as they are shown and printed: for whom they are composed, and what is fetched for them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from db.enums import TaskOutcome
from db.enums_stock import ParcelState
from db.queries import stock as stock_query
from db.queries.parcels import ForRow, ParcelRow
from db.queries.stock import ItemRow, LotRow
from desktop.domain.food_words import FoodWords, food_label, read_food, suits_also
from desktop.domain.names import paper_name
from desktop.domain.parcels import Eaters, Food, RecipeLine
from desktop.domain.stock import take
from desktop.domain.two_or_none import Coming
from desktop.services.stock import as_lot

CAME_BACK = frozenset(
    {TaskOutcome.NO_ANSWER, TaskOutcome.REFUSED, TaskOutcome.WRONG_ADDRESS, TaskOutcome.NOT_ATTEMPTED}
)
"""Outcomes with which a parcel comes back to the hub."""
OWN = "This hub"


@dataclass(frozen=True, slots=True)
class ParcelView:
    """A parcel as it is shown and printed: never more than a first name and an initial.

    Attributes:
        label: what stands on it about food.
        unread: words about food that only a person can read; empty where all was understood.
        heads: for how many, in words.
        contents: item and quantity, by place of the item in the list.
        missing: lines of the recipe nothing fits.
        short: item and what there was not of it.
        by_hand: whether a line was changed by hand.
        comes_back: whether it was not delivered and is not yet put back.
        is_keyed: whether its outcome at the door is known.
    """

    id: str
    number: int
    state: ParcelState
    name: str
    reference: str
    on_date: date
    round_id: str | None
    round: int | None
    stop: int | None
    heads: str
    label: str
    unread: str
    recipe: str
    contents: tuple[tuple[str, str, int], ...]
    missing: tuple[str, ...]
    short: tuple[tuple[str, str, int], ...]
    by_hand: bool
    comes_back: bool
    is_keyed: bool


@dataclass(frozen=True, slots=True)
class PickLine:
    """One line of a pick list: how much of what is taken from where.

    Attributes:
        place: empty where there is not enough anywhere.
    """

    place: str
    item: str
    unit: str
    quantity: int
    use_by: date | None = None
    best_before: date | None = None


@dataclass(frozen=True, slots=True)
class PickList:
    """What to fetch for some parcels, place by place, and what there is not."""

    parcels: tuple[ParcelView, ...]
    lines: tuple[PickLine, ...]
    short: tuple[PickLine, ...]


@dataclass(frozen=True, slots=True)
class HomeLine:
    """A household that gets two parcels, or none.

    Attributes:
        comes: who brings what on which day; empty for none.
    """

    household_id: str
    address: str
    comes: tuple[str, ...]


def eaters_of(row: ForRow) -> tuple[Eaters, FoodWords]:
    """For whom a parcel is composed; one adult where nobody asked how many live there.

    Babies are among the children, and children among all: a household of 4 with 2 children, one of them a
    baby, is 2 adults, 1 child at the table and 1 baby.
    """
    words = read_food(row.food_needs)
    babies = max(row.babies or 0, 0)
    children = max(row.children or 0, babies)
    adults = max((row.size or 1 + children) - children, 1)
    return Eaters(adults, children - babies, babies, words.allergies, words.diets), words


def foods_of(items: Iterable[ItemRow]) -> dict[str, Food]:
    """Items as the rule of what fits knows them, by key."""
    return {
        one.id: Food(one.id, frozenset(one.allergens), suits_also(frozenset(one.suits)), one.label_read)
        for one in items
    }


def recipe_lines(lines: Iterable[Mapping[str, Any]]) -> list[RecipeLine]:
    """The lines of a recipe as kept."""
    return [RecipeLine(one["name"], one["quantity"], one["per"], tuple(one["choices"])) for one in lines]


def comes(parcels: Iterable[Coming]) -> tuple[str, ...]:
    """Who brings each of some parcels, in words."""
    return tuple(f"{one.source}, {one.on:%a %d %b}" if one.source == OWN else one.source for one in parcels)


def views(session: Session, rows: Sequence[ParcelRow]) -> list[ParcelView]:
    """Parcels as they are shown and printed."""
    names = {one.id: one for one in stock_query.items(session)}

    def told(pairs: Sequence[Sequence[Any]]) -> tuple[tuple[str, str, int], ...]:
        found = [(names[item].name, names[item].unit, int(many)) for item, many in pairs if item in names]
        return tuple(sorted(found))

    return [_view(one, told(one.contents), told(one.short)) for one in rows]


def _view(
    row: ParcelRow, contents: tuple[tuple[str, str, int], ...], short: tuple[tuple[str, str, int], ...]
) -> ParcelView:
    whose = row.whose
    eaters, words = eaters_of(whose)
    heads = f"{eaters.adults} adult" + ("s" if eaters.adults > 1 else "")
    if eaters.children:
        heads += f", {eaters.children} " + ("child" if eaters.children == 1 else "children")
    if eaters.babies:
        heads += f", {eaters.babies} " + ("baby" if eaters.babies == 1 else "babies")
    return ParcelView(
        row.id,
        row.number,
        row.state,
        paper_name(whose.first_name, whose.last_name, whose.preferred_name),
        f"R-{whose.request}",
        whose.on_date,
        whose.round_id,
        whose.round,
        whose.stop,
        heads if whose.size else "nobody asked how many",
        food_label(words),
        words.unread,
        row.recipe,
        contents,
        tuple(row.missing),
        short,
        row.by_hand,
        row.state is ParcelState.PACKED and whose.outcome in CAME_BACK,
        whose.outcome is not None,
    )


def fetched(
    wanted: Mapping[str, int], lots: Sequence[LotRow], items: Mapping[str, ItemRow], day: date
) -> tuple[list[PickLine], list[PickLine]]:
    """What is taken from where, place by place, and what there is not."""
    by_key = {one.id: one for one in lots}
    lines, short = [], []
    for item, many in wanted.items():
        taken = take([as_lot(one) for one in lots if one.item_id == item], many, day)
        for batch, part in taken.parts:
            lot = by_key[batch]
            lines.append(PickLine(lot.place, lot.item, lot.unit, part, lot.use_by, lot.best_before))
        if taken.short and item in items:
            short.append(PickLine("", items[item].name, items[item].unit, taken.short))
    lines.sort(key=lambda one: (one.place.casefold(), one.item.casefold(), one.use_by or date.max))
    return lines, sorted(short, key=lambda one: one.item)
