"""The tasks requests become: one a day it falls on, eight weeks ahead for a repeating one unless it rests."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, partial

from sqlalchemy.orm import Session

from db.enums import Nation, TaskKind, TaskStatus
from db.enums_repeats import HolidayRule
from db.models import NeedType, Request, Task
from db.queries import repeats as query
from db.queries.repeats import PauseRow, RepeatDay
from db.session import UnitOfWork
from desktop.domain.kept_days import KeptDay, kept_days
from desktop.domain.recurrence import HORIZON_WEEKS, task_id
from desktop.services.gate import nation
from desktop.services.records import restore, void

CHANGED = "The request was changed"
PAUSED = "Help is paused"
"""Why a task no longer fits; only these come back by themselves, never one that somebody took off."""
_RETURNING = (CHANGED, PAUSED)
_SHIFT = timedelta(days=14)
"""How far back the day of a task may lie that a bank holiday moved to today or later."""
Spells = tuple[tuple[date, date], ...]


@dataclass(frozen=True, slots=True)
class _Series:
    """A request that may repeat, as far as its days depend on it."""

    recurrence: str
    starts_on: date | None
    due_on: date | None
    holidays: HolidayRule
    spells: Spells


def make_tasks(work: UnitOfWork, request: Request, today: date, need: NeedType | None = None) -> None:
    """Make the tasks a request should have and does not yet; planned ones that no longer fit are voided.

    Keys are derived from request and occurrence, so that a repeat, here or on another laptop, never
    duplicates. A task that somebody changed, sent out or finished is left alone; one that falls into a pause
    is called off whoever has it, as nobody would be there.
    """
    need = need or work.session.get_one(NeedType, request.need_type_id)
    _fit_all(work, [(request, need.kind)], today)


def extend(work: UnitOfWork, request_ids: Sequence[str], today: date) -> list[Task]:
    """Bring the tasks of many requests up to date, as `make_tasks` does for one, with five reads for all.

    Returns:
        Tasks that a pause took off although they had somebody or a round.
    """
    return _fit_all(work, query.with_kinds(work.session, request_ids), today)


def behind(session: Session, today: date) -> list[str]:
    """Repeating requests that lack a task within the next eight weeks, or have one too many.

    Five reads for all of them, whatever their number, and nothing is locked. Most repeat on the same few
    rules and are in order, which is seen from one text for each.
    """
    days_of_rule = cache(partial(_wanted_days, today=today, place=nation(session)))
    resting = Resting(query.pauses(session, today))
    wanted = {
        row.id: days_of_rule(
            _Series(
                row.recurrence, row.starts_on, row.due_on, row.holidays, resting.of(row.id, row.person_id)
            )
        )
        for row in query.repeating(session)
    }
    held = query.days_in_words(session, today, _RETURNING)
    doubtful = [key for key, days in wanted.items() if held.get(key, "") != ",".join(map(str, days))]
    known: dict[str, list[RepeatDay]] = defaultdict(list)
    for row in query.days_of(session, doubtful, today - _SHIFT):
        if row.void_reason not in _RETURNING:
            known[row.request_id].append(row)
    return [key for key in doubtful if not _fits(wanted[key], known[key], today)]


class Resting:
    """The spells without help of each request: its own, and those of everything the person gets."""

    def __init__(self, pauses: Iterable[PauseRow]) -> None:
        """Sort the pauses by what they hold back."""
        self._of: dict[str, list[tuple[date, date]]] = defaultdict(list)
        for pause in pauses:
            spell = (pause.first_day, pause.last_day or date.max)
            self._of[pause.request_id or pause.person_id].append(spell)

    def of(self, request_id: str, person_id: str) -> Spells:
        """First and last days of a request's spells, in order."""
        return tuple(sorted((*self._of.get(request_id, ()), *self._of.get(person_id, ()))))


