"""Buttons that lie over a map."""

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.ui.base.button import Button, ButtonKind
from desktop.ui.base.card import Rule
from desktop.ui.base.i18n import tr


class ZoomButtons(QFrame):
    """In, out and all."""

    def __init__(self, all_words: str, parent: QWidget) -> None:
        """Make them.

        Args:
            all_words: what the last one does.
            parent: the map's pane.
        """
        super().__init__(parent)
        self.setProperty("role", "card")
        self.nearer = self._button(tr("Zoom in"), "plus")
        self.farther = self._button(tr("Zoom out"), "minus")
        self.all = self._button(all_words, "focus-2")
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        for button in (self.nearer, self.farther, self.all):
            if button is not self.nearer:
                column.addWidget(Rule(self))
            column.addWidget(button)

    def _button(self, words: str, icon: str) -> Button:
        return Button(words, self, kind=ButtonKind.QUIET, icon=icon, icon_only=True)
