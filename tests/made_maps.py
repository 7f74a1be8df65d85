"""Map files made for tests, in the form Ordnance Survey publishes: no real one is in the repository.

Things are given on the OSGB grid and put into tiles by the exact reckoning for each corner, so that the
reader, which reckons nine places of a tile, is checked against something else. The encoder is written from
the specification (Mapbox Vector Tile 2.1) and shares nothing with the reader.
"""

import gzip
import json
import math
import sqlite3
import struct
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from desktop.domain.grids import to_latlong
from desktop.domain.map_plan import Point
from desktop.domain.web_tiles import tiles_from

POINT, LINE, AREA = 1, 2, 3
EXTENT = 4096
BUFFER = 80
Word = str | int | float | bool
ZOOMSTACK = (
    "sea",
    "national_parks",
    "urban_areas",
    "sites",
    "greenspaces",
    "woodland",
    "foreshore",
    "surfacewater",
    "waterlines",
    "contours",
    "buildings",
    "roads",
    "rail",
    "boundaries",
    "etl",
    "names",
    "railwaystations",
    "airports",
)
"""The layers of OS Open Zoomstack's vector tiles."""


@dataclass(frozen=True)
class Thing:
    """Something on the map: its parts on the OSGB grid."""

    layer: str
    kind: int
    parts: Sequence[Sequence[Point]]
    tags: Mapping[str, Word] = field(default_factory=dict)


def road(name: str, *places: Point, type_: str = "Local") -> Thing:
    """A road through places."""
    return Thing("roads", LINE, [places], {"type": type_, "name": name, "level": 0})


def area(layer: str, *places: Point, **tags: Word) -> Thing:
    """An area with its corners in any direction."""
    return Thing(layer, AREA, [places], tags)


# the wire


def varint(value: int) -> bytes:
    found = bytearray()
    while value > 0x7F:
        found.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*found, value])


def numbered(number: int, value: int) -> bytes:
    return varint(number << 3) + varint(value)


def held(number: int, data: bytes) -> bytes:
    return varint(number << 3 | 2) + varint(len(data)) + data


def zigzag(value: int) -> int:
    return (value << 1) ^ (value >> 63)


def word(value: Word) -> bytes:
    if isinstance(value, bool):
        return numbered(7, int(value))
    if isinstance(value, int):
        return numbered(6, zigzag(value))
    if isinstance(value, float):
        return varint(3 << 3 | 1) + struct.pack("<d", value)
    return held(1, value.encode())


def shape(kind: int, parts: Sequence[Sequence[tuple[int, int]]]) -> bytes:
    """Commands of a shape; rings have no corner twice."""
    numbers: list[int] = []
    x = y = 0
    for part in parts:
        for at, (to_x, to_y) in enumerate(part):
            if at == 0:
                numbers.append(1 << 3 | 1)
            elif at == 1:
                numbers.append((len(part) - 1) << 3 | 2)
            numbers += [zigzag(to_x - x), zigzag(to_y - y)]
            x, y = to_x, to_y
        if kind == AREA:
            numbers.append(1 << 3 | 7)
    return b"".join(varint(number) for number in numbers)


def layer(
    name: str, things: Iterable[tuple[int, Sequence[Sequence[tuple[int, int]]], Mapping[str, Word]]]
) -> bytes:
    """A layer of things whose parts are in units of the tile."""
    keys: dict[str, int] = {}
    words: dict[bytes, int] = {}
    features = b""
    for kind, parts, tags in things:
        pairs = b"".join(
            varint(keys.setdefault(key, len(keys))) + varint(words.setdefault(word(value), len(words)))
            for key, value in tags.items()
        )
        features += held(2, held(2, pairs) + numbered(3, kind) + held(4, shape(kind, parts)))
    said = b"".join(held(3, key.encode()) for key in keys) + b"".join(held(4, one) for one in words)
    return held(3, numbered(15, 2) + held(1, name.encode()) + features + said + numbered(5, EXTENT))


# things into tiles


def clipped(kind: int, part: Sequence[Point], low: float, high: float) -> list[list[Point]]:
    """The pieces of a part inside a square, as a maker of tiles clips them."""
    if kind == POINT:
        return [[place] for place in part if all(low <= value <= high for value in place)]
    if kind == AREA:
        ring = list(part)
        for axis, edge, sign in ((0, low, 1), (0, high, -1), (1, low, 1), (1, high, -1)):
            ring = _half(ring, axis, edge, sign)
        return [ring] if len(ring) > 2 else []
    pieces: list[list[Point]] = [[]]
    for one, other in pairwise(part):
        piece = _leg(one, other, low, high)
        if piece is None:
            pieces.append([])
        elif pieces[-1] and pieces[-1][-1] == piece[0]:
            pieces[-1].append(piece[1])
        else:
            pieces.append(list(piece))
    return [piece for piece in pieces if len(piece) > 1]


