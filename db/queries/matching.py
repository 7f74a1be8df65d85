"""What matching reads of tasks and volunteers, in a few set-based queries whatever their number."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.orm import Session

from db.enums import Answer, CheckStatus, Precision, RequestStatus, TaskStatus, Transport, VolunteerStatus
from db.models import (
    Absence,
    Area,
    Check,
    DoNotPair,
    Household,
    NeedType,
    Person,
    Request,
    Round,
    Stop,
    Task,
    Volunteer,
    VolunteerArea,
    VolunteerLanguage,
    VolunteerSkill,
    VolunteerSlot,
)

PAGE = 900
HISTORY_DAYS = 28


class TaskRow(NamedTuple):
    """A task with all that matching needs of its request, person and place."""

    task: Task
    request: Request
    need: NeedType
    person: Person
    household: Household | None


class VolunteerBasics(NamedTuple):
    """The columns of a candidate that stand in one row."""

    id: str
    person_id: str
    first_name: str
    last_name: str
    status: VolunteerStatus
    born: date | None
    parental_agreement: Answer
    transport: Transport
    weekly_minutes: int | None
    joined_on: date | None
    easting: int | None
    northing: int | None
    precision: Precision | None


@dataclass(slots=True)
class Belongings:
    """Everything else of some volunteers, by key."""

    skills: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    languages: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    areas: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    slots: dict[str, list[tuple[int, time, time]]] = field(default_factory=lambda: defaultdict(list))
    absences: dict[str, list[tuple[date, date]]] = field(default_factory=lambda: defaultdict(list))
    tasks: dict[str, list[Any]] = field(default_factory=lambda: defaultdict(list))
    apart: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    usual: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    last_helped: dict[str, date] = field(default_factory=dict)
    known: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))


def tasks(session: Session, task_ids: Sequence[str]) -> list[TaskRow]:
    """Tasks with what belongs to them, in the order given; those voided are left out."""
    query = (
        select(Task, Request, NeedType, Person, Household)
        .join(Request, Request.id == Task.request_id)
        .join(NeedType, NeedType.id == Request.need_type_id)
        .join(Person, Person.id == Request.person_id)
        .outerjoin(Household, Household.id == Person.household_id)
        .where(Task.voided_at.is_(None), Request.voided_at.is_(None))
    )
    found: dict[str, TaskRow] = {}
    for start in range(0, len(task_ids), PAGE):
        page = task_ids[start : start + PAGE]
        found |= {row[0].id: TaskRow(*row) for row in session.execute(query.where(Task.id.in_(page)))}
    return [found[key] for key in task_ids if key in found]


def next_task(session: Session, request_id: str, today: date) -> str | None:
    """The key of a request's first planned task nobody has, today or later; else the last planned one."""
    planned = select(Task.id).where(
        Task.request_id == request_id, Task.voided_at.is_(None), Task.status == TaskStatus.PLANNED
    )
    ahead = planned.where(Task.on_date >= today, Task.volunteer_id.is_(None)).order_by(Task.on_date)
    return (
        session.scalars(ahead.limit(1)).first()
        or session.scalars(planned.order_by(Task.on_date.desc()).limit(1)).first()
    )


def waiting_tasks(session: Session, first: date, last: date) -> list[str]:
    """Keys of planned tasks of open requests that nobody has and that are on no round, soonest first."""
    query = (
        select(Task.id)
        .join(Request, Request.id == Task.request_id)
        .where(Task.voided_at.is_(None), Task.status == TaskStatus.PLANNED, Task.volunteer_id.is_(None))
        .where(Task.stop_id.is_(None), Task.on_date.between(first, last), Request.voided_at.is_(None))
        .where(Request.status.in_((RequestStatus.NEW, RequestStatus.TRIAGED, RequestStatus.WAITING)))
        .order_by(Task.on_date, Task.id)
    )
    return list(session.scalars(query))


def active(
    session: Session,
    *,
    weekday: int | None = None,
    seen: Iterable[str] = (),
    among: Sequence[str] | None = None,
    limit: int | None = None,
    unseen: Iterable[str] = (),
) -> list[VolunteerBasics]:
    """Active volunteers that SQL cannot rule out.

    Args:
        session: a reading session.
        weekday: only those with a time on that day, or whose times nobody asked; None for any.
        seen: check types each of which must be recorded as seen or exempt.
        among: only these keys; None for all.
        limit: most to read; None for all.
        unseen: check types of which at least one must be lacking; for naming those who cannot yet.

    Returns:
        Basics, by key.
    """
    query = (
        select(
            Volunteer.id,
            Person.id,
            Person.first_name,
            Person.last_name,
            Volunteer.status,
            Person.date_of_birth,
            Volunteer.parental_agreement,
            Volunteer.transport,
            Volunteer.weekly_minutes,
            Volunteer.joined_on,
            Household.easting,
            Household.northing,
            Household.precision,
        )
        .join(Person, Person.id == Volunteer.person_id)
        .outerjoin(Household, Household.id == Person.household_id)
        .where(Volunteer.voided_at.is_(None), Person.voided_at.is_(None))
    )
    query = query.where(Volunteer.status == VolunteerStatus.ACTIVE) if among is None else query
    if weekday is not None:
        query = query.where(_has_time(weekday))
    for kind in seen:
        query = query.where(_has_check(kind))
    lacking = [~_has_check(kind) for kind in unseen]
    if lacking:
        query = query.where(or_(*lacking))
    if among is not None:
        query = query.where(Volunteer.id.in_(among))
    if limit is not None:
        query = query.limit(limit)
    return [VolunteerBasics._make(row) for row in session.execute(query.order_by(Volunteer.id))]


