"""What a volunteering profile is made of: as typed, as held, and written set by set."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.base import Base
from db.enums import Answer, Skill, Transport, VolunteerStatus
from db.models import (
    Absence,
    DoNotPair,
    Person,
    Volunteer,
    VolunteerArea,
    VolunteerLanguage,
    VolunteerSkill,
    VolunteerSlot,
)
from db.queries import people
from db.session import UnitOfWork
from desktop.domain.errors import DomainError
from desktop.services.people import PersonDetail, PersonDraft, display_name, person_detail

WEEK_MINUTES = 7 * 24 * 60
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class SlotDraft:
    """A time in the week when a volunteer is usually free; Monday is 0."""

    weekday: int
    starts_at: time
    ends_at: time


@dataclass(frozen=True, slots=True)
class VolunteerDraft:
    """A volunteer as typed; see `db.models.Volunteer` for what each field means.

    Attributes:
        person: who they are; None leaves the person as they are.
        person_id: an existing person who volunteers; empty for somebody new.
    """

    person: PersonDraft | None = None
    person_id: str = ""
    transport: Transport = Transport.FOOT
    weekly_minutes: int | None = None
    joined_on: date | None = None
    parental_agreement: Answer = Answer.NOT_ASKED
    home_organisation_id: str | None = None
    note: str = ""
    skills: frozenset[Skill] = frozenset()
    area_ids: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    slots: frozenset[SlotDraft] = frozenset()


@dataclass(frozen=True, slots=True)
class VolunteerDetail:
    """One volunteer."""

    id: str
    number: int
    status: VolunteerStatus
    draft: VolunteerDraft
    who: PersonDetail
    absences: tuple[tuple[str, date, date, str], ...]
    kept_apart: tuple[tuple[str, str, str], ...]


OWN_FIELDS = (
    "transport",
    "weekly_minutes",
    "joined_on",
    "parental_agreement",
    "home_organisation_id",
    "note",
)


def refuse_odd(draft: VolunteerDraft) -> None:
    """Refuse hours and times nobody can give.

    Raises:
        DomainError: with what to put right.
    """
    minutes = draft.weekly_minutes
    if minutes is not None and not 0 <= minutes <= WEEK_MINUTES:
        raise DomainError("Hours a week go from 0 to 168.", field="weekly_minutes")
    starts = set[tuple[int, time]]()
    for slot in sorted(draft.slots, key=lambda one: (one.weekday, one.starts_at, one.ends_at)):
        day = _DAYS[slot.weekday]
        if slot.ends_at <= slot.starts_at:
            raise DomainError(f"On {day} the time ends before it starts.", field="slots")
        if (slot.weekday, slot.starts_at) in starts:
            words = f"On {day} two times start at {slot.starts_at:%H:%M}. Keep the longer one."
            raise DomainError(words, field="slots")
        starts.add((slot.weekday, slot.starts_at))


def require_contact(session: Session, person: Person) -> None:
    """A volunteer needs a name and a contact (domain rule 1).

    Raises:
        DomainError: one of them is missing.
    """
    if not (person.first_name or person.last_name or person.preferred_name):
        raise DomainError("A volunteer needs a name.", field="first_name")
    if not (person.email or people.phones(session, person.id)):
        raise DomainError("A volunteer needs a phone number or an e-mail address.", field="phone")


def write_sets(work: UnitOfWork, volunteer_id: str, draft: VolunteerDraft) -> None:
    """Write skills, areas, languages and times; rows that stay are not touched."""
    _set(
        work,
        VolunteerSkill,
        volunteer_id,
        draft.skills,
        lambda one: one.skill,
        lambda skill: {"skill": skill},
    )
    _set(
        work,
        VolunteerArea,
        volunteer_id,
        draft.area_ids,
        lambda one: one.area_id,
        lambda key: {"area_id": key},
    )
    languages = {code.strip().lower() for code in draft.languages if code.strip()}
    _set(
        work,
        VolunteerLanguage,
        volunteer_id,
        languages,
        lambda one: one.language_code,
        lambda code: {"language_code": code},
    )
    _set(
        work,
        VolunteerSlot,
        volunteer_id,
        draft.slots,
        lambda one: SlotDraft(one.weekday, one.starts_at, one.ends_at),
        lambda slot: {"weekday": slot.weekday, "starts_at": slot.starts_at, "ends_at": slot.ends_at},
    )


def _set(
    work: UnitOfWork,
    model: type[Base],
    volunteer_id: str,
    wanted: Iterable[Any],
    key: Callable[[Any], Any],
    fields: Callable[[Any], dict[str, Any]],
) -> None:
    """Add and take out the rows of one set; rows that stay are not touched."""
    rows = work.session.query(model).filter_by(volunteer_id=volunteer_id)
    held = {key(row): row for row in rows}
    gone = held.keys() - set(wanted)
    for one in gone:
        work.session.delete(held[one])
    work.session.flush()
    for one in sorted(set(wanted) - held.keys(), key=str):
        work.add(model(volunteer_id=volunteer_id, **fields(one)))


def volunteer_detail(session: Session, volunteer: Volunteer) -> VolunteerDetail:
    """One volunteer with all that belongs to them, inside a session."""
    key = volunteer.id
    slots = session.scalars(select(VolunteerSlot).where(VolunteerSlot.volunteer_id == key))
    away = session.scalars(
        select(Absence)
        .where(Absence.volunteer_id == key, Absence.voided_at.is_(None))
        .order_by(Absence.first_day)
    )
    apart = session.execute(
        select(DoNotPair.id, Person, DoNotPair.reason)
        .join(Person, Person.id == DoNotPair.person_id)
        .where(DoNotPair.volunteer_id == key, DoNotPair.voided_at.is_(None))
    )
    skills = session.scalars(select(VolunteerSkill.skill).where(VolunteerSkill.volunteer_id == key))
    areas = session.scalars(select(VolunteerArea.area_id).where(VolunteerArea.volunteer_id == key))
    spoken = session.scalars(
        select(VolunteerLanguage.language_code).where(VolunteerLanguage.volunteer_id == key)
    )
    who = person_detail(session, session.get_one(Person, volunteer.person_id))
    return VolunteerDetail(
        id=key,
        number=volunteer.number,
        status=volunteer.status,
        draft=VolunteerDraft(
            person=who.draft,
            person_id=volunteer.person_id,
            **{name: getattr(volunteer, name) for name in OWN_FIELDS},
            skills=frozenset(skills),
            area_ids=frozenset(areas),
            languages=frozenset(spoken),
            slots=frozenset(SlotDraft(one.weekday, one.starts_at, one.ends_at) for one in slots),
        ),
        who=who,
        absences=tuple((one.id, one.first_day, one.last_day, one.reason) for one in away),
        kept_apart=tuple((one_id, display_name(person), reason) for one_id, person, reason in apart),
    )
