"""What the rota reads, in a few set-based queries whatever the number of jobs and people."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, time
from typing import Any, NamedTuple

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from db.enums import PhoneKind
from db.enums_rota import PlaceState
from db.models import (
    Absence,
    NeedType,
    Person,
    Phone,
    RotaDay,
    RotaJob,
    RotaPlace,
    RotaSeat,
    RotaUsual,
    Volunteer,
)
from db.queries.paging import by_keys, fetch, given


class JobRow(NamedTuple):
    """A job, with what its kind of help asks for."""

    id: str
    number: int
    name: str
    place: str
    icon: str
    starts_at: time
    ends_at: time
    rule: str
    from_on: date
    until_on: date | None
    holidays: Any
    minimum_age: int
    wants_buddy: bool
    note: str
    need_code: str | None
    at_door: bool | None
    need_type_id: str | None
    area_id: str | None


_JOBS = (
    select(
        RotaJob.id,
        RotaJob.number,
        RotaJob.name,
        RotaJob.place,
        RotaJob.icon,
        RotaJob.starts_at,
        RotaJob.ends_at,
        RotaJob.rule,
        RotaJob.from_on,
        RotaJob.until_on,
        RotaJob.holidays,
        RotaJob.minimum_age,
        RotaJob.wants_buddy,
        RotaJob.note,
        NeedType.code,
        NeedType.at_door,
        RotaJob.need_type_id,
        RotaJob.area_id,
    )
    .outerjoin(NeedType, NeedType.id == RotaJob.need_type_id)
    .where(RotaJob.voided_at.is_(None))
    .order_by(RotaJob.number)
)
_WHO = by_keys(
    select(Volunteer.id, Volunteer.number, Person.first_name, Person.last_name, Person.preferred_name).join(
        Person, Person.id == Volunteer.person_id
    ),
    Volunteer.id,
)
_PHONES = by_keys(
    select(Volunteer.id, Phone.raw)
    .join(Phone, Phone.person_id == Volunteer.person_id)
    .where(Phone.voided_at.is_(None))
    .order_by(Phone.kind != PhoneKind.MOBILE, Phone.id),
    Volunteer.id,
)
_DONE = by_keys(
    select(RotaPlace.volunteer_id, func.max(RotaPlace.on_date))
    .where(RotaPlace.voided_at.is_(None), RotaPlace.state == PlaceState.CAME)
    .group_by(RotaPlace.volunteer_id),
    RotaPlace.volunteer_id,
)


def jobs(session: Session, first: date | None = None, last: date | None = None) -> list[JobRow]:
    """Jobs in use, in their order; those of some days where these are given."""
    query = _JOBS
    if first is not None and last is not None:
        still = or_(RotaJob.until_on.is_(None), RotaJob.until_on >= first)
        query = query.where(still, RotaJob.from_on <= last)
    return [JobRow(*row) for row in fetch(session, query)]


def seats(session: Session) -> dict[str, list[Any]]:
    """Seats in use, by job: key, role, least, most and skill, in their order."""
    found: dict[str, list[Any]] = defaultdict(list)
    query = (
        select(
            RotaSeat.job_id,
            RotaSeat.id,
            RotaSeat.role,
            RotaSeat.minimum,
            RotaSeat.maximum,
            RotaSeat.skill,
        )
        .where(RotaSeat.voided_at.is_(None))
        .order_by(RotaSeat.position, RotaSeat.id)
    )
    for job, *rest in fetch(session, query):
        found[job].append(tuple(rest))
    return found


def usuals(session: Session, first: date, last: date) -> list[tuple[str, int, str, date, date | None, str]]:
    """Who usually takes which seat: seat, weekday, volunteer, from, until, key."""
    still = or_(RotaUsual.until_on.is_(None), RotaUsual.until_on >= first)
    query = (
        select(
            RotaUsual.seat_id,
            RotaUsual.weekday,
            RotaUsual.volunteer_id,
            RotaUsual.from_on,
            RotaUsual.until_on,
            RotaUsual.id,
        )
        .where(RotaUsual.voided_at.is_(None), RotaUsual.from_on <= last, still)
        .order_by(RotaUsual.id)
    )
    return [tuple(row) for row in fetch(session, query)]


def days(session: Session, first: date, last: date) -> Sequence[Any]:
    """Odd days: job, day, own times, cancelled, extra, why."""
    query = select(
        RotaDay.job_id,
        RotaDay.on_date,
        RotaDay.starts_at,
        RotaDay.ends_at,
        RotaDay.is_cancelled,
        RotaDay.is_extra,
        RotaDay.why,
    ).where(RotaDay.voided_at.is_(None), RotaDay.on_date.between(first, last))
    return fetch(session, query)


def places(session: Session, first: date, last: date) -> Sequence[Any]:
    """What is written of single days: key, seat, day, volunteer, how, state, why."""
    query = (
        select(
            RotaPlace.id,
            RotaPlace.seat_id,
            RotaPlace.on_date,
            RotaPlace.volunteer_id,
            RotaPlace.how,
            RotaPlace.state,
            RotaPlace.why,
        )
        .where(RotaPlace.voided_at.is_(None), RotaPlace.on_date.between(first, last))
        .order_by(RotaPlace.id)
    )
    return fetch(session, query)


class Who(NamedTuple):
    """How a volunteer is called; ``short`` is the first name, with an initial where two share it."""

    id: str
    name: str
    short: str
    initial: str


def who(session: Session, volunteer_ids: Sequence[str]) -> dict[str, Who]:
    """Names of some volunteers, whatever their status."""
    found = {}
    for key, number, first, last, preferred in fetch(session, _WHO, given(volunteer_ids)):
        called = preferred or first
        name = f"{called} {last}".strip() or f"V-{number}"
        found[key] = Who(key, name, called or name, last[:1])
    return found


def phones(session: Session, volunteer_ids: Sequence[str]) -> dict[str, str]:
    """A number of each of some volunteers, a mobile where there is one."""
    found: dict[str, str] = {}
    for key, raw in fetch(session, _PHONES, given(volunteer_ids)):
        found.setdefault(key, raw)
    return found


def last_shifts(session: Session, volunteer_ids: Sequence[str]) -> dict[str, date]:
    """The last day each of some volunteers came to a shift."""
    return {key: day for key, day in fetch(session, _DONE, given(volunteer_ids))}


def away(session: Session, first: date, last: date) -> dict[str, list[tuple[date, date]]]:
    """Days away that touch some days, by volunteer."""
    found: dict[str, list[tuple[date, date]]] = defaultdict(list)
    query = select(Absence.volunteer_id, Absence.first_day, Absence.last_day).where(
        Absence.voided_at.is_(None), Absence.first_day <= last, Absence.last_day >= first
    )
    for key, begins, ends in fetch(session, query):
        found[key].append((begins, ends))
    return found
