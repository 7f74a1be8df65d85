"""What a list's View menu offers: sorting, columns and row height, each by keyboard."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Protocol

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

from desktop.ui.base.i18n import tr
from desktop.ui.base.id_table import IdTableModel
from desktop.ui.base.theme import Density, theme


class SortableList(Protocol):
    """What the menus need of a list."""

    def records(self) -> IdTableModel:
        """The model."""

    def sort_by(self, key: str, descending: bool = False) -> None:
        """Sort by a column."""

    @property
    def hidden(self) -> frozenset[str]:
        """Keys of the columns somebody hid."""


def densities() -> Mapping[Density, str]:
    """The row heights in words."""
    return {
        Density.COMFORTABLE: tr("Comfortable rows"),
        Density.COMPACT: tr("Compact rows"),
        Density.ROOMY: tr("Roomy rows"),
    }


def add_sorts(menu: QMenu, table: SortableList) -> None:
    """Offer to sort by each column; the one that sorts is ticked, and turns round when chosen again."""
    now, descending = table.records().sorted_by
    for column in table.records().columns:
        if column.sortable and column.title:
            words = tr("Sort by {column}", column=column.title.replace("&", "&&"))
            action = _ticked(menu, words, now == column.key)
            turned = now == column.key and not descending
            action.triggered.connect(partial(_sort, table, column.key, turned))


def add_columns(menu: QMenu, table: SortableList, chosen: Callable[[frozenset[str]], object]) -> None:
    """Offer to show or hide each column but the first, and to show all again.

    Args:
        menu: takes the entries.
        table: whose columns.
        chosen: takes the keys hidden from now on.
    """
    for column in table.records().columns[1:]:
        action = _ticked(menu, column.title.replace("&", "&&"), column.key not in table.hidden)
        action.triggered.connect(partial(_toggle, chosen, table.hidden ^ {column.key}))
    menu.addSeparator()
    menu.addAction(tr("Show all columns")).triggered.connect(partial(_toggle, chosen, frozenset()))


def add_densities(menu: QMenu, chosen: Callable[[Density], object]) -> None:
    """Offer the row heights."""
    group = QActionGroup(menu)
    for density, words in densities().items():
        action = _ticked(menu, words, theme().density is density)
        group.addAction(action)
        action.triggered.connect(partial(_choose, chosen, density))


def _ticked(menu: QMenu, words: str, on: bool) -> QAction:
    action = menu.addAction(words)
    action.setCheckable(True)
    action.setChecked(on)
    return action


def _sort(table: SortableList, key: str, descending: bool, _on: bool = False) -> None:
    table.sort_by(key, descending)


def _toggle(chosen: Callable[[frozenset[str]], object], hidden: frozenset[str], _on: bool = False) -> None:
    chosen(hidden)


def _choose(chosen: Callable[[Density], object], density: Density, _on: bool = False) -> None:
    chosen(density)
