"""The Coverage page: who offers what, where, and what is missing."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, NamedTuple

from PySide6.QtCore import QMargins, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from db.enums import Layer, Urgency
from db.queries.coverage import NeedLine
from desktop.context import AppContext
from desktop.domain.coverage import Place, State
from desktop.services.coverage import Coverage, CoverageFilter, Doubled, Grid
from desktop.ui.base.button import Button
from desktop.ui.base.card import Glyph
from desktop.ui.base.columns import Cell, CellKind, Column, Group
from desktop.ui.base.detail import Detail, DetailPane, DetailRow, DetailSection
from desktop.ui.base.flow import FlowLayout
from desktop.ui.base.i18n import tr
from desktop.ui.base.label import Label
from desktop.ui.base.paint import draw_urgency
from desktop.ui.base.permits import may
from desktop.ui.base.record_page import RecordPage
from desktop.ui.base.record_spec import ListFilter, Listing, ListQuery, ListTab, RecordSpec
from desktop.ui.base.rescale import keep_sizes
from desktop.ui.base.theme import px
from desktop.ui.base.tokens import Tone
from desktop.ui.coverage.acts import open_ask, open_done, open_overlap, print_sheet
from desktop.ui.coverage.grid import GridView
from desktop.ui.coverage.pane import ASK, DONE, OVERLAP, VOLUNTEERS, CoveragePane, PlaceDetail
from desktop.ui.coverage.words import (
    LOOKS,
    area_name,
    key_of,
    place_of,
    room_words,
    single_words,
    state_words,
    title_words,
)
from desktop.ui.words import choices

GRID, LIST, GAPS, OVERLAPS = "grid", "list", "gaps", "overlaps"
GRID_WIDTH, PANE_WIDTH = 808, 346
_TONES = {
    State.GAP: Tone.DANGER,
    State.NO_ONE: Tone.DANGER,
    State.NOT_KNOWN: Tone.WARN,
    State.TIGHT: Tone.WARN,
    State.MANY: Tone.INFO,
}
_HOME = "home:"


class Line(NamedTuple):
    """A place, or a household, as a row of a list."""

    id: str
    area: str
    need: str
    state: Cell
    room: str
    who: str
    hangs: str


class CoverageSpec(RecordSpec):
    """Area by need, as a list behind the grid."""

    acts: Mapping[str, str] = {}
    entities = frozenset(
        {
            "area",
            "area_part",
            "coverage_note",
            "household",
            "need_type",
            "organisation",
            "organisation_area",
            "organisation_need",
            "referral",
            "request",
            "service",
            "service_area",
            "service_need",
            "task",
        }
    )
    icon = "layout-grid"
    whole = LIST

    def __init__(self, context: AppContext) -> None:
        """Take the service from the context."""
        self._actor = context.actor
        self.coverage = context.service(Coverage)
        self.grid: Grid | None = None
        self._homes: dict[str, Doubled] = {}
        self.title = tr("Coverage")
        self.empty = tr("Draw an area, and say of an organisation where it helps and with what.")
        self.tabs = (
            ListTab(GRID, tr("Grid")),
            ListTab(LIST, tr("List")),
            ListTab(GAPS, tr("Gaps only")),
            ListTab(OVERLAPS, tr("Overlaps")),
        )
        self.filters = (
            ListFilter("week", tr("Weeks:"), self._weeks),
            ListFilter("layer", tr("Layers:"), _layers),
        )
        self.columns = (
            Column("area", tr("Area"), 150, kind=CellKind.STRONG, sortable=False),
            Column("need", tr("Need"), 160, stretch=True, sortable=False),
            Column(
                "state", tr("Comes to"), 130, cell=lambda row: row.state, kind=CellKind.STATUS, sortable=False
            ),
            Column("room", tr("Room for asked"), 120, sortable=False),
            Column("who", tr("Who offers it"), 170, kind=CellKind.SECOND, sortable=False, priority=1),
            Column("hangs", tr("Hangs on"), 110, kind=CellKind.SECOND, sortable=False, priority=2),
        )

    def listing(self, query: ListQuery) -> Listing:
        """Ids for a query; the whole grid is worked out once for all views."""
        wanted = self.wanted(query)
        grid = self.grid = self.coverage.grid(self._actor, wanted)
        twice, never = self.coverage.doubled(self._actor, wanted)
        self._homes = {f"{_HOME}{one.home.id}|{one.need_id}": one for one in (*twice, *never)}
        many = [key_of(one.place) for one in grid.overlaps]
        gaps = [key_of(one.place) for one in grid.gaps]
        counts = {GAPS: len(gaps), OVERLAPS: len(many) + len(twice)}
        words = tr("Who offers what, where, and what is missing")
        if query.tab == GAPS:
            return Listing(gaps, counts=counts, subtitle=words)
        if query.tab == OVERLAPS:
            groups = (
                Group(tr("Three or more offer it"), len(many)),
                Group(tr("The same from two"), len(twice)),
                Group(tr("Open, and from nobody"), len(never)),
            )
            return Listing([*many, *self._homes], [one for one in groups if one.count], counts, words)
        listed = [key_of(Place(area, need.id)) for area in grid.areas for need in grid.needs]
        return Listing(listed, counts=counts, subtitle=words)

    def rows(self, ids: Sequence[Any]) -> Sequence[Line]:
        """Rows for ids, as they were worked out for the list."""
        return [line for one in ids if (line := self._line(one)) is not None]

    def detail(self, item: Any) -> Detail:
        """What the pane shows."""
        if str(item).startswith(_HOME):
            return _home_detail(self._homes[item])
        grid, place = self.grid, place_of(item)
        assert grid is not None
        cell, need = grid.cells[place], need_of(grid, place)
        return PlaceDetail(
            title_words(cell, need.label),
            tr("{area}, {week}", area=area_name(grid, place.area_id), week=self._week_words(grid)),
            grid=grid,
            need=need,
            cell_detail=self.coverage.cell(self._actor, place, grid),
        )

    def empty_for(self, query: ListQuery) -> str:
        """What to say when a query finds nothing."""
        if query.tab == GAPS:
            return tr("Nothing is missing that we know of.")
        return tr("Nobody gives the same thing twice.") if query.tab == OVERLAPS else self.empty

    def _line(self, item: str) -> Line | None:
        if item in self._homes:
            one = self._homes[item]
            who = ", ".join(name or tr("Our volunteers") for name in one.providers)
            state = (
                Cell(tr("Twice"), "copy", Tone.INFO)
                if one.providers
                else Cell(tr("From nobody"), "circle-x", Tone.DANGER)
            )
            home = ", ".join(part for part in (one.home.address, one.home.postcode) if part)
            return Line(
                item, one.home.area or tr("Outside any area"), f"{one.need}: {home}", state, "", who, ""
            )
        grid, place = self.grid, place_of(item)
        if grid is None or place not in grid.cells:
            return None
        cell = grid.cells[place]
        names = sorted(grid.offered.providers[key].name for key in cell.rooms)
        return Line(
            item,
            area_name(grid, place.area_id),
            need_of(grid, place).label,
            Cell(state_words(cell), LOOKS[cell.state].icon or "alert-circle", _TONES.get(cell.state)),
            room_words(cell),
            ", ".join(names),
            single_words(cell),
        )

    def wanted(self, query: ListQuery) -> CoverageFilter:
        """The week and layers a query asks for."""
        week = query.filters.get("week")
        layer = query.filters.get("layer")
        day = self.coverage.today() + timedelta(weeks=int(str(week or 0)))
        return CoverageFilter(day, frozenset({Layer(str(layer))}) if layer else frozenset())

    def _weeks(self) -> list[tuple[object, str]]:
        return [(None, tr("this one")), (-1, tr("last week")), (1, tr("next week"))]

    def _week_words(self, grid: Grid) -> str:
        off = (grid.monday - self.coverage.today()).days
        if off > 0:
            return tr("next week")
        return tr("this week") if off > -7 else tr("last week")


class CoveragePage(RecordPage):
    """Coverage."""

    def __init__(self, context: AppContext) -> None:
        """Make the page."""
        self._spec = CoverageSpec(context)
        super().__init__(self._spec, context.jobs)
        self._context = context
        self.cells = GridView(self)
        self._stack.addWidget(self.cells)
        self.legend = _legend(self)
        listed = self._stack.parentWidget()
        column = listed.layout() if listed is not None else None
        assert isinstance(column, QVBoxLayout)
        column.addWidget(self.legend)
        self.print_button = Button(
            tr("Print gap meeting sheet"), self, icon="printer", small=True, action="coverage.print"
        )
        self.print_button.clicked.connect(self.print_page)
        self.toolbar.add_button(self.print_button)
        keep_sizes(self.splitter, [GRID_WIDTH, PANE_WIDTH])
        self.splitter.setSizes([px(GRID_WIDTH), px(PANE_WIDTH)])
        self.cells.chosen.connect(self._on_chosen)
        self.cells.opened.connect(self._on_opened)
        assert isinstance(self.pane, CoveragePane)
        self.pane.sheet_set.connect(self._on_sheet)

    def make_pane(self) -> DetailPane:
        """The pane with the weeks and what could be done."""
        return CoveragePane(self)

    def shown(self) -> None:
        """Put the keyboard on the grid, where that is the view."""
        super().shown()
        if self._is_grid():
            self.cells.setFocus(Qt.FocusReason.OtherFocusReason)

    def panes(self) -> list[QWidget]:
        """Bar, grid or list, pane."""
        return [self.toolbar, self.cells if self._is_grid() else self.table, self.pane]

    def print_page(self) -> bool:
        """Print the gap meeting sheet of the week on show."""
        if not may("coverage.print"):
            return False
        print_sheet(self, self._context, self._spec.wanted(self.query()))
        return True

    def on_action(self, key: str) -> None:
        """Do what the pane offers about a place."""
        act, _, about = key.partition(":")
        grid, item = self._spec.grid, self.table.current_id()
        if grid is None or item is None or str(item).startswith(_HOME):
            return
        place = place_of(str(item))
        if act == ASK:
            open_ask(self, self._context, grid, place, about)
        elif act == OVERLAP:
            open_overlap(self, self._context, grid, place)
        elif act == DONE:
            open_done(self, self._context, about)
        elif act == VOLUNTEERS:
            self.place_asked.emit("volunteers", about or None)

    def _is_grid(self) -> bool:
        return self.toolbar.tab() == GRID

    def _on_listing(self, listing: Listing) -> None:
        super()._on_listing(listing)
        grid = self._spec.grid
        self.legend.setVisible(self._is_grid() and bool(listing.ids))
        if not self._is_grid() or grid is None or not listing.ids:
            return
        on_list = self.window().focusWidget() in (self.table, self.table.viewport())
        self.cells.set_grid(grid)
        self._stack.setCurrentWidget(self.cells)
        if on_list:
            self.cells.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_chosen(self, key: str) -> None:
        self.table.select_id(key)

    def _on_sheet(self, on: bool) -> None:
        item = self.table.current_id()
        if item is not None and not str(item).startswith(_HOME):
            coverage, actor, place = self._spec.coverage, self._context.actor, place_of(str(item))
            self.jobs.write(lambda: coverage.put_on_sheet(actor, place, on=on))


def need_of(grid: Grid, place: Place) -> NeedLine:
    """The column of a place."""
    return next(one for one in grid.needs if one.id == place.need_id)


def _home_detail(one: Doubled) -> Detail:
    who = [name or tr("Our volunteers") for name in one.providers]
    rows = [DetailRow("", name, icon="building-community") for name in who]
    rows = rows or [DetailRow("", tr("Nobody yet"), icon="circle-x", tone=Tone.DANGER)]
    home = [DetailRow("", tr("Household"), icon="home", key=f"households:{one.home.id}")]
    return Detail(
        one.need,
        ", ".join(part for part in (one.home.address, one.home.postcode, one.home.area) if part),
        icon="home",
        sections=[DetailSection(tr("Who gives it this week"), rows), DetailSection("", home)],
    )


def _layers() -> list[tuple[object, str]]:
    return [(None, tr("all")), *choices(Layer)]


class _Mark(Glyph):
    """The mark of a state: its icon, or the diamond."""

    def __init__(self, state: State, parent: QWidget) -> None:
        look = LOOKS[state]
        super().__init__(look.icon, parent, tone="ok" if look.icon == "check" else look.ink, size=16)
        self._is_diamond = not look.icon

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._is_diamond:
            draw_urgency(QPainter(self), Urgency.TOMORROW, self.rect())
        else:
            super().paintEvent(event)


def _legend(parent: QWidget) -> QWidget:
    legend = QWidget(parent)
    row = FlowLayout(legend, margins=QMargins(20, 8, 12, 8))
    row.addWidget(Label(tr("6 for 14 means room for 6 and 14 asked"), kind="second"))
    for state, words in (
        (State.GAP, tr("Gap")),
        (State.NO_ONE, tr("No one offers it")),
        (State.TIGHT, tr("Tight")),
        (State.ENOUGH, tr("Enough")),
        (State.MANY, tr("3 or more offer it")),
    ):
        part = QWidget(legend)
        inner = QHBoxLayout(part)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(px(5))
        inner.addWidget(_Mark(state, part))
        inner.addWidget(Label(words, kind="second"))
        row.addWidget(part)
    return legend
