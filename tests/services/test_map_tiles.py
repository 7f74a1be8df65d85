"""Streets beneath a map: where they land, what is kept and named, and files that are not what they seem."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.map_file import MapFileGone, MapFileProblem
from desktop.domain.map_plan import Box, Point, around
from desktop.domain.web_tiles import TileAt
from desktop.domain.zoomstack import Look, NameLook
from desktop.services.map_tiles import MOST_NAMES, MapTiles, check_map_file
from desktop.services.street_tiles import made_tile
from tests.made_maps import LINE, POINT, Thing, area, layer, road, write_map

TOWN = Box(548_000, 179_000, 552_000, 183_000)
HIGH = [(548_500.0, 180_000.0), (549_400.0, 180_060.0), (550_300.0, 180_000.0)]
SQUARE = [(549_000.0, 181_000.0), (549_000.0, 181_500.0), (549_600.0, 181_500.0), (549_600.0, 181_000.0)]
THINGS = (
    road("High Street", *HIGH, type_="A Road"),
    road("Kelp Street", (549_400, 180_060), (549_420, 180_900)),
    road("", (549_420, 180_900), (549_900, 180_900), type_="Restricted"),
    area("greenspaces", *SQUARE, type="Public Park Or Garden"),
    area("contours", *SQUARE),
    Thing("roads", LINE, [HIGH], {"type": "Tunnels", "name": "Under"}),
    Thing("names", POINT, [[(549_300.0, 181_250.0)]], {"type": "Greenspace", "name1": "Beacon Field"}),
    Thing("names", POINT, [[(549_300.0, 181_250.0)]], {"type": "Town", "name1": "Saltmarsh"}),
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return write_map(tmp_path / "gb.mbtiles", THINGS)


@pytest.fixture
def tiles(file: Path) -> MapTiles:
    return MapTiles(file)


def corners(tiles: MapTiles, look: Look, scale: float = 2.0) -> list[Point]:
    return [
        (tile.origin[0] + east, tile.origin[1] + north)
        for tile in tiles.tiles(TOWN, scale)
        for shape in tile.shapes
        if shape.look is look
        for east, north in shape.corners.tolist()
    ]


@pytest.mark.parametrize("scale", [0.5, 2.0, 8.0, 16.0])
def test_a_road_lands_where_its_corners_are(tiles: MapTiles, scale: float) -> None:
    found = corners(tiles, Look.MAIN, scale)
    for place in HIGH:
        # a unit of a tile is 0.4 m at zoom 14 and 1.5 m at zoom 12
        assert min(np.hypot(x - place[0], y - place[1]) for x, y in found) < max(scale, 1) / 2


def test_things_are_sorted_by_how_they_are_drawn_and_the_rest_is_left_out(tiles: MapTiles) -> None:
    found = tiles.tiles(TOWN, 2.0)
    looks = {shape.look for tile in found for shape in tile.shapes}
    assert looks == {Look.GREEN, Look.LANE, Look.LOCAL, Look.MAIN}
    for tile in found:
        order = [list(Look).index(shape.look) for shape in tile.shapes]
        assert order == sorted(order)


def test_an_area_keeps_its_size_over_the_edges_of_tiles(tiles: MapTiles) -> None:
    found = corners(tiles, Look.GREEN)
    box = around(found)
    assert (box.width, box.height) == pytest.approx((600, 500), abs=2)


def test_ground_of_neighbours_overlaps_so_that_no_seam_shows(tiles: MapTiles) -> None:
    one, other = sorted(tiles.tiles(TOWN, 2.0), key=lambda tile: tile.origin)[:2]
    meet = [np.array(tile.origin) + tile.rim for tile in (one, other)]
    assert all(len(rim) == 8 for rim in meet)
    across = [(rim.min(axis=0), rim.max(axis=0)) for rim in meet]
    assert (across[0][0] < across[1][1]).all()
    assert (across[1][0] < across[0][1]).all()


def test_streets_are_named_where_they_run(tiles: MapTiles) -> None:
    names = {one.text: one for one in tiles.names(TOWN, 2.0, 6.0)}
    assert set(names) == {"High Street", "Kelp Street", "Beacon Field"}
    assert names["Kelp Street"].at == pytest.approx((549_410, 180_480), abs=5)
    assert abs(names["Kelp Street"].angle) == pytest.approx(88.6, abs=1)
    assert names["Beacon Field"].look is NameLook.GREEN
    assert names["Beacon Field"].at == pytest.approx((549_300, 181_250), abs=0.5)


def test_from_far_away_only_large_roads_are_named(tiles: MapTiles) -> None:
    assert [one.text for one in tiles.names(TOWN, 8.0, 6.0)] == ["High Street"]
    assert tiles.names(TOWN, 30.0, 6.0) == []


def test_however_many_streets_there_are_few_are_named(tmp_path: Path) -> None:
    streets = [
        road(f"Street {at}", (548_100, 179_100 + 18 * at), (551_900, 179_100 + 18 * at)) for at in range(200)
    ]
    tiles = MapTiles(write_map(tmp_path / "gb.mbtiles", streets, [14]))
    assert len(tiles.names(TOWN, 2.0, 6.0)) == MOST_NAMES


def test_no_more_is_kept_than_was_allowed(file: Path) -> None:
    tiles = MapTiles(file, most_kept=9000)
    assert len(tiles.tiles(TOWN, 1.0)) > 2
    assert 0 < tiles.size <= 9000


def test_what_is_kept_is_not_read_again_until_the_file_changes(tiles: MapTiles, file: Path) -> None:
    before = tiles.tiles(TOWN, 2.0)
    assert all(a is b for a, b in zip(before, tiles.tiles(TOWN, 2.0), strict=True))
    file.unlink()
    write_map(file, [road("New Road", (548_500, 182_500), (551_500, 182_500))])
    beside = Box(553_000, 179_000, 556_000, 183_000)
    tiles.tiles(beside, 2.0)
    assert {one.text for one in tiles.names(TOWN, 2.0, 6.0)} == {"New Road"}


def test_where_the_file_has_nothing_there_is_nothing(tiles: MapTiles) -> None:
    assert tiles.tiles(Box(300_000, 700_000, 302_000, 702_000), 2.0) == []


def test_a_file_that_went_away_is_said_to_be_gone(tiles: MapTiles, file: Path) -> None:
    tiles.facts()
    file.unlink()
    with pytest.raises(MapFileGone):
        tiles.tiles(TOWN, 2.0)


def test_a_damaged_tile_is_as_if_there_were_none(tmp_path: Path) -> None:
    assert made_tile(TileAt(14, 8200, 5400), b"\xff\xff\xff") is None
    assert made_tile(TileAt(14, 8200, 5400), b"") is None


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_a_tile_of_any_bytes_is_made_or_is_none(data: bytes) -> None:
    whole = layer("roads", [(LINE, [[(0, 0), (9, 9)]], {"name": "x"})])
    for tile in (data, whole[:20] + data, whole + data):
        made = made_tile(TileAt(14, 8200, 5400), tile)
        assert made is None or all(np.isfinite(one.corners).all() for one in made.shapes)


def test_a_good_file_is_taken(file: Path) -> None:
    facts = check_map_file(file)
    assert (facts.name, facts.year, facts.most) == ("OS Open Zoomstack", 2026, 14)


Change = Callable[[Path], Path]


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (lambda path: write_map(path, layers=["transportation", "water"]), "other layers"),
        (lambda path: write_map(path, said={"json": ""}), "No streets"),
        (lambda path: write_map(path, zooms=[14], extra=[(14, 1, 1, b"\xff\xff")]), "cannot be read"),
    ],
    ids=["another maker's layers", "no layers and no tiles", "tiles that are no tiles"],
)
def test_files_that_hold_something_else_are_turned_down(tmp_path: Path, made: Change, words: str) -> None:
    with pytest.raises(MapFileProblem, match=words):
        check_map_file(made(tmp_path / "other.mbtiles"))


def test_a_file_that_does_not_name_its_layers_is_tried(tmp_path: Path) -> None:
    assert check_map_file(write_map(tmp_path / "gb.mbtiles", THINGS, said={"json": ""})).layers == frozenset()
