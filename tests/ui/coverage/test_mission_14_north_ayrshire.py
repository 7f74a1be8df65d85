"""Mission row 14, North Ayrshire: capacity by locality, seen while hubs open one after another."""

from collections.abc import Callable

from desktop.context import AppContext
from desktop.domain.coverage import Place
from desktop.services.coverage import Coverage
from desktop.ui.coverage.page import LIST, CoveragePage


def test_capacity_by_locality(context: AppContext, week: dict[str, str]) -> None:
    cells = context.service(Coverage).grid(context.actor).cells
    rooms = {name: cells[Place(week[name], week["hot_meal"])] for name in ("Saltmarsh", "Quayside")}
    assert {name: (one.room, one.asked, one.spare) for name, one in rooms.items()} == {
        "Saltmarsh": (6, 14, 0),
        "Quayside": (10, 0, 10),
    }


def test_the_list_says_it_in_words(
    context: AppContext,
    week: dict[str, str],
    show_page: Callable[[CoveragePage], CoveragePage],
    settle: Callable[[], None],
) -> None:
    page = show_page(CoveragePage(context))
    page.toolbar.tabs[1].click()
    settle()
    assert page.toolbar.tab() == LIST
    rows = page.spec.rows(page.table.records().ids)
    meals = [(row.area, row.state.text, row.room, row.hangs) for row in rows if row.need == "Hot meal"]
    assert meals == [
        ("Quayside", "Enough", "10 for 0", "One provider"),
        ("Saltmarsh", "Gap 8", "6 for 14", "One provider"),
    ]
