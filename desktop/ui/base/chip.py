"""Status: a shape or an icon and a word, always."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from db.enums import Urgency
from desktop.ui.base.paint import box, draw_icon, draw_urgency, urgency_tone
from desktop.ui.base.theme import px, theme
from desktop.ui.base.tokens import Radius, Size, Tone, Weight

CHIP_HEIGHT = 22
_TALLEST = 10_000


def chip_width(text: str, icon: str) -> int:
    """Room a chip needs, in device-independent pixels."""
    words = QFontMetrics(theme().font(Size.SECOND, Weight.SEMI)).horizontalAdvance(text)
    return words + px(16) + (px(19) if icon else 0)


def draw_chip(painter: QPainter, rect: QRect, text: str, icon: str, tone: Tone) -> None:
    """Draw a tinted chip at the left of a rectangle, in its middle.

    Args:
        painter: antialiasing is turned on.
        rect: where; the words are cut when it is too narrow.
        text: the word.
        icon: the icon, or empty.
        tone: one with a tint: ok, warn, danger, info, restr or neut.
    """
    width = min(chip_width(text, icon), rect.width())
    area = QRect(rect.left(), rect.top() + (rect.height() - px(CHIP_HEIGHT)) // 2, width, px(CHIP_HEIGHT))
    box(painter, area, fill=f"{tone}bg", edge=f"{tone}line", radius=Radius.CHIP)
    left = area.left() + px(8)
    if icon:
        draw_icon(painter, icon, QRect(left - px(1), area.top(), px(14), area.height()), tone, 14)
        left += px(18)
    font = theme().font(Size.SECOND, Weight.SEMI)
    painter.setFont(font)
    painter.setPen(theme().colour(tone))
    words = QRect(left, area.top(), area.right() - left - px(4), area.height())
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, words.width() + px(2))
    painter.drawText(words.adjusted(0, 0, px(8), 0), Qt.AlignmentFlag.AlignVCenter, shown)


class Chip(QLabel):
    """A tinted word for what is late, missing, blocked, restricted or on its way."""

    def __init__(
        self, text: str, parent: QWidget | None = None, *, icon: str = "", tone: Tone = Tone.NEUT
    ) -> None:
        """Make a chip.

        Args:
            text: the word.
            parent: the owner.
            icon: the icon before it.
            tone: ok, warn, danger, info, restr or neut.
        """
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._icon, self._tone = icon, tone
        self.setText(text)

    def set_state(self, text: str, icon: str, tone: Tone) -> None:
        """Show another state; arguments as for the constructor."""
        self._icon, self._tone = icon, tone
        self.setText(text)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Room for icon and word."""
        return QSize(chip_width(self.text(), self._icon), px(CHIP_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """A chip is never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the chip."""
        draw_chip(QPainter(self), self.rect(), self.text(), self._icon, self._tone)


class StatusLabel(QLabel):
    """An icon or urgency shape and a word, without a tint: the usual way to show a state."""

    def __init__(
        self,
        text: str,
        parent: QWidget | None = None,
        *,
        icon: str = "",
        tone: Tone = Tone.SECOND,
        weight: int = Weight.MEDIUM,
        urgency: Urgency | None = None,
        wrap: bool = False,
    ) -> None:
        """Make a status.

        Args:
            text: the word.
            parent: the owner.
            icon: the icon before it.
            tone: colour of both.
            weight: of the word.
            urgency: draws its shape and takes its colour and weight instead.
            wrap: go on to further lines when there is no room, for states that are a sentence.
        """
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        policy = QSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        if wrap:
            policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._icon, self._urgency = icon, urgency
        self._token, self._weight = urgency_tone(urgency) if urgency else (str(tone), weight)
        self.setText(text)

    def set_state(self, text: str, icon: str, tone: Tone) -> None:
        """Show another state; arguments as for the constructor."""
        self._icon, self._token = icon, str(tone)
        self.setText(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Room for icon and word."""
        font = theme().font(Size.BODY, self._weight)
        words = QFontMetrics(font).horizontalAdvance(self.text())
        return QSize(self._mark() + words + px(2), px(22))

    def minimumSizeHint(self) -> QSize:
        """Words are never cut."""
        if not self.wordWrap():
            return self.sizeHint()
        metrics = QFontMetrics(theme().font(Size.BODY, self._weight))
        longest = max((metrics.horizontalAdvance(word) for word in self.text().split()), default=0)
        return QSize(self._mark() + longest + px(2), px(22))

    def heightForWidth(self, width: int) -> int:
        """How tall it is at a width, where it goes on to further lines."""
        if not self.wordWrap():
            return -1
        metrics = QFontMetrics(theme().font(Size.BODY, self._weight))
        room = QRect(0, 0, max(width - self._mark(), 1), _TALLEST)
        return max(px(22), metrics.boundingRect(room, self._flags(), self.text()).height())

    def _flags(self) -> int:
        wraps = Qt.TextFlag.TextWordWrap.value if self.wordWrap() else 0
        return Qt.AlignmentFlag.AlignVCenter.value | wraps

    def _mark(self) -> int:
        return px(22) if self._icon else px(20) if self._urgency else 0

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw icon or shape and word."""
        painter = QPainter(self)
        first = px(22) if self.wordWrap() else self.height()
        if self._urgency:
            draw_urgency(painter, self._urgency, QRect(0, 0, px(14), first))
        elif self._icon:
            draw_icon(painter, self._icon, QRect(0, 0, px(16), first), self._token)
        painter.setFont(theme().font(Size.BODY, self._weight))
        painter.setPen(theme().colour(self._token))
        words = self.rect().adjusted(self._mark(), 0, 0, 0)
        painter.drawText(words, self._flags(), self.text())
