"""Who may be free on one day, with only what the gates and one task ask: a few reads of thin rows."""

from collections.abc import Iterable
from datetime import date, time
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    ScalarSelect,
    String,
    and_,
    case,
    exists,
    false,
    func,
    or_,
    select,
    type_coerce,
)
from sqlalchemy.orm import Session, aliased

from db.enums_checks import CheckDecision
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
from db.queries.checks import EVIDENCE
from db.queries.matching import IN_USE
from db.queries.paging import fetch


class FreeRow(NamedTuple):
    """An active volunteer with one time of the day; several rows for several times.

    Codes are plain text, which compares equal to the members of `db.enums` and reads faster.

    Attributes:
        starts_at: None where nobody has asked about times.
        is_willing: chose one of the areas asked for.
        chose: chose any area.
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
    is_willing: bool
    chose: bool
    checks: str | None


_NEXT_CHECK, _NEXT_FIELD = "\x1e", "\x1f"
"""Separators (ASCII record and unit separator): neither a code nor a date holds them."""


def on_day(session: Session, day: date, kinds: Iterable[str], areas: Iterable[str]) -> list[FreeRow]:
    """Active volunteers who give time on a day's weekday, or whose times nobody asked, and who are not away.

    Args:
        session: a reading session.
        day: the day.
        kinds: the types of checks wanted.
        areas: where the task is; empty for nowhere.

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
            *_chosen(areas),
            _checks(kinds),
        )
        .join(Person, Person.id == Volunteer.person_id)
        .outerjoin(Household, Household.id == Person.household_id)
        .outerjoin(slot, _that_day(day))
        .where(*_free(day))
        .order_by(Volunteer.id)
    )
    return list(map(FreeRow._make, fetch(session, query)))


def check_fields(checks: str | None) -> list[str]:
    """The checks of a row, one text each: few differ, so that whoever reads them may share what they read."""
    return checks.split(_NEXT_CHECK) if checks else []


class ThinCheck(NamedTuple):
    """One text of `check_fields`, read.

    Attributes:
        exempt_reason: ``said`` where one was given; it may be long, and the gate asks no more.
    """

    type: str
    status: str
    level: str
    issued_on: date | None
    review_on: date | None
    valid_to: date | None
    exempt_until: date | None
    exempt_reason: str
    decision: str
    status_result: str
    status_on: date | None
    references_in: int | None
    licence_to: date | None
    insurance_to: date | None
    mot_to: date | None
    business_to: date | None


def read_check(fields: str) -> ThinCheck:
    """Read one text of `check_fields`, in the order in which `_checks` writes it."""
    held = fields.split(_NEXT_FIELD)
    count = int(held[11]) if held[11] else None
    dates = [_date(held[at]) for at in (3, 4, 5, 6)]
    read: list[Any] = [*held[:3], *dates, *held[7:10], _date(held[10]), count, *map(_date, held[12:])]
    return ThinCheck(*read)


def with_skills(session: Session, skills: Iterable[str]) -> list[tuple[str, str]]:
    """Key and skill of the volunteers who bring any of some skills."""
    skill = VolunteerSkill.skill
    query = select(VolunteerSkill.volunteer_id, type_coerce(skill, String)).where(skill.in_(sorted(skills)))
    return [(key, held) for key, held in fetch(session, query)]


def speaking(session: Session, languages: Iterable[str]) -> list[tuple[str, str]]:
    """Key and language of the volunteers who speak any of some languages."""
    code = VolunteerLanguage.language_code
    query = select(VolunteerLanguage.volunteer_id, code).where(code.in_(sorted(languages)))
    return [(key, held) for key, held in fetch(session, query)]


def _chosen(areas: Iterable[str]) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Whether somebody chose any of some areas, and whether they chose any area at all."""
    wanted = sorted(areas)
    if not wanted:
        return false(), false()
    own = exists().where(VolunteerArea.volunteer_id == Volunteer.id)
    return own.where(VolunteerArea.area_id.in_(wanted)), own


def _checks(kinds: Iterable[str]) -> ScalarSelect[str]:
    """All checks of one volunteer in one text: one read in place of one for each; NULL prints as nothing."""
    fields = (
        *(Check.type, Check.status, Check.level),
        *(Check.issued_on, Check.review_on, Check.valid_to, Check.exempt_until),
        case((func.trim(Check.exempt_reason) != "", "said"), else_=""),
        *EVIDENCE,
    )
    one = func.printf(_NEXT_FIELD.join(["%s"] * len(fields)), *fields, type_=String)
    return (
        select(func.aggregate_strings(one, _NEXT_CHECK))
        .where(Check.volunteer_id == Volunteer.id, Check.voided_at.is_(None))
        .where(Check.type.in_(sorted(kinds)) | (Check.decision == CheckDecision.NOT_FOR_REGULATED))
        .correlate(Volunteer)
        .scalar_subquery()
    )


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
