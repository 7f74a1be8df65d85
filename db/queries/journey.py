"""What the store knows of volunteers' ways into the hub, for one or many at once."""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import ColumnElement, ScalarSelect, func, select
from sqlalchemy.orm import Session

from db.enums import CheckStatus, CheckType, TaskStatus, VolunteerStatus
from db.enums_journey import StepKind
from db.models import Check, Person, Task, Volunteer, VolunteerStep
from db.queries.paging import by_keys, fetch, given

COMING = (VolunteerStatus.APPLIED, VolunteerStatus.CONTACTED)


class NextStep(StrEnum):
    """What a list of volunteers can be narrowed to; checks and induction are one, as rules differ by task."""

    REPLY = "reply"
    CHECKS = "checks"
    BUDDY = "buddy"
    TAKE_ON = "take_on"
    TASK = "task"


class JourneyRow(NamedTuple):
    """What is known of one volunteer."""

    id: str
    status: VolunteerStatus
    joined_on: date | None
    contacted_on: date | None
    induction_on: date | None
    buddy_on: date | None
    last_task: date | None


class Unanswered(NamedTuple):
    """Somebody who signed up and was not answered."""

    id: str
    first_name: str
    last_name: str
    joined_on: date


def _step(kind: StepKind) -> ScalarSelect[date]:
    mine = (VolunteerStep.volunteer_id == Volunteer.id, VolunteerStep.voided_at.is_(None))
    return select(func.max(VolunteerStep.on_date)).where(*mine, VolunteerStep.kind == kind).scalar_subquery()


_INDUCTION = (
    select(func.max(func.coalesce(Check.issued_on, Check.seen_on)))
    .where(
        Check.volunteer_id == Volunteer.id,
        Check.voided_at.is_(None),
        Check.type == CheckType.INDUCTION,
        Check.status == CheckStatus.VERIFIED,
    )
    .scalar_subquery()
)
_LAST = (
    select(func.max(Task.on_date))
    .where(Task.volunteer_id == Volunteer.id, Task.status == TaskStatus.DONE, Task.voided_at.is_(None))
    .scalar_subquery()
)
_ROWS = by_keys(
    select(
        Volunteer.id,
        Volunteer.status,
        Volunteer.joined_on,
        _step(StepKind.CONTACTED),
        _INDUCTION,
        _step(StepKind.BUDDY_SHIFT),
        _LAST,
    ),
    Volunteer.id,
)


def waits_for(step: NextStep, today: date, quiet_days: int) -> tuple[ColumnElement[bool], ...]:
    """The conditions on volunteers who wait for one thing.

    Args:
        step: what they wait for.
        today: the day it is.
        quiet_days: how long somebody active goes without a task before they wait for one.
    """
    if step is NextStep.TASK:
        since = func.coalesce(_LAST, _step(StepKind.BUDDY_SHIFT), Volunteer.joined_on)
        return Volunteer.status == VolunteerStatus.ACTIVE, since < today - timedelta(days=quiet_days)
    answered, buddy = _step(StepKind.CONTACTED).is_not(None), _step(StepKind.BUDDY_SHIFT)
    if step is NextStep.REPLY:
        return Volunteer.status == VolunteerStatus.APPLIED, ~answered
    coming = Volunteer.status.in_(COMING), (Volunteer.status == VolunteerStatus.CONTACTED) | answered
    if step is NextStep.CHECKS:
        return *coming, _INDUCTION.is_(None)
    return *coming, _INDUCTION.is_not(None), buddy.is_(None) if step is NextStep.BUDDY else buddy.is_not(None)


def rows(session: Session, volunteer_ids: Sequence[str]) -> list[JourneyRow]:
    """What is known of some volunteers, in no order; one statement."""
    return [JourneyRow(*row) for row in fetch(session, _ROWS, given(volunteer_ids))]


def steps(session: Session, volunteer_id: str) -> list[VolunteerStep]:
    """The steps recorded of one volunteer, the newest first."""
    query = select(VolunteerStep).where(
        VolunteerStep.volunteer_id == volunteer_id, VolunteerStep.voided_at.is_(None)
    )
    return list(session.scalars(query.order_by(VolunteerStep.on_date.desc(), VolunteerStep.id.desc())))


def unanswered(session: Session, before: date) -> list[Unanswered]:
    """Who signed up before a day and was answered by nobody, the longest wait first."""
    answered = select(VolunteerStep.volunteer_id).where(
        VolunteerStep.kind == StepKind.CONTACTED, VolunteerStep.voided_at.is_(None)
    )
    query = (
        select(Volunteer.id, Person.first_name, Person.last_name, Volunteer.joined_on)
        .join(Person, Person.id == Volunteer.person_id)
        .where(
            Volunteer.status == VolunteerStatus.APPLIED,
            Volunteer.voided_at.is_(None),
            Volunteer.joined_on < before,
            Volunteer.id.not_in(answered),
        )
        .order_by(Volunteer.joined_on, Volunteer.id)
    )
    return [Unanswered(*row) for row in fetch(session, query)]
