"""People: found while typing, saved with almost nothing, everything about one in one place."""

from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from datetime import date

from sqlalchemy.orm import Session

from db import search
from db.enums import Answer, ContactPreference, PersonStatus, PhoneKind
from db.models import ContactLink, Household, Person, Phone
from db.queries import people as query
from db.queries.people import PeopleFilter, PersonRow
from db.session import UnitOfWork
from desktop.domain.errors import DomainError
from desktop.domain.names import nicknames
from desktop.domain.phones import read_phone
from desktop.domain.text import clean
from desktop.services.base import Actor, Changes, Service, Tools, changes, verb
from desktop.services.households import HouseholdDraft, household_draft, write_household
from desktop.services.limits import Limited, limits
from desktop.services.records import get, set_fields, tidied, void


@dataclass(frozen=True, slots=True)
class PhoneDraft:
    """A number as typed."""

    raw: str
    kind: PhoneKind = PhoneKind.OTHER
    note: str = ""


@dataclass(frozen=True, slots=True)
class LinkDraft:
    """Somebody to ring about a person; see `db.models.ContactLink`."""

    kind: str
    name: str
    relationship: str = ""
    phone: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class PersonDraft:
    """A person as typed; see `db.models.Person` for what each field means.

    Attributes:
        phones: numbers, first choice first; None leaves those held as they are.
        links: people to ring about them; None leaves those held as they are.
        household: the address as typed; None leaves the household as it is.
        household_id: an existing household to live in; wins over ``household``.
    """

    first_name: str = ""
    middle_name: str = ""
    last_name: str = ""
    preferred_name: str = ""
    date_of_birth: date | None = None
    email: str = ""
    contact_preference: ContactPreference = ContactPreference.UNKNOWN
    language_code: str = ""
    communication_needs: str = ""
    good_to_know: str = ""
    strengths: str = ""
    status: PersonStatus = PersonStatus.ACTIVE
    status_note: str = ""
    source_reference: str = ""
    safe_number: str = ""
    safe_when: str = ""
    safe_message: Answer = Answer.NOT_ASKED
    safe_post: Answer = Answer.NOT_ASKED
    phones: tuple[PhoneDraft, ...] | None = None
    links: tuple[LinkDraft, ...] | None = None
    household: HouseholdDraft | None = None
    household_id: str = ""


@dataclass(frozen=True, slots=True)
class PersonDetail:
    """One person with numbers, links and address.

    Attributes:
        number: for the human reference, ``P-12``.
        draft: the fields as they stand, ready for a form.
        neighbours: others recorded at the same address, key and name.
        limit: what they asked that keeps their data in the hub; None for nothing.
    """

    id: str
    number: int
    draft: PersonDraft
    household_id: str = ""
    neighbours: tuple[tuple[str, str], ...] = field(default=())
    limit: Limited | None = None


OWN_FIELDS = tuple(
    one.name
    for one in fields(PersonDraft)
    if one.name not in ("phones", "links", "household", "household_id")
)


class People(Service):
    """Verbs on people."""

    @verb("person.see")
    def find(self, actor: Actor, typed: str, limit: int = 20) -> list[PersonRow]:
        """People found while typing a name, street, reference or number."""
        with self.store.read() as session:
            return query.found(session, actor.looks_for(typed), limit)

    @verb("person.see")
    def matching(self, actor: Actor, typed: str, limit: int = 200) -> tuple[str, ...]:
        """Keys of the people found by a name, street, reference or number, to narrow a list with."""
        with self.store.read() as session:
            return search.keys(session.connection(), actor.looks_for(typed), "person", limit, nicknames)

    @verb("person.see")
    def ids(
        self, _actor: Actor, wanted: PeopleFilter, sort: str = "name", descending: bool = False
    ) -> list[str]:
        """Keys of the people wanted, sorted."""
        with self.store.read() as session:
            return query.ids(session, wanted, sort, descending)

    @verb("person.see")
    def rows(self, _actor: Actor, wanted: Sequence[str]) -> list[PersonRow]:
        """Lines for keys, in the order of the keys."""
        with self.store.read() as session:
            return query.rows(session, wanted)

    @verb("person.see")
    def get(self, _actor: Actor, person_id: str) -> PersonDetail:
        """One person.

        Raises:
            NotFound: they are not there any more.
        """
        with self.store.read() as session:
            return person_detail(session, get(session, Person, person_id, "person"))

    @verb("person.set")
    def save(self, actor: Actor, draft: PersonDraft, person_id: str = "") -> Changes:
        """Add a person, or change one.

        Args:
            actor: who saves.
            draft: the person as typed.
            person_id: the one to change; empty to add.

        Returns:
            What was touched.

        Raises:
            DomainError: there is neither a name nor a number.
        """
        with self.store.write(actor.user_id) as work:
            person = write_person(work, self.tools, draft, person_id)
            return changes(work, person.id, f"Saved {display_name(person)}")

    @verb("person.void")
    def void(self, actor: Actor, person_id: str, reason: str) -> Changes:
        """Take a person out of use, with a reason; History can bring them back."""
        with self.store.write(actor.user_id) as work:
            person = get(work.session, Person, person_id, "person")
            void(person, reason, self.now())
            return changes(work, person_id, f"Voided {display_name(person)}")


