"""Initials in a tinted circle."""

import zlib

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from desktop.ui.base.theme import px, theme
from desktop.ui.base.tokens import Weight

TINTS = (("tint", "accent"), ("neutbg", "neut"), ("av3bg", "av3"), ("av4bg", "av4"), ("av5bg", "av5"))
"""Background and ink tokens, five pairs."""


def initials(name: str) -> str:
    """Letters that stand for a name.

    Args:
        name: as written; brackets, digits and punctuation are left out.

    Returns:
        The first letters of the first and last word, or ``?`` when there is none.
    """
    words = [word for word in name.replace("-", " ").split() if word[:1].isalpha()]
    if not words:
        return "?"
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()


def tint_of(name: str) -> tuple[str, str]:
    """The pair of tokens a name always gets, on every laptop."""
    return TINTS[zlib.crc32(name.encode()) % len(TINTS)]


def draw_avatar(painter: QPainter, rect: QRect, name: str, *, off: bool = False) -> None:
    """Draw initials in a circle in the middle of a rectangle.

    Args:
        painter: antialiasing is turned on.
        rect: a square.
        name: whose initials.
        off: without a tint, for somebody who cannot be chosen.
    """
    fill, ink = ("neutbg", "ink3") if off or initials(name) == "?" else tint_of(name)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    edge = QColor(theme().colour(ink))
    edge.setAlpha(70)
    painter.setPen(QPen(edge, 1))
    painter.setBrush(theme().colour(fill))
    painter.drawEllipse(rect.toRectF().adjusted(0.5, 0.5, -0.5, -0.5))
    size = max(round(rect.height() * 100 / theme().scale * 0.4), 10)
    painter.setFont(theme().font(size, Weight.SEMI))
    painter.setPen(theme().colour(ink))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, initials(name))


class Avatar(QLabel):
    """A person's initials; the name beside it is what is read aloud."""

    def __init__(
        self, name: str, parent: QWidget | None = None, *, size: int = 28, off: bool = False
    ) -> None:
        """Show initials.

        Args:
            name: whose.
            parent: the owner.
            size: px at 100%.
            off: without a tint.
        """
        super().__init__(parent)
        self._name, self._size, self._off = name, size, off
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)

    def set_name(self, name: str) -> None:
        """Show somebody else's."""
        self._name = name
        self.setAccessibleName(name)
        self.update()

    def sizeHint(self) -> QSize:
        """A square."""
        return QSize(px(self._size), px(self._size))

    def minimumSizeHint(self) -> QSize:
        """Never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the circle."""
        side = min(self.width(), self.height())
        draw_avatar(QPainter(self), QRect(0, 0, side, side), self._name, off=self._off)
