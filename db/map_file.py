"""Reads a file of vector tiles (MBTiles 1.3) that the hub adds: foreign data, so read-only and within limits.

The file is opened for each question and closed again: it may lie on a stick that is to be pulled out. Tables
and metadata: github.com/mapbox/mbtiles-spec, 1.3. Rows of tiles count from the south there.
"""

import json
import re
import sqlite3
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePath
from typing import Self

from db.errors import KnownStoreError

MOST_PACKED, MOST_UNPACKED = 4 << 20, 16 << 20
"""Bytes of a tile in the file, and once unpacked; tiles are made to stay below half a megabyte."""
GREAT_BRITAIN = (-9.0, 49.7, 2.2, 61.0)
"""West, south, east and north in degrees."""
MOST_ZOOM = 22
_STEPS = 200_000
"""Steps of SQLite's machine a question may take; finding a tile by its index takes some fifty."""
_ASKED_EVERY = 1000
_MAGIC = b"SQLite format 3\x00"
_ZIP, _GZIP = b"PK\x03\x04", b"\x1f\x8b"
_YEAR = re.compile(r"\b(20[1-9]\d)\b")
_KEYS = ("name", "format", "bounds", "minzoom", "maxzoom", "json", "attribution", "description", "version")
_MOST_TEXT = 1 << 20


class MapFileProblem(KnownStoreError):
    """The file cannot be used as a map; the message says why."""

    user_message = "This file cannot be read as a map."
    remedy = "Copy it to this computer again from where it came, or download it again."


class MapFileGone(MapFileProblem):
    """The file is not where it was."""

    user_message = "The map file is not where it was."
    remedy = "Plug in the stick it is on, or choose it again in Settings."


@dataclass(frozen=True, slots=True)
class MapFacts:
    """What a map file says of itself.

    Attributes:
        name: such as ``OS Open Zoomstack``.
        least: its lowest zoom.
        most: its highest.
        layers: names of what it holds; empty where it does not say.
        year: of its copyright line, or else of the file.
        size: in bytes.
        stamp: changes when the file does.
    """

    name: str
    least: int
    most: int
    layers: frozenset[str]
    year: int
    size: int
    stamp: tuple[int, int]


