"""How long records stay: nothing young or held ever goes, everything else past its time does."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.dates import months_before
from desktop.domain.retention import (
    Candidate,
    Due,
    Kept,
    Place,
    Tally,
    batches,
    cut_off,
    monday_of,
    sort_out,
    tallied,
)

DAYS = st.dates(date(2015, 1, 1), date(2035, 12, 31))
MONTHS = st.integers(1, 240)
FOUND = st.lists(
    st.builds(
        Candidate,
        id=st.uuids().map(str),
        table=st.just("request"),
        last=DAYS,
        held=st.booleans(),
        is_open=st.booleans(),
    ),
    unique_by=lambda one: one.id,
)
PLACES = st.builds(
    Place,
    week=DAYS,
    area_id=st.sampled_from([None, "harbour", "hill"]),
    la_code=st.sampled_from(["", "E07000001"]),
    need_id=st.sampled_from(["food", "refuge"]),
    outcome=st.sampled_from(["", "met", "open"]),
)
TALLIES = st.builds(Tally, st.integers(0, 3), st.integers(0, 3), st.integers(0, 3))


@given(FOUND, DAYS, MONTHS)
def test_nothing_held_open_or_young_goes_and_all_the_rest_does(
    found: list[Candidate], today: date, months: int
) -> None:
    due = sort_out(found, today, months)
    going = {one.id for one in due.going}
    for one in found:
        past = one.last < months_before(today, months)
        assert (one.id in going) == (past and not one.held and not one.is_open)
    past = [one for one in found if one.last < cut_off(today, months)]
    assert due.kept.get(Kept.HELD, 0) == sum(one.held for one in past)
    assert due.kept.get(Kept.OPEN, 0) == sum(one.is_open and not one.held for one in past)
    assert len(past) == len(going) + sum(due.kept.values())


@given(FOUND, DAYS, MONTHS)
def test_what_stays_is_never_taken_by_a_second_look(found: list[Candidate], today: date, months: int) -> None:
    gone = {one.id for one in sort_out(found, today, months).going}
    assert sort_out((one for one in found if one.id not in gone), today, months).going == ()


@given(FOUND, DAYS, MONTHS, st.integers(0, 400), st.integers(0, 24))
def test_later_and_shorter_only_ever_take_more(
    found: list[Candidate], today: date, months: int, days: int, fewer: int
) -> None:
    now = {one.id for one in sort_out(found, today, months).going}
    later = {one.id for one in sort_out(found, today + timedelta(days=days), months).going}
    shorter = {one.id for one in sort_out(found, today, max(1, months - fewer)).going}
    assert now <= later
    assert now <= shorter


@given(FOUND, DAYS, MONTHS)
def test_the_range_holds_every_day_of_what_goes(found: list[Candidate], today: date, months: int) -> None:
    due = sort_out(found, today, months)
    days = [one.last for one in due.going]
    assert (due.first_on, due.last_on) == (min(days, default=None), max(days, default=None))


def test_nothing_due_has_no_range() -> None:
    assert (Due().first_on, Due().last_on) == (None, None)


def test_a_record_stays_for_the_whole_of_its_last_day() -> None:
    one = Candidate("a", "request", date(2024, 11, 17))
    assert sort_out([one], date(2026, 11, 17), 24).going == ()
    assert sort_out([one], date(2026, 11, 18), 24).going == (one,)


@given(DAYS)
def test_a_week_begins_on_its_monday(day: date) -> None:
    monday = monday_of(day)
    assert monday.weekday() == 0
    assert 0 <= (day - monday).days < 7


@given(st.lists(st.tuples(PLACES, TALLIES)))
def test_no_figure_is_lost_and_none_tells_a_day_or_where_a_private_need_is(
    counts: list[tuple[Place, Tally]],
) -> None:
    found = tallied(counts, ["refuge"])
    for column in range(3):
        assert sum(one[column] for one in found.values()) == sum(one[column] for _, one in counts)
    for place in found:
        assert place.week.weekday() == 0
        assert place.need_id != "refuge" or (place.area_id, place.la_code) == (None, "")
    open_to_all = [(place, one) for place, one in counts if place.need_id != "refuge"]
    by_area = {
        area: sum(one.requests for place, one in open_to_all if place.area_id == area)
        for area in (None, "harbour", "hill")
    }
    for area, count in by_area.items():
        kept = (one for place, one in found.items() if place.need_id != "refuge" and place.area_id == area)
        assert sum(one.requests for one in kept) == count


@given(st.lists(st.integers()), st.integers(1, 9))
def test_batches_leave_nothing_out(items: list[int], size: int) -> None:
    made = list(batches(items, size))
    assert [one for batch in made for one in batch] == items
    assert all(0 < len(batch) <= size for batch in made)
