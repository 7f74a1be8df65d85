"""Where this computer keeps its own things."""

import os
from pathlib import Path

import platformdirs
import pytest

from desktop.runtime import paths


def test_one_folder_holds_everything_when_it_is_named(own_data_folder: Path) -> None:
    everything = [
        paths.data_folder(),
        paths.log_folder(),
        paths.crash_folder(),
        paths.preferences_file(),
        paths.hubs_folder(),
        paths.hub_notes_folder(Path("x")),
    ]
    assert all(each.is_relative_to(own_data_folder) for each in everything)


def test_the_systems_own_places_are_used_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUBKEEPER_DATA", " ")
    assert paths.data_folder() == platformdirs.user_data_path("hubkeeper", appauthor=False)
    assert paths.log_folder() == platformdirs.user_log_path("hubkeeper", appauthor=False)
    assert paths.preferences_file().parent == platformdirs.user_config_path("hubkeeper", appauthor=False)


def test_a_relative_folder_is_made_absolute(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HUBKEEPER_DATA", "here")
    assert paths.data_folder() == tmp_path / "here"


def test_a_hubs_notes_follow_its_real_path(tmp_path: Path) -> None:
    hub = tmp_path / "Mary Smith's hub"
    hub.mkdir()
    link = tmp_path / "link"
    link.symlink_to(hub, target_is_directory=True)
    assert paths.hub_notes_folder(link) == paths.hub_notes_folder(hub)
    assert paths.hub_notes_folder(tmp_path) != paths.hub_notes_folder(hub)
    assert "Mary" not in str(paths.hub_notes_folder(hub))


def test_a_folder_is_for_this_user_only(tmp_path: Path) -> None:
    folder = paths.ensure_folder(tmp_path / "a" / "b")
    assert paths.ensure_folder(folder).is_dir()
    if os.name != "nt":
        assert folder.stat().st_mode & 0o077 == 0
