"""Small parts of both screens: a question over its answer, two side by side, and a section of a pane."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QBoxLayout,
    QComboBox,
    QGridLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.phones import national
from desktop.ui.base.card import Rule
from desktop.ui.base.field import ErrorBlock
from desktop.ui.base.flow import FlowLayout
from desktop.ui.base.i18n import tr
from desktop.ui.base.label import Label
from desktop.ui.base.theme import px

STACKED_BELOW = 560
"""Width, px at 100%, under which what stands side by side is stacked."""


class Question(QWidget):
    """A question, a hint after it, and below them what answers it and what is wrong with it."""

    def __init__(self, text: str, field: QWidget, hint: str = "", parent: QWidget | None = None) -> None:
        """Ask.

        Args:
            text: the question.
            field: what answers it; it takes the question as its name.
            hint: quieter, after the question.
            parent: the owner.
        """
        super().__init__(parent)
        self.label = Label(text, self, kind="field")
        self.label.setBuddy(field)
        field.setAccessibleName(text)
        self.field = field
        self.block = ErrorBlock(field)
        head = FlowLayout(line_gap=0)
        head.addWidget(self.label)
        if hint:
            head.addWidget(Label(hint, self, kind="second"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(5))
        column.addLayout(head)
        column.addWidget(self.block)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def ask(self, text: str) -> None:
        """Ask it in other words."""
        self.label.setText(text)
        self.field.setAccessibleName(text)


class SideBySide(QWidget):
    """Two halves, one below the other where there is no room."""

    def __init__(
        self,
        left: QWidget,
        right: QWidget,
        parent: QWidget | None = None,
        *,
        stacked_below: int = STACKED_BELOW,
    ) -> None:
        """Hold both.

        Args:
            left: the first.
            right: the second.
            parent: the owner.
            stacked_below: the width under which they are stacked, px at 100%.
        """
        super().__init__(parent)
        self._least = stacked_below
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(px(20))
        for half in (left, right):
            self._row.addWidget(half, 1, Qt.AlignmentFlag.AlignTop)

    def minimumSizeHint(self) -> QSize:
        """It may always be as narrow as its wider half."""
        halves = [self._row.itemAt(at).minimumSize().width() for at in range(self._row.count())]  # type: ignore[union-attr]
        return QSize(max(halves, default=0), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stack them, or not."""
        super().resizeEvent(event)
        stacked = self.width() < px(self._least)
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._row.setDirection(down if stacked else across)


def section(title: str, *lines: QWidget | QLayout) -> QWidget:
    """A heading of a pane and its lines.

    Args:
        title: the heading.
        lines: below it.
    """
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(px(18), px(14), px(18), px(14))
    column.setSpacing(px(8))
    column.addWidget(Label(title, kind="field", wrap=True))
    for line in lines:
        if isinstance(line, QLayout):
            column.addLayout(line)
        else:
            column.addWidget(line)
    return made


def numbers(phones: Sequence[tuple[str, str]]) -> QGridLayout:
    """Whom to ring, and the numbers large beside them.

    Args:
        phones: who, and the number as stored.
    """
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(px(12))
    grid.setVerticalSpacing(px(6))
    grid.setColumnStretch(0, 1)
    for at, (who, number) in enumerate(phones):
        grid.addWidget(Label(who, kind="second", wrap=True), at, 0, Qt.AlignmentFlag.AlignVCenter)
        words = Label(national(number) or number, kind="section")
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        grid.addWidget(words, at, 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return grid


def emergency() -> tuple[tuple[str, str], ...]:
    """Numbers that are the same in the whole of the UK."""
    return ((tr("Danger to life"), "999"), (tr("Police, not urgent"), "101"))


def as_typed(words: str) -> str:
    """Words of a button, tick or menu with what somebody typed in them: its ``&`` is shown as it is."""
    return words.replace("&", "&&")


def chain(widgets: Iterable[QWidget]) -> None:
    """Let Tab go from one widget to the next.

    Args:
        widgets: in order, of one window.
    """
    for before, after in pairwise(widgets):
        QWidget.setTabOrder(before, after)


def refill(column: QVBoxLayout, parts: Sequence[QWidget]) -> None:
    """Put parts into a pane in place of those before, with lines between, all at the top.

    Args:
        column: of the pane.
        parts: from top to bottom.
    """
    empty(column)
    for at, part in enumerate(parts):
        if at:
            column.addWidget(Rule())
        column.addWidget(part)
    column.addStretch(1)


def empty(layout: QLayout) -> None:
    """Take everything out of a layout; what was in it says nothing from now on."""
    while layout.count():
        item = layout.takeAt(0)
        widget = item.widget() if item is not None else None
        if widget is not None:
            silence(widget)
            widget.hide()
            widget.deleteLater()


def silence(widget: QWidget) -> None:
    """Empty a widget and all in it of words at once, before it goes: what was read must not linger."""
    for one in [widget, *widget.findChildren(QWidget)]:
        one.setAccessibleName("")
        one.setAccessibleDescription("")
        one.setToolTip("")
        if isinstance(one, QLabel | QAbstractButton):
            one.setText("")
        elif isinstance(one, QLineEdit | QPlainTextEdit | QComboBox):
            one.clear()
