"""Routes in plain Python: cheapest insertion, then parts of the plan taken out and put back better.

Ruin and recreate after Schrimpf, Schneider, Stamm-Wilbrandt and Dueck (2000), removing stops near each other
as Shaw (1998) does; a plan a little worse is kept now and then, less and less (simulated annealing).
"""

import math
from collections.abc import Callable, Sequence
from random import Random
from time import monotonic

from desktop.domain.route_problem import RoutePlan, RouteProblem, distance_of, fits, schedule

Routes = list[list[int]]
_SEED = 1
_MOST_OUT = 30
_WARM, _COLD = 0.02, 0.0002
"""Beginning and end of the annealing, as parts of the first plan's cost."""


def plain_search(
    problem: RouteProblem,
    seconds: float,
    iterations: int | None = None,
    progress: Callable[[RoutePlan], None] | None = None,
    cancel: Callable[[], bool] = lambda: False,
) -> RoutePlan:
    """Plan routes without a solver.

    Args:
        problem: what is to be planned.
        seconds: the longest it may take.
        iterations: stop after so many steps instead, for the same answer on every machine.
        progress: told of each better plan.
        cancel: asked between steps; when it says yes the best plan so far is given.

    Returns:
        A plan that keeps every rule; stops that fit nowhere are left out.
    """
    begun, chance = monotonic(), Random(_SEED)
    routes: Routes = [[] for _ in problem.vehicles]
    order = sorted(range(len(problem.stops)), key=lambda index: (not problem.stops[index].needed, index))
    left = _recreate(problem, routes, order, chance, blink=0.0)
    now, best = _cost(problem, routes, left), ([*map(list, routes)], list(left))
    best_cost, first_cost = now, max(now, 1.0)
    step = 0
    while step < (iterations if iterations is not None else math.inf) and not cancel():
        done = step / iterations if iterations else (monotonic() - begun) / max(seconds, 1e-9)
        if iterations is None and done >= 1:
            break
        step += 1
        tried, out = _ruined(problem, routes, left, chance)
        waiting = _recreate(problem, tried, out, chance, blink=0.01)
        cost = _cost(problem, tried, waiting)
        heat = first_cost * _WARM * (_COLD / _WARM) ** min(done, 1.0)
        if cost < now - heat * math.log(max(chance.random(), 1e-12)):
            routes, left, now = tried, waiting, cost
            if cost < best_cost:
                best, best_cost = ([*map(list, routes)], list(left)), cost
                if progress is not None:
                    progress(_plan(*best))
    return _plan(*best)


def _plan(routes: Routes, left: Sequence[int]) -> RoutePlan:
    return RoutePlan(tuple(map(tuple, routes)), tuple(sorted(left)))


def _cost(problem: RouteProblem, routes: Routes, left: Sequence[int]) -> float:
    """Stops left out first, those needed most; then distance, and stops away from their usual vehicle."""
    heavy = _heavy(problem)
    out = sum(heavy * (100 if problem.stops[index].needed else 1) for index in left)
    far = sum(distance_of(problem, vehicle, route) for vehicle, route in enumerate(routes))
    strange = sum(
        problem.stops[index].usual not in (None, vehicle)
        for vehicle, route in enumerate(routes)
        for index in route
    )
    return float(out + far + strange * problem.unusual)


def _heavy(problem: RouteProblem) -> int:
    """More than any one stop can cost."""
    longest = max((int(max(row)) for table in problem.distances for row in table), default=0)
    return 4 * longest + problem.unusual + 1


def _ruined(
    problem: RouteProblem, routes: Routes, left: Sequence[int], chance: Random
) -> tuple[Routes, list[int]]:
    """Take out stops that lie near each other, wherever they are served."""
    served = [index for route in routes for index in route]
    if not served:
        return [*map(list, routes)], list(left)
    table = problem.distances[0]
    seed = problem.stops[chance.choice([*served, *left])].node
    count = chance.randint(1, min(_MOST_OUT, max(len(served) // 2, 1)))
    near = set(sorted(served, key=lambda index: int(table[seed][problem.stops[index].node]))[:count])
    kept = [[index for index in route if index not in near] for route in routes]
    out = [*near, *left]
    chance.shuffle(out)
    return kept, out


def _recreate(
    problem: RouteProblem, routes: Routes, order: Sequence[int], chance: Random, blink: float
) -> list[int]:
    """Put stops in where they cost least; those that fit nowhere are given back."""
    left = []
    for index in order:
        best: tuple[float, int, int] | None = None
        for vehicle, route in enumerate(routes):
            if not problem.stops[index].may_go_on(vehicle) or not fits(problem, vehicle, [*route, index]):
                continue
            extra = 0 if problem.stops[index].usual in (None, vehicle) else problem.unusual
            for place, cost in _places(problem, vehicle, route, index):
                if chance.random() < blink or (best is not None and cost + extra >= best[0]):
                    continue
                if schedule(problem, vehicle, [*route[:place], index, *route[place:]]) is not None:
                    best = (cost + extra, vehicle, place)
        if best is None:
            left.append(index)
        else:
            routes[best[1]].insert(best[2], index)
    return left


def _places(problem: RouteProblem, vehicle: int, route: Sequence[int], index: int) -> list[tuple[int, int]]:
    """Where in a route a stop can go, with what it adds to the way."""
    held = problem.vehicles[vehicle]
    table = problem.distances[held.table]
    nodes = [held.start, *(problem.stops[one].node for one in route), held.end]
    new = problem.stops[index].node
    known = len(route) > 0
    return [
        (
            place,
            int(table[nodes[place]][new])
            + int(table[new][nodes[place + 1]])
            - (int(table[nodes[place]][nodes[place + 1]]) if known else 0),
        )
        for place in range(len(nodes) - 1)
    ]
