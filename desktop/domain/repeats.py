"""The few ways of repeating that forms offer, read from recurrence rules and written as them."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from desktop.domain.errors import DomainError
from desktop.domain.recurrence import DAYS, daily, monthly, weekly

WEEKDAYS = (0, 1, 2, 3, 4)
_UNTIL = re.compile(r"\bUNTIL=(\d{8})")
LAST_SURE_DAY = 28
"""The last day every month has: a monthly repeat begun later falls on it, so that no month is left out."""


class RepeatKind(StrEnum):
    """How often help repeats; ``OTHER`` is a rule that no form offers, such as every third week."""

    ONCE = "once"
    DAILY = "daily"
    WEEKDAYS = "weekdays"
    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTHLY = "monthly"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Repeat:
    """A repeat as chosen.

    Attributes:
        kind: how often.
        days: weekdays, Monday 0, for weekly and fortnightly.
        until: the last day that counts; None for no end.
    """

    kind: RepeatKind = RepeatKind.ONCE
    days: tuple[int, ...] = ()
    until: date | None = None


def write_repeat(repeat: Repeat, start: date) -> str:
    """Write a repeat as a recurrence rule.

    Args:
        repeat: as chosen; its kind is not ``OTHER``.
        start: the first day that may count; gives the day of the week or month where none was chosen.

    Returns:
        An RFC 5545 rule; empty for help given once.

    Raises:
        DomainError: it would end before it begins.
    """
    if repeat.kind is RepeatKind.ONCE:
        return ""
    if repeat.until is not None and repeat.until < start:
        raise DomainError("The last day is before the first. Change one of them.", field="until")
    days = repeat.days or (start.weekday(),)
    if repeat.kind is RepeatKind.DAILY:
        return daily(until=repeat.until)
    if repeat.kind is RepeatKind.MONTHLY:
        return monthly(min(start.day, LAST_SURE_DAY), until=repeat.until)
    if repeat.kind is RepeatKind.WEEKDAYS:
        return weekly(WEEKDAYS, until=repeat.until)
    return weekly(days, every=2 if repeat.kind is RepeatKind.FORTNIGHTLY else 1, until=repeat.until)


def read_repeat(rule: str) -> Repeat:
    """Read a recurrence rule as one of the ways the forms offer.

    Args:
        rule: an RFC 5545 rule, or nothing.

    Returns:
        The repeat; of kind ``OTHER`` where no form offers it.
    """
    if not rule:
        return Repeat()
    parts = dict(part.partition("=")[::2] for part in rule.upper().split(";"))
    until = _day(parts.pop("UNTIL", ""))
    match parts:
        case {"FREQ": "DAILY", **rest} if not rest:
            return Repeat(RepeatKind.DAILY, until=until)
        case {"FREQ": "MONTHLY", "BYMONTHDAY": day, **rest} if not rest and day.isdigit():
            return Repeat(RepeatKind.MONTHLY, until=until)
        case {"FREQ": "WEEKLY", "BYDAY": named, **rest} if set(named.split(",")) <= set(DAYS):
            return _weekly(tuple(sorted(DAYS.index(name) for name in named.split(","))), rest, until)
    return Repeat(RepeatKind.OTHER, until=until)


def last_day(rule: str) -> date | None:
    """The last day a rule says it runs to (``UNTIL``); None where it says none."""
    found = _UNTIL.search(rule.upper())
    return _day(found[1]) if found else None


def _weekly(days: tuple[int, ...], rest: dict[str, str], until: date | None) -> Repeat:
    every = rest.pop("INTERVAL", "1")
    if rest or every not in ("1", "2"):
        return Repeat(RepeatKind.OTHER, until=until)
    if every == "2":
        return Repeat(RepeatKind.FORTNIGHTLY, days, until)
    if days == WEEKDAYS:
        return Repeat(RepeatKind.WEEKDAYS, until=until)
    return Repeat(RepeatKind.WEEKLY, days, until)


def _day(written: str) -> date | None:
    try:
        return date(int(written[:4]), int(written[4:6]), int(written[6:8]))
    except ValueError:
        return None
