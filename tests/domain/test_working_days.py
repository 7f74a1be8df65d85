"""Working days: weekends and bank holidays are passed over, also where one begins on them."""

from datetime import date

from db.enums import Nation
from desktop.domain.working_days import add_working_days


def test_days_are_counted_from_the_next_working_day() -> None:
    saturday = date(2026, 11, 21)
    assert add_working_days(saturday, 0) == date(2026, 11, 23)
    assert add_working_days(saturday, 2) == date(2026, 11, 25)
    assert add_working_days(date(2026, 12, 24), 1, Nation.SCOTLAND) == date(2026, 12, 29)
