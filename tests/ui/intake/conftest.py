"""A call page over a real hub where Jean is known."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.enums import Channel, ContactOutcome, Direction, Urgency
from desktop.context import AppContext
from desktop.domain.recurrence import weekly
from desktop.services.contacts import Attempt, Contacts
from desktop.services.households import HouseholdDraft
from desktop.services.hubs import OpenHub
from desktop.services.intake import CallDraft, Intake
from desktop.services.people import People, PersonDraft, PhoneDraft
from desktop.services.requests import RequestDraft
from desktop.ui.intake.page import IntakePage

JEAN = PersonDraft(
    first_name="Jean",
    last_name="Mallory",
    date_of_birth=date(1952, 3, 4),
    communication_needs="Hard of hearing. Speak slowly and clearly.",
    good_to_know="Small dog, Biscuit. Friendly.",
    phones=(PhoneDraft("020 7946 0147"),),
    household=HouseholdDraft(
        address_line1="14 Ferrygate Close",
        town="Northfold",
        postcode="QX4 2LB",
        size=1,
        door_note="Second floor, lift often broken. Ring twice.",
    ),
)


@dataclass(frozen=True)
class Known:
    """Who is in the hub: Jean, her prescription, and a neighbour."""

    jean: str
    prescription: str
    neighbour: str


@pytest.fixture
def known(hub: OpenHub) -> Known:
    """Jean, with a prescription and a weekly call open, and Amrit next door."""
    intake, people, actor = Intake(hub.tools), People(hub.tools), hub.actor
    jean = people.save(actor, JEAN).made
    asked = RequestDraft(jean, "prescription", urgency=Urgency.TODAY, words="Tablets")
    prescription = intake.save(actor, CallDraft(asked)).made
    called = RequestDraft(jean, "welfare_check", recurrence=weekly([1]), starts_on=date(2026, 11, 17))
    intake.save(actor, CallDraft(called))
    fine = Attempt(Channel.PHONE, Direction.OUTBOUND, ContactOutcome.REACHED, "All fine", person_id=jean)
    Contacts(hub.tools).record(actor, fine)
    neighbour = people.save(
        actor,
        PersonDraft(
            first_name="Amrit",
            last_name="Bains",
            phones=(PhoneDraft("07700 900218"),),
            household=HouseholdDraft(address_line1="12 Ferrygate Close", postcode="QX4 2LB"),
        ),
    ).made
    return Known(jean, prescription, neighbour)


@pytest.fixture
def make_page(
    context: AppContext, qtbot: QtBot, settle: Callable[[], None]
) -> Iterator[Callable[..., IntakePage]]:
    """Makes pages that are on show, with the keyboard in the first field."""
    made: list[IntakePage] = []

    def make(width: int = 1154, height: int = 688) -> IntakePage:
        page = IntakePage(context)
        context.jobs.changed.connect(page.take_changes)
        qtbot.addWidget(page)
        page.resize(width, height)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(lambda: QApplication.activeWindow() is page)
        page.enter()
        settle()
        made.append(page)
        return page

    yield make
    for page in made:
        page.leave()
        page.close_page()
    settle()


@pytest.fixture
def page(known: Known, make_page: Callable[..., IntakePage]) -> IntakePage:
    """The page, in a hub where Jean is known."""
    return make_page()
