"""Referrals that come in with a list: one for each need a row asks for, the row itself kept whole."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from db.enums_referrals import ReferralDirection, ReferralStatus
from db.ids import new_id
from db.models import Organisation, Referral, Request
from db.queries import referrals_in as query
from db.session import UnitOfWork
from desktop.services.base import Actor
from desktop.services.bring_in_drafts import PassedOn
from desktop.services.records import get

Made = Sequence[tuple[int, Mapping[str, Any]]]


def write_passed_on(work: UnitOfWork, actor: Actor, passed: PassedOn, made: Made, now: datetime) -> int:
    """Write a referral coming in for each request of a list, and for those the hub has open already.

    A list loaded again makes none twice: neither of a request that has one from the same sender, nor of a
    reference the sender gave before.

    Args:
        work: the transaction.
        actor: who brings the list in.
        passed: who sent it.
        made: the requests that were made, with the row of each.
        now: the present moment.

    Returns:
        How many were written.
    """
    sender = get(work.session, Organisation, passed.organisation_id, "organisation")
    held = query.held_of(work.session, sender.id)
    found = [one for one in _wanted(work, passed, made) if one[1]["request_id"] not in held.requests]
    # In the order of the list, so that a later look at it reads as the list does.
    wanted = sorted(found, key=lambda one: one[0])
    if not wanted:
        return 0
    first, batch = work.next_number("referral", len(wanted)), new_id()
    rows = [
        {
            **_BLANK,
            **values,
            "number": number,
            "organisation_id": sender.id,
            "sent_at": values.get("sent_at") or now,
            "sent_how": passed.how,
            "taken_at": now,
            "taken_by_id": actor.user_id,
            "batch": batch,
            "their_row": dict(passed.rows.get(row, {})),
        }
        for number, (row, values) in enumerate(wanted, first)
    ]
    work.insert_many(Referral, rows)
    return len(rows)


def _wanted(work: UnitOfWork, passed: PassedOn, made: Made) -> Iterable[tuple[int, dict[str, Any]]]:
    """Row and fields of every referral: of requests just made, then of those the hub had."""
    for row, request in made:
        yield row, {**_of(request), **passed.values.get(row, {})}
    for row, request_id in passed.known.items():
        held = get(work.session, Request, request_id, "request")
        fields = {
            name: getattr(held, name) for name in ("id", "person_id", "need_type_id", "urgency", "words")
        }
        yield row, {**_of(fields), **passed.values.get(row, {})}


def _of(request: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "request_id": request["id"],
        "person_id": request["person_id"],
        "need_type_id": request["need_type_id"],
        "urgency": request["urgency"],
        "words": request.get("words", ""),
    }


_BLANK: Mapping[str, Any] = {
    "direction": ReferralDirection.IN,
    "status": ReferralStatus.SENT,
    "sent_at": None,
    "chase_on": None,
    "their_reference": "",
    "wants": "",
    "already_doing": "",
    "safety_note": "",
    "basis": None,
    "to_name": "",
}
