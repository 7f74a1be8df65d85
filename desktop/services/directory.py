"""The directory: what every organisation offers, found by postcode and need, offline."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db import search
from db.enums import Answer, RiskTier
from db.enums_services import FoodCulture, ServiceStatus
from db.models import NeedType, Organisation, ServiceArea, ServiceHours, ServiceNeed
from db.models import Service as Offered
from db.queries import services as query
from db.queries.services import ServiceFilter, ServiceRow
from db.session import UnitOfWork
from desktop.domain.directory import is_old, may_tell_where, room_left, week_of
from desktop.domain.errors import DomainError
from desktop.domain.opening_hours import Hours, OpenState, state_at
from desktop.domain.postcodes import looks_complete, normalise, outcode
from desktop.domain.routing import parts_of
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.needs import PRIVATE_LABEL, sees_private
from desktop.services.records import get, set_fields, tidied, void


@dataclass(frozen=True, slots=True)
class ServiceDraft:
    """A service as typed; see `db.models.Service` for what each field means."""

    organisation_id: str
    name: str
    description: str = ""
    status: ServiceStatus = ServiceStatus.ACTIVE
    capacity_week: int | None = None
    capacity_left: int | None = None
    capacity_asked_on: date | None = None
    eligibility: str = ""
    minimum_age: int | None = None
    maximum_age: int | None = None
    how_to_refer: str = ""
    languages: tuple[str, ...] = ()
    interpreters: str = ""
    food_cultures: tuple[FoodCulture, ...] = ()
    collects: bool = False
    delivers: bool = False
    cost: str = ""
    phone: str = ""
    email: str = ""
    url: str = ""
    address: str = ""
    postcode: str = ""
    everywhere: bool = False
    risk_up_to: RiskTier = RiskTier.LOW
    in_leaflet: Answer = Answer.NOT_ASKED
    address_withheld: bool = False
    verified_on: date | None = None
    verified_by: str = ""
    note: str = ""
    area_ids: frozenset[str] = frozenset()
    need_ids: frozenset[str] = frozenset()
    hours: tuple[Hours, ...] = ()


_WHERE = ("address", "postcode")
_LINKS = ("area_ids", "need_ids", "hours")
OWN_FIELDS = tuple(name for name in ServiceDraft.__slots__ if name not in _LINKS)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody looks for.

    Attributes:
        words: part of a name, or nothing.
        postcode: where they live: whole, or its first part; empty for anywhere.
        area_id: an area instead of a postcode.
        need_id, language, food: what it must have; empty for whatever.
    """

    words: str = ""
    postcode: str = ""
    area_id: str = ""
    need_id: str = ""
    language: str = ""
    food: str = ""
    delivers: bool = False
    collects: bool = False
    interpreters: bool = False
    running: bool = False
    organisation_id: str = ""
    voided: bool = False


@dataclass(frozen=True, slots=True)
class Listed:
    """A service as it stands at this moment, for whoever looks.

    Attributes:
        row: what is stored of it; without where it is, where that is withheld and they are not the lead.
        needs: what it meets, private needs by their cover name for all but the lead.
        private: whether it meets a private need.
        hours: when it opens.
        open: whether it is open now.
        left: how many more it can take this week at most; None where nobody said.
        old: whether nobody made sure of it for six months.
    """

    row: ServiceRow
    needs: tuple[str, ...]
    private: bool
    hours: tuple[Hours, ...]
    open: OpenState
    left: int | None
    old: bool

    @property
    def id(self) -> str:
        """Its key."""
        return self.row.id


