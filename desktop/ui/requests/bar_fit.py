"""Keeps the bar above the list whole in narrow windows: words of buttons go first, then numbers."""

from collections.abc import Mapping

from PySide6.QtCore import QObject, Qt

from desktop.ui.base.button import Button
from desktop.ui.base.list_toolbar import ListToolbar
from desktop.ui.base.theme import px

SEARCH_WIDTHS = (150, 150, 150, 84, 84)
"""Least width of the search field at each step, px at 100%; at the last, Print is left to Ctrl+P."""


class BarFit(QObject):
    """Fits one bar whenever its width, its numbers or its choices change."""

    def __init__(self, bar: ListToolbar) -> None:
        """Watch a bar.

        Args:
            bar: with a search field.
        """
        super().__init__(bar)
        self._bar = bar
        self._counts: Mapping[str, int] = {}
        for combo in bar.filters.values():
            combo.model().rowsInserted.connect(self.fit, Qt.ConnectionType.QueuedConnection)

    def set_counts(self, counts: Mapping[str, int]) -> None:
        """Take the numbers of the views."""
        self._counts = counts
        self.fit()

    def fit(self) -> None:
        """Take the first step that fits."""
        row = self._bar.layout()
        for step in range(len(SEARCH_WIDTHS)):
            self._take(step)
            if row is not None:
                row.invalidate()
            if row is None or row.minimumSize().width() <= self._bar.width():
                return

    def _take(self, step: int) -> None:
        buttons = self._bar.findChildren(Button)
        for button in buttons:
            button.set_icon_only(step >= 1)
        if buttons:
            buttons[-1].setVisible(step < len(SEARCH_WIDTHS) - 1)
        self._bar.set_counts(self._counts if step < 2 else {})
        if self._bar.search is not None:
            self._bar.search.setMinimumWidth(px(SEARCH_WIDTHS[step]))
