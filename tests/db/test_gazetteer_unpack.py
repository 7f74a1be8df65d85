"""Unpacking the gazetteer: once, whole, and in plain words where it cannot be done."""

import errno
import io
import lzma
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import IO, Any

import pytest

from db import gazetteer_unpack
from db.errors import DiskFull, KnownStoreError, ReadOnlyPlace
from db.gazetteer_unpack import (
    GazetteerNoAccess,
    GazetteerNoRoom,
    GazetteerProblem,
    ensure_gazetteer,
    gazetteer_facts,
)
from resources import read_bytes


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return ensure_gazetteer(tmp_path_factory.mktemp("gazetteer"))


def test_unpacking_reports_progress_and_is_done_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps: list[tuple[int, int]] = []
    path = ensure_gazetteer(tmp_path / "made" / "here", lambda done, total: steps.append((done, total)))
    size = gazetteer_facts().size
    assert path.stat().st_size == size
    assert steps[-1] == (size, size)
    assert [done for done, _ in steps] == sorted({done for done, _ in steps})
    assert list(path.parent.iterdir()) == [path]
    steps.clear()
    assert ensure_gazetteer(path.parent, lambda done, total: steps.append((done, total))) == path
    assert steps == []


def test_a_truncated_or_changed_file_is_unpacked_again(unpacked: Path, tmp_path: Path) -> None:
    path = tmp_path / unpacked.name
    whole = unpacked.read_bytes()
    path.write_bytes(whole[:1000])
    assert ensure_gazetteer(tmp_path) == path
    assert path.read_bytes() == whole
    path.write_bytes(whole[:5_000_000] + b"?" + whole[5_000_001:])
    assert ensure_gazetteer(tmp_path, check=True) == path
    assert path.read_bytes() == whole
    assert ensure_gazetteer(tmp_path, check=True) == path


def test_older_versions_and_old_leftovers_go_and_a_fresh_part_stays(tmp_path: Path) -> None:
    old, leftover, fresh, other = (
        tmp_path / name for name in ("gb-0123.sqlite", "gb-old.part", "gb-new.part", "notes.txt")
    )
    for path in (old, leftover, fresh, other):
        path.write_text("x")
    os.utime(leftover, (1_000_000_000, 1_000_000_000))
    target = ensure_gazetteer(tmp_path)
    assert sorted(tmp_path.iterdir()) == sorted([target, fresh, other])


def test_two_processes_at_once_both_get_a_whole_file(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from db.gazetteer import Gazetteer;"
        "from db.gazetteer_unpack import ensure_gazetteer;"
        "print(Gazetteer(ensure_gazetteer(Path(sys.argv[1]))).find('AB10 1AB').easting)"
    )
    command = [sys.executable, "-c", code, str(tmp_path)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    assert [process.communicate()[0].strip() for process in running] == ["394235"] * 3
    assert len(list(tmp_path.iterdir())) == 1


class _FillingDisk(io.FileIO):
    """A file on a disk with room for so many bytes."""

    room = 3_000_000

    def write(self, data: Any) -> int:
        if self.tell() + len(data) > self.room:
            raise OSError(errno.ENOSPC, "no room")
        return super().write(data)


def _filling(handle: int, mode: str) -> IO[bytes]:
    return _FillingDisk(handle, mode)


@pytest.mark.parametrize("room", [0, 3_000_000, 11_000_000])
def test_a_full_disk_is_said_and_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, room: int
) -> None:
    monkeypatch.setattr(_FillingDisk, "room", room)
    with monkeypatch.context() as patch:
        patch.setattr(os, "fdopen", _filling)
        with pytest.raises(GazetteerNoRoom, match="too full") as caught:
            ensure_gazetteer(tmp_path)
    assert isinstance(caught.value, DiskFull)
    assert "Free some space" in caught.value.remedy
    assert list(tmp_path.iterdir()) == []
    assert ensure_gazetteer(tmp_path).exists()


@pytest.mark.parametrize(
    ("number", "kind"),
    [(errno.EACCES, ReadOnlyPlace), (errno.EROFS, ReadOnlyPlace), (errno.EIO, GazetteerProblem)],
)
def test_a_folder_that_may_not_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, kind: type[KnownStoreError]
) -> None:
    def refuse(**_: object) -> None:
        raise OSError(number, "refused")

    monkeypatch.setattr(tempfile, "mkstemp", refuse)
    with pytest.raises(kind) as caught:
        ensure_gazetteer(tmp_path)
    assert isinstance(caught.value, GazetteerNoAccess) == (kind is ReadOnlyPlace)
    assert caught.value.remedy


def test_what_the_progress_raises_stops_it_cleanly(tmp_path: Path) -> None:
    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ensure_gazetteer(tmp_path, stop)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("damage", ["cut", "flip", "other"])
def test_a_damaged_shipped_file_is_never_put_in_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: str
) -> None:
    packed = read_bytes(gazetteer_unpack.PACKED)
    shipped = tmp_path / "gb.xz"
    shipped.write_bytes(
        {
            "cut": packed[:100_000],
            "flip": packed[:90_000] + bytes([packed[90_000] ^ 1]) + packed[90_001:],
            "other": lzma.compress(b"something else"),
        }[damage]
    )
    monkeypatch.setattr(gazetteer_unpack, "resource", lambda name: shipped)
    cache = tmp_path / "cache"
    with pytest.raises(GazetteerProblem, match="damaged"):
        ensure_gazetteer(cache)
    assert list(cache.iterdir()) == []


@pytest.mark.parametrize("finished", [True, False])
def test_windows_will_not_replace_an_open_file(
    unpacked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, finished: bool
) -> None:
    def locked(self: Path, target: Path) -> None:
        if finished:
            target.write_bytes(unpacked.read_bytes())
        raise PermissionError(errno.EACCES, "in use")

    monkeypatch.setattr(Path, "replace", locked)
    if finished:
        assert ensure_gazetteer(tmp_path).read_bytes() == unpacked.read_bytes()
        assert len(list(tmp_path.iterdir())) == 1
    else:
        with pytest.raises(GazetteerNoAccess):
            ensure_gazetteer(tmp_path)
        assert list(tmp_path.iterdir()) == []
