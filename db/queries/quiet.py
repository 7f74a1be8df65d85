"""People nobody heard of for a while, whatever way it was: a call, a door, a call of theirs."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Exists, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from db.enums import ContactOutcome, Direction, PersonStatus, TaskOutcome, TaskStatus
from db.enums_calls import LineState
from db.enums_casework import StepState
from db.models import (
    Area,
    Arrival,
    CallPlan,
    CaseStep,
    ContactAttempt,
    HelpPause,
    Household,
    Person,
    PhoneLine,
    PhoneRound,
    Request,
    Task,
)
from db.queries.paging import by_keys, in_order
from db.queries.requests import STAGES

SPOKEN = (ContactOutcome.REACHED, ContactOutcome.CALL_BACK)
MET = (TaskOutcome.DELIVERED, TaskOutcome.PARTLY, TaskOutcome.WORRIED)
"""What came of a task where somebody was seen."""
_RUNG = exists().where(
    CallPlan.person_id == Person.id, CallPlan.voided_at.is_(None), CallPlan.ended_on.is_(None)
)
_HELPED = exists().where(
    Request.person_id == Person.id, Request.voided_at.is_(None), Request.status.in_(STAGES["open"])
)
_SPOKE = (
    select(func.max(ContactAttempt.at))
    .where(ContactAttempt.person_id == Person.id, ContactAttempt.voided_at.is_(None))
    .where(or_(ContactAttempt.outcome.in_(SPOKEN), ContactAttempt.direction == Direction.INBOUND))
    .correlate(Person)
    .scalar_subquery()
)
_SEEN = (
    select(func.max(Task.outcome_at))
    .join(Request, Request.id == Task.request_id)
    .where(Request.person_id == Person.id, Task.voided_at.is_(None), Task.outcome.in_(MET))
    .correlate(Person)
    .scalar_subquery()
)
_CAME = (
    select(func.max(Arrival.arrived_at))
    .where(Arrival.person_id == Person.id, Arrival.voided_at.is_(None))
    .correlate(Person)
    .scalar_subquery()
)
_NEXT = (
    select(func.min(CallPlan.next_on))
    .where(CallPlan.person_id == Person.id, CallPlan.voided_at.is_(None), CallPlan.ended_on.is_(None))
    .correlate(Person)
    .scalar_subquery()
)
_HEARD = (_SPOKE, _SEEN, _CAME)
_HERE = and_(Person.voided_at.is_(None), Person.status == PersonStatus.ACTIVE)


class QuietRow(NamedTuple):
    """One line; `spoke_at` is the last word with them, `seen_at` the last time a task found them.

    `came_at` is when they came to a relief centre.
    """

    id: str
    first_name: str
    last_name: str
    preferred_name: str
    area: str
    spoke_at: datetime | None
    seen_at: datetime | None
    came_at: datetime | None
    next_on: Any
    is_rung: bool
    is_helped: bool

    @property
    def heard_at(self) -> datetime | None:
        """When they were last heard of; None where nobody ever was in touch."""
        return max((at for at in (self.spoke_at, self.seen_at, self.came_at) if at is not None), default=None)


def ids(session: Session, before: datetime, *, rung: bool, helped: bool) -> list[str]:
    """People nobody heard of since a moment, the longest first.

    Args:
        session: a reading session.
        before: whoever was heard of since is left out.
        rung: those who are rung again and again.
        helped: those with help open.
    """
    wanted = or_(*[one for one, on in ((_RUNG, rung), (_HELPED, helped)) if on])
    heard = func.max(*(func.coalesce(one, "") for one in _HEARD))
    query = select(Person.id).where(_HERE, wanted)
    query = query.where(*_nobody_heard(before))
    return list(session.scalars(query.order_by(heard, Person.last_name.collate("NOCASE"), Person.id)))


def with_nothing_planned(session: Session, before: datetime, today: date) -> int:
    """How many get help, were not heard of since a moment, and have no next step: one statement.

    A next step is a call to come, a task from today on, an open step of casework or a line of a phone round
    that was not put away.
    Whoever asked since that moment, or whose help rests, is not counted.

    Args:
        session: a reading session.
        before: whoever asked or was heard of since is left out.
        today: tasks of earlier days are no next step any more.
    """
    open_ones = select(Request.person_id).where(
        Request.voided_at.is_(None), Request.status.in_(STAGES["open"]), Request.taken_at < before
    )
    # From the open requests to their people, so that Today does not read everybody the hub ever knew.
    asked = Person.id.in_(open_ones)
    query = select(func.count()).select_from(Person).where(_HERE, asked, ~_RUNG, ~_resting(today))
    query = query.where(*_nobody_heard(before))
    return session.scalar(query.where(*(~one for one in _next_steps(today)))) or 0


def rows(session: Session, wanted: Sequence[str]) -> list[QuietRow]:
    """Lines for keys, in their order."""
    return in_order(session, _rows(), wanted, QuietRow)


def _rows() -> Select[*tuple[Any, ...]]:
    query = (
        select(
            *(Person.id, Person.first_name, Person.last_name, Person.preferred_name),
            func.coalesce(Area.name, ""),
            *(_SPOKE, _SEEN, _CAME, _NEXT, _RUNG, _HELPED),
        )
        .outerjoin(Household, Household.id == Person.household_id)
        .outerjoin(Area, Area.id == Household.area_id)
    )
    return by_keys(query, Person.id)


def _nobody_heard(before: datetime) -> tuple[ColumnElement[bool], ...]:
    return tuple(or_(one.is_(None), before > one) for one in _HEARD)


def _resting(today: date) -> Exists:
    """All their help rests today."""
    return exists().where(
        HelpPause.person_id == Person.id,
        HelpPause.request_id.is_(None),
        HelpPause.voided_at.is_(None),
        HelpPause.first_day <= today,
        or_(HelpPause.last_day.is_(None), HelpPause.last_day >= today),
    )


def _next_steps(today: date) -> tuple[Exists, ...]:
    """Where somebody is to see or ring them next, besides a list of calls."""
    theirs = and_(Request.person_id == Person.id, Request.voided_at.is_(None))
    return (
        exists().where(
            theirs,
            Task.request_id == Request.id,
            Task.voided_at.is_(None),
            Task.status.in_((TaskStatus.PLANNED, TaskStatus.OUT)),
            Task.on_date >= today,
        ),
        exists().where(
            theirs,
            CaseStep.request_id == Request.id,
            CaseStep.voided_at.is_(None),
            CaseStep.state == StepState.OPEN,
        ),
        exists().where(
            PhoneLine.person_id == Person.id,
            PhoneLine.voided_at.is_(None),
            PhoneLine.state == LineState.TO_DO,
            PhoneRound.id == PhoneLine.round_id,
            PhoneRound.voided_at.is_(None),
            PhoneRound.closed_on.is_(None),
        ),
    )
