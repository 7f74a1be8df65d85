"""The bar above a round: back to the list, its panes, and what can be done with it."""

from PySide6.QtCore import QMargins, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from db.enums import RoundStatus
from desktop.ui.base.button import Button, ButtonKind
from desktop.ui.base.flow import FlowLayout
from desktop.ui.base.i18n import tr
from desktop.ui.base.permits import may
from desktop.ui.base.record_spec import ListTab
from desktop.ui.base.tab_button import TabButton
from desktop.ui.base.theme import px, theme
from desktop.ui.rounds.reading import RoundShown
from desktop.ui.rounds.side_by_side import SideBySide

OWN_WINDOW_FROM = 1320
"""Width in px at 100% from which there is room for the button; its key and the list have it as well."""


class RoundBar(QFrame):
    """The bar.

    Signals:
        tab_chosen: another pane was chosen.
    """

    tab_chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make the bar.

        Args:
            parent: the owner.
        """
        super().__init__(parent)
        self.setProperty("role", "bar")
        self.back = Button(tr("All rounds"), kind=ButtonKind.QUIET, icon="arrow-left", small=True)
        self.own_window = Button(tr("Own window"), kind=ButtonKind.QUIET, icon="external-link", small=True)
        self.suggest = Button(tr("Suggest an order"), icon="route", small=True, action="round.set")
        self.edit = Button(tr("Edit"), kind=ButtonKind.QUIET, icon="pencil", small=True, action="round.set")
        self.send = Button(tr("Send out"), icon="truck-delivery", small=True, action="round.set")
        self.print_button = Button(
            tr("Print sheet"),
            kind=ButtonKind.PRIMARY,
            icon="printer",
            keys=(tr("Ctrl"), "P"),
            small=True,
            action="round.print",
        )
        names = {
            "stops": tr("Stops and map"),
            "map": tr("Map"),
            "load": tr("What to load"),
            "back": tr("Came back"),
        }
        self.tabs = {key: TabButton(ListTab(key, words), self) for key, words in names.items()}
        self._group = QButtonGroup(self)
        self._is_alone = False
        self._build()

    def tab(self) -> str:
        """The pane chosen."""
        button = self._group.checkedButton()
        return button.tab.key if isinstance(button, TabButton) else "stops"

    def stand_alone(self) -> None:
        """Take off what means nothing in a window of its own: the way back, and the way there."""
        self._is_alone = True
        self.back.hide()
        self.own_window.hide()
        self._first.setContentsMargins(px(10), 0, 0, 0)

    def set_narrow(self, narrow: bool) -> None:
        """Offer stops and map as two panes where only one fits."""
        self.tabs["map"].setVisible(narrow)
        words = tr("Stops") if narrow else tr("Stops and map")
        self.tabs["stops"].tab = ListTab("stops", words)
        self.tabs["stops"].setText(words)
        self.tabs["stops"].updateGeometry()

    def show_round(self, shown: RoundShown) -> None:
        """Say what can be done with a round now.

        Args:
            shown: the round.
        """
        detail, board = shown.detail, shown.board
        reference = f"S-{detail.row.number}"
        self.tabs["back"].set_count(board.stops_done)
        moved = "" if shown.can_move else tr("{reference} is out or back.", reference=reference)
        self.suggest.switch_off(
            moved or ("" if len(detail.stops) > 1 else tr("There is nothing to order yet."))
        )
        out = detail.row.status is RoundStatus.OUT
        if out:
            self.send.set_words(tr("Call back"), icon="arrow-back-up")
            self.send.switch_off(tr("Results are keyed already. Key the rest.") if board.keyed else "")
        else:
            self.send.set_words(tr("Send out"), icon="truck-delivery")
            self.send.switch_off(" ".join(detail.not_yet) or moved)
        self.print_button.switch_off("" if detail.stops else tr("Nothing is on this round yet."))

    def _build(self) -> None:
        left, right = QWidget(), QWidget()
        row = self._first = QHBoxLayout(left)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(12))
        row.addWidget(self.back)
        for tab in self.tabs.values():
            self._group.addButton(tab)
            row.addWidget(tab)
            row.addSpacing(px(10))
        row.addStretch(1)
        self.tabs["map"].hide()
        self.tabs["back"].setVisible(may("round.result"))
        self.tabs["stops"].setChecked(True)
        self._group.buttonClicked.connect(self.tab_chosen)
        acts = FlowLayout(right, margins=QMargins(4, 0, 0, 0), line_gap=6)
        for button in (self.own_window, self.suggest, self.edit, self.send, self.print_button):
            acts.addWidget(button)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(SideBySide(left, right, self, margins=QMargins(8, 0, 14, 1)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Offer the round's own window where there is room to say so."""
        super().resizeEvent(event)
        self.own_window.setVisible(not self._is_alone and self.width() >= px(OWN_WINDOW_FROM))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line below."""
        super().paintEvent(event)
        QPainter(self).fillRect(0, self.height() - 1, self.width(), 1, theme().colour("line2"))
