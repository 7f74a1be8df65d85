"""Times of day as people type them, and spans as they read them."""

from datetime import date, datetime, time

from desktop.ui.base.i18n import tr
from desktop.ui.base.times import parse_time, show_time

__all__ = ["parse_time", "show_day", "show_length", "show_short_day", "show_span", "show_time"]


def show_span(starts: time | None, ends: time | None) -> str:
    """Write from when to when: ``11:00 to 13:00``; a single time where the other is open."""
    if starts and ends:
        return tr("{start} to {end}", start=show_time(starts), end=show_time(ends))
    return show_time(starts or ends)


def show_length(starts: time, ends: time) -> str:
    """Write how long a span is: ``1 h 50`` or ``45 min``; nothing where it ends before it begins."""
    day = date(2000, 1, 1)
    minutes = int((datetime.combine(day, ends) - datetime.combine(day, starts)).total_seconds()) // 60
    if minutes <= 0:
        return ""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return tr("{minutes} min", minutes=rest)
    return tr("{hours} h {minutes}", hours=hours, minutes=f"{rest:02}") if rest else tr("{h} h", h=hours)


def show_day(day: date) -> str:
    """Write a day in full, without its year: ``Wednesday 18 November``."""
    return f"{day:%A} {day.day} {day:%B}"


def show_short_day(day: date) -> str:
    """Write a day for a column: ``Wed 18 Nov``."""
    return f"{day:%a} {day.day} {day:%b}"
