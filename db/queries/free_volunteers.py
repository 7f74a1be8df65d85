"""Who may be free on one day, with only what the gates and one task ask: a few reads of thin rows."""

from collections.abc import Iterable
from datetime import date, time
from typing import NamedTuple

from sqlalchemy import (
    ColumnElement,
    ScalarSelect,
    SQLColumnExpression,
    String,
    and_,
    case,
    cast,
    exists,
    func,
    or_,
    select,
    type_coerce,
)
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from db.models import (
    Absence,
    Check,
    Household,
    Person,
    Volunteer,
    VolunteerArea,
    VolunteerLanguage,
    VolunteerSkill,
    VolunteerSlot,
)
from db.queries.matching import IN_USE


class FreeRow(NamedTuple):
    """An active volunteer with one time of the day; several rows for several times.

    Codes are plain text, which compares equal to the members of `db.enums` and reads faster.

    Attributes:
        starts_at: None where nobody has asked about times.
        checks: checks in use of the types asked for, to be read by `check_fields`; None for none.
    """

    id: str
    first_name: str
    last_name: str
    born: date | None
    parental_agreement: str
    transport: str
    weekly_minutes: int | None
    joined_on: date | None
    easting: int | None
    northing: int | None
    precision: str | None
    starts_at: time | None
    ends_at: time | None
    checks: str | None


_NEXT_CHECK, _NEXT_FIELD = "\x1e", "\x1f"
"""Separators (ASCII record and unit separator): neither a code nor a date holds them."""


def on_day(session: Session, day: date, kinds: Iterable[str]) -> list[FreeRow]:
    """Active volunteers who give time on a day's weekday, or whose times nobody asked, and who are not away.

    Args:
        session: a reading session.
        day: the day.
        kinds: the types of checks wanted.

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
            Volunteer.weekly_minutes,
            Volunteer.joined_on,
            Household.easting,
            Household.northing,
            type_coerce(Household.precision, String),
            slot.starts_at,
            slot.ends_at,
            _checks(kinds),
        )
        .join(Person, Person.id == Volunteer.person_id)
        .outerjoin(Household, Household.id == Person.household_id)
        .outerjoin(slot, _that_day(day))
        .where(*_free(day))
        .order_by(Volunteer.id)
    )
    return [FreeRow._make(row) for row in session.connection().execute(query).all()]


def check_fields(checks: str | None) -> list[str]:
    """The checks of a row, one text each: few differ, so that whoever reads them may share what they read."""
    return checks.split(_NEXT_CHECK) if checks else []


def read_check(fields: str) -> tuple[str, str, str, date | None, date | None, date | None, date | None, str]:
    """One text of `check_fields`: type, status, level, issued, review, valid to, exempt until, reason.

    The reason of an exemption reads ``said`` where one was given; it may be long, and the gate asks no more.
    """
    kind, status, level, issued, review, valid, until, reason = fields.split(_NEXT_FIELD)
    return kind, status, level, _date(issued), _date(review), _date(valid), _date(until), reason


def willing_in(session: Session, areas: Iterable[str]) -> tuple[set[str], set[str]]:
    """Keys of the volunteers who chose any of some areas, and of those who chose any area at all."""
    own = VolunteerArea.volunteer_id
    here = select(own).where(VolunteerArea.area_id.in_(sorted(areas)))
    return set(session.scalars(here)), set(session.scalars(select(own).distinct()))


def with_skills(session: Session, skills: Iterable[str]) -> list[tuple[str, str]]:
    """Key and skill of the volunteers who bring any of some skills."""
    skill = VolunteerSkill.skill
    query = select(VolunteerSkill.volunteer_id, type_coerce(skill, String)).where(skill.in_(sorted(skills)))
    return [(key, held) for key, held in session.execute(query)]


def speaking(session: Session, languages: Iterable[str]) -> list[tuple[str, str]]:
    """Key and language of the volunteers who speak any of some languages."""
    code = VolunteerLanguage.language_code
    query = select(VolunteerLanguage.volunteer_id, code).where(code.in_(sorted(languages)))
    return [(key, held) for key, held in session.execute(query)]


def _checks(kinds: Iterable[str]) -> ScalarSelect[str]:
    """All checks of one volunteer in one text: one read in place of one for each."""
    fields = (
        *(type_coerce(column, String) for column in (Check.type, Check.status, Check.level)),
        *(_text(column) for column in (Check.issued_on, Check.review_on, Check.valid_to, Check.exempt_until)),
        case((func.trim(Check.exempt_reason) != "", "said"), else_=""),
    )
    joined: SQLColumnExpression[str] = fields[0]
    for one in fields[1:]:
        joined = joined.concat(_NEXT_FIELD).concat(one)
    return (
        select(func.aggregate_strings(joined, _NEXT_CHECK))
        .where(Check.volunteer_id == Volunteer.id, Check.voided_at.is_(None), Check.type.in_(sorted(kinds)))
        .correlate(Volunteer)
        .scalar_subquery()
    )


def _text(column: InstrumentedAttribute[date | None]) -> ColumnElement[str]:
    return func.coalesce(cast(column, String), "", type_=String)


def _date(held: str) -> date | None:
    return date.fromisoformat(held) if held else None


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
