"""Somebody is out: late, then an alarm, whatever clocks do meanwhile."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.out_now import GRACE, MOST_LATER, STEPS, OutState, OutStep, later, next_step, state_of

DUE = datetime(2026, 10, 25, 1, 0, tzinfo=UTC)
ORDER = [OutState.OUT, OutState.LATE, OutState.ALARM]
minutes = st.integers(-600, 600).map(lambda count: timedelta(minutes=count))


def test_on_time_then_late_then_an_alarm_then_back() -> None:
    assert state_of(DUE, None, DUE) is OutState.OUT
    assert state_of(DUE, None, DUE + GRACE) is OutState.LATE
    assert state_of(DUE, None, DUE + GRACE + timedelta(seconds=1)) is OutState.ALARM
    assert state_of(DUE, DUE, DUE + timedelta(days=3)) is OutState.BACK
    assert state_of(DUE, None, DUE + GRACE, timedelta(minutes=5)) is OutState.ALARM


def test_every_step_has_its_turn() -> None:
    assert [next_step(taken) for taken in range(5)] == [*STEPS, None]
    assert next_step(0) is OutStep.RING


@given(minutes, minutes)
def test_time_only_makes_it_worse_and_the_clock_on_the_wall_does_not_count(
    one: timedelta, more: timedelta
) -> None:
    first, second = sorted((DUE + one, DUE + more))
    assert ORDER.index(state_of(DUE, None, first)) <= ORDER.index(state_of(DUE, None, second))
    london = ZoneInfo("Europe/London")
    assert state_of(DUE, None, first) is state_of(DUE.astimezone(london), None, first.astimezone(london))


@given(minutes, st.integers(1, 10_000))
def test_more_time_is_never_less_and_has_an_end(late: timedelta, count: int) -> None:
    now = DUE + late
    found = later(DUE, now, count)
    assert found > max(DUE, now)
    assert found <= max(DUE, now) + MOST_LATER
    assert state_of(found, None, now) is OutState.OUT
