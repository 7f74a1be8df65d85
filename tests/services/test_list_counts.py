"""The numbers beside the views of a list are how many each of them lists."""

from db.enums import Layer, PersonStatus
from db.models import Person
from db.queries.organisations import OrganisationFilter
from db.queries.people import PeopleFilter
from desktop.services.hubs import OpenHub
from desktop.services.intake import CallDraft, Intake
from desktop.services.lists import Lists
from desktop.services.organisations import OrganisationDraft, Organisations
from desktop.services.people import People, PersonDraft
from desktop.services.requests import RequestDraft, Requests


def test_people(hub: OpenHub) -> None:
    people = People(hub.tools)
    for name in ("Ann", "Bo"):
        Intake(hub.tools).save(hub.actor, CallDraft(RequestDraft("", "shopping"), PersonDraft(name)))
    people.save(hub.actor, PersonDraft("Cy", status=PersonStatus.MOVED))
    asked = CallDraft(RequestDraft("", "shopping"), PersonDraft("Di"))
    request = Intake(hub.tools).save(hub.actor, asked).made
    gone = Requests(hub.tools).get(hub.actor, request).draft.person_id
    _take_off(hub, gone)
    counts = Lists(hub.tools).people_counts(hub.actor)
    assert counts == {"all": 3, "open": 2, "quiet": 1}
    for key, wanted in (
        ("all", PeopleFilter()),
        ("open", PeopleFilter(with_open=True)),
        ("quiet", PeopleFilter(out_of_touch=True)),
    ):
        assert counts[key] == len(people.ids(hub.actor, wanted))


def _take_off(hub: OpenHub, person_id: str) -> None:
    """Take somebody off the list with a request still open, as a list brought in may."""
    with hub.store.write(hub.actor.user_id) as work:
        work.session.get_one(Person, person_id).voided_at = hub.tools.clock()


def test_organisations(hub: OpenHub) -> None:
    kept = Organisations(hub.tools)
    kept.save(hub.actor, OrganisationDraft("Kelp Street Kitchen", layer=Layer.STREET, contact_name="C"))
    kept.save(hub.actor, OrganisationDraft("Age Well", layer=Layer.ANCHOR, contact_name="A", deputy_name="B"))
    counts = Lists(hub.tools).organisation_counts(hub.actor)
    assert counts == {"": 2, "no_deputy": 1, "street": 1, "anchor": 1}
    assert counts["no_deputy"] == len(kept.ids(hub.actor, OrganisationFilter(without_deputy=True)))
