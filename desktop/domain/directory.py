"""The directory's own rules: what is old, what is left, whom to ring, and what may be printed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from db.enums import Answer
from db.enums_services import ServiceStatus
from desktop.domain.dates import months_before

OLD_MONTHS = 6
"""After so many months nobody should rely on what a directory says without ringing (issue, point 1)."""
SOON = timedelta(days=30)


class ContactTrouble(StrEnum):
    """What is wrong with whom to ring at an organisation, the worst first."""

    NOBODY = "nobody"
    LAPSED = "lapsed"
    ONLY_ONE = "only_one"
    NOT_CHECKED = "not_checked"


@dataclass(frozen=True, slots=True)
class Contacts:
    """Whom to ring at an organisation; see `db.models.Organisation` for what each means."""

    contact_name: str
    deputy_name: str
    contact_until: date | None = None
    deputy_until: date | None = None
    checked_on: date | None = None


def contact_trouble(one: Contacts, today: date) -> ContactTrouble | None:
    """Say what is wrong with whom to ring; None where nothing is.

    Nobody may have said yet when the names were checked: that alone is no trouble before there is a date.
    """
    named = [bool(one.contact_name), bool(one.deputy_name)]
    if not any(named):
        return ContactTrouble.NOBODY
    over = [until is not None and until < today for until in (one.contact_until, one.deputy_until)]
    if any(has and gone for has, gone in zip(named, over, strict=True)):
        return ContactTrouble.LAPSED
    if not all(named):
        return ContactTrouble.ONLY_ONE
    if one.checked_on is not None and is_old(one.checked_on, today):
        return ContactTrouble.NOT_CHECKED
    return None


def is_old(checked_on: date | None, today: date) -> bool:
    """Whether what was checked on a day, or never, is to be checked again."""
    return checked_on is None or checked_on < months_before(today, OLD_MONTHS)


def runs_out(until: date | None, today: date) -> bool:
    """Whether an agreement ends within 30 days, or has ended."""
    return until is not None and until <= today + SOON


def week_of(day: date) -> date:
    """The Monday of a day's week, in which capacity is counted."""
    return day - timedelta(days=day.weekday())


def room_left(
    a_week: int | None, told: int | None, asked_on: date | None, passed_on: Iterable[date], today: date
) -> int | None:
    """How many more a service can take this week.

    What it said this week counts, less those passed to it since, that day's included; without a word from it
    this week, what it takes in a week less those passed to it this week. It may have other callers: this is
    the most there can be, never a promise.

    Args:
        a_week: how many it takes in a week.
        told: how many more it could take when it was asked.
        asked_on: that day.
        passed_on: the day of each referral the hub sent it.
        today: the day it is.

    Returns:
        The number, not below 0; None where nobody said.
    """
    monday = week_of(today)
    sent = [day for day in passed_on if monday <= day <= today]
    if told is not None and asked_on is not None and asked_on >= monday:
        return max(0, told - sum(day >= asked_on for day in sent))
    return None if a_week is None else max(0, a_week - len(sent))


def may_stand_in_leaflet(status: ServiceStatus, in_leaflet: Answer, *, private: bool) -> bool:
    """Whether a service may stand in a printed directory, or a file of it.

    A service is public unless it said no; one that meets a private need only where it said yes.
    """
    if status is not ServiceStatus.ACTIVE:
        return False
    return in_leaflet is Answer.YES if private else in_leaflet is not Answer.NO


def may_tell_where(*, private: bool, withheld: bool) -> bool:
    """Whether a service's address and postcode may be printed or passed on.

    Where somebody is safe stays safe only while nobody reads it: of a service that meets a private need it is
    never told, whatever it agreed to, and of none that withheld it.
    """
    return not (private or withheld)
