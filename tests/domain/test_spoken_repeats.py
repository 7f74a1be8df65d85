"""How often help is wanted, read from plain words; what is not understood is named and never guessed."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.enums_repeats import HolidayRule
from desktop.domain.dates import DAYS
from desktop.domain.errors import DomainError
from desktop.domain.recurrence import occurrences, weekly
from desktop.domain.recurrence_words import rule_words
from desktop.domain.spoken_repeats import Spoken, read_spoken, spoken_words

TODAY = date(2026, 11, 23)
"""A Monday."""


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        ("two meals a day, Mon Wed Fri, until the end of March", "FREQ=WEEKLY;BYDAY=MO,WE,FR;UNTIL=20270331"),
        ("every day", "FREQ=DAILY"),
        ("Daily.", "FREQ=DAILY"),
        ("every other day", "FREQ=DAILY;INTERVAL=2"),
        ("every 3 days", "FREQ=DAILY;INTERVAL=3"),
        ("weekly", "FREQ=WEEKLY;BYDAY=MO"),
        ("every week on Thursdays", "FREQ=WEEKLY;BYDAY=TH"),
        ("fortnightly on fridays", "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR"),
        ("every other Tuesday", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"),
        ("every three weeks on wednesday", "FREQ=WEEKLY;INTERVAL=3;BYDAY=WE"),
        ("Mon–Fri", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
        ("Saturday to Monday", "FREQ=WEEKLY;BYDAY=MO,SA,SU"),
        ("weekdays", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
        ("at weekends", "FREQ=WEEKLY;BYDAY=SA,SU"),
        ("Tues, Thurs and Sundays", "FREQ=WEEKLY;BYDAY=TU,TH,SU"),
        ("monthly", "FREQ=MONTHLY;BYMONTHDAY=23"),
        ("every month from 31 January", "FREQ=MONTHLY;BYMONTHDAY=28"),
        ("first monday of the month", "FREQ=MONTHLY;BYDAY=1MO"),
        ("the last Friday and Saturday of each month", "FREQ=MONTHLY;BYDAY=-1FR,-1SA"),
        ("on the 1st and 15th of each month", "FREQ=MONTHLY;BYMONTHDAY=1,15"),
        ("daily for six weeks", "FREQ=DAILY;UNTIL=20270103"),
        ("every Saturday for ten times", "FREQ=WEEKLY;BYDAY=SA;COUNT=10"),
        ("every Saturday until 5/12", "FREQ=WEEKLY;BYDAY=SA;UNTIL=20261205"),
        ("once a fortnight on Friday", "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR"),
        ("once a week", "FREQ=WEEKLY;BYDAY=MO"),
        ("once every two weeks on Friday", "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR"),
        ("twice a week, Mon and Thu", "FREQ=WEEKLY;BYDAY=MO,TH"),
        ("3 times a week: Mon Wed Fri", "FREQ=WEEKLY;BYDAY=MO,WE,FR"),
        ("twice weekly, Mon Thu", "FREQ=WEEKLY;BYDAY=MO,TH"),
        ("every day apart from weekends and Wednesday", "FREQ=WEEKLY;BYDAY=MO,TU,TH,FR"),
        ("every day but Sunday", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA"),
        ("Mondays until further notice", "FREQ=WEEKLY;BYDAY=MO"),
        ("every first Monday", "FREQ=MONTHLY;BYDAY=1MO"),
        ("every second Tuesday of the month", "FREQ=MONTHLY;BYDAY=2TU"),
        ("every day except Sunday", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA"),
        ("two meals a day but not at weekends", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
        ("Mon-Fri, not on Wednesdays, for two weeks", "FREQ=WEEKLY;BYDAY=MO,TU,TH,FR;UNTIL=20261206"),
        ("tuesdays until March 2028", "FREQ=WEEKLY;BYDAY=TU;UNTIL=20280331"),
    ],
)
def test_what_is_said_becomes_a_rule(said: str, rule: str) -> None:
    assert read_spoken(said, TODAY).rule == rule


def test_how_many_of_what_and_when_are_told_apart_from_the_days() -> None:
    meals = read_spoken("two meals a day, Mon Wed Fri, until the end of March", TODAY)
    assert (meals.count, meals.noun, meals.starts_on, meals.holidays) == (2, "meals", None, None)
    assert read_spoken("twice a day", TODAY) == Spoken("FREQ=DAILY", 2)
    bags = read_spoken("3 bags every friday from next Friday, not on bank holidays", TODAY)
    assert (bags.count, bags.noun, bags.starts_on, bags.holidays) == (
        3,
        "bags",
        date(2026, 11, 27),
        HolidayRule.SKIP,
    )
    assert read_spoken("a parcel a week", TODAY).noun == "parcel"


@pytest.mark.parametrize(
    ("said", "how"),
    [
        ("except bank holidays", HolidayRule.SKIP),
        ("but not on the bank holiday", HolidayRule.SKIP),
        ("bank holidays the day before", HolidayRule.DAY_BEFORE),
        ("on bank holidays on the working day after", HolidayRule.DAY_AFTER),
        ("bank holidays as usual", HolidayRule.AS_USUAL),
        ("bank holidays too", HolidayRule.AS_USUAL),
    ],
)
def test_bank_holidays_are_heard(said: str, how: HolidayRule) -> None:
    found = read_spoken(f"every Monday {said}", TODAY)
    assert (found.rule, found.holidays) == ("FREQ=WEEKLY;BYDAY=MO", how)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("", "Write it like"),
        (" , . ", "Write it like"),
        ("two meals", "Say on which days"),
        ("3 days a week", "Say which days"),
        ("3 times a week", "Say which days"),
        ("twice each week", "Say which days"),
        ("twice a week, Mon Wed Fri", "Say which days"),
        ("every second Tuesday", "every other week, or one of each month"),
        ("every fourth Thursday", "every other week, or one of each month"),
        ("every Sunday except Sunday", "leaves no day"),
        ("monthly except Sunday", "Say which days are left"),
        ("every other day except Sunday", "Say which days are left"),
        ("every blue moon", "did not understand “every blue moon”"),
        ("Mon Wed when Beth can", "did not understand “when beth can”"),
        ("daily until 30 February", "no such day as “30 february”"),
        ("daily from 31 june", "no such day as “31 june”"),
        ("the 32nd of each month", "no such day"),
        ("daily until 1/11/2026", "last day is before the first"),
        ("daily from 1 May until 1 April 2027", "last day is before the first"),
        ("mon " * 60, "too long"),
    ],
)
def test_what_cannot_be_read_says_which_part_and_how_to_write_it(said: str, words: str) -> None:
    with pytest.raises(DomainError, match=words) as problem:
        read_spoken(said, TODAY)
    assert problem.value.field == "spoken"


@given(st.sets(st.integers(0, 6), min_size=1), st.dates(TODAY, date(2030, 1, 1)))
def test_what_the_app_says_it_also_reads(days: set[int], until: date) -> None:
    rule = weekly(days, until=until)
    assert rule_words(read_spoken(rule_words(rule, TODAY), TODAY).rule) in (
        rule_words(rule),
        rule_words(f"FREQ=DAILY;UNTIL={until:%Y%m%d}"),
    )


@given(
    st.lists(st.sampled_from([name[:3] for name in DAYS]), min_size=1, max_size=7),
    st.sampled_from([", ", " ", " and "]),
)
def test_days_in_any_order_and_case_fall_on_those_days(days: list[str], between: str) -> None:
    found = read_spoken(between.join(days), TODAY)
    falls = occurrences(found.rule, TODAY, TODAY + timedelta(days=6))
    assert {f"{day:%a}" for day in falls} == set(days)


@given(st.text(max_size=80))
def test_no_words_bring_it_down(said: str) -> None:
    try:
        found = read_spoken(said, TODAY)
    except DomainError:
        return
    assert occurrences(found.rule, found.starts_on or TODAY, TODAY + timedelta(days=800)) is not None


@given(
    st.sets(st.integers(0, 6), min_size=1),
    st.sampled_from([1, 2, 3]),
    st.one_of(st.none(), st.dates(date(2027, 1, 1), date(2030, 1, 1))),
    st.sampled_from([None, *HolidayRule]),
    st.sampled_from([(None, ""), (2, "meals"), (2, ""), (1, "hot meal")]),
    st.one_of(st.none(), st.dates(TODAY, date(2026, 12, 31))),
)
def test_what_was_read_is_said_so_that_it_reads_the_same(
    days: set[int],
    every: int,
    until: date | None,
    holidays: HolidayRule | None,
    what: tuple[int | None, str],
    starts: date | None,
) -> None:
    spoken = Spoken(weekly(days, every=every, until=until), *what, starts, holidays)
    again = read_spoken(spoken_words(spoken, TODAY), TODAY)
    # Seven days a week are every day, in words and as a rule.
    first = starts or TODAY
    assert rule_words(again.rule) == rule_words(spoken.rule)
    assert occurrences(again.rule, first, first + timedelta(days=60)) == occurrences(
        spoken.rule, first, first + timedelta(days=60)
    )
    assert (again.count, again.noun, again.starts_on, again.holidays) == (*what, starts, holidays)


def test_a_rule_that_needs_more_words_is_not_said() -> None:
    assert spoken_words(Spoken("FREQ=YEARLY"), TODAY) == ""
    assert spoken_words(Spoken(), TODAY) == ""
