"""The heads of the week: days across, jobs or people down."""

from datetime import timedelta

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from desktop.ui.base.paint import draw_icon
from desktop.ui.base.theme import px, theme
from desktop.ui.base.tokens import Size, Weight
from desktop.ui.rota.week_model import LINE, WeekModel
from desktop.ui.rota.words import day_state


class DayHeader(QHeaderView):
    """Days across: the day over what it says."""

    def __init__(self, orientation: Qt.Orientation, parent: QWidget) -> None:
        """Make it."""
        super().__init__(orientation, parent)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(px(24))

    def paintSection(self, painter: QPainter, rect: QRect, at: int) -> None:
        """Draw one of them."""
        model, now = self.model(), theme()
        if not isinstance(model, WeekModel) or model.view is None:
            return
        day = model.view.monday + timedelta(days=at)
        today = day == model.today
        painter.save()
        painter.fillRect(rect, now.colour("tint" if today else "canvas"))
        if today:
            painter.fillRect(QRect(rect.left(), rect.top(), rect.width(), px(3)), now.colour("accent"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), now.colour("line"))
        left, width = rect.left() + px(8), rect.width() - px(10)
        painter.setFont(now.font(Size.BODY, Weight.BOLD))
        painter.setPen(now.colour("accent" if today else "ink"))
        painter.drawText(QRect(left, rect.top() + px(4), width, px(19)), _MIDDLE, f"{day:%a} {day.day}")
        font = now.font(Size.SECOND)
        painter.setFont(font)
        painter.setPen(now.colour("ink2"))
        said = QFontMetrics(font).elidedText(day_state(model.view, day), Qt.TextElideMode.ElideRight, width)
        painter.drawText(QRect(left, rect.top() + px(22), width, px(18)), _MIDDLE, said)
        painter.restore()


_MIDDLE = Qt.AlignmentFlag.AlignVCenter


class NameHeader(QHeaderView):
    """Jobs or people down: the name over when and who."""

    def __init__(self, orientation: Qt.Orientation, parent: QWidget) -> None:
        """Make it."""
        super().__init__(orientation, parent)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(px(24))

    def paintSection(self, painter: QPainter, rect: QRect, at: int) -> None:
        """Draw one of them."""
        model, now = self.model(), theme()
        line = model.headerData(at, self.orientation(), LINE)
        if line is None:
            return
        painter.save()
        painter.fillRect(rect, now.colour("surface"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), now.colour("line"))
        painter.fillRect(QRect(rect.right(), rect.top(), 1, rect.height()), now.colour("line"))
        left, top = rect.left() + px(43), rect.top() + px(9)
        width = rect.right() - left - px(4)
        if line.icon:
            draw_icon(painter, line.icon, QRect(rect.left() + px(15), top, px(20), px(20)), "ink2", 18)
        for number, words in enumerate((line.name, *line.notes)):
            font = now.font(Size.BODY, Weight.SEMI) if not number else now.font(Size.SECOND, tabular=True)
            painter.setFont(font)
            painter.setPen(now.colour("ink2" if number else "ink"))
            said = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, width)
            painter.drawText(QRect(left, top + number * px(18), width, px(19)), _MIDDLE, said)
        painter.restore()
