"""Goods in and out, what goes first, counts, and what may not be undone."""

from datetime import timedelta

import pytest

from db.enums_stock import Kept, StockKind
from desktop.domain.errors import DomainError
from desktop.services.hubs import OpenHub
from desktop.services.stock import GoodsIn, ItemDraft
from tests.services.stock.hands import Shelves


@pytest.fixture
def shelves(hub: OpenHub) -> Shelves:
    """A hub's stock."""
    return Shelves(hub)


def test_what_spoils_first_leaves_first(shelves: Shelves) -> None:
    late, soon = shelves.today + timedelta(days=9), shelves.today + timedelta(days=2)
    shelves.come(shelves.milk, 5, use_by=late)
    shelves.come(shelves.milk, 5, use_by=soon)
    done = shelves.stock.goods_out(shelves.who, shelves.milk, 6)
    assert done.message == "6 out. 4 × pint of Milk left"
    assert [(one.use_by, one.quantity) for one in shelves.stock.lots(shelves.who)] == [(late, 4)]


def test_what_is_past_its_use_by_goes_as_waste_only(shelves: Shelves) -> None:
    shelves.come(shelves.milk, 3, use_by=shelves.today - timedelta(days=1))
    (level,) = [one for one in shelves.stock.levels(shelves.who) if one.quantity]
    assert (level.quantity, level.usable) == (3, 0)
    with pytest.raises(DomainError, match="only 0"):
        shelves.stock.goods_out(shelves.who, shelves.milk, 1)
    shelves.stock.goods_out(shelves.who, shelves.milk, 3, "Past its date", wasted=True)
    assert shelves.left(shelves.milk) == 0


def test_past_best_before_may_go(shelves: Shelves) -> None:
    shelves.come(shelves.tins, 3, best_before=shelves.today - timedelta(days=30))
    shelves.stock.goods_out(shelves.who, shelves.tins, 3)
    assert shelves.left(shelves.tins) == 0


def test_a_count_writes_only_what_differs(shelves: Shelves) -> None:
    shelves.come(shelves.tins, 12)
    shelves.come(shelves.oats, 4)
    tins, oats = (
        next(one.id for one in shelves.stock.lots(shelves.who) if one.item_id == item)
        for item in (shelves.tins, shelves.oats)
    )
    with pytest.raises(DomainError, match="Say what"):
        shelves.stock.count(shelves.who, shelves.shelf, {tins: 10, oats: 4})
    done = shelves.stock.count(shelves.who, shelves.shelf, {tins: 10, oats: 4}, "Two burst")
    assert done.message == "Shelf A counted. 1 line differs."
    assert shelves.left(shelves.tins) == 10
    moves = [one for one in shelves.stock.moves(shelves.who) if one.kind is StockKind.COUNTED]
    assert [(one.quantity, one.words) for one in moves] == [(-2, "Two burst")]
    place = next(one for one in shelves.stock.places(shelves.who) if one.id == shelves.shelf)
    assert place.counted_on == shelves.today


def test_goods_that_left_since_keep_their_coming_from_being_undone(shelves: Shelves) -> None:
    came = shelves.come(shelves.tins, 12)
    shelves.stock.goods_out(shelves.who, shelves.tins, 5)
    with pytest.raises(DomainError, match="left the shelf since"):
        shelves.history.undo(shelves.who, came.txn)
    assert shelves.left(shelves.tins) == 7


def test_taking_a_move_back_takes_both_of_its_sides(shelves: Shelves) -> None:
    shelves.come(shelves.tins, 12)
    (lot,) = shelves.stock.lots(shelves.who)
    shelves.stock.move_lot(shelves.who, lot.id, shelves.fridge, 5)
    there = {one.place: one.quantity for one in shelves.stock.lots(shelves.who)}
    assert there == {"Shelf A": 7, "Fridge": 5}
    one = shelves.stock.moves(shelves.who)[0]
    shelves.stock.take_back(shelves.who, one.id, "Wrong fridge")
    assert {one.place: one.quantity for one in shelves.stock.lots(shelves.who)} == {"Shelf A": 12}
    with pytest.raises(DomainError, match="taken back already"):
        shelves.stock.take_back(shelves.who, one.id, "Again")


