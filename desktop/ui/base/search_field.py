"""A field that searches while it is typed in."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop.ui.base.field import Field

WAIT_MS = 80
"""Typing pauses shorter than this start no search."""


class SearchField(Field):
    """A field with a magnifier; Esc clears it.

    Signals:
        searched: what to look for, 80 ms after the last key.
        moved_down: the arrow key asked for the first result.
    """

    searched = Signal(str)
    moved_down = Signal()

    def __init__(self, parent: QWidget | None = None, *, hint: str = "", name: str = "") -> None:
        """Make a field.

        Args:
            parent: the owner.
            hint: shown while empty.
            name: read aloud.
        """
        super().__init__(parent=parent, hint=hint, name=name or hint, icon_name="search", max_length=200)
        self.setClearButtonEnabled(False)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS)
        self._timer.timeout.connect(self._on_pause)
        self.textChanged.connect(self._on_text_changed)

    def _on_text_changed(self, _text: str) -> None:
        self._timer.start()

    def _on_pause(self) -> None:
        self.searched.emit(self.text().strip())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc clears, Down goes to the results, Enter searches at once."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() == Qt.Key.Key_Down:
            self.moved_down.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._timer.isActive():
            self._timer.stop()
            self._on_pause()
        else:
            super().keyPressEvent(event)
