"""A problem of routes in whole numbers: stops, vehicles, tables of distance and time; and an answer to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

Table = Sequence[Sequence[int]]
"""Square: from a node to a node; a numpy array of whole numbers will do."""
NO_END = 2**40
"""Later than any time in a problem."""


@dataclass(frozen=True, slots=True)
class RouteStop:
    """A place to be served once.

    Attributes:
        node: its row in the tables.
        loads: what it takes off a vehicle, by kind.
        earliest: service begins no sooner.
        latest: service begins no later.
        service: how long it takes.
        needed: a plan without it is none; otherwise it may be left out.
        vehicles: indexes of those that may serve it; None for all.
        usual: index of the vehicle that should serve it where it can; None for none.
    """

    node: int
    loads: tuple[int, ...] = ()
    earliest: int = 0
    latest: int = NO_END
    service: int = 0
    needed: bool = False
    vehicles: frozenset[int] | None = None
    usual: int | None = None

    def may_go_on(self, vehicle: int) -> bool:
        """Whether a vehicle may serve it."""
        return self.vehicles is None or vehicle in self.vehicles


@dataclass(frozen=True, slots=True)
class RouteVehicle:
    """Somebody who drives or walks a route.

    Attributes:
        start: the node it sets out from.
        end: the node it ends at.
        capacity: how much of each kind fits.
        earliest: it sets out no sooner.
        latest: it is at its end no later.
        longest: most time from setting out to the end; None for no limit.
        farthest: longest way; None for no limit.
        table: which of the tables it goes by.
    """

    start: int
    end: int
    capacity: tuple[int, ...] = ()
    earliest: int = 0
    latest: int = NO_END
    longest: int | None = None
    farthest: int | None = None
    table: int = 0


@dataclass(frozen=True, slots=True)
class RouteProblem:
    """What is to be planned.

    Attributes:
        distances: tables of what is to be kept small, one for each way of going.
        durations: tables of time, in the same order.
        unusual: what it costs to serve a stop by another vehicle than its usual one, in units of distance.
    """

    stops: tuple[RouteStop, ...]
    vehicles: tuple[RouteVehicle, ...]
    distances: tuple[Table, ...]
    durations: tuple[Table, ...]
    unusual: int = 0


@dataclass(frozen=True, slots=True)
class RoutePlan:
    """An answer.

    Attributes:
        routes: for each vehicle, in the order of the problem, indexes of stops in the order served.
        left_out: indexes of stops nobody serves.
    """

    routes: tuple[tuple[int, ...], ...]
    left_out: tuple[int, ...] = ()


def distance_of(problem: RouteProblem, vehicle: int, route: Sequence[int]) -> int:
    """The length of a vehicle's route from its start to its end; nought for an empty one."""
    if not route:
        return 0
    held = problem.vehicles[vehicle]
    table = problem.distances[held.table]
    nodes = [held.start, *(problem.stops[stop].node for stop in route), held.end]
    return sum(int(table[one][other]) for one, other in pairwise(nodes))


def total_distance(problem: RouteProblem, plan: RoutePlan) -> int:
    """The length of all routes."""
    return sum(distance_of(problem, vehicle, route) for vehicle, route in enumerate(plan.routes))


def schedule(problem: RouteProblem, vehicle: int, route: Sequence[int]) -> list[int] | None:
    """When service begins at each stop of a route, setting out as late as costs no later end.

    Args:
        problem: the problem.
        vehicle: index of who goes.
        route: indexes of stops.

    Returns:
        Beginnings of service, and last of all the time at the end; None where a window, the vehicle's own
        time, its longest time or its longest way is not kept.
    """
    held = problem.vehicles[vehicle]
    if held.farthest is not None and distance_of(problem, vehicle, route) > held.farthest:
        return None
    table = problem.durations[held.table]
    now, node = held.earliest, held.start
    begins: list[int] = []
    slack = held.latest - held.earliest
    waited = 0
    for index in route:
        stop = problem.stops[index]
        arrives = now + int(table[node][stop.node])
        if arrives > stop.latest:
            return None
        wait = max(stop.earliest - arrives, 0)
        # Setting out later takes up waiting, as far as no window before it ends sooner.
        waited += min(wait, max(slack, 0))
        slack = min(slack - min(wait, max(slack, 0)), stop.latest - arrives - wait)
        begins.append(arrives + wait)
        now, node = arrives + wait + stop.service, stop.node
    end = now + int(table[node][held.end]) if route else held.earliest
    begins.append(end)
    if end > held.latest:
        return None
    if held.longest is not None and end - held.earliest - waited > held.longest:
        return None
    return begins


def fits(problem: RouteProblem, vehicle: int, route: Sequence[int]) -> bool:
    """Whether a vehicle can carry all that the stops of a route take, of each kind."""
    room = problem.vehicles[vehicle].capacity
    taken = [0] * len(room)
    for index in route:
        for kind, load in enumerate(problem.stops[index].loads):
            if kind < len(room):
                taken[kind] += load
            elif load:
                return False
    return all(used <= most for used, most in zip(taken, room, strict=True))
