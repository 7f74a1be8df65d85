"""Single letters turned off: lists, buttons and shortcuts do not get them, fields do."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.base.letters import SingleLetters


class Answers(QPushButton):
    """Remembers the keys it got."""

    def __init__(self) -> None:
        super().__init__("Answers")
        self.got: list[str] = []

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.got += event.text()
        super().keyPressEvent(event)


class Room(QWidget):
    """A group of answers, a field, a list to choose from, and a letter that acts."""

    def __init__(self) -> None:
        super().__init__()
        self.answers, self.line, self.box = Answers(), QLineEdit(), QComboBox()
        self.box.addItems(["Anton", "Beth"])
        self.acted: list[str] = []
        column = QVBoxLayout(self)
        for widget in (self.answers, self.line, self.box):
            column.addWidget(widget)
        for keys in ("A", "?", "Ctrl+A"):
            QShortcut(QKeySequence(keys), self, lambda keys=keys: self.acted.append(keys))


@pytest.fixture
def letters(qapp: QApplication) -> Iterator[SingleLetters]:
    """Letters, on; put back afterwards."""
    made = SingleLetters(qapp)
    yield made
    made.set_on(True)
    made.deleteLater()


@pytest.fixture
def room(qtbot: QtBot) -> Room:
    """The room, in front."""
    made = Room()
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def press(room: Room, widget: QWidget, *typed: str, held: Qt.KeyboardModifier | None = None) -> None:
    widget.setFocus()
    for key in typed:
        QTest.keyClick(room.windowHandle(), ord(key), held or Qt.KeyboardModifier.NoModifier)


def test_letters_act_until_they_are_turned_off_and_again_afterwards(
    room: Room, letters: SingleLetters
) -> None:
    press(room, room.answers, "y", "a", "?")
    assert (room.answers.got, room.acted) == (["y"], ["A", "?"])
    letters.set_on(False)
    press(room, room.answers, "y", "a", "?")
    assert (room.answers.got, room.acted) == (["y"], ["A", "?"])
    letters.set_on(True)
    press(room, room.answers, "y", "a")
    assert (room.answers.got, room.acted) == (["y", "y"], ["A", "?", "A"])


def test_other_keys_and_fields_are_left_alone(room: Room, letters: SingleLetters) -> None:
    letters.set_on(False)
    press(room, room.answers, "1", " ")
    press(room, room.answers, "a", held=Qt.KeyboardModifier.ControlModifier)
    assert (room.answers.got, room.acted) == (["1", " "], ["Ctrl+A"])
    press(room, room.line, "b", "e", "t", "?")
    press(room, room.box, "b")
    assert (room.line.text(), room.box.currentText()) == ("bet?", "Beth")