def count_active(session: Session) -> int:
    """How many active volunteers there are."""
    query = select(func.count()).select_from(Volunteer)
    held = query.where(Volunteer.status == VolunteerStatus.ACTIVE, Volunteer.voided_at.is_(None))
    return session.scalar(held) or 0


def belongings(session: Session, volunteer_ids: Sequence[str], first: date, last: date) -> Belongings:
    """Everything else matching asks of some volunteers, for tasks from a first to a last day."""
    found = Belongings()
    for start in range(0, len(volunteer_ids), PAGE):
        page = volunteer_ids[start : start + PAGE]
        _add_sets(session, page, found)
        _add_work(session, page, found, first, last)
    return found


def area_line(session: Session) -> dict[str, str | None]:
    """Each area's larger area."""
    return {key: parent for key, parent in session.execute(select(Area.id, Area.parent_id))}


def _has_time(weekday: int) -> ColumnElement[bool]:
    mine = VolunteerSlot.volunteer_id == Volunteer.id
    return or_(exists().where(mine, VolunteerSlot.weekday == weekday), ~exists().where(mine))


def _has_check(kind: str) -> ColumnElement[bool]:
    return exists().where(
        Check.volunteer_id == Volunteer.id,
        Check.type == kind,
        Check.voided_at.is_(None),
        Check.status.in_((CheckStatus.VERIFIED, CheckStatus.EXEMPT)),
    )


def _add_sets(session: Session, page: Sequence[str], found: Belongings) -> None:
    for key, skill in session.execute(
        select(VolunteerSkill.volunteer_id, VolunteerSkill.skill).where(VolunteerSkill.volunteer_id.in_(page))
    ):
        found.skills[key].append(skill)
    for key, code in session.execute(
        select(VolunteerLanguage.volunteer_id, VolunteerLanguage.language_code).where(
            VolunteerLanguage.volunteer_id.in_(page)
        )
    ):
        found.languages[key].append(code)
    for key, area in session.execute(
        select(VolunteerArea.volunteer_id, VolunteerArea.area_id).where(VolunteerArea.volunteer_id.in_(page))
    ):
        found.areas[key].append(area)
    slot = VolunteerSlot
    for key, day, starts, ends in session.execute(
        select(slot.volunteer_id, slot.weekday, slot.starts_at, slot.ends_at).where(
            slot.volunteer_id.in_(page)
        )
    ):
        found.slots[key].append((day, starts, ends))


def _add_work(session: Session, page: Sequence[str], found: Belongings, first: date, last: date) -> None:
    away = select(Absence.volunteer_id, Absence.first_day, Absence.last_day).where(
        Absence.volunteer_id.in_(page),
        Absence.voided_at.is_(None),
        Absence.last_day >= first,
        Absence.first_day <= last,
    )
    for key, start, end in session.execute(away):
        found.absences[key].append((start, end))
    busy = (
        select(
            Task.volunteer_id,
            Task.on_date,
            Task.starts_at,
            Task.ends_at,
            Task.status,
            NeedType.minutes,
            Round.starts_at,
            Round.ends_at,
            Round.name,
            Person.household_id,
            NeedType.label,
            NeedType.is_private,
        )
        .join(Request, Request.id == Task.request_id)
        .join(NeedType, NeedType.id == Request.need_type_id)
        .join(Person, Person.id == Request.person_id)
        .outerjoin(Stop, Stop.id == Task.stop_id)
        .outerjoin(Round, Round.id == Stop.round_id)
        .where(Task.volunteer_id.in_(page), Task.voided_at.is_(None), Task.status != TaskStatus.CANCELLED)
        .where(Task.on_date.between(first - timedelta(days=HISTORY_DAYS), last + timedelta(days=7)))
    )
    for row in session.execute(busy):
        found.tasks[str(row[0])].append(row)
    done = select(Task.volunteer_id, func.max(Task.on_date)).where(
        Task.volunteer_id.in_(page), Task.status == TaskStatus.DONE, Task.voided_at.is_(None)
    )
    found.last_helped |= {key: day for key, day in session.execute(done.group_by(Task.volunteer_id)) if key}
    apart = select(DoNotPair.volunteer_id, DoNotPair.person_id).where(
        DoNotPair.volunteer_id.in_(page), DoNotPair.voided_at.is_(None)
    )
    for key, person in session.execute(apart):
        found.apart[key].append(person)
    usual = select(Household.usual_volunteer_id, Household.id).where(Household.usual_volunteer_id.in_(page))
    for volunteer, home in session.execute(usual):
        if volunteer:
            found.usual[volunteer].append(home)
