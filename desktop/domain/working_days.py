"""Working days: neither a weekend nor a bank holiday of the hub's nation.

Bank holidays follow the Banking and Financial Dealings Act 1971, schedule 1, and what the Crown proclaims
each year by custom (the early May holiday, and a weekday in place of one that falls on a weekend). A holiday
proclaimed once, such as a coronation, is not known here: a chase then comes due on it, which hurts nobody.
"""

from datetime import date, timedelta
from functools import lru_cache

from db.enums import Nation

_DAY = timedelta(days=1)
_MONDAY, _FRIDAY = 0, 4


def add_working_days(day: date, count: int, nation: Nation = Nation.ENGLAND) -> date:
    """The working day so many working days after a day; for 0, the day itself or the next that is one."""
    found = day
    while not is_working_day(found, nation):
        found += _DAY
    for _each in range(count):
        found += _DAY
        while not is_working_day(found, nation):
            found += _DAY
    return found


def working_days_late(due: date, today: date, nation: Nation = Nation.ENGLAND) -> int:
    """How many working days have begun since something was due; 0 when it is not late."""
    span = (due + _DAY * step for step in range(1, (today - due).days + 1))
    return sum(is_working_day(one, nation) for one in span)


def is_working_day(day: date, nation: Nation = Nation.ENGLAND) -> bool:
    """Whether offices are open."""
    return day.weekday() <= _FRIDAY and day not in bank_holidays(day.year, nation)


@lru_cache(maxsize=64)
def bank_holidays(year: int, nation: Nation) -> frozenset[date]:
    """The bank holidays of a year in a nation, each on the weekday it is kept."""
    scotland, ireland = nation is Nation.SCOTLAND, nation is Nation.NORTHERN_IRELAND
    easter = easter_sunday(year)
    fixed = [date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)]
    if scotland:
        fixed += [date(year, 1, 2), date(year, 11, 30)]
    if ireland:
        fixed += [date(year, 3, 17), date(year, 7, 12)]
    found = {easter - 2 * _DAY, _first_monday(year, 5), _last_monday(year, 5)}
    found |= {_first_monday(year, 8)} if scotland else {_last_monday(year, 8), easter + _DAY}
    for one in sorted(fixed):
        kept = one
        while kept.weekday() > _FRIDAY or kept in found:
            kept += _DAY
        found.add(kept)
    return frozenset(found)


def easter_sunday(year: int) -> date:
    """Easter in the Gregorian calendar (the anonymous algorithm; Meeus, Astronomical Algorithms, ch. 8)."""
    golden, century, rest = year % 19, year // 100, year % 100
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    week = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    shift = (golden + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def _first_monday(year: int, month: int) -> date:
    first = date(year, month, 1)
    return first + _DAY * ((_MONDAY - first.weekday()) % 7)


def _last_monday(year: int, month: int) -> date:
    last = date(year, month, 31)
    return last - _DAY * last.weekday()
