"""Rounds: ids and rows for the list, and what the stops of a round carry."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Select, SQLColumnExpression, and_, case, func, select
from sqlalchemy.orm import Session, aliased

from db.enums import (
    Answer,
    PersonStatus,
    Precision,
    RequestStatus,
    RoundStatus,
    ShareKind,
    TaskKind,
    TaskOutcome,
    TaskStatus,
)
from db.models import (
    Area,
    Household,
    NeedType,
    Person,
    RememberedPlace,
    Request,
    Round,
    SharingRecord,
    Stop,
    Task,
    Volunteer,
)
from db.queries.paging import by_keys, in_order, keys, ordered
from db.queries.requests import STAGES

CARRIED = (TaskKind.DELIVERY, TaskKind.ERRAND)
"""Kinds of task that a round takes to the door."""


class RoundRow(NamedTuple):
    """One line of the list of rounds; ``done`` counts the stops whose every task has an outcome."""

    id: str
    number: int
    name: str
    on_date: date
    starts_at: time
    ends_at: time | None
    area_id: str | None
    area: str
    driver_id: str | None
    driver: str
    helper_id: str | None
    helper: str
    stops: int
    done: int
    status: RoundStatus


class Carried(NamedTuple):
    """One task that a round carries or could carry, with all that is needed to plan, gate and print it."""

    task_id: str
    status: TaskStatus
    outcome: TaskOutcome | None
    outcome_note: str
    on_date: date
    kind: TaskKind
    volunteer_id: str | None
    second_volunteer_id: str | None
    stop_id: str | None
    request_id: str
    request_number: int
    request_status: RequestStatus
    recurrence: str
    items: str
    answers: dict[str, Any]
    because_of: Answer
    taken_by_id: str | None
    need_code: str
    need: str
    icon: str
    is_private: bool
    item_one: str
    item_many: str
    minutes: int
    keep: str
    at_door: bool
    handover_code: str
    person_id: str
    first_name: str
    preferred_name: str
    last_name: str
    person_status: PersonStatus
    household_id: str | None
    address_line1: str
    address_line2: str
    town: str
    postcode: str
    area_id: str | None
    area: str
    easting: int | None
    northing: int | None
    precision: Precision
    door_note: str
    food_needs: str
    go_in_pairs: bool
    not_before: time | None
    due_time: time | None


@dataclass(frozen=True, slots=True)
class RoundFilter:
    """Which rounds to list.

    Attributes:
        first_day: none before this day; None for no limit.
        last_day: none after this day; None for no limit.
        status: only this status; None for all.
        area_id: only this area; empty for all.
        driver_id: only those this volunteer drives or helps on; empty for all.
        among: only these keys; None for no limit.
        voided: the voided ones instead of those in use.
    """

    first_day: date | None = None
    last_day: date | None = None
    status: RoundStatus | None = None
    area_id: str = ""
    driver_id: str = ""
    among: tuple[str, ...] | None = None
    voided: bool = False


_ITEMS = case((Task.items != "", Task.items), else_=Request.items)
"""What this once is brought, or what the request says."""
_LIVE = and_(Task.voided_at.is_(None), (Task.status != TaskStatus.CANCELLED) | Task.outcome.is_not(None))
"""A task that was called off and never keyed is no longer carried."""
_PER_STOP = (
    select(Stop.round_id, func.min(case((Task.outcome.is_(None), 0), else_=1)).label("done"))
    .join(Task, (Task.stop_id == Stop.id) & _LIVE)
    .where(Stop.voided_at.is_(None))
    .group_by(Stop.id)
    .subquery()
)
STOPS = (
    select(func.count())
    .select_from(_PER_STOP)
    .where(_PER_STOP.c.round_id == Round.id)
    .correlate(Round)
    .scalar_subquery()
)
DONE = (
    select(func.coalesce(func.sum(_PER_STOP.c.done), 0))
    .where(_PER_STOP.c.round_id == Round.id)
    .correlate(Round)
    .scalar_subquery()
)
_DRIVER_ROLE, _HELPER_ROLE = aliased(Volunteer), aliased(Volunteer)
_DRIVER, _HELPER = aliased(Person), aliased(Person)
SORTS: dict[str, tuple[SQLColumnExpression[Any], ...]] = {
    "date": (Round.on_date, Round.starts_at, Round.number),
    "number": (Round.number,),
    "name": (Round.name.collate("NOCASE"), Round.on_date),
    "area": (Area.name.collate("NOCASE"), Round.on_date),
    "driver": (_DRIVER.last_name.collate("NOCASE"), _DRIVER.first_name.collate("NOCASE"), Round.on_date),
    "status": (Round.status, Round.on_date),
}


def ids(session: Session, wanted: RoundFilter, sort: str = "date", descending: bool = False) -> list[str]:
    """Keys of the rounds wanted, sorted.

    Args:
        session: a reading session.
        wanted: the filter.
        sort: a key of `SORTS`.
        descending: last first.

    Returns:
        Keys in order; ties by key.
    """
    query = _named(select(Round.id))
    query = query.where(Round.voided_at.is_not(None) if wanted.voided else Round.voided_at.is_(None))
    if wanted.first_day is not None:
        query = query.where(Round.on_date >= wanted.first_day)
    if wanted.last_day is not None:
        query = query.where(Round.on_date <= wanted.last_day)
    if wanted.status is not None:
        query = query.where(Round.status == wanted.status)
    if wanted.area_id:
        query = query.where(Round.area_id == wanted.area_id)
    if wanted.driver_id:
        query = query.where((Round.driver_id == wanted.driver_id) | (Round.helper_id == wanted.driver_id))
    return keys(session, ordered(query, SORTS[sort], Round.id, descending), wanted.among, Round.id)


def rows(session: Session, wanted: Sequence[str]) -> list[RoundRow]:
    """Lines for keys, in the order of the keys; keys that are gone are left out."""
    return [_settled(row) for row in in_order(session, _rows(), wanted, RoundRow)]


@cache
def _rows() -> Select[*tuple[Any, ...]]:
    return by_keys(
        _named(
            select(
                Round.id,
                Round.number,
                Round.name,
                Round.on_date,
                Round.starts_at,
                Round.ends_at,
                Round.area_id,
                func.coalesce(Area.name, ""),
                Round.driver_id,
                func.coalesce(func.trim(_DRIVER.first_name + " " + _DRIVER.last_name), ""),
                Round.helper_id,
                func.coalesce(func.trim(_HELPER.first_name + " " + _HELPER.last_name), ""),
                STOPS,
                DONE,
                Round.status,
            )
        ),
        Round.id,
    )


def by_number(session: Session, number: int) -> Round | None:
    """The round in use with a human number; where two laptops gave the same one, the newest."""
    query = select(Round).where(Round.number == number, Round.voided_at.is_(None))
    return session.scalars(query.order_by(Round.id.desc()).limit(1)).first()


def planned(session: Session, day: date, area_id: str | None) -> Round | None:
    """The first round of a day and area that has not gone out."""
    query = select(Round).where(
        Round.on_date == day, Round.status == RoundStatus.PLANNED, Round.voided_at.is_(None)
    )
    query = query.where(Round.area_id.is_(None) if area_id is None else Round.area_id == area_id)
    return session.scalars(query.order_by(Round.starts_at, Round.number).limit(1)).first()


def stops(session: Session, round_id: str) -> list[Stop]:
    """A round's stops in the order driven."""
    query = select(Stop).where(Stop.round_id == round_id, Stop.voided_at.is_(None))
    return list(session.scalars(query.order_by(Stop.position, Stop.id)))


