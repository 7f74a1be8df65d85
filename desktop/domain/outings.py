"""Accompanied outings: how many companions they need, what is short, when a sealed sheet may be opened."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import ceil

PAIR = 2
"""Companions a group needs at the least: if somebody is taken ill, one stays and one brings the rest home."""


class Short(StrEnum):
    """What an outing lacks."""

    PEOPLE = "people"
    COMPANIONS = "companions"
    NOT_CLEARED = "not_cleared"
    SEATS = "seats"
    WHEELCHAIRS = "wheelchairs"


@dataclass(frozen=True, slots=True)
class OutingFacts:
    """What is known of an outing.

    Attributes:
        people: how many come along.
        wheelchairs: how many of these in a wheelchair.
        cleared: companions who may go.
        uncleared: companions who may not, or no longer.
        ratio: people to one companion at the most.
        seats: for the people who come along; None where none are needed.
        wheelchair_seats: of these, how many take a wheelchair; None where none are needed.
    """

    people: int
    wheelchairs: int
    cleared: int
    uncleared: int
    ratio: int
    seats: int | None = None
    wheelchair_seats: int | None = None


def companions_needed(people: int, ratio: int) -> int:
    """How many companions an outing needs.

    Args:
        people: who come along.
        ratio: people to one companion at the most.

    Returns:
        None for nobody, one for one person, and for a group `PAIR` or as many as the ratio asks.
    """
    if people <= 1:
        return people
    return max(PAIR, ceil(people / max(1, ratio)))


def shortfalls(facts: OutingFacts) -> dict[Short, int]:
    """What an outing lacks, with how many of each; nothing where it can go."""
    found = {
        Short.PEOPLE: int(facts.people == 0),
        Short.COMPANIONS: companions_needed(facts.people, facts.ratio) - facts.cleared,
        Short.NOT_CLEARED: facts.uncleared,
        Short.SEATS: facts.people - facts.seats if facts.seats is not None else 0,
        Short.WHEELCHAIRS: facts.wheelchairs - facts.wheelchair_seats
        if facts.wheelchair_seats is not None
        else 0,
    }
    return {what: count for what, count in found.items() if count > 0}


def may_open(on_date: date, today: date) -> bool:
    """Whether emergency contacts of an outing may be printed: on its day alone, sealed before and after."""
    return on_date == today
