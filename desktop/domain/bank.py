"""The volunteer bank: what asking back comes to, when to be in touch, where time is short or idle."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from db.enums import VolunteerStatus
from db.enums_bank import RecallAnswer

TOUCH_DAYS = 90
"""Days after which a volunteer is thanked or rung again (hub policy)."""
MOST_TRIES = 3
"""Calls without an answer after which nobody rings again in the same recall (hub policy)."""
REVIEW_DAYS = 28
"""How long after its first day a placement is looked at, unless another day is chosen (hub policy)."""
LONGEST_DAYS = 366
"""The longest a placement is agreed for at once; it can be made longer after a review (hub policy)."""
TIGHT = 0.8
"""From this part of the free hours on, the work of a week is said to be tight (hub policy)."""
_AWAY = frozenset({VolunteerStatus.RESTING, VolunteerStatus.DORMANT})
_SETTLED = frozenset(
    {RecallAnswer.YES, RecallAnswer.NOT_NOW, RecallAnswer.NO_MORE, RecallAnswer.WRONG_NUMBER}
)


class Stand(StrEnum):
    """How offered time stands against the work of a week."""

    NOBODY = "nobody"
    SHORT = "short"
    TIGHT = "tight"
    ENOUGH = "enough"
    IDLE = "idle"
    QUIET = "quiet"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a recall has come.

    Attributes:
        to_ring: how many are still to be rung, those who did not answer among them.
        no_answer: how many were rung as often as anybody is, and never answered.
    """

    asked: int = 0
    to_ring: int = 0
    yes: int = 0
    not_now: int = 0
    no_more: int = 0
    no_answer: int = 0
    wrong_number: int = 0


def is_settled(answer: RecallAnswer, tries: int) -> bool:
    """Whether nobody rings a volunteer again in this recall.

    Args:
        answer: the last one.
        tries: how often they were rung.
    """
    return answer in _SETTLED or (answer is RecallAnswer.NO_ANSWER and tries >= MOST_TRIES)


def status_after(status: VolunteerStatus, answer: RecallAnswer) -> VolunteerStatus:
    """Where a volunteer stands once they have answered.

    Yes makes whoever rests or is dormant active; a newcomer's way in stays as it is, as the gate asks for
    its checks anyway. No more is leaving. Everything else changes nothing.
    """
    if answer is RecallAnswer.YES and status in _AWAY:
        return VolunteerStatus.ACTIVE
    return VolunteerStatus.LEFT if answer is RecallAnswer.NO_MORE else status


def progress(counted: Mapping[tuple[RecallAnswer, bool], int]) -> Progress:
    """Add up a recall.

    Args:
        counted: how many volunteers by answer, and by whether they are settled.
    """

    def of(answer: RecallAnswer) -> int:
        return counted.get((answer, True), 0)

    return Progress(
        asked=sum(counted.values()),
        to_ring=sum(count for (_, settled), count in counted.items() if not settled),
        yes=of(RecallAnswer.YES),
        not_now=of(RecallAnswer.NOT_NOW),
        no_more=of(RecallAnswer.NO_MORE),
        no_answer=of(RecallAnswer.NO_ANSWER),
        wrong_number=of(RecallAnswer.WRONG_NUMBER),
    )


def touch_next(on: date, chosen: date | None = None) -> date:
    """When to thank somebody or be in touch again."""
    return chosen or on + timedelta(days=TOUCH_DAYS)


def days_there(weekdays: Collection[int], first: date, last: date) -> tuple[date, ...]:
    """The days somebody is with their host, from a first to a last day.

    Args:
        weekdays: agreed with the host, 0 for Monday.
        first: the first day looked at, or of the placement.
        last: the last one, counted.
    """
    many = (last - first).days + 1
    days = (first + timedelta(days=one) for one in range(many))
    return tuple(day for day in days if day.weekday() in weekdays)


def review_day(first: date, last: date, chosen: date | None = None) -> date:
    """The day a placement is looked at: the one chosen, or four weeks in, and never after its last day."""
    return min(chosen or first + timedelta(days=REVIEW_DAYS), last)


def stand(able: int, free_minutes: int, needed_minutes: int) -> Stand:
    """How the time offered stands against the work of the next seven days.

    Args:
        able: how many volunteers could do it.
        free_minutes: what they offer a week, less what they have on already.
        needed_minutes: the work that nobody has yet.

    Returns:
        `NOBODY` where there is work and nobody, `SHORT` where it is more than they have, `TIGHT` from four
        fifths on, `ENOUGH` below; `IDLE` where people wait and there is no work, `QUIET` where there is
        neither.
    """
    if not needed_minutes:
        return Stand.IDLE if able and free_minutes > 0 else Stand.QUIET
    if not able:
        return Stand.NOBODY
    if needed_minutes > free_minutes:
        return Stand.SHORT
    return Stand.TIGHT if needed_minutes >= TIGHT * free_minutes else Stand.ENOUGH
