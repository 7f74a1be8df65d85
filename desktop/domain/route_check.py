"""What is wrong with a plan of routes: written apart from the search and from what it is built on."""

from collections import Counter

from desktop.domain.route_problem import RoutePlan, RouteProblem


def faults(problem: RouteProblem, plan: RoutePlan) -> list[str]:
    """Check a plan against every rule of its problem.

    Args:
        problem: what was to be planned.
        plan: the answer.

    Returns:
        What is wrong, each in words with the indexes of vehicle and stop; empty where nothing is.
    """
    found = _whole(problem, plan)
    for number, route in enumerate(plan.routes[: len(problem.vehicles)]):
        stops = [index for index in route if 0 <= index < len(problem.stops)]
        found += _allowed(problem, number, stops)
        found += _loads(problem, number, stops)
        found += _far(problem, number, stops)
        found += _times(problem, number, stops)
    return found


def _whole(problem: RouteProblem, plan: RoutePlan) -> list[str]:
    found = []
    if len(plan.routes) != len(problem.vehicles):
        found.append(f"{len(plan.routes)} routes for {len(problem.vehicles)} vehicles")
    times = Counter(index for route in plan.routes for index in route)
    times.update(plan.left_out)
    found += [f"stop {index} is not in the problem" for index in times if not 0 <= index < len(problem.stops)]
    found += [f"stop {index} stands {count} times" for index, count in times.items() if count > 1]
    for index, stop in enumerate(problem.stops):
        if index not in times:
            found.append(f"stop {index} is lost")
        elif stop.needed and index in plan.left_out:
            found.append(f"stop {index} is needed and left out")
    return found


def _allowed(problem: RouteProblem, number: int, stops: list[int]) -> list[str]:
    return [
        f"vehicle {number} may not serve stop {index}"
        for index in stops
        if problem.stops[index].vehicles is not None and number not in (problem.stops[index].vehicles or ())
    ]


def _loads(problem: RouteProblem, number: int, stops: list[int]) -> list[str]:
    room = problem.vehicles[number].capacity
    found = []
    for kind in range(max((len(problem.stops[index].loads) for index in stops), default=0)):
        taken = sum(
            problem.stops[index].loads[kind] for index in stops if kind < len(problem.stops[index].loads)
        )
        if taken > (room[kind] if kind < len(room) else 0):
            found.append(f"vehicle {number} carries {taken} of kind {kind}")
    return found


def _far(problem: RouteProblem, number: int, stops: list[int]) -> list[str]:
    held = problem.vehicles[number]
    if held.farthest is None or not stops:
        return []
    table, at, way = problem.distances[held.table], held.start, 0
    for node in [*(problem.stops[index].node for index in stops), held.end]:
        way += int(table[at][node])
        at = node
    return [f"vehicle {number} goes {way}"] if way > held.farthest else []


def _times(problem: RouteProblem, number: int, stops: list[int]) -> list[str]:
    """Times are kept when some moment of setting out keeps them; the latest that does is tried last."""
    held = problem.vehicles[number]
    if not stops:
        return []
    late = _late(problem, number, stops, held.earliest)
    if late:
        return late
    if held.longest is None:
        return []
    shortest = min(
        _end(problem, number, stops, begin) - begin
        for begin in _departures(problem, number, stops)
        if not _late(problem, number, stops, begin)
    )
    return [f"vehicle {number} is out for {shortest}"] if shortest > held.longest else []


def _late(problem: RouteProblem, number: int, stops: list[int], begin: int) -> list[str]:
    held = problem.vehicles[number]
    table = problem.durations[held.table]
    now, at, found = begin, held.start, []
    for index in stops:
        stop = problem.stops[index]
        now = max(now + int(table[at][stop.node]), stop.earliest)
        if now > stop.latest:
            found.append(f"vehicle {number} is late at stop {index}")
        now, at = now + stop.service, stop.node
    if now + int(table[at][held.end]) > held.latest:
        found.append(f"vehicle {number} is back late")
    return found


def _end(problem: RouteProblem, number: int, stops: list[int], begin: int) -> int:
    held = problem.vehicles[number]
    table = problem.durations[held.table]
    now, at = begin, held.start
    for index in stops:
        stop = problem.stops[index]
        now = max(now + int(table[at][stop.node]), stop.earliest) + stop.service
        at = stop.node
    return now + int(table[at][held.end])


def _departures(problem: RouteProblem, number: int, stops: list[int]) -> set[int]:
    """Moments of setting out worth trying: the first, and those that just meet some window."""
    held = problem.vehicles[number]
    table = problem.durations[held.table]
    found, spent, at = {held.earliest}, 0, held.start
    for index in stops:
        stop = problem.stops[index]
        spent += int(table[at][stop.node])
        found |= {max(stop.earliest - spent, held.earliest), max(stop.latest - spent, held.earliest)}
        spent, at = spent + stop.service, stop.node
    return found
