"""The short message after every change, with Undo for ten seconds."""

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from desktop.ui.base.i18n import tr
from desktop.ui.base.keycap import draw_keys, keys_width
from desktop.ui.base.paint import box, draw_icon
from desktop.ui.base.spoken import announce
from desktop.ui.base.theme import px, theme
from desktop.ui.base.tokens import Radius

SHOWN_FOR_MS = 10_000
"""How long Undo is offered in the message; afterwards it stays in Ctrl+Z and the history."""


class Toast(QFrame):
    """One message at the foot of a window; a new one takes the place of the last.

    Signals:
        undo_asked: the person pressed Undo.
        gone: the message was taken away.
    """

    undo_asked = Signal()
    gone = Signal()

    def __init__(self, parent: QWidget) -> None:
        """Make it, hidden.

        Args:
            parent: the window at whose foot it shows.
        """
        super().__init__(parent)
        self._window = parent
        self._words = QLabel(self)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setProperty("kind", "toast")
        self._undo = QPushButton(tr("Undo"), self)
        self._undo.setProperty("kind", "toast")
        self._undo.setCursor(Qt.CursorShape.PointingHandCursor)
        self._undo.clicked.connect(self._on_undo)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(40), px(6), px(12), px(6))
        row.setSpacing(px(10))
        row.addWidget(self._words, 1)
        row.addWidget(self._undo)
        self._keys_room = QWidget(self)
        row.addWidget(self._keys_room)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_FOR_MS)
        self._timer.timeout.connect(self.dismiss)
        parent.installEventFilter(self)
        self.hide()

    @property
    def text(self) -> str:
        """The words shown."""
        return self._words.text()

    def say(self, text: str, *, undo: bool = False) -> None:
        """Show a message for ten seconds and speak it.

        Args:
            text: what happened, such as ``Gave insulin pick-up to Siân``.
            undo: offer Undo, and say that Ctrl+Z does it; the window binds the keys.
        """
        self._words.setText(text)
        for part in (self._undo, self._keys_room):
            part.setVisible(undo)
        self._keys_room.setFixedWidth(keys_width(self._keys()))
        self.setAccessibleName(text)
        self._place()
        self.show()
        self.raise_()
        self._timer.start()
        announce(self, text)

    def dismiss(self) -> None:
        """Take the message away."""
        self._timer.stop()
        self.hide()
        self.gone.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the foot of the window."""
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self._place()
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the dark (on light) or light (on dark) box, the tick and the keys."""
        painter = QPainter(self)
        box(painter, self.rect(), fill="ink", radius=Radius.CARD)
        draw_icon(painter, "circle-check", QRect(px(12), 0, px(18), self.height()), "surface", 18)
        if self._keys_room.isVisibleTo(self):
            room = QRect(self._keys_room.x(), 0, self._keys_room.width(), self.height())
            draw_keys(painter, self._keys(), room, theme().colour("surface"))

    def _keys(self) -> tuple[str, ...]:
        return (tr("Ctrl"), "Z")

    def _place(self) -> None:
        window = self._window
        wide = min(max(self.sizeHint().width(), px(380)), window.width() - px(32))
        height = max(px(38), self.heightForWidth(wide) if self.hasHeightForWidth() else px(38))
        left = (window.width() - wide) // 2
        self.setGeometry(left, window.height() - height - px(44), wide, height)

    def _on_undo(self) -> None:
        self.dismiss()
        self.undo_asked.emit()
