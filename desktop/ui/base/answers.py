"""Answers one below the other, each with a single letter that gives it."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desktop.ui.base.keycap import draw_keys, keys_width
from desktop.ui.base.paint import box, draw_icon
from desktop.ui.base.segmented import ARROWS, Choice
from desktop.ui.base.theme import px, theme
from desktop.ui.base.tokens import Size, Weight


class _Answer(QPushButton):
    """One answer: icon, words, what follows from it, and its letter."""

    def __init__(self, choice: Choice, parent: QWidget, *, beside: bool) -> None:
        super().__init__(choice.text, parent)
        self.choice, self._beside = choice, beside
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(choice.text)
        self.setAccessibleDescription(choice.note)

    def sizeHint(self) -> QSize:
        words = QFontMetrics(theme().font(Size.BODY, Weight.SEMI)).horizontalAdvance(self.choice.text)
        note = QFontMetrics(theme().font(Size.SECOND)).horizontalAdvance(self.choice.note)
        keys = px(12) + keys_width((self.choice.key,)) if self.choice.key else 0
        return QSize(
            px(43) + max(words, note) + keys + px(13), px(50 if self.choice.note and not self._beside else 36)
        )

    def minimumSizeHint(self) -> QSize:
        return QSize(px(160), self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
        elif event.key() in ARROWS:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        able = self.isEnabled()
        lit = self.hasFocus() or self.isDown()
        fill = "sunk" if not able else "tint" if lit else "hover" if self.underMouse() else "surface"
        box(painter, self.rect(), fill=fill, edge="ctl" if able else "line2", dashed=not able)
        if self.choice.icon:
            token = "accent" if lit else "ink2"
            draw_icon(painter, self.choice.icon, QRect(px(13), 0, px(20), self.height()), token, 18)
        self._draw_words(painter, able)
        if self.choice.key:
            wide = keys_width((self.choice.key,))
            cap = QRect(self.width() - wide - px(11), 0, wide, self.height())
            draw_keys(painter, (self.choice.key,), cap, theme().colour("ink2"), fill="surface")

    def _draw_words(self, painter: QPainter, able: bool) -> None:
        right = keys_width((self.choice.key,)) + px(16) if self.choice.key else px(8)
        room = self.rect().adjusted(px(43), 0, -right, 0)
        top = room
        if self.choice.note and not self._beside:
            top = QRect(room.left(), room.top() + px(7), room.width(), px(18))
            painter.setFont(theme().font(Size.SECOND))
            painter.setPen(theme().colour("ink2" if able else "ink3"))
            below = QRect(room.left(), room.top() + px(26), room.width(), px(18))
            shown = painter.fontMetrics().elidedText(
                self.choice.note, Qt.TextElideMode.ElideRight, below.width()
            )
            painter.drawText(below, Qt.AlignmentFlag.AlignVCenter, shown)
        painter.setFont(theme().font(Size.BODY, Weight.SEMI))
        painter.setPen(theme().colour("ink" if able else "ink3"))
        painter.drawText(top, Qt.AlignmentFlag.AlignVCenter, self.choice.text)
        if self.choice.note and self._beside:
            wide = painter.fontMetrics().horizontalAdvance(self.choice.text) + px(7)
            rest = room.adjusted(wide, 0, 0, 0)
            painter.setFont(theme().font(Size.SECOND))
            painter.setPen(theme().colour("ink2" if able else "ink3"))
            note = painter.fontMetrics().elidedText(
                self.choice.note, Qt.TextElideMode.ElideRight, rest.width()
            )
            painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter, note)


class AnswerButtons(QWidget):
    """The answers; while the keyboard is on one, up and down move and a letter answers.

    Signals:
        answered: the value of the answer given.
    """

    answered = Signal(object)

    def __init__(
        self,
        choices: Sequence[Choice],
        parent: QWidget | None = None,
        *,
        name: str = "",
        beside: bool = False,
    ) -> None:
        """Make the answers.

        Args:
            choices: in order; `Choice.key` is the letter.
            parent: the owner.
            name: the question; read aloud.
            beside: what follows from an answer stands on its line, not under it.
        """
        super().__init__(parent)
        self.setAccessibleName(name)
        self.letters_on = True
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        self.buttons = [_Answer(choice, self, beside=beside) for choice in choices]
        for button in self.buttons:
            column.addWidget(button)
            button.clicked.connect(self._on_clicked)
        if self.buttons:
            self.setFocusProxy(self.buttons[0])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters answer; up and down move."""
        if event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier):
            typed = event.text().upper()
            for button in self.buttons:
                if self.letters_on and typed and button.choice.key.upper() == typed and button.isEnabled():
                    button.click()
                    return
            step = ARROWS.get(Qt.Key(event.key()))
            if step is not None:
                self._move(step)
                return
        super().keyPressEvent(event)

    def _move(self, step: int) -> None:
        able = [button for button in self.buttons if button.isEnabled()]
        at = next((at for at, button in enumerate(able) if button.hasFocus()), 0)
        if able:
            able[min(max(at + step, 0), len(able) - 1)].setFocus(Qt.FocusReason.TabFocusReason)

    def _on_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, _Answer):
            self.answered.emit(button.choice.value)
