"""A week in two localities."""

from datetime import date

import pytest

from db.enums import Layer
from desktop.context import AppContext
from desktop.services.areas import AreaDraft, Areas
from desktop.services.directory import Directory, ServiceDraft
from desktop.services.households import HouseholdDraft
from desktop.services.intake import CallDraft, Intake
from desktop.services.needs import Needs
from desktop.services.organisations import OrganisationDraft, Organisations
from desktop.services.people import PersonDraft
from desktop.services.requests import RequestDraft

TODAY = date(2026, 11, 17)


@pytest.fixture
def week(context: AppContext) -> dict[str, str]:
    """Six meals for fourteen in one locality, room to spare in the other, and a private need in the first."""
    actor, made = context.actor, {}
    for name, part in (("Saltmarsh", "QX4 2"), ("Quayside", "QX4 3")):
        made[name] = context.service(Areas).save(actor, AreaDraft(name, parts=(part,))).made
    made |= {one.code: one.id for one in context.service(Needs).all(actor)}
    for name, area, room in (("Kelp Street Kitchen", "Saltmarsh", 6), ("Age Well", "Quayside", 10)):
        draft = OrganisationDraft(name, Layer.ANCHOR, contact_name="Ana Bell")
        owner = context.service(Organisations).save(actor, draft).made
        service = ServiceDraft(
            owner,
            "Meals",
            capacity_week=room,
            area_ids=frozenset({made[area]}),
            need_ids=frozenset({made["hot_meal"]}),
        )
        context.service(Directory).save(actor, service)
    for code, count in (("hot_meal", 14), ("domestic_abuse", 2)):
        for number in range(count):
            home = HouseholdDraft(f"{number + 1} Kelp Street", postcode="QX4 2LB")
            call = CallDraft(
                RequestDraft("", code, due_on=TODAY), PersonDraft(f"Zebedee {number}", household=home)
            )
            context.service(Intake).save(actor, call)
    return made
