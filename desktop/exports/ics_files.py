"""A calendar file (RFC 5545) of what is planned: no name, address, number or note, ever.

Written by hand: the same events at the same moment give the same bytes, and nothing but what is named here
can get in.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from desktop.exports.text_lines import escaped, folded

ZONE = "Europe/London"
_CLOCKS = (
    *("BEGIN:VTIMEZONE", f"TZID:{ZONE}"),
    *("BEGIN:DAYLIGHT", "DTSTART:19960331T010000", "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU"),
    *("TZNAME:BST", "TZOFFSETFROM:+0000", "TZOFFSETTO:+0100", "END:DAYLIGHT"),
    *("BEGIN:STANDARD", "DTSTART:19961027T020000", "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU"),
    *("TZNAME:GMT", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0000", "END:STANDARD"),
    "END:VTIMEZONE",
)
"""UK clocks since 1996, as the Summer Time Order 2002 keeps them."""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing planned.

    Args:
        uid: the same for the same thing in every calendar written of it.
        summary: what it is, in words that name nobody.
        day: when.
        starts_at: the hour; None for some time that day.
        ends_at: until when; None where not known, or before it starts.
        sequence: larger whenever the thing was changed.
        is_cancelled: whether it does not take place.
    """

    uid: str
    summary: str
    day: date
    starts_at: time | None = None
    ends_at: time | None = None
    sequence: int = 0
    is_cancelled: bool = False


def calendar(events: Iterable[Event], now: datetime) -> bytes:
    """Write a calendar.

    Args:
        events: what is planned, in order.
        now: the moment it is written, with its zone.

    Returns:
        UTF-8 with CRLF line ends, lines folded at 75 bytes.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Hubkeeper//Handover//EN", "CALSCALE:GREGORIAN"]
    lines += ["METHOD:PUBLISH", *_CLOCKS]
    for event in events:
        lines += _event(event, now)
    return folded([*lines, "END:VCALENDAR"])


def _event(event: Event, now: datetime) -> list[str]:
    return [
        "BEGIN:VEVENT",
        f"UID:{escaped(event.uid)}",
        f"DTSTAMP:{now.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        *_times(event),
        f"SUMMARY:{escaped(event.summary)}",
        f"SEQUENCE:{event.sequence}",
        f"STATUS:{'CANCELLED' if event.is_cancelled else 'CONFIRMED'}",
        "CLASS:PRIVATE",
        "END:VEVENT",
    ]


def _times(event: Event) -> list[str]:
    if event.starts_at is None:
        after = event.day + timedelta(days=1)
        return [f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}", f"DTEND;VALUE=DATE:{after:%Y%m%d}"]
    starts = datetime.combine(event.day, event.starts_at)
    lines = [f"DTSTART;TZID={ZONE}:{starts:%Y%m%dT%H%M%S}"]
    if event.ends_at is not None and event.ends_at > event.starts_at:
        lines.append(f"DTEND;TZID={ZONE}:{datetime.combine(event.day, event.ends_at):%Y%m%dT%H%M%S}")
    return lines
