"""Offers of neighbours: which requests they fit, how near these are, and how long an offer stands."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum, StrEnum

from db.enums_neighbours import NeighbourKind
from desktop.domain.postcodes import normalise, outcode
from desktop.domain.text import clean, fold

NEEDS: dict[NeighbourKind, frozenset[str]] = {
    NeighbourKind.SHOPPING: frozenset({"shopping", "energy_top_up", "essentials_pack"}),
    NeighbourKind.PRESCRIPTION: frozenset({"prescription"}),
    NeighbourKind.MEAL: frozenset({"hot_meal", "food_parcel"}),
    NeighbourKind.RING: frozenset({"befriending", "welfare_check"}),
    NeighbourKind.LIFT: frozenset({"transport"}),
    NeighbourKind.DOG: frozenset({"dog_walking"}),
    NeighbourKind.SPARE_KEY: frozenset(),
    NeighbourKind.ODD_JOBS: frozenset({"household_job", "gardening", "path_clearing"}),
    NeighbourKind.DIGITAL: frozenset({"digital_help", "form_filling"}),
    NeighbourKind.OTHER: frozenset(),
}
"""Codes of the kinds of help an offer can answer; none where the hub asks for nothing of the sort."""
LOOK_AGAIN = timedelta(days=182)
"""How long an offer without a last day stands before somebody asks whether it still does: the hub's habit."""
ENDS_SOON = timedelta(days=7)
_HOUSE = re.compile(r"^(?:(?:flat|apartment|apt|unit|room|no)\b\.?\s*\w+\W+|\d+\s*[a-z]?\b\W*|[\s,.-]+)+")


class Near(IntEnum):
    """How near a home is to an offer, the nearest first."""

    POSTCODE = 0
    STREET = 1


class Standing(StrEnum):
    """Where an offer stands on a day."""

    COMING = "coming"
    RUNNING = "running"
    TO_ASK = "to_ask"
    OVER = "over"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Term:
    """How long an offer was made for.

    Attributes:
        first_day: when it began.
        last_day: until when it was made; None for no day.
        ended_on: the day it was ended; None while nobody did.
    """

    first_day: date
    last_day: date | None = None
    ended_on: date | None = None


def street_of(address: str) -> str:
    """The street of an address line, without house and flat, folded so that spellings of it meet.

    Args:
        address: such as "Flat 2, 14 Wharf Street".
    """
    return fold(_HOUSE.sub("", clean(address).casefold()))


def nearness(street: str, postcode: str, address: str, other: str) -> Near | None:
    """How near a home is to an offer.

    Args:
        street: the offer's.
        postcode: the offer's.
        address: the home's first line.
        other: the home's postcode.

    Returns:
        The same postcode; else the same street, in the same outward code where both are known; else None.
    """
    here, there = normalise(postcode), normalise(other)
    if here and here == there:
        return Near.POSTCODE
    named = street_of(street)
    if not named or named != street_of(address):
        return None
    codes = {outcode(here), outcode(there)} - {""}
    return Near.STREET if len(codes) < 2 else None


def standing(term: Term, today: date) -> Standing:
    """Where an offer stands on a day."""
    if term.ended_on is not None:
        return Standing.ENDED
    if term.last_day is not None and term.last_day < today:
        return Standing.OVER
    if term.first_day > today:
        return Standing.COMING
    if term.last_day is None and term.first_day + LOOK_AGAIN <= today:
        return Standing.TO_ASK
    return Standing.RUNNING


def ends_soon(term: Term, today: date) -> bool:
    """Whether somebody should ask, today, whether an offer goes on."""
    where = standing(term, today)
    if where in (Standing.OVER, Standing.TO_ASK):
        return True
    return where is Standing.RUNNING and term.last_day is not None and term.last_day <= today + ENDS_SOON
