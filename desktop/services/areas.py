"""Areas: patches made of postcodes, sectors and outcodes, and whose they are."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.enums import AreaKind, AreaPartKind
from db.models import Area, AreaPart, Household
from db.queries import areas as query
from db.queries.areas import AreaRow
from db.session import UnitOfWork
from desktop.domain.errors import DomainError
from desktop.domain.postcodes import looks_complete, normalise
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.households import area_of
from desktop.services.records import get, set_fields, tidied, void


@dataclass(frozen=True, slots=True)
class AreaDraft:
    """An area as typed.

    Attributes:
        parts: postcodes, sectors such as ``QX4 2`` and outcodes such as ``QX4``, as typed.
    """

    name: str
    kind: AreaKind = AreaKind.LOCALITY
    parent_id: str | None = None
    note: str = ""
    parts: tuple[str, ...] = ()


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
            parts = tuple(part.value for part in query.parts(session, area_id))
            return AreaDraft(area.name, area.kind, area.parent_id, area.note, parts)

    @verb("area.see")
    def outside(self, _actor: Actor) -> list[str]:
        """Keys of households with a postcode that lie in no area, so that nobody is missed."""
        with self.store.read() as session:
            here = select(Household.id).where(
                Household.area_id.is_(None), Household.postcode != "", Household.voided_at.is_(None)
            )
            return list(session.scalars(here.order_by(Household.postcode, Household.id)))

    @verb("area.set")
    def save(self, actor: Actor, draft: AreaDraft, area_id: str = "") -> Changes:
        """Add an area, or change one; households without an area that lie in it now belong to it.

        Raises:
            DomainError: it has no name, lies in itself, or a part cannot be read.
        """
        parts = _parts(draft.parts)
        values = tidied(draft, ("name", "kind", "parent_id", "note"))
        if not values["name"]:
            raise DomainError("Give the area a name.", field="name")
        with self.store.write(actor.user_id) as work:
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
            _take_in(work)
            return changes(work, area.id, f"Saved {area.name}")

    @verb("area.set")
    def void(self, actor: Actor, area_id: str, reason: str) -> Changes:
        """Take an area out of use; its households belong to none until another takes them in."""
        with self.store.write(actor.user_id) as work:
            area = get(work.session, Area, area_id, "area")
            void(area, reason, self.now())
            _set_parts(work, area_id, {})
            held = work.session.scalars(select(Household.id).where(Household.area_id == area_id))
            work.update_many(Household, {key: {"area_id": None} for key in held})
            return changes(work, area_id, f"Voided {area.name}")


def _parts(typed: Sequence[str]) -> dict[tuple[AreaPartKind, str], None]:
    found: dict[tuple[AreaPartKind, str], None] = {}
    for text in typed:
        tidy = normalise(text)
        if not tidy:
            continue
        found[_kind(tidy, text), tidy] = None
    return found


def _kind(tidy: str, typed: str) -> AreaPartKind:
    if looks_complete(tidy):
        return AreaPartKind.POSTCODE
    outward, _, inward = tidy.partition(" ")
    if not any(letter.isdigit() for letter in outward):
        raise DomainError(
            f"“{typed}” is not a postcode, a sector like QX4 2 or a first part like QX4.", field="parts"
        )
    return AreaPartKind.SECTOR if inward else AreaPartKind.OUTCODE


def _set_parts(work: UnitOfWork, area_id: str, wanted: dict[tuple[AreaPartKind, str], None]) -> None:
    held = {(part.kind, part.value): part for part in query.parts(work.session, area_id)}
    for kind, value in wanted:
        if (kind, value) not in held:
            work.add(AreaPart(area_id=area_id, kind=kind, value=value))
    for key, part in held.items():
        if key not in wanted:
            work.session.delete(part)


def _take_in(work: UnitOfWork) -> None:
    loose = work.session.execute(
        select(Household.id, Household.postcode).where(Household.area_id.is_(None), Household.postcode != "")
    ).all()
    known = {postcode: area_of(work.session, postcode) for postcode in {row.postcode for row in loose}}
    edits = {row.id: {"area_id": known[row.postcode]} for row in loose if known[row.postcode]}
    work.update_many(Household, edits)


def _line_above(session: Session, area_id: str | None) -> set[str]:
    seen: set[str] = set()
    while area_id and area_id not in seen:
        seen.add(area_id)
        area_id = session.scalar(select(Area.parent_id).where(Area.id == area_id))
    return seen
