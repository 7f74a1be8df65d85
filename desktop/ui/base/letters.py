"""Single letters that act, such as J and K in a list: whoever is bothered by them can turn them off."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

_TYPED_IN = (QLineEdit, QTextEdit, QPlainTextEdit, QAbstractSpinBox, QComboBox, QMenu)
"""Where a letter is content, or finds an entry that begins with it."""
_HELD = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)


class SingleLetters(QObject):
    """Keeps single letters, and the question mark, from everything but fields while they are off.

    WCAG 2.2, criterion 2.1.4 (character key shortcuts), asks for a way to turn them off; people who speak to
    their computer would set off whatever they say.
    """

    def __init__(self, app: QApplication) -> None:
        """Make it; letters act.

        Args:
            app: whose windows.
        """
        super().__init__(app)
        self._app = app
        self._on = True

    @property
    def on(self) -> bool:
        """Whether single letters act."""
        return self._on

    def set_on(self, on: bool) -> None:
        """Let single letters act, or not."""
        if on != self._on:
            self._on = on
            change = self._app.removeEventFilter if on else self._app.installEventFilter
            change(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take a letter away before a list, a button or a shortcut gets it."""
        if event.type() not in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride):
            return False
        if not isinstance(event, QKeyEvent) or not _is_single(event):
            return False
        taken = isinstance(watched, QWidget) and not isinstance(watched, _TYPED_IN)
        if taken:
            event.accept()  # else it would be tried as a shortcut next
        return taken


def _is_single(event: QKeyEvent) -> bool:
    return not event.modifiers() & _HELD and (event.text().isalpha() or event.text() == "?")
