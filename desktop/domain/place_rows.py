"""Read a hub's own list of postcodes: Northern Ireland's are not in the shipped gazetteer.

The list's columns are known by the names that the ONS, Land & Property Services and others give them. Grid
references of ``BT`` postcodes are on the Irish Grid in every such list we know; those on the newer Irish
Transverse Mercator or on the OSGB grid lie so far from it that the numbers themselves tell them apart.
"""

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from desktop.domain.errors import DomainError
from desktop.domain.grids import (
    IRISH_GRID,
    IRISH_TRANSVERSE_MERCATOR,
    OSGB,
    Grid,
    from_latlong,
    to_latlong,
)
from desktop.domain.postcodes import is_northern_ireland, looks_complete, normalise, problem

#: Names of columns with everything but letters and digits left out, in capitals turned small.
POSTCODE_COLUMNS = ("postcode", "pcds", "pcd", "pcd2", "pcd7", "pcd8", "pc", "postalcode")
EASTING_COLUMNS = ("oseast1m", "easting", "eastings", "x", "xcoord", "xcoordinate", "irisheasting", "xcor")
NORTHING_COLUMNS = (
    "osnrth1m",
    "northing",
    "northings",
    "y",
    "ycoord",
    "ycoordinate",
    "irishnorthing",
    "ycor",
)
LATITUDE_COLUMNS = ("lat", "latitude")
LONGITUDE_COLUMNS = ("long", "lon", "lng", "longitude")
AUTHORITY_COLUMNS = (
    "laua",
    "oslaua",
    "lad25cd",
    "lad24cd",
    "lad23cd",
    "ladcd",
    "lad",
    "lgd",
    "lgd2014",
    "lgd2014code",
)

#: The eleven districts of Northern Ireland (ONS code history, N09).
DISTRICTS = {
    "N09000001": "Antrim and Newtownabbey",
    "N09000002": "Armagh City, Banbridge and Craigavon",
    "N09000003": "Belfast",
    "N09000004": "Causeway Coast and Glens",
    "N09000005": "Derry City and Strabane",
    "N09000006": "Fermanagh and Omagh",
    "N09000007": "Lisburn and Castlereagh",
    "N09000008": "Mid and East Antrim",
    "N09000009": "Mid Ulster",
    "N09000010": "Newry, Mourne and Down",
    "N09000011": "Ards and North Down",
}

_GSS = re.compile(r"[EWSN]\d{8}")
#: Where Northern Ireland lies on each grid: easting from and to, northing from and to, with a margin.
_IRELAND = (
    (IRISH_GRID, 180_000, 372_000, 305_000, 455_000),
    (IRISH_TRANSVERSE_MERCATOR, 580_000, 772_000, 805_000, 958_000),
    (OSGB, -15_000, 195_000, 460_000, 625_000),
)
_BRITAIN = (OSGB, 0, 700_000, 0, 1_300_000)
_ISLES = (49.0, 61.5, -9.0, 2.5)


@dataclass(frozen=True, slots=True)
class OwnPlace:
    """One postcode of a hub's own list.

    Attributes:
        postcode: with its one space.
        easting: OSGB metres, whole.
        northing: OSGB metres, whole.
        la_code: GSS code of the local authority; empty where the list names none.
        la_name: its name, where it is one of Northern Ireland's.
    """

    postcode: str
    easting: int
    northing: int
    la_code: str
    la_name: str


@dataclass(frozen=True, slots=True)
class RejectedPlace:
    """A row that was left out.

    Attributes:
        row: 1 for the first row under the headings.
        postcode: as the row has it.
        reason: what is wrong with it, in plain words.
    """

    row: int
    postcode: str
    reason: str


class _Reason(Exception):
    """Why a row is left out."""


@dataclass(frozen=True, slots=True)
class _Columns:
    postcode: str
    easting: str
    northing: str
    latitude: str
    longitude: str
    authority: str


