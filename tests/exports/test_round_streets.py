"""Streets beneath the map of a sheet: lines and names that are there, a limit, and whose data it is."""

import io
from collections.abc import Callable
from datetime import date, time
from pathlib import Path

import pytest

from db.gazetteer import ATTRIBUTION
from desktop.domain.map_plan import Spot
from desktop.exports.round_map import RoundMap
from desktop.exports.round_sheet import RoundSheet, Stop, write_round_sheets
from desktop.services.map_tiles import MapTiles
from tests.made_maps import POINT, Thing, area, road, write_map

Pages = Callable[[bytes], list[str]]
HERE = (550_000.0, 180_000.0)
SPOTS = tuple(Spot(str(n), n, (HERE[0] + 175 * n, HERE[1] + 250 * (n % 3))) for n in range(1, 6))
POND = ((0, -400), (0, -200), (900, -200), (900, -400))
FIELD = {"type": "Greenspace", "name1": "Beacon Field"}
THINGS = (
    road("Aldermouth Road", *((HERE[0] - 1000 + 500 * n, HERE[1] + 250) for n in range(9)), type_="A Road"),
    road("Kelp Street", (HERE[0] + 1200, HERE[1] - 300), (HERE[0] + 1220, HERE[1] + 1400), type_="Minor"),
    area("surfacewater", *((HERE[0] + x, HERE[1] + y) for x, y in POND)),
    Thing("names", POINT, [[(HERE[0] - 600, HERE[1] + 450)]], FIELD),
)


def sheet(streets: MapTiles | None) -> bytes:
    stops = tuple(Stop(n, f"{n} Ferrygate Close", "Jean M.", time(11), "1 bag") for n in range(1, 6))
    made = RoundSheet(
        hub_name="Saltmarsh Hub",
        round_name="Northfold round",
        reference="S-118",
        day=date(2026, 11, 18),
        stops=stops,
        driver="Kofi M.",
        map=RoundMap(SPOTS, HERE, (), None, streets),
    )
    stream = io.BytesIO()
    write_round_sheets(stream, [made])
    return stream.getvalue()


@pytest.fixture
def tiles(tmp_path: Path) -> MapTiles:
    return MapTiles(write_map(tmp_path / "gb.mbtiles", THINGS))


def test_streets_lie_beneath_and_are_named(tiles: MapTiles, pdf_pages: Pages) -> None:
    (page,) = pdf_pages(sheet(tiles))
    for words in ("Aldermouth Road", "Kelp Street", "Beacon Field", "Hub", "North", "5 Ferrygate Close"):
        assert words in page, words


def test_whose_data_it_is_is_on_the_sheet(tiles: MapTiles, pdf_pages: Pages) -> None:
    (page,) = pdf_pages(sheet(tiles))
    assert "Contains OS data © Crown copyright and database right 2026." in " ".join(page.split())
    assert "Royal Mail" in ATTRIBUTION
    assert "Royal Mail" not in page


def test_without_a_file_the_sheet_is_as_it_was(tiles: MapTiles, pdf_pages: Pages) -> None:
    bare = sheet(None)
    assert "Crown copyright" not in pdf_pages(bare)[0]
    tiles.path.unlink()
    assert sheet(tiles) == bare


def test_the_same_round_gives_the_same_bytes(tiles: MapTiles) -> None:
    assert sheet(tiles) == sheet(MapTiles(tiles.path))


def test_however_many_houses_there_are_the_sheet_stays_small(tmp_path: Path, pdf_pages: Pages) -> None:
    def house(n: int) -> Thing:
        x, y = HERE[0] + 12 * (n % 170), HERE[1] + 12 * (n // 170)
        return area("buildings", (x, y), (x, y + 8), (x + 4, y + 9), (x + 8, y + 8), (x + 8, y))

    def lane(n: int) -> Thing:
        places = ((HERE[0] + 20 * at, HERE[1] + 3 * n + 9 * (at % 2)) for at in range(110))
        return road(f"Lane {n}", *places, type_="Restricted")

    full = MapTiles(
        write_map(
            tmp_path / "full.mbtiles", [*THINGS, *map(lane, range(400)), *map(house, range(9000))], [13]
        )
    )
    content = sheet(full)
    assert len(content) < 400_000
    assert "Aldermouth Road" in pdf_pages(content)[0]
