"""What judging many records at once needs of the store: a statement for all of them, never one each."""

import json
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from db.enums import RequestStatus, TaskStatus, Urgency, VolunteerStatus
from db.models import Person, Request, Round, Stop, Task, Volunteer
from db.queries.paging import by_keys, in_order


class RequestHead(NamedTuple):
    """What judging a request looks at."""

    id: str
    number: int
    first_name: str
    last_name: str
    status: RequestStatus
    urgency: Urgency


class VolunteerHead(NamedTuple):
    """What judging a volunteer looks at."""

    id: str
    number: int
    first_name: str
    last_name: str
    status: VolunteerStatus


_REQUESTS = by_keys(
    select(Request.id, Request.number, Person.first_name, Person.last_name, Request.status, Request.urgency)
    .join(Person, Person.id == Request.person_id)
    .where(Request.voided_at.is_(None)),
    Request.id,
)
_VOLUNTEERS = by_keys(
    select(Volunteer.id, Volunteer.number, Person.first_name, Person.last_name, Volunteer.status)
    .join(Person, Person.id == Volunteer.person_id)
    .where(Volunteer.voided_at.is_(None)),
    Volunteer.id,
)
_GIVEN = func.json_each(bindparam("given_keys")).table_valued("value")
_TASKS = (
    select(Task.request_id, Task.id)
    .where(Task.request_id.in_(select(_GIVEN.c.value)))
    .where(Task.voided_at.is_(None), Task.status == TaskStatus.PLANNED)
    .order_by(Task.on_date < bindparam("today"), Task.on_date, Task.id)
)
_STOPS = (
    select(Stop.id, Round.number)
    .join(Round, Round.id == Stop.round_id)
    .where(Stop.id.in_(select(_GIVEN.c.value)))
    .where(Stop.voided_at.is_(None), Round.voided_at.is_(None))
)


def requests(session: Session, wanted: Sequence[str]) -> list[RequestHead]:
    """Requests in use, in the order of the keys."""
    return in_order(session, _REQUESTS, wanted, RequestHead)


def volunteers(session: Session, wanted: Sequence[str]) -> list[VolunteerHead]:
    """Volunteers in use, in the order of the keys."""
    return in_order(session, _VOLUNTEERS, wanted, VolunteerHead)


def next_tasks(session: Session, request_ids: Sequence[str], today: date) -> dict[str, str]:
    """The next planned task of each request: the first from today on, else the earliest late one."""
    found: dict[str, str] = {}
    given = {"given_keys": json.dumps(list(request_ids)), "today": today}
    for request_id, task_id in session.execute(_TASKS, given):
        found.setdefault(request_id, task_id)
    return found


def rounds_of_stops(session: Session, stop_ids: Sequence[str]) -> dict[str, int]:
    """The number of the round each stop belongs to; stops taken out of use are left out."""
    rows = session.execute(_STOPS, {"given_keys": json.dumps(list(stop_ids))})
    return {stop_id: number for stop_id, number in rows}
