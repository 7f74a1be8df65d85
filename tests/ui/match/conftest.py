"""Gwilym's insulin pick-up, and volunteers who can, who can't yet and who are not free."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, time
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.enums import Answer, CheckLevel, CheckStatus, CheckType, Transport, Urgency, VolunteerStatus
from desktop.context import AppContext
from desktop.services.checks import CheckDraft, Checks
from desktop.services.households import HouseholdDraft
from desktop.services.hubs import OpenHub
from desktop.services.intake import CallDraft, Intake
from desktop.services.matching import Matching
from desktop.services.people import PersonDraft, PhoneDraft
from desktop.services.requests import RequestDraft
from desktop.services.volunteers import SlotDraft, VolunteerDraft, Volunteers
from desktop.ui.match.page import MatchPage

SEEN, REVIEW = date(2026, 5, 1), date(2028, 1, 1)
MORNING = frozenset(SlotDraft(day, time(8), time(13)) for day in range(7))
MONDAYS = frozenset({SlotDraft(0, time(8), time(13))})


@dataclass(frozen=True)
class Case:
    """Keys of what the hub holds."""

    request: str
    task: str
    sian: str
    omar: str
    dev: str


def add(hub: OpenHub, first: str, last: str, **fields: Any) -> str:
    """An active volunteer without checks."""
    who = PersonDraft(
        first_name=first,
        last_name=last,
        date_of_birth=date(1980, 1, 1),
        phones=(PhoneDraft("07700 900415"),),
        household=HouseholdDraft(address_line1=f"1 {first} Street", postcode="QX4 2AB"),
    )
    volunteers = Volunteers(hub.tools)
    made = volunteers.save(hub.actor, VolunteerDraft(person=who, **fields)).made
    volunteers.move(hub.actor, made, VolunteerStatus.ACTIVE)
    return made


def clear(hub: OpenHub, key: str, *, dbs: CheckStatus = CheckStatus.VERIFIED) -> None:
    """Every check seen, the DBS as given."""
    checks = Checks(hub.tools)
    for kind in CheckType:
        if kind in (CheckType.DISCLOSURE_SCOTLAND, CheckType.ACCESS_NI):
            continue
        is_dbs = kind is CheckType.DBS
        level = CheckLevel.ENHANCED_ADULTS_BARRED if is_dbs else CheckLevel.NONE
        status = dbs if is_dbs else CheckStatus.VERIFIED
        checks.save(
            hub.actor,
            key,
            CheckDraft(
                kind, status, level, "", SEEN, "Helen", SEEN, REVIEW, licence_to=REVIEW, insurance_to=REVIEW
            ),
        )


@pytest.fixture
def case(hub: OpenHub) -> Case:
    """Siân and Omar can, Dev's DBS is not back, Ruth is never free on a Tuesday."""
    gwilym = PersonDraft(
        first_name="Gwilym",
        last_name="Pryce",
        phones=(PhoneDraft("020 7946 0333"),),
        household=HouseholdDraft(
            address_line1="3 Skerry Road", town="Northfold", postcode="QX4 2AA", door_note="Blue door"
        ),
    )
    asked = RequestDraft(
        "",
        "prescription",
        urgency=Urgency.TODAY,
        due_on=date(2026, 11, 17),
        due_time=time(12, 30),
        because_of=Answer.YES,
        words="Insulin",
    )
    request = Intake(hub.tools).save(hub.actor, CallDraft(asked, gwilym, Answer.YES)).made
    sian = add(hub, "Siân", "Probert", transport=Transport.CAR, weekly_minutes=360, slots=MORNING)
    omar = add(hub, "Omar", "Haddad", transport=Transport.BIKE, weekly_minutes=30, slots=MORNING)
    dev = add(hub, "Dev", "Raman", slots=MORNING)
    ruth = add(hub, "Ruth", "Penhaligon", slots=MONDAYS)
    for key in (sian, omar, ruth):
        clear(hub, key)
    clear(hub, dev, dbs=CheckStatus.APPLIED)
    return Case(request, Matching(hub.tools).task_for(hub.actor, request), sian, omar, dev)


@pytest.fixture
def open_page(
    context: AppContext, qtbot: QtBot, settle: Callable[[], None]
) -> Iterator[Callable[..., MatchPage]]:
    """Opens the page on a request as the shell does."""
    made: list[MatchPage] = []
    crashes: list[BaseException] = []
    context.jobs.crashed.connect(crashes.append)

    def show(item: str, width: int = 1154, height: int = 688) -> MatchPage:
        page = MatchPage(context)
        context.jobs.changed.connect(page.take_changes)
        qtbot.addWidget(page)
        page.resize(width, height)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(lambda: QApplication.activeWindow() is page)
        page.enter()
        page.show_record(item)
        settle()
        for crash in crashes:
            raise crash
        made.append(page)
        return page

    yield show
    for page in made:
        context.jobs.changed.disconnect(page.take_changes)
        page.leave()
        page.close_page()
    settle()
    assert not crashes, crashes
