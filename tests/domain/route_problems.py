"""Problems of routes for tests, small enough to be tried in every way."""

from itertools import permutations

from hypothesis import strategies as st

from desktop.domain.route_problem import RoutePlan, RouteProblem, RouteStop, RouteVehicle


def table(points: list[tuple[int, int]]) -> list[list[int]]:
    """Distances along streets that cross at right angles."""
    return [[abs(a - c) + abs(b - d) for c, d in points] for a, b in points]


@st.composite
def problems(draw: st.DrawFn, most: int = 6) -> RouteProblem:
    """A few stops and one to three vehicles, with windows, loads, closed doors and usual faces."""
    count = draw(st.integers(0, most))
    coordinate = st.integers(0, 30)
    points = draw(st.lists(st.tuples(coordinate, coordinate), min_size=count + 2, max_size=count + 2))
    fleet = draw(st.integers(1, 3))
    stops = tuple(_stop(draw, node, fleet) for node in range(2, count + 2))
    vehicles = tuple(_vehicle(draw) for _ in range(fleet))
    ways = table(points)
    slow = [[2 * one for one in row] for row in ways]
    return RouteProblem(stops, vehicles, (ways, ways), (ways, slow), draw(st.sampled_from([0, 25])))


def _stop(draw: st.DrawFn, node: int, fleet: int) -> RouteStop:
    earliest = draw(st.sampled_from([0, 0, 40, 90]))
    everybody = frozenset(range(fleet))
    allowed = draw(st.one_of(st.none(), st.sets(st.sampled_from(sorted(everybody))).map(frozenset)))
    usual = draw(st.one_of(st.none(), st.integers(0, fleet - 1)))
    return RouteStop(
        node,
        (draw(st.integers(0, 4)), draw(st.integers(0, 1))),
        earliest,
        earliest + draw(st.sampled_from([30, 80, 400])),
        draw(st.integers(0, 5)),
        vehicles=allowed,
        usual=usual,
    )


def _vehicle(draw: st.DrawFn) -> RouteVehicle:
    return RouteVehicle(
        draw(st.integers(0, 1)),
        draw(st.integers(0, 1)),
        (draw(st.integers(3, 9)), draw(st.integers(0, 2))),
        draw(st.sampled_from([0, 10])),
        draw(st.sampled_from([150, 400])),
        draw(st.sampled_from([None, 120, 300])),
        draw(st.sampled_from([None, None, 60, 150])),
        draw(st.integers(0, 1)),
    )


def every_route(stops: range) -> list[tuple[int, ...]]:
    """Every route over some of the stops."""
    return [one for size in range(len(stops) + 1) for one in permutations(stops, size)]


def alone(problem: RouteProblem, vehicle: int, route: tuple[int, ...]) -> RoutePlan:
    """A plan in which one vehicle goes and the rest stay."""
    routes = tuple(route if at == vehicle else () for at in range(len(problem.vehicles)))
    left = tuple(index for index in range(len(problem.stops)) if index not in route)
    return RoutePlan(routes, left)
