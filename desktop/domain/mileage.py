"""What a mile is paid: the approved rates by tax year, or what the hub pays, whichever is less.

The rates are data (`resources/mileage.json`) with where they come from: Income Tax (Earnings and Pensions)
Act 2003, section 230 for one's own vehicle and section 234 for passengers. Those sections speak of employees;
HMRC lets volunteer drivers use the same rates, and up to them there is no profit to tax (Employment Income
Manual EIM71153 and EIM71155). The first 10,000 miles of a tax year count for all the organisations somebody
drives for; the hub knows its own miles alone.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from db.enums_money import Vehicle
from desktop.domain.errors import DomainError

_MILES = re.compile(r"(?P<miles>[0-9]{1,4})(?:\.(?P<tenths>[0-9]))?")
TENTHS = 10
"""Miles are kept in tenths, as a car counts them."""
MOST_A_DAY = 600 * TENTHS
"""More than this in one line is a slip of the hand."""


class Rate(NamedTuple):
    """What is paid for a mile from a day on.

    Attributes:
        pence: for each of the first miles.
        first: how many miles of a tax year are paid so; 0 for all of them.
        then: pence for each mile after those.
    """

    vehicle: Vehicle
    since: date
    pence: int
    first: int = 0
    then: int = 0


class Run(NamedTuple):
    """Miles driven on one day, in tenths; ``passengers`` are volunteers taken along in a car."""

    vehicle: Vehicle
    on: date
    tenths: int
    passengers: int = 0


def read_miles(text: str) -> int:
    """Miles as they are typed, such as ``4.6`` or ``12``, in tenths.

    Raises:
        DomainError: they are no miles, or finer than a tenth.
    """
    found = _MILES.fullmatch(text.strip())
    if not found:
        raise DomainError("Type miles with one figure after the point at most, such as 4.6.")
    return int(found["miles"]) * TENTHS + int(found["tenths"] or 0)


def show_miles(tenths: int) -> str:
    """Miles as they are read, such as ``4.6``."""
    return f"{tenths // TENTHS}.{tenths % TENTHS}"


def tax_year(day: date) -> date:
    """The 6 April on which a day's tax year began."""
    begins = date(day.year, 4, 6)
    return begins if day >= begins else date(day.year - 1, 4, 6)


def rate_on(rates: Iterable[Rate], vehicle: Vehicle, day: date) -> Rate:
    """The newest rate of a vehicle that holds on a day.

    Raises:
        DomainError: there is none so early.
    """
    found = [one for one in rates if one.vehicle is vehicle and one.since <= day]
    if not found:
        raise DomainError("There is no rate for this vehicle on that day.", field="on_date")
    return max(found, key=lambda one: one.since)


def paid_rate(approved: Rate, own: Rate | None) -> Rate:
    """The hub's own rate, held to the approved one; the approved one where the hub has none."""
    if own is None:
        return approved
    then = min(own.pence, approved.then) if approved.first else 0
    return approved._replace(pence=min(own.pence, approved.pence), then=then)


def refuse_above(approved: Rate, pence: int) -> None:
    """Refuse a rate of the hub's own that is more than the approved one.

    Raises:
        DomainError: it is, or is less than nought.
    """
    if not 0 <= pence <= approved.pence:
        raise DomainError(
            f"At most {approved.pence}p a mile: what is over the approved rate may be taxed.", field="pence"
        )


def miles_pay(rate: Rate, tenths: int, before: int) -> int:
    """What miles come to.

    Args:
        rate: what a mile is paid.
        tenths: miles driven, in tenths.
        before: tenths driven with such a vehicle earlier in the tax year.

    Returns:
        Whole pence, half a penny rounded up.
    """
    left = max(rate.first * TENTHS - before, 0) if rate.first else tenths
    high = min(tenths, left)
    return (high * rate.pence + (tenths - high) * rate.then + TENTHS // 2) // TENTHS


def pay(rates: Sequence[Rate], own: Sequence[Rate], run: Run, before: int) -> int:
    """What one line of a claim comes to, passengers included.

    Args:
        rates: the approved ones.
        own: what the hub pays instead.
        run: what was driven.
        before: tenths of a mile claimed for such a vehicle earlier in the same tax year.

    Returns:
        Whole pence.

    Raises:
        DomainError: no miles, more than a day holds, or passengers on something that is no car.
    """
    if not 0 < run.tenths <= MOST_A_DAY:
        raise DomainError("Type the miles driven, such as 4.6; a day holds 600 at most.", field="miles")
    if run.passengers and run.vehicle is not Vehicle.CAR:
        raise DomainError("Passengers are paid for in a car or van only.", field="passengers")
    sum_of = miles_pay(_rate(rates, own, run.vehicle, run.on), run.tenths, before)
    if run.passengers:
        each = _rate(rates, own, Vehicle.PASSENGER, run.on)
        sum_of += run.passengers * miles_pay(each, run.tenths, 0)
    return sum_of


def _rate(rates: Sequence[Rate], own: Sequence[Rate], vehicle: Vehicle, day: date) -> Rate:
    ours = [one for one in own if one.vehicle is vehicle and one.since <= day]
    return paid_rate(rate_on(rates, vehicle, day), max(ours, key=lambda one: one.since) if ours else None)
