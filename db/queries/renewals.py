"""Checks that end, and what of the plan stands behind them: four statements whatever their number."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Enum, Select, String, and_, or_, select, type_coerce
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from db.enums import CheckStatus, Transport, VolunteerStatus
from db.models import Check, NeedType, Person, Request, Round, Stop, Task, Volunteer
from db.queries.checks import EVIDENCE
from db.queries.paging import by_keys, fetch, given

_DATES = (
    Check.review_on,
    Check.valid_to,
    Check.exempt_until,
    Check.licence_to,
    Check.insurance_to,
    Check.mot_to,
    Check.business_to,
)
PLAIN = (
    Check.type,
    Check.status,
    Check.level,
    Check.issued_on,
    Check.review_on,
    Check.valid_to,
    Check.exempt_until,
    Check.exempt_reason,
    *EVIDENCE,
)
PLAIN_NAMES = tuple(column.key for column in PLAIN)
"""What makes a record of the gate, by its names."""


class HeldRow(NamedTuple):
    """A check of somebody of whom a check ends; ``evidence`` is in the order of `PLAIN_NAMES`."""

    id: str
    volunteer_id: str
    update_service: str
    update_consent: str
    evidence: tuple[Any, ...]


class Holder(NamedTuple):
    """A volunteer whose check ends."""

    id: str
    number: int
    first_name: str
    last_name: str
    transport: Transport


class PlannedTask(NamedTuple):
    """A planned task with the round it is on, where it is on one."""

    id: str
    on_date: date
    need: str
    is_private: bool
    taken_by_id: str | None
    round_id: str | None
    round_number: int | None
    round_name: str | None


def _as_written(column: InstrumentedAttribute[Any]) -> ColumnElement[Any] | InstrumentedAttribute[Any]:
    """A code as the store holds it: the gate judges what nobody knows."""
    return type_coerce(column, String) if isinstance(column.type, Enum) else column


def held(session: Session, until: date) -> list[HeldRow]:
    """Every check in use of the volunteers, not left, of whom one ends by a day or is marked out of date."""
    ending = aliased(Check)
    ends = or_(ending.status == CheckStatus.EXPIRED, *(getattr(ending, one.key) <= until for one in _DATES))
    whose = select(ending.volunteer_id).where(ending.voided_at.is_(None), ends)
    query = (
        select(
            Check.id,
            Check.volunteer_id,
            _as_written(Check.update_service),
            _as_written(Check.update_consent),
            *(_as_written(one) for one in PLAIN),
        )
        .join(Volunteer, Volunteer.id == Check.volunteer_id)
        .where(_in_use(), Check.volunteer_id.in_(whose))
    )
    return [HeldRow(row[0], row[1], row[2], row[3], tuple(row[4:])) for row in fetch(session, query)]


def _in_use() -> ColumnElement[bool]:
    return and_(
        Check.voided_at.is_(None), Volunteer.voided_at.is_(None), Volunteer.status != VolunteerStatus.LEFT
    )


_HOLDERS: Select[*tuple[Any, ...]] = by_keys(
    select(Volunteer.id, Volunteer.number, Person.first_name, Person.last_name, Volunteer.transport).join(
        Person, Person.id == Volunteer.person_id
    ),
    Volunteer.id,
)
_PLANNED: Select[*tuple[Any, ...]] = by_keys(
    select(
        Task.id,
        Task.on_date,
        NeedType.label,
        NeedType.is_private,
        Request.taken_by_id,
        Round.id,
        Round.number,
        Round.name,
    )
    .join(Request, Request.id == Task.request_id)
    .join(NeedType, NeedType.id == Request.need_type_id)
    .outerjoin(Stop, Stop.id == Task.stop_id)
    .outerjoin(Round, Round.id == Stop.round_id),
    Task.id,
)


def holders(session: Session, volunteer_ids: Sequence[str]) -> dict[str, Holder]:
    """Volunteers by key."""
    return {row[0]: Holder(*row) for row in fetch(session, _HOLDERS, given(volunteer_ids))}


def planned(session: Session, task_ids: Sequence[str]) -> dict[str, PlannedTask]:
    """Tasks by key."""
    return {row[0]: PlannedTask(*row) for row in fetch(session, _PLANNED, given(task_ids))}
