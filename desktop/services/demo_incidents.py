"""The demonstration's incident: a flood, closed, its people taken out; and who is on standby."""

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from db.enums import VolunteerStatus
from db.enums_incidents import IncidentKind
from db.models import Incident, Standby, Volunteer
from db.session import UnitOfWork

if TYPE_CHECKING:
    from desktop.services.demo import Cast

_FIGURES = {
    "households": 14,
    "adults": 23,
    "children": 9,
    "most_at_once": 27,
    "requests": 31,
    "done": 29,
    "called": 12,
    "came": 8,
}
_BRINGS = ("4x4", "Pump", "", "Van", "", "First aid")


def write_incidents(work: UnitOfWork, cast: "Cast", user_id: str) -> None:
    """Write a closed flood, and volunteers on standby for the next one.

    Args:
        work: the unit of work.
        cast: what the parts share.
        user_id: who ran it.
    """
    opened = datetime.combine(cast.today - timedelta(days=170), time(5, 40)).astimezone()
    work.add(
        Incident(
            number=work.next_number("incident"),
            name="Tidal surge",
            kind=IncidentKind.FLOOD,
            note="Sea wall overtopped at the pier. Forty homes told to leave.",
            opened_at=opened,
            opened_by_id=user_id,
            closed_at=opened + timedelta(days=6),
            closed_by_id=user_id,
            learned="Keep sandbags at the hall: the depot was cut off.",
            erase_on=(opened + timedelta(days=96)).date(),
            erased_at=opened + timedelta(days=97),
            figures=dict(_FIGURES),
        )
    )
    ready = select(Volunteer.id).where(Volunteer.status == VolunteerStatus.ACTIVE).order_by(Volunteer.number)
    rows: list[dict[str, Any]] = [
        {"volunteer_id": key, "kind": IncidentKind.FLOOD, "brings": brings}
        for key, brings in zip(work.session.scalars(ready.limit(len(_BRINGS))), _BRINGS, strict=False)
    ]
    work.insert_many(Standby, rows)
