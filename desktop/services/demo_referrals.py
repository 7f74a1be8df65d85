"""The demonstration's referrals: people passed to partners, some to be asked after, some at their end."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import select

from db.enums import Answer, Channel, LawfulBasis, Layer, Urgency
from db.enums_referrals import (
    DeclineReason,
    ReferralDirection,
    ReferralOutcome,
    ReferralStatus,
    SentHow,
    StepKind,
)
from db.models import Consent, NeedType, Organisation, Referral, ReferralStep
from db.session import UnitOfWork
from desktop.domain.referral_fields import USUAL

if TYPE_CHECKING:
    from desktop.services.demo import Cast

_S = ReferralStatus


class _Told(NamedTuple):
    """One referral: who it goes to, what for, where it stands, and the days that belong to it."""

    layer: Layer
    need: str
    words: str
    status: ReferralStatus
    sent_ago: int
    chase_in: int


_TOLD = (
    _Told(Layer.STATUTORY, "form_filling", "Damp and mould in both bedrooms.", _S.SENT, 5, -1),
    _Told(Layer.STATUTORY, "welfare_check", "Needs a care assessment.", _S.ACKNOWLEDGED, 8, 0),
    _Told(Layer.ANCHOR, "befriending", "Would like a visitor on Tuesdays.", _S.SENT, 6, 0),
    _Told(Layer.STATUTORY, "transport", "Comes home from hospital on Friday.", _S.ACKNOWLEDGED, 4, 0),
    _Told(Layer.ANCHOR, "debt_and_benefits", "Rent arrears since August.", _S.ACKNOWLEDGED, 1, 3),
    _Told(Layer.STREET, "dog_walking", "A spaniel, mornings.", _S.SENT, 1, 1),
    _Told(Layer.ANCHOR, "hot_meal", "Hot meals for two weeks.", _S.ACCEPTED, 1, 6),
    _Told(Layer.STREET, "gardening", "Bins and leaves.", _S.ACCEPTED, 5, 2),
    _Told(Layer.ANCHOR, "digital_help", "Wants to ring her sister on a screen.", _S.DRAFT, 0, 0),
    _Told(Layer.STATUTORY, "debt_and_benefits", "Funeral costs.", _S.COMPLETED, 20, 0),
    _Told(Layer.STREET, "shopping", "Weekly shop.", _S.DECLINED, 15, 0),
)


def write_referrals(work: UnitOfWork, cast: "Cast", people: Sequence[str]) -> None:
    """Write referrals with something at each stage, each with the yes it goes on.

    Args:
        work: the unit of work.
        cast: what the parts share.
        people: who can be passed on.
    """
    bodies: dict[Layer, list[str]] = {}
    for key, layer in work.session.execute(select(Organisation.id, Organisation.layer).order_by("number")):
        bodies.setdefault(layer, []).append(key)
    needs = {code: key for key, code in work.session.execute(select(NeedType.id, NeedType.code))}
    told = [one for one in _TOLD if one.layer in bodies and one.need in needs]
    if not told or len(people) < len(told):
        return  # a small demonstration has not every layer
    chosen = list(zip(told, people[-len(told) :], strict=True))
    placed = [
        (one, who, bodies[one.layer][at % len(bodies[one.layer])]) for at, (one, who) in enumerate(chosen)
    ]
    consents = work.insert_many(Consent, [_yes(cast, one, who, to) for one, who, to in placed])
    first = work.next_number("referral", len(placed))
    rows = [
        _row(cast, one, who, to) | {"number": first + at, "consent_id": yes, "need_type_id": needs[one.need]}
        for at, ((one, who, to), yes) in enumerate(zip(placed, consents, strict=True))
    ]
    keys = work.insert_many(Referral, rows)
    steps = [step for key, row in zip(keys, rows, strict=True) for step in _steps(cast, key, row)]
    work.insert_many(ReferralStep, steps)


def _at(cast: "Cast", ago: int) -> datetime:
    return cast.now - timedelta(days=ago, minutes=20)


def _yes(cast: "Cast", one: _Told, who: str, to: str) -> dict[str, Any]:
    return {
        "person_id": who,
        "recipient_id": to,
        "purpose": "referral",
        "answer": Answer.YES,
        "how": Channel.PHONE,
        "given_at": _at(cast, one.sent_ago),
        "wording": "",
        "wording_version": "",
    }


def _row(cast: "Cast", one: _Told, who: str, to: str) -> dict[str, Any]:
    went = one.status is not _S.DRAFT
    heard = one.status in (_S.ACKNOWLEDGED, _S.ACCEPTED, _S.COMPLETED)
    ended = one.status in (_S.COMPLETED, _S.DECLINED)
    chase: date | None = cast.today + timedelta(days=one.chase_in) if went and not ended else None
    return {
        "direction": ReferralDirection.OUT,
        "status": one.status,
        "person_id": who,
        "organisation_id": to,
        "urgency": Urgency.THIS_WEEK,
        "words": one.words,
        "basis": LawfulBasis.CONSENT,
        "fields": sorted(USUAL[one.layer]),
        "taken_by_id": cast.user_id,
        "taken_at": _at(cast, one.sent_ago),
        "sent_at": _at(cast, one.sent_ago) if went else None,
        "sent_how": SentHow.BY_HAND if went else None,
        "sent_note": "Front desk" if went else "",
        "chase_on": chase,
        "acknowledged_at": _at(cast, max(one.sent_ago - 1, 0)) if heard else None,
        "accepted_at": _at(cast, max(one.sent_ago - 1, 0)) if one.status is _S.ACCEPTED else None,
        "closed_at": _at(cast, 2) if ended else None,
        "outcome": ReferralOutcome.HELPED if one.status is _S.COMPLETED else None,
        "decline_reason": DeclineReason.NO_CAPACITY if one.status is _S.DECLINED else None,
        "person_told_on": cast.today if one.status is _S.DECLINED else None,
    }


def _steps(cast: "Cast", key: str, row: dict[str, Any]) -> list[dict[str, Any]]:
    kinds = [(StepKind.AGREED, row["taken_at"]), (StepKind.SENT, row["sent_at"])]
    kinds.append((StepKind.ACKNOWLEDGED, row["acknowledged_at"]))
    return [
        {"referral_id": key, "by_id": cast.user_id, "kind": kind, "at": at}
        for kind, at in kinds
        if at is not None
    ]
