"""The demonstration's outings: one soon that lacks a companion, one to the clinic, one that was."""

from datetime import time, timedelta
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from db.enums import Answer, VolunteerStatus
from db.enums_outings import GuestOutcome
from db.models import Outing, OutingCompanion, OutingGuest, Person, Volunteer
from db.queries import outings as query
from db.session import UnitOfWork
from desktop.services.outings import judged
from desktop.services.sitting import Sitting

if TYPE_CHECKING:
    from desktop.services.demo import Cast


class _Plan(NamedTuple):
    place: str
    days: int
    people: int
    companions: int
    meet_at: str
    travel: str
    care: Answer = Answer.NO


_PLANS = (
    _Plan("Botanic garden", 1, 5, 1, "Library steps, ten to ten", "Bus 14, low floor"),
    _Plan("Tea dance at the pier hall", 6, 3, 2, "At home", "On foot"),
    _Plan("Harbour museum", -3, 4, 2, "Library steps", "Bus 9"),
)


def write_outings(work: UnitOfWork, cast: "Cast") -> None:
    """Write outings with people of the demonstration; companions are those the gate clears.

    Args:
        work: the unit of work.
        cast: what the parts share.
    """
    volunteers = list(
        work.session.scalars(
            select(Volunteer.id)
            .where(Volunteer.status == VolunteerStatus.ACTIVE)
            .order_by(Volunteer.number)
            .limit(60)
        )
    )
    helping = select(Volunteer.person_id)
    people = iter(
        work.session.scalars(
            select(Person.id).where(Person.id.not_in(helping)).order_by(Person.number).limit(20)
        ).all()
    )
    sitting = Sitting(work.session, volunteers, cast.today)
    for plan in _PLANS:
        held = Outing(
            number=work.next_number("outing"),
            place=plan.place,
            on_date=cast.today + timedelta(days=plan.days),
            starts_at=time(10),
            ends_at=time(15),
            meet_at=plan.meet_at,
            travel=plan.travel,
            ratio=4,
            because_of=Answer.NO,
            to_care=plan.care,
        )
        work.add(held)
        work.session.flush()
        (row,) = query.rows(work.session, [held.id])
        outcome = GuestOutcome.CAME if plan.days < 0 else GuestOutcome.NOT_YET
        guests = [
            {"outing_id": held.id, "person_id": one, "wheelchair": place == 1, "outcome": outcome}
            for place, one in zip(range(plan.people), people, strict=False)
        ]
        work.insert_many(OutingGuest, guests)
        cleared = [one for one in volunteers if not judged(sitting, row, {one: False}, told=True)]
        crew = [{"outing_id": held.id, "volunteer_id": one} for one in cleared[: plan.companions]]
        work.insert_many(OutingCompanion, crew)
