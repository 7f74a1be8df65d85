"""Dates read from typing and from files without guessing, and written the way people in the UK say them.

Reading follows the Government Digital Service's "Dates" guidance (day, month, year) and ISO 8601; a date that
can be read two ways is marked, and a year of two digits is never filled in silently.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from desktop.domain.age import OLDEST
from desktop.domain.text import clean

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September", "October"),
    *("November", "December"),
)
EXCEL_EPOCH = date(1899, 12, 30)
"""Day 0 of Excel's 1900 date system for every serial after 60, its day that never was, 29 February 1900
(ECMA-376 part 1, 18.17.4.1)."""
_EXCEL_TOP = 2_958_465  # 31 December 9999
_EXCEL_LEAP_SLIP = 60

_CLOCK = r"(?:[t ]\d{1,2}:\d\d.*)?"
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})" + _CLOCK)
_NUMBERS = re.compile(r"(\d{1,2}) ?[-/. ] ?(\d{1,2}) ?[-/. ] ?(\d{4}|\d{2})" + _CLOCK)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_SERIAL = re.compile(r"(\d{1,5})(?:\.\d+)?")
_DAY_WORD = re.compile(
    r"(?:([a-z]{3,9}),? )?(\d{1,2})(?:st|nd|rd|th)?[ /.-]?(?:of )?([a-z]{3,9})\.?,?[ /.-]?(\d{4}|\d{2})"
)
_WORD_DAY = re.compile(r"([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4}|\d{2})")
_YEARS_ALONE = range(1850, 2101)

SHAPE = "It should look like 18/11/1952 or 18 November 1952."
NO_SUCH_DAY = f"There is no such day. Check the day and the month. {SHAPE}"
TWO_DIGIT_YEAR = "The year has two digits, so it could be either century. Write all four."
MONTH_FIRST = "This has the month before the day. Write the day first, as in 18/11/1952."
AMBIGUOUS = "This is read as day first. Check that it is not the month first."
YEAR_ALONE = "This is only a year. Write the day and the month too."
FROM_NUMBER = "This was a spreadsheet's day number. Check the date it became."


class Order(StrEnum):
    """Which comes first in a date of three numbers."""

    DAY = "day"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class DateReading:
    """What was made of a date.

    Attributes:
        value: the date, or None when there is none or it cannot be told.
        problem: why it cannot be told and what to do; empty when it can or nothing was given.
        ambiguous: day and month could each be the other.
        warning: something to check although the date was read; may be empty.
    """

    value: date | None
    problem: str = ""
    ambiguous: bool = False
    warning: str = ""


def read_date(raw: str | float | date | None, order: Order = Order.DAY) -> DateReading:
    """Read a date as people, systems and spreadsheets write it.

    Takes ``4/3/1952``, ``4-3-1952``, ``4.3.1952``, ``1952-03-04`` with or without a time, ``4 March 1952``,
    ``Tue 4th Mar 1952``, ``March 4, 1952``, ``19520304``, ``04031952`` and Excel's day numbers.

    Args:
        raw: the cell or what was typed; None and blanks give an empty reading.
        order: what a list whose dates are month first says of itself, chosen by a person.

    Returns:
        The reading; never raises.
    """
    if raw is None or isinstance(raw, datetime):
        return DateReading(None if raw is None else raw.date())
    if isinstance(raw, date):
        return DateReading(raw)
    if isinstance(raw, int | float):
        return _from_number(raw)
    typed = clean(raw).lower()
    if not typed:
        return DateReading(None)
    for shape, read in _SHAPES:
        if found := shape.fullmatch(typed):
            return read(found, order)
    return DateReading(None, f"This is not a date we can read. {SHAPE}")


def read_birth(raw: str | float | date | None, today: date, order: Order = Order.DAY) -> DateReading:
    """Read a date of birth; see `read_date`.

    Args:
        raw: the cell or what was typed.
        today: the day it is.
        order: see `read_date`.

    Returns:
        The reading; a date ahead or more than 120 years back is a problem and has no value.
    """
    reading = read_date(raw, order)
    if reading.value is None:
        return reading
    if reading.value > today:
        return DateReading(None, "This date of birth has not come yet. Check the year.")
    if today.year - reading.value.year > OLDEST:
        years = today.year - reading.value.year
        return DateReading(None, f"This would make them about {years} years old. Check the year.")
    return reading


def ordinal(number: int) -> str:
    """Write a place in order: ``1st``, ``22nd``, ``13th``.

    Args:
        number: 1 or more.
    """
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"


def months_before(day: date, months: int) -> date:
    """The same day some months earlier; the last of that month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def day_month(day: date) -> str:
    """Write ``18 November``."""
    return f"{day.day} {MONTHS[day.month - 1]}"


def day_month_year(day: date) -> str:
    """Write ``18 November 2026``, the same whatever the system's language."""
    return f"{day_month(day)} {day.year}"


