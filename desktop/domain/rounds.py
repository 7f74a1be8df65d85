"""The order of a round: the coordinator's own where there is one, else a short way; when each stop is due."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from desktop.domain.match_facts import Place
from desktop.domain.match_notes import DETOUR
from desktop.domain.matching import metres_between
from desktop.domain.rounds_fallback import cheapest_place, never, tour

#: Minutes to allow for a leg whose length nobody knows.
UNKNOWN_LEG_MINUTES = 10
#: Steps of the solver without anything better after which it stops: enough for a hundred stops.
PATIENCE = 2000
_SEED = 1


@dataclass(frozen=True, slots=True)
class RoundStop:
    """A stop: the household it serves and where it is."""

    household_id: str
    place: Place


def suggest_order(
    start: Place | None,
    stops: Sequence[RoundStop],
    end: Place | None = None,
    *,
    remembered: Mapping[str, int] | None = None,
    seconds: float = 1.0,
    iterations: int | None = None,
    plain: bool = False,
    cancel: Callable[[], bool] = never,
) -> tuple[int, ...]:
    """Suggest the order of a round's stops.

    Args:
        start: where the round sets out; None or an unknown place when it may start anywhere.
        stops: in the order given by the coordinator.
        end: where it ends; the start again for a closed round; None when it may end anywhere.
        remembered: positions by household of the order a coordinator chose before. Stops in it keep that
            order whatever their distances, and new ones go in where they cost least.
        seconds: the longest the solver may take.
        iterations: stop after so many steps instead of by the clock, for the same answer on every machine.
        plain: use plain Python even where the solver is installed.
        cancel: asked now and then; when it says yes the best order so far is returned.

    Returns:
        Every index into ``stops`` once. Stops whose place is not known come last, in the order given, unless
        remembered.
    """
    kept = remembered or {}
    known = [index for index, stop in enumerate(stops) if _is_known(stop.place)]
    fixed = sorted(
        (index for index, stop in enumerate(stops) if stop.household_id in kept),
        key=lambda index: (kept[stops[index].household_id], index),
    )
    lost = [index for index in range(len(stops)) if index not in known and index not in fixed]
    distances = _distances(start, [stops[index].place for index in known], end)
    if len(fixed) > 1 or (fixed and fixed[0] not in known):
        order = _keep_order(fixed, known, distances)
    else:
        rows = _nearer_end_first(_solve(distances, seconds, iterations, plain, cancel), distances)
        order = [known[row - 1] for row in rows]
    return (*order, *lost)


def estimate_times(
    start: Place | None,
    stops: Sequence[RoundStop],
    order: Sequence[int],
    start_minute: int,
    metres_per_minute: float,
    service_minutes: Sequence[int],
    earliest: Sequence[int] = (),
) -> tuple[int, ...]:
    """Estimate when each stop is reached.

    Args:
        start: where the round sets out; when not known, the first stop is reached at once.
        stops: as in `suggest_order`.
        order: indexes into ``stops``.
        start_minute: when the round sets out, in minutes since midnight.
        metres_per_minute: speed on the ground (`desktop.domain.match_notes.SPEED`).
        service_minutes: time at each stop, in the order of ``stops``.
        earliest: minutes since midnight before which each may not be reached, in the order of ``stops``; who
            is early waits. Empty for none.

    Returns:
        Arrival in minutes since midnight for each of ``order``, rounded; it passes 24 hours for a round that
        does. A leg to or from an unknown place counts `UNKNOWN_LEG_MINUTES`.
    """
    now = float(start_minute)
    before = start
    arrivals = []
    for index in order:
        place = stops[index].place
        if before is not None:
            metres = metres_between(before, place)
            now += UNKNOWN_LEG_MINUTES if metres is None else metres * DETOUR / metres_per_minute
        now = max(now, earliest[index]) if earliest else now
        arrivals.append(round(now))
        now += service_minutes[index]
        before = place
    return tuple(arrivals)


def _is_known(place: Place | None) -> bool:
    """Has the place both coordinates?"""
    return place is not None and place.easting is not None and place.northing is not None


def _distances(start: Place | None, places: list[Place], end: Place | None) -> list[list[float]]:
    """Metres on the ground between start, stops and end; noughts where it may start or end anywhere."""
    rows = [start, *places, end]
    return [[0.0 if one is None or other is None else _ground(one, other) for other in rows] for one in rows]


def _ground(one: Place, other: Place) -> float:
    """Metres on the ground; nought when a place is not known."""
    return (metres_between(one, other) or 0.0) * DETOUR


def _keep_order(fixed: list[int], known: list[int], distances: list[list[float]]) -> list[int]:
    """Put new stops into a remembered order where they cost least.

    A remembered stop whose place is not known stays where it is, right behind the one before it.
    """
    rows = {index: row for row, index in enumerate(known, start=1)}
    order = [0, *(rows[index] for index in fixed if index in rows), len(distances) - 1]
    for index in known:
        if index not in fixed:
            order.insert(cheapest_place(order, rows[index], distances), rows[index])
    result = [known[row - 1] for row in order[1:-1]]
    for place, index in enumerate(fixed):
        if index not in rows:
            result.insert(result.index(fixed[place - 1]) + 1 if place else 0, index)
    return result


def _nearer_end_first(rows: list[int], distances: list[list[float]]) -> list[int]:
    """Turn a round that ends where it starts so that the nearer of its two ends comes first."""
    closed = distances[0] == distances[-1]
    return rows[::-1] if closed and rows and distances[0][rows[-1]] < distances[0][rows[0]] else rows


def _solve(
    distances: list[list[float]],
    seconds: float,
    iterations: int | None,
    plain: bool,
    cancel: Callable[[], bool],
) -> list[int]:
    """Order by pyvrp when it can be had, is wanted and there is a choice to make; else in plain Python."""
    if not plain and len(distances) > 4:
        try:
            import pyvrp  # noqa: F401
        except ImportError:
            pass
        else:
            return _solve_pyvrp(distances, seconds, iterations, cancel)
    return tour(distances, cancel)


def _solve_pyvrp(
    distances: list[list[float]], seconds: float, iterations: int | None, cancel: Callable[[], bool]
) -> list[int]:
    """One vehicle from a start depot to an end depot, every stop a client, in whole metres."""
    import numpy as np
    from pyvrp import Client, Depot, Location, Model, ProblemData, VehicleType
    from pyvrp.stop import MaxIterations, MaxRuntime, MultipleCriteria, NoImprovement

    last = len(distances) - 1
    metres = np.rint(np.array(distances)).astype(np.int64)
    data = ProblemData(
        locations=[Location(0, 0) for _ in distances],
        clients=[Client(location=row) for row in range(1, last)],
        depots=[Depot(location=0), Depot(location=last)],
        vehicle_types=[VehicleType(1, start_depot=0, end_depot=1)],
        distance_matrices=[metres],
        duration_matrices=[np.zeros_like(metres)],
    )
    ends = (
        [MaxRuntime(seconds), NoImprovement(PATIENCE)] if iterations is None else [MaxIterations(iterations)]
    )
    stop = MultipleCriteria([*ends, lambda _best: cancel()])
    result = Model.from_data(data).solve(stop, seed=_SEED, collect_stats=False, display=False)
    return [visit.idx + 1 for route in result.best.routes() for visit in route if visit.is_client()]
