"""The volunteer bank: who waits, whom to thank, who is lent out, who is asked back; a statement for each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import ScalarSelect, Select, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from db.enums import TaskStatus, VolunteerStatus
from db.enums_bank import RecallAnswer
from db.enums_journey import StepKind
from db.models import (
    NeedType,
    Organisation,
    Person,
    Phone,
    Placement,
    Recall,
    RecallCall,
    Request,
    Task,
    Volunteer,
    VolunteerArea,
    VolunteerStep,
)
from db.queries.journey import NextStep, waits_for
from db.queries.paging import by_keys, fetch, in_order, ordered
from db.queries.recalls import STILL_HERE, to_ring


class BankView(StrEnum):
    """The lists of the bank."""

    REPLY = "reply"
    TASK = "task"
    THANK = "thank"
    TOUCH = "touch"
    PLACED = "placed"
    RECALL = "recall"


@dataclass(frozen=True, slots=True)
class BankFilter:
    """Which volunteers to list.

    Attributes:
        view: which list.
        today: the day it is.
        touch_before: whoever was last thanked or rung before this day is due.
        quiet_days: how long somebody active goes without a task before they wait for one.
        most_tries: how often anybody is rung in one recall.
        without: keys of people who are kept out of lists.
        area_id: only those willing to work in this area; empty for all.
        recall_id: of the recall on show; empty for none.
        answered: those already settled in the recall instead of those to ring.
        among: keys of people found by a search; None for no search.
    """

    view: BankView
    today: date
    touch_before: date
    quiet_days: int
    most_tries: int
    without: tuple[str, ...] = ()
    area_id: str = ""
    recall_id: str = ""
    answered: bool = False
    among: tuple[str, ...] | None = None


class BankRow(NamedTuple):
    """One volunteer of the bank.

    Attributes:
        helps: tasks done since they were last thanked, with the minutes their kinds usually take.
        touched_on: the day they were last answered, rung, asked back or thanked.
        next_on: the day chosen for being in touch again.
        placed_with: the organisation they are lent to now or soon; empty for none.
        recall: what they were last asked back for; empty for nothing.
    """

    id: str
    number: int
    person_id: str
    first_name: str
    last_name: str
    status: VolunteerStatus
    phone: str
    joined_on: date | None
    last_task: date | None
    helps: int
    minutes: int
    thanked_on: date | None
    touched_on: date | None
    next_on: date | None
    placed_with: str
    placed_until: date | None
    review_on: date | None
    recall: str
    answer: RecallAnswer | None
    tries: int
    asked_on: date | None
    can_from: date | None
    note: str


def _latest(column: InstrumentedAttribute[Any], *kinds: StepKind) -> ScalarSelect[Any]:
    mine = (VolunteerStep.volunteer_id == Volunteer.id, VolunteerStep.voided_at.is_(None))
    # Named, since it also stands inside other subqueries, where what it belongs to would not be found.
    query = select(func.max(column)).where(*mine).correlate(Volunteer)
    return (query.where(VolunteerStep.kind.in_(kinds)) if kinds else query).scalar_subquery()


_NEVER = date(1, 1, 1)
_STEP = VolunteerStep.on_date
_THANKED = _latest(_STEP, StepKind.THANKED)
_TOUCHED = _latest(_STEP)
_NEXT = _latest(VolunteerStep.next_on, StepKind.THANKED, StepKind.IN_TOUCH)
_DONE = (
    (Task.volunteer_id == Volunteer.id) | (Task.second_volunteer_id == Volunteer.id),
    Task.status == TaskStatus.DONE,
    Task.voided_at.is_(None),
)
_LAST = select(func.max(Task.on_date)).where(*_DONE).scalar_subquery()
_SINCE = (*_DONE, Task.on_date > func.coalesce(_THANKED, _NEVER))
_HELPS = select(func.count()).select_from(Task).where(*_SINCE).scalar_subquery()
_MINUTES = (
    select(func.coalesce(func.sum(NeedType.minutes), 0))
    .select_from(Task)
    .join(Request, Request.id == Task.request_id)
    .join(NeedType, NeedType.id == Request.need_type_id)
    .where(*_SINCE)
    .scalar_subquery()
)
_PHONE = (
    select(Phone.e164)
    .where(Phone.person_id == Person.id, Phone.voided_at.is_(None))
    .order_by(Phone.position, Phone.id)
    .limit(1)
    .scalar_subquery()
)
_RUNNING = (Placement.voided_at.is_(None), Placement.returned_on.is_(None))


def ids(session: Session, wanted: BankFilter, sort: str = "", descending: bool = False) -> list[str]:
    """Keys of the volunteers of a list, those who have waited longest first unless sorted otherwise."""
    query = select(Volunteer.id).join(Person, Person.id == Volunteer.person_id).where(*STILL_HERE)
    if wanted.area_id:
        here = select(VolunteerArea.volunteer_id).where(VolunteerArea.area_id == wanted.area_id)
        query = query.where(Volunteer.id.in_(here))
    if wanted.among is not None:
        query = query.where(Volunteer.person_id.in_(wanted.among))
    query, order = _viewed(query, wanted)
    by = _SORTS[sort] if sort else order
    out = frozenset(wanted.without)
    rows = fetch(session, ordered(query.add_columns(Volunteer.person_id), by, Volunteer.id, descending))
    return [key for key, person in rows if person not in out]


_SORTS: Mapping[str, Sequence[Any]] = {
    "name": (Person.last_name, Person.first_name),
    "status": (Volunteer.status,),
    "last": (_LAST,),
    "thanked": (_THANKED,),
}


def _viewed(query: Select[*tuple[Any, ...]], wanted: BankFilter) -> tuple[Any, Sequence[Any]]:
    """Narrow to one list, with its order."""
    if wanted.view is BankView.REPLY or wanted.view is BankView.TASK:
        step = NextStep.REPLY if wanted.view is BankView.REPLY else NextStep.TASK
        found = query.where(*waits_for(step, wanted.today, wanted.quiet_days))
        return found, (func.coalesce(_LAST, Volunteer.joined_on), Volunteer.joined_on)
    if wanted.view is BankView.PLACED:
        found = query.join(Placement, Placement.volunteer_id == Volunteer.id).where(*_RUNNING)
        return found, (Placement.review_on,)
    if wanted.view is BankView.RECALL:
        found = query.join(RecallCall, RecallCall.volunteer_id == Volunteer.id)
        found = found.where(RecallCall.recall_id == wanted.recall_id, RecallCall.voided_at.is_(None))
        waits = to_ring(wanted.most_tries)
        later = func.coalesce(RecallCall.next_on, wanted.today)
        return found.where(~waits if wanted.answered else waits), (later > wanted.today, RecallCall.tries)
    due = or_(wanted.today >= _NEXT, _NEXT.is_(None))
    if wanted.view is BankView.THANK:
        helped = (Volunteer.status.in_((*_HERE, *_AWAY)), func.coalesce(_THANKED, _NEVER) < _LAST)
        found = query.where(*helped, due, func.coalesce(_THANKED, _NEVER) < wanted.touch_before)
        return found, (_THANKED.is_not(None), _THANKED, _LAST)
    heard = func.max(*(func.coalesce(one, _NEVER) for one in (_TOUCHED, _LAST, Volunteer.joined_on)))
    early = or_(wanted.today >= _NEXT, heard < wanted.touch_before)
    return query.where(Volunteer.status.in_((*_HERE, *_AWAY)), early, due), (heard,)


_HERE = (VolunteerStatus.ACTIVE,)
_AWAY = (VolunteerStatus.RESTING, VolunteerStatus.DORMANT)


def rows(session: Session, wanted: Sequence[str], today: date, recall_id: str = "") -> list[BankRow]:
    """Lines for keys, in the order of the keys; keys that are gone are left out.

    Args:
        session: a reading session.
        wanted: the keys.
        today: the day it is.
        recall_id: the recall on show; the newest that asked each when empty.
    """
    return in_order(session, _rows(today, recall_id), wanted, BankRow)


@lru_cache(maxsize=8)
def _rows(today: date, recall_id: str) -> Select[*tuple[Any, ...]]:
    call, asked, there = aliased(RecallCall), aliased(Recall), aliased(Placement)
    newest = (
        select(call.id)
        .join(asked, asked.id == call.recall_id)
        .where(call.volunteer_id == Volunteer.id, call.voided_at.is_(None), asked.voided_at.is_(None))
        .order_by(asked.number.desc())
        .limit(1)
    )
    if recall_id:
        newest = newest.where(asked.id == recall_id)
    placed = (
        select(there.id)
        .where(there.volunteer_id == Volunteer.id, there.voided_at.is_(None), there.returned_on.is_(None))
        .order_by(there.first_day)
        .limit(1)
    )
    query = (
        select(
            Volunteer.id,
            Volunteer.number,
            Person.id,
            Person.first_name,
            Person.last_name,
            Volunteer.status,
            func.coalesce(_PHONE, ""),
            Volunteer.joined_on,
            _LAST,
            _HELPS,
            _MINUTES,
            _THANKED,
            _TOUCHED,
            _NEXT,
            func.coalesce(Organisation.name, ""),
            Placement.last_day,
            Placement.review_on,
            func.coalesce(Recall.title, ""),
            RecallCall.answer,
            func.coalesce(RecallCall.tries, 0),
            RecallCall.on_date,
            RecallCall.can_from,
            func.coalesce(RecallCall.note, ""),
        )
        .join(Person, Person.id == Volunteer.person_id)
        .outerjoin(Placement, Placement.id == placed.scalar_subquery())
        .outerjoin(Organisation, Organisation.id == Placement.organisation_id)
        .outerjoin(RecallCall, RecallCall.id == newest.scalar_subquery())
        .outerjoin(Recall, Recall.id == RecallCall.recall_id)
    )
    return by_keys(query, Volunteer.id)


def placements(session: Session, volunteer_id: str) -> list[tuple[Placement, str]]:
    """Every placement of a volunteer with its organisation, the newest first."""
    query = (
        select(Placement, Organisation.name)
        .join(Organisation, Organisation.id == Placement.organisation_id)
        .where(Placement.volunteer_id == volunteer_id, Placement.voided_at.is_(None))
        .order_by(Placement.first_day.desc(), Placement.id)
    )
    return [(held, name) for held, name in session.execute(query)]


class DueReview(NamedTuple):
    """A placement to look at."""

    id: str
    volunteer_id: str
    first_name: str
    last_name: str
    organisation: str
    review_on: date
    last_day: date


def reviews_due(session: Session, today: date) -> list[DueReview]:
    """Placements whose review is due or whose last day is over, the oldest first."""
    query = (
        select(
            Placement.id,
            Volunteer.id,
            Person.first_name,
            Person.last_name,
            Organisation.name,
            Placement.review_on,
            Placement.last_day,
        )
        .join(Volunteer, Volunteer.id == Placement.volunteer_id)
        .join(Person, Person.id == Volunteer.person_id)
        .join(Organisation, Organisation.id == Placement.organisation_id)
        .where(*_RUNNING, *STILL_HERE)
        .where(or_(Placement.review_on <= today, Placement.last_day < today))
        .order_by(Placement.review_on, Placement.id)
    )
    return [DueReview(*row) for row in fetch(session, query)]


class HostTimes(NamedTuple):
    """When a placed volunteer is with their host, within the days asked about."""

    volunteer_id: str
    host: str
    first: date
    last: date
    weekdays: list[int]
    starts_at: time
    ends_at: time


def host_times(
    session: Session, volunteer_ids: Sequence[str] | None, first: date, last: date
) -> list[HostTimes]:
    """Hours agreed with hosts of volunteers whom the hub may ask besides.

    Args:
        session: an open session.
        volunteer_ids: of whom; None for everybody.
        first: the first day.
        last: the last day.
    """
    query = (
        select(
            Placement.volunteer_id,
            Organisation.name,
            Placement.first_day,
            Placement.last_day,
            Placement.weekdays,
            Placement.starts_at,
            Placement.ends_at,
        )
        .join(Organisation, Organisation.id == Placement.organisation_id)
        .where(Placement.voided_at.is_(None), Placement.returned_on.is_(None))
        .where(Placement.starts_at.is_not(None), Placement.ends_at.is_not(None))
        .where(Placement.first_day <= last, Placement.last_day >= first)
    )
    wanted = None if volunteer_ids is None else set(volunteer_ids)
    return [
        HostTimes(key, host, max(begun, first), min(over, last), *times)
        for key, host, begun, over, *times in fetch(session, query)
        if wanted is None or key in wanted
    ]
