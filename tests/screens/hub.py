"""The demonstration hub the screens are shown with, on the day of the pictures."""

from datetime import UTC, date, datetime
from pathlib import Path

from db.enums import LawfulBasis, Layer
from db.keys import KdfParams
from db.queries.organisations import OrganisationFilter
from db.queries.requests import RequestFilter, RequestRow
from db.queries.tasks import TaskFilter
from desktop.exports.handover_plan import HandoverPlan
from desktop.exports.make_handover import Made, make_handover
from desktop.runtime.gazetteer import find_places, gazetteer
from desktop.services.demo import DEMO_PASSPHRASE, DemoSize, make_demo
from desktop.services.households import HouseholdDraft
from desktop.services.hubs import OpenHub, open_hub
from desktop.services.organisations import OrganisationDraft, Organisations
from desktop.services.people import People, PersonDraft, PhoneDraft
from desktop.services.requests import Requests
from desktop.services.tasks import Tasks
from tests.second import agreed

CHEAP = KdfParams(64, 1, 1)
SMALL = DemoSize(150, 45, 240, 12)
NOW = datetime(2026, 11, 17, 10, 42, tzinfo=UTC)
"""The moment the pictures show, so that every tour shows the same day."""
PURPOSE = "To plan where the winter warm homes van goes and what it carries, December to March."


def make_hub(folder: Path, size: DemoSize = SMALL) -> Path:
    """Make the demonstration hub, with something in those lists that would be empty in it."""
    make_demo(folder, gazetteer(), size, now=NOW, params=CHEAP)
    hub = open_tour(folder)
    try:
        _take_off(hub)
        _add_twice(hub)
        hand_over(hub, folder.parent)
    finally:
        hub.close()
    return folder


def open_tour(folder: Path) -> OpenHub:
    """Open the hub that `make_hub` made, at the moment of the pictures."""
    return open_hub(folder, DEMO_PASSPHRASE, find_places=find_places(), clock=lambda: NOW)


def hand_over(hub: OpenHub, out: Path) -> Made:
    """Make a handover to the council.

    Args:
        hub: the open hub.
        out: the folder the package goes into.
    """
    council = Organisations(hub.tools).ids(hub.actor, OrganisationFilter(layer=Layer.STATUTORY))[0]
    plan = HandoverPlan(
        council,
        PURPOSE,
        LawfulBasis.LEGITIMATE_INTERESTS,
        basis_note="Assessment 4, signed by Helen Strickland on 2 October 2026",
        delete_by=date(2027, 3, 31),
    )
    return agreed(
        hub.tools,
        hub.actor,
        lambda: make_handover(hub.tools, hub.actor, plan, out, None, hub.tools.clock()),
    )


def request_to_match(hub: OpenHub, need_code: str = "") -> RequestRow:
    """A request nobody was found for yet.

    Args:
        hub: the open hub.
        need_code: as in the list of needs, where there is a request of it.
    """
    tasks = Tasks(hub.tools)
    for code in (need_code, ""):
        wanted = TaskFilter(first_day=NOW.date(), need_code=code, uncovered=True)
        found = tasks.rows(hub.actor, tasks.ids(hub.actor, wanted)[:1])
        if found:
            return Requests(hub.tools).rows(hub.actor, [found[0].request_id])[0]
    raise LookupError("The demonstration has no request to match.")


def _take_off(hub: OpenHub) -> None:
    organisations, requests = Organisations(hub.tools), Requests(hub.tools)
    made = organisations.save(hub.actor, OrganisationDraft("Wharf Warm Space", Layer.ANCHOR)).made
    organisations.void(hub.actor, made, "Joined with the next street")
    requests.void(hub.actor, requests.ids(hub.actor, RequestFilter())[-1], "Written down twice")


def _add_twice(hub: OpenHub) -> None:
    """Somebody who is on the list twice, once with a slip in the name."""
    home = HouseholdDraft(address_line1="14 Ferrygate Close", town="Saltmarsh", postcode="IP11 2XY")
    phones = (PhoneDraft("020 7946 0147"),)
    for first, last in (("Jean", "Mallory"), ("Jeanne", "Malory")):
        draft = PersonDraft(first, last_name=last, phones=phones, household=home)
        People(hub.tools).save(hub.actor, draft)
