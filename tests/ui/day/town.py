"""The hub of the whole day: what was in it this morning, and opening it on that day."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from db.enums import (
    Answer,
    Layer,
    Nation,
    Urgency,
)
from desktop import app as composition
from desktop.services.areas import AreaDraft, Areas
from desktop.services.households import HouseholdDraft
from desktop.services.hubs import NewHub, OpenHub, make_hub, open_hub
from desktop.services.intake import CallDraft, Intake
from desktop.services.needs import Needs
from desktop.services.organisations import OrganisationDraft, Organisations
from desktop.services.people import People, PersonDraft, PhoneDraft
from desktop.services.requests import RequestDraft
from tests.checked_driver import add_driver
from tests.ui.conftest import CHEAP, NOW, PASSPHRASE, find_places

TODAY = NOW.date()
PARTNER = "Kelp Paws"
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
    town = Town(folder, _jean(hub), add_driver(hub), (_omar(hub, "Haddad"), _omar(hub, "Hadad")))
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
    opened = partial(composition.open_hub, clock=lambda: NOW)
    set_attribute(composition, "open_hub", opened)
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
