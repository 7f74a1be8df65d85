"""Passing people on: the form, the sending, the record it leaves, and many to one recipient at once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from db.enums import CloseReason, RequestStatus, Role, ShareKind
from db.enums_referrals import ReferralStatus, SentHow, StepKind
from db.models import Consent, Household, NeedType, Organisation, Person, Referral, Request
from db.queries import referrals as query
from db.session import UnitOfWork
from desktop.domain.consent_rules import Standing
from desktop.domain.errors import DomainError, NotFound
from desktop.domain.limits import OVERRULED_BY
from desktop.domain.references import Kind, write
from desktop.domain.referrals import ENDS, check_move, first_chase
from desktop.services import gate
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.records import get, loaded, set_fields
from desktop.services.referral_gate import (
    REFERRAL,
    Stands,
    check_may_go,
    stands,
)
from desktop.services.referral_paper import PaperData, paper_of, shared_of
from desktop.services.referrals import add_step
from desktop.services.requests import close_request
from desktop.services.second_person import Leaving
from desktop.services.sharing_log import Share, write_share, write_shares

ON_PAPER = (SentHow.BY_HAND, SentHow.POST, SentHow.FILE)
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
            return papers_of(session, actor, referral_ids, self.today())

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
            keys = [one.referral_id for one in shown]
            if papers_of(work.session, actor, keys, self.today()) != list(shown):
                raise DomainError("This referral changed meanwhile. Look at it again, then print.")
            shares = [
                replace(share_of(one, ShareKind.PRINT), file_hash=file_hash, file_name=file_name)
                for one in shown
            ]
            write_shares(work, actor, shares, _leaving(shown, shares[0]), self.now())
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

    def _send(self, work: UnitOfWork, actor: Actor, held: Referral, draft: SendingDraft) -> None:
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
        if draft.how not in ON_PAPER:
            paper = paper_of(work.session, actor, held, stand, self.today())
            write_share(work, actor, share_of(paper, ShareKind.HANDOVER), self.now())
        request = work.session.get(Request, held.request_id) if held.request_id else None
        if request is not None:
            words = write(Kind.REFERRAL, held.number)
            close_request(work, request, CloseReason.REFERRED_ON, words, self.now())
            set_fields(request, {"passed_to_id": held.organisation_id})


def papers_of(session: Session, actor: Actor, referral_ids: Sequence[str], today: date) -> list[PaperData]:
    """What the forms of referrals carry, each past the gate: the same few statements for any number.

    Raises:
        NotAllowed: a need is private and not theirs to pass on.
        DomainError: somebody did not agree, or the referral has ended.
    """
    found = loaded(session, Referral, referral_ids)
    held = [_waits(found.get(key)) for key in referral_ids]
    people = [one.person_id for one in held if one.person_id]
    # Held until the forms are filled, so that the session finds each by its key and asks no more.
    kept: list[object] = [loaded(session, NeedType, [one.need_type_id for one in held])]
    bodies = loaded(session, Organisation, [one.organisation_id for one in held])
    persons = loaded(session, Person, people)
    kept.append(loaded(session, Household, [one.household_id for one in persons.values()]))
    said = {key: stands(session, _to(held, key), key) for key in bodies}
    yes = [one.consent_id for found in said.values() for one in found.values()]
    kept.append(loaded(session, Consent, yes))
    shared = shared_of(session, people)
    made = []
    for one in held:
        stand = said[one.organisation_id].get(one.person_id or "", Stands(Standing.NOT_ASKED))
        check_may_go(session, actor, one, overrules=_may_overrule(actor, one), stand=stand)
        made.append(paper_of(session, actor, one, stand, today, shared))
    return made


def _waits(held: Referral | None) -> Referral:
    if held is None or held.voided_at is not None:
        raise NotFound("A referral is no longer here. It may have been voided; History can bring it back.")
    if held.status in ENDS:
        raise DomainError("This referral has ended, so its form is not printed again.")
    return held


def _to(held: Sequence[Referral], organisation_id: str) -> list[str]:
    return [one.person_id for one in held if one.organisation_id == organisation_id and one.person_id]


def _leaving(shown: Sequence[PaperData], first: Share) -> Leaving:
    """One form is asked about as it reads in the log; several as what they are together."""
    people = len({one.person_id for one in shown})
    if len(shown) == 1:
        return Leaving(first.kind, first.purpose, first.recipient_name, first.fields, "", people, False, None)
    fields = tuple(sorted({part for one in shown for part in one.parts}))
    to = ", ".join(sorted({one.to for one in shown}))
    return Leaving(ShareKind.PRINT, "Referral forms", to, fields, "", people, False, None)


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


def share_of(one: PaperData, kind: ShareKind) -> Share:
    """The line one form leaves in the sharing log: what goes of whom, to whom, and on what ground."""
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


def _printed(shown: Sequence[PaperData]) -> str:
    return f"Form {shown[0].reference} printed" if len(shown) == 1 else f"{len(shown):,} forms printed"
