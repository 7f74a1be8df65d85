"""The order of a round and when each stop is due."""

import random
import sys
from collections.abc import Mapping
from itertools import pairwise, permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain import rounds
from desktop.domain.match_facts import NOWHERE, Place
from desktop.domain.matching import metres_between
from desktop.domain.rounds import PATIENCE, UNKNOWN_LEG_MINUTES, RoundStop, estimate_times, suggest_order

HUB = Place(0, 0, "postcode")
FAR = Place(10_000, 0, "postcode")


def street(*metres: float | None) -> list[RoundStop]:
    return [
        RoundStop(f"h{number}", NOWHERE if each is None else Place(each, 0, "postcode"))
        for number, each in enumerate(metres)
    ]


def scattered(count: int, seed: int = 1) -> list[RoundStop]:
    dice = random.Random(seed)
    places = [Place(dice.random() * 8000, dice.random() * 8000, "postcode") for _ in range(count)]
    return [RoundStop(f"h{number}", place) for number, place in enumerate(places)]


def metres(order: tuple[int, ...], stops: list[RoundStop], start: Place, end: Place | None) -> float:
    places = [start, *(stops[each].place for each in order), *([end] if end else [])]
    return sum(metres_between(a, b) or 0.0 for a, b in pairwise(places))


@pytest.mark.parametrize("plain", [True, False])
def test_along_a_street(plain: bool) -> None:
    stops = street(5000, 2000, 8000, 1000)
    more: dict[str, Any] = {"plain": plain, "iterations": 50}
    assert suggest_order(HUB, stops, **more) == (3, 1, 0, 2)
    assert suggest_order(FAR, stops, HUB, **more) == (2, 0, 1, 3)
    assert suggest_order(None, stops, HUB, **more) == (2, 0, 1, 3)
    assert suggest_order(NOWHERE, stops, HUB, **more) == (2, 0, 1, 3)
    assert suggest_order(None, stops, None, **more) in {(3, 1, 0, 2), (2, 0, 1, 3)}


@pytest.mark.parametrize("plain", [True, False])
@pytest.mark.parametrize("count", [0, 1, 2, 3])
def test_hardly_any_stops(plain: bool, count: int) -> None:
    assert suggest_order(HUB, street(1000, 2000, 3000)[:count], HUB, plain=plain) == tuple(range(count))


def test_a_closed_round_with_equal_ends_stays_as_it_is() -> None:
    both = [RoundStop("h0", Place(1000, 0)), RoundStop("h1", Place(-1000, 0))]
    assert suggest_order(HUB, both, HUB, plain=True) == suggest_order(HUB, both, None, plain=True) == (1, 0)


def test_figures() -> None:
    assert (UNKNOWN_LEG_MINUTES, PATIENCE) == (10, 2000)


@pytest.mark.parametrize("plain", [True, False])
def test_a_closed_round_begins_with_its_nearer_end(plain: bool) -> None:
    for seed in range(5):
        stops = scattered(9, seed)
        order = suggest_order(HUB, stops, HUB, plain=plain, iterations=50)
        first, last = (metres_between(HUB, stops[order[each]].place) or 0.0 for each in (0, -1))
        assert first <= last


@pytest.mark.parametrize("end", [None, HUB, FAR])
def test_the_solver_finds_the_best_of_small_rounds(end: Place | None) -> None:
    stops = scattered(6)
    found = suggest_order(HUB, stops, end, iterations=100)
    best = min(metres(order, stops, HUB, end) for order in permutations(range(6)))
    assert metres(found, stops, HUB, end) == pytest.approx(best, rel=1e-3)


def test_the_same_every_time_and_no_worse_than_plain() -> None:
    stops = scattered(40)
    found = suggest_order(HUB, stops, HUB, iterations=200)
    assert found == suggest_order(HUB, stops, HUB, iterations=200)
    plain = suggest_order(HUB, stops, HUB, plain=True)
    assert sorted(found) == sorted(plain) == list(range(40))
    assert metres(found, stops, HUB, HUB) <= metres(plain, stops, HUB, HUB)
    assert metres(plain, stops, HUB, HUB) <= 1.15 * metres(found, stops, HUB, HUB)


def test_by_the_clock() -> None:
    assert suggest_order(HUB, street(5000, 2000, 8000, 1000), seconds=0.05) == (3, 1, 0, 2)


def test_cancel_stops_the_solver_at_once() -> None:
    calls: list[int] = []

    def cancel() -> bool:
        calls.append(1)
        return True

    found = suggest_order(HUB, scattered(12), iterations=10_000_000, cancel=cancel)
    assert sorted(found) == list(range(12))
    assert len(calls) <= 2


def test_plain_python_where_the_solver_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyvrp", None)
    stops = scattered(12)
    assert suggest_order(HUB, stops, HUB) == suggest_order(HUB, stops, HUB, plain=True)


@pytest.mark.parametrize("plain", [True, False])
def test_unknown_places_come_last_as_given(plain: bool) -> None:
    stops = street(None, 3000, None, 1000, 2000)
    assert suggest_order(HUB, stops, plain=plain, iterations=50) == (3, 4, 1, 0, 2)
    half = [*street(3000), RoundStop("x", Place(None, 5.0)), RoundStop("y", Place(5.0, None)), *street(1000)]
    assert suggest_order(HUB, half, plain=plain) == (3, 0, 1, 2)


