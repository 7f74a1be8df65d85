"""An area while it is picked: its parts as they were and are, and the postcodes of what is taken apart."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from desktop.domain.area_picks import Edit, covers, edit, lies_in, mended, take_in, take_out, tidied
from desktop.domain.map_plan import Point
from desktop.domain.postcodes import looks_complete, outcode, sector
from desktop.services.areas import AreaDraft
from desktop.services.map_ground import MapGround

ReadGround = Callable[[], MapGround]


class Picking:
    """Holds the draft and what each larger part is made of, so that a pick is drawn at once."""

    def __init__(self, draft: AreaDraft) -> None:
        """Begin with an area as it is saved."""
        self._draft = draft
        self.was = tidied(draft.parts)
        self.parts = self.was
        self.wards = frozenset(code for code, _name in draft.wards)
        self._inside: dict[str, tuple[str, ...]] = {}

    @property
    def draft(self) -> AreaDraft:
        """The area as it is picked now."""
        return replace(self._draft, parts=tuple(sorted(self.parts)))

    @property
    def edit(self) -> Edit:
        """What was changed."""
        return edit(self.was, self.parts, self._postcodes)

    def unread(self, going: Iterable[str]) -> set[str]:
        """The larger parts that must be known before parts can be taken out of them."""
        wanted = set(going)
        larger = {up for one in wanted for up in (sector(one), outcode(one)) if up in self.parts}
        return {one for one in larger if one not in self._inside} - wanted

    def learn(self, found: Mapping[str, tuple[str, ...]]) -> None:
        """Keep what larger parts are made of."""
        self._inside.update(found)

    def unknown(self, going: Iterable[str]) -> str:
        """A larger part whose postcodes nobody knows, so that nothing can go out of it; empty for none."""
        wanted = set(going)
        larger = (up for one in wanted for up in (sector(one), outcode(one)) if up in self.parts - wanted)
        return next((one for one in larger if not self._postcodes(one)), "")

    def take_in(self, coming: Iterable[str]) -> None:
        """Take parts in."""
        for one in coming:
            self.parts = take_in(self.parts, one)
        self._mend()

    def take_out(self, going: Iterable[str]) -> None:
        """Take parts out."""
        for one in going:
            self.parts = take_out(self.parts, one, self._postcodes)
        self._mend()

    def take_back(self, part: str) -> None:
        """Undo one line of what was changed."""
        if not covers(self.parts, part):
            self.take_in([part])
            return
        self.take_out([part])
        self.take_in(one for one in self.was if lies_in(one, part))

    def _mend(self) -> None:
        self.parts = mended(self.parts, self.was - self.parts, self._postcodes)

    def _postcodes(self, part: str) -> tuple[str, ...]:
        if part in self._inside:
            return self._inside[part]
        return tuple(one for one in self._inside.get(outcode(part), ()) if sector(one) == part)


def inside(read: ReadGround, on_record: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """The postcodes of larger parts: those of the list, and those of homes on record (worker).

    Args:
        read: gives the ground.
        on_record: the postcodes of homes in each part that is asked about.
    """
    ground = read()
    return {
        part: tuple(sorted({*(one.postcode for one in ground.inside(part)), *homes}))
        for part, homes in on_record.items()
    }


def places_of(
    read: ReadGround, find: Callable[[Sequence[str]], Mapping[str, object]], parts: Iterable[str]
) -> list[Point]:
    """Where the parts of an area lie (worker).

    Args:
        read: gives the ground.
        find: the hub's own finder of whole postcodes.
        parts: as stored.
    """
    whole = [one for one in parts if looks_complete(one)]
    larger = [one for one in parts if not looks_complete(one)]
    found = list(find(whole).values()) if whole else []
    if larger:
        ground = read()
        found += [one for part in larger for one in ground.inside(part)]
    places = ((getattr(one, "easting", None), getattr(one, "northing", None)) for one in found)
    return [(float(east), float(north)) for east, north in places if east is not None and north is not None]
