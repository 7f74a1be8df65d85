"""A day for many volunteers: gates kept, the usual face first, the coordinator's order where times allow."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.enums import Transport
from desktop.domain.day_plan import (
    CARRIES,
    DayPlan,
    DayStop,
    DayVolunteer,
    Load,
    WhyOut,
    plan_day,
    problem_of,
)
from desktop.domain.match_facts import Place
from desktop.domain.route_check import faults
from desktop.domain.route_insert import cheapest_insertion, with_insertion
from desktop.domain.route_problem import RoutePlan, RouteProblem, total_distance
from desktop.domain.route_search import search
from tests.domain.route_problems import problems


def place(east: int, north: int = 0) -> Place:
    """A place some metres from the hub."""
    return Place(easting=600_000 + east, northing=230_000 + north)


HUB = place(0)
KOFI = DayVolunteer("kofi", Transport.CAR, CARRIES[Transport.CAR], 600, 720, HUB, HUB)
LEANNE = DayVolunteer("leanne", Transport.FOOT, CARRIES[Transport.FOOT], 600, 720, HUB, None)


def plan(*stops: DayStop, volunteers: tuple[DayVolunteer, ...] = (KOFI,)) -> DayPlan:
    """A plan, the same on every machine."""
    return plan_day(stops, volunteers, 5, iterations=80)


def test_arrivals_are_minutes_of_the_day_and_the_way_is_on_the_ground() -> None:
    found = plan(DayStop("jean", place(3_208), minutes=5), DayStop("idris", place(6_416), minutes=10))
    (route,) = found.routes
    assert (route.volunteer, set(route.stops)) == ("kofi", {"jean", "idris"})
    assert route.metres == pytest.approx(4 * 3_208 * 1.3, abs=2)
    assert found.metres == route.metres
    assert route.arrivals[0] in (610, 620)
    assert route.back <= 720


def test_whoever_may_end_anywhere_is_not_sent_back() -> None:
    found = plan(DayStop("jean", place(1_000), Load(1)), volunteers=(LEANNE,))
    assert found.routes[0].metres == 1_300


@pytest.mark.parametrize(
    ("stop", "why"),
    [
        (DayStop("x", Place()), WhyOut.NO_PLACE),
        (DayStop("x", place(10), may=frozenset()), WhyOut.NOBODY_MAY),
        (DayStop("x", place(10), may=frozenset({"helen"})), WhyOut.NOBODY_MAY),
        (DayStop("x", place(10), Load(99)), WhyOut.TOO_MUCH),
        (DayStop("x", place(10), Load(1, 0, 11)), WhyOut.TOO_MUCH),
        (DayStop("x", place(10), latest=540), WhyOut.NO_TIME),
        (DayStop("x", place(90_000)), WhyOut.NO_TIME),
    ],
)
def test_who_is_left_out_is_told_why(stop: DayStop, why: WhyOut) -> None:
    found = plan(stop)
    assert found.left_out == (("x", why),)
    assert found.routes == ()


def test_nobody_walks_farther_than_six_kilometres() -> None:
    walker = replace(LEANNE, ends=1_400)
    near = plan(DayStop("jean", place(4_500), Load(1)), volunteers=(walker,))
    assert near.routes[0].metres == 5_850
    assert plan(DayStop("jean", place(4_700), Load(1)), volunteers=(walker,)).left_out == (
        ("jean", WhyOut.NO_TIME),
    )


def test_when_everybody_is_full_it_says_so() -> None:
    found = plan(DayStop("jean", place(10), Load(20)), DayStop("idris", place(20), Load(20)))
    assert [why for _key, why in found.left_out] == [WhyOut.FULL]


def test_the_usual_volunteer_goes_and_where_not_it_is_told() -> None:
    ruth = replace(KOFI, key="ruth", start=place(1_500), end=place(1_500))
    near = DayStop("jean", place(1_000), usual="kofi")
    found = plan(near, volunteers=(KOFI, ruth))
    assert [(route.volunteer, found.strangers) for route in found.routes] == [("kofi", ())]
    far = plan(replace(near, place=place(1_500, 6_000), may=frozenset({"ruth"})), volunteers=(KOFI, ruth))
    assert (far.routes[0].volunteer, far.strangers) == ("ruth", ("jean",))


def test_the_coordinators_order_beats_the_clever_one_unless_somebody_would_be_late() -> None:
    stops = [
        DayStop("a", place(1_000), remembered=3),
        DayStop("b", place(2_000), remembered=1),
        DayStop("c", place(3_000)),
    ]
    assert [key for key in plan(*stops).routes[0].stops if key != "c"] == ["b", "a"]
    pressed = [replace(stops[0], latest=604), stops[1], stops[2]]
    assert plan(*pressed).routes[0].stops[0] == "a"


def test_a_day_without_anybody_or_anything_is_empty() -> None:
    assert plan(volunteers=()) == DayPlan((), ())
    assert plan(DayStop("jean", place(10)), volunteers=()).left_out == (("jean", WhyOut.NOBODY_MAY),)


@settings(max_examples=25)
@given(
    st.lists(
        st.builds(
            DayStop,
            st.uuids().map(str),
            st.builds(place, st.integers(-3_000, 3_000), st.integers(-3_000, 3_000)),
            st.builds(Load, st.integers(0, 4), st.integers(0, 2), st.integers(0, 2)),
            st.sampled_from([0, 630]),
            st.sampled_from([650, 1_440]),
            st.integers(0, 9),
            st.sampled_from([None, frozenset({"kofi"}), frozenset({"leanne"}), frozenset()]),
            st.sampled_from(["", "kofi", "leanne"]),
            st.one_of(st.none(), st.integers(0, 9)),
        ),
        max_size=8,
    ),
    st.booleans(),
)
def test_no_day_breaks_a_rule(stops: list[DayStop], plain: bool) -> None:
    volunteers = (KOFI, LEANNE)
    found = plan_day(stops, volunteers, 5, iterations=30, plain=plain)
    index = {stop.key: at for at, stop in enumerate(stops)}
    routes = {route.volunteer: tuple(index[key] for key in route.stops) for route in found.routes}
    left = tuple(index[key] for key, _why in found.left_out)
    checked = RoutePlan(tuple(routes.get(one.key, ()) for one in volunteers), left)
    assert faults(problem_of(stops, volunteers), checked) == []


@settings(max_examples=40)
@given(problems(most=5))
def test_a_late_stop_goes_where_it_costs_least(problem: RouteProblem) -> None:
    if not problem.stops:
        return
    late = len(problem.stops) - 1
    before = search(replace(problem, stops=problem.stops[:-1]), 5, iterations=20)
    plan_ = RoutePlan(before.routes, (*before.left_out, late))
    found = cheapest_insertion(problem, plan_, late)
    others = list(_every_insertion(plan_, late))
    if found is None:
        assert all(faults(problem, other) for other in others)
        return
    made = with_insertion(plan_, late, found)
    assert faults(problem, made) == []
    assert total_distance(problem, made) == total_distance(problem, plan_) + found.extra
    for vehicle, route in enumerate(made.routes):
        assert tuple(one for one in route if one != late) == plan_.routes[vehicle]
    lengths = [total_distance(problem, other) for other in others if not faults(problem, other)]
    assert total_distance(problem, made) == min(lengths)


def _every_insertion(before: RoutePlan, late: int) -> Iterator[RoutePlan]:
    for vehicle, route in enumerate(before.routes):
        for at in range(len(route) + 1):
            routes = list(before.routes)
            routes[vehicle] = (*route[:at], late, *route[at:])
            yield RoutePlan(tuple(routes), before.left_out[:-1])
