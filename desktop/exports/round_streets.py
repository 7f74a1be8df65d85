"""Streets of a map file beneath the small map on a round's sheet: lines in greys that a copier may lose.

Everything is drawn as lines and areas, as sharp as the printer is. What lies outside or is finer than a hair
is left out, and there is a limit to it all, so that a sheet stays small enough for a slow printer.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import cos, radians, sin
from typing import TYPE_CHECKING

from db.map_file import MapFileProblem
from desktop.domain.map_plan import Box, Point
from desktop.domain.turns import give_way
from desktop.domain.zoomstack import AREAS, ROADS, Look, NameLook, map_source
from desktop.exports.pdf_fonts import Face, width
from desktop.services.map_tiles import MapName, MapTiles
from desktop.services.street_tiles import Shapes, StreetTile

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from desktop.exports.pdf_base import Pen

Frame = tuple[float, float, float, float]
MOST_CORNERS = 40_000
"""Corners on one map: some 200 KB of the file. Houses are the first to be left out, then lanes."""
HOUSES_BELOW = 3.2
"""Metres to a point up to which houses are drawn."""
_FINEST = 0.4
"""Points under which a move does not show."""
_GREYS = {
    Look.SEA: 0.87,
    Look.GREEN: 0.95,
    Look.WOOD: 0.93,
    Look.WATER: 0.87,
    Look.BUILDING: 0.9,
}
_LINES = {
    Look.STREAM: (0.8, 0.6),
    Look.LANE: (0.78, 0.5),
    Look.LOCAL: (0.72, 0.8),
    Look.MINOR: (0.66, 1.1),
    Look.MAIN: (0.58, 1.9),
    Look.MOTORWAY: (0.52, 2.4),
    Look.RAIL: (0.5, 0.6),
}
"""Grey and points wide; the round's own line is black and white-cased."""
_ORDER = (Look.SEA, Look.GREEN, Look.WOOD, Look.WATER, Look.STREAM, Look.BUILDING, *ROADS, Look.RAIL)
_SPARED = (Look.BUILDING, Look.LANE, Look.STREAM, Look.WOOD)
"""What is left out where there is too much, the first first."""
_NAME = 6.2
"""Points a name is high."""
_LETTER = 0.56
"""How wide a letter is for that, on the average and a little more."""
_FINER = 0.6
"""Paper bears more names than a screen: it is asked for those of a view so much nearer."""
_MOST_NAMES = 24
_BITS = 4
Part = list[Point]
At = Callable[[Point], Point]


@dataclass(frozen=True, slots=True)
class Beneath:
    """What the map file has for a map: its tiles, its names, and whose data it is."""

    tiles: tuple[StreetTile, ...]
    names: tuple[MapName, ...]
    source: str


def look_beneath(streets: MapTiles | None, box: Box, scale: float) -> Beneath | None:
    """Ask the map file for what lies beneath a map.

    Args:
        streets: reads the map file; None where there is none.
        box: the stretch of ground.
        scale: metres to a point.

    Returns:
        What there is; None where there is nothing, or the file cannot be used: a map is worth having without.
    """
    if streets is None:
        return None
    try:
        tiles = tuple(streets.tiles(box, scale))
        if not tiles:
            return None
        names = tuple(streets.names(box, scale * _FINER, _NAME * _LETTER / _FINER))
        return Beneath(tiles, names, f"{map_source(streets.facts().year)}.")
    except MapFileProblem:
        return None


def draw_beneath(pen: "Pen", beneath: Beneath, box: Box, scale: float, at: At) -> None:
    """Draw water and green, houses, streets and railways.

    Args:
        pen: on the page, clipped to the map.
        beneath: what the map file has.
        box: the stretch of ground.
        scale: metres to a point.
        at: from the grid to the page.
    """
    looks = [look for look in _ORDER if look is not Look.BUILDING or scale <= HOUSES_BELOW]
    parts = {look: list(_parts(beneath.tiles, look, box, scale, at)) for look in looks}
    total = sum(len(part) for every in parts.values() for part, _new in every)
    for look in _SPARED:
        if total <= MOST_CORNERS:
            break
        total -= sum(len(part) for part, _new in parts.pop(look, []))
    canvas = pen.canvas
    canvas.saveState()
    canvas.setLineCap(1)
    canvas.setLineJoin(1)
    for look, every in parts.items():
        if look in AREAS:
            _fill(pen, every, _GREYS[look])
        else:
            _stroke(pen, every, *_LINES[look])
    canvas.restoreState()


def draw_names(pen: "Pen", beneath: Beneath, at: At, taken: list[Frame], inner: Frame) -> None:
    """Name the streets that have room, off pins, line and the names already there.

    Args:
        pen: on the page.
        beneath: what the map file has.
        at: from the grid to the page.
        taken: rooms that must stay free; those of the names are added.
        inner: left, top, width and height of the map.
    """
    drawn: set[str] = set()
    for name in beneath.names:
        if len(drawn) == _MOST_NAMES:
            return
        x, y = at(name.at)
        rooms = _rooms(name, x, y)
        free = all(_inside(room, inner) and not any(_meet(room, other) for other in taken) for room in rooms)
        if free and name.text not in drawn:
            _put(pen, name, x, y)
            taken += rooms
            drawn.add(name.text)


