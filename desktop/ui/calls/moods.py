"""The last few calls as a line of moods, with the same in words."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from db.enums_calls import CallMood
from desktop.ui.base.i18n import tr
from desktop.ui.base.theme import px, theme
from desktop.ui.base.tokens import Size
from desktop.ui.calls.words import moods
from desktop.ui.help_words import short_date

_LEVEL = {CallMood.GOOD: 0, CallMood.UP_AND_DOWN: 1, CallMood.LOW: 2, CallMood.WORRYING: 2}
_TOP, _STEP, _LEFT = 12, 20, 58


class MoodChart(QWidget):
    """Dots joined by a line, the newest filled; a low and a worrying call stand on the lowest line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make it, empty."""
        super().__init__(parent)
        self._calls: Sequence[tuple[date, CallMood]] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_calls(self, calls: Sequence[tuple[date, CallMood]], today: date) -> None:
        """Show moods, the oldest first."""
        self._calls, self._today = calls, today
        said = ", ".join(f"{short_date(day)}: {moods()[mood]}" for day, mood in calls)
        self.setAccessibleName(tr("Last calls. {calls}", calls=said) if said else "")
        self.setToolTip(said)
        self.update()

    def sizeHint(self) -> QSize:
        """Three lines and the days under them."""
        return QSize(px(220), px(_TOP + 2 * _STEP + 34))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme().font(Size.SECOND))
        for at, words in enumerate((tr("Good"), tr("Mixed"), tr("Low"))):
            y = px(_TOP + at * _STEP)
            painter.setPen(theme().colour("ink2"))
            painter.drawText(0, y - px(10), px(_LEFT), px(20), Qt.AlignmentFlag.AlignVCenter, words)
            painter.fillRect(px(_LEFT), y, self.width() - px(_LEFT), px(1), theme().colour("line"))
        points = self._points()
        painter.setPen(QPen(theme().colour("accent"), px(2)))
        painter.drawPolyline(points)
        for at, point in enumerate(points):
            newest = at == len(points) - 1
            painter.setBrush(theme().colour("accent" if newest else "surface"))
            painter.drawEllipse(point, px(5), px(5))
        self._paint_days(painter)

    def _points(self) -> list[QPointF]:
        room = self.width() - px(_LEFT) - px(20)
        apart = room / max(len(self._calls) - 1, 1)
        return [
            QPointF(px(_LEFT) + px(10) + at * apart, px(_TOP + _LEVEL[mood] * _STEP))
            for at, (_day, mood) in enumerate(self._calls)
        ]

    def _paint_days(self, painter: QPainter) -> None:
        if not self._calls:
            return
        first, last = self._calls[0][0], self._calls[-1][0]
        words = tr("today") if last == self._today else short_date(last)
        room = self.rect().adjusted(px(_LEFT), px(_TOP + 2 * _STEP + 10), 0, 0)
        painter.setPen(theme().colour("ink2"))
        top = Qt.AlignmentFlag.AlignTop
        if len(self._calls) > 1:
            painter.drawText(room, int(top | Qt.AlignmentFlag.AlignLeft), short_date(first))
        painter.drawText(room, int(top | Qt.AlignmentFlag.AlignRight), words)
