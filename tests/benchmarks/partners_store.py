"""The store partners are measured on: many areas, services and requests, spread as evenly as dice do."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from sqlalchemy import select

from db.enums import (
    AreaKind,
    AreaPartKind,
    Layer,
    Nation,
    RequestStatus,
    RiskTier,
    TaskKind,
    TaskOutcome,
    TaskStatus,
    Urgency,
)
from db.ids import new_id
from db.keys import KdfParams
from db.models import (
    Area,
    AreaPart,
    Household,
    NeedType,
    Organisation,
    Person,
    Request,
    Service,
    ServiceArea,
    ServiceNeed,
    Task,
)
from db.session import UnitOfWork
from desktop.services.demo import DEMO_PASSPHRASE
from desktop.services.hubs import NewHub, make_hub, open_hub
from tests.benchmarks.measure import Hub

PASSPHRASE = DEMO_PASSPHRASE
PAGE = 20_000


class Size(NamedTuple):
    """How much there is to look through; requests are all due in one week, the worst there can be."""

    areas: int = 200
    needs: int = 25
    requests: int = 200_000
    services: int = 20_000


def postcode(area: int, home: int = 0) -> str:
    """A postcode of an area: each area is one sector of a made-up outcode."""
    return f"QX{area // 10 + 1} {area % 10}{chr(65 + home % 20)}{chr(65 + home // 20 % 20)}"


def make(folder: Path, size: Size, day: date) -> Hub:
    """Make the store and open it.

    Args:
        folder: a new one.
        size: of everything in it.
        day: some day of the week everything is due in.
    """
    hub = NewHub("Saltmarsh", Nation.ENGLAND, "QX1 0AA", "", "", "Lead", "Lead")
    make_hub(folder, hub, PASSPHRASE, params=KdfParams(1024, 1, 1))
    made = open_hub(folder, PASSPHRASE)
    with made.store.write(made.actor.user_id) as work:
        chance = Random(1)
        areas = _areas(work, size.areas)
        needs = _needs(work, size.needs)
        _services(work, chance, areas, needs, size.services)
        people = _people(work, chance, areas, max(1, size.requests // 2))
    for start in range(0, size.requests, PAGE):
        with made.store.write(made.actor.user_id) as work:
            _requests(work, chance, people, needs, min(PAGE, size.requests - start), day)
    return made


def _areas(work: UnitOfWork, count: int) -> list[str]:
    keys = work.insert_many(Area, [{"name": f"Area {n}", "kind": AreaKind.LOCALITY} for n in range(count)])
    parts = [
        {"area_id": key, "kind": AreaPartKind.SECTOR, "value": postcode(n)[:-2]} for n, key in enumerate(keys)
    ]
    work.insert_many(AreaPart, parts)
    return keys


def _needs(work: UnitOfWork, count: int) -> list[str]:
    held = list(work.session.scalars(select(NeedType.id).where(NeedType.is_private.is_(False))))[:count]
    rows = [
        {"code": f"more_{n}", "label": f"More {n}", "kind": TaskKind.VISIT, "risk": RiskTier.LOW}
        for n in range(count - len(held))
    ]
    return [*held, *work.insert_many(NeedType, rows)]


def _services(work: UnitOfWork, chance: Random, areas: list[str], needs: list[str], count: int) -> None:
    bodies = work.insert_many(
        Organisation,
        [
            {
                "number": n,
                "name": f"Body {n}",
                "layer": chance.choice(list(Layer)),
                "contact_name": "Ana Bell",
            }
            for n in range(max(1, count // 10))
        ],
    )
    rows: list[dict[str, Any]] = [
        {
            "number": n,
            "organisation_id": chance.choice(bodies),
            "name": f"Service {n}",
            "capacity_week": chance.randint(0, 60) if chance.random() < 0.8 else None,
            "everywhere": chance.random() < 0.01,
        }
        for n in range(count)
    ]
    keys = work.insert_many(Service, rows)
    here = [
        (key, area) for key in keys for area in chance.sample(areas, min(len(areas), chance.randint(1, 3)))
    ]
    work.insert_many(ServiceArea, [{"service_id": key, "area_id": area} for key, area in here])
    what = [(key, need) for key in keys for need in chance.sample(needs, chance.randint(1, 2))]
    work.insert_many(ServiceNeed, [{"service_id": key, "need_type_id": need} for key, need in what])


def _people(work: UnitOfWork, chance: Random, areas: list[str], count: int) -> list[str]:
    homes = work.insert_many(
        Household,
        [
            {"number": n, "postcode": postcode(at, n), "area_id": areas[at] if n % 50 else None}
            for n in range(max(1, count * 4 // 5))
            for at in (chance.randrange(len(areas)),)
        ],
    )
    rows = [
        {"number": n, "first_name": "Jean", "last_name": f"Bell {n}", "household_id": chance.choice(homes)}
        for n in range(count)
    ]
    return work.insert_many(Person, rows)


def _requests(
    work: UnitOfWork, chance: Random, people: list[str], needs: list[str], count: int, day: date
) -> None:
    first, monday = work.next_number("request", count), day - timedelta(days=day.weekday())
    due = [monday + timedelta(days=chance.randrange(7)) for _ in range(count)]
    rows = [
        {
            "id": new_id(),
            "number": first + n,
            "person_id": chance.choice(people),
            "need_type_id": chance.choice(needs),
            "urgency": Urgency.THIS_WEEK,
            "due_on": due[n],
            "status": RequestStatus.TRIAGED,
            "taken_at": datetime(2026, 1, 1, tzinfo=UTC),
        }
        for n in range(count)
    ]
    work.insert_many(Request, rows)
    ends = (
        (TaskStatus.PLANNED, None),
        (TaskStatus.DONE, TaskOutcome.DELIVERED),
        (TaskStatus.CANCELLED, None),
    )
    tasks = []
    for row in rows:
        status, outcome = chance.choices(ends, (60, 35, 5))[0]
        tasks.append(
            {
                "request_id": row["id"],
                "occurrence": row["due_on"],
                "on_date": row["due_on"],
                "kind": TaskKind.VISIT,
                "status": status,
                "outcome": outcome,
            }
        )
    work.insert_many(Task, tasks)
