"""How a stop is drawn: the address is whole where it can be, and the note gives way."""

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from desktop.ui.base.tokens import Tone
from desktop.ui.rounds import stop_paint
from desktop.ui.rounds.faces import Face, Mark

LONG = Mark("Leave on the bench by the door", "door")
SHORT = Mark("2nd floor", "stairs-up")
COLD = Mark("Keep it cold, it will not wait", "snowflake", Tone.WARN)


@pytest.mark.parametrize(
    ("mark", "second", "beside"),
    [
        (SHORT, "Shopping, 2 bags", True),
        (LONG, "Shopping, 2 bags · Leave on the bench by the door", False),
        (COLD, "Shopping, 2 bags", True),
    ],
)
def test_a_note_stands_beside_the_address_or_below_it(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, mark: Mark, second: str, beside: bool
) -> None:
    drawn: list[str] = []
    original = stop_paint._draw

    def note(painter: QPainter, rect: QRect, text: str, *look: object) -> int:
        drawn.append(text)
        return original(painter, rect, text, *look)  # type: ignore[arg-type]

    marks: list[Mark] = []
    monkeypatch.setattr(stop_paint, "_draw", note)
    monkeypatch.setattr(stop_paint, "_paint_mark", lambda _painter, _room, one: marks.append(one) or 80)
    face = Face("a", 4, "11:45", "Jean M.", "14 Ferrygate Close", "Shopping, 2 bags", mark)
    image = QImage(454, 52, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    stop_paint.paint_face(painter, image.rect(), face, selected=False, hovered=False, grip=True)
    painter.end()
    assert drawn == ["Jean M.", "14 Ferrygate Close", second]
    assert marks == ([mark] if beside else [])
