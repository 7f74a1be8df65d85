"""Volunteers: a person's volunteering profile, with skills, areas, languages and times."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db import search
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
from db.queries import volunteers as query
from db.queries.volunteers import VolunteerFilter, VolunteerRow
from db.session import UnitOfWork
from desktop.domain.errors import DomainError
from desktop.domain.lifecycle import check_volunteer_move
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.people import PersonDetail, PersonDraft, display_name, person_detail, write_person
from desktop.services.records import get, set_fields, tidied, void


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


class Volunteers(Service):
    """Verbs on volunteers."""

    @verb("volunteer.see")
    def ids(
        self, _actor: Actor, wanted: VolunteerFilter, sort: str = "name", descending: bool = False
    ) -> list[str]:
        """Keys of the volunteers wanted, sorted."""
        with self.store.read() as session:
            return query.ids(session, wanted, sort, descending)

    @verb("volunteer.see")
    def rows(self, _actor: Actor, wanted: Sequence[str]) -> list[VolunteerRow]:
        """Lines for keys, in the order of the keys."""
        with self.store.read() as session:
            return query.rows(session, wanted)

    @verb("volunteer.see")
    def counts(self, _actor: Actor) -> dict[VolunteerStatus, int]:
        """How many volunteers there are in each status."""
        with self.store.read() as session:
            return query.counts(session)

    @verb("search.all")
    def find(self, _actor: Actor, typed: str, limit: int = 200) -> tuple[str, ...]:
        """Keys of people found by name, street, reference or number, for `VolunteerFilter.among`."""
        with self.store.read() as session:
            return tuple(hit.row_id for hit in search.find(session.connection(), typed, ("person",), limit))

    @verb("volunteer.see")
    def get(self, _actor: Actor, volunteer_id: str) -> VolunteerDetail:
        """One volunteer.

        Raises:
            NotFound: they are not there any more.
        """
        with self.store.read() as session:
            return _detail(session, get(session, Volunteer, volunteer_id, "volunteer"))

    @verb("volunteer.set")
    def save(self, actor: Actor, draft: VolunteerDraft, volunteer_id: str = "") -> Changes:
        """Add a volunteer, or change one.

        Raises:
            DomainError: there is neither a name nor a number, or the person volunteers already.
        """
        with self.store.write(actor.user_id) as work:
            if volunteer_id:
                volunteer = get(work.session, Volunteer, volunteer_id, "volunteer")
                person = work.session.get_one(Person, volunteer.person_id)
            else:
                person = self._person(work, draft)
                volunteer = Volunteer(number=work.next_number("volunteer"), person_id=person.id)
                work.add(volunteer)
            if volunteer_id and draft.person is not None:
                person = write_person(work, self.tools, draft.person, person.id)
            set_fields(volunteer, tidied(draft, OWN_FIELDS))
            if volunteer.joined_on is None:
                volunteer.joined_on = self.today()
            work.session.flush()
            _write_sets(work, volunteer.id, draft)
            return changes(work, volunteer.id, f"Saved {display_name(person)}")

    @verb("volunteer.set")
    def move(self, actor: Actor, volunteer_id: str, status: VolunteerStatus) -> Changes:
        """Move a volunteer to another status.

        Raises:
            DomainError: a volunteer cannot go from where they are to there.
        """
        with self.store.write(actor.user_id) as work:
            volunteer = get(work.session, Volunteer, volunteer_id, "volunteer")
            check_volunteer_move(volunteer.status, status)
            set_fields(volunteer, {"status": status})
            return changes(work, volunteer_id, f"V-{volunteer.number} moved")

    @verb("volunteer.set")
    def add_absence(
        self, actor: Actor, volunteer_id: str, first_day: date, last_day: date, reason: str = ""
    ) -> Changes:
        """Record days a volunteer is away, both ends counted."""
        if last_day < first_day:
            raise DomainError("The last day is before the first.", field="last_day")
        with self.store.write(actor.user_id) as work:
            get(work.session, Volunteer, volunteer_id, "volunteer")
            away = Absence(
                volunteer_id=volunteer_id, first_day=first_day, last_day=last_day, reason=reason.strip()
            )
            work.add(away)
            work.session.flush()
            return changes(work, volunteer_id, "Absence recorded")

    @verb("volunteer.set")
    def keep_apart(self, actor: Actor, volunteer_id: str, person_id: str, reason: str) -> Changes:
        """Never send this volunteer to this person."""
        with self.store.write(actor.user_id) as work:
            get(work.session, Volunteer, volunteer_id, "volunteer")
            get(work.session, Person, person_id, "person")
            held = work.session.scalars(
                select(DoNotPair).where(
                    DoNotPair.volunteer_id == volunteer_id, DoNotPair.person_id == person_id
                )
            ).first()
            if held is None:
                held = DoNotPair(volunteer_id=volunteer_id, person_id=person_id)
                work.add(held)
            set_fields(held, {"reason": reason.strip(), "voided_at": None, "void_reason": None})
            work.session.flush()
            return changes(work, volunteer_id, "Kept apart from now on")

    @verb("volunteer.void")
    def void(self, actor: Actor, volunteer_id: str, reason: str) -> Changes:
        """Take a volunteering profile out of use; the person stays."""
        with self.store.write(actor.user_id) as work:
            volunteer = get(work.session, Volunteer, volunteer_id, "volunteer")
            void(volunteer, reason, self.now())
            return changes(work, volunteer_id, f"Voided V-{volunteer.number}")

    def _person(self, work: UnitOfWork, draft: VolunteerDraft) -> Person:
        if not draft.person_id:
            person = write_person(work, self.tools, draft.person or PersonDraft())
            work.session.flush()
            return person
        person = get(work.session, Person, draft.person_id, "person")
        held = work.session.scalars(select(Volunteer).where(Volunteer.person_id == person.id)).first()
        if held is not None:
            raise DomainError(f"{display_name(person)} is a volunteer already, as V-{held.number}.")
        return person


def _write_sets(work: UnitOfWork, volunteer_id: str, draft: VolunteerDraft) -> None:
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


def _detail(session: Session, volunteer: Volunteer) -> VolunteerDetail:
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
