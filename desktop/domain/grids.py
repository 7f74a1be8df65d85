"""Latitude and longitude, the OSGB grid and the two Irish grids, turned into one another.

Formulas: Ordnance Survey, "A guide to coordinate systems in Great Britain", annexes B (ellipsoids, Helmert)
and C (transverse Mercator). A seven-parameter Helmert shift is good to about 5 metres in Great Britain
(OSTN15 would be exact, at several megabytes) and 1 metre in Ireland, far inside the size of a postcode.

Angles are degrees, north and east positive, on WGS84 (ETRS89 is taken for the same); lengths are metres.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Ellipsoid:
    """The figure of the Earth a datum uses.

    Attributes:
        a: semi-major axis in metres.
        b: semi-minor axis in metres.
    """

    a: float
    b: float

    @property
    def e2(self) -> float:
        """Eccentricity squared."""
        return 1 - (self.b / self.a) ** 2


@dataclass(frozen=True, slots=True)
class Shift:
    """A Helmert shift to WGS84, position-vector convention.

    Attributes:
        move: metres along x, y and z.
        turn: seconds of arc about x, y and z.
        scale: parts per million.
    """

    move: tuple[float, float, float]
    turn: tuple[float, float, float]
    scale: float


@dataclass(frozen=True, slots=True)
class Grid:
    """A transverse Mercator grid and its datum.

    Attributes:
        ellipsoid: the datum's figure.
        shift: the way to WGS84; None where the datum is WGS84 itself.
        scale: factor on the central meridian.
        latitude: of the true origin, degrees.
        longitude: of the true origin, degrees.
        east: false easting, metres.
        north: false northing, metres.
    """

    ellipsoid: Ellipsoid
    shift: Shift | None
    scale: float
    latitude: float
    longitude: float
    east: float
    north: float


WGS84 = Ellipsoid(6378137.0, 6356752.3142)
AIRY = Ellipsoid(6377563.396, 6356256.909)
AIRY_MODIFIED = Ellipsoid(6377340.189, 6356034.447)

#: EPSG:27700; OS guide annex A.2 and section 6.6 (its WGS84-to-OSGB36 parameters with the signs turned).
OSGB = Grid(
    AIRY,
    Shift((446.448, -125.157, 542.060), (0.1502, 0.2470, 0.8421), -20.4894),
    0.9996012717,
    49.0,
    -2.0,
    400_000.0,
    -100_000.0,
)
#: EPSG:29902; OSi and OSNI, "Making maps compatible with GPS" (EPSG transformation 1641 rounds them).
IRISH_GRID = Grid(
    AIRY_MODIFIED,
    Shift((482.530, -130.596, 564.557), (-1.042, -0.214, -0.631), 8.15),
    1.000035,
    53.5,
    -8.0,
    200_000.0,
    250_000.0,
)
#: EPSG:2157, Irish Transverse Mercator, which newer lists use.
IRISH_TRANSVERSE_MERCATOR = Grid(WGS84, None, 0.99982, 53.5, -8.0, 600_000.0, 750_000.0)

_TURNS = 7


def project(latitude: float, longitude: float, grid: Grid) -> Point:
    """Put an angle on the grid's own datum onto the grid (OS guide C.1).

    Args:
        latitude: degrees on the grid's ellipsoid, not on WGS84.
        longitude: degrees likewise.
        grid: where to.

    Returns:
        Easting and northing in metres.
    """
    phi = math.radians(latitude)
    step = math.radians(longitude - grid.longitude)
    sin, cos, tan = math.sin(phi), math.cos(phi), math.tan(phi)
    nu, rho = _radii(phi, grid)
    eta2, t2 = nu / rho - 1, tan * tan
    north = (
        grid.north
        + _meridian(phi, grid)
        + step**2 * nu / 2 * sin * cos
        + step**4 * nu / 24 * sin * cos**3 * (5 - t2 + 9 * eta2)
        + step**6 * nu / 720 * sin * cos**5 * (61 - 58 * t2 + t2 * t2)
    )
    east = (
        grid.east
        + step * nu * cos
        + step**3 * nu / 6 * cos**3 * (nu / rho - t2)
        + step**5 * nu / 120 * cos**5 * (5 - 18 * t2 + t2 * t2 + 14 * eta2 - 58 * t2 * eta2)
    )
    return east, north


def unproject(easting: float, northing: float, grid: Grid) -> Point:
    """Turn a grid reference into an angle on the grid's own datum (OS guide C.2); the inverse of `project`.

    Args:
        easting: metres.
        northing: metres.
        grid: where from.

    Returns:
        Latitude and longitude in degrees on the grid's ellipsoid, not on WGS84.
    """
    phi = _foot(northing, grid)
    nu, rho = _radii(phi, grid)
    tan, sec = math.tan(phi), 1 / math.cos(phi)
    t2, eta2, step = tan * tan, nu / rho - 1, easting - grid.east
    latitude = (
        phi
        - step**2 * tan / (2 * rho * nu)
        + step**4 * tan / (24 * rho * nu**3) * (5 + 3 * t2 + eta2 - 9 * t2 * eta2)
        - step**6 * tan / (720 * rho * nu**5) * (61 + 90 * t2 + 45 * t2**2)
    )
    longitude = (
        step * sec / nu
        - step**3 * sec / (6 * nu**3) * (nu / rho + 2 * t2)
        + step**5 * sec / (120 * nu**5) * (5 + 28 * t2 + 24 * t2**2)
        - step**7 * sec / (5040 * nu**7) * (61 + 662 * t2 + 1320 * t2**2 + 720 * t2**3)
    )
    return math.degrees(latitude), grid.longitude + math.degrees(longitude)


def to_latlong(easting: float, northing: float, grid: Grid = OSGB) -> Point:
    """Turn a grid reference into WGS84 latitude and longitude.

    Args:
        easting: metres.
        northing: metres.
        grid: where from.

    Returns:
        Degrees north and degrees east.
    """
    latitude, longitude = unproject(easting, northing, grid)
    if grid.shift is None:
        return latitude, longitude
    place = _cartesian(latitude, longitude, grid.ellipsoid)
    return _angles(_shifted(place, grid.shift), WGS84)


def from_latlong(latitude: float, longitude: float, grid: Grid = OSGB) -> Point:
    """Put a WGS84 latitude and longitude on a grid; the inverse of `to_latlong`.

    Args:
        latitude: degrees north.
        longitude: degrees east.
        grid: where to.

    Returns:
        Easting and northing in metres.
    """
    if grid.shift is not None:
        place = _unshifted(_cartesian(latitude, longitude, WGS84), grid.shift)
        latitude, longitude = _angles(place, grid.ellipsoid)
    return project(latitude, longitude, grid)


def irish_to_osgb(easting: float, northing: float) -> Point:
    """Move an Irish Grid reference (EPSG:29902) onto the OSGB grid, which reaches over Northern Ireland."""
    return from_latlong(*to_latlong(easting, northing, IRISH_GRID), OSGB)


def _radii(phi: float, grid: Grid) -> Point:
    """Give the radii of curvature, scaled: across the meridian and along it."""
    e2 = grid.ellipsoid.e2
    bulge = 1 - e2 * math.sin(phi) ** 2
    nu = grid.ellipsoid.a * grid.scale / math.sqrt(bulge)
    return nu, nu * (1 - e2) / bulge


def _meridian(phi: float, grid: Grid) -> float:
    """Measure the meridian from the true origin: the guide's M."""
    a, b = grid.ellipsoid.a, grid.ellipsoid.b
    n = (a - b) / (a + b)
    origin = math.radians(grid.latitude)
    less, more = phi - origin, phi + origin
    return (
        b
        * grid.scale
        * (
            (1 + n + 5 / 4 * n**2 + 5 / 4 * n**3) * less
            - (3 * n + 3 * n**2 + 21 / 8 * n**3) * math.sin(less) * math.cos(more)
            + (15 / 8 * n**2 + 15 / 8 * n**3) * math.sin(2 * less) * math.cos(2 * more)
            - 35 / 24 * n**3 * math.sin(3 * less) * math.cos(3 * more)
        )
    )


