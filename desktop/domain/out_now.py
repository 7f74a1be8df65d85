"""Somebody is out: whether they should have been heard of by now, and whose turn the next step is.

Lone work has to be watched by whoever sends people out (Health and Safety at Work etc. Act 1974, section 3;
HSE guidance INDG73, Protecting lone workers). The minutes and the steps are hub policy.
"""

from datetime import UTC, datetime, timedelta
from enum import StrEnum

GRACE = timedelta(minutes=15)
"""How late somebody may be, where the hub set no time, before it is an alarm."""
LONGEST_GRACE = timedelta(hours=2)
"""A hub may not wait longer than this."""
MOST_LATER = timedelta(hours=12)
"""Nobody is put off further than this at once."""


class OutState(StrEnum):
    """How somebody stands who is out."""

    BACK = "back"
    OUT = "out"
    LATE = "late"
    ALARM = "alarm"


class OutStep(StrEnum):
    """What is done, in this order, where somebody is not heard of."""

    RING = "ring"
    CONTACT = "contact"
    GO = "go"
    TELL = "tell"


STEPS = tuple(OutStep)


def state_of(due_at: datetime, back_at: datetime | None, now: datetime, grace: timedelta = GRACE) -> OutState:
    """How somebody stands; all moments aware, and compared in UTC, so that no change of the clocks counts.

    Args:
        due_at: when they are to be back or to ring in.
        back_at: when they were back; None while they are out.
        now: the moment.
        grace: how long they may be late before it is an alarm.
    """
    if back_at is not None:
        return OutState.BACK
    due, moment = due_at.astimezone(UTC), now.astimezone(UTC)
    if moment <= due:
        return OutState.OUT
    return OutState.LATE if moment <= due + grace else OutState.ALARM


def next_step(taken: int) -> OutStep | None:
    """The step whose turn it is; None once every step was taken.

    Args:
        taken: how many were.
    """
    return STEPS[taken] if taken < len(STEPS) else None


def later(due_at: datetime, now: datetime, minutes: int) -> datetime:
    """When somebody is due who asked for more time: counted from now where they are late already.

    Args:
        due_at: when they were due.
        now: the moment.
        minutes: how many more.
    """
    return max(due_at.astimezone(UTC), now.astimezone(UTC)) + min(timedelta(minutes=minutes), MOST_LATER)
