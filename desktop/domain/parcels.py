"""What goes into a parcel: by who lives there, never against an allergy or a diet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from desktop.domain.food_words import ALLERGENS, DIETS

Per = Literal["household", "person", "adult", "child", "baby"]


@dataclass(frozen=True)
class Food:
    """An item, its allergens of the fourteen in Regulation (EU) 1169/2011 Annex II, and whom it suits."""

    code: str
    allergens: frozenset[str] = frozenset()
    suits: frozenset[str] = frozenset()
    label_read: bool = False


@dataclass(frozen=True)
class Eaters:
    """Who a parcel is for; ``diets`` are all kept at once."""

    adults: int
    children: int = 0
    babies: int = 0
    allergies: frozenset[str] = frozenset()
    diets: frozenset[str] = frozenset()


@dataclass(frozen=True)
class RecipeLine:
    """So many of the first of ``choices`` that fits; the rest stand in for it."""

    name: str
    quantity: int
    per: Per
    choices: tuple[str, ...]


@dataclass(frozen=True)
class Parcel:
    """What to pack, item to quantity, and the lines nothing fits."""

    items: Mapping[str, int]
    missing: tuple[str, ...]


def fits(food: Food, eaters: Eaters) -> bool:
    """Tell whether an item may be given to a household; what nobody has read the label of fits no allergy.

    Args:
        food: The item.
        eaters: The household.

    Returns:
        Whether it may.
    """
    return not why_not(food, eaters)


def why_not(food: Food, eaters: Eaters) -> str:
    """Say why an item may not be given to a household, by the rule of `fits`.

    Args:
        food: The item.
        eaters: The household.

    Returns:
        The reason as a sentence; empty where it may.
    """
    if found := sorted(food.allergens & eaters.allergies):
        return f"it contains {_named(found, ALLERGENS)}, which this household is allergic to."
    if eaters.allergies and not food.label_read:
        return "nobody has read its label, and this household has an allergy."
    if lacking := sorted(eaters.diets - food.suits):
        return f"nothing says that it suits: {_named(lacking, DIETS)}."
    return ""


def compose(lines: Sequence[RecipeLine], foods: Mapping[str, Food], eaters: Eaters) -> Parcel:
    """Compose a parcel from a recipe, with what stands in where the first choice does not fit.

    Lines per baby are for nappies and the like. What goes in is the hub's recipe alone: no recipe comes with
    infant formula, and none proposes it, as formula given to an organisation may only be passed to infants
    who have to be fed on it, and may not be promoted (Regulation (EU) 2016/127 article 10, retained).

    Args:
        lines: The recipe.
        foods: Items by code; a choice that is not there does not fit.
        eaters: Who it is for.

    Returns:
        The parcel, with the names of lines for which nothing fits.
    """
    items: dict[str, int] = {}
    missing = []
    for line in lines:
        quantity = line.quantity * _heads(line.per, eaters)
        code = next((c for c in line.choices if c in foods and fits(foods[c], eaters)), None)
        if quantity and code is None:
            missing.append(line.name)
        elif quantity and code is not None:
            items[code] = items.get(code, 0) + quantity
    return Parcel(items, tuple(missing))


def _named(codes: Sequence[str], names: Mapping[str, str]) -> str:
    return ", ".join(names.get(one, one).lower() for one in codes)


def _heads(per: Per, eaters: Eaters) -> int:
    """How many a line is counted for; a baby is no person at the table."""
    return {
        "household": 1,
        "person": eaters.adults + eaters.children,
        "adult": eaters.adults,
        "child": eaters.children,
        "baby": eaters.babies,
    }[per]
