"""Many referrals written down at once, and marked as sent: a few statements, however many there are."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from db.enums import CloseReason, LawfulBasis, RequestStatus, TaskStatus
from db.enums_referrals import ReferralDirection, ReferralStatus, StepKind
from db.ids import new_id
from db.models import Organisation, Referral, ReferralStep, Request, Task
from db.queries import referrals as query
from db.queries import referrals_list
from db.queries.referrals_list import Asked
from db.session import UnitOfWork
from desktop.domain.consent_rules import Standing
from desktop.domain.errors import DomainError
from desktop.domain.ladder import RUNG_OF
from desktop.domain.lifecycle import check_request_move
from desktop.domain.references import Kind, write
from desktop.domain.referrals import first_chase
from desktop.services import gate
from desktop.services.base import Actor, Service
from desktop.services.records import get, loaded
from desktop.services.referral_gate import Stands, stands
from desktop.services.referral_sending import SendingDraft, papers_of

if TYPE_CHECKING:
    from desktop.services.referral_lists import Line, ListPlan

NO_STAND = Stands(Standing.NOT_ASKED)


def insert_referrals(
    work: UnitOfWork,
    service: Service,
    actor: Actor,
    plan: "ListPlan",
    picked: Sequence["Line"],
    draft: SendingDraft,
    status: ReferralStatus,
) -> list[str]:
    """Write referrals of a list down, in its order, as begun or as sent.

    Args:
        work: the transaction.
        service: whose clock counts.
        actor: who passes them on.
        plan: the list.
        picked: those of it that go.
        draft: how they go.
        status: draft or sent.

    Returns:
        Their keys.
    """
    keys = [one.request_id for one in picked]
    held = {one.id: one for one in referrals_list.asked(work.session, keys)}
    for one in held.values():
        check_request_move(one.status, RequestStatus.PASSED_ON)
    every = {**_every(work, service, actor, plan, draft), "status": status}
    sent = (
        {"sent_at": service.now()} if status is ReferralStatus.SENT else {"sent_at": None, "chase_on": None}
    )
    rows = _rows(work, service, plan, [held[key] for key in keys], picked)
    return work.insert_many(Referral, [{**every, **row, **sent} for row in rows])


def mark_sent(work: UnitOfWork, service: Service, actor: Actor, referral_ids: Sequence[str]) -> list[str]:
    """Mark begun referrals as sent, each past the gate once more; those sent already are passed over.

    Args:
        work: the transaction.
        service: whose clock counts.
        actor: who passed them on.
        referral_ids: which.

    Returns:
        Keys of those marked.

    Raises:
        DomainError: somebody may not go any more, or another has the request meanwhile.
    """
    session = work.session
    found = loaded(session, Referral, referral_ids)
    drafts = [key for key in referral_ids if key in found and found[key].status is ReferralStatus.DRAFT]
    if not drafts:
        return []
    papers_of(session, actor, drafts, service.today())
    requests = [str(found[key].request_id) for key in drafts if found[key].request_id]
    taken = query.open_of_requests(session, requests)
    if taken:
        number, name = next(iter(taken.values()))
        raise DomainError(f"{name} has one of these requests already ({write(Kind.REFERRAL, number)}).")
    for one in referrals_list.asked(session, requests):
        check_request_move(one.status, RequestStatus.PASSED_ON)
    nation, today, now = gate.nation(session), service.today(), service.now()
    work.update_many(
        Referral,
        {
            key: {
                "status": ReferralStatus.SENT,
                "sent_at": now,
                "chase_on": first_chase(today, found[key].urgency, nation),
            }
            for key in drafts
        },
    )
    close_passed(work, service, actor, drafts)
    return drafts


def close_passed(work: UnitOfWork, service: Service, actor: Actor, made: Sequence[str]) -> None:
    """Close the requests of referrals that were sent, call their tasks off, and write the step down.

    Args:
        work: the transaction.
        service: whose clock counts.
        actor: who passed them on.
        made: keys of the referrals.
    """
    held = list(loaded(work.session, Referral, made).values())
    step = {"at": service.now(), "by_id": actor.user_id, "kind": StepKind.SENT}
    steps = [{**step, "referral_id": one.id, "how": one.sent_how, "note": one.sent_note} for one in held]
    work.insert_many(ReferralStep, steps)
    closed = {
        "status": RequestStatus.PASSED_ON,
        "close_reason": CloseReason.REFERRED_ON,
        "closed_at": service.now(),
    }
    edits = {
        one.request_id: {
            **closed,
            "passed_to_id": one.organisation_id,
            "close_note": write(Kind.REFERRAL, one.number),
        }
        for one in held
        if one.request_id
    }
    work.update_many(Request, edits)
    planned = referrals_list.planned_tasks(work.session, list(edits))
    work.update_many(Task, {key: {"status": TaskStatus.CANCELLED} for key in planned})


def _every(
    work: UnitOfWork, service: Service, actor: Actor, plan: "ListPlan", draft: SendingDraft
) -> Mapping[str, Any]:
    """What is the same in every referral of a list."""
    to = get(work.session, Organisation, plan.to_id, "organisation")
    return {
        "direction": ReferralDirection.OUT,
        "organisation_id": to.id,
        "fields": sorted(part.value for part in plan.parts),
        "taken_by_id": actor.user_id,
        "taken_at": service.now(),
        "sent_how": draft.how,
        "sent_note": " ".join(draft.note.split()),
        "rung": RUNG_OF[to.layer],
        "batch": new_id(),
    }


def _rows(
    work: UnitOfWork, service: Service, plan: "ListPlan", held: Sequence[Asked], picked: Sequence["Line"]
) -> list[dict[str, Any]]:
    session, people = work.session, [one.person_id for one in held]
    said = stands(session, people, plan.to_id)
    introduced = referrals_list.introducers(session, people)
    because = referrals_list.chosen_because(session, [one.id for one in held])
    nation = gate.nation(session)
    first = work.next_number("referral", len(held))
    return [
        {
            "number": number,
            "request_id": one.id,
            "person_id": one.person_id,
            "need_type_id": one.need_id,
            "urgency": one.urgency,
            "words": one.words,
            "basis": line.basis,
            "basis_code": line.basis_code,
            "basis_reason": "" if line.basis is LawfulBasis.CONSENT else plan.otherwise.reason.strip(),
            "consent_id": said.get(one.person_id, NO_STAND).consent_id or None,
            "health_consent_id": said.get(one.person_id, NO_STAND).health_id or None,
            "chase_on": first_chase(service.today(), one.urgency, nation),
            "introducer": _introducer(one) or introduced.get(one.person_id, ""),
            "rung_reason": because.get(one.id, ""),
        }
        for number, (one, line) in enumerate(zip(held, picked, strict=True), first)
    ]


def _introducer(one: Asked) -> str:
    return f"{one.caller_name} {one.caller_relationship}".strip()
