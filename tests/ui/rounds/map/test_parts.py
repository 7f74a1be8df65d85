"""Parts of the map that need no hub: thinning, tiles, names, steps of the zoom."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QRectF

from desktop.domain.map_plan import Box
from desktop.services.map_ground import GroundName, MapGround, NameKind
from desktop.ui.map.colours import LEVELS, dot_table
from desktop.ui.map.names import place_names
from desktop.ui.map.raster import TILE, Sheet, dot_size, draw_tiles
from desktop.ui.map.zoom import STEPS, nearest, within


def measure(name: GroundName) -> tuple[float, float]:
    """Ten px to a letter."""
    return 10.0 * len(name.text), 16.0


def name(text: str, east: float, north: float, units: int = 500) -> GroundName:
    return GroundName(text, NameKind.WARD, (east, north), units)


def test_tiles_cover_a_box_and_their_box_covers_them() -> None:
    sheet = Sheet(4)
    assert sheet.metres == 1024
    box = Box(100, 100, 1500, 900)
    tiles = sheet.tiles(box)
    assert tiles == [(0, -1), (1, -1)]
    assert sheet.box(tiles).holds(box)
    assert sheet.box([(0, -1)]) == Box(0, 0, 1024, 1024)


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0])
def test_each_tile_has_a_byte_a_pixel_and_no_level_beyond_the_colours(ratio: float, town: object) -> None:
    sheet = Sheet(8, ratio)
    tiles = sheet.tiles(Box(547_000, 177_000, 549_000, 179_000))
    found = draw_tiles(MapGround(town), sheet, tiles)  # type: ignore[arg-type]
    assert set(found) == set(tiles)
    for levels in found.values():
        assert len(levels) == round(TILE * ratio) ** 2
        assert max(levels) < LEVELS == len(dot_table())


def test_tiles_meet_without_a_seam(town: object) -> None:
    sheet, ground = Sheet(4), MapGround(town)  # type: ignore[arg-type]
    left, right = sheet.tiles(Box(547_000, 177_200, 548_100, 177_300))
    both = draw_tiles(ground, sheet, [left, right])
    alone = draw_tiles(ground, sheet, [right])
    assert both[right] == alone[right]


def test_a_tile_of_the_sea_is_empty(town: object) -> None:
    sheet = Sheet(4)
    sea = sheet.tiles(Box(600_100, 100_400, 600_200, 100_500))
    assert list(draw_tiles(MapGround(town), sheet, sea).values()) == [b""]  # type: ignore[arg-type]


def test_dots_shrink_from_far_and_never_vanish() -> None:
    sizes = [dot_size(step) for step in STEPS]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[-1] >= 2


def test_steps_grow_evenly_and_the_nearest_shows_enough() -> None:
    assert all(later / step == pytest.approx(2**0.5) for step, later in pairwise(STEPS))
    assert STEPS[nearest(7.9)] == pytest.approx(8)
    assert STEPS[nearest(8)] == pytest.approx(8)
    assert (nearest(0.01), nearest(1e9)) == (0, len(STEPS) - 1)
    assert (within(-3), within(99)) == (0, len(STEPS) - 1)


def test_no_name_covers_another_or_a_pin_and_the_first_wins() -> None:
    names = [
        name("Northfold", 0, 0),
        name("Quayside", 20, 4),
        name("Saltmarsh", 400, 0),
        name("Hill", 0, 400),
    ]
    pin = QRectF(390, -10, 26, 26)
    placed = place_names(names, 1, [pin], measure)
    assert [one.name.text for one in placed] == ["Northfold", "Hill"]
    assert not placed[0].rect.intersects(placed[1].rect)


def test_no_name_lies_on_the_line() -> None:
    names = [name("Northfold", 0, 0), name("Quayside", 0, 500)]
    placed = place_names(names, 2, [], measure, [(-900.0, -300.0), (900.0, 300.0)])
    assert [one.name.text for one in placed] == ["Quayside"]


def test_a_name_stands_around_its_place() -> None:
    (placed,) = place_names([name("Hill", 800, 400)], 4, [], measure)
    assert placed.rect.center().x() == pytest.approx(200)
    assert placed.rect.center().y() == pytest.approx(-100)


def test_from_far_away_only_the_large_are_named() -> None:
    names = [name("Hill", 0, 0, 30), name("Northfold", 5000, 0, 900)]
    assert [one.name.text for one in place_names(names, 4, [], measure)] == ["Hill", "Northfold"]
    assert [one.name.text for one in place_names(names, 64, [], measure)] == ["Northfold"]
