"""One round: its stops in the order driven on the left; map, what to load and what came back on the right."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from db.enums import RoundStatus, TaskOutcome
from desktop.context import AppContext
from desktop.runtime import gazetteer, map_file
from desktop.services.parcel_returns import CameBack, ParcelReturns
from desktop.services.round_plans import RoundPlans
from desktop.services.round_results import RoundResults
from desktop.services.round_sheets import RoundSheets, SheetData
from desktop.services.rounds import Rounds
from desktop.ui.base.button import Button
from desktop.ui.base.dialog import FormDialog, ReasonDialog
from desktop.ui.base.focus import is_covered
from desktop.ui.base.i18n import tr
from desktop.ui.base.permits import may
from desktop.ui.base.record_spec import FormData
from desktop.ui.base.theme import px
from desktop.ui.rounds.add_stops import AddStopsDialog
from desktop.ui.rounds.came_back import CameBackPane
from desktop.ui.rounds.forms import draft_of, round_form
from desktop.ui.rounds.load import LoadPane
from desktop.ui.rounds.map.pane import MapPane
from desktop.ui.rounds.map.shown import map_of
from desktop.ui.rounds.move_stop import MoveStopDialog
from desktop.ui.rounds.printing import PrintDialog, look_at_sheets
from desktop.ui.rounds.put_back import ask_change
from desktop.ui.rounds.reading import RoundShown, read_round
from desktop.ui.rounds.round_bar import RoundBar
from desktop.ui.rounds.stops_pane import StopsPane
from desktop.ui.rounds.times import show_day, show_span

ONE_COLUMN_BELOW = 900
"""Width in px at 100% under which the stops and the other panes take turns."""
STOPS, MAP, LOAD, BACK = "stops", "map", "load", "back"


class RoundView(QWidget):
    """The round on show.

    Signals:
        back_asked: go back to the list.
        gone: the round is no longer there, or may not be seen.
        place_asked: go to another place: its key, and what to show there.
        said: a short message.
        titled: the name of the round, and when it is.
    """

    back_asked = Signal()
    gone = Signal()
    place_asked = Signal(str, object)
    said = Signal(str)
    titled = Signal(str, str)

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        """Make it, empty.

        Args:
            context: the open hub.
            parent: the owner.
        """
        super().__init__(parent)
        self._context = context
        self.round_id = ""
        self.shown: RoundShown | None = None
        self.bar = RoundBar(self)
        self.stops = StopsPane(self)
        self.map = MapPane(
            context.jobs, gazetteer.map_ground, lambda: map_file.map_tiles(context.preferences), self
        )
        self.load = LoadPane(self)
        self.back = CameBackPane(self)
        self._narrow = False
        self._build()
        self._wire()

    # what the page uses

    def open_round(self, round_id: str) -> None:
        """Show a round.

        Args:
            round_id: its key.
        """
        self.round_id = round_id
        self.show_tab(STOPS)
        self.reload(self.stops.list.setFocus)

    def reload(self, then: Callable[[], object] | None = None) -> None:
        """Read the round again."""
        round_id = self.round_id
        self._context.jobs.read(
            lambda: read_round(self._context, round_id),
            lambda shown: self._on_read(shown, then),
            lambda _problem: self.gone.emit(),
            key=f"round-{id(self)}",
        )

    def show_tab(self, key: str) -> None:
        """Show one of the panes at the right."""
        self.bar.tabs[key].setChecked(True)
        self._on_tab()

    def print_sheet(self) -> None:
        """Ask what the sheet carries, say what stays off it, and ask where it goes."""
        sheets, actor, round_id = self._context.service(RoundSheets), self._context.actor, self.round_id
        self._context.jobs.read(lambda: sheets.sheet(actor, round_id), self._on_sheet)

    def panes(self) -> list[QWidget]:
        """Bar, stops, the pane at the right."""
        return [self.bar, self.stops, self._right]

    # building

    def _build(self) -> None:
        self._right = QStackedWidget(self)
        self._right.addWidget(self.map)
        self._right.addWidget(self.load)
        self._right.addWidget(self.back)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(1)
        self.splitter.addWidget(self.stops)
        self.splitter.addWidget(self._right)
        self.splitter.setStretchFactor(0, 2)
        self.splitter.setStretchFactor(1, 3)
        self.splitter.setSizes([px(454), px(700)])
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.bar)
        outer.addWidget(self.splitter, 1)

    def _wire(self) -> None:
        bar, stops, lines = self.bar, self.stops, self.stops.list
        bar.tab_chosen.connect(self._on_tab)
        bar.back.clicked.connect(self.back_asked)
        bar.suggest.clicked.connect(self._on_suggest)
        bar.send.clicked.connect(self._on_send)
        bar.print_button.clicked.connect(self.print_sheet)
        bar.edit.clicked.connect(self._on_edit)
        stops.crew.fix_asked.connect(self._on_edit)
        stops.add.clicked.connect(self._on_add)
        stops.take_off.clicked.connect(lambda: self._on_take_off(lines.current_id()))
        lines.move_asked.connect(self._on_move)
        lines.take_off_asked.connect(self._on_take_off)
        lines.request_asked.connect(self._on_request)
        lines.opened.connect(self._on_stop_opened)
        self._wire_map()
        self.back.result_given.connect(self._on_result)
        self.back.sheet_given.connect(self._on_results)
        self.back.put_back_asked.connect(self._on_put_back)
        self.back.change_asked.connect(self._on_change_back)
        self.back.place_asked.connect(self.place_asked)

    def _wire_map(self) -> None:
        """Tie list and map: what is chosen in one is chosen in the other."""
        lines, drawn = self.stops.list, self.map
        lines.current_changed.connect(lambda: drawn.choose(lines.current_id()))
        lines.reordered.connect(drawn.reorder)
        lines.keyboard_changed.connect(drawn.view.set_keyboard)
        lines.elsewhere_asked.connect(self._on_elsewhere)
        self.stops.elsewhere.clicked.connect(lambda: self._on_elsewhere(lines.current_id()))
        drawn.stop_chosen.connect(lines.go_to)
        drawn.said.connect(self.said)
        drawn.opened.connect(self._on_stop_opened)

    # answers

    def _on_read(self, shown: RoundShown, then: Callable[[], object] | None) -> None:
        self.shown = shown
        row = shown.detail.row
        when = f"{show_day(row.on_date)}, {show_span(row.starts_at, row.ends_at)}"
        self.titled.emit(tr("{name} · S-{number}", name=row.name, number=row.number), when)
        self.bar.show_round(shown)
        self.map.show_map(map_of(shown))
        self.stops.show_round(shown)
        self.load.show_load(shown.detail)
        self.back.show_results(shown)
        # whoever went on meanwhile keeps the keyboard
        if then is not None and self.isVisible() and not is_covered(self):
            then()

    def _on_tab(self) -> None:
        key = self.bar.tab()
        shown = {BACK: self.back, LOAD: self.load}.get(key, self.map)
        self._right.setCurrentWidget(shown)
        self.stops.setVisible(not self._narrow or key == STOPS)
        self._right.setVisible(not self._narrow or key != STOPS)
        if key == BACK:
            self.back.begin()

    def _on_suggest(self) -> None:
        plans, actor, round_id = self._context.service(RoundPlans), self._context.actor, self.round_id
        self._write(lambda: plans.suggest(actor, round_id))

    def _on_move(self, stop_id: str, position: int) -> None:
        plans, actor = self._context.service(RoundPlans), self._context.actor
        self._write(lambda: plans.move(actor, stop_id, position))

    def _on_send(self) -> None:
        results, actor, round_id = self._context.service(RoundResults), self._context.actor, self.round_id
        is_out = self.shown is not None and self.shown.detail.row.status is RoundStatus.OUT
        act = results.call_back if is_out else results.send_out
        self._write(lambda: act(actor, round_id))

    def _on_add(self) -> None:
        if self.shown is not None:
            dialog = AddStopsDialog(self._context, self.shown.detail, self)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.open()

    def _on_take_off(self, stop_id: str) -> None:
        tasks = self._tasks_of(stop_id)
        if tasks:
            rounds, actor, round_id = self._context.service(Rounds), self._context.actor, self.round_id
            self._write(lambda: rounds.remove(actor, round_id, [task.task_id for task in tasks]))

    def _on_elsewhere(self, stop_id: str) -> None:
        """Ask which other round a stop goes to."""
        stops = self.shown.detail.stops if self.shown is not None and self.shown.can_move else ()
        stop = next((one for one in stops if one.id == stop_id), None)
        if stop is not None:
            dialog = MoveStopDialog(self._context, stop, self)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.open()

    def _on_request(self, stop_id: str) -> None:
        tasks = self._tasks_of(stop_id)
        if tasks:
            self.place_asked.emit("requests", tasks[0].request_id)

    def _on_stop_opened(self, stop_id: str) -> None:
        """Enter keys the stop once the round is out; before, it shows the request."""
        if (self.shown is not None and self.shown.can_move) or not may("round.result"):
            self._on_request(stop_id)
            return
        self.show_tab(BACK)
        self.back.begin(self.stops.list.current_number())

    def _on_edit(self) -> None:
        rounds, actor, round_id = self._context.service(Rounds), self._context.actor, self.round_id

        def read() -> FormData:
            return round_form(self._context, rounds.get(actor, round_id).draft, rounds.today())

        self._context.jobs.read(read, self._on_form)

    def _on_form(self, data: FormData) -> None:
        rounds, actor, round_id = self._context.service(Rounds), self._context.actor, self.round_id
        dialog = FormDialog(
            data.title,
            data.fields,
            lambda values: rounds.save(actor, draft_of(values), round_id),
            self._context.jobs,
            self,
        )
        dialog.form.set_values(data.values)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        void = Button(tr("Take out of use"), dialog, icon="trash", action="round.void")
        void.clicked.connect(dialog.reject)
        void.clicked.connect(self._on_void)
        dialog.foot.addWidget(void)
        dialog.open()

    def _on_void(self) -> None:
        rounds, actor, round_id = self._context.service(Rounds), self._context.actor, self.round_id
        dialog = ReasonDialog(
            tr("Take this round out of use?"),
            tr("Its stops go back to being planned, on no round."),
            tr("Take out of use"),
            lambda reason: rounds.void(actor, round_id, reason),
            self._context.jobs,
            self,
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.saved.connect(self.back_asked)
        dialog.open()

    def _on_sheet(self, data: SheetData) -> None:
        if self.shown is None:
            return
        dialog = PrintDialog(data, self.shown.detail, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.look_asked.connect(partial(look_at_sheets, self._context, [data], self))
        dialog.open()

    def _on_result(self, stop: str, outcome: TaskOutcome, note: str, typed: str) -> None:
        results, actor = self._context.service(RoundResults), self._context.actor
        self._context.jobs.write(
            lambda: results.result(actor, stop, outcome, note),
            None,
            lambda problem: self.back.refused(typed, note, problem.user_message),
        )

    def _on_results(self, outcomes: dict[int, TaskOutcome]) -> None:
        results, actor, round_id = self._context.service(RoundResults), self._context.actor, self.round_id
        self._write(lambda: results.results(actor, round_id, outcomes))

    def _on_put_back(self, parcel_ids: list[str]) -> None:
        returns, actor = self._context.service(ParcelReturns), self._context.actor
        self._write(lambda: returns.put_back(actor, parcel_ids))

    def _on_change_back(self, came: CameBack) -> None:
        dialog = ask_change(self, self._context, came)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(lambda _done: self.back.begin())
        dialog.open()

    def _write(self, work: Callable[[], object]) -> None:
        """Change something; what is refused is said, and the round shown as it is."""
        self._context.jobs.write(work, None, self._on_refused)

    def _on_refused(self, problem: Any) -> None:
        self.said.emit(problem.user_message)
        self.reload()

    def _tasks_of(self, stop_id: str) -> list[Any]:
        stops = self.shown.detail.stops if self.shown is not None else ()
        return [task for stop in stops if stop.id == stop_id for task in stop.tasks]

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show both sides, or one of them."""
        super().resizeEvent(event)
        narrow = self.width() < px(ONE_COLUMN_BELOW)
        if narrow != self._narrow:
            self._narrow = narrow
            self.bar.set_narrow(narrow)
            self.show_tab(STOPS if self.bar.tab() == MAP else self.bar.tab())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the list."""
        if event.key() == Qt.Key.Key_Escape:
            self.back_asked.emit()
            return
        super().keyPressEvent(event)
