"""Keeps the bar above the list whole in narrow windows: words of buttons go first, numbers last."""

from collections.abc import Mapping
from typing import NamedTuple

from PySide6.QtCore import QObject, Qt

from desktop.ui.base.button import Button
from desktop.ui.base.list_toolbar import ListToolbar
from desktop.ui.base.theme import px

NO_LIMIT = 16_000_000


class _Step(NamedTuple):
    """One way to lay out the bar.

    Attributes:
        search: least width of the search field, px at 100%.
        with_words: buttons show their words.
        combos: most width of a drop-down, px at 100%; its list shows entries whole.
        with_counts: views show how many they hold.
        with_print: Print has a button; without one it is left to Ctrl+P.
    """

    search: int
    with_words: bool = False
    combos: int = NO_LIMIT
    with_counts: bool = True
    with_print: bool = True


STEPS = (
    _Step(150, with_words=True),
    _Step(150),
    _Step(150, combos=110),
    _Step(84, combos=100),
    _Step(150, combos=110, with_counts=False),
    _Step(84, combos=100, with_counts=False),
    _Step(84, combos=100, with_counts=False, with_print=False),
)


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
        for step in STEPS:
            self._take(step)
            if row is not None:
                row.invalidate()
            if row is None or row.minimumSize().width() <= self._bar.width():
                return

    def _take(self, step: _Step) -> None:
        buttons = self._bar.findChildren(Button)
        for button in buttons:
            button.set_icon_only(not step.with_words)
        if buttons:
            buttons[-1].setVisible(step.with_print)
        for combo in self._bar.filters.values():
            combo.setMaximumWidth(px(step.combos) if step.combos < NO_LIMIT else NO_LIMIT)
        self._bar.set_counts(self._counts if step.with_counts else {})
        if self._bar.search is not None:
            self._bar.search.setMinimumWidth(px(step.search))
