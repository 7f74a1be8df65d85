"""Who may be put on a seat: what nobody overrides, what only warns, and the words for both."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.availability import Absence, Busy, Slot
from desktop.domain.clearance_facts import Clearance, ClearanceState, Lack, NextStep, Why
from desktop.domain.clearance_words import NOT_AVAILABLE
from desktop.domain.rota_seats import Ask, Person, clock, hours_words, judge, rest_between, room_note

DAY = date(2026, 11, 18)
OK = Clearance(ClearanceState.CLEARED)
ASK = Ask(DAY, 660, 780)
ALL_DAY = (Slot(DAY.weekday(), 480, 1200),)


def lacking(why: Why, check: str = "") -> Clearance:
    """Not cleared, for one reason."""
    return Clearance(ClearanceState.NOT_CLEARED, (Lack(check, why, NextStep.RECORD_CHECK),))


def person(**more: object) -> Person:
    """Somebody cleared who is free all day."""
    values: dict[str, object] = {"clearance": OK, "slots": ALL_DAY, "weekly_minutes": 600, **more}
    return Person("p", "Beth", **values)  # type: ignore[arg-type]


def test_whoever_is_cleared_and_free_may() -> None:
    verdict = judge(ASK, person())
    assert (verdict.may, verdict.warnings, verdict.step) == (True, (), "")


def test_what_is_lacking_is_told_only_to_whoever_may_see_checks() -> None:
    who = person(clearance=lacking(Why.NOT_DONE, "identity"))
    assert judge(ASK, who).blocks == ("ID not seen",)
    assert judge(ASK, who).step
    assert judge(ASK, who, told=False).blocks == ("Not cleared for this task",)


def test_a_hold_and_days_away_are_said_in_the_same_words_and_nothing_else_is_said() -> None:
    held = person(clearance=lacking(Why.NOT_AVAILABLE), busy=(Busy(DAY, 600, 700, "Desk"),))
    away = person(absences=(Absence(DAY, DAY),), born=date(2020, 1, 1))
    asked = Ask(DAY, 660, 780, minimum_age=18)
    assert judge(asked, held) == judge(asked, away)
    assert judge(asked, held).blocks == (NOT_AVAILABLE,)


@pytest.mark.parametrize(
    ("born", "said"),
    [(None, ("Age not recorded",)), (date(2010, 1, 1), ("Under 18",)), (date(2000, 1, 1), ())],
)
def test_an_age_is_a_gate_and_an_unknown_age_does_not_pass(born: date | None, said: tuple[str, ...]) -> None:
    assert judge(Ask(DAY, 660, 780, minimum_age=18), person(born=born)).blocks == said


def test_somewhere_else_at_the_time_is_named_with_its_end() -> None:
    who = person(busy=(Busy(DAY, 585, 705, "Quayside round"), Busy(DAY, 700, 760), Busy(DAY, 780, 800, "x")))
    assert judge(ASK, who).blocks == ("On Quayside round until 11:45", "On something else until 12:40")


def test_hours_rest_usual_times_skill_and_newcomers_only_warn() -> None:
    who = person(
        slots=(Slot(DAY.weekday(), 480, 700),),
        weekly_minutes=60,
        busy=(Busy(DAY - timedelta(days=1), 1200, 1380), Busy(DAY + timedelta(days=1), 480, 500)),
        is_newcomer=True,
    )
    asked = Ask(DAY, 420, 540, skill="forms", wants_buddy=True)
    verdict = judge(asked, who)
    assert verdict.may
    assert verdict.warnings == (
        "Not one of their usual times",
        "1 h over the hours they promised a week",
        "Only 8 h of rest before or after",
        "Does not have the skill this asks for",
        "New here, and nobody with them who has done this before",
    )
    beside = Ask(DAY, 480, 540, wants_buddy=True, with_others=True)
    assert judge(beside, person(is_newcomer=True)).warnings == ()
    assert judge(ASK, person(weekly_minutes=None, slots=())).warnings == ()


@pytest.mark.parametrize(
    ("slots", "busy", "said"),
    [
        ((), (), "Times not asked"),
        (((9, 20),), (), "Free until 20:00"),
        (((0, 24),), (), "Free all day"),
        (((9, 12),), (), "Free until 12:00"),
        (((12, 20),), (), "Free from 12:00"),
        (((14, 20),), (), ""),
        (((9, 20),), ((14, 16, "Mill Green"),), "Free then. Has Mill Green at 14:00"),
        (((14, 20),), ((14, 16, "Mill Green"),), "Has Mill Green at 14:00"),
    ],
)
def test_a_note_says_when_somebody_is_free_around_a_seat(
    slots: tuple[tuple[int, int], ...], busy: tuple[tuple[int, int, str], ...], said: str
) -> None:
    own = tuple(Slot(DAY.weekday(), start * 60, end * 60) for start, end in slots)
    things = tuple(Busy(DAY, start * 60, end * 60, label) for start, end, label in busy)
    assert room_note(ASK, person(slots=own, busy=things)) == said


def test_times_and_lengths_are_written_as_people_say_them() -> None:
    assert [hours_words(one) for one in (0, 45, 60, 90, 240)] == ["0 min", "45 min", "1 h", "1 h 30", "4 h"]
    assert clock(545) == "09:05"


BUSY = st.builds(
    lambda after, start, length: Busy(DAY + timedelta(days=after), start, start + length, "Else"),
    st.integers(-1, 1),
    st.integers(0, 1300),
    st.integers(1, 139),
)


@given(st.lists(BUSY, max_size=5), st.integers(0, 1300), st.integers(1, 139))
def test_nobody_who_is_somewhere_else_may_and_nobody_is_kept_out_for_another_time(
    busy: list[Busy], start: int, length: int
) -> None:
    ask = Ask(DAY, start, start + length)
    verdict = judge(ask, person(busy=tuple(busy)))
    taken = {minute for one in busy if one.on_date == DAY for minute in range(one.start, one.end)}
    assert verdict.may == taken.isdisjoint(range(start, start + length))


@given(st.lists(BUSY, max_size=5))
def test_rest_is_never_more_than_to_any_one_thing_beside_it(busy: list[Busy]) -> None:
    rest = rest_between(busy, ASK)
    beside = [one for one in busy if one.on_date != DAY]
    assert (rest is None) == (not beside)
    if rest is not None:
        assert all(rest <= rest_between([one], ASK) for one in beside)  # type: ignore[operator]


def test_what_is_left_of_a_promised_week_is_never_below_nothing() -> None:
    assert [person(weekly_minutes=w, week_minutes=90).minutes_left for w in (None, 60, 120)] == [None, 0, 30]
