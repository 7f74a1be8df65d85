"""Files of stock: a line for each batch, whatever kind of file is chosen."""

import csv
from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest

from db.enums_stock import Kept
from desktop.domain.errors import DomainError
from desktop.exports.stock_files import save_levels, save_moves
from desktop.services.hubs import OpenHub
from desktop.services.stock import ItemDraft
from tests.poppler import text_of
from tests.services.conftest import hub  # noqa: F401
from tests.services.stock.hands import Shelves


@pytest.fixture
def shelves(hub: OpenHub) -> Shelves:  # noqa: F811
    """Two batches of milk, no oat drink."""
    made = Shelves(hub)
    made.come(made.milk, 3, made.fridge, use_by=made.today + timedelta(days=2))
    made.come(made.milk, 5, made.fridge, use_by=made.today + timedelta(days=9))
    made.come(made.tins, 12)
    return made


def test_what_there_is_stands_in_a_csv_and_a_spreadsheet_alike(shelves: Shelves, tmp_path: Path) -> None:
    plain, sheet = tmp_path / "stock.csv", tmp_path / "stock.xlsx"
    assert save_levels(shelves.tools, shelves.who, plain) == 4
    assert save_levels(shelves.tools, shelves.who, sheet) == 4
    lines = list(csv.DictReader(plain.read_text(encoding="utf-8").splitlines()))
    found = [(one["item"], int(one["quantity"]), one["place"]) for one in lines]
    assert found == [
        ("Beans", 12, "Shelf A"),
        ("Milk", 3, "Fridge"),
        ("Milk", 5, "Fridge"),
        ("Oat drink", 0, ""),
    ]
    rows = list(openpyxl.load_workbook(sheet).active.values)
    assert [(row[0], row[4]) for row in rows[-4:]] == [(item, many) for item, many, _place in found]


def test_what_there_is_and_what_is_low_is_printed(shelves: Shelves, tmp_path: Path) -> None:
    shelves.stock.save_item(
        shelves.who, ItemDraft("Milk", "pint", kept=Kept.CHILLED, low_level=10), shelves.milk
    )
    shelves.stock.save_item(shelves.who, ItemDraft("Oat drink", "pint", low_level=2), shelves.oats)
    whole, low = tmp_path / "stock.pdf", tmp_path / "low.pdf"
    assert save_levels(shelves.tools, shelves.who, whole) == 4
    said = text_of(whole)
    for words in ("What there is", "Beans", "12 × tin", "Shelf A", "Use by", "None"):
        assert words in said
    assert save_levels(shelves.tools, shelves.who, low, low=True) == 3
    said = text_of(low)
    assert "What is low" in said
    assert "Oat drink" in said
    assert "Beans" not in said


def test_the_sum_of_what_moved_is_what_there_is(shelves: Shelves, tmp_path: Path) -> None:
    shelves.stock.goods_out(shelves.who, shelves.tins, 5)
    path = tmp_path / "moves.csv"
    assert save_moves(shelves.tools, shelves.who, path, shelves.today, shelves.today) == 4
    lines = csv.DictReader(path.read_text(encoding="utf-8").splitlines())
    assert sum(int(one["quantity"]) for one in lines if one["item"] == "Beans") == 7
    with pytest.raises(DomainError, match="before the first"):
        save_moves(shelves.tools, shelves.who, path, shelves.today, shelves.today - timedelta(days=1))
