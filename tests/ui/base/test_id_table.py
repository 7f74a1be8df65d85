"""The list model: ids, headings, pages by id, and what is kept when ids change."""

from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, Qt
from pytestqt.modeltest import ModelTester

from desktop.ui.base.columns import Cell, CellKind, Column, Group
from desktop.ui.base.id_table import (
    CELL_ROLE,
    DISPLAY,
    ID_ROLE,
    PAGE_ROWS,
    PAGES_KEPT,
    ROW_ROLE,
    SPOKEN,
    IdTableModel,
)


@dataclass(frozen=True)
class Row:
    """One row."""

    id: int
    name: str
    size: int | None


class Source:
    """Answers like a service and counts how often it was asked."""

    def __init__(self) -> None:
        self.asked: list[list[int]] = []

    def fetch(self, ids: Sequence[int]) -> list[Row]:
        self.asked.append(list(ids))
        return [Row(item, f"name {item}", item if item % 2 else None) for item in ids]


COLUMNS = (
    Column("name", "Name", kind=CellKind.STRONG),
    Column("size", "Size", align_right=True),
    Column("state", "State", cell=lambda row: Cell("On", spoken=f"{row.name} is on")),
)


@pytest.fixture
def source() -> Source:
    return Source()


@pytest.fixture
def model(source: Source) -> IdTableModel:
    return IdTableModel(COLUMNS, source.fetch)


def test_the_model_keeps_qt_s_rules(model: IdTableModel, qtmodeltester: ModelTester) -> None:
    model.set_ids(list(range(200)), [Group("First", 150), Group("Second", 50)])
    qtmodeltester.check(model, force_py=True)


def test_an_empty_model_keeps_them_too(model: IdTableModel, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(model, force_py=True)
    assert model.rowCount() == 0


def test_rows_are_fetched_a_page_at_a_time_and_once(model: IdTableModel, source: Source) -> None:
    model.set_ids(list(range(100_000)))
    assert source.asked == []
    row = 2 * PAGE_ROWS + 6
    assert model.data(model.index(row, 0)) == f"name {row}"
    assert model.data(model.index(row + 1, 1)) == str(row + 1)
    assert source.asked == [list(range(2 * PAGE_ROWS, 3 * PAGE_ROWS))]


def test_pages_used_longest_ago_are_let_go(model: IdTableModel, source: Source) -> None:
    model.set_ids(list(range(PAGE_ROWS * (PAGES_KEPT + 10))))
    for page in range(PAGES_KEPT + 5):
        model.data(model.index(page * PAGE_ROWS, 0))
    asked = len(source.asked)
    model.data(model.index((PAGES_KEPT + 4) * PAGE_ROWS, 0))
    assert len(source.asked) == asked
    model.data(model.index(0, 0))
    assert len(source.asked) == asked + 1


def test_display_is_always_text_and_native_values_have_their_own_roles(model: IdTableModel) -> None:
    model.set_ids([4, 5])
    assert model.data(model.index(0, 1), DISPLAY) == ""
    assert model.data(model.index(1, 1), DISPLAY) == "5"
    assert model.data(model.index(1, 0), ID_ROLE) == 5
    assert model.data(model.index(1, 0), ROW_ROLE) == Row(5, "name 5", 5)
    assert model.data(model.index(1, 2), SPOKEN) == "name 5 is on"
    assert model.data(model.index(1, 2), CELL_ROLE).text == "On"


def test_invalidate_fetches_again_only_the_pages_named(model: IdTableModel, source: Source) -> None:
    model.set_ids(list(range(20 * PAGE_ROWS)))
    looked_at = (0, 3 * PAGE_ROWS + 4, 6 * PAGE_ROWS)
    for row in looked_at:
        model.data(model.index(row, 0))
    model.invalidate([looked_at[1]])
    source.asked.clear()
    for row in looked_at:
        model.data(model.index(row, 0))
    assert [asked[0] for asked in source.asked] == [3 * PAGE_ROWS]


def test_rows_that_are_gone_or_in_another_order_do_not_shift_the_rest() -> None:
    rows = {3: Row(3, "three", 3), 1: Row(1, "one", 1)}
    model = IdTableModel(COLUMNS, lambda ids: [rows[item] for item in reversed(ids) if item in rows])
    model.set_ids([1, 2, 3])
    assert [model.data(model.index(row, 0)) for row in range(3)] == ["one", "", "three"]
    assert model.record_at(1) is None


def test_headings_cannot_be_selected_and_say_how_many(model: IdTableModel) -> None:
    model.set_ids([7, 8, 9], [Group("To triage", 2), Group("In hand", 1)])
    assert model.data(model.index(0, 0)) == "To triage · 2"
    assert not model.flags(model.index(0, 0)) & Qt.ItemFlag.ItemIsSelectable
    assert model.flags(model.index(1, 0)) & Qt.ItemFlag.ItemIsSelectable
    assert model.flags(QModelIndex()) == Qt.ItemFlag.NoItemFlags


def test_headings_that_do_not_cover_the_ids_are_refused(model: IdTableModel) -> None:
    with pytest.raises(ValueError, match="cover"):
        model.set_ids([1, 2, 3], [Group("One", 2)])


@given(st.lists(st.integers(min_value=0, max_value=7), max_size=12))
def test_row_and_id_are_each_other_s_inverse_under_any_headings(counts: list[int]) -> None:
    total = sum(counts)
    model = IdTableModel(COLUMNS, lambda ids: [Row(item, "x", None) for item in ids])
    model.set_ids(list(range(total)), [Group("g", count) for count in counts])
    assert model.rowCount() == total + len(counts)
    for item in range(total):
        row = model.row_of(item)
        assert not model.is_head(row)
        assert model.id_at(row) == item
    assert model.ids_between(0, model.rowCount() - 1) == list(range(total))
    assert sum(model.is_head(row) for row in range(model.rowCount())) == len(counts)