def _half(ring: list[Point], axis: int, edge: float, sign: int) -> list[Point]:
    """Sutherland and Hodgman's clipping of a ring by one edge."""
    found: list[Point] = []
    for one, other in zip(ring[-1:] + ring, ring, strict=False):
        ins, out = sign * (one[axis] - edge) >= 0, sign * (other[axis] - edge) >= 0
        if ins != out:
            part = (edge - one[axis]) / (other[axis] - one[axis])
            found.append((one[0] + part * (other[0] - one[0]), one[1] + part * (other[1] - one[1])))
        if out:
            found.append(other)
    return found


def _leg(one: Point, other: Point, low: float, high: float) -> tuple[Point, Point] | None:
    first, last = 0.0, 1.0
    for start, end in zip(one, other, strict=True):
        step = end - start
        if not step:
            if not low <= start <= high:
                return None
            continue
        near, far = sorted(((low - start) / step, (high - start) / step))
        first, last = max(first, near), min(last, far)
    if first > last:
        return None

    def go(part: float) -> Point:
        return one[0] + part * (other[0] - one[0]), one[1] + part * (other[1] - one[1])

    return (one if first == 0 else go(first)), (other if last == 1 else go(last))


def tiles_of(things: Iterable[Thing], zoom: int) -> dict[tuple[int, int], bytes]:
    """Things in tiles of a zoom, by column and row from the north-west."""
    held_by: dict[
        tuple[int, int], dict[str, list[tuple[int, list[list[tuple[int, int]]], Mapping[str, Word]]]]
    ]
    held_by = defaultdict(lambda: defaultdict(list))
    for thing in things:
        placed = [[tiles_from(*to_latlong(*place), zoom) for place in part] for part in thing.parts]
        every = [place for part in placed for place in part]
        edge = BUFFER / EXTENT
        columns = range(
            math.floor(min(x for x, _ in every) - edge), math.floor(max(x for x, _ in every) + edge) + 1
        )
        rows = range(
            math.floor(min(y for _, y in every) - edge), math.floor(max(y for _, y in every) + edge) + 1
        )
        for column, row in ((column, row) for column in columns for row in rows):
            parts = [
                [(round(x), round(y)) for x, y in piece]
                for part in placed
                for piece in clipped(
                    thing.kind,
                    [((x - column) * EXTENT, (y - row) * EXTENT) for x, y in part],
                    -BUFFER,
                    EXTENT + BUFFER,
                )
            ]
            if parts:
                held_by[column, row][thing.layer].append((thing.kind, parts, thing.tags))
    return {
        at: b"".join(layer(name, inside) for name, inside in layers.items()) for at, layers in held_by.items()
    }


def write_map(
    path: Path,
    things: Iterable[Thing] = (),
    zooms: Sequence[int] = (12, 13, 14),
    *,
    said: Mapping[str, str] | None = None,
    layers: Sequence[str] = ZOOMSTACK,
    extra: Iterable[tuple[int, int, int, bytes]] = (),
) -> Path:
    """Write a map file.

    Args:
        path: where.
        things: what is on the map.
        zooms: each tile is made at each of them.
        said: what differs in its metadata; an empty text takes a key out.
        layers: what it says it holds.
        extra: further tiles: zoom, column, row from the north, and bytes as they are.
    """
    own = list(things)
    meta = {
        "name": "OS Open Zoomstack",
        "format": "pbf",
        "minzoom": str(min(zooms)),
        "maxzoom": str(max(zooms)),
        "bounds": "-8.8,49.8,1.9,60.9",
        "attribution": "Contains OS data © Crown copyright and database right 2026",
        "json": json.dumps({"vector_layers": [{"id": name, "fields": {}} for name in layers]}),
    } | dict(said or {})
    link = sqlite3.connect(path)
    link.execute("create table metadata (name text, value text)")
    link.execute(
        "create table tiles (zoom_level integer, tile_column integer, tile_row integer, tile_data blob)"
    )
    link.execute("create unique index tile_index on tiles (zoom_level, tile_column, tile_row)")
    link.executemany("insert into metadata values (?, ?)", [pair for pair in meta.items() if pair[1]])
    for zoom in zooms:
        rows = [
            (zoom, column, 2**zoom - 1 - row, gzip.compress(data, 6))
            for (column, row), data in tiles_of(own, zoom).items()
        ]
        link.executemany("insert into tiles values (?, ?, ?, ?)", rows)
    link.executemany(
        "insert into tiles values (?, ?, ?, ?)",
        [(zoom, column, 2**zoom - 1 - row, data) for zoom, column, row, data in extra],
    )
    link.commit()
    link.close()
    return path
