"""What the page about one person shows beside their own record: a statement for each kind of thing."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.enums import TaskOutcome, TaskStatus
from db.models import DoNotPair, Person, Request, Round, Stop, Task, Volunteer

_ASKED = 300
"""Most requests shown of one person."""


class TaskOfPerson(NamedTuple):
    """One task of one of their requests."""

    request_id: str
    on_date: date
    status: TaskStatus
    outcome: TaskOutcome | None
    volunteer: str
    round_number: int | None


class Asked(NamedTuple):
    """Who asked for a request, where it was not the person."""

    request_id: str
    caller: str
    relationship: str


def requests_of(session: Session, person_id: str) -> list[str]:
    """Keys of everything asked for a person, and for records merged into theirs, newest first."""
    same = select(Person.id).where((Person.id == person_id) | (Person.merged_into_id == person_id))
    query = select(Request.id).where(Request.person_id.in_(same), Request.voided_at.is_(None))
    return list(session.scalars(query.order_by(Request.taken_at.desc(), Request.id).limit(_ASKED)))


def tasks_of(session: Session, request_ids: Sequence[str]) -> list[TaskOfPerson]:
    """Tasks of requests, the latest first."""
    query = (
        select(
            Task.request_id,
            Task.on_date,
            Task.status,
            Task.outcome,
            func.trim(func.coalesce(Person.first_name + " " + Person.last_name, "")),
            Round.number,
        )
        .outerjoin(Volunteer, Volunteer.id == Task.volunteer_id)
        .outerjoin(Person, Person.id == Volunteer.person_id)
        .outerjoin(Stop, (Stop.id == Task.stop_id) & Stop.voided_at.is_(None))
        .outerjoin(Round, Round.id == Stop.round_id)
        .where(Task.request_id.in_(request_ids), Task.voided_at.is_(None))
        .order_by(Task.on_date.desc(), Task.id)
    )
    return [TaskOfPerson(*row) for row in session.execute(query)]


def asked_by(session: Session, request_ids: Sequence[str]) -> list[Asked]:
    """On whose word requests were taken, where somebody else rang."""
    query = select(Request.id, Request.caller_name, Request.caller_relationship)
    query = query.where(Request.id.in_(request_ids), Request.caller_name != "")
    return [Asked(*row) for row in session.execute(query)]


def kept_apart(session: Session, person_id: str) -> list[tuple[str, str]]:
    """Key and name of the volunteers who are not sent to a person."""
    name = func.trim(Person.first_name + " " + Person.last_name)
    query = (
        select(Volunteer.id, name)
        .join(DoNotPair, DoNotPair.volunteer_id == Volunteer.id)
        .join(Person, Person.id == Volunteer.person_id)
        .where(DoNotPair.person_id == person_id, DoNotPair.voided_at.is_(None))
        .order_by(name)
    )
    return [(key, words) for key, words in session.execute(query)]
