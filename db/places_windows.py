"""What kind of disk a folder lies on, asked of Windows."""

import sys
from collections.abc import Callable
from pathlib import PurePath, PureWindowsPath

from db.places import Drive

# Codes of GetDriveTypeW (Windows API, fileapi.h).
_KINDS = {2: Drive.REMOVABLE, 4: Drive.NETWORK, 5: Drive.REMOVABLE}


def windows_drive(folder: PurePath, drive_type: Callable[[str], int] | None = None) -> Drive:
    """Tell the kind of disk from the root of a path.

    Args:
        folder: a full path.
        drive_type: GetDriveTypeW; the real one by default.

    Returns:
        The kind of disk; a path that begins with two backslashes is a network share.
    """
    path = PureWindowsPath(folder)
    if path.drive.startswith("\\\\") and not path.drive.startswith(("\\\\?\\", "\\\\.\\")):
        return Drive.NETWORK
    return _KINDS.get((drive_type or _ask_windows)(path.anchor), Drive.LOCAL)


def _ask_windows(root: str) -> int:
    if sys.platform == "win32":
        import ctypes

        return int(ctypes.windll.kernel32.GetDriveTypeW(root))
    return 0
