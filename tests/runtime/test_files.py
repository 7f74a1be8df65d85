"""A small file is replaced whole or not at all."""

import os
from pathlib import Path

import pytest

from desktop.runtime.files import write_whole


def test_the_text_is_replaced_and_private(tmp_path: Path) -> None:
    path = tmp_path / "new" / "a.json"
    write_whole(path, "one\n")
    write_whole(path, "two – é\n")
    assert path.read_bytes() == "two – é\n".encode()
    assert [each.name for each in path.parent.iterdir()] == ["a.json"]
    if os.name != "nt":
        assert path.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_fault_leaves_the_old_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    path = tmp_path / "a.json"
    write_whole(path, "old")

    def full(*_words: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched, pytest.raises(OSError, match="No space"):
        patched.setattr(os, step, full)
        write_whole(path, "new")
    assert path.read_text(encoding="utf-8") == "old"
    assert [each.name for each in tmp_path.iterdir()] == ["a.json"]


def test_where_a_folder_has_no_handle_the_file_is_still_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.runtime.files.FOLDERS_HAVE_HANDLES", False)
    write_whole(tmp_path / "a.json", "text")
    assert (tmp_path / "a.json").read_text(encoding="utf-8") == "text"
