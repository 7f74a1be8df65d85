"""Passing people on: the form, the sending, the record it leaves, and many to one recipient at once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from db.enums import CloseReason, RequestStatus, Role, ShareKind
from db.enums_referrals import ReferralStatus, SentHow, StepKind
from db.ids import new_id
from db.models import NeedType, Organisation, Person, Referral, Request
from db.queries import referrals as query
from db.session import UnitOfWork
from desktop.domain.bulk_export import Apart
from desktop.domain.consent_rules import OVERRULED_BY, Standing
from desktop.domain.errors import DomainError
from desktop.domain.references import Kind, write
from desktop.domain.referrals import ENDS, check_move, first_chase
from desktop.services import gate
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.people import display_name
from desktop.services.records import get, set_fields
from desktop.services.referral_details import ReferralDraft
from desktop.services.referral_gate import (
    REFERRAL,
    Bar,
    Ground,
    Stands,
    bar_of,
    check_ground,
    check_may_go,
    stands,
)
from desktop.services.referral_paper import PaperData, paper_of
from desktop.services.referrals import add_step, write_referral
from desktop.services.requests import close_request
from desktop.services.second_person import Leaving, second_person
from desktop.services.sharing_log import LeftOutPerson, Share, write_share

__all__ = ["Bulk", "LeftBehind", "ReferralSending", "SendingDraft"]
_ON_PAPER = (SentHow.BY_HAND, SentHow.POST, SentHow.FILE)
"""Ways whose own paper or file leaves the sharing record; of the others, sending does."""
_CLOSED = (RequestStatus.DONE, RequestStatus.PASSED_ON, RequestStatus.CANCELLED)


@dataclass(frozen=True, slots=True)
class SendingDraft:
    """How a referral goes.

    Attributes:
        note: where or to whom, such as "handed in at Wharf House".
        overrules: the safeguarding lead passes somebody on despite a recorded no.
    """

    how: SentHow
    note: str = ""
    overrules: bool = False


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """A request of a list that is not passed on, and why."""

    request_id: str
    number: int
    person_id: str
    person: str
    bar: Bar


@dataclass(frozen=True, slots=True)
class Bulk:
    """A list of requests for one recipient: who goes, and who is left out.

    Attributes:
        going: keys of the requests.
        people: how many people that is.
        batch: the same on all that went; empty before.
        made: keys of their referrals; empty before.
    """

    to_id: str
    to: str
    going: tuple[str, ...]
    left_out: tuple[LeftBehind, ...]
    people: int
    batch: str = ""
    made: tuple[str, ...] = ()


class ReferralSending(Service):
    """Verbs by which somebody's details leave the hub to one recipient."""

    @verb("referral.send")
    def papers(self, actor: Actor, referral_ids: Sequence[str]) -> list[PaperData]:
        """Gather what the forms of referrals carry.

        Raises:
            NotAllowed: a need is private and not theirs to pass on.
            DomainError: somebody did not agree, or the referral has ended.
        """
        with self.store.read() as session:
            return [self._paper(session, actor, one) for one in referral_ids]

    @verb("referral.send")
    def record_print(
        self,
        actor: Actor,
        shown: Sequence[PaperData],
        file_hash: str,
        file_name: str,
        put: Callable[[], object] = lambda: None,
    ) -> Changes:
        """Leave the sharing record of each form, then let them go; printing changes nothing else.

        Args:
            actor: who prints.
            shown: the forms, as they were looked at.
            file_hash: SHA-256 of the document, hexadecimal.
            file_name: of the file or the printer.
            put: writes the file.

        Raises:
            DomainError: what a form carries is not what was shown any more.
        """
        with self.store.write(actor.user_id) as work:
            if [self._paper(work.session, actor, one.referral_id) for one in shown] != list(shown):
                raise DomainError("This referral changed meanwhile. Look at it again, then print.")
            if len(shown) > 1:
                fields = tuple(sorted({part for one in shown for part in one.parts}))
                to = ", ".join(sorted({one.to for one in shown}))
                forms = Leaving(ShareKind.PRINT, "Referral forms", to, fields, "", len(shown), False, None)
                second_person(work, actor, forms, self.now())
            for one in shown:
                share = replace(
                    _share(one, ShareKind.PRINT),
                    file_hash=file_hash,
                    file_name=file_name,
                    apart=Apart.TOGETHER if len(shown) > 1 else None,
                )
                write_share(work, actor, share, self.now())
            summed = changes(work, "", _printed(shown))
            put()
        # A print cannot be undone: it has left the laptop.
        return replace(summed, txn="")

    @verb("referral.send")
    def send(self, actor: Actor, referral_id: str, draft: SendingDraft) -> Changes:
        """Pass somebody on: the request is the recipient's from now, and is asked after in time.

        Raises:
            NotAllowed: the need is private, or only the lead may set a no aside.
            DomainError: the person did not agree, somebody has the request already, or it went before.
        """
        with self.store.write(actor.user_id) as work:
            held = get(work.session, Referral, referral_id, "referral")
            _refuse_taken(work.session, held)
            self._send(work, actor, held, draft)
            reference = write(Kind.REFERRAL, held.number)
            return changes(work, held.id, f"{reference} sent. Chase date {held.chase_on:%-d %B}")

    @verb("referral.send")
    def plan(self, actor: Actor, request_ids: Sequence[str], organisation_id: str, ground: Ground) -> Bulk:
        """Say which requests of a list can go to one recipient, and who is left out and why.

        Raises:
            NotAllowed: see `referral_gate.check_ground`.
            DomainError: likewise.
        """
        check_ground(actor, ground)
        with self.store.read() as session:
            return _plan(session, actor, request_ids, organisation_id, ground)

    @verb("referral.send")
    def send_all(
        self,
        actor: Actor,
        request_ids: Sequence[str],
        organisation_id: str,
        ground: Ground,
        draft: SendingDraft,
    ) -> tuple[Changes, Bulk]:
        """Pass a list on to one recipient: each by their own answer, in one step, with one sharing record.

        Raises:
            DomainError: nobody of the list may go.
        """
        check_ground(actor, ground)
        with self.store.write(actor.user_id) as work:
            found = _plan(work.session, actor, request_ids, organisation_id, ground)
            if not found.going:
                raise DomainError("Nobody on this list can be passed on yet. The reasons stand beside them.")
            batch, made = new_id(), []
            for request_id in found.going:
                held = write_referral(work, self, actor, _of_request(work.session, request_id, found, ground))
                held.batch = batch
                self._send(work, actor, held, draft, alone=False)
                made.append(held.id)
            write_share(work, actor, _bulk_share(found, ground), self.now())
            count = len(made)
            words = f"1 person passed to {found.to}" if count == 1 else f"{count:,} passed to {found.to}"
            return changes(work, made[0], words), replace(found, batch=batch, made=tuple(made))

    def _paper(self, session: Session, actor: Actor, referral_id: str) -> PaperData:
        held = get(session, Referral, referral_id, "referral")
        if held.status in ENDS:
            raise DomainError("This referral has ended, so its form is not printed again.")
        stand = check_may_go(session, actor, held, overrules=_may_overrule(actor, held))
        return paper_of(session, actor, held, stand, self.today())

    def _send(
        self, work: UnitOfWork, actor: Actor, held: Referral, draft: SendingDraft, *, alone: bool = True
    ) -> None:
        """Send one; of a list, the list leaves the one sharing record."""
        check_move(held.status, ReferralStatus.SENT)
        stand = check_may_go(work.session, actor, held, overrules=draft.overrules)
        values = {
            "status": ReferralStatus.SENT,
            "sent_at": self.now(),
            "sent_how": draft.how,
            "sent_note": " ".join(draft.note.split()),
            "chase_on": first_chase(self.today(), held.urgency, gate.nation(work.session)),
            "consent_id": stand.consent_id or None,
            "health_consent_id": stand.health_id or None,
        }
        set_fields(held, values)
        note = "Despite a recorded no, by the safeguarding lead" if draft.overrules else values["sent_note"]
        add_step(work, self, actor, held, StepKind.SENT, how=draft.how, note=note)
        if alone and draft.how not in _ON_PAPER:
            paper = paper_of(work.session, actor, held, stand, self.today())
            write_share(work, actor, _share(paper, ShareKind.HANDOVER), self.now())
        request = work.session.get(Request, held.request_id) if held.request_id else None
        if request is not None:
            words = write(Kind.REFERRAL, held.number)
            close_request(work, request, CloseReason.REFERRED_ON, words, self.now())
            set_fields(request, {"passed_to_id": held.organisation_id})


