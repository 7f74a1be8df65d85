"""Figures along the top: how much there is of each, and the way to it."""

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from desktop.ui.base.i18n import tr
from desktop.ui.base.paint import box
from desktop.ui.base.theme import px, theme
from desktop.ui.base.tokens import Radius, Size, Weight

_FIGURE = 28


class Counter(QPushButton):
    """A figure and two lines beside it, all of it a button.

    Attributes:
        lead: room before the figure, px at 100%.
    """

    def __init__(self, one: str, many: str, parent: QWidget | None = None) -> None:
        """Make it, without a figure.

        Args:
            one: two lines beside a one.
            many: two lines beside any other figure.
            parent: the owner.
        """
        super().__init__(parent)
        self._words = (one.split("\n"), many.split("\n"))
        self._count = 0
        self.lead = 11
        self._lines = self._words[1]
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_count(0)

    def set_count(self, count: int) -> None:
        """Show another figure."""
        self._count = count
        self._lines = self._words[0 if count == 1 else 1]
        self.setAccessibleName(tr("{count} {words}", count=f"{count:,}", words=" ".join(self._lines)))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Figure, words and room around."""
        return QSize(px(self.lead) + self._figure_width() + px(10) + self._words_width() + px(11), px(44))

    def minimumSizeHint(self) -> QSize:
        """Nothing is cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw figure and words."""
        painter = QPainter(self)
        if self.isDown() or self.underMouse():
            box(painter, self.rect(), fill="tint2" if self.isDown() else "hover", radius=Radius.CONTROL)
        left, middle = px(self.lead), Qt.AlignmentFlag.AlignVCenter
        painter.setPen(theme().colour("ink"))
        painter.setFont(self._figure_font())
        painter.drawText(QRect(left, 0, self._figure_width() + 2, self.height()), middle, self._figure())
        left += self._figure_width() + px(10)
        painter.setPen(theme().colour("ink2"))
        painter.setFont(theme().font(Size.SECOND))
        line = px(17)
        top = (self.height() - line * len(self._lines)) // 2
        for at, words in enumerate(self._lines):
            painter.drawText(QRect(left, top + at * line, self._words_width() + 2, line), middle, words)

    def _figure(self) -> str:
        return f"{self._count:,}"

    def _figure_font(self) -> QFont:
        return theme().font(_FIGURE, Weight.BOLD)

    def _figure_width(self) -> int:
        return QFontMetrics(self._figure_font()).horizontalAdvance(self._figure())

    def _words_width(self) -> int:
        metrics = QFontMetrics(theme().font(Size.SECOND))
        return max(metrics.horizontalAdvance(words) for words in self._lines)


class Counters(QWidget):
    """The figures, a thin line between them.

    Signals:
        opened: the key of the one that was pressed.
    """

    opened = Signal(str)

    def __init__(self, figures: list[tuple[str, str, str]], parent: QWidget | None = None) -> None:
        """Make them.

        Args:
            figures: key of each, and two lines for one and for many.
            parent: the owner.
        """
        super().__init__(parent)
        self.setAccessibleName(tr("What waits"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(8))
        self.buttons: dict[str, Counter] = {}
        for key, one, many in figures:
            button = self.buttons[key] = Counter(one, many, self)
            if len(self.buttons) == 1:
                button.lead = 2  # it begins where the cards under it do
            button.clicked.connect(lambda _=False, key=key: self.opened.emit(key))
            row.addWidget(button, 1)

    def show_counts(self, counts: dict[str, int]) -> None:
        """Show figures by key."""
        for key, count in counts.items():
            self.buttons[key].set_count(count)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the lines between."""
        painter = QPainter(self)
        for button in list(self.buttons.values())[1:]:
            painter.fillRect(button.x() - px(4), 0, 1, self.height(), theme().colour("line2"))
