"""Call sheets on paper: which are out, their lines, and who has which call."""

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Select, case, func, or_, select
from sqlalchemy.orm import Session

from db.enums import Answer
from db.enums_calls import CallKind, SheetLineState
from db.models import CallPlan, CallSheet, CallSheetLine, Person, Phone, PhoneLine, PhoneRound
from db.queries.paging import by_keys, fetch, in_order

_USED = (CallSheet.voided_at.is_(None), CallSheetLine.voided_at.is_(None))


class SheetRow(NamedTuple):
    """One sheet with how far it has come.

    Attributes:
        round_name: the phone round it is of; empty for calls of the worklist.
        asks: what its callers say and ask.
        out: how many lines are still to be keyed in.
    """

    id: str
    number: int
    caller: str
    on_date: date
    round_id: str | None
    round_name: str
    asks: str
    lines: int
    out: int


class SheetLineRow(NamedTuple):
    """One line of a sheet.

    Attributes:
        kind: what the call is for; None on a phone round.
        phone: the number as held; empty for none.
    """

    id: str
    sheet_id: str
    number: int
    caller: str
    place: int
    state: SheetLineState
    plan_id: str | None
    line_id: str | None
    kind: CallKind | None
    person_id: str
    first_name: str
    last_name: str
    preferred_name: str
    language_code: str
    phone: str
    safe_number: str
    safe_when: str
    safe_message: Answer


class OnPaper(NamedTuple):
    """Who has a call on paper: the sheet's number and its caller."""

    number: int
    caller: str


_NUMBER = (
    select(func.coalesce(func.nullif(Phone.e164, ""), Phone.raw))
    .where(Phone.person_id == Person.id, Phone.voided_at.is_(None))
    .order_by(Phone.position, Phone.id)
    .limit(1)
    .correlate(Person)
    .scalar_subquery()
)


def sheets(session: Session, *, open_only: bool = True) -> list[SheetRow]:
    """Every sheet with its counts, the newest first; one statement.

    Args:
        session: a reading session.
        open_only: only those with a line that is still out.
    """
    out = func.coalesce(func.sum(case((CallSheetLine.state == SheetLineState.OUT, 1), else_=0)), 0)
    query = (
        select(
            *(CallSheet.id, CallSheet.number, CallSheet.caller, CallSheet.on_date, CallSheet.round_id),
            *(func.coalesce(PhoneRound.name, ""), func.coalesce(PhoneRound.asks, "")),
            *(func.count(CallSheetLine.id), out),
        )
        .join(CallSheetLine, CallSheetLine.sheet_id == CallSheet.id)
        .outerjoin(PhoneRound, PhoneRound.id == CallSheet.round_id)
        .where(*_USED)
        .group_by(CallSheet.id)
        .order_by(CallSheet.number.desc())
    )
    if open_only:
        query = query.having(out > 0)
    return [SheetRow(*row) for row in fetch(session, query)]


def lines(session: Session, sheet_id: str, state: SheetLineState | None = None) -> list[SheetLineRow]:
    """Lines of a sheet in the order of the paper."""
    query = _lines().where(CallSheetLine.sheet_id == sheet_id, *_USED)
    if state is not None:
        query = query.where(CallSheetLine.state == state)
    return [SheetLineRow(*row) for row in fetch(session, query.order_by(CallSheetLine.place))]


def line_rows(session: Session, wanted: Sequence[str]) -> list[SheetLineRow]:
    """Lines by key, in the order of the keys; those that are gone are left out."""
    return in_order(session, _by_line(), wanted, SheetLineRow)


def on_paper(session: Session, keys: Sequence[str] | None = None) -> dict[str, OnPaper]:
    """Plans and lines of phone rounds that somebody has on paper, by key.

    Args:
        session: a reading session.
        keys: of plans or lines, a few; None for all.
    """
    query = (
        select(CallSheetLine.plan_id, CallSheetLine.line_id, CallSheet.number, CallSheet.caller)
        .join(CallSheet, CallSheet.id == CallSheetLine.sheet_id)
        .where(*_USED, CallSheetLine.state == SheetLineState.OUT)
    )
    if keys is not None:
        query = query.where(or_(CallSheetLine.plan_id.in_(keys), CallSheetLine.line_id.in_(keys)))
    rows = fetch(session, query)
    return {str(plan or line): OnPaper(number, caller) for plan, line, number, caller in rows}


@cache
def _by_line() -> Select[*tuple[Any, ...]]:
    return by_keys(_lines(), CallSheetLine.id)


def _lines() -> Select[*tuple[Any, ...]]:
    return (
        select(
            *(CallSheetLine.id, CallSheet.id, CallSheet.number, CallSheet.caller, CallSheetLine.place),
            *(CallSheetLine.state, CallSheetLine.plan_id, CallSheetLine.line_id, CallPlan.kind, Person.id),
            *(Person.first_name, Person.last_name, Person.preferred_name, Person.language_code),
            *(func.coalesce(_NUMBER, ""), Person.safe_number, Person.safe_when, Person.safe_message),
        )
        .join(CallSheet, CallSheet.id == CallSheetLine.sheet_id)
        .outerjoin(CallPlan, CallPlan.id == CallSheetLine.plan_id)
        .outerjoin(PhoneLine, PhoneLine.id == CallSheetLine.line_id)
        .join(Person, Person.id == func.coalesce(CallPlan.person_id, PhoneLine.person_id))
    )
