"""The way into the hub: what is behind somebody, what is next, and how long nothing has happened."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.enums import VolunteerStatus as V
from desktop.domain.journey import (
    QUIET_AFTER_DAYS,
    REPLY_WITHIN_DAYS,
    Idle,
    IdleKind,
    JourneyFacts,
    Stage,
    idle,
    next_stage,
    stages,
)

DAY = date(2026, 11, 17)
NEW = JourneyFacts(V.APPLIED, DAY - timedelta(days=9))
DAYS = st.none() | st.dates(date(2026, 1, 1), DAY)
FACTS = st.builds(JourneyFacts, st.sampled_from(V), DAYS, DAYS, st.integers(0, 3), DAYS, DAYS, DAYS)


def test_each_step_leads_to_the_next() -> None:
    way = [next_stage(NEW)]
    facts = replace(NEW, status=V.CONTACTED, contacted_on=DAY)
    way.append(next_stage(facts))
    facts = replace(facts, cleared=2)
    way.append(next_stage(facts))
    facts = replace(facts, induction_on=DAY)
    way.append(next_stage(facts))
    facts = replace(facts, buddy_on=DAY)
    way.append(next_stage(facts))
    way.append(next_stage(replace(facts, status=V.ACTIVE)))
    assert way == [
        Stage.CONTACTED,
        Stage.CHECKS,
        Stage.INDUCTION,
        Stage.BUDDY_SHIFT,
        Stage.ACTIVE,
        None,
    ]


@given(FACTS)
def test_what_is_next_is_the_first_not_done_and_only_for_whoever_is_coming(facts: JourneyFacts) -> None:
    found, whole = next_stage(facts), stages(facts)
    assert [one.stage for one in whole] == list(Stage)
    if facts.status in (V.APPLIED, V.CONTACTED):
        assert found is next(one.stage for one in whole if not one.done)
    else:
        assert found is None


@pytest.mark.parametrize("status", [V.RESTING, V.DORMANT, V.LEFT, V.ON_HOLD, V.SUSPENDED, V.CONTACTED])
def test_nobody_else_has_a_clock(status: V) -> None:
    assert idle(replace(NEW, status=status), DAY) is None


def test_the_clock_of_a_sign_up_stops_with_the_answer() -> None:
    assert idle(NEW, DAY) == Idle(IdleKind.REPLY, 9)
    assert idle(replace(NEW, contacted_on=DAY), DAY) is None
    assert idle(replace(NEW, joined_on=None), DAY) is None
    assert idle(NEW, DAY - timedelta(days=40)) == Idle(IdleKind.REPLY, 0)


def test_the_clock_of_the_active_counts_from_the_last_task() -> None:
    active = replace(NEW, status=V.ACTIVE)
    assert idle(active, DAY) == Idle(IdleKind.TASK, 9)
    assert idle(replace(active, buddy_on=DAY - timedelta(days=5)), DAY) == Idle(IdleKind.TASK, 5)
    assert idle(replace(active, last_task=DAY - timedelta(days=2)), DAY) == Idle(IdleKind.TASK, 2)


@pytest.mark.parametrize(
    ("kind", "limit"), [(IdleKind.REPLY, REPLY_WITHIN_DAYS), (IdleKind.TASK, QUIET_AFTER_DAYS)]
)
def test_how_long_is_long(kind: IdleKind, limit: int) -> None:
    assert not Idle(kind, limit).is_long
    assert Idle(kind, limit + 1).is_long
