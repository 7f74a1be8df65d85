"""Files are replaced whole or not at all."""

import os
from pathlib import Path

import pytest

from db.atomic import flush_folder, sweep_parts, write_private
from db.errors import DiskFull


def test_a_file_is_made_and_replaced(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    for content in (b"one", b"", b"three" * 9000):
        write_private(file, content)
        assert file.read_bytes() == content
    assert file.stat().st_mode & 0o777 == 0o600
    assert [one.name for one in tmp_path.iterdir()] == ["a.json"]


@pytest.mark.parametrize("step", ["fsync", "replace", "open"])
def test_trouble_at_any_step_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    file = tmp_path / "a.json"
    write_private(file, b"old")

    def refuse(*rest: object) -> None:
        raise OSError(28, "full")

    monkeypatch.setattr(os, step, refuse)
    with pytest.raises(DiskFull):
        write_private(file, b"new")
    monkeypatch.undo()
    assert file.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["a.json"]


def test_trouble_of_another_kind_is_passed_on(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_private(tmp_path / "none" / "a.json", b"x")


def test_folders_are_flushed_where_the_system_can(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    flushed: list[int] = []
    monkeypatch.setattr(os, "fsync", flushed.append)
    flush_folder(tmp_path)
    assert len(flushed) == 1
    with monkeypatch.context() as windows:
        windows.setattr("db.atomic.os.name", "nt")
        flush_folder(tmp_path)
    assert len(flushed) == 1


def test_what_cannot_be_swept_is_not_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".a.part").touch()
    (tmp_path / "a.part").touch()

    def refuse(*rest: object) -> None:
        raise PermissionError(13, "no")

    monkeypatch.setattr(Path, "unlink", refuse)
    assert sweep_parts(tmp_path) == 0
    monkeypatch.undo()
    assert sweep_parts(tmp_path) == 1
    assert [one.name for one in tmp_path.iterdir()] == ["a.part"]
