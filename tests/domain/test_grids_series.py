"""The grids term by term: written a second time as the guide numbers its terms, so that a slip in one shows.

Ordnance Survey, "A guide to coordinate systems in Great Britain", annexes B and C.
"""

import math

import pytest

from desktop.domain.grids import (
    IRISH_GRID,
    OSGB,
    WGS84,
    Ellipsoid,
    Grid,
    Shift,
    project,
    to_latlong,
    unproject,
)

Place = tuple[float, float, float]

#: Latitude, and degrees from the central meridian: far enough for the smallest terms to show.
PLACES = [(49.9, -6.3), (54.6, -5.9), (55.2, 5.5), (60.8, 6.0), (57.1, 0.0)]


def arc(phi: float, grid: Grid) -> float:
    """The guide's M: the meridian from the true origin, in metres."""
    a, b = grid.ellipsoid.a, grid.ellipsoid.b
    origin, n = math.radians(grid.latitude), (a - b) / (a + b)
    terms = [
        (1 + n + 1.25 * n * n + 1.25 * n**3) * (phi - origin),
        -(3 * n + 3 * n * n + 2.625 * n**3) * math.sin(phi - origin) * math.cos(phi + origin),
        (1.875 * n * n + 1.875 * n**3) * math.sin(2 * (phi - origin)) * math.cos(2 * (phi + origin)),
        -(35 / 24) * n**3 * math.sin(3 * (phi - origin)) * math.cos(3 * (phi + origin)),
    ]
    return b * grid.scale * math.fsum(terms)


def radii(phi: float, grid: Grid) -> tuple[float, float, float]:
    """The guide's nu, rho and eta squared."""
    a, e2 = grid.ellipsoid.a, 1 - (grid.ellipsoid.b / grid.ellipsoid.a) ** 2
    nu = a * grid.scale * (1 - e2 * math.sin(phi) ** 2) ** -0.5
    rho = a * grid.scale * (1 - e2) * (1 - e2 * math.sin(phi) ** 2) ** -1.5
    return nu, rho, nu / rho - 1


@pytest.mark.parametrize("grid", [OSGB, IRISH_GRID])
@pytest.mark.parametrize(("latitude", "away"), PLACES)
def test_onto_the_grid_term_by_term(latitude: float, away: float, grid: Grid) -> None:
    phi, step = math.radians(latitude), math.radians(away)
    nu, rho, eta2 = radii(phi, grid)
    sin, cos, tan = math.sin(phi), math.cos(phi), math.tan(phi)
    two = nu / 2 * sin * cos
    three = nu / 24 * sin * cos**3 * (5 - tan**2 + 9 * eta2)
    three_a = nu / 720 * sin * cos**5 * (61 - 58 * tan**2 + tan**4)
    four = nu * cos
    five = nu / 6 * cos**3 * (nu / rho - tan**2)
    six = nu / 120 * cos**5 * (5 - 18 * tan**2 + tan**4 + 14 * eta2 - 58 * tan**2 * eta2)
    north = grid.north + arc(phi, grid) + two * step**2 + three * step**4 + three_a * step**6
    east = grid.east + four * step + five * step**3 + six * step**5
    assert project(latitude, grid.longitude + away, grid) == pytest.approx((east, north), rel=0, abs=1e-7)


@pytest.mark.parametrize("grid", [OSGB, IRISH_GRID])
@pytest.mark.parametrize(("latitude", "away"), PLACES)
def test_off_the_grid_term_by_term(latitude: float, away: float, grid: Grid) -> None:
    phi = math.radians(latitude)
    northing, step = grid.north + arc(phi, grid), away * 60_000
    nu, rho, eta2 = radii(phi, grid)
    tan, sec = math.tan(phi), 1 / math.cos(phi)
    seven = tan / (2 * rho * nu)
    eight = tan / (24 * rho * nu**3) * (5 + 3 * tan**2 + eta2 - 9 * tan**2 * eta2)
    nine = tan / (720 * rho * nu**5) * (61 + 90 * tan**2 + 45 * tan**4)
    ten = sec / nu
    eleven = sec / (6 * nu**3) * (nu / rho + 2 * tan**2)
    twelve = sec / (120 * nu**5) * (5 + 28 * tan**2 + 24 * tan**4)
    twelve_a = sec / (5040 * nu**7) * (61 + 662 * tan**2 + 1320 * tan**4 + 720 * tan**6)
    lat = phi - seven * step**2 + eight * step**4 - nine * step**6
    long = ten * step - eleven * step**3 + twelve * step**5 - twelve_a * step**7
    found = unproject(grid.east + step, northing, grid)
    assert found == pytest.approx((math.degrees(lat), grid.longitude + math.degrees(long)), rel=0, abs=2e-13)


def surface(latitude: float, longitude: float, figure: Ellipsoid) -> tuple[Place, Place]:
    """A place on the figure, and the way up there (annex B.1)."""
    phi, lam = math.radians(latitude), math.radians(longitude)
    up = math.cos(phi) * math.cos(lam), math.cos(phi) * math.sin(lam), math.sin(phi)
    nu = figure.a**2 / math.hypot(figure.a * math.cos(phi), figure.b * math.sin(phi))
    return (nu * up[0], nu * up[1], nu * up[2] * (figure.b / figure.a) ** 2), up


def helmert(place: Place, shift: Shift) -> Place:
    """Annex B.3's matrix."""
    x, y, z = place
    rx, ry, rz = (seconds * math.pi / 648_000 for seconds in shift.turn)
    s = 1 + shift.scale / 1_000_000
    return (
        shift.move[0] + s * x - rz * y + ry * z,
        shift.move[1] + rz * x + s * y - rx * z,
        shift.move[2] - ry * x + rx * y + s * z,
    )


@pytest.mark.parametrize(
    ("easting", "northing", "grid"),
    [
        (651410, 313177, OSGB),
        (80_000, 10_000, OSGB),
        (460_000, 1_215_000, OSGB),
        (333832, 374014, IRISH_GRID),
    ],
)
def test_the_shifted_place_is_straight_above_or_below_the_angle_given(
    easting: float, northing: float, grid: Grid
) -> None:
    assert grid.shift is not None
    place, _ = surface(*unproject(easting, northing, grid), grid.ellipsoid)
    ground, up = surface(*to_latlong(easting, northing, grid), WGS84)
    off = [a - b for a, b in zip(helmert(place, grid.shift), ground, strict=True)]
    height = sum(a * b for a, b in zip(off, up, strict=True))
    aside = [a - height * b for a, b in zip(off, up, strict=True)]
    assert math.hypot(*aside) < 1e-6
    assert abs(height) < 100
