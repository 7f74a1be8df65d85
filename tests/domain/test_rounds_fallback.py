"""A short way round in plain Python."""

import random
from collections.abc import Iterator
from itertools import permutations
from math import hypot

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain import rounds_fallback
from desktop.domain.rounds_fallback import MAX_SWEEPS, cheapest_place, length, never, tour


def table(points: list[tuple[float, float]]) -> list[list[float]]:
    return [[hypot(a[0] - b[0], a[1] - b[1]) for b in points] for a in points]


def line(*places: float) -> list[list[float]]:
    return table([(place, 0.0) for place in places])


def test_nobody_asks_to_stop() -> None:
    assert never() is False


def test_length_holds_start_and_end() -> None:
    distances = line(0, 3, 1, 10)
    assert length([2, 1], distances) == 10
    assert length([1, 2], distances) == 3 + 2 + 9
    assert length([], line(0, 4)) == 4


def test_cheapest_place() -> None:
    distances = line(0, 2, 4, 3, 10)
    assert cheapest_place([0, 1, 2, 4], 3, distances) == 2
    assert cheapest_place([0, 2, 4], 1, distances) == 1
    assert cheapest_place([0, 4], 3, distances) == 1
    same = [[0.0] * 4 for _ in range(4)]
    assert cheapest_place([0, 1, 3], 2, same) == 1


def test_along_a_street() -> None:
    assert tour(line(0, 5, 2, 8, 1, 10)) == [4, 2, 1, 3]
    assert tour(line(0, 10)) == []
    assert tour(line(0, 4, 10)) == [1]


def test_an_open_end_may_be_anywhere() -> None:
    distances = line(0, 5, 2, 8, 1, 0)
    for row in distances:
        row[-1] = 0.0
    distances[-1] = [0.0] * 6
    assert tour(distances) == [4, 2, 1, 3]


def test_crossings_are_undone() -> None:
    square = table([(0, 0), (10, 10), (0, 10), (10, 0), (0, 0)])
    assert length(tour(square), square) == 40


def test_sweeps_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    points = [(float(17 * n % 101), float(53 * n % 97)) for n in range(40)]
    distances = table(points)
    best = length(tour(distances), distances)
    monkeypatch.setattr(rounds_fallback, "MAX_SWEEPS", 1)
    once = tour(distances)
    assert sorted(once) == list(range(1, 39))
    assert length(once, distances) > best


def test_cancel_gives_the_first_order() -> None:
    asked: Iterator[bool] = iter([True])
    points = [(0.0, 0.0), (4.0, 1.0), (1.0, 5.0), (6.0, 2.0), (2.0, 2.0), (5.0, 6.0), (0.0, 0.0)]
    assert sorted(tour(table(points), lambda: next(asked))) == [1, 2, 3, 4, 5]


def test_cancel_is_asked_before_every_sweep() -> None:
    calls: list[int] = []

    def cancel() -> bool:
        calls.append(1)
        return len(calls) > MAX_SWEEPS

    tour(line(0, 5, 2, 8, 1, 10), cancel)
    assert 1 <= len(calls) <= MAX_SWEEPS


coordinates = st.tuples(st.integers(0, 60), st.integers(0, 60))


@given(st.lists(coordinates, min_size=3, max_size=8))
@settings(max_examples=60)
def test_small_rounds_are_near_the_best(points: list[tuple[float, float]]) -> None:
    distances = table(points)
    found = tour(distances)
    stops = list(range(1, len(points) - 1))
    assert sorted(found) == stops
    best = min(length(order, distances) for order in permutations(stops))
    assert length(found, distances) <= 1.25 * best + 1e-6


def shorter(found: list[int], distances: list[list[float]]) -> bool:
    """Is there a stretch to turn, or a run of three at most to move, that makes the tour shorter?"""
    now = length(found, distances) - 1e-6
    turns = (
        found[:first] + found[first:last][::-1] + found[last:]
        for first in range(len(found))
        for last in range(first + 1, len(found) + 1)
    )
    moves = (
        (found[:first] + found[first + size :])[:place]
        + found[first : first + size]
        + (found[:first] + found[first + size :])[place:]
        for size in (1, 2, 3)
        for first in range(len(found) - size + 1)
        for place in range(len(found) - size + 1)
    )
    return any(length(tried, distances) < now for tried in (*turns, *moves))


@pytest.mark.parametrize("count", [6, 9, 14, 20])
def test_no_single_turn_or_move_makes_it_shorter(count: int) -> None:
    for seed in range(25):
        dice = random.Random(seed)
        distances = table([(dice.random() * 100, dice.random() * 100) for _ in range(count)])
        assert not shorter(tour(distances), distances)


def test_the_nearest_goes_in_first() -> None:
    distances = line(0, 5, 2, 8, 1, 10)
    assert rounds_fallback._insert_nearest(distances) == [0, 4, 2, 1, 3, 5]
    # 2 is nearest to the start; 1 is nearer to 2 than 3 is, and goes in before it.
    spread = table([(0, 0), (10, 10), (3, 0), (20, 0), (0, 1)])
    assert rounds_fallback._insert_nearest(spread) == [0, 2, 3, 1, 4]


def test_figures() -> None:
    assert (rounds_fallback.RUN, MAX_SWEEPS) == (3, 50)


@pytest.mark.parametrize("count", [2, 3, 10])
def test_stops_in_one_place(count: int) -> None:
    nowhere = [[0.0] * (count + 2) for _ in range(count + 2)]
    assert sorted(tour(nowhere)) == list(range(1, count + 1))


def best_of(distances: list[list[float]]) -> float:
    """The least there is, by trying every order."""
    stops = range(1, len(distances) - 1)
    return min(length(order, distances) for order in permutations(stops))


def test_the_tour_begins_with_the_stop_nearest_to_the_start() -> None:
    # Begun from another stop, the exchanges end in a longer tour here.
    points = [(0, 19), (12, 3), (26, 7), (17, 13), (27, 23), (5, 2), (2, 29), (15, 0), (25, 5)]
    distances = table([(float(x), float(y)) for x, y in points])
    assert tour(distances) == [6, 4, 3, 5, 1, 7, 2]
    assert length(tour(distances), distances) == pytest.approx(best_of(distances))


def test_runs_of_three_are_moved_and_no_longer_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    points = [(24, 30), (11, 17), (20, 23), (16, 12), (25, 2), (13, 26), (6, 27), (3, 16), (1, 16), (8, 22)]
    distances = table([(float(x), float(y)) for x, y in points])
    best = best_of(distances)
    assert length(tour(distances), distances) == pytest.approx(best)
    monkeypatch.setattr(rounds_fallback, "RUN", 2)
    assert length(tour(distances), distances) > best + 1


def test_it_stops_when_a_whole_sweep_changes_nothing() -> None:
    calls: list[int] = []

    def cancel() -> bool:
        calls.append(1)
        return False

    tour([[0.0] * 6 for _ in range(6)], cancel)
    assert len(calls) == 1
