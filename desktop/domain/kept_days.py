"""The days recurring help is given: the rule's, less its pauses, moved or left out on bank holidays."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from db.enums import Nation
from db.enums_repeats import HolidayRule
from desktop.domain.recurrence import occurrences
from desktop.domain.working_days import bank_holidays, is_working_day

_DAY = timedelta(days=1)
_MARGIN = timedelta(days=14)
"""How far a holiday may push a day: Christmas with its weekends is five days."""


class KeptDay(NamedTuple):
    """One time help is given.

    Attributes:
        occurrence: the day the rule falls on, by which its task is known for ever.
        on_date: the day it is done.
    """

    occurrence: date
    on_date: date

    @property
    def is_moved(self) -> bool:
        """Whether a bank holiday moved it."""
        return self.occurrence != self.on_date


def kept_days(
    rule: str,
    start: date,
    until: date,
    *,
    pauses: Collection[tuple[date, date]] = (),
    holidays: HolidayRule = HolidayRule.AS_USUAL,
    nation: Nation = Nation.ENGLAND,
    since: date | None = None,
) -> list[KeptDay]:
    """The days help is given.

    A pause holds back what would be done in it: a day that a holiday moved into a pause is held back, one
    that was moved out of it is not.

    Args:
        rule: an RFC 5545 rule over whole days.
        start: the first day that may count.
        until: the last day to look at, counted.
        pauses: first and last days of spells without help, both counted.
        holidays: what becomes of it on a bank holiday.
        nation: whose bank holidays.
        since: leave out what is done before this day; None for nothing.

    Returns:
        Days in the order of their occurrences; never two on one day, as the later one gives way.

    Raises:
        DomainError: the rule cannot be read.
    """
    moves = holidays in (HolidayRule.DAY_BEFORE, HolidayRule.DAY_AFTER)
    early = since - _MARGIN if since and moves else since
    days = occurrences(rule, start, until + _MARGIN if moves else until, since=early)
    if holidays is HolidayRule.AS_USUAL:
        placed: Iterable[KeptDay] = map(KeptDay, days, days)
    else:
        placed = _placed(days, holidays, nation, start)
    found: dict[date, KeptDay] = {}
    for kept in placed:
        occurrence, done = kept
        if done > until or (since and done < since) or any(first <= done <= last for first, last in pauses):
            continue
        # Moved onto a day that has help of its own, it is that day's help.
        if done == occurrence or done not in found:
            found[done] = kept
    return sorted(found.values())


def holiday_of(day: date, nation: Nation) -> bool:
    """Whether a day is a bank holiday of a nation."""
    return day in bank_holidays(day.year, nation)


def _placed(days: Sequence[date], holidays: HolidayRule, nation: Nation, start: date) -> Iterable[KeptDay]:
    years = {day.year for day in days}
    held = frozenset().union(*(bank_holidays(year, nation) for year in years))
    for day in days:
        if day not in held:
            yield KeptDay(day, day)
        elif holidays is not HolidayRule.SKIP:
            step = -_DAY if holidays is HolidayRule.DAY_BEFORE else _DAY
            done = day + step
            while not is_working_day(done, nation):
                done += step
            if done >= start:
                yield KeptDay(day, done)
