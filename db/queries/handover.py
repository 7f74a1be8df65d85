"""Who is in a handover's scope, what they answered, and everything said of them: sets, never one by one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from db.enums import (
    Answer,
    Channel,
    ContactOutcome,
    ContactPreference,
    Direction,
    PersonStatus,
    PhoneKind,
    RequestStatus,
    TaskKind,
    TaskOutcome,
    TaskStatus,
    Urgency,
)
from db.models import (
    Area,
    Consent,
    ContactAttempt,
    Household,
    NeedType,
    Organisation,
    Person,
    Phone,
    Request,
    Task,
    Volunteer,
)
from db.queries.requests import STAGES

_PAGE = 900


@dataclass(frozen=True, slots=True)
class HandoverFilter:
    """Whom a handover is about.

    Attributes:
        among: only these people; None for everybody the hub helps. Who only volunteers is not among them.
        area_ids: only people of these areas; empty for all.
        need_codes: only people with a request of these needs, and only those requests; empty for all.
        stage: which requests, a key of `db.queries.requests.STAGES`; "all" for every one; empty for the
            open ones where details are chosen, and every one where whole tables go.
        with_requests: only people with such a request; the others have a row without a need.
    """

    among: tuple[str, ...] | None = None
    area_ids: tuple[str, ...] = ()
    need_codes: tuple[str, ...] = ()
    stage: str = ""
    with_requests: bool = False


class Candidate(NamedTuple):
    """Somebody in scope, before any answer was looked at."""

    id: str
    number: int
    first_name: str
    last_name: str
    status: PersonStatus


class AnswerRow(NamedTuple):
    """One answer about a recipient."""

    person_id: str
    purpose: str
    answer: Answer
    given_at: datetime
    withdrawn_at: datetime | None


class PersonFacts(NamedTuple):
    """Everything of a person that some handover may hold; no access note and no safety note."""

    id: str
    number: int
    first_name: str
    middle_name: str
    last_name: str
    preferred_name: str
    date_of_birth: date | None
    email: str
    contact_preference: ContactPreference
    language_code: str
    communication_needs: str
    good_to_know: str
    status: PersonStatus
    safe_number: str
    safe_when: str
    safe_message: Answer
    safe_post: Answer
    updated_at: datetime
    address_line1: str
    address_line2: str
    town: str
    postcode: str
    uprn: str
    la_code: str
    ward_code: str
    household_size: int | None
    food_needs: str
    area: str
    source_reference: str


class PhoneFacts(NamedTuple):
    """One readable number."""

    person_id: str
    e164: str
    kind: PhoneKind


class RequestFacts(NamedTuple):
    """One request with its need."""

    id: str
    number: int
    person_id: str
    need: str
    is_private: bool
    handover_code: str
    urgency: Urgency
    taken_at: datetime
    source: Channel
    status: RequestStatus
    words: str
    caller_name: str
    caller_relationship: str
    caller_phone: str
    caller_knows: Answer
    need_code: str


class AttemptFacts(NamedTuple):
    """One contact tried about a request."""

    id: str
    request_id: str
    at: datetime
    direction: Direction
    channel: Channel
    outcome: ContactOutcome


class DeliveryFacts(NamedTuple):
    """One thing brought, or tried to be brought, to a door."""

    id: str
    request_id: str
    on_date: date
    outcome: TaskOutcome | None
    outcome_note: str


def stage_of(wanted: HandoverFilter, usual: str) -> tuple[RequestStatus, ...] | None:
    """The statuses of the requests wanted; None for every one.

    Args:
        wanted: the filter.
        usual: the stage where the filter names none.

    Returns:
        Statuses.
    """
    stage = wanted.stage or usual
    return None if stage == "all" else STAGES[stage]


def candidates(session: Session, wanted: HandoverFilter, usual: str) -> list[Candidate]:
    """Everybody in scope, by number.

    Args:
        session: an open session.
        wanted: the filter.
        usual: see `stage_of`.

    Returns:
        People in use; those voided or merged into another are not there.
    """
    query = select(Person.id, Person.number, Person.first_name, Person.last_name, Person.status)
    query = query.where(Person.voided_at.is_(None)).order_by(Person.number, Person.id)
    if wanted.area_ids:
        query = query.join(Household, Household.id == Person.household_id)
        query = query.where(Household.area_id.in_(wanted.area_ids))
    if wanted.with_requests or wanted.need_codes:
        query = query.where(Person.id.in_(_wanted(select(Request.person_id), wanted, usual)))
    elif wanted.among is None:
        helpers = select(Volunteer.person_id).where(Volunteer.voided_at.is_(None))
        helped = select(Request.person_id).where(Request.voided_at.is_(None))
        query = query.where(Person.id.not_in(helpers) | Person.id.in_(helped))
    found = (Candidate(*row) for row in session.execute(query))
    if wanted.among is None:
        return list(found)
    among = frozenset(wanted.among)
    return [one for one in found if one.id in among]


def answers(session: Session, recipient_id: str) -> list[AnswerRow]:
    """Every answer about a recipient that was not voided, oldest first."""
    query = (
        select(Consent.person_id, Consent.purpose, Consent.answer, Consent.given_at, Consent.withdrawn_at)
        .where(Consent.recipient_id == recipient_id, Consent.voided_at.is_(None))
        .order_by(Consent.given_at, Consent.id)
    )
    return [AnswerRow(*row) for row in session.execute(query)]


def people(session: Session, wanted: Sequence[str]) -> list[PersonFacts]:
    """Facts of people, in the order of the keys."""
    query = (
        select(
            Person.id,
            Person.number,
            Person.first_name,
            Person.middle_name,
            Person.last_name,
            Person.preferred_name,
            Person.date_of_birth,
            Person.email,
            Person.contact_preference,
            Person.language_code,
            Person.communication_needs,
            Person.good_to_know,
            Person.status,
            Person.safe_number,
            Person.safe_when,
            Person.safe_message,
            Person.safe_post,
            Person.updated_at,
            *(
                func.coalesce(column, "")
                for column in (
                    *(Household.address_line1, Household.address_line2, Household.town),
                    *(Household.postcode, Household.uprn, Household.la_code, Household.ward_code),
                )
            ),
            Household.size,
            func.coalesce(Household.food_needs, ""),
            func.coalesce(Area.name, ""),
            Person.source_reference,
        )
        .outerjoin(Household, Household.id == Person.household_id)
        .outerjoin(Area, Area.id == Household.area_id)
    )
    found = {row[0]: PersonFacts(*row) for row in paged(session, query, Person.id, wanted)}
    return [found[key] for key in wanted if key in found]


def phones(session: Session, wanted: Sequence[str]) -> list[PhoneFacts]:
    """The readable numbers of people, each person's first choice first."""
    query = select(Phone.person_id, Phone.e164, Phone.kind).where(Phone.voided_at.is_(None), Phone.e164 != "")
    query = query.order_by(Phone.person_id, Phone.position, Phone.id)
    return [PhoneFacts(*row) for row in paged(session, query, Phone.person_id, wanted)]


