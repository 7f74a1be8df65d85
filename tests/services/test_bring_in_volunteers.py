"""A list of volunteers says what it likes; what only the lead decides, it does not change."""

import pytest
from sqlalchemy import select

from db.enums import VolunteerStatus
from db.models import Volunteer
from desktop.services.bring_in import BringIn
from desktop.services.bring_in_drafts import (
    Batch,
    NewPerson,
    NewVolunteer,
    Offering,
    UpdatePerson,
    UpdateVolunteer,
)
from desktop.services.hubs import OpenHub

JEAN = NewPerson(2, {"first_name": "Jean", "last_name": "Mallory"})


def only(hub: OpenHub) -> Volunteer:
    """The one volunteer there is."""
    with hub.store.read() as session:
        return session.scalars(select(Volunteer)).one()


@pytest.mark.parametrize(
    ("before", "said", "after"),
    [
        (VolunteerStatus.ON_HOLD, VolunteerStatus.ACTIVE, VolunteerStatus.ON_HOLD),
        (VolunteerStatus.SUSPENDED, VolunteerStatus.LEFT, VolunteerStatus.SUSPENDED),
        (VolunteerStatus.ACTIVE, VolunteerStatus.ON_HOLD, VolunteerStatus.ACTIVE),
        (VolunteerStatus.RESTING, VolunteerStatus.ACTIVE, VolunteerStatus.ACTIVE),
    ],
)
def test_a_list_neither_lifts_a_hold_nor_puts_one_on(
    hub: OpenHub, before: VolunteerStatus, said: VolunteerStatus, after: VolunteerStatus
) -> None:
    service = BringIn(hub.tools)
    service.apply(hub.actor, Batch("volunteers", "v.csv", new_volunteers=(NewVolunteer(JEAN, Offering()),)))
    volunteer = only(hub)
    with hub.store.write(hub.actor.user_id) as work:
        work.session.get_one(Volunteer, volunteer.id).status = before
    row = UpdateVolunteer(UpdatePerson(volunteer.person_id), Offering({"status": said, "weekly_minutes": 60}))
    service.apply(hub.actor, Batch("volunteers", "v.csv", changed_volunteers=(row,)))
    volunteer = only(hub)
    assert (volunteer.status, volunteer.weekly_minutes) == (after, 60)
