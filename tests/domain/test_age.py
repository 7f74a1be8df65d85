"""Ages: whole years, bands and words."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.age import age_band, age_on, age_words, is_child

DAY = date(2026, 11, 18)


@pytest.mark.parametrize(
    ("born", "age"),
    [
        (date(1952, 11, 18), 74),
        (date(1952, 11, 19), 73),
        (date(1952, 12, 1), 73),
        (date(1952, 10, 30), 74),
        (DAY, 0),
        (DAY + timedelta(days=1), None),
        (date(1906, 11, 18), 120),
        (date(1905, 11, 18), None),
        (None, None),
    ],
)
def test_age_is_counted_in_whole_years(born: date | None, age: int | None) -> None:
    assert age_on(born, DAY) == age


def test_somebody_born_on_29_february_turns_older_on_1_march() -> None:
    born = date(2008, 2, 29)
    assert age_on(born, date(2026, 2, 28)) == 17
    assert age_on(born, date(2026, 3, 1)) == 18
    assert age_on(born, date(2028, 2, 29)) == 20


@given(st.dates(date(1910, 1, 1), date(2020, 12, 31)))
def test_nobody_grows_younger(born: date) -> None:
    ages = [age_on(born, date(year, 6, 15)) for year in (2021, 2022, 2026)]
    assert ages == [ages[0], (ages[0] or 0) + 1, (ages[0] or 0) + 5]


@pytest.mark.parametrize(
    ("age", "top", "band"),
    [
        (None, 80, ""),
        (0, 80, "0-9"),
        (9, 80, "0-9"),
        (10, 80, "10-19"),
        (79, 80, "70-79"),
        (80, 80, "80 and over"),
        (104, 80, "80 and over"),
        (64, 65, "60-64"),
        (65, 65, "65 and over"),
        (84, 90, "80-89"),
    ],
)
def test_bands_are_ten_years_and_end_at_the_top(age: int | None, top: int, band: str) -> None:
    assert age_band(age, top) == band


def test_the_usual_top_is_eighty() -> None:
    assert (age_band(79), age_band(80)) == ("70-79", "80 and over")


def test_ages_are_said_in_words() -> None:
    assert age_words(date(1952, 3, 4), DAY) == "aged 74"
    assert age_words(date(2025, 11, 18), DAY) == "aged 1"
    assert age_words(date(2025, 11, 19), DAY) == "under 1"
    assert age_words(None, DAY) == ""


def test_a_child_is_under_eighteen_and_unknown_is_not_no() -> None:
    assert is_child(date(2008, 11, 19), DAY) is True
    assert is_child(date(2008, 11, 18), DAY) is False
    assert is_child(None, DAY) is None
