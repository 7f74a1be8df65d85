"""Money that goes further: costs a payer is to repay, and small grants a meeting decides."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Record, ref
from db.enums_money import GrantRoundState, GrantState, StatementState
from db.types import codes


class Recharge(Record, Base):
    """One cost an organisation repays, such as a taxi the council pays for; it names no one who is helped."""

    __tablename__ = "recharge"

    number: Mapped[int] = mapped_column(index=True)
    payer_id: Mapped[str] = mapped_column(ref("organisation.id"), index=True)
    request_id: Mapped[str | None] = mapped_column(ref("request.id"), default=None, index=True)
    fund_id: Mapped[str] = mapped_column(ref("fund.id"))
    on_date: Mapped[date]
    words: Mapped[str] = mapped_column(default="")
    document: Mapped[str] = mapped_column(default="")
    pence: Mapped[int]
    statement_id: Mapped[str | None] = mapped_column(ref("recharge_statement.id"), default=None, index=True)


class RechargeStatement(Record, Base):
    """What one payer owes for a span of days."""

    __tablename__ = "recharge_statement"

    number: Mapped[int] = mapped_column(index=True)
    payer_id: Mapped[str] = mapped_column(ref("organisation.id"), index=True)
    from_on: Mapped[date]
    until_on: Mapped[date]
    state: Mapped[StatementState] = mapped_column(codes(StatementState), default=StatementState.DRAFT)
    sent_on: Mapped[date | None] = mapped_column(default=None)
    paid_on: Mapped[date | None] = mapped_column(default=None)


class GrantRound(Record, Base):
    """A pot of small grants with its criteria, its meeting and the minutes of it.

    ``criteria`` holds for each its words and its most points; ``present`` names of the panel.
    """

    __tablename__ = "grant_round"

    number: Mapped[int] = mapped_column(index=True)
    name: Mapped[str]
    fund_id: Mapped[str] = mapped_column(ref("fund.id"))
    purpose: Mapped[str] = mapped_column(default="")
    most: Mapped[int] = mapped_column(default=0)
    criteria: Mapped[list[Any]] = mapped_column(default=list)
    closes_on: Mapped[date | None] = mapped_column(default=None)
    state: Mapped[GrantRoundState] = mapped_column(codes(GrantRoundState), default=GrantRoundState.OPEN)
    met_on: Mapped[date | None] = mapped_column(default=None)
    present: Mapped[list[Any]] = mapped_column(default=list)
    minutes: Mapped[str] = mapped_column(default="")


class GrantApplication(Record, Base):
    """Somebody asks for a small grant: what for, what was decided and why, and what came of it."""

    __tablename__ = "grant_application"

    number: Mapped[int] = mapped_column(index=True)
    round_id: Mapped[str] = mapped_column(ref("grant_round.id"), index=True)
    organisation_id: Mapped[str | None] = mapped_column(ref("organisation.id"), default=None)
    applicant: Mapped[str]
    contact_name: Mapped[str] = mapped_column(default="")
    words: Mapped[str] = mapped_column(default="")
    asked: Mapped[int]
    received_on: Mapped[date]
    state: Mapped[GrantState] = mapped_column(codes(GrantState), default=GrantState.RECEIVED, index=True)
    awarded: Mapped[int] = mapped_column(default=0)
    why: Mapped[str] = mapped_column(default="")
    conditions: Mapped[str] = mapped_column(default="")
    decided_by_id: Mapped[str | None] = mapped_column(ref("user_account.id"), default=None)
    paid_on: Mapped[date | None] = mapped_column(default=None)
    paid_by_id: Mapped[str | None] = mapped_column(ref("user_account.id"), default=None)
    second_name: Mapped[str] = mapped_column(default="")
    outcome: Mapped[str] = mapped_column(default="")
    outcome_on: Mapped[date | None] = mapped_column(default=None)


class GrantScore(Record, Base):
    """What one member of the panel gave an application, or the conflict of interest that keeps them out."""

    __tablename__ = "grant_score"

    application_id: Mapped[str] = mapped_column(ref("grant_application.id"), index=True)
    scorer: Mapped[str]
    points: Mapped[list[Any]] = mapped_column(default=list)
    note: Mapped[str] = mapped_column(default="")
    conflict: Mapped[str] = mapped_column(default="")
    by_id: Mapped[str] = mapped_column(ref("user_account.id"))
