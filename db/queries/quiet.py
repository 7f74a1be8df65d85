"""People nobody heard of for a while, whatever way it was: a call, a door, a call of theirs."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from db.enums import ContactOutcome, Direction, PersonStatus, TaskOutcome
from db.models import Area, CallPlan, ContactAttempt, Household, Person, Request, Task
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
_NEXT = (
    select(func.min(CallPlan.next_on))
    .where(CallPlan.person_id == Person.id, CallPlan.voided_at.is_(None), CallPlan.ended_on.is_(None))
    .correlate(Person)
    .scalar_subquery()
)
_HERE = and_(Person.voided_at.is_(None), Person.status == PersonStatus.ACTIVE)


class QuietRow(NamedTuple):
    """One line; `spoke_at` is the last word with them, `seen_at` the last time a task found them at home."""

    id: str
    first_name: str
    last_name: str
    preferred_name: str
    area: str
    spoke_at: datetime | None
    seen_at: datetime | None
    next_on: Any
    is_rung: bool
    is_helped: bool

    @property
    def heard_at(self) -> datetime | None:
        """When they were last heard of; None where nobody ever was in touch."""
        return max((at for at in (self.spoke_at, self.seen_at) if at is not None), default=None)


def ids(session: Session, before: datetime, *, rung: bool, helped: bool) -> list[str]:
    """People nobody heard of since a moment, the longest first.

    Args:
        session: a reading session.
        before: whoever was heard of since is left out.
        rung: those who are rung again and again.
        helped: those with help open.
    """
    wanted = or_(*[one for one, on in ((_RUNG, rung), (_HELPED, helped)) if on])
    heard = func.max(func.coalesce(_SPOKE, ""), func.coalesce(_SEEN, ""))
    query = select(Person.id).where(_HERE, wanted)
    query = query.where(or_(_SPOKE.is_(None), before > _SPOKE), or_(_SEEN.is_(None), before > _SEEN))
    return list(session.scalars(query.order_by(heard, Person.last_name.collate("NOCASE"), Person.id)))


def rows(session: Session, wanted: Sequence[str]) -> list[QuietRow]:
    """Lines for keys, in their order."""
    return in_order(session, _rows(), wanted, QuietRow)


def _rows() -> Select[*tuple[Any, ...]]:
    query = (
        select(
            *(Person.id, Person.first_name, Person.last_name, Person.preferred_name),
            func.coalesce(Area.name, ""),
            *(_SPOKE, _SEEN, _NEXT, _RUNG, _HELPED),
        )
        .outerjoin(Household, Household.id == Person.household_id)
        .outerjoin(Area, Area.id == Household.area_id)
    )
    return by_keys(query, Person.id)
