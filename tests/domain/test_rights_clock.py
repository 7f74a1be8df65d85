"""The month to answer: its ends, what stops it, what makes it longer, and whose bank holidays count."""

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.enums import Nation
from desktop.domain.errors import DomainError
from desktop.domain.rights_clock import RightsClock, Waits, check, due, told_in_time
from desktop.domain.working_days import is_working_day

DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))
NATIONS = st.sampled_from(list(Nation))
SPANS = st.integers(0, 90).map(timedelta)


def after(*months: tuple[int, int, int]) -> list[date]:
    """Days from year, month and day."""
    return [date(*one) for one in months]


@pytest.mark.parametrize(
    ("received", "last"),
    [
        (date(2026, 9, 3), date(2026, 10, 5)),  # 3 October is a Saturday
        (date(2027, 1, 31), date(2027, 3, 1)),  # 28 February is a Sunday
        (date(2028, 1, 31), date(2028, 2, 29)),  # a leap year
        (date(2026, 3, 31), date(2026, 4, 30)),
        (date(2026, 11, 25), date(2026, 12, 29)),  # Christmas, Boxing Day kept on Monday
    ],
)
def test_the_month_ends_on_the_same_day_or_the_last_and_never_on_a_day_off(
    received: date, last: date
) -> None:
    assert due(RightsClock(received), received).day == last


def test_each_nation_has_its_own_days_off() -> None:
    st_andrew = RightsClock(date(2026, 10, 30))
    assert due(st_andrew, st_andrew.received, Nation.ENGLAND).day == date(2026, 11, 30)
    assert due(st_andrew, st_andrew.received, Nation.SCOTLAND).day == date(2026, 12, 1)
    twelfth = RightsClock(date(2027, 6, 12))
    assert due(twelfth, twelfth.received, Nation.NORTHERN_IRELAND).day == date(2027, 7, 13)
    assert due(twelfth, twelfth.received, Nation.WALES).day == date(2027, 7, 12)


@given(DAYS, NATIONS)
def test_without_anything_else_it_is_a_calendar_month_and_then_a_working_day(
    day: date, nation: Nation
) -> None:
    found = due(RightsClock(day), day, nation)
    year, month = divmod(day.year * 12 + day.month, 12)
    plain = date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    assert found.day == found.extend_by
    assert found.waits is None
    assert is_working_day(found.day, nation)
    assert plain <= found.day <= plain + timedelta(days=5)
    assert not any(is_working_day(plain + timedelta(days=n), nation) for n in range((found.day - plain).days))


@given(DAYS, NATIONS, SPANS, SPANS)
def test_the_month_begins_once_it_is_known_who_asks(
    day: date, nation: Nation, first: timedelta, then: timedelta
) -> None:
    asked, known = day + first, day + first + then
    shown = due(RightsClock(day, asked, known), known, nation)
    assert shown.day == due(RightsClock(known), known, nation).day
    standing = due(RightsClock(day, asked), known, nation)
    assert (standing.waits, standing.day) == (Waits.IDENTITY, shown.day)


@given(DAYS, NATIONS, SPANS, SPANS)
def test_days_of_waiting_to_hear_what_they_want_do_not_count(
    day: date, nation: Nation, first: timedelta, then: timedelta
) -> None:
    asked, known = day + first, day + first + then
    clock = RightsClock(day, clarity_asked=asked, clarity_known=known)
    later, plain = due(clock, known, nation).day, due(RightsClock(day), known, nation).day
    assert later - plain >= then - timedelta(days=5)
    assert later >= plain
    standing = due(RightsClock(day, clarity_asked=asked), known, nation)
    assert (standing.waits, standing.day) == (Waits.CLARITY, later)


@given(DAYS, NATIONS, SPANS)
def test_an_extension_makes_it_three_months_and_is_told_within_the_first(
    day: date, nation: Nation, told: timedelta
) -> None:
    clock = RightsClock(day, extended=day + told)
    found = due(clock, day, nation)
    assert found.extend_by == due(RightsClock(day), day, nation).day
    assert timedelta(days=89) <= found.day - day <= timedelta(days=98)
    assert told_in_time(clock, nation) is (day + told <= found.extend_by)
    assert told_in_time(RightsClock(day), nation)


def test_waiting_for_clarity_before_who_they_are_is_known_counts_once() -> None:
    begun, asked, known, said = after((2026, 1, 5), (2026, 1, 6), (2026, 1, 20), (2026, 1, 26))
    clock = RightsClock(begun, asked, known, asked, said)
    assert due(clock, said).day == date(2026, 2, 26)  # a month from 20 January, and six days


@pytest.mark.parametrize(
    ("clock", "field"),
    [
        (RightsClock(date(2026, 5, 9)), "received_on"),
        (RightsClock(date(2026, 5, 1), identity_asked=date(2026, 4, 30)), "identity_asked_on"),
        (RightsClock(date(2026, 5, 1), identity_known=date(2026, 5, 2)), "identity_on"),
        (RightsClock(date(2026, 5, 1), date(2026, 5, 3), date(2026, 5, 2)), "identity_on"),
        (RightsClock(date(2026, 5, 1), clarity_known=date(2026, 5, 2)), "clarity_on"),
        (RightsClock(date(2026, 5, 1), extended=date(2026, 6, 1)), "extended_on"),
    ],
)
def test_days_that_cannot_be_are_refused_beside_their_field(clock: RightsClock, field: str) -> None:
    with pytest.raises(DomainError) as caught:
        check(clock, date(2026, 5, 8))
    assert caught.value.field == field


def test_days_that_can_be_are_not() -> None:
    check(
        RightsClock(*after((2026, 5, 1), (2026, 5, 2), (2026, 5, 3), (2026, 5, 3), (2026, 5, 3))),
        date(2026, 5, 8),
    )
