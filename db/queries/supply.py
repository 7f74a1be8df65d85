"""What volunteers offer and what people ask, by area and by kind of help; one statement for each side."""

from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ScalarSelect, exists, func, select
from sqlalchemy.orm import Session

from db.enums import TaskKind, TaskStatus
from db.models import (
    Absence,
    Area,
    Household,
    NeedType,
    Person,
    Request,
    Task,
    Volunteer,
    VolunteerArea,
)
from db.queries.matching import IN_USE
from db.queries.paging import fetch
from db.queries.requests import STAGES

WEEK = timedelta(days=7)


class Giver(NamedTuple):
    """One active volunteer's week.

    Attributes:
        offered: minutes a week; None where nobody asked.
        used: minutes of the next seven days that are theirs already.
        away: away today, such as placed with a partner.
        areas: keys of the areas they are willing in, with commas between; None for anywhere.
        last_task: the day of their last task done.
    """

    id: str
    offered: int | None
    used: int
    away: bool
    areas: str | None
    last_task: date | None


class Open(NamedTuple):
    """What is asked in one area for one kind of help.

    Attributes:
        area_id: None where no area is known.
        requests: how many requests are open.
        minutes: of the tasks of the next seven days nobody has yet.
    """

    area_id: str | None
    need_type_id: str
    requests: int
    minutes: int


def givers(session: Session, today: date) -> list[Giver]:
    """Every active volunteer with the next seven days; one statement."""
    away = exists().where(
        Absence.volunteer_id == Volunteer.id,
        Absence.voided_at.is_(None),
        Absence.first_day <= today,
        Absence.last_day >= today,
    )
    areas = select(func.group_concat(VolunteerArea.area_id)).where(VolunteerArea.volunteer_id == Volunteer.id)
    last = select(func.max(Task.on_date)).where(
        Task.volunteer_id == Volunteer.id, Task.status == TaskStatus.DONE, Task.voided_at.is_(None)
    )
    query = (
        select(
            Volunteer.id,
            Volunteer.weekly_minutes,
            _used(today),
            away,
            areas.scalar_subquery(),
            last.scalar_subquery(),
        )
        .join(Person, Person.id == Volunteer.person_id)
        .where(*IN_USE)
        .order_by(Volunteer.number)
    )
    rows = fetch(session, query)
    return [Giver(key, offered, used, bool(out), *rest) for key, offered, used, out, *rest in rows]


def _used(today: date) -> ScalarSelect[int]:
    minutes = func.coalesce(func.sum(NeedType.minutes), 0)
    return (
        select(minutes)
        .select_from(Task)
        .join(Request, Request.id == Task.request_id)
        .join(NeedType, NeedType.id == Request.need_type_id)
        .where(Task.volunteer_id == Volunteer.id, *_this_week(today))
        .scalar_subquery()
    )


def _this_week(today: date) -> tuple[Any, ...]:
    coming = Task.on_date.between(today, today + WEEK - timedelta(days=1))
    return Task.voided_at.is_(None), Task.status.in_((TaskStatus.PLANNED, TaskStatus.OUT)), coming


def asked(session: Session, today: date) -> list[Open]:
    """Open requests by area and kind of help, and the work of the next seven days that nobody has."""
    counted = (
        select(Household.area_id, Request.need_type_id, func.count())
        .select_from(Request)
        .join(Person, Person.id == Request.person_id)
        .outerjoin(Household, Household.id == Person.household_id)
        .where(Request.voided_at.is_(None), Request.status.in_(STAGES["open"]))
        .group_by(Household.area_id, Request.need_type_id)
    )
    tasks = (
        select(Household.area_id, Request.need_type_id, func.sum(NeedType.minutes))
        .select_from(Task)
        .join(Request, Request.id == Task.request_id)
        .join(NeedType, NeedType.id == Request.need_type_id)
        .join(Person, Person.id == Request.person_id)
        .outerjoin(Household, Household.id == Person.household_id)
        .where(Task.kind != TaskKind.COLLECTION)
        .where(Task.volunteer_id.is_(None), Request.voided_at.is_(None), *_this_week(today))
        .where(Request.status.in_(STAGES["open"]))
        .group_by(Household.area_id, Request.need_type_id)
    )
    work = {(area, need): int(minutes or 0) for area, need, minutes in fetch(session, tasks)}
    return [
        Open(area, need, count, work.get((area, need), 0)) for area, need, count in fetch(session, counted)
    ]


def area_lines(session: Session) -> list[tuple[str, str, str | None]]:
    """Key, name and larger area of every area in use, by name."""
    query = select(Area.id, Area.name, Area.parent_id).where(Area.voided_at.is_(None)).order_by(Area.name)
    return [(key, name, parent) for key, name, parent in fetch(session, query)]
