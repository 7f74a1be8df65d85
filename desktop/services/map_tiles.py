"""Streets, water and green beneath a map, from a file of vector tiles the hub adds (OS Open Zoomstack).

Tiles are put onto the OSGB grid once and the last ones are kept. The file is opened for each question and
closed again, for it may lie on a stick. Whatever is wrong with it, the map goes on without.
"""

from collections import OrderedDict, defaultdict
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from db.map_file import MapFacts, MapFile, MapFileProblem, look_at_start, read_facts
from desktop.domain.map_plan import Box, Point, along
from desktop.domain.street_names import joined, length_of, straight_stretch
from desktop.domain.vector_tile import TileProblem, read_tile
from desktop.domain.web_tiles import TileAt, tiles_over, zoom_of
from desktop.domain.zoomstack import KNOWN, ROADS, Look, NameLook, has_roads, is_usable
from desktop.services.street_tiles import StreetTile, made_tile

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MOST_KEPT = 16 << 20
"""Bytes of tiles kept: a dense one of a city takes one megabyte."""
MOST_NAMES = 160
NAMED_BELOW = {
    Look.LANE: 3.0,
    Look.LOCAL: 4.1,
    Look.MINOR: 6.0,
    Look.MAIN: 12.0,
    Look.MOTORWAY: 23.0,
}
"""Metres to a px up to which streets of a class are named."""
_GREEN_BELOW = 6.0
_AGAIN = 6
"""A long street is named again after so many lengths of its name."""


@dataclass(frozen=True, slots=True)
class MapName:
    """A name of the map file and where it has room.

    Attributes:
        text: the name.
        look: what it names.
        at: its middle.
        angle: degrees it is turned, clockwise.
    """

    text: str
    look: NameLook
    at: Point
    angle: float = 0.0


def check_map_file(path: Path) -> MapFacts:
    """Look whether a file somebody chose can lie beneath the map; reads a few kilobytes of it.

    Args:
        path: the file.

    Returns:
        What it says of itself.

    Raises:
        MapFileProblem: it cannot, with the reason in plain words.
    """
    look_at_start(path)
    with MapFile(path) as file:
        facts = read_facts(file)
        if not is_usable(facts.layers):
            raise MapFileProblem(
                "This map has other layers than OS Open Zoomstack, so its streets cannot be found.",
                "Choose OS Open Zoomstack in the form called Vector Tiles.",
            )
        try:
            layers = read_tile(file.some_tile(facts.most), KNOWN)
        except TileProblem as problem:
            raise MapFileProblem from problem
    if not facts.layers and not any(has_roads(layer.name) for layer in layers):
        raise MapFileProblem("No streets were found in this map.")
    return facts


