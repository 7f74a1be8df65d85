"""Days as people say them: the next there is, whole months and weeks by their first or last day."""

from datetime import date

import pytest

from desktop.domain.spoken_days import day_list, day_said, last_day_said, number_of

TODAY = date(2026, 11, 23)
"""A Monday."""


@pytest.mark.parametrize(
    ("said", "first", "last"),
    [
        ("today", date(2026, 11, 23), date(2026, 11, 23)),
        ("tomorrow", date(2026, 11, 24), date(2026, 11, 24)),
        ("the end of march", date(2027, 3, 31), date(2027, 3, 31)),
        ("end of november", date(2026, 11, 30), date(2026, 11, 30)),
        ("the last day of february 2028", date(2028, 2, 29), date(2028, 2, 29)),
        ("the middle of january", date(2027, 1, 15), date(2027, 1, 15)),
        ("the beginning of may", date(2027, 5, 1), date(2027, 5, 1)),
        ("start of next month", date(2026, 12, 1), date(2026, 12, 1)),
        ("end of this week", date(2026, 11, 29), date(2026, 11, 29)),
        ("the middle of next week", date(2026, 12, 2), date(2026, 12, 2)),
        ("the end of the month", date(2026, 11, 30), date(2026, 11, 30)),
        ("the end of next year", date(2027, 12, 31), date(2027, 12, 31)),
        ("march", date(2027, 3, 1), date(2027, 3, 31)),
        ("november", date(2026, 11, 1), date(2026, 11, 30)),
        ("sept 2028", date(2028, 9, 1), date(2028, 9, 30)),
        ("next week", date(2026, 11, 30), date(2026, 12, 6)),
        ("next month", date(2026, 12, 1), date(2026, 12, 31)),
        ("monday", date(2026, 11, 23), date(2026, 11, 23)),
        ("next monday", date(2026, 11, 30), date(2026, 11, 30)),
        ("next thurs", date(2026, 11, 26), date(2026, 11, 26)),
        ("this sunday", date(2026, 11, 29), date(2026, 11, 29)),
        ("christmas", date(2026, 12, 25), date(2026, 12, 25)),
        ("christmas eve", date(2026, 12, 24), date(2026, 12, 24)),
        ("new year", date(2027, 1, 1), date(2027, 1, 1)),
        ("easter", date(2027, 3, 28), date(2027, 3, 28)),
        ("the 3rd of june", date(2027, 6, 3), date(2027, 6, 3)),
        ("3 december 2026", date(2026, 12, 3), date(2026, 12, 3)),
        ("29 february", date(2028, 2, 29), date(2028, 2, 29)),
        ("31/3", date(2027, 3, 31), date(2027, 3, 31)),
        ("1/2/2027", date(2027, 2, 1), date(2027, 2, 1)),
        ("2027-02-01", date(2027, 2, 1), date(2027, 2, 1)),
    ],
)
def test_a_day_is_the_next_there_is(said: str, first: date, last: date) -> None:
    assert (day_said(said, TODAY), last_day_said(said, TODAY)) == (first, last)


@pytest.mark.parametrize("said", ["30 february", "31/6", "2027-13-01", "29 february 2027", "someday"])
def test_a_day_there_is_not_is_none(said: str) -> None:
    assert day_said(said, TODAY) is None
    assert last_day_said(said, TODAY) is None


def test_feasts_of_this_year_that_are_past_are_next_years() -> None:
    assert day_said("easter", date(2026, 4, 6)) == date(2027, 3, 28)
    assert day_said("christmas", date(2026, 12, 25)) == date(2026, 12, 25)


def test_numbers_and_days_are_read_in_words() -> None:
    assert [number_of(one) for one in ("a", "an", "one", "twelve", "14")] == [1, 1, 1, 12, 14]
    assert day_list("suns and mondays, tues") == [0, 1, 6]
