"""The day to reckon with."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.today import effective_today

DAY = date(2026, 11, 17)


def test_new_hub_goes_by_the_clock() -> None:
    assert effective_today(DAY, None) == (DAY, 0)


@pytest.mark.parametrize(
    ("lag", "gap", "settle"), [(-400, 0, False), (0, 0, False), (1, 1, False), (2, 2, True)]
)
def test_gap_over_a_day_must_be_settled(lag: int, gap: int, settle: bool) -> None:
    today = effective_today(DAY, DAY + timedelta(days=lag))
    assert today == (max(DAY, DAY + timedelta(days=lag)), gap)
    assert today.must_be_settled is settle


@given(st.dates(), st.dates())
def test_setting_the_clock_back_never_goes_behind_the_log(system: date, logged: date) -> None:
    day, gap = effective_today(system, logged)
    assert day == max(system, logged)
    assert day - timedelta(days=gap) == min(system, day)
