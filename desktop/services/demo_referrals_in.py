"""The demonstration's referrals coming in: by phone, on paper and with a council's list, at every stage."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import select

from db.enums import Layer, RequestStatus
from db.enums_referrals import ReferralDirection, ReferralOutcome, ReferralStatus, SentHow, StepKind
from db.ids import new_id
from db.models import Household, NeedType, Organisation, Person, Referral, ReferralStep, Request
from db.session import UnitOfWork
from desktop.services.referral_returns import LIST

if TYPE_CHECKING:
    from desktop.services.demo import Cast

_S, _R = ReferralStatus, RequestStatus
FILE = "Demonstration list.csv"
"""What the council's list is called: made up, as everything in the demonstration is."""
_HEADERS = ("Our ref", "First name", "Surname", "Postcode", "Help Request Type", "Subtype", "Case Note 4")


class _Came(NamedTuple):
    """One referral: how far the hub has come with the request it joins, how it came, and where it stands."""

    request: tuple[RequestStatus, ...]
    how: SentHow
    status: ReferralStatus
    ago: int
    name: str = ""
    told: bool = True


_CAME = (
    _Came((_R.NEW, _R.TRIAGED), SentHow.POST, _S.SENT, 1, "Ms Okafor, reception"),
    _Came((_R.NEW, _R.TRIAGED), SentHow.EMAIL, _S.SENT, 0, "Duty desk"),
    _Came((_R.NEW, _R.TRIAGED, _R.WAITING), SentHow.PHONE, _S.ACKNOWLEDGED, 3, "Sam Rook"),
    _Came((_R.ASSIGNED, _R.IN_PROGRESS), SentHow.PHONE, _S.ACCEPTED, 4, "Mr Lindqvist"),
    _Came((_R.DONE,), SentHow.IN_PERSON, _S.COMPLETED, 9, "Ms Adeyemi", told=False),
    _Came((_R.NEW, _R.TRIAGED, _R.WAITING), SentHow.FILE, _S.ACKNOWLEDGED, 2),
    _Came((_R.ASSIGNED, _R.IN_PROGRESS), SentHow.FILE, _S.ACKNOWLEDGED, 2),
    _Came((_R.DONE,), SentHow.FILE, _S.ACKNOWLEDGED, 2),
)


def write_referrals_in(work: UnitOfWork, cast: "Cast") -> None:
    """Write referrals that came in for requests there are.

    Args:
        work: the unit of work.
        cast: what the parts share.
    """
    bodies = [
        key
        for key, layer in work.session.execute(select(Organisation.id, Organisation.layer).order_by("number"))
        if layer in (Layer.STATUTORY, Layer.ANCHOR)
    ]
    placed = _placed(work.session.execute(_ASKED).all())
    if not bodies or len(placed) < len(_CAME):
        return  # a small demonstration has not every stage
    first, batch = work.next_number("referral", len(placed)), new_id()
    rows = [
        _row(cast, one, asked, first + at, batch)
        | {"organisation_id": bodies[0] if one.how is SentHow.FILE else bodies[at % len(bodies)]}
        for at, (one, asked) in enumerate(placed)
    ]
    keys = work.insert_many(Referral, rows)
    pairs = zip(keys, placed, strict=True)
    work.insert_many(ReferralStep, [step for key, (one, _) in pairs for step in _steps(cast, key, one)])


_ASKED = (
    select(
        *(Request.id, Request.status, Request.person_id, Request.need_type_id, Request.urgency),
        *(Request.words, NeedType.label, Person.first_name, Person.last_name, Household.postcode),
    )
    .join(NeedType, NeedType.id == Request.need_type_id)
    .join(Person, Person.id == Request.person_id)
    .outerjoin(Household, Household.id == Person.household_id)
    .where(NeedType.is_private.is_(False))
    .order_by(Request.number)
)


def _placed(asked: Sequence[Any]) -> list[tuple[_Came, Any]]:
    """Each with a request that stands where it should; those for which there is none are left out."""
    left = list(asked)
    found = []
    for one in _CAME:
        match = next((row for row in left if row.status in one.request), None)
        if match is not None:
            left.remove(match)
            found.append((one, match))
    return found


def _at(cast: "Cast", ago: int) -> datetime:
    return cast.now - timedelta(days=ago, hours=1)


def _row(cast: "Cast", one: _Came, asked: Any, number: int, batch: str) -> dict[str, Any]:
    is_list = one.how is SentHow.FILE
    said = one.status is not _S.SENT
    return {
        "direction": ReferralDirection.IN,
        "status": one.status,
        "number": number,
        "request_id": asked.id,
        "person_id": asked.person_id,
        "need_type_id": asked.need_type_id,
        "urgency": asked.urgency,
        "words": asked.words,
        "to_name": one.name,
        "sent_at": _at(cast, one.ago),
        "sent_how": one.how,
        "taken_at": _at(cast, one.ago),
        "taken_by_id": cast.user_id,
        "their_reference": f"C-{number:04}" if is_list else "",
        "batch": batch if is_list else None,
        "their_row": _their_row(asked, number) if is_list else {},
        "acknowledged_at": _at(cast, one.ago) if said else None,
        "accepted_at": _at(cast, one.ago) if one.status is _S.ACCEPTED else None,
        "closed_at": _at(cast, 1) if one.status is _S.COMPLETED else None,
        "outcome": ReferralOutcome.HELPED if one.status is _S.COMPLETED else None,
    }


def _their_row(asked: Any, number: int) -> dict[str, Any]:
    cells = (f"C-{number:04}", asked.first_name, asked.last_name, asked.postcode or "", asked.label, "", "")
    return {
        "kind": LIST,
        "file": FILE,
        "profile": "hackney-generic-requests",
        "row": number,
        "headers": list(_HEADERS),
        "cells": list(cells),
    }


def _steps(cast: "Cast", key: str, one: _Came) -> list[dict[str, Any]]:
    """What was said of it here, and that its sender was told where they were."""
    if one.status is _S.SENT:
        return []
    step: dict[str, Any] = {"referral_id": key, "by_id": cast.user_id}
    made = [
        {**step, "kind": StepKind.ACKNOWLEDGED, "at": _at(cast, one.ago), "how": None},
        {**step, "kind": StepKind.REPLY_MADE, "at": _at(cast, one.ago), "how": SentHow.PHONE},
    ]
    if one.status in (_S.ACCEPTED, _S.COMPLETED):
        made.append({**step, "kind": StepKind(one.status.value), "at": _at(cast, 1), "how": None})
    if one.told and one.status is _S.ACCEPTED:
        made.append({**step, "kind": StepKind.REPLY_MADE, "at": _at(cast, 1), "how": SentHow.PHONE})
    return made
