"""Who might help with a need, on which layer: services, and bodies that take the need but list no service."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import and_, exists, or_, select
from sqlalchemy.orm import Session

from db.enums import Layer, RiskTier
from db.enums_services import ServiceStatus
from db.models import Organisation, OrganisationArea, OrganisationNeed, Service, ServiceArea, ServiceNeed
from db.queries.paging import fetch
from db.queries.services import SENT


class OfferRow(NamedTuple):
    """Somebody who takes the need.

    Attributes:
        covers: it works in one of the areas asked about, or everywhere.
        risk_up_to: None where it lists no service.
        a_week: how many it takes in a week; None where nobody said.
        told: how many more it could take when it was asked; None where nobody asked.
        asked_on: that day.
        sent_on: when each referral of the hub reached it since the day asked for.
    """

    organisation_id: str
    name: str
    layer: Layer
    service: str
    status: ServiceStatus
    covers: bool
    risk_up_to: RiskTier | None
    a_week: int | None
    told: int | None
    asked_on: date | None
    sent_on: str
    agreement_until: date | None


def offers(session: Session, need_type_id: str, areas: Sequence[str], since: date) -> list[OfferRow]:
    """Who takes a need.

    Args:
        session: a reading session.
        need_type_id: the need.
        areas: where the person lives, and the larger areas it lies in.
        since: the day from which those passed to it are counted.
    """
    in_area = exists().where(ServiceArea.service_id == Service.id, ServiceArea.area_id.in_(areas))
    by_service = (
        select(
            *(Organisation.id, Organisation.name, Organisation.layer, Service.name, Service.status),
            or_(Service.everywhere, in_area),
            *(Service.risk_up_to, Service.capacity_week, Service.capacity_left, Service.capacity_asked_on),
            *(SENT, Organisation.agreement_until),
        )
        .join(Organisation, Organisation.id == Service.organisation_id)
        .join(
            ServiceNeed, and_(ServiceNeed.service_id == Service.id, ServiceNeed.need_type_id == need_type_id)
        )
        .where(Service.voided_at.is_(None), Organisation.voided_at.is_(None))
        .order_by(Organisation.name, Service.name, Service.id)
    )
    found = [OfferRow(*row) for row in fetch(session, by_service, {"since": since.isoformat()})]
    return [*found, *_without_service(session, need_type_id, areas, {one.organisation_id for one in found})]


def _without_service(
    session: Session, need_type_id: str, areas: Sequence[str], told: set[str]
) -> list[OfferRow]:
    """Bodies that take the need but list no service of it; one without areas works everywhere."""
    own = exists().where(OrganisationArea.organisation_id == Organisation.id)
    near = exists().where(
        OrganisationArea.organisation_id == Organisation.id, OrganisationArea.area_id.in_(areas)
    )
    query = (
        select(
            *(Organisation.id, Organisation.name, Organisation.layer),
            or_(~own, near),
            Organisation.agreement_until,
        )
        .join(OrganisationNeed, OrganisationNeed.organisation_id == Organisation.id)
        .where(OrganisationNeed.need_type_id == need_type_id, Organisation.voided_at.is_(None))
        .order_by(Organisation.name, Organisation.id)
    )
    return [
        OfferRow(
            key, name, layer, "", ServiceStatus.ACTIVE, bool(covers), None, None, None, None, "[]", until
        )
        for key, name, layer, covers, until in fetch(session, query)
        if key not in told
    ]
