"""A concern about a volunteer: held at once, by nobody, and let go only when no concern holds them."""

from dataclasses import replace

import pytest

from db.enums import Role, VolunteerStatus
from db.enums_concerns import (
    AboutKind,
)
from db.models import Volunteer
from desktop.domain.concerns import (
    About,
    Alleged,
)
from desktop.domain.errors import DomainError, NotAllowed
from desktop.services.concern_raising import RaiseConcerns
from desktop.services.concerns import Concerns
from desktop.services.history import History
from desktop.services.hubs import OpenHub
from tests.services.leads import FRIDGE, Account_, a_volunteer, account, concerns, raising, status

__all__ = ["account", "concerns", "raising"]


def test_sending_a_concern_about_a_volunteer_holds_them_at_once(
    hub: OpenHub, raising: RaiseConcerns, concerns: Concerns, account: Account_
) -> None:
    leanne = account("Leanne", Role.CALL_HANDLER)
    volunteer = a_volunteer(hub)
    about = replace(FRIDGE, about=About(AboutKind.VOLUNTEER, volunteer, "Omar Haddad"))
    sent = raising.send(leanne, hub.folder.path, about)
    assert sent.entities == {"volunteer": {volunteer}}
    assert status(hub, volunteer) is VolunteerStatus.ON_HOLD
    history = History(hub.tools)
    assert all(edit.field != "status" or edit.after == "active" for edit in history.of(leanne, volunteer))
    held = next(one for one in history.of(hub.actor, volunteer) if one.after == "on_hold")
    assert held.who == ""
    assert history.last(leanne, 9) == []
    for who in (leanne, hub.actor):
        with pytest.raises(NotAllowed, match="Ask the safeguarding lead"):
            history.undo(who, held.txn)
    found = concerns.hold_of(hub.actor, sent.made)
    assert found is not None
    assert (found.name, found.status) == ("Omar Haddad", VolunteerStatus.ON_HOLD)
    with pytest.raises(DomainError, match="whose advice"):
        concerns.suspend(hub.actor, sent.made, " ")
    concerns.suspend(hub.actor, sent.made, "The designated officer said so.")
    assert status(hub, volunteer) is VolunteerStatus.SUSPENDED
    concerns.lift(hub.actor, sent.made, "Nothing in it, says the designated officer.")
    assert status(hub, volunteer) is VolunteerStatus.ACTIVE
    assert concerns.hold_of(hub.actor, sent.made) is None
    with pytest.raises(DomainError, match="holds nobody"):
        concerns.lift(hub.actor, sent.made, "again")


def test_the_person_said_to_cause_harm_is_held_and_the_person_helped_is_not(
    hub: OpenHub, raising: RaiseConcerns
) -> None:
    helped, helper = a_volunteer(hub, "Jean", "Mallory"), a_volunteer(hub)
    with hub.store.read() as session:
        person = session.get_one(Volunteer, helped).person_id
    said = replace(
        FRIDGE,
        about=About(AboutKind.PERSON, person, "Jean Mallory"),
        alleged=Alleged("Omar Haddad", is_volunteer=True, id=helper),
    )
    raising.send(hub.actor, hub.folder.path, said)
    assert status(hub, helped) is VolunteerStatus.ACTIVE
    assert status(hub, helper) is VolunteerStatus.ON_HOLD


def test_a_second_concern_keeps_a_volunteer_held(
    hub: OpenHub, raising: RaiseConcerns, concerns: Concerns
) -> None:
    volunteer = a_volunteer(hub)
    about = replace(FRIDGE, about=About(AboutKind.VOLUNTEER, volunteer, "Omar Haddad"))
    first = raising.send(hub.actor, hub.folder.path, about).made
    second = raising.send(hub.actor, hub.folder.path, about).made
    assert concerns.hold_of(hub.actor, second) is not None
    concerns.lift(hub.actor, first, "Nothing in it")
    assert concerns.hold_of(hub.actor, first) is None
    assert status(hub, volunteer) is VolunteerStatus.ON_HOLD
    concerns.lift(hub.actor, second, "Nothing in that either")
    assert status(hub, volunteer) is VolunteerStatus.ACTIVE
