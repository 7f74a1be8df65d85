"""Streets, water and green as pictures, drawn on a reading thread.

Of Qt only what may be used on any thread is used here: `QImage`, `QPainter` on it, `QPainterPath` and pens
(Qt, "Thread-Support in Qt Modules": painting in threads). One picture is made for all the tiles that are
wanted, so that a road on an edge is whole, and then cut.
"""

import struct
from collections.abc import Collection, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QDataStream, QIODevice, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen

from desktop.domain.map_plan import Box
from desktop.domain.turns import give_way
from desktop.domain.zoomstack import AREAS, ROADS, Look
from desktop.services.map_tiles import MapTiles
from desktop.services.street_tiles import Shapes, StreetTile
from desktop.ui.map.colours import GROUND, ROAD_EDGES, STREETS
from desktop.ui.map.raster import TILE, Sheet, Tile

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

DRAWN_BELOW = {Look.BUILDING: 5.0, Look.LANE: 8.0, Look.LOCAL: 23.0, Look.STREAM: 23.0, Look.SITE: 12.0}
"""Metres to a px up to which something is drawn; what is not named here is drawn from any distance."""
DRAWN_ABOVE = {Look.URBAN: 11.0}
"""Metres to a px from which something is drawn: nearer, houses and streets show where a town is."""
_WIDTHS = {
    Look.LANE: 2.6,
    Look.LOCAL: 4.6,
    Look.MINOR: 5.4,
    Look.MAIN: 6.4,
    Look.MOTORWAY: 7.2,
    Look.RAIL: 1.4,
    Look.STREAM: 1.4,
}
"""Px a line is wide at `_AT` metres to a px."""
_AT = 4.0
_GROWS = 0.6
"""How lines grow while zooming in: by this power, so that streets do not swallow the houses."""
_NARROWEST, _WIDEST = 0.7, 20.0
_EDGE = 1.0
"""Px of the darker edge on either side of a road."""
_EDGED_FROM = 2.2
"""Px a road is wide before it has an edge."""
_FINEST = 0.5
"""Px under which a move does not show."""
_A_PATH = 48
"""Corners in one path, about: few enough for it to be painted in well under a millisecond."""
_TAIL = struct.pack(">ii", 0, Qt.FillRule.WindingFill.value)
_AROUND = 24.0
"""Px beyond the picture that still matter: half the widest line and its end."""


