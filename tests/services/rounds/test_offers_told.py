"""What a volunteer who said yes is told stops when they may no longer do the task."""

from typing import Any

from db.enums import OfferAnswer, VolunteerStatus
from desktop.services.hubs import OpenHub
from desktop.services.offers import Offers
from desktop.services.volunteers import Volunteers


def test_an_address_is_not_told_to_somebody_whose_checks_lapsed(hub: OpenHub, world: Any) -> None:
    offers, volunteers = Offers(hub.tools), Volunteers(hub.tools)
    task, kofi = world.ask(), world.volunteer()
    offers.answer(hub.actor, task, kofi, OfferAnswer.YES)
    volunteers.move(hub.actor, kofi, VolunteerStatus.RESTING)
    told = offers.given(hub.actor, task)
    assert (told.volunteer, told.address, told.phone, told.door_note) == ("Kofi Mensah", "", "", "")
    assert told.held == "Kofi Mensah: not available: ask the safeguarding lead."
    volunteers.move(hub.actor, kofi, VolunteerStatus.ACTIVE)
    assert offers.given(hub.actor, task).address