def _foot(northing: float, grid: Grid) -> float:
    """Find the latitude at which the meridian reaches a northing."""
    wanted = northing - grid.north
    return _settle(
        lambda phi: phi + (wanted - _meridian(phi, grid)) / (grid.ellipsoid.a * grid.scale),
        math.radians(grid.latitude),
    )


def _settle(improve: Callable[[float], float], start: float) -> float:
    """Improve an angle until it moves no more: each turn gains two figures, so these are enough."""
    value = start
    for _ in range(_TURNS):
        value = improve(value)
    return value


def _cartesian(latitude: float, longitude: float, figure: Ellipsoid) -> tuple[float, float, float]:
    phi, lam = math.radians(latitude), math.radians(longitude)
    nu = figure.a / math.sqrt(1 - figure.e2 * math.sin(phi) ** 2)
    across = nu * math.cos(phi)
    return across * math.cos(lam), across * math.sin(lam), (1 - figure.e2) * nu * math.sin(phi)


def _angles(place: tuple[float, float, float], figure: Ellipsoid) -> Point:
    x, y, z = place
    across = math.hypot(x, y)

    def improve(phi: float) -> float:
        nu = figure.a / math.sqrt(1 - figure.e2 * math.sin(phi) ** 2)
        return math.atan2(z + figure.e2 * nu * math.sin(phi), across)

    phi = _settle(improve, math.atan2(z, across * (1 - figure.e2)))
    return math.degrees(phi), math.degrees(math.atan2(y, x))


def _turned(place: tuple[float, float, float], shift: Shift) -> tuple[float, float, float]:
    """Give what turning and scaling add to a place; small, so that it stands alone."""
    x, y, z = place
    rx, ry, rz = (math.radians(seconds / 3600) for seconds in shift.turn)
    s = shift.scale * 1e-6
    return s * x - rz * y + ry * z, rz * x + s * y - rx * z, -ry * x + rx * y + s * z


def _shifted(place: tuple[float, float, float], shift: Shift) -> tuple[float, float, float]:
    (x, y, z), (dx, dy, dz), (tx, ty, tz) = place, _turned(place, shift), shift.move
    return x + dx + tx, y + dy + ty, z + dz + tz


def _unshifted(place: tuple[float, float, float], shift: Shift) -> tuple[float, float, float]:
    """Undo `_shifted` exactly: changing the signs alone would leave some millimetres."""
    guess = place
    for _ in range(3):
        there = _shifted(guess, shift)
        guess = (
            guess[0] + place[0] - there[0],
            guess[1] + place[1] - there[1],
            guess[2] + place[2] - there[2],
        )
    return guess
