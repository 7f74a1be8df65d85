"""Every label of every screen can be read: its contrast, measured from pixels."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.base.theme import Scheme, install_theme
from tests.screens.hub import make_hub
from tests.screens.screens import SCREENS
from tests.screens.seen import faint_texts
from tests.screens.tour import tour


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small demonstration hub."""
    return make_hub(tmp_path_factory.mktemp("seen") / "hub")


@pytest.mark.parametrize("look", [Scheme.LIGHT, Scheme.DARK])
def test_every_label_of_every_screen_can_be_read(folder: Path, qapp: QApplication, look: Scheme) -> None:
    found = {}
    with tour(folder, look, 100, 1366, 768) as walk:
        for name in walk.screens([one for one in SCREENS if one.key != "components"]):
            palette, toast = walk.main.palette, walk.main.shell.toast
            window = palette if palette.isVisible() else walk.window
            for each in faint_texts(window, toast if toast.isVisible() else None):
                found.setdefault(each, name)
    assert found == {}


def test_a_faint_label_is_found(qtbot: QtBot, qapp: QApplication) -> None:
    install_theme(qapp, Scheme.LIGHT)
    board = QWidget()
    board.setStyleSheet("QWidget { background: white }")
    board.resize(200, 100)
    qtbot.addWidget(board)
    faint, good = QLabel("Hardly there", board), QLabel("Plain to see", board)
    faint.setStyleSheet("color: #B0B0B0")
    good.move(0, 40)
    board.show()
    assert [each.split(" '")[1].split("'")[0] for each in faint_texts(board)] == ["Hardly there"]
