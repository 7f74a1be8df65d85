"""What was asked for week by week, as bars, against the room there is."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui.base.i18n import tr
from desktop.ui.base.theme import px, theme
from desktop.ui.base.tokens import Size, Weight
from desktop.ui.coverage.words import day_words, week_words

_BARS, _FOOT, _HEAD = 64, 20, 18


class WeekChart(QWidget):
    """Bars with their values on them; the week looked at is petrol, the room a line of ink dashes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make it, empty."""
        super().__init__(parent)
        self._weeks: tuple[tuple[date, int], ...] = ()
        self._room: int | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_weeks(self, weeks: Sequence[tuple[date, int]], room: int | None) -> None:
        """Show other weeks.

        Args:
            weeks: first days and what was asked, the week looked at last.
            room: what there is room for; None where it is not known.
        """
        self._weeks, self._room = tuple(weeks), room
        said = ", ".join(
            tr("week of {day}: {count}", day=day_words(day), count=count) for day, count in self._weeks
        )
        self.setAccessibleName(tr("Asked for each week"))
        self.setAccessibleDescription(
            said if room is None else tr("{weeks}; room for {room}", weeks=said, room=room)
        )
        self.update()

    def sizeHint(self) -> QSize:
        """Bars with a number above and a day below."""
        return QSize(px(260), px(_HEAD + _BARS + _FOOT + 4))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw bars, numbers, days and the line of the room."""
        if not self._weeks:
            return
        painter, now = QPainter(self), theme()
        most = max([count for _day, count in self._weeks] + [self._room or 0, 1])
        step = self.width() / len(self._weeks)
        ground = px(_HEAD + _BARS)
        for at, (day, count) in enumerate(self._weeks):
            last = at == len(self._weeks) - 1
            left, wide = round(at * step + step * 0.2), round(step * 0.62)
            tall = round(px(_BARS) * count / most)
            if tall:
                painter.fillRect(
                    QRect(left, ground - tall, wide, tall), now.colour("accent" if last else "tint2")
                )
            column = QRect(round(at * step), 0, round(step), px(_HEAD))
            painter.setPen(now.colour("ink"))
            painter.setFont(now.font(Size.SECOND, Weight.BOLD if last else Weight.SEMI, tabular=True))
            painter.drawText(
                column.translated(0, ground - tall - px(_HEAD)), Qt.AlignmentFlag.AlignCenter, f"{count:,}"
            )
            painter.setPen(now.colour("ink2"))
            painter.setFont(now.font(Size.KEY, tabular=True))
            foot = QRect(column.left(), ground + px(3), column.width(), px(_FOOT))
            before = self._weeks[at - 1][0] if at else None
            painter.drawText(foot, Qt.AlignmentFlag.AlignHCenter, week_words(day, before))
        if self._room is not None:
            pen = QPen(now.colour("ink"), px(2))
            pen.setDashPattern([3, 2])
            painter.setPen(pen)
            y = ground - round(px(_BARS) * self._room / most)
            painter.drawLine(0, y, self.width(), y)
