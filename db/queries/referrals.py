"""Referrals: ids for a filter and sort, rows for ids, and what stands beside one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, case, func, or_, select
from sqlalchemy.orm import Session

from db.enums import Answer, Layer, Urgency
from db.enums_referrals import ReferralDirection, ReferralOutcome, ReferralStatus, SentHow, StepKind
from db.models import Consent, NeedType, Organisation, Person, Referral, ReferralStep, User
from db.queries.paging import by_keys, fetch, given, in_order, keys, ordered

WAITING = (ReferralStatus.SENT, ReferralStatus.ACKNOWLEDGED, ReferralStatus.ACCEPTED)
OPEN = (ReferralStatus.DRAFT, *WAITING)
ENDED = (
    ReferralStatus.COMPLETED,
    ReferralStatus.DECLINED,
    ReferralStatus.RETURNED,
    ReferralStatus.WITHDRAWN,
)
_FAR = date(9999, 12, 31)
_PERSON = func.trim(func.coalesce(Person.first_name, "") + " " + func.coalesce(Person.last_name, ""))
_CHASE = case(
    (Referral.status == ReferralStatus.DRAFT, _FAR), else_=func.coalesce(Referral.chase_on, date(1, 1, 1))
)
SORTS: dict[str, tuple[Any, ...]] = {
    "chase_on": (_CHASE, Referral.number),
    "number": (Referral.number,),
    "to": (Organisation.name.collate("NOCASE"), Referral.number),
    "need": (NeedType.label.collate("NOCASE"), Referral.number),
    "person": (Person.last_name.collate("NOCASE"), Person.first_name.collate("NOCASE")),
    "sent": (func.coalesce(Referral.sent_at, ""), Referral.number),
    "they_have_it": (func.coalesce(Referral.acknowledged_at, ""), Referral.number),
    "closed": (func.coalesce(Referral.closed_at, ""), Referral.number),
}


class ReferralRow(NamedTuple):
    """One line of the list.

    Attributes:
        to: the organisation; of one coming in, who sent it.
        team: the team there.
        is_private: its need is named to few.
    """

    id: str
    number: int
    direction: ReferralDirection
    status: ReferralStatus
    organisation_id: str
    to: str
    team: str
    layer: Layer
    need: str
    icon: str
    is_private: bool
    person_id: str | None
    person: str
    request_id: str | None
    urgency: Urgency
    taken_by_id: str | None
    sent_at: datetime | None
    sent_how: SentHow | None
    acknowledged_at: datetime | None
    chase_on: date | None
    closed_at: datetime | None
    outcome: ReferralOutcome | None
    person_told_on: date | None
    introducer: str
    introducer_told_on: date | None


class StepRow(NamedTuple):
    """Something that happened, and who of the hub wrote it down."""

    id: str
    at: datetime
    kind: StepKind
    how: SentHow | None
    who: str
    note: str
    by: str


class AnswerRow(NamedTuple):
    """What somebody said about sharing with one body."""

    person_id: str
    purpose: str
    answer: Answer
    given_at: datetime
    withdrawn_at: datetime | None
    consent_id: str


@dataclass(frozen=True, slots=True)
class ReferralFilter:
    """Which referrals to list.

    Attributes:
        direction: out or in; None for both.
        statuses: only these; every one when empty.
        organisation_id: only those to, or from, this body; empty for all.
        request_id: only those of this request; empty for all.
        person_id: only those of this person; empty for all.
        due_by: only those to be chased by this day; None for all.
        among: only these, such as those a search found; None for all.
        voided: the voided ones instead of those in use.
        untold: only those whose end nobody has told the person.
    """

    direction: ReferralDirection | None = ReferralDirection.OUT
    statuses: tuple[ReferralStatus, ...] = ()
    organisation_id: str = ""
    request_id: str = ""
    person_id: str = ""
    due_by: date | None = None
    among: tuple[str, ...] | None = None
    voided: bool = False
    untold: bool = False


def joined(query: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """A query of referrals with the body, the need and the person of each."""
    return (
        query.join(Organisation, Organisation.id == Referral.organisation_id)
        .join(NeedType, NeedType.id == Referral.need_type_id)
        .outerjoin(Person, Person.id == Referral.person_id)
    )


def ids(
    session: Session, wanted: ReferralFilter, sort: str = "chase_on", descending: bool = False
) -> list[str]:
    """Keys of the referrals wanted, sorted: by the day to chase them unless asked otherwise."""
    query = joined(select(Referral.id)).where(*_conditions(wanted))
    return keys(session, ordered(query, SORTS[sort], Referral.id, descending), wanted.among, Referral.id)


def rows(session: Session, wanted: Sequence[str]) -> list[ReferralRow]:
    """Lines for keys, in the order of the keys; keys that are gone are left out."""
    return in_order(session, _ROWS, wanted, ReferralRow)


def counts(session: Session) -> Mapping[tuple[ReferralDirection, ReferralStatus], int]:
    """How many stand at each state, each way."""
    query = select(Referral.direction, Referral.status, func.count()).where(Referral.voided_at.is_(None))
    found = fetch(session, query.group_by(Referral.direction, Referral.status))
    return {(row[0], row[1]): row[2] for row in found}


def to_chase(session: Session, today: date) -> list[str]:
    """Keys of those sent out whose day to ask has come, the longest waiting first."""
    return ids(session, ReferralFilter(statuses=WAITING, due_by=today))


def steps(session: Session, referral_id: str) -> list[StepRow]:
    """What happened to a referral, the first first."""
    query = (
        select(
            *(ReferralStep.id, ReferralStep.at, ReferralStep.kind, ReferralStep.how),
            *(ReferralStep.who, ReferralStep.note, func.coalesce(User.name, "")),
        )
        .outerjoin(User, User.id == ReferralStep.by_id)
        .where(ReferralStep.referral_id == referral_id)
        .order_by(ReferralStep.at, ReferralStep.id)
    )
    return [StepRow(*row) for row in fetch(session, query)]


def open_of_requests(session: Session, request_ids: Sequence[str]) -> Mapping[str, tuple[int, str]]:
    """Requests that somebody has already: number of the referral, and who has it."""
    query = by_keys(
        select(Referral.request_id, Referral.number, Organisation.name)
        .join(Organisation, Organisation.id == Referral.organisation_id)
        .where(
            Referral.voided_at.is_(None),
            Referral.direction == ReferralDirection.OUT,
            Referral.status.in_(WAITING),
        ),
        Referral.request_id,
    )
    return {row[0]: (row[1], row[2]) for row in fetch(session, query, given(request_ids))}


def _conditions(wanted: ReferralFilter) -> list[ColumnElement[bool]]:
    gone = Referral.voided_at
    found: list[ColumnElement[bool]] = [gone.is_not(None) if wanted.voided else gone.is_(None)]
    if wanted.direction is not None:
        found.append(Referral.direction == wanted.direction)
    if wanted.statuses:
        found.append(Referral.status.in_(wanted.statuses))
    for column, value in (
        (Referral.organisation_id, wanted.organisation_id),
        (Referral.request_id, wanted.request_id),
        (Referral.person_id, wanted.person_id),
    ):
        if value:
            found.append(column == value)
    if wanted.untold:
        found += [Referral.person_told_on.is_(None), Referral.person_id.is_not(None)]
    if wanted.due_by is not None:
        found.append(or_(Referral.chase_on.is_(None), Referral.chase_on <= wanted.due_by))
    return found


def answers(session: Session, people: Sequence[str], recipient_id: str) -> list[AnswerRow]:
    """What people said about sharing with one body, the oldest first."""
    query = by_keys(
        select(
            *(Consent.person_id, Consent.purpose, Consent.answer, Consent.given_at, Consent.withdrawn_at),
            Consent.id,
        )
        .where(Consent.recipient_id == recipient_id, Consent.voided_at.is_(None))
        .order_by(Consent.given_at, Consent.id),
        Consent.person_id,
    )
    return [AnswerRow(*row) for row in fetch(session, query, given(people))]


def of_people(session: Session, people: Sequence[str]) -> list[str]:
    """Keys of the referrals of people."""
    query = by_keys(select(Referral.id), Referral.person_id)
    return [row[0] for row in fetch(session, query, given(people))]


_ROWS = by_keys(
    joined(
        select(
            *(Referral.id, Referral.number, Referral.direction, Referral.status, Organisation.id),
            *(Organisation.name, Referral.to_team, Organisation.layer, NeedType.label, NeedType.icon),
            *(NeedType.is_private, Referral.person_id, _PERSON, Referral.request_id, Referral.urgency),
            *(Referral.taken_by_id, Referral.sent_at, Referral.sent_how, Referral.acknowledged_at),
            *(Referral.chase_on, Referral.closed_at, Referral.outcome, Referral.person_told_on),
            *(Referral.introducer, Referral.introducer_told_on),
        )
    ),
    Referral.id,
)
