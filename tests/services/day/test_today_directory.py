"""What the directory gives Today: services to ring, agreements to renew, contacts to name; each told once."""

from datetime import date, timedelta

import pytest

from db.enums import Layer, Role, Urgency
from desktop.services.base import Actor
from desktop.services.directory import Directory, ServiceDraft
from desktop.services.hubs import OpenHub
from desktop.services.needs import Needs
from desktop.services.organisations import OrganisationDraft, Organisations
from desktop.services.today import TodayDesk
from desktop.services.today_items import TodayItem

TODAY = date(2026, 11, 17)
CONTACTS, AGREEMENTS, OLD = "contacts:alone", "agreements:ending", "directory:old"


def told(hub: OpenHub, actor: Actor | None = None) -> dict[str, TodayItem]:
    """The lines of Today that come from the directory."""
    items = TodayDesk(hub.tools).day(actor or hub.actor).items
    return {one.key: one for one in items if one.key in (CONTACTS, AGREEMENTS, OLD)}


def save(hub: OpenHub, name: str, **fields: object) -> str:
    draft = OrganisationDraft(name, Layer.ANCHOR, **fields)  # type: ignore[arg-type]
    return Organisations(hub.tools).save(hub.actor, draft).made


def offer(hub: OpenHub, body: str, name: str, verified_on: date | None) -> str:
    need = frozenset({Needs(hub.tools).all(hub.actor)[0].id})
    draft = ServiceDraft(body, name, need_ids=need, everywhere=True, verified_on=verified_on)
    return Directory(hub.tools).save(hub.actor, draft).made


def test_an_agreement_is_told_thirty_days_before_it_ends_and_after(hub: OpenHub) -> None:
    fields = {"agreement": "ISA 4", "contact_name": "Ann", "deputy_name": "Bo"}
    save(hub, "Far off", agreement_until=TODAY + timedelta(days=31), **fields)
    assert told(hub) == {}
    soon = save(hub, "Soon", agreement_until=TODAY + timedelta(days=30), **fields)
    item = told(hub)[AGREEMENTS]
    assert (item.item, item.place, item.urgency) == (soon, "organisations", Urgency.NO_RUSH)
    assert str(item.sentence.text) == "One sharing agreement is running out"
    over = save(hub, "Over", agreement_until=TODAY - timedelta(days=1), **fields)
    item = told(hub)[AGREEMENTS]
    assert (item.item, item.urgency) == (over, Urgency.THIS_WEEK)
    Organisations(hub.tools).void(hub.actor, over, "wound up")
    assert told(hub)[AGREEMENTS].item == soon


@pytest.mark.parametrize(
    ("contacts", "is_told"),
    [
        ({"contact_name": "Ann", "deputy_name": "Bo"}, False),
        ({"contact_name": "Ann"}, True),
        ({"deputy_name": "Bo"}, True),
        ({}, True),
        ({"contact_name": "Ann", "deputy_name": "Bo", "contact_until": TODAY - timedelta(days=1)}, True),
        ({"contact_name": "Ann", "deputy_name": "Bo", "deputy_until": TODAY - timedelta(days=1)}, True),
        ({"contact_name": "Ann", "deputy_name": "Bo", "contact_until": TODAY}, False),
    ],
)
def test_a_contact_that_lapses_or_stands_alone_is_told_where_data_is_shared(
    hub: OpenHub, contacts: dict[str, object], is_told: bool
) -> None:
    save(hub, "No agreement", **contacts)
    assert told(hub) == {}
    save(hub, "Shared with", agreement="ISA 4", **contacts)
    assert (CONTACTS in told(hub)) is is_told


def test_a_service_verified_long_ago_or_never_is_told_until_somebody_rings(hub: OpenHub) -> None:
    body = save(hub, "Pantry", contact_name="Ann")
    offer(hub, body, "Fresh", TODAY - timedelta(days=150))
    assert told(hub) == {}
    old = offer(hub, body, "Old", date(2026, 5, 16))
    never = offer(hub, body, "Never", None)
    item = told(hub)[OLD]
    assert item.place == "directory"
    assert item.item in (old, never)
    for key in (old, never):
        Directory(hub.tools).verify(hub.actor, key)
    assert told(hub) == {}


def test_who_cannot_act_on_it_is_not_told(hub: OpenHub) -> None:
    body = save(hub, "Shared with", agreement="ISA 4", agreement_until=TODAY)
    offer(hub, body, "Never", None)
    assert set(told(hub)) == {CONTACTS, AGREEMENTS, OLD}
    handler = Actor("c" * 32, "Leanne", frozenset({Role.CALL_HANDLER}))
    assert set(told(hub, handler)) == {OLD}
