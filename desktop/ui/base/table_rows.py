"""Rows of a list as Qt holds them: how tall each is, and many of them as few runs."""

from collections.abc import Sequence

from PySide6.QtCore import QItemSelection
from PySide6.QtWidgets import QHeaderView

from desktop.ui.base.id_table import IdTableModel
from desktop.ui.base.theme import px, theme

HEAD_HEIGHT = 30
"""Height of a heading among rows, px at 100%."""
TWO_LINES = 49
"""Height of a row whose cells have two lines, px at 100%."""


def set_heights(header: QHeaderView, model: IdTableModel, before: Sequence[int]) -> Sequence[int]:
    """Make headings lower than records.

    Qt keeps the height of a row across a reset when it was set by hand, so rows that were headings get the
    height of all others back first; only headings are gone through, not every row.

    Args:
        header: of the rows.
        model: what they show.
        before: the rows that were headings, as answered last time.

    Returns:
        The rows that are headings now.
    """
    for row in before:
        if row < model.rowCount():
            header.resizeSection(row, header.defaultSectionSize())
    header.setDefaultSectionSize(_height(model))
    heads = list(model.head_rows)
    for row in heads:
        header.resizeSection(row, px(HEAD_HEIGHT))
    return heads


def _height(model: IdTableModel) -> int:
    """How high a record's row is; two lines need more than any density gives one."""
    tall = any(one.two_lines for one in model.columns)
    return max(theme().row_height, px(TWO_LINES)) if tall else theme().row_height


def runs(model: IdTableModel, rows: Sequence[int]) -> QItemSelection:
    """Rows as few runs, so that picking everything again is one step.

    Args:
        model: what they show.
        rows: rising, at least one.
    """
    chosen, last = QItemSelection(), len(model.columns) - 1
    if rows[-1] - rows[0] == len(rows) - 1:
        chosen.select(model.index(rows[0], 0), model.index(rows[-1], last))
        return chosen
    start = before = rows[0]
    for row in [*rows[1:], -1]:
        if row != before + 1:
            chosen.select(model.index(start, 0), model.index(before, last))
            start = row
        before = row
    return chosen
