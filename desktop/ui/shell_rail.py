"""The rail: New call, the places, and how much work waits in each."""

from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from db.enums import Urgency
from desktop.ui.base.button import Button, ButtonKind
from desktop.ui.base.card import Rule, scrolling
from desktop.ui.base.i18n import tr
from desktop.ui.base.label import ElidedLabel, Label, set_tip
from desktop.ui.base.paint import box, draw_icon, draw_urgency
from desktop.ui.base.theme import px, theme
from desktop.ui.base.tokens import Radius, Size, Weight

RAIL_WIDTH, NARROW_WIDTH = 212, 52
FOOT = "foot"
"""The section whose places stand at the foot of the rail."""


@dataclass(frozen=True, slots=True)
class Badge:
    """Work that waits for a person in a place; never a total.

    Attributes:
        count: how many; 0 shows nothing.
        urgent: some of it cannot wait.
        locked: show a padlock and never a number.
    """

    count: int = 0
    urgent: bool = False
    locked: bool = False


class PlaceButton(QPushButton):
    """One place in the rail."""

    def __init__(self, key: str, title: str, icon: str, parent: QWidget | None = None) -> None:
        """Make it.

        Args:
            key: of the place.
            title: its name.
            icon: before the name.
            parent: the owner.
        """
        super().__init__(title, parent)
        self.key, self.title, self.icon_name = key, title, icon
        self.badge = Badge()
        self.narrow = False
        self.short = False
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_badge(self.badge)

    def set_badge(self, badge: Badge) -> None:
        """Show how much waits."""
        self.badge = badge
        waiting = tr("{count} waiting", count=badge.count) if badge.count and not badge.locked else ""
        self.setAccessibleName(f"{self.title}, {waiting}" if waiting else self.title)
        self.update()

    def set_shape(self, *, narrow: bool, short: bool) -> None:
        """Icons only, or lower for a low window."""
        self.narrow, self.short = narrow, short
        set_tip(self, self.title if narrow else "")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """30 px tall at 100%, 27 when the window is low."""
        return QSize(px(NARROW_WIDTH if self.narrow else RAIL_WIDTH), px(27 if self.short else 30))

    def minimumSizeHint(self) -> QSize:
        """Height is kept."""
        return QSize(px(40), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the place: a white box and a petrol bar when it is on show."""
        painter, now = QPainter(self), theme()
        inside = self.rect().adjusted(px(6 if self.narrow else 10), 0, -px(6 if self.narrow else 10), 0)
        on = self.isChecked()
        if on:
            box(painter, inside, fill="surface", edge="line2", radius=Radius.CONTROL)
            bar = QRect(0, self.height() // 2 - px(11), px(4), px(22))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(now.colour("accent"))
            painter.drawRoundedRect(bar.adjusted(-px(2), 0, 0, 0), px(2), px(2))
        elif self.underMouse():
            box(painter, inside, fill="railhover", radius=Radius.CONTROL)
        if self.narrow:
            draw_icon(painter, self.icon_name, inside, "accent" if on else "ink2", 18)
            self._draw_dot(painter, inside)
            return
        icon = QRect(px(20), 0, px(18), self.height())
        draw_icon(painter, self.icon_name, icon, "accent" if on else "ink2", 18)
        painter.setFont(now.font(Size.BODY, Weight.SEMI if on else Weight.MEDIUM))
        painter.setPen(now.colour("ink" if on else "ink2"))
        taken = px(46) if self.badge.count or self.badge.locked else px(12)
        words = self.rect().adjusted(px(48), 0, -taken, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.title)
        self._draw_badge(painter)

    def _draw_badge(self, painter: QPainter) -> None:
        right = self.width() - px(19)
        if self.badge.locked:
            draw_icon(painter, "lock", QRect(right - px(14), 0, px(14), self.height()), "ink2", 14)
            return
        if not self.badge.count:
            return
        words = f"{self.badge.count:,}"
        font = theme().font(Size.SECOND, Weight.SEMI)
        wide = QFontMetrics(font).horizontalAdvance(words)
        painter.setFont(font)
        painter.setPen(theme().colour("ink"))
        painter.drawText(
            QRect(right - wide, 0, wide + 2, self.height()), Qt.AlignmentFlag.AlignVCenter, words
        )
        if self.badge.urgent:
            mark = QRect(right - wide - px(17), 0, px(12), self.height())
            draw_urgency(painter, Urgency.TODAY, mark)

    def _draw_dot(self, painter: QPainter, inside: QRect) -> None:
        """The count in a small pill at the icon's corner."""
        if not self.badge.count or self.badge.locked:
            return
        font = theme().font(Size.KEY, Weight.SEMI)
        words = f"{self.badge.count:,}"
        wide = max(QFontMetrics(font).horizontalAdvance(words) + px(6), px(15))
        pill = QRect(inside.right() - wide + px(4), 0, wide, px(15))
        box(painter, pill, fill="surface", edge="line2", radius=7)
        painter.setFont(font)
        painter.setPen(theme().colour("danger" if self.badge.urgent else "ink"))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, words)


