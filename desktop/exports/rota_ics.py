"""A volunteer's shifts as a calendar file: hours and what is done, never who, where or with whom.

A calendar is shown on telephones and lies with companies the hub knows nothing of.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from desktop.exports.ics_files import Event, calendar

#: Names what these ids are made of (RFC 9562 section 5.5).
_NAMES = uuid.uuid5(uuid.NAMESPACE_DNS, "rota.hubkeeper.invalid")


@dataclass(frozen=True, slots=True)
class CalendarShift:
    """One shift of a volunteer.

    Args:
        shift_key: the shift's own key, the same each time.
        person_key: the volunteer's, so that two calendars of a household do not overwrite each other.
        summary: the job, and what is done on it; it names nobody.
        day, start, end: when, in minutes since midnight, local time.
        sequence: larger whenever the shift was changed.
        is_cancelled: whether they do not come after all.
    """

    shift_key: str
    person_key: str
    summary: str
    day: date
    start: int
    end: int
    sequence: int = 0
    is_cancelled: bool = False


def rota_calendar(shifts: Iterable[CalendarShift], now: datetime) -> bytes:
    """Write a calendar of shifts.

    Args:
        shifts: in order.
        now: the moment it is written, with its zone.

    Returns:
        The file. The id of each event gives away neither the shift's key nor the volunteer's.
    """
    return calendar(map(_event, shifts), now)


def _event(shift: CalendarShift) -> Event:
    key = uuid.uuid5(_NAMES, f"{shift.shift_key} {shift.person_key}")
    last = shift.end < 24 * 60
    return Event(
        uid=f"{key}@hubkeeper",
        summary=shift.summary,
        day=shift.day,
        starts_at=time(*divmod(shift.start, 60)),
        ends_at=time(*divmod(shift.end, 60)) if last else time(23, 59),
        sequence=shift.sequence,
        is_cancelled=shift.is_cancelled,
    )
