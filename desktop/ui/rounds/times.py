"""Times of day as people type them, and spans as they read them."""

import re
from datetime import date, datetime, time

from desktop.domain.errors import DomainError
from desktop.ui.base.i18n import tr

_TYPED = re.compile(r"(\d{1,2})(?:[:. ]?(\d{2}))?\s*(am|pm)?")


def parse_time(text: str) -> time:
    """Read a typed time of day.

    Args:
        text: such as ``11``, ``11:30``, ``11.30``, ``1130`` or ``2pm``.

    Returns:
        The time.

    Raises:
        DomainError: it cannot be read, or there is no such time.
    """
    found = _TYPED.fullmatch(text.strip().lower())
    if found is None:
        raise DomainError(tr("We cannot read this time. It should look like 11:30."))
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
    if half and not 1 <= hour <= 12:
        raise DomainError(tr("There is no such time. Check the hour."))
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    if hour > 23 or minute > 59:
        raise DomainError(tr("There is no such time. Check hour and minutes."))
    return time(hour, minute)


def show_time(value: time | None) -> str:
    """Write a time on the 24-hour clock; nothing for None."""
    return f"{value:%H:%M}" if value else ""


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
