"""One round in a window of its own: its stops, the map, what to load and what came back."""

from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.context import AppContext
from desktop.ui.base.i18n import tr
from desktop.ui.base.lone_page import LonePage
from desktop.ui.rounds.page import ENTITIES
from desktop.ui.rounds.view import RoundView


class RoundAlone(LonePage):
    """A round without the list of rounds."""

    entities = ENTITIES

    def __init__(self, context: AppContext) -> None:
        """Make the page, empty until `show_record`.

        Args:
            context: the open hub.
        """
        super().__init__(tr("Round"))
        self.view = RoundView(context, self)
        self.view.bar.stand_alone()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.view)
        self.view.back_asked.connect(self.left)
        self.view.gone.connect(self.gone)
        self.view.place_asked.connect(self.place_asked)
        self.view.said.connect(lambda text: self.said.emit(text, False))
        self.view.titled.connect(self._on_titled)

    def show_record(self, item: Any) -> None:
        """Show a round."""
        self.view.open_round(str(item))

    def record(self) -> Any:
        """The round shown."""
        return self.view.round_id or None

    def refresh(self, changes: Any) -> None:
        """Something shown was touched."""
        self.view.reload()

    def panes(self) -> list[QWidget]:
        """Bar, stops, the pane at the right."""
        return self.view.panes()

    def print_page(self) -> bool:
        """Print the sheet."""
        self.view.print_sheet()
        return True

    def _on_titled(self, title: str, subtitle: str) -> None:
        self.set_title(title, subtitle)
        self.found.emit()
