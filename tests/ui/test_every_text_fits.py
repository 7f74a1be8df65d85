"""Every text of every screen has room: at each size of text, and in a language with longer words."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.base.theme import Scheme
from tests.screens.fits import covered_texts, cut_texts
from tests.screens.hub import make_hub
from tests.screens.tour import tour


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small demonstration hub."""
    return make_hub(tmp_path_factory.mktemp("tour") / "hub")


@pytest.mark.parametrize(
    ("scale", "width", "height", "longer"),
    [(100, 1366, 768, False), (150, 1366, 768, True), (200, 1366, 768, False), (100, 1024, 688, True)],
)
def test_no_text_is_cut_off_or_covered(
    folder: Path, qapp: QApplication, scale: int, width: int, height: int, longer: bool
) -> None:
    found = {}
    with tour(folder, Scheme.LIGHT, scale, width, height, longer=longer) as walk:
        for name in walk.screens():
            if walk.window is walk.main.shell and walk.window.size() != QSize(width, height):
                found[f"the window grew to {walk.window.size()}"] = name
                walk.window.resize(width, height)
            for each in cut_texts(walk.window) + covered_texts(walk.window):
                found.setdefault(each, name)
    assert found == {}


def test_no_target_is_smaller_than_24_px(folder: Path, qapp: QApplication) -> None:
    found = {}
    with tour(folder, Scheme.LIGHT, 100, 1366, 768) as walk:
        for name in walk.screens():
            for one in walk.window.findChildren(QAbstractButton):
                if one.isVisible() and min(one.width(), one.height()) < 24:
                    found[one.accessibleName() or one.text()] = (name, one.size().toTuple())
    assert found == {}


def test_the_walk_sees_what_is_cut_off_and_what_is_covered(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    QVBoxLayout(window).addWidget(QLabel("Room enough"))
    one, other = QLabel("Jean Mallory", window), QLabel("14 Ferrygate Close", window)
    one.setGeometry(0, 60, 200, 20)
    other.setGeometry(20, 62, 40, 20)
    window.resize(300, 200)
    with qtbot.waitExposed(window):
        window.show()
    assert [each.split(" needs")[0] for each in cut_texts(window)] == ["QLabel '14 Ferrygate Close'"]
    assert covered_texts(window) == [
        "QLabel 'Jean Mallory' and QLabel '14 Ferrygate Close' lie over each other"
    ]
