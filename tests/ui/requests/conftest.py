"""The Requests page over a real hub with requests at every stage."""

from collections.abc import Callable

import pytest

from db.enums import Answer, CloseReason, RequestStatus, Urgency
from desktop.context import AppContext
from desktop.domain.recurrence import weekly
from desktop.services.areas import AreaDraft, Areas
from desktop.services.households import HouseholdDraft
from desktop.services.hubs import OpenHub
from desktop.services.intake import CallDraft, Intake
from desktop.services.people import PersonDraft, PhoneDraft
from desktop.services.requests import RequestDraft, Requests
from desktop.ui.requests.page import RequestsPage

CAST = (
    ("Stanley Okafor", "8 Kelp Street", "QX4 2LB", "07700 900647", "hot_meal", Urgency.TODAY, "new"),
    ("Nasreen Akhtar", "3 Fuller's Yard", "QX4 3AA", "07700 900101", "food_parcel", Urgency.TOMORROW, "new"),
    ("Ruth Penhaligon", "1 Gannet Way", "QX4 2LD", "07700 900102", "dog_walking", Urgency.NO_RUSH, "new"),
    ("Gwilym Pryce", "9 Heron Road", "QX4 3AB", "07700 900103", "prescription", Urgency.TODAY, "triaged"),
    ("Amina Yusuf", "4 Marram Way", "QX4 2LE", "07700 900104", "food_parcel", Urgency.THIS_WEEK, "triaged"),
    ("Leila Faraday", "2 Quern Street", "QX4 3AD", "07700 900105", "shopping", Urgency.TODAY, "assigned"),
    ("Tomasz Nowak", "5 Weir Street", "QX4 2LH", "07700 900106", "advice", Urgency.NO_RUSH, "waiting"),
    ("Colin Frith", "7 Withy Lane", "QX4 3AE", "07700 900107", "transport", Urgency.THIS_WEEK, "done"),
)


@pytest.fixture
def taken(hub: OpenHub) -> dict[str, str]:
    """Keys of the requests, by the first name of the person."""
    intake, requests, areas, actor = Intake(hub.tools), Requests(hub.tools), Areas(hub.tools), hub.actor
    areas.save(actor, AreaDraft("Saltmarsh", parts=("QX4 2",)))
    areas.save(actor, AreaDraft("Mill Green", parts=("QX4 3",)))
    found = {}
    for name, street, postcode, phone, need, urgency, status in CAST:
        first, last = name.split()
        home = HouseholdDraft(
            address_line1=street, town="Aldermouth", postcode=postcode, food_needs="No pork"
        )
        person = PersonDraft(
            first_name=first,
            last_name=last,
            phones=(PhoneDraft(phone, note="mornings best"),),
            household=home,
        )
        draft = RequestDraft(
            "",
            need,
            urgency=urgency,
            words=f"Words of {first}.",
            recurrence=weekly([4]) if first == "Amina" else "",
            answers={"meals": "2"} if need == "hot_meal" else {},
        )
        key = intake.save(actor, CallDraft(draft, person, Answer.YES)).made
        if status == "done":
            requests.close(actor, key, CloseReason.MET)
        elif status != "new":
            requests.move(actor, key, RequestStatus(status), "The council" if status == "waiting" else "")
        found[first] = key
    return found


@pytest.fixture
def page(
    taken: dict[str, str], context: AppContext, show_page: Callable[[RequestsPage], RequestsPage]
) -> RequestsPage:
    """The page on show."""
    return show_page(RequestsPage(context))
