"""When a volunteer is free: weekly hours, less absences, less what is already promised.

Times are whole minutes since midnight, local time; intervals are half-open, so 09:00-10:00 and 10:00-11:00
touch without overlapping.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

DAY_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class Slot:
    """Hours a volunteer gives every week; weekday 0 is Monday."""

    weekday: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Absence:
    """Days away, both ends included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Busy:
    """Time already promised on a date, with a name to show: "Mill Green round"."""

    on_date: date
    start: int
    end: int
    label: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """Free time on one day."""

    start: int
    end: int


ALL_DAY = Span(0, DAY_MINUTES)


def is_away(absences: Iterable[Absence], on_date: date) -> bool:
    """Is the date inside one of the absences?"""
    return any(absence.first <= on_date <= absence.last for absence in absences)


def free_spans(
    slots: tuple[Slot, ...], absences: tuple[Absence, ...], busy: tuple[Busy, ...], on_date: date
) -> tuple[Span, ...]:
    """Work out the free time of one day.

    Args:
        slots: weekly hours; none at all means that nobody has asked yet, and the whole day counts.
        absences: days away.
        busy: what is promised, on any date.
        on_date: the day.

    Returns:
        Spans in time order, none touching another.
    """
    if absences and is_away(absences, on_date):
        return ()
    if slots:
        weekday = on_date.weekday()
        spans = _join(Span(slot.start, slot.end) for slot in slots if slot.weekday == weekday)
    else:
        spans = (ALL_DAY,)
    for promise in busy:
        if promise.on_date == on_date and promise.start < promise.end:
            spans = _without(spans, promise.start, promise.end)
    return spans


def free_for(spans: tuple[Span, ...], start: int, end: int, minutes: int) -> Span | None:
    """Find the first span with room for a task.

    Args:
        spans: free time in order.
        start, end: the task must lie between these.
        minutes: how long it takes, in one piece.

    Returns:
        The whole free span (it may reach beyond ``end``), or None when there is no room.
    """
    for span in spans:
        if min(span.end, end) - max(span.start, start) >= minutes:
            return span
    return None


def has_room(
    slots: tuple[Slot, ...],
    absences: tuple[Absence, ...],
    busy: tuple[Busy, ...],
    on_date: date,
    start: int,
    end: int,
    minutes: int,
) -> bool:
    """Is there room for a task? The same as `free_spans` and `free_for`, quick for thousands of people."""
    if slots:
        weekday = on_date.weekday()
        today = [slot for slot in slots if slot.weekday == weekday]
        if not today:
            return False
        if len(today) == 1 and not busy and not absences:
            slot = today[0]
            return (slot.end if slot.end < end else end) - (
                slot.start if slot.start > start else start
            ) >= minutes
    return free_for(free_spans(slots, absences, busy, on_date), start, end, minutes) is not None


def free_at(spans: tuple[Span, ...], minute: int) -> bool:
    """Is the volunteer free at this minute?"""
    return any(span.start <= minute < span.end for span in spans)


def free_until(spans: tuple[Span, ...], minute: int) -> int | None:
    """When the free time around this minute ends; None when not free then."""
    return next((span.end for span in spans if span.start <= minute < span.end), None)


def free_minutes(spans: tuple[Span, ...]) -> int:
    """All free time of the day, in minutes."""
    return sum(span.end - span.start for span in spans)


def clock(minute: int) -> str:
    """Write minutes since midnight as on screens: "13:00"."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def _join(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Sort spans, drop empty ones and join those that touch or overlap."""
    joined: list[Span] = []
    for span in sorted(spans, key=lambda each: (each.start, each.end)):
        if span.end <= span.start:
            continue
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)


def _without(spans: tuple[Span, ...], start: int, end: int) -> tuple[Span, ...]:
    """Cut a promise out of free time."""
    left = []
    for span in spans:
        if end <= span.start or span.end <= start:
            left.append(span)
            continue
        if span.start < start:
            left.append(Span(span.start, start))
        if end < span.end:
            left.append(Span(end, span.end))
    return tuple(left)
