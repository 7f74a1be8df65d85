"""Under the map: how far a length is, where north lies, and whose data the ground is."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from db.gazetteer import ATTRIBUTION
from desktop.domain.map_plan import scale_length, scale_words
from desktop.domain.zoomstack import map_source
from desktop.ui.base.card import Glyph
from desktop.ui.base.i18n import tr
from desktop.ui.base.label import Label, set_tip
from desktop.ui.base.theme import px, theme
from desktop.ui.base.tokens import Size

MOST = 110
"""Px at 100% the scale bar may be long."""
_TICK = 5


class ScaleBar(QWidget):
    """A line of a round length, and how long it is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make it.

        Args:
            parent: the owner.
        """
        super().__init__(parent)
        self.metres, self._scale = 100, 1.0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)

    @property
    def length(self) -> int:
        """Px of the line."""
        return round(self.metres / self._scale)

    def set_scale(self, metres_a_px: float) -> None:
        """Follow the zoom."""
        self._scale, self.metres = metres_a_px, scale_length(metres_a_px, px(MOST))
        self.setAccessibleName(tr("Scale: the bar is {length}", length=scale_words(self.metres)))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Always the same, so that nothing beside it moves while zooming."""
        words = QFontMetrics(theme().font(Size.SECOND)).horizontalAdvance("500 m")
        return QSize(px(MOST) + px(8) + words, px(24))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Line, ticks and length."""
        painter = QPainter(self)
        middle, tick = self.height() // 2, px(_TICK)
        ink = theme().colour("ink")
        painter.fillRect(0, middle + tick // 2, self.length, 2, ink)
        for x in (0, self.length - 2):
            painter.fillRect(x, middle - tick // 2, 2, tick + 2, ink)
        painter.setFont(theme().font(Size.SECOND))
        painter.setPen(ink)
        room = QRect(self.length + px(8), 0, self.width(), self.height())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, scale_words(self.metres))


class MapFoot(QFrame):
    """The strip under the map."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make it.

        Args:
            parent: the owner.
        """
        super().__init__(parent)
        self.setProperty("role", "strip")
        self.bar = ScaleBar(self)
        self.source = Label("", self, kind="second", wrap=True)
        self.source.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(12), px(3), px(14), px(3))
        row.setSpacing(px(5))
        row.addWidget(self.bar)
        row.addWidget(Glyph("arrow-up", self, tone="ink", size=16))
        row.addWidget(Label(tr("North"), self, kind="second", tone="ink"))
        row.addSpacing(px(10))
        row.addWidget(self.source, 1)
        self.set_source(plain=False)

    def set_source(self, *, plain: bool, year: int = 0) -> None:
        """Say whose data the ground is; a plain grid is nobody's.

        Args:
            plain: whether there are no postcodes here, so that the ground is a plain grid.
            year: of the map file that lies beneath; 0 where none does.
        """
        straight = tr("Lines are straight and follow no road.")
        if year:
            self.source.setText(f"{map_source(year)}.")
        elif plain:
            self.source.setText(tr("No postcodes to draw here: a plain grid."))
        else:
            self.source.setText(f"{ATTRIBUTION.split('. ')[0]}.")
        words = [straight, map_source(year) + "." if year else "", "" if plain else ATTRIBUTION]
        set_tip(self, " ".join(word for word in words if word))
