"""Recurring help: rules written, days worked out, tasks with keys that never double."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.errors import DomainError
from desktop.domain.recurrence import HORIZON_WEEKS, daily, monthly, occurrences, task_id, weekly

START = date(2026, 11, 2)
REQUEST = "0190a1b2c3d47e5f8a9b0c1d2e3f4a5b"
WEEKDAYS = st.sets(st.integers(0, 6), min_size=1)
STARTS = st.dates(date(2020, 1, 1), date(2040, 1, 1))


def test_tasks_are_made_eight_weeks_ahead() -> None:
    assert HORIZON_WEEKS == 8


def test_rules_are_written_as_rfc_5545_has_them() -> None:
    assert weekly({4, 0, 2}, until=date(2027, 3, 31)) == "FREQ=WEEKLY;BYDAY=MO,WE,FR;UNTIL=20270331"
    assert weekly([1, 1]) == "FREQ=WEEKLY;BYDAY=TU"
    assert weekly([6], every=2) == "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU"
    assert daily() == "FREQ=DAILY"
    assert daily(until=date(2027, 1, 5)) == "FREQ=DAILY;UNTIL=20270105"
    assert monthly(31) == "FREQ=MONTHLY;BYMONTHDAY=31"
    assert monthly(1, until=date(2027, 1, 5)) == "FREQ=MONTHLY;BYMONTHDAY=1;UNTIL=20270105"


@given(WEEKDAYS, st.integers(1, 4), STARTS)
def test_weekly_help_falls_on_its_days_in_its_weeks(days: set[int], every: int, start: date) -> None:
    end = start + timedelta(weeks=HORIZON_WEEKS)
    monday = start - timedelta(days=start.weekday())
    wanted = [
        day
        for day in (start + timedelta(days=n) for n in range((end - start).days + 1))
        if day.weekday() in days and (day - monday).days // 7 % every == 0
    ]
    assert occurrences(weekly(days, every=every), start, end) == wanted


@given(STARTS, st.integers(0, 60))
def test_daily_help_ends_on_the_last_day_that_counts(start: date, length: int) -> None:
    last = start + timedelta(days=length)
    found = occurrences(daily(until=last), start, start + timedelta(days=100))
    assert found == [start + timedelta(days=n) for n in range(length + 1)]
    assert occurrences(daily(), start, last) == found


def test_months_without_the_day_have_none() -> None:
    found = occurrences(monthly(31), START, date(2027, 3, 31))
    assert found == [date(2026, 12, 31), date(2027, 1, 31), date(2027, 3, 31)]


def test_a_number_of_times_and_the_second_tuesday() -> None:
    assert occurrences("FREQ=DAILY;COUNT=2", START, date(2027, 1, 1)) == [START, START + timedelta(days=1)]
    assert occurrences("FREQ=MONTHLY;BYDAY=2TU", START, date(2026, 12, 31)) == [
        date(2026, 11, 10),
        date(2026, 12, 8),
    ]


def test_a_rule_that_begins_after_the_horizon_has_no_days_yet() -> None:
    assert occurrences(daily(), START, START - timedelta(days=1)) == []


def test_spells_without_help_are_left_out_with_both_their_ends() -> None:
    pause = (date(2026, 11, 4), date(2026, 11, 6))
    one_day = (date(2026, 11, 8), date(2026, 11, 8))
    found = occurrences(daily(), START, date(2026, 11, 9), [pause, one_day])
    assert [day.day for day in found] == [2, 3, 7, 9]


def test_a_thousand_days_are_the_most_at_once() -> None:
    assert len(occurrences(daily(), START, START + timedelta(days=1500))) == 1000


@pytest.mark.parametrize("rule", ["", "often", "FREQ=DAILY;BYDAY=XX", "FREQ=WEEKLY;UNTIL=soon", "RRULE:"])
def test_a_rule_that_cannot_be_read_says_what_to_do(rule: str) -> None:
    with pytest.raises(DomainError) as unread:
        occurrences(rule, START, date(2027, 1, 1))
    assert unread.value.user_message == "How often this repeats could not be read. Choose it again."


def test_a_task_has_the_same_key_wherever_it_is_made() -> None:
    assert (
        task_id(REQUEST, START) == task_id(REQUEST, date(2026, 11, 2)) == "a1ead94807ba59d0bee6abbc05d29324"
    )
    assert task_id(REQUEST, START)[12] == "5"


@given(STARTS, STARTS)
def test_other_days_and_other_requests_have_other_keys(one: date, other: date) -> None:
    assert (task_id(REQUEST, one) == task_id(REQUEST, other)) is (one == other)
    assert task_id("f" * 32, one) != task_id(REQUEST, one)
    assert len(task_id(REQUEST, one)) == 32


def test_help_that_began_years_ago_goes_on() -> None:
    days = occurrences("FREQ=DAILY", date(2020, 1, 1), date(2026, 12, 31), since=date(2026, 12, 1))
    assert days[0] == date(2026, 12, 1)
    assert days[-1] == date(2026, 12, 31)
    assert len(days) == 31


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=HOURLY",
        "FREQ=DAILY;COUNT=2=3",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;INTERVAL=-1",
        "DTSTART:20200101\nRRULE:FREQ=DAILY",
    ],
)
def test_rules_that_are_not_of_whole_days_are_refused(rule: str) -> None:
    with pytest.raises(DomainError, match="repeats"):
        occurrences(rule, date(2026, 1, 1), date(2026, 2, 1))


def test_an_end_written_with_a_time_in_utc_is_read() -> None:
    days = occurrences("FREQ=DAILY;UNTIL=20260103T235959Z", date(2026, 1, 1), date(2026, 2, 1))
    assert days == [date(2026, 1, 1), date(2026, 1, 2), date(2026, 1, 3)]
