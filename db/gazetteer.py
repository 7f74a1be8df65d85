"""Where postcodes are: full postcode, else its sector, else its outcode, else not known."""

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple, Self

from db.enums import AreaKind, Precision
from db.gazetteer_blocks import Block, Unit, unit_letters, unit_number
from db.gazetteer_ground import Ground, ground_of
from db.gazetteer_unpack import GazetteerProblem
from db.postcode_parts import Parts, split_postcode

#: Raised by one whenever the tables or the packing change, so that no older reader opens a newer file.
FORMAT = 1
#: To be shown wherever places from the gazetteer are: the About box, maps and prints.
ATTRIBUTION = (
    "Contains OS data © Crown copyright and database right 2025. "
    "Contains Royal Mail data © Royal Mail copyright and database right 2025. "
    "Contains National Statistics data © Crown copyright and database right 2025. "
    "Source: Office for National Statistics licensed under the Open Government Licence v.3.0."
)

#: A hub's own list, asked first: takes postcodes as ``BT1 5GS``, gives for those it knows the OSGB easting
#: and northing in metres and the local authority's code and name, either of which may be empty.
ExtraPostcodes = Callable[[list[str]], Mapping[str, tuple[int, int, str, str]]]

_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Place:
    """Where a postcode is.

    Attributes:
        postcode: as found, with its one space; for a fallback still the postcode asked for.
        easting: metres east on the OSGB grid (EPSG:27700).
        northing: metres north on the OSGB grid.
        precision: of the postcode itself, or of the mean place of its sector or outcode.
        la_code: GSS code of the local authority; empty where not known or, in a fallback, not shared by all.
        la_name: its name.
        ward_code: GSS code of the ward; empty likewise.
        ward_name: its name.
    """

    postcode: str
    easting: int
    northing: int
    precision: Precision
    la_code: str
    la_name: str
    ward_code: str
    ward_name: str


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """The middle of a sector, an outcode, a ward or a local authority, for a label on a map.

    Attributes:
        name: such as ``AB10 1``, ``AB10`` or ``Ainsdale``.
        easting: mean of its postcodes, OSGB metres.
        northing: mean of its postcodes, OSGB metres.
        units: how many postcodes it has.
        code: GSS code; empty for sectors and outcodes.
        la_code: GSS code of the authority a ward mostly lies in, or of the authority itself.
    """

    name: str
    easting: int
    northing: int
    units: int
    code: str = ""
    la_code: str = ""


class UnitPlace(NamedTuple):
    """A postcode on a map.

    Attributes:
        postcode: as it is written.
        easting: OSGB metres.
        northing: OSGB metres.
        ward_code: GSS code; empty where the source names no ward.
    """

    postcode: str
    easting: int
    northing: int
    ward_code: str


