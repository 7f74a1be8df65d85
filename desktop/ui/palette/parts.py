"""Parts of the palette: its field, and what darkens the window under it."""

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap, QRegion
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.ui.base.i18n import tr
from desktop.ui.base.theme import px, theme
from desktop.ui.base.tokens import Radius, Size


class PaletteField(QLineEdit):
    """The field: every key comes to it while it has the keyboard, those of the window's shortcuts too.

    Signals:
        key_pressed: a key that is not for editing; whoever takes it sets `taken`.
    """

    key_pressed = Signal(QKeyEvent)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make it."""
        super().__init__(parent)
        self.taken = False
        self.setProperty("bare", True)
        self.setProperty("halo", "none")
        self.setMaxLength(200)
        self.setAccessibleName(tr("Find or do anything"))
        self.setPlaceholderText(tr("Find a person, request, volunteer…"))
        self.setFont(theme().font(Size.PAGE - 2))

    def event(self, event: QEvent) -> bool:
        """Keep keys from the window, and Tab from moving on."""
        if isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self.taken = False
                self.key_pressed.emit(event)
                if self.taken:
                    return True
        return super().event(event)


class Scrim(QWidget):
    """Darkens the window under the palette; pressing it closes the palette.

    Signals:
        pressed: the mouse was pressed outside the palette.
    """

    pressed = Signal()

    def __init__(self, window: QWidget) -> None:
        """Make it, hidden.

        Args:
            window: what it covers.
        """
        super().__init__(window)
        self._window = window
        self._shaded = QRect()
        self._behind = QPixmap()
        self.hide()

    def cover(self, rect: QRect) -> None:
        """Cover a window of this size, above all else in it.

        What lies behind is drawn from a picture of the moment: the page need not be drawn again for every
        key typed. A window that changes its size meanwhile is drawn as it is.
        """
        self._behind = QPixmap() if self.isVisible() else self._window.grab()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent, not self._behind.isNull())
        self.setGeometry(rect)
        self.show()
        self.raise_()

    def shade(self, rect: QRect) -> None:
        """Draw a soft shadow under a box."""
        if rect != self._shaded:
            self._shaded = QRect(rect)
            self.update()

    def sizeHint(self) -> QSize:
        """As large as the window."""
        return self.size()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Pressed outside the palette."""
        event.accept()
        self.pressed.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Darken, and draw the shadow of the palette."""
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._behind)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(8, 16, 20, 140 if theme().dark else 88))
        around = QRegion(self.rect()) - QRegion(self._shaded.adjusted(px(12), px(12), -px(12), -px(12)))
        painter.setClipRegion(around)  # what the palette hides need not be drawn, eight times over
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(0, 0, 0, 6))
        for spread in range(px(24), 0, -px(3)):
            wider = self._shaded.adjusted(-spread, -spread + px(6), spread, spread + px(6))
            painter.drawRoundedRect(wider, px(Radius.PALETTE) + spread, px(Radius.PALETTE) + spread)
