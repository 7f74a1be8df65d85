"""What the keys of the rota do, tried in the running window."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt

from tests.ui.key_acts import Window


def _week(window: Window, key: Qt.Key, words: str) -> bool:
    page: Any = window.hands.main.shell.go_to("rota")
    window.hands.quiet()
    window.hands.press(key, Qt.KeyboardModifier.AltModifier)
    window.hands.quiet()
    return bool(page.bar.days.text() == words)


ROTA_ACTS: dict[str, Callable[[Window], bool]] = {
    "Alt+←": lambda window: _week(window, Qt.Key.Key_Left, "Mon 9 to Sun 15 November"),
    "Alt+→": lambda window: _week(window, Qt.Key.Key_Right, "Mon 23 to Sun 29 November"),
}
"""Whether each did what the map says."""