def requests(
    session: Session, people_ids: Sequence[str], wanted: HandoverFilter, usual: str
) -> list[RequestFacts]:
    """The requests wanted of people, by number; see `stage_of` for ``usual``."""
    query = select(
        Request.id,
        Request.number,
        Request.person_id,
        NeedType.label,
        NeedType.is_private,
        NeedType.handover_code,
        Request.urgency,
        Request.taken_at,
        Request.source,
        Request.status,
        Request.words,
        Request.caller_name,
        Request.caller_relationship,
        Request.caller_phone,
        Request.caller_knows,
        NeedType.code,
    )
    query = _wanted(query, wanted, usual, joined=True)
    found = [RequestFacts(*row) for row in paged(session, query, Request.person_id, people_ids)]
    return sorted(found, key=lambda one: (one.number, one.id))


def attempts(session: Session, request_ids: Sequence[str]) -> list[AttemptFacts]:
    """Contacts tried about requests, oldest first."""
    query = select(
        ContactAttempt.id,
        ContactAttempt.request_id,
        ContactAttempt.at,
        ContactAttempt.direction,
        ContactAttempt.channel,
        ContactAttempt.outcome,
    ).where(ContactAttempt.voided_at.is_(None))
    found = paged(session, query, ContactAttempt.request_id, request_ids)
    return sorted((AttemptFacts(*row) for row in found), key=lambda one: (one.at, one.id))


def deliveries(session: Session, request_ids: Sequence[str]) -> list[DeliveryFacts]:
    """Deliveries, errands and what was fetched, of requests that went out, by day."""
    query = select(Task.id, Task.request_id, Task.on_date, Task.outcome, Task.outcome_note).where(
        Task.voided_at.is_(None),
        Task.kind.in_((TaskKind.DELIVERY, TaskKind.ERRAND, TaskKind.COLLECTION)),
        Task.status.in_((TaskStatus.OUT, TaskStatus.DONE)),
    )
    found = paged(session, query, Task.request_id, request_ids)
    return sorted((DeliveryFacts(*row) for row in found), key=lambda one: (one.on_date, one.id))


def recipients(session: Session) -> list[tuple[str, str]]:
    """Keys and names of the organisations in use, by name."""
    query = select(Organisation.id, Organisation.name).where(Organisation.voided_at.is_(None))
    return [(key, name) for key, name in session.execute(query.order_by(Organisation.name, Organisation.id))]


def _wanted(
    query: Select[*tuple[Any, ...]], wanted: HandoverFilter, usual: str, *, joined: bool = False
) -> Select[*tuple[Any, ...]]:
    """Keep the requests that a filter wants; ``joined`` where the query takes columns of the need."""
    query = query.where(Request.voided_at.is_(None))
    statuses = stage_of(wanted, usual)
    if statuses is not None:
        query = query.where(Request.status.in_(statuses))
    if joined or wanted.need_codes:
        query = query.join(NeedType, NeedType.id == Request.need_type_id)
    if wanted.need_codes:
        query = query.where(NeedType.code.in_(wanted.need_codes))
    return query


def paged(
    session: Session,
    query: Select[*tuple[Any, ...]],
    key: InstrumentedAttribute[str] | InstrumentedAttribute[str | None],
    wanted: Sequence[str],
) -> Iterator[Any]:
    """Rows whose key is among those wanted, asked for by the page.

    Args:
        session: an open session.
        query: the statement without its keys.
        key: the column the keys are of.
        wanted: the keys.
    """
    for start in range(0, len(wanted), _PAGE):
        yield from session.execute(query.where(key.in_(wanted[start : start + _PAGE])))
