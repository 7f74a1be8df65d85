"""Hours and weeks of a rota, as they stand on paper."""

from datetime import date, time

from desktop.exports.words import clock, long_date

_DAY = 24 * 60


def hour(minute: int) -> str:
    """Write a time: ``9:45am``, ``12 noon``, ``midnight``.

    Args:
        minute: since midnight; from 1,440 on it is the day after.
    """
    minute %= _DAY
    if minute == 0:
        return "midnight"
    return "12 noon" if minute == _DAY // 2 else clock(time(*divmod(minute, 60)))


def hours(start: int, end: int) -> str:
    """Write ``11am to 1pm``."""
    return f"{hour(start)} to {hour(end)}"


def week_words(first: date, last: date) -> str:
    """Write ``16 to 22 November``, with what differs of the months and years."""
    if first.year != last.year:
        return f"{long_date(first)} to {long_date(last)}"
    until = long_date(last).removesuffix(f" {last.year}")
    if first.month == last.month:
        return f"{first.day} to {until}"
    return f"{long_date(first).removesuffix(f' {first.year}')} to {until}"
