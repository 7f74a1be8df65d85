"""The edges of where a postcode may lie."""

import pytest

from desktop.domain.grids import IRISH_GRID, IRISH_TRANSVERSE_MERCATOR, OSGB, Grid
from desktop.domain.place_rows import _grid_of, read_place_rows

BOXES = [
    (True, IRISH_GRID, (180_000, 372_000), (305_000, 455_000)),
    (True, IRISH_TRANSVERSE_MERCATOR, (580_000, 772_000), (805_000, 958_000)),
    (True, OSGB, (-15_000, 195_000), (460_000, 625_000)),
    (False, OSGB, (0, 700_000), (0, 1_300_000)),
]


@pytest.mark.parametrize(("irish", "grid", "eastings", "northings"), BOXES)
def test_a_grid_reaches_to_its_edges_and_not_a_metre_further(
    irish: bool, grid: Grid, eastings: tuple[int, int], northings: tuple[int, int]
) -> None:
    for easting in eastings:
        for northing in northings:
            assert _grid_of(easting, northing, northern_ireland=irish) is grid
    outside = [
        *((easting, northings[0] + 1) for easting in (eastings[0] - 1, eastings[1] + 1)),
        *((eastings[0] + 1, northing) for northing in (northings[0] - 1, northings[1] + 1)),
    ]
    for easting, northing in outside:
        with pytest.raises(Exception, match="are not in"):
            _grid_of(easting, northing, northern_ireland=irish)


@pytest.mark.parametrize(
    ("latitude", "longitude", "inside"),
    [
        *((latitude, -2.0, True) for latitude in (49.0, 61.5)),
        *((latitude, -2.0, False) for latitude in (48.99, 61.51)),
        *((55.0, longitude, True) for longitude in (-9.0, 2.5)),
        *((55.0, longitude, False) for longitude in (-9.01, 2.51)),
    ],
)
def test_the_isles_reach_to_their_edges(latitude: float, longitude: float, inside: bool) -> None:
    row = {"postcode": "QX4 2LB", "latitude": str(latitude), "longitude": str(longitude)}
    places, rejects = read_place_rows([row])
    assert (len(places), len(rejects)) == ((1, 0) if inside else (0, 1))
