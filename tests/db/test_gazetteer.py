"""The gazetteer: unpacked once, read by postcode, sector, outcode and box."""

import lzma
import os
import random
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import gazetteer
from db.enums import AreaKind, Precision
from db.gazetteer import ATTRIBUTION, Gazetteer, Place
from db.gazetteer_unpack import (
    GazetteerProblem,
    ensure_gazetteer,
    gazetteer_facts,
)
from db.postcode_parts import Parts, split_postcode

ABERDEEN = Place(
    "AB10 1AB",
    394235,
    806529,
    Precision.POSTCODE,
    "S12000033",
    "Aberdeen City",
    "S13002842",
    "George St/Harbour",
)


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return ensure_gazetteer(tmp_path_factory.mktemp("gazetteer"))


@pytest.fixture(scope="module")
def places(unpacked: Path) -> Iterator[Gazetteer]:
    with Gazetteer(unpacked) as reader:
        yield reader


# --- taking apart


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("AB10 1AB", Parts("AB10", "AB10 1", "AB")),
        (" ab101ab\t", Parts("AB10", "AB10 1", "AB")),
        ("AB10-1AB", Parts("AB10", "AB10 1", "AB")),
        ("SW1A 1", Parts("SW1A", "SW1A 1")),
        ("SW11", Parts("SW11")),
        ("SW1 1", Parts("SW1", "SW1 1")),
        ("", None),
        ("AB", None),
        ("hello", None),
        ("AB10 1ABC", None),
    ],
)
def test_a_postcode_is_taken_apart(text: str, parts: Parts | None) -> None:
    assert split_postcode(text) == parts


@given(st.text(max_size=20))
def test_anything_may_be_asked(places: Gazetteer, text: str) -> None:
    found, parts = places.find(text), split_postcode(text)
    assert found is None or (parts is not None and found.postcode == parts.postcode)


# --- finding


def test_all_of_great_britain_is_there(places: Gazetteer) -> None:
    assert places.counts == {"postcodes": 1_742_638, "sectors": 10_846, "outcodes": 2_863, "areas": 8_284}
    assert gazetteer_facts().postcodes == 1_742_638
    everywhere = places.sectors_in(0, 0, 700_000, 1_300_000)
    assert len(everywhere) == 10_846
    assert sum(sector.units for sector in everywhere) == 1_742_638


def test_the_attribution_is_that_of_the_file(places: Gazetteer) -> None:
    assert places.attribution == gazetteer_facts().attribution == ATTRIBUTION
    assert places.vintage == gazetteer_facts().vintage == "April 2025"


@pytest.mark.parametrize("text", ["AB10 1AB", "ab101ab", " AB10  1AB "])
def test_a_full_postcode(places: Gazetteer, text: str) -> None:
    assert places.find(text) == ABERDEEN


def test_an_unknown_unit_falls_back_to_its_sector(places: Gazetteer) -> None:
    sector = places.find("AB10 1")
    found = places.find("AB10 1ZZ")
    assert sector is not None
    assert found is not None
    assert (found.postcode, found.precision) == ("AB10 1ZZ", Precision.SECTOR)
    assert (found.easting, found.northing) == (sector.easting, sector.northing) == (393626, 806001)
    assert (found.la_name, found.ward_name) == ("Aberdeen City", "")


def test_an_unknown_ending_falls_back_too(places: Gazetteer) -> None:
    found = places.find("AB10 1CV")
    assert found is not None
    assert found.precision == Precision.SECTOR


def test_an_unknown_sector_falls_back_to_its_outcode(places: Gazetteer) -> None:
    found = places.find("AB10 9AB")
    assert found is not None
    assert (found.postcode, found.precision) == ("AB10 9AB", Precision.OUTCODE)
    assert (found.easting, found.northing) == (392809, 804927)


@pytest.mark.parametrize("text", ["ZZ9 9ZZ", "BT1 5GS", "QX4 2LB", "", "no postcode at all", "É1 1AA"])
def test_what_is_not_there_is_not_known(places: Gazetteer, text: str) -> None:
    assert places.find(text) is None


def test_many_at_once_are_the_same_as_one_by_one(places: Gazetteer) -> None:
    asked = [place.postcode for place in places.postcodes_in("AB10")[::7]]
    asked += ["AB10 1ZZ", "AB10 9AB", "AB10", "SW1A 1", "nothing", "ab101ab", "AB10 1AB"]
    assert places.find_many(asked) == {text: places.find(text) for text in asked}


def test_more_sectors_than_one_question_holds(places: Gazetteer) -> None:
    sectors = [sector.name for sector in places.sectors_in(0, 0, 700_000, 1_300_000)][:1234]
    found = places.find_many(sectors)
    assert [place.precision for place in found.values() if place] == [Precision.SECTOR] * 1234