def draw_streets(tiles: MapTiles, sheet: Sheet, wanted: Collection[Tile]) -> dict[Tile, QImage | None]:
    """Draw tiles of the map file.

    Args:
        tiles: where the lines come from.
        sheet: what the tiles are drawn for.
        wanted: at least one.

    Returns:
        A picture for each tile, clear where the file has nothing; None for a tile of which it has nothing.

    Raises:
        MapFileProblem: the file is not there, or cannot be used any more.
    """
    box = sheet.box(wanted)
    found = tiles.tiles(box.grown(_AROUND * sheet.scale), sheet.scale)
    if not found:
        return dict.fromkeys(wanted)
    columns, rows = round(box.width / sheet.metres), round(box.height / sheet.metres)
    image = QImage(columns * sheet.side, rows * sheet.side, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(sheet.side / TILE, sheet.side / TILE)
    paint_streets(painter, found, box, sheet.scale)
    painter.end()
    first = round(box.west / sheet.metres), round(-box.north / sheet.metres)
    side = sheet.side
    return {
        tile: image.copy((tile[0] - first[0]) * side, (tile[1] - first[1]) * side, side, side)
        if any(_meets(one, sheet.box([tile])) for one in found)
        else None
        for tile in wanted
    }


def paint_streets(painter: QPainter, found: Sequence[StreetTile], box: Box, scale: float) -> None:
    """Paint what a box shows: ground, areas, lines, and roads with their edges, the smaller beneath.

    Args:
        painter: in px from the box's north-west corner.
        found: the tiles beneath it.
        box: the stretch of ground.
        scale: metres to a px.
    """
    painter.fillPath(_ground(found, box, scale), QColor(GROUND))
    paths = {look: paths_of(found, look, box, scale) for look in Look if is_drawn(look, scale)}
    for look in paths:
        if look in AREAS:
            _fill(painter, paths[look], QColor(STREETS[look]))
        elif look is Look.STREAM:
            _stroke(painter, paths[look], _pen(look, scale))
    for edge in (True, False):
        for look in ROADS:
            if look in paths and not (edge and width_of(look, scale) < _EDGED_FROM):
                _stroke(painter, paths[look], _pen(look, scale, edge=edge))
    if Look.RAIL in paths:
        _stroke(painter, paths[Look.RAIL], _pen(Look.RAIL, scale))


def _fill(painter: QPainter, paths: Sequence[QPainterPath], colour: QColor) -> None:
    """Fill path by path: Qt keeps the interpreter to itself while it paints one."""
    for path in paths:
        painter.fillPath(path, colour)
        give_way()


def _stroke(painter: QPainter, paths: Sequence[QPainterPath], pen: QPen) -> None:
    for path in paths:
        painter.strokePath(path, pen)
        give_way()


def is_drawn(look: Look, scale: float) -> bool:
    """Whether a look is drawn at so many metres to a px."""
    return DRAWN_ABOVE.get(look, 0.0) <= scale <= DRAWN_BELOW.get(look, scale)


def width_of(look: Look, scale: float) -> float:
    """Px a line is wide, without its edge."""
    wide: float = _WIDTHS[look] * (_AT / scale) ** _GROWS
    return min(max(wide, _NARROWEST), _WIDEST)


def paths_of(found: Sequence[StreetTile], look: Look, box: Box, scale: float) -> list[QPainterPath]:
    """Everything of one look in a box, in px from the box's north-west corner.

    What lies outside and moves that do not show are left out.

    Returns:
        Paths of a few things each: in one large path every line is weighed against every other, which takes
        many times as long, and nothing else is drawn meanwhile.
    """
    paths = []
    for tile in found:
        for shape in tile.shapes:
            if shape.look is look:
                paths += _paths(*_in_px(shape, tile.origin, box, scale))
    return paths


def _in_px(
    shape: Shapes, origin: tuple[float, float], box: Box, scale: float
) -> tuple["NDArray[np.float64]", "NDArray[np.bool_]", "NDArray[np.bool_]"]:
    """Corners in px, which of them begin a part, and which of them a thing."""
    import numpy as np

    corners, edges = shape.corners, shape.edges
    places = np.empty(corners.shape, dtype=np.float64)
    places[:, 0] = (corners[:, 0] + (origin[0] - box.west)) / scale
    places[:, 1] = ((box.north - origin[1]) - corners[:, 1]) / scale
    first = edges[:-1]
    thing = np.cumsum(shape.wholes) - 1  # parts of a thing are seen together: a hole needs what it is in
    starts = first[shape.wholes]
    low, high = np.minimum.reduceat(places, starts, axis=0), np.maximum.reduceat(places, starts, axis=0)
    room = np.array([box.width / scale + _AROUND, box.height / scale + _AROUND])
    things = np.logical_and(low <= room, high >= -_AROUND).all(axis=1)
    seen = np.repeat(things, np.bincount(thing))
    begins, wholes, ends = (np.zeros(len(places), dtype=bool) for _ in range(3))
    begins[first] = True
    wholes[starts] = True
    ends[edges[1:] - 1] = True
    # compared on a grid of half a px, so that many small moves in one direction still add up
    coarse = np.round(places / _FINEST)
    same = np.zeros(len(places), dtype=bool)
    same[1:] = (coarse[1:] == coarse[:-1]).all(axis=1)
    kept = np.repeat(seen, np.diff(edges)) & (begins | ends | ~same)
    return places[kept], begins[kept], wholes[kept]


_ENTRY = [("type", ">i4"), ("x", ">f8"), ("y", ">f8")]


def _paths(
    places: "NDArray[np.float64]", begins: "NDArray[np.bool_]", wholes: "NDArray[np.bool_]"
) -> list[QPainterPath]:
    """Make paths of corners through the form in which Qt writes a path to a stream.

    Qt, "Serializing Qt Data Types", QPainterPath: the number of elements, each with its type (0 moves, 1
    draws a line), x and y; then where the last part begins, and the fill rule. A call for each corner takes
    far longer, and no other thread runs meanwhile.
    """
    import numpy as np

    if not len(places):
        return []
    entries = np.empty(len(places), dtype=_ENTRY)
    entries["type"], entries["x"], entries["y"] = ~begins, places[:, 0], places[:, 1]
    data, size = entries.tobytes(), entries.itemsize
    starts = np.flatnonzero(wholes)
    # a new path with the first thing that begins in each stretch of so many corners
    _stretch, first = np.unique(starts // _A_PATH, return_index=True)
    cuts = [*starts[first].tolist(), len(places)]
    cuts[0] = 0
    found = []
    for start, stop in pairwise(cuts):
        path = QPainterPath()
        whole = struct.pack(">i", stop - start) + data[start * size : stop * size] + _TAIL
        held = QByteArray(whole)  # the stream reads from it without owning it
        stream = QDataStream(held, QIODevice.OpenModeFlag.ReadOnly)
        stream >> path
        found.append(path)
        give_way()
    return found


def _ground(found: Sequence[StreetTile], box: Box, scale: float) -> QPainterPath:
    """The ground of all tiles as one path, so that no seam shows between them."""
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    for tile in found:
        corners = (tile.rim + tile.origin).tolist()
        path.addPolygon([QPointF((x - box.west) / scale, (box.north - y) / scale) for x, y in corners])
        path.closeSubpath()
    return path


def _pen(look: Look, scale: float, *, edge: bool = False) -> QPen:
    width = width_of(look, scale) + (2 * _EDGE if edge else 0)
    pen = QPen(QColor(ROAD_EDGES[look] if edge else STREETS[look]), width)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap if look in ROADS else Qt.PenCapStyle.FlatCap)
    return pen


def _meets(tile: StreetTile, box: Box) -> bool:
    west, south = tile.rim.min(axis=0)
    east, north = tile.rim.max(axis=0)
    return bool(
        tile.origin[0] + west < box.east
        and tile.origin[0] + east > box.west
        and tile.origin[1] + south < box.north
        and tile.origin[1] + north > box.south
    )
