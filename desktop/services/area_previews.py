"""Who would live in an area, and who no longer, before anything is saved."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from db.queries import routing as query
from desktop.domain.postcodes import outcode, sector
from desktop.domain.routing import Claim, Router
from desktop.services.areas import AreaDraft, parts_read
from desktop.services.base import Actor, Service, verb
from desktop.services.routing import moves, router

MOST_LISTED = 200
"""Addresses told one by one, of each kind; the rest is counted."""
_NEW = "new"


@dataclass(frozen=True, slots=True)
class AreaPreview:
    """What saving an area would do.

    Attributes:
        comes_in: how many households would come in; those outside every area until now too.
        goes_out: how many would leave it.
        stays: how many would stay, those given to it by hand too.
        coming, going: their addresses by postcode, as far as they are told one by one.
        claimed: other areas that claim one of the same parts.
    """

    comes_in: int
    goes_out: int
    stays: int
    coming: tuple[str, ...] = ()
    going: tuple[str, ...] = ()
    claimed: tuple[str, ...] = ()


class AreaPreviews(Service):
    """The verb that looks ahead."""

    @verb("area.set")
    def of(self, _actor: Actor, draft: AreaDraft, area_id: str = "") -> AreaPreview:
        """Tell who would be in an area: by the same router, and the same rule, as saving it.

        Args:
            _actor: who asks.
            draft: the area as typed or picked.
            area_id: the one to change; empty for a new one.

        Raises:
            DomainError: a part cannot be read.
        """
        wanted, key = parts_read(draft), area_id or _NEW
        with self.store.read() as session:
            rows, parents = query.claims(session), query.parents(session)
            others = [Claim(*row) for row in rows if row.area_id != area_id]
            own = [Claim(key, kind, value, draft.kind, draft.name) for kind, value in wanted]
            after = Router([*others, *own], {**parents, key: draft.parent_id})
            homes = sorted(query.placed(session), key=lambda one: (one.postcode, one.id))
            moved = moves(homes, router(session), after)
            coming = [one.id for one in homes if moved.get(one.id) == key]
            going = [one.id for one in homes if one.id in moved and one.area_id == key]
            inside = query.taken_in(session).get(area_id, (0, 0))[0]
            named = {row.name for row in rows if row.area_id != area_id and (row.kind, row.value) in wanted}
            return AreaPreview(
                len(coming),
                len(going),
                inside - len(going),
                _addresses(session, coming),
                _addresses(session, going),
                tuple(sorted(named)),
            )

    @verb("area.set")
    def on_record(self, _actor: Actor, parts: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """Postcodes of homes on record in sectors and first parts, those that no list has yet too."""
        wanted = set(parts)
        found: dict[str, set[str]] = {part: set() for part in wanted}
        with self.store.read() as session:
            for one in query.placed(session):
                for part in {sector(one.postcode), outcode(one.postcode)} & wanted:
                    found[part].add(one.postcode)
        return {part: tuple(sorted(codes)) for part, codes in found.items()}


def _addresses(session: Session, keys: Sequence[str]) -> tuple[str, ...]:
    found = query.addresses(session, keys[:MOST_LISTED])
    return tuple(", ".join(part for part in (line, postcode) if part) for _key, line, postcode in found)
