"""Dates, times and counts read as people write them."""

from datetime import date, datetime, time

import pytest

from desktop.exports import words


def test_days_are_written_out() -> None:
    day = date(2026, 11, 18)
    assert words.full_day(day) == "Wednesday 18 November 2026"
    assert words.long_date(day) == "18 November 2026"
    assert words.short_day(day) == "Wed 18 Nov"
    assert words.month_year(day) == "November 2026"


@pytest.mark.parametrize(
    ("at", "text"),
    [
        (time(11), "11am"),
        (time(11, 5), "11:05am"),
        (time(12), "12pm"),
        (time(0, 30), "12:30am"),
        (time(16, 20), "4:20pm"),
    ],
)
def test_printed_times_use_am_and_pm(at: time, text: str) -> None:
    assert words.clock(at) == text


def test_moments_counts_and_sizes() -> None:
    assert words.stamp(datetime(2026, 11, 17, 16, 20)) == "17 Nov, 4:20pm"
    assert words.counted(1, "stop") == "1 stop"
    assert words.counted(1200, "person", "people") == "1,200 people"
    assert [words.few(number) for number in (0, 1, 4, 5)] == ["0", "fewer than 5", "fewer than 5", "5"]
    assert [words.size_words(size) for size in (1, 18_000, 2_400_000)] == ["1 KB", "18 KB", "2.4 MB"]