@pytest.mark.parametrize(
    ("remembered", "order"),
    [
        ({"h0": 1, "h1": 2, "h2": 3, "h3": 4}, (0, 1, 2, 3)),
        ({"h3": 1, "h0": 2, "h2": 3, "h1": 4}, (3, 0, 2, 1)),
        ({"h0": 5, "h1": 3}, (3, 1, 0, 2)),
        ({"h0": 7, "h1": 7, "h2": 7, "h3": 7}, (0, 1, 2, 3)),
        ({"gone": 1, "h1": 2}, (3, 1, 0, 2)),
        ({"h2": 1}, (3, 1, 0, 2)),
        ({}, (3, 1, 0, 2)),
        (None, (3, 1, 0, 2)),
    ],
)
def test_the_coordinators_order_wins(remembered: Mapping[str, int] | None, order: tuple[int, ...]) -> None:
    stops = street(5000, 2000, 8000, 1000)
    assert suggest_order(HUB, stops, remembered=remembered, plain=True) == order


def test_new_stops_go_in_where_they_cost_least() -> None:
    stops = street(8000, 2000, 5000, 9000)
    assert suggest_order(HUB, stops, remembered={"h0": 1, "h1": 2}) == (2, 3, 0, 1)
    assert suggest_order(HUB, stops, FAR, remembered={"h1": 1, "h0": 2}) == (1, 2, 0, 3)


@pytest.mark.parametrize(
    ("remembered", "order"),
    [
        ({"h1": 1, "h0": 2, "h2": 3}, (1, 0, 2, 3)),
        ({"h0": 1, "h1": 2, "h2": 3}, (0, 1, 2, 3)),
        ({"h1": 1, "h2": 2, "h0": 3}, (1, 2, 0, 3)),
        ({"h0": 1}, (0, 1, 2, 3)),
    ],
)
def test_a_remembered_stop_nobody_can_place_stays_put(
    remembered: dict[str, int], order: tuple[int, ...]
) -> None:
    """h0 has no place and is remembered; h3 has none and is new."""
    assert suggest_order(HUB, street(None, 1000, 2000, None), remembered=remembered) == order


stop_lists = st.lists(st.none() | st.integers(0, 9000), max_size=9)


@given(stop_lists, st.dictionaries(st.sampled_from([f"h{n}" for n in range(9)]), st.integers(0, 9)))
@settings(max_examples=80)
def test_every_stop_once_and_remembered_order_kept(
    places: list[int | None], remembered: dict[str, int]
) -> None:
    stops = street(*places)
    order = suggest_order(HUB, stops, HUB, remembered=remembered, plain=True)
    assert sorted(order) == list(range(len(stops)))
    kept = [remembered[stops[each].household_id] for each in order if stops[each].household_id in remembered]
    assert kept == sorted(kept)


def test_times() -> None:
    stops = street(1000, 3000, None, 4000)
    times = estimate_times(HUB, stops, (0, 1, 2, 3), 600, 130.0, [5, 7, 9, 2])
    # 1 km by 1.3 at 130 m a minute is 10 minutes; a leg nobody knows counts 10.
    assert times == (610, 635, 652, 671)
    assert estimate_times(None, stops, (1, 0), 600, 130.0, [5, 7, 9, 2]) == (600, 627)
    assert estimate_times(NOWHERE, stops, (0,), 600, 130.0, [5, 7, 9, 2]) == (610,)
    assert estimate_times(HUB, stops, (), 600, 130.0, [5, 7, 9, 2]) == ()
    assert estimate_times(HUB, stops, (0,), 1435, 130.0, [5, 7, 9, 2]) == (1445,)
    assert estimate_times(HUB, street(850), (0,), 0, 130.0, [0]) == (8,)


def test_the_solver_is_used_from_three_stops_and_unless_told_otherwise(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[int] = []

    def noted(distances: list[list[float]], *_more: object) -> list[int]:
        asked.append(len(distances))
        return list(range(1, len(distances) - 1))

    monkeypatch.setattr(rounds, "_solve_pyvrp", noted)
    for count in (1, 2, 3, 4):
        suggest_order(HUB, scattered(count), HUB)
        suggest_order(HUB, scattered(count), HUB, plain=True)
    assert asked == [5, 6]


def test_the_solver_is_silent(capfd: pytest.CaptureFixture[str]) -> None:
    suggest_order(HUB, scattered(6), HUB, iterations=20)
    assert capfd.readouterr() == ("", "")


def test_a_round_that_ends_elsewhere_is_not_turned() -> None:
    stops = [RoundStop("a", Place(0, 1000, "postcode")), RoundStop("b", Place(0, -900, "postcode"))]
    assert suggest_order(HUB, stops, Place(0, -2000, "postcode"), plain=True) == (0, 1)


def test_one_remembered_stop_alone_leaves_the_search_free() -> None:
    for seed in range(12):
        stops = scattered(8, seed)
        free = suggest_order(HUB, stops, HUB, plain=True)
        assert suggest_order(HUB, stops, HUB, plain=True, remembered={"h3": 0}) == free
