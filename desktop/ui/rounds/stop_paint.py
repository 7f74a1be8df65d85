"""How a stop is drawn: grip, number, time, who and where, what to bring, and its note."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen

from desktop.ui.base.paint import draw_icon
from desktop.ui.base.theme import px, theme
from desktop.ui.base.tokens import Size, Tone, Weight
from desktop.ui.rounds.faces import LOAD, Face, Mark

STOP_HEIGHT, LOAD_HEIGHT = 52, 38
"""Heights in px at 100%."""
_GRIP, _DISC, _SIDE, _TIME, _WORDS = 10, 36, 26, 72, 124
_LARGEST_MARK = 0.42
"""Most of the room beside the words that a note takes."""
_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.TextElideMode.ElideRight


def paint_face(
    painter: QPainter, rect: QRect, face: Face, *, selected: bool, hovered: bool, grip: bool
) -> None:
    """Draw one line.

    Args:
        painter: of the list.
        rect: the whole line.
        face: what it shows.
        selected: whether the keyboard was last on it.
        hovered: whether the mouse is over it.
        grip: whether it can be dragged.
    """
    now, is_load = theme(), face.id == LOAD
    painter.save()
    fill = "tint" if selected else "surface2" if is_load else "rowhover" if hovered else "surface"
    painter.fillRect(rect, now.colour(fill))
    painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, now.colour("line"))
    if selected:
        painter.fillRect(rect.left(), rect.top(), px(4), rect.height(), now.colour("accent"))
    if grip and not is_load:
        draw_icon(painter, "grip-vertical", _column(rect, _GRIP, 16), "ink3", 16)
    _paint_disc(painter, _column(rect, _DISC, _SIDE), face)
    painter.setFont(now.font(Size.BODY, tabular=True))
    painter.setPen(now.colour("ink2"))
    painter.drawText(_column(rect, _TIME, _WORDS - _TIME - 6), _MIDDLE, face.at)
    words = rect.adjusted(px(_WORDS), 0, -px(14), -1)
    mark, second = face.mark, face.second
    if mark is not None and mark.tone is Tone.SECOND and not _fits_beside(face, mark, words.width()):
        second = " · ".join(part for part in (second, mark.text) if part)
        mark = None
    if mark is not None:
        words.setRight(words.right() - _paint_mark(painter, words, mark) - px(12))
    _paint_words(painter, words, face, second)
    painter.restore()


def _column(rect: QRect, left: int, width: int) -> QRect:
    return QRect(rect.left() + px(left), rect.top(), px(width), rect.height() - 1)


def _paint_disc(painter: QPainter, column: QRect, face: Face) -> None:
    now, side = theme(), px(_SIDE)
    disc = QRect(column.left(), column.top() + (column.height() - side) // 2, side, side).toRectF()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if face.id == LOAD:
        painter.setBrush(now.colour("surface"))
        painter.setPen(QPen(now.colour("accent"), 2))
        painter.drawEllipse(disc.adjusted(1, 1, -1, -1))
        draw_icon(painter, "home", disc.toRect(), "accent", 16)
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(now.colour("accent"))
    painter.drawEllipse(disc)
    painter.setFont(now.font(Size.SECOND, Weight.BOLD, tabular=True))
    painter.setPen(now.colour("onaccent"))
    painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, str(face.number))


def _paint_mark(painter: QPainter, room: QRect, mark: Mark) -> int:
    """Draw the note at the right; how much room it took."""
    heavy = mark.tone is not Tone.SECOND
    font = theme().font(Size.BODY, Weight.SEMI if heavy else Weight.REGULAR)
    metrics = QFontMetrics(font)
    most = round(room.width() * _LARGEST_MARK) - px(22)
    shown = metrics.elidedText(mark.text, _RIGHT, most)
    wide = metrics.horizontalAdvance(shown) + px(22)
    left = room.right() - wide + 1
    draw_icon(painter, mark.icon, QRect(left, room.top(), px(16), room.height()), mark.tone, 16)
    painter.setFont(font)
    painter.setPen(theme().colour(mark.tone))
    painter.drawText(QRect(left + px(22), room.top(), wide, room.height()), _MIDDLE, shown)
    return wide


def _fits_beside(face: Face, mark: Mark, room: int) -> bool:
    """Whether a note that warns of nothing leaves the address whole; else it goes below it."""
    strong = QFontMetrics(theme().font(Size.BODY, Weight.SEMI)).horizontalAdvance(face.name)
    plain = QFontMetrics(theme().font(Size.BODY))
    beside = plain.horizontalAdvance(mark.text) + px(22)
    address = strong + px(6) + plain.horizontalAdvance(face.address)
    return beside <= room * _LARGEST_MARK and address + px(12) + beside <= room


def _paint_words(painter: QPainter, room: QRect, face: Face, second: str) -> None:
    now = theme()
    line, gap = px(18), px(8)
    top = room if face.id == LOAD else QRect(room.left(), room.top() + gap, room.width(), line)
    strong, plain = now.font(Size.BODY, Weight.SEMI), now.font(Size.BODY)
    used = _draw(painter, top, face.name, strong, "ink")
    _draw(painter, top.adjusted(used + px(6), 0, 0, 0), face.address, plain, "ink")
    if second:
        below = QRect(room.left(), room.bottom() - gap - line + 1, room.width(), line)
        _draw(painter, below, second, now.font(Size.SECOND), "ink2")


def _draw(painter: QPainter, rect: QRect, text: str, font: QFont, token: str) -> int:
    """Draw one line of words, cut to the room; how wide they are."""
    if rect.width() <= 0:
        return 0
    metrics = QFontMetrics(font)
    shown = metrics.elidedText(text, _RIGHT, rect.width())
    painter.setFont(font)
    painter.setPen(theme().colour(token))
    painter.drawText(rect, _MIDDLE, shown)
    return metrics.horizontalAdvance(shown)
