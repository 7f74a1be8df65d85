"""Rows of the right column: a volunteer or a round each, with how it stands at the right."""

from datetime import datetime

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from desktop.domain.phones import national
from desktop.services.today_rounds import RoundNow
from desktop.ui.base.avatar import draw_avatar
from desktop.ui.base.chip import CHIP_HEIGHT, chip_width, draw_chip
from desktop.ui.base.i18n import tr
from desktop.ui.base.paint import box, draw_icon
from desktop.ui.base.theme import px, theme
from desktop.ui.base.tokens import Size, Tone, Weight
from desktop.ui.today.words import back_words, late_words, round_name, state_look

_HEIGHT = 58
_FACE = 28
_MOST_BOXES = 8
"""With more stops than these the boxes would be crumbs; the figures beside them still say."""


class FaceRow(QPushButton):
    """A face, two lines beside it, and what is at the right; all of it opens the round."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make it, empty."""
        super().__init__(parent)
        self.round: RoundNow | None = None
        self._name = ""
        self._seconds: tuple[str, ...] = ("",)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As tall as two lines."""
        return QSize(px(240), px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """The lines are cut before the state is."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        painter = QPainter(self)
        self._draw_ground(painter)
        if self.round is None:
            return
        top = (self.height() - px(_FACE)) // 2
        draw_avatar(painter, QRect(px(14), top, px(_FACE), px(_FACE)), self.round.head.driver)
        wide = self._draw_right(painter, self.round)
        left = px(14) + px(_FACE) + px(10)
        lines = (
            (self._name, Size.BODY, Weight.SEMI, "ink", wide[0]),
            (self._second_for(wide[1]), Size.SECOND, Weight.REGULAR, "ink2", wide[1]),
        )
        for at, (words, size, weight, token, taken) in enumerate(lines):
            painter.setFont(theme().font(size, weight))
            painter.setPen(theme().colour(token))
            room = QRect(left, px(11) + at * px(19), self._room(taken), px(19))
            shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)

    def _second_for(self, taken: int) -> str:
        """The longest way to say the second line that fits beside what is at the right."""
        room = self._room(taken)
        metrics = QFontMetrics(theme().font(Size.SECOND))
        fits = (words for words in self._seconds if metrics.horizontalAdvance(words) <= room)
        return next(fits, self._seconds[-1])

    def _room(self, taken: int) -> int:
        return self.width() - px(14) - px(_FACE) - px(10) - taken - px(22)

    def _draw_ground(self, painter: QPainter) -> None:
        if self.isDown() or self.underMouse():
            painter.fillRect(self.rect(), theme().colour("tint2" if self.isDown() else "hover"))

    def _draw_right(self, painter: QPainter, one: RoundNow) -> tuple[int, int]:
        """Draw what is at the right; how wide it is in the first and in the second line."""
        raise NotImplementedError

    def _line(self, at: int, width: int) -> QRect:
        """Room at the right of a line, 0 or 1."""
        top = px(8) if at == 0 else px(31)
        return QRect(self.width() - px(14) - width, top, width, px(CHIP_HEIGHT))


