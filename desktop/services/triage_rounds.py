"""Which planned round passes nearest to a task, and how many places it has left."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from itertools import groupby
from operator import attrgetter

from sqlalchemy.orm import Session

from db.queries import triage as query
from db.queries.rounds import Carried
from db.queries.triage import PlannedStop
from desktop.domain.matching import metres_between
from desktop.domain.round_order import place_of
from desktop.services.round_gates import HeldWhy, held_back

PLACES = 8
"""Stops a round takes before it is full: one page of its sheet (interface design, section 9)."""
PASSES_WITHIN = 400
"""Metres within which a round is said to pass a street."""
NOT_FURTHER = 2_000
"""Metres beyond which a round of another area is not offered."""
_TRIES = 3
_CREW = (HeldWhy.NOT_CLEARED, HeldWhy.KEPT_APART, HeldWhy.PAIR_NEEDED)


@dataclass(frozen=True, slots=True)
class RoundRoute:
    """A round a task could join.

    Attributes:
        round_id: its key.
        name: as it is called.
        on_date: its day.
        starts_at: when it leaves.
        metres: from the nearest stop, in a straight line; None where not known.
        free: places left.
        at_same_door: it stops there already.
    """

    round_id: str
    name: str
    on_date: date
    starts_at: time
    metres: float | None
    free: int
    at_same_door: bool


def nearest_round(session: Session, task: Carried, areas: Sequence[str], today: date) -> RoundRoute | None:
    """Find the round that could take a task with the least way round.

    A single delivery may go earlier than its day; one that repeats goes on its day. A round whose crew may
    not do the task is passed over, as is one that is full.

    Args:
        session: a reading session.
        task: what is to be carried, with its household.
        areas: the household's area and the larger ones it lies in.
        today: the laptop's own date.

    Returns:
        The round that stops there already; else one of the household's area before others, then the nearest,
        then the soonest. None where none will do.
    """
    last = max(task.on_date, today)
    first = last if task.recurrence else today
    found = []
    for _key, stops in groupby(query.planned_stops(session, first, last), key=attrgetter("round_id")):
        listed = list(stops)
        route = _route(listed, task)
        is_here = listed[0].area_id in areas or route.at_same_door
        far = route.metres if route.metres is not None else float("inf")
        if route.free > 0 and (is_here or far <= NOT_FURTHER):
            order = (not route.at_same_door, not is_here, far, route.on_date, route.starts_at, route.round_id)
            found.append((order, route, listed[0]))
    for _order, route, head in sorted(found, key=lambda one: one[0])[:_TRIES]:
        crew = tuple(one for one in (head.driver_id, head.helper_id) if one)
        held = held_back(session, [task], {task.task_id: crew}, today)
        if not any(one.why in _CREW for one in held):
            return route
    return None


def _route(stops: Sequence[PlannedStop], task: Carried) -> RoundRoute:
    head = stops[0]
    homes = {stop.household_id for stop in stops if stop.household_id}
    same_door = task.household_id in homes
    here = place_of(task.easting, task.northing)
    away = [metres_between(here, place_of(stop.easting, stop.northing)) for stop in stops]
    known = [metres for metres in away if metres is not None]
    return RoundRoute(
        head.round_id,
        head.name,
        head.on_date,
        head.starts_at,
        0.0 if same_door else min(known, default=None),
        PLACES - len(homes) + (1 if same_door else 0),
        same_door,
    )
