"""Every component in every state on one sheet, light and dark, at 100% and 150%, for eyes to judge."""

import os
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.ui.base.theme import Scheme, install_theme
from tests.screens.components import sheet

SHOTS = Path(__file__).resolve().parents[2] / "shots"


@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK])
@pytest.mark.parametrize("scale", [100, 150])
def test_the_sheet_of_components(qtbot: QtBot, qapp: QApplication, scheme: Scheme, scale: int) -> None:
    install_theme(qapp, scheme, scale=scale)
    made = sheet()
    qtbot.addWidget(made)
    made.resize(1366 * scale // 100, 440 * scale // 100)
    made.show()
    qtbot.waitExposed(made)
    shot = made.grab()
    SHOTS.mkdir(exist_ok=True)
    name = SHOTS / f"components-{scheme}-{scale}{os.environ.get('SHOT_SUFFIX', '')}.png"
    assert shot.save(str(name))
    assert shot.toImage().pixelColor(2, 2).name().upper() == install_theme(qapp, scheme, scale=scale).hex(
        "canvas"
    )
