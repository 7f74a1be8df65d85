"""Referrals coming in: taken from paper or the phone, said yes or no to, and what their senders are owed."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from db.enums import Channel, Layer, RequestStatus, Urgency
from db.enums_referrals import (
    ReferralDirection,
    ReferralStatus,
    SentHow,
    StepKind,
)
from db.models import Organisation, Referral, Request
from db.queries import referrals_in as query
from db.queries.referrals_in import ENDED, IncomingRow
from db.session import UnitOfWork
from desktop.domain.errors import DomainError
from desktop.domain.lifecycle import REQUEST_MOVES
from desktop.domain.references import Kind, write
from desktop.domain.text import clean
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.needs import PRIVATE_ICON, PRIVATE_LABEL, sees_private
from desktop.services.people import PersonDraft, write_person
from desktop.services.records import get
from desktop.services.referral_answers import (
    End,
    add_step_in,
    check_end,
    closes_as,
    incoming_one,
    say,
    tell,
    write_end,
)
from desktop.services.requests import RequestDraft, close_request, write_request

_CHANNELS = {
    SentHow.PHONE: Channel.PHONE,
    SentHow.EMAIL: Channel.EMAIL,
    SentHow.POST: Channel.LETTER,
    SentHow.IN_PERSON: Channel.IN_PERSON,
}
_TOLD_AT_ONCE = (SentHow.PHONE, SentHow.IN_PERSON)
"""Ways in which whoever passes somebody on hears at once that the hub has it."""


@dataclass(frozen=True, slots=True)
class TakenIn:
    """A referral from paper or the phone: from whom, who, what; the rest may stay empty.

    Attributes:
        organisation_id: who passes them on; empty for a body the hub does not know yet.
        organisation_name: its name, where it is new.
        layer: what sort of body, where it is new.
        from_name: whom to answer there, such as the teacher.
        person_id: who is passed on; empty for somebody new.
        new_person: that new person.
        request_id: the request the hub has open for the very thing; empty to make one.
    """

    need_code: str
    organisation_id: str = ""
    organisation_name: str = ""
    layer: Layer = Layer.STATUTORY
    from_name: str = ""
    person_id: str = ""
    new_person: PersonDraft | None = None
    how: SentHow = SentHow.PHONE
    words: str = ""
    urgency: Urgency | None = None
    their_reference: str = ""
    request_id: str = ""


class ReferralsIn(Service):
    """Verbs on referrals coming in."""

    @verb("referral.see")
    def ids(self, _actor: Actor, *, open_only: bool = True, owing: bool = False) -> list[str]:
        """Keys of those coming in, the longest here first.

        Args:
            _actor: who looks.
            open_only: only those the hub has not done with, or whose sender was not told the end.
            owing: only those whose sender is owed an answer.
        """
        with self.store.read() as session:
            rows = query.incoming(session, query.to_answer(session))
        if owing:
            rows = [row for row in rows if row.owes_answer]
        elif open_only:
            rows = [row for row in rows if row.owes_answer or not row.is_finished_here]
        return [row.id for row in rows]

    @verb("referral.see")
    def rows(self, actor: Actor, wanted: Sequence[str]) -> list[IncomingRow]:
        """Lines for keys; a private need is not named to those it does not concern."""
        with self.store.read() as session:
            return [_masked(row, actor) for row in query.incoming(session, wanted)]

    @verb("referral.set")
    def take(self, actor: Actor, taken: TakenIn) -> Changes:
        """Take a referral from paper or the phone: the person if new, the request, and who passed them on.

        Whoever passes somebody on by phone or face to face hears at once that the hub has it.

        Args:
            actor: who takes it.
            taken: as typed.

        Returns:
            What was touched; ``made`` is the referral.

        Raises:
            DomainError: from whom, who or what is missing.
        """
        if not taken.organisation_id and not clean(taken.organisation_name):
            raise DomainError("Say who passes them on.", field="organisation")
        if not taken.person_id and taken.new_person is None:
            raise DomainError("Type a number or a name.", field="who")
        if not taken.need_code:
            raise DomainError("Choose what is needed.", field="need")
        with self.store.write(actor.user_id) as work:
            sender = _sender(work, actor, taken)
            request = self._request(work, actor, taken)
            held = self._referral(work, actor, taken, sender, request)
            if taken.how in _TOLD_AT_ONCE:
                say(work, actor, held, StepKind.ACKNOWLEDGED, self.now(), how=taken.how)
                add_step_in(work, actor, held, StepKind.REPLY_MADE, self.now(), how=taken.how)
            return changes(work, held.id, f"Taken as {write(Kind.REFERRAL, held.number)}")

    @verb("referral.reply")
    def acknowledge(self, actor: Actor, referral_ids: Sequence[str]) -> Changes:
        """Say that the hub has them; a letter or a file then tells the sender."""
        with self.store.write(actor.user_id) as work:
            for key in referral_ids:
                held = incoming_one(work, key)
                if held.status is ReferralStatus.SENT:
                    say(work, actor, held, StepKind.ACKNOWLEDGED, self.now())
            return changes(work, referral_ids[0] if referral_ids else "", "Acknowledged")

    @verb("referral.reply")
    def accept(self, actor: Actor, referral_ids: Sequence[str]) -> Changes:
        """Say that the hub deals with them."""
        with self.store.write(actor.user_id) as work:
            for key in referral_ids:
                held = incoming_one(work, key)
                if held.status in (ReferralStatus.SENT, ReferralStatus.ACKNOWLEDGED):
                    say(work, actor, held, StepKind.ACCEPTED, self.now())
            return changes(work, referral_ids[0] if referral_ids else "", "Accepted")

    @verb("referral.reply")
    def end(self, actor: Actor, referral_id: str, end: End) -> Changes:
        """Say how it ended: helped, not ours to help, or handed back; the request closes with it.

        Raises:
            DomainError: it has ended, or what came of it or why not is not said.
        """
        with self.store.write(actor.user_id) as work:
            held = incoming_one(work, referral_id)
            if held.status in ENDED:
                raise DomainError("This referral has ended already. Look at it again.")
            check_end(end)
            if end.onward_id:
                get(work.session, Organisation, end.onward_id, "organisation")
            write_end(work, actor, held, end, self.now())
            self._close(work, held, end)
            return changes(work, held.id, f"{write(Kind.REFERRAL, held.number)}: outcome recorded")

    @verb("referral.send")
    def told(self, actor: Actor, referral_ids: Sequence[str], how: SentHow, note: str = "") -> Changes:
        """Record that senders were told what stands here, by a way this program does not see."""
        with self.store.write(actor.user_id) as work:
            tell(work, self, actor, referral_ids, how, note)
            return changes(work, referral_ids[0] if referral_ids else "", "Answer recorded")

    def _request(self, work: UnitOfWork, actor: Actor, taken: TakenIn) -> Request:
        if taken.request_id:
            return _open_request(work, taken)
        person_id = taken.person_id
        if not person_id and taken.new_person is not None:
            person_id = write_person(work, self.tools, taken.new_person).id
        draft = RequestDraft(
            person_id=person_id,
            need_code=taken.need_code,
            urgency=taken.urgency,
            source=_CHANNELS.get(taken.how, Channel.PARTNER),
            words=taken.words,
            caller_name=taken.from_name,
        )
        return write_request(work, actor, draft, now=self.now(), today=self.today())

    def _referral(
        self, work: UnitOfWork, actor: Actor, taken: TakenIn, sender: Organisation, request: Request
    ) -> Referral:
        held = Referral(
            number=work.next_number("referral"),
            direction=ReferralDirection.IN,
            status=ReferralStatus.SENT,
            request_id=request.id,
            person_id=request.person_id,
            organisation_id=sender.id,
            to_name=clean(taken.from_name),
            need_type_id=request.need_type_id,
            urgency=request.urgency,
            words=request.words,
            taken_by_id=actor.user_id,
            taken_at=self.now(),
            sent_at=self.now(),
            sent_how=taken.how,
            their_reference=clean(taken.their_reference),
        )
        work.add(held)
        work.session.flush()
        return held

    def _close(self, work: UnitOfWork, held: Referral, end: End) -> None:
        """Close the request with its referral, where it is still open."""
        if not held.request_id:
            return
        request = get(work.session, Request, held.request_id, "request")
        reason = closes_as(end)
        if request.status not in query.CLOSED and RequestStatus.CANCELLED in REQUEST_MOVES[request.status]:
            close_request(work, request, reason, end.note, self.now())


def _open_request(work: UnitOfWork, taken: TakenIn) -> Request:
    """The request somebody else asked for already: one help, and everybody who asked hears."""
    held = get(work.session, Request, taken.request_id, "request")
    if held.person_id != taken.person_id:
        raise DomainError("This request is for somebody else. Choose one of theirs.", field="need")
    if held.status in query.CLOSED:
        raise DomainError("This request is closed. Take a new one.", field="need")
    return held


def _sender(work: UnitOfWork, actor: Actor, taken: TakenIn) -> Organisation:
    """Who passes somebody on: one the hub knows, by key or by the very name, or one written down now."""
    if taken.organisation_id:
        return get(work.session, Organisation, taken.organisation_id, "organisation")
    name = clean(taken.organisation_name)
    same = select(Organisation).where(Organisation.voided_at.is_(None), Organisation.name == name)
    known = work.session.scalars(same.order_by(Organisation.id).limit(1)).first()
    if known is not None:
        return known
    if not actor.may("organisation.set"):
        raise DomainError(
            "This body is not on the list of organisations. Choose one, or ask the coordinator to add it.",
            field="organisation",
        )
    made = Organisation(number=work.next_number("organisation"), name=name, layer=taken.layer)
    work.add(made)
    work.session.flush()
    return made


def _masked(row: IncomingRow, actor: Actor) -> IncomingRow:
    if row.is_private and not sees_private(actor, row.taken_by_id):
        return row._replace(need=PRIVATE_LABEL, icon=PRIVATE_ICON)
    return row
