"""Routes by a solver, pyvrp (Wouda, Lan and Kool, 2024), checked before they are given."""

import warnings
from collections.abc import Callable, Hashable
from time import monotonic
from typing import Any

from desktop.domain.route_check import faults
from desktop.domain.route_fallback import plain_search
from desktop.domain.route_problem import NO_END, RoutePlan, RouteProblem, RouteVehicle

SEED = 1
_LEAST_SECONDS = 0.2
"""What plain Python is given where the solver took all the time and broke a rule."""
_MOST_CELLS = 24_000_000
"""Most numbers in all tables together, about 400 MB: past it, who usually goes is not weighed."""
Progress = Callable[[RoutePlan], None]
"""Told of a better plan."""
_TELL_EVERY = 0.2
"""Seconds between two plans told; the solver finds hundreds in its first second."""


def search(
    problem: RouteProblem,
    seconds: float,
    *,
    iterations: int | None = None,
    plain: bool = False,
    seed: int = SEED,
    progress: Progress | None = None,
    cancel: Callable[[], bool] = lambda: False,
) -> RoutePlan:
    """Plan routes.

    Args:
        problem: what is to be planned.
        seconds: the longest the search may take.
        iterations: stop after so many steps instead, for the same answer on every machine.
        plain: use plain Python even where the solver is installed.
        seed: another one looks elsewhere.
        progress: told now and then of a better plan.
        cancel: asked all the time; when it says yes the best plan so far is given.

    Returns:
        A plan that keeps every rule, but for stops that are needed and fit nowhere: they are left out.
    """
    begun = monotonic()
    if problem.stops and problem.vehicles and not plain:
        try:
            import pyvrp  # noqa: F401
        except ImportError:
            pass
        else:
            found = _by_solver(problem, seconds, iterations, seed, progress, cancel)
            if found is not None:
                return found
    left = max(seconds - (monotonic() - begun), _LEAST_SECONDS)
    return plain_search(problem, left, iterations, progress, cancel)


def _by_solver(
    problem: RouteProblem,
    seconds: float,
    iterations: int | None,
    seed: int,
    progress: Progress | None,
    cancel: Callable[[], bool],
) -> RoutePlan | None:
    """The solver's plan; None where it broke a rule, which no plan may."""
    from pyvrp import IteratedLocalSearchParams, SolveParams, solve
    from pyvrp.exceptions import PenaltyBoundWarning
    from pyvrp.stop import MaxIterations, MaxRuntime, MultipleCriteria

    groups = _grouped(problem)
    data = _data(problem, groups)
    limit = MaxRuntime(seconds) if iterations is None else MaxIterations(iterations)
    told = _Told(problem, groups, progress)
    params = SolveParams(ils=IteratedLocalSearchParams(callbacks=told.listener()))
    with warnings.catch_warnings():
        # Said where stops that are needed fit nowhere; they are left out, and that is said in the plan.
        warnings.simplefilter("ignore", PenaltyBoundWarning)
        stop = MultipleCriteria([limit, lambda _cost: cancel()])
        result = solve(data, stop, seed=seed, collect_stats=False, display=False, params=params)
    plan = _read(problem, groups, result.best)
    return plan if not [one for one in faults(problem, plan) if "needed" not in one] else None


class _Told:
    """Tells of better plans, not more often than anybody could read them."""

    def __init__(self, problem: RouteProblem, groups: "list[_Group]", progress: Progress | None) -> None:
        """Begin with nothing told."""
        self._problem, self._groups, self._progress = problem, groups, progress
        self._next_at = 0.0

    def better(self, best: Any) -> None:
        """Tell of a solution that keeps every rule, unless one was told a moment ago."""
        if self._progress is None or monotonic() < self._next_at or not best.is_feasible():
            return
        self._next_at = monotonic() + _TELL_EVERY
        self._progress(_read(self._problem, self._groups, best))

    def listener(self) -> Any:
        """What the solver calls."""
        from pyvrp import IteratedLocalSearchCallbacks

        class Listener(IteratedLocalSearchCallbacks):
            """Passes better solutions on."""

            def on_best(_self, best: Any) -> None:
                """A better one was found."""
                self.better(best)

        return Listener()


class _Group:
    """Vehicles that are alike in everything the solver knows."""

    def __init__(self, vehicle: RouteVehicle, closed: frozenset[int], usual: frozenset[int]) -> None:
        """Begin with nobody in it."""
        self.vehicle, self.closed, self.usual = vehicle, closed, usual
        self.members: list[int] = []


