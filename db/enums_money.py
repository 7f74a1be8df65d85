"""Vocabularies of money: where it lies, how it moved, and how far a claim, a recharge or a grant has come."""

from enum import StrEnum


class Account(StrEnum):
    """Where money lies, or whose it is; the lines of every movement add up to nought over them.

    Bank, cash, floats and what payers owe are what there is; funds, and a person's own cash while a volunteer
    carries it, are whose it is, and stand with the opposite sign.
    """

    BANK = "bank"
    CASH = "cash"
    FLOAT = "float"
    OWED = "owed"
    FUND = "fund"
    OWN = "own"


class MoveKind(StrEnum):
    """What a movement of money was."""

    IN = "in"
    OUT = "out"
    TRANSFER = "transfer"
    BANKED = "banked"
    FLOAT_GIVEN = "float_given"
    CHANGE_BACK = "change_back"
    SPENT = "spent"
    DIFFERENCE = "difference"
    REIMBURSED = "reimbursed"
    GRANTED = "granted"
    RECHARGED = "recharged"
    RECHARGE_PAID = "recharge_paid"
    ADJUSTED = "adjusted"


class Whose(StrEnum):
    """Whose money a volunteer shops with."""

    HUB = "hub"
    PERSON = "person"


class ClaimState(StrEnum):
    """How far a claim has come; whoever pays it neither made nor approved it (domain rule 14)."""

    ASKED = "asked"
    APPROVED = "approved"
    DECLINED = "declined"
    PAID = "paid"


class Vehicle(StrEnum):
    """What a mile was driven with; a passenger is paid on top of the car."""

    CAR = "car"
    MOTORCYCLE = "motorcycle"
    BICYCLE = "bicycle"
    PASSENGER = "passenger"


class StatementState(StrEnum):
    """How far a recharge has come."""

    DRAFT = "draft"
    SENT = "sent"
    PAID = "paid"


class GrantRoundState(StrEnum):
    """Whether a grant pot takes applications, or its meeting has decided."""

    OPEN = "open"
    DECIDED = "decided"


class GrantState(StrEnum):
    """How far an application has come."""

    RECEIVED = "received"
    AWARDED = "awarded"
    DECLINED = "declined"
    PAID = "paid"
