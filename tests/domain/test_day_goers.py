"""Who is likely to go out on a day, and during which hours."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.availability import Absence, Busy, Slot, Span
from desktop.domain.day_goers import LEAST_MINUTES, USUAL_HOURS, Standing, hours_on

DAY = date(2026, 11, 18)
MORNING = (Slot(2, 9 * 60, 11 * 60 + 30),)
FREE_ALL_DAY = (Slot(2, 0, 24 * 60),)


def test_whoever_said_hours_is_free_during_them() -> None:
    assert hours_on(DAY, MORNING, (), ()) == (Standing.FREE, Span(9 * 60, 11 * 60 + 30))
    assert hours_on(DAY, FREE_ALL_DAY, (), ()) == (Standing.FREE, USUAL_HOURS)
    early_and_late = (Slot(2, 0, 9 * 60), Slot(2, 19 * 60, 24 * 60))
    assert hours_on(DAY, early_and_late, (), ()) == (Standing.FREE, Span(8 * 60, 9 * 60))


def test_whoever_said_none_for_that_day_is_asked_first() -> None:
    assert hours_on(DAY, (), (), ()) == (Standing.ASK, USUAL_HOURS)
    assert hours_on(DAY, (Slot(3, 0, 60),), (), (), likely=True) == (Standing.ASK, USUAL_HOURS)


def test_the_usual_face_and_whoever_drove_lately_goes() -> None:
    assert hours_on(DAY, MORNING, (), (), likely=True).standing is Standing.GOES
    assert hours_on(DAY, (), (), (), likely=True) == (Standing.GOES, USUAL_HOURS)


def test_a_shift_at_the_wheel_is_the_hours_whatever_else_was_said() -> None:
    shift = Span(14 * 60, 16 * 60)
    assert hours_on(DAY, MORNING, (), (), shift=shift) == (Standing.GOES, shift)
    assert hours_on(DAY, (), (Absence(DAY, DAY),), (), shift=shift).standing is Standing.AWAY


def test_what_is_promised_leaves_the_longest_rest_of_the_day() -> None:
    busy = (Busy(DAY, 10 * 60, 10 * 60 + 15),)
    assert hours_on(DAY, MORNING, (), busy).span == Span(10 * 60 + 15, 11 * 60 + 30)
    full = (Busy(DAY, 9 * 60 + 20, 11 * 60),)
    assert hours_on(DAY, MORNING, (), full, likely=True).standing is Standing.BUSY
    assert hours_on(DAY, (), (), (Busy(DAY, 0, 24 * 60),)).standing is Standing.BUSY


minutes = st.integers(0, 24 * 60)
spans = st.tuples(minutes, minutes).filter(lambda one: one[0] < one[1])


@given(
    st.lists(st.builds(lambda day, span: Slot(day, *span), st.integers(0, 6), spans), max_size=4).map(tuple),
    st.lists(st.builds(lambda span: Busy(DAY, *span), spans), max_size=4).map(tuple),
    st.booleans(),
)
def test_whoever_goes_has_nothing_on_meanwhile(
    slots: tuple[Slot, ...], busy: tuple[Busy, ...], likely: bool
) -> None:
    found = hours_on(DAY, slots, (), busy, likely=likely)
    if found.standing is not Standing.BUSY:
        assert found.span.end - found.span.start >= LEAST_MINUTES
        assert all(one.end <= found.span.start or one.start >= found.span.end for one in busy)
