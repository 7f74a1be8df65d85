"""By when a request about somebody's own data is answered.

The rules are those of UK GDPR Article 12A, put in by the Data (Use and Access) Act 2025, section 76: one
month that begins when the request came or, where they were asked to show who they are, when they did; two
months more where it is complex and they were told so within the first; and for a copy of their data the days
do not count in which the hub waits to hear what exactly they want. The day of that question counts all the
same, so that nothing is late by reading the law too kindly. The month ends on the same day of the next, or
its last; an end on a weekend or bank holiday is the next working day (ICO guide to the right of access).
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from db.enums import Nation
from desktop.domain.dates import months_before
from desktop.domain.errors import DomainError
from desktop.domain.working_days import add_working_days

MONTHS, LONGER = 1, 3
"""Months there are to answer, and with an extension."""


class Waits(StrEnum):
    """What the clock stands for."""

    IDENTITY = "identity"
    CLARITY = "clarity"


@dataclass(frozen=True, slots=True)
class RightsClock:
    """The days of one request.

    Attributes:
        received: the day it came.
        identity_asked: the day they were asked to show who they are; None where that was plain.
        identity_known: the day they did.
        clarity_asked: the day they were asked what exactly they want; only of a copy of their data.
        clarity_known: the day they said.
        extended: the day they were told that it takes longer.
    """

    received: date
    identity_asked: date | None = None
    identity_known: date | None = None
    clarity_asked: date | None = None
    clarity_known: date | None = None
    extended: date | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """When it is to be answered.

    Attributes:
        day: the last day, as far as it is known: while the clock stands it moves on.
        extend_by: the last day to tell them that it takes longer.
        waits: what the clock stands for; None while it runs.
    """

    day: date
    extend_by: date
    waits: Waits | None


def due(clock: RightsClock, today: date, nation: Nation = Nation.ENGLAND) -> Due:
    """The last day to answer.

    Args:
        clock: the days of the request.
        today: the day it is; while the clock stands it counts as the day it runs on.
        nation: whose bank holidays count.
    """
    waits = _waits(clock)
    begins = clock.received
    if clock.identity_asked is not None:
        begins = max(begins, clock.identity_known or today)
    stood = 0
    if clock.clarity_asked is not None:
        until = max(clock.clarity_known or today, clock.clarity_asked)
        stood = max(0, (until - max(clock.clarity_asked, begins)).days)
    first = _end(begins, MONTHS, stood, nation)
    last = _end(begins, LONGER, stood, nation) if clock.extended is not None else first
    return Due(last, first, waits)


def check(clock: RightsClock, today: date) -> None:
    """Refuse days that cannot be.

    Raises:
        DomainError: a day is to come, before the request, or an answer before its question; or they were told
            too late that it takes longer.
    """
    named = {
        "received_on": clock.received,
        "identity_asked_on": clock.identity_asked,
        "identity_on": clock.identity_known,
        "clarity_asked_on": clock.clarity_asked,
        "clarity_on": clock.clarity_known,
        "extended_on": clock.extended,
    }
    for field, day in named.items():
        if day is not None and day > today:
            raise DomainError("This day is still to come. Check the date.", field=field)
        if day is not None and day < clock.received:
            raise DomainError("This is before they asked. Check the date.", field=field)
    for field, asked, answered in (
        ("identity_on", clock.identity_asked, clock.identity_known),
        ("clarity_on", clock.clarity_asked, clock.clarity_known),
    ):
        if answered is not None and asked is None:
            raise DomainError("Say on which day they were asked first.", field=field)
        if answered is not None and asked is not None and answered < asked:
            raise DomainError("This is before they were asked. Check the date.", field=field)


def told_in_time(clock: RightsClock, nation: Nation = Nation.ENGLAND) -> bool:
    """Whether they were told within the first month that it takes longer; True where it does not."""
    if clock.extended is None:
        return True
    return clock.extended <= due(clock, clock.extended, nation).extend_by


def _waits(clock: RightsClock) -> Waits | None:
    if clock.identity_asked is not None and clock.identity_known is None:
        return Waits.IDENTITY
    if clock.clarity_asked is not None and clock.clarity_known is None:
        return Waits.CLARITY
    return None


def _end(begins: date, months: int, stood: int, nation: Nation) -> date:
    end = date.fromordinal(months_before(begins, -months).toordinal() + stood)
    return add_working_days(end, 0, nation)
