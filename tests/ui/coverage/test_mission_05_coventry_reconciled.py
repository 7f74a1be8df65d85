"""Mission row 5, Coventry: foodbank, pantry and council parcels reconciled: nobody gets two, nobody none."""

from collections.abc import Callable
from datetime import date

import pytest

from db.enums import CloseReason, Layer
from db.models import Request
from desktop.context import AppContext
from desktop.services.areas import AreaDraft, Areas
from desktop.services.coverage import Coverage
from desktop.services.households import HouseholdDraft
from desktop.services.intake import CallDraft, Intake
from desktop.services.organisations import OrganisationDraft, Organisations
from desktop.services.people import PersonDraft
from desktop.services.requests import RequestDraft, Requests
from desktop.services.routing import Routing
from desktop.ui.coverage.page import OVERLAPS, CoveragePage

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
    rows = page.spec.rows(page.table.records().ids)
    assert [(row.need, row.state.text, row.who) for row in rows] == [
        ("Food parcel: 1 Kelp Street, QX4 2LB", "Twice", "Council parcels, Foodbank"),
        ("Food parcel: 3 Kelp Street, QX4 2LB", "From nobody", ""),
    ]
