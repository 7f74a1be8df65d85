"""What is heard of a referral: by phone, by the slip that came back, or not at all; and who is told."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from db.enums import CloseReason, RequestStatus
from db.enums_referrals import (
    DeclineReason,
    Otherwise,
    ReferralDirection,
    ReferralOutcome,
    ReferralStatus,
    SentHow,
    StepKind,
)
from db.models import NeedType, Organisation, Referral, Request
from db.session import UnitOfWork
from desktop.domain.errors import DomainError, NotFound
from desktop.domain.references import Kind, parse, write
from desktop.domain.referrals import ENDS, WAITING, again, check_move, closes_as, comes_back, next_chase
from desktop.domain.text import clean, clean_lines
from desktop.services import gate
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.records import get, set_fields
from desktop.services.referrals import add_step
from desktop.services.request_tasks import make_tasks
from desktop.services.requests import CLOSES_AS

_STATUS = {
    StepKind.ACKNOWLEDGED: ReferralStatus.ACKNOWLEDGED,
    StepKind.ACCEPTED: ReferralStatus.ACCEPTED,
    StepKind.COMPLETED: ReferralStatus.COMPLETED,
    StepKind.DECLINED: ReferralStatus.DECLINED,
    StepKind.RETURNED: ReferralStatus.RETURNED,
    StepKind.WITHDRAWN: ReferralStatus.WITHDRAWN,
}
"""Where each answer leads; the others leave a referral where it stands."""
_TOLD = {StepKind.PERSON_TOLD: "person_told_on", StepKind.INTRODUCER_TOLD: "introducer_told_on"}
_SAID = {
    StepKind.ACKNOWLEDGED: "they have it",
    StepKind.NEVER_GOT: "they never got it",
    StepKind.NO_ANSWER: "no answer",
    StepKind.MORE_ASKED: "they asked for more",
    StepKind.ACCEPTED: "they are dealing with it",
    StepKind.COMPLETED: "ended",
    StepKind.DECLINED: "they said no; the request is back",
    StepKind.RETURNED: "it came back to us",
    StepKind.WITHDRAWN: "withdrawn",
    StepKind.PERSON_TOLD: "the person was told",
    StepKind.INTRODUCER_TOLD: "who told us was told",
    StepKind.NOTE: "note added",
}


@dataclass(frozen=True, slots=True)
class Reply:
    """Something heard, or done, about a referral.

    Attributes:
        kind: what it was.
        how: by which way.
        who: of theirs: who answered, or who deals with it.
        note: in a few words; why, where it is withdrawn or comes back.
        on: the day it was heard; today when None.
        reason: of a no.
        onward_id, onward_name: whom they suggest instead: a body on the list, or a name.
        outcome: of an end, what came of it for the person.
        otherwise, otherwise_note: what would have happened without it, where that was asked.
        their_reference: what they call it.
    """

    kind: StepKind
    how: SentHow | None = SentHow.PHONE
    who: str = ""
    note: str = ""
    on: date | None = None
    reason: DeclineReason | None = None
    onward_id: str | None = None
    onward_name: str = ""
    outcome: ReferralOutcome | None = None
    otherwise: Otherwise | None = None
    otherwise_note: str = ""
    their_reference: str = ""


class ReferralReplies(Service):
    """Verbs on what comes back."""

    @verb("referral.see")
    def by_reference(self, _actor: Actor, typed: str) -> str:
        """The key of a referral sent out, by its number as typed, read out, or scanned off the slip.

        Raises:
            NotFound: there is none; the message says what a number looks like.
        """
        reference = parse(typed.strip().upper().removeprefix("HK1*").split("*")[0])
        if reference is None or reference.kind is not Kind.REFERRAL:
            raise NotFound("A referral's number looks like F-0318. It stands under the square code.")
        with self.store.read() as session:
            found = session.query(Referral.id).filter(
                Referral.number == reference.number,
                Referral.direction == ReferralDirection.OUT,
                Referral.voided_at.is_(None),
            )
            key = found.order_by(Referral.id).limit(1).scalar()
        if key is None:
            raise NotFound(f"There is no referral {reference}. Check the number on the slip.")
        return str(key)

    @verb("referral.reply")
    def record(self, actor: Actor, referral_id: str, reply: Reply) -> Changes:
        """Write down what was heard; the referral, its chase date and the request follow.

        Args:
            actor: who heard it.
            referral_id: the referral.
            reply: what was heard.

        Returns:
            What was touched; undone at once.

        Raises:
            DomainError: it cannot follow on what was heard before, or says too little: no reason for a no,
                no outcome for an end, no words for a note.
        """
        _refuse_thin(reply, self.today())
        with self.store.write(actor.user_id) as work:
            held = get(work.session, Referral, referral_id, "referral")
            if held.direction is not ReferralDirection.OUT:
                raise DomainError("This one came in. Answer it under Coming in.")
            write_reply(work, self, actor, held, reply)
            return changes(work, held.id, f"{write(Kind.REFERRAL, held.number)}: {_SAID[reply.kind]}")

    @verb("referral.reply")
    def say_otherwise(self, actor: Actor, referral_id: str, answer: Otherwise, note: str = "") -> Changes:
        """Write down what would have happened without the help; nobody has to be asked."""
        with self.store.write(actor.user_id) as work:
            held = get(work.session, Referral, referral_id, "referral")
            set_fields(held, {"otherwise": answer, "otherwise_note": clean_lines(note)})
            return changes(work, held.id, f"{write(Kind.REFERRAL, held.number)}: answer kept")


def write_reply(work: UnitOfWork, service: Service, actor: Actor, held: Referral, reply: Reply) -> None:
    """Write down what was heard, inside a transaction; see `ReferralReplies.record`."""
    status = _STATUS.get(reply.kind)
    if reply.kind is StepKind.MORE_ASKED and held.status is ReferralStatus.SENT:
        status = ReferralStatus.ACKNOWLEDGED
    if status is not None:
        check_move(held.status, status)
    elif reply.kind in (StepKind.NEVER_GOT, StepKind.NO_ANSWER, StepKind.MORE_ASKED):
        _refuse_ended(held)
    onward = _onward(work.session, reply)
    values = _values(work.session, service, held, reply, status)
    if onward is not None:
        values["onward_id"] = onward.id
    set_fields(held, values)
    note = clean_lines(reply.note)
    add_step(work, service, actor, held, reply.kind, how=reply.how, who=clean(reply.who), note=note)
    if status is not None:
        _follow(work, service, held, status, reply)


def _values(
    session: Session, service: Service, held: Referral, reply: Reply, status: ReferralStatus | None
) -> dict[str, object]:
    now, day, nation = service.now(), reply.on or service.today(), gate.nation(session)
    values: dict[str, object] = {}
    if reply.their_reference.strip():
        values["their_reference"] = clean(reply.their_reference)
    if reply.kind in _TOLD:
        values[_TOLD[reply.kind]] = day
    if reply.kind in (StepKind.NEVER_GOT, StepKind.NO_ANSWER, StepKind.MORE_ASKED):
        values["chase_on"] = again(service.today(), nation)
    if status is None:
        return values
    values["status"] = status
    if status in (ReferralStatus.ACKNOWLEDGED, ReferralStatus.ACCEPTED, ReferralStatus.COMPLETED):
        values["acknowledged_at"] = held.acknowledged_at or now
        values["acknowledged_by"] = clean(reply.who) or held.acknowledged_by
    if status is ReferralStatus.ACCEPTED:
        values["accepted_at"] = now
    if status in WAITING and "chase_on" not in values:
        values["chase_on"] = next_chase(service.today(), held.urgency, nation)
    if status in ENDS:
        values |= _end(reply, status, now)
    return values


def _end(reply: Reply, status: ReferralStatus, now: object) -> dict[str, object]:
    values: dict[str, object] = {
        "closed_at": now,
        "chase_on": None,
        "outcome_note": clean_lines(reply.note),
        "otherwise": reply.otherwise,
        "otherwise_note": clean_lines(reply.otherwise_note),
    }
    if status is ReferralStatus.COMPLETED:
        values["outcome"] = reply.outcome
    if status is ReferralStatus.DECLINED:
        values |= {"decline_reason": reply.reason, "onward_name": clean(reply.onward_name)}
    return values


def _follow(work: UnitOfWork, service: Service, held: Referral, status: ReferralStatus, reply: Reply) -> None:
    """The request goes with its referral: back to the hub, or to its end."""
    request = work.session.get(Request, held.request_id) if held.request_id else None
    if request is None or request.status is not RequestStatus.PASSED_ON or status not in ENDS:
        return
    if request.passed_to_id not in (None, held.organisation_id):
        return
    if comes_back(status, reply.outcome):
        opened = {
            "status": RequestStatus.TRIAGED,
            "close_reason": None,
            "close_note": "",
            "closed_at": None,
            "passed_to_id": None,
        }
        set_fields(request, opened)
        make_tasks(work, request, service.today())
        return
    reason = closes_as(reply.outcome) if reply.outcome is not None else None
    if reason is not None:
        closed = CLOSES_AS.get(reason, RequestStatus.CANCELLED)
        values: dict[str, object] = {"status": closed, "close_reason": CloseReason(reason)}
        heard = clean_lines(reply.note)
        # Whoever passed the person to the hub hears these words too; those of a private need stay here.
        if heard and not work.session.get_one(NeedType, request.need_type_id).is_private:
            values["close_note"] = heard
        set_fields(request, values)


def _onward(session: Session, reply: Reply) -> Organisation | None:
    return get(session, Organisation, reply.onward_id, "organisation") if reply.onward_id else None


def _refuse_thin(reply: Reply, today: date) -> None:
    if reply.on is not None and reply.on > today:
        raise DomainError("This day is still to come.", field="on")
    if reply.kind is StepKind.DECLINED and reply.reason is None:
        raise DomainError("Say why they could not take it.", field="reason")
    if reply.kind is StepKind.COMPLETED and reply.outcome is None:
        raise DomainError("Say what came of it.", field="outcome")
    wanting = (StepKind.NOTE, StepKind.WITHDRAWN, StepKind.RETURNED, StepKind.MORE_ASKED)
    if reply.kind in wanting and not reply.note.strip():
        raise DomainError("Say it in a few words.", field="note")
    if reply.kind not in _SAID:
        raise DomainError("This is not an answer to a referral.")


def _refuse_ended(held: Referral) -> None:
    if held.status not in WAITING:
        raise DomainError("Nobody waits for this one. Begin a new referral.")
