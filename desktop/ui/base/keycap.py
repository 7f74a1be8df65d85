"""Little pictures of keys, beside the thing the key does."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QWidget

from desktop.ui.base.theme import px, theme
from desktop.ui.base.tokens import Radius, Size, Weight

ENTER = "↵"
"""The word on the Enter key."""

_PAD, _HEIGHT, _GAP = 5, 18, 4


def keys_width(keys: tuple[str, ...]) -> int:
    """Room a row of key caps needs, in device-independent pixels."""
    if not keys:
        return 0
    metrics = QFontMetrics(theme().font(Size.KEY, Weight.SEMI))
    return sum(_cap_width(metrics, key) for key in keys) + px(_GAP) * (len(keys) - 1)


def draw_keys(
    painter: QPainter, keys: tuple[str, ...], rect: QRect, ink: QColor, *, fill: str = "", soft: int = 130
) -> None:
    """Draw key caps from the left edge of a rectangle, in its middle.

    Args:
        painter: antialiasing is turned on.
        keys: one word a cap, such as ``Ctrl`` and ``K``.
        rect: where.
        ink: colour of the words; edges take it too, lighter.
        fill: token behind the words, or empty.
        soft: opacity of the edges, 0 to 255.
    """
    font = theme().font(Size.KEY, Weight.SEMI)
    metrics = QFontMetrics(font)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(font)
    edge = QColor(ink)
    edge.setAlpha(soft)
    height = px(_HEIGHT)
    left = rect.left()
    for key in keys:
        cap = QRect(left, rect.top() + (rect.height() - height) // 2, _cap_width(metrics, key), height)
        painter.setPen(QPen(edge, 1))
        painter.setBrush(theme().colour(fill) if fill else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(cap.toRectF().adjusted(0.5, 0.5, -0.5, -0.5), px(Radius.BOX), px(Radius.BOX))
        painter.setPen(ink)
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, key)
        left = cap.right() + 1 + px(_GAP)


def _cap_width(metrics: QFontMetrics, key: str) -> int:
    return max(metrics.horizontalAdvance(key) + px(_PAD) * 2, px(_HEIGHT))


class KeyCap(QLabel):
    """One or more key caps; read aloud as the keys' names."""

    def __init__(self, *keys: str, parent: QWidget | None = None) -> None:
        """Show keys.

        Args:
            keys: one word a cap.
            parent: the owner.
        """
        super().__init__(parent)
        self._keys = keys
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(" ".join(keys))

    def sizeHint(self) -> QSize:
        """Room for the caps."""
        return QSize(keys_width(self._keys), px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """The caps are never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the caps."""
        painter = QPainter(self)
        draw_keys(painter, self._keys, self.rect(), theme().colour("ink2"), fill="surface")