def _may_overrule(actor: Actor, held: Referral) -> bool:
    """Whether a form that went by the lead's decision is the actor's to print again."""
    went = held.status is not ReferralStatus.DRAFT
    return went and Role.LEAD in actor.roles and held.basis in OVERRULED_BY


def _refuse_taken(session: Session, held: Referral) -> None:
    if held.request_id is None:
        return
    taken = query.open_of_requests(session, [held.request_id]).get(held.request_id)
    if taken is not None:
        reference = write(Kind.REFERRAL, taken[0])
        raise DomainError(f"{taken[1]} has this request already ({reference}). Withdraw that one first.")
    request = session.get_one(Request, held.request_id)
    if request.status in _CLOSED:
        raise DomainError("The request is closed. Open it again first.")


def _plan(
    session: Session, actor: Actor, request_ids: Sequence[str], organisation_id: str, ground: Ground
) -> Bulk:
    to = get(session, Organisation, organisation_id, "organisation")
    requests = [get(session, Request, one, "request") for one in dict.fromkeys(request_ids)]
    said = stands(session, [one.person_id for one in requests], organisation_id)
    taken = query.open_of_requests(session, [one.id for one in requests])
    kept: list[Request] = []
    left: list[LeftBehind] = []
    for request in requests:
        person = session.get_one(Person, request.person_id)
        need = session.get_one(NeedType, request.need_type_id)
        bar = bar_of(person, said.get(person.id, Stands(Standing.NOT_ASKED)), ground)
        if need.is_private:
            # A list of people with a private need would tell of it: each goes by itself.
            bar = Bar.PRIVATE
        elif request.id in taken:
            bar = Bar.WITH_ANOTHER
        elif request.status in _CLOSED:
            bar = Bar.CLOSED
        if bar is None:
            kept.append(request)
        else:
            left.append(LeftBehind(request.id, request.number, person.id, display_name(person), bar))
    people = len({one.person_id for one in kept})
    return Bulk(to.id, to.name, tuple(one.id for one in kept), tuple(left), people)