def test_the_postcodes_of_an_outcode_and_of_a_sector(places: Gazetteer) -> None:
    outcode = places.postcodes_in("AB10")
    sector = places.postcodes_in("ab10 1")
    assert len(outcode) == 669
    assert len(sector) == 200
    assert sector[0] == ABERDEEN
    assert [place.postcode for place in outcode] == sorted(place.postcode for place in outcode)
    assert set(sector) < set(outcode)
    assert {place.postcode.partition(" ")[0] for place in outcode} == {"AB10"}
    assert places.postcodes_in("nothing") == places.postcodes_in("ZZ9") == []


# --- a hub's own list


def test_a_hubs_own_list_is_asked_first_and_only_for_whole_postcodes(unpacked: Path) -> None:
    asked: list[list[str]] = []

    def own(postcodes: list[str]) -> dict[str, tuple[int, int, str, str]]:
        asked.append(postcodes)
        known = {"BT1 5GS": (146239, 529486, "N09000003", "Belfast"), "AB10 1AB": (1, 2, "", "")}
        return {postcode: known[postcode] for postcode in postcodes if postcode in known} | {
            "BT9 9ZZ": (3, 4, "", "")
        }

    with Gazetteer(unpacked, extra=own) as reader:
        found = reader.find_many(["bt15gs", "AB10 1AB", "AB10 1AF", "BT1", "BT2 7AA"])
        assert reader.find("AB10") is not None
    assert asked == [["AB10 1AB", "AB10 1AF", "BT1 5GS", "BT2 7AA"]]
    assert found["bt15gs"] == Place(
        "BT1 5GS", 146239, 529486, Precision.POSTCODE, "N09000003", "Belfast", "", ""
    )
    assert [(place.easting if place else None) for place in found.values()] == [146239, 1, 394235, None, None]


# --- boxes and names


def test_points_in_a_box_lie_in_it_and_none_is_missing(places: Gazetteer) -> None:
    box = (393_000, 805_000, 395_000, 807_000)
    points = places.points_in(*box, 100_000)
    assert len(points) == len(set(points))
    assert all(393_000 <= east <= 395_000 and 805_000 <= north <= 807_000 for east, north in points)
    aberdeen = {
        (place.easting, place.northing)
        for outcode in places.outcodes_in(380_000, 790_000, 410_000, 820_000)
        for place in places.postcodes_in(outcode.name)
    }
    assert {(e, n) for e, n in aberdeen if 393_000 <= e <= 395_000 and 805_000 <= n <= 807_000} == set(points)


@pytest.mark.parametrize("limit", [1, 10, 99, 1000])
def test_points_are_thinned_evenly_to_a_limit(places: Gazetteer, limit: int) -> None:
    box = (393_000, 805_000, 395_000, 807_000)
    every, few = places.points_in(*box, 100_000), places.points_in(*box, limit)
    assert limit / 2 < len(few) <= limit or len(few) == len(every) <= limit
    assert set(few) <= set(every)


def test_an_empty_box(places: Gazetteer) -> None:
    assert places.points_in(0, 1_290_000, 10, 1_290_010, 10) == []
    assert places.sectors_in(0, 1_290_000, 10, 1_290_010) == []


def test_sectors_and_outcodes_in_a_box_by_their_middle(places: Gazetteer) -> None:
    names = [sector.name for sector in places.sectors_in(393_000, 805_500, 394_000, 806_500)]
    assert "AB10 1" in names
    assert names == sorted(names)
    assert [outcode.name for outcode in places.outcodes_in(392_809, 804_927, 392_809, 804_927)] == ["AB10"]


def test_local_authorities_and_wards_by_name(places: Gazetteer) -> None:
    assert len(places.areas(AreaKind.BOROUGH)) == 350
    assert len(places.areas(AreaKind.WARD)) == 7_934
    assert all(area.name for area in places.areas(AreaKind.WARD))
    city = places.areas(AreaKind.BOROUGH, "aberdeen c")
    assert [(area.name, area.code, area.la_code) for area in city] == [
        ("Aberdeen City", "S12000033", "S12000033")
    ]
    wards = places.areas(AreaKind.WARD, la_code="S12000033")
    assert "George St/Harbour" in [ward.name for ward in wards]
    assert {ward.la_code for ward in wards} == {"S12000033"}
    assert places.areas(AreaKind.STREET) == []


def test_districts_newer_than_the_codelist_have_names(places: Gazetteer) -> None:
    codes = {area.code: area.name for area in places.areas(AreaKind.BOROUGH)}
    assert (codes["E08000038"], codes["E08000039"]) == ("Barnsley", "Sheffield")


# --- threads, closing, damage


def test_many_threads_may_ask_at_once(places: Gazetteer) -> None:
    asked = [place.postcode for place in places.postcodes_in("AB10")]
    expected = [places.find(postcode) for postcode in asked]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(places.find, asked)) == expected


