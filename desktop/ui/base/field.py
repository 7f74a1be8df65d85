"""Where people type: single lines, longer text, and the block that says what is wrong with it."""

import unicodedata
from enum import StrEnum

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.base.label import Label, restyle
from desktop.ui.base.paint import box, draw_icon
from desktop.ui.base.spoken import announce
from desktop.ui.base.theme import px, theme


class FieldState(StrEnum):
    """What the edge of a field says."""

    REST = ""
    FILLED = "filled"
    WRONG = "wrong"


class Field(QLineEdit):
    """A single line of text.

    A value put in by us shows a tint and a dashed edge until it is typed over or confirmed.
    """

    def __init__(
        self,
        text: str = "",
        parent: QWidget | None = None,
        *,
        hint: str = "",
        name: str = "",
        icon_name: str = "",
        max_length: int = 0,
    ) -> None:
        """Make a field.

        Args:
            text: what it holds.
            parent: the owner.
            hint: shown while empty.
            name: read aloud when no label is its buddy.
            icon_name: drawn at the left, or empty.
            max_length: most characters taken; 0 for Qt's own limit.
        """
        self._icon = ""
        super().__init__(text, parent)
        self.setPlaceholderText(hint)
        self.setAccessibleName(name)
        if max_length:
            self.setMaxLength(max_length)
        self._icon = icon_name
        self._leave_room()
        self.setProperty("state", FieldState.REST)
        self.textEdited.connect(self._on_edited)

    @property
    def state(self) -> FieldState:
        """What the edge says now."""
        return FieldState(self.property("state"))

    def set_state(self, state: FieldState) -> None:
        """Change what the edge says."""
        if self.state is not state:
            self.setProperty("state", state)
            restyle(self)

    def fill_in(self, text: str) -> None:
        """Put in a value of ours, marked as unconfirmed."""
        self.setText(text)
        self.set_state(FieldState.FILLED)

    def confirm(self) -> None:
        """Take a value of ours as the person's own."""
        if self.state is FieldState.FILLED:
            self.set_state(FieldState.REST)

    def changeEvent(self, event: QEvent) -> None:
        """The icon grows with the text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._leave_room()

    def _leave_room(self) -> None:
        """Begin the text after the icon."""
        room = px(24) if self._icon else 0
        self.setTextMargins(*((room, 0, 0, 0) if self.isLeftToRight() else (0, 0, room, 0)))

    def sizeHint(self) -> QSize:
        """34 px tall at 100%, as wide as its content asks."""
        return QSize(max(super().sizeHint().width(), px(120)), px(34))

    def minimumSizeHint(self) -> QSize:
        """Height is kept."""
        return QSize(px(60), px(34))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the broken edge of what is off or not confirmed; style sheets draw it as dots."""
        super().paintEvent(event)
        if self._icon:
            at = px(10) if self.isLeftToRight() else self.width() - px(26)
            draw_icon(QPainter(self), self._icon, QRect(at, 0, px(16), self.height()), "ink3")
        if not self.isEnabled():
            box(QPainter(self), self.rect(), edge="line2", dashed=True)
        elif self.state is FieldState.FILLED:
            box(QPainter(self), self.rect(), edge="accent", dashed=True)

    def _on_edited(self, _text: str) -> None:
        self.confirm()


def runs_from_right(text: str) -> bool:
    """Whether a text's first letter with a direction is one that runs from the right (UAX #9, P2)."""
    directions = (unicodedata.bidirectional(letter) for letter in text)
    return next((one != "L" for one in directions if one in ("L", "R", "AL")), False)