def read_place_rows(rows: Iterable[Mapping[str, str]]) -> tuple[list[OwnPlace], list[RejectedPlace]]:
    """Read the rows of a list of postcodes.

    Args:
        rows: each a mapping from the column's heading to its text, with the headings of the first. Wanted: a
            postcode, and either easting and northing or latitude and longitude; a local authority if there
            is one.

    Returns:
        The places, moved onto the OSGB grid, and the rows left out with reasons. A postcode that comes again
        with the same place is counted once.

    Raises:
        DomainError: the headings hold no postcode or no place.
    """
    numbered = enumerate(rows, 1)
    first = next(numbered, None)
    if first is None:
        return [], []
    columns = _columns(first[1])
    places: dict[str, OwnPlace] = {}
    rejects = []
    for number, row in _again(first, numbered):
        try:
            place = _read(row, columns)
            if places.setdefault(place.postcode, place) != place:
                raise _Reason("This postcode comes twice, with different places. The first was kept.")
        except _Reason as reason:
            rejects.append(RejectedPlace(number, _cell(row, columns.postcode), str(reason)))
    return list(places.values()), rejects


def _again(
    first: tuple[int, Mapping[str, str]], rest: Iterator[tuple[int, Mapping[str, str]]]
) -> Iterator[tuple[int, Mapping[str, str]]]:
    yield first
    yield from rest


def _columns(row: Mapping[str, str]) -> _Columns:
    by_name = {"".join(filter(str.isalnum, heading.lower())): heading for heading in row}

    def heading(names: tuple[str, ...]) -> str:
        return next((by_name[name] for name in names if name in by_name), "")

    found = _Columns(
        heading(POSTCODE_COLUMNS),
        heading(EASTING_COLUMNS),
        heading(NORTHING_COLUMNS),
        heading(LATITUDE_COLUMNS),
        heading(LONGITUDE_COLUMNS),
        heading(AUTHORITY_COLUMNS),
    )
    if not found.postcode:
        raise DomainError(
            "This list has no column called “postcode”. Name the column and load the list again."
        )
    if not (found.easting and found.northing) and not (found.latitude and found.longitude):
        raise DomainError(
            "This list does not say where the postcodes are. It needs two columns called “easting” and"
            " “northing”, or two called “latitude” and “longitude”."
        )
    return found


def _read(row: Mapping[str, str], columns: _Columns) -> OwnPlace:
    written = _cell(row, columns.postcode)
    postcode = normalise(written)
    if not looks_complete(postcode):
        raise _Reason(problem(written) or "There is no postcode in this row.")
    easting, northing = _place(row, columns, postcode)
    authority = _cell(row, columns.authority)
    code = authority if _GSS.fullmatch(authority) else ""
    name = DISTRICTS.get(code, "") if code else authority
    return OwnPlace(postcode, round(easting), round(northing), code, name)


def _place(row: Mapping[str, str], columns: _Columns, postcode: str) -> tuple[float, float]:
    pair = _pair(row, columns.easting, columns.northing)
    if pair is not None:
        grid = _grid_of(*pair, northern_ireland=is_northern_ireland(postcode))
        return pair if grid is OSGB else from_latlong(*to_latlong(*pair, grid))
    pair = _pair(row, columns.latitude, columns.longitude)
    if pair is None:
        raise _Reason("There is no grid reference, latitude or longitude in this row.")
    latitude, longitude = pair
    south, north, west, east = _ISLES
    if not (south <= latitude <= north and west <= longitude <= east):
        raise _Reason(f"Latitude {latitude:g} and longitude {longitude:g} are not in the United Kingdom.")
    return from_latlong(latitude, longitude)


def _grid_of(easting: float, northing: float, *, northern_ireland: bool) -> Grid:
    for grid, west, east, south, north in _IRELAND if northern_ireland else (_BRITAIN,):
        if west <= easting <= east and south <= northing <= north:
            return grid
    land = "Northern Ireland" if northern_ireland else "Great Britain"
    raise _Reason(f"Easting {easting:.0f} and northing {northing:.0f} are not in {land}.")


def _pair(row: Mapping[str, str], first: str, second: str) -> tuple[float, float] | None:
    texts = _cell(row, first), _cell(row, second)
    if not all(texts):
        return None
    one, two = map(_number, texts)
    # Lists write nought for "no place": no postcode lies at 0, 0 on any of these grids or on the Equator.
    return None if one == two == 0 else (one, two)


def _number(text: str) -> float:
    """Read a number as lists write them: 333832, 333832.0, 333,832 or -5.93."""
    try:
        value = float(re.sub(r",(?=\d{3}\b)", "", text))
    except ValueError:
        raise _Reason(f"“{text[:40]}” is not a number.") from None
    if not math.isfinite(value):
        raise _Reason(f"“{text[:40]}” is not a number.")
    return value


def _cell(row: Mapping[str, str], heading: str) -> str:
    return (row.get(heading) or "").strip() if heading else ""
