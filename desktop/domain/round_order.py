"""The order of a round's stops: the coordinator's own order first, then the shortest way round.

Straight lines on the grid stand for roads; `desktop.domain.geo` says with what assumptions.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from db.enums import Transport
from desktop.domain.geo import DETOUR_FACTOR, METRES_PER_MILE, distance_m, travel_minutes

Point = tuple[float, float]
#: Minutes reckoned to or from a place that is not on the grid. An assumption: ten minutes in a town.
UNKNOWN_LEG = 10
#: Times at stops are given to the next five minutes; more would claim more than is known.
STEP = 5
_IDLE_TURNS = 600
_FEW = 3


@dataclass(frozen=True, slots=True)
class Halt:
    """A place to call at.

    Args:
        key: of the household.
        point: easting and northing in OSGB metres; None where not known.
        minutes: spent at the door.
    """

    key: str
    point: Point | None = None
    minutes: int = 10


@dataclass(frozen=True, slots=True)
class Timetable:
    """When a round is where.

    Attributes:
        at: for each halt, about when.
        ends_at: when the round is back where it began.
        miles: along roads, estimated; of the legs whose ends are both known.
        unknown: how many halts are not on the grid.
    """

    at: tuple[time, ...]
    ends_at: time
    miles: float
    unknown: int


def suggest_order(
    halts: Sequence[Halt], base: Point | None, remembered: Sequence[str] = (), *, seconds: float = 2.0
) -> list[str]:
    """Put halts into order.

    Args:
        halts: in any order; ties go by key, so that the answer never depends on it.
        base: where the round begins and ends; None where not known.
        remembered: keys in the order the coordinator put them; that order is kept, and the rest are fitted
            in where they lengthen the way least.
        seconds: most time the search may take; 0 for the quick one.

    Returns:
        Every key once. Halts with no place on the grid and none remembered come last.
    """
    by_key = {halt.key: halt for halt in sorted(halts, key=lambda halt: halt.key)}
    kept = [by_key[key] for key in dict.fromkeys(remembered) if key in by_key]
    rest = [halt for halt in by_key.values() if halt not in kept]
    known = [halt for halt in rest if halt.point is not None]
    if kept:
        route = _fitted_in(kept, known, base)
    else:
        points = [halt.point for halt in known if halt.point is not None]
        route = [known[place] for place in shortest(points, base, seconds)]
    return [halt.key for halt in (*route, *(halt for halt in rest if halt.point is None))]


def merged(remembered: Sequence[str], order: Sequence[str]) -> list[str]:
    """Bring the order of one round into the order remembered for an area.

    Args:
        remembered: keys of the area's households, in order.
        order: keys of one round, as the coordinator put them.

    Returns:
        All keys: those of the round stand in its order, the others where they stood.
    """
    known = set(remembered)
    placed = iter([key for key in order if key in known])
    wanted = set(order)
    found = [next(placed) if key in wanted else key for key in remembered]
    for place, key in enumerate(order):
        if key not in known:
            found.insert(found.index(order[place - 1]) + 1 if place else 0, key)
    return found


def timetable(
    halts: Sequence[Halt], base: Point | None, starts_at: time, how: Transport = Transport.CAR
) -> Timetable:
    """Reckon when a round is where.

    Args:
        halts: in the order driven.
        base: where it begins and ends.
        starts_at: when it leaves, local time.
        how: how the volunteer travels.

    Returns:
        Times rounded up to five minutes, never past 23:55, and the way in miles.
    """
    minutes, metres, here = 0.0, 0.0, base
    at = []
    for halt in halts:
        minutes += _leg_minutes(here, halt.point, how)
        metres += _metres(here, halt.point)
        at.append(_later(starts_at, minutes))
        minutes += halt.minutes
        here = halt.point or here
    if halts:
        minutes += _leg_minutes(here, base, how)
        metres += _metres(here, base)
    miles = metres * DETOUR_FACTOR / METRES_PER_MILE
    unknown = sum(halt.point is None for halt in halts)
    return Timetable(tuple(at), _later(starts_at, minutes), miles, unknown)


def shortest(points: Sequence[Point], base: Point | None, seconds: float = 2.0) -> list[int]:
    """Find a short way through points.

    Args:
        points: OSGB metres.
        base: where the way begins and ends; None for a way with free ends.
        seconds: most time the search may take.

    Returns:
        Places in ``points`` in the order of the way; of the two directions, the one that begins at the
        smaller place.
    """
    if seconds <= 0 or len(points) <= _FEW or len(set(points)) == 1:
        order = improved(points, base)
    else:
        try:
            order = _by_solver(points, base, seconds)
        except ImportError:
            order = improved(points, base)
    return order[::-1] if order and order[-1] < order[0] else order


def improved(points: Sequence[Point], base: Point | None) -> list[int]:
    """The pure-Python search: the nearest next, then stretches turned round while that shortens the way."""
    order: list[int] = []
    left = set(range(len(points)))
    here = base
    while left:
        near = min(left, key=lambda place: (_metres(here, points[place]), place))
        left.remove(near)
        order.append(near)
        here = points[near]
    while _turn_a_stretch(order, points, base):
        pass
    return order


def _turn_a_stretch(order: list[int], points: Sequence[Point], base: Point | None) -> bool:
    """Turn round each stretch whose turning shortens the way (2-opt); whether any was."""
    turned = False
    for first in range(len(order) - 1):
        for last in range(first + 1, len(order)):
            before = points[order[first - 1]] if first else base
            after = points[order[last + 1]] if last + 1 < len(order) else base
            head, tail = points[order[first]], points[order[last]]
            gain = _metres(before, head) + _metres(tail, after) - _metres(before, tail) - _metres(head, after)
            if gain > 0.5:
                order[first : last + 1] = order[first : last + 1][::-1]
                turned = True
    return turned


def way_length(points: Sequence[Point], base: Point | None) -> float:
    """Metres from the base through points and back, straight lines; without a base, first to last."""
    stations = [base, *points, base] if base is not None else list(points)
    return sum(_metres(one, other) for one, other in pairwise(stations))


def _by_solver(points: Sequence[Point], base: Point | None, seconds: float) -> list[int]:
    from pyvrp import Model
    from pyvrp.stop import MaxRuntime, MultipleCriteria, NoImprovement

    model = Model()
    start = base or points[0]
    stations = [model.add_location(x=x, y=y) for x, y in (start, *points)]
    depot = model.add_depot(stations[0])
    for station in stations[1:]:
        model.add_client(station)
    model.add_vehicle_type(start_depot=depot, end_depot=depot)
    places = (base, *points)
    for one, here in zip(stations, places, strict=True):
        for other, there in zip(stations, places, strict=True):
            model.add_edge(one, other, distance=round(_metres(here, there)))
    limit = MultipleCriteria([MaxRuntime(seconds), NoImprovement(_IDLE_TURNS)])
    found = model.solve(stop=limit, seed=1, collect_stats=False, display=False)
    return [call.idx for route in found.best.routes() for call in route if call.is_client()]


def _fitted_in(kept: Sequence[Halt], new: Iterable[Halt], base: Point | None) -> list[Halt]:
    route = list(kept)
    for halt in new:
        extra = [_detour(route, place, halt, base) for place in range(len(route) + 1)]
        route.insert(extra.index(min(extra)), halt)
    return route


def _detour(route: Sequence[Halt], place: int, halt: Halt, base: Point | None) -> float:
    before = route[place - 1].point if place else base
    after = route[place].point if place < len(route) else base
    return _metres(before, halt.point) + _metres(halt.point, after) - _metres(before, after)


def _metres(one: Point | None, other: Point | None) -> float:
    return 0.0 if one is None or other is None else distance_m(*one, *other)


def _leg_minutes(one: Point | None, other: Point | None, how: Transport) -> int:
    return UNKNOWN_LEG if one is None or other is None else travel_minutes(_metres(one, other), how)


def _later(start: time, minutes: float) -> time:
    total = start.hour * 60 + start.minute + minutes
    whole = min(math.ceil(total / STEP) * STEP, 24 * 60 - STEP)
    return (datetime.combine(date.min, time()) + timedelta(minutes=whole)).time()
