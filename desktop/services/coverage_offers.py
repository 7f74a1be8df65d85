"""Who offers what, where: services, and organisations that named areas and needs but no service yet."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from db.enums import Layer
from db.enums_services import ServiceStatus
from db.queries import coverage as query
from db.queries.coverage import OfferRow, ServiceRow
from desktop.domain.coverage import Provider


@dataclass(frozen=True, slots=True)
class Offered:
    """Everybody who offers something.

    Attributes:
        providers: by key: of the service, or of the organisation that named none.
        phones: by the provider's key.
        asked_on: when each said how much it can give, by key.
        stopped: services that give nothing now, by key.
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
    services: dict[str, list[ServiceRow]] = defaultdict(list)
    for row in query.services(session):
        if not layers or row.layer in layers:
            services[row.service_id].append(row)
    named = {rows[0].organisation_id for rows in services.values()}
    others: dict[str, list[OfferRow]] = defaultdict(list)
    for offer in query.offers(session):
        if offer.organisation_id not in named and (not layers or offer.layer in layers):
            others[offer.organisation_id].append(offer)
    made = {key: _service(rows) for key, rows in services.items()}
    running = {key for key, rows in services.items() if rows[0].status is ServiceStatus.ACTIVE}
    return Offered(
        {key: one for key, one in made.items() if key in running}
        | {key: _organisation(rows) for key, rows in others.items()},
        {key: rows[0].phone for key, rows in services.items()}
        | {key: rows[0].phone for key, rows in others.items()},
        {key: rows[0].asked_on for key, rows in services.items() if rows[0].asked_on},
        {key: one for key, one in made.items() if key not in running},
    )


def _service(rows: Sequence[ServiceRow]) -> Provider:
    one = rows[0]
    same = one.name.casefold() == one.organisation.casefold()
    return Provider(
        id=one.service_id,
        organisation_id=one.organisation_id,
        name=one.organisation if same or not one.name else f"{one.organisation}: {one.name}",
        layer=one.layer,
        capacity=one.capacity,
        contacts=_contacts(one),
        areas=frozenset(row.area_id for row in rows if row.area_id),
        needs=frozenset(row.need_id for row in rows if row.need_id),
        everywhere=one.everywhere,
    )


def _organisation(rows: Sequence[OfferRow]) -> Provider:
    one = rows[0]
    return Provider(
        id=one.organisation_id,
        organisation_id=one.organisation_id,
        name=one.name,
        layer=one.layer,
        capacity=None,
        contacts=_contacts(one),
        areas=frozenset(row.area_id for row in rows if row.area_id),
        needs=frozenset(row.need_id for row in rows if row.need_id),
    )


def _contacts(one: ServiceRow | OfferRow) -> int:
    return bool(one.contact_name.strip()) + bool(one.deputy_name.strip())
