"""Tasks: ids for a filter and sort, and rows for ids."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Select, SQLColumnExpression, func, select
from sqlalchemy.orm import Session, aliased

from db.enums import TaskKind, TaskOutcome, TaskStatus
from db.models import Area, Household, NeedType, Person, Request, Round, Stop, Task, Volunteer
from db.queries.paging import by_keys, fetch, in_order, keys, ordered


class TaskRow(NamedTuple):
    """One line of the list of tasks; round and stop are empty for a task on no round."""

    id: str
    request_id: str
    request_number: int
    on_date: date
    starts_at: time | None
    ends_at: time | None
    kind: TaskKind
    status: TaskStatus
    outcome: TaskOutcome | None
    person_id: str
    first_name: str
    last_name: str
    need_code: str
    need: str
    icon: str
    is_private: bool
    taken_by_id: str | None
    area: str
    volunteer_id: str | None
    volunteer: str
    round_id: str | None
    round_number: int | None
    stop_id: str | None


@dataclass(frozen=True, slots=True)
class TaskFilter:
    """Which tasks to list.

    Attributes:
        first_day: none before this day; None for no limit.
        last_day: none after this day; None for no limit.
        statuses: only these; empty for all.
        kinds: only these; empty for all.
        need_code: only this need; empty for all.
        area_id: only people of this area; empty for all.
        person_id: only this person's; empty for all.
        volunteer_id: only this volunteer's, as first or second; empty for all.
        uncovered: only those without a volunteer that need one: nobody brings what is fetched.
        among: only these keys; None for no limit.
        voided: the voided ones instead of those in use.
    """

    first_day: date | None = None
    last_day: date | None = None
    statuses: tuple[TaskStatus, ...] = ()
    kinds: tuple[TaskKind, ...] = ()
    need_code: str = ""
    area_id: str = ""
    person_id: str = ""
    volunteer_id: str = ""
    uncovered: bool = False
    among: tuple[str, ...] | None = None
    voided: bool = False


_HELPER = aliased(Person)
_HELPER_NAME = func.trim(_HELPER.first_name + " " + _HELPER.last_name)
SORTS: dict[str, tuple[SQLColumnExpression[Any], ...]] = {
    "date": (Task.on_date, Task.starts_at),
    "person": (Person.last_name.collate("NOCASE"), Person.first_name.collate("NOCASE")),
    "need": (NeedType.label.collate("NOCASE"), Task.on_date),
    "area": (Area.name.collate("NOCASE"), Task.on_date),
    "volunteer": (_HELPER.last_name.collate("NOCASE"), _HELPER.first_name.collate("NOCASE"), Task.on_date),
    "round": (Round.number, Stop.position),
    "status": (Task.status, Task.on_date),
}

_JOINS: dict[str, frozenset[str]] = {
    "date": frozenset(),
    "person": frozenset({"person"}),
    "need": frozenset({"need"}),
    "area": frozenset({"person", "area"}),
    "volunteer": frozenset({"volunteer"}),
    "round": frozenset({"round"}),
    "status": frozenset(),
}
_ALL = frozenset({"person", "need", "area", "volunteer", "round"})


def ids(session: Session, wanted: TaskFilter, sort: str = "date", descending: bool = False) -> list[str]:
    """Keys of the tasks wanted, sorted.

    Args:
        session: a reading session.
        wanted: the filter.
        sort: a key of `SORTS`.
        descending: last first.

    Returns:
        Keys in order; ties by key.
    """
    query = _filtered(_joined(select(Task.id), _JOINS[sort] | _filter_joins(wanted)), wanted)
    return keys(session, ordered(query, SORTS[sort], Task.id, descending), wanted.among, Task.id)


def rows(session: Session, wanted: Sequence[str]) -> list[TaskRow]:
    """Lines for keys, in the order of the keys; keys that are gone are left out."""
    return in_order(session, _rows(), wanted, TaskRow)


@cache
def _rows() -> Select[*tuple[Any, ...]]:
    return by_keys(
        _joined(
            select(
                Task.id,
                Request.id,
                Request.number,
                Task.on_date,
                Task.starts_at,
                Task.ends_at,
                Task.kind,
                Task.status,
                Task.outcome,
                Person.id,
                Person.first_name,
                Person.last_name,
                NeedType.code,
                NeedType.label,
                NeedType.icon,
                NeedType.is_private,
                Request.taken_by_id,
                func.coalesce(Area.name, ""),
                Task.volunteer_id,
                func.coalesce(_HELPER_NAME, ""),
                Round.id,
                Round.number,
                Stop.id,
            ),
            _ALL,
        ),
        Task.id,
    )


def count(session: Session, wanted: TaskFilter) -> int:
    """How many tasks are wanted; of ``among`` nothing is known here."""
    query = _filtered(_joined(select(func.count(Task.id)), _filter_joins(wanted)), wanted)
    return int(fetch(session, query)[0][0])


def _joined(query: Select[*tuple[Any, ...]], wanted: frozenset[str]) -> Select[*tuple[Any, ...]]:
    """Join only what is asked for: a list of hundreds of thousands of tasks is sorted through these."""
    if wanted & {"person", "need"}:
        query = query.join(Request, Request.id == Task.request_id)
    if "person" in wanted:
        query = query.join(Person, Person.id == Request.person_id)
    if "need" in wanted:
        query = query.join(NeedType, NeedType.id == Request.need_type_id)
    if "area" in wanted:
        query = query.outerjoin(Household, Household.id == Person.household_id)
        query = query.outerjoin(Area, Area.id == Household.area_id)
    if "volunteer" in wanted:
        query = query.outerjoin(Volunteer, Volunteer.id == Task.volunteer_id)
        query = query.outerjoin(_HELPER, _HELPER.id == Volunteer.person_id)
    if "round" in wanted:
        query = query.outerjoin(Stop, (Stop.id == Task.stop_id) & Stop.voided_at.is_(None))
        query = query.outerjoin(Round, Round.id == Stop.round_id)
    return query


def _filter_joins(wanted: TaskFilter) -> frozenset[str]:
    need = {"need"} if wanted.need_code else set[str]()
    place = {"person", "area"} if wanted.area_id else set[str]()
    person = {"person"} if wanted.person_id else set[str]()
    return frozenset(need | place | person)


def _filtered(query: Select[*tuple[Any, ...]], wanted: TaskFilter) -> Select[*tuple[Any, ...]]:
    query = query.where(Task.voided_at.is_not(None) if wanted.voided else Task.voided_at.is_(None))
    if wanted.first_day is not None:
        query = query.where(Task.on_date >= wanted.first_day)
    if wanted.last_day is not None:
        query = query.where(Task.on_date <= wanted.last_day)
    if wanted.statuses:
        query = query.where(Task.status.in_(wanted.statuses))
    if wanted.kinds:
        query = query.where(Task.kind.in_(wanted.kinds))
    if wanted.need_code:
        query = query.where(NeedType.code == wanted.need_code)
    if wanted.area_id:
        query = query.where(Household.area_id == wanted.area_id)
    if wanted.person_id:
        query = query.where(Person.id == wanted.person_id)
    if wanted.volunteer_id:
        query = query.where(
            (Task.volunteer_id == wanted.volunteer_id) | (Task.second_volunteer_id == wanted.volunteer_id)
        )
    if wanted.uncovered:
        query = query.where(Task.volunteer_id.is_(None), Task.kind != TaskKind.COLLECTION)
    return query
