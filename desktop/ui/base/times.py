"""Times of day as people type and read them, in every form that asks for one."""

import re
from datetime import time

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
