"""The one reader of this computer's map file."""

from pathlib import Path

from desktop.runtime.map_file import forget_tiles, map_tiles
from desktop.runtime.preferences import Preferences


def test_one_reader_for_each_file_and_none_without(tmp_path: Path) -> None:
    forget_tiles()
    preferences = Preferences(tmp_path / "preferences.json")
    assert map_tiles(preferences) is None
    preferences.map_file = str(tmp_path / "one.mbtiles")
    one = map_tiles(preferences)
    assert one is not None
    assert (one.path, map_tiles(preferences) is one) == (tmp_path / "one.mbtiles", True)
    preferences.map_file = str(tmp_path / "other.mbtiles")
    other = map_tiles(preferences)
    assert other is not None
    assert other.path == tmp_path / "other.mbtiles"
    assert map_tiles(Preferences(tmp_path / "preferences.json")) is other
    forget_tiles()
    assert map_tiles(preferences) is not other
    preferences.map_file = ""
    assert map_tiles(preferences) is None
