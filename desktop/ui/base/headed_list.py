"""A list under a head of its own, with what it says when it is empty, beside the pane of what is chosen."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget


class HeadedList(QSplitter):
    """The two side by side.

    Attributes:
        stack: the table, or what stands there when it is empty.
    """

    def __init__(
        self,
        head: QHBoxLayout | QVBoxLayout,
        table: QWidget,
        empty: QWidget,
        pane: QWidget,
        parent: QWidget,
    ) -> None:
        """Lay them out.

        Args:
            head: what stands over the list.
            table: the list.
            empty: shown instead of it.
            pane: at the right.
            parent: the owner.
        """
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.stack = QStackedWidget(parent)
        self.stack.addWidget(table)
        self.stack.addWidget(empty)
        left = QFrame(parent)
        left.setProperty("role", "pane")
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.stack, 1)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)
        self.addWidget(left)
        self.addWidget(pane)
        self.setStretchFactor(0, 1)
