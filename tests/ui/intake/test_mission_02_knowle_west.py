"""Mission row 2, Knowle West: the postcode decides which hub, and the call handler reads out its phone."""

from collections.abc import Callable

from pytestqt.qtbot import QtBot

from db.enums import Layer
from desktop.context import AppContext
from desktop.services.areas import AreaDraft, Areas
from desktop.services.households import HouseholdDraft
from desktop.services.organisations import OrganisationDraft, Organisations
from desktop.services.people import People, PersonDraft
from desktop.services.requests import RequestDraft, Requests
from desktop.services.routing import Routing
from desktop.ui.intake.page import IntakePage

HUB_PHONE = "020 7946 0461"


def _another_hub(context: AppContext) -> str:
    """The city line: this hub has the north, another has the west, postcode by postcode."""
    draft = OrganisationDraft("Westerby Hub", Layer.ANCHOR, contact_name="Ana Bell", phone=HUB_PHONE)
    west = context.service(Organisations).save(context.actor, draft).made
    areas = context.service(Areas)
    areas.save(context.actor, AreaDraft("Northfold", parts=("QX4",)))
    areas.save(context.actor, AreaDraft("Westerby", parts=("QX4 3", "QX4 2LZ"), owner_id=west))
    return west


def test_the_call_screen_says_whose_caller_it_is(
    context: AppContext, qtbot: QtBot, show_page: Callable[[IntakePage], IntakePage]
) -> None:
    _another_hub(context)
    who = show_page(IntakePage(context)).form.who
    who.add_new("Jean Mallory")
    for postcode, theirs in (("qx43aa", True), ("QX4 2LB", False), ("QX4 2LZ", True), ("QX9 9AA", False)):
        who.new.fields["postcode"].setText(postcode)
        who.new.edited.emit()
        qtbot.waitUntil(lambda wanted=theirs: who.whose.isVisible() is wanted)
        if theirs:
            assert f"Belongs to Westerby Hub, whose phone is {HUB_PHONE}." in who.whose.text
            assert "Ask for Ana Bell." in who.whose.text


def test_somebody_known_is_told_and_the_override_wins(context: AppContext) -> None:
    west = _another_hub(context)
    people, routing, actor = context.service(People), context.service(Routing), context.actor
    home = HouseholdDraft("1 Kelp Street", postcode="QX4 3AA")
    jean = people.save(actor, PersonDraft("Jean", household=home)).made
    request = context.service(Requests).save(actor, RequestDraft(jean, "food_parcel")).made
    assert routing.of_person(actor, jean).owner_id == west
    assert routing.of_request(actor, request).phone == HUB_PHONE
    routing.give_request(actor, request, "", "Our volunteer has gone there for a year")
    assert routing.of_request(actor, request).is_ours
    assert routing.of_person(actor, jean).owner_id == west


def test_nobody_is_missed_outside_every_area(context: AppContext) -> None:
    _another_hub(context)
    home = HouseholdDraft("9 Far Lane", postcode="QX9 9AA")
    context.service(People).save(context.actor, PersonDraft("Omar", household=home))
    assert len(context.service(Areas).outside(context.actor)) == 1
