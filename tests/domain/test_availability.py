"""Free time: weekly hours less absences less promises."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.availability import (
    ALL_DAY,
    DAY_MINUTES,
    Absence,
    Busy,
    Slot,
    Span,
    clock,
    free_at,
    free_for,
    free_minutes,
    free_spans,
    free_until,
    has_room,
    is_away,
)

TUESDAY = date(2026, 11, 17)
MORNING = Slot(1, 540, 780)


def test_nobody_asked_means_the_whole_day() -> None:
    assert free_spans((), (), (), TUESDAY) == (ALL_DAY,)
    assert Span(0, 24 * 60) == ALL_DAY


def test_only_the_weekday_counts() -> None:
    assert free_spans((MORNING, Slot(2, 0, 60)), (), (), TUESDAY) == (Span(540, 780),)
    assert free_spans((Slot(2, 0, 60),), (), (), TUESDAY) == ()


def test_touching_and_overlapping_hours_join_and_empty_ones_go() -> None:
    slots = (Slot(1, 600, 660), Slot(1, 540, 600), Slot(1, 650, 655), Slot(1, 700, 700), Slot(1, 720, 780))
    assert free_spans(slots, (), (), TUESDAY) == (Span(540, 660), Span(720, 780))
    inside = (Slot(1, 540, 600), Slot(1, 700, 760), Slot(1, 750, 755))
    assert free_spans(inside, (), (), TUESDAY) == (Span(540, 600), Span(700, 760))


@pytest.mark.parametrize(("days", "away"), [(-1, False), (0, True), (3, True), (4, False)])
def test_absence_holds_both_ends(days: int, away: bool) -> None:
    absence = Absence(TUESDAY, TUESDAY + timedelta(days=3))
    day = TUESDAY + timedelta(days=days)
    assert is_away((absence,), day) is away
    assert (free_spans((), (absence,), (), day) == ()) is away


@pytest.mark.parametrize(
    ("start", "end", "left"),
    [
        (500, 540, ((540, 780),)),
        (780, 800, ((540, 780),)),
        (540, 600, ((600, 780),)),
        (720, 780, ((540, 720),)),
        (600, 630, ((540, 600), (630, 780))),
        (500, 800, ()),
        (600, 600, ((540, 780),)),
    ],
)
def test_promises_are_cut_out(start: int, end: int, left: tuple[tuple[int, int], ...]) -> None:
    spans = free_spans((MORNING,), (), (Busy(TUESDAY, start, end),), TUESDAY)
    assert spans == tuple(Span(*each) for each in left)


def test_promises_of_other_days_do_not_matter() -> None:
    busy = (Busy(TUESDAY + timedelta(days=7), 540, 780),)
    assert free_spans((MORNING,), (), busy, TUESDAY) == (Span(540, 780),)


@pytest.mark.parametrize(
    ("start", "end", "minutes", "found"),
    [
        (540, 600, 60, Span(540, 600)),
        (540, 600, 61, None),
        (570, 660, 30, Span(540, 600)),
        (571, 660, 30, None),
        (580, 720, 45, Span(660, 720)),
        (0, DAY_MINUTES, 60, Span(540, 600)),
    ],
)
def test_room_for_a_task(start: int, end: int, minutes: int, found: Span | None) -> None:
    spans = (Span(540, 600), Span(660, 720))
    assert free_for(spans, start, end, minutes) == found


def test_free_at_a_minute_and_until() -> None:
    spans = (Span(540, 600), Span(660, 720))
    assert [free_at(spans, minute) for minute in (539, 540, 599, 600, 660)] == [
        False,
        True,
        True,
        False,
        True,
    ]
    assert [free_until(spans, minute) for minute in (539, 540, 600, 719)] == [None, 600, None, 720]
    assert free_minutes(spans) == 120
    assert free_minutes(()) == 0


@pytest.mark.parametrize(("minute", "words"), [(0, "00:00"), (780, "13:00"), (545, "09:05")])
def test_clock(minute: int, words: str) -> None:
    assert clock(minute) == words


minutes = st.integers(0, 24).map(lambda each: each * 60)
slots = st.lists(st.builds(Slot, st.integers(0, 2), minutes, minutes), max_size=4).map(tuple)
promises = st.lists(st.builds(Busy, st.just(TUESDAY), minutes, minutes), max_size=2).map(tuple)
absences = st.lists(st.just(Absence(TUESDAY, TUESDAY)), max_size=1).map(tuple)


@given(slots, absences, promises, minutes, minutes, st.integers(1, 300))
def test_the_quick_way_says_the_same(
    hours: tuple[Slot, ...],
    away: tuple[Absence, ...],
    busy: tuple[Busy, ...],
    start: int,
    end: int,
    length: int,
) -> None:
    slow = free_for(free_spans(hours, away, busy, TUESDAY), start, end, length) is not None
    assert has_room(hours, away, busy, TUESDAY, start, end, length) is slow


@given(slots, promises)
def test_spans_are_in_order_and_apart_and_hold_every_free_minute(
    hours: tuple[Slot, ...], busy: tuple[Busy, ...]
) -> None:
    spans = free_spans(hours, (), busy, TUESDAY)
    assert all(span.start < span.end for span in spans)
    for minute in range(0, DAY_MINUTES, 30):
        offered = not hours or any(each.weekday == 1 and each.start <= minute < each.end for each in hours)
        promised = any(each.start <= minute < each.end for each in busy)
        assert free_at(spans, minute) is (offered and not promised)


def test_one_slot_at_its_very_edges() -> None:
    assert has_room((MORNING,), (), (), TUESDAY, 0, 600, 60)
    assert not has_room((MORNING,), (), (), TUESDAY, 0, 600, 61)
    assert has_room((MORNING,), (), (), TUESDAY, 700, 900, 80)
    assert not has_room((MORNING,), (), (), TUESDAY, 700, 900, 81)
    assert not has_room((Slot(2, 0, 1440),), (), (), TUESDAY, 0, 1440, 1)


def test_the_quick_way_is_taken_only_where_it_tells_all() -> None:
    evening = Slot(1, 1080, 1200)
    assert has_room((MORNING, evening), (), (), TUESDAY, 1080, 1200, 120)
    assert not has_room((MORNING,), (), (Busy(TUESDAY, 540, 780),), TUESDAY, 540, 780, 1)
    assert not has_room((MORNING,), (Absence(TUESDAY, TUESDAY),), (), TUESDAY, 540, 780, 1)
    both = (Absence(TUESDAY, TUESDAY),), (Busy(TUESDAY, 540, 780),)
    assert not has_room((MORNING,), *both, TUESDAY, 540, 780, 1)
