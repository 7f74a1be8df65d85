"""The bar above a day that is shared out: which day, how long to look, and what to do next."""

from enum import Enum

from PySide6.QtCore import QMargins
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.base.button import Button, ButtonKind
from desktop.ui.base.choice import ComboBox
from desktop.ui.base.flow import FlowLayout
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.theme import theme
from desktop.ui.rounds.side_by_side import SideBySide

USUAL_SECONDS = 10.0


class DayState(Enum):
    """How far the day has come."""

    CHOOSING = "choosing"
    SEARCHING = "searching"
    PROPOSED = "proposed"


class DayBar(QFrame):
    """The bar."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make it.

        Args:
            parent: the owner.
        """
        super().__init__(parent)
        self.setProperty("role", "bar")
        self.back = Button(tr("All rounds"), kind=ButtonKind.QUIET, icon="arrow-left", small=True)
        self.before = Button(tr("The day before"), icon="chevron-left", small=True, icon_only=True)
        self.after = Button(tr("The day after"), icon="chevron-right", small=True, icon_only=True)
        choices = [
            (USUAL_SECONDS, tr("10 seconds")),
            (30.0, tr("30 seconds")),
            (60.0, tr("1 minute")),
            (300.0, tr("5 minutes")),
        ]
        self.seconds = ComboBox(choices, name=tr("How long to look"), prefix=tr("Look for:"), small=True)
        shares = [(False, tr("short ways")), (True, tr("evenly"))]
        self.evenly = ComboBox(shares, name=tr("How to share"), prefix=tr("Share:"), small=True)
        self.change = Button(tr("Change who goes"), icon="users", small=True, action="round.set")
        self.look = Button(
            tr("Propose"), kind=ButtonKind.PRIMARY, icon="route", small=True, action="round.set"
        )
        self.accept = Button("", kind=ButtonKind.PRIMARY, icon="check", small=True, action="round.set")
        self._build()

    def time(self) -> float:
        """How long to look, seconds."""
        value = self.seconds.value()
        return value if isinstance(value, float) else USUAL_SECONDS

    def show_state(self, state: DayState, why_not: str, routes: int) -> None:
        """Offer what can be done.

        Args:
            state: how far the day has come.
            why_not: why no proposal can be looked for; empty where one can.
            routes: how many rounds the proposal has.
        """
        choosing, proposed = state is DayState.CHOOSING, state is DayState.PROPOSED
        for button in (self.before, self.after):
            button.setEnabled(choosing)
        for box in (self.evenly, self.seconds):
            box.setVisible(not proposed)
            box.setEnabled(choosing)
        self.look.setVisible(not proposed)
        self.look.switch_off(why_not if choosing else tr("Looking already."))
        self.change.setVisible(proposed)
        self.accept.setVisible(proposed)
        words = tr_count("Make {count} round", "Make {count} rounds", routes)
        self.accept.set_words(words, icon="check")
        self.accept.switch_off("" if routes else tr("Nobody goes anywhere. Change who goes."))

    def _build(self) -> None:
        left, right = QWidget(), QWidget()
        row = QHBoxLayout(left)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.back)
        row.addWidget(self.before)
        row.addWidget(self.after)
        row.addStretch(1)
        acts = FlowLayout(right, margins=QMargins(4, 0, 0, 0), line_gap=6)
        for part in (self.evenly, self.seconds, self.change, self.look, self.accept):
            acts.addWidget(part)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(SideBySide(left, right, self, margins=QMargins(8, 6, 14, 6)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line below."""
        super().paintEvent(event)
        QPainter(self).fillRect(0, self.height() - 1, self.width(), 1, theme().colour("line2"))