class MapTiles:
    """Reads a map file; may be used from any thread."""

    def __init__(self, path: Path, most_kept: int = MOST_KEPT) -> None:
        """Make the reader; nothing is opened yet.

        Args:
            path: the file.
            most_kept: bytes of tiles to keep.
        """
        self.path = path
        self._most = most_kept
        self._lock = Lock()
        self._facts: MapFacts | None = None
        self._kept: OrderedDict[TileAt, StreetTile | None] = OrderedDict()

    @property
    def size(self) -> int:
        """Bytes that the tiles kept take, about."""
        with self._lock:
            return sum(tile.size for tile in self._kept.values() if tile is not None)

    def facts(self) -> MapFacts:
        """What the file says of itself.

        Raises:
            MapFileProblem: it is not there, or cannot be used any more.
        """
        if self._facts is None:
            with MapFile(self.path) as file:
                self._facts = read_facts(file)
        return self._facts

    def tiles(self, box: Box, metres_a_px: float) -> list[StreetTile]:
        """The tiles beneath a stretch of ground.

        Args:
            box: the stretch.
            metres_a_px: how far out the view is.

        Returns:
            Those the file has; none abroad.

        Raises:
            MapFileProblem: the file is not there, or cannot be used any more.
        """
        facts = self.facts()
        wanted = tiles_over(box, zoom_of(metres_a_px, box, facts.least, facts.most))
        found: dict[TileAt, StreetTile | None] = {}
        with self._lock:
            for at in wanted:
                if at in self._kept:
                    found[at] = self._kept[at]
                    self._kept.move_to_end(at)
        missing = [at for at in wanted if at not in found]
        if missing:
            found |= self._read(missing)
        return [tile for at in wanted if (tile := found[at]) is not None]

    def names(self, box: Box, metres_a_px: float, px_a_letter: float) -> list[MapName]:
        """Names with room where they stand, those of larger roads first.

        Args:
            box: the stretch of ground.
            metres_a_px: how far out the view is.
            px_a_letter: how wide a letter is, on the average.

        Returns:
            At most `MOST_NAMES`.

        Raises:
            MapFileProblem: the file is not there, or cannot be used any more.
        """
        tiles = self.tiles(box, metres_a_px)
        found: list[MapName] = []
        if metres_a_px <= _GREEN_BELOW:
            found += [
                MapName(text, look, at) for tile in tiles for text, look, at in tile.places if _holds(box, at)
            ]
        for look in reversed(ROADS):
            if metres_a_px <= NAMED_BELOW[look]:
                found += _street_names(tiles, look, box, metres_a_px * px_a_letter)
        return found[:MOST_NAMES]

    def _read(self, missing: list[TileAt]) -> dict[TileAt, StreetTile | None]:
        found: dict[TileAt, StreetTile | None] = {}
        with MapFile(self.path) as file:
            if self._facts is None or file.stamp != self._facts.stamp:
                self._facts = read_facts(file)
                with self._lock:
                    self._kept.clear()
            for at in missing:
                found[at] = made_tile(at, file.tile(at.zoom, at.column, at.row))
        with self._lock:
            self._kept.update(found)
            total = sum(tile.size for tile in self._kept.values() if tile is not None)
            while total > self._most and len(self._kept) > 1:
                _at, gone = self._kept.popitem(last=False)
                total -= gone.size if gone is not None else 0
        return found


def _street_names(tiles: list[StreetTile], look: Look, box: Box, metres_a_letter: float) -> list[MapName]:
    """Names of one class of roads, those of longer ones first."""
    pieces: dict[str, list[list[Point]]] = defaultdict(list)
    for tile in tiles:
        east, north = tile.origin
        for text, own, line in tile.streets:
            if own is look and _touches(box, line, tile.origin):
                pieces[text].append([(east + x, north + y) for x, y in line.tolist()])
    found = []
    for text, parts in pieces.items():
        needed = metres_a_letter * (len(text) + 2)
        seen = (run for whole in joined(parts) for run in _runs(along(whole, needed / 2), box))
        for run in seen:
            length = length_of(run)
            for part in _parts(run, length, needed * _AGAIN):
                stretch = straight_stretch(part, needed)
                if stretch is not None and _holds(box, stretch.at):
                    found.append((length, MapName(text, NameLook.STREET, stretch.at, stretch.angle)))
    return [name for _length, name in sorted(found, key=lambda one: (-one[0], one[1].text, one[1].at))]


def _runs(line: list[Point], box: Box) -> list[list[Point]]:
    """The stretches of a line that lie in a box, so that a name stands where the street is seen."""
    runs: list[list[Point]] = [[]]
    for place in line:
        if _holds(box, place):
            runs[-1].append(place)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if len(run) > 1]


def _parts(line: list[Point], length: float, each: float) -> list[list[Point]]:
    """Cut a long line at its corners into about equal parts."""
    count = min(int(length // each), 20) + 1
    if count == 1:
        return [line]
    parts: list[list[Point]] = [[line[0]]]
    for place in line[1:]:
        parts[-1].append(place)
        if length_of(parts[-1]) >= length / count:
            parts.append([place])
    return [part for part in parts if len(part) > 1]


def _touches(box: Box, line: "NDArray[np.float32]", origin: Point) -> bool:
    west, south = line.min(axis=0).tolist()
    east, north = line.max(axis=0).tolist()
    here = Box(origin[0] + west, origin[1] + south, origin[0] + east, origin[1] + north)
    return (
        here.west <= box.east
        and here.east >= box.west
        and here.south <= box.north
        and here.north >= box.south
    )


def _holds(box: Box, at: Point) -> bool:
    return box.west <= at[0] <= box.east and box.south <= at[1] <= box.north
