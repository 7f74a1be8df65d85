"""A round's places by household: put in order, timed, and the order remembered for an area.

The search itself is in `desktop.domain.rounds`.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time
from itertools import pairwise

from db.enums import Precision, Transport
from db.enums_rounds import RoundEnd
from desktop.domain.geo import METRES_PER_MILE
from desktop.domain.match_facts import NOWHERE, Place
from desktop.domain.match_notes import DETOUR, SPEED
from desktop.domain.matching import metres_between
from desktop.domain.rounds import RoundStop, estimate_times, suggest_order

#: Times at stops are given to the next five minutes; more would claim more than is known.
STEP = 5
_LAST = 24 * 60 - STEP


@dataclass(frozen=True, slots=True)
class Halt:
    """A place to call at.

    Args:
        key: of the household.
        place: where it is, as far as it is known.
        minutes: spent at the door.
        earliest: minutes since midnight before which nobody may come; who is early waits.
    """

    key: str
    place: Place = NOWHERE
    minutes: int = 10
    earliest: int = 0


@dataclass(frozen=True, slots=True)
class Ends:
    """Where a round begins and is over.

    Attributes:
        begins: None where not known; the first stop is then reached at once.
        finishes: None where not known.
        is_over_at_last: it is over at the last door, wherever that is.
    """

    begins: Place | None
    finishes: Place | None
    is_over_at_last: bool = False


def ends_of(begins: RoundEnd, finishes: RoundEnd, hub: Place | None, home: Place | None) -> Ends:
    """Where a round begins and is over.

    Args:
        begins, finishes: as the round says.
        hub: the hub's place; None where not known.
        home: the driver's; None where not known or where nobody drives yet.
    """
    places = {RoundEnd.HUB: hub, RoundEnd.HOME: home, RoundEnd.LAST: None}
    return Ends(places[begins], places[finishes], finishes is RoundEnd.LAST)


@dataclass(frozen=True, slots=True)
class Timetable:
    """When a round is where.

    Attributes:
        at: for each halt, about when.
        ends_at: when the round is over, back at its end or done at the last door.
        miles: along roads, estimated; of the legs whose ends are both known.
        unknown: how many halts are not on the grid.
    """

    at: tuple[time, ...]
    ends_at: time
    miles: float
    unknown: int


def place_of(easting: int | None, northing: int | None) -> Place:
    """A point of the grid, or nowhere."""
    if easting is None or northing is None:
        return NOWHERE
    return Place(float(easting), float(northing), Precision.POSTCODE)


def in_order(
    halts: Sequence[Halt], ends: Ends, remembered: Sequence[str] = (), *, seconds: float = 0
) -> list[str]:
    """Put halts into order, from where the round begins to where it is over.

    Args:
        halts: in the order they stand now.
        ends: where the round begins and is over.
        remembered: keys in the order the coordinator put them; that order is kept.
        seconds: most time the search may take; 0 for the quick search in plain Python.

    Returns:
        Every key once. Halts with no place on the grid come last unless remembered.
    """
    stops = [RoundStop(halt.key, halt.place) for halt in halts]
    positions = {key: position for position, key in enumerate(dict.fromkeys(remembered))}
    order = suggest_order(
        ends.begins, stops, ends.finishes, remembered=positions, seconds=max(seconds, 0.1), plain=seconds <= 0
    )
    return [halts[index].key for index in order]


def merged(remembered: Sequence[str], order: Sequence[str]) -> list[str]:
    """Bring the order of one round into the order remembered for an area.

    Args:
        remembered: keys of the area's households, in order.
        order: keys of one round, as the coordinator put them.

    Returns:
        All keys: those of the round stand in its order, the others where they stood.
    """
    known, wanted = set(remembered), set(order)
    placed = iter([key for key in order if key in known])
    found = [next(placed) if key in wanted else key for key in remembered]
    for place, key in enumerate(order):
        if key not in known:
            found.insert(found.index(order[place - 1]) + 1 if place else 0, key)
    return found


def timetable(
    halts: Sequence[Halt], ends: Ends, starts_at: time, how: Transport = Transport.CAR
) -> Timetable:
    """Reckon when a round is where.

    Args:
        halts: in the order driven.
        ends: where it begins and is over.
        starts_at: when it leaves, local time.
        how: how the volunteer travels.

    Returns:
        Times rounded up to five minutes, never past 23:55, and the way in miles.
    """
    if not halts:
        return Timetable((), starts_at, 0.0, 0)
    last = halts[-1].place if ends.is_over_at_last else ends.finishes or NOWHERE
    stops = [RoundStop(halt.key, halt.place) for halt in (*halts, Halt("", last, 0))]
    minute = starts_at.hour * 60 + starts_at.minute
    service, earliest = [*(halt.minutes for halt in halts), 0], [*(halt.earliest for halt in halts), 0]
    order = range(len(halts) if ends.is_over_at_last else len(stops))
    arrivals = estimate_times(ends.begins, stops, order, minute, SPEED[how], service, earliest)
    over = arrivals[-1] + (service[len(halts) - 1] if ends.is_over_at_last else 0)
    way = [ends.begins or NOWHERE, *(halt.place for halt in halts), last]
    metres = sum(metres_between(one, other) or 0.0 for one, other in pairwise(way))
    unknown = sum(halt.place.easting is None for halt in halts)
    at = tuple(_clock(arrival) for arrival in arrivals[: len(halts)])
    return Timetable(at, _clock(over), metres * DETOUR / METRES_PER_MILE, unknown)


def _clock(minute: int) -> time:
    whole = min(math.ceil(minute / STEP) * STEP, _LAST)
    return time(whole // 60, whole % 60)
