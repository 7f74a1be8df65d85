"""What a handover of whole tables holds besides people and their requests: referrals, plans, volunteers."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import NamedTuple

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from db.enums import (
    CheckLevel,
    CheckStatus,
    CheckType,
    LawfulBasis,
    PersonStatus,
    TaskKind,
    TaskStatus,
    VolunteerStatus,
)
from db.enums_referrals import ReferralDirection, ReferralStatus
from db.models import (
    Check,
    Household,
    NeedType,
    Organisation,
    Person,
    Referral,
    Request,
    Stop,
    Task,
    Volunteer,
    VolunteerLanguage,
    VolunteerSkill,
    VolunteerSlot,
)
from db.queries.handover import Candidate, paged

DISCLOSURES = (CheckType.DBS, CheckType.DISCLOSURE_SCOTLAND, CheckType.ACCESS_NI)


class PlannedFacts(NamedTuple):
    """One task ahead, or called off ahead of its day."""

    id: str
    request_id: str
    number: int
    postcode: str
    kind: TaskKind
    status: TaskStatus
    on_date: date
    starts_at: time | None
    ends_at: time | None
    planned_at: time | None
    created_at: datetime
    updated_at: datetime


class ReferralFacts(NamedTuple):
    """One person passed on about a request; never of a private need."""

    id: str
    request_id: str
    organisation_id: str
    organisation: str
    sent_at: datetime
    code: str
    need: str
    basis: LawfulBasis | None
    status: ReferralStatus
    acknowledged_at: datetime | None
    accepted_at: datetime | None
    closed_at: datetime | None


class VolunteerFacts(NamedTuple):
    """One volunteer, without any note."""

    id: str
    person_id: str
    first_name: str
    last_name: str
    postcode: str


class CheckFacts(NamedTuple):
    """A disclosure that was seen; its number is not read."""

    volunteer_id: str
    type: CheckType
    level: CheckLevel
    issued_on: date | None
    review_on: date | None


class SlotFacts(NamedTuple):
    """When a volunteer is usually free."""

    volunteer_id: str
    weekday: int
    starts_at: time
    ends_at: time


def planned(session: Session, request_ids: Sequence[str], since: date) -> list[PlannedFacts]:
    """Tasks of requests from a day on, by day: those planned or out, and those called off.

    Args:
        session: an open session.
        request_ids: the requests.
        since: the first day.
    """
    query = (
        select(
            Task.id,
            Task.request_id,
            Request.number,
            func.coalesce(Household.postcode, ""),
            Task.kind,
            Task.status,
            Task.on_date,
            Task.starts_at,
            Task.ends_at,
            Stop.planned_at,
            Task.created_at,
            Task.updated_at,
        )
        .join(Request, Request.id == Task.request_id)
        .join(Person, Person.id == Request.person_id)
        .outerjoin(Household, Household.id == Person.household_id)
        .outerjoin(Stop, and_(Stop.id == Task.stop_id, Stop.voided_at.is_(None)))
        .where(
            Task.voided_at.is_(None),
            Task.on_date >= since,
            Task.status.in_((TaskStatus.PLANNED, TaskStatus.OUT, TaskStatus.CANCELLED)),
        )
    )
    found = (PlannedFacts(*row) for row in paged(session, query, Task.request_id, request_ids))
    return sorted(found, key=lambda one: (one.on_date, one.number, one.id))


def referrals(session: Session, request_ids: Sequence[str]) -> list[ReferralFacts]:
    """Referrals out that were sent about requests, by when they went."""
    query = (
        select(
            Referral.id,
            Referral.request_id,
            Referral.organisation_id,
            Organisation.name,
            Referral.sent_at,
            NeedType.handover_code,
            NeedType.label,
            Referral.basis,
            Referral.status,
            Referral.acknowledged_at,
            Referral.accepted_at,
            Referral.closed_at,
        )
        .join(Organisation, Organisation.id == Referral.organisation_id)
        .join(NeedType, NeedType.id == Referral.need_type_id)
        .where(
            Referral.voided_at.is_(None),
            Referral.direction == ReferralDirection.OUT,
            Referral.status != ReferralStatus.DRAFT,
            Referral.sent_at.is_not(None),
            NeedType.is_private.is_(False),
        )
    )
    found = (ReferralFacts(*row) for row in paged(session, query, Referral.request_id, request_ids))
    return sorted(found, key=lambda one: (one.sent_at, one.id))


def volunteer_candidates(session: Session) -> list[Candidate]:
    """Every volunteer in use, by number; the key is the person's, whose answers count."""
    query = (
        select(Person.id, Volunteer.number, Person.first_name, Person.last_name, Person.status)
        .join(Volunteer, Volunteer.person_id == Person.id)
        .where(
            Volunteer.voided_at.is_(None),
            Person.voided_at.is_(None),
            Person.status != PersonStatus.DECEASED,
            Volunteer.status == VolunteerStatus.ACTIVE,
        )
        .order_by(Volunteer.number, Volunteer.id)
    )
    return [Candidate(*row) for row in session.execute(query)]


def volunteers(session: Session, person_ids: Sequence[str]) -> list[VolunteerFacts]:
    """Facts of volunteers, in the order of their people's keys."""
    query = (
        select(
            Volunteer.id,
            Person.id,
            Person.first_name,
            Person.last_name,
            func.coalesce(Household.postcode, ""),
        )
        .join(Person, Person.id == Volunteer.person_id)
        .outerjoin(Household, Household.id == Person.household_id)
        .where(Volunteer.voided_at.is_(None))
    )
    found = {row[1]: VolunteerFacts(*row) for row in paged(session, query, Person.id, person_ids)}
    return [found[key] for key in person_ids if key in found]


def skills(session: Session, volunteer_ids: Sequence[str]) -> list[tuple[str, str]]:
    """Volunteer and skill, sorted."""
    query = select(VolunteerSkill.volunteer_id, VolunteerSkill.skill)
    return sorted(
        (key, str(skill)) for key, skill in paged(session, query, VolunteerSkill.volunteer_id, volunteer_ids)
    )


def languages(session: Session, volunteer_ids: Sequence[str]) -> list[tuple[str, str]]:
    """Volunteer and language code, sorted."""
    query = select(VolunteerLanguage.volunteer_id, VolunteerLanguage.language_code)
    return sorted(
        (key, code) for key, code in paged(session, query, VolunteerLanguage.volunteer_id, volunteer_ids)
    )


def slots(session: Session, volunteer_ids: Sequence[str]) -> list[SlotFacts]:
    """When volunteers are usually free, by day and hour."""
    query = select(
        VolunteerSlot.volunteer_id, VolunteerSlot.weekday, VolunteerSlot.starts_at, VolunteerSlot.ends_at
    )
    return sorted(SlotFacts(*row) for row in paged(session, query, VolunteerSlot.volunteer_id, volunteer_ids))


def checks(session: Session, volunteer_ids: Sequence[str]) -> list[CheckFacts]:
    """Disclosures that were seen, the oldest first; never a number, a decision or a note."""
    query = select(Check.volunteer_id, Check.type, Check.level, Check.issued_on, Check.review_on).where(
        Check.voided_at.is_(None), Check.status == CheckStatus.VERIFIED, Check.type.in_(DISCLOSURES)
    )
    found = (CheckFacts(*row) for row in paged(session, query, Check.volunteer_id, volunteer_ids))
    return sorted(found, key=lambda one: (one.issued_on or date.min, one.type, one.level))
