"""Which day it is when the laptop's clock may be wrong."""

from datetime import date
from typing import NamedTuple


class Today(NamedTuple):
    """The day to reckon with, and how many days the clock lags behind the newest record (0: it does not)."""

    day: date
    gap_days: int

    @property
    def must_be_settled(self) -> bool:
        """Is the gap over a day, so that the lead must say which is right?"""
        return self.gap_days > 1


def effective_today(system: date, newest_logged: date | None) -> Today:
    """Take the later of the clock and the change log, so that setting a clock back revives no lapsed check.

    Args:
        system: the laptop's own date.
        newest_logged: date of the newest change in the log; None in a new hub.

    Returns:
        The later date and the gap in whole days. A gap over a day is shown and settled by the
        lead (domain rule 3).
    """
    if newest_logged is None or newest_logged <= system:
        return Today(system, 0)
    return Today(newest_logged, (newest_logged - system).days)
