"""Somebody the hub has no record of asks by their address: what their door offers goes for good."""

from datetime import date

import pytest

from db.enums import Role
from db.enums_neighbours import NeighbourKind
from db.models import NeighbourOffer
from db.verify import verify_chain
from desktop.domain.errors import DomainError, NotAllowed, NotFound
from desktop.services.approvals import Approvals
from desktop.services.base import Actor
from desktop.services.door_erasure import DOOR, DoorErasure
from desktop.services.erasure import ACT, Erasure
from desktop.services.hubs import OpenHub
from desktop.services.neighbours import NeighbourDraft, Neighbours
from desktop.services.people import People, PersonDraft, PhoneDraft
from desktop.services.registers import Registers
from desktop.services.retention import Retention
from tests.services.conftest import NOW
from tests.services.erasing import found_in
from tests.services.past_time import WITNESS, ago, let_go, moment

TODAY = date(2026, 11, 17)


def offer(hub: OpenHub, door: str = "Flat 3", street: str = "Zebulon Row", **more: object) -> str:
    """An offer of a door."""
    draft = NeighbourDraft(NeighbourKind.SHOPPING, "Milk", street=street, door=door, postcode="QX4 1AA")
    values = {name: getattr(draft, name) for name in NeighbourDraft.__slots__} | more
    return Neighbours(hub.tools).save(hub.actor, NeighbourDraft(**values)).made


def erased(hub: OpenHub, key: str) -> Erasure:
    """Erase what a door offers, with an outsider's agreement."""
    service, approvals = DoorErasure(hub.tools), Approvals(hub.tools)
    shown = service.preview(hub.actor, DOOR + key)
    asked = approvals.ask(hub.actor, ACT, shown.subject, shown.words)
    approvals.signed(hub.actor, asked.id, asked.reference, WITNESS, TODAY)
    return service.erase(hub.actor, hub.folder.path, DOOR + key, asked.id, "They asked")


def left(hub: OpenHub) -> set[str]:
    """Keys of the offers that are there."""
    with hub.store.read() as session:
        return {one.id for one in session.query(NeighbourOffer)}


def test_every_offer_of_the_door_goes_and_no_other(hub: OpenHub) -> None:
    key = offer(hub)
    offer(hub, "flat  3", "ZEBULON ROW", kind=NeighbourKind.DOG)
    next_door, street_alone = offer(hub, "Flat 4", "Other Row"), offer(hub, "", "Other Row")
    shown = DoorErasure(hub.tools).preview(hub.actor, DOOR + key)
    assert (shown.name, shown.counts) == ("Flat 3, Zebulon Row, QX4 1AA", {"neighbour_offer": 2})
    assert "Zebulon" not in shown.words
    done = erased(hub, key)
    assert done.backed_up
    assert left(hub) == {next_door, street_alone}
    assert found_in(hub.folder.path, hub.store.key, ["zebulon"]) == []
    (line,) = Registers(hub.tools).destructions(hub.actor)
    assert (line.about, line.counts) == ("N-1", {"neighbour_offer": 2})
    with hub.store.read() as session:
        assert verify_chain(session)[1] == []
    with pytest.raises(NotFound):
        DoorErasure(hub.tools).preview(hub.actor, DOOR + key)
    erased(hub, street_alone)
    assert left(hub) == {next_door}


def test_what_belongs_to_a_record_is_erased_there(hub: OpenHub) -> None:
    jean = PersonDraft("Jean", phones=(PhoneDraft("07700 900123"),))
    key = offer(hub, person_id=People(hub.tools).save(hub.actor, jean).made)
    with pytest.raises(DomainError, match="belongs to somebody’s record"):
        erased(hub, key)
    assert left(hub) == {key}


def test_it_takes_a_lead_a_second_person_and_a_reason(hub: OpenHub) -> None:
    service, key = DoorErasure(hub.tools), offer(hub)
    with pytest.raises(DomainError, match="Say why"):
        service.erase(hub.actor, hub.folder.path, DOOR + key, "", " ")
    with pytest.raises(DomainError):
        service.erase(hub.actor, hub.folder.path, DOOR + key, "", "They asked")
    desk = Actor(hub.actor.user_id, "Amina", frozenset({Role.COORDINATOR}))
    with pytest.raises(NotAllowed):
        service.preview(desk, DOOR + key)
    assert left(hub) == {key}


def test_an_offer_nobody_confirmed_for_a_year_goes_and_one_confirmed_stays(hub: OpenHub) -> None:
    old, confirmed, young = offer(hub), offer(hub, "Flat 5"), offer(hub, "Flat 6")
    with hub.store.write(hub.actor.user_id) as work:
        for key, months in ((old, 13), (confirmed, 13), (young, 11)):
            held = work.session.get_one(NeighbourOffer, key)
            held.created_at = held.updated_at = moment(ago(months))
            held.first_day = ago(months)
    Neighbours(hub.tools).go_on(hub.actor, confirmed, NOW.date())
    assert Retention(hub.tools).dry_run(hub.actor).going == 1
    let_go(hub)
    assert left(hub) == {confirmed, young}
    (line,) = Registers(hub.tools).destructions(hub.actor)
    assert (line.about, line.counts) == ("neighbours", {"neighbour_offer": 1})
