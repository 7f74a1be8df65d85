"""Referrals coming in: those held of a sender, those to be answered, and what an answer is made of."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.enums import CloseReason, RequestStatus, Urgency
from db.enums_referrals import DeclineReason, ReferralDirection, ReferralOutcome, ReferralStatus, StepKind
from db.models import NeedType, Organisation, Person, Referral, ReferralStep, Request
from db.queries.paging import by_keys, fetch, given

SAID = (
    StepKind.ACKNOWLEDGED,
    StepKind.ACCEPTED,
    StepKind.COMPLETED,
    StepKind.DECLINED,
    StepKind.RETURNED,
)
"""Steps the sender is told of."""
CAME_BY_FILE = "file"
"""What the kept row says of one that came in a file of another hub."""
_PERSON = func.trim(func.coalesce(Person.first_name, "") + " " + func.coalesce(Person.last_name, ""))


class HeldOf(NamedTuple):
    """What came in from one sender: keys of requests that have a referral from them."""

    requests: frozenset[str]


class IncomingRow(NamedTuple):
    """One line of those coming in.

    Attributes:
        sender: the organisation it came from.
        request_status: how far the hub has come with the request; None where it has none.
        told: the last step that told the sender anything; None for never. Keys sort by when they were made.
        said: the last step in which the hub said anything of it; None for nothing yet.
        came_as: ``file`` of another hub, ``list`` of a council, or empty for paper and phone.
    """

    id: str
    number: int
    status: ReferralStatus
    sender_id: str
    sender: str
    need: str
    icon: str
    is_private: bool
    taken_by_id: str | None
    person_id: str | None
    person: str
    urgency: Urgency
    their_reference: str
    came_at: datetime | None
    chase_on: date | None
    request_id: str | None
    request_status: RequestStatus | None
    close_reason: CloseReason | None
    outcome: ReferralOutcome | None
    decline_reason: DeclineReason | None
    told: str | None
    said: str | None
    came_as: str | None = None

    @property
    def is_finished_here(self) -> bool:
        """Whether the hub has done with it, whatever the sender was told."""
        return self.status in ENDED or self.request_status in CLOSED

    @property
    def owes_answer(self) -> bool:
        """Whether something is known here that the sender was not told."""
        if self.status is ReferralStatus.SENT:
            return True
        if self.status not in ENDED and self.request_status in CLOSED:
            return True
        return self.said is not None and (self.told is None or self.told < self.said)


ENDED = (
    ReferralStatus.COMPLETED,
    ReferralStatus.DECLINED,
    ReferralStatus.RETURNED,
    ReferralStatus.WITHDRAWN,
)
CLOSED = (RequestStatus.DONE, RequestStatus.CANCELLED, RequestStatus.PASSED_ON)


def held_of(session: Session, organisation_id: str) -> HeldOf:
    """What came in from one sender before."""
    query = select(Referral.request_id).where(
        Referral.direction == ReferralDirection.IN,
        Referral.organisation_id == organisation_id,
        Referral.voided_at.is_(None),
        Referral.request_id.is_not(None),
    )
    return HeldOf(frozenset(row[0] for row in fetch(session, query)))


def incoming(session: Session, wanted: Sequence[str]) -> list[IncomingRow]:
    """Lines for keys, in the order of the keys; keys that are gone are left out."""
    found = {row[0]: IncomingRow(*row) for row in fetch(session, _INCOMING, given(list(wanted)))}
    return [found[key] for key in wanted if key in found]


def to_answer(session: Session) -> list[str]:
    """Keys of those coming in that are in use, the longest here first."""
    query = (
        select(Referral.id)
        .where(Referral.direction == ReferralDirection.IN, Referral.voided_at.is_(None))
        .order_by(Referral.sent_at, Referral.number)
    )
    return [row[0] for row in fetch(session, query)]


def not_acknowledged(session: Session) -> list[tuple[str, str, datetime | None, Urgency]]:
    """Key, sender, when it came and how soon, of those coming in that nobody acknowledged; oldest first."""
    query = (
        select(Referral.id, Organisation.name, Referral.sent_at, Referral.urgency)
        .join(Organisation, Organisation.id == Referral.organisation_id)
        .where(
            Referral.direction == ReferralDirection.IN,
            Referral.status == ReferralStatus.SENT,
            Referral.voided_at.is_(None),
        )
        .order_by(Referral.sent_at, Referral.number)
    )
    return [(row[0], row[1], row[2], row[3]) for row in fetch(session, query)]


def said_of(session: Session, wanted: Sequence[str]) -> dict[str, list[ReferralStep]]:
    """What was said of each to its sender or could be, the first first."""
    query = by_keys(select(ReferralStep).where(ReferralStep.kind.in_(SAID)), ReferralStep.referral_id)
    in_time = query.order_by(ReferralStep.at, ReferralStep.id)
    found: dict[str, list[ReferralStep]] = {}
    for step in session.scalars(in_time, given(list(wanted))):
        found.setdefault(step.referral_id, []).append(step)
    return found


def _last(kinds: Sequence[StepKind]) -> Any:
    return (
        select(func.max(ReferralStep.id))
        .where(ReferralStep.referral_id == Referral.id, ReferralStep.kind.in_(kinds))
        .scalar_subquery()
    )


_INCOMING = by_keys(
    select(
        *(Referral.id, Referral.number, Referral.status, Referral.organisation_id, Organisation.name),
        *(
            NeedType.label,
            NeedType.icon,
            NeedType.is_private,
            Referral.taken_by_id,
            Referral.person_id,
            _PERSON,
        ),
        *(Referral.urgency, Referral.their_reference, Referral.sent_at, Referral.chase_on),
        *(Referral.request_id, Request.status, Request.close_reason),
        *(Referral.outcome, Referral.decline_reason, _last((StepKind.REPLY_MADE,)), _last(SAID)),
        Referral.their_row["kind"].as_string().label("came_as"),
    )
    .join(Organisation, Organisation.id == Referral.organisation_id)
    .join(NeedType, NeedType.id == Referral.need_type_id)
    .outerjoin(Person, Person.id == Referral.person_id)
    .outerjoin(Request, Request.id == Referral.request_id)
    .where(Referral.direction == ReferralDirection.IN, Referral.voided_at.is_(None)),
    Referral.id,
)
