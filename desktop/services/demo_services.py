"""The demonstration's directory: a few services of its organisations."""

from datetime import time, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from db.enums import Layer
from db.enums_services import FoodCulture
from db.models import Area, NeedType, Organisation, Service, ServiceArea, ServiceHours, ServiceNeed
from db.session import UnitOfWork

if TYPE_CHECKING:
    from desktop.services.demo import Cast

_OFFERED = (
    ("Community pantry", "food_parcel", True, False, 40, 12, 20, (), ("halal", "vegetarian")),
    ("Hot lunch at the hall", "hot_meal", True, False, 60, None, 45, (), ("caribbean", "african")),
    ("Meals on wheels", "hot_meal", False, True, 30, 0, 10, ("ur", "pa"), ("halal", "south_asian")),
    ("Good neighbours", "shopping", False, True, None, None, None, ("pl",), ()),
    ("Somebody to talk to", "befriending", False, False, 15, 4, 230, ("so", "ar"), ()),
)
"""Name, need, fetched, brought, room a week and left, days since it was checked, languages, food."""


def write_services(work: UnitOfWork, cast: "Cast") -> None:
    """Write a small directory, one service with no room, one that nobody checked for long.

    Args:
        work: the unit of work.
        cast: what the parts share.
    """
    session = work.session
    bodies = list(
        session.scalars(
            select(Organisation.id).where(Organisation.layer != Layer.STATUTORY).order_by(Organisation.number)
        )
    )
    needs = {code: key for code, key in session.execute(select(NeedType.code, NeedType.id))}
    areas = list(session.scalars(select(Area.id).order_by(Area.name)))
    if not bodies:
        return
    first = work.next_number("service", len(_OFFERED))
    for place, (name, need, collects, delivers, week, left, ago, spoken, food) in enumerate(_OFFERED):
        one = Service(
            number=first + place,
            organisation_id=bodies[place % len(bodies)],
            name=name,
            collects=collects,
            delivers=delivers,
            capacity_week=week,
            capacity_left=left,
            capacity_asked_on=cast.today if left is not None else None,
            languages=list(spoken),
            food_cultures=[FoodCulture(each) for each in food],
            interpreters="Ask two days before" if spoken else "",
            phone=f"020 7946 07{place:02}",
            how_to_refer="Ring in the morning and ask for the desk.",
            everywhere=not areas,
            verified_on=cast.today - timedelta(days=ago) if ago is not None else None,
            verified_by="Helen" if ago is not None else "",
        )
        work.add(one)
        session.flush()
        work.add(ServiceNeed(service_id=one.id, need_type_id=needs.get(need) or next(iter(needs.values()))))
        work.add(*(ServiceArea(service_id=one.id, area_id=key) for key in areas[: place + 1]))
        days = range(place, 5)
        work.add(
            *(ServiceHours(service_id=one.id, weekday=d, opens_at=time(10), closes_at=time(13)) for d in days)
        )
