"""The looks of this computer: put on at the start, and kept wherever they are changed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop.runtime.preferences import Preferences
from desktop.ui.base.theme import Density, Scheme, theme
from desktop.ui.kept_looks import KeptLooks, dress


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the preferences of this computer are kept."""
    return tmp_path / "preferences.json"


@pytest.fixture
def kept(file: Path) -> Iterator[KeptLooks]:
    """Follows the looks into the file."""
    following = KeptLooks(Preferences(file))
    yield following
    following.stop()


def test_what_was_changed_is_put_on_at_the_next_start(
    qapp: QApplication, file: Path, kept: KeptLooks
) -> None:
    theme().configure(scheme=Scheme.CONTRAST, scale=150, density=Density.ROOMY)
    theme().configure(scheme=Scheme.LIGHT, scale=100, density=Density.COMFORTABLE)
    theme().configure(scheme=Scheme.DARK, scale=125, density=Density.COMPACT)
    kept.stop()
    theme().configure(scheme=Scheme.LIGHT, scale=100, density=Density.COMFORTABLE)
    dress(qapp, Preferences(file))
    now = theme()
    assert (now.scheme, now.scale, now.density) == (Scheme.DARK, 125, Density.COMPACT)


def test_text_made_larger_before_a_hub_is_open_leaves_the_row_height(qapp: QApplication, file: Path) -> None:
    preferences = Preferences(file)
    preferences.row_height = "compact"
    dress(qapp, preferences)
    following = KeptLooks(preferences)
    theme().step_scale(1)
    following.stop()
    again = Preferences(file)
    assert (again.text_percent, again.row_height) == (110, "compact")


def test_a_row_height_of_a_later_version_is_passed_over(qapp: QApplication, file: Path) -> None:
    preferences = Preferences(file)
    preferences.row_height = "airy"
    dress(qapp, preferences)
    assert theme().density is Density.COMFORTABLE


def test_a_folder_that_cannot_be_written_stops_nobody(
    kept: KeptLooks, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object) -> None:
        raise OSError("read-only")

    monkeypatch.setattr(Preferences, "store", refuse)
    theme().configure(scale=125)
    assert theme().scale == 125
