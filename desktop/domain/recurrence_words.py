"""Rules for recurring help, said in words: "every Monday, Wednesday and Friday until 31 March 2027"."""

import re
from collections.abc import Sequence
from datetime import date
from functools import partial

from desktop.domain.dates import DAYS, day_month, day_month_year, ordinal
from desktop.domain.recurrence import DAYS as CODES
from desktop.domain.text import listed

_BY_DAY = re.compile(r"([+-]?\d)?(MO|TU|WE|TH|FR|SA|SU)")
_NUMBER = re.compile(r"-?[1-9]\d{0,2}")
_UNTIL = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T\d{6}Z?)?")
_COUNTS = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", -1: "last", -2: "last but one"}
_WEEKDAYS = [0, 1, 2, 3, 4]
_KNOWN = frozenset({"FREQ", "INTERVAL", "BYDAY", "BYMONTHDAY", "UNTIL", "COUNT", "WKST"})
NOT_SIMPLE = "repeats by its own rule"
"""Said of a rule that this app does not write itself (it came in a file)."""


class _NotSimple(Exception):
    """The rule has a part these words do not cover."""


def rule_words(rule: str, today: date | None = None) -> str:
    """Say a rule in words.

    Args:
        rule: an RFC 5545 recurrence rule over whole days; empty for help given once.
        today: when given, an end in the same year is said without its year.

    Returns:
        Words to follow a need ("Shopping, every Tuesday"); "just once" for an empty rule, and
        `NOT_SIMPLE` for rules that need more words than are clear.
    """
    if not rule.strip():
        return "just once"
    try:
        parts = _parts(rule)
        return _pattern(parts) + _end(parts, today)
    except _NotSimple:
        return NOT_SIMPLE


def _parts(rule: str) -> dict[str, str]:
    parts: dict[str, str] = {}
    for piece in rule.strip().upper().removeprefix("RRULE:").rstrip(";").split(";"):
        name, _, value = piece.partition("=")
        if name not in _KNOWN or not value or name in parts:
            raise _NotSimple
        parts[name] = value
    if parts.get("WKST", "MO") != "MO":
        raise _NotSimple
    return parts


def _pattern(parts: dict[str, str]) -> str:
    every = _positive(parts.get("INTERVAL", "1"))
    by_day, by_month_day = _by_day(parts.get("BYDAY", "")), _by_month_day(parts.get("BYMONTHDAY", ""))
    makers = {
        "DAILY": partial(_daily, every, by_day, by_month_day),
        "WEEKLY": partial(_weekly, every, by_day, by_month_day),
        "MONTHLY": partial(_monthly, every, by_day, by_month_day),
    }
    make = makers.get(parts.get("FREQ", ""))
    if make is None:
        raise _NotSimple
    return make()


def _daily(every: int, by_day: Sequence[tuple[int, int]], by_month_day: Sequence[int]) -> str:
    if by_month_day or (by_day and every > 1):
        raise _NotSimple
    return _weekly(1, by_day, ()) if by_day else _each(every, "day")


def _weekly(every: int, by_day: Sequence[tuple[int, int]], by_month_day: Sequence[int]) -> str:
    if by_month_day or any(place for place, _ in by_day):
        raise _NotSimple
    days = sorted({day for _, day in by_day})
    if not days:
        return _each(every, "week")
    if len(days) == 7:
        named = "every day"
    elif days == _WEEKDAYS:
        named = "every weekday"
    else:
        named = "every " + listed([DAYS[day] for day in days])
    if every == 1:
        return named
    if every == 2 and len(days) == 1:
        return f"every other {DAYS[days[0]]}"
    return f"{named}, {'every other week' if every == 2 else f'every {every} weeks'}"


def _monthly(every: int, by_day: Sequence[tuple[int, int]], by_month_day: Sequence[int]) -> str:
    if by_day and by_month_day:
        raise _NotSimple
    if by_day:
        return f"on the {listed([_placed(*day) for day in by_day])} of {_each(every, 'month')}"
    if by_month_day:
        return f"on the {listed([_month_day(day) for day in by_month_day])} of {_each(every, 'month')}"
    return _each(every, "month")


def _placed(place: int, day: int) -> str:
    if place not in _COUNTS:
        raise _NotSimple
    return f"{_COUNTS[place]} {DAYS[day]}"


def _month_day(day: int) -> str:
    if day == -1:
        return "last day"
    if not 1 <= day <= 31:
        raise _NotSimple
    return ordinal(day)


def _end(parts: dict[str, str], today: date | None) -> str:
    if "UNTIL" in parts and "COUNT" in parts:
        raise _NotSimple
    if "COUNT" in parts:
        count = _positive(parts["COUNT"])
        return ", once" if count == 1 else ", twice" if count == 2 else f", {count} times"
    if "UNTIL" not in parts:
        return ""
    found = _UNTIL.fullmatch(parts["UNTIL"])
    if found is None:
        raise _NotSimple
    try:
        last = date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        raise _NotSimple from None
    same_year = today is not None and today.year == last.year
    return f" until {day_month(last) if same_year else day_month_year(last)}"


def _by_day(value: str) -> list[tuple[int, int]]:
    found = [_BY_DAY.fullmatch(piece) for piece in value.split(",")] if value else []
    days = [(int(one[1] or 0), CODES.index(one[2])) for one in found if one]
    if len(days) != len(found):
        raise _NotSimple
    return days


def _by_month_day(value: str) -> list[int]:
    pieces = value.split(",") if value else []
    if not all(_NUMBER.fullmatch(piece) for piece in pieces):
        raise _NotSimple
    return [int(piece) for piece in pieces]


def _positive(value: str) -> int:
    if not _NUMBER.fullmatch(value) or int(value) < 1:
        raise _NotSimple
    return int(value)


def _each(every: int, unit: str) -> str:
    return (
        f"every {unit}" if every == 1 else f"every other {unit}" if every == 2 else f"every {every} {unit}s"
    )
