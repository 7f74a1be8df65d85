"""The tasks requests become: one a day it falls on, a repeating one eight weeks ahead."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta
from functools import cache, partial

from sqlalchemy.orm import Session

from db.enums import TaskKind, TaskStatus
from db.models import NeedType, Request, Task
from db.queries import repeats as query
from db.session import UnitOfWork
from desktop.domain.recurrence import HORIZON_WEEKS, occurrences, task_id
from desktop.services.records import void

CHANGED = "The request was changed"
"""Why a task no longer fits; only these come back by themselves, never one that somebody took off."""


def make_tasks(work: UnitOfWork, request: Request, today: date, need: NeedType | None = None) -> None:
    """Make the tasks a request should have and does not yet; planned ones that no longer fit are voided.

    Keys are derived from request and occurrence, so that a repeat, here or on another laptop, never
    duplicates. A task that somebody changed, sent out or finished is left alone.
    """
    need = need or work.session.get_one(NeedType, request.need_type_id)
    _fit(work, request, need.kind, query.every_task_of(work.session, [request.id]), today)


def behind(session: Session, today: date) -> list[str]:
    """Repeating requests that lack a task within the next eight weeks, or have one too many.

    Three reads for all of them, whatever their number, and nothing is locked. Most repeat on the same few
    rules and are in order, which is seen from one text for each.
    """
    days_of_rule = cache(partial(_wanted_days, today=today))
    wanted = {
        row.id: days_of_rule(row.recurrence, row.starts_on, row.due_on) for row in query.repeating(session)
    }
    held = query.days_in_words(session, today, CHANGED)
    doubtful = [key for key, days in wanted.items() if held.get(key, "") != ",".join(map(str, days))]
    known: dict[str, dict[date, bool]] = defaultdict(dict)
    for row in query.days_of(session, doubtful, today):
        if row.void_reason != CHANGED:
            known[row.request_id][row.occurrence] = row.untouched
    return [key for key in doubtful if not _fits(wanted[key], known[key], today)]


def extend(work: UnitOfWork, request_ids: Sequence[str], today: date) -> None:
    """Bring the tasks of many requests up to date, as `make_tasks` does for one, with three reads for all."""
    tasks = defaultdict(list)
    for task in query.every_task_of(work.session, request_ids):
        tasks[task.request_id].append(task)
    for request, kind in query.with_kinds(work.session, request_ids):
        _fit(work, request, kind, tasks[request.id], today)


def _fit(work: UnitOfWork, request: Request, kind: TaskKind, tasks: Iterable[Task], today: date) -> None:
    known = {task.occurrence: task for task in tasks}
    wanted = _wanted_days(request.recurrence, request.starts_on, request.due_on, today)
    for day in wanted:
        old = known.get(day)
        if old is None:
            work.add(_task(request, day, kind))
        elif old.void_reason == CHANGED:
            old.voided_at = old.void_reason = None
    for day, task in known.items():
        if _is_surplus(day, _is_untouched(task), wanted, today):
            void(task, CHANGED, work.log.at)


def _task(request: Request, day: date, kind: TaskKind) -> Task:
    return Task(
        id=task_id(request.id, day),
        request_id=request.id,
        occurrence=day,
        on_date=day,
        ends_at=request.due_time,
        kind=kind,
    )


def _fits(wanted: Sequence[date], held: dict[date, bool], today: date) -> bool:
    return set(wanted) <= held.keys() and not any(
        _is_surplus(day, untouched, wanted, today) for day, untouched in held.items()
    )


def _is_surplus(day: date, untouched: bool, wanted: Collection[date], today: date) -> bool:
    return untouched and day >= today and day not in wanted


def _is_untouched(task: Task) -> bool:
    nobodys = task.volunteer_id is None and task.stop_id is None and task.voided_at is None
    return task.status is TaskStatus.PLANNED and nobodys


def _wanted_days(recurrence: str, starts_on: date | None, due_on: date | None, today: date) -> list[date]:
    start = starts_on or due_on or today
    if not recurrence:
        return [start]
    return occurrences(recurrence, start, today + timedelta(weeks=HORIZON_WEEKS), since=today)