class MapFile:
    """A map file while it is open, on one thread."""

    def __init__(self, path: Path) -> None:
        """Open it; as a context it is closed at the end.

        Args:
            path: the file.

        Raises:
            MapFileProblem: it cannot be opened.
        """
        self._path = path
        try:
            held = path.stat()
            # Not a trace is written, not even a lock; what changes under us shows as damage, and is caught.
            self._connection = sqlite3.connect(f"{address(path.absolute())}?mode=ro&immutable=1", uri=True)
        except (OSError, ValueError, sqlite3.Error) as problem:
            raise MapFileGone from problem
        self.stamp = (held.st_mtime_ns, held.st_size)
        self._steps = 0
        self._guard()

    def __enter__(self) -> Self:
        """Give the file."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self._connection.close()

    def _guard(self) -> None:
        """Let a file that was made to harm do none: nothing but reading, and not for long."""
        link = self._connection
        link.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, 2 * MOST_PACKED)
        link.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
        link.set_progress_handler(self._counted, _ASKED_EVERY)
        try:
            for pragma in ("trusted_schema=off", "query_only=on", "cell_size_check=on", "mmap_size=0"):
                link.execute(f"pragma {pragma}")
        except sqlite3.Error as problem:
            link.close()
            raise MapFileProblem from problem

    def _counted(self) -> int:
        self._steps += _ASKED_EVERY
        return int(self._steps > _STEPS)

    def _row(self, statement: str, *values: object) -> tuple[object, ...] | None:
        self._steps = 0
        try:
            row: tuple[object, ...] | None = self._connection.execute(statement, values).fetchone()
        except (sqlite3.Error, OverflowError) as problem:
            if not self._path.is_file():
                raise MapFileGone from problem
            raise MapFileProblem from problem
        return row

    def has_table(self, name: str) -> bool:
        """Whether there is a table or a view of that name."""
        found = "select 1 from sqlite_master where name = ? and type in ('table', 'view')"
        return self._row(found, name) is not None

    def said(self) -> Mapping[str, str]:
        """What the file says of itself: the keys that matter here, none longer than a megabyte."""
        found = {}
        for key in _KEYS:
            row = self._row("select substr(value, 1, ?) from metadata where name = ?", _MOST_TEXT, key)
            if row is not None and isinstance(row[0], str | int | float):
                found[key] = str(row[0])
        return found

    def tile(self, zoom: int, column: int, row: int) -> bytes:
        """A tile, unpacked.

        Args:
            zoom: of the tile.
            column: from the west.
            row: from the north.

        Returns:
            The tile; nothing where the file has none, or one larger than a tile may be.

        Raises:
            MapFileProblem: the file is damaged, or not there any more.
        """
        found = self._row(
            "select tile_data from tiles where zoom_level = ? and tile_column = ? and tile_row = ?"
            " and length(tile_data) <= ?",
            *(zoom, column, 2**zoom - 1 - row, MOST_PACKED),
        )
        return unpacked(found[0]) if found is not None and isinstance(found[0], bytes) else b""

    def some_tile(self, zoom: int) -> bytes:
        """Any tile of a zoom, to look whether it can be read."""
        found = self._row(
            "select tile_data from tiles where zoom_level = ? and length(tile_data) <= ? limit 1",
            *(zoom, MOST_PACKED),
        )
        return unpacked(found[0]) if found is not None and isinstance(found[0], bytes) else b""


def address(path: PurePath) -> str:
    """The address by which SQLite opens a file: it takes no computer's name, but does the path of a share.

    Args:
        path: absolute.
    """
    whole = path.as_uri()
    return whole if whole.startswith("file:///") else f"file:////{whole.removeprefix('file://')}"


def unpacked(data: bytes) -> bytes:
    """Unpack a tile, no further than a tile may be large; what is not packed is given as it is.

    Returns:
        The tile; nothing where it is damaged or too large.
    """
    if not data.startswith(_GZIP):
        return data
    worker = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        whole = worker.decompress(data, MOST_UNPACKED)
    except zlib.error:
        return b""
    return whole if worker.eof else b""


def read_facts(file: MapFile) -> MapFacts:
    """Read what a map file says of itself, and whether it can lie beneath a map of Great Britain.

    Args:
        file: the open file.

    Returns:
        The facts.

    Raises:
        MapFileProblem: it is no such map, with the reason in plain words.
    """
    if file.has_table("gpkg_contents"):
        raise MapFileProblem(
            "This is the GeoPackage form of the map.",
            "Download the form called Vector Tiles: its file ends in .mbtiles.",
        )
    if not (file.has_table("metadata") and file.has_table("tiles")):
        raise MapFileProblem(
            "This file holds data, but no map tiles.", "Choose the file that ends in .mbtiles."
        )
    said = file.said()
    if said.get("format", "pbf") != "pbf":
        raise MapFileProblem(
            "This file holds pictures of a map, not its lines.",
            "Choose a file of vector tiles, such as OS Open Zoomstack.",
        )
    least, most = _zooms(said)
    _look_where(said)
    moment, size = file.stamp
    return MapFacts(
        name=said.get("name", "")[:80],
        least=least,
        most=most,
        layers=_layers(said.get("json", "")),
        year=_year(said, moment),
        size=size,
        stamp=file.stamp,
    )


def look_at_start(path: Path) -> None:
    """Look at the first bytes of a file somebody chose.

    Raises:
        MapFileProblem: it is no database, with the reason in plain words.
    """
    try:
        with path.open("rb") as file:
            start = file.read(len(_MAGIC))
    except OSError as problem:
        raise MapFileProblem(
            "This file cannot be opened.", "Check that it is still there and that you may read it."
        ) from problem
    if start.startswith(_ZIP):
        raise MapFileProblem(
            "This file is still packed (zip).", "Unpack it first, then choose the file ending in .mbtiles."
        )
    if start != _MAGIC:
        raise MapFileProblem("This is not a map file.", "Choose the file that ends in .mbtiles.")


def _zooms(said: Mapping[str, str]) -> tuple[int, int]:
    try:
        least, most = int(said.get("minzoom", "0")), int(said.get("maxzoom", "14"))
    except ValueError:
        least, most = 0, -1
    if not 0 <= least <= most <= MOST_ZOOM:
        raise MapFileProblem("This file does not say how near its map goes.")
    return least, most


def _look_where(said: Mapping[str, str]) -> None:
    """Turn down a map of somewhere else; where the file does not say, its tiles will show."""
    parts = said.get("bounds", "").split(",")
    try:
        west, south, east, north = (float(part) for part in parts)
    except ValueError:
        return
    if not (
        west < GREAT_BRITAIN[2]
        and east > GREAT_BRITAIN[0]
        and south < GREAT_BRITAIN[3]
        and north > GREAT_BRITAIN[1]
    ):
        raise MapFileProblem(
            "This map shows no part of Great Britain.",
            "Choose a map of Great Britain, such as OS Open Zoomstack.",
        )


def _layers(text: str) -> frozenset[str]:
    try:
        listed = json.loads(text)["vector_layers"]
        return frozenset(str(one["id"]) for one in listed)
    except (ValueError, LookupError, TypeError, RecursionError):
        return frozenset()


def _year(said: Mapping[str, str], moment: int) -> int:
    """The year of the copyright line: as the file says it, or the year the file was made."""
    for key in ("attribution", "description", "version"):
        years = _YEAR.findall(said.get(key, ""))
        if years:
            return int(max(years))
    return datetime.fromtimestamp(moment / 1e9, UTC).year
