"""What kind of disk a folder lies on, asked of the Linux kernel."""

import re
from pathlib import Path

from db.places import Drive

_NETWORK = re.compile(
    r"nfs4?|cifs|smb[23fs]*|smbfs|ncpfs|afs|9p|ceph|glusterfs|davfs|fuse\.(sshfs|rclone|davfs2?|gvfsd-fuse|"
    r"glusterfs|s3fs|onedriver|google-drive-ocamlfuse|gocryptfs-remote|smbnetfs|curlftpfs|kio-fuse)"
)
_HOMES = ("/", "/home")


def linux_drive(
    folder: Path, mounts: Path = Path("/proc/self/mountinfo"), system: Path = Path("/sys")
) -> Drive:
    """Find the mount a folder lies in, and what kind of device is behind it.

    A disk on USB counts as removable even where it does not say so itself, unless the system or the home
    folders live on it. The format of the list of mounts is in proc(5), that of ``/sys`` in sysfs(5).

    Args:
        folder: a full path that exists.
        mounts: the kernel's list of mounts.
        system: the kernel's tree of devices.

    Returns:
        The kind of disk; local where the kernel does not say.
    """
    try:
        lines = mounts.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return Drive.LOCAL
    point, device, kind = "", "", ""
    for line in lines:
        fields = line.split()
        if "-" not in fields or len(fields) < 10:
            continue
        at = _plain(fields[4])
        if len(at) >= len(point) and folder.is_relative_to(at):
            point, device, kind = at, fields[2], fields[fields.index("-") + 1]
    if point in _HOMES:
        return Drive.LOCAL
    if _NETWORK.fullmatch(kind):
        return Drive.NETWORK
    return Drive.REMOVABLE if _removable(system / "dev" / "block" / device, system) else Drive.LOCAL


def _plain(escaped: str) -> str:
    """Undo the octal escapes for spaces and the like in a mount point."""
    return re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), escaped)


def _removable(device: Path, system: Path) -> bool:
    """Ask a device, the disk it is a part of, and the disks below an encrypted or joined one."""
    try:
        real = device.resolve(strict=True)
    except OSError:
        return False
    if re.search(r"/usb\d", str(real.relative_to(system.resolve()))):
        return True
    for candidate in (real, real.parent):
        flag = candidate / "removable"
        if flag.is_file() and flag.read_text(encoding="ascii").strip() == "1":
            return True
    below = real / "slaves"
    return below.is_dir() and any(_removable(one, system) for one in below.iterdir())
