"""Routes: no rule is ever broken, by the solver or without it, and small plans are as good as can be."""

from dataclasses import replace
from random import Random
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain import route_search
from desktop.domain.route_check import faults
from desktop.domain.route_fallback import plain_search
from desktop.domain.route_problem import (
    RoutePlan,
    RouteProblem,
    RouteStop,
    RouteVehicle,
    distance_of,
    fits,
    schedule,
    total_distance,
)
from desktop.domain.route_search import search
from tests.domain.route_problems import alone, every_route, problems, table

LINE = table([(0, 0), (10, 0), (20, 0), (30, 0)])


def line(*stops: RouteStop, vehicles: tuple[RouteVehicle, ...] = (RouteVehicle(0, 0, (9,)),)) -> RouteProblem:
    """Stops along a street."""
    return RouteProblem(stops, vehicles, (LINE,), (LINE,))


def test_a_schedule_waits_and_says_when_it_is_back() -> None:
    held = line(RouteStop(1, (1,), earliest=15, service=5), RouteStop(3, (1,), latest=60))
    assert schedule(held, 0, [0, 1]) == [15, 40, 70]
    assert schedule(held, 0, []) == [0]
    assert schedule(line(RouteStop(3, latest=29)), 0, [0]) is None
    assert schedule(line(RouteStop(3), vehicles=(RouteVehicle(0, 0, latest=59),)), 0, [0]) is None
    assert distance_of(held, 0, [0, 1]) == 60
    assert distance_of(held, 0, []) == 0
    assert fits(line(RouteStop(1, (1, 0))), 0, [0])
    assert not fits(line(RouteStop(1, (1, 1))), 0, [0]), "a kind the vehicle has no room for"


def test_setting_out_later_takes_up_waiting() -> None:
    vehicle = RouteVehicle(0, 0, (9,), longest=20)
    assert schedule(line(RouteStop(1, earliest=100), vehicles=(vehicle,)), 0, [0]) == [100, 110]
    late = line(RouteStop(1, latest=10), RouteStop(2, earliest=100), vehicles=(replace(vehicle, longest=60),))
    assert schedule(late, 0, [0, 1]) is None


def test_the_checker_names_what_is_wrong() -> None:
    held = line(
        RouteStop(1, (5,), vehicles=frozenset()),
        RouteStop(2, (5,), latest=5, needed=True),
        RouteStop(3, (5, 1)),
        vehicles=(RouteVehicle(0, 0, (9,), latest=50, longest=10),),
    )
    assert faults(held, RoutePlan(((), ()), (0, 1, 2))) == [
        "2 routes for 1 vehicles",
        "stop 1 is needed and left out",
    ]
    found = faults(held, RoutePlan(((0, 1, 2, 2),), (7,)))
    assert "stop 7 is not in the problem" in found
    assert "stop 2 stands 2 times" in found
    assert "vehicle 0 may not serve stop 0" in found
    assert "vehicle 0 carries 20 of kind 0" in found
    assert "vehicle 0 carries 2 of kind 1" in found
    assert "vehicle 0 is late at stop 1" in found
    assert "vehicle 0 is back late" in found
    assert faults(held, RoutePlan(((2,),), (0,)))[0] == "stop 1 is lost"
    tired = line(RouteStop(1, (1,)), vehicles=(RouteVehicle(0, 0, (9,), longest=19),))
    assert faults(tired, RoutePlan(((0,),))) == ["vehicle 0 is out for 20"]


@settings(max_examples=60)
@given(problems(most=3))
def test_what_the_search_allows_is_just_what_the_checker_lets_pass(problem: RouteProblem) -> None:
    for vehicle in range(len(problem.vehicles)):
        for route in every_route(range(len(problem.stops))):
            allowed = all(problem.stops[index].may_go_on(vehicle) for index in route)
            good = allowed and fits(problem, vehicle, route) and schedule(problem, vehicle, route) is not None
            assert good == (faults(problem, alone(problem, vehicle, route)) == []), (vehicle, route)


@settings(max_examples=60)
@given(problems(), st.booleans())
def test_no_plan_breaks_a_rule(problem: RouteProblem, plain: bool) -> None:
    plan = search(problem, 5, iterations=40, plain=plain)
    assert faults(problem, plan) == []


@settings(max_examples=25)
@given(problems(most=4))
def test_one_vehicle_serves_as_many_as_can_be_on_the_shortest_way(problem: RouteProblem) -> None:
    one = replace(problem, vehicles=problem.vehicles[:1], unusual=0)
    stops = tuple(
        replace(stop, usual=None, vehicles=None if stop.vehicles is None else stop.vehicles & {0})
        for stop in one.stops
    )
    one = replace(one, stops=stops)
    plans = [alone(one, 0, route) for route in every_route(range(len(stops)))]
    best = min((len(plan.left_out), total_distance(one, plan)) for plan in plans if not faults(one, plan))
    for plain in (True, False):
        found = search(one, 5, iterations=300, plain=plain)
        assert (len(found.left_out), total_distance(one, found)) == best


def test_the_usual_vehicle_goes_unless_that_is_too_far() -> None:
    two = (RouteVehicle(0, 0, (9,)), RouteVehicle(3, 3, (9,)))
    near = line(RouteStop(1, (1,), usual=1), vehicles=two)
    for plain in (True, False):
        assert search(replace(near, unusual=50), 5, iterations=60, plain=plain).routes == ((), (0,))
        assert search(replace(near, unusual=5), 5, iterations=60, plain=plain).routes == ((0,), ())


