"""Lists of stock: what was saved comes in again as it was, and what cannot be read is said by its row."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from db.enums_stock import Kept
from desktop.domain.errors import DomainError
from desktop.exports.stock_files import save_levels
from desktop.imports.stock_list import stock_lines
from desktop.services.hubs import OpenHub
from desktop.services.stock_lists import GoodsLine, StockLists
from tests.services.stock.hands import Shelves


@pytest.fixture
def shelves(hub: OpenHub) -> Shelves:
    """A hub's stock."""
    return Shelves(hub)


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".ods"])
def test_what_was_saved_comes_in_again_as_it_was(shelves: Shelves, tmp_path: Path, ending: str) -> None:
    shelves.come(shelves.milk, 3, shelves.fridge, use_by=shelves.today + timedelta(days=2))
    shelves.come(shelves.tins, 12, best_before=shelves.today + timedelta(days=200))
    path = tmp_path / f"stock{ending}"
    save_levels(shelves.tools, shelves.who, path)
    lines = stock_lines(path)
    assert [(one.item, one.quantity, one.place) for one in lines] == [
        ("Beans", 12, "Shelf A"),
        ("Milk", 3, "Fridge"),
        ("Oat drink", 0, ""),
    ]
    milk = lines[1]
    assert (milk.kept, milk.allergens, milk.label_read) == (Kept.CHILLED, {"milk"}, True)
    assert milk.use_by == shelves.today + timedelta(days=2)
    done = StockLists(shelves.tools).bring_in(shelves.who, lines)
    assert (shelves.left(shelves.tins), shelves.left(shelves.milk), shelves.left(shelves.oats)) == (24, 6, 0)
    assert len(shelves.stock.lots(shelves.who)) == 2
    shelves.history.undo(shelves.who, done.txn)
    assert (shelves.left(shelves.tins), shelves.left(shelves.milk)) == (12, 3)


def test_what_a_list_names_is_written_down_and_its_label_is_not_taken_as_read(shelves: Shelves) -> None:
    StockLists(shelves.tools).bring_in(shelves.who, [GoodsLine("Jam", 5, "Shelf B"), GoodsLine("jam", 2)])
    (jam,) = [one for one in shelves.stock.levels(shelves.who) if one.item.name == "Jam"]
    assert (jam.quantity, jam.item.label_read) == (7, False)
    assert {one.name for one in shelves.stock.places(shelves.who)} == {
        "Fridge",
        "Shelf A",
        "Shelf B",
        "Store",
    }


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("item,price\nRice,2\n", "column called item"),
        ("item,quantity\n", "no goods|nothing|no rows|empty"),
        ("item,quantity\nRice,some\n", "Row 2: the quantity"),
        ("item,quantity\nRice,-3\n", "Row 2: the quantity"),
        ("item,quantity\n,3\n", "Row 2: the item has no name"),
        ("item,quantity,use by\nRice,3,soon\n", "Row 2: .*no date"),
        ("item,quantity,contains\nRice,3,gluten kiwi\n", "Row 2: .*kiwi"),
    ],
)
def test_what_cannot_be_read_is_said(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "list.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DomainError, match=said):
        stock_lines(path)


def test_a_packet_has_one_date_in_a_list_too(shelves: Shelves) -> None:
    line = GoodsLine("Jam", 5, use_by=shelves.today, best_before=shelves.today)
    with pytest.raises(DomainError, match="two dates"):
        StockLists(shelves.tools).bring_in(shelves.who, [line])
    with pytest.raises(DomainError, match="no goods"):
        StockLists(shelves.tools).bring_in(shelves.who, [])


def test_a_year_of_two_digits_is_one_to_come(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("item,quantity,best before\nRice,3,31/12/99\n", encoding="utf-8")
    (line,) = stock_lines(path)
    assert line.best_before == date(2099, 12, 31)