class TextArea(QPlainTextEdit):
    """Several lines of plain text; Tab moves on."""

    def __init__(
        self,
        text: str = "",
        parent: QWidget | None = None,
        *,
        hint: str = "",
        name: str = "",
        lines: int = 3,
        max_length: int = 0,
    ) -> None:
        """Make a text area.

        Args:
            text: what it holds.
            parent: the owner.
            hint: shown while empty.
            name: read aloud when no label is its buddy.
            lines: how many are seen at once.
            max_length: most characters kept; 0 for no limit.
        """
        super().__init__(text, parent)
        self._lines = lines
        self._max = max_length
        self.setPlaceholderText(hint)
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setCursorWidth(2)
        self.setProperty("state", FieldState.REST)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(px(4))
        self.textChanged.connect(self._on_changed)

    @property
    def state(self) -> FieldState:
        """What the edge says now."""
        return FieldState(self.property("state"))

    def set_state(self, state: FieldState) -> None:
        """Change what the edge says."""
        if self.state is not state:
            self.setProperty("state", state)
            restyle(self)

    def sizeHint(self) -> QSize:
        """Room for the lines asked for."""
        line = QFontMetrics(self.font()).lineSpacing()
        return QSize(px(240), line * self._lines + px(4) * 2 + px(12))

    def minimumSizeHint(self) -> QSize:
        """At least one line less than asked for."""
        return QSize(px(120), self.sizeHint().height())

    def _follow_direction(self, text: str) -> None:
        """Lines of Arabic or Hebrew begin at the right, as they do in a field of one line."""
        document = self.document()
        option = document.defaultTextOption()
        wanted = Qt.AlignmentFlag.AlignRight if runs_from_right(text) else Qt.AlignmentFlag.AlignLeft
        if option.alignment() != wanted:
            option.setAlignment(wanted)
            document.setDefaultTextOption(option)

    def _on_changed(self) -> None:
        text = self.toPlainText()
        self._follow_direction(text)
        if self._max and len(text) > self._max:
            cursor = self.textCursor()
            at = cursor.position()
            self.setPlainText(text[: self._max])
            cursor.setPosition(min(at, self._max))
            self.setTextCursor(cursor)


class ErrorMark(QWidget):
    """The red circle with a mark before a message."""

    def sizeHint(self) -> QSize:
        """18 px square at 100%."""
        return QSize(px(18), px(18))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the mark."""
        draw_icon(QPainter(self), "alert-circle", self.rect(), "danger", 16)


class ErrorBlock(QFrame):
    """Holds a field and, when something is wrong with it, says what above it beside a 4 px red edge."""

    def __init__(self, field: QWidget, parent: QWidget | None = None) -> None:
        """Wrap a field.

        Args:
            field: what is typed in; a `Field` or `TextArea` gets a red edge too.
            parent: the owner.
        """
        super().__init__(parent)
        self.field = field
        self._line = QWidget(self)
        self._words = Label("", self._line, kind="wrong", wrap=True)
        row = QHBoxLayout(self._line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(4))
        row.addWidget(ErrorMark(self._line), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        self._stack = QVBoxLayout(self)
        self._stack.setSpacing(px(6))
        self._stack.addWidget(self._line)
        self._stack.addWidget(field)
        self.clear()

    @property
    def message(self) -> str:
        """What is wrong, or empty."""
        return self._words.text()

    def say(self, message: str) -> None:
        """Say what is wrong; it is read aloud, and again with the field whenever the keyboard comes there.

        Args:
            message: what is wrong and how to put it right.
        """
        if message != self.message and self.isVisible():
            announce(self.field, message)
        self._words.setText(message)
        self._line.setVisible(bool(message))
        self._stack.setContentsMargins(px(16) if message else 0, 0, 0, 0)
        self.field.setAccessibleDescription(message)
        if isinstance(self.field, Field | TextArea):
            if message:
                self.field.set_state(FieldState.WRONG)
            elif self.field.state is FieldState.WRONG:
                self.field.set_state(FieldState.REST)
        self.update()

    def clear(self) -> None:
        """Say nothing."""
        self.say("")

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the edge while something is wrong."""
        if self.message:
            QPainter(self).fillRect(0, 0, px(4), self.height(), theme().colour("dangerfill"))
