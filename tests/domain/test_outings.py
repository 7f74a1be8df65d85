"""How many companions an outing needs, what it lacks, and when its sealed sheet may be opened."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.outings import OutingFacts, Short, companions_needed, may_open, shortfalls

DAY = date(2026, 11, 17)
READY = OutingFacts(people=6, wheelchairs=1, cleared=2, uncleared=0, ratio=4, seats=6, wheelchair_seats=1)


def test_one_person_needs_one_companion_and_a_group_two_at_the_least() -> None:
    assert [companions_needed(people, 4) for people in (0, 1, 2, 8, 9)] == [0, 1, 2, 2, 3]
    assert companions_needed(3, 0) == 3


@given(st.integers(1, 200), st.integers(1, 20))
def test_no_companion_ever_has_more_than_the_ratio(people: int, ratio: int) -> None:
    needed = companions_needed(people, ratio)
    assert needed * ratio >= people
    assert companions_needed(people + 1, ratio) >= needed


def test_an_outing_that_has_all_it_needs_lacks_nothing() -> None:
    assert shortfalls(READY) == {}
    assert shortfalls(replace(READY, seats=None, wheelchair_seats=None)) == {}


def test_each_thing_that_is_short_is_counted() -> None:
    short = OutingFacts(people=6, wheelchairs=2, cleared=1, uncleared=1, ratio=4, seats=4, wheelchair_seats=0)
    assert shortfalls(short) == {
        Short.COMPANIONS: 1,
        Short.NOT_CLEARED: 1,
        Short.SEATS: 2,
        Short.WHEELCHAIRS: 2,
    }
    assert shortfalls(replace(READY, people=0, wheelchairs=0)) == {Short.PEOPLE: 1}


def test_contacts_are_sealed_but_on_the_day() -> None:
    one = timedelta(days=1)
    assert [may_open(DAY, day) for day in (DAY - one, DAY, DAY + one)] == [False, True, False]
