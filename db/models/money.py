"""Money: pots, a ledger that is only ever added to, shopping money, claims, and what the bank says.

Every amount is a whole number of pence. What lies in an account is the sum of its lines, stored nowhere.
"""

from datetime import date, datetime

from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Entry, Record, ref
from db.enums_money import Account, ClaimState, MoveKind, Vehicle, Whose
from db.types import Id, codes


class Fund(Record, Base):
    """A pot of money: who gave it, what it may be spent on, and from when until when."""

    __tablename__ = "fund"

    number: Mapped[int] = mapped_column(index=True)
    name: Mapped[str]
    giver_id: Mapped[str | None] = mapped_column(ref("organisation.id"), default=None)
    giver_name: Mapped[str] = mapped_column(default="")
    purpose: Mapped[str] = mapped_column(default="")
    is_restricted: Mapped[bool] = mapped_column(default=False)
    opens_on: Mapped[date | None] = mapped_column(default=None)
    closes_on: Mapped[date | None] = mapped_column(default=None)


class MoneyMove(Entry, Base):
    """One movement, written once. A mistake is put right by the opposite movement, which names the first.

    ``about_id`` is the claim, float, recharge, statement or application it belongs to.
    """

    __tablename__ = "money_move"

    number: Mapped[int] = mapped_column(index=True)
    kind: Mapped[MoveKind] = mapped_column(codes(MoveKind))
    on_date: Mapped[date] = mapped_column(index=True)
    by_id: Mapped[str] = mapped_column(ref("user_account.id"))
    words: Mapped[str] = mapped_column(default="")
    document: Mapped[str] = mapped_column(default="")
    about_id: Mapped[str | None] = mapped_column(Id, default=None, index=True)
    reverses_id: Mapped[str | None] = mapped_column(ref("money_move.id"), default=None, unique=True)


class MoneyLine(Entry, Base):
    """One side of a movement; the sides of each add up to nought."""

    __tablename__ = "money_line"

    move_id: Mapped[str] = mapped_column(ref("money_move.id"), index=True)
    account: Mapped[Account] = mapped_column(codes(Account), index=True)
    fund_id: Mapped[str | None] = mapped_column(ref("fund.id"), default=None, index=True)
    float_id: Mapped[str | None] = mapped_column(ref("money_float.id"), default=None, index=True)
    payer_id: Mapped[str | None] = mapped_column(ref("organisation.id"), default=None)
    pence: Mapped[int]


class MoneyFloat(Record, Base):
    """Cash a volunteer carries to shop with: the hub's, or a person's own (domain rule 10)."""

    __tablename__ = "money_float"

    number: Mapped[int] = mapped_column(index=True)
    volunteer_id: Mapped[str | None] = mapped_column(ref("volunteer.id"), default=None, index=True)
    whose: Mapped[Whose] = mapped_column(codes(Whose))
    person_id: Mapped[str | None] = mapped_column(ref("person.id"), default=None, index=True)
    request_id: Mapped[str | None] = mapped_column(ref("request.id"), default=None)
    fund_id: Mapped[str | None] = mapped_column(ref("fund.id"), default=None)
    given_on: Mapped[date]
    given: Mapped[int]
    signed_on: Mapped[date | None] = mapped_column(default=None)
    closed_on: Mapped[date | None] = mapped_column(default=None, index=True)
    difference: Mapped[int] = mapped_column(default=0)
    difference_why: Mapped[str] = mapped_column(default="")


class MoneyReceipt(Record, Base):
    """One receipt of a shopping trip, and whose shopping it was."""

    __tablename__ = "money_receipt"

    float_id: Mapped[str] = mapped_column(ref("money_float.id"), index=True)
    request_id: Mapped[str | None] = mapped_column(ref("request.id"), default=None)
    on_date: Mapped[date]
    shop: Mapped[str] = mapped_column(default="")
    document: Mapped[str] = mapped_column(default="")
    pence: Mapped[int]
    move_id: Mapped[str | None] = mapped_column(ref("money_move.id"), default=None)


class MoneyClaim(Record, Base):
    """What a volunteer asks back; approved by one person and paid by another."""

    __tablename__ = "money_claim"

    number: Mapped[int] = mapped_column(index=True)
    volunteer_id: Mapped[str | None] = mapped_column(ref("volunteer.id"), default=None, index=True)
    state: Mapped[ClaimState] = mapped_column(codes(ClaimState), default=ClaimState.ASKED, index=True)
    asked_on: Mapped[date]
    asked_by_id: Mapped[str] = mapped_column(ref("user_account.id"))
    fund_id: Mapped[str | None] = mapped_column(ref("fund.id"), default=None)
    decided_by_id: Mapped[str | None] = mapped_column(ref("user_account.id"), default=None)
    decided_at: Mapped[datetime | None] = mapped_column(default=None)
    why: Mapped[str] = mapped_column(default="")
    paid_on: Mapped[date | None] = mapped_column(default=None)
    paid_by_id: Mapped[str | None] = mapped_column(ref("user_account.id"), default=None)
    second_name: Mapped[str] = mapped_column(default="")


class ClaimLine(Record, Base):
    """One line of a claim: miles with a vehicle, or what something cost."""

    __tablename__ = "claim_line"

    claim_id: Mapped[str] = mapped_column(ref("money_claim.id"), index=True)
    on_date: Mapped[date] = mapped_column(index=True)
    words: Mapped[str] = mapped_column(default="")
    vehicle: Mapped[Vehicle | None] = mapped_column(codes(Vehicle), default=None)
    tenths: Mapped[int] = mapped_column(default=0)
    passengers: Mapped[int] = mapped_column(default=0)
    document: Mapped[str] = mapped_column(default="")
    pence: Mapped[int]


class MileageRate(Record, Base):
    """What the hub pays a mile from a day on: at most the approved rate."""

    __tablename__ = "mileage_rate"

    vehicle: Mapped[Vehicle] = mapped_column(codes(Vehicle))
    since: Mapped[date]
    pence: Mapped[int]


class MoneyCount(Entry, Base):
    """The cash box as counted, or the bank's own balance, beside what the ledger said that day."""

    __tablename__ = "money_count"

    account: Mapped[Account] = mapped_column(codes(Account))
    on_date: Mapped[date]
    by_id: Mapped[str] = mapped_column(ref("user_account.id"))
    counted: Mapped[int]
    ledger: Mapped[int]
    why: Mapped[str] = mapped_column(default="")


class BankLine(Record, Base):
    """One line of a bank statement, and the movement of the ledger it belongs to."""

    __tablename__ = "bank_line"

    on_date: Mapped[date] = mapped_column(index=True)
    words: Mapped[str] = mapped_column(default="")
    pence: Mapped[int]
    place: Mapped[int] = mapped_column(default=0)
    move_id: Mapped[str | None] = mapped_column(ref("money_move.id"), default=None, index=True)