class OutRow(FaceRow):
    """A volunteer who is out."""

    def show_round(self, one: RoundNow, now: datetime) -> None:
        """Show who is out, with what, and when they are back."""
        self.round = one
        self._now = now
        self._name = one.head.driver or tr("No driver")
        back = back_words(one, now)
        self._seconds = (
            f"{one.head.name} · {back}",
            f"{round_name(one)} · {back}",
            back,
            f"{one.back_at:%H:%M}",
        )
        parts = [self._name, self._seconds[0], self._state(one)]
        if one.head.phone:
            parts.append(tr("phone {number}", number=national(one.head.phone)))
        self.setAccessibleName(", ".join(parts))
        self.update()

    def _state(self, one: RoundNow) -> str:
        return late_words(self._now - one.back_at) if one.is_late(self._now) else tr("On time")

    def _draw_ground(self, painter: QPainter) -> None:
        if self.round is not None and self.round.is_late(self._now):
            painter.fillRect(self.rect(), theme().colour("dangerbg"))
            for y in (0, self.height() - 1):
                painter.fillRect(0, y, self.width(), 1, theme().colour("dangerline"))
        else:
            super()._draw_ground(painter)

    def _draw_right(self, painter: QPainter, one: RoundNow) -> tuple[int, int]:
        state = self._state(one)
        if one.is_late(self._now):
            wide = chip_width(state, "clock")
            draw_chip(painter, self._line(0, wide), state, "clock", Tone.DANGER)
            return wide, self._draw_phone(painter, national(one.head.phone))
        font = theme().font(Size.BODY, Weight.MEDIUM)
        wide = QFontMetrics(font).horizontalAdvance(state) + px(24)
        room = self._line(0, wide)
        room.moveTop((self.height() - room.height()) // 2)
        draw_icon(painter, "circle-check", QRect(room.left(), room.top(), px(16), room.height()), Tone.OK)
        painter.setFont(font)
        painter.setPen(theme().colour(Tone.OK))
        painter.drawText(room.adjusted(px(23), 0, px(4), 0), Qt.AlignmentFlag.AlignVCenter, state)
        return wide, wide

    def _draw_phone(self, painter: QPainter, number: str) -> int:
        if not number:
            return 0
        font = theme().font(Size.BODY, Weight.SEMI, tabular=True)
        wide = QFontMetrics(font).horizontalAdvance(number) + px(20)
        room = self._line(1, wide)
        draw_icon(painter, "phone", QRect(room.left(), room.top(), px(14), room.height()), "ink2", 14)
        painter.setFont(font)
        painter.setPen(theme().colour("ink"))
        painter.drawText(room.adjusted(px(19), 0, px(4), 0), Qt.AlignmentFlag.AlignVCenter, number)
        return wide


class RoundRow(FaceRow):
    """A round of today."""

    def show_round(self, one: RoundNow) -> None:
        """Show a round, who drives, and how far it is."""
        self.round = one
        self._name = round_name(one)
        driver = one.head.driver or tr("No driver")
        at = f"{one.head.starts_at:%H:%M}"
        self._seconds = (f"{driver} · {at}", f"{driver.split(' ')[0]} · {at}", at)
        state = state_look(one)[0]
        self.setAccessibleName(
            tr(
                "{name}, {second}, {state}, {progress} stops done",
                name=self._name,
                second=self._seconds[0],
                state=state,
                progress=_progress(one),
            )
        )
        self.update()

    def _draw_right(self, painter: QPainter, one: RoundNow) -> tuple[int, int]:
        words, icon, tone = state_look(one)
        wide = chip_width(words, icon)
        draw_chip(painter, self._line(0, wide), words, icon, tone)
        return wide, self._draw_progress(painter, one) if one.stops else 0

    def _draw_progress(self, painter: QPainter, one: RoundNow) -> int:
        font = theme().font(Size.SECOND, tabular=True)
        words = QFontMetrics(font).horizontalAdvance(_progress(one)) + 2
        boxes = one.stops if one.stops <= _MOST_BOXES else 0
        step = px(15)
        wide = words + (boxes * step + px(6) if boxes else 0)
        room = self._line(1, wide)
        for at in range(boxes):
            cell = QRect(room.left() + at * step, room.top() + (room.height() - px(8)) // 2, px(13), px(8))
            done = at < one.done
            box(
                painter,
                cell,
                fill="accent" if done else "surface",
                edge="accent" if done else "ctl",
                radius=2,
            )
        painter.setFont(font)
        painter.setPen(theme().colour("ink2"))
        painter.drawText(
            room.adjusted(wide - words, 0, px(4), 0), Qt.AlignmentFlag.AlignVCenter, _progress(one)
        )
        return wide


def _progress(one: RoundNow) -> str:
    return tr("{done} of {stops}", done=one.done, stops=one.stops)
