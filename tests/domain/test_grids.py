"""Grids against published points, and there and back again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.grids import (
    IRISH_GRID,
    IRISH_TRANSVERSE_MERCATOR,
    OSGB,
    Grid,
    from_latlong,
    irish_to_osgb,
    project,
    to_latlong,
    unproject,
)

CAISTER = 52 + 39 / 60 + 27.2531 / 3600, 1 + 43 / 60 + 4.5177 / 3600
GRIDS = [OSGB, IRISH_GRID, IRISH_TRANSVERSE_MERCATOR]


def test_caister_water_tower_as_the_os_guide_works_it() -> None:
    easting, northing = project(*CAISTER, OSGB)
    assert (round(easting, 3), round(northing, 3)) == (651409.903, 313177.270)


def test_caister_back_again() -> None:
    assert unproject(651409.903, 313177.270, OSGB) == pytest.approx(CAISTER, abs=1e-8)


def test_caister_on_wgs84_within_five_metres() -> None:
    """The guide's ETRS89 position of the same pillar: 52°39'28.8282"N 1°42'57.8663"E."""
    easting, northing = from_latlong(52 + 39 / 60 + 28.8282 / 3600, 1 + 42 / 60 + 57.8663 / 3600)
    assert (easting, northing) == pytest.approx((651409.903, 313177.270), abs=5)


def test_the_spire_of_dublin_on_both_irish_grids() -> None:
    """Published as 315904, 234671 on the Irish Grid and 715830, 734697 on Irish Transverse Mercator."""
    there = from_latlong(*to_latlong(315904, 234671, IRISH_GRID), IRISH_TRANSVERSE_MERCATOR)
    assert there == pytest.approx((715830, 734697), abs=1)


def test_a_belfast_postcode_lands_where_the_epsg_transformations_put_it() -> None:
    """BT1 5GS, 333832 374014, through EPSG 1641 and 1314: -5.930077, 54.596639; 146238.86, 529486.31."""
    assert to_latlong(333832, 374014, IRISH_GRID) == pytest.approx((54.596639, -5.930077), abs=2e-6)
    assert irish_to_osgb(333832, 374014) == pytest.approx((146238.86, 529486.31), abs=0.5)


@pytest.mark.parametrize("grid", GRIDS)
def test_the_true_origin_has_the_false_coordinates(grid: Grid) -> None:
    assert project(grid.latitude, grid.longitude, grid) == pytest.approx((grid.east, grid.north), abs=1e-6)


@given(st.floats(49.5, 61), st.floats(-6.5, 6.5), st.sampled_from(GRIDS))
def test_onto_a_grid_and_back(latitude: float, away: float, grid: Grid) -> None:
    """As far from the central meridian as Northern Ireland's west lies from the OSGB grid's."""
    longitude = grid.longitude + away
    east, north = from_latlong(latitude, longitude, grid)
    assert to_latlong(east, north, grid) == pytest.approx((latitude, longitude), abs=2e-7)


@given(st.floats(60_000, 660_000), st.floats(5_000, 1_220_000))
def test_off_the_grid_and_back(easting: float, northing: float) -> None:
    assert from_latlong(*to_latlong(easting, northing)) == pytest.approx((easting, northing), abs=0.02)


@given(st.floats(54.0, 55.3), st.floats(-8.2, -5.4))
def test_north_is_up_and_east_is_right_in_northern_ireland(latitude: float, longitude: float) -> None:
    here = from_latlong(latitude, longitude)
    assert from_latlong(latitude + 0.01, longitude)[1] > here[1] + 1000
    assert from_latlong(latitude, longitude + 0.01)[0] > here[0] + 500
