"""Who offers what, where: services, and organisations that named areas and needs but no service yet."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from db.enums import Layer
from db.enums_services import ServiceStatus
from db.queries import coverage as query
from db.queries.coverage import OfferRow, ServiceRow
from desktop.domain.coverage import Provider

_STOPPED = frozenset({ServiceStatus.INACTIVE, ServiceStatus.TEMPORARILY_CLOSED})


@dataclass(frozen=True, slots=True)
class Offered:
    """Everybody who offers something.

    Attributes:
        providers: by key: of the service, or of the organisation that named none.
        phones: by the provider's key.
        asked_on: when each said how much it can give, by key.
        stopped: services that give nothing for now, by key; those that are over are not among them.
    """

    providers: Mapping[str, Provider]
    phones: Mapping[str, str]
    asked_on: Mapping[str, date]
    stopped: Mapping[str, Provider]


def offered(session: Session, layers: frozenset[Layer] = frozenset()) -> Offered:
    """Everybody who offers something: two statements, whatever there is.

    Args:
        session: to read with.
        layers: only those in these layers; empty for all.
    """
    services = [one for one in query.services(session) if not layers or one.layer in layers]
    named = {one.organisation_id for one in services}
    others = [
        one
        for one in query.offers(session)
        if one.organisation_id not in named and (not layers or one.layer in layers)
    ]
    made = {one.service_id: _service(one) for one in services}
    running = {one.service_id for one in services if one.status is ServiceStatus.ACTIVE}
    return Offered(
        {key: one for key, one in made.items() if key in running}
        | {one.organisation_id: _organisation(one) for one in others},
        {one.service_id: one.phone for one in services} | {one.organisation_id: one.phone for one in others},
        {one.service_id: one.asked_on for one in services if one.asked_on},
        {one.service_id: made[one.service_id] for one in services if one.status in _STOPPED},
    )


def _service(one: ServiceRow) -> Provider:
    same = one.name.casefold() == one.organisation.casefold()
    return Provider(
        id=one.service_id,
        organisation_id=one.organisation_id,
        name=one.organisation if same or not one.name else f"{one.organisation}: {one.name}",
        layer=one.layer,
        capacity=one.capacity,
        contacts=_contacts(one),
        areas=_keys(one.areas),
        needs=_keys(one.needs),
        everywhere=one.everywhere,
    )


def _organisation(one: OfferRow) -> Provider:
    return Provider(
        id=one.organisation_id,
        organisation_id=one.organisation_id,
        name=one.name,
        layer=one.layer,
        capacity=None,
        contacts=_contacts(one),
        areas=_keys(one.areas),
        needs=_keys(one.needs),
    )


def _keys(listed: str | None) -> frozenset[str]:
    return frozenset(listed.split(",")) if listed else frozenset()


def _contacts(one: ServiceRow | OfferRow) -> int:
    return bool(one.contact_name.strip()) + bool(one.deputy_name.strip())
