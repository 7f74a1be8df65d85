"""Reckoning for the map of a round."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.enums_rounds import RoundEnd
from desktop.domain.map_plan import (
    Box,
    Legs,
    Spot,
    along,
    around,
    clustered,
    crosses,
    legs_of,
    metres_to_way,
    number_words,
    place_on_grid,
    scale_length,
    scale_words,
)


def test_a_box_around_places_is_never_narrower_than_asked() -> None:
    assert around([(10.0, 20.0), (40.0, 30.0)]) == Box(10, 20, 40, 30)
    assert around([(10.0, 20.0)]) == Box(10, 20, 10, 20)
    assert around([(10.0, 20.0)], 100) == Box(-40, -30, 60, 70)
    assert around([(0.0, 0.0), (300.0, 0.0)], 100) == Box(0, -50, 300, 50)


def test_a_box_grows_and_holds() -> None:
    box = Box(0, 0, 10, 10)
    assert box.grown(5).holds(box)
    assert not box.holds(box.grown(1))
    assert box.middle == (5, 5)


def test_stops_at_one_place_share_a_pin_at_any_scale() -> None:
    spots = [Spot("a", 1, (0, 0)), Spot("b", 2, (50, 0)), Spot("c", 3, (50, 0))]
    assert [one.words for one in clustered(spots, 0)] == ["1", "2, 3"]
    assert [one.words for one in clustered(spots, 49)] == ["1", "2, 3"]
    (all_three,) = clustered(spots, 50)
    assert all_three.words == "1–3"
    assert all_three.at == pytest.approx((100 / 3, 0))


def test_a_stop_between_two_pins_joins_them() -> None:
    spots = [Spot("a", 1, (0, 0)), Spot("b", 2, (80, 0)), Spot("c", 3, (40, 0))]
    assert [one.words for one in clustered(spots, 45)] == ["1–3"]


@given(
    st.lists(st.tuples(st.integers(0, 300), st.integers(0, 300)), min_size=1, max_size=20),
    st.integers(0, 200),
)
def test_every_stop_is_on_exactly_one_pin_and_pins_keep_apart(
    places: list[tuple[int, int]], reach: int
) -> None:
    spots = [Spot(str(number), number, place) for number, place in enumerate(places, 1)]
    found = clustered(spots, reach)
    assert sorted(one.number for pin in found for one in pin.spots) == list(range(1, len(places) + 1))
    for one in found:
        for other in found:
            if one is not other:
                assert min(math.dist(a.at, b.at) for a in one.spots for b in other.spots) > reach


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ([4], "4"),
        ([2, 3], "2, 3"),
        ([2, 3, 4], "2–4"),
        ([1, 3, 4, 5, 9], "1, 3–5, 9"),
        ([1, 3, 5, 7], "1, 3, 5, 7"),
        ([1, 3, 5, 7, 9], "1, 3, 5 +2"),
        ([1, 2, 3, 5, 7, 9, 11], "1–3, 5, 7 +2"),
    ],
)
def test_numbers_of_a_shared_pin(numbers: list[int], words: str) -> None:
    assert number_words(numbers) == words


@pytest.mark.parametrize(
    ("metres_a_unit", "most", "metres", "words"),
    [(4, 100, 200, "200 m"), (5, 100, 500, "500 m"), (16, 100, 1000, "1 km"), (0.001, 10, 1, "1 m")],
)
def test_a_scale_bar_has_a_round_length_that_fits(
    metres_a_unit: float, most: float, metres: int, words: str
) -> None:
    assert scale_length(metres_a_unit, most) == metres
    assert scale_words(metres) == words


def test_places_along_a_way_are_never_too_far_apart() -> None:
    assert along([(0, 0), (10, 0), (10, 4)], 5) == [(0, 0), (5, 0), (10, 0), (10, 4)]
    assert along([(3, 4)], 5) == [(3, 4)]
    assert along([], 5) == []


@pytest.mark.parametrize(
    ("one", "other", "touches"),
    [
        ((-5, 5), (15, 5), True),
        ((5, 5), (6, 6), True),
        ((-5, 11), (15, 11), False),
        ((-5, 10), (15, 10), True),
        ((-6, 0), (0, 14), False),
        ((12, -5), (12, 15), False),
        ((20, 5), (30, 5), False),
    ],
)
def test_a_leg_that_crosses_a_box(
    one: tuple[float, float], other: tuple[float, float], touches: bool
) -> None:
    assert crosses(Box(0, 0, 10, 10), one, other) is touches
    assert crosses(Box(0, 0, 10, 10), other, one) is touches


def test_how_near_a_way_passes() -> None:
    way = [(0.0, 0.0), (100.0, 0.0), (100.0, 100.0)]
    assert metres_to_way((50, 30), way) == 30
    assert metres_to_way((130, 140), way) == 50
    assert metres_to_way((3, 4), [(0, 0)]) == 5
    assert metres_to_way((3, 4), [(0, 0), (0, 0)]) == 5
    assert metres_to_way((3, 4), []) is None


def test_metres_are_kilometres_from_a_thousand_on() -> None:
    assert [scale_words(metres) for metres in (999, 1000, 1999, 2000)] == ["999 m", "1 km", "1 km", "2 km"]


def test_a_way_off_the_origin_passes_at_its_nearest_point() -> None:
    assert metres_to_way((530, 240), [(500, 200), (600, 200)]) == 40
    assert metres_to_way((540, 260), [(500, 200), (500, 300)]) == 40
    assert metres_to_way((535, 230), [(500, 200), (535, 230), (600, 400)]) == 0


def test_a_place_on_the_grid_needs_both_halves() -> None:
    assert place_on_grid(540_000, 180_000) == (540_000.0, 180_000.0)
    assert [place_on_grid(None, 1), place_on_grid(1, None), place_on_grid(None, None)] == [None] * 3


def test_legs_touch_the_hub_where_the_round_does() -> None:
    assert legs_of(RoundEnd.HUB, RoundEnd.HUB) == Legs()
    assert legs_of(RoundEnd.HOME, RoundEnd.HUB) == Legs(out=False)
    assert legs_of(RoundEnd.HUB, RoundEnd.LAST) == legs_of(RoundEnd.HUB, RoundEnd.HOME) == Legs(back=False)
