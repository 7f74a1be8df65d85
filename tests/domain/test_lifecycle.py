"""Allowed moves between states, and what an outcome at the door asks for next."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any

import pytest

from db.enums import RequestStatus, RoundStatus, TaskOutcome, TaskStatus, VolunteerStatus
from desktop.domain.errors import DomainError
from desktop.domain.lifecycle import (
    AFTER,
    REQUEST_MOVES,
    ROUND_MOVES,
    TASK_MOVES,
    VOLUNTEER_MOVES,
    FollowUp,
    check_request_move,
    check_round_move,
    check_task_move,
    check_volunteer_move,
)

R, T, V = RequestStatus, TaskStatus, VolunteerStatus
Table = Mapping[Any, frozenset[Any]]
ROOMS: list[tuple[type[StrEnum], Table, Callable[[Any, Any], None]]] = [
    (RequestStatus, REQUEST_MOVES, check_request_move),
    (TaskStatus, TASK_MOVES, check_task_move),
    (RoundStatus, ROUND_MOVES, check_round_move),
    (VolunteerStatus, VOLUNTEER_MOVES, check_volunteer_move),
]


@pytest.mark.parametrize(("states", "table", "check"), ROOMS)
def test_a_move_is_refused_exactly_when_the_table_lacks_it(
    states: type[StrEnum], table: Table, check: Callable[[Any, Any], None]
) -> None:
    assert set(table) == set(states)
    for old in states:
        assert old not in table[old]
        for new in states:
            if new is old or new in table[old]:
                check(old, new)
            else:
                with pytest.raises(DomainError, match=r"first\.$"):
                    check(old, new)


@pytest.mark.parametrize(
    ("check", "old", "new", "words"),
    [
        (check_request_move, R.DONE, R.ASSIGNED, "This request is closed. Open it again first."),
        (check_task_move, T.CANCELLED, T.OUT, "This task has been called off. Plan it again first."),
        (
            check_round_move,
            RoundStatus.BACK,
            RoundStatus.PLANNED,
            "This round is already back. Send it out again first.",
        ),
        (
            check_volunteer_move,
            V.LEFT,
            V.ACTIVE,
            "A volunteer cannot go straight there. Choose the step before it first.",
        ),
    ],
)
def test_a_refusal_says_what_to_do(check: Callable[[Any, Any], None], old: Any, new: Any, words: str) -> None:
    with pytest.raises(DomainError) as refused:
        check(old, new)
    assert refused.value.user_message == words


@pytest.mark.parametrize("table", [REQUEST_MOVES, TASK_MOVES, ROUND_MOVES, VOLUNTEER_MOVES])
def test_no_state_is_a_trap_and_each_can_be_reached(table: Table) -> None:
    for start in table:
        reached, waiting = {start}, [start]
        while waiting:
            for new in table[waiting.pop()] - reached:
                reached.add(new)
                waiting.append(new)
        assert len(reached) >= len(table) - 1, start
    assert all(any(state in moves for moves in table.values()) for state in list(table)[1:])


@pytest.mark.parametrize("closed", [R.DONE, R.CANCELLED, R.PASSED_ON])
def test_a_closed_request_opens_again_as_triaged_and_never_as_new(closed: RequestStatus) -> None:
    assert R.TRIAGED in REQUEST_MOVES[closed]
    assert not REQUEST_MOVES[closed] & {R.NEW, R.ASSIGNED, R.IN_PROGRESS, R.WAITING}


@pytest.mark.parametrize("old", [R.NEW, R.TRIAGED, R.ASSIGNED, R.IN_PROGRESS, R.WAITING])
def test_an_open_request_can_wait_be_closed_or_go_on_but_is_new_only_once(old: RequestStatus) -> None:
    assert REQUEST_MOVES[old] | {old, R.NEW} == set(R)
    assert R.NEW not in REQUEST_MOVES[old]


def test_a_request_with_a_partner_may_end_or_come_back() -> None:
    assert REQUEST_MOVES[R.PASSED_ON] == {R.TRIAGED, R.DONE, R.CANCELLED}
    assert REQUEST_MOVES[R.DONE] == REQUEST_MOVES[R.CANCELLED] == {R.TRIAGED}


def test_tasks_and_rounds_go_out_and_come_back() -> None:
    assert TASK_MOVES[T.PLANNED] == {T.OUT, T.DONE, T.CANCELLED}
    assert TASK_MOVES[T.OUT] == {T.PLANNED, T.DONE, T.CANCELLED}
    assert TASK_MOVES[T.DONE] == {T.PLANNED, T.OUT}
    assert TASK_MOVES[T.CANCELLED] == {T.PLANNED}
    assert ROUND_MOVES[RoundStatus.PLANNED] == {RoundStatus.OUT, RoundStatus.BACK}
    assert ROUND_MOVES[RoundStatus.OUT] == {RoundStatus.PLANNED, RoundStatus.BACK}
    assert ROUND_MOVES[RoundStatus.BACK] == {RoundStatus.OUT}


@pytest.mark.parametrize("old", [state for state in V if state not in (V.SUSPENDED, V.ON_HOLD, V.LEFT)])
def test_anybody_can_be_held_or_leave_at_once_but_nobody_is_suspended_without_a_hold(
    old: VolunteerStatus,
) -> None:
    assert {V.ON_HOLD, V.LEFT} <= VOLUNTEER_MOVES[old]
    assert V.SUSPENDED not in VOLUNTEER_MOVES[old]


def test_volunteers_rest_go_dormant_and_come_back() -> None:
    for one in (V.ACTIVE, V.RESTING, V.DORMANT):
        assert VOLUNTEER_MOVES[one] & {V.ACTIVE, V.RESTING, V.DORMANT} == {V.ACTIVE, V.RESTING, V.DORMANT} - {
            one
        }
    assert VOLUNTEER_MOVES[V.APPLIED] == {V.CONTACTED, V.ACTIVE, V.LEFT, V.ON_HOLD}
    assert VOLUNTEER_MOVES[V.CONTACTED] == {V.APPLIED, V.ACTIVE, V.LEFT, V.ON_HOLD}
    assert VOLUNTEER_MOVES[V.ON_HOLD] == {V.SUSPENDED, V.ACTIVE, V.RESTING, V.LEFT}
    assert VOLUNTEER_MOVES[V.SUSPENDED] == {V.ON_HOLD, V.ACTIVE, V.LEFT}
    assert VOLUNTEER_MOVES[V.LEFT] == {V.APPLIED, V.CONTACTED}


def test_every_outcome_says_what_comes_next() -> None:
    assert set(AFTER) == set(TaskOutcome)


def test_an_unopened_box_is_an_alarm_and_a_worry_asks_about_a_concern() -> None:
    assert AFTER[TaskOutcome.LAST_UNOPENED].follow_up is FollowUp.WELFARE_ALARM
    assert AFTER[TaskOutcome.WORRIED].follow_up is FollowUp.CONCERN_PROMPT
    alarms = {outcome for outcome, after in AFTER.items() if after.follow_up is FollowUp.WELFARE_ALARM}
    assert alarms == {TaskOutcome.LAST_UNOPENED}


@pytest.mark.parametrize("outcome", [TaskOutcome.NO_ANSWER, TaskOutcome.WRONG_ADDRESS, TaskOutcome.REFUSED])
def test_an_outcome_without_help_is_rung_about_the_same_day(outcome: TaskOutcome) -> None:
    assert AFTER[outcome].follow_up is FollowUp.CALL_TODAY
    assert AFTER[outcome].task is T.DONE


def test_only_help_that_was_given_closes_a_request() -> None:
    closing = {outcome for outcome, after in AFTER.items() if after.request is R.DONE}
    assert closing == {TaskOutcome.DELIVERED, TaskOutcome.LEFT_SAFE}
    assert all(after.request in (None, R.DONE) for after in AFTER.values())
    assert all(AFTER[outcome].follow_up is FollowUp.NONE for outcome in closing)
    assert all(AFTER[outcome].task is T.DONE for outcome in closing)


def test_what_was_not_done_is_planned_again() -> None:
    assert AFTER[TaskOutcome.NOT_ATTEMPTED].task is T.PLANNED
    assert AFTER[TaskOutcome.NOT_ATTEMPTED].follow_up is FollowUp.PLAN_AGAIN
    assert AFTER[TaskOutcome.PARTLY].task is T.DONE
    assert AFTER[TaskOutcome.PARTLY].follow_up is FollowUp.PLAN_AGAIN
    assert AFTER[TaskOutcome.CANCELLED].task is T.CANCELLED
    assert AFTER[TaskOutcome.CANCELLED].follow_up is FollowUp.NONE
