"""The ledger as it is read: sums of lines by account, funds, and movements with their sides."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Select, case, exists, func, select
from sqlalchemy.orm import Session, aliased

from db.enums_money import Account, MoveKind
from db.models import BankLine, Fund, MoneyLine, MoneyMove, Organisation, User
from db.queries.paging import by_keys, fetch, given

_KEY = func.coalesce(MoneyLine.fund_id, MoneyLine.float_id, MoneyLine.payer_id, "")
_BACK = aliased(MoneyMove)
MOST = 2_000
"""Movements a list holds; what is older is in the file for finance."""


class SideRow(NamedTuple):
    """One side of a movement; see `desktop.domain.money.Side`."""

    move_id: str
    account: Account
    key: str
    pence: int


class FundRow(NamedTuple):
    """A fund with who gave it.

    Attributes:
        last_on: the last day anything moved in it; None for never.
    """

    id: str
    number: int
    name: str
    giver_id: str | None
    giver: str
    purpose: str
    is_restricted: bool
    opens_on: date | None
    closes_on: date | None
    last_on: date | None


class MoveRow(NamedTuple):
    """A movement of the ledger.

    Attributes:
        amount: how much moved, in pence.
        fund: names of the funds it touches.
        bank: what it did to the bank's balance, in pence; and to the cash box.
        reverses: number of the movement it takes back; None for none.
        taken_back_by: number of the one that takes it back; None while it stands.
        is_matched: whether a line of the bank's statement says the same.
    """

    id: str
    number: int
    kind: MoveKind
    on_date: date
    by: str
    words: str
    document: str
    about_id: str | None
    amount: int
    fund: str
    bank: int
    cash: int
    reverses: int | None
    taken_back_by: int | None
    is_matched: bool


def sums(session: Session, account: Account | None = None) -> list[tuple[Account, str, int]]:
    """Every account that was ever used, with the sum of its lines in pence; one statement."""
    query = select(MoneyLine.account, _KEY, func.sum(MoneyLine.pence)).group_by(MoneyLine.account, _KEY)
    if account is not None:
        query = query.where(MoneyLine.account == account)
    return [(one, key, pence) for one, key, pence in fetch(session, query)]


def sum_until(session: Session, account: Account, day: date) -> int:
    """What lay in the bank or the cash box at the end of a day, in pence."""
    query = (
        select(func.coalesce(func.sum(MoneyLine.pence), 0))
        .join(MoneyMove, MoneyMove.id == MoneyLine.move_id)
        .where(MoneyLine.account == account, MoneyMove.on_date <= day)
    )
    ((found,),) = fetch(session, query)
    return int(found)


def sides(session: Session, move_ids: Sequence[str]) -> list[SideRow]:
    """The sides of some movements."""
    query = select(MoneyLine.move_id, MoneyLine.account, _KEY, MoneyLine.pence).order_by(MoneyLine.id)
    found = fetch(session, by_keys(query, MoneyLine.move_id), given(move_ids))
    return [SideRow(*row) for row in found]


def taken_back(session: Session, about: str | None = None) -> dict[str, str]:
    """Key of every movement that was taken back to the one that does so."""
    query = select(MoneyMove.reverses_id, MoneyMove.id).where(MoneyMove.reverses_id.is_not(None))
    if about is not None:
        query = query.where(MoneyMove.about_id == about)
    return {first: then for first, then in fetch(session, query)}


def about(session: Session, about_id: str, kind: MoveKind | None = None) -> list[str]:
    """Keys of the movements of a record that take nothing back, the oldest first."""
    query = select(MoneyMove.id).where(MoneyMove.about_id == about_id, MoneyMove.reverses_id.is_(None))
    if kind is not None:
        query = query.where(MoneyMove.kind == kind)
    return [key for (key,) in fetch(session, query.order_by(MoneyMove.number))]


def funds(session: Session) -> list[FundRow]:
    """Every fund in use, by name."""
    last = (
        select(func.max(MoneyMove.on_date))
        .join(MoneyLine, MoneyLine.move_id == MoneyMove.id)
        .where(MoneyLine.fund_id == Fund.id)
        .correlate(Fund)
        .scalar_subquery()
    )
    query = (
        select(
            Fund.id,
            Fund.number,
            Fund.name,
            Fund.giver_id,
            func.coalesce(Organisation.name, Fund.giver_name),
            Fund.purpose,
            Fund.is_restricted,
            Fund.opens_on,
            Fund.closes_on,
            last,
        )
        .outerjoin(Organisation, Organisation.id == Fund.giver_id)
        .where(Fund.voided_at.is_(None))
        .order_by(Fund.name.collate("NOCASE"), Fund.id)
    )
    return [FundRow(*row) for row in fetch(session, query)]


def in_funds(session: Session, first: date, last: date) -> list[tuple[date, int, str, int, MoveKind]]:
    """Day, number, fund, pence (more is plus) and kind of whatever moved in a fund in some days, by day."""
    query = (
        select(MoneyMove.on_date, MoneyMove.number, Fund.name, -MoneyLine.pence, MoneyMove.kind)
        .join(MoneyLine, MoneyLine.move_id == MoneyMove.id)
        .join(Fund, Fund.id == MoneyLine.fund_id)
        .where(MoneyMove.on_date.between(first, last))
        .order_by(MoneyMove.on_date, MoneyMove.number, MoneyLine.id)
    )
    return [(on, number, name, pence, kind) for on, number, name, pence, kind in fetch(session, query)]


def moves(session: Session, fund_id: str = "", among: Sequence[str] | None = None) -> list[MoveRow]:
    """Movements, the newest first.

    Args:
        session: a reading session.
        fund_id: only those that touch this fund; empty for all.
        among: only these; None for all.
    """
    query = _moves().order_by(MoneyMove.number.desc()).limit(MOST)
    if fund_id:
        touched = exists().where(MoneyLine.move_id == MoneyMove.id, MoneyLine.fund_id == fund_id)
        query = query.where(touched)
    if among is not None:
        query = query.where(MoneyMove.id.in_(list(among)))
    found = fetch(session, query)
    return [MoveRow._make(row)._replace(is_matched=bool(row[-1])) for row in found]


def _moves() -> Select[*tuple[Any, ...]]:
    first = aliased(MoneyMove)
    matched = exists().where(BankLine.move_id == MoneyMove.id, BankLine.voided_at.is_(None))
    return (
        select(
            MoneyMove.id,
            MoneyMove.number,
            MoneyMove.kind,
            MoneyMove.on_date,
            User.name,
            MoneyMove.words,
            MoneyMove.document,
            MoneyMove.about_id,
            _side(func.sum(case((MoneyLine.pence > 0, MoneyLine.pence), else_=0))),
            _funds(),
            _of(Account.BANK),
            _of(Account.CASH),
            first.number,
            _BACK.number,
            matched,
        )
        .join(User, User.id == MoneyMove.by_id)
        .outerjoin(first, first.id == MoneyMove.reverses_id)
        .outerjoin(_BACK, _BACK.reverses_id == MoneyMove.id)
    )


def _side(total: Any) -> Any:
    query = select(func.coalesce(total, 0)).where(MoneyLine.move_id == MoneyMove.id)
    return query.correlate(MoneyMove).scalar_subquery()


def _of(account: Account) -> Any:
    return _side(func.sum(case((MoneyLine.account == account, MoneyLine.pence), else_=0)))


def _funds() -> Any:
    query = (
        select(func.coalesce(func.group_concat(Fund.name, ", "), ""))
        .join(MoneyLine, MoneyLine.fund_id == Fund.id)
        .where(MoneyLine.move_id == MoneyMove.id)
    )
    return query.correlate(MoneyMove).scalar_subquery()
