"""Recurring help as RFC 5545 rules, and keys of tasks derived from request and occurrence."""

import uuid
from collections.abc import Collection
from datetime import date, datetime, time

from desktop.domain.errors import DomainError

HORIZON_WEEKS = 8
"""How far ahead tasks are made (domain rule 7)."""
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_MOST = 1_000
_OF_DAYS = frozenset({"DAILY", "WEEKLY", "MONTHLY", "YEARLY"})
_UNREADABLE = "How often this repeats could not be read. Choose it again."


def weekly(days: Collection[int], *, every: int = 1, until: date | None = None) -> str:
    """Write a weekly rule.

    Args:
        days: weekdays, Monday 0.
        every: 1 for each week, 2 for every other week.
        until: the last day that counts; None for no end.

    Returns:
        The rule, such as ``FREQ=WEEKLY;BYDAY=MO,WE,FR;UNTIL=20270331`` (RFC 5545 section 3.3.10).
    """
    parts = ["FREQ=WEEKLY"]
    if every > 1:
        parts.append(f"INTERVAL={every}")
    parts.append("BYDAY=" + ",".join(DAYS[day] for day in sorted(set(days))))
    return ";".join(parts) + _end(until)


def daily(*, until: date | None = None) -> str:
    """Write a rule for every day; see `weekly`."""
    return "FREQ=DAILY" + _end(until)


def monthly(day: int, *, until: date | None = None) -> str:
    """Write a rule for one day of each month; months without that day have none. See `weekly`."""
    return f"FREQ=MONTHLY;BYMONTHDAY={day}" + _end(until)


def occurrences(
    rule: str,
    start: date,
    until: date,
    pauses: Collection[tuple[date, date]] = (),
    *,
    since: date | None = None,
) -> list[date]:
    """The days a rule falls on.

    Args:
        rule: an RFC 5545 recurrence rule over whole days.
        start: the first day that may count (DTSTART).
        until: the last day to look at, counted.
        pauses: first and last days of spells without help, both counted.
        since: leave out the days before this one, however long ago it began; None for none.

    Returns:
        Days in order; at most a thousand.

    Raises:
        DomainError: the rule cannot be read, or is not one of whole days.
    """
    from dateutil.rrule import rrulestr

    parts = _parts(rule)
    if (
        parts.get("FREQ") not in _OF_DAYS
        or not parts.get("INTERVAL", "1").isdecimal()
        or parts.get("INTERVAL") == "0"
    ):
        raise DomainError(_UNREADABLE)
    plain = ";".join(f"{name}={value[:8] if name == 'UNTIL' else value}" for name, value in parts.items())
    try:
        series = rrulestr(plain, dtstart=datetime.combine(start, time()))
    except (ValueError, TypeError) as problem:
        raise DomainError(_UNREADABLE) from problem
    first = max(start, since or start)
    found: list[date] = []
    for moment in series:
        day = moment.date()
        if day > until or len(found) >= _MOST:
            break
        if day >= first and not (pauses and any(begins <= day <= ends for begins, ends in pauses)):
            found.append(day)
    return found


def _parts(rule: str) -> dict[str, str]:
    pairs = (part.split("=", 1) for part in rule.strip().upper().removeprefix("RRULE:").split(";"))
    return {pair[0].strip(): pair[-1].strip() for pair in pairs if len(pair) == 2}


def task_id(request_id: str, occurrence: date) -> str:
    """The key of a request's task for an occurrence, the same wherever and whenever it is made.

    Args:
        request_id: 32 hex characters.
        occurrence: the day the rule falls on, not the day it may be moved to.

    Returns:
        32 hex characters: a name-based UUID, version 5 (RFC 9562 section 5.5).
    """
    return uuid.uuid5(uuid.UUID(hex=request_id), occurrence.isoformat()).hex


def _end(until: date | None) -> str:
    return f";UNTIL={until:%Y%m%d}" if until else ""