def test_an_item_is_low_by_what_may_be_packed(shelves: Shelves) -> None:
    shelves.stock.save_item(
        shelves.who, ItemDraft("Milk", "pint", kept=Kept.CHILLED, low_level=3), shelves.milk
    )
    shelves.come(shelves.milk, 9, use_by=shelves.today - timedelta(days=1))
    assert [one.item.name for one in shelves.stock.low(shelves.who)] == ["Milk"]
    shelves.come(shelves.milk, 4, use_by=shelves.today + timedelta(days=3))
    assert shelves.stock.low(shelves.who) == []


@pytest.mark.parametrize(
    ("goods", "field"),
    [
        ({"quantity": None}, "quantity"),
        ({"quantity": -1}, "quantity"),
        ({"quantity": 1, "place_id": None}, "place_id"),
    ],
)
def test_what_is_missing_is_asked_for(shelves: Shelves, goods: dict[str, int | None], field: str) -> None:
    draft = GoodsIn(**{"quantity": 1, "place_id": shelves.shelf} | goods)  # type: ignore[arg-type]
    with pytest.raises(DomainError) as refused:
        shelves.stock.goods_in(shelves.who, shelves.tins, draft)
    assert refused.value.field == field


def test_one_packet_has_one_date(shelves: Shelves) -> None:
    both = GoodsIn(1, shelves.shelf, shelves.today, shelves.today)
    with pytest.raises(DomainError, match="one of the two dates"):
        shelves.stock.goods_in(shelves.who, shelves.tins, both)
    with pytest.raises(DomainError, match="still to come"):
        shelves.stock.goods_in(
            shelves.who, shelves.tins, GoodsIn(1, shelves.shelf, on=shelves.today + timedelta(days=1))
        )


def test_a_name_stands_for_one_item(shelves: Shelves) -> None:
    with pytest.raises(DomainError, match="item of this name"):
        shelves.item(ItemDraft("beans"))
    with pytest.raises(DomainError, match="Give it a name"):
        shelves.item(ItemDraft("  "))


def test_what_lies_somewhere_keeps_its_item_and_place_in_use(shelves: Shelves) -> None:
    shelves.come(shelves.tins, 1)
    with pytest.raises(DomainError, match="some of it left"):
        shelves.stock.void_item(shelves.who, shelves.tins, "Gone")
    with pytest.raises(DomainError, match="still lies there"):
        shelves.stock.void_place(shelves.who, shelves.shelf, "Gone")


def test_nothing_comes_back_to_what_is_out_of_use(shelves: Shelves) -> None:
    shelves.come(shelves.tins, 2)
    shelves.stock.goods_out(shelves.who, shelves.tins, 2)
    gone = shelves.stock.moves(shelves.who)[0]
    shelves.stock.void_item(shelves.who, shelves.tins, "No longer kept")
    with pytest.raises(DomainError, match="out of use"):
        shelves.stock.take_back(shelves.who, gone.id, "Mistake")


def test_what_was_carried_back_by_mistake_goes_both_ways_again(shelves: Shelves) -> None:
    shelves.come(shelves.tins, 5)
    (lot,) = shelves.stock.lots(shelves.who, shelves.shelf)
    shelves.stock.move_lot(shelves.who, lot.id, shelves.fridge, 3)
    shelves.stock.take_back(shelves.who, shelves.stock.moves(shelves.who)[0].id, "Wrong place")
    shelves.stock.take_back(shelves.who, shelves.stock.moves(shelves.who)[0].id, "It was right")
    assert shelves.left(shelves.tins) == 5
    assert [one.quantity for one in shelves.stock.lots(shelves.who, shelves.fridge)] == [3]
    assert [one.quantity for one in shelves.stock.lots(shelves.who, shelves.shelf)] == [2]
