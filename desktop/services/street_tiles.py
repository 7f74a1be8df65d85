"""One tile of a map file put onto the OSGB grid, its things sorted by how they are drawn.

A tile that is damaged is as if there were none: what lies beneath a map must never keep it from being used.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.domain.map_plan import Point
from desktop.domain.vector_tile import Kind, Layer, TileProblem, read_tile
from desktop.domain.web_tiles import TileAt, place_tile
from desktop.domain.zoomstack import (
    AREAS,
    NAMES,
    WORDLESS,
    Look,
    NameLook,
    has_roads,
    layers_at,
    look_of,
    place_name,
    street_name,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_RIM = 0.004
"""Parts of a tile's side by which its ground reaches over its edge, so that no seam shows."""
_LOW, _HIGH = -_RIM, 1 + _RIM
_OUTLINE = (
    *((_LOW, _LOW), (0.5, _LOW), (_HIGH, _LOW), (_HIGH, 0.5)),
    *((_HIGH, _HIGH), (0.5, _HIGH), (_LOW, _HIGH), (_LOW, 0.5)),
)
"""Around a tile, with the middles of its sides, which are bows on the OSGB grid."""


@dataclass(frozen=True, slots=True)
class Shapes:
    """Everything of one look in a tile.

    Attributes:
        look: how it is drawn.
        corners: metres from the tile's origin, east and north, a row for each.
        edges: where parts begin among the corners, and where the last one ends.
        wholes: which parts begin a thing; the rest are holes in it, or more of it.
    """

    look: Look
    corners: "NDArray[np.float32]"
    edges: "NDArray[np.int64]"
    wholes: "NDArray[np.bool_]"


@dataclass(frozen=True, slots=True)
class StreetTile:
    """A tile on the OSGB grid.

    Attributes:
        origin: what corners count from.
        rim: its outline, metres from the origin.
        shapes: by look, the lowest first.
        streets: names of roads, how they are drawn, and where they go.
        places: names of green and of water, and where they stand.
        size: bytes it takes, about.
    """

    origin: Point
    rim: "NDArray[np.float32]"
    shapes: tuple[Shapes, ...]
    streets: tuple[tuple[str, Look, "NDArray[np.float32]"], ...]
    places: tuple[tuple[str, NameLook, Point], ...]
    size: int


@dataclass(frozen=True, slots=True)
class _Things:
    """Things of one look in one layer: its corners, where their parts are, and which parts begin a thing."""

    corners: "NDArray[np.float32]"
    parts: list[tuple[int, int]]
    wholes: list[bool]


def made_tile(at: TileAt, data: bytes) -> StreetTile | None:
    """Read a tile and put it onto the OSGB grid.

    Args:
        at: which tile it is.
        data: the tile, unpacked; nothing where there is none.

    Returns:
        The tile; None where there is none, or none that can be read.
    """
    if not data:
        return None
    import numpy as np

    try:
        layers = read_tile(data, layers_at(at.zoom), WORDLESS)
    except TileProblem:
        return None
    rim = place_tile(at, np.array(_OUTLINE))
    origin = rim.mean(axis=0).round()
    sorted_: dict[Look, list[_Things]] = defaultdict(list)
    streets: list[tuple[str, Look, NDArray[np.float32]]] = []
    places: list[tuple[str, NameLook, Point]] = []
    for layer in layers:
        corners = (place_tile(at, layer.corners / layer.extent) - origin).astype(np.float32)
        if layer.name == NAMES:
            places += _places(layer, corners, (float(origin[0]), float(origin[1])))
        else:
            _sort(layer, corners, sorted_, streets)
    shapes = tuple(_shapes(look, sorted_[look]) for look in Look if look in sorted_)
    size = 2000 + sum(one.corners.nbytes + one.edges.nbytes for one in shapes)
    size += sum(200 + line.nbytes for _text, _look, line in streets) + 200 * len(places)
    return StreetTile(
        (float(origin[0]), float(origin[1])),
        (rim - origin).astype(np.float32),
        shapes,
        tuple(streets),
        tuple(places),
        size,
    )


def _sort(
    layer: Layer,
    corners: "NDArray[np.float32]",
    sorted_: dict[Look, list[_Things]],
    streets: list[tuple[str, Look, "NDArray[np.float32]"]],
) -> None:
    """Sort the things of a layer by look, and note the roads that have a name."""
    roads = has_roads(layer.name)
    things: dict[Look, _Things] = {}
    for feature in layer.features:
        look = look_of(layer.name, feature.tags)
        if look is None or feature.kind is not (Kind.AREA if look in AREAS else Kind.LINE):
            continue
        if look not in things:
            things[look] = _Things(corners, [], [])
            sorted_[look].append(things[look])
        things[look].parts.extend(feature.parts)
        things[look].wholes.extend([True, *[False] * (len(feature.parts) - 1)])
        name = street_name(feature.tags) if roads else ""
        if name:
            streets += [(name, look, corners[start:stop].copy()) for start, stop in feature.parts]


def _shapes(look: Look, things: list[_Things]) -> Shapes:
    import numpy as np

    parts = [one.corners[start:stop] for one in things for start, stop in one.parts]
    edges = np.concatenate(([0], np.cumsum([len(part) for part in parts], dtype=np.int64)))
    wholes = np.array([whole for one in things for whole in one.wholes], dtype=bool)
    return Shapes(look, np.concatenate(parts), edges, wholes)


def _places(
    layer: Layer, corners: "NDArray[np.float32]", origin: Point
) -> Iterable[tuple[str, NameLook, Point]]:
    for feature in layer.features:
        named = place_name(feature.tags)
        if named is not None and feature.kind is Kind.POINT:
            east, north = corners[feature.parts[0][0]].tolist()
            yield *named, (origin[0] + east, origin[1] + north)
