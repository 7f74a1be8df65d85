"""Stock: balances are sums, and what is past its use-by never leaves."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.errors import DomainError
from desktop.domain.stock import Back, Lot, Movement, balances, may_be_packed, opposite, take, thrown_away

DAY = date(2026, 3, 2)
DATES = st.none() | st.integers(-9, 9).map(lambda days: DAY + timedelta(days=days))
LOTS = st.lists(st.tuples(st.integers(0, 20), DATES, DATES), max_size=8).map(
    lambda rows: [Lot(f"b{place}", *row) for place, row in enumerate(rows)]
)
MOVES = st.lists(st.tuples(st.sampled_from("abc"), st.integers(-20, 20)), max_size=20)


@given(MOVES, st.data())
def test_a_movement_and_its_opposite_leave_the_sum_as_it_was(rows, data):
    moves = [Movement(str(place), *row) for place, row in enumerate(rows)]
    voided = data.draw(st.lists(st.sampled_from(moves), unique=True)) if moves else []
    held = balances([*moves, *(opposite(move, f"v{move.key}") for move in voided)])
    for batch, quantity in held.items():
        assert quantity == sum(m.quantity for m in moves if m.batch == batch and m not in voided)


@given(LOTS, st.integers(0, 60))
def test_what_is_taken_and_what_is_short_are_what_was_wanted(lots, wanted):
    taken = take(lots, wanted, DAY)
    held = {lot.batch: lot for lot in lots}
    assert sum(part for _, part in taken.parts) + taken.short == wanted
    assert all(0 < part <= held[batch].quantity for batch, part in taken.parts)
    assert all(may_be_packed(held[batch], DAY) for batch, _ in taken.parts)
    there_is = sum(lot.quantity for lot in lots if may_be_packed(lot, DAY))
    assert taken.short == max(0, wanted - there_is)


def test_use_by_ends_after_its_day_and_best_before_does_not_end():
    assert may_be_packed(Lot("a", 1, use_by=DAY), DAY)
    assert not may_be_packed(Lot("a", 1, use_by=DAY - timedelta(days=1)), DAY)
    assert may_be_packed(Lot("a", 1, best_before=DAY - timedelta(days=90)), DAY)


def test_the_first_to_expire_leaves_first_and_what_has_no_date_last():
    lots = [Lot("none", 5), Lot("late", 5, use_by=DAY + timedelta(days=5)), Lot("soon", 5, use_by=DAY)]
    assert take(lots, 12, DAY).parts == (("soon", 5), ("late", 5), ("none", 2))


BACK = st.lists(st.tuples(st.sampled_from("xy"), st.integers(1, 9), st.booleans()), max_size=6).map(
    lambda rows: [Back(f"b{place}", *row) for place, row in enumerate(rows)]
)


@given(BACK, st.data())
def test_what_has_to_be_kept_cold_never_goes_back_and_the_rest_as_is_said(lots, data):
    room = {item: sum(one.quantity for one in lots if one.item == item and one.keeps) for item in "xy"}
    keep = {item: data.draw(st.integers(0, most)) for item, most in room.items() if data.draw(st.booleans())}
    gone = thrown_away(lots, keep)
    for one in lots:
        assert 0 <= gone.get(one.batch, 0) <= one.quantity
        assert one.keeps or gone[one.batch] == one.quantity
    for item, most in room.items():
        left = sum(one.quantity - gone.get(one.batch, 0) for one in lots if one.item == item)
        assert left == keep.get(item, most)


@pytest.mark.parametrize("keep", [{"x": 4}, {"x": -1}, {"cold": 1}, {"other": 1}])
def test_more_does_not_go_back_than_came(keep):
    lots = [Back("b1", "x", 3, True), Back("b2", "cold", 1, False)]
    with pytest.raises(DomainError, match="go on the shelf"):
        thrown_away(lots, keep)
