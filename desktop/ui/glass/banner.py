"""The banner while restricted records are open: how long still, and closing them."""

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from desktop.ui.base.button import Button
from desktop.ui.base.i18n import tr
from desktop.ui.base.label import ElidedLabel, Label
from desktop.ui.base.theme import px, theme


class GlassBanner(QFrame):
    """Plum, across the window, on every page."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make it, hidden.

        Args:
            parent: the owner.
        """
        super().__init__(parent)
        self.left = Label("", self, kind="strong", tone="restr")
        told = ElidedLabel(tr("Every look is on record, and the lead is told."), self, kind="second")
        told.setProperty("tone", "restr")
        self.close_button = Button(tr("Close them now"), self, icon="lock", small=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(20), px(4), px(14), px(4))
        row.setSpacing(px(12))
        row.addWidget(self.left)
        row.addWidget(told, 1)
        row.addWidget(self.close_button)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_left(self, seconds: int) -> None:
        """Say how long they stay open.

        Args:
            seconds: until they close.
        """
        minutes, rest = divmod(seconds, 60)
        self.left.setText(tr("Restricted records are open: {left} left", left=f"{minutes}:{rest:02}"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground and the edge."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().colour("restrbg"))
        painter.fillRect(0, 0, px(4), self.height(), theme().colour("restr"))
