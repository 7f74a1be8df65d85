"""Who goes out: everybody active with a tick each, how they would go, and what there is to take."""

from PySide6.QtCore import QMargins, Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from desktop.domain.day_goers import Standing
from desktop.services.day_goers import Goer, GoerLine
from desktop.services.day_plans import DayBoard
from desktop.ui.base.button import Button
from desktop.ui.base.flow import FlowLayout
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.label import Label
from desktop.ui.base.theme import px
from desktop.ui.base.tick_list import TickList, TickRow
from desktop.ui.rounds.day.words import board_words, goer_note, goer_title, rounds_words


class GoersPane(QFrame):
    """The pane.

    Signals:
        changed: who goes is another, or how they go.
        how_asked: change how the volunteer the keyboard is on goes.
    """

    changed = Signal()
    how_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make it, empty.

        Args:
            parent: the owner.
        """
        super().__init__(parent)
        self.setProperty("role", "pane")
        self.list = TickList(self, name=tr("Who goes out"))
        self.how = Button(tr("Hours and load…"), self, icon="clock", small=True, action="round.set")
        self.nobody = Button(tr("Tick nobody"), self, small=True)
        self._what = Label("", self, kind="strong", wrap=True)
        self._rounds = Label("", self, kind="second", wrap=True)
        self._count = Label("", self, kind="second", wrap=True)
        self._lines: dict[str, GoerLine] = {}
        self._goers: dict[str, Goer] = {}
        self._build()
        self.list.ticked.connect(self._on_ticked)
        self.how.clicked.connect(self.how_asked)
        self.nobody.clicked.connect(self._on_nobody)

    def show_board(self, board: DayBoard) -> None:
        """Show a day; who was ticked on the same day stays so, as they were to go.

        Args:
            board: the day.
        """
        known, ticked = self._goers, set(self.list.chosen())
        self._lines = {one.goer.volunteer_id: one for one in board.lines}
        self._goers = {key: known.get(key, one.goer) for key, one in self._lines.items()}
        fresh = {
            key for key, one in self._lines.items() if one.standing is Standing.GOES and key not in known
        }
        self._what.setText(board_words(board) or tr("Nothing is open to share out that day."))
        self._rounds.setText(rounds_words(board))
        self._rounds.setVisible(bool(self._rounds.text()))
        self.list.show_rows([self._row(key) for key in self._lines], fresh | ticked)

    def clear(self) -> None:
        """Forget how everybody was to go, as for another day."""
        self._lines, self._goers = {}, {}
        self.list.show_rows((), ())

    def chosen(self) -> list[Goer]:
        """Who goes, and how."""
        return [self._goers[key] for key in self.list.chosen()]

    def current(self) -> tuple[GoerLine, Goer] | None:
        """The volunteer the keyboard is on, and how they would go."""
        rows, at = self.list.rows(), self.list.currentIndex().row()
        if not 0 <= at < len(rows) or not rows[at].can:
            return None
        return self._lines[rows[at].key], self._goers[rows[at].key]

    def set_goer(self, goer: Goer) -> None:
        """Let somebody go in another way, and tick them."""
        self._goers[goer.volunteer_id] = goer
        ticked = {*self.list.chosen(), goer.volunteer_id}
        self.list.show_rows([self._row(key) for key in self._lines], ticked)
        self.list.setFocus()

    def _row(self, key: str) -> TickRow:
        line, goer = self._lines[key], self._goers[key]
        can = line.standing is not Standing.AWAY
        warn = line.standing in (Standing.ASK, Standing.BUSY)
        return TickRow(key, goer_title(line, goer), goer_note(line, goer), can, warn)

    def _build(self) -> None:
        head = QWidget(self)
        words = QVBoxLayout(head)
        words.setContentsMargins(px(20), px(10), px(14), px(8))
        words.setSpacing(px(3))
        for label in (self._what, self._rounds, self._count):
            words.addWidget(label)
        strip = QFrame(self)
        strip.setProperty("role", "strip")
        flow = FlowLayout(strip, margins=QMargins(14, 7, 8, 7))
        flow.addWidget(self.how)
        flow.addWidget(self.nobody)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        strip.setSizePolicy(policy)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self.list, 1)
        column.addWidget(strip)

    def _on_nobody(self) -> None:
        self.list.show_rows(self.list.rows(), ())
        self.list.setFocus()

    def _on_ticked(self, count: int) -> None:
        none = tr("Tick who goes out. Space ticks.")
        self._count.setText(tr_count("{count} goes", "{count} go", count) if count else none)
        self.nobody.setEnabled(count > 0)
        self.how.switch_off("" if self._lines else tr("Nobody is active yet."))
        self.changed.emit()
