"""Dates as people type and read them in the UK: day before month, year optional."""

import re
from datetime import date, timedelta

from desktop.domain.errors import DomainError
from desktop.ui.base.i18n import tr

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NUMBERS = re.compile(r"(\d{1,2})[ /.\-](\d{1,2})(?:[ /.\-](\d{2}|\d{4}))?")
_WORDS = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\s*([a-z]{3,9})\.?,?(?:\s*(\d{2}|\d{4}))?")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")


def parse_date(text: str, today: date) -> date:
    """Read a typed date.

    Args:
        text: such as ``18/11/2026``, ``18/11``, ``18 nov``, ``18 November 26``, ``2026-11-18``, ``today``,
            ``tomorrow`` or ``yesterday``.
        today: the day it is; a date without a year is the one nearest to it, and a year of two digits is
            taken within the last 90 and the next 9 years.

    Returns:
        The date.

    Raises:
        DomainError: there is no such day, or it cannot be read.
    """
    typed = " ".join(text.lower().split())
    for word, days in (("today", 0), ("tomorrow", 1), ("yesterday", -1)):
        if typed in (word, tr(word).lower()):
            return today + timedelta(days=days)
    day, month, year = _parts(typed)
    try:
        return _nearest(day, month, today) if year is None else date(_full_year(year, today), month, day)
    except ValueError:
        raise DomainError(tr("There is no such day. Check the day and the month.")) from None


def show_date(value: date | None) -> str:
    """Write a date as it is typed, ``18/11/2026``; nothing for None."""
    return value.strftime("%d/%m/%Y") if value else ""


def _parts(typed: str) -> tuple[int, int, int | None]:
    if found := _ISO.fullmatch(typed):
        return int(found[3]), int(found[2]), int(found[1])
    if found := _NUMBERS.fullmatch(typed):
        return int(found[1]), int(found[2]), int(found[3]) if found[3] else None
    if (found := _WORDS.fullmatch(typed)) and found[2][:3] in _MONTHS:
        return int(found[1]), _MONTHS.index(found[2][:3]) + 1, int(found[3]) if found[3] else None
    raise DomainError(tr("We cannot read this date. It should look like 18/11/2026 or 18 Nov."))


def _full_year(year: int, today: date) -> int:
    if year >= 100:
        return year
    full = today.year - today.year % 100 + year
    return full - 100 if full > today.year + 9 else full + 100 if full <= today.year - 91 else full


def _nearest(day: int, month: int, today: date) -> date:
    """The occurrence of a day and month closest to today; 29 February looks further."""
    found = []
    for year in range(today.year - 4, today.year + 5):
        try:
            found.append(date(year, month, day))
        except ValueError:
            continue
    if not found:
        raise ValueError
    return min(found, key=lambda one: abs((one - today).days))
