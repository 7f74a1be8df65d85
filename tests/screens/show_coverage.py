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
    _with_note(tour)
    return tour.main.shell


def later(tour: Tour) -> QWidget:
    """Putting a note off."""
    from desktop.ui.coverage.pane import LATER

    page, note = _with_note(tour)
    page.on_action(f"{LATER}:{note}")
    tour.settle()
    return tour.dialog()


def homes(tour: Tour) -> QWidget:
    """Households that get something from nobody."""
    page, _grid = _page(tour)
    page.toolbar.tabs[2].click()
    tour.settle()
    page.show_record(next(key for key in page.table.records().ids if str(key).startswith("home:")))
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
    if page.toolbar.tab() != GRID:
        page.toolbar.tabs[0].click()
    tour.settle()
    grid = page.cells.records.grid
    assert grid is not None
    return page, grid


def _with_note(tour: Tour) -> tuple[CoveragePage, str]:
    """The page on its first gap, with a note about it."""
    from db.enums_coverage import CoverageNoteKind
    from desktop.ui.coverage.words import key_of

    page, grid = _page(tour)
    if not grid.notes:
        draft = NoteDraft(CoverageNoteKind.ASK, grid.gaps[0].place, words="The school kitchen may open")
        Coverage(tour.hub.tools).note(tour.context.actor, draft)
        page.reload()
        tour.settle()
    page.show_record(key_of(grid.gaps[0].place))
    tour.settle()
    (note,) = Coverage(tour.hub.tools).grid(tour.context.actor).notes
    return page, note.id


def _acted(tour: Tour, page: CoveragePage, grid: Grid, key: str) -> QWidget:
    from desktop.ui.coverage.words import key_of

    # A small hub may have no overlap: then whoever offers the most stands for one.
    page.show_record(key_of(max(grid.cells.values(), key=lambda one: one.providers).place))
    tour.settle()
    page.on_action(key)
    tour.settle()
    return tour.dialog()
