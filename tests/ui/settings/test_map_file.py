"""The map file of this computer: taken, turned down, gone, and taken off, by keyboard and in plain words."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop.context import AppContext
from desktop.runtime.map_file import map_tiles
from desktop.ui.base.accessibility import unnamed_widgets
from desktop.ui.settings.map_file import MapFileForm
from tests.made_maps import road, write_map

Settle = Callable[[], None]
HIGH_STREET = road("High Street", (548_500, 180_000), (549_400, 180_060))


@pytest.fixture
def form(context: AppContext, qtbot: QtBot) -> MapFileForm:
    made = MapFileForm(context.jobs, context.preferences)
    qtbot.addWidget(made)
    made.resize(720, 400)
    made.show()
    made.show_now()
    return made


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return write_map(tmp_path / "Zoomstack.mbtiles", [HIGH_STREET])


def test_without_a_file_it_says_so_and_where_to_get_one(form: MapFileForm, context: AppContext) -> None:
    assert form.now.text() == "No map file is used."
    assert "Open Government Licence" in form.where.text()
    assert "3 GB" in form.where.text()
    assert not form.take_off.isVisible()
    assert map_tiles(context.preferences) is None
    assert unnamed_widgets(form) == []


def test_a_good_file_is_taken_and_kept_on_this_computer(
    form: MapFileForm, context: AppContext, file: Path, settle: Settle
) -> None:
    form.set_file(str(file))
    settle()
    assert form.now.text() == (
        "Map file: Zoomstack.mbtiles, 1 MB. Contains OS data © Crown copyright and database right 2026."
    )
    assert (context.preferences.map_file, form.notice.isVisible()) == (str(file), False)
    tiles = map_tiles(context.preferences)
    assert tiles is not None
    assert tiles.path == file
    assert map_tiles(context.preferences) is tiles


def test_it_is_chosen_in_a_dialog_opened_by_keyboard(form: MapFileForm, qtbot: QtBot) -> None:
    form.choose.setFocus()
    qtbot.keyClick(form.choose, Qt.Key.Key_Space)
    dialog = form.findChild(QFileDialog)
    assert dialog is not None
    assert dialog.nameFilters() == ["Map files (*.mbtiles)", "All files (*)"]
    dialog.close()


def test_another_file_is_turned_down_with_the_reason_and_the_one_before_stays(
    form: MapFileForm, context: AppContext, file: Path, tmp_path: Path, settle: Settle
) -> None:
    form.set_file(str(file))
    settle()
    before = form.now.text()
    other = tmp_path / "holiday.zip"
    other.write_bytes(b"PK\x03\x04")
    form.set_file(str(other))
    settle()
    assert form.notice.text == (
        "This file is still packed (zip). Unpack it first, then choose the file ending in .mbtiles."
    )
    assert (form.now.text(), context.preferences.map_file) == (before, str(file))
    assert form.choose.isEnabled()


def test_a_file_that_went_away_is_said_and_may_be_taken_off(
    form: MapFileForm, context: AppContext, file: Path, settle: Settle, qtbot: QtBot
) -> None:
    form.set_file(str(file))
    settle()
    file.unlink()
    form.show_now()
    settle()
    assert form.notice.isVisible()
    assert form.now.text() == "Map file: Zoomstack.mbtiles"
    form.take_off.setFocus()
    qtbot.keyClick(form.take_off, Qt.Key.Key_Space)
    assert (form.now.text(), context.preferences.map_file) == ("No map file is used.", "")
    assert not form.notice.isVisible()
    assert form.choose.hasFocus()
