"""Surfaces that hold other things: cards, headings, lines, and what shows when there is nothing."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from desktop.ui.base.label import Label
from desktop.ui.base.paint import draw_icon
from desktop.ui.base.theme import px


class Card(QFrame):
    """A white box with a thin edge; add widgets to `column`."""

    def __init__(self, parent: QWidget | None = None, *, role: str = "card", pad: int = 14) -> None:
        """Make a box.

        Args:
            parent: the owner.
            role: ``card``, ``note``, ``pane``, ``bar``, ``sunk`` or ``strip``; see the style sheet.
            pad: room inside, px at 100%.
        """
        super().__init__(parent)
        self.setProperty("role", role)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(px(pad), px(pad), px(pad), px(pad))
        self.column.setSpacing(px(8))


class Rule(QFrame):
    """A thin line; decoration only."""

    def __init__(self, parent: QWidget | None = None, *, upright: bool = False) -> None:
        """Make a line, lying unless `upright`."""
        super().__init__(parent)
        self.setProperty("role", "vrule" if upright else "rule")


class SectionHeader(QWidget):
    """A heading with a quieter note after it and room for buttons at the right."""

    def __init__(self, title: str, note: str = "", parent: QWidget | None = None) -> None:
        """Make a heading.

        Args:
            title: what follows.
            note: a count or a hint, or empty.
            parent: the owner.
        """
        super().__init__(parent)
        self.title = Label(title, self, kind="section")
        self.note = Label(note, self, kind="second", wrap=True)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(px(9))
        self._row.addWidget(self.title)
        self._row.addWidget(self.note, 1)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def add_button(self, button: QWidget) -> None:
        """Put a button at the right."""
        self._row.addWidget(button)


class Glyph(QWidget):
    """An icon on its own, decoration for the words beside it."""

    def __init__(
        self, name: str, parent: QWidget | None = None, *, tone: str = "ink2", size: int = 18
    ) -> None:
        """Show an icon.

        Args:
            name: of the icon.
            parent: the owner.
            tone: colour token.
            size: px at 100%.
        """
        super().__init__(parent)
        self._name, self._tone, self._size = name, tone, size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_icon(self, name: str, tone: str = "ink2") -> None:
        """Show another."""
        self._name, self._tone = name, tone
        self.update()

    def sizeHint(self) -> QSize:
        """A square."""
        return QSize(px(self._size), px(self._size))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        draw_icon(QPainter(self), self._name, self.rect(), self._tone, self._size)


class EmptyState(QWidget):
    """One friendly sentence where a list would be, and perhaps the button that starts it."""

    def __init__(self, text: str, parent: QWidget | None = None, *, icon: str = "inbox") -> None:
        """Say what is so.

        Args:
            text: what is so and what to do.
            parent: the owner.
            icon: above the words.
        """
        super().__init__(parent)
        self._words = Label(text, self, kind="body", tone="ink2", wrap=True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.setAccessibleName(text)  # a list that empties leaves the keyboard here
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(px(9), px(9), px(9), px(9))
        self._column.setSpacing(px(12))
        self._column.addStretch(1)
        self._column.addWidget(Glyph(icon, self, tone="ink3", size=28), 0, Qt.AlignmentFlag.AlignHCenter)
        self._column.addWidget(self._words)
        self._column.addStretch(2)

    def set_text(self, text: str) -> None:
        """Say something else."""
        self._words.setText(text)
        self.setAccessibleName(text)

    def add_button(self, button: QWidget) -> None:
        """Put a button under the words."""
        self._column.insertWidget(self._column.count() - 1, button, 0, Qt.AlignmentFlag.AlignHCenter)


def scrolling(content: QWidget, parent: QWidget | None = None) -> QScrollArea:
    """Put something tall into a place that scrolls up and down only.

    Args:
        content: what is shown.
        parent: the owner.
    """
    area = QScrollArea(parent)
    area.setWidget(content)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.viewport().setAutoFillBackground(False)
    content.setAutoFillBackground(False)
    return area
