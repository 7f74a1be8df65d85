"""What is written of a household's food, read: allergies, diets, and what nobody but a person can read.

The fourteen allergens are those of Annex II of Regulation (EU) 1169/2011: assimilated law in Great Britain,
EU law in Northern Ireland (enforced by the Food Information Regulations 2014, SI 2014/1855, in England and by
their like elsewhere).
"""

import re
from dataclasses import dataclass

ALLERGENS = {
    "celery": "Celery",
    "gluten": "Cereals with gluten",
    "crustaceans": "Crustaceans",
    "eggs": "Eggs",
    "fish": "Fish",
    "lupin": "Lupin",
    "milk": "Milk",
    "molluscs": "Molluscs",
    "mustard": "Mustard",
    "nuts": "Nuts",
    "peanuts": "Peanuts",
    "sesame": "Sesame",
    "soya": "Soya",
    "sulphites": "Sulphur dioxide and sulphites",
}
"""The fourteen allergens that have to be named, by code."""
DIETS = {
    "halal": "Halal",
    "kosher": "Kosher",
    "vegetarian": "Vegetarian",
    "vegan": "Vegan",
    "no_pork": "No pork",
    "no_beef": "No beef",
    "diabetic": "Diabetic",
    "soft": "Soft food",
    "no_cooking": "Needs no cooking",
}
"""Diets and cultures an item can suit, by code."""
_ALLERGY_WORDS = {
    "celery": ("celery",),
    "gluten": ("gluten", "coeliac", "celiac", "wheat", "barley", "rye"),
    "crustaceans": ("crustaceans", "crustacean", "shellfish", "prawns", "prawn", "crab"),
    "molluscs": ("molluscs", "mollusc", "shellfish", "mussels"),
    "eggs": ("eggs", "egg"),
    "fish": ("fish",),
    "lupin": ("lupin",),
    "milk": ("milk", "dairy", "lactose"),
    "mustard": ("mustard",),
    "nuts": ("nuts", "nut", "almonds", "hazelnuts", "walnuts", "cashews"),
    "peanuts": ("peanuts", "peanut", "nuts", "nut"),
    "sesame": ("sesame",),
    "soya": ("soya", "soy"),
    "sulphites": ("sulphites", "sulphite"),
}
_DIET_WORDS = {
    "halal": ("halal",),
    "kosher": ("kosher",),
    "vegetarian": ("vegetarian", "veggie", "meat"),
    "vegan": ("vegan",),
    "no_pork": ("pork",),
    "no_beef": ("beef",),
    "diabetic": ("diabetic", "diabetes"),
    "soft": ("soft",),
    "no_cooking": ("cooker",),
}
_LITTLE_WORDS = (
    "a an and are allergic allergies allergy to cannot can t eat eating does do not no free only from"
    " intolerant intolerance food foods diet none nothing products product has have is the of with any"
    " must be strictly for household family everyone all"
)
_ANYBODY = frozenset(_LITTLE_WORDS.split())


@dataclass(frozen=True, slots=True)
class FoodWords:
    """What was read.

    Attributes:
        allergies: codes of `ALLERGENS`.
        diets: codes of `DIETS`.
        unread: the words as written where some of them say what no rule knows; a person reads those.
    """

    allergies: frozenset[str]
    diets: frozenset[str]
    unread: str = ""


def read_food(words: str) -> FoodWords:
    """Read what is written of a household's food.

    A word that could mean an allergy is taken for one: what is left out of a parcel by mistake can be
    given later, what is put in by mistake cannot be taken back.

    Args:
        words: as written, such as ``halal, no nuts``.

    Returns:
        Allergies and diets, and the words where some were not understood.
    """
    said = re.findall(r"[^\W\d_]+", words.casefold())
    allergies = {code for code, known in _ALLERGY_WORDS.items() if any(one in known for one in said)}
    diets = {code for code, known in _DIET_WORDS.items() if any(one in known for one in said)}
    known_words = {
        one for group in (_ALLERGY_WORDS, _DIET_WORDS) for known in group.values() for one in known
    }
    unread = any(one not in known_words and one not in _ANYBODY for one in said) or bool(
        re.search(r"\d", words)
    )
    return FoodWords(frozenset(allergies), frozenset(diets), words.strip() if unread else "")


_IMPLIED = {
    "vegan": frozenset({"vegetarian", "no_pork", "no_beef"}),
    "vegetarian": frozenset({"no_pork", "no_beef"}),
    "halal": frozenset({"no_pork"}),
    "kosher": frozenset({"no_pork"}),
}


def suits_also(codes: frozenset[str]) -> frozenset[str]:
    """The diets an item suits with those that follow: what is vegan is vegetarian, without pork or beef."""
    return codes.union(*(_IMPLIED.get(one, frozenset()) for one in codes))


def food_label(words: FoodWords) -> str:
    """What stands on a parcel about food: allergies first; empty where there is nothing to say."""
    said = [f"NO {ALLERGENS[one].upper()}" for one in sorted(words.allergies)]
    said += [DIETS[one] for one in sorted(words.diets)]
    return ", ".join(said)
