"""A view of a list as a button: its words, how many it holds, and a line under the one on show."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from desktop.ui.base.paint import box
from desktop.ui.base.record_spec import ListTab
from desktop.ui.base.theme import px, theme
from desktop.ui.base.tokens import LEAST_TARGET, Size, Weight

BAR_HEIGHT = 48


class TabButton(QPushButton):
    """One view: its words, how many, and a petrol line under the one on show."""

    def __init__(self, tab: ListTab, parent: QWidget | None = None) -> None:
        """Make it.

        Args:
            tab: the view.
            parent: the owner.
        """
        super().__init__(tab.title, parent)
        self.tab = tab
        self._count: int | None = None
        self._with_count = True
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.set_count(None)

    def set_count(self, count: int | None) -> None:
        """Show how many; None for no number."""
        self._count = count
        self.setAccessibleName(self.tab.title if count is None else f"{self.tab.title}, {count:,}")
        self.updateGeometry()
        self.update()

    def show_count(self, on: bool) -> None:
        """Whether there is room to draw the number; it is read aloud all the same."""
        self._with_count = on
        self.updateGeometry()
        self.update()

    def _words_width(self) -> int:
        return QFontMetrics(theme().font(Size.BODY, Weight.SEMI)).horizontalAdvance(self.tab.title)

    def _pill_width(self) -> int:
        if self._count is None or not self._with_count:
            return 0
        metrics = QFontMetrics(theme().font(Size.SECOND, Weight.SEMI))
        return max(metrics.horizontalAdvance(f"{self._count:,}") + px(12), px(20))

    def sizeHint(self) -> QSize:
        """Room for words and number."""
        pill = self._pill_width()
        words = self._words_width() + (pill + px(7) if pill else 0) + px(2)
        return QSize(max(words, px(LEAST_TARGET)), px(BAR_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Words are never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw words, number and line."""
        painter, now, on = QPainter(self), theme(), self.isChecked()
        painter.setFont(now.font(Size.BODY, Weight.SEMI if on else Weight.MEDIUM))
        painter.setPen(now.colour("ink" if on or self.underMouse() else "ink2"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, self.tab.title)
        pill = self._pill_width()
        if pill:
            left = self._words_width() + px(7)
            area = QRect(left, (self.height() - px(20)) // 2, pill, px(20))
            box(painter, area, fill="neutbg", radius=10)
            painter.setFont(now.font(Size.SECOND, Weight.SEMI))
            painter.setPen(now.colour("ink2"))
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, f"{self._count:,}")
        if on:
            painter.fillRect(0, self.height() - px(3), self.width(), px(3), now.colour("accent"))
