"""What matching reads of tasks and volunteers, in a few set-based queries whatever their number."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, case, func, literal, select
from sqlalchemy.orm import Session

from db.enums import (
    Answer,
    PersonStatus,
    Precision,
    RequestStatus,
    TaskKind,
    TaskStatus,
    Transport,
    VolunteerStatus,
)
from db.enums_rounds import RoundEnd
from db.models import (
    Absence,
    Area,
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
from db.queries.gate_tasks import GateTask
from db.queries.paging import fetch

PAGE = 900
HISTORY_DAYS = 28
OUT_OF_REACH = (PersonStatus.DECEASED, PersonStatus.DO_NOT_CONTACT)
"""A volunteer who is so is never offered, whatever their volunteering profile says."""
IN_USE: tuple[ColumnElement[bool], ...] = (
    Volunteer.status == VolunteerStatus.ACTIVE,
    Volunteer.voided_at.is_(None),
    Person.voided_at.is_(None),
    Person.status.not_in(OUT_OF_REACH),
)
"""Who can be offered anything at all; for a query of volunteers joined with people."""
OPEN = (RequestStatus.NEW, RequestStatus.TRIAGED, RequestStatus.ASSIGNED, RequestStatus.IN_PROGRESS)
"""Requests whose tasks can be given out; one that waits is waiting for something else."""


class TaskRow(NamedTuple):
    """A task with all that matching needs of its request, person and place."""

    task: Task
    request: Request
    need: NeedType
    person: Person
    household: Household | None

    @property
    def gate(self) -> GateTask:
        """The task as the check gate sees it."""
        task, request, need = self.task, self.request, self.need
        return GateTask(
            task.id,
            task.on_date,
            task.volunteer_id,
            task.second_volunteer_id,
            request.because_of,
            request.answers,
            need.code,
            need.at_door,
            need.needs_transport,
        )


class VolunteerBasics(NamedTuple):
    """The columns of a candidate that stand in one row."""

    id: str
    person_id: str
    first_name: str
    last_name: str
    number: int
    status: VolunteerStatus
    born: date | None
    parental_agreement: Answer
    transport: Transport
    weekly_minutes: int | None
    joined_on: date | None
    easting: int | None
    northing: int | None
    precision: Precision | None
    carries_bags: int | None
    carries_hot: int | None
    carries_cold: int | None
    round_begins: RoundEnd
    round_finishes: RoundEnd


class WorkRow(NamedTuple):
    """A task somebody has; times of its round where it is on one."""

    volunteer_id: str
    task_id: str
    on_date: date
    starts_at: time | None
    ends_at: time | None
    status: TaskStatus
    minutes: int
    round_starts_at: time | None
    round_ends_at: time | None
    round_name: str | None
    need: str
    is_private: bool


@dataclass(slots=True)
class Belongings:
    """Everything else of some volunteers, by key; ``known`` holds those of the homes asked about.

    ``work`` holds what they have on in the weeks asked about, ``helped`` the day and key of each task done
    lately.
    """

    skills: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    languages: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    areas: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    slots: dict[str, list[tuple[int, time, time]]] = field(default_factory=lambda: defaultdict(list))
    absences: dict[str, list[tuple[date, date]]] = field(default_factory=lambda: defaultdict(list))
    work: dict[str, list[WorkRow]] = field(default_factory=lambda: defaultdict(list))
    helped: dict[str, list[tuple[date, str]]] = field(default_factory=lambda: defaultdict(list))
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
    planned = select(Task.id, Task.on_date, Task.volunteer_id).where(
        Task.request_id == request_id, Task.voided_at.is_(None), Task.status == TaskStatus.PLANNED
    )
    # A request has some dozens of tasks at most. Asked of the store, it would go through everybody's tasks
    # that nobody has, by the index of volunteers (measured, 100,000 people: 6 s in place of 1 ms).
    found = fetch(session, planned.order_by(Task.on_date, Task.id))
    ahead = (key for key, day, volunteer in found if day >= today and volunteer is None)
    return next(ahead, found[-1][0] if found else None)


def waiting_tasks(session: Session, first: date, last: date) -> list[str]:
    """Keys of planned tasks of open requests that nobody has and that are on no round, soonest first."""
    query = (
        select(Task.id)
        .join(Request, Request.id == Task.request_id)
        .where(Task.voided_at.is_(None), Task.status == TaskStatus.PLANNED, Task.volunteer_id.is_(None))
        .where(Task.kind != TaskKind.COLLECTION)
        .where(Task.stop_id.is_(None), Task.on_date.between(first, last), Request.voided_at.is_(None))
        .where(Request.status.in_(OPEN))
        .order_by(Task.on_date, Task.id)
    )
    return list(session.scalars(query))


def active(session: Session, among: Sequence[str] | None = None) -> list[VolunteerBasics]:
    """Active volunteers, by key.

    Args:
        session: a reading session.
        among: these volunteers instead, whatever their status; who is gone or out of reach counts as having
            left.
    """
    gone = Volunteer.voided_at.is_not(None) | Person.voided_at.is_not(None)
    left = literal(VolunteerStatus.LEFT, Volunteer.status.type)
    query = (
        select(
            Volunteer.id,
            Person.id,
            Person.first_name,
            Person.last_name,
            Volunteer.number,
            case((gone | Person.status.in_(OUT_OF_REACH), left), else_=Volunteer.status),
            Person.date_of_birth,
            Volunteer.parental_agreement,
            Volunteer.transport,
            Volunteer.weekly_minutes,
            Volunteer.joined_on,
            Household.easting,
            Household.northing,
            Household.precision,
            *(Volunteer.carries_bags, Volunteer.carries_hot, Volunteer.carries_cold),
            *(Volunteer.round_begins, Volunteer.round_finishes),
        )
        .join(Person, Person.id == Volunteer.person_id)
        .outerjoin(Household, Household.id == Person.household_id)
        .order_by(Volunteer.id)
    )
    if among is None:
        return [VolunteerBasics._make(row) for row in fetch(session, query.where(*IN_USE))]
    found: list[VolunteerBasics] = []
    for start in range(0, len(among), PAGE):
        page = query.where(Volunteer.id.in_(among[start : start + PAGE]))
        found += [VolunteerBasics._make(row) for row in fetch(session, page)]
    return found


def count_active(session: Session) -> int:
    """How many active volunteers there are."""
    query = select(func.count()).select_from(Volunteer).join(Person, Person.id == Volunteer.person_id)
    return session.scalar(query.where(*IN_USE)) or 0


def belongings(
    session: Session, volunteer_ids: Sequence[str], first: date, last: date, homes: Sequence[str] = ()
) -> Belongings:
    """Everything else matching asks of some volunteers.

    Args:
        session: an open session.
        volunteer_ids: their keys.
        first: the first day of the tasks in question.
        last: the last day.
        homes: households to be helped, for who has helped there before.
    """
    found = Belongings()
    for start in range(0, len(volunteer_ids), PAGE):
        page = volunteer_ids[start : start + PAGE]
        _add_sets(session, page, found)
        _add_times(session, page, found, first, last)
        _add_ties(session, page, found)
        week = first - timedelta(days=first.weekday()), last + timedelta(days=6 - last.weekday())
        for row in work(session, *week, page):
            found.work[row.volunteer_id].append(row)
        for key, day, task in _helped(session, first - timedelta(days=HISTORY_DAYS), last, page):
            found.helped[key].append((day, task))
    for start in range(0, len(homes), PAGE):
        for key, home in fetch(session, _helped_at(homes[start : start + PAGE])):
            found.known[key].append(home)
    return found


def work(
    session: Session, since: date, until: date, among: Sequence[str] = (), *, timed: bool = False
) -> list[WorkRow]:
    """What volunteers, first or second, had or have to do from one day to another.

    Args:
        session: an open session.
        since: the first day.
        until: the last day.
        among: keys of these volunteers, a page at most; empty for all.
        timed: leave out what has no time of its own and is on no round.
    """
    found: list[WorkRow] = []
    for who in (Task.volunteer_id, Task.second_volunteer_id):
        query = (
            select(
                who,
                Task.id,
                Task.on_date,
                Task.starts_at,
                Task.ends_at,
                Task.status,
                NeedType.minutes,
                Round.starts_at,
                Round.ends_at,
                Round.name,
                NeedType.label,
                NeedType.is_private,
            )
            .join(Request, Request.id == Task.request_id)
            .join(NeedType, NeedType.id == Request.need_type_id)
            .outerjoin(Stop, (Stop.id == Task.stop_id) & Stop.voided_at.is_(None))
            .outerjoin(Round, Round.id == Stop.round_id)
            .where(who.in_(among) if among else who.is_not(None))
            .where(Task.voided_at.is_(None), Task.status != TaskStatus.CANCELLED)
            .where(Task.on_date.between(since, until))
        )
        if timed:
            query = query.where(Task.starts_at.is_not(None) | Task.stop_id.is_not(None))
        found += [WorkRow._make(row) for row in fetch(session, query)]
    return found


def _helped(
    session: Session, since: date, until: date, among: Sequence[str]
) -> Iterator[tuple[str, date, str]]:
    for who in (Task.volunteer_id, Task.second_volunteer_id):
        query = select(who, Task.on_date, Task.id).where(who.in_(among), Task.voided_at.is_(None))
        query = query.where(Task.status == TaskStatus.DONE, Task.on_date.between(since, until))
        yield from ((key, day, task) for key, day, task in fetch(session, query))


def helped_at(session: Session, homes: Sequence[str]) -> set[str]:
    """Keys of the volunteers who have helped at any of some households, a page at most."""
    return {key for key, _home in fetch(session, _helped_at(homes))}


def apart() -> Select[str, str, str | None]:
    """Volunteers kept apart from people, with the people's households: (volunteer, person, household)."""
    return (
        select(DoNotPair.volunteer_id, DoNotPair.person_id, Person.household_id)
        .join(Person, Person.id == DoNotPair.person_id)
        .where(DoNotPair.voided_at.is_(None))
    )


