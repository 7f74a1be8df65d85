"""What undoing does with money: the opposite movement, and no record that the ledger does not bear out.

The ledger is only added to, so that an undo of what moved money writes the opposite of it. An approval and a
payment are never redone by a key: whoever does that is asked the rules again where it is done.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.base import Base
from db.enums import ChangeOp
from db.enums_money import Account, ClaimState, GrantState, MoveKind, StatementState
from db.fields_money import MONEY
from db.models import (
    ClaimLine,
    Fund,
    GrantApplication,
    MoneyClaim,
    MoneyFloat,
    MoneyMove,
    MoneyReceipt,
    Recharge,
    RechargeStatement,
)
from db.queries.history import Line
from db.session import UnitOfWork
from desktop.domain.errors import DomainError, NotAllowed
from desktop.domain.money import Place
from desktop.services.actions import refusal
from desktop.services.base import Actor
from desktop.services.ledger import balance, fund_place, stands, take_back

M = TypeVar("M", bound=Base)
TABLES = frozenset(MONEY)
"""Whoever may not record money undoes none of these."""
_FAR: Mapping[object, int] = {
    ClaimState.APPROVED: 1,
    ClaimState.PAID: 2,
    StatementState.SENT: 1,
    StatementState.PAID: 2,
    GrantState.AWARDED: 1,
    GrantState.PAID: 2,
}
_STATED = (MoneyClaim, RechargeStatement, GrantApplication)
_BUILT_ON = "Something was built upon this since. Take the later step back first."
_AGAIN = "An approval or a payment is not brought back by a key. Do it once more where it is done."


def refuse_others(actor: Actor, rows: Mapping[str, Sequence[str]]) -> None:
    """Refuse to undo money to whoever may not record it.

    Raises:
        NotAllowed: they may not.
    """
    if TABLES & rows.keys() and not actor.may("money.record"):
        raise NotAllowed(refusal("money.record"))


def how_far(session: Session, rows: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """How far each claim, statement and application touched has come."""
    found: dict[str, int] = {}
    for model in _STATED:
        keys = list(rows.get(model.__tablename__, ()))
        for key, state in session.execute(select(model.id, model.state).where(model.id.in_(keys))):
            found[key] = _FAR.get(state, 0)
    return found


def settle(
    work: UnitOfWork, actor: Actor, lines: Iterable[Line], was: Mapping[str, int], today: date
) -> None:
    """Take back what a transaction that is undone moved, and see that the records fit the ledger.

    Raises:
        DomainError: something was built upon it since, or an approval or a payment would come back by a key.
    """
    rows: dict[str, list[str]] = {}
    for line in lines:
        if line.entity in TABLES:
            rows.setdefault(line.entity, []).append(line.row_id)
            if line.entity == MoneyMove.__tablename__ and line.op is ChangeOp.CREATE:
                take_back(work, actor, line.row_id, "Undone", today)
    work.session.flush()
    if any(now > was.get(key, 0) for key, now in how_far(work.session, rows).items()):
        raise DomainError(_AGAIN)
    if broken(work.session, rows):
        raise DomainError(_BUILT_ON)


def broken(session: Session, rows: Mapping[str, Sequence[str]]) -> list[str]:
    """Keys of the records among some that the ledger does not bear out.

    Args:
        session: the open session.
        rows: keys by table; receipts and lines count for what they belong to.
    """
    found = {name: set(keys) for name, keys in rows.items()}
    floats = found.get("money_float", set()) | _owners(session, MoneyReceipt, found, "float_id")
    claims = found.get("money_claim", set()) | _owners(session, ClaimLine, found, "claim_id")
    return [
        *_unfit(session, Fund, found.get("fund", set()), _fund_fits),
        *_unfit(session, MoneyFloat, floats, _float_fits),
        *_unfit(session, MoneyClaim, claims, _claim_fits),
        *_unfit(session, Recharge, found.get("recharge", set()), _recharge_fits),
        *_unfit(session, RechargeStatement, found.get("recharge_statement", set()), _statement_fits),
        *_unfit(session, GrantApplication, found.get("grant_application", set()), _grant_fits),
    ]


def _unfit(session: Session, model: type[M], keys: set[str], fits: Callable[[Session, M], bool]) -> list[str]:
    return [key for key in sorted(keys) if not fits(session, session.get_one(model, key))]


def _owners(session: Session, model: Any, found: Mapping[str, set[str]], name: str) -> set[str]:
    keys = found.get(model.__tablename__, set())
    column = getattr(model, name)
    return set(session.scalars(select(column).where(model.id.in_(keys))))


def _sum(session: Session, column: Any, *where: Any) -> int:
    return session.scalar(select(func.coalesce(func.sum(column), 0)).where(*where)) or 0


def _fund_fits(session: Session, one: Fund) -> bool:
    return one.voided_at is None or balance(session, fund_place(one.id)) == 0


def _float_fits(session: Session, one: MoneyFloat) -> bool:
    left = balance(session, Place(Account.FLOAT, one.id))
    spent = _sum(
        session, MoneyReceipt.pence, MoneyReceipt.float_id == one.id, MoneyReceipt.voided_at.is_(None)
    )
    given = 0 if one.voided_at is not None else one.given
    done = one.voided_at is not None or one.closed_on is not None
    return (
        spent == stands(session, one.id, MoveKind.SPENT)
        and given == stands(session, one.id, MoveKind.FLOAT_GIVEN)
        and not (done and left)
    )


def _claim_fits(session: Session, one: MoneyClaim) -> bool:
    total = _sum(session, ClaimLine.pence, ClaimLine.claim_id == one.id, ClaimLine.voided_at.is_(None))
    is_paid = one.state is ClaimState.PAID
    decided = one.state not in (ClaimState.APPROVED, ClaimState.PAID) or bool(
        one.decided_by_id and one.fund_id and one.voided_at is None
    )
    paid = stands(session, one.id, MoveKind.REIMBURSED)
    return decided and paid == (total if is_paid else 0) and bool(one.paid_by_id) == is_paid


def _recharge_fits(session: Session, one: Recharge) -> bool:
    if one.voided_at is not None and one.statement_id is not None:
        return False
    return stands(session, one.id, MoveKind.OUT) == (one.pence if one.voided_at is None else 0)


def _statement_fits(session: Session, one: RechargeStatement) -> bool:
    total = _sum(session, Recharge.pence, Recharge.statement_id == one.id, Recharge.voided_at.is_(None))
    sent = one.state in (StatementState.SENT, StatementState.PAID)
    return (
        not (one.voided_at is not None and (sent or total))
        and stands(session, one.id, MoveKind.RECHARGED) == (total if sent else 0)
        and stands(session, one.id, MoveKind.RECHARGE_PAID)
        == (total if one.state is StatementState.PAID else 0)
    )


def _grant_fits(session: Session, one: GrantApplication) -> bool:
    is_paid = one.state is GrantState.PAID
    awarded = one.state in (GrantState.AWARDED, GrantState.PAID)
    decided = not awarded or bool(one.decided_by_id and one.awarded and one.voided_at is None)
    paid = stands(session, one.id, MoveKind.GRANTED)
    return decided and paid == (one.awarded if is_paid else 0) and bool(one.paid_by_id) == is_paid
