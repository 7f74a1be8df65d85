"""What is past a day is read alike for every day: as reading everything and looking at each day gives it."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import update

from db.enums import Layer, VolunteerStatus
from db.enums_neighbours import NeighbourKind
from db.enums_protection import RetentionType
from db.models import (
    ContactAttempt,
    Fund,
    Household,
    NeighbourOffer,
    Organisation,
    OutNow,
    Person,
    Recharge,
    Volunteer,
)
from db.queries.retention_readers import READERS
from desktop.services.hubs import OpenHub
from tests.services.past_time import TODAY, Town, ago, moment

FAR = date(2100, 1, 1)
EDGES = [TODAY + timedelta(days=days) for days in range(-1300, 40, 9)]


@pytest.fixture
def old_hub(hub: OpenHub) -> OpenHub:
    """A hub of three years, with people known for many reasons, merged, left and held."""
    town = Town(hub)
    people = [town.person(ago(36 - n, n)) for n in range(12)]
    for n, person in enumerate(people):
        if n % 2:
            town.request(person, ago(30 - 2 * n), is_open=n == 5)
        if n % 3 == 0:
            town.call(person, ago(28 - 2 * n, 3))
        town.note(ago(2 * n))
        town.complaint(ago(3 * n))
    town.hold(people[2])
    known_as = (
        VolunteerStatus.LEFT,
        VolunteerStatus.APPLIED,
        VolunteerStatus.CONTACTED,
        VolunteerStatus.ACTIVE,
    )
    profiles = [town.volunteer(people[n], status, ago(20 + n)) for n, status in enumerate(known_as)]
    with hub.store.write(hub.actor.user_id) as work:
        merged = {people[0]: people[9], people[9]: people[10], people[4]: people[6]}
        for key, into in merged.items():
            work.session.execute(update(Person).where(Person.id == key).values(merged_into_id=into))
        work.session.execute(
            update(ContactAttempt).values(next_on=ago(4)).where(ContactAttempt.next_on.is_(None))
        )
        work.session.execute(
            update(Volunteer).where(Volunteer.id == profiles[3]).values(voided_at=moment(ago(9)))
        )
        work.insert_many(Household, [{"number": 900, "voided_at": moment(ago(14))}])
        offers = [
            {"number": n, "kind": NeighbourKind.SHOPPING, "street": "Quirk Row", "first_day": ago(3 * n)}
            for n in range(6)
        ]
        work.insert_many(NeighbourOffer, [{**one, "person_id": people[2]} for one in offers])
        work.session.execute(
            update(NeighbourOffer).values(created_at=moment(ago(30)), updated_at=moment(ago(30)))
        )
        out = {"volunteer_id": profiles[0], "what": "Quirk Row"}
        gone = [{**out, "out_at": moment(ago(3 * n)), "due_at": moment(ago(3 * n))} for n in range(6)]
        work.insert_many(OutNow, [{**one, "back_at": one["due_at"]} for one in gone[:5]] + gone[5:])
        fund = work.insert_many(Fund, [{"number": 1, "name": "Pot"}])[0]
        costs = [{"number": n, "on_date": ago(3 * n), "words": "Taxi", "pence": 1} for n in range(6)]
        payer = work.insert_many(Organisation, [{"number": 1, "name": "Council", "layer": Layer.STATUTORY}])[
            0
        ]
        work.insert_many(Recharge, [{**one, "payer_id": payer, "fund_id": fund} for one in costs])
    return hub


def read(hub: OpenHub, kind: RetentionType, edge: date) -> set[Any]:
    """What a reader gives; nothing twice."""
    with hub.store.read() as session:
        found = READERS[kind](session, edge)
    assert len({one.id for one in found}) == len(found)
    return set(found)


def test_a_day_reads_exactly_what_is_older(old_hub: OpenHub) -> None:
    for kind in READERS:
        everything, seen = read(old_hub, kind, FAR), set()
        for edge in EDGES:
            older = {one for one in everything if one.last < edge}
            assert read(old_hub, kind, edge) == older, (kind, edge)
            seen.add(len(older))
        assert kind is RetentionType.GROUP_NOTES or len(seen) > 1, "some days part them"


def test_whoever_never_came_back_on_the_board_stays(old_hub: OpenHub) -> None:
    found = read(old_hub, RetentionType.OUT, FAR)
    assert len(found) == 6
    (still,) = [one for one in found if one.is_open]
    assert still.last == min(one.last for one in found)
