"""Fields take the direction of what is typed."""

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.base.field import Field, TextArea, runs_from_right

DUAA, SARAH = "دعاء", "שרה"


@pytest.mark.parametrize(
    ("text", "from_right"),
    [
        ("", False),
        ("Doreen", False),
        ("12", False),
        (DUAA, True),
        (f"12 {SARAH}", True),
        (f"A {DUAA}", False),
    ],
)
def test_the_first_letter_with_a_direction_decides(text: str, from_right: bool) -> None:
    assert runs_from_right(text) is from_right


def stands_at_right(field: QWidget) -> bool:
    """Whether the words are in the right half, by their pixels."""
    image = field.grab().toImage()
    inside = image.copy(image.rect().adjusted(8, 8, -8, -8))
    inked = [
        x
        for x in range(inside.width())
        if any(inside.pixelColor(x, y).lightness() < 128 for y in range(inside.height()))
    ]
    return min(inked) > inside.width() // 2


@pytest.mark.parametrize("kind", [Field, TextArea])
def test_words_stand_where_they_begin(kind: type[Field | TextArea], qtbot: QtBot) -> None:
    field = kind()
    qtbot.addWidget(field)
    field.resize(400, 120)
    field.show()
    seen = []
    for text in (DUAA, "Doreen", f"12 {SARAH}", "020 7946 0123"):
        (field.setPlainText if isinstance(field, TextArea) else field.setText)(text)
        seen.append(stands_at_right(field))
    assert seen == [True, False, True, False]


def test_what_is_typed_is_left_as_typed(qtbot: QtBot) -> None:
    area = TextArea()
    qtbot.addWidget(area)
    qtbot.keyClicks(area, "Ring after six")
    assert area.toPlainText() == "Ring after six"
    assert area.document().isUndoAvailable()
