"""The plum bar over open concerns: who can open them, when they hide, and hide now."""

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from desktop.ui.base.button import Button, ButtonKind
from desktop.ui.base.card import Glyph
from desktop.ui.base.i18n import tr
from desktop.ui.base.label import ElidedLabel, Label
from desktop.ui.base.theme import px, theme


class RestrictedBar(QFrame):
    """The bar.

    Attributes:
        hide_button: hides concerns at once.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make it.

        Args:
            parent: the owner.
        """
        super().__init__(parent)
        self.setProperty("role", "restricted")
        self.who = ElidedLabel("", self)
        self.clock = Label("", self, kind="strong")
        self.hide_button = Button(tr("Hide now"), self, kind=ButtonKind.ON_RESTRICTED, keys=(tr("Esc"),))
        row = QHBoxLayout(self)
        row.setContentsMargins(px(20), px(6), px(14), px(6))
        row.setSpacing(px(12))
        row.addWidget(Glyph("shield-lock", self, tone="onrestr", size=20))
        row.addWidget(Label(tr("Restricted"), self, kind="strong"))
        row.addWidget(self.who, 1)
        row.addWidget(self.clock)
        row.addWidget(self.hide_button)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_seconds(self, left: int) -> None:
        """Say when concerns hide."""
        self.clock.setText(tr("Hides in {time}", time=f"{left // 60}:{left % 60:02}"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground."""
        QPainter(self).fillRect(self.rect(), theme().colour("restrfill"))
