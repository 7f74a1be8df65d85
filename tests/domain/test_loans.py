"""Where a loan stands, and what speaks against lending something."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from db.enums_loans import Condition
from desktop.domain.loans import SOON, Against, AssetFacts, LoanState, against, state

DAY = date(2026, 11, 17)
ONE = timedelta(days=1)
PHONE = AssetFacts(holds_data=True, wiped_on=DAY)


def test_where_it_stands() -> None:
    out = AssetFacts(due_on=DAY)
    assert state(AssetFacts(), DAY) is LoanState.IN
    assert state(replace(out, due_on=DAY + SOON + ONE), DAY) is LoanState.OUT
    assert state(out, DAY) is state(out, DAY - SOON) is LoanState.DUE_SOON
    assert state(out, DAY + ONE) is LoanState.OVERDUE
    assert state(AssetFacts(is_lost=True), DAY) is LoanState.LOST
    assert state(AssetFacts(is_retired=True, is_lost=True), DAY) is LoanState.RETIRED


def test_what_speaks_against_lending() -> None:
    assert against(AssetFacts()) is against(PHONE) is None
    assert against(AssetFacts(due_on=DAY)) is Against.OUT
    assert against(AssetFacts(is_retired=True)) is Against.RETIRED
    assert against(AssetFacts(is_lost=True)) is Against.LOST
    assert against(AssetFacts(Condition.BROKEN)) is Against.BROKEN
    assert against(AssetFacts(Condition.WORN)) is None


@given(st.dates(), st.dates())
def test_what_holds_data_goes_only_once_it_was_wiped_since_it_came_back(wiped: date, back: date) -> None:
    held = AssetFacts(holds_data=True, wiped_on=wiped, last_back=back)
    assert (against(held) is None) is (wiped >= back)
    assert against(replace(held, wiped_on=None)) is Against.NOT_WIPED
    assert against(replace(held, holds_data=False)) is None
