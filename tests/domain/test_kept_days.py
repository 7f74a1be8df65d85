"""The days help is really given: pauses rest, bank holidays move or leave out, clocks change nothing."""

import itertools
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.enums import Nation
from db.enums_repeats import HolidayRule
from desktop.domain.kept_days import KeptDay, holiday_of, kept_days
from desktop.domain.recurrence import daily, occurrences, weekly
from desktop.domain.working_days import bank_holidays, is_working_day

DAYS = st.sets(st.integers(0, 6), min_size=1)
STARTS = st.dates(date(2024, 1, 1), date(2034, 1, 1))
NATIONS = st.sampled_from(list(Nation))
MOVES = st.sampled_from([HolidayRule.DAY_BEFORE, HolidayRule.DAY_AFTER])
YEAR = timedelta(days=365)
LONDON = ZoneInfo("Europe/London")


def done(found: list[KeptDay]) -> list[date]:
    """The days something is done."""
    return [kept.on_date for kept in found]


def test_christmas_on_a_friday_moves_to_the_day_before_or_after_or_goes() -> None:
    friday, until = weekly([4]), date(2026, 12, 30)
    start = date(2026, 12, 18)
    assert done(kept_days(friday, start, until)) == [date(2026, 12, 18), date(2026, 12, 25)]
    before = kept_days(friday, start, until, holidays=HolidayRule.DAY_BEFORE)
    assert before[-1] == KeptDay(date(2026, 12, 25), date(2026, 12, 24))
    assert before[-1].is_moved
    assert not before[0].is_moved
    # The Saturday of Boxing Day is kept on Monday the 28th, so the next working day is the 29th.
    after = kept_days(friday, start, until, holidays=HolidayRule.DAY_AFTER)
    assert after[-1] == KeptDay(date(2026, 12, 25), date(2026, 12, 29))
    assert done(kept_days(friday, start, until, holidays=HolidayRule.SKIP)) == [date(2026, 12, 18)]


def test_bank_holidays_are_those_of_the_nation() -> None:
    assert holiday_of(date(2027, 1, 4), Nation.SCOTLAND)
    assert not holiday_of(date(2027, 1, 4), Nation.ENGLAND)
    assert holiday_of(date(2027, 3, 17), Nation.NORTHERN_IRELAND)
    assert not holiday_of(date(2027, 3, 17), Nation.WALES)


def test_a_day_moved_onto_another_of_the_series_is_given_once() -> None:
    found = kept_days(daily(), date(2026, 12, 23), date(2026, 12, 24), holidays=HolidayRule.DAY_BEFORE)
    assert found == [
        KeptDay(date(2026, 12, 23), date(2026, 12, 23)),
        KeptDay(date(2026, 12, 24), date(2026, 12, 24)),
    ]


def test_nothing_is_moved_to_before_the_first_day() -> None:
    assert (
        kept_days(weekly([4]), date(2026, 12, 25), date(2026, 12, 30), holidays=HolidayRule.DAY_BEFORE) == []
    )


@given(DAYS, STARTS, NATIONS, MOVES)
def test_a_moved_day_is_a_working_day_and_the_nearest_in_its_direction(
    days: set[int], start: date, nation: Nation, move: HolidayRule
) -> None:
    found = kept_days(weekly(days), start, start + YEAR, holidays=move, nation=nation)
    assert len(set(done(found))) == len(found)
    step = -1 if move is HolidayRule.DAY_BEFORE else 1
    for kept in found:
        assert start <= kept.on_date <= start + YEAR
        if not kept.is_moved:
            assert not holiday_of(kept.on_date, nation)
            continue
        assert holiday_of(kept.occurrence, nation)
        assert is_working_day(kept.on_date, nation)
        between = range(step, (kept.on_date - kept.occurrence).days, step)
        assert not any(is_working_day(kept.occurrence + timedelta(days=one), nation) for one in between)


@given(DAYS, STARTS, NATIONS)
def test_leaving_out_bank_holidays_leaves_all_other_days(days: set[int], start: date, nation: Nation) -> None:
    every = occurrences(weekly(days), start, start + YEAR)
    found = kept_days(weekly(days), start, start + YEAR, holidays=HolidayRule.SKIP, nation=nation)
    held = bank_holidays(start.year, nation) | bank_holidays(start.year + 1, nation)
    assert done(found) == [day for day in every if day not in held]


@given(DAYS, STARTS, st.integers(0, 300), st.integers(0, 60), st.sampled_from(list(HolidayRule)))
def test_nothing_is_done_in_a_pause_and_all_else_is(
    days: set[int], start: date, after: int, length: int, holidays: HolidayRule
) -> None:
    first = start + timedelta(days=after)
    last = first + timedelta(days=length)
    whole = kept_days(weekly(days), start, start + YEAR, holidays=holidays)
    rested = kept_days(weekly(days), start, start + YEAR, holidays=holidays, pauses=[(first, last)])
    assert rested == [kept for kept in whole if not first <= kept.on_date <= last]


@given(DAYS, STARTS, st.integers(0, 300), st.sampled_from(list(HolidayRule)))
def test_looking_from_a_later_day_finds_the_same_days(
    days: set[int], start: date, later: int, holidays: HolidayRule
) -> None:
    since = start + timedelta(days=later)
    whole = kept_days(weekly(days), start, start + YEAR, holidays=holidays)
    rest = kept_days(weekly(days), start, start + YEAR, holidays=holidays, since=since)
    assert rest == [kept for kept in whole if kept.on_date >= since]


@given(st.integers(2024, 2034), st.times(min_value=time(3), max_value=time(22)))
def test_the_hour_on_the_clock_stays_when_clocks_change(year: int, at: time) -> None:
    """Days are days where the hub is: over both changes of the clocks help comes at the same local hour."""
    found = kept_days(daily(), date(year, 3, 1), date(year, 11, 30))
    assert len(found) == 275
    local = [datetime.combine(kept.on_date, at.replace(tzinfo=None), LONDON) for kept in found]
    assert {(one.hour, one.minute) for one in local} == {(at.hour, at.minute)}
    assert {one.utcoffset() for one in local} == {timedelta(0), timedelta(hours=1)}
    gaps = {(late.date() - early.date()).days for early, late in itertools.pairwise(local)}
    assert gaps == {1}


@pytest.mark.parametrize("nation", list(Nation))
def test_each_nation_has_its_number_of_bank_holidays(nation: Nation) -> None:
    count = {Nation.SCOTLAND: 9, Nation.NORTHERN_IRELAND: 10}.get(nation, 8)
    assert all(len(bank_holidays(year, nation)) == count for year in range(2024, 2040))
