"""A row that goes on to further lines when there is no room: buttons are never cut off."""

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from desktop.ui.base.theme import px


class FlowLayout(QLayout):
    """Lines from left to right; each widget has the size it asks for, the stretching one what is left."""

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        margins: QMargins | None = None,
        gap: int = 8,
        line_gap: int = 8,
    ) -> None:
        """Start empty.

        Args:
            parent: the owner.
            margins: room around, px at 100%.
            gap: between widgets, px at 100%.
            line_gap: between lines, px at 100%.
        """
        super().__init__(parent)
        self._wanted_gap, self._wanted_line_gap = gap, line_gap
        self._items: list[QLayoutItem] = []
        around = margins or QMargins()
        self.setContentsMargins(px(around.left()), px(around.top()), px(around.right()), px(around.bottom()))

    @property
    def _gap(self) -> int:
        return px(self._wanted_gap)

    @property
    def _line_gap(self) -> int:
        return px(self._wanted_line_gap)

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
        return self._place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        """Put everything in its place."""
        super().setGeometry(rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:
        """All on one line."""
        shown = [item.sizeHint() for item in self._items if not item.isEmpty()]
        edges = self.contentsMargins()
        width = sum(size.width() for size in shown) + self._gap * max(len(shown) - 1, 0)
        height = max((size.height() for size in shown), default=0)
        return QSize(width + edges.left() + edges.right(), height + edges.top() + edges.bottom())

    def minimumSize(self) -> QSize:
        """Room for the widest on a line of its own."""
        shown = [item.minimumSize() for item in self._items if not item.isEmpty()]
        edges = self.contentsMargins()
        width = max((size.width() for size in shown), default=0)
        height = max((size.height() for size in shown), default=0)
        return QSize(width + edges.left() + edges.right(), height + edges.top() + edges.bottom())

    def _place(self, rect: QRect, *, move: bool) -> int:
        edges = self.contentsMargins()
        area = rect.adjusted(edges.left(), edges.top(), -edges.right(), -edges.bottom())
        top = area.top()
        for line in self._lines(area.width()):
            height = max(item.sizeHint().height() for item in line)
            if move:
                self._place_line(line, QRect(area.left(), top, area.width(), height))
            top += height + self._line_gap
        return max(top - self._line_gap, area.top()) - rect.top() + edges.bottom()

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = []
        room = 0
        for item in self._items:
            if item.isEmpty():
                continue
            need = item.sizeHint().width()
            if not lines or room < need + self._gap:
                lines.append([])
                room = width + self._gap
            lines[-1].append(item)
            room -= need + self._gap
        return lines

    def _place_line(self, line: list[QLayoutItem], rect: QRect) -> None:
        used = sum(item.sizeHint().width() for item in line) + self._gap * (len(line) - 1)
        takers = [item for item in line if item.expandingDirections() & Qt.Orientation.Horizontal]
        spare = max(rect.width() - used, 0) // len(takers) if takers else 0
        left = rect.left()
        for item in line:
            size = item.sizeHint()
            width = min(size.width() + (spare if item in takers else 0), rect.width())
            top = rect.top() + (rect.height() - size.height()) // 2
            item.setGeometry(QRect(QPoint(left, top), QSize(width, size.height())))
            left += width + self._gap
