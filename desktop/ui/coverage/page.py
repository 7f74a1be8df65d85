"""The Coverage page: who offers what, where, and what is missing."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.enums import Layer
from db.queries.coverage import HomeRequest, NeedLine
from desktop.context import AppContext
from desktop.domain.coverage import Place, State
from desktop.domain.references import Kind, write
from desktop.services.coverage import Coverage, CoverageFilter, Doubled, Grid
from desktop.ui.base.button import Button
from desktop.ui.base.columns import Cell, CellKind, Column, Group
from desktop.ui.base.detail import Detail, DetailPane, DetailRow, DetailSection
from desktop.ui.base.i18n import tr
from desktop.ui.base.permits import may
from desktop.ui.base.record_page import RecordPage
from desktop.ui.base.record_spec import ListFilter, Listing, ListQuery, ListTab, RecordSpec
from desktop.ui.base.rescale import keep_sizes
from desktop.ui.base.theme import px
from desktop.ui.base.tokens import Tone
from desktop.ui.coverage.acts import open_ask, open_done, open_later, open_note, open_overlap, print_sheet
from desktop.ui.coverage.grid import GridView
from desktop.ui.coverage.legend import make_legend
from desktop.ui.coverage.pane import ASK, DONE, LATER, NOTE, OVERLAP, VOLUNTEERS, CoveragePane, PlaceDetail
from desktop.ui.coverage.words import (
    LOOKS,
    area_name,
    day_words,
    key_of,
    met_words,
    place_of,
    room_words,
    single_words,
    state_words,
    title_words,
    who_words,
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
    met: str
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
        self._wanted = CoverageFilter()
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
            Column("room", tr("Room for asked"), 120, sortable=False, priority=1),
            Column("met", tr("Of those asked"), 130, kind=CellKind.SECOND, sortable=False, priority=2),
            Column("who", tr("Who offers it"), 170, kind=CellKind.SECOND, sortable=False, priority=2),
            Column("hangs", tr("Hangs on"), 110, kind=CellKind.SECOND, sortable=False, priority=3),
        )

    def listing(self, query: ListQuery) -> Listing:
        """Ids for a query; the whole grid is worked out once for all views."""
        wanted = self._wanted = self.wanted(query)
        grid = self.grid = self.coverage.grid(self._actor, wanted)
        twice, never = self.coverage.doubled(self._actor, wanted)
        self._homes = dict(zip(_keys([*twice, *never]), (*twice, *never), strict=True))
        many = [key_of(one.place) for one in grid.overlaps]
        gaps = [key_of(one.place) for one in grid.gaps]
        counts = {GAPS: len(gaps) + len(never), OVERLAPS: len(many) + len(twice)}
        words = tr("Who offers what, where, and what is missing")
        if query.tab == GAPS:
            groups = ((tr("Missing"), gaps), (tr("Open, and from nobody"), _keys(never)))
            return _grouped(groups, counts, words)
        if query.tab == OVERLAPS:
            groups = ((tr("Three or more offer it"), many), (tr("The same from two"), _keys(twice)))
            return _grouped(groups, counts, words)
        listed = [key_of(Place(area, need.id)) for area in grid.areas for need in grid.needs]
        return Listing(listed, counts=counts, subtitle=words)

    def rows(self, ids: Sequence[Any]) -> Sequence[Line]:
        """Rows for ids, as they were worked out for the list."""
        return [line for one in ids if (line := self._line(one)) is not None]

    def detail(self, item: Any) -> Detail:
        """What the pane shows."""
        if str(item).startswith(_HOME):
            one = self._homes[item]
            return _home_detail(one, self.coverage.requests_of(self._actor, one, self._wanted))
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

    def view_of(self, item: Any) -> str | None:
        """The grid shows every place."""
        return self.whole if str(item).startswith(_HOME) else GRID

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
                item, one.home.area or tr("Outside any area"), f"{one.need}: {home}", state, "", "", who, ""
            )
        grid, place = self.grid, place_of(item)
        if grid is None or place not in grid.cells:
            return None
        cell = grid.cells[place]
        return Line(
            item,
            area_name(grid, place.area_id),
            need_of(grid, place).label,
            Cell(state_words(cell), LOOKS[cell.state].icon or "alert-circle", _TONES.get(cell.state)),
            room_words(cell),
            met_words(cell),
            who_words(grid, place),
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
        self.legend = make_legend(self)
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

    def show_record(self, item: Any) -> None:
        """Put the keyboard on a place, in the grid where that is the view."""
        super().show_record(item)
        if self._is_grid() and self.table.current_id() == item:
            self.cells.select_key(str(item))

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
        elif act == NOTE:
            open_note(self, self._context, grid, place)
        elif act == LATER:
            open_later(self, self._context, about)
        elif act == OVERLAP:
            open_overlap(self, self._context, grid, place)
        elif act == DONE:
            open_done(self, self._context, about)
        elif act == VOLUNTEERS:
            self.place_asked.emit("volunteers", about or None)

    def _is_grid(self) -> bool:
        return self.toolbar.tab() == GRID

    def _on_listing(self, listing: Listing) -> None:
        want = str(self._want or "")
        super()._on_listing(listing)
        grid = self._spec.grid
        self.legend.setVisible(self._is_grid() and bool(listing.ids))
        if not self._is_grid() or grid is None or not listing.ids:
            return
        on_list = self.window().focusWidget() in (self.table, self.table.viewport())
        self.cells.set_grid(grid, want)
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


def _keys(homes: Sequence[Doubled]) -> list[str]:
    return [f"{_HOME}{one.home.id}|{one.need_id}" for one in homes]


def _grouped(parts: Sequence[tuple[str, list[str]]], counts: Mapping[str, int], words: str) -> Listing:
    groups = [Group(title, len(keys)) for title, keys in parts if keys]
    return Listing([key for _title, keys in parts for key in keys], groups, counts, words)


def need_of(grid: Grid, place: Place) -> NeedLine:
    """The column of a place."""
    return next(one for one in grid.needs if one.id == place.need_id)


def _home_detail(one: Doubled, requests: Sequence[HomeRequest]) -> Detail:
    """Who gives it, the requests to put right, and the household."""
    who = [name or tr("Our volunteers") for name in one.providers]
    rows = [DetailRow("", name, icon="building-community") for name in who]
    rows = rows or [DetailRow("", tr("Nobody yet"), icon="circle-x", tone=Tone.DANGER)]
    asked = [
        DetailRow(
            day_words(row.due_on) if row.due_on else tr("No day"),
            write(Kind.REQUEST, row.number),
            key=f"requests:{row.id}",
        )
        for row in requests
    ]
    home = [DetailRow("", tr("Household"), icon="home", key=f"households:{one.home.id}")]
    return Detail(
        one.need,
        ", ".join(part for part in (one.home.address, one.home.postcode, one.home.area) if part),
        icon="home",
        sections=[
            DetailSection(tr("Who gives it this week"), rows),
            DetailSection(tr("What was asked"), asked),
            DetailSection("", home),
        ],
    )


def _layers() -> list[tuple[object, str]]:
    return [(None, tr("all")), *choices(Layer)]
