"""A row that goes on to a second line when there is no room: buttons are never cut off."""

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from desktop.ui.base.theme import px


class FlowLayout(QLayout):
    """Lays widgets out from left to right, then on further lines, each as wide as its words."""

    def __init__(self, parent: QWidget | None = None, *, margins: QMargins | None = None) -> None:
        """Make it, empty.

        Args:
            parent: the owner.
            margins: room around; px at 100%.
        """
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        around = margins or QMargins()
        self.setContentsMargins(px(around.left()), px(around.top()), px(around.right()), px(around.bottom()))
        self.setSpacing(px(8))

    def addItem(self, item: QLayoutItem) -> None:
        """Take one more."""
        self._items.append(item)

    def count(self) -> int:
        """How many there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """One of them, or None."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Let one go."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """It wants no more room than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Narrower means taller."""
        return True

    def heightForWidth(self, width: int) -> int:
        """How tall it is at a width."""
        return self._place(QRect(0, 0, width, 0), really=False)

    def setGeometry(self, rect: QRect) -> None:
        """Put everything in its place."""
        super().setGeometry(rect)
        self._place(rect, really=True)

    def sizeHint(self) -> QSize:
        """All on one line."""
        margins = self.contentsMargins()
        sizes = [item.sizeHint() for item in self._items]
        wide = sum(size.width() for size in sizes) + self.spacing() * max(0, len(sizes) - 1)
        tall = max((size.height() for size in sizes), default=0)
        return QSize(wide + margins.left() + margins.right(), tall + margins.top() + margins.bottom())

    def minimumSize(self) -> QSize:
        """Room for the widest on a line of its own."""
        margins = self.contentsMargins()
        wide = max((item.minimumSize().width() for item in self._items), default=0)
        return QSize(wide + margins.left() + margins.right(), self.sizeHint().height())

    def _place(self, rect: QRect, *, really: bool) -> int:
        inside = rect.marginsRemoved(self.contentsMargins())
        x, y, line = inside.x(), inside.y(), 0
        for item in self._items:
            size = item.sizeHint()
            if x > inside.x() and x + size.width() > inside.right() + 1:
                x, y, line = inside.x(), y + line + self.spacing(), 0
            if really:
                item.setGeometry(QRect(QPoint(x, y), size))
            x += size.width() + self.spacing()
            line = max(line, size.height())
        return y + line - rect.y() + self.contentsMargins().bottom()