def carried(session: Session, round_ids: Sequence[str]) -> list[Carried]:
    """The tasks that rounds carry, in the order driven; called-off ones are left out."""
    query = _carried().join(Stop, Stop.id == Task.stop_id)
    query = query.where(Stop.round_id.in_(round_ids), Stop.voided_at.is_(None), _LIVE)
    query = query.order_by(Stop.position, Stop.id, Request.number)
    return [Carried(*row) for row in session.execute(query)]


def carried_tasks(session: Session, task_ids: Sequence[str]) -> list[Carried]:
    """Tasks by key, in the order of the keys."""
    return in_order(session, _carried_rows(), task_ids, Carried)


@cache
def _carried_rows() -> Select[*tuple[Any, ...]]:
    return by_keys(_carried(), Task.id)


def candidates(session: Session, first_day: date, last_day: date, areas: Sequence[str]) -> list[Carried]:
    """Tasks that a round could take: planned, to be carried to a door, and on no round.

    Args:
        session: a reading session.
        first_day: none before this day.
        last_day: none after this day.
        areas: only households of these areas; empty for all.

    Returns:
        Tasks by date and address. A task not attempted last time may be taken again.
    """
    query = _carried().outerjoin(Stop, Stop.id == Task.stop_id)
    free = Task.stop_id.is_(None) | Stop.voided_at.is_not(None) | (Task.outcome == TaskOutcome.NOT_ATTEMPTED)
    query = query.where(Task.voided_at.is_(None), Task.status == TaskStatus.PLANNED, free)
    query = query.where(Task.kind.in_(CARRIED), Task.on_date.between(first_day, last_day))
    query = query.where(Request.voided_at.is_(None), Request.status.in_(STAGES["open"]))
    query = query.where(Person.voided_at.is_(None), Person.status == PersonStatus.ACTIVE)
    if areas:
        query = query.where(Household.area_id.in_(areas))
    query = query.order_by(Task.on_date, Household.postcode, Household.address_line1, Task.id)
    return [Carried(*row) for row in session.execute(query)]


