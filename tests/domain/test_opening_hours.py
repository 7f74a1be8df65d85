"""Opening times: read as people write them, written back, open now or when next."""

from datetime import datetime, time

import pytest

from desktop.domain.errors import DomainError
from desktop.domain.opening_hours import Hours, hours_lines, read_hours, state_at


@pytest.mark.parametrize(
    ("typed", "lines"),
    [
        ("Mon-Fri 9-5", ["Mon-Fri 09:00-17:00"]),
        ("Mon-Fri 9:30am to 5pm", ["Mon-Fri 09:30-17:00"]),
        ("Tue, Thu 10:00–12:30", ["Tue, Thu 10:00-12:30"]),
        ("every day 8.15-20.00", ["Mon-Sun 08:15-20:00"]),
        ("Fri 18:00-24:00", ["Fri 18:00-00:00"]),
        ("Sat to Mon 10-12", ["Mon, Sat, Sun 10:00-12:00"]),
        ("Wednesday 18:00-02:00 soup run", ["Wed 18:00-02:00 soup run"]),
        ("Tuesday: 10am-1pm\n\nTue 2pm-4pm", ["Tue 10:00-13:00", "Tue 14:00-16:00"]),
    ],
)
def test_times_are_read_and_written_back(typed: str, lines: list[str]) -> None:
    read = read_hours(typed)
    assert hours_lines(read) == lines
    assert read_hours("\n".join(lines)) == read


@pytest.mark.parametrize("typed", ["always", "9-5", "Mon 25-26", "Funday 9-5", "Mon 9", "Tue 9-10\nTue 9-11"])
def test_what_cannot_be_read_says_so(typed: str) -> None:
    with pytest.raises(DomainError) as told:
        read_hours(typed)
    assert told.value.field == "hours"


def test_open_now_until_when_and_when_next() -> None:
    hours = read_hours("Tue 10:00-12:30\nTue 14-16\nFri 22:00-02:00")
    tuesday = datetime(2026, 11, 17, 10, 42)
    assert state_at(hours, tuesday)[:2] == (True, time(12, 30))
    noon = state_at(hours, tuesday.replace(hour=13))
    assert (noon.is_open, noon.opens_at, noon.in_days) == (False, time(14), 0)
    night = state_at(hours, datetime(2026, 11, 21, 1, 0))
    assert (night.is_open, night.until) == (True, time(2))
    later = state_at(hours, datetime(2026, 11, 21, 3, 0))
    assert (later.opens_on, later.in_days) == (1, 3)


def test_once_a_week_is_a_week_away_when_it_is_over() -> None:
    after = state_at([Hours(1, time(10), time(11))], datetime(2026, 11, 17, 12))
    assert (after.is_open, after.in_days) == (False, 7)


def test_nothing_said_is_not_closed() -> None:
    assert state_at([], datetime(2026, 11, 17)).is_open is None