def _fit_all(work: UnitOfWork, found: Sequence[tuple[Request, TaskKind]], today: date) -> list[Task]:
    requests = [request for request, _kind in found]
    tasks: dict[str, list[Task]] = defaultdict(list)
    for task in query.every_task_of(work.session, [request.id for request in requests]):
        tasks[task.request_id].append(task)
    pauses = query.pauses(work.session, today, {request.person_id for request in requests})
    resting, place = Resting(pauses), nation(work.session)
    called_off: list[Task] = []
    for request, kind in found:
        spells = resting.of(request.id, request.person_id) if request.recurrence else ()
        series = _Series(request.recurrence, request.starts_on, request.due_on, request.holidays, spells)
        called_off += _rest(work, tasks[request.id], spells, today)
        _fit(
            work, request, _kind(request, kind), tasks[request.id], _wanted_days(series, today, place), today
        )
    return called_off


def _rest(work: UnitOfWork, tasks: Iterable[Task], spells: Spells, today: date) -> list[Task]:
    """Call off what falls into a spell without help, and bring back what no spell holds back any more."""
    called_off = []
    for task in tasks:
        if task.status is not TaskStatus.PLANNED or task.on_date < today:
            continue
        rests = any(first <= task.on_date <= last for first, last in spells)
        if rests and task.voided_at is None:
            if not _is_untouched(task):
                called_off.append(task)
            task.stop_id = None
            void(task, PAUSED, work.log.at)
        elif not rests and task.void_reason == PAUSED and (task.by_hand or task.volunteer_id):
            restore(task)
    return called_off


def _kind(request: Request, of_need: TaskKind) -> TaskKind:
    """What brings the help: nobody does where it is fetched from the hub."""
    return TaskKind.COLLECTION if request.collects and of_need is TaskKind.DELIVERY else of_need


def _fit(
    work: UnitOfWork,
    request: Request,
    kind: TaskKind,
    tasks: Iterable[Task],
    wanted: Mapping[date, KeptDay],
    today: date,
) -> None:
    known = {task.occurrence: task for task in tasks}
    for day, kept in wanted.items():
        old = known.get(day)
        if old is None:
            work.add(_task(request, kept, kind))
        elif old.void_reason in _RETURNING:
            restore(old)
        if old is not None and _is_untouched(old) and (old.on_date, old.kind) != (kept.on_date, kind):
            old.on_date, old.kind = kept.on_date, kind
    for day, task in known.items():
        if _is_surplus(task.on_date, _is_untouched(task), day in wanted, today):
            void(task, CHANGED, work.log.at)


def _task(request: Request, kept: KeptDay, kind: TaskKind) -> Task:
    return Task(
        id=task_id(request.id, kept.occurrence),
        request_id=request.id,
        occurrence=kept.occurrence,
        on_date=kept.on_date,
        ends_at=request.due_time,
        kind=kind,
    )


def _fits(wanted: Mapping[date, KeptDay], held: Sequence[RepeatDay], today: date) -> bool:
    return wanted.keys() <= {row.occurrence for row in held} and not any(
        _is_surplus(row.on_date, row.untouched, row.occurrence in wanted, today)
        or (row.untouched and row.occurrence in wanted and wanted[row.occurrence].on_date != row.on_date)
        for row in held
    )


def _is_surplus(on_date: date, untouched: bool, is_wanted: bool, today: date) -> bool:
    return untouched and on_date >= today and not is_wanted


def _is_untouched(task: Task) -> bool:
    nobodys = task.volunteer_id is None and task.stop_id is None and task.voided_at is None
    return task.status is TaskStatus.PLANNED and nobodys and not task.by_hand


def _wanted_days(series: _Series, today: date, place: Nation) -> Mapping[date, KeptDay]:
    start = series.starts_on or series.due_on or today
    if not series.recurrence:
        return {start: KeptDay(start, start)}
    found = kept_days(
        series.recurrence,
        start,
        today + timedelta(weeks=HORIZON_WEEKS),
        pauses=series.spells,
        holidays=series.holidays,
        nation=place,
        since=today,
    )
    return {kept.occurrence: kept for kept in found}
