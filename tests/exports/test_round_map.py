"""The map on the round sheet: numbers, line and dots, nobody's name; never at the cost of a stop."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date, time

import numpy as np
import pytest
from pypdf import PdfReader

from db.enums import AreaKind
from db.gazetteer import NamedPlace
from db.gazetteer_ground import Ground
from desktop.domain.map_plan import Legs, Spot
from desktop.exports.round_map import RoundMap, own_height
from desktop.exports.round_sheet import RoundSheet, Stop, write_round_sheets
from desktop.services.map_ground import MapGround

Pages = Callable[[bytes], list[str]]
NAMES = ("Jean M.", "Kofi M.", "Ferrygate")


class Gazetteer:
    """A town of one ward: postcodes on a lattice 50 m apart."""

    def ground_in(self, west: int, south: int, east: int, north: int) -> Ground:
        side = np.arange(0, 3000, 50, dtype=np.int64)
        easting, northing = (column.ravel() for column in np.meshgrid(500_000 + side, 200_000 + side))
        ward = np.full(easting.shape, 7, dtype=np.int64)
        return Ground(easting, northing, ward * 0, ward, ("QX4 2",), {7: "Beacon"})

    def areas_in(self, kind: AreaKind, west: int, south: int, east: int, north: int) -> list[NamedPlace]:
        return []

    def sectors_in(self, west: int, south: int, east: int, north: int) -> list[NamedPlace]:
        return []

    outcodes_in = sectors_in


def stop(number: int) -> Stop:
    return Stop(number, f"{number} Ferrygate Close", "Jean M.", time(11), "1 bag")


def shown(count: int, ground: MapGround | None = None) -> RoundMap:
    spots = tuple(
        Spot(str(n), n, (500_200.0 + 350 * n, 200_300.0 + 600 * (n % 3))) for n in range(1, count + 1)
    )
    return RoundMap(spots, (501_000.0, 200_250.0), (), ground)


@pytest.fixture
def sheet() -> RoundSheet:
    """A round of five stops with a map."""
    return RoundSheet(
        hub_name="Saltmarsh Hub",
        round_name="Northfold round",
        reference="S-118",
        day=date(2026, 11, 18),
        stops=tuple(map(stop, range(1, 6))),
        driver="Kofi M.",
        map=shown(5, MapGround(Gazetteer())),
    )


def pdf(*sheets: RoundSheet) -> bytes:
    stream = io.BytesIO()
    write_round_sheets(stream, sheets)
    return stream.getvalue()


def test_five_stops_leave_room_below_them(sheet: RoundSheet, pdf_pages: Pages) -> None:
    (page,) = pdf_pages(pdf(sheet))
    for words in (
        "North",
        "Hub",
        "Beacon",
        "Lines are straight and follow no road.",
        "Contains OS data",
    ):
        assert words in page, words
    assert "1 km" in page
    assert "5 Ferrygate Close" in page


def test_a_full_page_of_stops_gets_the_map_after_it(sheet: RoundSheet, pdf_pages: Pages) -> None:
    for count in (6, 8):
        full = replace(sheet, stops=tuple(map(stop, range(1, count + 1))), map=shown(count))
        first, second = pdf_pages(pdf(full))
        assert f"{count} Ferrygate Close" in first
        assert "Page 1 of 1" in first
        assert "follow no road" not in first
        assert [words for words in ("Sheet S-118", "Map", "follow no road") if words not in second] == []
        assert "Private." in second


def test_the_map_page_names_nobody_it_is_for(sheet: RoundSheet, pdf_pages: Pages) -> None:
    full = replace(
        sheet, stops=tuple(map(stop, range(1, 9))), driver="", map=shown(8, MapGround(Gazetteer()))
    )
    _first, second = pdf_pages(pdf(full))
    assert [name for name in NAMES if name in second] == []
    assert all(str(number) in second.split() for number in range(1, 9))


def test_the_map_never_takes_a_page_from_a_stop(sheet: RoundSheet, pdf_pages: Pages) -> None:
    for count in range(1, 18):
        stops = tuple(map(stop, range(1, count + 1)))
        bare = pdf_pages(pdf(replace(sheet, stops=stops, map=None)))
        drawn = pdf_pages(pdf(replace(sheet, stops=stops, map=shown(count))))
        assert len(drawn) - len(bare) == int((count - 1) % 8 >= 5)
        for page, other in zip(bare, drawn, strict=False):
            assert page.count("Ferrygate") == other.count("Ferrygate")


def test_stops_at_one_place_share_a_pin_and_unknown_ones_are_named_by_number(
    sheet: RoundSheet, pdf_pages: Pages
) -> None:
    here, there = (500_500.0, 200_500.0), (501_500.0, 201_500.0)
    both = RoundMap((Spot("1", 1, here), Spot("2", 2, there), Spot("3", 3, there)), None, (4, 5))
    (page,) = pdf_pages(pdf(replace(sheet, map=both)))
    assert "2, 3" in page
    assert "Not on the map: 4, 5." in page
    assert "Contains OS data" not in page
    assert "Hub" not in page.replace("Saltmarsh Hub", "")


def test_a_hub_far_off_does_not_squeeze_the_stops_together() -> None:
    near = RoundMap(
        (Spot("1", 1, (500_000.0, 200_000.0)), Spot("2", 2, (501_000.0, 200_000.0))), (500_500.0, 200_900.0)
    )
    far = replace(near, base=(510_000.0, 200_000.0))
    assert near.home.north == 200_900
    assert far.home.east == 501_000
    assert replace(near, base=None).home.width == 1000


@pytest.mark.parametrize(
    ("legs", "hubs", "broken"),
    [(Legs(), 1, 1), (Legs(out=False), 1, 1), (Legs(back=False), 1, 0), (Legs(False, False), 0, 0)],
)
def test_a_round_from_home_or_over_at_its_last_door_is_drawn_so(
    sheet: RoundSheet, pdf_pages: Pages, legs: Legs, hubs: int, broken: int
) -> None:
    drawn = pdf(replace(sheet, map=replace(shown(5), legs=legs)))
    (page,) = pdf_pages(drawn)
    assert page.replace("Saltmarsh Hub", "").count("Hub") == hubs
    stream = PdfReader(io.BytesIO(drawn)).pages[0].get_contents()
    assert stream is not None
    assert stream.get_data().count(b"[4 4.5] 0 d") == broken


def test_a_map_on_its_own_page_is_as_high_as_its_round() -> None:
    flat = RoundMap((Spot("1", 1, (500_000.0, 200_000.0)), Spot("2", 2, (509_000.0, 200_000.0))))
    tall = RoundMap((Spot("1", 1, (500_000.0, 200_000.0)), Spot("2", 2, (500_000.0, 209_000.0))))
    assert own_height(flat, 500, 600) == 340
    assert own_height(tall, 500, 600) == 600


def test_the_same_map_gives_the_same_bytes(sheet: RoundSheet) -> None:
    assert pdf(sheet) == pdf(sheet)
