"""Phone rounds: the lists there are, how far each has come, and the lines of one caller."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import Session

from db.enums import Answer, ChangeOp, ContactPreference, PersonStatus
from db.enums_calls import LineState
from db.models import CallPlan, Change, Household, ImportRun, Person, Phone, PhoneLine, PhoneRound, User
from db.queries.paging import by_keys, fetch, given, in_order


class RoundRow(NamedTuple):
    """One phone round with how far it has come.

    Attributes:
        calls: how many calls it has, people asked on somebody else's call not counted.
    """

    id: str
    number: int
    name: str
    asks: str
    starts_on: date
    tries: int
    closed_on: date | None
    people: int
    calls: int
    to_do: int
    made: int
    no_answer: int
    wrong_number: int
    left_out: int


class CallerRow(NamedTuple):
    """How far one caller's share has come."""

    caller: str
    calls: int
    to_do: int
    made: int


class LineRow(NamedTuple):
    """One line of a phone round.

    Attributes:
        phone: the number to ring: the safe one where they gave one.
    """

    id: str
    place: int
    person_id: str
    first_name: str
    last_name: str
    preferred_name: str
    address: str
    phone: str
    safe_number: str
    safe_when: str
    language_code: str
    communication_needs: str
    caller: str
    on_date: date
    with_id: str | None
    state: LineState
    tries: int
    why: str
    done_at: datetime | None


class FoundPerson(NamedTuple):
    """Somebody who may be put on a round."""

    id: str
    first_name: str
    last_name: str
    preferred_name: str
    phone: str
    safe_number: str
    safe_when: str
    household_id: str
    status: PersonStatus
    preference: ContactPreference
    usual: str
    safe_message: Answer


_NUMBER = (
    select(func.coalesce(func.nullif(Phone.e164, ""), Phone.raw))
    .where(Phone.person_id == Person.id, Phone.voided_at.is_(None))
    .order_by(Phone.position, Phone.id)
    .limit(1)
    .correlate(Person)
    .scalar_subquery()
)
_USUAL = (
    select(User.name)
    .join(CallPlan, CallPlan.caller_id == User.id)
    .where(CallPlan.person_id == Person.id, CallPlan.voided_at.is_(None), CallPlan.ended_on.is_(None))
    .limit(1)
    .correlate(Person)
    .scalar_subquery()
)
_IN_USE = PhoneLine.voided_at.is_(None)


def rounds(session: Session, *, with_closed: bool = False) -> list[RoundRow]:
    """Every round with its counts, the newest first; one statement."""
    own = PhoneLine.with_id.is_(None)

    def count(state: LineState) -> Any:
        return func.coalesce(func.sum(case(((PhoneLine.state == state) & own, 1), else_=0)), 0)

    query = (
        select(
            *(PhoneRound.id, PhoneRound.number, PhoneRound.name, PhoneRound.asks, PhoneRound.starts_on),
            *(PhoneRound.tries, PhoneRound.closed_on, func.count(PhoneLine.id)),
            func.coalesce(func.sum(case(((PhoneLine.state != LineState.LEFT_OUT) & own, 1), else_=0)), 0),
            *map(count, LineState),
        )
        .outerjoin(PhoneLine, (PhoneLine.round_id == PhoneRound.id) & _IN_USE)
        .where(PhoneRound.voided_at.is_(None))
        .group_by(PhoneRound.id)
        .order_by(PhoneRound.number.desc())
    )
    if not with_closed:
        query = query.where(PhoneRound.closed_on.is_(None))
    return [RoundRow(*row) for row in fetch(session, query)]


def callers(session: Session, round_id: str) -> list[CallerRow]:
    """How far each caller of a round has come, by name."""
    mine = (PhoneLine.round_id == round_id, _IN_USE, PhoneLine.with_id.is_(None))
    to_do = func.sum(case((PhoneLine.state == LineState.TO_DO, 1), else_=0))
    made = func.sum(case((PhoneLine.state == LineState.MADE, 1), else_=0))
    query = (
        select(PhoneLine.caller, func.count(), to_do, made)
        .where(*mine, PhoneLine.state != LineState.LEFT_OUT)
        .group_by(PhoneLine.caller)
        .order_by(PhoneLine.caller)
    )
    return [CallerRow(*row) for row in fetch(session, query)]


