"""The ground of a map: read by box, thinned, named at medians."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.gazetteer import Gazetteer
from db.gazetteer_unpack import ensure_gazetteer
from desktop.domain.map_plan import Box
from desktop.services.map_ground import MapGround, NameKind, thinned

FELIXSTOWE = Box(627_000, 232_000, 632_000, 238_000)
LONDON = Box(520_000, 170_000, 540_000, 190_000)
SEA = Box(660_000, 200_000, 661_000, 201_000)


@pytest.fixture(scope="module")
def gazetteer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gazetteer]:
    """The real one, unpacked once."""
    folder: Path = tmp_path_factory.mktemp("gazetteer")
    with Gazetteer(ensure_gazetteer(folder)) as reader:
        yield reader


@pytest.fixture(scope="module")
def ground(gazetteer: Gazetteer) -> MapGround:
    return MapGround(gazetteer)


def test_every_place_of_the_box_has_a_dot_when_near(ground: MapGround, gazetteer: Gazetteer) -> None:
    near = Box(629_000, 233_500, 630_000, 234_500)
    places = gazetteer.points_in(629_000, 233_500, 630_000, 234_500, 10**6)
    dots = ground.dots(near, 1)
    assert sorted(dots.points()) == sorted(places)
    assert int(dots.count.min()) >= 1


def test_far_out_there_is_at_most_one_dot_a_cell_and_none_is_made_up(ground: MapGround) -> None:
    far, near = ground.dots(LONDON, 200), ground.dots(LONDON, 1)
    assert len(near.points()) > 50_000
    assert len(far.points()) <= 101 * 101
    assert len(set(far.points())) == len(far.points())
    cells = {(east // 200, north // 200) for east, north in near.points()}
    assert {(east // 200, north // 200) for east, north in far.points()} == cells
    assert int(far.count.sum()) == int(near.count.sum())


def test_the_sea_is_empty(ground: MapGround) -> None:
    assert ground.dots(SEA, 10).points() == []
    assert ground.names(SEA, 4) == []


def test_names_stand_at_the_median_of_their_points(ground: MapGround, gazetteer: Gazetteer) -> None:
    found = {(one.kind, one.text): one for one in ground.names(FELIXSTOWE, 4)}
    sector = found[NameKind.SECTOR, "IP11 2"]
    places = gazetteer.postcodes_in("IP11 2")
    assert sector.units == len(places)
    for axis, values in enumerate(
        (sorted(one.easting for one in places), sorted(one.northing for one in places))
    ):
        assert values[len(values) // 2 - 1] <= sector.at[axis] <= values[len(values) // 2]
    wards = {one.ward_name for one in places}
    assert wards & {text for kind, text in found if kind is NameKind.WARD}


def test_wards_come_first_and_the_largest_of_them(ground: MapGround) -> None:
    found = ground.names(FELIXSTOWE, 4)
    kinds = [one.kind for one in found]
    assert kinds == sorted(kinds, key=lambda kind: kind is NameKind.SECTOR)
    wards = [one.units for one in found if one.kind is NameKind.WARD]
    assert wards == sorted(wards, reverse=True)


def test_far_out_outcodes_stand_for_their_sectors(ground: MapGround) -> None:
    near = {one.text for one in ground.names(LONDON, 16) if one.kind is NameKind.SECTOR}
    far = {one.text for one in ground.names(LONDON, 64) if one.kind is NameKind.SECTOR}
    assert "SE1 7" in near
    assert "SE1" in far
    assert not near & far
    large = {one.text for one in ground.names(LONDON, 64) if one.kind is NameKind.WARD}
    assert "Lambeth" in large


def test_nothing_is_thinned_to_nothing(gazetteer: Gazetteer) -> None:
    dots = thinned(gazetteer.ground_in(660_000, 200_000, 661_000, 201_000), SEA, 10)
    assert (dots.points(), dots.count.tolist()) == ([], [])
