"""What money gives Today: how many claims, floats and grants wait, and since when."""

from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from db.enums_money import ClaimState, GrantState, StatementState
from db.models import GrantApplication, MoneyClaim, MoneyFloat, RechargeStatement
from db.queries.paging import fetch


class Waits(NamedTuple):
    """How many wait, since when, and one of them to go to."""

    number: int
    since: date
    first: str


def claims(session: Session, state: ClaimState) -> Waits | None:
    """Claims that stand so; None where there are none."""
    query = select(MoneyClaim.id, MoneyClaim.asked_on).where(
        MoneyClaim.state == state, MoneyClaim.voided_at.is_(None)
    )
    return _waits(session, query.order_by(MoneyClaim.asked_on, MoneyClaim.number))


def floats(session: Session, given_before: date) -> Waits | None:
    """Shopping money that went out before a day and is not settled."""
    query = select(MoneyFloat.id, MoneyFloat.given_on).where(
        MoneyFloat.closed_on.is_(None), MoneyFloat.voided_at.is_(None), MoneyFloat.given_on < given_before
    )
    return _waits(session, query.order_by(MoneyFloat.given_on, MoneyFloat.number))


def grants(session: Session, state: GrantState) -> Waits | None:
    """Applications that stand so."""
    query = select(GrantApplication.id, GrantApplication.received_on).where(
        GrantApplication.state == state, GrantApplication.voided_at.is_(None)
    )
    return _waits(session, query.order_by(GrantApplication.received_on, GrantApplication.number))


def owed(session: Session, sent_before: date) -> Waits | None:
    """Statements that were sent before a day and are not paid."""
    query = select(RechargeStatement.id, RechargeStatement.sent_on).where(
        RechargeStatement.state == StatementState.SENT,
        RechargeStatement.voided_at.is_(None),
        RechargeStatement.sent_on < sent_before,
    )
    return _waits(session, query.order_by(RechargeStatement.sent_on, RechargeStatement.number))


def _waits(session: Session, query: Select[*tuple[Any, ...]]) -> Waits | None:
    found = fetch(session, query)
    return Waits(len(found), found[0][1], found[0][0]) if found else None