def lines(
    session: Session,
    round_id: str,
    *,
    caller: str = "",
    state: LineState | None = None,
    due_by: date | None = None,
) -> list[LineRow]:
    """Lines of a round in the order they are rung: by day, then as the list had them.

    Args:
        session: a reading session.
        round_id: the round.
        caller: only this caller's; empty for everybody's.
        state: only lines that stand like this; None for all.
        due_by: only lines of this day or before; None for all.
    """
    query = _lines().where(PhoneLine.round_id == round_id, _IN_USE)
    if caller:
        query = query.where(PhoneLine.caller == caller)
    if state is not None:
        query = query.where(PhoneLine.state == state)
    if due_by is not None:
        query = query.where(PhoneLine.on_date <= due_by)
    query = query.order_by(PhoneLine.on_date, PhoneLine.place)
    return [LineRow(*row) for row in fetch(session, query)]


def people(session: Session, person_ids: Sequence[str]) -> list[FoundPerson]:
    """People as a round needs them, in the order of the keys; those that are gone are left out."""
    found = {row[0]: FoundPerson(*row) for row in fetch(session, _people(), given(person_ids))}
    return [found[key] for key in person_ids if key in found]


def line_rows(session: Session, wanted: Sequence[str]) -> list[LineRow]:
    """Lines by key, in the order of the keys; those that are gone are left out."""
    return in_order(session, _by_line(), wanted, LineRow)


def lists(session: Session, most: int) -> list[tuple[str, str, datetime]]:
    """The last lists of people brought in, the newest first: transaction, file and moment."""
    query = select(ImportRun.txn, ImportRun.file_name, ImportRun.at).order_by(ImportRun.at.desc()).limit(most)
    return [(txn, name, at) for txn, name, at in fetch(session, query)]


def added_by(session: Session, txn: str) -> list[str]:
    """People a transaction added who are still there, by name."""
    added = select(Change.row_id).where(
        Change.txn == txn, Change.entity == "person", Change.op == ChangeOp.CREATE
    )
    by_name = (Person.last_name.collate("NOCASE"), Person.first_name.collate("NOCASE"), Person.id)
    query = select(Person.id).where(Person.id.in_(added), Person.voided_at.is_(None)).order_by(*by_name)
    return [row[0] for row in fetch(session, query)]


def open_with(session: Session, person_ids: Sequence[str]) -> dict[str, str]:
    """Whoever of some people is still to be rung in a round that is open: their key and its name."""
    query = by_keys(
        select(PhoneLine.person_id, PhoneRound.name)
        .join(PhoneRound, PhoneRound.id == PhoneLine.round_id)
        .where(_IN_USE, PhoneLine.state == LineState.TO_DO)
        .where(PhoneRound.closed_on.is_(None), PhoneRound.voided_at.is_(None)),
        PhoneLine.person_id,
    )
    return dict(tuple(row) for row in fetch(session, query, given(person_ids)))


@cache
def _people() -> Select[*tuple[Any, ...]]:
    return by_keys(
        select(
            *(Person.id, Person.first_name, Person.last_name, Person.preferred_name),
            *(func.coalesce(_NUMBER, ""), Person.safe_number, Person.safe_when),
            *(func.coalesce(Person.household_id, ""), Person.status, Person.contact_preference),
            *(func.coalesce(_USUAL, ""), Person.safe_message),
        ).where(Person.voided_at.is_(None)),
        Person.id,
    )


@cache
def _by_line() -> Select[*tuple[Any, ...]]:
    return by_keys(_lines(), PhoneLine.id)


def _lines() -> Select[*tuple[Any, ...]]:
    address = func.trim(
        func.coalesce(Household.address_line1, "") + ", " + func.coalesce(Household.town, ""), ", "
    )
    return (
        select(
            *(PhoneLine.id, PhoneLine.place, Person.id, Person.first_name, Person.last_name),
            *(Person.preferred_name, address, func.coalesce(_NUMBER, ""), Person.safe_number),
            *(Person.safe_when, Person.language_code, Person.communication_needs, PhoneLine.caller),
            *(PhoneLine.on_date, PhoneLine.with_id, PhoneLine.state, PhoneLine.tries, PhoneLine.why),
            PhoneLine.done_at,
        )
        .join(Person, Person.id == PhoneLine.person_id)
        .outerjoin(Household, Household.id == Person.household_id)
    )
