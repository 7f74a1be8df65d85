"""Hands for tests of the volunteer bank: somebody who stands somewhere, and what a list holds."""

from dataclasses import replace
from datetime import date
from typing import Any

from db.enums import VolunteerStatus
from db.models import Volunteer
from db.queries.bank import BankView
from desktop.services.bank import Bank, wanted_on
from desktop.services.hubs import OpenHub
from desktop.services.people import PersonDraft
from desktop.services.volunteers import VolunteerDraft, Volunteers

TODAY = date(2026, 11, 17)


def sign_up(
    hub: OpenHub,
    first: str,
    stands: VolunteerStatus = VolunteerStatus.APPLIED,
    joined: date | None = None,
) -> str:
    """Sign somebody up, and put them where they stand."""
    person = PersonDraft(first, last_name="Haddad", email=f"{first.lower()}@example.org")
    draft = VolunteerDraft(person=person, joined_on=joined, weekly_minutes=120)
    made = Volunteers(hub.tools).save(hub.actor, draft).made
    with hub.store.write(hub.actor.user_id) as work:
        work.session.get_one(Volunteer, made).status = stands
    return made


def status(hub: OpenHub, volunteer: str) -> VolunteerStatus:
    """Where somebody stands."""
    with hub.store.read() as session:
        return session.get_one(Volunteer, volunteer).status


def listed(hub: OpenHub, view: BankView, **narrowed: Any) -> list[str]:
    """Keys of a list of the bank."""
    bank = Bank(hub.tools)
    return bank.ids(hub.actor, replace(wanted_on(view, bank.today()), **narrowed))
