"""Requests to restrict the use of somebody's data, and objections to it: few, whatever the hub's size."""

from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from db.enums_protection import RightKind, RightState
from db.models import Person, RightsRequest


class LimitRow(NamedTuple):
    """One request that may keep somebody in.

    Attributes:
        person_id: who; of somebody merged, the record they are found under now.
    """

    person_id: str
    request_id: str
    request_number: int
    kind: RightKind
    state: RightState
    lifted_on: date | None
    received_on: date
    recorded_at: datetime
    number: int
    first_name: str
    last_name: str


_ASKED = aliased(Person)
_LIMITS = (
    select(
        Person.id,
        RightsRequest.id,
        RightsRequest.number,
        RightsRequest.kind,
        RightsRequest.state,
        RightsRequest.lifted_on,
        RightsRequest.received_on,
        RightsRequest.created_at,
        Person.number,
        Person.first_name,
        Person.last_name,
    )
    .join(_ASKED, _ASKED.id == RightsRequest.person_id)
    .join(Person, Person.id == func.coalesce(_ASKED.merged_into_id, _ASKED.id))
    .where(
        RightsRequest.voided_at.is_(None),
        RightsRequest.lifted_on.is_(None),
        RightsRequest.kind.in_((RightKind.RESTRICTION, RightKind.OBJECTION)),
        RightsRequest.state != RightState.REFUSED,
    )
    .order_by(RightsRequest.number)
)


def asked(session: Session) -> list[LimitRow]:
    """Every request that may keep somebody in, by number; `desktop.domain.limits` says which do."""
    return [LimitRow(*row) for row in session.execute(_LIMITS)]
