"""A hub made for the day the test runs: the app's clock is the computer's."""

from dataclasses import replace
from datetime import date, time
from pathlib import Path

from db.enums import Answer, Nation
from db.keys import KdfParams
from desktop.services.households import HouseholdDraft
from desktop.services.hubs import NewHub, OpenHub, make_hub, open_hub
from desktop.services.intake import CallDraft, Intake
from desktop.services.people import PersonDraft
from desktop.services.requests import RequestDraft
from desktop.services.round_plans import RoundPlans
from desktop.services.rounds import Rounds
from tests.checked_driver import add_driver

PASSPHRASE = "seven quiet herons wade"
CHEAP = KdfParams(64, 1, 1)
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
    seen, review = today.replace(day=1), today.replace(year=today.year + 2, day=1)
    return add_driver(hub, seen, review, time(0), time(23, 59))
