"""Map files somebody chose: what is taken, what is turned down and why, and files made to harm."""

import gzip
import os
import sqlite3
import zlib
from pathlib import Path, PureWindowsPath

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.map_file import (
    MOST_PACKED,
    MOST_UNPACKED,
    MapFile,
    MapFileGone,
    MapFileProblem,
    address,
    look_at_start,
    read_facts,
    unpacked,
)
from tests.made_maps import write_map


def facts_of(path: Path) -> tuple[str, int, int, int]:
    look_at_start(path)
    with MapFile(path) as file:
        facts = read_facts(file)
    return facts.name, facts.least, facts.most, facts.year


def why_not(path: Path) -> str:
    with pytest.raises(MapFileProblem) as caught:
        facts_of(path)
    assert caught.value.remedy
    return caught.value.user_message


def test_what_a_good_file_says_of_itself(tmp_path: Path) -> None:
    assert facts_of(write_map(tmp_path / "gb.mbtiles")) == ("OS Open Zoomstack", 12, 14, 2026)


def test_a_name_with_signs_of_its_own_is_opened(tmp_path: Path) -> None:
    assert facts_of(write_map(tmp_path / "gb #2?mode=rw 100%.mbtiles"))[1] == 12


def test_a_file_on_a_share_has_an_address_without_the_name_of_a_computer() -> None:
    assert address(PureWindowsPath(r"C:\maps\gb 1.mbtiles")) == "file:///C:/maps/gb%201.mbtiles"
    assert address(PureWindowsPath(r"\\nas\maps\gb.mbtiles")) == "file:////nas/maps/gb.mbtiles"


def test_the_year_is_that_of_the_file_where_it_says_none(tmp_path: Path) -> None:
    path = write_map(tmp_path / "gb.mbtiles", said={"attribution": "Contains OS data"})
    os.utime(path, (1_600_000_000, 1_600_000_000))
    assert facts_of(path)[3] == 2020


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"format": "png"}, "pictures of a map"),
        ({"bounds": "2.5,48,8,51"}, "no part of Great Britain"),
        ({"minzoom": "9", "maxzoom": "3"}, "how near"),
        ({"maxzoom": "a lot"}, "how near"),
        ({"maxzoom": "99"}, "how near"),
    ],
)
def test_other_maps_are_turned_down_with_the_reason(tmp_path: Path, said: dict[str, str], words: str) -> None:
    assert words in why_not(write_map(tmp_path / "other.mbtiles", said=said))


def test_other_files_are_turned_down_with_the_reason(tmp_path: Path) -> None:
    file = tmp_path / "file"
    for data, words in (
        (b"", "not a map file"),
        (b"PK\x03\x04 and so on", "zip"),
        (b"%PDF-1.7", "not a map file"),
        (b"SQLite format 3\x00" + b"\xff" * 5000, "cannot be read"),
    ):
        file.write_bytes(data)
        assert words in why_not(file)
    assert "cannot be opened" in why_not(tmp_path / "none")
    assert "cannot be opened" in why_not(tmp_path)


def test_other_databases_are_turned_down_with_the_reason(tmp_path: Path) -> None:
    for table, words in (("gpkg_contents", "GeoPackage"), ("people", "no map tiles")):
        path = tmp_path / table
        link = sqlite3.connect(path)
        link.execute(f"create table {table} (id integer)")
        link.close()
        assert words in why_not(path)


def test_tiles_are_found_by_rows_from_the_north(tmp_path: Path) -> None:
    path = write_map(tmp_path / "gb.mbtiles", extra=[(14, 8000, 5000, gzip.compress(b"here"))])
    with MapFile(path) as file:
        assert file.tile(14, 8000, 5000) == b"here"
        assert file.tile(14, 8000, 2**14 - 1 - 5000) == b""
        assert file.some_tile(14) == b"here"
        assert file.some_tile(9) == b""


