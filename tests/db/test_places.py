"""Unsuitable places are refused, each with its own reason, on every system."""

import plistlib
import sys
from collections.abc import Callable, Sequence
from pathlib import Path, PureWindowsPath

import pytest

from db.errors import UnsuitablePlace
from db.places import Drive, check_place, cloud_service, this_computer
from db.places_linux import linux_drive
from db.places_mac import mac_drive
from db.places_windows import windows_drive


def _local(folder: Path) -> Drive:
    return Drive.LOCAL


def test_an_ordinary_folder_is_fine(tmp_path: Path) -> None:
    check_place(tmp_path / "hub", _local)
    check_place(tmp_path / "hub")
    assert this_computer(tmp_path / "not" / "there" / "yet") is Drive.LOCAL


@pytest.mark.parametrize(
    ("drive", "words"), [(Drive.NETWORK, "network share"), (Drive.REMOVABLE, "removable disk")]
)
def test_a_drive_of_the_wrong_kind_is_refused(tmp_path: Path, drive: Drive, words: str) -> None:
    with pytest.raises(UnsuitablePlace, match=words) as caught:
        check_place(tmp_path, lambda _: drive)
    assert "own disk" in caught.value.remedy


@pytest.mark.parametrize(
    ("name", "service"),
    [
        ("OneDrive", "OneDrive"),
        ("OneDrive - Hub Trust", "OneDrive"),
        ("Dropbox", "Dropbox"),
        ("Dropbox (Personal)", "Dropbox"),
        ("Google Drive", "Google Drive"),
        ("GoogleDrive", "Google Drive"),
        ("My Drive", "Google Drive"),
        ("iCloudDrive", "iCloud"),
        ("Mobile Documents", "iCloud"),
        ("com~apple~CloudDocs", "iCloud"),
        ("Nextcloud", "Nextcloud"),
        ("ownCloud2", "Nextcloud"),
        ("pCloudDrive", "a cloud service"),
    ],
)
def test_cloud_folders_are_known_by_name(tmp_path: Path, name: str, service: str) -> None:
    assert cloud_service(tmp_path / name / "hubs" / "ours") == service
    with pytest.raises(UnsuitablePlace, match=service):
        check_place(tmp_path / name / "ours", _local)


@pytest.mark.parametrize("name", ["Dropboxes", "my onedrive notes", "Clouds", "boxing", "megan"])
def test_names_that_only_resemble_are_fine(tmp_path: Path, name: str) -> None:
    assert cloud_service(tmp_path / name) == ""


@pytest.mark.parametrize(
    ("marker", "service"),
    [
        (".dropbox.cache", "Dropbox"),
        (".nextcloudsync.log", "Nextcloud"),
        (".sync_1234.db", "Nextcloud"),
        (".stfolder", "Syncthing"),
        (".tmp.drivedownload", "Google Drive"),
    ],
)
def test_cloud_folders_are_known_by_what_they_hold(tmp_path: Path, marker: str, service: str) -> None:
    (tmp_path / marker).touch()
    assert cloud_service(tmp_path / "deep" / "down") == service


def test_a_folder_that_cannot_be_looked_into_does_not_stop_the_check(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*rest: object) -> object:
        raise PermissionError(13, "no")

    monkeypatch.setattr(Path, "exists", refuse)
    monkeypatch.setattr(Path, "glob", refuse)
    assert cloud_service(tmp_path) == ""


def test_a_link_into_a_cloud_folder_is_seen_through(tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "plain").symlink_to(tmp_path / "Dropbox")
    with pytest.raises(UnsuitablePlace, match="Dropbox"):
        check_place(tmp_path / "plain", _local)


MOUNTS = """\
1 0 8:2 / / rw - ext4 /dev/sda2 rw
2 1 8:17 / /media/jo/STICK\\040ONE rw,nosuid - vfat /dev/sdb1 rw
3 1 0:40 / /mnt/share rw - cifs //server/share rw
4 1 0:41 / /mnt/nfs rw shared:4 - nfs4 server:/x rw
5 1 0:42 / /mnt/ssh rw - fuse.sshfs jo@server:/ rw
6 1 253:5 / /mnt/crypt rw - ext4 /dev/mapper/stick rw
7 1 8:33 / /mnt/disk rw - ext4 /dev/sdc1 rw
8 1 8:49 / /mnt/usbdisk rw - ext4 /dev/sdd1 rw
9 1 8:17 / /home rw - ext4 /dev/sdb1 rw
10 1 9:9 / /mnt/gone rw - ext4 /dev/gone rw
too short
11 1 0:50 / /mnt/nodash rw ext4 /dev/x rw rw rw rw
"""


