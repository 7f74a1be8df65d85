"""Streets of a map file beneath a round: where they are drawn, what is kept, and a file that goes."""

import itertools
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath
from pytestqt.qtbot import QtBot

from desktop.context import AppContext
from desktop.domain.map_plan import Box, Point
from desktop.domain.zoomstack import Look, NameLook
from desktop.runtime.map_file import forget_tiles
from desktop.services.map_tiles import MapName, MapTiles
from desktop.ui.map.colours import GROUND, STREETS
from desktop.ui.map.raster import Sheet, Tile
from desktop.ui.map.street_names import place_streets
from desktop.ui.map.street_raster import _paths, draw_streets, paint_streets, paths_of
from desktop.ui.map.view import scene_point
from desktop.ui.rounds.map.pane import MapPane
from desktop.ui.rounds.page import RoundsPage
from tests.made_maps import Thing, area, road, write_map

Settle = Callable[[], None]
CROSSING = (550_000.0, 180_000.0)


def cross(at: Point, type_: str = "A Road") -> list[Thing]:
    """Two roads that cross at a place."""
    east, north = at
    return [
        road("Low Road", (east - 900, north), (east + 900, north), type_=type_),
        road("High Road", (east, north - 900), (east, north + 900), type_=type_),
    ]


def painted(tiles: MapTiles, box: Box, scale: float) -> QImage:
    image = QImage(round(box.width / scale), round(box.height / scale), QImage.Format.Format_RGB32)
    image.fill(QColor("black"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_streets(painter, tiles.tiles(box, scale), box, scale)
    painter.end()
    return image


def middle_of(image: QImage, colour: str, *, down: bool, line: int) -> float:
    """Where a colour lies along a row, or down a column, on the average."""
    wanted = QColor(colour).rgb()
    span = range(image.height() if down else image.width())
    hits = [at for at in span if (image.pixel(line, at) if down else image.pixel(at, line)) == wanted]
    assert hits
    return (hits[0] + hits[-1] + 1) / 2


@pytest.mark.parametrize("scale", [0.5, 1.0, 2.0, 4.0, 8.0])
def test_a_crossing_is_drawn_within_a_px_of_its_place(tmp_path: Path, scale: float) -> None:
    tiles = MapTiles(write_map(tmp_path / "gb.mbtiles", cross(CROSSING)))
    box = Box(
        CROSSING[0] - 150 * scale,
        CROSSING[1] - 100 * scale,
        CROSSING[0] + 150 * scale,
        CROSSING[1] + 100 * scale,
    )
    image = painted(tiles, box, scale)
    main = STREETS[Look.MAIN]
    assert middle_of(image, main, down=False, line=50) == pytest.approx(150, abs=1)
    assert middle_of(image, main, down=True, line=50) == pytest.approx(100, abs=1)


def test_holes_stay_open_and_neighbouring_tiles_leave_no_seam(tmp_path: Path) -> None:
    east, north = CROSSING
    outer = [
        (east - 900, north - 900),
        (east - 900, north + 900),
        (east + 900, north + 900),
        (east + 900, north - 900),
    ]
    inner = [(east + a, north + b) for a, b in ((-200, -200), (200, -200), (200, 200), (-200, 200))]
    lake = Thing("surfacewater", 3, [outer, inner], {"type": "Local"})
    tiles = MapTiles(write_map(tmp_path / "gb.mbtiles", [lake]))
    image = painted(tiles, Box(east - 1200, north - 1200, east + 1200, north + 1200), 4.0)
    water, ground = QColor(STREETS[Look.WATER]).rgb(), QColor(GROUND).rgb()
    assert image.pixel(300, 300) == ground
    for x in range(100, 220):
        assert image.pixel(x, 140) == water
    assert {image.pixel(300, y) for y in range(260, 340)} == {ground}


def test_paths_are_those_drawn_corner_by_corner() -> None:
    import numpy as np

    places = np.array([[0, 0], [9.5, 0], [9.5, 7], [20, 20], [30, 20], [40, -5], [50, 1]], dtype=float)
    begins = np.array([True, False, False, True, False, True, False])
    made = _paths(places, begins, begins)
    plain = QPainterPath()
    for (x, y), begin in zip(places.tolist(), begins.tolist(), strict=True):
        plain.moveTo(x, y) if begin else plain.lineTo(x, y)
    joined = [
        (path.elementAt(n).type, path.elementAt(n).x, path.elementAt(n).y)
        for path in made
        for n in range(path.elementCount())
    ]
    assert joined == [
        (plain.elementAt(n).type, plain.elementAt(n).x, plain.elementAt(n).y)
        for n in range(plain.elementCount())
    ]


def test_no_path_is_large_for_nothing_else_is_drawn_while_one_is(tmp_path: Path) -> None:
    east, north = CROSSING
    streets = [road("", (east, north + 7 * n), (east + 300, north + 7 * n)) for n in range(200)]
    tiles = MapTiles(write_map(tmp_path / "gb.mbtiles", streets, [14]))
    box = Box(east - 100, north - 100, east + 1500, north + 1500)
    paths = paths_of(tiles.tiles(box, 2.0), Look.LOCAL, box, 2.0)
    assert sum(path.elementCount() for path in paths) >= 400
    assert max(path.elementCount() for path in paths) <= 100


def test_moves_that_do_not_show_and_what_is_out_of_sight_are_left_out(tmp_path: Path) -> None:
    east, north = CROSSING
    here = [(east + n, north) for n in range(400)]
    far = [(east + 5000, north + n) for n in range(400)]
    tiles = MapTiles(write_map(tmp_path / "gb.mbtiles", [road("", *here), road("", *far)], [14]))

    def corners(box: Box) -> int:
        return sum(path.elementCount() for path in paths_of(tiles.tiles(whole, 8.0), Look.LOCAL, box, 8.0))

    whole = Box(east - 100, north - 100, east + 6000, north + 1500)
    both, near = corners(whole), corners(Box(east - 100, north - 100, east + 600, north + 1500))
    # 50 px of each of two roads, and no move of less than half a px
    assert both <= 2 * 120
    assert 0 < near <= both * 0.6


def test_tiles_of_the_screen_are_cut_from_one_picture(tmp_path: Path) -> None:
    tiles = MapTiles(write_map(tmp_path / "gb.mbtiles", cross(CROSSING)))
    sheet = Sheet(2.0, 2.0)
    box = Box(CROSSING[0] - 400, CROSSING[1] - 400, CROSSING[0] + 400, CROSSING[1] + 400)
    found = draw_streets(tiles, sheet, sheet.tiles(box))
    assert {(one.width(), one.height()) for one in found.values() if one} == {(512, 512)}
    main = QColor(STREETS[Look.MAIN]).rgb()
    tile = sheet.tiles(Box(*CROSSING, *CROSSING))[0]
    image = found[tile]
    assert image is not None
    x = round((CROSSING[0] / 2 - tile[0] * 256) * 2)
    y = round((-CROSSING[1] / 2 - tile[1] * 256) * 2)
    assert {image.pixel(x + dx, y + dy) for dx in (-3, 3) for dy in (-3, 3)} == {main}
    far = sheet.tiles(Box(300_000, 700_000, 300_100, 700_100))
    assert draw_streets(tiles, sheet, far) == dict.fromkeys(far)


@pytest.fixture
def map_file(context: AppContext, tmp_path: Path) -> Path:
    """A town around the round, chosen on this computer before the round is opened."""
    # a straight line of the one grid is a bow on the other: six metres on 18 km, so corners stand close
    lines = [[(540_000.0 + 600 * at, 177_000.0 + 250 * n) for at in range(31)] for n in range(24)]
    things = [road(f"Street {n}", *line) for n, line in enumerate(lines)]
    things.append(
        area("surfacewater", (540_000, 178_000), (540_000, 178_400), (558_000, 178_400), (558_000, 178_000))
    )
    path = write_map(tmp_path / "gb.mbtiles", things, [12, 13, 14])
    context.preferences.map_file = str(path)
    forget_tiles()
    return path


@pytest.fixture
def streets(map_file: Path, pane: MapPane, settle: Settle, qtbot: QtBot) -> MapPane:
    """The round's map with streets on show."""
    view = pane.view
    qtbot.waitUntil(lambda: view.streets.covers(view._sheet(), view.box()))
    settle()
    return pane


def test_a_round_lies_on_the_streets_of_the_file(streets: MapPane) -> None:
    view = streets.view
    while view.scale_now < 22:
        view.zoom(1)
    image = view.grab().toImage()
    every = itertools.product(range(0, image.width(), 5), range(0, image.height(), 5))
    colours = {image.pixelColor(x, y).name().upper() for x, y in every}
    assert STREETS[Look.LOCAL] in colours


def test_whose_data_it_is_is_said_beneath_the_map(streets: MapPane) -> None:
    assert streets.foot.source.text() == "Contains OS data © Crown copyright and database right 2026."
    assert "Royal Mail" in streets.foot.toolTip()


def test_streets_land_where_the_pins_do(streets: MapPane, qtbot: QtBot, settle: Settle) -> None:
    """A street is drawn at its northing at each step of the zoom, as pins are."""
    view = streets.view
    while view.scale_now > 8:
        view.zoom(-1)
    for _step in range(4):
        qtbot.waitUntil(lambda: not view.streets._missing(view._sheet(), view.box()))
        settle()
        box = view.box()
        north = 177_000 + 250 * round((box.middle[1] - 177_000) / 250)
        place = view.mapFromScene(scene_point((box.middle[0], float(north))))
        if 10 < place.y() < view.viewport().height() - 10:
            image = QImage(view.viewport().size(), QImage.Format.Format_RGB32)
            painter = QPainter(image)
            view.streets.paint(painter, view._sheet(), box, view._origin())
            painter.end()
            white = QColor(STREETS[Look.LOCAL]).rgb()
            span = range(place.y() - 9, place.y() + 10)
            hits = [y for y in span if image.pixel(place.x(), y) == white]
            exact = view.viewportTransform().map(scene_point((box.middle[0], float(north)))).y()
            assert (hits[0] + hits[-1] + 1) / 2 == pytest.approx(exact, abs=1)
        view.zoom(-1)


def test_streets_are_named_off_pins_and_line(streets: MapPane, qtbot: QtBot) -> None:
    layers = streets.view.layers
    while streets.view.scale_now > 3:
        streets.view.zoom(-1)
    qtbot.waitUntil(lambda: len(layers.street_names.placed) > 0)
    scale = streets.view.scale_now
    for one in layers.street_names.placed:
        here = QRectF(one.at.x() - 8, one.at.y() - 4, 16, 8)
        assert not any(rect.intersects(here) for rect in layers._taken)
        assert one.name.text.startswith("Street ")
        assert one.at == QPointF(one.name.at[0] / scale, -one.name.at[1] / scale)


def test_the_file_goes_and_the_map_goes_on_saying_so_once(
    streets: MapPane, map_file: Path, opened: RoundsPage, settle: Settle
) -> None:
    said: list[str] = []
    opened.view.said.connect(said.append)
    map_file.unlink()
    view = streets.view
    for _step in range(3):
        view.zoom(1)
        view.layers.want(view._sheet(), view.box())
        settle()
    assert said == [
        "The map file is not where it was. The map goes on without it."
        " Plug in the stick it is on, or choose it again in Settings."
    ]
    assert not view.streets.is_here
    assert streets.foot.source.text() == "Contains OS data © Crown copyright and database right 2025."


def test_a_file_that_is_back_is_used_again(
    streets: MapPane, map_file: Path, settle: Settle, qtbot: QtBot
) -> None:
    view = streets.view
    away = map_file.rename(map_file.with_suffix(".away"))
    view.zoom(1)
    view.layers.want(view._sheet(), view.box())
    settle()
    assert not view.streets.is_here
    away.rename(map_file)
    streets.hide()
    streets.show()
    settle()
    qtbot.waitUntil(lambda: view.streets.covers(view._sheet(), view.box()))


def test_a_file_no_longer_used_leaves_the_map_as_it_was(
    streets: MapPane, context: AppContext, settle: Settle
) -> None:
    context.preferences.map_file = ""
    streets.hide()
    streets.show()
    settle()
    assert (streets.view.streets.size, streets.view.streets.is_here) == (0, False)
    assert streets.foot.source.text() == "Contains OS data © Crown copyright and database right 2025."


def test_what_is_kept_has_a_limit_but_never_less_than_what_is_on_show(
    streets: MapPane, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.ui.map.streets.MOST_KEPT", 1)
    view = streets.view
    for _step in range(3):
        view.zoom(-1)
        view.layers.want(view._sheet(), view.box())
        settle()
    assert not view.streets._missing(view._sheet(), view.box())
    around = view._sheet().tiles(view.box().grown(2 * view._sheet().metres))
    assert all(
        sheet == view._sheet() and tile in around
        for sheet, tile in view.streets._kept
        if view.streets._kept[sheet, tile]
    )


def test_a_large_view_is_drawn_in_strips_until_all_is_there(
    streets: MapPane, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.ui.map.streets.MOST_AT_ONCE", 2)
    asked: list[int] = []
    view = streets.view

    def noting(tiles: MapTiles, sheet: Sheet, wanted: list[Tile]) -> dict[Tile, QImage | None]:
        asked.append(len(wanted))
        return draw_streets(tiles, sheet, wanted)

    monkeypatch.setattr("desktop.ui.map.streets.draw_streets", noting)
    view.zoom(-1)
    view.layers.want(view._sheet(), view.box())
    qtbot.waitUntil(lambda: not view.streets._missing(view._sheet(), view.box()))
    assert len(asked) > 2
    assert max(asked) == 2


def test_without_a_file_nothing_is_asked(pane: MapPane) -> None:
    view = pane.view
    assert (view.streets.tiles, view.streets.size, view.streets.is_here) == (None, 0, False)
    assert not view.layers.street_names.placed


def test_names_keep_off_each_other_and_do_not_come_again_nearby(qtbot: QtBot) -> None:
    names = [
        MapName("Kelp Street", NameLook.STREET, (0.0, 0.0), 30.0),
        MapName("Kelp Street", NameLook.STREET, (60.0, 60.0), 30.0),
        MapName("Marram Way", NameLook.STREET, (10.0, 5.0), -20.0),
        MapName("Skerry Road", NameLook.STREET, (500.0, 0.0), 0.0),
        MapName("Beacon Field", NameLook.GREEN, (0.0, 500.0)),
        MapName("Under a pin", NameLook.GREEN, (900.0, 0.0)),
        MapName("On the line", NameLook.GREEN, (0.0, -500.0)),
    ]
    taken = [QRectF(890, -10, 20, 20)]
    placed = place_streets(names, 1.0, taken, [(-400.0, -500.0), (400.0, -500.0)])
    assert [one.name.text for one in placed] == ["Kelp Street", "Skerry Road", "Beacon Field"]
