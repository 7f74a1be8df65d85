"""What the accounts tell of volunteers and people: miles, and whatever points at somebody."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from db.enums_money import ClaimState, Vehicle
from db.models import ClaimLine, MoneyClaim, MoneyFloat, MoneyReceipt
from db.queries.paging import fetch


def mileage(session: Session, first: date, last: date) -> list[tuple[date, int, int, int]]:
    """Day, claim number, tenths of a mile and pence of every paid line of miles of some days."""
    query = (
        select(ClaimLine.on_date, MoneyClaim.number, ClaimLine.tenths, ClaimLine.pence)
        .join(MoneyClaim, MoneyClaim.id == ClaimLine.claim_id)
        .where(
            ClaimLine.vehicle.is_not(None),
            ClaimLine.voided_at.is_(None),
            MoneyClaim.voided_at.is_(None),
            MoneyClaim.state == ClaimState.PAID,
            ClaimLine.on_date.between(first, last),
        )
        .order_by(ClaimLine.on_date, MoneyClaim.number, ClaimLine.id)
    )
    return [(on, number, tenths, pence) for on, number, tenths, pence in fetch(session, query)]


def driven(session: Session, volunteer_id: str, first: date, last: date, but: str) -> dict[Vehicle, int]:
    """Tenths of a mile a volunteer claimed in some days by vehicle, but for one claim."""
    query = (
        select(ClaimLine.vehicle, func.sum(ClaimLine.tenths))
        .join(MoneyClaim, MoneyClaim.id == ClaimLine.claim_id)
        .where(
            MoneyClaim.volunteer_id == volunteer_id,
            MoneyClaim.id != but,
            MoneyClaim.voided_at.is_(None),
            MoneyClaim.state != ClaimState.DECLINED,
            ClaimLine.voided_at.is_(None),
            ClaimLine.vehicle.is_not(None),
            ClaimLine.on_date.between(first, last),
        )
        .group_by(ClaimLine.vehicle)
    )
    return {vehicle: tenths for vehicle, tenths in fetch(session, query)}


def of_people(
    session: Session, person_ids: Sequence[str], volunteer_ids: Sequence[str]
) -> dict[str, tuple[str, ...]]:
    """Keys by table of the accounts that tell of some people: own cash, shopping money, and claims.

    They stay with the accounts when somebody is erased, and then point at nobody; a copy of somebody's own
    data holds them.
    """
    whose = or_(MoneyFloat.person_id.in_(person_ids), MoneyFloat.volunteer_id.in_(volunteer_ids))
    held = list(session.scalars(select(MoneyFloat.id).where(whose)))
    asked = list(session.scalars(select(MoneyClaim.id).where(MoneyClaim.volunteer_id.in_(volunteer_ids))))
    found = {
        "money_float": held,
        "money_receipt": list(
            session.scalars(select(MoneyReceipt.id).where(MoneyReceipt.float_id.in_(held)))
        ),
        "money_claim": asked,
        "claim_line": list(session.scalars(select(ClaimLine.id).where(ClaimLine.claim_id.in_(asked)))),
    }
    return {table: tuple(sorted(keys)) for table, keys in found.items()}
