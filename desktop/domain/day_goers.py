"""Who is likely to go out on a day, and during which hours, before anybody is asked."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from desktop.domain.availability import Absence, Busy, Slot, Span, free_spans, is_away

USUAL_HOURS = Span(10 * 60, 13 * 60)
"""When somebody goes out who said no hours; the hub's habit."""
LEAST_MINUTES = 45
"""Less free time than this is no round."""
LATELY_DAYS = 28
"""Whoever drove a round within so many days before is likely to go again."""
_DAY = Span(8 * 60, 20 * 60)


class Standing(StrEnum):
    """How somebody stands on a day; whoever goes or is free can be sent, the others are asked first."""

    GOES = "goes"
    FREE = "free"
    ASK = "ask"
    BUSY = "busy"
    AWAY = "away"


class Hours(NamedTuple):
    """How somebody stands on a day, and the hours they would be out."""

    standing: Standing
    span: Span


def hours_on(
    day: date,
    slots: tuple[Slot, ...],
    absences: tuple[Absence, ...],
    busy: tuple[Busy, ...],
    *,
    shift: Span | None = None,
    likely: bool = False,
) -> Hours:
    """Say how somebody stands on a day.

    Args:
        day: the date.
        slots: hours they usually give; none at all means that nobody has asked.
        absences: days away.
        busy: what they have on besides driving on the rota.
        shift: the hours they drive on the rota that day; None for none.
        likely: they usually go to somebody on the list, or drove lately.

    Returns:
        The shift where there is one; else the longest free time of the day, cut to the usual hours where it
        holds them.
    """
    if is_away(absences, day):
        return Hours(Standing.AWAY, USUAL_HOURS)
    if shift is not None:
        return Hours(Standing.GOES, shift)
    said = any(slot.weekday == day.weekday() for slot in slots)
    span = _longest(free_spans(slots if said else (), (), busy, day))
    if span is None:
        return Hours(Standing.BUSY, USUAL_HOURS)
    if likely and (said or not slots):
        return Hours(Standing.GOES, span)
    return Hours(Standing.FREE if said else Standing.ASK, span)


def _longest(spans: Sequence[Span]) -> Span | None:
    """The longest span by daylight, cut to the usual hours where it holds them; None for none worth it."""
    if any(one.start <= USUAL_HOURS.start and one.end >= USUAL_HOURS.end for one in spans):
        return USUAL_HOURS
    cut = [Span(max(one.start, _DAY.start), min(one.end, _DAY.end)) for one in spans]
    longest = max(cut, key=lambda one: one.end - one.start, default=None)
    return longest if longest is not None and longest.end - longest.start >= LEAST_MINUTES else None