def test_a_closed_door_stays_closed_however_near_it_is() -> None:
    two = (RouteVehicle(0, 0, (9,)), RouteVehicle(3, 3, (9,)))
    held = line(RouteStop(1, (1,), vehicles=frozenset({1})), RouteStop(2, (1,)), vehicles=two)
    for plain in (True, False):
        assert 0 in search(held, 5, iterations=60, plain=plain).routes[1]


def test_what_is_needed_and_nobody_may_do_is_left_out() -> None:
    held = line(RouteStop(1, (1,), needed=True, vehicles=frozenset()), RouteStop(2, (1,), needed=True))
    for plain in (True, False):
        plan = search(held, 5, iterations=30, plain=plain)
        assert (plan.routes, plan.left_out) == (((1,),), (0,))


def test_nobody_goes_farther_than_they_can() -> None:
    near = line(RouteStop(2, (1,)), vehicles=(RouteVehicle(0, 0, (9,), farthest=40),))
    assert schedule(near, 0, [0]) == [20, 40]
    far = line(RouteStop(2, (1,)), vehicles=(RouteVehicle(0, 0, (9,), farthest=39),))
    assert schedule(far, 0, [0]) is None
    assert faults(far, RoutePlan(((0,),))) == ["vehicle 0 goes 40"]
    for plain in (True, False):
        assert search(far, 5, iterations=20, plain=plain).left_out == (0,)


def test_plain_python_has_only_the_time_that_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    given_: list[float] = []
    monkeypatch.setattr(route_search, "_by_solver", lambda *_given: None)
    monkeypatch.setattr(route_search, "monotonic", iter([0.0, 7.5, 0.0, 30.0]).__next__)
    monkeypatch.setattr(
        route_search, "plain_search", lambda _problem, seconds, *_given: given_.append(seconds)
    )
    held = line(RouteStop(1, (1,)))
    search(held, 10)
    search(held, 10)
    assert given_ == [2.5, 0.2]


def test_cancelling_gives_the_best_plan_so_far() -> None:
    stops = tuple(RouteStop(1 + at % 3, (1,)) for at in range(9))
    held = line(*stops)
    for plain in (True, False):
        plan = search(held, 60, plain=plain, cancel=lambda: True)
        assert faults(held, plan) == []


def test_better_plans_are_told_without_the_solver_too() -> None:
    chance = Random(3)
    points = [(chance.randrange(90), chance.randrange(90)) for _ in range(22)]
    ways = table(points)
    stops = tuple(RouteStop(node, (1,)) for node in range(2, 22))
    vehicles = (RouteVehicle(0, 0, (11,)), RouteVehicle(1, 1, (11,)))
    held = RouteProblem(stops, vehicles, (ways,), (ways,))
    told: list[RoutePlan] = []
    plan = plain_search(held, 5, 80, told.append)
    assert told[-1] == plan
    assert total_distance(held, plan) < total_distance(held, plain_search(held, 5, 0))
    lengths = [total_distance(held, one) for one in told]
    assert lengths == sorted(lengths, reverse=True)
    assert faults(held, plain_search(held, 0.05)) == []


def test_without_the_solver_or_with_a_broken_one_plans_are_made(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    held = line(RouteStop(1, (1,)), RouteStop(2, (1,)))
    bad = RoutePlan(((0, 0),))
    monkeypatch.setattr(route_search, "_read", lambda *_given: bad)
    assert faults(held, search(held, 5, iterations=20)) == []
    import sys

    monkeypatch.setitem(sys.modules, "pyvrp", None)
    assert faults(held, search(held, 5, iterations=20)) == []
    assert search(line(), 5, iterations=5) == RoutePlan(((),))


def test_where_tables_would_be_too_large_who_usually_goes_is_not_weighed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    two = (RouteVehicle(0, 0, (9,)), RouteVehicle(3, 3, (9,)))
    near = replace(line(RouteStop(1, (1,), usual=1), vehicles=two), unusual=50)
    monkeypatch.setattr(route_search, "_MOST_CELLS", 1)
    assert search(near, 5, iterations=60).routes == ((0,), ())


@pytest.mark.parametrize("plain", [True, False])
def test_plans_told_keep_the_rules_and_get_no_worse(plain: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(route_search, "_TELL_EVERY", 0.0)
    chance = Random(5)
    points = [(chance.randrange(90), chance.randrange(90)) for _ in range(42)]
    ways = table(points)
    held = RouteProblem(
        tuple(RouteStop(node, (1,)) for node in range(2, 42)),
        (RouteVehicle(0, 0, (22,)), RouteVehicle(1, 1, (22,))),
        (ways,),
        (ways,),
    )
    told: list[RoutePlan] = []
    plan = search(held, 60, iterations=300, plain=plain, progress=told.append)
    assert told
    assert all(faults(held, one) == [] for one in told)
    lengths = [total_distance(held, one) for one in told]
    assert lengths == sorted(lengths, reverse=True)
    assert total_distance(held, plan) <= lengths[-1]


def test_plans_are_not_told_more_often_than_anybody_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[RoutePlan] = []
    clock = iter([10.0, 10.0, 10.1, 10.3, 10.3])
    monkeypatch.setattr(route_search, "monotonic", lambda: next(clock))
    monkeypatch.setattr(route_search, "_read", lambda *_given: RoutePlan(()))
    fine = SimpleNamespace(is_feasible=lambda: True)
    listener = route_search._Told(line(), [], told.append)
    for _ in range(3):
        listener.better(fine)
    assert len(told) == 2
