"""Every organisation and service whole, to write and compare a directory: seven statements, however many."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import (
    Area,
    AreaPart,
    NeedType,
    Organisation,
    Service,
    ServiceArea,
    ServiceHours,
    ServiceNeed,
)


class Held(NamedTuple):
    """What the hub holds.

    Attributes:
        organisations: those in use.
        services: theirs, those in use.
        needs: codes of need types by service.
        areas: keys of areas by service.
        hours: opening times by service.
        patches: name and parts of every area in use, by key.
    """

    organisations: Sequence[Organisation]
    services: Sequence[Service]
    needs: dict[str, list[str]]
    areas: dict[str, list[str]]
    hours: dict[str, list[ServiceHours]]
    patches: dict[str, tuple[str, tuple[str, ...]]]


def everything(session: Session) -> Held:
    """Read organisations and services whole."""
    theirs = select(Service).join(Organisation, Organisation.id == Service.organisation_id)
    in_use = (Organisation.voided_at.is_(None), Service.voided_at.is_(None))
    hours: dict[str, list[ServiceHours]] = defaultdict(list)
    for one in session.scalars(select(ServiceHours)):
        hours[one.service_id].append(one)
    needs = select(ServiceNeed.service_id, NeedType.code).join(
        NeedType, NeedType.id == ServiceNeed.need_type_id
    )
    return Held(
        session.scalars(select(Organisation).where(Organisation.voided_at.is_(None))).all(),
        session.scalars(theirs.where(*in_use)).all(),
        _grouped(session.execute(needs)),
        _grouped(session.execute(select(ServiceArea.service_id, ServiceArea.area_id))),
        hours,
        _patches(session),
    )


def need_types(session: Session) -> dict[str, tuple[str, str]]:
    """Key and words of every need type in use, by code."""
    query = select(NeedType.code, NeedType.id, NeedType.label).where(NeedType.voided_at.is_(None))
    return {code: (key, label) for code, key, label in session.execute(query)}


def taken_off(session: Session) -> set[str]:
    """Keys of organisations and services taken off their lists."""
    return {
        *session.scalars(select(Organisation.id).where(Organisation.voided_at.is_not(None))),
        *session.scalars(select(Service.id).where(Service.voided_at.is_not(None))),
    }


def _patches(session: Session) -> dict[str, tuple[str, tuple[str, ...]]]:
    parts = _grouped(session.execute(select(AreaPart.area_id, AreaPart.value)))
    areas = session.execute(select(Area.id, Area.name).where(Area.voided_at.is_(None)))
    return {key: (name, tuple(sorted(parts.get(key, ())))) for key, name in areas}


def _grouped(pairs: Iterable[Any]) -> dict[str, list[str]]:
    made: dict[str, list[str]] = defaultdict(list)
    for owner, value in pairs:
        made[owner].append(value)
    return made
