"""What came of tasks: written as one statement each, with the follow-up the outcome asks for."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.enums import (
    Channel,
    CloseReason,
    ContactOutcome,
    Direction,
    RequestStatus,
    RoundStatus,
    TaskKind,
    TaskOutcome,
    TaskStatus,
    Urgency,
)
from db.models import ContactAttempt, Hub, NeedType, Request, Round, Stop, Task
from db.queries import requests as request_query
from db.queries import rounds as round_query
from db.queries.repeats import every_task_of
from db.queries.requests import STAGES
from db.session import UnitOfWork
from desktop.domain.lifecycle import AFTER, FollowUp, check_task_move
from desktop.domain.phones import national
from desktop.domain.text import clean_lines
from desktop.services.base import Actor
from desktop.services.door_calls import begin_door_call, stand_down
from desktop.services.out_now import end_round
from desktop.services.records import restore, set_fields, void
from desktop.services.request_tasks import make_tasks

WELFARE = "welfare_check"
ALARM_WORDS = "The last box was still unopened at the door. Find out today whether all is well."
_PUT_RIGHT = "The outcome was put right"
_TRIED = {TaskOutcome.REFUSED: ContactOutcome.REFUSED}
_RUNG = frozenset({TaskOutcome.NO_ANSWER})
"""What puts somebody on the worklist of calls, with steps where they do not answer there either."""
_MET = frozenset({TaskOutcome.DELIVERED, TaskOutcome.PARTLY, TaskOutcome.WORRIED})
_WORDS = {
    TaskOutcome.DELIVERED: "delivered",
    TaskOutcome.LEFT_SAFE: "left safe",
    TaskOutcome.NO_ANSWER: "no answer",
    TaskOutcome.REFUSED: "refused",
    TaskOutcome.WRONG_ADDRESS: "wrong address",
    TaskOutcome.WORRIED: "unwell or worried",
    TaskOutcome.LAST_UNOPENED: "last box unopened",
    TaskOutcome.PARTLY: "partly",
    TaskOutcome.CANCELLED: "cancelled",
    TaskOutcome.NOT_ATTEMPTED: "not attempted",
}


@dataclass(frozen=True, slots=True)
class Keying:
    """One outcome as typed."""

    task: Task
    outcome: TaskOutcome
    note: str = ""


@dataclass(frozen=True, slots=True)
class Keyed:
    """One outcome as recorded.

    Attributes:
        outcome: what happened.
        follow_up: what the hub does next.
        is_new: False where it had been recorded just so before.
    """

    outcome: TaskOutcome
    follow_up: FollowUp
    is_new: bool


def write_outcomes(
    work: UnitOfWork, actor: Actor, keyings: Sequence[Keying], *, now: datetime, today: date
) -> list[Keyed]:
    """Record outcomes inside a transaction; a second outcome for a task corrects the first.

    Args:
        work: the transaction.
        actor: who records.
        keyings: the outcomes.
        now: the moment, UTC.
        today: the day of follow-ups.

    Returns:
        What was recorded, in the order given.

    Raises:
        DomainError: a task was called off before.
    """
    keyed = [_write(work, actor, one, now, today) for one in keyings]
    settle_rounds(work, {one.task.stop_id for one in keyings if one.task.stop_id})
    return keyed


def keyed_words(session: Session, keyed: Sequence[Keyed]) -> str:
    """Say what was recorded and what the hub does next, for the message after keying."""
    first = _WORDS[keyed[0].outcome] if len(keyed) == 1 else f"{len(keyed)} outcomes keyed"
    said = [f"{first}."]
    asked = [one.follow_up for one in keyed]
    if calls := asked.count(FollowUp.CALL_TODAY):
        said.append("Ring today." if calls == 1 else f"{calls} to ring today.")
    if alarms := asked.count(FollowUp.WELFARE_ALARM):
        count = "A welfare call is" if alarms == 1 else f"{alarms} welfare calls are"
        said.append(f"{count} due today.")
    if FollowUp.CONCERN_PROMPT in asked:
        number = national(session.scalars(select(Hub.safeguarding_phone)).one())
        ring = f", {number}" if number else ""
        said.append(f"Worried about someone? Ring the safeguarding lead now{ring}.")
    if again := asked.count(FollowUp.PLAN_AGAIN):
        said.append("To plan again." if again == 1 else f"{again} to plan again.")
    return " ".join(said)


def settle_rounds(work: UnitOfWork, stop_ids: Iterable[str]) -> None:
    """Bring the status of the stops' rounds up to date: back when every task has its outcome.

    The status is logged even where it stays, so that undoing an earlier keying does not turn it round.
    """
    query = select(Stop.round_id).where(Stop.id.in_(list(stop_ids)), Stop.voided_at.is_(None)).distinct()
    for round_id in list(work.session.scalars(query)):
        tasks = round_query.carried(work.session, [round_id])
        held = work.session.get_one(Round, round_id)
        status: RoundStatus = RoundStatus.OUT if held.status is RoundStatus.BACK else held.status
        if tasks and all(task.outcome is not None for task in tasks):
            status = RoundStatus.BACK
        _state(work, held, {"status": status})
        if status is RoundStatus.BACK:
            end_round(work, round_id, work.log.at)


def settle_cover(work: UnitOfWork, request_ids: Iterable[str]) -> None:
    """Move requests to assigned when a task has a volunteer or a round, or is fetched; back when none is."""
    work.session.flush()
    keys = list(dict.fromkeys(request_ids))
    requests = request_query.records(work.session, keys)
    tasks: dict[str, list[Task]] = {key: [] for key in keys}
    for task in every_task_of(work.session, keys):
        if task.voided_at is None:
            tasks[task.request_id].append(task)
    open_tasks = (TaskStatus.PLANNED, TaskStatus.OUT)
    for request_id in keys:
        request = requests[request_id]
        covered = any(
            task.status in open_tasks
            and (
                task.volunteer_id
                or task.kind is TaskKind.COLLECTION
                or (task.stop_id and task.outcome is None)
            )
            for task in tasks[request_id]
        )
        if covered and request.status in (RequestStatus.NEW, RequestStatus.TRIAGED):
            set_fields(request, {"status": RequestStatus.ASSIGNED})
        elif not covered and request.status is RequestStatus.ASSIGNED:
            set_fields(request, {"status": RequestStatus.TRIAGED})
    work.session.flush()


def alarm_key(task_id: str) -> str:
    """Key of the welfare request a task's outcome raises, the same however often it is keyed.

    Returns:
        32 hex characters: a name-based UUID, version 5 (RFC 9562 section 5.5).
    """
    return uuid.uuid5(uuid.UUID(hex=task_id), "welfare").hex


def _write(work: UnitOfWork, actor: Actor, keying: Keying, now: datetime, today: date) -> Keyed:
    task, outcome, note = keying.task, keying.outcome, clean_lines(keying.note)
    after, before, before_at = AFTER[outcome], task.outcome, task.outcome_at
    if before is outcome and task.outcome_note == note:
        return Keyed(outcome, after.follow_up, False)
    if before is None:
        check_task_move(task.status, after.task)
    _state(work, task, {"outcome": outcome, "outcome_at": now, "outcome_note": note, "status": after.task})
    request = work.session.get_one(Request, task.request_id)
    if before is not outcome:
        _follow_up(work, actor, request, keying, before, now, today)
    met_before = before is not None and AFTER[before].request is RequestStatus.DONE
    _settle_request(work, request, before_at if met_before else None, now)
    return Keyed(outcome, after.follow_up, True)


def _state(work: UnitOfWork, record: Task | Round | Request, values: dict[str, Any]) -> None:
    """Write fields that belong together, each logged even where it stays.

    So an undo of an earlier statement finds them all changed since, and leaves them all.
    """
    work.update_many(type(record), {record.id: values})
    work.session.refresh(record)


def _follow_up(
    work: UnitOfWork,
    actor: Actor,
    request: Request,
    keying: Keying,
    before: TaskOutcome | None,
    now: datetime,
    today: date,
) -> None:
    asked = AFTER[keying.outcome].follow_up
    was = AFTER[before].follow_up if before is not None else FollowUp.NONE
    if FollowUp.CALL_TODAY in (asked, was):
        outcome = ContactOutcome.REACHED if keying.outcome in _MET else ContactOutcome.NO_ANSWER
        met = "When they came" if keying.task.kind is TaskKind.COLLECTION else "At the door"
        note = clean_lines(keying.note) or f"{met}: {_WORDS[keying.outcome]}."
        attempt = ContactAttempt(
            at=now,
            by_id=actor.user_id,
            person_id=request.person_id,
            request_id=request.id,
            channel=Channel.IN_PERSON,
            direction=Direction.OUTBOUND,
            outcome=_TRIED.get(keying.outcome, outcome),
            note=note,
            next_on=today if asked is FollowUp.CALL_TODAY else None,
        )
        work.add(attempt)
    if keying.outcome in _RUNG:
        begin_door_call(work, request, keying.task, now, today)
    elif before in _RUNG:
        stand_down(work, request, keying.task, now)
    if asked is FollowUp.WELFARE_ALARM:
        _raise_alarm(work, actor, request, keying.task, now, today)
    elif was is FollowUp.WELFARE_ALARM:
        _stand_down(work, keying.task, now)


def _raise_alarm(
    work: UnitOfWork, actor: Actor, request: Request, task: Task, now: datetime, today: date
) -> None:
    """Make the urgent welfare request, once for a task; an alarm is raised whatever the hub renamed."""
    need = work.session.scalars(select(NeedType).where(NeedType.code == WELFARE)).one()
    alarm = work.session.get(Request, alarm_key(task.id))
    if alarm is None:
        alarm = Request(
            id=alarm_key(task.id),
            number=work.next_number("request"),
            person_id=request.person_id,
            need_type_id=need.id,
            urgency=Urgency.TODAY,
            due_on=today,
            source=Channel.IN_PERSON,
            status=RequestStatus.NEW,
            words=ALARM_WORDS,
            follows_id=request.id,
            taken_by_id=actor.user_id,
            taken_at=now,
        )
        work.add(alarm)
    restore(alarm)
    for one in every_task_of(work.session, [alarm.id]):
        if one.void_reason == _PUT_RIGHT:
            restore(one)
    work.session.flush()
    make_tasks(work, alarm, today, need)
    work.session.flush()


def _stand_down(work: UnitOfWork, task: Task, now: datetime) -> None:
    """Void an alarm keyed by mistake, unless somebody has begun to see to it."""
    alarm = work.session.get(Request, alarm_key(task.id))
    if alarm is None or alarm.voided_at is not None or alarm.status is not RequestStatus.NEW:
        return
    tasks = request_query.tasks_of(work.session, alarm.id)
    if any(one.status is not TaskStatus.PLANNED or one.volunteer_id for one in tasks):
        return
    void(alarm, _PUT_RIGHT, now)
    for one in tasks:
        void(one, _PUT_RIGHT, now)
    work.session.flush()


def _settle_request(work: UnitOfWork, request: Request, met_at: datetime | None, now: datetime) -> None:
    """Close a request whose every task is met; open it again when the outcome that closed it is put right.

    A repeating request goes on. One that a person closed stays as they left it: ``met_at``, the moment of the
    outcome put right where that was a meeting of the need, tells the two apart.
    """
    if request.recurrence or request.voided_at is not None:
        return
    tasks = request_query.tasks_of(work.session, request.id)
    counted = [one for one in tasks if one.status is not TaskStatus.CANCELLED]
    met = bool(counted) and all(
        one.outcome is not None and AFTER[one.outcome].request is RequestStatus.DONE for one in counted
    )
    closed_by_outcome = (
        request.status is RequestStatus.DONE and met_at is not None and request.closed_at == met_at
    )
    if met and (request.status in STAGES["open"] or closed_by_outcome):
        closed = {"close_reason": CloseReason.MET, "close_note": "", "closed_at": now}
        _state(work, request, {"status": RequestStatus.DONE, **closed})
    elif not met and closed_by_outcome:
        opened = {"close_reason": None, "close_note": "", "closed_at": None}
        _state(work, request, {"status": RequestStatus.IN_PROGRESS, **opened})
