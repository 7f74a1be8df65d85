"""A grid of tiles picked with the number keys."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QPushButton, QSizePolicy, QWidget

from desktop.ui.base.paint import box, draw_icon
from desktop.ui.base.segmented import Choice
from desktop.ui.base.theme import px, theme
from desktop.ui.base.tokens import Radius, Size, Weight

MAX_DIGITS = 9


class _Tile(QPushButton):
    """One tile: its number, an icon, words, and a tick when picked."""

    def __init__(self, choice: Choice, number: int, parent: "NeedTiles") -> None:
        super().__init__(choice.text, parent)
        self.choice = choice
        self.tiles = parent
        self.number = number
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        words = QFontMetrics(theme().font(Size.BODY, Weight.SEMI)).horizontalAdvance(self.choice.text)
        return QSize(words + px(64 + 40), px(36))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.sizeHint().width() - px(26), px(36))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
        elif not self.tiles.move_keyboard(self, Qt.Key(event.key())):
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        on, able = self.isChecked(), self.isEnabled()
        if on:
            box(painter, self.rect(), fill="accenthov" if self.underMouse() else "accent")
        else:
            fill = "sunk" if not able else "hover" if self.underMouse() else "surface"
            box(painter, self.rect(), fill=fill, edge="ctl" if able else "line2", dashed=not able)
        ink = "onaccent" if on else "ink" if able else "ink3"
        if self.number:
            self._draw_number(painter, on)
        icon = QRect(px(36), 0, px(20), self.height())
        draw_icon(painter, self.choice.icon, icon, ink if on else "ink2", 18)
        painter.setFont(theme().font(Size.BODY, Weight.SEMI))
        painter.setPen(theme().colour(ink))
        words = self.rect().adjusted(px(64), 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.choice.text)
        if on:
            tick = QRect(self.width() - px(30), 0, px(22), self.height())
            draw_icon(painter, "check", tick, "onaccent", 18)

    def _draw_number(self, painter: QPainter, on: bool) -> None:
        cap = QRect(px(10), (self.height() - px(19)) // 2, px(18), px(19))
        box(painter, cap, fill="surface" if on else "neutbg", radius=Radius.BOX)
        painter.setFont(theme().font(Size.KEY, Weight.SEMI))
        painter.setPen(theme().colour("accent" if on else "ink2"))
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, str(self.number))


class NeedTiles(QWidget):
    """The grid; while the keyboard is on it, a digit picks the tile of that number.

    Signals:
        picked: the value picked by the person.
    """

    picked = Signal(object)

    def __init__(
        self,
        choices: Sequence[Choice],
        parent: QWidget | None = None,
        *,
        name: str = "",
        columns: int = 3,
    ) -> None:
        """Make a grid with nothing picked.

        Args:
            choices: the tiles in order; the first nine get a number.
            parent: the owner.
            name: what is being asked; read aloud.
            columns: most tiles in a row; fewer where there is no room for their words.
        """
        super().__init__(parent)
        self.setAccessibleName(name)
        self._most = self._columns = columns
        self._group = QButtonGroup(self)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(px(6))
        self._tiles: list[_Tile] = []
        self._group.buttonClicked.connect(self._on_clicked)
        self.set_choices(choices)

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Replace the tiles; the pick is kept where its value still exists."""
        kept = self.value()
        for tile in self._tiles:
            self._group.removeButton(tile)
            tile.deleteLater()
        self._tiles = [
            _Tile(choice, at + 1 if at < MAX_DIGITS else 0, self) for at, choice in enumerate(choices)
        ]
        for tile in self._tiles:
            tile.setAccessibleName(f"{tile.number} {tile.choice.text}" if tile.number else tile.choice.text)
            self._group.addButton(tile)
        self._columns = self._fitting(self.width())
        self._lay_out()
        if self._tiles:
            self.setFocusProxy(self._tiles[0])
        self.set_value(kept)

    def value(self) -> object:
        """What is picked; None when nothing is."""
        tile = self._group.checkedButton()
        return tile.choice.value if isinstance(tile, _Tile) else None

    def set_value(self, value: object) -> None:
        """Pick a value without telling anybody; one that is not offered clears the pick."""
        self._group.setExclusive(False)
        for tile in self._tiles:
            tile.setChecked(value is not None and tile.choice.value == value)
        self._group.setExclusive(True)

    def move_keyboard(self, tile: QPushButton, key: Qt.Key) -> bool:
        """Put the keyboard on the tile beside one, without picking it.

        Args:
            tile: where the keyboard is.
            key: the arrow pressed.

        Returns:
            Whether it was an arrow key.
        """
        row = self._columns
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -row, Qt.Key.Key_Down: row}.get(key)
        if step is None:
            return False
        at = next((n for n, one in enumerate(self._tiles) if one is tile), 0) + step
        if 0 <= at < len(self._tiles):
            self._tiles[at].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def minimumSizeHint(self) -> QSize:
        """Room for one tile in a row."""
        return QSize(self._widest(), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put as many tiles in a row as there is room for."""
        super().resizeEvent(event)
        columns = self._fitting(event.size().width())
        if columns != self._columns:
            self._columns = columns
            self._lay_out()
            self.updateGeometry()

    def _widest(self) -> int:
        return max((tile.minimumSizeHint().width() for tile in self._tiles), default=0)

    def _fitting(self, width: int) -> int:
        gap = self._grid.spacing()
        return min(self._most, max(1, (width + gap) // max(1, self._widest() + gap)))

    def _lay_out(self) -> None:
        for at, tile in enumerate(self._tiles):
            self._grid.addWidget(tile, at // self._columns, at % self._columns)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit picks."""
        digit = event.key() - Qt.Key.Key_0
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and 1 <= digit <= min(len(self._tiles), MAX_DIGITS):
            self._tiles[digit - 1].setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._tiles[digit - 1].click()
            return
        super().keyPressEvent(event)

    def _on_clicked(self, tile: _Tile) -> None:
        self.setFocusProxy(tile)
        self.picked.emit(tile.choice.value)
