"""Volunteers: a person's volunteering profile, with skills, areas, languages and times."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db import search
from db.enums import Role, VolunteerStatus
from db.models import Absence, DoNotPair, Person, Volunteer
from db.queries import concerns as concern_query
from db.queries import volunteers as query
from db.queries.volunteers import VolunteerFilter, VolunteerRow
from db.session import UnitOfWork
from desktop.domain.concern_names import may_be
from desktop.domain.errors import DomainError, NotAllowed
from desktop.domain.lifecycle import check_volunteer_move
from desktop.domain.names import nicknames
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.people import PersonDraft, display_name, write_person
from desktop.services.records import get, set_fields, tidied, void
from desktop.services.volunteer_parts import (
    OWN_FIELDS,
    SlotDraft,
    VolunteerDetail,
    VolunteerDraft,
    refuse_odd,
    require_contact,
    volunteer_detail,
    write_sets,
)

__all__ = ["SlotDraft", "VolunteerDetail", "VolunteerDraft", "Volunteers"]
HELD_STATES = frozenset({VolunteerStatus.ON_HOLD, VolunteerStatus.SUSPENDED})
"""States only the safeguarding lead puts somebody in or takes them out of (domain rule 12)."""
_STILL_OUT = HELD_STATES | {VolunteerStatus.LEFT}
"""Where somebody held by a concern may be moved by hand: no task is theirs there either."""


NO_CHECKS: Mapping[str, Any] = {"checks_seen": 0, "checks_waiting": 0, "checks_to_do": 0, "next_review": None}
"""What a line holds of checks for whoever may not see them."""


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
    def rows(self, actor: Actor, wanted: Sequence[str]) -> list[VolunteerRow]:
        """Lines for keys, in the order of the keys; nothing of checks for whoever may not see them."""
        with self.store.read() as session:
            found = query.rows(session, wanted, self.today())
        return found if actor.may("check.see") else [one._replace(**NO_CHECKS) for one in found]

    @verb("volunteer.see")
    def counts(self, _actor: Actor) -> dict[VolunteerStatus, int]:
        """How many volunteers there are in each status."""
        with self.store.read() as session:
            return query.counts(session)

    @verb("volunteer.see")
    def find(self, actor: Actor, typed: str, limit: int = 200) -> tuple[str, ...]:
        """Keys of people found by name, street, reference or number, for `VolunteerFilter.among`."""
        with self.store.read() as session:
            return search.keys(session.connection(), actor.looks_for(typed), "person", limit, nicknames)

    @verb("volunteer.see")
    def get(self, actor: Actor, volunteer_id: str) -> VolunteerDetail:
        """One volunteer; whoever may not see people helped is not told whom they are kept apart from.

        Raises:
            NotFound: they are not there any more.
        """
        with self.store.read() as session:
            found = volunteer_detail(session, get(session, Volunteer, volunteer_id, "volunteer"))
        if actor.may("person.see"):
            return found
        return replace(found, kept_apart=(), who=replace(found.who, neighbours=()))

    @verb("volunteer.set")
    def save(self, actor: Actor, draft: VolunteerDraft, volunteer_id: str = "") -> Changes:
        """Add a volunteer, or change one.

        Raises:
            DomainError: there is no name or no contact, a time is impossible, or the person volunteers
                already.
        """
        refuse_odd(draft)
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
            write_sets(work, volunteer.id, draft)
            if not volunteer_id or draft.person is not None:
                require_contact(work.session, person)
            return changes(work, volunteer.id, f"Saved {display_name(person)}")

    @verb("volunteer.set")
    def move(self, actor: Actor, volunteer_id: str, status: VolunteerStatus) -> Changes:
        """Move a volunteer to another status.

        Raises:
            DomainError: a volunteer cannot go from where they are to there.
            NotAllowed: it is a hold, which is the safeguarding lead's, and never about themselves.
        """
        with self.store.write(actor.user_id) as work:
            volunteer = get(work.session, Volunteer, volunteer_id, "volunteer")
            check_volunteer_move(volunteer.status, status)
            if HELD_STATES & {volunteer.status, status}:
                _require_lead(work.session, actor, volunteer_id, status)
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
    def end_absence(self, actor: Actor, absence_id: str, reason: str = "Back again") -> Changes:
        """Take days away off the record: they are back, or never went."""
        with self.store.write(actor.user_id) as work:
            away = get(work.session, Absence, absence_id, "absence")
            void(away, reason, self.now())
            return changes(work, away.volunteer_id, "Absence ended")

    @verb("volunteer.apart")
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

    @verb("volunteer.apart")
    def let_meet(self, actor: Actor, pair_id: str, reason: str) -> Changes:
        """Take back that a volunteer and a person are kept apart."""
        with self.store.write(actor.user_id) as work:
            pair = get(work.session, DoNotPair, pair_id, "entry")
            void(pair, reason, self.now())
            return changes(work, pair.volunteer_id, "No longer kept apart")

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
        if held is not None and held.voided_at is not None:
            words = (
                f"{display_name(person)} was V-{held.number}, which was voided. History can bring it back."
            )
            raise DomainError(words, field="person")
        if held is not None:
            words = f"{display_name(person)} is a volunteer already, as V-{held.number}."
            raise DomainError(words, field="person")
        return person


def _require_lead(session: Session, actor: Actor, volunteer_id: str, status: VolunteerStatus) -> None:
    """A hold is the lead's, and nobody decides about themselves; names are all there is to tell by."""
    if Role.LEAD not in actor.roles:
        raise NotAllowed("Ask the safeguarding lead.")
    names = concern_query.person_names(session, [volunteer_id])
    if may_be(actor.name, concern_query.lead_of(session)[0], names):
        raise NotAllowed("Nobody decides about themselves. Ask another safeguarding lead.")
    if status not in _STILL_OUT and concern_query.is_held(session, volunteer_id):
        # Said so that a lead who cannot open the concern does not learn by it that there is one.
        raise NotAllowed("Not available. If nothing in Concerns says why, ask another safeguarding lead.")
