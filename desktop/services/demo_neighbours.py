"""The demonstration's neighbours: what is offered from door to door, with and without names."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from db.enums import Answer, VolunteerStatus
from db.enums_neighbours import NeighbourKind
from db.models import Household, NeighbourOffer, Person, Volunteer
from db.session import UnitOfWork
from desktop.domain.text import clean

if TYPE_CHECKING:
    from desktop.services.demo import Cast

_OFFERS = (
    (
        NeighbourKind.SHOPPING,
        "Milk, bread and what you write down",
        "Tuesdays and Fridays",
        90,
        "Ring at number 4",
    ),
    (NeighbourKind.PRESCRIPTION, "I pass the chemist every evening", "After six", 5, ""),
    (NeighbourKind.RING, "A chat over tea, on the phone", "Sunday afternoons", None, ""),
    (NeighbourKind.DOG, "Along the sea wall, any weather", "Before eight", 120, "The blue door"),
    (NeighbourKind.SPARE_KEY, "", "", None, ""),
    (NeighbourKind.ODD_JOBS, "Light bulbs, batteries, shelves", "Weekends", 60, "Knock at flat 2"),
)


def write_neighbours(work: UnitOfWork, cast: "Cast") -> None:
    """Write what some neighbours offer: every second one volunteers, the others are a door alone.

    Args:
        work: the unit of work.
        cast: what the parts share.
    """
    query = (
        select(Person.id, Household.address_line1, Household.postcode)
        .join(Household, Household.id == Person.household_id)
        .join(Volunteer, Volunteer.person_id == Person.id)
        .where(Volunteer.status == VolunteerStatus.ACTIVE, Household.address_line1 != "")
        .order_by(Volunteer.number)
        .limit(len(_OFFERS))
    )
    rows: list[dict[str, Any]] = []
    for place, ((kind, said, when, days, contact), (person, line, postcode)) in enumerate(
        zip(_OFFERS, work.session.execute(query), strict=False)
    ):
        known = place % 2 == 0
        first = cast.today - timedelta(days=30 + 4 * place)
        rows.append(
            {
                "number": work.next_number("neighbour_offer"),
                "kind": kind,
                "words": said,
                "when_words": when,
                "street": clean(line.lstrip("0123456789abc ")) or line,
                "postcode": postcode,
                "door": "" if known else f"Flat {place + 1}",
                "person_id": person if known else None,
                "first_day": first,
                "last_day": cast.today + timedelta(days=days) if days else None,
                "paper_contact": contact,
                "on_paper": Answer.YES if contact else Answer.NO,
                "agreed_on": first if contact else None,
            }
        )
    work.insert_many(NeighbourOffer, rows)
