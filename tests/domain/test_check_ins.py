"""First calls to groups are spread over a week, and none is later than that."""

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.check_ins import DAYS, FEWEST, first_calls


@given(st.integers(0, 2_000))
def test_everybody_is_rung_within_a_week(every: int) -> None:
    assert first_calls(every, 0) * DAYS >= every
    assert first_calls(every, 0) <= max(FEWEST, every // DAYS + 1)


def test_a_small_register_is_rung_whole_and_a_large_one_a_seventh_a_day() -> None:
    assert first_calls(8, 0) == FEWEST
    assert first_calls(84, 0) == 12
    assert first_calls(84, 5) == 7
    assert first_calls(84, 20) == 0
