"""The facts of a rota: moments across midnight, minutes of a week, seats by their key."""

from datetime import date

from desktop.domain.rota_problem import CAUTIOUS_WEEK, Person, Seat, Shift, WeekUse

MONDAY = date(2026, 11, 16)
DRIVER = Seat("driver", "driver", 1, 1, "driving")


def test_shifts_are_compared_across_midnight() -> None:
    """A night that ends at two o'clock ends two hours into the next day."""
    night = Shift("n", "Night shelter", MONDAY, 22 * 60, 26 * 60, (DRIVER,))
    morning = Shift("m", "Front desk", date(2026, 11, 17), 9 * 60, 13 * 60, (DRIVER,))
    assert night.minutes == 240
    assert morning.begins - night.ends == 7 * 60


def test_a_seat_is_found_by_its_key() -> None:
    """A seat of another shift is not found."""
    shift = Shift("s", "Northfold round", MONDAY, 660, 780, (DRIVER,))
    assert shift.seat("driver") is DRIVER
    assert shift.seat("helper") is None


def test_minutes_left_of_a_week() -> None:
    """What is promised elsewhere in the same week is taken off; somebody not asked has a cautious week."""
    promised = (WeekUse(MONDAY, 100), WeekUse(date(2026, 11, 23), 50))
    assert Person("p", "Beth", weekly_minutes=240, used=promised).minutes_left(MONDAY) == 140
    assert Person("p", "Beth").minutes_left(MONDAY) == CAUTIOUS_WEEK
    assert Person("p", "Beth", weekly_minutes=60, used=promised).minutes_left(MONDAY) == -40
