"""What passing a whole list on to one recipient looks at: constant statements for any number of requests."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.enums import Channel, LinkKind, PersonStatus, RequestStatus, TaskStatus, Urgency
from db.enums_referrals import ReferralDirection, ReferralStatus
from db.models import (
    Consent,
    ContactLink,
    LadderChoice,
    NeedType,
    OrganisationNeed,
    Person,
    Referral,
    Request,
    Service,
    ServiceNeed,
    Task,
)
from db.queries.paging import by_keys, fetch, given, in_order


class Asked(NamedTuple):
    """A request somebody would pass on, with whose it is and what for."""

    id: str
    number: int
    status: RequestStatus
    urgency: Urgency
    words: str
    caller_name: str
    caller_relationship: str
    taken_by_id: str | None
    need_id: str
    need: str
    is_private: bool
    person_id: str
    first_name: str
    preferred_name: str
    last_name: str
    person_status: PersonStatus
    person_number: int


class Yes(NamedTuple):
    """When and how somebody agreed."""

    id: str
    given_at: datetime
    how: Channel


_ASKED = by_keys(
    select(
        *(Request.id, Request.number, Request.status, Request.urgency, Request.words),
        *(Request.caller_name, Request.caller_relationship, Request.taken_by_id),
        *(NeedType.id, NeedType.label, NeedType.is_private),
        *(Person.id, Person.first_name, Person.preferred_name, Person.last_name, Person.status),
        Person.number,
    )
    .join(NeedType, NeedType.id == Request.need_type_id)
    .join(Person, Person.id == Request.person_id)
    .where(Request.voided_at.is_(None), Person.voided_at.is_(None)),
    Request.id,
)
_BEGUN = by_keys(
    select(Referral.request_id, Referral.number).where(
        Referral.voided_at.is_(None),
        Referral.direction == ReferralDirection.OUT,
        Referral.status == ReferralStatus.DRAFT,
    ),
    Referral.request_id,
)
_AGREED = by_keys(select(Consent.id, Consent.given_at, Consent.how), Consent.id)
_INTRODUCERS = by_keys(
    select(ContactLink.person_id, ContactLink.name)
    .where(ContactLink.kind == LinkKind.INTRODUCER, ContactLink.voided_at.is_(None))
    .order_by(ContactLink.id.desc()),
    ContactLink.person_id,
)
_CHOSEN = by_keys(
    select(LadderChoice.request_id, LadderChoice.reason)
    .where(LadderChoice.voided_at.is_(None))
    .order_by(LadderChoice.id.desc()),
    LadderChoice.request_id,
)
_PLANNED = by_keys(
    select(Task.id).where(Task.status == TaskStatus.PLANNED, Task.voided_at.is_(None)), Task.request_id
)


def asked(session: Session, request_ids: Sequence[str]) -> list[Asked]:
    """Requests in use of people in use, in the order asked for, each once."""
    return in_order(session, _ASKED, list(dict.fromkeys(request_ids)), Asked)


def begun(session: Session, request_ids: Sequence[str]) -> Mapping[str, int]:
    """Requests a referral was written down for that has not gone yet, with its number."""
    return _pairs(session, _BEGUN, request_ids)


def agreed(session: Session, consent_ids: Sequence[str]) -> Mapping[str, Yes]:
    """When and how each answer was given."""
    return {one.id: one for one in in_order(session, _AGREED, consent_ids, Yes)}


def introducers(session: Session, people: Sequence[str]) -> Mapping[str, str]:
    """Who introduced each person, where somebody did; the first written down."""
    return _pairs(session, _INTRODUCERS, people)


def chosen_because(session: Session, request_ids: Sequence[str]) -> Mapping[str, str]:
    """Why nobody nearer was chosen on the ladder of help, of those requests it was said of."""
    return _pairs(session, _CHOSEN, request_ids)


def planned_tasks(session: Session, request_ids: Sequence[str]) -> list[str]:
    """Keys of the tasks of requests that nobody has taken on yet."""
    return [row[0] for row in fetch(session, _PLANNED, given(request_ids))]


def needs_of(session: Session, organisation_id: str) -> frozenset[str]:
    """Needs a body says it meets, by itself or by a service of its own; nothing where it said nothing."""
    own = select(OrganisationNeed.need_type_id).where(OrganisationNeed.organisation_id == organisation_id)
    services = (
        select(ServiceNeed.need_type_id)
        .join(Service, Service.id == ServiceNeed.service_id)
        .where(Service.organisation_id == organisation_id, Service.voided_at.is_(None))
    )
    return frozenset(row[0] for row in fetch(session, own.union(services)))


def _pairs(session: Session, query: Any, wanted: Sequence[str]) -> dict[str, Any]:
    return {row[0]: row[1] for row in fetch(session, query, given(wanted))}
