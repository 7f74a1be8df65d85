"""A list and the pane beside it, or one of them where there is room for no more."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from desktop.ui.base.rescale import keep_sizes
from desktop.ui.base.theme import px

ONE_COLUMN_BELOW = 760
"""Width, in px at 100%, under which list and pane take turns."""
LIST_WIDTH, PANE_WIDTH = 770, 384


class ListAndPane(QSplitter):
    """The list at the left, the pane at the right."""

    def __init__(self, listed: QWidget, pane: QWidget, parent: QWidget | None = None) -> None:
        """Put them side by side.

        Args:
            listed: the list and what belongs to it.
            pane: what is known about the row the keyboard is on.
            parent: the owner.
        """
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._listed, self._pane = listed, pane
        self._has_pane = True
        self.pane_first = False
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)
        self.addWidget(listed)
        self.addWidget(pane)
        self.setStretchFactor(0, 1)
        self.setStretchFactor(1, 0)
        keep_sizes(self, [LIST_WIDTH, PANE_WIDTH])
        self.setSizes([px(LIST_WIDTH), px(PANE_WIDTH)])

    def show_pane(self, on: bool) -> None:
        """Put the pane forward, or the list, where only one fits."""
        self.pane_first = on
        self._shape()

    def give_pane(self) -> QWidget:
        """Let the pane go where it stands alone; the list is left."""
        self._has_pane = False
        return self._pane

    def _shape(self) -> None:
        """Under 760 px at this text size there is room for the list or the record, not for both."""
        if not self._has_pane:
            return
        one = self.width() < px(ONE_COLUMN_BELOW)
        self.pane_first = self.pane_first and one
        self._listed.setVisible(not (one and self.pane_first))
        self._pane.setVisible(not one or self.pane_first)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show both, or one of them."""
        super().resizeEvent(event)
        self._shape()
