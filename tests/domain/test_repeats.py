"""Repeats the forms offer, to rules and back."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.errors import DomainError
from desktop.domain.recurrence import occurrences
from desktop.domain.repeats import LAST_SURE_DAY, WEEKDAYS, Repeat, RepeatKind, read_repeat, write_repeat

START = date(2026, 11, 18)
OFFERED = [kind for kind in RepeatKind if kind is not RepeatKind.OTHER]
WITH_DAYS = (RepeatKind.WEEKLY, RepeatKind.FORTNIGHTLY)


@given(
    kind=st.sampled_from(OFFERED),
    days=st.sets(st.integers(0, 6), min_size=1).filter(lambda days: tuple(sorted(days)) != WEEKDAYS),
    until=st.none() | st.dates(START, date(2030, 1, 1)),
)
def test_what_is_written_is_read_back(kind: RepeatKind, days: set[int], until: date | None) -> None:
    chosen = tuple(sorted(days)) if kind in WITH_DAYS else ()
    repeat = Repeat(kind, chosen, until if kind is not RepeatKind.ONCE else None)
    assert read_repeat(write_repeat(repeat, START)) == repeat


@given(start=st.dates(date(2026, 1, 1), date(2030, 1, 1)), kind=st.sampled_from(OFFERED[1:]))
def test_every_rule_written_falls_on_some_day(start: date, kind: RepeatKind) -> None:
    days = occurrences(write_repeat(Repeat(kind), start), start, date(start.year + 1, 3, 1))
    assert days
    if kind in WITH_DAYS:
        assert days[0] == start
    if kind is RepeatKind.MONTHLY:
        assert {day.day for day in days} == {min(start.day, LAST_SURE_DAY)}


def test_the_five_working_days_are_named_by_what_they_are() -> None:
    assert read_repeat("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR").kind is RepeatKind.WEEKDAYS
    assert read_repeat("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TU,WE,TH,FR").days == WEEKDAYS


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=WEEKLY;INTERVAL=3;BYDAY=MO",
        "FREQ=WEEKLY;BYDAY=MO;COUNT=4",
        "FREQ=WEEKLY;BYDAY=1MO",
        "FREQ=WEEKLY",
        "FREQ=DAILY;INTERVAL=2",
        "FREQ=MONTHLY;BYDAY=1MO",
        "FREQ=MONTHLY;BYMONTHDAY=-1",
        "FREQ=MONTHLY;BYMONTHDAY=3;INTERVAL=2",
        "FREQ=YEARLY",
        "nonsense",
    ],
)
def test_rules_no_form_offers_are_left_to_what_they_are(rule: str) -> None:
    assert read_repeat(rule).kind is RepeatKind.OTHER


def test_an_end_that_is_no_day_is_no_end() -> None:
    assert read_repeat("FREQ=DAILY;UNTIL=20261340") == Repeat(RepeatKind.DAILY)


def test_a_repeat_cannot_end_before_it_begins() -> None:
    with pytest.raises(DomainError, match="before the first") as caught:
        write_repeat(Repeat(RepeatKind.DAILY, until=date(2026, 11, 17)), START)
    assert caught.value.field == "until"
    assert write_repeat(Repeat(RepeatKind.DAILY, until=START), START).endswith("UNTIL=20261118")


def test_help_given_once_has_no_rule() -> None:
    assert write_repeat(Repeat(), START) == ""


def test_monthly_help_falls_on_a_day_every_month_has() -> None:
    assert LAST_SURE_DAY == 28
    assert write_repeat(Repeat(RepeatKind.MONTHLY), date(2026, 12, 31)) == "FREQ=MONTHLY;BYMONTHDAY=28"


def test_an_end_with_a_time_of_day_is_read() -> None:
    assert read_repeat("FREQ=DAILY;UNTIL=20270331T235959Z").until == date(2027, 3, 31)
