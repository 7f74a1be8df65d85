"""The hub of the whole day: what was in it this morning, and opening it on that day."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time
from functools import partial
from pathlib import Path
from typing import Any

from db.enums import (
    Answer,
    CheckLevel,
    CheckStatus,
    CheckType,
    Layer,
    Nation,
    Transport,
    Urgency,
    VolunteerStatus,
)
from desktop import app as composition
from desktop.services.areas import AreaDraft, Areas
from desktop.services.checks import CheckDraft, Checks
from desktop.services.households import HouseholdDraft
from desktop.services.hubs import NewHub, OpenHub, make_hub, open_hub
from desktop.services.intake import CallDraft, Intake
from desktop.services.needs import Needs
from desktop.services.organisations import OrganisationDraft, Organisations
from desktop.services.people import People, PersonDraft, PhoneDraft
from desktop.services.requests import RequestDraft
from desktop.services.volunteers import SlotDraft, VolunteerDraft, Volunteers
from tests.ui.conftest import CHEAP, NOW, PASSPHRASE, find_places

TODAY = NOW.date()
PARTNER = "Kelp Paws"
SEEN, REVIEW = date(2026, 5, 1), date(2028, 1, 1)
EVERY_DAY = frozenset(SlotDraft(day, time(8), time(20)) for day in range(7))
WAITING = (
    ("Idris Thomas", "2 Pinmaker Lane", "QX4 1AA", "food_parcel"),
    ("Harjit Bains", "19 Pinmaker Lane", "QX4 1AB", "food_parcel"),
)
"""Deliveries of today that were agreed on earlier: name, street, postcode and need."""
NEW = (
    ("Leonard Walsh", "7 Bellwether Lane", "QX4 1BD", "food_parcel"),
    ("Nadia Shah", "40 Marram Way", "QX4 1RT", "food_parcel"),
    ("Mair Lewis", "26 Skerry Road", "QX4 1SB", "food_parcel"),
    ("Stanley Okafor", "8 Kelp Street", "QX4 1LB", "hot_meal"),
    ("Amina Yusuf", "4 Marram Way", "QX4 1LE", "prescription"),
    ("Tomasz Nowak", "5 Weir Street", "QX4 1LH", "prescription"),
    ("Leila Faraday", "2 Quern Street", "QX4 1AD", "shopping"),
    ("Ruth Penhaligon", "1 Gannet Way", "QX4 1LD", "dog_walking"),
    ("Colin Frith", "7 Withy Lane", "QX4 1AE", "dog_walking"),
)
"""What came in overnight and nobody has looked at."""


@dataclass(frozen=True)
class Town:
    """Keys of what the day is about."""

    folder: Path
    jean: str
    kofi: str
    twins: tuple[str, str]


def make_town(folder: Path) -> Town:
    """Make the hub of this morning and close it again."""
    wanted = NewHub(
        "Saltmarsh Hub",
        Nation.ENGLAND,
        "QX4 2LB",
        "020 7946 0800",
        "020 7946 0801",
        "Helen Strickland",
        "Priya Nair",
    )
    make_hub(folder, wanted, PASSPHRASE, params=CHEAP)
    hub = open_hub(folder, PASSPHRASE, find_places=find_places, clock=lambda: NOW)
    Areas(hub.tools).save(hub.actor, AreaDraft("Northfold", parts=("QX4 1",)))
    town = Town(folder, _jean(hub), _kofi(hub), (_omar(hub, "Haddad"), _omar(hub, "Hadad")))
    for home in WAITING:
        _ask(hub, home, Urgency.TODAY)
    for home in NEW:
        _ask(hub, home, Urgency.THIS_WEEK)
    needs = {one.code: one.id for one in Needs(hub.tools).all(hub.actor)}
    partner = OrganisationDraft(PARTNER, Layer.ANCHOR, need_ids=frozenset({needs["dog_walking"]}))
    Organisations(hub.tools).save(hub.actor, partner)
    hub.close()
    return town


def use_the_day(set_attribute: Callable[[Any, str, Any], None]) -> None:
    """Let the app open hubs on the day of the test, with the test's few postcodes and cheap keys.

    Args:
        set_attribute: as `setattr`; a fixture gives one that puts things back.
    """
    opened = partial(composition.open_unlocked, clock=lambda: NOW)
    set_attribute(composition, "open_unlocked", opened)
    set_attribute(composition, "find_places", lambda: find_places)


def _jean(hub: OpenHub) -> str:
    home = HouseholdDraft(address_line1="14 Ferrygate Close", town="Northfold", postcode="QX4 1LF")
    draft = PersonDraft("Jean", last_name="Mallory", phones=(PhoneDraft("020 7946 0147"),), household=home)
    return People(hub.tools).save(hub.actor, draft).made


def _omar(hub: OpenHub, last_name: str) -> str:
    phones = (PhoneDraft("07700 900456"),)
    draft = PersonDraft("Omar", last_name=last_name, date_of_birth=date(1980, 1, 2), phones=phones)
    return People(hub.tools).save(hub.actor, draft).made


def _ask(hub: OpenHub, home: tuple[str, str, str, str], urgency: Urgency) -> None:
    name, street, postcode, need = home
    first, last = name.split()
    person = PersonDraft(first, last_name=last, household=HouseholdDraft(street, postcode=postcode))
    asked = RequestDraft("", need, urgency=urgency, words=f"Words of {first}.")
    Intake(hub.tools).save(hub.actor, CallDraft(asked, person, Answer.YES))


def _kofi(hub: OpenHub) -> str:
    """A driver whom the hub has checked for everything; his key."""
    volunteers, checks = Volunteers(hub.tools), Checks(hub.tools)
    person = PersonDraft(
        "Kofi",
        last_name="Mensah",
        date_of_birth=date(1980, 1, 1),
        phones=(PhoneDraft("07700 900415"),),
        household=HouseholdDraft(address_line1="1 Kelp Street", postcode="QX4 2AB"),
    )
    draft = VolunteerDraft(person=person, transport=Transport.CAR, weekly_minutes=900, slots=EVERY_DAY)
    made = volunteers.save(hub.actor, draft).made
    volunteers.move(hub.actor, made, VolunteerStatus.ACTIVE)
    for kind in set(CheckType) - {CheckType.DISCLOSURE_SCOTLAND, CheckType.ACCESS_NI}:
        level = CheckLevel.ENHANCED_ADULTS_BARRED if kind is CheckType.DBS else CheckLevel.NONE
        seen = CheckDraft(
            kind,
            CheckStatus.VERIFIED,
            level,
            "",
            SEEN,
            "Helen",
            SEEN,
            REVIEW,
            licence_to=REVIEW,
            insurance_to=REVIEW,
        )
        checks.save(hub.actor, made, seen)
    return made
