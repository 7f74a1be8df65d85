"""Tasks as the check gate sees them: plain columns, since a hub may have given out tens of thousands."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.enums import Answer, TaskStatus
from db.models import NeedType, Request, Task
from db.queries.paging import by_keys, fetch, given


class GateTask(NamedTuple):
    """What decides which checks a task needs, and who has it."""

    id: str
    on_date: date
    volunteer_id: str | None
    second_volunteer_id: str | None
    because_of: Answer
    answers: Mapping[str, Any]
    need_code: str
    at_door: bool
    needs_transport: Sequence[str]

    @property
    def crew(self) -> list[str]:
        """Whoever has it, first and second."""
        return [one for one in (self.volunteer_id, self.second_volunteer_id) if one]


_TASKS = (
    select(
        Task.id,
        Task.on_date,
        Task.volunteer_id,
        Task.second_volunteer_id,
        Request.because_of,
        Request.answers,
        NeedType.code,
        NeedType.at_door,
        NeedType.needs_transport,
    )
    .join(Request, Request.id == Task.request_id)
    .join(NeedType, NeedType.id == Request.need_type_id)
    .where(Task.voided_at.is_(None), Request.voided_at.is_(None), Task.volunteer_id.is_not(None))
)
_BY_KEYS = by_keys(_TASKS, Task.id)
_BY_FIRST = by_keys(_TASKS, Task.volunteer_id)
_BY_SECOND = by_keys(_TASKS, Task.second_volunteer_id)
_PLANNED = _TASKS.where(Task.status == TaskStatus.PLANNED).order_by(Task.on_date, Task.id)


def given_among(session: Session, task_ids: Sequence[str]) -> list[GateTask]:
    """Those of some tasks that somebody has."""
    return [GateTask(*row) for row in fetch(session, _BY_KEYS, given(task_ids))]


def given_since(session: Session, first: date) -> list[GateTask]:
    """Planned tasks that somebody has, from one day on, soonest first."""
    return [GateTask(*row) for row in fetch(session, _PLANNED.where(Task.on_date >= first))]


def planned_for(session: Session, volunteer_ids: Sequence[str], first: date) -> list[GateTask]:
    """Planned tasks of some volunteers, first or second, from one day on, soonest first."""
    wanted = Task.on_date >= first, Task.status == TaskStatus.PLANNED
    found = {
        row[0]: GateTask(*row)
        for query in (_BY_FIRST, _BY_SECOND)
        for row in fetch(session, query.where(*wanted), given(volunteer_ids))
    }
    return sorted(found.values(), key=lambda one: (one.on_date, one.id))
