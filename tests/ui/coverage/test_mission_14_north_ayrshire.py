"""Mission row 14, North Ayrshire: capacity by locality, seen while hubs open one after another."""

from collections.abc import Callable

from db.enums import Layer
from desktop.context import AppContext
from desktop.domain.coverage import Place
from desktop.services.coverage import Coverage
from desktop.services.directory import Directory, ServiceDraft
from desktop.services.needs import Needs
from desktop.services.organisations import OrganisationDraft, Organisations
from desktop.ui.base.dialog import FormDialog
from desktop.ui.base.page import Page
from desktop.ui.coverage.page import LIST, CoveragePage
from desktop.ui.coverage.words import key_of
from desktop.ui.settings.needs_page import NeedsPage
from tests.ui.journey_hands import said


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


def test_a_need_of_the_hubs_own_has_a_column_once_somebody_offers_it(
    context: AppContext,
    week: dict[str, str],
    show_page: Callable[[Page], Page],
    settle: Callable[[], None],
) -> None:
    needs = show_page(NeedsPage(context))
    assert isinstance(needs, NeedsPage)
    needs.open_form()
    settle()
    dialog = next(one for one in needs.findChildren(FormDialog) if one.isVisible())
    dialog.form.editor("label").set_value("Ferry escort")
    dialog.primary.click()
    settle()
    made = next(one.id for one in context.service(Needs).all(context.actor) if one.label == "Ferry escort")
    body = OrganisationDraft("Arran hub", Layer.ANCHOR, contact_name="Ana Bell", deputy_name="Bo Ash")
    service = ServiceDraft(
        context.service(Organisations).save(context.actor, body).made,
        "Escorts",
        capacity_week=4,
        area_ids=frozenset({week["Quayside"]}),
        need_ids=frozenset({made}),
    )
    context.service(Directory).save(context.actor, service)
    page = show_page(CoveragePage(context))
    assert isinstance(page, CoveragePage)
    page.show_record(key_of(Place(week["Quayside"], made)))
    settle()
    words = said(page.pane)
    for line in ("Ferry escort: 4 to spare", "Quayside, this week", "Arran hub: Escorts", "4"):
        assert line in words.split("\n")
