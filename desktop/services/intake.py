"""A call taken: who, what, when and their own words, in one save."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from db.drafts import Draft
from db.enums import Answer, ContactOutcome, Direction, RequestStatus
from db.enums_protection import NoticeHow
from db.models import ContactAttempt, Household, Person, Request
from db.queries import requests as query
from db.queries.requests import RequestFilter, RequestRow
from desktop.domain.errors import DomainError
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.consents import write_consent
from desktop.services.contacts import AttemptLine, attempts
from desktop.services.notices import write_told
from desktop.services.people import PersonDraft, write_person
from desktop.services.records import get
from desktop.services.requests import RequestDraft, masked, need_type, write_request

RECENT_DAYS = 7
"""A request closed under this many days ago may still be the same one (interface design, section 3)."""
CALL = "call"


@dataclass(frozen=True, slots=True)
class CallDraft:
    """A call as typed.

    Attributes:
        request: what is needed; its ``person_id`` is empty for somebody new.
        new_person: who it is for, when they are new; None for somebody known.
        may_share: whether name, address and phone may go to the volunteer.
        told: whether the privacy notice was read out to them; not to who calls for somebody else.
    """

    request: RequestDraft
    new_person: PersonDraft | None = None
    may_share: Answer = Answer.NOT_ASKED
    told: bool = False


@dataclass(frozen=True, slots=True)
class AlikeRequest:
    """A request this call may be about already."""

    id: str
    number: int
    need: str
    icon: str
    asked_at: datetime
    status: RequestStatus
    volunteer: str


@dataclass(frozen=True, slots=True)
class PersonCard:
    """What is good to know about somebody while they are on the phone."""

    id: str
    number: int
    name: str
    first_name: str
    address: str
    postcode: str
    date_of_birth: date | None
    lives_alone: bool
    communication_needs: str
    good_to_know: str
    door_note: str
    safe_number: str
    safe_when: str
    safe_message: Answer
    status: str
    open_requests: tuple[RequestRow, ...]
    contacts: tuple[AttemptLine, ...]


class Intake(Service):
    """Verbs of the call screen."""

    @verb("person.see")
    def card(self, actor: Actor, person_id: str) -> PersonCard:
        """What is good to know about a caller, their open requests and last contacts."""
        with self.store.read() as session:
            return _card(session, get(session, Person, person_id, "person"), actor)

    @verb("request.see")
    def alike(self, actor: Actor, person_id: str, need_code: str) -> list[AlikeRequest]:
        """The same household's requests for the same need, open or closed under a week ago."""
        with self.store.read() as session:
            person = get(session, Person, person_id, "person")
            need = need_type(session, need_code)
            since = self.now() - timedelta(days=RECENT_DAYS)
            if person.household_id:
                keys = query.alike(session, person.household_id, need.id, since)
            else:
                wanted = RequestFilter(stage="open", person_id=person.id, need_code=need_code)
                keys = query.ids(session, wanted)
            rows = [masked(row, actor) for row in query.rows(session, keys)]
        return [AlikeRequest(r.id, r.number, r.need, r.icon, r.taken_at, r.status, r.volunteer) for r in rows]

    @verb("request.set")
    def save(self, actor: Actor, call: CallDraft, draft_id: str = "") -> Changes:
        """Save a call whole: the person if new, the request, its tasks, consent and the contact.

        Args:
            actor: who took the call.
            call: the call as typed.
            draft_id: the draft to forget once it is saved.

        Returns:
            What was touched; ``made`` is the request.

        Raises:
            DomainError: who or what is missing.
        """
        if not call.request.person_id and call.new_person is None:
            raise DomainError("Type a number or a name.", field="who")
        if not call.request.need_code:
            raise DomainError("Choose what is needed.", field="need")
        with self.store.write(actor.user_id) as work:
            person_id = call.request.person_id
            if not person_id and call.new_person is not None:
                person_id = write_person(work, self.tools, call.new_person).id
                work.session.flush()
            request = write_request(
                work,
                actor,
                replace(call.request, person_id=person_id),
                now=self.now(),
                today=self.today(),
            )
            if call.may_share is not Answer.NOT_ASKED:
                write_consent(work, person_id, call.may_share, self.now(), how=call.request.source)
            if call.told and not call.request.caller_name.strip():
                write_told(work, actor, person_id, NoticeHow.READ_OUT, self.now())
            work.add(_contact(actor, person_id, request, self.now()))
            done = changes(work, request.id, f"Saved R-{request.number}")
        self._forget(draft_id)
        return done

    @verb("request.set")
    def add_note(self, actor: Actor, request_id: str, words: str, draft_id: str = "") -> Changes:
        """The call is about a request there already is: keep the words as a contact about it."""
        with self.store.write(actor.user_id) as work:
            request = get(work.session, Request, request_id, "request")
            contact = _contact(actor, request.person_id, request, self.now())
            contact.note = words.strip()
            work.add(contact)
            work.session.flush()
            done = changes(work, request.id, f"Note added to R-{request.number}")
        self._forget(draft_id)
        return done

    @verb("draft.keep")
    def keep(self, actor: Actor, body: dict[str, Any], draft_id: str = "") -> str:
        """Keep a half-taken call.

        Returns:
            The draft's key.
        """
        return self.tools.draft_box().keep(CALL, actor.user_id, body, draft_id)

    @verb("draft.keep")
    def waiting(self, actor: Actor) -> list[Draft]:
        """The actor's half-taken calls, newest first."""
        return self.tools.draft_box().waiting(CALL, actor.user_id)

    @verb("draft.keep")
    def drop(self, _actor: Actor, draft_id: str) -> None:
        """Forget a half-taken call."""
        self._forget(draft_id)

    def _forget(self, draft_id: str) -> None:
        if draft_id:
            self.tools.draft_box().drop(draft_id)


def _contact(actor: Actor, person_id: str, request: Request, now: datetime) -> ContactAttempt:
    return ContactAttempt(
        at=now,
        by_id=actor.user_id,
        person_id=person_id,
        request_id=request.id,
        channel=request.source,
        direction=Direction.INBOUND,
        outcome=ContactOutcome.REACHED,
    )


def _card(session: Session, person: Person, actor: Actor) -> PersonCard:
    household = session.get(Household, person.household_id) if person.household_id else None
    keys = query.ids(session, RequestFilter(stage="open", person_id=person.id))
    return PersonCard(
        id=person.id,
        number=person.number,
        name=" ".join(n for n in (person.preferred_name or person.first_name, person.last_name) if n),
        first_name=person.preferred_name or person.first_name,
        address=", ".join(p for p in (household.address_line1, household.town) if p) if household else "",
        postcode=household.postcode if household else "",
        date_of_birth=person.date_of_birth,
        lives_alone=household is not None and household.size == 1,
        communication_needs=person.communication_needs,
        good_to_know=person.good_to_know,
        door_note=household.door_note if household else "",
        safe_number=person.safe_number,
        safe_when=person.safe_when,
        safe_message=person.safe_message,
        status=person.status,
        open_requests=tuple(masked(row, actor) for row in query.rows(session, keys)),
        contacts=tuple(attempts(session, person.id, 3)),
    )
