"""A row of joined buttons of which at most one is chosen; arrow keys move the choice."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from db.enums import Urgency
from desktop.ui.base.paint import box, draw_icon, draw_urgency
from desktop.ui.base.theme import px, theme
from desktop.ui.base.tokens import Radius, Size, Weight

ARROWS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
"""Which way an arrow key moves a choice."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few.

    Attributes:
        value: what choosing it means.
        text: its words.
        icon: an icon before the words, or empty.
        urgency: a shape before the words instead, or None.
        note: a second line, where there is room for one.
        key: the single key that picks it, or empty.
    """

    value: object
    text: str
    icon: str = ""
    urgency: Urgency | None = None
    note: str = ""
    key: str = ""


class _Segment(QPushButton):
    """One button of the row."""

    def __init__(self, choice: Choice, parent: "Segmented") -> None:
        super().__init__(choice.text, parent)
        self.choice = choice
        self.row = parent
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setProperty("halo", "parent")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def _clip_corners(self, painter: QPainter) -> None:
        """Keep the outer buttons inside the rounded frame."""
        first, last = self.row.buttons[0] is self, self.row.buttons[-1] is self
        if first or last:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            wide = px(20)
            rect = self.rect().adjusted(0 if first else -wide, 0, 0 if last else wide, 0)
            path = QPainterPath()
            corner = px(Radius.CONTROL) - theme().edge
            path.addRoundedRect(rect.toRectF(), corner, corner)
            painter.setClipPath(path)

    def _mark_width(self) -> int:
        return px(14) + px(8) if self.choice.icon or self.choice.urgency else 0

    def _words_width(self) -> int:
        return QFontMetrics(theme().font(Size.BODY, Weight.SEMI)).horizontalAdvance(self.choice.text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = ARROWS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.row.move_choice(step)

    def sizeHint(self) -> QSize:
        return QSize(self._words_width() + self._mark_width() + 2 * px(self.row.pad), px(34))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._words_width() + self._mark_width() + px(12), px(34))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._clip_corners(painter)
        on, able = self.isChecked(), self.isEnabled()
        fill = "tint" if on else "hover" if self.underMouse() and able else "surface" if able else "sunk"
        painter.fillRect(self.rect(), theme().colour(fill))
        if on:
            painter.fillRect(0, self.height() - px(3), self.width(), px(3), theme().colour("accent"))
        if self.row.buttons[0] is not self:
            painter.fillRect(0, 0, theme().edge, self.height(), theme().colour("line2"))
        left = max((self.width() - self._words_width() - self._mark_width()) // 2, 0)
        mark = QRect(left, 0, px(14), self.height())
        if self.choice.urgency:
            draw_urgency(painter, self.choice.urgency, mark)
        elif self.choice.icon:
            draw_icon(painter, self.choice.icon, mark, "ink2", 16)
        painter.setFont(theme().font(Size.BODY, Weight.SEMI if on else Weight.MEDIUM))
        painter.setPen(theme().colour("ink" if on else "ink2" if able else "ink3"))
        words = QRect(left + self._mark_width(), 0, self.width(), self.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.choice.text)


class Segmented(QFrame):
    """The row.

    Signals:
        chosen: the value picked by the person.
    """

    chosen = Signal(object)

    def __init__(
        self, choices: Iterable[Choice], parent: QWidget | None = None, *, name: str = "", pad: int = 13
    ) -> None:
        """Make a row with nothing chosen.

        Args:
            choices: what can be picked, left to right.
            parent: the owner.
            name: what is being asked; read aloud.
            pad: room beside the words, px at 100%.
        """
        super().__init__(parent)
        self.pad = pad
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._row = QHBoxLayout(self)
        self._row.setSpacing(0)
        self._leave_edge()
        self.buttons: list[_Segment] = []
        for choice in choices:
            button = _Segment(choice, self)
            button.setAccessibleName(f"{name}: {choice.text}" if name else choice.text)
            self._group.addButton(button)
            self._row.addWidget(button)
            self.buttons.append(button)
        self._group.buttonClicked.connect(self._on_clicked)
        if self.buttons:
            self.setFocusProxy(self.buttons[0])

    def value(self) -> object:
        """What is chosen; None when nothing is."""
        button = self._group.checkedButton()
        return button.choice.value if isinstance(button, _Segment) else None

    def set_value(self, value: object) -> None:
        """Choose a value without telling anybody; one that is not offered clears the choice."""
        self._group.setExclusive(False)
        for button in self.buttons:
            button.setChecked(value is not None and button.choice.value == value)
        self._group.setExclusive(True)
        chosen = self._group.checkedButton()
        if self.buttons:
            self.setFocusProxy(chosen or self.buttons[0])
        self.update()

    def move_choice(self, step: int) -> None:
        """Choose the neighbour of the button with the keyboard; the ends stop.

        Args:
            step: -1 or 1.
        """
        focused = next((at for at, button in enumerate(self.buttons) if button.hasFocus()), 0)
        target = min(max(focused + step, 0), len(self.buttons) - 1)
        self.buttons[target].setFocus(Qt.FocusReason.TabFocusReason)
        self.buttons[target].click()

    def changeEvent(self, event: QEvent) -> None:
        """Edges are thicker in high contrast."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._leave_edge()

    def _leave_edge(self) -> None:
        self._row.setContentsMargins(*[theme().edge] * 4)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Fill behind the buttons; the edge comes after them."""
        box(QPainter(self), self.rect(), fill="surface", edge="ctl", radius=Radius.CONTROL)

    def _on_clicked(self, button: _Segment) -> None:
        self.setFocusProxy(button)
        self.chosen.emit(button.choice.value)
