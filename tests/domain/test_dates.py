"""Dates: read without guessing, written as people say them."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain import dates
from desktop.domain.dates import DateReading, Order, read_birth, read_date

TODAY = date(2026, 11, 18)
MARCH = date(1952, 3, 4)
DAYS = st.dates(date(1850, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        *(
            "1952-03-04",
            "1952-3-4",
            "1952/03/04",
            "1952.03.04",
            "1952-03-04T09:30:00Z",
            "1952-03-04 00:00:00",
        ),
        *("4 March 1952", "4th March 1952", "4th of March 1952", "4 mar 1952", "04-Mar-1952", "4/MAR/1952"),
        *(
            "4mar1952",
            "Tue 4 Mar 1952",
            "Tuesday, 4 March 1952",
            "March 4, 1952",
            "mar. 4th 1952",
            "4 Mar. 1952",
        ),
        *("19520304", "04031952", "  4\u00a0March  1952 "),
    ],
)
def test_plain_dates_are_read(text: str) -> None:
    assert read_date(text) == DateReading(MARCH)


@pytest.mark.parametrize("text", ["18/11/1952", "18-11-1952", "18.11.1952", "18 11 1952", "18 / 11 / 1952"])
def test_day_first_dates_are_read(text: str) -> None:
    assert read_date(text) == DateReading(date(1952, 11, 18))
    assert read_date(text + " 00:00") == DateReading(date(1952, 11, 18))


@pytest.mark.parametrize(
    ("text", "value", "ambiguous"),
    [
        ("4/3/1952", MARCH, True),
        ("3/3/1952", date(1952, 3, 3), False),
        ("12/11/1952", date(1952, 11, 12), True),
        ("13/12/1952", date(1952, 12, 13), False),
    ],
)
def test_a_date_that_can_be_read_two_ways_is_marked(text: str, value: date, ambiguous: bool) -> None:
    warning = dates.AMBIGUOUS if ambiguous else ""
    assert read_date(text) == DateReading(value, "", ambiguous, warning)


def test_a_list_that_says_it_is_month_first_is_believed() -> None:
    assert read_date("3/4/1952", Order.MONTH) == DateReading(MARCH)
    assert read_date("11/18/1952", Order.MONTH) == DateReading(date(1952, 11, 18))
    assert read_date("18/11/1952", Order.MONTH) == DateReading(None, dates.NO_SUCH_DAY)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("4/3/52", dates.TWO_DIGIT_YEAR),
        ("52-03-04", dates.TWO_DIGIT_YEAR),
        ("4 March 52", dates.TWO_DIGIT_YEAR),
        ("March 4 52", dates.TWO_DIGIT_YEAR),
        ("12/13/1952", dates.MONTH_FIRST),
        ("13/13/1952", dates.NO_SUCH_DAY),
        ("31/2/1952", dates.NO_SUCH_DAY),
        ("29/2/1953", dates.NO_SUCH_DAY),
        ("00/00/0000", dates.NO_SUCH_DAY),
        ("1952-13-04", dates.NO_SUCH_DAY),
        ("32 March 1952", dates.NO_SUCH_DAY),
        ("18501332", dates.NO_SUCH_DAY),
        ("1952", dates.YEAR_ALONE),
        ("1850", dates.YEAR_ALONE),
        ("2100", dates.YEAR_ALONE),
    ],
)
def test_dates_that_cannot_be_told_say_why(text: str, problem: str) -> None:
    assert read_date(text) == DateReading(None, problem)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("next week", "not a date we can read"),
        ("4 Smarch 1952", "“smarch” is not a month"),
        ("Smarch 4 1952", "“smarch” is not a month"),
        ("60", "a number, not a date"),
        ("0.5", "a number, not a date"),
        ("123456", "not a date we can read"),
        ("1952-03-04x", "not a date we can read"),
    ],
)
def test_what_is_no_date_is_shown_how_one_looks(text: str, words: str) -> None:
    reading = read_date(text)
    assert reading.value is None
    assert words in reading.problem
    assert reading.problem.endswith(dates.SHAPE)


def test_september_may_be_sept() -> None:
    assert read_date("5 Sept 1999") == read_date("5 sep 1999") == DateReading(date(1999, 9, 5))


def test_a_day_name_that_does_not_fit_is_pointed_out() -> None:
    assert read_date("Mon 4 Mar 1952") == DateReading(
        MARCH, warning="4 March 1952 is a Tuesday. Check the date."
    )
    assert read_date("Mon 32 Mar 1952") == DateReading(None, dates.NO_SUCH_DAY)


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        (61, date(1900, 3, 1)),
        ("19001", date(1952, 1, 8)),
        (43466.75, date(2019, 1, 1)),
        ("43466.75", date(2019, 1, 1)),
        (1849, date(1905, 1, 22)),
        (2101, date(1905, 10, 1)),
        (2_958_465, date(9999, 12, 31)),
    ],
)
def test_spreadsheet_day_numbers_are_read_and_shown_for_checking(raw: float | str, value: date) -> None:
    assert read_date(raw) == DateReading(value, warning=dates.FROM_NUMBER)


@pytest.mark.parametrize("raw", [0, 60, -5, 2_958_466, float("nan"), float("inf"), True])
def test_numbers_that_are_no_day_are_refused(raw: float) -> None:
    assert "a number, not a date" in read_date(raw).problem


def test_a_year_in_a_number_cell_is_not_taken_for_a_day_number() -> None:
    assert read_date(1952.0) == DateReading(None, dates.YEAR_ALONE)


def test_what_is_a_date_already_stays_and_blanks_are_nothing() -> None:
    assert read_date(MARCH) == DateReading(MARCH)
    assert read_date(datetime(1952, 3, 4, 9, 30)) == DateReading(MARCH)
    assert read_date(None) == read_date("") == read_date(" \u200b ") == DateReading(None)


@given(DAYS)
def test_every_way_of_writing_a_day_reads_back(day: date) -> None:
    written = [
        day.isoformat(),
        f"{day:%Y%m%d}",
        f"{day:%d%m%Y}",
        dates.day_month_year(day),
        dates.full_day(day),
        f"{day:%d/%m/%Y}",
    ]
    assert {read_date(text).value for text in written} == {day}


@given(st.text(max_size=25) | st.text("0123456789/-. ", max_size=12))
def test_no_text_stops_the_reading(text: str) -> None:
    reading = read_date(text)
    assert reading.value is None or not reading.problem


def test_a_date_of_birth_is_neither_ahead_nor_long_ago() -> None:
    assert read_birth("18/11/2026", TODAY).value == TODAY
    assert read_birth("19/11/2026", TODAY) == DateReading(
        None, "This date of birth has not come yet. Check the year."
    )
    assert read_birth("1906-01-01", TODAY).value == date(1906, 1, 1)
    assert read_birth("1905-12-31", TODAY) == DateReading(
        None, "This would make them about 121 years old. Check the year."
    )
    assert read_birth("4/3/1952", TODAY).ambiguous
    assert read_birth("3/4/1952", TODAY, Order.MONTH) == DateReading(MARCH)
    assert read_birth("4/3/52", TODAY).problem == dates.TWO_DIGIT_YEAR


@pytest.mark.parametrize(
    ("number", "words"),
    [
        *((1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (10, "10th"), (11, "11th"), (12, "12th")),
        *(
            (13, "13th"),
            (14, "14th"),
            (21, "21st"),
            (22, "22nd"),
            (31, "31st"),
            (111, "111th"),
            (113, "113th"),
            (121, "121st"),
        ),
    ],
)
def test_places_in_order(number: int, words: str) -> None:
    assert dates.ordinal(number) == words


def test_days_are_written_as_people_write_them() -> None:
    assert dates.day_month(TODAY) == "18 November"
    assert dates.day_month_year(date(2026, 1, 5)) == "5 January 2026"
    assert dates.full_day(TODAY) == "Wednesday 18 November 2026"
    assert dates.short_day(TODAY) == "Wed 18 Nov"
    assert dates.short_day(date(2026, 12, 6)) == "Sun 6 Dec"


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (TODAY, "today"),
        (date(2026, 11, 17), "yesterday"),
        (date(2026, 11, 19), "tomorrow"),
        (date(2026, 11, 16), "Mon 16 Nov"),
        (date(2026, 11, 20), "Fri 20 Nov"),
        (date(2026, 1, 2), "Fri 2 Jan"),
        (date(2027, 1, 4), "Mon 4 Jan"),
        (TODAY + timedelta(days=182), "Wed 19 May"),
        (TODAY + timedelta(days=183), "20 May 2027"),
        (date(2024, 11, 18), "18 Nov 2024"),
    ],
)
def test_near_days_are_said_and_far_ones_have_their_year(day: date, words: str) -> None:
    assert dates.near_day(day, TODAY) == words


def test_moments_are_said_with_their_time() -> None:
    now = datetime(2026, 11, 18, 9, 0)
    assert dates.moment_words(datetime(2026, 11, 17, 15, 10), now) == "yesterday 15:10"
    assert dates.moment_words(datetime(2026, 11, 18, 8, 5), now) == "today 08:05"
    assert dates.moment_words(datetime(2026, 11, 16, 0, 0), now) == "Mon 16 Nov 00:00"


@pytest.mark.parametrize(
    ("moment", "paper", "screen"),
    [
        (time(0, 0), "12am", "00:00"),
        (time(0, 5), "12:05am", "00:05"),
        (time(11, 5), "11:05am", "11:05"),
        (time(11, 59), "11:59am", "11:59"),
        (time(12, 0), "12pm", "12:00"),
        (time(13, 0), "1pm", "13:00"),
        (time(23, 30), "11:30pm", "23:30"),
    ],
)
def test_paper_has_am_and_pm_and_the_screen_24_hours(moment: time, paper: str, screen: str) -> None:
    assert dates.clock_12(moment) == paper
    assert dates.clock_24(moment) == screen
