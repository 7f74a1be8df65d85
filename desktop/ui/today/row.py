"""One thing to do: its urgency, what is so, by when, and the button that does something about it."""

from datetime import datetime

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.services.today_items import TodayItem
from desktop.ui.base.button import Button, ButtonKind
from desktop.ui.base.i18n import tr
from desktop.ui.base.label import Label
from desktop.ui.base.paint import draw_urgency
from desktop.ui.base.theme import px, theme
from desktop.ui.today.words import deadline, said, second_line
from desktop.ui.words import say

_MARK, _VERB = 46, 114
"""Room of the urgency shape at the left, and least width of the button, px at 100%."""


class VerbButton(Button):
    """The button of a row; arrows, J and K go to the neighbours.

    Signals:
        step_asked: -1 or 1.
    """

    step_asked = Signal(int)
    STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_K: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_J: 1}

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, or press as any button."""
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        step = self.STEPS.get(Qt.Key(event.key())) if plain else None
        if step is None:
            super().keyPressEvent(event)
        else:
            self.step_asked.emit(step)


class TodayRow(QWidget):
    """A row of the list; it is filled again rather than made again, so that the keyboard stays.

    Signals:
        acted: the thing whose button was pressed.
    """

    acted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make it, empty."""
        super().__init__(parent)
        self.item: TodayItem | None = None
        self._lit = False
        self._sentence = Label("", self, kind="strong", wrap=True)
        self._second = Label("", self, kind="second", wrap=True)
        self._deadline = Label("", self, kind="second")
        self.button = VerbButton("", self)
        self.button.clicked.connect(lambda: self.acted.emit(self.item))
        self._build()

    @property
    def texts(self) -> tuple[str, str, str, str]:
        """Sentence, second line, deadline and verb, as shown."""
        return self._sentence.text(), self._second.text(), self._deadline.text(), self.button.text()

    def show_item(self, item: TodayItem, now: datetime, *, first: bool) -> None:
        """Show a thing to do.

        Args:
            item: the thing.
            now: the moment.
            first: it stands first, so its button is the main one.
        """
        self.item = item
        self._sentence.setText(said(item.sentence))
        self._second.setText(second_line(item))
        self._second.setVisible(bool(item.second))
        self.button.set_words(said(item.verb))
        self.button.kind = ButtonKind.PRIMARY if first else ButtonKind.SECONDARY
        self.tell_time(now)
        self.update()

    def tell_time(self, now: datetime) -> None:
        """Say by when, as it stands at a moment."""
        if self.item is None:
            return
        by = deadline(self.item, now)
        self._deadline.setText(by)
        sentence = said(self.item.sentence)
        self.button.setAccessibleName(
            tr("{verb}: {sentence}, {deadline}", verb=self.button.text(), sentence=sentence, deadline=by)
        )
        how = tr("How soon: {urgency}.", urgency=say(self.item.urgency))
        self.button.setAccessibleDescription(f"{how} {second_line(self.item)}".strip())

    def set_lit(self, lit: bool) -> None:
        """Tint the row the keyboard is, or was last, on."""
        if lit != self._lit:
            self._lit = lit
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press anywhere puts the keyboard on the row."""
        self.button.setFocus(Qt.FocusReason.MouseFocusReason)
        super().mousePressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Keep up with the text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_row"):
            self._measure()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the tint and the shape."""
        painter = QPainter(self)
        if self._lit:
            painter.fillRect(self.rect(), theme().colour("tint"))
            painter.fillRect(0, 0, px(4), self.height(), theme().colour("accent"))
        if self.item is not None:
            mark = QRect(px(16), 0, px(18), self.height())
            draw_urgency(painter, self.item.urgency, mark)

    def _build(self) -> None:
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        row = self._row = QHBoxLayout(self)
        words = QVBoxLayout()
        words.setSpacing(px(1))
        words.addWidget(self._sentence)
        words.addWidget(self._second)
        middle = Qt.AlignmentFlag.AlignVCenter
        row.addLayout(words, 1)
        row.addWidget(self._deadline, 0, middle)
        row.addWidget(self.button, 0, middle)
        self._measure()

    def _measure(self) -> None:
        """Take the lengths of the present text size."""
        self._row.setContentsMargins(px(_MARK), px(12), px(12), px(12))
        self._row.setSpacing(px(12))
        self.button.setMinimumWidth(px(_VERB))