def full_day(day: date) -> str:
    """Write ``Wednesday 18 November 2026``."""
    return f"{DAYS[day.weekday()]} {day_month_year(day)}"


def short_day(day: date) -> str:
    """Write ``Wed 18 Nov``."""
    return f"{DAYS[day.weekday()][:3]} {day.day} {MONTHS[day.month - 1][:3]}"


def near_day(day: date, today: date) -> str:
    """Write a day as it is said: ``today``, ``yesterday``, ``tomorrow``, ``Wed 18 Nov``, ``18 Nov 2024``.

    Args:
        day: the day to write.
        today: the day it is.

    Returns:
        Words; the year is written when the day is more than about half a year away in another year.
    """
    near = {0: "today", -1: "yesterday", 1: "tomorrow"}.get((day - today).days)
    if near:
        return near
    if day.year != today.year and abs((day - today).days) > 182:
        return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"
    return short_day(day)


def moment_words(moment: datetime, now: datetime) -> str:
    """Write a moment for the screen: ``yesterday 15:10``, ``today 08:55``, ``Mon 16 Nov 09:00``.

    Args:
        moment: in local time.
        now: in local time.
    """
    return f"{near_day(moment.date(), now.date())} {clock_24(moment)}"


def clock_24(moment: time | datetime) -> str:
    """Write a time for the screen: ``08:05``, ``15:10``."""
    return f"{moment.hour:02}:{moment.minute:02}"


def clock_12(moment: time | datetime) -> str:
    """Write a time for paper: ``11:05am``; whole hours as ``11am``; noon is ``12pm``."""
    minutes = f":{moment.minute:02}" if moment.minute else ""
    return f"{moment.hour % 12 or 12}{minutes}{'am' if moment.hour < 12 else 'pm'}"


def _from_iso(found: re.Match[str], _order: Order) -> DateReading:
    return _made(found[1], found[2], found[3])


def _from_numbers(found: re.Match[str], order: Order) -> DateReading:
    day, month = (found[1], found[2]) if order is Order.DAY else (found[2], found[1])
    if len(found[3]) == 2:
        return DateReading(None, TWO_DIGIT_YEAR)
    if order is Order.DAY and int(day) <= 12 < int(month):
        return DateReading(None, MONTH_FIRST)
    reading = _made(found[3], month, day)
    if reading.value is None or order is Order.MONTH or int(day) > 12 or int(day) == int(month):
        return reading
    return replace(reading, ambiguous=True, warning=AMBIGUOUS)


def _from_compact(found: re.Match[str], _order: Order) -> DateReading:
    """Eight digits. The year is first where it can be: a year last would make month 18, 19 or 20 of it."""
    digits = found[0]
    if int(found[1]) in _YEARS_ALONE and int(found[2]) <= 12:
        return _made(found[1], found[2], found[3])
    return _made(digits[4:], digits[2:4], digits[:2])


def _from_serial(found: re.Match[str], _order: Order) -> DateReading:
    return _from_number(float(found[0]))


def _from_number(number: float) -> DateReading:
    if number in _YEARS_ALONE:
        return DateReading(None, YEAR_ALONE)
    if not _EXCEL_LEAP_SLIP < number < _EXCEL_TOP + 1:
        return DateReading(None, f"This is a number, not a date. {SHAPE}")
    return DateReading(EXCEL_EPOCH + timedelta(days=int(number)), warning=FROM_NUMBER)


def _from_day_word(found: re.Match[str], _order: Order) -> DateReading:
    reading = _worded(found[4], found[3], found[2])
    day = reading.value
    if day is None or not found[1] or DAYS[day.weekday()].lower().startswith(found[1]):
        return reading
    return replace(reading, warning=f"{day_month_year(day)} is a {DAYS[day.weekday()]}. Check the date.")


def _from_word_day(found: re.Match[str], _order: Order) -> DateReading:
    return _worded(found[3], found[1], found[2])


def _worded(year: str, word: str, day: str) -> DateReading:
    short = "sep" if word == "sept" else word
    month = next((number for number, name in enumerate(MONTHS, 1) if name.lower().startswith(short)), 0)
    if not month:
        return DateReading(None, f"“{word}” is not a month we know. {SHAPE}")
    return _made(year, str(month), day) if len(year) == 4 else DateReading(None, TWO_DIGIT_YEAR)


def _made(year: str, month: str, day: str) -> DateReading:
    try:
        return DateReading(date(int(year), int(month), int(day)))
    except ValueError:
        return DateReading(None, NO_SUCH_DAY)


_SHAPES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], Order], DateReading]], ...] = (
    (_ISO, _from_iso),
    (_NUMBERS, _from_numbers),
    (_COMPACT, _from_compact),
    (_SERIAL, _from_serial),
    (_DAY_WORD, _from_day_word),
    (_WORD_DAY, _from_word_day),
)
