"""Ticks, one-of-few circles and drop-down lists."""

from collections.abc import Iterable
from itertools import pairwise

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QFontMetrics, QPainter, QPaintEvent, QPen, QShowEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QComboBox,
    QLabel,
    QListView,
    QRadioButton,
    QSizePolicy,
    QWidget,
)

from desktop.ui.base.paint import box, draw_icon
from desktop.ui.base.theme import px, theme
from desktop.ui.base.tokens import Radius

_SIDE, _GAP = 18, 8


def _choice_size(button: QAbstractButton) -> QSize:
    words = QFontMetrics(button.font()).size(Qt.TextFlag.TextShowMnemonic, button.text()).width()
    return QSize(px(_SIDE) + px(_GAP) + words + px(4), px(26))


def _draw_words(painter: QPainter, button: QAbstractButton) -> None:
    painter.setFont(button.font())
    painter.setPen(theme().colour("ink" if button.isEnabled() else "ink3"))
    rect = button.rect().adjusted(px(_SIDE) + px(_GAP), 0, 0, 0)
    painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextShowMnemonic, button.text())


class CheckBox(QCheckBox):
    """A tick box with words after it."""

    def __init__(self, text: str = "", parent: QWidget | None = None, *, checked: bool = False) -> None:
        """Make a tick box.

        Args:
            text: what ticking it means.
            parent: the owner.
            checked: whether it starts ticked.
        """
        super().__init__(text, parent)
        self.setChecked(checked)

    def sizeHint(self) -> QSize:
        """Room for box and words."""
        return _choice_size(self)

    def hitButton(self, pos: object) -> bool:
        """The words can be clicked too."""
        return self.rect().contains(pos)  # type: ignore[call-overload,no-any-return]

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw box, tick and words."""
        painter = QPainter(self)
        side = px(_SIDE)
        rect = QRect(0, (self.height() - side) // 2, side, side)
        if not self.isEnabled():
            box(painter, rect, fill="sunk", edge="line2", radius=Radius.BOX, dashed=True)
        elif self.isChecked():
            box(painter, rect, fill="accenthov" if self.underMouse() else "accent", radius=Radius.BOX)
        else:
            fill = "hover" if self.underMouse() else "surface"
            box(painter, rect, fill=fill, edge="ctl", radius=Radius.BOX)
        if self.isChecked():
            self._draw_tick(painter, QRectF(rect))
        _draw_words(painter, self)

    def _draw_tick(self, painter: QPainter, rect: QRectF) -> None:
        unit = rect.width() / 18
        pen = QPen(theme().colour("onaccent" if self.isEnabled() else "ink3"), 2 * unit)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        corner = rect.topLeft()
        points = [(4.8, 9.2), (7.7, 12.1), (13.2, 6.4)]
        for (x1, y1), (x2, y2) in pairwise(points):
            painter.drawLine(corner + QPointF(x1, y1) * unit, corner + QPointF(x2, y2) * unit)


class RadioButton(QRadioButton):
    """One of a few, drawn as a circle with words after it."""

    def sizeHint(self) -> QSize:
        """Room for circle and words."""
        return _choice_size(self)

    def hitButton(self, pos: object) -> bool:
        """The words can be clicked too."""
        return self.rect().contains(pos)  # type: ignore[call-overload,no-any-return]

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw circle, dot and words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = px(_SIDE)
        rect = QRectF(0, (self.height() - side) // 2, side, side)
        on = self.isChecked()
        token = "line2" if not self.isEnabled() else "accent" if on else "ctl"
        width = 2.0 if on else 1.0
        painter.setPen(QPen(theme().colour(token), width))
        painter.setBrush(theme().colour("hover" if self.underMouse() and not on else "surface"))
        painter.drawEllipse(rect.adjusted(width / 2, width / 2, -width / 2, -width / 2))
        if on:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme().colour(token))
            painter.drawEllipse(rect.center(), side * 0.235, side * 0.235)
        _draw_words(painter, self)


class ComboBox(QComboBox):
    """A drop-down list; each entry has words and a value, and the wheel never changes it by accident."""

    def __init__(
        self,
        choices: Iterable[tuple[object, str]] = (),
        parent: QWidget | None = None,
        *,
        name: str = "",
        prefix: str = "",
        small: bool = False,
    ) -> None:
        """Make a list.

        Args:
            choices: value and words of each entry.
            parent: the owner.
            name: read aloud when no label is its buddy.
            prefix: words shown before the chosen entry, such as ``Area:``.
            small: 30 px tall rather than 34.
        """
        super().__init__(parent)
        self._prefix = prefix
        self._small = small
        self._values: list[object] = []
        self._label: QLabel | None = None
        self.setView(QListView(self))
        self.setAccessibleName(name or prefix.rstrip(":"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.set_choices(choices)

    def set_choices(self, choices: Iterable[tuple[object, str]]) -> None:
        """Replace the entries, keeping the chosen value where it still exists."""
        kept = self.value()
        blocked = self.blockSignals(True)
        self.clear()
        self._values = []
        for value, words in choices:
            self._values.append(value)
            self.addItem(words)
        self.set_value(kept)
        self.blockSignals(blocked)
        self.updateGeometry()

    def value(self) -> object:
        """The value of the chosen entry; None when the list is empty.

        The values are kept here: Qt's own item data gives a ``StrEnum`` member back as a bare string, and a
        rule that asks ``kind is CheckKind.DBS`` would then be passed over in silence.
        """
        at = self.currentIndex()
        return self._values[at] if 0 <= at < len(self._values) else None

    def values(self) -> list[object]:
        """The values on offer, in their order."""
        return list(self._values)

    def set_value(self, value: object) -> bool:
        """Choose the entry with a value.

        Returns:
            Whether there is such an entry; if not, the first is chosen.
        """
        if value in self._values:
            self.setCurrentIndex(self._values.index(value))
            return True
        self.setCurrentIndex(0 if self.count() else -1)
        return False

    def showEvent(self, event: QShowEvent) -> None:
        """Have a label for screen readers: on Linux Qt tells them the chosen entry in place of the name."""
        super().showEvent(event)
        parent, spoken = self.parentWidget(), QAccessible.queryAccessibleInterface(self)
        labels = spoken.relations(QAccessible.RelationFlag.Label) if spoken is not None else []
        if parent is None or any(one.object() is not self._label for one, _ in labels):
            return
        if self._label is None:
            self._label = QLabel()
            self._label.setTextFormat(Qt.TextFormat.PlainText)
            self._label.setBuddy(self)
            self.destroyed.connect(self._label.deleteLater)
        self._label.setText(self.accessibleName())
        self._label.setParent(parent)
        self._label.hide()

    def sizeHint(self) -> QSize:
        """Room for the widest entry."""
        metrics = QFontMetrics(self.font())
        widest = max((metrics.horizontalAdvance(self.itemText(at)) for at in range(self.count())), default=60)
        before = metrics.horizontalAdvance(self._prefix + " ") if self._prefix else 0
        return QSize(before + widest + px(10) + px(32), px(30 if self._small else 34))

    def minimumSizeHint(self) -> QSize:
        """Long entries may be cut in a narrow place; the list itself shows them whole."""
        return QSize(min(self.sizeHint().width(), px(110)), self.sizeHint().height())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll instead."""
        event.ignore()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw box, prefix, words and arrow."""
        painter = QPainter(self)
        on = self.isEnabled()
        fill = "sunk" if not on else "hover" if self.underMouse() else "surface"
        box(painter, self.rect(), fill=fill, edge="ctl" if on else "line2", dashed=not on)
        arrow = QRect(self.width() - px(28), 0, px(22), self.height())
        draw_icon(painter, "chevron-down", arrow, "ink2" if on else "ink3", 16)
        left = px(10)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(theme().colour("ink" if on else "ink3"))
        font = self.font()
        if self._prefix:
            painter.setFont(font)
            words = self._prefix + " "
            painter.drawText(QRect(left, 0, self.width(), self.height()), middle, words)
            left += QFontMetrics(font).horizontalAdvance(words)
            font = theme().font(14, 600)
        painter.setFont(font)
        room = QRect(left, 0, arrow.left() - left, self.height())
        shown = QFontMetrics(font).elidedText(self.currentText(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, middle, shown)
