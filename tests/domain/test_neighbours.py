"""Which offers are near, and how long they stand."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.enums_neighbours import NeighbourKind
from desktop.domain.neighbours import LOOK_AGAIN, NEEDS, Near, Standing, Term, ends_soon, nearness, standing
from desktop.domain.neighbours import street_of as street

DAY = date(2026, 11, 16)


@pytest.mark.parametrize(
    "line",
    [
        "Wharf Street",
        "14 Wharf Street",
        "14a, Wharf Street",
        "Flat 2, 14 Wharf Street",
        "flat 2b 14-16 WHARF  STREET",
    ],
)
def test_a_street_is_the_same_however_it_is_written(line: str) -> None:
    assert street(line) == "wharfstreet"


def test_no_street_is_near_nothing() -> None:
    assert street("") == street("14") == ""
    assert nearness("", "", "", "") is None
    assert nearness("14", "QX4 2LB", "14", "QX4 2LD") is None


def test_the_postcode_is_nearest_then_the_street() -> None:
    assert nearness("Wharf Street", "QX4 2LB", "9 Hill Road", "qx42lb") is Near.POSTCODE
    assert nearness("Wharf Street", "QX4 2LB", "9 Wharf Street", "QX4 2LD") is Near.STREET
    assert nearness("Wharf Street", "", "9 Wharf Street", "QX4 2LD") is Near.STREET


def test_a_street_of_that_name_elsewhere_is_not_near() -> None:
    assert nearness("Wharf Street", "QX4 2LB", "9 Wharf Street", "QX9 2LD") is None
    assert nearness("Wharf Street", "QX4 2LB", "9 Hill Road", "QX4 2LD") is None


@given(st.integers(1, 999), st.sampled_from(["Wharf Street", "The Row", "Æble Road", "St Ann's Lane"]))
def test_a_house_number_never_changes_the_street(number: int, name: str) -> None:
    assert street(f"{number} {name}") == street(name) != ""


def test_where_an_offer_stands() -> None:
    week = timedelta(days=7)
    assert standing(Term(DAY), DAY) is Standing.RUNNING
    assert standing(Term(DAY + week), DAY) is Standing.COMING
    assert standing(Term(DAY - week, DAY - timedelta(days=1)), DAY) is Standing.OVER
    assert standing(Term(DAY - LOOK_AGAIN), DAY) is Standing.TO_ASK
    assert standing(Term(DAY - LOOK_AGAIN, DAY + week), DAY) is Standing.RUNNING
    assert standing(Term(DAY, None, DAY), DAY) is Standing.ENDED


def test_whom_to_ask_whether_it_goes_on() -> None:
    week = timedelta(days=7)
    assert ends_soon(Term(DAY - week, DAY + week), DAY)
    assert ends_soon(Term(DAY - week, DAY - timedelta(days=1)), DAY)
    assert ends_soon(Term(DAY - LOOK_AGAIN), DAY)
    assert not ends_soon(Term(DAY - week, DAY + 2 * week), DAY)
    assert not ends_soon(Term(DAY - week), DAY)
    assert not ends_soon(Term(DAY - week, DAY, DAY), DAY)


def test_every_kind_says_which_help_it_answers() -> None:
    assert set(NEEDS) == set(NeighbourKind)
