"""The demonstration hub: invented people at real public postcodes of one district, the same for each seed.

Written in bulk, so that it also makes the large hubs that figures are measured on.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import select

from db.enums import (
    Answer,
    AreaKind,
    AreaPartKind,
    Channel,
    Layer,
    Nation,
    PhoneKind,
)
from db.enums_protection import NoticeHow
from db.gazetteer import Gazetteer, Place
from db.ids import new_id
from db.keys import STANDARD, KdfParams
from db.models import (
    Area,
    AreaPart,
    Consent,
    Household,
    NeedType,
    NoticeGiven,
    Organisation,
    OrganisationArea,
    OrganisationNeed,
    Person,
    Phone,
    ShiftNote,
)
from db.session import UnitOfWork
from desktop.services.demo_bank import write_bank
from desktop.services.demo_calls import write_calls, write_phone_round
from desktop.services.demo_concerns import write_concerns
from desktop.services.demo_formalities import write_formalities
from desktop.services.demo_groups import write_groups
from desktop.services.demo_help import write_help
from desktop.services.demo_incidents import write_incidents
from desktop.services.demo_info import write_cards
from desktop.services.demo_journey import write_journey
from desktop.services.demo_loans import write_loans
from desktop.services.demo_money import write_money
from desktop.services.demo_neighbours import write_neighbours
from desktop.services.demo_outings import write_outings
from desktop.services.demo_protection import write_protection
from desktop.services.demo_referrals import write_referrals
from desktop.services.demo_referrals_in import write_referrals_in
from desktop.services.demo_rota import write_rota
from desktop.services.demo_services import write_services
from desktop.services.demo_stock import write_stock
from desktop.services.demo_volunteers import write_volunteers
from desktop.services.hubs import NewHub, make_hub, open_hub
from desktop.services.notices import in_use
from resources import read_text

DEMO_PASSPHRASE = "quiet herons wade at dusk"
"""Shown on the demonstration's lock screen: nothing in it is anybody's."""
DEMO_NOTE = "demonstration.txt"
OUTCODE = "IP11"
HISTORY_DAYS = 182


@dataclass(frozen=True, slots=True)
class DemoSize:
    """How large a demonstration to make.

    Attributes:
        people: human beings, volunteers among them.
        volunteers: with their checks; fewer than the people.
        requests: over six months, some still open.
        organisations: at most as many as there are invented names.
    """

    people: int = 400
    volunteers: int = 120
    requests: int = 900
    organisations: int = 60

    @classmethod
    def of(cls, people: int) -> "DemoSize":
        """The usual proportions for a number of people."""
        return cls(people, people * 3 // 10, people * 9 // 4, 60)


@dataclass(frozen=True, slots=True)
class Cast:
    """What the parts of the demonstration share."""

    random: Random
    words: dict[str, Any]
    today: date
    now: datetime
    user_id: str
    places: Sequence[Place]
    areas: dict[str, str]


def make_demo(
    folder: Path,
    gazetteer: Gazetteer,
    size: DemoSize,
    seed: int = 1,
    *,
    now: datetime | None = None,
    passphrase: str = DEMO_PASSPHRASE,
    params: KdfParams = STANDARD,
) -> str:
    """Make a demonstration hub.

    Args:
        folder: an empty or new folder.
        gazetteer: where the real postcodes come from.
        size: how large.
        seed: the same seed makes the same people, on the same day.
        now: the moment it is made for; the present when None.
        passphrase: opens it.
        params: what guessing the passphrase costs.

    Returns:
        The recovery words.

    Raises:
        KnownStoreError: the folder will not do, or the disk will not take it.
    """
    moment = now or datetime.now(UTC)
    places = gazetteer.postcodes_in(OUTCODE)
    words = make_hub(
        folder, _hub(places[0].postcode), passphrase, find_places=gazetteer.find_many, params=params
    )
    hub = open_hub(folder, passphrase, find_places=gazetteer.find_many, clock=lambda: moment)
    try:
        with hub.store.write(hub.actor.user_id) as work:
            cast = _cast(work, seed, moment, hub.actor.user_id, places)
            _write(work, cast, size)
        write_concerns(hub, passphrase, cast.words["concerns"])
        write_money(hub)
        write_stock(hub)
    finally:
        hub.close()
    if passphrase == DEMO_PASSPHRASE:
        (folder / DEMO_NOTE).write_text(DEMO_PASSPHRASE + "\n", encoding="utf-8")
    return words


def _hub(postcode: str) -> NewHub:
    return NewHub(
        name="Saltmarsh Hub",
        nation=Nation.ENGLAND,
        postcode=postcode,
        phone="020 7946 0800",
        safeguarding_phone="020 7946 0801",
        lead_name="Helen Strickland",
        user_name="Priya Nair",
        is_demo=True,
    )


def _write(work: UnitOfWork, cast: Cast, size: DemoSize) -> None:
    organisations = _organisations(work, cast, size.organisations)
    people = _people(work, cast, max(1, size.people - size.volunteers), organisations)
    volunteers = write_volunteers(work, cast, size.volunteers)
    write_formalities(work, cast, volunteers)
    write_groups(work, cast, cast.user_id)
    write_cards(work, cast)
    write_incidents(work, cast, cast.user_id)
    write_services(work, cast)
    write_help(work, cast, people, volunteers, size.requests)
    write_referrals(work, cast, people)
    write_referrals_in(work, cast)
    write_protection(work, cast, people)
    notes = [
        {"by_id": cast.user_id, "words": said, "at": cast.now - timedelta(days=n, hours=17)}
        for n, said in enumerate(cast.words["notes"])
    ]
    work.insert_many(ShiftNote, notes)
    write_journey(work, cast)
    write_bank(work, cast)
    write_neighbours(work, cast)
    write_outings(work, cast)
    write_loans(work, cast)
    write_rota(work, cast, volunteers)
    write_calls(work, cast, cast.user_id)
    write_phone_round(work, cast, cast.user_id)


def shown_passphrase(folder: Path) -> str:
    """The passphrase the lock screen shows for a demonstration hub; empty for every other hub."""
    try:
        found = (folder / DEMO_NOTE).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return ""
    return found if found == DEMO_PASSPHRASE else ""


def _cast(work: UnitOfWork, seed: int, now: datetime, user_id: str, places: Sequence[Place]) -> Cast:
    words = json.loads(read_text("demo.json"))
    sectors = sorted({place.postcode[:-2] for place in places})
    areas = {}
    for name, sector in zip(words["areas"], sectors, strict=False):
        area = Area(name=name, kind=AreaKind.LOCALITY)
        work.add(area)
        work.session.flush()
        work.add(AreaPart(area_id=area.id, kind=AreaPartKind.SECTOR, value=sector))
        areas[sector] = area.id
    today = now.astimezone().date()
    return Cast(Random(seed), words, today, now, user_id, places, areas)


def _organisations(work: UnitOfWork, cast: Cast, count: int) -> list[str]:
    chance, rows = cast.random, []
    first = work.next_number("organisation", count)
    named = [(layer, name) for layer, names in cast.words["organisations"].items() for name in names]
    for number, (layer, name) in enumerate(named[:count]):
        place = chance.choice(cast.places)
        rows.append(
            {
                "number": first + number,
                "name": name,
                "layer": Layer(layer),
                "contact_name": person_name(cast),
                "deputy_name": person_name(cast) if chance.random() < 0.7 else "",
                "phone": landline(chance),
                "postcode": place.postcode,
                "la_code": place.la_code,
                "agreement": f"SA-{number + 1:02}" if layer == "statutory" else "",
                "agreement_until": cast.today + timedelta(days=200) if layer == "statutory" else None,
            }
        )
    keys = work.insert_many(Organisation, rows)
    needs = list(work.session.scalars(select(NeedType.id).where(NeedType.is_private.is_(False))))
    areas = list(cast.areas.values())
    work.insert_many(
        OrganisationArea,
        [
            {"organisation_id": key, "area_id": area}
            for key in keys
            for area in sorted(chance.sample(areas, min(len(areas), chance.randint(1, 3))))
        ],
    )
    work.insert_many(
        OrganisationNeed,
        [
            {"organisation_id": key, "need_type_id": need}
            for key in keys
            for need in sorted(chance.sample(needs, chance.randint(1, 4)))
        ],
    )
    return keys


def _people(work: UnitOfWork, cast: Cast, count: int, organisations: list[str]) -> list[str]:
    chance = cast.random
    homes = households(work, cast, max(1, count * 4 // 5))
    first = work.next_number("person", count)
    rows = [
        person_row(cast, first + n, homes[n] if n < len(homes) else chance.choice(homes))
        for n in range(count)
    ]
    keys = work.insert_many(Person, rows)
    work.insert_many(Phone, [phone_row(chance, key) for key in keys if chance.random() < 0.93])
    council = organisations[0] if organisations else None
    asked = [(key, chance.random()) for key in keys]
    consents = [consent_row(cast, key, None, Answer.YES) for key, dice in asked if dice < 0.8]
    consents += [
        consent_row(cast, key, council, Answer.YES if dice < 0.62 else Answer.NO)
        for key, dice in asked
        if council and dice < 0.7
    ]
    work.insert_many(Consent, consents)
    notice = in_use(work.session)
    if notice is not None:
        told = {"notice_id": notice.id, "by_id": cast.user_id, "how": NoticeHow.READ_OUT, "at": cast.now}
        # One in forty is still to be told, as in a hub that took over a list.
        rows = [{"person_id": key, **told} for place, key in enumerate(keys) if place % 40]
        work.insert_many(NoticeGiven, rows)
    return keys


def households(work: UnitOfWork, cast: Cast, count: int) -> list[str]:
    """Write homes at real postcodes of the district, in invented streets; their keys."""
    chance, words, rows = cast.random, cast.words, []
    first = work.next_number("household", count)
    for n in range(count):
        place = chance.choice(cast.places)
        rows.append(
            {
                "number": first + n,
                "address_line1": f"{chance.randint(1, 140)} {chance.choice(words['streets'])}",
                "town": "Saltmarsh",
                "postcode": place.postcode,
                "area_id": cast.areas.get(place.postcode[:-2]),
                "easting": place.easting,
                "northing": place.northing,
                "precision": place.precision,
                "la_code": place.la_code,
                "ward_code": place.ward_code,
                "size": chance.choice((1, 1, 1, 2, 2, 3, 4, 5)),
                "food_needs": chance.choice(words["diet"]),
                "door_note": chance.choice(words["door"]) if chance.random() < 0.4 else "",
                "access_note": chance.choice(words["access"]) if chance.random() < 0.1 else "",
                "go_in_pairs": chance.random() < 0.01,
            }
        )
        size = int(str(rows[-1]["size"]))
        rows[-1] |= {"children": max(size - 2, 0), "babies": size // 5}
    return work.insert_many(Household, rows)


def person_row(cast: Cast, number: int, home: str, youngest: int = 19) -> dict[str, Any]:
    """The fields of one invented person."""
    chance, words = cast.random, cast.words
    days = int(365.25 * chance.choice((chance.uniform(youngest, 60), chance.uniform(60, 97))))
    return {
        "number": number,
        "first_name": chance.choice(words["first"]),
        "last_name": chance.choice(words["last"]),
        "date_of_birth": cast.today - timedelta(days=days) if chance.random() < 0.8 else None,
        "household_id": home,
        "good_to_know": chance.choice(words["good_to_know"]) if chance.random() < 0.25 else "",
        "communication_needs": chance.choice(words["communication"]) if chance.random() < 0.12 else "",
        "safe_message": Answer.NO if chance.random() < 0.03 else Answer.NOT_ASKED,
    }


def person_name(cast: Cast) -> str:
    """An invented name in one piece."""
    return f"{cast.random.choice(cast.words['first'])} {cast.random.choice(cast.words['last'])}"


def landline(chance: Random) -> str:
    """A number from Ofcom's range for drama, London: 020 7946 0000 to 0999."""
    return f"020 7946 {chance.randint(0, 999):04}"


def phone_row(chance: Random, person_id: str) -> dict[str, Any]:
    """One number for a person, from Ofcom's ranges for drama."""
    if chance.random() < 0.5:
        last = f"{chance.randint(0, 999):04}"
        return {
            "person_id": person_id,
            "raw": f"020 7946 {last}",
            "e164": f"+442079460{last[1:]}",
            "kind": PhoneKind.LANDLINE,
        }
    last = f"{chance.randint(0, 999):03}"
    return {
        "person_id": person_id,
        "raw": f"07700 900{last}",
        "e164": f"+447700900{last}",
        "kind": PhoneKind.MOBILE,
    }


def consent_row(cast: Cast, person_id: str, recipient_id: str | None, answer: Answer) -> dict[str, Any]:
    """One thing a person was asked in the last half year."""
    return {
        "id": new_id(),
        "person_id": person_id,
        "recipient_id": recipient_id,
        "purpose": "help" if recipient_id is None else "share",
        "answer": answer,
        "how": Channel.PHONE,
        "given_at": cast.now - timedelta(days=cast.random.randint(1, HISTORY_DAYS)),
    }
