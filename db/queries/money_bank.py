"""The bank's own lines and the counts of money, as they are listed."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from db.enums_money import Account
from db.models import BankLine, MoneyCount, MoneyLine, MoneyMove, User
from db.queries.paging import fetch

MOST = 2_000


class BankLineRow(NamedTuple):
    """One line of a statement; ``move`` is the number of the movement that says the same."""

    id: str
    on_date: date
    words: str
    pence: int
    move_id: str | None
    move: int | None


class CountRow(NamedTuple):
    """A count, or the bank's own balance, beside what the ledger said."""

    id: str
    account: Account
    on_date: date
    by: str
    counted: int
    ledger: int
    why: str


def bank_lines(session: Session) -> list[BankLineRow]:
    """Lines of statements in use: those that are matched to nothing first, then the newest."""
    query = (
        select(
            BankLine.id, BankLine.on_date, BankLine.words, BankLine.pence, BankLine.move_id, MoneyMove.number
        )
        .outerjoin(MoneyMove, MoneyMove.id == BankLine.move_id)
        .where(BankLine.voided_at.is_(None))
        .order_by(BankLine.move_id.is_not(None), BankLine.on_date.desc(), BankLine.place, BankLine.id)
        .limit(MOST)
    )
    return [BankLineRow(*row) for row in fetch(session, query)]


def unmatched(session: Session) -> list[tuple[str, date, int, int, str]]:
    """Key, day, pence, number and words of every movement of the bank that no line says, and that stands."""
    back = aliased(MoneyMove)
    matched = select(BankLine.move_id).where(BankLine.move_id.is_not(None), BankLine.voided_at.is_(None))
    total = func.sum(MoneyLine.pence)
    query = (
        select(MoneyMove.id, MoneyMove.on_date, total, MoneyMove.number, MoneyMove.words)
        .join(MoneyLine, MoneyLine.move_id == MoneyMove.id)
        .outerjoin(back, back.reverses_id == MoneyMove.id)
        .where(
            MoneyLine.account == Account.BANK,
            MoneyMove.id.not_in(matched),
            MoneyMove.reverses_id.is_(None),
            back.id.is_(None),
        )
        .group_by(MoneyMove.id)
        .order_by(MoneyMove.on_date.desc(), MoneyMove.number.desc())
        .limit(MOST)
    )
    return [(key, on, pence, number, words) for key, on, pence, number, words in fetch(session, query)]


def counts(session: Session) -> list[CountRow]:
    """Counts, the newest first."""
    query = (
        select(
            MoneyCount.id,
            MoneyCount.account,
            MoneyCount.on_date,
            User.name,
            MoneyCount.counted,
            MoneyCount.ledger,
            MoneyCount.why,
        )
        .join(User, User.id == MoneyCount.by_id)
        .order_by(MoneyCount.at.desc(), MoneyCount.id.desc())
        .limit(MOST)
    )
    return [CountRow(*row) for row in fetch(session, query)]