def apart_from(session: Session, person_id: str, household_id: str) -> set[str]:
    """Keys of the volunteers kept apart from a person or from anybody at the same address."""
    here = (DoNotPair.person_id == person_id) | (Person.household_id == household_id)
    return {key for key, _person, _home in fetch(session, apart().where(here))}


def area_line(session: Session) -> dict[str, str | None]:
    """Each area's larger area."""
    return {key: parent for key, parent in fetch(session, select(Area.id, Area.parent_id))}


def _helped_at(homes: Sequence[str]) -> Select[str, str]:
    return (
        select(Volunteer.id, Household.id)
        .distinct()
        .join(Task, Task.volunteer_id == Volunteer.id)
        .join(Request, Request.id == Task.request_id)
        .join(Person, Person.id == Request.person_id)
        .join(Household, Household.id == Person.household_id)
        .where(Household.id.in_(homes), Task.status == TaskStatus.DONE, Task.voided_at.is_(None))
    )


def _add_sets(session: Session, page: Sequence[str], found: Belongings) -> None:
    skill, spoken, area = VolunteerSkill, VolunteerLanguage, VolunteerArea
    skills = select(skill.volunteer_id, skill.skill).where(skill.volunteer_id.in_(page))
    for key, one in fetch(session, skills):
        found.skills[key].append(one)
    languages = select(spoken.volunteer_id, spoken.language_code).where(spoken.volunteer_id.in_(page))
    for key, code in fetch(session, languages):
        found.languages[key].append(code)
    for key, where in fetch(
        session, select(area.volunteer_id, area.area_id).where(area.volunteer_id.in_(page))
    ):
        found.areas[key].append(where)


