"""What the hub says of a referral that came in: how far it is, how it ended, and that its sender was told."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from db.enums import CloseReason, RequestStatus
from db.enums_referrals import (
    DeclineReason,
    ReferralDirection,
    ReferralOutcome,
    ReferralStatus,
    SentHow,
    StepKind,
)
from db.models import Referral, ReferralStep, Request
from db.queries import referrals_in as query
from db.queries.referrals_in import ENDED
from db.session import UnitOfWork
from desktop.domain.errors import DomainError
from desktop.domain.references import parse
from desktop.domain.text import clean, clean_lines
from desktop.services.base import Actor, Service
from desktop.services.limits import refuse_limited
from desktop.services.records import get, set_fields


@dataclass(frozen=True, slots=True)
class End:
    """How a referral ended here.

    Attributes:
        status: completed, declined or returned.
        onward_id: a body the hub knows that could help instead; or its name in ``onward_name``.
    """

    status: ReferralStatus
    outcome: ReferralOutcome | None = None
    note: str = ""
    reason: DeclineReason | None = None
    onward_id: str = ""
    onward_name: str = ""


def check_end(end: End) -> None:
    """Refuse an end that does not say what came of it.

    Raises:
        DomainError: with what is missing.
    """
    if end.status is ReferralStatus.COMPLETED and end.outcome is None:
        raise DomainError("Say what came of it.", field="outcome")
    if end.status is ReferralStatus.DECLINED and end.reason is None:
        raise DomainError("Say why you cannot take it, so that they can ask elsewhere.", field="reason")
    if end.status not in (ReferralStatus.COMPLETED, ReferralStatus.DECLINED, ReferralStatus.RETURNED):
        raise DomainError("A referral ends as completed, declined or handed back.", field="status")


def tell(
    work: UnitOfWork,
    service: Service,
    actor: Actor,
    referral_ids: Sequence[str],
    how: SentHow,
    note: str = "",
) -> list[Referral]:
    """Bring referrals up to what their requests came to, and record that their senders are told.

    Args:
        work: the transaction.
        service: whose clock counts.
        actor: who tells.
        referral_ids: which.
        how: by which way.
        note: of what they were told.

    Returns:
        The referrals as they stand now.

    Raises:
        DomainError: the data of somebody among them is kept and no more; see `desktop.domain.limits`.
    """
    found = []
    for key in referral_ids:
        held = incoming_one(work, key)
        _catch_up(work, actor, held, service.now())
        add_step_in(work, actor, held, StepKind.REPLY_MADE, service.now(), how=how, note=note)
        if held.status in ENDED and held.answered_on is None:
            set_fields(held, {"answered_on": service.today()})
        found.append(held)
    refuse_limited(work.session, [one.person_id for one in found])
    work.session.flush()
    return found


def say(
    work: UnitOfWork,
    actor: Actor,
    held: Referral,
    kind: StepKind,
    now: datetime,
    *,
    how: SentHow | None = None,
    note: str = "",
) -> None:
    """Move a referral on and write down the step, inside a transaction."""
    moved: dict[str, object] = {"status": ReferralStatus(kind.value)}
    if held.acknowledged_at is None:
        moved |= {"acknowledged_at": now, "acknowledged_by": actor.name}
    if kind is StepKind.ACCEPTED:
        moved["accepted_at"] = now
    set_fields(held, moved)
    add_step_in(work, actor, held, kind, now, how=how, note=note)


def write_end(work: UnitOfWork, actor: Actor, held: Referral, end: End, now: datetime) -> None:
    """Write down how a referral ended, inside a transaction; see `ReferralsIn.end`."""
    note = clean_lines(end.note)
    say(work, actor, held, StepKind(end.status.value), now, note=note)
    set_fields(
        held,
        {
            "outcome": end.outcome,
            "outcome_note": note,
            "decline_reason": end.reason,
            "onward_id": end.onward_id or None,
            "onward_name": clean(end.onward_name),
            "closed_at": now,
        },
    )


def end_of(request: Request) -> End | None:
    """What a request's own end means for whoever passed the person on; None while it is open."""
    if request.status not in query.CLOSED:
        return None
    reason, note = request.close_reason, request.close_note
    if parse(note) is not None:
        note = ""  # the hub's own number of whom it passed on says nothing to the sender
    if reason in _OUTCOMES:
        return End(ReferralStatus.COMPLETED, _OUTCOMES[reason], note)
    declined = _DECLINED.get(reason or CloseReason.NOT_NEEDED)
    if declined is None:
        return End(ReferralStatus.COMPLETED, ReferralOutcome.NOT_NEEDED, note)
    return replace(declined, note=note, onward_id=request.passed_to_id or "")


