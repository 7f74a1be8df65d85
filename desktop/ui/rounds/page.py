"""The Rounds page: the list of rounds, and the round that was opened."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from db.queries.rounds import RoundRow
from desktop.context import AppContext
from desktop.services.base import Changes
from desktop.services.day_plans import DayPlans
from desktop.services.round_plans import RoundPlans
from desktop.services.rounds import Rounds
from desktop.ui.base.bulk import BulkAction
from desktop.ui.base.button import Button
from desktop.ui.base.dialog import FormDialog
from desktop.ui.base.form_fields import FormField
from desktop.ui.base.i18n import tr
from desktop.ui.base.page import Page
from desktop.ui.base.permits import may
from desktop.ui.base.record_page import RecordPage
from desktop.ui.rounds.day.view import DayView
from desktop.ui.rounds.forms import area_choices, plan_fields
from desktop.ui.rounds.late_stop import LateStopDialog
from desktop.ui.rounds.list_spec import OPEN, RoundsSpec
from desktop.ui.rounds.print_many import print_sheets
from desktop.ui.rounds.view import RoundView

ENTITIES = frozenset(
    {
        "round",
        "stock_parcel",
        "stop",
        "task",
        "request",
        "person",
        "household",
        "volunteer",
        "check_record",
        "area",
        "do_not_pair",
    }
)


class RoundList(RecordPage):
    """The list of rounds.

    Signals:
        open_asked: a round was opened.
        plan_asked: plan a day, one round for each area.
        share_asked: share a day out among volunteers.
        late_asked: put a stop that came late on a round.
    """

    open_asked = Signal(str)
    plan_asked = Signal()
    share_asked = Signal()
    late_asked = Signal()

    stands_alone = True

    def __init__(self, context: AppContext) -> None:
        """Make the list."""
        super().__init__(RoundsSpec(context), context.jobs)
        self._context = context
        self.plan = Button(
            tr("Plan a day"), self.toolbar, icon="calendar-event", small=True, action="round.set"
        )
        self.plan.clicked.connect(self.plan_asked)
        self.toolbar.add_button(self.plan)
        self.more = Button(tr("More"), self.toolbar, icon="dots", small=True, action="round.set")
        self._menu = QMenu(self)
        self.share = self._menu.addAction(tr("Share out a day…"))
        self.late = self._menu.addAction(tr("Late stop…"))
        self.out = self._menu.addAction(tr("Who is out now"))
        self.share.triggered.connect(self.share_asked)
        self.late.triggered.connect(self.late_asked)
        self.out.triggered.connect(lambda: self.place_asked.emit("out", None))
        self.more.clicked.connect(self._open_more)
        self.toolbar.add_button(self.more)

    def _open_more(self) -> None:
        self._menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height())))

    def _open_bulk(self, action: BulkAction, fields: Sequence[FormField], ids: Sequence[Any]) -> None:
        print_sheets(self._context, ids, self)

    def _on_opened(self, item: Any) -> None:
        self.open_asked.emit(item)


class RoundsPage(Page):
    """Rounds: the list, and one of them opened."""

    entities = ENTITIES

    def __init__(self, context: AppContext) -> None:
        """Make the page."""
        super().__init__(tr("Rounds"))
        self._context = context
        self.list = RoundList(context)
        self._view: RoundView | None = None
        self._day: DayView | None = None
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.list)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)
        self._wire()

    @property
    def view(self) -> RoundView:
        """A round opened; made when the first one is, as it takes longer to make than the list."""
        if self._view is None:
            self._view = RoundView(self._context)
            self._stack.addWidget(self._view)
            self._wire_view(self._view)
        return self._view

    @property
    def day(self) -> DayView:
        """A day to be shared out; made when the first one is."""
        if self._day is None:
            self._day = DayView(self._context)
            self._stack.addWidget(self._day)
            self._day.back_asked.connect(self.close_round)
            self._day.made.connect(self._on_shared)
            self._day.said.connect(lambda text: self.said.emit(text, False))
            self._day.titled.connect(self.set_title)
        return self._day

    @property
    def is_open(self) -> bool:
        """Whether a round is on show rather than the list or a day."""
        return self._view is not None and self._stack.currentWidget() is self._view

    @property
    def is_sharing(self) -> bool:
        """Whether a day to be shared out is on show."""
        return self._day is not None and self._stack.currentWidget() is self._day

    def share_out(self) -> None:
        """Show the next day with deliveries on no round, to be shared out among volunteers."""
        if not may("round.set"):
            return
        plans, actor = self._context.service(DayPlans), self._context.actor

        def show(day: date) -> None:
            self._stack.setCurrentWidget(self.day)
            self.day.open_day(day)

        self._context.jobs.read(lambda: plans.next_day(actor), show)

    def open_round(self, round_id: str) -> None:
        """Show a round.

        Args:
            round_id: its key.
        """
        self._stack.setCurrentWidget(self.view)
        self.view.open_round(round_id)

    def close_round(self) -> None:
        """Go back to the list, on the round that was open."""
        if not self.is_open and not self.is_sharing:
            return
        on = self.view.round_id if self.is_open else ""
        self._stack.setCurrentWidget(self.list)
        self._show_list_title()
        self.list.reload(select=on)
        self.list.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def add_late(self) -> None:
        """Put what came late on a round of today, or of the day of the round the keyboard is on."""
        if not may("round.set"):
            return
        rounds, actor = self._context.service(Rounds), self._context.actor
        key = self.record()

        def day() -> date:
            rows = rounds.rows(actor, [str(key)]) if key else []
            return max(rows[0].on_date, rounds.today()) if rows else rounds.today()

        self._context.jobs.read(day, self._ask_late)

    # page overrides

    def refresh(self, changes: Any) -> None:
        """Something shown was touched."""
        if self.is_open:
            self.view.reload()
        elif self.is_sharing:
            self.day.reload()
        else:
            self.list.refresh(changes)

    def shown(self) -> None:
        """Read what is on show."""
        if self.is_open:
            self.view.reload(self.view.stops.list.setFocus)
        elif self.is_sharing:
            self.day.reload()
        else:
            self.list.shown()

    def show_record(self, item: Any) -> None:
        """Open a round."""
        if item is not None:
            self.open_round(str(item))

    def record(self) -> Any:
        """The round that is open, or the one the keyboard is on in the list."""
        return self.view.round_id if self.is_open else self.list.record()

    def panes(self) -> list[QWidget]:
        """Those of what is on show."""
        if self.is_sharing:
            return self.day.panes()
        return self.view.panes() if self.is_open else self.list.panes()

    def print_page(self) -> bool:
        """Print the sheet of the round on show, or the list."""
        if not self.is_open:
            return not self.is_sharing and self.list.print_page()
        prints = may("round.print")
        if prints:
            self.view.print_sheet()
        return prints

    def focus_search(self) -> bool:
        """Put the keyboard in the search field."""
        return not self.is_open and not self.is_sharing and self.list.focus_search()

    def _wire(self) -> None:
        self.list.title_changed.connect(self._show_list_title)
        self.list.place_asked.connect(self.place_asked)
        self.list.own_window_asked.connect(self.own_window_asked)
        self.list.open_asked.connect(self.open_round)
        self.list.acted.connect(self._on_acted)
        self.list.plan_asked.connect(self._on_plan)
        self.list.share_asked.connect(self.share_out)
        self.list.late_asked.connect(self.add_late)

    def _wire_view(self, view: RoundView) -> None:
        view.bar.own_window.clicked.connect(self.own_window_asked)
        view.back_asked.connect(self.close_round)
        view.gone.connect(self.close_round)
        view.place_asked.connect(self.place_asked)
        view.said.connect(lambda text: self.said.emit(text, False))
        view.titled.connect(self._on_titled)

    def _show_list_title(self) -> None:
        if not self.is_open and not self.is_sharing:
            self.set_title(self.list.title, self.list.subtitle)

    def _on_titled(self, title: str, subtitle: str) -> None:
        if self.is_open:
            self.set_title(title, subtitle)

    def _on_acted(self, key: str, item: Any) -> None:
        if key == OPEN:
            self.open_round(item)

    def _ask_late(self, day: date) -> None:
        dialog = LateStopDialog(self._context, day, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _on_plan(self) -> None:
        self._context.jobs.read(lambda: area_choices(self._context), self._ask_plan)

    def _ask_plan(self, areas: Sequence[tuple[object, str]]) -> None:
        plans, rounds, actor = (
            self._context.service(RoundPlans),
            self._context.service(Rounds),
            self._context.actor,
        )

        def save(values: Mapping[str, Any]) -> Changes:
            return plans.plan_day(actor, values["day"], values["area"] or "", early=bool(values["early"]))

        dialog = FormDialog(
            tr("Plan a day"),
            plan_fields(areas),
            save,
            self._context.jobs,
            self,
            verb=tr("Plan it"),
            sentence=tr(
                "Makes a round for each area from the deliveries that are open. A round that is out stays."
            ),
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.form.set_values({"day": rounds.today(), "area": ""})
        dialog.saved.connect(self._on_planned)
        dialog.open()

    def _on_shared(self, made: Changes) -> None:
        """Back to the list, on the rounds that were made."""
        self.close_round()
        self._on_planned(made)

    def _on_planned(self, made: Changes) -> None:
        if not made.entities:
            self.said.emit(made.message, False)
        if not made.made:
            return
        rounds, actor = self._context.service(Rounds), self._context.actor
        self._context.jobs.read(lambda: rounds.rows(actor, [made.made])[0], self._show_planned)

    def _show_planned(self, row: RoundRow) -> None:
        """Show the view of the list that holds what was planned."""
        today = self._context.service(Rounds).today()
        self.list.toolbar.set_tab(
            "today" if row.on_date == today else "coming" if row.on_date > today else ""
        )
        self.list.reload(select=row.id)
