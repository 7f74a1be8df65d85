"""Distances and the words for them."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.enums import Precision, Transport
from desktop.domain.geo import (
    DETOUR_FACTOR,
    METRES_PER_MILE,
    coarser,
    cycling_minutes,
    distance_m,
    distance_words,
    driving_minutes,
    travel_minutes,
    travel_words,
    walking_minutes,
)

METRES = st.floats(0, 2_000_000)
PLACE = st.floats(0, 1_300_000)


def test_three_four_five() -> None:
    assert distance_m(400_000, 300_000, 403_000, 304_000) == 5000


@given(PLACE, PLACE, PLACE, PLACE)
def test_there_is_as_far_as_back(e1: float, n1: float, e2: float, n2: float) -> None:
    assert distance_m(e1, n1, e2, n2) == distance_m(e2, n2, e1, n1) >= 0


@pytest.mark.parametrize(
    ("miles", "words"),
    [
        (0, "less than 0.1 miles"),
        (0.0999, "less than 0.1 miles"),
        (0.1, "0.1 miles"),
        (1.0, "1 mile"),
        (1.04, "1 mile"),
        (1.4, "1.4 miles"),
        (2.02, "2 miles"),
        (9.94, "9.9 miles"),
        (9.96, "10 miles"),
        (12.4, "12 miles"),
    ],
)
def test_between_full_postcodes(miles: float, words: str) -> None:
    assert distance_words(miles * METRES_PER_MILE) == words


@pytest.mark.parametrize(
    ("miles", "words"),
    [(0, "about 1 mile"), (1.4, "about 1 mile"), (1.6, "about 2 miles"), (30, "about 30 miles")],
)
@pytest.mark.parametrize("rough", [Precision.SECTOR, Precision.OUTCODE])
def test_roughly_known_ends_give_rough_words(miles: float, words: str, rough: Precision) -> None:
    metres = miles * METRES_PER_MILE
    assert distance_words(metres, rough, Precision.POSTCODE) == words
    assert distance_words(metres, Precision.POSTCODE, rough) == words


def test_an_unknown_end_or_no_distance_is_not_known() -> None:
    assert distance_words(None) == "not known"
    assert distance_words(1000, Precision.UNKNOWN, Precision.POSTCODE) == "not known"
    assert distance_words(1000, Precision.SECTOR, Precision.UNKNOWN) == "not known"


@given(st.sampled_from(Precision), st.sampled_from(Precision))
def test_the_coarser_end_counts(first: Precision, second: Precision) -> None:
    worse = coarser(first, second)
    assert worse in (first, second)
    assert worse == coarser(second, first)
    assert coarser(worse, Precision.POSTCODE) == worse
    assert coarser(worse, Precision.UNKNOWN) == Precision.UNKNOWN


def test_the_order_from_exact_to_unknown() -> None:
    assert coarser(Precision.POSTCODE, Precision.SECTOR) == Precision.SECTOR
    assert coarser(Precision.OUTCODE, Precision.SECTOR) == Precision.OUTCODE


def test_minutes_by_each_way_of_getting_about() -> None:
    # 1,000 m straight is 1,300 m along streets: 16.25 min at 4.8 km/h, 5.2 at 15 and 3.12 at 25.
    assert walking_minutes(1000) == 17
    assert cycling_minutes(1000) == 6
    assert driving_minutes(1000) == 4
    assert travel_minutes(1000, Transport.VAN) == 4
    assert travel_minutes(0, Transport.FOOT) == 0


def test_an_exact_number_of_minutes_is_not_rounded_up() -> None:
    assert walking_minutes(80 / DETOUR_FACTOR * 15) == 15


@given(METRES, st.sampled_from(Transport))
def test_further_never_takes_less_time(metres: float, transport: Transport) -> None:
    assert travel_minutes(metres, transport) <= travel_minutes(metres + 100, transport)
    assert travel_minutes(metres, transport) >= math.floor(metres * DETOUR_FACTOR / 25_000 * 60)


@pytest.mark.parametrize(
    ("metres", "transport", "words"),
    [
        (1000, Transport.FOOT, "about 17 minutes on foot"),
        (1000, Transport.BIKE, "about 6 minutes by bike"),
        (0, Transport.CAR, "about 1 minute by car"),
        (10_000, Transport.VAN, "about 32 minutes by van"),
        (None, Transport.FOOT, "not known"),
    ],
)
def test_travel_in_words(metres: float | None, transport: Transport, words: str) -> None:
    assert travel_words(metres, transport) == words
