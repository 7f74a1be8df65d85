"""A hub made for the day the test runs: the app's clock is the computer's."""

from dataclasses import replace
from datetime import date, time
from pathlib import Path

from db.enums import Answer, CheckLevel, CheckStatus, CheckType, Nation, Transport, VolunteerStatus
from db.keys import KdfParams
from desktop.services.checks import CheckDraft, Checks
from desktop.services.households import HouseholdDraft
from desktop.services.hubs import NewHub, OpenHub, make_hub, open_hub
from desktop.services.intake import CallDraft, Intake
from desktop.services.people import PersonDraft, PhoneDraft
from desktop.services.requests import RequestDraft
from desktop.services.round_plans import RoundPlans
from desktop.services.rounds import Rounds
from desktop.services.volunteers import SlotDraft, VolunteerDraft, Volunteers

PASSPHRASE = "seven quiet herons wade"
CHEAP = KdfParams(64, 1, 1)
ALWAYS = frozenset(SlotDraft(day, time(0), time(23, 59)) for day in range(7))
HOMES = (("Idris", "Thomas", "2 Pinmaker Lane", "QX4 1AA"), ("Nadia", "Shah", "40 Marram Way", "QX4 3RT"))


def prepare(folder: Path) -> Path:
    """Make the hub: a driver cleared for everything, and today's round to two homes.

    Args:
        folder: where; it must not exist.

    Returns:
        The folder.
    """
    numbers = ("QX4 2LB", "020 7946 0800", "020 7946 0801")
    wanted = NewHub("Saltmarsh Hub", Nation.ENGLAND, *numbers, "Helen Strickland", "Priya Nair")
    make_hub(folder, wanted, PASSPHRASE, params=CHEAP)
    opened = open_hub(folder, PASSPHRASE)
    try:
        _fill(opened)
    finally:
        opened.close()
    return folder


def _fill(hub: OpenHub) -> None:
    today = date.today()
    driver = _driver(hub, today)
    for first, last, street, postcode in HOMES:
        home = HouseholdDraft(street, postcode=postcode)
        asked = RequestDraft("", "food_parcel", due_on=today, items="1 bag")
        Intake(hub.tools).save(
            hub.actor, CallDraft(asked, PersonDraft(first, last_name=last, household=home), Answer.YES)
        )
    planned = RoundPlans(hub.tools).plan_day(hub.actor, today).made
    rounds = Rounds(hub.tools)
    draft = rounds.get(hub.actor, planned).draft
    rounds.save(hub.actor, replace(draft, name="Northfold round", driver_id=driver), planned)


def _driver(hub: OpenHub, today: date) -> str:
    person = PersonDraft(
        "Kofi",
        last_name="Mensah",
        date_of_birth=date(1980, 1, 1),
        phones=(PhoneDraft("07700 900415"),),
        household=HouseholdDraft("1 Kelp Street", postcode="QX4 2AB"),
    )
    volunteers, checks = Volunteers(hub.tools), Checks(hub.tools)
    draft = VolunteerDraft(person=person, transport=Transport.CAR, weekly_minutes=900, slots=ALWAYS)
    made = volunteers.save(hub.actor, draft).made
    volunteers.move(hub.actor, made, VolunteerStatus.ACTIVE)
    seen, review = today.replace(day=1), today.replace(year=today.year + 2, day=1)
    for kind in set(CheckType) - {CheckType.DISCLOSURE_SCOTLAND, CheckType.ACCESS_NI}:
        level = CheckLevel.ENHANCED_ADULTS_BARRED if kind is CheckType.DBS else CheckLevel.NONE
        checks.save(
            hub.actor,
            made,
            CheckDraft(
                kind,
                CheckStatus.VERIFIED,
                level,
                "",
                seen,
                "Helen",
                seen,
                review,
                licence_to=review,
                insurance_to=review,
            ),
        )
    return made