def _of_request(session: Session, request_id: str, found: Bulk, ground: Ground) -> ReferralDraft:
    request = session.get_one(Request, request_id)
    need = session.get_one(NeedType, request.need_type_id)
    return ReferralDraft(
        organisation_id=found.to_id,
        person_id=request.person_id,
        need_code=need.code,
        request_id=request_id,
        urgency=request.urgency,
        words=request.words,
        basis=ground.basis,
        basis_reason=ground.reason,
        introducer=f"{request.caller_name} {request.caller_relationship}".strip(),
    )


def _share(one: PaperData, kind: ShareKind) -> Share:
    return Share(
        kind=kind,
        purpose=f"Referral {one.reference}",
        fields=tuple(sorted(one.parts)),
        people_count=1,
        recipient_id=one.to_id,
        recipient_name=one.to,
        basis=one.basis,
        basis_code=one.basis_code,
        purpose_code=REFERRAL,
        agreement=one.agreement,
    )


def _bulk_share(found: Bulk, ground: Ground) -> Share:
    return Share(
        kind=ShareKind.HANDOVER,
        purpose="Referrals of a list",
        fields=("referral forms",),
        people_count=found.people,
        recipient_id=found.to_id,
        recipient_name=found.to,
        basis=ground.basis,
        purpose_code=REFERRAL,
        left_out=tuple(LeftOutPerson(one.person_id, one.person, one.bar.value) for one in found.left_out),
        reason=ground.reason.strip(),
    )


def _printed(shown: Sequence[PaperData]) -> str:
    return f"Form {shown[0].reference} printed" if len(shown) == 1 else f"{len(shown):,} forms printed"