def _add_times(session: Session, page: Sequence[str], found: Belongings, first: date, last: date) -> None:
    slot = VolunteerSlot
    slots = select(slot.volunteer_id, slot.weekday, slot.starts_at, slot.ends_at)
    for key, day, starts, ends in fetch(session, slots.where(slot.volunteer_id.in_(page))):
        found.slots[key].append((day, starts, ends))
    away = select(Absence.volunteer_id, Absence.first_day, Absence.last_day).where(
        Absence.volunteer_id.in_(page),
        Absence.voided_at.is_(None),
        Absence.last_day >= first,
        Absence.first_day <= last,
    )
    for key, start, end in fetch(session, away):
        found.absences[key].append((start, end))


def _add_ties(session: Session, page: Sequence[str], found: Belongings) -> None:
    # The newest first and no further: a volunteer of some months has dozens of tasks behind them.
    done = (
        select(Task.on_date)
        .where(Task.volunteer_id == Volunteer.id, Task.status == TaskStatus.DONE, Task.voided_at.is_(None))
        .order_by(Task.on_date.desc())
        .limit(1)
        .scalar_subquery()
    )
    helped = fetch(session, select(Volunteer.id, done).where(Volunteer.id.in_(page)))
    found.last_helped |= {key: day for key, day in helped if day}
    for key, person, home in fetch(session, apart().where(DoNotPair.volunteer_id.in_(page))):
        found.apart[key] += [person, home] if home else [person]
    usual = select(Household.usual_volunteer_id, Household.id).where(Household.usual_volunteer_id.in_(page))
    for volunteer, home in fetch(session, usual):
        if volunteer:
            found.usual[volunteer].append(home)
