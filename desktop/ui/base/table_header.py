"""Column headers: words, and an arrow on the one that sorts."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from desktop.ui.base.id_table import IdTableModel
from desktop.ui.base.paint import draw_icon
from desktop.ui.base.theme import px, theme
from desktop.ui.base.tokens import Size, Weight

HEADER_HEIGHT = 32


class RecordHeader(QHeaderView):
    """The header row of a `RecordTable`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make it.

        Args:
            parent: the table.
        """
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(1)

    def sizeHint(self) -> QSize:
        """32 px tall at 100%."""
        return QSize(super().sizeHint().width(), px(HEADER_HEIGHT))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Draw one header."""
        now = theme()
        painter.save()
        painter.fillRect(rect, now.colour("surface2"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, now.colour("line2"))
        model = self.model()
        if isinstance(model, IdTableModel):
            column = model.columns[section]
            words = rect.adjusted(px(18 if section == 0 else 8), 0, 0 if column.align_right else -px(8), 0)
            font = now.font(Size.SECOND, Weight.SEMI)
            painter.setFont(font)
            painter.setPen(now.colour("ink2"))
            side = Qt.AlignmentFlag.AlignRight if column.align_right else Qt.AlignmentFlag.AlignLeft
            painter.drawText(words, int(side | Qt.AlignmentFlag.AlignVCenter), column.title)
            key, descending = model.sorted_by
            if key == column.key and not column.align_right:
                left = words.left() + QFontMetrics(font).horizontalAdvance(column.title) + px(4)
                arrow = QRect(left, rect.top(), px(16), rect.height())
                draw_icon(painter, "chevron-down" if not descending else "chevron-up", arrow, "ink2", 16)
        painter.restore()
