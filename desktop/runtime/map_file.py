"""The map file chosen on this computer: one reader for the whole process, so that its tiles are kept once.

Which file it is belongs to the computer, not to the hub: it is nobody's data, and lies elsewhere on each.
"""

from pathlib import Path
from threading import Lock

from desktop.runtime.preferences import Preferences
from desktop.services.map_tiles import MapTiles

_lock = Lock()
_readers: dict[Path, MapTiles] = {}


def map_tiles(preferences: Preferences) -> MapTiles | None:
    """Give the reader of the map file; nothing is opened by it.

    Args:
        preferences: this computer's settings.

    Returns:
        The reader; None where no file was chosen.
    """
    if not preferences.map_file:
        return None
    path = Path(preferences.map_file)
    with _lock:
        if path not in _readers:
            _readers.clear()
            _readers[path] = MapTiles(path)
        return _readers[path]


def forget_tiles() -> None:
    """Let go of the reader and all it keeps."""
    with _lock:
        _readers.clear()