@pytest.fixture
def system(tmp_path: Path) -> Path:
    """A small picture of /sys: a stick, a fixed disk, a disk on USB, and an encrypted stick."""
    root = tmp_path / "sys"
    for disk, part, number, removable in (
        ("pci/ata1/sdb", "sdb1", "8:17", "1"),
        ("pci/ata2/sdc", "sdc1", "8:33", "0"),
        ("pci/usb2/2-1/sdd", "sdd1", "8:49", "0"),
    ):
        place = root / "devices" / disk / part
        place.mkdir(parents=True)
        (place.parent / "removable").write_text(f"{removable}\n")
        (root / "dev" / "block").mkdir(parents=True, exist_ok=True)
        (root / "dev" / "block" / number).symlink_to(place)
    slaves = root / "devices" / "virtual" / "dm-5" / "slaves"
    slaves.mkdir(parents=True)
    (slaves / "sdb1").symlink_to(root / "devices" / "pci" / "ata1" / "sdb" / "sdb1")
    (root / "dev" / "block" / "253:5").symlink_to(slaves.parent)
    return root


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/srv/hub", Drive.LOCAL),
        ("/home/jo/hub", Drive.LOCAL),
        ("/media/jo/STICK ONE/hub", Drive.REMOVABLE),
        ("/media/jo/STICK", Drive.LOCAL),
        ("/mnt/share", Drive.NETWORK),
        ("/mnt/shared", Drive.LOCAL),
        ("/mnt/nfs/a/b", Drive.NETWORK),
        ("/mnt/ssh/a", Drive.NETWORK),
        ("/mnt/crypt", Drive.REMOVABLE),
        ("/mnt/disk/a", Drive.LOCAL),
        ("/mnt/usbdisk", Drive.REMOVABLE),
        ("/mnt/gone", Drive.LOCAL),
        ("/mnt/nodash", Drive.LOCAL),
    ],
)
def test_linux(tmp_path: Path, system: Path, folder: str, kind: Drive) -> None:
    mounts = tmp_path / "mountinfo"
    mounts.write_text(MOUNTS)
    assert linux_drive(Path(folder), mounts, system) is kind


def test_linux_without_a_list_of_mounts_assumes_the_best(tmp_path: Path) -> None:
    assert linux_drive(tmp_path, tmp_path / "none") is Drive.LOCAL


@pytest.mark.parametrize(
    ("path", "code", "kind"),
    [
        ("C:\\hub", 3, Drive.LOCAL),
        ("E:\\hub", 2, Drive.REMOVABLE),
        ("D:\\", 5, Drive.REMOVABLE),
        ("Z:\\hub", 4, Drive.NETWORK),
        ("\\\\server\\share\\hub", 3, Drive.NETWORK),
        ("\\\\?\\C:\\hub", 3, Drive.LOCAL),
        ("Q:\\", 0, Drive.LOCAL),
    ],
)
def test_windows(path: str, code: int, kind: Drive) -> None:
    asked: list[str] = []

    def drive_type(root: str) -> int:
        asked.append(root)
        return code

    assert windows_drive(PureWindowsPath(path), drive_type) is kind
    assert all(root.endswith("\\") for root in asked)


@pytest.mark.skipif(sys.platform == "win32", reason="asks the real Windows there")
def test_windows_code_elsewhere_knows_nothing() -> None:
    assert windows_drive(PureWindowsPath("C:\\")) is Drive.LOCAL


def _mac(mounts: str, told: dict[str, object] | bytes) -> Callable[[Sequence[str]], bytes]:
    def run(command: Sequence[str]) -> bytes:
        if command[0].endswith("mount"):
            return mounts.encode()
        return told if isinstance(told, bytes) else plistlib.dumps(told)

    return run


MAC = """\
/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
/dev/disk3s5 on /System/Volumes/Data (apfs, local, journaled)
//jo@server/share on /Volumes/share (smbfs, nodev, nosuid, mounted by jo)
/dev/disk4s1 on /Volumes/STICK ONE (msdos, local, nodev, nosuid, noowners)
nonsense
"""


@pytest.mark.parametrize(
    ("folder", "told", "kind"),
    [
        ("/Users/jo/hub", {}, Drive.LOCAL),
        ("/Volumes/share/hub", {}, Drive.NETWORK),
        ("/Volumes/STICK ONE/hub", {"RemovableMedia": True}, Drive.REMOVABLE),
        ("/Volumes/STICK ONE/hub", {"Ejectable": True, "Internal": True}, Drive.REMOVABLE),
        ("/Volumes/STICK ONE", {"Internal": False}, Drive.REMOVABLE),
        ("/Volumes/STICK ONE", {"Internal": True}, Drive.LOCAL),
        ("/Volumes/STICK ONE", {}, Drive.LOCAL),
        ("/Volumes/STICK ONE", b"", Drive.LOCAL),
    ],
)
def test_mac(folder: str, told: dict[str, object] | bytes, kind: Drive) -> None:
    assert mac_drive(Path(folder), _mac(MAC, told)) is kind


def test_each_system_is_asked_in_its_own_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("db.places_windows.windows_drive", lambda _: Drive.NETWORK)
    monkeypatch.setattr("db.places_mac.mac_drive", lambda _: Drive.REMOVABLE)
    monkeypatch.setattr(sys, "platform", "win32")
    assert this_computer(tmp_path) is Drive.NETWORK
    monkeypatch.setattr(sys, "platform", "darwin")
    assert this_computer(tmp_path) is Drive.REMOVABLE


def test_commands_that_are_not_there_say_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*rest: object, **named: object) -> object:
        raise FileNotFoundError

    monkeypatch.setattr("subprocess.run", missing)
    assert mac_drive(tmp_path) is Drive.LOCAL
