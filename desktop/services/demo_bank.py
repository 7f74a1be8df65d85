"""The demonstration's volunteer bank: some were thanked, a few are lent to hosts, others are asked back."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from db.enums import Layer, VolunteerStatus
from db.enums_bank import Meanwhile, RecallAnswer
from db.enums_journey import StepKind
from db.models import Absence, Organisation, Placement, Recall, RecallCall, Volunteer, VolunteerStep
from db.session import UnitOfWork
from desktop.domain.bank import review_day, status_after, touch_next

if TYPE_CHECKING:
    from desktop.services.demo import Cast

_ROLES = ("Packs parcels on Thursdays", "Serves at the lunch club", "Drives the evening meals")
_ANSWERS = (
    RecallAnswer.YES,
    RecallAnswer.NOT_NOW,
    RecallAnswer.NO_ANSWER,
    RecallAnswer.YES,
    RecallAnswer.NO_ANSWER,
    RecallAnswer.WRONG_NUMBER,
)
_SAY = "The cold spell brings more rounds. Could you take one, even once a week?"
_EVERY = 7


def write_bank(work: UnitOfWork, cast: "Cast") -> None:
    """Write what the bank holds of the volunteers there are.

    Args:
        work: the unit of work.
        cast: what the parts share.
    """
    found = work.session.scalars(select(Volunteer).order_by(Volunteer.number)).all()
    active = [one for one in found if one.status is VolunteerStatus.ACTIVE]
    away = [one for one in found if one.status in (VolunteerStatus.RESTING, VolunteerStatus.DORMANT)]
    _thank(work, cast, active)
    _place(work, cast, active[3:40:12])
    if away:
        _ask(work, cast, away)


def _thank(work: UnitOfWork, cast: "Cast", active: list[Volunteer]) -> None:
    rows = []
    for place, one in enumerate(active[::_EVERY]):
        day = cast.today - timedelta(days=20 + 30 * place)
        if one.joined_on is None or day > one.joined_on:
            row = {"volunteer_id": one.id, "kind": StepKind.THANKED, "on_date": day, "note": "Card"}
            rows.append(row | {"next_on": touch_next(day)})
    work.insert_many(VolunteerStep, rows)


def _place(work: UnitOfWork, cast: "Cast", chosen: list[Volunteer]) -> None:
    hosts = work.session.scalars(
        select(Organisation).where(Organisation.layer == Layer.ANCHOR).order_by(Organisation.number)
    ).all()
    for place, (one, host, role) in enumerate(zip(chosen, hosts, _ROLES, strict=False)):
        first = cast.today - timedelta(days=12 + 14 * place)
        last = first + timedelta(days=70)
        away = Absence(volunteer_id=one.id, first_day=first, last_day=last, reason=f"With {host.name}")
        whole = place == 0
        if whole:
            work.add(away)
            work.session.flush()
        work.add(
            Placement(
                volunteer_id=one.id,
                organisation_id=host.id,
                role=role,
                first_day=first,
                last_day=last,
                weekly_minutes=180,
                contact_name=host.contact_name,
                contact_phone=host.phone,
                host_checks="References",
                meanwhile=Meanwhile.NOTHING if whole else Meanwhile.OTHER_HOURS,
                review_on=review_day(first, last),
                agreed_on=first - timedelta(days=3),
                absence_id=away.id if whole else None,
            )
        )


def _ask(work: UnitOfWork, cast: "Cast", away: list[Volunteer]) -> None:
    since = cast.today - timedelta(days=1)
    recall = Recall(number=work.next_number("recall"), title="Cold spell", words=_SAY, opened_on=since)
    work.add(recall)
    work.session.flush()
    for place, one in enumerate(away):
        row: dict[str, Any] = {"recall_id": recall.id, "volunteer_id": one.id}
        if place < len(_ANSWERS):
            answer = _ANSWERS[place]
            again = cast.today if answer is RecallAnswer.NO_ANSWER else None
            row |= {"answer": answer, "tries": 1, "on_date": since, "next_on": again, "by_id": cast.user_id}
            one.status = status_after(one.status, answer)
        work.add(RecallCall(**row))
