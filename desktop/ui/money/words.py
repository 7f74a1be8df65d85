"""Money in words people read: states, kinds of movement, vehicles, and amounts as they are typed."""

from collections.abc import Mapping, Sequence
from typing import Any

from db.enums_money import (
    Account,
    ClaimState,
    GrantState,
    MoveKind,
    StatementState,
    Vehicle,
    Whose,
)
from desktop.domain.mileage import read_miles, show_miles
from desktop.domain.money import plain, pounds, read_pence
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr
from desktop.ui.base.listed_views import Look
from desktop.ui.base.tokens import Tone


def kinds() -> Mapping[MoveKind, str]:
    """Movements."""
    return {
        MoveKind.IN: tr("Came in"),
        MoveKind.OUT: tr("Paid out"),
        MoveKind.TRANSFER: tr("Moved to another fund"),
        MoveKind.BANKED: tr("Between bank and cash box"),
        MoveKind.FLOAT_GIVEN: tr("Shopping money given"),
        MoveKind.CHANGE_BACK: tr("Change given back"),
        MoveKind.SPENT: tr("Spent against a receipt"),
        MoveKind.DIFFERENCE: tr("Difference explained"),
        MoveKind.REIMBURSED: tr("Claim paid"),
        MoveKind.GRANTED: tr("Grant paid"),
        MoveKind.RECHARGED: tr("Owed by a payer"),
        MoveKind.RECHARGE_PAID: tr("Repaid by a payer"),
        MoveKind.ADJUSTED: tr("Adjusted"),
    }


def vehicles() -> dict[Vehicle, str]:
    """What a mile was driven with."""
    return {
        Vehicle.CAR: tr("Car or van"),
        Vehicle.MOTORCYCLE: tr("Motorcycle"),
        Vehicle.BICYCLE: tr("Bicycle"),
        Vehicle.PASSENGER: tr("Passenger"),
    }


def places() -> list[tuple[object, str]]:
    """Where the hub's money lies."""
    return [(Account.BANK, tr("Bank")), (Account.CASH, tr("Cash box"))]


def whose() -> list[tuple[object, str]]:
    """Whose money is spent."""
    return [(Whose.HUB, tr("The hub's")), (Whose.PERSON, tr("The person's own"))]


def claim_look(state: ClaimState) -> Look:
    """How a claim stands."""
    return {
        ClaimState.ASKED: (tr("To approve"), "hourglass", Tone.WARN),
        ClaimState.APPROVED: (tr("To pay"), "coin-pound", Tone.WARN),
        ClaimState.DECLINED: (tr("Declined"), "circle-x", None),
        ClaimState.PAID: (tr("Paid"), "circle-check", None),
    }[state]


def statement_look(state: StatementState) -> Look:
    """How a statement stands."""
    return {
        StatementState.DRAFT: (tr("To send"), "send", Tone.WARN),
        StatementState.SENT: (tr("Sent, not paid yet"), "hourglass", None),
        StatementState.PAID: (tr("Paid"), "circle-check", None),
    }[state]


def grant_look(state: GrantState) -> Look:
    """How an application stands."""
    return {
        GrantState.RECEIVED: (tr("To score and decide"), "hourglass", Tone.WARN),
        GrantState.AWARDED: (tr("Awarded, to pay"), "coin-pound", Tone.WARN),
        GrantState.DECLINED: (tr("Not awarded"), "circle-x", None),
        GrantState.PAID: (tr("Paid"), "circle-check", None),
    }[state]


def amount_field(key: str = "amount", label: str = "", *, required: bool = True, **more: Any) -> FormField:
    """A question for an amount in pounds and pence."""
    return FormField(
        key,
        label or tr("Amount in £"),
        parse=read_pence,
        show=_plain,
        required=required,
        max_length=20,
        half=True,
        **more,
    )


def miles_field() -> FormField:
    """A question for miles."""
    return FormField(
        "miles",
        tr("Miles"),
        parse=read_miles,
        show=lambda tenths: "" if tenths is None else show_miles(tenths),
        max_length=8,
        half=True,
    )


def place_field() -> FormField:
    """Bank or cash box."""
    return FormField("place", tr("Where"), FieldKind.SEGMENT, choices=places(), half=True)


def day_field(key: str = "on", label: str = "") -> FormField:
    """A question for a day."""
    return FormField(key, label or tr("Day"), FieldKind.DATE, half=True)


def fund_field(funds: Sequence[tuple[object, str]], key: str = "fund_id", label: str = "") -> FormField:
    """A question for a fund."""
    return FormField(key, label or tr("Fund"), FieldKind.CHOICE, choices=funds, half=True)


def signed(pence: int) -> str:
    """An amount that came or went: with a plus or a minus."""
    return f"+{pounds(pence)}" if pence > 0 else pounds(pence)


def _plain(pence: int | None) -> str:
    return "" if pence is None else plain(pence)