def _grouped(problem: RouteProblem) -> list[_Group]:
    weigh = problem.unusual > 0 and _is_small(problem)
    served = [(index, stop) for index, stop in enumerate(problem.stops) if stop.vehicles is not None]
    known = [(index, stop) for index, stop in enumerate(problem.stops) if weigh and stop.usual is not None]
    groups: dict[Hashable, _Group] = {}
    for number, vehicle in enumerate(problem.vehicles):
        closed = frozenset(index for index, stop in served if not stop.may_go_on(number))
        usual = frozenset(index for index, stop in known if stop.usual == number)
        groups.setdefault((vehicle, closed, usual), _Group(vehicle, closed, usual)).members.append(number)
    return list(groups.values())


def _is_small(problem: RouteProblem) -> bool:
    usual = {stop.usual for stop in problem.stops if stop.usual is not None}
    return 2 * (len(usual) + 1) * len(problem.distances[0]) ** 2 <= _MOST_CELLS


def _data(problem: RouteProblem, groups: list[_Group]) -> Any:
    from pyvrp import Client, Depot, Location, ProblemData

    kinds = max((len(stop.loads) for stop in problem.stops), default=0)
    nodes = len(problem.distances[0])
    base = _base_cost(problem)
    clients = [
        Client(
            location=stop.node,
            delivery=[*stop.loads, *[0] * (kinds - len(stop.loads))],
            service_duration=stop.service,
            tw_early=stop.earliest,
            tw_late=min(stop.latest, NO_END),
            required=stop.needed and _has_vehicle(problem, index),
            prize=0 if stop.needed else base,
        )
        for index, stop in enumerate(problem.stops)
    ]
    ends = sorted({node for one in problem.vehicles for node in (one.start, one.end)})
    depots = [Depot(location=node) for node in ends]
    profiles, types = _profiles(problem, groups, ends, kinds)
    return ProblemData(
        locations=[Location(0, 0) for _ in range(nodes)],
        clients=clients,
        depots=depots,
        vehicle_types=types,
        distance_matrices=[one[0] for one in profiles],
        duration_matrices=[one[1] for one in profiles],
    )


def _has_vehicle(problem: RouteProblem, index: int) -> bool:
    allowed = problem.stops[index].vehicles
    return allowed is None or bool(allowed)


def _base_cost(problem: RouteProblem) -> int:
    """What leaving a stop out costs: more than any detour to serve it."""
    longest = max(int(max(map(max, table))) for table in problem.distances)
    return 4 * longest + problem.unusual + 1


def _profiles(
    problem: RouteProblem, groups: list[_Group], ends: list[int], kinds: int
) -> tuple[list[tuple[Any, Any]], list[Any]]:
    """Tables for each way of going, closed stops out of reach, and the vehicles that go by them."""
    import numpy as np
    from pyvrp import VehicleType

    tables: dict[Hashable, int] = {}
    profiles: list[tuple[Any, Any]] = []
    types = []
    far = _base_cost(problem)
    for group in groups:
        vehicle = group.vehicle
        key = (vehicle.table, group.closed, group.usual)
        if key not in tables:
            tables[key] = len(profiles)
            distance = np.array(problem.distances[vehicle.table], dtype=np.int64)
            duration = np.array(problem.durations[vehicle.table], dtype=np.int64)
            for index, stop in enumerate(problem.stops):
                if index in group.closed:
                    # Further than any prize, so that leaving it out is always better.
                    distance[:, stop.node] += 10 * far
                elif problem.unusual and stop.usual is not None and index not in group.usual:
                    distance[:, stop.node] += problem.unusual
            np.fill_diagonal(distance, 0)
            profiles.append((distance, duration))
        room = [*vehicle.capacity[:kinds], *[0] * (kinds - len(vehicle.capacity))]
        types.append(
            VehicleType(
                num_available=len(group.members),
                capacity=room,
                start_depot=ends.index(vehicle.start),
                end_depot=ends.index(vehicle.end),
                tw_early=vehicle.earliest,
                tw_late=min(vehicle.latest, NO_END),
                shift_duration=NO_END if vehicle.longest is None else vehicle.longest,
                # What an unusual face costs counts too, so that this is rather too short than too long.
                max_distance=NO_END if vehicle.farthest is None else vehicle.farthest,
                profile=tables[key],
            )
        )
    return profiles, types


def _read(problem: RouteProblem, groups: list[_Group], best: Any) -> RoutePlan:
    """The solver's routes on the vehicles they were made for; what was served in vain is left out."""
    free = [list(group.members) for group in groups]
    routes: list[tuple[int, ...]] = [() for _ in problem.vehicles]
    for route in best.routes():
        vehicle = free[route.vehicle_type()].pop(0)
        routes[vehicle] = tuple(
            visit.idx for visit in route if visit.is_client() and problem.stops[visit.idx].may_go_on(vehicle)
        )
    served = {index for one in routes for index in one}
    left = tuple(index for index in range(len(problem.stops)) if index not in served)
    return RoutePlan(tuple(routes), left)
