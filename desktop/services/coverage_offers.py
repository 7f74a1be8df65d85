"""Who offers what, where: organisations with the areas and needs they named."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from db.enums import Layer
from db.queries import coverage as query
from desktop.domain.coverage import Provider


@dataclass(frozen=True, slots=True)
class Offered:
    """Everybody who offers something.

    Attributes:
        providers: by key.
        phones: of the organisation, by the provider's key.
        asked_on: when each said how much it can give, by key.
        stopped: those who offer nothing now, by key.
    """

    providers: Mapping[str, Provider]
    phones: Mapping[str, str]
    asked_on: Mapping[str, date]
    stopped: Mapping[str, Provider]


def offered(session: Session, layers: frozenset[Layer] = frozenset()) -> Offered:
    """Everybody who offers something.

    Args:
        session: to read with.
        layers: only those in these layers; empty for all.
    """
    areas: dict[str, set[str]] = {}
    needs: dict[str, set[str]] = {}
    about: dict[str, query.OfferRow] = {}
    for row in query.offers(session):
        if layers and row.layer not in layers:
            continue
        about[row.organisation_id] = row
        if row.area_id:
            areas.setdefault(row.organisation_id, set()).add(row.area_id)
        if row.need_id:
            needs.setdefault(row.organisation_id, set()).add(row.need_id)
    found = {
        key: Provider(
            id=key,
            organisation_id=key,
            name=row.name,
            layer=row.layer,
            capacity=None,
            contacts=bool(row.contact_name.strip()) + bool(row.deputy_name.strip()),
            areas=frozenset(areas.get(key, ())),
            needs=frozenset(needs.get(key, ())),
        )
        for key, row in about.items()
    }
    return Offered(found, {key: row.phone for key, row in about.items()}, {}, {})