def task_records(session: Session, keys: Sequence[str]) -> dict[str, Task]:
    """Tasks by key, in one statement however many."""
    return {one.id: one for one in session.scalars(select(Task).where(Task.id.in_(keys)))}


def remembered(session: Session, area_key: str) -> list[RememberedPlace]:
    """The coordinator's order of an area's households, undone places left out."""
    query = select(RememberedPlace).where(
        RememberedPlace.area_key == area_key, RememberedPlace.voided_at.is_(None)
    )
    return list(session.scalars(query.order_by(RememberedPlace.position, RememberedPlace.id)))


def all_places(session: Session, area_key: str) -> dict[str, RememberedPlace]:
    """Every remembered place of an area by household, undone ones too."""
    query = select(RememberedPlace).where(RememberedPlace.area_key == area_key)
    return {place.household_id: place for place in session.scalars(query)}


def subtree(session: Session, area_id: str) -> list[str]:
    """An area and all the areas that lie in it."""
    found, edge = [area_id], [area_id]
    while edge:
        query = select(Area.id).where(Area.parent_id.in_(edge), Area.id.not_in(found))
        edge = list(session.scalars(query.where(Area.voided_at.is_(None))))
        found += edge
    return found


def last_print(session: Session, purpose: str) -> datetime | None:
    """When something was last printed, by the purpose its sharing record names."""
    query = select(func.max(SharingRecord.at)).where(
        SharingRecord.kind == ShareKind.PRINT, SharingRecord.purpose == purpose
    )
    return session.scalar(query)


def _named(query: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    return (
        query.outerjoin(Area, Area.id == Round.area_id)
        .outerjoin(_DRIVER_ROLE, _DRIVER_ROLE.id == Round.driver_id)
        .outerjoin(_DRIVER, _DRIVER.id == _DRIVER_ROLE.person_id)
        .outerjoin(_HELPER_ROLE, _HELPER_ROLE.id == Round.helper_id)
        .outerjoin(_HELPER, _HELPER.id == _HELPER_ROLE.person_id)
    )


def _settled(row: RoundRow) -> RoundRow:
    """A round is back when every stop has its outcome, whatever was undone in between."""
    if row.stops and row.done == row.stops:
        return row._replace(status=RoundStatus.BACK)
    return row._replace(status=RoundStatus.OUT) if row.status is RoundStatus.BACK and row.stops else row


def _carried() -> Select[*tuple[Any, ...]]:
    query: Select[*tuple[Any, ...]] = select(
        *(Task.id, Task.status, Task.outcome, Task.outcome_note, Task.on_date, Task.kind),
        *(Task.volunteer_id, Task.second_volunteer_id, Task.stop_id),
        *(Request.id, Request.number, Request.status, Request.recurrence, _ITEMS, Request.answers),
        *(Request.because_of, Request.taken_by_id),
        *(NeedType.code, NeedType.label, NeedType.icon, NeedType.is_private),
        *(NeedType.item_one, NeedType.item_many, NeedType.minutes, NeedType.keep, NeedType.at_door),
        NeedType.handover_code,
        *(Person.id, Person.first_name, Person.preferred_name, Person.last_name, Person.status),
        Household.id,
        func.coalesce(Household.address_line1, ""),
        func.coalesce(Household.address_line2, ""),
        func.coalesce(Household.town, ""),
        func.coalesce(Household.postcode, ""),
        Household.area_id,
        func.coalesce(Area.name, ""),
        Household.easting,
        Household.northing,
        func.coalesce(Household.precision, Precision.UNKNOWN),
        func.coalesce(Household.door_note, ""),
        func.coalesce(Household.food_needs, ""),
        func.coalesce(Household.go_in_pairs, False),
        func.coalesce(Task.starts_at, Request.not_before),
        func.coalesce(Task.ends_at, Request.due_time),
    )
    return (
        query.join(Request, Request.id == Task.request_id)
        .join(Person, Person.id == Request.person_id)
        .join(NeedType, NeedType.id == Request.need_type_id)
        .outerjoin(Household, Household.id == Person.household_id)
        .outerjoin(Area, Area.id == Household.area_id)
    )