class Directory(Service):
    """Verbs on services."""

    @verb("service.see")
    def ids(self, actor: Actor, wanted: Wanted, sort: str = "best", descending: bool = False) -> list[str]:
        """Keys of the services wanted: the nearest meant first, then those made sure of last.

        Nothing is found for what is no postcode and no beginning of one.
        """
        with self.store.read() as session:
            among = None
            if wanted.words.strip():
                found = search.keys(session.connection(), actor.looks_for(wanted.words), "service", 200)
                among = tuple(found)
            narrow = ServiceFilter(
                among=among,
                area_ids=self._area_ids(session, wanted),
                **{name: getattr(wanted, name) for name in _SAME},
            )
            return query.ids(session, narrow, sort, descending)

    @verb("service.see")
    def rows(self, actor: Actor, wanted: Sequence[str]) -> list[Listed]:
        """Services for keys, in the order of the keys."""
        with self.store.read() as session:
            return listed(session, wanted, self.now(), may_see=sees_private(actor))

    @verb("service.see")
    def of_organisation(self, actor: Actor, organisation_id: str) -> list[Listed]:
        """Every service of one organisation, by name."""
        with self.store.read() as session:
            keys = query.ids(session, ServiceFilter(organisation_id=organisation_id), "name")
        return self.rows(actor, keys)

    @verb("service.set")
    def get(self, actor: Actor, service_id: str) -> ServiceDraft:
        """One service, ready for a form; without its address where only the lead may know it."""
        with self.store.read() as session:
            one = get(session, Offered, service_id, "service")
            values = {name: getattr(one, name) for name in OWN_FIELDS}
            needs = frozenset(session.scalars(_held(ServiceNeed.need_type_id, ServiceNeed, one.id)))
            areas = frozenset(session.scalars(_held(ServiceArea.area_id, ServiceArea, one.id)))
            times = session.scalars(select(ServiceHours).where(ServiceHours.service_id == one.id))
            hours = tuple(sorted(Hours(t.weekday, t.opens_at, t.closes_at, t.note) for t in times))
            if _hides(session, actor, one):
                values |= dict.fromkeys(_WHERE, "")
        values["languages"], values["food_cultures"] = tuple(one.languages), _foods(one.food_cultures)
        return ServiceDraft(**values, area_ids=areas, need_ids=needs, hours=hours)

    @verb("service.set")
    def save(self, actor: Actor, draft: ServiceDraft, service_id: str = "") -> Changes:
        """Add a service, or change one.

        Raises:
            DomainError: it has no name or organisation, nothing it helps with, nowhere it helps, a number
                below none, or ages the wrong way round.
        """
        _check(draft)
        values = tidied(draft, OWN_FIELDS) | {"postcode": normalise(draft.postcode)}
        values |= {
            "languages": sorted(set(draft.languages)),
            "food_cultures": sorted(set(draft.food_cultures)),
        }
        with self.store.write(actor.user_id) as work:
            get(work.session, Organisation, draft.organisation_id, "organisation")
            if service_id:
                one = get(work.session, Offered, service_id, "service")
                if _hides(work.session, actor, one):
                    # Who may not see where it is was shown an empty form field: what stands is kept.
                    values = {name: value for name, value in values.items() if name not in _WHERE}
                set_fields(one, values)
            else:
                one = Offered(number=work.next_number("service"), **values)
                work.add(one)
            work.session.flush()
            _set_links(work, one.id, draft)
            return changes(work, one.id, f"Saved {one.name}")

    @verb("service.heard")
    def heard(self, actor: Actor, service_id: str, left: int | None) -> Changes:
        """Record how many more a service said it can take this week; None takes the word back.

        Raises:
            DomainError: the number is below none.
        """
        if left is not None and left < 0:
            raise DomainError("There cannot be fewer than none left.", field="capacity_left")
        with self.store.write(actor.user_id) as work:
            one = get(work.session, Offered, service_id, "service")
            asked = self.today() if left is not None else None
            set_fields(one, {"capacity_left": left, "capacity_asked_on": asked})
            return changes(work, service_id, f"Recorded what {one.name} has left")

    @verb("service.heard")
    def verify(self, actor: Actor, service_id: str) -> Changes:
        """Record that somebody made sure today that what is known of a service is so."""
        with self.store.write(actor.user_id) as work:
            one = get(work.session, Offered, service_id, "service")
            set_fields(one, {"verified_on": self.today(), "verified_by": actor.name})
            return changes(work, service_id, f"{one.name} was checked today")

    @verb("service.void")
    def void(self, actor: Actor, service_id: str, reason: str) -> Changes:
        """Take a service out of the directory."""
        with self.store.write(actor.user_id) as work:
            one = get(work.session, Offered, service_id, "service")
            void(one, reason, self.now())
            return changes(work, service_id, f"Voided {one.name}")

    def _area_ids(self, session: Session, wanted: Wanted) -> tuple[str, ...] | None:
        if wanted.area_id:
            return query.areas_around(session, wanted.area_id)
        if not wanted.postcode.strip():
            return None
        return areas_at(session, wanted.postcode, self._ward(wanted.postcode))

    def _ward(self, postcode: str) -> str:
        tidy = normalise(postcode)
        place = self.tools.find_places([tidy]).get(tidy) if looks_complete(tidy) else None
        return place.ward_code if place else ""


_SAME = (
    "need_id",
    "language",
    "food",
    "delivers",
    "collects",
    "interpreters",
    "running",
    "organisation_id",
    "voided",
)


