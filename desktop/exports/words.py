"""Dates, times and counts as people write them in the UK; printed times use am and pm."""

from datetime import date, datetime, time

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September", "October"),
    *("November", "December"),
)


def long_date(day: date) -> str:
    """Write a day as "18 November 2026", the same on every system's language."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def full_day(day: date) -> str:
    """Write a day as "Wednesday 18 November 2026"."""
    return f"{_DAYS[day.weekday()]} {long_date(day)}"


def short_day(day: date) -> str:
    """Write a day as "Wed 18 Nov"."""
    return f"{_DAYS[day.weekday()][:3]} {day.day} {_MONTHS[day.month - 1][:3]}"


def month_year(day: date) -> str:
    """Write a month as "October 2026"."""
    return f"{_MONTHS[day.month - 1]} {day.year}"


def clock(moment: time | datetime) -> str:
    """Write a time as "11:05am", whole hours as "11am"."""
    hour = moment.hour % 12 or 12
    minutes = f":{moment.minute:02}" if moment.minute else ""
    return f"{hour}{minutes}{'am' if moment.hour < 12 else 'pm'}"


def stamp(moment: datetime) -> str:
    """Write a moment as "17 Nov, 4:20pm"."""
    return f"{moment.day} {_MONTHS[moment.month - 1][:3]}, {clock(moment)}"


def counted(number: int, one: str, many: str = "") -> str:
    """Write a number with its noun: "1 stop", "8 stops", "1,200 people"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def few(number: int, limit: int = 5) -> str:
    """Write a count that may point to somebody.

    Args:
        number: how many people.
        limit: counts from one up to but not including this are not told.

    Returns:
        The number, or "fewer than 5".
    """
    return f"fewer than {limit}" if 0 < number < limit else f"{number:,}"


def size_words(size: int) -> str:
    """Write a file's size as "18 KB" or "2.4 MB" (1 KB is 1,000 bytes)."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000)):,} KB"
    return f"{size / 1_000_000:.1f} MB"
