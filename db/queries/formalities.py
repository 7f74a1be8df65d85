"""Formalities taken on: ids for a filter and sort, and rows for ids."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, String, case, func, literal, or_, select
from sqlalchemy.orm import Session, aliased

from db.enums_formalities import FormalityKind, FormalityState
from db.models import Formality, Organisation, Person, Volunteer
from db.queries.paging import by_keys, fetch, in_order, keys, ordered

OPEN = (FormalityState.ASKED, FormalityState.TAKEN_ON, FormalityState.ARRANGED)
"""States in which somebody still has something to do."""
ASKER, ARRANGER, PAYER = aliased(Organisation), aliased(Organisation), aliased(Organisation)
ASKED_BY = func.coalesce(func.nullif(ASKER.name, ""), Formality.asked_by_name)
FOR_WHOM = func.coalesce(
    func.nullif(func.trim(Person.first_name + " " + Person.last_name), ""), Formality.for_name
)
_FAR = date(9999, 12, 31)
_ORDER = case({state.value: place for place, state in enumerate(FormalityState)}, value=Formality.state)
SORTS: dict[str, tuple[Any, ...]] = {
    "due": (_ORDER, func.coalesce(Formality.due_on, _FAR), Formality.number),
    "number": (Formality.number,),
    "asked_by": (ASKED_BY.collate("NOCASE"),),
    "for": (FOR_WHOM.collate("NOCASE"),),
    "kind": (Formality.kind, Formality.number),
    "arranged_by": (func.coalesce(ARRANGER.name, "").collate("NOCASE"),),
    "paid_by": (func.coalesce(PAYER.name, "").collate("NOCASE"),),
}


class FormalityRow(NamedTuple):
    """One line of the queue.

    Attributes:
        asked_by: the organisation, or the name given.
        for_whom: the volunteer, or the name given; empty for the group itself.
        recorded: a check on record came of it.
    """

    id: str
    number: int
    kind: FormalityKind
    state: FormalityState
    asked_by: str
    for_whom: str
    arranged_by: str
    paid_by: str
    next_step: str
    asked_on: date
    due_on: date | None
    volunteer_id: str | None
    recorded: bool


@dataclass(frozen=True, slots=True)
class FormalityFilter:
    """Which formalities to list.

    Attributes:
        states: only these; every one when empty.
        text: part of who asked, for whom, what comes next, or a number.
        organisation_id: only those this body asked for, arranges or pays for; empty for all.
        kind: only these; None for all.
        voided: the voided ones instead of those in use.
    """

    states: tuple[FormalityState, ...] = ()
    text: str = ""
    organisation_id: str = ""
    kind: FormalityKind | None = None
    voided: bool = False


def joined(query: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """A query of formalities with whoever asked, arranges and pays, and whom each is for."""
    return (
        query.outerjoin(ASKER, ASKER.id == Formality.asked_by_id)
        .outerjoin(ARRANGER, ARRANGER.id == Formality.arranged_by_id)
        .outerjoin(PAYER, PAYER.id == Formality.paid_by_id)
        .outerjoin(Volunteer, Volunteer.id == Formality.volunteer_id)
        .outerjoin(Person, Person.id == Volunteer.person_id)
    )


def ids(session: Session, wanted: FormalityFilter, sort: str = "due", descending: bool = False) -> list[str]:
    """Keys of the formalities wanted, sorted: by stage and then by the day due, unless asked otherwise."""
    gone = Formality.voided_at
    query = joined(select(Formality.id)).where(gone.is_not(None) if wanted.voided else gone.is_(None))
    if wanted.states:
        query = query.where(Formality.state.in_(wanted.states))
    if wanted.kind is not None:
        query = query.where(Formality.kind == wanted.kind)
    if wanted.organisation_id:
        columns = (Formality.asked_by_id, Formality.arranged_by_id, Formality.paid_by_id)
        query = query.where(or_(*(one == wanted.organisation_id for one in columns)))
    if wanted.text:
        query = query.where(_says(wanted.text))
    return keys(session, ordered(query, SORTS[sort], Formality.id, descending))


def states(session: Session) -> Mapping[FormalityState, int]:
    """How many stand at each state."""
    query = select(Formality.state, func.count()).where(Formality.voided_at.is_(None))
    return dict(tuple(row) for row in fetch(session, query.group_by(Formality.state)))


def rows(session: Session, wanted: Sequence[str]) -> list[FormalityRow]:
    """Lines for keys, in the order of the keys; keys that are gone are left out."""
    return in_order(session, _ROWS, wanted, FormalityRow)


def _says(text: str) -> ColumnElement[bool]:
    plain = text.casefold()
    said = (
        ASKED_BY,
        FOR_WHOM,
        func.coalesce(ARRANGER.name, ""),
        func.coalesce(PAYER.name, ""),
        Formality.next_step,
        literal("fm-") + Formality.number.cast(String),
    )
    return or_(*(func.instr(func.lower(one), plain) > 0 for one in said))


_ROWS = by_keys(
    joined(
        select(
            Formality.id,
            Formality.number,
            Formality.kind,
            Formality.state,
            func.coalesce(ASKED_BY, ""),
            func.coalesce(FOR_WHOM, ""),
            func.coalesce(ARRANGER.name, ""),
            func.coalesce(PAYER.name, ""),
            Formality.next_step,
            Formality.asked_on,
            Formality.due_on,
            Formality.volunteer_id,
            Formality.check_id.is_not(None),
        )
    ),
    Formality.id,
)
