"""Two groups of widgets on one line, the second at the right; below the first where there is no room."""

from PySide6.QtCore import QEvent, QMargins, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from desktop.ui.base.theme import px


class SideBySide(QWidget):
    """The line; its groups say by their size hints how much room they need."""

    def __init__(
        self, first: QWidget, second: QWidget, parent: QWidget | None = None, *, margins: QMargins
    ) -> None:
        """Put two groups on a line.

        Args:
            first: at the left.
            second: at the right, or below.
            parent: the owner.
            margins: room around, px at 100%.
        """
        super().__init__(parent)
        self._first, self._second = first, second
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(
            px(margins.left()), px(margins.top()), px(margins.right()), px(margins.bottom())
        )
        self._bottom = margins.bottom()
        self._box.setSpacing(px(6))
        self._box.addWidget(first)
        self._box.addStretch(1)
        self._box.addWidget(second, 0, Qt.AlignmentFlag.AlignVCenter)

    @property
    def is_folded(self) -> bool:
        """Whether the second stands below the first."""
        return self._box.direction() is QBoxLayout.Direction.TopToBottom

    def fold(self) -> None:
        """Look again whether both fit on one line."""
        around = self._box.contentsMargins()
        needed = self._first.sizeHint().width() + around.left() + around.right()
        if not self._second.isHidden():
            needed += self._second.sizeHint().width() + 2 * self._box.spacing()
        down = needed > self.width()
        if down != self.is_folded:
            direction = QBoxLayout.Direction
            self._box.setDirection(direction.TopToBottom if down else direction.LeftToRight)
            self._box.setAlignment(
                self._second, Qt.AlignmentFlag(0) if down else Qt.AlignmentFlag.AlignVCenter
            )
            around.setBottom(max(around.top(), px(8)) if down else px(self._bottom))
            self._box.setContentsMargins(around)

    def minimumSizeHint(self) -> QSize:
        """The wider of the two: they can stand one below the other."""
        around = self._box.contentsMargins()
        wide = max(self._first.minimumSizeHint().width(), self._second.minimumSizeHint().width())
        return QSize(wide + around.left() + around.right(), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold or unfold."""
        super().resizeEvent(event)
        self.fold()

    def event(self, event: QEvent) -> bool:
        """Words that changed may need more room or less."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.fold()
        return super().event(event)