def display_name(person: Person) -> str:
    """A person's name for a sentence; their reference where there is none."""
    name = f"{person.first_name} {person.last_name}".strip()
    return name or f"P-{person.number}"


def write_person(work: UnitOfWork, tools: Tools, draft: PersonDraft, person_id: str = "") -> Person:
    """Add or change a person inside a transaction; see `People.save`."""
    values = tidied(draft, OWN_FIELDS)
    named = any(values[name] for name in ("first_name", "last_name", "preferred_name"))
    if not named and not any(phone.raw.strip() for phone in draft.phones or ()):
        raise DomainError("Type a name or a phone number.", field="first_name")
    if person_id:
        person = get(work.session, Person, person_id, "person")
    else:
        person = Person(number=work.next_number("person"))
        work.add(person)
    set_fields(person, values)
    work.session.flush()
    _place(work, tools, person, draft)
    if draft.phones is not None:
        _write_phones(work, person.id, draft.phones)
    if draft.links is not None:
        _write_links(work, person.id, draft.links)
    return person


def _place(work: UnitOfWork, tools: Tools, person: Person, draft: PersonDraft) -> None:
    if draft.household_id:
        person.household_id = get(work.session, Household, draft.household_id, "household").id
    elif draft.household is not None and not draft.household.is_empty:
        household = write_household(work, tools, draft.household, person.household_id or "")
        work.session.flush()
        person.household_id = household.id


def _write_phones(work: UnitOfWork, person_id: str, drafts: Sequence[PhoneDraft]) -> None:
    held = {phone.raw: phone for phone in query.phones(work.session, person_id)}
    wanted = [draft for draft in drafts if draft.raw.strip()]
    for position, draft in enumerate(wanted):
        raw = clean(draft.raw)
        phone = held.pop(raw, None)
        if phone is None:
            phone = Phone(person_id=person_id, raw=raw)
            work.add(phone)
        set_fields(
            phone,
            {
                "e164": read_phone(raw).e164 or "",
                "kind": draft.kind,
                "note": clean(draft.note),
                "position": position,
            },
        )
    for gone in held.values():
        void(gone, "Taken off the list of numbers", work.log.at)


def _write_links(work: UnitOfWork, person_id: str, drafts: Sequence[LinkDraft]) -> None:
    held = {(link.kind.value, link.name): link for link in _links(work.session, person_id)}
    for draft in drafts:
        key = (str(draft.kind), clean(draft.name))
        if not key[1]:
            continue
        link = held.pop(key, None) or ContactLink(person_id=person_id, kind=draft.kind, name=key[1])
        work.add(link)
        set_fields(
            link,
            {
                "relationship": clean(draft.relationship),
                "phone": clean(draft.phone),
                "note": clean(draft.note),
            },
        )
    for gone in held.values():
        void(gone, "Taken off the list of contacts", work.log.at)


def _links(session: Session, person_id: str) -> list[ContactLink]:
    found = session.query(ContactLink).filter(
        ContactLink.person_id == person_id, ContactLink.voided_at.is_(None)
    )
    return list(found.order_by(ContactLink.kind, ContactLink.name))


def person_detail(session: Session, person: Person) -> PersonDetail:
    """One person with numbers, links and address, inside a session."""
    household = session.get(Household, person.household_id) if person.household_id else None
    draft = PersonDraft(
        **{name: getattr(person, name) for name in OWN_FIELDS},
        phones=tuple(PhoneDraft(p.raw, p.kind, p.note) for p in query.phones(session, person.id)),
        links=tuple(
            LinkDraft(one.kind, one.name, one.relationship, one.phone, one.note)
            for one in _links(session, person.id)
        ),
        household=household_draft(household) if household else None,
        household_id=person.household_id or "",
    )
    others = query.household_members(session, household.id) if household else []
    return PersonDetail(
        id=person.id,
        number=person.number,
        draft=draft,
        household_id=person.household_id or "",
        neighbours=tuple((one.id, display_name(one)) for one in others if one.id != person.id),
        limit=limits(session).get(person.id),
    )
