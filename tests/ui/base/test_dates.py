"""Dates as people type them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.errors import DomainError
from desktop.ui.base.dates import parse_date, show_date

TODAY = date(2026, 11, 17)


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("18/11/2026", date(2026, 11, 18)),
        ("18.11.26", date(2026, 11, 18)),
        ("18-11", date(2026, 11, 18)),
        ("18 nov", date(2026, 11, 18)),
        ("  18th  November 2026 ", date(2026, 11, 18)),
        ("18nov", date(2026, 11, 18)),
        ("2026-11-18", date(2026, 11, 18)),
        ("today", TODAY),
        ("Tomorrow", TODAY + timedelta(days=1)),
        ("yesterday", TODAY - timedelta(days=1)),
        ("3 jan", date(2027, 1, 3)),
        ("4/6/41", date(1941, 6, 4)),
        ("29 feb", date(2028, 2, 29)),
    ],
)
def test_typed_dates(typed: str, wanted: date) -> None:
    assert parse_date(typed, TODAY) == wanted


@pytest.mark.parametrize("typed", ["31/2/2026", "0/1/2026", "18/13/2026", "31 nov"])
def test_days_that_do_not_exist(typed: str) -> None:
    with pytest.raises(DomainError, match="no such day"):
        parse_date(typed, TODAY)


@pytest.mark.parametrize("typed", ["soon", "18 nvo", "2026", "1/2/3/4", "18/11/202"])
def test_what_cannot_be_read_says_how_a_date_looks(typed: str) -> None:
    with pytest.raises(DomainError, match="18/11/2026"):
        parse_date(typed, TODAY)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1)))
def test_what_is_shown_can_be_typed_again(day: date) -> None:
    assert parse_date(show_date(day), TODAY) == day


@given(st.dates(min_value=TODAY - timedelta(days=180), max_value=TODAY + timedelta(days=180)))
def test_without_a_year_the_nearest_is_meant(day: date) -> None:
    if (day.month, day.day) != (2, 29):
        assert parse_date(f"{day.day}/{day.month}", TODAY) == day


def test_no_date_shows_nothing() -> None:
    assert show_date(None) == ""
