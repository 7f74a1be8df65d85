"""Where this computer keeps what is not in a hub: preferences, logs, crash reports, per-hub notes.

The places are the system's own (XDG on Linux, Application Support on macOS, AppData\\Local on Windows). With
``HUBKEEPER_DATA`` set everything stays in that one folder: a portable copy, a test, a demonstration.
"""

import hashlib
import os
from pathlib import Path

import platformdirs

APP = "hubkeeper"
VARIABLE = "HUBKEEPER_DATA"


def _portable() -> Path | None:
    chosen = os.environ.get(VARIABLE, "").strip()
    return Path(chosen).expanduser().absolute() if chosen else None


def data_folder() -> Path:
    """Give the folder for this user's data; it need not exist yet."""
    return _portable() or platformdirs.user_data_path(APP, appauthor=False)


def log_folder() -> Path:
    """Give the folder for log files; it need not exist yet."""
    portable = _portable()
    return portable / "logs" if portable else platformdirs.user_log_path(APP, appauthor=False)


def crash_folder() -> Path:
    """Give the folder for crash reports, which stay on this computer; it need not exist yet."""
    return log_folder() / "crashes"


def preferences_file() -> Path:
    """Give the file with this computer's preferences; it need not exist yet."""
    portable = _portable()
    folder = portable if portable else platformdirs.user_config_path(APP, appauthor=False)
    return folder / "preferences.json"


def hubs_folder() -> Path:
    """Give the folder offered for new hubs: outside Documents, which many computers copy to a cloud."""
    return data_folder() / "hubs"


def hub_notes_folder(hub: Path) -> Path:
    """Give the folder for what this computer notes about one hub, outside that hub.

    Args:
        hub: the hub's folder.

    Returns:
        A folder named by a digest of the hub's real path, so that no hub's name shows and moving a hub starts
        a new one. It need not exist yet.
    """
    name = hashlib.sha256(os.fsencode(os.path.normcase(hub.resolve()))).hexdigest()[:16]
    return data_folder() / "machine" / name


def ensure_folder(folder: Path) -> Path:
    """Make a folder, with its parents, that only this user can read.

    Returns:
        The folder.

    Raises:
        OSError: the system does not allow it.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder
