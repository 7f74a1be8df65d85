"""Work with money as it is listed: claims, shopping money with its receipts, and what payers repay."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import Session, aliased

from db.enums_money import ClaimState, StatementState, Vehicle, Whose
from db.models import (
    ClaimLine,
    Fund,
    MoneyClaim,
    MoneyFloat,
    MoneyReceipt,
    Organisation,
    Person,
    Recharge,
    RechargeStatement,
    Request,
    User,
    Volunteer,
)
from db.queries.paging import fetch

_HELPER, _WHOSE = aliased(Person), aliased(Person)
_ASKER, _DECIDER, _PAYER = aliased(User), aliased(User), aliased(User)
MOST = 1_000
"""What a list holds of what is done with; what waits for somebody is always in it."""


class ClaimRow(NamedTuple):
    """A claim.

    Attributes:
        volunteer: who asks; empty once they were erased.
        pence: what its lines come to.
        why: why not, where it was declined.
    """

    id: str
    number: int
    volunteer_id: str | None
    volunteer: str
    state: ClaimState
    asked_on: date
    asked_by: str
    pence: int
    fund_id: str | None
    fund: str
    decided_by_id: str | None
    decided_by: str
    why: str
    paid_on: date | None
    paid_by: str
    second_name: str


class ClaimLineRow(NamedTuple):
    """One line of a claim; ``tenths`` are miles in tenths."""

    id: str
    claim_id: str
    on_date: date
    words: str
    vehicle: Vehicle | None
    tenths: int
    passengers: int
    document: str
    pence: int


class FloatRow(NamedTuple):
    """Shopping money.

    Attributes:
        person: whose own cash it is; empty where it is the hub's.
        request: number of the request it is for; None for none.
        spent: what the receipts in use come to, in pence.
    """

    id: str
    number: int
    volunteer_id: str | None
    volunteer: str
    whose: Whose
    person_id: str | None
    person: str
    request: int | None
    fund_id: str | None
    fund: str
    given_on: date
    given: int
    signed_on: date | None
    closed_on: date | None
    difference: int
    difference_why: str
    spent: int


class ReceiptRow(NamedTuple):
    """One receipt; ``request`` is the number of whose shopping it was."""

    id: str
    float_id: str
    on_date: date
    shop: str
    document: str
    pence: int
    request: int | None


class RechargeRow(NamedTuple):
    """One cost a payer repays; ``statement`` is the number of the statement it is on."""

    id: str
    number: int
    payer_id: str
    payer: str
    request: int | None
    request_id: str | None
    fund: str
    on_date: date
    words: str
    document: str
    pence: int
    statement_id: str | None


class StatementRow(NamedTuple):
    """What a payer owes for a span of days; ``pence`` is the sum of its costs."""

    id: str
    number: int
    payer_id: str
    payer: str
    from_on: date
    until_on: date
    state: StatementState
    sent_on: date | None
    paid_on: date | None
    costs: int
    pence: int


def claims(session: Session, claim_id: str = "", states: Sequence[ClaimState] = ()) -> list[ClaimRow]:
    """Claims in use: those that wait first, the oldest at the top, and then the newest done with."""
    total = (
        select(func.coalesce(func.sum(ClaimLine.pence), 0))
        .where(ClaimLine.claim_id == MoneyClaim.id, ClaimLine.voided_at.is_(None))
        .correlate(MoneyClaim)
        .scalar_subquery()
    )
    query = (
        select(
            MoneyClaim.id,
            MoneyClaim.number,
            MoneyClaim.volunteer_id,
            _name(_HELPER),
            MoneyClaim.state,
            MoneyClaim.asked_on,
            _ASKER.name,
            total,
            MoneyClaim.fund_id,
            func.coalesce(Fund.name, ""),
            MoneyClaim.decided_by_id,
            func.coalesce(_DECIDER.name, ""),
            MoneyClaim.why,
            MoneyClaim.paid_on,
            func.coalesce(_PAYER.name, ""),
            MoneyClaim.second_name,
        )
        .join(_ASKER, _ASKER.id == MoneyClaim.asked_by_id)
        .outerjoin(_DECIDER, _DECIDER.id == MoneyClaim.decided_by_id)
        .outerjoin(_PAYER, _PAYER.id == MoneyClaim.paid_by_id)
        .outerjoin(Fund, Fund.id == MoneyClaim.fund_id)
        .where(MoneyClaim.voided_at.is_(None))
    )
    query = _helped(query, MoneyClaim.volunteer_id)
    if claim_id:
        query = query.where(MoneyClaim.id == claim_id)
    if states:
        query = query.where(MoneyClaim.state.in_(states))
    waits = MoneyClaim.state.in_((ClaimState.ASKED, ClaimState.APPROVED))
    number = MoneyClaim.number
    query = query.order_by(waits.desc(), case((waits, number), else_=-number)).limit(MOST)
    return [ClaimRow(*row) for row in fetch(session, query)]


def claim_lines(session: Session, claim_ids: Sequence[str]) -> list[ClaimLineRow]:
    """The lines of some claims, by day."""
    query = _lines().where(ClaimLine.claim_id.in_(list(claim_ids)), ClaimLine.voided_at.is_(None))
    found = fetch(session, query.order_by(ClaimLine.on_date, ClaimLine.id))
    return [ClaimLineRow(*row) for row in found]


def floats(session: Session, *, float_id: str = "", still_out: bool = False) -> list[FloatRow]:
    """Shopping money in use: what is still out first, the longest out at the top."""
    spent = (
        select(func.coalesce(func.sum(MoneyReceipt.pence), 0))
        .where(MoneyReceipt.float_id == MoneyFloat.id, MoneyReceipt.voided_at.is_(None))
        .correlate(MoneyFloat)
        .scalar_subquery()
    )
    query = (
        select(
            MoneyFloat.id,
            MoneyFloat.number,
            MoneyFloat.volunteer_id,
            _name(_HELPER),
            MoneyFloat.whose,
            MoneyFloat.person_id,
            _name(_WHOSE),
            Request.number,
            MoneyFloat.fund_id,
            func.coalesce(Fund.name, ""),
            MoneyFloat.given_on,
            MoneyFloat.given,
            MoneyFloat.signed_on,
            MoneyFloat.closed_on,
            MoneyFloat.difference,
            MoneyFloat.difference_why,
            spent,
        )
        .outerjoin(_WHOSE, _WHOSE.id == MoneyFloat.person_id)
        .outerjoin(Request, Request.id == MoneyFloat.request_id)
        .outerjoin(Fund, Fund.id == MoneyFloat.fund_id)
        .where(MoneyFloat.voided_at.is_(None))
    )
    query = _helped(query, MoneyFloat.volunteer_id)
    if float_id:
        query = query.where(MoneyFloat.id == float_id)
    if still_out:
        query = query.where(MoneyFloat.closed_on.is_(None))
    closed = MoneyFloat.closed_on
    query = query.order_by(closed.is_not(None), closed.desc(), MoneyFloat.given_on, MoneyFloat.number)
    return [FloatRow(*row) for row in fetch(session, query.limit(MOST))]


def receipts(session: Session, float_id: str) -> list[ReceiptRow]:
    """The receipts of a float in use, by day."""
    query = (
        select(
            MoneyReceipt.id,
            MoneyReceipt.float_id,
            MoneyReceipt.on_date,
            MoneyReceipt.shop,
            MoneyReceipt.document,
            MoneyReceipt.pence,
            Request.number,
        )
        .outerjoin(Request, Request.id == MoneyReceipt.request_id)
        .where(MoneyReceipt.float_id == float_id, MoneyReceipt.voided_at.is_(None))
        .order_by(MoneyReceipt.on_date, MoneyReceipt.id)
    )
    return [ReceiptRow(*row) for row in fetch(session, query)]


def recharges(
    session: Session, *, recharge_id: str = "", statement_id: str = "", to_state: bool = False
) -> list[RechargeRow]:
    """Costs to be repaid, the newest first.

    Args:
        session: a reading session.
        recharge_id: this one alone.
        statement_id: only those of this statement, by day.
        to_state: only those on no statement yet.
    """
    query = (
        select(
            Recharge.id,
            Recharge.number,
            Recharge.payer_id,
            Organisation.name,
            Request.number,
            Recharge.request_id,
            Fund.name,
            Recharge.on_date,
            Recharge.words,
            Recharge.document,
            Recharge.pence,
            Recharge.statement_id,
        )
        .join(Organisation, Organisation.id == Recharge.payer_id)
        .join(Fund, Fund.id == Recharge.fund_id)
        .outerjoin(Request, Request.id == Recharge.request_id)
        .where(Recharge.voided_at.is_(None))
    )
    if recharge_id:
        query = query.where(Recharge.id == recharge_id)
    if to_state:
        query = query.where(Recharge.statement_id.is_(None))
    if statement_id:
        query = query.where(Recharge.statement_id == statement_id)
        query = query.order_by(Recharge.on_date, Recharge.number)
    else:
        query = query.order_by(Recharge.number.desc())
    return [RechargeRow(*row) for row in fetch(session, query.limit(MOST))]


def statements(session: Session, statement_id: str = "") -> list[StatementRow]:
    """Statements to payers, the newest first."""
    of = (Recharge.statement_id == RechargeStatement.id, Recharge.voided_at.is_(None))
    count = select(func.count()).select_from(Recharge).where(*of).correlate(RechargeStatement)
    total = select(func.coalesce(func.sum(Recharge.pence), 0)).where(*of).correlate(RechargeStatement)
    query = (
        select(
            RechargeStatement.id,
            RechargeStatement.number,
            RechargeStatement.payer_id,
            Organisation.name,
            RechargeStatement.from_on,
            RechargeStatement.until_on,
            RechargeStatement.state,
            RechargeStatement.sent_on,
            RechargeStatement.paid_on,
            count.scalar_subquery(),
            total.scalar_subquery(),
        )
        .join(Organisation, Organisation.id == RechargeStatement.payer_id)
        .where(RechargeStatement.voided_at.is_(None))
        .order_by(RechargeStatement.number.desc())
    )
    if statement_id:
        query = query.where(RechargeStatement.id == statement_id)
    return [StatementRow(*row) for row in fetch(session, query.limit(MOST))]


def _lines() -> Select[*tuple[Any, ...]]:
    return select(
        ClaimLine.id,
        ClaimLine.claim_id,
        ClaimLine.on_date,
        ClaimLine.words,
        ClaimLine.vehicle,
        ClaimLine.tenths,
        ClaimLine.passengers,
        ClaimLine.document,
        ClaimLine.pence,
    )


def _name(who: Any) -> Any:
    return func.coalesce(func.trim(who.first_name + " " + who.last_name), "")


def _helped(query: Select[*tuple[Any, ...]], volunteer_id: Any) -> Select[*tuple[Any, ...]]:
    return query.outerjoin(Volunteer, Volunteer.id == volunteer_id).outerjoin(
        _HELPER, _HELPER.id == Volunteer.person_id
    )
