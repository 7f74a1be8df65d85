"""The ground of a map: the gazetteer's own postcode points, thinned to what a screen or a page can show.

Nothing here reads the hub's store. A town's streets, rivers and parks show as shapes in the points; the names
of postcode sectors and wards stand at the median of their points, which lies among the houses also where a
sector goes around an estuary and its mean would be in the water.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from db.enums import AreaKind
from db.gazetteer import NamedPlace, Place, UnitPlace
from db.gazetteer_ground import Ground
from desktop.domain.map_plan import Box, Point

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MEDIANS_BELOW = 14.0
"""Metres to a px up to which names stand at medians; beyond, a few hundred metres do not show and the means
that the gazetteer has ready will do."""
OUTCODES_ABOVE = 28.0
"""Metres to a px beyond which wards and sectors are too many to read and what they lie in is named."""
_PATCH = (96.0, 48.0)
"""Px wide and high of the patches of which each is named once at most."""
_FEWEST = 5
"""Postcodes a part of a ward or sector needs to be named: a handful at a border names nothing."""


MOST_UNITS = 30_000
"""Postcodes that can be picked at once: more stand closer on a screen than a finger or a pointer tells."""


class NameKind(StrEnum):
    """What a name on the map names: a ward or what stands for it, a sector or what stands for it."""

    WARD = "ward"
    SECTOR = "sector"


@dataclass(frozen=True, slots=True)
class GroundName:
    """A name on the map; of several that want the same room the one with more postcodes is shown."""

    text: str
    kind: NameKind
    at: Point
    units: int


@dataclass(frozen=True, slots=True)
class Dots:
    """Points thinned to at most one in each square cell of the grid, each where a postcode really is.

    Attributes:
        east: eastings in metres.
        north: northings, in the same order.
        count: how many postcodes each stands for, at least 1.
    """

    east: "NDArray[np.int64]"
    north: "NDArray[np.int64]"
    count: "NDArray[np.int64]"

    def points(self) -> list[Point]:
        """The places as pairs."""
        return list(zip(self.east.tolist(), self.north.tolist(), strict=True))


class GroundReader(Protocol):
    """What the map asks of a gazetteer; see `db.gazetteer.Gazetteer` for each."""

    def ground_in(self, west: int, south: int, east: int, north: int) -> Ground:
        """Every postcode of the sectors that touch a box."""

    def areas_in(self, kind: AreaKind, west: int, south: int, east: int, north: int) -> list[NamedPlace]:
        """Wards or local authorities whose middle lies in a box."""

    def sectors_in(self, west: int, south: int, east: int, north: int) -> list[NamedPlace]:
        """Sectors whose middle lies in a box."""

    def outcodes_in(self, west: int, south: int, east: int, north: int) -> list[NamedPlace]:
        """Outcodes whose middle lies in a box."""

    def units_in(self, west: int, south: int, east: int, north: int) -> list[UnitPlace]:
        """Every postcode in a box, by name."""

    def postcodes_in(self, name: str) -> list[Place]:
        """Every postcode of a sector or an outcode."""


class MapGround:
    """Reads the ground of a map; may be used from any thread."""

    def __init__(self, gazetteer: GroundReader) -> None:
        self._gazetteer = gazetteer

    def dots(self, box: Box, cell: float) -> Dots:
        """Thin the postcodes of a box to one in each cell.

        Args:
            box: the stretch of ground.
            cell: side of a cell in metres; the wider the view, the larger.

        Returns:
            The cells that hold a postcode. However dense the ground, at most as many as the box has cells.
        """
        return thinned(self._gazetteer.ground_in(*whole(box)), box, cell)

    def names(self, box: Box, metres_a_px: float) -> list[GroundName]:
        """Name what lies in a box.

        Args:
            box: the stretch of ground.
            metres_a_px: how far out the view is.

        Returns:
            Wards, then sectors, those with more postcodes first; from far away local authorities and
            outcodes in their place.
        """
        edges = whole(box)
        if metres_a_px <= MEDIANS_BELOW:
            found = list(_at_medians(self._gazetteer.ground_in(*edges), box))
        else:
            far = metres_a_px > OUTCODES_ABOVE
            small = self._gazetteer.outcodes_in if far else self._gazetteer.sectors_in
            large = AreaKind.BOROUGH if far else AreaKind.WARD
            found = [
                *_at_means(self._gazetteer.areas_in(large, *edges), NameKind.WARD),
                *_at_means(small(*edges), NameKind.SECTOR),
            ]
        found = sorted(found, key=lambda one: (one.kind is NameKind.SECTOR, -one.units, one.text, one.at))
        return _apart(found, metres_a_px)

    def units(self, box: Box) -> list[UnitPlace] | None:
        """Name the postcodes of a box; None where it holds too many to tell apart."""
        found = self._gazetteer.units_in(*whole(box))
        return found if len(found) <= MOST_UNITS else None

    def inside(self, part: str) -> list[Place]:
        """List the postcodes of a sector or a first part; nothing where nobody knows it."""
        return self._gazetteer.postcodes_in(part)


def whole(box: Box) -> tuple[int, int, int, int]:
    """The edges of a box in whole metres: west, south, east, north."""
    return math.floor(box.west), math.floor(box.south), math.ceil(box.east), math.ceil(box.north)


def thinned(ground: Ground, box: Box, cell: float) -> Dots:
    """Keep one point in each cell of a box; see `MapGround.dots`."""
    import numpy as np

    inside = (ground.east >= box.west) & (ground.east <= box.east)
    inside &= (ground.north >= box.south) & (ground.north <= box.north)
    east, north = ground.east[inside], ground.north[inside]
    column = np.floor_divide(east, cell).astype(np.int64)
    row = np.floor_divide(north, cell).astype(np.int64)
    # One whole number for each cell sorts faster than a pair of them.
    _cells, first, count = np.unique((row << 32) + column, return_index=True, return_counts=True)
    return Dots(east[first], north[first], count)


def _apart(names: Sequence[GroundName], metres_a_px: float) -> list[GroundName]:
    """Keep the first of each kind in each patch: the others would find no room beside it."""
    wide, high = _PATCH[0] * metres_a_px, _PATCH[1] * metres_a_px
    kept: dict[tuple[NameKind, float, float], GroundName] = {}
    for name in names:
        kept.setdefault((name.kind, name.at[0] // wide, name.at[1] // high), name)
    return list(kept.values())


def _at_medians(ground: Ground, box: Box) -> Iterator[GroundName]:
    yield from _grouped(ground, box, ground.ward, ground.wards, NameKind.WARD)
    yield from _grouped(ground, box, ground.sector, dict(enumerate(ground.sectors)), NameKind.SECTOR)


def _grouped(
    ground: Ground, box: Box, keys: "NDArray[np.int64]", names: dict[int, str], kind: NameKind
) -> Iterator[GroundName]:
    import numpy as np

    order = np.argsort(keys, kind="stable")
    groups, first = np.unique(keys[order], return_index=True)
    edges = [*first.tolist(), len(order)]
    for key, start, end in zip(groups.tolist(), edges, edges[1:], strict=False):
        if not names.get(key) or end - start < _FEWEST:
            continue
        own = order[start:end]
        at = float(np.median(ground.east[own])), float(np.median(ground.north[own]))
        if box.west <= at[0] <= box.east and box.south <= at[1] <= box.north:
            yield GroundName(names[key], kind, at, end - start)


def _at_means(places: Sequence[NamedPlace], kind: NameKind) -> Iterator[GroundName]:
    for place in places:
        if place.units >= _FEWEST:
            yield GroundName(place.name, kind, (place.easting, place.northing), place.units)