class Brand(QWidget):
    """The app's mark, its name and the hub's."""

    def __init__(self, hub_name: str, parent: QWidget | None = None) -> None:
        """Show a hub's name.

        Args:
            hub_name: as the hub calls itself.
            parent: the owner.
        """
        super().__init__(parent)
        self.setAccessibleName(f"Hubkeeper, {hub_name}")
        row = QHBoxLayout(self)
        column = QVBoxLayout()
        column.setSpacing(0)
        self._name = Label("Hubkeeper", self, kind="strong")
        self.hub = ElidedLabel(hub_name, self, kind="second")
        column.addWidget(self._name)
        column.addWidget(self.hub)
        row.addLayout(column, 1)
        self._margin = row
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_narrow(self, narrow: bool) -> None:
        """Show the mark only."""
        self._margin.setContentsMargins(px(52), px(8), px(8), px(6))
        self._name.setVisible(not narrow)
        self.hub.setVisible(not narrow)
        self.update()

    def sizeHint(self) -> QSize:
        """As tall as the top bar."""
        return QSize(px(RAIL_WIDTH), px(52))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the mark."""
        painter = QPainter(self)
        left = px(14) if self._name.isVisibleTo(self) else (self.width() - px(28)) // 2
        mark = QRect(left, (self.height() - px(28)) // 2, px(28), px(28))
        box(painter, mark, fill="accent", radius=Radius.CONTROL)
        draw_icon(painter, "home-heart", mark, "onaccent", 18)


class Rail(QWidget):
    """The rail.

    Signals:
        place_asked: the key of the place that was pressed.
        call_asked: New call was pressed.
    """

    place_asked = Signal(str)
    call_asked = Signal()

    def __init__(self, hub_name: str, parent: QWidget | None = None) -> None:
        """Make it, without places.

        Args:
            hub_name: shown under the app's name.
            parent: the owner.
        """
        super().__init__(parent)
        self.setProperty("role", "rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.buttons: dict[str, PlaceButton] = {}
        self._captions: dict[str, Label] = {}
        self._narrow = self._short = False
        self._group = QButtonGroup(self)
        self.brand = Brand(hub_name, self)
        self.call = Button(tr("New call"), self, kind=ButtonKind.PRIMARY, icon="phone-plus", keys=("F2",))
        self.call.spread = True
        self.call.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.call.clicked.connect(self.call_asked)
        self.call.hide()
        self._call_row = QHBoxLayout()
        self._call_row.addWidget(self.call)
        places = QWidget()
        self._places = QVBoxLayout(places)
        self._places.setContentsMargins(0, 0, 0, 0)
        self._places.setSpacing(0)
        self._places.addStretch(1)
        self._foot = QVBoxLayout()
        self._foot.setContentsMargins(0, px(5), 0, px(5))
        self._foot.setSpacing(0)
        self._foot_rule = Rule(self)
        self._foot_rule.hide()
        self._lay_out(places)
        self._group.buttonClicked.connect(self._on_clicked)
        self.set_shape(narrow=False, short=False)

    def add_place(self, section: str, key: str, title: str, icon: str) -> PlaceButton:
        """Add a place at the end of its section.

        Args:
            section: heading it stands under; empty for none, `FOOT` for the foot of the rail.
            key: its name in the code.
            title: its name on the screen.
            icon: before the name.
        """
        button = PlaceButton(key, title, icon, self)
        button.set_shape(narrow=self._narrow, short=self._short)
        self.buttons[key] = button
        self._group.addButton(button)
        button.setProperty("section", section)
        if section == FOOT:
            self._foot_rule.show()
            self._foot.addWidget(button)
            return button
        if section and section not in self._captions:
            caption = Label(section, self, kind="rail")
            caption.setVisible(not self._narrow)
            self._captions[section] = caption
            self._places.insertWidget(self._places.count() - 1, caption)
        self._places.insertWidget(self._end_of(section), button)
        return button

    def order(self) -> list[str]:
        """Keys of the places, top to bottom."""
        found = []
        for layout in (self._places, self._foot):
            for at in range(layout.count()):
                item = layout.itemAt(at)
                widget = item.widget() if item is not None else None
                if isinstance(widget, PlaceButton):
                    found.append(widget.key)
        return found

    def set_current(self, key: str) -> None:
        """Mark the place on show; none for a key that has no button."""
        self._group.setExclusive(False)
        for name, button in self.buttons.items():
            button.setChecked(name == key)
        self._group.setExclusive(True)
        self._bring_into_sight()

    def set_shape(self, *, narrow: bool, short: bool) -> None:
        """Icons only, or lower items.

        Args:
            narrow: the window is narrower than 1,100 px at this text size.
            short: places do not fit at their full height; see `fits`.
        """
        self._narrow, self._short = narrow, short
        self.setFixedWidth(px(NARROW_WIDTH if narrow else RAIL_WIDTH))
        side = px(6 if narrow else 10)
        self._call_row.setContentsMargins(side, px(2), side + 1, px(8))
        self.brand.set_narrow(narrow)
        self.call.icon_only = narrow
        self.call.set_words(self.call.text())
        for caption in self._captions.values():
            caption.setVisible(not narrow)
        for button in self.buttons.values():
            button.set_shape(narrow=narrow, short=short)

    def fits(self, height: int) -> bool:
        """Whether every place has room at its full height.

        Args:
            height: of the rail, in device-independent pixels.
        """
        captions = sum(caption.sizeHint().height() for caption in self._captions.values())
        return px(52 + 44 + 12) + captions + px(30) * len(self.buttons) <= height

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line at the right."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().colour("rail"))
        painter.fillRect(self.width() - 1, 0, 1, self.height(), theme().colour("line2"))

    def _lay_out(self, places: QWidget) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.brand)
        column.addLayout(self._call_row)
        self._area = scrolling(places, self)
        self._area.verticalScrollBar().rangeChanged.connect(self._bring_into_sight)
        column.addWidget(self._area, 1)
        column.addWidget(self._foot_rule)
        column.addLayout(self._foot)

    def _bring_into_sight(self) -> None:
        """A low window has no room for all places: show the one that is open, with what is beside it."""
        button = self._group.checkedButton()
        if button is not None and self._area.isAncestorOf(button):
            self._area.ensureWidgetVisible(button, 0, button.height())

    def _end_of(self, section: str) -> int:
        """Where the next place of a section goes."""
        last = 0
        for at in range(self._places.count()):
            item = self._places.itemAt(at)
            widget = item.widget() if item is not None else None
            if widget is None:
                continue
            if widget is self._captions.get(section) or widget.property("section") == section:
                last = at + 1
        return last

    def _on_clicked(self, button: QPushButton) -> None:
        if isinstance(button, PlaceButton):
            self.place_asked.emit(button.key)
