"""What kind of disk a folder lies on, asked of macOS."""

import plistlib
import re
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

from db.places import Drive

_NETWORK = frozenset({"smbfs", "afpfs", "nfs", "webdav", "ftp", "cifs", "osxfuse", "macfuse", "sshfs"})
_LINE = re.compile(r"(?P<device>.+?) on (?P<at>/.*) \((?P<kind>\w+)[,)]")


def mac_drive(folder: Path, run: Callable[[Sequence[str]], bytes] | None = None) -> Drive:
    """Tell the kind of disk from ``mount`` and ``diskutil info``.

    Args:
        folder: a full path that exists.
        run: runs a command and returns what it printed; the real one by default.

    Returns:
        The kind of disk; local where macOS does not say.
    """
    run = run or _run
    device, point, kind = "", "", ""
    for line in run(["/sbin/mount"]).decode("utf-8", "replace").splitlines():
        found = _LINE.match(line)
        if found and len(found["at"]) >= len(point) and folder.is_relative_to(found["at"]):
            device, point, kind = found["device"], found["at"], found["kind"]
    if kind in _NETWORK:
        return Drive.NETWORK
    if not point.startswith("/Volumes/"):
        return Drive.LOCAL
    try:
        told = plistlib.loads(run(["/usr/sbin/diskutil", "info", "-plist", device]))
    except (plistlib.InvalidFileException, ValueError):
        return Drive.LOCAL
    removable = told.get("RemovableMedia") or told.get("Ejectable") or told.get("Internal") is False
    return Drive.REMOVABLE if removable else Drive.LOCAL


def _run(command: Sequence[str]) -> bytes:
    try:
        return subprocess.run(command, capture_output=True, check=False, timeout=10).stdout
    except (OSError, subprocess.TimeoutExpired):
        return b""
