"""Who is still to be told what is done with their data, and what that day hangs on."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Select, exists, func, or_, select
from sqlalchemy.orm import Session

from db.enums import ContactOutcome, Direction, PersonStatus
from db.enums_referrals import ReferralDirection
from db.models import ContactAttempt, NoticeGiven, Person, PrivacyNotice, Referral, Request, User
from db.queries.paging import fetch


class UntoldRow(NamedTuple):
    """Somebody nobody told yet.

    Attributes:
        elsewhere: whether somebody else gave their data.
        spoken_at: when they themselves were first reached.
        shared_at: when they were first passed on.
    """

    id: str
    number: int
    first_name: str
    last_name: str
    preferred_name: str
    got_at: datetime
    elsewhere: bool
    spoken_at: datetime | None
    shared_at: datetime | None


class ToldRow(NamedTuple):
    """One telling."""

    id: str
    at: datetime
    how: str
    version: int
    by: str
    note: str


_GONE = (PersonStatus.DECEASED, PersonStatus.MOVED)


def _untold(query: Select[*tuple[object, ...]]) -> Select[*tuple[object, ...]]:
    told = exists().where(NoticeGiven.person_id == Person.id)
    return query.where(
        Person.voided_at.is_(None), Person.merged_into_id.is_(None), Person.status.not_in(_GONE), ~told
    )


def untold_count(session: Session) -> int:
    """How many are still to be told."""
    return session.scalar(_untold(select(func.count(Person.id)))) or 0


def untold(session: Session, most: int) -> list[UntoldRow]:
    """Those still to be told, the longest known first.

    Args:
        session: a reading session.
        most: how many at the most.
    """
    of_person = (Request.person_id == Person.id, Request.voided_at.is_(None))
    called_for = exists().where(*of_person, Request.caller_name != "")
    sent_to_us = exists().where(Referral.person_id == Person.id, Referral.direction == ReferralDirection.IN)
    spoken = select(func.min(ContactAttempt.at)).where(
        ContactAttempt.person_id == Person.id,
        ContactAttempt.voided_at.is_(None),
        ContactAttempt.outcome == ContactOutcome.REACHED,
        ContactAttempt.direction == Direction.OUTBOUND,  # who rings the hub may ring for somebody else
    )
    shared = select(func.min(Referral.sent_at)).where(
        Referral.person_id == Person.id, Referral.direction == ReferralDirection.OUT
    )
    columns = (
        Person.id,
        Person.number,
        Person.first_name,
        Person.last_name,
        Person.preferred_name,
        Person.created_at,
        or_(Person.source_reference != "", called_for, sent_to_us),
        spoken.scalar_subquery(),
        shared.scalar_subquery(),
    )
    query = _untold(select(*columns)).order_by(Person.created_at, Person.id).limit(most)
    return [UntoldRow(*row) for row in fetch(session, query)]


_TOLD = (
    select(
        *(NoticeGiven.id, NoticeGiven.at, NoticeGiven.how, PrivacyNotice.version, User.name, NoticeGiven.note)
    )
    .join(PrivacyNotice, PrivacyNotice.id == NoticeGiven.notice_id)
    .join(User, User.id == NoticeGiven.by_id)
    .order_by(NoticeGiven.at.desc(), NoticeGiven.id.desc())
)


def told(session: Session, person_id: str) -> Sequence[ToldRow]:
    """When somebody was told, how and by which version, the newest first."""
    return [ToldRow(*row) for row in fetch(session, _TOLD.where(NoticeGiven.person_id == person_id))]