def areas_at(session: Session, postcode: str, ward_code: str = "") -> tuple[str, ...]:
    """Keys of the areas a postcode lies in, those around them included.

    Args:
        session: to read with.
        postcode: whole, or its first part: then every area with a part of it.
        ward_code: the ward of a whole one.
    """
    values = [value for _kind, value in parts_of(postcode, ward_code)]
    whole, first = looks_complete(postcode), outcode(postcode)
    return query.areas_of(session, values, "" if whole or not first else _beginning(postcode, first))


def _beginning(postcode: str, first: str) -> str:
    tidy = normalise(postcode)
    return tidy if tidy != first else f"{first} "


def listed(session: Session, wanted: Sequence[str], now: datetime, *, may_see: bool) -> list[Listed]:
    """Services for keys, in the order of the keys.

    Args:
        session: to read with.
        wanted: the keys.
        now: the present moment, aware.
        may_see: whether private needs and hiding places are named.
    """
    moment = now.astimezone().replace(tzinfo=None)
    found = query.rows(session, wanted, week_of(moment.date()))
    return [_listed(row, moment, may_see) for row in found]


def _listed(row: ServiceRow, moment: datetime, may_see: bool) -> Listed:
    named = [(label, bool(private)) for label, private in json.loads(row.needs)]
    private = any(hidden for _label, hidden in named)
    needs = sorted({PRIVATE_LABEL if hidden and not may_see else label for label, hidden in named})
    hours = tuple(
        sorted(
            Hours(day, time.fromisoformat(opens), time.fromisoformat(closes), note)
            for day, opens, closes, note in json.loads(row.hours)
        )
    )
    today = moment.date()
    sent = [date.fromisoformat(one[:10]) for one in json.loads(row.sent_on)]
    left = room_left(row.capacity_week, row.capacity_left, row.capacity_asked_on, sent, today)
    if not may_see and not may_tell_where(private=private, withheld=row.address_withheld):
        row = row._replace(address="", postcode="")
    return Listed(
        row, tuple(needs), private, hours, state_at(hours, moment), left, is_old(row.verified_on, today)
    )


def _hides(session: Session, actor: Actor, one: Offered) -> bool:
    """Whether an account may not know where a service is."""
    needs = select(NeedType.id).where(
        NeedType.is_private, NeedType.id.in_(_held(ServiceNeed.need_type_id, ServiceNeed, one.id))
    )
    private = session.scalars(needs.limit(1)).first() is not None
    return not sees_private(actor) and not may_tell_where(private=private, withheld=one.address_withheld)


def _foods(codes: Sequence[str]) -> tuple[FoodCulture, ...]:
    known = set(FoodCulture)
    return tuple(FoodCulture(one) for one in codes if one in known)


def _held(column: Any, model: Any, service_id: str) -> Any:
    return select(column).where(model.service_id == service_id)


def _check(draft: ServiceDraft) -> None:
    if not draft.name.strip():
        raise DomainError("Give the service a name.", field="name")
    if not draft.organisation_id:
        raise DomainError("Choose whose service it is.", field="organisation_id")
    if not draft.need_ids:
        raise DomainError("Tick what it helps with, or nobody will find it.", field="need_ids")
    if not draft.everywhere and not draft.area_ids:
        raise DomainError("Tick the areas it helps in, or that it helps everywhere.", field="area_ids")
    for name in ("capacity_week", "capacity_left", "minimum_age", "maximum_age"):
        if (getattr(draft, name) or 0) < 0:
            raise DomainError("There cannot be fewer than none.", field=name)
    least, most = draft.minimum_age, draft.maximum_age
    if least is not None and most is not None and least > most:
        raise DomainError("The youngest age is above the oldest. Swap them.", field="minimum_age")


def _set_links(work: UnitOfWork, service_id: str, draft: ServiceDraft) -> None:
    for model, column, wanted in (
        (ServiceArea, "area_id", draft.area_ids),
        (ServiceNeed, "need_type_id", draft.need_ids),
    ):
        held = {getattr(one, column): one for one in work.session.scalars(_held(model, model, service_id))}
        work.add(*(model(service_id=service_id, **{column: key}) for key in sorted(wanted - held.keys())))
        for key in held.keys() - wanted:
            work.session.delete(held[key])
    kept = {
        Hours(one.weekday, one.opens_at, one.closes_at, one.note): one
        for one in work.session.scalars(_held(ServiceHours, ServiceHours, service_id))
    }
    wanted_hours = set(draft.hours)
    for gone in kept.keys() - wanted_hours:
        work.session.delete(kept[gone])
    work.session.flush()
    work.add(
        *(ServiceHours(service_id=service_id, **one._asdict()) for one in sorted(wanted_hours - kept.keys()))
    )
