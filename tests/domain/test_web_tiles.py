"""Tiles of the web's grid: places that are published, and the way there and back."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.grids import from_latlong, to_latlong
from desktop.domain.map_plan import Box
from desktop.domain.web_tiles import (
    MOST_TILES,
    TileAt,
    latlong_at,
    place_tile,
    tiles_from,
    tiles_over,
    zoom_for,
    zoom_of,
)

SOMEWHERE = Box(548_000, 179_000, 552_000, 183_000)


def test_the_corners_of_the_world_are_the_corners_of_the_first_tile() -> None:
    # EPSG:3857 ends at 85.0511288 degrees
    assert latlong_at(0, 0, 0) == pytest.approx((85.0511288, -180))
    assert latlong_at(1, 1, 0) == pytest.approx((-85.0511288, 180))


def test_a_known_place_lies_in_its_tile() -> None:
    # Greenwich meridian and the equator meet where four tiles do
    assert tiles_from(0, 0, 1) == pytest.approx((1, 1))
    # 51.5074 N 0.1278 W is in tile 2046, 1362 of zoom 12 by the usual formulas (2**12 * ...)
    x, y = tiles_from(51.5074, -0.1278, 12)
    assert (int(x), int(y)) == (2046, 1362)


@given(st.floats(49.8, 60.9), st.floats(-8.6, 1.8), st.integers(0, 15))
def test_there_and_back(latitude: float, longitude: float, zoom: int) -> None:
    assert latlong_at(*tiles_from(latitude, longitude, zoom), zoom) == pytest.approx((latitude, longitude))


@given(st.floats(49.9, 60.8), st.floats(-8, 1.7), st.integers(9, 15), st.floats(0, 1), st.floats(0, 1))
def test_places_of_a_tile_land_where_the_exact_reckoning_has_them(
    latitude: float, longitude: float, zoom: int, u: float, v: float
) -> None:
    x, y = tiles_from(latitude, longitude, zoom)
    tile = TileAt(zoom, int(x), int(y))
    exact = from_latlong(*latlong_at(tile.column + u, tile.row + v, zoom))
    placed = place_tile(tile, np.array([[u, v]]))[0]
    assert placed == pytest.approx(exact, abs=0.05)


@given(st.floats(0, 1), st.floats(0, 1), st.integers(6, 14))
def test_every_place_of_a_box_is_in_one_of_its_tiles(part: float, other: float, zoom: int) -> None:
    place = SOMEWHERE.west + part * SOMEWHERE.width, SOMEWHERE.south + other * SOMEWHERE.height
    x, y = tiles_from(*to_latlong(*place), zoom)
    assert TileAt(zoom, int(x), int(y)) in tiles_over(SOMEWHERE, zoom)


def test_too_large_a_question_has_no_tiles() -> None:
    country = Box(0, 0, 700_000, 1_200_000)
    assert tiles_over(country, 14) == []
    assert 0 < len(tiles_over(country, 8)) <= MOST_TILES


def test_the_zoom_follows_the_view_and_stays_within_the_file() -> None:
    latitude, _ = to_latlong(*SOMEWHERE.middle)
    # at 2**14 tiles around the world and 512 px a tile
    metres = 40_075_016.686 * np.cos(np.radians(latitude)) / 512 / 2**14
    assert zoom_for(metres, latitude) == pytest.approx(14)
    assert [zoom_of(metres * by, SOMEWHERE, 5, 14) for by in (0.1, 1, 2, 4, 1e6)] == [14, 14, 13, 12, 5]
