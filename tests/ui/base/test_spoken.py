"""What screen readers are told, asked of Qt itself; tests/a11y asks it of the whole app over AT-SPI."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtGui import QAccessible, QAccessibleActionInterface
from PySide6.QtWidgets import QButtonGroup, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.base.busy import BusyBar
from desktop.ui.base.choice import ComboBox
from desktop.ui.base.field import ErrorBlock, Field
from desktop.ui.base.need_tiles import NeedTiles
from desktop.ui.base.notice import Notice
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


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is announced; Qt's own events end in the platform."""
    words: list[str] = []
    for module in ("busy", "field", "notice"):
        monkeypatch.setattr(f"desktop.ui.base.{module}.announce", lambda _widget, text: words.append(text))
    return words


def test_what_is_wrong_in_a_field_is_read_aloud_once(qtbot: QtBot, heard: list[str]) -> None:
    block = ErrorBlock(Field(name="Postcode"))
    qtbot.addWidget(block)
    block.say("A letter is missing.")
    assert heard == []
    block.clear()
    block.show()
    block.say("A letter is missing.")
    block.say("A letter is missing.")
    block.clear()
    assert [words for words in heard if words] == ["A letter is missing."]


def test_a_notice_is_read_aloud_when_it_shows_and_not_for_what_it_always_said(
    qtbot: QtBot, heard: list[str]
) -> None:
    notice = Notice("Go in pairs.", "Send somebody along.")
    qtbot.addWidget(notice)
    notice.show()
    assert heard == []
    notice.hide()
    notice.say("Saved as sheet.pdf.")
    assert heard == []
    notice.show()
    notice.say("The printer did not take it.", "Look at the printer.")
    notice.hide()
    notice.show()
    assert heard == ["Saved as sheet.pdf.", "The printer did not take it. Look at the printer."]


def test_long_work_is_read_aloud_when_it_begins_and_when_it_stops(qtbot: QtBot, heard: list[str]) -> None:
    busy = BusyBar()
    qtbot.addWidget(busy)
    busy.begin("Reading the list")
    busy.stop.click()
    assert heard == ["Reading the list", "Stopping at the next safe point."]


def labels_of(widget: QWidget) -> list[str]:
    """The names of what labels a widget, as a screen reader asks for them."""
    spoken = QAccessible.queryAccessibleInterface(widget)
    assert spoken is not None
    return [
        one.text(QAccessible.Text.Name) for one, _ in spoken.relations(QAccessible.RelationFlag.Label) if one
    ]


def test_a_drop_down_is_labelled_with_its_name(qtbot: QtBot) -> None:
    outer, other = QWidget(), QWidget()
    qtbot.addWidget(outer)
    qtbot.addWidget(other)
    combo = ComboBox([("", "All"), ("n", "Northfold")], outer, name="Area")
    outer.show()
    assert labels_of(combo) == ["Area"]
    combo.setParent(other)
    other.show()
    combo.show()
    assert labels_of(combo) == ["Area"]
    assert not outer.findChildren(QLabel)
    (label,) = other.findChildren(QLabel)
    assert not label.isVisible()


def test_a_drop_down_with_a_label_of_its_own_gets_no_other(qtbot: QtBot) -> None:
    outer = QWidget()
    qtbot.addWidget(outer)
    between = QWidget(outer)
    combo, label = ComboBox([("", "All")], between, name="Area"), QLabel("Where they live", outer)
    label.setBuddy(combo)
    outer.show()
    assert labels_of(combo) == ["Where they live"]
