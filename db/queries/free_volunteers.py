"""Who may be free on one day, with only what the gates and the distance ask: a few reads of thin rows."""

from collections.abc import Iterable
from datetime import date, time
from typing import NamedTuple

from sqlalchemy import String, exists, or_, select, type_coerce
from sqlalchemy.orm import Session

from db.models import Absence, Check, Household, Person, Volunteer, VolunteerSlot
from db.queries.matching import IN_USE


class FreeRow(NamedTuple):
    """An active volunteer with one time of the day; several rows for several times.

    Codes are plain text, which compares equal to the members of `db.enums` and reads faster.

    Attributes:
        starts_at: None where nobody has asked about times.
    """

    id: str
    first_name: str
    last_name: str
    born: date | None
    parental_agreement: str
    transport: str
    easting: int | None
    northing: int | None
    precision: str | None
    starts_at: time | None
    ends_at: time | None


class CheckRow(NamedTuple):
    """One check of an active volunteer, codes as plain text."""

    volunteer_id: str
    type: str
    status: str
    level: str
    issued_on: date | None
    review_on: date | None
    valid_to: date | None
    exempt_until: date | None
    exempt_reason: str


def on_day(session: Session, day: date) -> list[FreeRow]:
    """Active volunteers who give time on a day's weekday, or whose times nobody asked, and who are not away.

    Args:
        session: a reading session.
        day: the day.

    Returns:
        Rows, those of one volunteer together.
    """
    slot, away = VolunteerSlot, Absence
    asked = exists().where(slot.volunteer_id == Volunteer.id).correlate(Volunteer)
    gone = exists().where(
        away.volunteer_id == Volunteer.id,
        away.voided_at.is_(None),
        away.first_day <= day,
        away.last_day >= day,
    )
    query = (
        select(
            Volunteer.id,
            Person.first_name,
            Person.last_name,
            Person.date_of_birth,
            type_coerce(Volunteer.parental_agreement, String),
            type_coerce(Volunteer.transport, String),
            Household.easting,
            Household.northing,
            type_coerce(Household.precision, String),
            slot.starts_at,
            slot.ends_at,
        )
        .join(Person, Person.id == Volunteer.person_id)
        .outerjoin(Household, Household.id == Person.household_id)
        .outerjoin(slot, (slot.volunteer_id == Volunteer.id) & (slot.weekday == day.weekday()))
        .where(*IN_USE, or_(slot.id.is_not(None), ~asked), ~gone)
        .order_by(Volunteer.id)
    )
    return [FreeRow._make(row) for row in session.execute(query)]


def checks_of_active(session: Session, kinds: Iterable[str]) -> list[CheckRow]:
    """Checks in use, of some types, of every active volunteer."""
    query = (
        select(
            Check.volunteer_id,
            type_coerce(Check.type, String),
            type_coerce(Check.status, String),
            type_coerce(Check.level, String),
            Check.issued_on,
            Check.review_on,
            Check.valid_to,
            Check.exempt_until,
            Check.exempt_reason,
        )
        .join(Volunteer, Volunteer.id == Check.volunteer_id)
        .join(Person, Person.id == Volunteer.person_id)
        .where(*IN_USE, Check.voided_at.is_(None), Check.type.in_(sorted(kinds)))
    )
    return [CheckRow._make(row) for row in session.execute(query)]
