"""Asking volunteers back: whom, how far it has come; one statement each."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session

from db.enums import Skill, VolunteerStatus
from db.enums_bank import RecallAnswer
from db.models import Person, Recall, RecallCall, Volunteer, VolunteerArea, VolunteerSkill
from db.queries.matching import OUT_OF_REACH
from db.queries.paging import fetch

STILL_HERE: tuple[ColumnElement[bool], ...] = (
    Volunteer.voided_at.is_(None),
    Person.voided_at.is_(None),
    Person.status.not_in(OUT_OF_REACH),
)
"""Who can be rung or written to at all."""


def to_ring(most_tries: int) -> ColumnElement[bool]:
    """Whether somebody asked back is still to be rung."""
    unheard = (RecallCall.answer == RecallAnswer.NO_ANSWER) & (RecallCall.tries < most_tries)
    return (RecallCall.answer == RecallAnswer.TO_RING) | unheard


class Whom(NamedTuple):
    """Whom a recall asks.

    Attributes:
        statuses: where they stand.
        skills: any of these; empty for all.
        area_ids: willing in any of these; empty for all.
    """

    statuses: tuple[VolunteerStatus, ...]
    skills: tuple[Skill, ...] = ()
    area_ids: tuple[str, ...] = ()


class Asked(NamedTuple):
    """Somebody a recall would ask.

    Attributes:
        busy: they are to be rung in another recall that is not ended.
    """

    volunteer_id: str
    person_id: str
    busy: bool


def whom(session: Session, wanted: Whom, most_tries: int) -> list[Asked]:
    """The volunteers a recall would ask, by number; whether another recall is to ring them already."""
    other = (
        select(RecallCall.volunteer_id)
        .join(Recall, Recall.id == RecallCall.recall_id)
        .where(Recall.ended_on.is_(None), Recall.voided_at.is_(None), RecallCall.voided_at.is_(None))
        .where(to_ring(most_tries))
    )
    query = (
        select(Volunteer.id, Volunteer.person_id, case((Volunteer.id.in_(other), True), else_=False))
        .join(Person, Person.id == Volunteer.person_id)
        .where(*STILL_HERE, Volunteer.status.in_(wanted.statuses))
        .order_by(Volunteer.number)
    )
    if wanted.skills:
        able = select(VolunteerSkill.volunteer_id).where(VolunteerSkill.skill.in_(wanted.skills))
        query = query.where(Volunteer.id.in_(able))
    if wanted.area_ids:
        near = select(VolunteerArea.volunteer_id).where(VolunteerArea.area_id.in_(wanted.area_ids))
        query = query.where(Volunteer.id.in_(near))
    return [Asked(key, person, bool(busy)) for key, person, busy in fetch(session, query)]


class RecallLine(NamedTuple):
    """A recall with its name and days."""

    id: str
    number: int
    title: str
    words: str
    opened_on: date
    ended_on: date | None


def recalls(session: Session) -> list[RecallLine]:
    """Every recall, the newest first."""
    query = select(Recall.id, Recall.number, Recall.title, Recall.words, Recall.opened_on, Recall.ended_on)
    found = fetch(session, query.where(Recall.voided_at.is_(None)).order_by(Recall.number.desc()))
    return [RecallLine(*row) for row in found]


def answers(session: Session, recall_id: str, most_tries: int) -> dict[tuple[RecallAnswer, bool], int]:
    """How many volunteers of a recall by answer, and by whether they are settled."""
    settled = ~to_ring(most_tries)
    query = select(RecallCall.answer, settled, func.count()).where(
        RecallCall.recall_id == recall_id, RecallCall.voided_at.is_(None)
    )
    grouped = fetch(session, query.group_by(RecallCall.answer, settled))
    return {(RecallAnswer(answer), bool(done)): count for answer, done, count in grouped}
