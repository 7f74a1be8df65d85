"""The Rota page: the week, what is missing in it, and who could fill it."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from db.enums_rota import PlaceState
from desktop.context import AppContext
from desktop.domain.match_facts import monday
from desktop.domain.rota import SeatOn, Shift
from desktop.services.base import Changes
from desktop.services.rota import Rota, Spot
from desktop.services.rota_jobs import RotaJobs
from desktop.services.rota_views import CandidateLine, SeatView, WeekView
from desktop.ui.base.button import Button, ButtonKind
from desktop.ui.base.card import EmptyState
from desktop.ui.base.i18n import tr
from desktop.ui.base.page import Page
from desktop.ui.base.permits import may
from desktop.ui.base.rescale import keep_sizes
from desktop.ui.base.theme import px
from desktop.ui.rota.bar import ADD, BY_JOB, COPY, EXTRA, FILL, FREE, OWN, PRINT, WeekBar
from desktop.ui.rota.dialogs import (
    open_cancel,
    open_drop_reason,
    open_extra,
    open_move,
    open_off,
    open_reason,
    open_ring,
    open_times,
)
from desktop.ui.rota.dragging import by_shift, why_words
from desktop.ui.rota.fill_dialog import open_fill
from desktop.ui.rota.free_dialog import open_free
from desktop.ui.rota.grid import WeekGrid
from desktop.ui.rota.job_form import open_job
from desktop.ui.rota.legend import Legend
from desktop.ui.rota.lines import by_job, by_person
from desktop.ui.rota.own_shifts import open_own_shifts
from desktop.ui.rota.pane import RotaPane
from desktop.ui.rota.printing import print_week

GRID_WIDTH, PANE_WIDTH = 870, 284
ENTITIES = frozenset(
    {
        *("rota_job", "rota_seat", "rota_usual", "rota_day", "rota_place"),
        *("volunteer", "volunteer_slot", "volunteer_skill", "absence", "check_record", "person"),
        *("task", "round", "clearance_rule"),
    }
)
_STATES = {"came": PlaceState.CAME, "no_show": PlaceState.NO_SHOW, "confirmed": PlaceState.CONFIRMED}


class RotaPage(Page):
    """The rota."""

    entities = ENTITIES

    def __init__(self, context: AppContext) -> None:
        """Make the page."""
        super().__init__(tr("Rota"))
        self.set_title(tr("Rota"), tr("Changes show on printed sheets after you print again"))
        self._context = context
        self._rota = context.service(Rota)
        self._day = self._rota.today()
        self._by, self._want, self._came = BY_JOB, "", False
        self.week: WeekView | None = None
        self._seat = ""
        self.bar, self.grid, self.legend = WeekBar(self), WeekGrid(self), Legend(self)
        self.pane = RotaPane(self)
        self.empty = self._make_empty()
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.grid)
        self._stack.addWidget(self.empty)
        self._build()
        self._wire()

    def show_day(self, day: date) -> None:
        """Show the week a day is in."""
        self._day = day
        self._read()

    # page overrides

    def refresh(self, changes: Any) -> None:
        """Something shown was touched."""
        self._read()

    def shown(self) -> None:
        """Read the week, the keyboard on it."""
        self._came = True
        self._read()

    def show_record(self, item: Any) -> None:
        """Put a shift forward, by its key: its job and its day."""
        key = str(item or "")
        _job, _, day = key.partition(":")
        if day:
            self._want = key
            self.show_day(date.fromisoformat(day))

    def panes(self) -> list[QWidget]:
        """Bar, week, pane."""
        return [self.bar, self.grid if self.week and self.week.shifts else self.empty, self.pane]

    def own_shifts(self) -> None:
        """Ask whose own shifts are to be taken home, from the week on show."""
        if may("rota.print") and self.week is not None:
            open_own_shifts(self, self._context, self.week.monday)

    def print_page(self) -> bool:
        """Print the rota of the week on show."""
        if not may("rota.print") or self.week is None or not self.week.shifts:
            return False
        print_week(self, self._context, self.week.monday)
        return True

    def fill(self) -> None:
        """Propose who could fill the gaps of the week on show."""
        if may("rota.set"):
            open_fill(self, self._context, monday(self._day))

    def free_now(self) -> None:
        """Show who could be asked for sudden cover."""
        if may("rota.set"):
            open_free(self, self._context)

    def add_job(self) -> None:
        """Add a job."""
        if may("rota.set"):
            open_job(self, self._context)

    def go(self, weeks: int) -> None:
        """Show the week after or before, or this one for nought."""
        self._want = ""
        self.show_day(self._rota.today() if not weeks else monday(self._day) + timedelta(weeks=weeks))

    def _build(self) -> None:
        listed = QWidget(self)
        column = QVBoxLayout(listed)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._stack, 1)
        column.addWidget(self.legend)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(listed)
        self.splitter.addWidget(self.pane)
        keep_sizes(self.splitter, [GRID_WIDTH, PANE_WIDTH])
        self.splitter.setSizes([px(GRID_WIDTH), px(PANE_WIDTH)])
        self.splitter.setStretchFactor(0, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.bar)
        outer.addWidget(self.splitter, 1)

    def _make_empty(self) -> EmptyState:
        words = tr(
            "No shifts this week. Add a job: a place, the days, the times and how many people it takes."
        )
        empty = EmptyState(words, self, icon="calendar-week")
        button = Button(tr("Add a job"), empty, kind=ButtonKind.PRIMARY, icon="plus", action="rota.set")
        button.clicked.connect(self.add_job)
        empty.add_button(button)
        return empty

    def _wire(self) -> None:
        bar, pane = self.bar, self.pane
        bar.moved.connect(self.go)
        bar.shown_by.connect(self._on_shown_by)
        bar.acted.connect(self._on_week_acted)
        self.grid.chosen.connect(self._on_chosen)
        self.grid.opened.connect(self._on_opened)
        pane.seat_asked.connect(self._on_seat)
        pane.put_asked.connect(self._on_put)
        pane.ring_asked.connect(lambda line: open_ring(self, line, lambda: self._on_put(line)))
        pane.lifted.connect(lambda line: self.grid.lift(Spot("", self._day, line.id)))
        for told, slot in ((pane.held, self.grid.hold), (pane.let_go, self.grid.let_go)):
            told.connect(lambda at, slot=slot: slot(self.grid.viewport().mapFromGlobal(at)))
        self.grid.lifted.connect(self._read_landings)
        self.grid.dropped.connect(self._on_dropped)
        pane.acted.connect(self._on_acted)
        pane.day_acted.connect(self._on_day_acted)
        for keys, weeks in (("Alt+Left", -1), ("Alt+Right", 1), ("Alt+Home", 0)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda weeks=weeks: self.go(weeks))

    def _read(self) -> None:
        day, rota, actor = self._day, self._rota, self._context.actor
        self._context.jobs.read(lambda: rota.week(actor, day), self._show, key="rota-week")

    def _show(self, view: WeekView) -> None:
        self.week = view
        self.bar.show_week(view)
        self.legend.show_week(view)
        today = self._rota.today()
        lines = by_job(view, today) if self._by == BY_JOB else by_person(view, today)
        self._stack.setCurrentWidget(self.grid if view.shifts else self.empty)
        self.legend.setVisible(bool(view.shifts))
        self.pane.setVisible(bool(view.shifts))
        self.grid.set_corner(tr("Jobs") if self._by == BY_JOB else tr("People"))
        self.grid.set_week(view, lines, today, self._want)
        self._want = ""
        if self._came:
            self._came = False
            first = self.grid if view.shifts else self.bar.now
            first.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_shift()

    def _on_chosen(self, _keys: object) -> None:
        self._seat = ""
        self._show_shift()

    def _shift(self) -> Shift | None:
        keys = self.grid.keys()
        return self.week.shift(keys[0]) if keys and self.week is not None else None

    def _show_shift(self) -> None:
        shift, week = self._shift(), self.week
        if shift is None or week is None:
            self.pane.show_nothing(tr("No shift here. Choose a day that has one."))
            return
        seat = self._seat_of(shift)
        if seat is None:
            return
        self.pane.show_shift(week, shift, seat, self._rota.today())
        wanted = seat.room and not shift.cancelled and shift.on_date >= self._rota.today()
        if wanted and may("rota.set"):
            self._read_seat(shift, seat)

    def _seat_of(self, shift: Shift) -> SeatOn | None:
        """The seat put forward: the one chosen, else the first with a gap, else the first with room."""
        chosen = shift.seat(self._seat) if self._seat else None
        if chosen is not None:
            return chosen
        by_need = sorted(shift.seats, key=lambda one: (not one.missing, not one.room))
        return by_need[0] if by_need else None

    def _read_seat(self, shift: Shift, seat: SeatOn) -> None:
        spot, rota, actor = Spot(seat.seat.id, shift.on_date), self._rota, self._context.actor

        def show(found: SeatView) -> None:
            if self.pane.shift is not None and self.pane.shift.key == found.shift.key:
                self.pane.show_found(found)

        self._context.jobs.read(lambda: rota.seat(actor, spot), show, key="rota-seat")

    def _spot(self, volunteer_id: str) -> Spot | None:
        shift = self._shift()
        seat = self._seat_of(shift) if shift else None
        return Spot(seat.seat.id, shift.on_date, volunteer_id) if shift and seat else None

    def _on_seat(self, key: str) -> None:
        self._seat = key
        self._show_shift()

    def _on_opened(self) -> None:
        """Enter: go to who could take what is missing."""
        if self.pane.cards:
            self.pane.cards[0].setFocus(Qt.FocusReason.TabFocusReason)

    def _on_put(self, line: CandidateLine) -> None:
        spot = self._spot(line.id)
        if spot is None:
            return
        if line.verdict.warnings:
            open_reason(self, self._context, spot, line)
        else:
            rota, actor = self._rota, self._context.actor
            self._write(lambda: rota.put_on(actor, spot))

    def _read_landings(self, spot: Spot) -> None:
        """Ask once, while somebody is dragged, where they could land."""
        rota, actor, day = self._rota, self._context.actor, self._day
        self._context.jobs.read(
            lambda: rota.landings(actor, day, spot),
            lambda found: self.grid.show_landings(by_shift(found)),
            key="rota-landings",
        )

    def _on_dropped(self, spot: Spot, key: str, over: str) -> None:
        week, landing = self.week, (self.grid.landings or {}).get(key)
        shift = week.shift(key) if week is not None else None
        if shift is None or (shift.on_date == spot.on_date and shift.seat(spot.seat_id) and not over):
            return  # let go of where they come from
        other = next((one.seat.id for one in shift.seats if over in {t.volunteer_id for t in one.takers}), "")
        seat = other if spot.seat_id and over else (landing.seat_id if landing else "")
        if not seat:
            self.said.emit(why_words(landing), False)
            return
        rota, actor = self._rota, self._context.actor
        to = Spot(seat, shift.on_date, over if other and spot.seat_id else "")

        def act(reason: str) -> Changes:
            if spot.seat_id:
                return rota.swap(actor, spot, to, reason=reason)
            return rota.put_on(actor, Spot(seat, shift.on_date, spot.volunteer_id), reason=reason)

        def problem(found: Any) -> None:
            if getattr(found, "field", "") == "reason":
                open_drop_reason(self, self._context, found.user_message, act)
            else:
                self.said.emit(found.user_message, False)

        self._write(lambda: act(""), problem)

    def _on_acted(self, key: str, spot: Spot) -> None:
        rota, actor, week = self._rota, self._context.actor, self.week
        if week is None:
            return
        if key in _STATES:
            self._write(lambda: rota.mark(actor, spot, _STATES[key]))
        elif key in ("usual", "not_usual"):
            jobs = self._context.service(RotaJobs)
            act = jobs.set_usual if key == "usual" else jobs.not_usual
            self._write(lambda: act(actor, spot.seat_id, spot.on_date.weekday(), spot.volunteer_id))
        elif key == "off":
            open_off(self, self._context, spot, week.who[spot.volunteer_id].name)
        else:
            open_move(self, self._context, week, spot, rota.today())

    def _on_day_acted(self, key: str) -> None:
        shift, jobs, actor = self._shift(), self._context.service(RotaJobs), self._context.actor
        if shift is None:
            return
        if key == "cancel":
            open_cancel(self, self._context, shift)
        elif key == "times":
            open_times(self, self._context, shift)
        elif key == "job":
            open_job(self, self._context, shift.job.id)
        else:
            self._write(lambda: jobs.bring_back(actor, shift.job.id, shift.on_date))

    def _on_week_acted(self, key: str) -> None:
        acts: dict[str, Callable[[], object]] = {FILL: self.fill, PRINT: self.print_page}
        acts |= {FREE: self.free_now, COPY: self._on_copy, EXTRA: self._on_extra, ADD: self.add_job}
        acts[OWN] = self.own_shifts
        acts[key]()

    def _on_extra(self) -> None:
        jobs, actor = self._context.service(RotaJobs), self._context.actor
        day = max(self.grid.day() or self._day, self._rota.today())

        def show(listed: list[Any]) -> None:
            if listed:
                open_extra(self, self._context, [(one.id, one.name) for one in listed], day)
            else:
                self.add_job()

        self._context.jobs.read(lambda: jobs.listed(actor), show)

    def _on_copy(self) -> None:
        rota, actor, day = self._rota, self._context.actor, self._day
        self._write(lambda: rota.copy_week(actor, day))

    def _on_shown_by(self, by: str) -> None:
        self._by = by
        if self.week is not None:
            self._want = next(iter(self.grid.keys()), "")
            self._show(self.week)

    def _write(self, act: Callable[[], Changes], problem: Callable[[Any], object] | None = None) -> None:
        self._context.jobs.write(act, lambda made: self.said.emit(made.message, True), problem)
