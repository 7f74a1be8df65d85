"""The pane beside the list; for a request to triage it also asks how soon and who should do it."""

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QScrollArea, QWidget

from desktop.ui.base.button import Button, ButtonKind
from desktop.ui.base.detail import Detail, DetailPane
from desktop.ui.base.i18n import tr
from desktop.ui.base.record_page import MORE
from desktop.ui.base.theme import px
from desktop.ui.requests.pane import TAKE
from desktop.ui.requests.triage_box import TriageBox

LEAST_WIDTH = 260
"""Width of the pane, px at 100%; more where the box needs it."""
MOST_FOR_BAR = 410
SIDE, SCROLL_BAR = 18, 12


class RequestPane(DetailPane):
    """The pane; More stands at the top, so that the bar has room for what is done most.

    Attributes:
        box: what triage asks; in the pane while `is_triage`.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make it, empty."""
        super().__init__(parent)
        self.box = TriageBox(self)
        self.box.hide()
        self.is_triage = False

    def show_detail(self, detail: Detail | None) -> None:
        """Show a request; the keyboard stays in the box where it was there."""
        part = self.box.focus_part()
        self.box.hide()
        self.box.setParent(self)
        super().show_detail(detail)
        self.is_triage = TAKE in self.buttons
        # The first question, for F6; never one that is hidden, where Tab would lose the keyboard.
        first: QWidget | None = self.box.urgency if self.is_triage else None
        self.setFocusProxy(first)  # type: ignore[arg-type]
        if self.is_triage:
            self._add_box()
            self.tell_way()
            if part is not None:
                part.setFocus()
                self._area().ensureWidgetVisible(part, 0, px(12))
        self._move_more()

    def tell_way(self) -> None:
        """Let the main button say the way that is chosen."""
        button = self.buttons.get(TAKE)
        if button is not None:
            button.set_words(self.box.take_words())
            button.switch_off("" if self.box.found is not None else tr("Counting who can help."))
            self._make_room()
            self._chain_tabs()

    def _area(self) -> QScrollArea:
        area = self._parts[2]
        assert isinstance(area, QScrollArea)
        return area

    def _add_box(self) -> None:
        """Put the box under the lines, inside what scrolls."""
        body = self._area().widget()
        column = body.layout() if body is not None else None
        assert isinstance(column, QBoxLayout)
        column.insertWidget(column.count() - 1, self.box)
        self.box.show()

    def _chain_tabs(self) -> None:
        """Let Tab go down the pane: the box is put in last, and its ways are made when they are counted."""
        body = self._area().widget()
        links = body.findChildren(Button) if body is not None else []
        acts = [button for key, button in self.buttons.items() if key != MORE]
        box = self.box
        stops = [*(one for one in links if not box.isAncestorOf(one)), *box.stops(), *acts]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    def _make_room(self) -> None:
        """The box is never cut, and the buttons stand on one line where that takes little more."""
        box = self.box.minimumSizeHint().width() + px(2 * SIDE + SCROLL_BAR)
        bar = min(self._parts[-1].sizeHint().width(), px(MOST_FOR_BAR))
        self.setMinimumWidth(max(px(LEAST_WIDTH), box, bar))

    def _move_more(self) -> None:
        more = self.buttons.get(MORE)
        row = self._parts[0].layout() if self._parts else None
        if more is not None and isinstance(row, QBoxLayout):
            bar = more.parentWidget()
            flow = bar.layout() if bar is not None else None
            if flow is not None:
                flow.removeWidget(more)
            more.set_icon_only(True)
            more.kind = ButtonKind.QUIET
            row.addWidget(more, 0, Qt.AlignmentFlag.AlignTop)
            if len(self.buttons) == 1:
                for part in self._parts[3:]:  # nothing is left in the bar below
                    part.hide()