_OUTCOMES = {
    CloseReason.MET: ReferralOutcome.HELPED,
    CloseReason.PARTLY_MET: ReferralOutcome.PARTLY_HELPED,
    CloseReason.NOT_NEEDED: ReferralOutcome.NOT_NEEDED,
    CloseReason.COULD_NOT_REACH: ReferralOutcome.COULD_NOT_REACH,
}
_DECLINED = {
    CloseReason.NO_CAPACITY: End(ReferralStatus.DECLINED, reason=DeclineReason.NO_CAPACITY),
    CloseReason.REFERRED_ON: End(ReferralStatus.DECLINED, reason=DeclineReason.NOT_WHAT_WE_DO),
    CloseReason.DUPLICATE: End(ReferralStatus.DECLINED, reason=DeclineReason.ALREADY_KNOWN),
}
_AT_WORK = (RequestStatus.ASSIGNED, RequestStatus.IN_PROGRESS)
_CLOSES = {
    ReferralOutcome.HELPED: CloseReason.MET,
    ReferralOutcome.PARTLY_HELPED: CloseReason.PARTLY_MET,
    ReferralOutcome.NOT_NEEDED: CloseReason.NOT_NEEDED,
    ReferralOutcome.DID_NOT_WANT: CloseReason.NOT_NEEDED,
    ReferralOutcome.COULD_NOT_REACH: CloseReason.COULD_NOT_REACH,
    ReferralOutcome.NOT_HELPED: CloseReason.NO_CAPACITY,
}


def closes_as(end: End) -> CloseReason:
    """Why the request closes that ends with its referral."""
    if end.outcome is not None:
        return _CLOSES[end.outcome]
    if end.reason is DeclineReason.ALREADY_KNOWN:
        return CloseReason.DUPLICATE
    return CloseReason.REFERRED_ON if end.onward_id or end.onward_name else CloseReason.NO_CAPACITY


def _catch_up(work: UnitOfWork, actor: Actor, held: Referral, now: datetime) -> None:
    """What the hub did with the request is what the sender hears, without typing it a second time."""
    if held.status in ENDED:
        return
    request = work.session.get(Request, held.request_id) if held.request_id else None
    end = end_of(request) if request is not None else None
    if end is not None:
        write_end(work, actor, held, end, now)
    elif request is not None and request.status in _AT_WORK and held.status is not ReferralStatus.ACCEPTED:
        say(work, actor, held, StepKind.ACCEPTED, now)
    elif held.status is ReferralStatus.SENT:
        say(work, actor, held, StepKind.ACKNOWLEDGED, now)


def incoming_one(work: UnitOfWork, key: str) -> Referral:
    """One that came in.

    Raises:
        DomainError: it went out from here.
    """
    held = get(work.session, Referral, key, "referral")
    if held.direction is not ReferralDirection.IN:
        raise DomainError("This referral went out from here. Its recipient answers it.")
    return held


def add_step_in(
    work: UnitOfWork,
    actor: Actor,
    held: Referral,
    kind: StepKind,
    now: datetime,
    *,
    how: SentHow | None = None,
    note: str = "",
) -> None:
    """Write down a step, inside a transaction."""
    step = ReferralStep(referral_id=held.id, at=now, by_id=actor.user_id, kind=kind, how=how, note=note)
    work.add(step)
    work.session.flush()


def as_it_stands(held: Referral, request: Request | None) -> End:
    """Where a referral stands once what was done with its request is counted; see `tell`."""
    if held.status in ENDED:
        return End(
            held.status,
            held.outcome,
            held.outcome_note,
            held.decline_reason,
            held.onward_id or "",
            held.onward_name,
        )
    end = end_of(request) if request is not None else None
    if end is not None:
        return end
    if request is not None and request.status in _AT_WORK:
        return End(ReferralStatus.ACCEPTED)
    return End(held.status if held.status is not ReferralStatus.SENT else ReferralStatus.ACKNOWLEDGED)
