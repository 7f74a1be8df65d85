"""What triage reads: the rounds a task could still join, and who else takes a need."""

from collections.abc import Sequence
from datetime import date, time
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.enums import RoundStatus
from db.models import Household, Organisation, OrganisationArea, OrganisationNeed, Request, Round, Stop
from db.queries.paging import fetch
from db.queries.requests import STAGES


class PlannedStop(NamedTuple):
    """One stop of a round that has not gone out; a round without stops has one row without a household."""

    round_id: str
    name: str
    on_date: date
    starts_at: time
    area_id: str | None
    driver_id: str | None
    helper_id: str | None
    household_id: str | None
    address_line1: str
    easting: int | None
    northing: int | None


class Partner(NamedTuple):
    """An organisation that takes a need."""

    id: str
    name: str
    phone: str


def planned_stops(session: Session, first: date, last: date) -> list[PlannedStop]:
    """The stops of the rounds of some days that have not gone out, rounds by day and hour."""
    query = (
        select(
            *(Round.id, Round.name, Round.on_date, Round.starts_at, Round.area_id),
            *(Round.driver_id, Round.helper_id, Stop.household_id),
            func.coalesce(Household.address_line1, ""),
            *(Household.easting, Household.northing),
        )
        .outerjoin(Stop, (Stop.round_id == Round.id) & Stop.voided_at.is_(None))
        .outerjoin(Household, Household.id == Stop.household_id)
        .where(Round.voided_at.is_(None), Round.status == RoundStatus.PLANNED)
        .where(Round.on_date.between(first, last))
        .order_by(Round.on_date, Round.starts_at, Round.number)
    )
    return [PlannedStop(*row) for row in fetch(session, query)]


def partners(session: Session, need_type_id: str, areas: Sequence[str]) -> list[Partner]:
    """Organisations that take a need and work in one of some areas, or said no area, by name."""
    its_areas = select(OrganisationArea.id).where(OrganisationArea.organisation_id == Organisation.id)
    here = its_areas.where(OrganisationArea.area_id.in_(areas))
    query = (
        select(Organisation.id, Organisation.name, Organisation.phone)
        .join(OrganisationNeed, OrganisationNeed.organisation_id == Organisation.id)
        .where(OrganisationNeed.need_type_id == need_type_id, Organisation.voided_at.is_(None))
        .where(here.exists() | ~its_areas.exists())
        .order_by(Organisation.name.collate("NOCASE"), Organisation.id)
    )
    return [Partner(*row) for row in fetch(session, query)]


def open_needs(session: Session, person_id: str) -> set[str]:
    """The need types of a person's open requests."""
    query = select(Request.need_type_id).where(
        Request.person_id == person_id, Request.voided_at.is_(None), Request.status.in_(STAGES["open"])
    )
    return {need for (need,) in fetch(session, query)}
