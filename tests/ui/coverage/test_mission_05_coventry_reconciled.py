"""Mission row 5, Coventry: foodbank, pantry and council parcels reconciled: nobody gets two, nobody none."""

import io
from collections.abc import Callable
from datetime import date

import pytest
from pypdf import PdfReader

from db.enums import CloseReason, Layer
from db.models import Request
from desktop.context import AppContext
from desktop.exports.gap_sheet import draw_gap_sheet
from desktop.services.areas import AreaDraft, Areas
from desktop.services.coverage import Coverage, CoverageFilter
from desktop.services.coverage_sheet import CoverageSheet
from desktop.services.households import HouseholdDraft
from desktop.services.intake import CallDraft, Intake
from desktop.services.organisations import OrganisationDraft, Organisations
from desktop.services.people import PersonDraft
from desktop.services.requests import RequestDraft, Requests
from desktop.services.routing import Routing
from desktop.ui.coverage.page import GAPS, OVERLAPS, CoveragePage
from desktop.ui.main_window import MainWindow
from desktop.ui.requests.page import RequestsPage
from tests.ui.journey_hands import said
from tests.ui.window import main, records  # noqa: F401

TODAY = date(2026, 11, 17)


@pytest.fixture
def city(context: AppContext) -> dict[str, str]:
    """One address on two lists, one on one, one on none."""
    actor, made = context.actor, {}
    context.service(Areas).save(actor, AreaDraft("Saltmarsh", parts=("QX4 2",)))
    for name in ("Foodbank", "Council parcels"):
        draft = OrganisationDraft(name, Layer.ANCHOR, contact_name="Ana Bell")
        made[name] = context.service(Organisations).save(actor, draft).made
    home = HouseholdDraft("1 Kelp Street", postcode="QX4 2LB")
    asked = RequestDraft("", "food_parcel", due_on=TODAY)
    first = context.service(Intake).save(actor, CallDraft(asked, PersonDraft("Jean", household=home))).made
    jean = context.service(Requests).get(actor, first).draft.person_id
    second = context.service(Requests).save(actor, RequestDraft(jean, "food_parcel", due_on=TODAY)).made
    for request, name in ((first, "Foodbank"), (second, "Council parcels")):
        context.service(Routing).give_request(actor, request, made[name], "On their list")
    for name, line in (("once", "2 Kelp Street"), ("never", "3 Kelp Street")):
        other = HouseholdDraft(line, postcode="QX4 2LB")
        call = CallDraft(asked, PersonDraft(name, household=other))
        made[name] = context.service(Intake).save(actor, call).made
    context.service(Routing).give_request(actor, made["once"], made["Foodbank"], "On their list")
    made["first"] = first
    return made


def test_who_gets_two_and_who_gets_none_is_told(context: AppContext, city: dict[str, str]) -> None:
    twice, never = context.service(Coverage).doubled(context.actor)
    assert [(one.home.address, one.need, one.providers) for one in twice] == [
        ("1 Kelp Street", "Food parcel", ("Council parcels", "Foodbank"))
    ]
    assert [(one.home.address, one.providers) for one in never] == [("3 Kelp Street", ())]


def test_once_put_right_both_lists_are_empty(context: AppContext, city: dict[str, str]) -> None:
    actor, requests = context.actor, context.service(Requests)
    requests.void(actor, city["first"], "The council gives it already")
    context.service(Routing).give_request(actor, city["never"], city["Foodbank"], "Put on their list")
    assert context.service(Coverage).doubled(actor) == ([], [])


def test_who_was_turned_away_for_want_of_room_counts_as_getting_none(
    context: AppContext, city: dict[str, str]
) -> None:
    context.service(Requests).close(context.actor, city["never"], CloseReason.NO_CAPACITY)
    _twice, never = context.service(Coverage).doubled(context.actor)
    assert [one.home.address for one in never] == ["3 Kelp Street"]


def test_a_voided_request_is_nobodys_second_parcel(context: AppContext, city: dict[str, str]) -> None:
    with context.hub.store.write(context.actor.user_id) as work:
        one = work.session.get_one(Request, city["first"])
        one.voided_at = context.hub.tools.clock()
    twice, _never = context.service(Coverage).doubled(context.actor)
    assert twice == []


def test_they_stand_on_the_page(
    context: AppContext,
    city: dict[str, str],
    show_page: Callable[[CoveragePage], CoveragePage],
    settle: Callable[[], None],
) -> None:
    page = show_page(CoveragePage(context))
    page.toolbar.tabs[3].click()
    settle()
    assert page.toolbar.tab() == OVERLAPS
    assert _homes(page) == [
        ("Food parcel: 1 Kelp Street, QX4 2LB", "Twice", "Council parcels, Foodbank"),
    ]
    page.toolbar.tabs[2].click()
    settle()
    assert page.toolbar.tab() == GAPS
    assert _homes(page) == [("Food parcel: 3 Kelp Street, QX4 2LB", "From nobody", "")]


def test_a_household_opens_from_the_pane_and_is_put_right(
    main: MainWindow,  # noqa: F811
    context: AppContext,
    city: dict[str, str],
    settle: Callable[[], None],
) -> None:
    page = main.shell.go_to("coverage")
    settle()
    assert isinstance(page, CoveragePage)
    page.toolbar.tabs[3].click()
    settle()
    (twice,) = [key for key in page.table.records().ids if str(key).startswith("home:")]
    page.table.select_id(twice)
    settle()
    assert "Council parcels" in said(page.pane)
    page.pane.followed.emit(f"households:{str(twice).removeprefix('home:').split('|')[0]}")
    settle()
    homes = main.shell.page()
    assert homes is not None
    assert "1 Kelp Street" in said(homes)
    main.shell.go_to("coverage")
    settle()
    page.pane.followed.emit(f"requests:{city['first']}")
    settle()
    requests = main.shell.page()
    assert isinstance(requests, RequestsPage)
    assert requests.table.current_id() == city["first"]


def test_the_sheet_tells_how_many_households_and_not_which(context: AppContext, city: dict[str, str]) -> None:
    lines = CoverageSheet(context.hub.tools).lines(context.actor)
    assert [(one.area, one.need, one.what, one.noted) for one in lines] == [
        (
            "Saltmarsh",
            "Food parcel",
            "No one offers it",
            "1 household gets it twice; 1 household from nobody",
        )
    ]
    content = draw_gap_sheet(context.hub.tools, context.actor, CoverageFilter(), context.hub.tools.clock())
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    assert "1 household gets it" in text
    assert "Kelp" not in text


def _homes(page: CoveragePage) -> list[tuple[str, str, str]]:
    keys = [key for key in page.table.records().ids if str(key).startswith("home:")]
    return [(row.need, row.state.text, row.who) for row in page.spec.rows(keys)]
