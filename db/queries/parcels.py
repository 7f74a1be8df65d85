"""Parcels as they are read: for which door, on which round, for how many, and what may not be in them."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Select, case, func, or_, select, tuple_
from sqlalchemy.orm import Session, aliased

from db.enums import RequestStatus, TaskOutcome, TaskStatus
from db.enums_stock import ParcelState
from db.models import (
    Household,
    NeedType,
    Organisation,
    Person,
    Request,
    Round,
    StockParcel,
    StockRecipe,
    Stop,
    Task,
)
from db.queries.paging import fetch

NEED = "food_parcel"
"""The kind of help a parcel of food is packed for."""
MOST = 2_000
"""Parcels a list holds."""
_OVER = (RequestStatus.DONE, RequestStatus.CANCELLED)


class ForRow(NamedTuple):
    """A task a parcel is packed for.

    Attributes:
        round_id: None while it is on no round.
        stop: number of its stop on the round, from 1.
        size: people in the household; None where nobody asked.
    """

    task_id: str
    on_date: date
    outcome: TaskOutcome | None
    request_id: str
    request: int
    round_id: str | None
    round: int | None
    stop: int | None
    first_name: str
    last_name: str
    preferred_name: str
    household_id: str | None
    address: str
    size: int | None
    children: int | None
    babies: int | None
    food_needs: str


class ParcelRow(NamedTuple):
    """A parcel in use; see `db.models.StockParcel`."""

    id: str
    number: int
    state: ParcelState
    recipe: str
    contents: list[list[Any]]
    missing: list[str]
    short: list[list[Any]]
    by_hand: bool
    whose: ForRow


class OthersRow(NamedTuple):
    """A request for a parcel: whose household asks, and which other organisation brings it, if one does."""

    request_id: str
    household_id: str
    address: str
    other: str


_BEFORE = aliased(Stop)
_STOP_NUMBER = (
    select(func.count(_BEFORE.id))
    .where(
        _BEFORE.round_id == Stop.round_id,
        _BEFORE.voided_at.is_(None),
        tuple_(_BEFORE.position, _BEFORE.id) <= tuple_(Stop.position, Stop.id),
    )
    .correlate(Stop)
    .scalar_subquery()
)
_FOR = (
    *(Task.id, Task.on_date, Task.outcome, Request.id, Request.number, Round.id, Round.number),
    case((Round.id.is_not(None), _STOP_NUMBER)),
    *(Person.first_name, Person.last_name, Person.preferred_name, Household.id),
    func.coalesce(Household.address_line1, ""),
    *(Household.size, Household.children, Household.babies, func.coalesce(Household.food_needs, "")),
)


def _joined(query: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    return (
        query.join(Request, Request.id == Task.request_id)
        .join(Person, Person.id == Request.person_id)
        .join(NeedType, NeedType.id == Request.need_type_id)
        .outerjoin(Household, Household.id == Person.household_id)
        .outerjoin(Stop, (Stop.id == Task.stop_id) & Stop.voided_at.is_(None))
        .outerjoin(Round, (Round.id == Stop.round_id) & Round.voided_at.is_(None))
    )


def tasks_for(session: Session, first: date, last: date, *, round_id: str | None = None) -> list[ForRow]:
    """Tasks of some days, or of one round, that bring a parcel of food; in the order driven."""
    query = _joined(select(*_FOR).select_from(Task)).where(
        NeedType.code == NEED,
        Task.voided_at.is_(None),
        Request.voided_at.is_(None),
        Task.status != TaskStatus.CANCELLED,
        Task.on_date >= first,
        Task.on_date <= last,
    )
    if round_id is not None:
        query = query.where(Stop.round_id == round_id)
    found = fetch(session, query.order_by(Task.on_date, Round.number, Stop.position, Request.number, Task.id))
    return [ForRow(*row) for row in found]


def parcels(session: Session, task_ids: Sequence[str] | None = None) -> list[ParcelRow]:
    """Parcels in use whose task still stands, the latest day first; of all tasks, or of some."""
    own = (StockParcel.id, StockParcel.number, StockParcel.state, func.coalesce(StockRecipe.name, ""))
    held = (StockParcel.contents, StockParcel.missing, StockParcel.short, StockParcel.by_hand)
    query = select(*own, *held, *_FOR).select_from(StockParcel).join(Task, Task.id == StockParcel.task_id)
    query = _joined(query).outerjoin(StockRecipe, StockRecipe.id == StockParcel.recipe_id)
    query = query.where(StockParcel.voided_at.is_(None))
    if task_ids is not None:
        query = query.where(StockParcel.task_id.in_(list(task_ids)))
    query = query.order_by(Task.on_date.desc(), Round.number, Stop.position, StockParcel.number).limit(MOST)
    return [ParcelRow._make((*row[:8], ForRow._make(row[8:]))) for row in fetch(session, query)]


def asked(session: Session) -> list[OthersRow]:
    """Open requests for a parcel of food, with the other organisation that brings it."""
    query = (
        select(
            Request.id,
            Household.id,
            Household.address_line1,
            func.coalesce(Organisation.name, ""),
        )
        .join(Person, Person.id == Request.person_id)
        .join(Household, Household.id == Person.household_id)
        .join(NeedType, NeedType.id == Request.need_type_id)
        .outerjoin(
            Organisation,
            or_(
                Organisation.id == Request.passed_to_id,
                Request.passed_to_id.is_(None) & (Organisation.id == Request.owner_id),
            ),
        )
        .where(NeedType.code == NEED, Request.voided_at.is_(None), Request.status.not_in(_OVER))
        .order_by(Household.address_line1, Request.number)
    )
    return [OthersRow(*row) for row in fetch(session, query)]


def rounds_with_parcels(session: Session, first: date, last: date) -> list[tuple[str, int, str, date]]:
    """Key, number, name and day of the rounds of some days that bring parcels of food."""
    query = (
        select(Round.id, Round.number, Round.name, Round.on_date)
        .join(Stop, Stop.round_id == Round.id)
        .join(Task, Task.stop_id == Stop.id)
        .join(Request, Request.id == Task.request_id)
        .join(NeedType, NeedType.id == Request.need_type_id)
        .where(
            NeedType.code == NEED,
            Round.voided_at.is_(None),
            Stop.voided_at.is_(None),
            Task.voided_at.is_(None),
            Round.on_date >= first,
            Round.on_date <= last,
        )
        .distinct()
        .order_by(Round.on_date, Round.number)
    )
    return [(key, number, name, day) for key, number, name, day in fetch(session, query)]
