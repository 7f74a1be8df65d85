"""Streets of a map file and dots of the gazetteer lie on one ground: real postcodes, roads through them."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtGui import QColor, QImage

from db.gazetteer import Gazetteer
from db.gazetteer_ground import Ground
from db.gazetteer_unpack import ensure_gazetteer
from desktop.domain.map_plan import Box, Point
from desktop.domain.zoomstack import Look
from desktop.services.map_ground import MapGround
from desktop.services.map_tiles import MapTiles
from desktop.ui.map.colours import STREETS
from desktop.ui.map.raster import TILE, Sheet, draw_tiles
from desktop.ui.map.street_raster import draw_streets
from tests.made_maps import road, write_map

FELIXSTOWE = (627_000, 232_000, 632_000, 238_000)


class OnePostcode:
    """A gazetteer of a single real postcode, so that no other dot is near."""

    def __init__(self, ground: Ground, at: int) -> None:
        self._ground = Ground(
            ground.east[at : at + 1],
            ground.north[at : at + 1],
            ground.sector[at : at + 1],
            ground.ward[at : at + 1],
            ground.sectors,
            ground.wards,
        )

    def ground_in(self, _west: int, _south: int, _east: int, _north: int) -> Ground:
        return self._ground


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    with Gazetteer(ensure_gazetteer(tmp_path_factory.mktemp("gazetteer"))) as reader:
        yield reader.ground_in(*FELIXSTOWE)


def levels(made: bytes) -> NDArray[np.uint8]:
    plain = np.frombuffer(made or bytes(TILE * TILE), dtype=np.uint8)
    return plain.reshape(TILE, TILE)


def roads(made: QImage | None) -> NDArray[np.bool_]:
    """Which pixels are of the colour of a main road."""
    if made is None:
        return np.zeros((TILE, TILE), dtype=bool)
    image = made.convertToFormat(QImage.Format.Format_RGB32)
    plain = np.frombuffer(image.constBits(), dtype=np.uint32).reshape(TILE, TILE)
    return np.asarray((plain & 0xFFFFFF) == (QColor(STREETS[Look.MAIN]).rgb() & 0xFFFFFF))


def crossing(one: Point) -> list[tuple[Point, Point]]:
    east, north = one
    return [((east - 900, north), (east + 900, north)), ((east, north - 900), (east, north + 900))]


@pytest.mark.parametrize("scale", [0.5, 1.0, 2.0, 4.0, 8.0])
@pytest.mark.parametrize("which", [0, -1])
def test_a_road_through_a_postcode_is_drawn_through_its_dot(
    tmp_path: Path, ground: Ground, scale: float, which: int
) -> None:
    index = which % len(ground.east)
    at = float(ground.east[index]), float(ground.north[index])
    ways = [road("Way", *way, type_="A Road") for way in crossing(at)]
    tiles = MapTiles(write_map(tmp_path / "gb.mbtiles", ways))
    sheet = Sheet(scale)
    (column, row), *_ = sheet.tiles(Box(*at, *at))
    wanted = [(column + x, row + y) for y in (-1, 0, 1) for x in (-1, 0, 1)]
    dots = draw_tiles(MapGround(OnePostcode(ground, index)), sheet, wanted)  # type: ignore[arg-type]
    streets = draw_streets(tiles, sheet, wanted)
    dot = np.block([[levels(dots[tile]) for tile in wanted[n : n + 3]] for n in (0, 3, 6)])
    lines = np.block([[roads(streets[tile]) for tile in wanted[n : n + 3]] for n in (0, 3, 6)])
    y, x = (float(np.mean(axis)) for axis in np.nonzero(dot == dot.max()))
    away = 40
    beside = np.nonzero(lines[round(y) - away, :])[0]
    above = np.nonzero(lines[:, round(x) - away])[0]
    assert (beside[0] + beside[-1]) / 2 == pytest.approx(x, abs=1)
    assert (above[0] + above[-1]) / 2 == pytest.approx(y, abs=1)
