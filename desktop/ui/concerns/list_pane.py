"""The left of the lead's page: open or closed, the list, and who else sees what."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.services.concern_lines import ConcernLine
from desktop.ui.base.card import EmptyState, Glyph, Rule
from desktop.ui.base.i18n import tr
from desktop.ui.base.label import Label
from desktop.ui.base.notice import Notice
from desktop.ui.base.record_spec import ListTab
from desktop.ui.base.tab_button import TabButton
from desktop.ui.base.theme import px
from desktop.ui.base.tokens import Tone
from desktop.ui.concerns.listed import ConcernList

LIST_WIDTH = 248
LOW_BELOW = 420
"""Height, px at 100%, under which what is only told gives way to the list."""


class ListPane(QFrame):
    """The pane.

    Signals:
        tab_changed: open or closed ones are wanted.
    """

    tab_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make it, empty.

        Args:
            parent: the owner.
        """
        super().__init__(parent)
        self.setProperty("role", "pane")
        self.setFixedWidth(px(LIST_WIDTH))
        self.list = ConcernList()
        self.tabs = (TabButton(ListTab("open", tr("Open"))), TabButton(ListTab("closed", tr("Closed"))))
        self.none = EmptyState(tr("No open concerns."), icon="shield-check")
        self.shut = Notice(tone=Tone.WARN)
        self._foot = QWidget()
        group = QButtonGroup(self)
        tabs = QHBoxLayout()
        tabs.setContentsMargins(px(20), 0, px(14), 0)
        tabs.setSpacing(px(20))
        for button in self.tabs:
            group.addButton(button)
            tabs.addWidget(button)
        tabs.addStretch(1)
        self.tabs[0].setChecked(True)
        group.buttonClicked.connect(lambda _button: self.tab_changed.emit())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(tabs)
        column.addWidget(Rule(self))
        column.addWidget(self.shut)
        column.addWidget(self.none)
        column.addWidget(self.list, 1)
        column.addWidget(self._foot)
        self._fill_foot()
        self.none.hide()
        self.shut.hide()

    @property
    def is_closed(self) -> bool:
        """Whether the closed ones are listed."""
        return self.tabs[1].isChecked()

    def show_lines(self, lines: Sequence[ConcernLine], open_count: int, today: date) -> None:
        """List concerns.

        Args:
            lines: in order.
            open_count: how many are open.
            today: the day it is.
        """
        self.tabs[0].set_count(open_count)
        self.list.show_lines(lines, today)
        self.none.set_text(tr("No closed concerns.") if self.is_closed else tr("No open concerns."))
        self.none.setVisible(not lines)
        self.list.setVisible(bool(lines))

    def show_shut(self, references: Sequence[str]) -> None:
        """Name the concerns that do not open, so that nobody takes the list for the whole.

        Args:
            references: as people say them; none where all open.
        """
        self.shut.setVisible(bool(references))
        if references:
            said = ", ".join(references)
            self.shut.say(
                tr("Not open to you: {references}.", references=said),
                tr("Another lead, or the safeguarding card, can let you in again."),
            )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what is only told where there is hardly room for the list."""
        super().resizeEvent(event)
        self._foot.setVisible(self.height() >= px(LOW_BELOW))

    def _fill_foot(self) -> None:
        row = QHBoxLayout(self._foot)
        row.setContentsMargins(px(20), px(10), px(14), px(12))
        row.setSpacing(px(10))
        row.addWidget(Glyph("users", tone="ink2", size=16), 0, Qt.AlignmentFlag.AlignTop)
        words = tr("People who raise a concern can add to their own words. They can't open this list.")
        row.addWidget(Label(words, kind="second", wrap=True), 1)
