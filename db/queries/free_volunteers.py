"""Who may be free on one day, with only what the gates and the distance ask: a few reads of thin rows."""

from collections.abc import Iterable
from datetime import date, time
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, String, and_, exists, or_, select, type_coerce
from sqlalchemy.orm import Session, aliased

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


CheckFields = tuple[Any, ...]
"""Type, status, level, issued, review, valid to, exempt until and why: as the store holds them.

Dates are ISO 8601 text from SQLite and dates from PostgreSQL: few differ, so each is read once by whoever
asks, not once a row.
"""


def on_day(session: Session, day: date) -> list[FreeRow]:
    """Active volunteers who give time on a day's weekday, or whose times nobody asked, and who are not away.

    Args:
        session: a reading session.
        day: the day.

    Returns:
        Rows, those of one volunteer together.
    """
    slot = VolunteerSlot
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
        .outerjoin(slot, _that_day(day))
        .where(*_free(day))
        .order_by(Volunteer.id)
    )
    return [FreeRow._make(row) for row in session.connection().execute(query).all()]


def checks_on_day(session: Session, day: date, kinds: Iterable[str]) -> list[tuple[str, CheckFields]]:
    """Checks in use, of some types, of the volunteers of `on_day`, with the volunteer's key."""
    free = (
        select(Volunteer.id)
        .join(Person, Person.id == Volunteer.person_id)
        .outerjoin(VolunteerSlot, _that_day(day))
        .where(*_free(day))
    )
    query = select(
        Check.volunteer_id,
        *(type_coerce(column, String) for column in (Check.type, Check.status, Check.level)),
        *(type_coerce(column, String) for column in (Check.issued_on, Check.review_on)),
        *(type_coerce(column, String) for column in (Check.valid_to, Check.exempt_until)),
        Check.exempt_reason,
    ).where(Check.volunteer_id.in_(free), Check.voided_at.is_(None), Check.type.in_(sorted(kinds)))
    return [(row[0], row[1:]) for row in session.connection().execute(query).all()]


def _that_day(day: date) -> ColumnElement[bool]:
    slot = VolunteerSlot
    return and_(slot.volunteer_id == Volunteer.id, slot.weekday == day.weekday())


def _free(day: date) -> tuple[ColumnElement[bool], ...]:
    slot, away = aliased(VolunteerSlot), Absence
    asked = exists().where(slot.volunteer_id == Volunteer.id)
    gone = exists().where(
        away.volunteer_id == Volunteer.id,
        away.voided_at.is_(None),
        away.first_day <= day,
        away.last_day >= day,
    )
    return (*IN_USE, or_(VolunteerSlot.id.is_not(None), ~asked), ~gone)
