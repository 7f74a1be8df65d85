"""Where the name of a street can stand."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.map_plan import Point
from desktop.domain.street_names import joined, length_of, straight_stretch


def test_pieces_are_joined_whichever_way_they_run() -> None:
    pieces = [[(0.0, 0.0), (10.0, 0.0)], [(30.0, 0.0), (20.0, 0.0)], [(20.0, 0.0), (10.0, 0.0)]]
    (line,) = joined(pieces)
    assert line in ([(0, 0), (10, 0), (20, 0), (30, 0)], [(30, 0), (20, 0), (10, 0), (0, 0)])


def test_pieces_apart_stay_apart_and_a_ring_is_no_endless_line() -> None:
    ring = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 0.0)]
    assert len(joined([ring, [(90.0, 0.0), (99.0, 0.0)]])) == 2


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=2, max_size=12, unique=True))
def test_nothing_is_lost_by_joining(places: list[tuple[int, int]]) -> None:
    pieces: list[list[Point]] = [
        [(100.0 * a[0], 100.0 * a[1]), (100.0 * b[0], 100.0 * b[1])]
        for a, b in zip(places[::2], places[1::2], strict=False)
    ]
    assert sum(map(length_of, joined(pieces))) == pytest.approx(sum(map(length_of, pieces)))


def test_words_stand_on_the_straight_part_and_never_on_their_head() -> None:
    winding = [(30.0 * (at % 2), 3.0 * at) for at in range(10)]
    line = [*winding, *((0.0, 30.0 + 10 * at) for at in range(30))]
    for one in (line, line[::-1]):
        found = straight_stretch(one, 100)
        assert found is not None
        assert found.at[0] == pytest.approx(0, abs=1)
        assert 80 <= found.at[1] <= 270
        assert found.angle == pytest.approx(90)


@pytest.mark.parametrize(("to", "angle"), [((100, 0), 0), ((-100, 0), 0), ((70, 70), -45), ((-70, 70), 45)])
def test_the_angle_is_clockwise_from_lying(to: Point, angle: float) -> None:
    found = straight_stretch([(0.0, 0.0), to], 50)
    assert found is not None
    assert found.angle == pytest.approx(angle)
    assert found.at == pytest.approx((to[0] / 2, to[1] / 2))


def test_no_words_on_a_line_too_short_or_too_round() -> None:
    assert straight_stretch([(0.0, 0.0), (40.0, 0.0)], 50) is None
    turn = [(100 * math.cos(a / 10), 100 * math.sin(a / 10)) for a in range(60)]
    assert straight_stretch(turn, 200) is None
    assert straight_stretch([(0.0, 0.0), (0.0, 0.0)], 1) is None
