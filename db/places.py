"""Where a live hub may be kept: not on network shares, sticks or in cloud-synced folders.

SQLite's journal does not work over network file systems (sqlite.org, "Write-Ahead Logging"), and a program
that copies or replaces the files while they are open corrupts them (sqlite.org, "How To Corrupt"). Backups
may go to any of these places.
"""

import re
import sys
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

from db.errors import UnsuitablePlace

_CLOUD_FOLDERS = (
    (re.compile(r"onedrive( - .+)?"), "OneDrive"),
    (re.compile(r"dropbox( \(.+\))?"), "Dropbox"),
    (re.compile(r"google ?drive|my drive|drivefs|shared drives"), "Google Drive"),
    (re.compile(r"icloud ?drive|iclouddrive|mobile documents|com~apple~clouddocs"), "iCloud"),
    (re.compile(r"nextcloud\d*|owncloud\d*"), "Nextcloud"),
    (re.compile(r"pcloud ?drive|megasync|proton ?drive|box sync|tresorit|cloudstorage"), "a cloud service"),
)
_CLOUD_MARKERS = (
    (".dropbox", "Dropbox"),
    (".dropbox.cache", "Dropbox"),
    (".tmp.drivedownload", "Google Drive"),
    (".tmp.driveupload", "Google Drive"),
    (".nextcloudsync.log", "Nextcloud"),
    (".owncloudsync.log", "Nextcloud"),
    (".sync_*.db", "Nextcloud"),
    ("._sync_*.db", "Nextcloud"),
    (".stfolder", "Syncthing"),
    (".onedrive*", "OneDrive"),
    (".849c9593-d756-4e56-8d6e-42412f2a707b", "OneDrive"),
)


class Drive(StrEnum):
    """What kind of disk a folder lies on."""

    LOCAL = "local"
    NETWORK = "network"
    REMOVABLE = "removable"


def check_place(folder: Path, drive_of: Callable[[Path], Drive] | None = None) -> None:
    """Refuse a folder in which a live hub would come to harm.

    Args:
        folder: where the hub is or will be; it need not exist yet.
        drive_of: asks what kind of disk a path lies on; this computer by default.

    Raises:
        UnsuitablePlace: a network share, a removable disk or a cloud-synced folder; the message says which.
    """
    full = folder.resolve()
    drive = (drive_of or this_computer)(full)
    if drive is Drive.NETWORK:
        raise UnsuitablePlace("This folder is on a network share, where a hub's store can be damaged.")
    if drive is Drive.REMOVABLE:
        raise UnsuitablePlace("This folder is on a stick or another removable disk, which may be pulled out.")
    if service := cloud_service(full):
        raise UnsuitablePlace(
            f"This folder is kept in step by {service}, which would copy the store while it is open."
        )


def cloud_service(folder: Path) -> str:
    """Name the cloud service that keeps a folder in step.

    Args:
        folder: a full path; it need not exist yet.

    Returns:
        The service's name, or an empty string: told by the names of the folders above and by the files that
        such programs leave in them.
    """
    for part in folder.parts:
        for pattern, service in _CLOUD_FOLDERS:
            if pattern.fullmatch(part.casefold()):
                return service
    for above in (folder, *folder.parents):
        for marker, service in _CLOUD_MARKERS:
            if _has(above, marker):
                return service
    return ""


def this_computer(folder: Path) -> Drive:
    """Ask this computer what kind of disk a folder lies on; local where it cannot tell."""
    existing = next((above for above in (folder, *folder.parents) if above.exists()), folder)
    if sys.platform == "win32":
        from db.places_windows import windows_drive

        return windows_drive(existing)
    if sys.platform == "darwin":
        from db.places_mac import mac_drive

        return mac_drive(existing)
    from db.places_linux import linux_drive

    return linux_drive(existing)


def _has(folder: Path, marker: str) -> bool:
    try:
        if "*" in marker:
            return next(folder.glob(marker), None) is not None
        return (folder / marker).exists()
    except OSError:
        return False
