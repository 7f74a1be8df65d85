"""Loans: where one stands, and what speaks against lending something."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from db.enums_loans import AssetKind, Condition

SOON = timedelta(days=3)
USUAL = timedelta(days=28)
"""How long something is lent where no other day is agreed: the hub's habit."""
HOLD_DATA = frozenset({AssetKind.PHONE, AssetKind.TABLET, AssetKind.LAPTOP})
"""Kinds that keep what their borrower did, unless somebody says otherwise of one."""


class LoanState(StrEnum):
    """Where a thing, or a loan of it, stands."""

    IN = "in"
    OUT = "out"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"
    LOST = "lost"
    RETIRED = "retired"


class Against(StrEnum):
    """What speaks against lending something."""

    OUT = "out"
    LOST = "lost"
    RETIRED = "retired"
    BROKEN = "broken"
    NOT_WIPED = "not_wiped"


@dataclass(frozen=True, slots=True)
class AssetFacts:
    """What is known of a thing.

    Attributes:
        due_on: when it is due back; None where it is not out.
        last_back: the day it came back last; None where it never did.
    """

    condition: Condition = Condition.GOOD
    holds_data: bool = False
    wiped_on: date | None = None
    due_on: date | None = None
    last_back: date | None = None
    is_lost: bool = False
    is_retired: bool = False


def state(facts: AssetFacts, today: date) -> LoanState:
    """Where a thing stands on a day; due today is not overdue yet."""
    if facts.due_on is not None:
        if facts.due_on < today:
            return LoanState.OVERDUE
        return LoanState.DUE_SOON if facts.due_on <= today + SOON else LoanState.OUT
    if facts.is_retired:
        return LoanState.RETIRED
    return LoanState.LOST if facts.is_lost else LoanState.IN


def against(facts: AssetFacts) -> Against | None:
    """What speaks against lending a thing; nothing where it may go.

    What holds data goes only once it was wiped since it last came back, on that day or later.
    """
    if facts.due_on is not None:
        return Against.OUT
    if facts.is_retired:
        return Against.RETIRED
    if facts.is_lost:
        return Against.LOST
    if facts.condition is Condition.BROKEN:
        return Against.BROKEN
    if facts.holds_data:
        wiped = facts.wiped_on
        if wiped is None or (facts.last_back is not None and wiped < facts.last_back):
            return Against.NOT_WIPED
    return None
