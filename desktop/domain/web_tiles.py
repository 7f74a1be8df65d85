"""Tiles of the web's map grid, and where they lie on the OSGB grid.

Web tiles cut the square of Web Mercator (EPSG:3857) into 2 to the power of the zoom columns and rows, counted
from the north-west: OGC, "Two Dimensional Tile Matrix Set", annex D.1 (WebMercatorQuad). Ways back to angles
are those of EPSG method 1024, "Popular Visualisation Pseudo Mercator". From there `desktop.domain.grids` goes
on with the Ordnance Survey's seven parameters, good to about 5 metres.
"""

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.domain.grids import from_latlong, to_latlong
from desktop.domain.map_plan import Box, Point

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

AROUND_EARTH = 40_075_016.686
"""Metres around the equator."""
NOMINAL = 512
"""Px a tile is made to be shown at, by the convention of vector tiles."""
MOST_TILES = 200
"""Tiles one question may be about."""
_ALONG_EDGES = 4
_HALF_WAY = (0.0, 0.5, 1.0)


@dataclass(frozen=True, slots=True, order=True)
class TileAt:
    """One tile: its zoom, its column from the west and its row from the north."""

    zoom: int
    column: int
    row: int


def latlong_at(x: float, y: float, zoom: int) -> Point:
    """Degrees north and east of a place counted in tiles from the north-west.

    Args:
        x: columns, with their fractions.
        y: rows, with theirs.
        zoom: of the tiles.
    """
    across = 2**zoom
    north = math.atan(math.sinh(math.pi * (1 - 2 * y / across)))
    return math.degrees(north), x / across * 360 - 180


def tiles_from(latitude: float, longitude: float, zoom: int) -> Point:
    """Columns and rows from the north-west, with their fractions; the inverse of `latlong_at`."""
    across = 2**zoom
    phi = math.radians(latitude)
    return (longitude + 180) / 360 * across, (1 - math.asinh(math.tan(phi)) / math.pi) / 2 * across


def zoom_for(metres_a_px: float, latitude: float) -> float:
    """The zoom at which tiles are shown at the size they are made for."""
    metres = AROUND_EARTH * math.cos(math.radians(latitude)) / NOMINAL
    return math.log2(metres / metres_a_px)


def zoom_of(metres_a_px: float, box: Box, least: int, most: int) -> int:
    """The zoom to read for a view: the nearest to what it needs, of those there are.

    Args:
        metres_a_px: how far out the view is.
        box: what it shows.
        least: the lowest zoom there is.
        most: the highest.
    """
    latitude, _longitude = to_latlong(*box.middle)
    return min(max(math.floor(zoom_for(metres_a_px, latitude) + 0.5), least), most)


def tiles_over(box: Box, zoom: int) -> list[TileAt]:
    """The tiles that touch a box of the OSGB grid.

    Args:
        box: the stretch of ground, in metres.
        zoom: of the tiles.

    Returns:
        At most `MOST_TILES`, row by row; where there would be more, none.
    """
    steps = [part / _ALONG_EDGES for part in range(_ALONG_EDGES + 1)]
    rim = [(a, b) for a in steps for b in steps if a in (0, 1) or b in (0, 1)]
    places = [
        tiles_from(*to_latlong(box.west + a * box.width, box.south + b * box.height), zoom) for a, b in rim
    ]
    columns = _span([x for x, _y in places], zoom)
    rows = _span([y for _x, y in places], zoom)
    if len(columns) * len(rows) > MOST_TILES:
        return []
    return [TileAt(zoom, column, row) for row in rows for column in columns]


def _span(values: list[float], zoom: int) -> range:
    return range(max(math.floor(min(values)), 0), min(math.floor(max(values)), 2**zoom - 1) + 1)


def place_tile(tile: TileAt, parts: "NDArray[np.float64]") -> "NDArray[np.float64]":
    """Put places of a tile onto the OSGB grid.

    Nine places of the tile are reckoned exactly, and those between by the curve of second degree through
    them: within 0.01 m at zoom 10 and 0.2 m at zoom 8, where a px is a hundred metres.

    Args:
        tile: the tile.
        parts: parts of the tile's side from its north-west corner, a row for each place: to the east, to the
            south.

    Returns:
        Eastings and northings in metres, a row for each place.
    """
    import numpy as np

    known = np.array(
        [
            [from_latlong(*latlong_at(tile.column + u, tile.row + v, tile.zoom)) for u in _HALF_WAY]
            for v in _HALF_WAY
        ]
    )
    across, down = _through(parts[:, 0]), _through(parts[:, 1])
    placed: NDArray[np.float64] = np.einsum("nv,nu,vuc->nc", down, across, known)
    return placed


def _through(part: "NDArray[np.float64]") -> "NDArray[np.float64]":
    """How much each of three places (0, a half, 1) counts for a place between: Lagrange's polynomials."""
    import numpy as np

    return np.stack([(2 * part - 1) * (part - 1), 4 * part * (1 - part), part * (2 * part - 1)], axis=1)
