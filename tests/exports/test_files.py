"""Files appear whole or not at all."""

import errno
import os
from pathlib import Path
from unittest import mock

import pytest

from db.errors import DiskFull, ReadOnlyPlace
from desktop.exports.csv_files import write_csv
from desktop.exports.files import ExportStopped, Watch, atomic_file, write_bytes
from desktop.exports.tables import Column, Table

TABLE = Table("t", (Column("a"),))


def _rows(count: int) -> list[tuple[str]]:
    return [(str(i),) for i in range(count)]


def test_progress_is_told_and_the_file_is_complete(tmp_path: Path) -> None:
    seen: list[int] = []
    write_csv(tmp_path / "a.csv", TABLE, _rows(1200), watch=Watch(progress=seen.append))
    assert seen == [500, 1000, 1200]
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]


def test_stopping_leaves_nothing_behind_and_the_old_file_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    write_bytes(path, b"old")
    seen: list[int] = []
    watch = Watch(progress=seen.append, cancelled=lambda: len(seen) > 1)
    with pytest.raises(ExportStopped):
        write_csv(path, TABLE, _rows(5000), watch=watch)
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.csv"]


@pytest.mark.parametrize("point", ["fsync", "replace"])
def test_a_full_disk_is_said_plainly_and_leaves_nothing(tmp_path: Path, point: str) -> None:
    full = OSError(errno.ENOSPC, "No space left on device")
    with mock.patch.object(os, point, side_effect=full), pytest.raises(DiskFull):
        write_bytes(tmp_path / "a.csv", b"new")
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_while_writing_rows(tmp_path: Path) -> None:
    def rows() -> object:
        yield ("a",)
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(DiskFull):
        write_csv(tmp_path / "a.csv", TABLE, rows())  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []


def test_a_forbidden_folder_is_said_plainly(tmp_path: Path) -> None:
    forbidden = PermissionError(errno.EACCES, "Permission denied")
    with mock.patch("tempfile.mkstemp", side_effect=forbidden), pytest.raises(ReadOnlyPlace):
        write_bytes(tmp_path / "a.csv", b"x")


def test_a_missing_folder_keeps_its_own_words(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), atomic_file(tmp_path / "gone" / "a.csv"):
        pass


@pytest.mark.skipif(os.name != "posix", reason="file modes are a POSIX notion")
def test_only_this_user_can_read_the_file(tmp_path: Path) -> None:
    write_bytes(tmp_path / "a.csv", b"x")
    assert (tmp_path / "a.csv").stat().st_mode & 0o077 == 0
