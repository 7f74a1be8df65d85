"""Allowed moves between states, and what an outcome at the door asks for next."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from db.enums import RequestStatus as R
from db.enums import RoundStatus, TaskOutcome, TaskStatus
from db.enums import VolunteerStatus as V
from desktop.domain.errors import DomainError

_OPEN = frozenset({R.NEW, R.TRIAGED, R.ASSIGNED, R.IN_PROGRESS, R.WAITING})
_ENDED = frozenset({R.DONE, R.PASSED_ON, R.CANCELLED})
REQUEST_MOVES: Mapping[R, frozenset[R]] = {
    R.NEW: (_OPEN | _ENDED) - {R.NEW},
    R.TRIAGED: (_OPEN | _ENDED) - {R.TRIAGED, R.NEW},
    R.ASSIGNED: (_OPEN | _ENDED) - {R.ASSIGNED, R.NEW},
    R.IN_PROGRESS: (_OPEN | _ENDED) - {R.IN_PROGRESS, R.NEW},
    R.WAITING: (_OPEN | _ENDED) - {R.WAITING, R.NEW},
    R.DONE: frozenset({R.TRIAGED}),
    R.PASSED_ON: frozenset({R.TRIAGED, R.DONE, R.CANCELLED}),
    R.CANCELLED: frozenset({R.TRIAGED}),
}
TASK_MOVES: Mapping[TaskStatus, frozenset[TaskStatus]] = {
    TaskStatus.PLANNED: frozenset({TaskStatus.OUT, TaskStatus.DONE, TaskStatus.CANCELLED}),
    TaskStatus.OUT: frozenset({TaskStatus.PLANNED, TaskStatus.DONE, TaskStatus.CANCELLED}),
    TaskStatus.DONE: frozenset({TaskStatus.PLANNED, TaskStatus.OUT}),
    TaskStatus.CANCELLED: frozenset({TaskStatus.PLANNED}),
}
ROUND_MOVES: Mapping[RoundStatus, frozenset[RoundStatus]] = {
    RoundStatus.PLANNED: frozenset({RoundStatus.OUT, RoundStatus.BACK}),
    RoundStatus.OUT: frozenset({RoundStatus.PLANNED, RoundStatus.BACK}),
    RoundStatus.BACK: frozenset({RoundStatus.OUT}),
}
VOLUNTEER_MOVES: Mapping[V, frozenset[V]] = {
    V.APPLIED: frozenset({V.CONTACTED, V.ACTIVE, V.LEFT, V.ON_HOLD}),
    V.CONTACTED: frozenset({V.APPLIED, V.ACTIVE, V.LEFT, V.ON_HOLD}),
    V.ACTIVE: frozenset({V.RESTING, V.DORMANT, V.LEFT, V.ON_HOLD}),
    V.RESTING: frozenset({V.ACTIVE, V.DORMANT, V.LEFT, V.ON_HOLD}),
    V.DORMANT: frozenset({V.ACTIVE, V.RESTING, V.LEFT, V.ON_HOLD}),
    V.LEFT: frozenset({V.APPLIED, V.CONTACTED}),
    V.ON_HOLD: frozenset({V.SUSPENDED, V.ACTIVE, V.RESTING, V.LEFT}),
    V.SUSPENDED: frozenset({V.ON_HOLD, V.ACTIVE, V.LEFT}),
}


class FollowUp(StrEnum):
    """What an outcome asks somebody at the hub to do."""

    NONE = "none"
    CALL_TODAY = "call_today"
    WELFARE_ALARM = "welfare_alarm"
    CONCERN_PROMPT = "concern_prompt"
    PLAN_AGAIN = "plan_again"


@dataclass(frozen=True, slots=True)
class After:
    """What an outcome means.

    Attributes:
        task: where the task stands now.
        request: where a request with no other task should go; None leaves it to a person.
        follow_up: what the hub does next.
    """

    task: TaskStatus
    request: R | None
    follow_up: FollowUp


AFTER: Mapping[TaskOutcome, After] = {
    TaskOutcome.DELIVERED: After(TaskStatus.DONE, R.DONE, FollowUp.NONE),
    TaskOutcome.LEFT_SAFE: After(TaskStatus.DONE, R.DONE, FollowUp.NONE),
    TaskOutcome.PARTLY: After(TaskStatus.DONE, None, FollowUp.PLAN_AGAIN),
    TaskOutcome.NO_ANSWER: After(TaskStatus.DONE, None, FollowUp.CALL_TODAY),
    TaskOutcome.WRONG_ADDRESS: After(TaskStatus.DONE, None, FollowUp.CALL_TODAY),
    TaskOutcome.REFUSED: After(TaskStatus.DONE, None, FollowUp.CALL_TODAY),
    TaskOutcome.WORRIED: After(TaskStatus.DONE, None, FollowUp.CONCERN_PROMPT),
    TaskOutcome.LAST_UNOPENED: After(TaskStatus.DONE, None, FollowUp.WELFARE_ALARM),
    TaskOutcome.NOT_ATTEMPTED: After(TaskStatus.PLANNED, None, FollowUp.PLAN_AGAIN),
    TaskOutcome.CANCELLED: After(TaskStatus.CANCELLED, None, FollowUp.NONE),
}
"""A box from last time still unopened is a welfare alarm: nobody may have been at the door since."""


def check_request_move(old: R, new: R) -> None:
    """Refuse a move a request cannot make.

    Raises:
        DomainError: with what to do instead.
    """
    if old is not new and new not in REQUEST_MOVES[old]:
        raise DomainError("This request is closed. Open it again first.")


def check_task_move(old: TaskStatus, new: TaskStatus) -> None:
    """Refuse a move a task cannot make; see `check_request_move`."""
    if old is not new and new not in TASK_MOVES[old]:
        raise DomainError("This task has been called off. Plan it again first.")


def check_round_move(old: RoundStatus, new: RoundStatus) -> None:
    """Refuse a move a round cannot make; see `check_request_move`."""
    if old is not new and new not in ROUND_MOVES[old]:
        raise DomainError("This round is already back. Send it out again first.")


def check_volunteer_move(old: V, new: V) -> None:
    """Refuse a move a volunteer cannot make; see `check_request_move`.

    A hold is lifted or turned into a suspension by the safeguarding lead; nobody skips the hold.
    """
    if old is not new and new not in VOLUNTEER_MOVES[old]:
        raise DomainError("A volunteer cannot go straight there. Choose the step before it first.")
