"""What screen readers are told, asked of Qt itself; tests/a11y asks it of the whole app over AT-SPI."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtGui import QAccessible, QAccessibleActionInterface
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.base.need_tiles import NeedTiles
from desktop.ui.base.segmented import Choice, Segmented
from desktop.ui.base.spoken import ChoiceInterface, WindowInterface, interface_of

PRESS = QAccessibleActionInterface.pressAction()
CHOICES = [Choice("a", "Food parcel"), Choice("b", "Shopping")]
ROWS: list[Callable[..., Any]] = [Segmented, NeedTiles]


@pytest.mark.parametrize("row", ROWS)
def test_a_choice_is_one_of_a_few_and_pressing_it_picks(qtbot: QtBot, row: Callable[..., Any]) -> None:
    made = row(CHOICES, name="What is needed?")
    qtbot.addWidget(made)
    picked: list[object] = []
    getattr(made, "picked", getattr(made, "chosen", None)).connect(picked.append)
    button = made.findChildren(QPushButton)[1]
    spoken = interface_of("QPushButton", button)
    assert isinstance(spoken, ChoiceInterface)
    assert spoken.role() is QAccessible.Role.RadioButton
    assert "Shopping" in spoken.text(QAccessible.Text.Name)
    assert not spoken.state().checked
    assert spoken.actionNames()[0] == PRESS
    spoken.doAction(PRESS)
    assert picked == ["b"]
    assert spoken.state().checked


def test_a_button_that_stays_down_alone_is_a_check_box(qtbot: QtBot) -> None:
    button = QPushButton("S&omebody else is calling")
    qtbot.addWidget(button)
    assert interface_of("QPushButton", button) is None
    button.setCheckable(True)
    spoken = interface_of("QPushButton", button)
    assert isinstance(spoken, ChoiceInterface)
    assert spoken.role() is QAccessible.Role.CheckBox
    assert spoken.text(QAccessible.Text.Name) == "Somebody else is calling"
    group = QButtonGroup(button)
    group.addButton(button)
    assert spoken.role() is QAccessible.Role.RadioButton
    button.setEnabled(False)
    assert PRESS not in spoken.actionNames()


def test_a_bare_window_is_a_window_until_it_stands_in_another(qtbot: QtBot) -> None:
    outer = QWidget()
    qtbot.addWidget(outer)
    spoken = interface_of("QWidget", outer)
    assert isinstance(spoken, WindowInterface)
    assert spoken.role() is QAccessible.Role.Window
    inner = QWidget()
    spoken = interface_of("QWidget", inner)
    assert isinstance(spoken, WindowInterface)
    inner.setParent(outer)
    assert spoken.role() is not QAccessible.Role.Window
    assert interface_of("QWidget", inner) is None
