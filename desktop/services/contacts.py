"""Calls, visits and messages tried."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import case, select
from sqlalchemy.orm import Session

from db.enums import Channel, ContactOutcome, Direction
from db.models import ContactAttempt, NeedType, Person, Request, User
from desktop.domain.errors import DomainError
from desktop.domain.text import clean_lines
from desktop.services.base import Actor, Changes, Service, changes, verb


@dataclass(frozen=True, slots=True)
class Attempt:
    """A contact as recorded or to be recorded."""

    channel: Channel
    direction: Direction
    outcome: ContactOutcome
    note: str = ""
    person_id: str | None = None
    request_id: str | None = None
    next_on: date | None = None


@dataclass(frozen=True, slots=True)
class AttemptLine:
    """One contact tried.

    Attributes:
        need: what the request it was about asks for; empty for none, and where the need is private.
    """

    at: datetime
    by: str
    channel: Channel
    direction: Direction
    outcome: ContactOutcome
    note: str
    next_on: date | None
    need: str = ""


class Contacts(Service):
    """Verbs on contacts tried."""

    @verb("contact.set")
    def record(self, actor: Actor, attempt: Attempt) -> Changes:
        """Record a contact tried.

        Raises:
            DomainError: it names neither a person nor a request.
        """
        if not (attempt.person_id or attempt.request_id):
            raise DomainError("Say who was rung or visited.")
        with self.store.write(actor.user_id) as work:
            made = ContactAttempt(
                at=self.now(),
                by_id=actor.user_id,
                person_id=attempt.person_id,
                request_id=attempt.request_id,
                channel=attempt.channel,
                direction=attempt.direction,
                outcome=attempt.outcome,
                note=clean_lines(attempt.note),
                next_on=attempt.next_on,
            )
            work.add(made)
            work.session.flush()
            return changes(work, made.id, "Contact recorded")

    @verb("contact.see")
    def of(self, _actor: Actor, person_id: str, limit: int = 20) -> list[AttemptLine]:
        """Contacts with one person, newest first."""
        with self.store.read() as session:
            return attempts(session, person_id, limit)


def attempts(session: Session, person_id: str, limit: int) -> list[AttemptLine]:
    """Contacts with one person, and with records merged into theirs, newest first, inside a session."""
    same = select(Person.id).where((Person.id == person_id) | (Person.merged_into_id == person_id))
    need = case((NeedType.is_private.is_(False), NeedType.label), else_="")
    query = (
        select(ContactAttempt, User.name, need)
        .join(User, User.id == ContactAttempt.by_id)
        .outerjoin(Request, Request.id == ContactAttempt.request_id)
        .outerjoin(NeedType, NeedType.id == Request.need_type_id)
        .where(ContactAttempt.person_id.in_(same), ContactAttempt.voided_at.is_(None))
        .order_by(ContactAttempt.at.desc(), ContactAttempt.id.desc())
        .limit(limit)
    )
    return [
        AttemptLine(one.at, name, one.channel, one.direction, one.outcome, one.note, one.next_on, about)
        for one, name, about in session.execute(query)
    ]
