"""The demonstration's way into the hub: who answered whom, who went along, who was asked back."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from db.enums import VolunteerStatus
from db.enums_journey import StepKind
from db.models import Volunteer, VolunteerStep
from db.session import UnitOfWork

if TYPE_CHECKING:
    from desktop.services.demo import Cast

_ANSWERED_WITHIN = 4
"""Days within which somebody who signed up was answered."""
_WENT_ALONG = ("Beth", "Omar", "Colin", "Amina")
"""First names of those newcomers went along with."""


def write_journey(work: UnitOfWork, cast: "Cast") -> None:
    """Write the steps each volunteer's standing says were taken.

    Args:
        work: the unit of work.
        cast: what the parts share.
    """
    rows = work.session.execute(
        select(Volunteer.id, Volunteer.status, Volunteer.joined_on).order_by(Volunteer.number)
    ).all()
    steps: list[dict[str, Any]] = []
    for key, status, joined in rows:
        if status is VolunteerStatus.APPLIED or joined is None:
            continue
        answered = joined + timedelta(days=cast.random.randint(0, _ANSWERED_WITHIN))
        steps.append(_step(key, StepKind.CONTACTED, answered))
        if status is not VolunteerStatus.CONTACTED:
            along = joined + timedelta(days=cast.random.randint(_ANSWERED_WITHIN + 1, 40))
            steps.append(_step(key, StepKind.BUDDY_SHIFT, along, cast.random.choice(_WENT_ALONG)))
        if status is VolunteerStatus.DORMANT:
            asked = cast.today - timedelta(days=cast.random.randint(2, 60))
            steps.append(_step(key, StepKind.ASKED_BACK, asked))
    work.insert_many(VolunteerStep, [one for one in steps if one["on_date"] <= cast.today])


def _step(key: str, kind: StepKind, on: date, with_name: str = "") -> dict[str, Any]:
    return {"volunteer_id": key, "kind": kind, "on_date": on, "with_name": with_name}
