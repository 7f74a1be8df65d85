"""Shifts worked out from what repeats and from single days: cover for one day stays one day's."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from db.enums import Nation
from db.enums_repeats import HolidayRule
from db.enums_rota import PlaceHow, PlaceState, SeatRole
from desktop.domain.availability import Absence, Busy
from desktop.domain.rota import (
    Job,
    OddDay,
    Placed,
    Seat,
    Shift,
    Usual,
    clashes,
    day_key,
    shift_times,
    shifts,
)

MONDAY = date(2026, 11, 16)
SPAN = MONDAY, MONDAY + timedelta(days=13)
DRIVER = Seat("driver", SeatRole.DRIVER)
JOB = Job("a" * 32, "Round", 660, 780, "FREQ=WEEKLY;BYDAY=MO,WE", date(2026, 1, 1), seats=(DRIVER,))


def day(after: int) -> date:
    """A day counted from the Monday."""
    return MONDAY + timedelta(days=after)


def test_a_shift_for_each_day_of_the_rule_within_the_jobs_own_days() -> None:
    job = Job("b", "Desk", 540, 600, "FREQ=WEEKLY;BYDAY=MO,WE", day(1), day(8))
    assert [one.on_date for one in shifts([job], [], [], [], SPAN)] == [day(2), day(7)]
    over = Job("b", "Desk", 540, 600, "FREQ=WEEKLY;BYDAY=MO", day(-20), day(-10))
    assert shifts([over], [], [], [], SPAN) == []


def test_an_odd_day_has_its_own_times_is_cancelled_or_extra() -> None:
    odd = [
        OddDay(JOB.id, day(0), 700, 800),
        OddDay(JOB.id, day(2), cancelled=True, why="Flood"),
        OddDay(JOB.id, day(3), extra=True),
        OddDay(JOB.id, day(40), extra=True),
    ]
    found = {one.on_date: one for one in shifts([JOB], [], odd, [], SPAN)}
    assert list(found) == [day(0), day(2), day(3), day(7), day(9)]
    assert (found[day(0)].start, found[day(0)].end, found[day(0)].minutes) == (700, 800, 100)
    assert (found[day(2)].cancelled, found[day(2)].missing, found[day(2)].why) == (True, 0, "Flood")
    assert (found[day(3)].extra, found[day(3)].missing, found[day(3)].start) == (True, 1, 660)


def test_a_bank_holiday_is_left_out_where_the_job_says_so() -> None:
    job = Job("b", "Desk", 540, 600, "FREQ=DAILY", date(2026, 12, 1), holidays=HolidayRule.SKIP)
    span = date(2026, 12, 24), date(2026, 12, 26)
    assert [one.on_date.day for one in shifts([job], [], [], [], span, Nation.ENGLAND)] == [24, 26]


def test_whoever_is_away_leaves_a_gap_and_whoever_came_has_come() -> None:
    usual = [Usual("driver", 0, "kofi", day(-100))]
    away = {"kofi": (Absence(day(0), day(3)),)}
    first, second = [
        one for one in shifts([JOB], usual, [], [], SPAN, away=away) if one.on_date.weekday() == 0
    ]
    assert (first.missing, first.crew, [one.volunteer_id for one in first.seats[0].not_coming]) == (
        1,
        frozenset(),
        ["kofi"],
    )
    assert second.crew == {"kofi"}
    came = [Placed("p", "driver", day(0), "kofi", state=PlaceState.CAME)]
    found = shifts([JOB], usual, [], came, SPAN, away=away)
    assert found[0].crew == {"kofi"}


def test_a_usual_person_counts_on_their_weekday_between_their_days() -> None:
    one = Usual("s", 2, "kofi", day(0), day(8))
    assert [after for after in range(16) if one.counts_on(day(after))] == [2]


def test_a_shift_names_its_seats_and_what_they_still_take() -> None:
    job = Job("b", "Desk", 540, 600, "FREQ=WEEKLY;BYDAY=MO", day(0), seats=(Seat("s", minimum=1, maximum=3),))
    (one, _later) = shifts([job], [Usual("s", 0, "kofi", day(0))], [], [], SPAN)
    seat = one.seat("s")
    assert seat is not None
    assert (seat.missing, seat.room, seat.seat.drives, DRIVER.drives) == (0, 2, False, True)
    assert one.seat("other") is None
    assert one.key == f"b:{MONDAY.isoformat()}"
    assert Shift(job, MONDAY, 1, 2, one.seats, cancelled=True).crew == frozenset()


def test_the_key_of_an_odd_day_is_the_same_wherever_it_is_made() -> None:
    assert day_key("a" * 32, MONDAY) == day_key("a" * 32, MONDAY) != day_key("a" * 32, day(1))


def test_two_places_at_once_clash_and_touching_ones_do_not() -> None:
    usual = [Usual("driver", 0, "kofi", day(-1)), Usual("desk", 0, "kofi", day(-1))]
    later = Job("c", "Desk", 780, 840, "FREQ=WEEKLY;BYDAY=MO", day(0), seats=(Seat("desk"),))
    found = shifts([JOB, later], usual, [], [], (day(0), day(0)))
    assert clashes(found, {}) == []
    (clash,) = clashes(found, {"kofi": [Busy(day(0), 800, 900, "Task"), Busy(day(1), 0, 1440, "Else")]})
    assert (clash.first.label, clash.second.label, clash.shifts) == ("Desk", "Task", {found[1].key})
    # What is between tasks alone is not the rota's to say.
    for who in ("beth", "kofi"):
        assert clashes(found, {who: [Busy(day(0), 1, 9), Busy(day(0), 2, 8)]}) == []


PEOPLE = st.sampled_from(["kofi", "beth", "omar"])
DAYS = st.integers(0, 13).map(day)
PLACES = st.lists(
    st.builds(
        Placed,
        id=st.just("p"),
        seat_id=st.just("driver"),
        on_date=DAYS,
        volunteer_id=PEOPLE,
        how=st.sampled_from(PlaceHow),
        state=st.sampled_from(PlaceState),
    ),
    unique_by=lambda one: (one.on_date, one.volunteer_id),
)
USUALS = st.lists(st.builds(Usual, st.just("driver"), st.integers(0, 6), PEOPLE, DAYS), max_size=6)


@given(USUALS, PLACES)
def test_what_is_written_of_one_day_changes_no_other_day(usual: list[Usual], placed: list[Placed]) -> None:
    plain = {one.on_date: one for one in shifts([JOB], usual, [], [], SPAN)}
    touched = {one.on_date for one in placed}
    for one in shifts([JOB], usual, [], placed, SPAN):
        if one.on_date not in touched:
            assert one == plain[one.on_date]
        for seat in one.seats:
            names = [taker.volunteer_id for taker in (*seat.takers, *seat.not_coming)]
            assert len(names) == len(set(names))
            assert seat.missing == max(seat.seat.minimum - len(seat.takers), 0)


@given(USUALS, PLACES)
def test_everybody_on_a_shift_is_busy_then_and_nobody_else(usual: list[Usual], placed: list[Placed]) -> None:
    found = shifts([JOB], usual, [], placed, SPAN)
    times = shift_times(found)
    assert {(key, who) for who, own in times.items() for key, _busy in own} == {
        (one.key, who) for one in found for who in one.crew
    }
