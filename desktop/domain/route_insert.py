"""A stop added late: put in where it costs least, with nobody else's order disturbed."""

from typing import NamedTuple

from desktop.domain.route_problem import RoutePlan, RouteProblem, distance_of, fits, schedule


class Insertion(NamedTuple):
    """Where a late stop goes.

    Attributes:
        vehicle: index of who takes it.
        place: how many stops come before it.
        extra: how much longer the way is.
    """

    vehicle: int
    place: int
    extra: int


def cheapest_insertion(problem: RouteProblem, plan: RoutePlan, stop: int) -> Insertion | None:
    """Find where a stop costs least and every rule is still kept.

    Args:
        problem: with the late stop among its stops.
        plan: without it.
        stop: its index.

    Returns:
        The first of the cheapest places; None where it fits nowhere.
    """
    best: Insertion | None = None
    for vehicle, route in enumerate(plan.routes):
        if not problem.stops[stop].may_go_on(vehicle) or not fits(problem, vehicle, [*route, stop]):
            continue
        before = distance_of(problem, vehicle, route)
        for place in range(len(route) + 1):
            tried = (*route[:place], stop, *route[place:])
            extra = distance_of(problem, vehicle, tried) - before
            if (best is None or extra < best.extra) and schedule(problem, vehicle, tried) is not None:
                best = Insertion(vehicle, place, extra)
    return best


def with_insertion(plan: RoutePlan, stop: int, found: Insertion) -> RoutePlan:
    """A plan with a stop put in."""
    routes = [list(route) for route in plan.routes]
    routes[found.vehicle].insert(found.place, stop)
    left = tuple(one for one in plan.left_out if one != stop)
    return RoutePlan(tuple(map(tuple, routes)), left)
