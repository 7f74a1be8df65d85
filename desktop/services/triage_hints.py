"""What a caller's words suggest besides what was asked: rules of thumb that offer and never act."""

import re
from collections.abc import Collection, Mapping
from typing import NamedTuple

WORDS: Mapping[str, tuple[str, ...]] = {
    "energy_top_up": ("meter", "top up", "top-up", "emergency credit", "no electric", "no gas", "no heating"),
    "food_parcel": ("no food", "nothing to eat", "cupboards are empty", "cupboard is bare", "food bank"),
    "hot_meal": ("can't cook", "cannot cook", "cooker"),
    "prescription": ("prescription", "tablets", "insulin", "inhaler", "pharmacy", "chemist"),
    "debt_and_benefits": (
        "arrears",
        "bailiff",
        "bailiffs",
        "debt",
        "debts",
        "universal credit",
        "sanctioned",
    ),
    "transport": ("hospital appointment", "clinic appointment", "no way to get to"),
    "household_job": ("leak", "leaking", "loose rail", "light bulb", "smoke alarm"),
    "dog_walking": ("walk the dog", "walk her dog", "walk his dog", "walk my dog"),
    "form_filling": ("fill in the form", "fill in a form", "help with a form"),
    "digital_help": ("broadband", "wifi", "wi-fi", "internet", "password"),
    "befriending": ("lonely", "nobody to talk to", "no one to talk to", "on my own all day"),
}
"""Words, as callers say them, by the need they suggest; a need that is private is never among them."""


class Suggested(NamedTuple):
    """A word that was said and the need it suggests."""

    word: str
    need_code: str


def suggest(said: str, asked: Collection[str]) -> Suggested | None:
    """The first need that words suggest and nobody asked for yet.

    Args:
        said: the caller's own words.
        asked: codes of needs asked for already, or not to be suggested.
    """
    plain = " ".join(said.casefold().replace("’", "'").split())
    for code, signs in WORDS.items():
        if code in asked:
            continue
        for sign in signs:
            if re.search(rf"\b{re.escape(sign)}\b", plain):
                return Suggested(sign, code)
    return None
