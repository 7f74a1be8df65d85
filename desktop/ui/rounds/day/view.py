"""A day shared out among many volunteers: who goes at the left, then what is proposed; the map beside it."""

from collections.abc import Callable
from datetime import date, timedelta
from time import monotonic
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from desktop.context import AppContext
from desktop.jobs.cancel import CancelToken, Progress
from desktop.runtime import gazetteer, map_file
from desktop.services.base import Changes
from desktop.services.day_goers import Goer
from desktop.services.day_plans import DayBoard, DayPlans, DayProposal
from desktop.ui.base.busy import BusyBar
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.theme import px
from desktop.ui.rounds.day.bar import DayBar, DayState
from desktop.ui.rounds.day.day_map import map_of, map_of_board
from desktop.ui.rounds.day.goer_form import ask_how
from desktop.ui.rounds.day.goers_pane import GoersPane
from desktop.ui.rounds.day.proposal_pane import ProposalPane
from desktop.ui.rounds.day.words import miles_words
from desktop.ui.rounds.map.pane import MapPane
from desktop.ui.rounds.times import show_day

ONE_COLUMN_BELOW = 900
"""Width in px at 100% under which the map gives way."""


class DayView(QWidget):
    """The day on show.

    Signals:
        back_asked: go back to the list.
        made: rounds were made of the proposal: what was touched.
        said: a short message.
        titled: what is shown, and of which day.
    """

    back_asked = Signal()
    made = Signal(object)
    said = Signal(str)
    titled = Signal(str, str)

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        """Make it, empty.

        Args:
            context: the open hub.
            parent: the owner.
        """
        super().__init__(parent)
        self._context, self._plans = context, context.service(DayPlans)
        self.day = self._plans.today()
        self.state = DayState.CHOOSING
        self.proposal: DayProposal | None = None
        self._board: DayBoard | None = None
        self._search: CancelToken | None = None
        self.bar = DayBar(self)
        self.goers, self.proposed = GoersPane(self), ProposalPane(self)
        self.busy = BusyBar(self)
        self.map = MapPane(
            context.jobs, gazetteer.map_ground, lambda: map_file.map_tiles(context.preferences), self
        )
        self._build()
        self._wire()

    def open_day(self, day: date) -> None:
        """Show a day, with nothing proposed yet."""
        self._stop_search()
        if day != self.day:
            self.goers.clear()
        self.day, self.proposal, self._board = day, None, None
        self._show_state(DayState.CHOOSING)
        self.reload(self.goers.list.setFocus)

    def reload(self, then: Callable[[], object] | None = None) -> None:
        """Read the day again; a proposal on show stays, and is looked at again when it is accepted."""
        day, plans, actor = self.day, self._plans, self._context.actor

        def show(board: DayBoard) -> None:
            if board.day != self.day:
                return
            self._board = board
            self._show_map("")
            self.goers.show_board(board)
            self._show_can()
            if then is not None and self.isVisible():
                then()

        self._context.jobs.read(lambda: plans.board(actor, day), show, key=f"day-{id(self)}")

    def panes(self) -> list[QWidget]:
        """Bar, who goes or what is proposed, map."""
        return [self.bar, self._left, self.map]

    # building

    def _build(self) -> None:
        self._left = QStackedWidget(self)
        self._left.addWidget(self.goers)
        self._left.addWidget(self.proposed)
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._left, 1)
        self.busy.setContentsMargins(px(20), px(8), px(14), px(8))
        column.addWidget(self.busy)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(1)
        self.splitter.addWidget(left)
        self.splitter.addWidget(self.map)
        self.splitter.setStretchFactor(0, 2)
        self.splitter.setStretchFactor(1, 3)
        self.splitter.setSizes([px(500), px(660)])
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.bar)
        outer.addWidget(self.splitter, 1)

    def _wire(self) -> None:
        bar = self.bar
        bar.back.clicked.connect(self._on_back)
        bar.before.clicked.connect(lambda: self.open_day(self.day - timedelta(days=1)))
        bar.after.clicked.connect(lambda: self.open_day(self.day + timedelta(days=1)))
        bar.look.clicked.connect(self._on_look)
        bar.accept.clicked.connect(self._on_accept)
        bar.change.clicked.connect(lambda: self._show_state(DayState.CHOOSING))
        self.busy.stop_asked.connect(self._stop_search)
        self.goers.changed.connect(self._show_can)
        self.goers.how_asked.connect(self._on_how)
        self.proposed.list.current_changed.connect(self._on_current)
        self.map.stop_chosen.connect(self.proposed.list.go_to)
        self.map.said.connect(self.said)

    # answers

    def _show_state(self, state: DayState) -> None:
        self.state = state
        searching = state is DayState.SEARCHING
        self._left.setCurrentWidget(self.proposed if state is DayState.PROPOSED else self.goers)
        self.goers.setEnabled(not searching)
        if not searching:
            self.busy.end()
        self.titled.emit(tr("Share out a day"), show_day(self.day))
        self._show_map("")
        self._show_can()

    def _show_can(self) -> None:
        """Say what can be done now, and why not."""
        why = ""
        if self._board is None or not self._board.homes:
            why = tr("Nothing is open to share out that day.")
        elif not self.goers.list.chosen():
            why = tr("Tick who goes out first.")
        routes = len(self.proposal.plan.routes) if self.proposal is not None else 0
        self.bar.show_state(self.state, why, routes)

    def _show_map(self, volunteer: str) -> None:
        """Show somebody's round over the others', or where there is somebody to go to."""
        self.map.setVisible(self.width() >= px(ONE_COLUMN_BELOW))
        if self.proposal is not None and self.state is DayState.PROPOSED:
            self.map.show_map(map_of(self.proposal, volunteer))
        elif self._board is not None:
            self.map.show_map(map_of_board(self._board))

    def _on_how(self) -> None:
        found = self.goers.current()
        if found is None:
            self.said.emit(tr("Put the keyboard on somebody who can go."))
            return
        ask_how(self, self._context, *found, self._on_goer)

    def _on_goer(self, goer: Goer) -> None:
        self.goers.set_goer(goer)

    def _on_look(self) -> None:
        day, goers, plans, actor = self.day, self.goers.chosen(), self._plans, self._context.actor
        seconds, evenly = self.bar.time(), self.bar.evenly.value() is True

        def look(token: CancelToken, progress: Progress) -> DayProposal:
            watch = _Watch(token, progress, seconds)
            return plans.propose(
                actor, day, goers, seconds, evenly=evenly, progress=watch.better, cancel=watch.is_over
            )

        self._show_state(DayState.SEARCHING)
        self.busy.begin(tr("Looking for short ways…"))
        self._search = self._context.jobs.long(
            look, self._on_found, self._on_problem, progressed=self.busy.take
        )

    def _on_found(self, proposal: DayProposal) -> None:
        self._search = None
        if proposal.day != self.day or self.state is not DayState.SEARCHING:
            return
        self.proposal = proposal
        self.proposed.show_proposal(proposal)
        self._show_state(DayState.PROPOSED)
        line = self.proposed.list.line()
        self._show_map(line.volunteer if line is not None else "")
        self.proposed.list.setFocus()

    def _on_current(self, volunteer: str, home: str) -> None:
        if self.state is DayState.PROPOSED:
            self._show_map(volunteer)
            self.map.choose(home)

    def _on_accept(self) -> None:
        plans, actor, proposal = self._plans, self._context.actor, self.proposal
        if proposal is None:
            return
        self.bar.accept.setEnabled(False)
        self._context.jobs.write(
            lambda: plans.accept(actor, proposal),
            self._on_made,
            self._on_problem,
            settled=lambda: self.bar.accept.setEnabled(True),
        )

    def _on_made(self, done: Changes) -> None:
        self.proposal = None
        self.goers.clear()
        self._show_state(DayState.CHOOSING)
        self.made.emit(done)

    def _on_problem(self, problem: Any) -> None:
        self._search = None
        self.said.emit(problem.user_message)
        self._show_state(DayState.CHOOSING)
        self.reload()

    def _on_back(self) -> None:
        """Back to the list; a search that goes on is stopped, and nothing was changed."""
        self._stop_search()
        self.back_asked.emit()

    def _stop_search(self) -> None:
        """Ask the search to give the best it has."""
        if self._search is not None:
            self._search.cancel()

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the map out where there is no room for it."""
        super().resizeEvent(event)
        self.map.setVisible(self.width() >= px(ONE_COLUMN_BELOW))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes one step back: from the proposal to who goes, from there to the list."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.state is DayState.SEARCHING:
            self._stop_search()
        elif self.state is DayState.PROPOSED:
            self._show_state(DayState.CHOOSING)
        else:
            self._on_back()


class _Watch:
    """Tells how the search goes, and ends it; called on the search's own thread."""

    def __init__(self, token: CancelToken, progress: Progress, seconds: float) -> None:
        self._token, self._progress, self._total = token, progress, round(seconds * 10)
        self._begun = monotonic()
        self._note = ""

    def better(self, metres: int, left: int) -> None:
        """A better plan was found."""
        self._note = tr("Best so far: {miles}, everybody served", miles=miles_words(metres))
        if left:
            words = tr_count("{count} left out", "{count} left out", left)
            self._note = tr("Best so far: {miles}, {left}", miles=miles_words(metres), left=words)

    def is_over(self) -> bool:
        """Say how much of the time has gone; whether somebody asked to stop."""
        done = min(round((monotonic() - self._begun) * 10), self._total - 1)
        self._progress(done, self._total, self._note)
        return self._token.cancelled