def _parts(
    tiles: Sequence[StreetTile], look: Look, box: Box, scale: float, at: At
) -> Iterator[tuple[Part, bool]]:
    """Parts of one look on the page, and which of them begin a thing."""
    for tile in tiles:
        for shape in tile.shapes:
            if shape.look is look:
                yield from _placed(shape, tile.origin, box, scale, at)


def _placed(shape: Shapes, origin: Point, box: Box, scale: float, at: At) -> Iterator[tuple[Part, bool]]:
    import numpy as np

    # from the grid to the page is moving and scaling alone, so two places tell all of it
    left, top = at((box.west, box.north))
    places = np.empty(shape.corners.shape, dtype=np.float64)
    places[:, 0] = (shape.corners[:, 0] + (origin[0] - box.west)) / scale
    places[:, 1] = ((box.north - origin[1]) - shape.corners[:, 1]) / scale
    room = np.array([box.width / scale, box.height / scale])
    coarse = np.round(places / _FINEST)
    seen = False
    for start, stop, whole in zip(
        shape.edges[:-1].tolist(), shape.edges[1:].tolist(), shape.wholes.tolist(), strict=True
    ):
        give_way()
        part = places[start:stop]
        if whole:  # holes go with what they are in
            seen = bool(((part.min(axis=0) <= room + 4) & (part.max(axis=0) >= -4)).all())
        if seen:
            kept = _moves(coarse[start:stop])
            yield [(round(left + x, 1), round(top + y, 1)) for x, y in part[kept].tolist()], whole


def _moves(coarse: "NDArray[np.float64]") -> "NDArray[np.bool_]":
    """Which corners of a part show: its ends, and those a hair or more from the one before."""
    import numpy as np

    kept = np.ones(len(coarse), dtype=bool)
    kept[1:-1] = (coarse[1:-1] != coarse[:-2]).any(axis=1)
    return kept


def _fill(pen: "Pen", parts: Sequence[tuple[Part, bool]], grey: float) -> None:
    pen.grey(grey)
    path = None
    for part, whole in parts:
        if whole and path is not None:
            pen.canvas.drawPath(path, stroke=0, fill=1)
            path = None
        if path is None:
            path = pen.canvas.beginPath()
        _trace(pen, path, part)
        path.close()
    if path is not None:
        pen.canvas.drawPath(path, stroke=0, fill=1)
    pen.grey(0)


def _stroke(pen: "Pen", parts: Sequence[tuple[Part, bool]], grey: float, thick: float) -> None:
    if not parts:
        return
    pen.canvas.setStrokeGray(grey)
    pen.canvas.setLineWidth(thick)
    path = pen.canvas.beginPath()
    for part, _whole in parts:
        _trace(pen, path, part)
    pen.canvas.drawPath(path, stroke=1, fill=0)


def _trace(pen: "Pen", path: "object", part: Part) -> None:
    (x, y), *rest = part
    path.moveTo(x, round(pen.height - y, 1))  # type: ignore[attr-defined]
    for x, y in rest:
        path.lineTo(x, round(pen.height - y, 1))  # type: ignore[attr-defined]


def _rooms(name: MapName, x: float, y: float) -> list[Frame]:
    """The rooms a name takes: some along it where it is turned."""
    wide, turn = width(name.text, Face.MEDIUM, _NAME) + 3, radians(name.angle)
    count = _BITS if name.angle else 1
    half_w = (abs(cos(turn)) * wide / count + abs(sin(turn)) * _NAME) / 2 + 1
    half_h = (abs(sin(turn)) * wide / count + abs(cos(turn)) * _NAME) / 2 + 1
    found = []
    for bit in range(count):
        along = wide * ((bit + 0.5) / count - 0.5)
        middle = x + along * cos(turn), y + along * sin(turn)
        found.append((middle[0] - half_w, middle[1] - half_h, 2 * half_w, 2 * half_h))
    return found


def _inside(room: Frame, inner: Frame) -> bool:
    """Whether a room lies in the map, off its edge and off the scale at its foot."""
    return (
        inner[0] + 3 <= room[0]
        and room[0] + room[2] <= inner[0] + inner[2] - 3
        and inner[1] + 3 <= room[1]
        and room[1] + room[3] <= inner[1] + inner[3] - 24
    )


def _meet(one: Frame, other: Frame) -> bool:
    return (
        one[0] < other[0] + other[2]
        and other[0] < one[0] + one[2]
        and one[1] < other[1] + other[3]
        and other[1] < one[1] + one[3]
    )


def _put(pen: "Pen", name: MapName, x: float, y: float) -> None:
    """A name along its street, on a white plate of its own length."""
    wide = width(name.text, Face.MEDIUM, _NAME)

    def draw() -> None:
        along, up = cos(radians(name.angle)), -sin(radians(name.angle))
        pen.canvas.transform(along, up, -up, along, x, pen.height - y)
        pen.grey(1)
        pen.canvas.rect(-wide / 2 - 1, -_NAME * 0.42, wide + 2, _NAME * 0.84, stroke=0, fill=1)
        pen.grey(0.25 if name.look is NameLook.STREET else 0.4)
        pen.text_centred(0, pen.height + _NAME * 0.34, name.text, _NAME, Face.MEDIUM)

    pen.clipped(0, 0, pen.width, pen.height, draw)  # which also brings the font back that there was
