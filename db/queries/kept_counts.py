"""Figures that stay when requests go: how many, for what, where and in which week, and nobody in them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import and_, case, func, or_, select, update
from sqlalchemy.orm import Session

from db.asked import MET, STILL_ASKED
from db.enums import TaskStatus
from db.models import Change, Household, KeptCount, NeedType, Person, Request, Task
from db.queries.paging import fetch
from db.session import UnitOfWork

_PAGE = 400


class Figure(NamedTuple):
    """A figure of one place and day, or of its week; see `desktop.domain.retention.Place`."""

    day: date
    area_id: str | None
    la_code: str
    need_id: str
    outcome: str
    requests: int
    tasks: int
    met: int


def figures_of(session: Session, request_ids: Sequence[str]) -> list[Figure]:
    """What some requests count for, while they are there; those taken out of use count for nothing."""
    found: list[Figure] = []
    for start in range(0, len(request_ids), _PAGE):
        page = request_ids[start : start + _PAGE]
        found += _requests(session, Request.id.in_(page)) + _tasks(session, Request.id.in_(page))
    return found


def all_figures(session: Session) -> list[Figure]:
    """What every request counts for, and what those that went counted for."""
    kept = select(
        KeptCount.week,
        KeptCount.area_id,
        KeptCount.la_code,
        KeptCount.need_type_id,
        KeptCount.outcome,
        KeptCount.requests,
        KeptCount.tasks,
        KeptCount.met,
    )
    everything = Request.id.is_not(None)
    stay = [Figure(*row) for row in fetch(session, kept)]
    return _requests(session, everything) + _tasks(session, everything) + stay


def private_needs(session: Session) -> frozenset[str]:
    """Keys of the needs that are private."""
    return frozenset(row[0] for row in fetch(session, select(NeedType.id).where(NeedType.is_private)))


def _requests(session: Session, which: Any) -> list[Figure]:
    query = (
        select(
            Request.taken_at,
            Household.area_id,
            func.coalesce(Household.la_code, ""),
            Request.need_type_id,
            Request.close_reason,
        )
        .join(Person, Person.id == Request.person_id)
        .outerjoin(Household, Household.id == Person.household_id)
        .where(which, Request.voided_at.is_(None))
    )
    return [
        Figure(at.astimezone().date(), area, la, need, str(how or "open"), 1, 0, 0)
        for at, area, la, need, how in fetch(session, query)
    ]


def _tasks(session: Session, which: Any) -> list[Figure]:
    """Occurrences of help as coverage counts them."""
    asked = or_(Task.status != TaskStatus.CANCELLED, Request.close_reason.in_(STILL_ASKED))
    met = case((and_(Task.status == TaskStatus.DONE, Task.outcome.in_(MET)), 1), else_=0)
    query = (
        select(
            Task.on_date, Household.area_id, func.coalesce(Household.la_code, ""), Request.need_type_id, met
        )
        .join(Request, Request.id == Task.request_id)
        .join(Person, Person.id == Request.person_id)
        .outerjoin(Household, Household.id == Person.household_id)
        .where(which, Request.voided_at.is_(None), Task.voided_at.is_(None), asked)
    )
    return [
        Figure(day, area, la, need, "", 0, 1, came) for day, area, la, need, came in fetch(session, query)
    ]


def add_counts(work: UnitOfWork, figures: Iterable[Figure]) -> int:
    """Add figures, one for each week and place, to those that stay.

    What the log says of it is emptied at once: beside the keys of what was erased in the same transaction it
    would join the two again.

    Returns:
        How many requests they count.
    """
    total = 0
    held: Mapping[tuple[Any, ...], KeptCount] = {
        (one.week, one.area_id, one.la_code, one.need_type_id, one.outcome): one
        for one in work.session.scalars(select(KeptCount))
    }
    for one in figures:
        total += one.requests
        line = held.get(one[:5])
        if line is None:
            line = KeptCount(week=one.day, area_id=one.area_id, la_code=one.la_code)
            line.need_type_id, line.outcome = one.need_id, one.outcome
            line.requests = line.tasks = line.met = 0
            work.add(line)
        line.requests += one.requests
        line.tasks += one.tasks
        line.met += one.met
    work.session.flush()
    mine = update(Change).where(Change.txn == work.txn, Change.entity == "kept_count")
    work.session.execute(mine.values(value=None, salt=None))
    return total


def weekly(
    session: Session, first: date, last: date, place: tuple[str | None, str] | None = None
) -> list[tuple[date, str | None, str, int, int]]:
    """Occurrences of help that stay as figures: Monday, area, need, how many asked for, how many came."""
    query = select(
        KeptCount.week,
        KeptCount.area_id,
        KeptCount.need_type_id,
        func.sum(KeptCount.tasks),
        func.sum(KeptCount.met),
    ).where(KeptCount.week >= first, KeptCount.week <= last, KeptCount.tasks > 0)
    if place is not None:
        query = query.where(KeptCount.area_id == place[0], KeptCount.need_type_id == place[1])
    query = query.group_by(KeptCount.week, KeptCount.area_id, KeptCount.need_type_id)
    return [(row[0], row[1], row[2], row[3], row[4]) for row in fetch(session, query)]
