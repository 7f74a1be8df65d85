"""Areas: patches made of postcodes, sectors, outcodes and wards, and whose they are."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.enums import AreaKind, AreaPartKind
from db.models import Area, AreaPart, Household
from db.queries import areas as query
from db.queries import routing as routing_query
from db.queries.areas import AreaRow
from db.session import UnitOfWork
from desktop.domain.errors import DomainError
from desktop.domain.postcodes import looks_complete, normalise
from desktop.domain.routing import parts_of
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.records import get, set_fields, tidied, void
from desktop.services.routing import reroute, router

_OWN = ("name", "kind", "parent_id", "note", "owner_id", "population", "homes")


@dataclass(frozen=True, slots=True)
class AreaDraft:
    """An area as typed.

    Attributes:
        parts: postcodes, sectors such as ``QX4 2`` and outcodes such as ``QX4``, as typed.
        wards: GSS code and name of each ward.
        owner_id: the organisation whose area it is; None for this hub's own.
        population: how many people live there, where it is known.
        homes: how many homes there are, likewise.
    """

    name: str
    kind: AreaKind = AreaKind.LOCALITY
    parent_id: str | None = None
    note: str = ""
    parts: tuple[str, ...] = ()
    wards: tuple[tuple[str, str], ...] = ()
    owner_id: str | None = None
    population: int | None = None
    homes: int | None = None


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What a list of parts would take in.

    Attributes:
        households: homes on record whose postcode lies in one of them.
        postcodes: different postcodes among those.
        claimed: other areas that claim one of the same parts.
    """

    households: int
    postcodes: int
    claimed: tuple[str, ...] = ()


class Areas(Service):
    """Verbs on areas."""

    @verb("area.see")
    def ids(
        self, _actor: Actor, sort: str = "name", descending: bool = False, *, voided: bool = False
    ) -> list[str]:
        """Keys of the areas, sorted."""
        with self.store.read() as session:
            return query.ids(session, sort, descending, voided=voided)

    @verb("area.see")
    def rows(self, _actor: Actor, wanted: Sequence[str]) -> list[AreaRow]:
        """Lines for keys, in the order of the keys."""
        with self.store.read() as session:
            return query.rows(session, wanted)

    @verb("area.see")
    def choices(self, _actor: Actor) -> list[tuple[str, str]]:
        """Key and name of every area, by name."""
        with self.store.read() as session:
            return query.everywhere(session)

    @verb("area.see")
    def get(self, _actor: Actor, area_id: str) -> AreaDraft:
        """One area, ready for a form."""
        with self.store.read() as session:
            area = get(session, Area, area_id, "area")
            held = query.parts(session, area_id)
            return AreaDraft(
                **{name: getattr(area, name) for name in _OWN},
                parts=tuple(one.value for one in held if one.kind is not AreaPartKind.WARD),
                wards=tuple((one.value, one.label) for one in held if one.kind is AreaPartKind.WARD),
            )

    @verb("area.see")
    def outside(self, _actor: Actor) -> list[str]:
        """Keys of households with an address that belong to no area, so that nobody is missed."""
        with self.store.read() as session:
            return routing_query.outside(session)

    @verb("area.see")
    def would_take_in(self, _actor: Actor, draft: AreaDraft, area_id: str = "") -> TakenIn:
        """What an area would take in, before it is saved.

        Args:
            _actor: who asks.
            draft: the area as typed.
            area_id: the one to change; empty for a new one.

        Raises:
            DomainError: a part cannot be read.
        """
        wanted = parts_read(draft)
        with self.store.read() as session:
            homes = routing_query.placed(session)
            taken = routing_query.claims(session, {value for _kind, value in wanted})
        lying = {one: parts_of(*one) for one in {(home.postcode, home.ward_code) for home in homes}}
        inside = [
            home for home in homes if not wanted.keys().isdisjoint(lying[home.postcode, home.ward_code])
        ]
        claimed = {row.name for row in taken if row.area_id != area_id and (row.kind, row.value) in wanted}
        return TakenIn(len(inside), len({one.postcode for one in inside}), tuple(sorted(claimed)))

    @verb("area.set")
    def save(self, actor: Actor, draft: AreaDraft, area_id: str = "") -> Changes:
        """Add an area, or change one; households follow their postcodes, but for those given by hand.

        Raises:
            DomainError: it has no name, lies in itself, or a part cannot be read.
        """
        parts = parts_read(draft)
        values = tidied(draft, _OWN)
        if not values["name"]:
            raise DomainError("Give the area a name.", field="name")
        if any(number is not None and number < 0 for number in (draft.population, draft.homes)):
            raise DomainError("There cannot be fewer than none.", field="homes")
        with self.store.write(actor.user_id) as work:
            before = router(work.session)
            if area_id and area_id in _line_above(work.session, draft.parent_id):
                raise DomainError("An area cannot lie inside itself.", field="parent_id")
            if area_id:
                area = get(work.session, Area, area_id, "area")
                set_fields(area, values)
            else:
                area = Area(**values)
                work.add(area)
            work.session.flush()
            _set_parts(work, area.id, parts)
            work.session.flush()
            reroute(work, before, router(work.session))
            return changes(work, area.id, f"Saved {area.name}")

    @verb("area.set")
    def void(self, actor: Actor, area_id: str, reason: str) -> Changes:
        """Take an area out of use; its households go where their postcodes lead now, or to none."""
        with self.store.write(actor.user_id) as work:
            area = get(work.session, Area, area_id, "area")
            void(area, reason, self.now())
            _set_parts(work, area_id, {})
            held = list(work.session.scalars(select(Household.id).where(Household.area_id == area_id)))
            work.update_many(Household, {key: {"area_id": None, "area_reason": ""} for key in held})
            now = router(work.session)
            reroute(work, now, now)
            return changes(work, area_id, f"Voided {area.name}")


def parts_read(draft: AreaDraft) -> dict[tuple[AreaPartKind, str], str]:
    """Sort and value of each part, to its label.

    Raises:
        DomainError: a part cannot be read.
    """
    found: dict[tuple[AreaPartKind, str], str] = {}
    for text in draft.parts:
        tidy = normalise(text)
        if tidy:
            found[_kind(tidy, text), tidy] = ""
    return found | {(AreaPartKind.WARD, code): name for code, name in draft.wards}


def _kind(tidy: str, typed: str) -> AreaPartKind:
    if looks_complete(tidy):
        return AreaPartKind.POSTCODE
    outward, _, inward = tidy.partition(" ")
    if not any(letter.isdigit() for letter in outward):
        raise DomainError(
            f"“{typed}” is not a postcode, a sector like QX4 2 or a first part like QX4.", field="parts"
        )
    return AreaPartKind.SECTOR if inward else AreaPartKind.OUTCODE


def _set_parts(work: UnitOfWork, area_id: str, wanted: dict[tuple[AreaPartKind, str], str]) -> None:
    held = {(part.kind, part.value): part for part in query.parts(work.session, area_id)}
    for (kind, value), label in wanted.items():
        if (kind, value) not in held:
            work.add(AreaPart(area_id=area_id, kind=kind, value=value, label=label))
    for key, part in held.items():
        if key not in wanted:
            work.session.delete(part)


def _line_above(session: Session, area_id: str | None) -> set[str]:
    seen: set[str] = set()
    while area_id and area_id not in seen:
        seen.add(area_id)
        area_id = session.scalar(select(Area.parent_id).where(Area.id == area_id))
    return seen