def test_a_closed_reader_says_so(unpacked: Path) -> None:
    reader = Gazetteer(unpacked)
    reader.close()
    reader.close()
    with pytest.raises(GazetteerProblem, match="closed"):
        reader.find("AB10 1AB")


@pytest.mark.parametrize("content", [b"", b"not a database at all" * 400, None])
def test_a_file_that_is_no_gazetteer(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "gb.sqlite"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(GazetteerProblem, match="damaged"):
        Gazetteer(path)


def test_a_file_of_another_version(unpacked: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gazetteer, "FORMAT", 2)
    with pytest.raises(GazetteerProblem):
        Gazetteer(unpacked)


def test_a_folder_with_strange_letters(unpacked: Path, tmp_path: Path) -> None:
    folder = tmp_path / "café # 100% ?a=b"
    folder.mkdir()
    copy = folder / unpacked.name
    copy.write_bytes(unpacked.read_bytes())
    with Gazetteer(copy) as reader:
        assert reader.find("AB10 1AB") == ABERDEEN


# --- against a file made by another builder from the same sources

OTHER = os.environ.get("HUBKEEPER_OTHER_GAZETTEER", "")


@pytest.mark.skipif(not OTHER, reason="HUBKEEPER_OTHER_GAZETTEER names no .sqlite.xz to compare with")
def test_the_same_as_another_builders_file(places: Gazetteer, tmp_path: Path) -> None:
    copy = tmp_path / "other.sqlite"
    copy.write_bytes(lzma.decompress(Path(OTHER).read_bytes()))
    other = sqlite3.connect(copy)
    try:
        for table, ours in (("sector", places.sectors_in), ("outcode", places.outcodes_in)):
            held = {
                place.name: (place.easting, place.northing, place.units)
                for place in ours(0, 0, 10**6, 2 * 10**6)
            }
            assert {row[0]: row[1:] for row in other.execute(f"select * from {table}")} == held
        query = (
            "select p.pc, p.e, p.n, l.gss, coalesce(w.gss, '') from postcode p join area l on l.id = p.la"
            " left join area w on w.id = p.ward"
        )
        rows = other.execute(query).fetchall()
    finally:
        other.close()
    assert len(rows) == places.counts["postcodes"]
    theirs = {pc: rest for pc, *rest in random.Random(1).sample(rows, 100_000)}
    found = places.find_many(theirs)
    ours_now = {
        pc: [place.easting, place.northing, place.la_code, place.ward_code]
        for pc, place in found.items()
        if place is not None and place.precision == Precision.POSTCODE
    }
    assert ours_now == theirs


def test_the_ground_of_a_box_is_every_postcode_of_the_sectors_that_touch_it(places: Gazetteer) -> None:
    ground = places.ground_in(394_000, 806_000, 395_000, 807_000)
    assert "AB10 1" in ground.sectors
    own = ground.sector == ground.sectors.index("AB10 1")
    listed = places.postcodes_in("AB10 1")
    assert list(zip(ground.east[own].tolist(), ground.north[own].tolist(), strict=True)) == [
        (one.easting, one.northing) for one in listed
    ]
    assert [ground.wards.get(key, "") for key in ground.ward[own].tolist()] == [
        one.ward_name for one in listed
    ]
    inside = set(places.points_in(394_000, 806_000, 395_000, 807_000, 10**6))
    assert inside <= set(zip(ground.east.tolist(), ground.north.tolist(), strict=True))
    assert places.ground_in(0, 0, 10, 10).size == 0


def test_the_postcodes_of_a_box_are_named_where_they_lie(places: Gazetteer) -> None:
    found = places.units_in(394_000, 806_000, 395_000, 807_000)
    listed = {one.postcode: one for one in places.postcodes_in("AB10 1")}
    own = [one for one in found if one.postcode in listed]
    assert own
    for one in own:
        held = listed[one.postcode]
        assert (one.easting, one.northing, one.ward_code) == (held.easting, held.northing, held.ward_code)
    assert all(394_000 <= one.easting <= 395_000 and 806_000 <= one.northing <= 807_000 for one in found)
    assert places.units_in(0, 0, 10, 10) == []


def test_wards_and_authorities_are_found_by_box(places: Gazetteer) -> None:
    found = places.areas_in(AreaKind.WARD, 393_000, 805_000, 396_000, 808_000)
    assert ABERDEEN.ward_name in [one.name for one in found]
    assert all(393_000 <= one.easting <= 396_000 for one in found)
    wide = places.areas_in(AreaKind.BOROUGH, 380_000, 790_000, 410_000, 820_000)
    assert [one.name for one in wide] == ["Aberdeen City"]
    assert places.areas_in(AreaKind.WARD, 0, 0, 10, 10) == []
