"""What opens over coverage, and the ladder of help over a request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.services.coverage import Coverage, Grid, NoteDraft

if TYPE_CHECKING:
    from desktop.ui.coverage.page import CoveragePage
    from tests.screens.tour import Tour


def overlap(tour: Tour) -> QWidget:
    """Turning what several give into something missing."""
    from desktop.ui.coverage.pane import OVERLAP

    page, grid = _page(tour)
    return _acted(tour, page, grid, OVERLAP)


def noted(tour: Tour) -> QWidget:
    """A place with a note of what is being done."""
    from db.enums_coverage import CoverageNoteKind

    _page_, grid = _page(tour)
    place = grid.gaps[0].place
    draft = NoteDraft(CoverageNoteKind.ASK, place, words="The school kitchen may open on Thursdays")
    Coverage(tour.hub.tools).note(tour.context.actor, draft)
    page, _grid = _page(tour)
    page.reload()
    tour.settle()
    return tour.main.shell


def later(tour: Tour) -> QWidget:
    """Putting a note off."""
    from desktop.ui.coverage.pane import LATER

    page, grid = _page(tour)
    note = next(iter(grid.notes)) if grid.notes else None
    page.on_action(f"{LATER}:{note.id if note else ''}")
    tour.settle()
    return tour.dialog()


def homes(tour: Tour) -> QWidget:
    """Households that get something from nobody."""
    page, _grid = _page(tour)
    page.toolbar.set_tab("gaps")
    tour.settle()
    home = next(key for key in page.table.records().ids if str(key).startswith("home:"))
    page.show_record(home)
    tour.settle()
    return tour.main.shell


def nearest(tour: Tour) -> QWidget:
    """Who could help with a request, the nearest first."""
    from desktop.ui.requests.nearest import NEAREST
    from tests.screens.hub import request_to_match

    page = tour.page("requests")
    page.show_record(request_to_match(tour.hub, "food_parcel").id)
    tour.settle()
    page.on_action(NEAREST)  # type: ignore[attr-defined]
    tour.settle()
    return tour.dialog()


def _page(tour: Tour) -> tuple[CoveragePage, Grid]:
    from desktop.ui.coverage.page import GRID, CoveragePage

    page = tour.page("coverage")
    assert isinstance(page, CoveragePage)
    page.toolbar.set_tab(GRID)
    tour.settle()
    grid = page.cells.records.grid
    assert grid is not None
    return page, grid


def _acted(tour: Tour, page: CoveragePage, grid: Grid, key: str) -> QWidget:
    from desktop.ui.coverage.words import key_of

    page.show_record(key_of(grid.overlaps[0].place))
    tour.settle()
    page.on_action(key)
    tour.settle()
    return tour.dialog()
