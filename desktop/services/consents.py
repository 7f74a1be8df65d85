"""What people agreed to: yes, no or not asked, for a named recipient and purpose."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.enums import Answer, Channel
from db.models import Consent, Organisation
from db.session import UnitOfWork
from desktop.domain.consent_rules import HEALTH
from desktop.domain.errors import DomainError
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.records import get, set_fields
from desktop.services.wordings import HELP, SHARE, words_in_use


@dataclass(frozen=True, slots=True)
class ConsentLine:
    """One thing a person agreed to, or not.

    Attributes:
        recipient: name of the organisation; empty for the volunteer who helps.
        wording: what was read out, in full, with the version of it.
        withdrawn_at: when it was taken back; None while it stands.
        withdrawn_how: what was said then, and how.
    """

    id: str
    recipient_id: str | None
    recipient: str
    purpose: str
    answer: Answer
    how: Channel
    given_at: datetime
    wording: str
    wording_version: str
    withdrawn_at: datetime | None
    withdrawn_how: str

    @property
    def stands(self) -> bool:
        """Whether it is a yes that was not taken back."""
        return self.answer is Answer.YES and self.withdrawn_at is None


class Consents(Service):
    """Verbs on consent."""

    @verb("consent.see")
    def of(self, _actor: Actor, person_id: str) -> list[ConsentLine]:
        """Everything a person was asked, newest first."""
        query = (
            select(Consent, Organisation.name)
            .outerjoin(Organisation, Organisation.id == Consent.recipient_id)
            .where(Consent.person_id == person_id, Consent.voided_at.is_(None))
            .order_by(Consent.given_at.desc(), Consent.id.desc())
        )
        with self.store.read() as session:
            return [
                ConsentLine(
                    one.id,
                    one.recipient_id,
                    name or "",
                    one.purpose,
                    one.answer,
                    one.how,
                    one.given_at,
                    one.wording,
                    one.wording_version,
                    one.withdrawn_at,
                    one.withdrawn_how,
                )
                for one, name in session.execute(query)
            ]

    @verb("consent.see")
    def words(self, _actor: Actor) -> dict[str, str]:
        """What is read out now, by purpose; ``{recipient}`` stands where the name of who gets it goes."""
        with self.store.read() as session:
            return {purpose: words_in_use(session, purpose, None)[0] for purpose in (HELP, SHARE, HEALTH)}

    @verb("consent.set")
    def record(
        self,
        actor: Actor,
        person_id: str,
        answer: Answer,
        *,
        recipient_id: str | None = None,
        purpose: str = HELP,
        how: Channel = Channel.PHONE,
    ) -> Changes:
        """Record an answer, with the wording that was read out.

        Args:
            actor: who asked.
            person_id: who answered.
            answer: what they said.
            recipient_id: the organisation named; None for the volunteer who helps.
            purpose: what it is for.
            how: how they were asked.

        Returns:
            What was touched.
        """
        with self.store.write(actor.user_id) as work:
            made = write_consent(
                work, person_id, answer, self.now(), recipient_id=recipient_id, purpose=purpose, how=how
            )
            return changes(work, made, "Sharing recorded")

    @verb("consent.set")
    def withdraw(self, actor: Actor, consent_id: str, how: str) -> Changes:
        """Record that a yes was taken back.

        Args:
            actor: who was told.
            consent_id: the yes.
            how: what was said, and how.

        Returns:
            What was touched.

        Raises:
            NotFound: there is no such consent.
            DomainError: it is no yes, or was taken back already.
        """
        with self.store.write(actor.user_id) as work:
            consent = get(work.session, Consent, consent_id, "consent")
            if consent.answer is not Answer.YES or consent.withdrawn_at is not None:
                raise DomainError("There is no yes to take back: look at the list again.")
            set_fields(consent, {"withdrawn_at": self.now(), "withdrawn_how": how.strip()})
            return changes(work, consent_id, "Sharing taken back")


def write_consent(
    work: UnitOfWork,
    person_id: str,
    answer: Answer,
    now: datetime,
    *,
    recipient_id: str | None = None,
    purpose: str = HELP,
    how: Channel = Channel.PHONE,
) -> str:
    """Record an answer inside a transaction, unless the same answer stands; see `Consents.record`.

    Returns:
        Key of the consent that stands.
    """
    standing = standing_consent(work.session, person_id, recipient_id, purpose)
    if standing is not None and standing.answer is answer:
        return standing.id
    words, version = words_in_use(work.session, purpose, recipient_id)
    consent = Consent(
        person_id=person_id,
        recipient_id=recipient_id,
        purpose=purpose,
        answer=answer,
        how=how,
        given_at=now,
        wording=words,
        wording_version=version,
    )
    work.add(consent)
    work.session.flush()
    return consent.id


def standing_consent(
    session: Session, person_id: str, recipient_id: str | None, purpose: str
) -> Consent | None:
    """The last answer for a recipient and purpose; None where never asked or taken back."""
    query = select(Consent).where(
        Consent.person_id == person_id,
        Consent.recipient_id.is_(None) if recipient_id is None else Consent.recipient_id == recipient_id,
        Consent.purpose == purpose,
        Consent.voided_at.is_(None),
    )
    last = session.scalars(query.order_by(Consent.given_at.desc(), Consent.id.desc()).limit(1)).first()
    return None if last is None or last.withdrawn_at is not None else last
