"""The ways help can come, one below the other: one is chosen, a letter or Enter takes it."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QFrame, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desktop.ui.base.i18n import tr
from desktop.ui.base.keycap import draw_keys, keys_width
from desktop.ui.base.label import set_tip
from desktop.ui.base.paint import box, draw_icon
from desktop.ui.base.segmented import ARROWS, Choice
from desktop.ui.base.theme import px, theme
from desktop.ui.base.tokens import Radius, Size, Weight

_STEPS = {Qt.Key.Key_J: 1, Qt.Key.Key_K: -1}


class _Route(QPushButton):
    """One way: icon, words, what it comes to, and its letter."""

    def __init__(self, choice: Choice, parent: "RouteList") -> None:
        super().__init__(choice.text, parent)
        self.choice = choice
        self.list = parent
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setProperty("halo", "parent")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.say(choice.note)

    def say(self, note: str) -> None:
        """Tell what this way comes to now."""
        self.note = note
        self.setAccessibleName(tr("{route}. {note}", route=self.choice.text, note=note))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(240), px(55))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(160), px(55))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        key = Qt.Key(event.key())
        if not plain or not self.list.take_key(key, event.text()):
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._clip(painter)
        on, able = self.isChecked(), self.isEnabled()
        fill = "sunk" if not able else "tint" if on else "hover" if self.underMouse() else "surface"
        painter.fillRect(self.rect(), theme().colour(fill))
        if on and able:
            painter.fillRect(0, 0, px(4), self.height(), theme().colour("accent"))
        if self.list.routes[0] is not self:
            painter.fillRect(0, 0, self.width(), 1, theme().colour("line2"))
        token = "accent" if on else "ink2" if able else "ink3"
        draw_icon(painter, self.choice.icon, QRect(px(12), 0, px(22), self.height()), token, 20)
        wide = keys_width((self.choice.key,))
        if able:
            cap = QRect(self.width() - wide - px(11), 0, wide, self.height())
            draw_keys(painter, (self.choice.key,), cap, theme().colour("ink2"), fill="surface")
        self._draw_words(painter, self.width() - px(44) - wide - px(18), able)

    def _draw_words(self, painter: QPainter, room: int, able: bool) -> None:
        flags = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(theme().font(Size.BODY, Weight.SEMI))
        painter.setPen(theme().colour("ink" if able else "ink3"))
        painter.drawText(QRect(px(44), px(9), room, px(18)), flags, self.choice.text)
        font = theme().font(Size.SECOND)
        shown = QFontMetrics(font).elidedText(self.note, Qt.TextElideMode.ElideRight, room)
        set_tip(self, self.note if shown != self.note else "")
        painter.setFont(font)
        painter.setPen(theme().colour("ink2" if able else "ink3"))
        painter.drawText(QRect(px(44), px(28), room, px(18)), flags, shown)

    def _clip(self, painter: QPainter) -> None:
        """Keep the first and the last inside the rounded frame."""
        first, last = self.list.routes[0] is self, self.list.routes[-1] is self
        if first or last:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            tall = px(20)
            rect = self.rect().adjusted(0, 0 if first else -tall, 0, 0 if last else tall)
            path = QPainterPath()
            path.addRoundedRect(rect.toRectF(), px(Radius.CONTROL) - 1, px(Radius.CONTROL) - 1)
            painter.setClipPath(path)


class RouteList(QFrame):
    """The ways.

    Signals:
        chosen: the way the choice moved to.
        taken: the way to take now, by its letter or Enter.
        moved: the keyboard asks for the next or the previous request: 1 or -1.
    """

    chosen = Signal(object)
    taken = Signal(object)
    moved = Signal(int)

    def __init__(self, parent: QWidget | None = None, *, name: str = "") -> None:
        """Make it, empty.

        Args:
            parent: the owner.
            name: what is being asked; read aloud.
        """
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.routes: list[_Route] = []
        self.letters_on = True
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, 1, 1, 1)
        self._column.setSpacing(0)

    def value(self) -> object:
        """The way chosen; None where none can be taken."""
        return next((one.choice.value for one in self.routes if one.isChecked() and one.isEnabled()), None)

    def able(self, value: object) -> bool:
        """Whether a way can be taken."""
        return any(one.choice.value == value and one.isEnabled() for one in self.routes)

    def show_routes(self, choices: Sequence[Choice], able: Sequence[bool], likely: object) -> None:
        """Show the ways; those there already are only told anew.

        Args:
            choices: ways, with what each comes to as `Choice.note`.
            able: which of them can be taken.
            likely: the way to choose.
        """
        had_focus = any(one.hasFocus() for one in self.routes)
        if [one.choice.value for one in self.routes] != [one.value for one in choices]:
            self._make(choices)
        for route, choice, can in zip(self.routes, choices, able, strict=True):
            route.say(choice.note)
            route.setEnabled(can)
        self.choose(likely)
        if had_focus:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def choose(self, value: object) -> None:
        """Choose a way without taking it."""
        for one in self.routes:
            one.setChecked(one.choice.value == value and one.isEnabled())
        chosen = next((one for one in self.routes if one.isChecked()), None)
        if chosen is not None:
            self.setFocusProxy(chosen)
        for one in self.routes:
            policy = Qt.FocusPolicy.StrongFocus if one is chosen else Qt.FocusPolicy.ClickFocus
            one.setFocusPolicy(policy)

    def take_key(self, key: Qt.Key, typed: str) -> bool:
        """Do what a key says while the keyboard is here; whether it says anything."""
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take(self.value())
        elif key in ARROWS:
            self._step(ARROWS[key])
        elif self.letters_on and key in _STEPS:
            self.moved.emit(_STEPS[key])
        elif self.letters_on and typed:
            return self.take_letter(typed)
        else:
            return False
        return True

    def take_letter(self, letter: str) -> bool:
        """Take the way a letter stands for; whether one does."""
        for one in self.routes:
            if one.choice.key.casefold() == letter.casefold() and one.isEnabled():
                self._take(one.choice.value)
                return True
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the frame."""
        box(QPainter(self), self.rect(), fill="surface", edge="ctl", radius=Radius.CONTROL)

    def _make(self, choices: Sequence[Choice]) -> None:
        for old in self.routes:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.routes = [_Route(choice, self) for choice in choices]
        for route in self.routes:
            self._column.addWidget(route)
            route.clicked.connect(self._on_clicked)

    def _step(self, step: int) -> None:
        able = [one for one in self.routes if one.isEnabled()]
        at = next((at for at, one in enumerate(able) if one.isChecked()), 0)
        target = able[min(max(at + step, 0), len(able) - 1)]
        self.choose(target.choice.value)
        target.setFocus(Qt.FocusReason.TabFocusReason)
        self.chosen.emit(target.choice.value)

    def _take(self, value: object) -> None:
        if value is not None:
            self.taken.emit(value)

    def _on_clicked(self) -> None:
        route = self.sender()
        if isinstance(route, _Route):
            self.choose(route.choice.value)
            self.chosen.emit(route.choice.value)
