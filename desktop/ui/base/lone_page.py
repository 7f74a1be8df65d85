"""One record without its list, to stand in a window of its own."""

from typing import Any

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QVBoxLayout

from desktop.ui.base.detail import Detail
from desktop.ui.base.page import Page
from desktop.ui.base.record_page import RecordPage


class LonePage(Page):
    """One record.

    Signals:
        left: close the window.
        gone: the record was taken off its list, merged, or may no longer be seen.
        found: it was read, and is there.
    """

    left = Signal()
    gone = Signal()
    found = Signal()

    says_name = False
    """Whether the record's name stands on the page itself, so that the window need not say it again."""

    def stand_alone(self) -> None:
        """Take off what means nothing in a window of its own."""


class LoneRecord(LonePage):
    """The pane of a list page, with all its buttons do; the list holds the one record and stays out of sight.

    Attributes:
        page: whose pane it is.
    """

    says_name = True

    def __init__(self, page: RecordPage) -> None:
        """Take the pane out of its page.

        Args:
            page: a new one that was never shown.
        """
        super().__init__(page.spec.title)
        self.page = page
        self.item: Any = None
        self.entities = page.spec.entities
        page.setParent(self)
        page.hide()
        page.is_alone = True
        page.place_asked.connect(self.place_asked)
        page.said.connect(self.said)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        pane = page.splitter.give_pane()
        outer.addWidget(pane)
        pane.show()

    # page overrides

    def show_record(self, item: Any) -> None:
        """Show a record."""
        self.item = item
        with QSignalBlocker(self.page.table):
            self.page.table.show_ids([item], select=item)
        self.reload()

    def record(self) -> Any:
        """The record shown."""
        return self.item

    def find_someone(self) -> bool:
        """What Ctrl+M does for the record in its list."""
        return self.page.find_someone()

    def refresh(self, changes: Any) -> None:
        """Something shown was touched."""
        self.page.table.records().invalidate()
        self.reload()

    def reload(self) -> None:
        """Read the record again."""
        item, spec = self.item, self.page.spec
        if item is not None:
            self.page.jobs.read(
                lambda: (item, spec.detail(item)), self._on_read, self._on_gone, key=f"lone-{id(self)}"
            )

    def concern_about(self) -> str:
        """The record shown, where its list offers to raise a concern about one."""
        kind = self.page.spec.concern
        return f"{kind}:{self.item}" if kind and self.item is not None else ""

    def close_page(self) -> None:
        """Let go of what outlives the page."""
        self.page.close_page()
        super().close_page()

    # answers

    def _on_read(self, answer: tuple[Any, Detail]) -> None:
        first = not self.page.pane.buttons
        self.set_title(answer[1].title, answer[1].subtitle)
        self.page.on_detail(answer)
        self.found.emit()
        if first:
            self.page.pane.take_keyboard()

    def _on_gone(self, _problem: object) -> None:
        self.page.pane.show_detail(None)
        self.gone.emit()
