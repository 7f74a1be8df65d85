"""The card that says which stop is chosen on the map."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QFrame, QGraphicsDropShadowEffect, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.base.i18n import tr
from desktop.ui.base.label import Label
from desktop.ui.base.theme import px
from desktop.ui.rounds.map.shown import MapStop

WIDTH = 260


class Callout(QFrame):
    """Number, name and time; address; what to bring and the notes at the door."""

    def __init__(self, parent: QWidget) -> None:
        """Make it, hidden.

        Args:
            parent: the map's pane.
        """
        super().__init__(parent)
        self.setProperty("role", "card")
        self.name = Label("", self, kind="strong")
        self.at = Label("", self, tone="ink2")
        self.address = Label("", self, wrap=True)
        self.words = Label("", self, kind="second", wrap=True)
        self.about = Label("", self, kind="second", tone="warn", wrap=True)
        top = QHBoxLayout()
        top.setSpacing(px(12))
        top.addWidget(self.name, 1)
        top.addWidget(self.at, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(13), px(9), px(13), px(11))
        column.setSpacing(px(2))
        column.addLayout(top)
        for label in (self.address, self.words, self.about):
            column.addWidget(label)
        self._cast_shadow()
        self.hide()

    def show_stop(self, stop: MapStop | None) -> None:
        """Say which stop is chosen; nothing hides the card.

        Args:
            stop: the stop, or None.
        """
        self.setVisible(stop is not None)
        if stop is None:
            return
        self.name.setText(tr("{number}. {name}", number=stop.number, name=stop.name))
        self.at.setText(stop.at)
        self.address.setText(stop.address)
        self.words.setText(stop.words)
        self.about.setText(_about(stop))
        self.about.setVisible(bool(self.about.text()))
        self.fold()

    def fold(self) -> None:
        """Take the size its words need."""
        self.setFixedWidth(px(WIDTH))
        layout = self.layout()
        if layout is not None:
            layout.activate()
            self.resize(px(WIDTH), layout.totalHeightForWidth(px(WIDTH)))

    def _cast_shadow(self) -> None:
        """The only shadow besides the palette's (design.md section 5)."""
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(14)
        shadow.setOffset(0, 2)
        shadow.setColor(QColor(0, 0, 0, 80))
        self.setGraphicsEffect(shadow)


def _about(stop: MapStop) -> str:
    if stop.place is None:
        return tr("Not on the map: its place is not known.")
    return "" if stop.exact else tr("Its postcode is not listed: the pin shows the middle of its area.")