class Gazetteer:
    """Reads an unpacked gazetteer. May be used from any thread; look-ups take turns."""

    def __init__(self, path: Path, extra: ExtraPostcodes | None = None) -> None:
        """Open the file read-only.

        Args:
            path: what `db.gazetteer_unpack.ensure_gazetteer` gave.
            extra: a hub's own postcodes, asked before the file.

        Raises:
            GazetteerProblem: the file is missing, damaged or of another version.
        """
        self._extra = extra
        self._lock = Lock()
        self._connection: sqlite3.Connection | None = None
        try:
            self._connection = sqlite3.connect(
                f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
            )
            version = self._rows("pragma user_version")[0][0]
            self._meta: dict[str, str] = dict(self._rows("select key, value from meta"))
            self._areas: dict[int, tuple[str, str]] = {
                row[0]: row[1:] for row in self._rows("select id, code, name from area")
            }
        except sqlite3.Error as problem:
            self.close()
            raise GazetteerProblem from problem
        if version != FORMAT:
            self.close()
            raise GazetteerProblem

    def __enter__(self) -> Self:
        """Give the reader itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file."""
        self.close()

    def close(self) -> None:
        """Close the file; doing so twice is no harm."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    @property
    def attribution(self) -> str:
        """What the licence asks to be shown, as the file has it."""
        return self._meta["attribution"]

    @property
    def vintage(self) -> str:
        """Month and year of the postcodes, such as ``April 2025``."""
        return self._meta["vintage"]

    @property
    def counts(self) -> dict[str, int]:
        """How many postcodes, sectors, outcodes and areas the file holds."""
        return {name: int(self._meta[name]) for name in ("postcodes", "sectors", "outcodes", "areas")}

    def find(self, postcode: str) -> Place | None:
        """Find a postcode, or the nearest thing to it.

        Args:
            postcode: a postcode in any case and spacing; also a sector (``AB10 1``) or an outcode (``AB10``).

        Returns:
            The place and how exactly it is known, or None where not even the outcode is known.
        """
        return self.find_many([postcode])[postcode]

    def find_many(self, postcodes: Iterable[str]) -> dict[str, Place | None]:
        """Find many postcodes at once; the same answers as `find`, quick enough for an import.

        Args:
            postcodes: as for `find`; repeats cost nothing.

        Returns:
            The answer for every text asked, under that text.
        """
        asked = {text: split_postcode(text) for text in postcodes}
        parts = {part for part in asked.values() if part is not None}
        found = self._from_extra(parts)
        self._add_from_blocks(found, parts)
        self._add_from_centres(found, parts, "sector", Precision.SECTOR)
        self._add_from_centres(found, parts, "outcode", Precision.OUTCODE)
        return {text: None if part is None else found.get(part) for text, part in asked.items()}

    def postcodes_in(self, name: str) -> list[Place]:
        """List every live postcode of a sector or an outcode.

        Args:
            name: such as ``AB10 1`` or ``AB10``.

        Returns:
            Places in alphabetical order; empty where the file has no such sector or outcode.
        """
        part = split_postcode(name)
        if part is None:
            return []
        clause = "s.name = ?" if part.sector else "s.name between ? || ' ' and ? || ' 9'"
        values = [part.sector] if part.sector else [part.outcode, part.outcode]
        rows = self._rows(
            f"select s.name, b.data from sector s join block b on b.sector = s.id where {clause}"
            " order by s.name",
            values,
        )
        return [
            self._exact(sector + unit_letters(unit.number), unit)
            for sector, data in rows
            for unit in Block(data).units()
        ]

    def points_in(self, west: int, south: int, east: int, north: int, limit: int) -> list[tuple[int, int]]:
        """Give the places of postcodes in a box, for drawing the ground of a map.

        Args:
            west: left edge of the box in OSGB metres; the edges belong to it.
            south: lower edge.
            east: right edge.
            north: upper edge.
            limit: at most so many points (at least 1). Where the box holds more, every second, third or so on
                is given, evenly over the box, rather than one corner of it.

        Returns:
            Eastings and northings, each place once, in the order of the postcodes.
        """
        rows = self._rows(
            "select b.data from sector s join block b on b.sector = s.id"
            " where s.west <= ? and s.east >= ? and s.south <= ? and s.north >= ? order by s.id",
            (east, west, north, south),
        )
        inside = {
            point: None
            for (data,) in rows
            for point in Block(data).points()
            if west <= point[0] <= east and south <= point[1] <= north
        }
        return list(inside)[:: -(-len(inside) // limit) or 1]

    def ground_in(self, west: int, south: int, east: int, north: int) -> Ground:
        """Give every postcode of the sectors that touch a box of OSGB metres, as columns for a map."""
        rows = self._rows(
            "select s.name, b.data from sector s join block b on b.sector = s.id"
            " where s.west <= ? and s.east >= ? and s.south <= ? and s.north >= ? order by s.id",
            (east, west, north, south),
        )
        return ground_of(rows, {key: name for key, (_code, name) in self._areas.items()})

    def units_in(self, west: int, south: int, east: int, north: int) -> list[UnitPlace]:
        """Give every postcode in a box of OSGB metres by name, for picking them on a map."""
        rows = self._rows(
            "select s.name, b.data from sector s join block b on b.sector = s.id"
            " where s.west <= ? and s.east >= ? and s.south <= ? and s.north >= ? order by s.name",
            (east, west, north, south),
        )
        return [
            UnitPlace(
                sector + unit_letters(unit.number), unit.easting, unit.northing, self._area(unit.ward)[0]
            )
            for sector, data in rows
            for unit in Block(data).units()
            if west <= unit.easting <= east and south <= unit.northing <= north
        ]

    def areas_in(self, kind: AreaKind, west: int, south: int, east: int, north: int) -> list[NamedPlace]:
        """List the wards or local authorities, see `areas`, whose middle lies in a box, by name."""
        rows = self._rows(
            "select a.name, a.e, a.n, a.units, a.code, l.code from area a join area l on l.id = a.la"
            " where a.kind = ? and a.e between ? and ? and a.n between ? and ? order by a.name, a.code",
            (kind.value, west, east, south, north),
        )
        return [NamedPlace(*row) for row in rows]

    def sectors_in(self, west: int, south: int, east: int, north: int) -> list[NamedPlace]:
        """List the sectors whose middle lies in a box of OSGB metres, by name."""
        return self._centres_in("sector", (west, east, south, north))

    def outcodes_in(self, west: int, south: int, east: int, north: int) -> list[NamedPlace]:
        """List the outcodes whose middle lies in a box of OSGB metres, by name."""
        return self._centres_in("outcode", (west, east, south, north))

    def areas(self, kind: AreaKind, name: str = "", *, la_code: str = "") -> list[NamedPlace]:
        """List wards or local authorities.

        Args:
            kind: ``AreaKind.WARD``, or ``AreaKind.BOROUGH`` for local authorities of every kind.
            name: keep those whose name contains this, in any case of letters.
            la_code: keep those that lie in this authority.

        Returns:
            Areas by name; empty for other kinds.
        """
        rows = self._rows(
            "select a.name, a.e, a.n, a.units, a.code, l.code from area a join area l on l.id = a.la"
            " where a.kind = ? and instr(lower(a.name), lower(?)) and (? = '' or l.code = ?)"
            " order by a.name, a.code",
            (kind.value, name, la_code, la_code),
        )
        return [NamedPlace(*row) for row in rows]

    def _rows(self, query: str, values: Sequence[object] = ()) -> list[Any]:
        with self._lock:
            if self._connection is None:
                raise GazetteerProblem("The list of postcodes has been closed.", "Open the app again.")
            return self._connection.execute(query, values).fetchall()

    def _from_extra(self, parts: Iterable[Parts]) -> dict[Parts, Place]:
        full = {part.postcode: part for part in parts if part.unit}
        known = self._extra(sorted(full)) if self._extra is not None and full else {}
        return {
            full[postcode]: Place(postcode, easting, northing, Precision.POSTCODE, la_code, la_name, "", "")
            for postcode, (easting, northing, la_code, la_name) in known.items()
            if postcode in full
        }

    def _add_from_blocks(self, found: dict[Parts, Place], parts: Iterable[Parts]) -> None:
        wanted: dict[str, list[Parts]] = defaultdict(list)
        for part in parts:
            if part.unit and part not in found:
                wanted[part.sector].append(part)
        query = "select s.name, b.data from sector s join block b on b.sector = s.id where s.name in"
        for sector, data in self._chunked(query, list(wanted)):
            block = Block(data)
            for part in wanted[sector]:
                number = unit_number(part.unit)
                unit = None if number is None else block.unit(number)
                if unit is not None:
                    found[part] = self._exact(part.postcode, unit)

    def _add_from_centres(
        self, found: dict[Parts, Place], parts: Iterable[Parts], table: str, precision: Precision
    ) -> None:
        wanted: dict[str, list[Parts]] = defaultdict(list)
        for part in parts:
            name = part.sector if table == "sector" else part.outcode
            if name and part not in found:
                wanted[name].append(part)
        query = f"select name, e, n, la, ward from {table} where name in"
        for name, easting, northing, la, ward in self._chunked(query, list(wanted)):
            for part in wanted[name]:
                found[part] = Place(
                    part.postcode, easting, northing, precision, *self._area(la), *self._area(ward)
                )

    def _chunked(self, query: str, names: Sequence[str]) -> Iterable[Any]:
        for start in range(0, len(names), _CHUNK):
            chunk = names[start : start + _CHUNK]
            yield from self._rows(f"{query} ({','.join('?' * len(chunk))})", chunk)

    def _exact(self, postcode: str, unit: Unit) -> Place:
        return Place(
            postcode,
            unit.easting,
            unit.northing,
            Precision.POSTCODE,
            *self._area(unit.la),
            *self._area(unit.ward),
        )

    def _area(self, number: int) -> tuple[str, str]:
        return self._areas.get(number, ("", ""))

    def _centres_in(self, table: str, box: tuple[int, int, int, int]) -> list[NamedPlace]:
        rows = self._rows(
            f"select name, e, n, units from {table}"
            " where e between ? and ? and n between ? and ? order by name",
            box,
        )
        return [NamedPlace(*row) for row in rows]
