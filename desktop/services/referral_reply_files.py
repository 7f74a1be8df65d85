"""Answers that come back as a file: each to its own referral, in any order, as often as they come.

A file holds everything its sender has said so far, and each thing said has a key, so that a later file makes
up for an earlier one that was lost and the same one twice changes nothing. A referral only goes forward: what
is known already is kept as a step and moves nothing back.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.enums_referrals import ReferralDirection, ReferralStatus, SentHow, StepKind
from db.models import Hub, Referral, ReferralStep
from db.session import UnitOfWork
from desktop.domain.errors import DomainError
from desktop.domain.references import Kind, write
from desktop.domain.referral_parcels import ANSWERS, Reply, ReplyParcel, Said
from desktop.domain.referrals import ENDS, MOVES
from desktop.services import referral_replies
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.records import set_fields
from desktop.services.referrals import add_step

_NOT_FOR_US = "These answers are for another hub, not for this one. Give the file back to {sender}."


class Taken(StrEnum):
    """What became of one answer."""

    APPLIED = "applied"
    KNOWN = "known"
    UNKNOWN = "unknown"
    NOT_THEIRS = "not_theirs"
    DIFFERS = "differs"
    ENDED_HERE = "ended_here"


@dataclass(frozen=True, slots=True)
class TakenReply:
    """One answer of a file.

    Attributes:
        reference: of the referral, as the hub knows it; as the file has it where the hub knows none.
        status: where it stands now; None where the hub knows none.
    """

    reference: str
    taken: Taken
    status: ReferralStatus | None = None
    referral_id: str = ""


@dataclass(frozen=True, slots=True)
class TakenReplies:
    """What became of a file of answers."""

    changes: Changes
    lines: tuple[TakenReply, ...]

    def count(self, taken: Taken) -> int:
        """How many answers that became of."""
        return sum(line.taken is taken for line in self.lines)


class ReferralReplyFiles(Service):
    """Verbs on files of answers."""

    @verb("referral.reply")
    def take_in(self, actor: Actor, parcel: ReplyParcel) -> TakenReplies:
        """Apply answers to the referrals they are of.

        An answer counts only where the hub sent that very referral to that very recipient; anything else is
        told and changes nothing.

        Args:
            actor: who takes the file in.
            parcel: what the file holds.

        Raises:
            DomainError: the answers are for another hub.
        """
        with self.store.write(actor.user_id) as work:
            if work.session.scalars(select(Hub.id)).one() != parcel.to_hub:
                raise DomainError(_NOT_FOR_US.format(sender=parcel.sender.name or "its sender"))
            lines = tuple(self._apply(work, actor, one, parcel.sender.name) for one in parcel.replies)
            count = sum(line.taken is Taken.APPLIED for line in lines)
            said = "1 answer taken in" if count == 1 else f"{count:,} answers taken in"
            return TakenReplies(changes(work, _first(lines), said), lines)

    def _apply(self, work: UnitOfWork, actor: Actor, reply: Reply, sender: str) -> TakenReply:
        held = work.session.get(Referral, reply.key)
        if held is None or held.direction is not ReferralDirection.OUT or held.voided_at is not None:
            return TakenReply(reply.reference, Taken.UNKNOWN)
        if reply.to_key != held.organisation_id or held.status is ReferralStatus.DRAFT:
            return TakenReply(reply.reference, Taken.NOT_THEIRS)
        known = _heard(work.session, held)
        found = {self._step(work, actor, held, reply, one, known, sender) for one in _in_order(reply.said)}
        taken = next((one for one in _WORST_FIRST if one in found), Taken.KNOWN)
        return TakenReply(write(Kind.REFERRAL, held.number), taken, held.status, held.id)

    def _step(
        self,
        work: UnitOfWork,
        actor: Actor,
        held: Referral,
        reply: Reply,
        one: Said,
        known: frozenset[StepKind],
        sender: str,
    ) -> Taken:
        """Apply one thing said; what moves nothing is kept beside what is known, once."""
        status, at = ReferralStatus(one.kind.value), min(one.at, self.now())
        if held.status is ReferralStatus.WITHDRAWN:
            return Taken.ENDED_HERE
        if status in MOVES[held.status]:
            answer = _answer(reply, one, sender)
            referral_replies.write_reply(work, _at(self, at), actor, held, answer)
            _dated(held, one.kind, at)
            work.session.flush()
            return Taken.APPLIED
        differs = status in ENDS and (status is not held.status or reply.outcome is not held.outcome)
        if one.kind not in known:
            _dated(held, one.kind, at)
            add_step(work, _at(self, at), actor, held, one.kind, how=SentHow.FILE, who=sender, note=one.note)
            work.session.flush()
        return Taken.DIFFERS if differs else Taken.KNOWN


_WORST_FIRST = (Taken.DIFFERS, Taken.ENDED_HERE, Taken.APPLIED)


def _at(service: Service, moment: datetime) -> Service:
    """The same service at the moment something was said, so that files in any order come to the same."""
    return Service(replace(service.tools, clock=lambda: moment))


def _in_order(said: Sequence[Said]) -> list[Said]:
    """The least first, so that each can follow on the one before."""
    return sorted(said, key=lambda one: (ANSWERS.index(one.kind), one.at, one.key))


def _heard(session: Session, held: Referral) -> frozenset[StepKind]:
    """What came by file before."""
    wanted = select(ReferralStep.kind).where(
        ReferralStep.referral_id == held.id, ReferralStep.how == SentHow.FILE
    )
    return frozenset(session.scalars(wanted))


def _answer(reply: Reply, one: Said, sender: str) -> referral_replies.Reply:
    ends = ReferralStatus(one.kind.value) in ENDS
    return referral_replies.Reply(
        kind=one.kind,
        how=SentHow.FILE,
        who=one.who or sender,
        note=(reply.outcome_note or one.note) if ends else one.note,
        reason=reply.decline_reason if one.kind is StepKind.DECLINED else None,
        onward_name=reply.onward if one.kind is StepKind.DECLINED else "",
        outcome=reply.outcome if one.kind is StepKind.COMPLETED else None,
    )


def _dated(held: Referral, kind: StepKind, at: datetime) -> None:
    """The first moment they are known to have had it, and to have taken it on."""
    if kind is not StepKind.DECLINED and kind is not StepKind.RETURNED:
        earlier = min(held.acknowledged_at or at, at)
        set_fields(held, {"acknowledged_at": earlier})
    if kind is StepKind.ACCEPTED:
        set_fields(held, {"accepted_at": min(held.accepted_at or at, at)})


def _first(lines: Sequence[TakenReply]) -> str:
    return next((line.referral_id for line in lines if line.taken is Taken.APPLIED), "")
