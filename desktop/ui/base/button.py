"""Buttons: one main one, many plain ones, quiet ones and those that need care."""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from desktop.ui.base.keycap import draw_keys, keys_width
from desktop.ui.base.label import set_tip
from desktop.ui.base.paint import box, draw_icon
from desktop.ui.base.permits import may
from desktop.ui.base.theme import px, theme
from desktop.ui.base.tokens import LEAST_TARGET, Radius, Size, Weight


class ButtonKind(StrEnum):
    """How much a button asks to be pressed."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    TONAL = "tonal"
    QUIET = "quiet"
    LINK = "link"
    DANGER = "danger"
    RESTRICTED = "restricted"
    RESTRICTED_MAIN = "restricted_main"
    ON_RESTRICTED = "on_restricted"


MAIN = frozenset({ButtonKind.PRIMARY, ButtonKind.RESTRICTED_MAIN})
"""What Ctrl+Enter presses."""


@dataclass(frozen=True, slots=True)
class _Look:
    """Tokens of one state: inside, edge, words, icon."""

    fill: str
    edge: str
    ink: str
    icon: str
    dashed: bool = False


_OFF = _Look("sunk", "line2", "ink3", "ink3", dashed=True)
_OFF_QUIET = _Look("", "", "ink3", "ink3")
_LOOKS = {
    ButtonKind.PRIMARY: (
        _Look("accent", "", "onaccent", "onaccent"),
        _Look("accenthov", "", "onaccent", "onaccent"),
        _Look("accentpress", "", "onaccent", "onaccent"),
    ),
    ButtonKind.SECONDARY: (
        _Look("surface", "ctl", "ink", "ink2"),
        _Look("hover", "ctl", "ink", "ink2"),
        _Look("tint2", "accent", "ink", "ink2"),
    ),
    ButtonKind.TONAL: (
        _Look("tint", "tint2", "accent", "accent"),
        _Look("tint2", "tint2", "accent", "accent"),
        _Look("tint2", "accent", "accent", "accent"),
    ),
    ButtonKind.QUIET: (
        _Look("", "", "ink2", "ink2"),
        _Look("hover", "", "ink", "ink2"),
        _Look("tint2", "", "ink", "ink2"),
    ),
    ButtonKind.LINK: (
        _Look("", "", "accent", "accent"),
        _Look("", "", "accenthov", "accenthov"),
        _Look("", "", "accentpress", "accentpress"),
    ),
    ButtonKind.DANGER: (
        _Look("surface", "danger", "danger", "danger"),
        _Look("dangerbg", "danger", "danger", "danger"),
        _Look("dangerbg", "danger", "danger", "danger"),
    ),
    ButtonKind.RESTRICTED: (
        _Look("surface", "restrline", "restr", "restr"),
        _Look("restrbg", "restr", "restr", "restr"),
        _Look("restrbg", "restr", "restr", "restr"),
    ),
    ButtonKind.ON_RESTRICTED: (
        _Look("restrfill", "onrestr", "onrestr", "onrestr"),
        _Look("restrbg", "onrestr", "restr", "restr"),
        _Look("restrbg", "onrestr", "restr", "restr"),
    ),
    ButtonKind.RESTRICTED_MAIN: (
        _Look("restrfill", "", "onrestr", "onrestr"),
        _Look("restrfill", "restrline", "onrestr", "onrestr"),
        _Look("restrfill", "onrestr", "onrestr", "onrestr"),
    ),
}


class Button(QPushButton):
    """A push button with an icon before its words and the keys that press it after them.

    With `spread` set, words stand at the left and keys at the right, for buttons as wide as their column.
    """

    def __init__(
        self,
        text: str,
        parent: QWidget | None = None,
        *,
        kind: ButtonKind = ButtonKind.SECONDARY,
        icon: str = "",
        keys: tuple[str, ...] = (),
        small: bool = False,
        icon_only: bool = False,
        action: str = "",
    ) -> None:
        """Make a button.

        Args:
            text: the verb; also what is read aloud.
            parent: the owner.
            kind: the look.
            icon: name of an icon, or empty.
            keys: key caps shown; the shortcut itself is set by whoever owns the action.
            small: 30 px tall rather than 34.
            icon_only: hide the words and show them as a tooltip.
            action: what it leads to, of `desktop.services.actions`; absent for whoever may not.
        """
        super().__init__(text, parent)
        self.action = action
        if not may(action):
            self.hide()
        self.kind = kind
        self.icon_name = icon
        self.keys = keys
        self.small = small
        self.icon_only = icon_only
        self.spread = False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)
        if icon_only:
            set_tip(self, text)

    def setVisible(self, visible: bool) -> None:
        """Show or hide it; what may not be done is never shown."""
        super().setVisible(visible and may(self.action))

    def set_words(self, text: str, *, icon: str | None = None) -> None:
        """Change the words, and the icon when given."""
        self.setText(text)
        self.setAccessibleName(text)
        self.icon_name = self.icon_name if icon is None else icon
        if self.icon_only:
            set_tip(self, text)
        self.updateGeometry()
        self.update()

    def set_icon_only(self, on: bool) -> None:
        """Hide or show the words; hidden, they are the tooltip."""
        if on != self.icon_only:
            self.icon_only = on
            set_tip(self, self.text() if on else "")
            self.updateGeometry()
            self.update()

    def switch_off(self, reason: str) -> None:
        """Make it unusable and say why in the tooltip and to screen readers.

        Args:
            reason: one plain sentence; empty switches it on again.
        """
        self.setEnabled(not reason)
        set_tip(self, reason or (self.text() if self.icon_only else ""))
        self.setAccessibleDescription(reason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button, as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """Room for icon, words and keys at the present text size."""
        height = px(LEAST_TARGET if self.kind is ButtonKind.LINK else 30 if self.small else 34)
        if self.icon_only:
            return QSize(height, height)
        parts = [self._words_width()]
        if self.icon_name:
            parts.append(px(16) + px(8))
        if self.keys:
            parts.append(keys_width(self.keys) + px(9))
        return QSize(max(sum(parts) + 2 * self._pad(), px(LEAST_TARGET)), height)

    def minimumSizeHint(self) -> QSize:
        """Words are never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the state the button is in."""
        painter = QPainter(self)
        look = self._look()
        box(painter, self.rect(), fill=look.fill, edge=look.edge, radius=Radius.CONTROL, dashed=look.dashed)
        if self.icon_only:
            draw_icon(painter, self.icon_name, self.rect(), look.icon, 18)
            return
        content = self.sizeHint().width() - 2 * self._pad()
        left = self._pad() if self.spread else max((self.width() - content) // 2, self._pad())
        self._draw_parts(painter, look, QPoint(left, 0))

    def _draw_parts(self, painter: QPainter, look: _Look, at: QPoint) -> None:
        height = self.height()
        left = at.x()
        if self.icon_name:
            draw_icon(painter, self.icon_name, QRect(left, 0, px(16), height), look.icon)
            left += px(16) + px(8)
        words = QRect(left, 0, self._words_width() + 2, height)
        painter.setFont(self._font())
        painter.setPen(theme().colour(look.ink))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextShowMnemonic
        painter.drawText(words, flags, self.text())
        if self.kind is ButtonKind.LINK:
            under = height // 2 + painter.fontMetrics().ascent() // 2 + px(2)
            painter.drawLine(left, under, left + self._words_width(), under)
        if self.keys:
            wide = keys_width(self.keys)
            at_right = self.width() - self._pad() - wide
            caps = QRect(at_right if self.spread else words.right() + px(8), 0, wide, height)
            draw_keys(painter, self.keys, caps, theme().colour(look.ink))

    def _look(self) -> _Look:
        if not self.isEnabled():
            return _OFF_QUIET if self.kind in (ButtonKind.QUIET, ButtonKind.LINK) else _OFF
        rest, hover, press = _LOOKS[self.kind]
        if self.isDown() or self.isChecked():
            return press
        return hover if self.underMouse() or self.property("show_hover") else rest

    def _font(self) -> QFont:
        quiet = self.kind in (ButtonKind.QUIET, ButtonKind.LINK)
        return theme().font(Size.BODY, Weight.MEDIUM if quiet else Weight.SEMI)

    def _pad(self) -> int:
        return 0 if self.kind is ButtonKind.LINK else px(13)

    def _words_width(self) -> int:
        return QFontMetrics(self._font()).size(Qt.TextFlag.TextShowMnemonic, self.text()).width()
