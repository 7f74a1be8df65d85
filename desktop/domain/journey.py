"""A volunteer's way into the hub: what is behind them, what comes next, and how long nothing has happened.

The journey shows and reminds; it decides nothing. Whether somebody may do a task is the gate's to say, from
the checks (domain rule 3), so that low-risk help needs no more than the rules ask.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from db.enums import VolunteerStatus

REPLY_WITHIN_DAYS = 7
"""Days after which somebody who signed up and heard nothing is shown (the reports tell of sign-ups lost)."""
QUIET_AFTER_DAYS = 60
"""Days without a task after which an active volunteer is shown as idle."""


class Stage(StrEnum):
    """The stages, in their order."""

    APPLIED = "applied"
    CONTACTED = "contacted"
    CHECKS = "checks"
    INDUCTION = "induction"
    BUDDY_SHIFT = "buddy_shift"
    ACTIVE = "active"


class IdleKind(StrEnum):
    """What somebody waits for."""

    REPLY = "reply"
    TASK = "task"


@dataclass(frozen=True, slots=True)
class JourneyFacts:
    """What is known of a volunteer's way.

    Attributes:
        status: where they stand.
        joined_on: the day they signed up.
        contacted_on: the day somebody answered them; None where nobody recorded it.
        cleared: how many kinds of help the gate clears them for, or would once they are taken on.
        induction_on: the day of the induction the register holds as done; None before.
        buddy_on: the day they went along with somebody; None before.
        last_task: the day of their last task done.
    """

    status: VolunteerStatus
    joined_on: date | None = None
    contacted_on: date | None = None
    cleared: int = 0
    induction_on: date | None = None
    buddy_on: date | None = None
    last_task: date | None = None


@dataclass(frozen=True, slots=True)
class StageDone:
    """One stage and whether it is behind them.

    Attributes:
        stage: which.
        done: whether it is.
        on: the day, where there is one.
    """

    stage: Stage
    done: bool
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Idle:
    """How long somebody has waited, and for what."""

    kind: IdleKind
    days: int

    @property
    def is_long(self) -> bool:
        """Whether it is time to ring them."""
        limit = REPLY_WITHIN_DAYS if self.kind is IdleKind.REPLY else QUIET_AFTER_DAYS
        return self.days > limit


_UNANSWERED = frozenset({VolunteerStatus.APPLIED})
_COMING = frozenset({VolunteerStatus.APPLIED, VolunteerStatus.CONTACTED})


def stages(facts: JourneyFacts) -> tuple[StageDone, ...]:
    """Every stage, in its order, with whether it is behind them."""
    answered = facts.contacted_on is not None or facts.status not in _UNANSWERED
    return (
        StageDone(Stage.APPLIED, True, facts.joined_on),
        StageDone(Stage.CONTACTED, answered, facts.contacted_on),
        StageDone(Stage.CHECKS, facts.cleared > 0),
        StageDone(Stage.INDUCTION, facts.induction_on is not None, facts.induction_on),
        StageDone(Stage.BUDDY_SHIFT, facts.buddy_on is not None, facts.buddy_on),
        StageDone(Stage.ACTIVE, facts.status not in _COMING),
    )


def next_stage(facts: JourneyFacts) -> Stage | None:
    """The first stage not behind them; None for whoever has arrived, rests or has gone.

    Somebody active without an induction is not sent back: the gate asks for what the task needs.
    """
    if facts.status not in _COMING:
        return None
    return next(one.stage for one in stages(facts) if not one.done)


def idle(facts: JourneyFacts, today: date) -> Idle | None:
    """How long nothing has happened: since sign-up without a reply, or since the last task.

    Args:
        facts: what is known.
        today: the day it is.

    Returns:
        None for whoever is on the way, rests, is away or has left, and where no day is known.
    """
    if facts.status in _UNANSWERED and facts.contacted_on is None and facts.joined_on is not None:
        return Idle(IdleKind.REPLY, max(0, (today - facts.joined_on).days))
    since = facts.last_task or facts.buddy_on or facts.joined_on
    if facts.status is VolunteerStatus.ACTIVE and since is not None:
        return Idle(IdleKind.TASK, max(0, (today - since).days))
    return None
