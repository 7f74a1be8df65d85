"""What the outcome of a call decides: the next day, the next time, and whose step it is.

Everything here is hub policy, and gentle: it never drops anybody. Whoever was not reached stays due until
somebody reached them, or a step of their plan says how they are.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from desktop.domain.recurrence import occurrences

RETRY = timedelta(minutes=30)
"""How long to wait before ringing again somebody who did not answer."""
LAST_RING = time(18, 0)
"""Nobody is rung again after this on the same day; the next try is in the morning."""
FIRST_RING = time(9, 30)
"""When a try put off to the next day is due, where they have no usual time."""
_LOOK_AHEAD = timedelta(days=400)
"""Longer than any rule a form offers skips: once a month, or once a year."""

Spells = Collection[tuple[date, date]]


@dataclass(frozen=True, slots=True)
class Plan:
    """What a plan says.

    Attributes:
        rule: how often, RFC 5545.
        starts_on: the first day that may count.
        at_time: about when; None for any time.
        tries: how often it rings out before the steps begin, at least 1.
        steps: how many steps there are for no answer.
    """

    rule: str
    starts_on: date
    at_time: time | None = None
    tries: int = 2
    steps: int = 0


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a plan stands.

    Attributes:
        next_on: the day of the next call or step; None when there is none to come.
        next_time: about when on that day; None for any time.
        misses: how often it rang out since they were last reached.
        next_step: the step whose turn it is, from 1; 0 while they are rung themselves. One more than there
            are steps means that every step was taken and nobody knows how they are.
    """

    next_on: date | None
    next_time: time | None = None
    misses: int = 0
    next_step: int = 0


def first(plan: Plan, today: date, spells: Spells = ()) -> Standing:
    """Where a new plan stands: due on its first day from today on."""
    return _at(plan, next_day(plan, today, spells))


def next_day(plan: Plan, since: date, spells: Spells = ()) -> date | None:
    """The first day of a plan from a day on, that day counted; spells away are passed over.

    Args:
        plan: the plan.
        since: the day to look from.
        spells: first and last days away, both counted.

    Returns:
        The day; None where the plan is over.
    """
    since = max(since, plan.starts_on)
    found = occurrences(plan.rule, plan.starts_on, since + _LOOK_AHEAD, spells, since=since)
    return found[0] if found else None


def reached(plan: Plan, today: date, spells: Spells = (), *, wanted: date | None = None) -> Standing:
    """They were reached, or somebody who saw them says how they are: the next call is the plan's next day.

    Args:
        plan: the plan.
        today: the day of the call.
        spells: days away.
        wanted: the day they asked to be rung; None for the plan's own.
    """
    return _at(plan, wanted or next_day(plan, today + timedelta(days=1), spells))


def rung_out(plan: Plan, was: Standing, now: datetime) -> Standing:
    """Nobody answered: ring again in a while, or begin the steps once it rang out often enough.

    Args:
        plan: the plan.
        was: where it stood.
        now: the moment, local.
    """
    misses = was.misses + 1
    if misses >= plan.tries:
        return _step(was, now.date(), 1, misses)
    again = now + RETRY
    if again.date() == now.date() and again.time() <= LAST_RING:
        return Standing(now.date(), again.time().replace(second=0, microsecond=0), misses)
    return Standing(now.date() + timedelta(days=1), plan.at_time or FIRST_RING, misses)


def wrong_number(plan: Plan, was: Standing, today: date) -> Standing:
    """The number is somebody else's: ringing again helps nobody, so the steps begin at once."""
    return _step(was, today, 1, max(was.misses + 1, plan.tries))


def step_without_news(was: Standing, today: date) -> Standing:
    """A step was taken and nobody knows how they are: the next one is due, today."""
    return _step(was, today, was.next_step + 1, was.misses)


def is_last_resort(plan: Plan, standing: Standing) -> bool:
    """Whether every step was taken and nobody knows how they are: the safeguarding lead has to know."""
    return standing.next_step > plan.steps


def quiet_since(today: date, quiet_days: int) -> date:
    """The last day on which somebody must have been reached, or the list of the quiet names them."""
    return today - timedelta(days=quiet_days)


def _step(was: Standing, today: date, step: int, misses: int) -> Standing:
    return replace(was, next_on=today, next_time=None, misses=misses, next_step=step)


def _at(plan: Plan, day: date | None) -> Standing:
    return Standing(day, plan.at_time if day else None)
