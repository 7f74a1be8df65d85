"""Days, numbers and ends as people say them: "the end of March", "next Monday", "Christmas", "twelve"."""

import re
from calendar import monthrange
from datetime import date, timedelta

from desktop.domain.dates import DAYS, MONTHS
from desktop.domain.working_days import easter_sunday

NUMBERS = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
)
NUMBER = rf"(?:\d{{1,2}}|an?|{'|'.join(NUMBERS)})"
DAY = "(?:" + "|".join(f"{name[:3]}(?:{name[3:]})?" for name in map(str.lower, DAYS)) + r"|tues|thurs?)s?"
"""A weekday as said, short or long, one or several ("Mondays")."""
_MONTH = "(?:" + "|".join(f"{name[:3]}(?:{name[3:]})?" for name in map(str.lower, MONTHS)) + "|sept)"
_PART = "end|last day|middle|beginning|start"
DATE = (
    rf"(?:(?:the )?(?:{_PART}) of (?:(?:next|this|the) (?:week|month|year)|{_MONTH}(?: \d{{4}})?)"
    rf"|(?:the )?\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}(?: \d{{4}})?"
    r"|\d{4}-\d{1,2}-\d{1,2}|\d{1,2}/\d{1,2}(?:/\d{4})?"
    rf"|{_MONTH}(?: \d{{4}})?|(?:next |this )?{DAY}|next (?:week|month|year)"
    r"|christmas(?: eve)?|easter|new year|today|tomorrow)\b"
)
"""A day as said; `day_said` reads it."""
_PART_OF = re.compile(
    rf"(?:the )?(?P<part>{_PART}) of (?:(?P<span>.* )?(?P<unit>week|month|year)|(?P<named>.+))"
)
_DAY_OF = re.compile(rf"(?:the )?(\d{{1,2}})(?:st|nd|rd|th)?(?: of)? ({_MONTH})(?: (\d{{4}}))?")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})(?:/(\d{4}))?")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_MONTH_ALONE = re.compile(rf"({_MONTH})(?: (\d{{4}}))?")
_MIDDLE = 15


def number_of(said: str) -> int:
    """A number in figures or words, up to twelve in words."""
    return int(said) if said.isdigit() else 1 if said in ("a", "an") else NUMBERS.index(said) + 1


def day_list(said: str) -> list[int]:
    """Weekdays named in a text, Monday 0, in the order of the week."""
    return sorted({_weekday(one) for one in re.findall(DAY, said)})


def day_said(said: str, today: date) -> date | None:
    """Read a day; one without a year is the next there is, today counted.

    Args:
        said: matches `DATE`, in small letters.
        today: the day it is.

    Returns:
        The day; of a month, week or year alone its first. None where there is no such day.
    """
    return _span_said(said, today)[0]


def last_day_said(said: str, today: date) -> date | None:
    """Read a day as an end; see `day_said`. A month, week or year alone ends with its last day."""
    return _span_said(said, today)[1]


def _span_said(said: str, today: date) -> tuple[date | None, date | None]:
    typed = said.strip()
    near = {"today": today, "tomorrow": today + timedelta(days=1)}.get(typed)
    near = near or _feast(typed, today) or _dated(typed, today)
    if near is not None:
        return near, near
    if found := _PART_OF.fullmatch(typed):
        return _part(found, today)
    if found := _MONTH_ALONE.fullmatch(typed):
        return _month(found[1], found[2], today)
    if unit := re.fullmatch(r"next (week|month|year)", typed):
        return _unit("next", unit[1], today)
    if re.fullmatch(rf"(?:next |this )?{DAY}", typed):
        day = today + timedelta(days=(_weekday(typed.split()[-1]) - today.weekday()) % 7)
        skip = typed.startswith("next") and day == today
        return (day + timedelta(days=7 * skip),) * 2
    return None, None


def _dated(typed: str, today: date) -> date | None:
    if found := _ISO.fullmatch(typed):
        return _made(int(found[1]), int(found[2]), int(found[3]))
    if found := _SLASHED.fullmatch(typed):
        return _next(int(found[1]), int(found[2]), found[3], today)
    if found := _DAY_OF.fullmatch(typed):
        return _next(int(found[1]), _month_number(found[2]), found[3], today)
    return None


def _next(day: int, month: int, year: str | None, today: date) -> date | None:
    """The day in its year, or in the next year it is not past; 29 February waits for its year."""
    years = [int(year)] if year else range(today.year, today.year + 9)
    made = (_made(one, month, day) for one in years)
    return next((one for one in made if one is not None and (year or one >= today)), None)


def _part(found: re.Match[str], today: date) -> tuple[date | None, date | None]:
    unit = found["unit"]
    first, last = (
        _unit((found["span"] or "this").strip(), unit, today)
        if unit
        else _month(found["named"].split()[0], "".join(found["named"].split()[1:]), today)
    )
    if found["part"] in ("end", "last day"):
        return last, last
    middle = first + timedelta(days=_MIDDLE - 1) if unit != "week" else first + timedelta(days=2)
    day = middle if found["part"] == "middle" else first
    return day, day


def _unit(which: str, unit: str, today: date) -> tuple[date, date]:
    ahead = which == "next"
    if unit == "week":
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=ahead)
        return monday, monday + timedelta(days=6)
    if unit == "year":
        return date(today.year + ahead, 1, 1), date(today.year + ahead, 12, 31)
    year, month = divmod(today.year * 12 + today.month - 1 + ahead, 12)
    return _whole(year, month + 1)


def _month(name: str, year: str | None, today: date) -> tuple[date, date]:
    month = _month_number(name)
    return _whole(int(year) if year else today.year + (month < today.month), month)


def _whole(year: int, month: int) -> tuple[date, date]:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _feast(typed: str, today: date) -> date | None:
    """Christmas, Christmas Eve, Easter Sunday or New Year's Day, the next there is."""
    for year in (today.year, today.year + 1):
        days = {
            "christmas": date(year, 12, 25),
            "christmas eve": date(year, 12, 24),
            "easter": easter_sunday(year),
            "new year": date(year, 1, 1),
        }
        if typed in days and days[typed] >= today:
            return days[typed]
    return None


def _weekday(said: str) -> int:
    return next(at for at, name in enumerate(DAYS) if name.lower().startswith(said[:3]))


def _month_number(said: str) -> int:
    return next(at for at, name in enumerate(MONTHS, start=1) if name.lower().startswith(said[:3]))


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
