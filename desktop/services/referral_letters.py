"""What a letter to the sender of a referral says: by references, and what the hub has come to."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from db.enums_referrals import DeclineReason, ReferralOutcome, ReferralStatus, SentHow
from db.models import Organisation, Person, Referral, Request
from desktop.domain.references import Kind, write
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.records import get
from desktop.services.referral_answers import as_it_stands, tell
from desktop.services.round_items import short_name
from desktop.services.sharing_log import Share, write_share


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One referral in a letter, as it stands now."""

    id: str
    person_id: str | None
    reference: str
    their_reference: str
    short_name: str
    came_on: date | None
    status: ReferralStatus
    outcome: ReferralOutcome | None
    reason: DeclineReason | None
    onward: str
    note: str


@dataclass(frozen=True, slots=True)
class AnswerLetter:
    """A letter to one sender."""

    sender_id: str
    sender: str
    contact: str
    address: tuple[str, ...]
    lines: tuple[AnswerLine, ...]


class ReferralLetters(Service):
    """Verbs on answers by letter."""

    @verb("referral.send")
    def gather(self, _actor: Actor, referral_ids: Sequence[str]) -> list[AnswerLetter]:
        """One letter for each sender; nothing is changed by looking at it."""
        with self.store.read() as session:
            by_sender: dict[str, list[Referral]] = {}
            for key in referral_ids:
                held = get(session, Referral, key, "referral")
                by_sender.setdefault(held.organisation_id, []).append(held)
            return [_letter(session, sender_id, held) for sender_id, held in by_sender.items()]

    @verb("referral.send")
    def record(
        self,
        actor: Actor,
        referral_ids: Sequence[str],
        shares: Sequence[Share],
        put: Callable[[], object] = lambda: None,
    ) -> Changes:
        """Record that the senders are told by letter, with their sharing records: all or nothing."""
        with self.store.write(actor.user_id) as work:
            tell(work, self, actor, referral_ids, SentHow.POST)
            for share in shares:
                write_share(work, actor, share, self.now())
            count = len(shares)
            said = "1 letter recorded" if count == 1 else f"{count:,} letters recorded"
            summed = changes(work, "", said)
            put()
        return replace(summed, txn="")


def _letter(session: Session, sender_id: str, held: Sequence[Referral]) -> AnswerLetter:
    sender = session.get_one(Organisation, sender_id)
    named = {one.to_name for one in held if one.to_name}
    contact = named.pop() if len(named) == 1 else sender.contact_name
    address = tuple(line for line in (*sender.address.splitlines(), sender.postcode) if line.strip())
    first = (sender.name,) if contact else ()
    return AnswerLetter(
        sender.id, sender.name, contact, (*first, *address), tuple(_line(session, one) for one in held)
    )


def _line(session: Session, held: Referral) -> AnswerLine:
    person = session.get(Person, held.person_id) if held.person_id else None
    request = session.get(Request, held.request_id) if held.request_id else None
    stands = as_it_stands(held, request)
    onward = session.get(Organisation, stands.onward_id) if stands.onward_id else None
    return AnswerLine(
        held.id,
        held.person_id,
        write(Kind.REFERRAL, held.number),
        held.their_reference,
        short_name(person.first_name, person.preferred_name, person.last_name) if person else "",
        held.sent_at.astimezone().date() if held.sent_at else None,
        stands.status,
        stands.outcome,
        stands.reason,
        onward.name if onward else stands.onward_name,
        stands.note,
    )
