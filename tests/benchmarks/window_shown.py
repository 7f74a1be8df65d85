"""The People page in a window: scrolling, a long list's memory, and a search's share of the GUI thread."""

import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from PySide6.QtWidgets import QApplication

from db.queries.people import PeopleFilter
from desktop.context import AppContext
from desktop.jobs.runner import JobRunner
from desktop.services.demo import DEMO_PASSPHRASE
from desktop.services.hubs import open_hub
from desktop.services.people import People
from desktop.ui.base.id_table import IdTableModel
from desktop.ui.base.record_spec import Listing
from desktop.ui.base.record_table import RecordTable
from desktop.ui.base.theme import install_theme
from desktop.ui.people.page import PeoplePage, PeopleSpec

WIDTH, HEIGHT = 1150, 690
STEPS, TURNS = 120, 5
PAGE_BYTES, MB = 4096, 1e6
TYPED = ("m", "ma", "mal", "0", "079", "020 79", "je", "fer", "ip1", "ok", "no", "s")
Fetch = Callable[[Sequence[Any]], Sequence[Any]]


def resident() -> float:
    """Memory of this process now, MB."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE_BYTES / MB


def shown(spec: PeopleSpec, fetch: Fetch, ids: Sequence[str]) -> RecordTable:
    """A table on the screen."""
    model = IdTableModel(list(spec.columns), fetch)
    table = RecordTable(model)
    model.setParent(table)
    table.resize(WIDTH, HEIGHT)
    table.show()
    table.show_ids(ids)
    table.grab()
    return table


def step(table: RecordTable, ids: Sequence[str]) -> float:
    """Median seconds of one step to anywhere in the list, every row of it new to the cache."""
    bar, took = table.verticalScrollBar(), []
    table.show_ids(ids)
    for n in range(STEPS):
        begun = time.perf_counter()
        bar.setValue(int(bar.maximum() * ((n * 37) % STEPS) / STEPS) + n)
        table.viewport().grab()
        took.append(time.perf_counter() - begun)
    return median(took)


def wheel(table: RecordTable, ids: Sequence[str]) -> float:
    """Median seconds of one notch of the wheel: three rows on."""
    bar, took = table.verticalScrollBar(), []
    table.show_ids(ids)
    for n in range(4 * STEPS):
        begun = time.perf_counter()
        bar.setValue(n * 3 * bar.singleStep())
        table.viewport().grab()
        took.append(time.perf_counter() - begun)
    return median(took)


def search_share(page: PeoplePage) -> float:
    """The 95th percentile of seconds one search takes of the GUI thread: asked, listed and painted."""
    page.resize(WIDTH, HEIGHT)
    page.show()
    took = []
    for typed in TYPED * TURNS:
        page.toolbar.search.setText(typed)
        listing: Listing = page.spec.listing(page.query())
        begun = time.thread_time()
        page._on_listing(listing)
        page.table.viewport().grab()
        took.append(time.thread_time() - begun)
    return sorted(took)[int(len(took) * 0.95)]


def main() -> None:
    """Print what was measured, with spaces between."""
    app = QApplication([])
    install_theme(app)
    hub = open_hub(Path(sys.argv[1]), DEMO_PASSPHRASE, read_only=True)
    jobs = JobRunner()
    context = AppContext(hub, jobs)
    spec, people = PeopleSpec(context), People(hub.tools)
    empty = shown(spec, lambda ids: [], [])
    before = resident()
    ids = people.ids(hub.actor, PeopleFilter())
    row = people.rows(hub.actor, ids[:1])[0]
    ours = shown(spec, spec.rows, ids)
    floor = shown(spec, lambda wanted: [row._replace(id=one) for one in wanted], ids)
    pairs = [(step(ours, ids), step(floor, ids)) for _ in range(TURNS)]
    notches = [(wheel(ours, ids), wheel(floor, ids)) for _ in range(TURNS)]
    grown = resident() - before
    share = search_share(PeoplePage(context))
    figures = [median(pair[at] for pair in found) for found in (pairs, notches) for at in (0, 1)]
    print(*figures, grown, share, len(ids))
    jobs.drain()
    hub.close()
    del empty


if __name__ == "__main__":
    main()
