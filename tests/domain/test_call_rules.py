"""What the outcome of a call decides."""

from datetime import date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.call_rules import (
    FIRST_RING,
    LAST_RING,
    Plan,
    Standing,
    first,
    is_last_resort,
    next_day,
    quiet_since,
    reached,
    rung_out,
    step_without_news,
    wrong_number,
)
from desktop.domain.recurrence import daily, monthly, weekly

TODAY = date(2026, 11, 17)
"""A Tuesday."""
NOW = datetime(2026, 11, 17, 10, 45)
WEEKLY = Plan(weekly([1]), date(2026, 10, 6), time(10, 45), 2, 3)


def test_a_new_plan_is_due_on_its_first_day_from_today_on() -> None:
    assert first(WEEKLY, TODAY) == Standing(TODAY, time(10, 45))
    assert first(WEEKLY, TODAY + timedelta(days=1)) == Standing(date(2026, 11, 24), time(10, 45))


def test_who_was_reached_is_due_on_the_next_day_of_the_plan_and_days_away_are_passed_over() -> None:
    assert reached(WEEKLY, TODAY).next_on == date(2026, 11, 24)
    away = ((date(2026, 11, 20), date(2026, 12, 3)),)
    assert reached(WEEKLY, TODAY, away).next_on == date(2026, 12, 8)


def test_who_asks_for_a_day_is_rung_on_it() -> None:
    assert reached(WEEKLY, TODAY, wanted=date(2026, 11, 19)) == Standing(date(2026, 11, 19), time(10, 45))


def test_a_plan_that_is_over_has_no_next_day() -> None:
    plan = Plan(weekly([1], until=TODAY), date(2026, 10, 6))
    assert reached(plan, TODAY) == Standing(None)


def test_no_answer_is_rung_again_in_half_an_hour_and_in_the_morning_once_it_is_late() -> None:
    assert rung_out(WEEKLY, Standing(TODAY), NOW) == Standing(TODAY, time(11, 15), 1)
    late = datetime.combine(TODAY, time(17, 45))
    tomorrow = TODAY + timedelta(days=1)
    assert rung_out(WEEKLY, Standing(TODAY), late) == Standing(tomorrow, time(10, 45), 1)
    any_time = Plan(daily(), TODAY)
    assert rung_out(any_time, Standing(TODAY), late) == Standing(tomorrow, FIRST_RING, 1)
    midnight = datetime.combine(TODAY, time(23, 50))
    assert rung_out(any_time, Standing(TODAY), midnight).next_on == tomorrow


def test_the_steps_begin_after_the_tries_and_end_with_the_safeguarding_lead() -> None:
    standing = rung_out(WEEKLY, Standing(TODAY, None, 1), NOW)
    assert standing == Standing(TODAY, None, 2, 1)
    for _ in range(WEEKLY.steps):
        assert not is_last_resort(WEEKLY, standing)
        standing = step_without_news(standing, TODAY)
    assert is_last_resort(WEEKLY, standing)
    assert standing.next_on == TODAY


def test_a_wrong_number_begins_the_steps_at_once() -> None:
    assert wrong_number(WEEKLY, Standing(TODAY), TODAY) == Standing(TODAY, None, 2, 1)


def test_who_has_no_steps_is_the_safeguarding_leads_after_the_tries() -> None:
    plan = Plan(daily(), TODAY, tries=1)
    assert is_last_resort(plan, rung_out(plan, Standing(TODAY), NOW))


def test_the_quiet_are_counted_in_days() -> None:
    assert quiet_since(TODAY, 14) == date(2026, 11, 3)


RULES = st.one_of(
    st.lists(st.integers(0, 6), min_size=1, max_size=7, unique=True).map(weekly),
    st.just(daily()),
    st.integers(1, 28).map(monthly),
)
PLANS = st.builds(
    Plan,
    RULES,
    st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    st.none() | st.times(time(8), time(17)),
    st.integers(1, 5),
    st.integers(0, 6),
)


@given(PLANS, st.lists(st.booleans(), max_size=20), st.datetimes(datetime(2026, 3, 1), datetime(2027, 3, 1)))
def test_nobody_unreached_is_ever_dropped(plan: Plan, news: list[bool], now: datetime) -> None:
    """Whatever comes of the calls, there is a next day, no later than tomorrow, until they are reached."""
    standing = first(plan, now.date())
    for heard in news:
        if heard:
            standing = reached(plan, now.date())
            assert standing.misses == standing.next_step == 0
            assert standing.next_on is not None
            assert standing.next_on > now.date()
            continue
        before = standing
        if standing.next_step:
            standing = step_without_news(standing, now.date())
            assert standing.next_step == before.next_step + 1
        else:
            standing = rung_out(plan, standing, now)
            assert standing.misses == before.misses + 1
            assert bool(standing.next_step) == (standing.misses >= plan.tries)
        assert standing.next_on in (now.date(), now.date() + timedelta(days=1))
        if standing.next_on == now.date() and not standing.next_step:
            assert standing.next_time is not None
            assert standing.next_time <= LAST_RING


@given(PLANS, st.dates(date(2026, 3, 1), date(2027, 3, 1)), st.integers(0, 60))
def test_a_day_away_is_never_a_day_to_ring(plan: Plan, since: date, length: int) -> None:
    spell = (since, since + timedelta(days=length))
    found = next_day(plan, since, [spell])
    assert found is None or found > spell[1] or found < spell[0]