def test_tiles_may_come_from_a_view(tmp_path: Path) -> None:
    """As many makers of such files keep them: pictures once, and a table of where each is shown."""
    path = write_map(tmp_path / "gb.mbtiles", extra=[(14, 8000, 5000, b"here")])
    link = sqlite3.connect(path)
    link.execute("alter table tiles rename to kept")
    link.execute("create view tiles as select * from kept")
    link.commit()
    link.close()
    with MapFile(path) as file:
        assert file.tile(14, 8000, 5000) == b"here"


def test_a_tile_too_large_is_none(tmp_path: Path) -> None:
    bomb = gzip.compress(b"\x00" * (MOST_UNPACKED + 1))
    large = b"\x00" * (MOST_PACKED + 1)
    path = write_map(tmp_path / "gb.mbtiles", extra=[(14, 1, 1, bomb), (14, 2, 1, large)])
    assert len(bomb) < 100_000
    with MapFile(path) as file:
        assert file.tile(14, 1, 1) == b""
        assert file.tile(14, 2, 1) == b""


def test_what_is_not_whole_is_nothing() -> None:
    packed = gzip.compress(b"a tile" * 1000)
    assert unpacked(packed) == b"a tile" * 1000
    assert unpacked(packed[:-9]) == b""
    assert unpacked(b"\x1f\x8b" + b"\x00" * 40) == b""
    assert unpacked(b"plain") == b"plain"


def test_a_view_that_never_ends_is_given_up(tmp_path: Path) -> None:
    path = write_map(tmp_path / "gb.mbtiles")
    link = sqlite3.connect(path)
    link.execute("drop table tiles")
    link.execute(
        "create view tiles as with recursive n(i) as (select 1 union all select i + 1 from n)"
        " select random() % 9 as zoom_level, i as tile_column, 1 as tile_row, i as tile_data from n"
    )
    link.commit()
    link.close()
    with MapFile(path) as file, pytest.raises(MapFileProblem):
        file.tile(14, 3, 2**14 - 2)


def test_nothing_is_written_beside_the_file_nor_into_it(tmp_path: Path) -> None:
    path = write_map(tmp_path / "gb.mbtiles", extra=[(14, 1, 1, b"x")])
    before = path.read_bytes()
    with MapFile(path) as file:
        assert file.tile(14, 1, 1) == b"x"
        with pytest.raises(sqlite3.OperationalError):
            file._connection.execute("delete from tiles")
        with pytest.raises(sqlite3.Error):
            file._connection.execute(f"attach '{tmp_path / 'new'}' as new")
    assert (path.read_bytes(), os.listdir(tmp_path)) == (before, ["gb.mbtiles"])


def test_a_stick_pulled_out_is_said_so(tmp_path: Path) -> None:
    path = write_map(tmp_path / "gb.mbtiles")
    path.unlink()
    with pytest.raises(MapFileGone):
        MapFile(path)


def test_words_that_are_no_words_do_no_harm(tmp_path: Path) -> None:
    said = {"json": "[" * 100_000, "bounds": "nan,nan,nan,nan,", "name": "x" * 5000}
    path = write_map(tmp_path / "gb.mbtiles", said=said)
    with MapFile(path) as file:
        facts = read_facts(file)
    assert (facts.layers, len(facts.name)) == (frozenset(), 80)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_file_with_bytes_changed_is_read_or_refused(tmp_path: Path, data: st.DataObject) -> None:
    good = tmp_path / "good"
    if not good.exists():
        write_map(good, extra=[(14, at, 5000, zlib.compress(b"tile")) for at in range(40)])
    changed = bytearray(good.read_bytes())
    for _ in range(data.draw(st.integers(1, 6))):
        changed[data.draw(st.integers(16, len(changed) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path / "changed"
    path.write_bytes(changed[: data.draw(st.integers(100, len(changed)))])
    try:
        with MapFile(path) as file:
            read_facts(file)
            file.some_tile(14)
            assert isinstance(file.tile(14, 3, 5000), bytes)
    except MapFileProblem:
        return
