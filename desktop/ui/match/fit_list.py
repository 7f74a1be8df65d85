"""Those who may be given the task, best first: number, face, name, reasons, hours left, what they said."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop.domain.match_facts import Fit
from desktop.domain.match_words import load_words, note_icon, note_words
from desktop.services.matching import Ringing
from desktop.ui.base.avatar import draw_avatar
from desktop.ui.base.focus import draw_halo
from desktop.ui.base.i18n import tr
from desktop.ui.base.paint import draw_icon
from desktop.ui.base.theme import px, theme
from desktop.ui.base.tokens import Size, Weight
from desktop.ui.match.words import answer_words, spoken_fit, was_asked

Index = QModelIndex | QPersistentModelIndex
_ROW = int(Qt.ItemDataRole.UserRole)
_SHOWN, _SPOKEN = int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.AccessibleTextRole)
_LEFT, _RIGHT = 90, 12
_TOP, _NAME, _LINE = 14, 22, 22


@dataclass(frozen=True, slots=True)
class _Line:
    """What one row shows."""

    number: int
    fit: Fit
    ringing: Ringing | None


class _Lines(QAbstractListModel):
    """The rows: at most the few dozen that were ranked."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._lines: list[_Line] = []

    def set_lines(self, lines: list[_Line]) -> None:
        self.beginResetModel()
        self._lines = lines
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = _SHOWN) -> Any:
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if role == _ROW:
            return line
        if role == _SPOKEN:
            return spoken_fit(line.number, line.fit, line.ringing)
        return line.fit.name if role == _SHOWN else None


class _Delegate(QStyledItemDelegate):
    """Draws the rows; reasons go on to a further line where there is no room."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        view = self.parent()
        width = view.viewport().width() if isinstance(view, QListView) else px(560)
        lines = len(_note_lines(index.data(_ROW), _words_room(index.data(_ROW), width)))
        return QSize(width, px(_TOP + _NAME + _LINE * max(lines, 1) + 16))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: _Line = index.data(_ROW)
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_back(painter, option, rect, last=index.row() == index.model().rowCount() - 1)
        top = rect.top() + px(_TOP)
        _text(
            painter,
            QRect(rect.left() + px(7), rect.top(), px(22), rect.height() - px(2)),
            str(line.number),
            ink="ink2",
            right=True,
        )
        face = QRect(rect.left() + px(38), rect.top() + (rect.height() - px(40)) // 2, px(40), px(40))
        draw_avatar(painter, face, line.fit.name)
        self._paint_state(painter, line, rect)
        room = _words_room(line, rect.width())
        left = rect.left() + px(_LEFT)
        name = _text(painter, QRect(left, top, room, px(20)), line.fit.name, weight=Weight.SEMI)
        if line.ringing and line.ringing.area:
            area = QRect(left + name + px(8), top, room - name - px(8), px(20))
            _text(painter, area, line.ringing.area, size=Size.SECOND, ink="ink2")
        self._paint_notes(painter, line, QRect(left, top + px(_NAME), room, rect.height()))
        painter.restore()

    def _paint_back(
        self, painter: QPainter, option: QStyleOptionViewItem, rect: QRect, *, last: bool
    ) -> None:
        state: QStyle.StateFlag = option.state
        on = bool(state & QStyle.StateFlag.State_Selected)
        over = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.fillRect(rect, theme().colour("tint" if on else "rowhover" if over else "surface"))
        if on:
            painter.fillRect(rect.left(), rect.top(), px(4), rect.height(), theme().colour("accent"))
        if not last:
            painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme().colour("line"))

    def _paint_state(self, painter: QPainter, line: _Line, rect: QRect) -> None:
        """Hours left, the figure bold; below it what was said."""
        top, right = rect.top() + px(_TOP), rect.right() - px(_RIGHT)
        figure, of, rest = load_words(line.fit).partition(" of ")
        tail = f"{of}{rest}"
        over = line.fit.minutes_left is not None and line.fit.minutes_left < 0
        room = _state_room(line)
        if tail:
            plain = QFontMetrics(theme().font(Size.SECOND)).horizontalAdvance(tail)
            _text(
                painter,
                QRect(right - room, top, room, px(20)),
                tail,
                size=Size.SECOND,
                ink="ink2",
                right=True,
            )
            right -= plain
        where = QRect(right - room, top, room, px(20))
        weight = Weight.SEMI if tail or over else Weight.REGULAR
        ink = "warn" if over else "ink" if tail else "ink2"
        _text(painter, where, figure, size=Size.SECOND, weight=weight, ink=ink, right=True)
        below = QRect(rect.right() - px(_RIGHT) - room, top + px(_NAME), room, px(20))
        asked = was_asked(line.ringing)
        _text(
            painter,
            below,
            answer_words(line.ringing),
            size=Size.SECOND,
            weight=Weight.SEMI if asked else Weight.REGULAR,
            ink="ink" if asked else "ink2",
            right=True,
        )

    def _paint_notes(self, painter: QPainter, line: _Line, rect: QRect) -> None:
        for down, notes in enumerate(_note_lines(line, rect.width())):
            left = rect.left()
            for at in notes:
                note = line.fit.notes[at]
                ink = "warn" if note.warn else "ok"
                area = QRect(left, rect.top() + down * px(_LINE), px(16), px(20))
                draw_icon(painter, note_icon(note), area, ink)
                words = QRect(left + px(21), area.top(), rect.right() - left - px(21), px(20))
                left += px(21 + 14) + _text(
                    painter, words, note_words(note), size=Size.SECOND, weight=Weight.MEDIUM, ink=ink
                )


class FitList(QListView):
    """The list. Arrow keys or J and K move; Y, N, A and L say what the one shown answered.

    Signals:
        moved: the key of the volunteer the keyboard is on; empty when there is none.
        lettered: a letter that may be an answer was typed.
    """

    moved = Signal(str)
    lettered = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make it, empty."""
        super().__init__(parent)
        self._made = _Lines(self)
        self.setModel(self._made)
        self.setItemDelegate(_Delegate(self))
        self.setAccessibleName(tr("People who can do this, best fit first"))
        self.setProperty("halo", "none")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_fits(self, fits: Sequence[Fit], ringing: dict[str, Ringing], *, select: str = "") -> None:
        """Show people.

        Args:
            fits: best first.
            ringing: how to reach each and what they said, by key.
            select: the key to put the keyboard on; the first when it is not there.
        """
        numbered = enumerate(fits, 1)
        self._made.set_lines([_Line(at, fit, ringing.get(fit.id)) for at, fit in numbered])
        self._fit_height()
        keys = [fit.id for fit in fits]
        if keys:
            self.setCurrentIndex(self._made.index(keys.index(select) if select in keys else 0, 0))
        else:
            self.moved.emit("")

    def current_key(self) -> str:
        """The volunteer the keyboard is on; empty when there is none."""
        line = self.currentIndex().data(_ROW)
        return line.fit.id if line else ""

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell the page."""
        super().currentChanged(current, previous)
        self.viewport().update()
        line = current.data(_ROW)
        self.moved.emit(line.fit.id if line else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """J and K move; answers are passed on; Enter does nothing, so that nobody is given a task by it."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            return
        if event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier):
            typed = event.text().upper()
            if typed in ("J", "K"):
                arrow = Qt.Key.Key_Down if typed == "J" else Qt.Key.Key_Up
                super().keyPressEvent(QKeyEvent(QEvent.Type.KeyPress, arrow, Qt.KeyboardModifier.NoModifier))
                return
            if typed.isalpha():
                if not event.isAutoRepeat():
                    self.lettered.emit(typed)
                return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let reasons find their lines again."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
        self._fit_height()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows, then the ring around the one with the keyboard."""
        super().paintEvent(event)
        if self.hasFocus() and self.currentIndex().isValid():
            edge = 2 if theme().dark else 5
            area = self.visualRect(self.currentIndex()).adjusted(edge, edge, -edge, -edge - 1)
            draw_halo(QPainter(self.viewport()), area, 2)

    def _fit_height(self) -> None:
        """The list is as tall as its rows; the page around it scrolls."""
        option = QStyleOptionViewItem()
        delegate = self.itemDelegate()
        rows = range(self._made.rowCount())
        tall = sum(delegate.sizeHint(option, self._made.index(row, 0)).height() for row in rows)
        if tall != self.height():
            self.setFixedHeight(tall)


def _text(
    painter: QPainter,
    rect: QRect,
    text: str,
    *,
    size: int = Size.BODY,
    weight: int = Weight.REGULAR,
    ink: str = "ink",
    right: bool = False,
) -> int:
    """Draw a text in the middle of a rectangle's height and give back its width."""
    font = theme().font(size, weight)
    painter.setFont(font)
    painter.setPen(theme().colour(ink))
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, max(rect.width(), 0))
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    painter.drawText(rect, int(side | Qt.AlignmentFlag.AlignVCenter), shown)
    return QFontMetrics(font).horizontalAdvance(shown)


def _state_room(line: _Line) -> int:
    metrics = QFontMetrics(theme().font(Size.SECOND, Weight.SEMI))
    return max(
        metrics.horizontalAdvance(words) for words in (load_words(line.fit), answer_words(line.ringing))
    )


def _words_room(line: _Line, width: int) -> int:
    return width - px(_LEFT) - px(_RIGHT) - px(12) - _state_room(line)


def _note_lines(line: _Line, room: int) -> list[list[int]]:
    """Which notes stand on which line."""
    metrics = QFontMetrics(theme().font(Size.SECOND, Weight.MEDIUM))
    lines: list[list[int]] = [[]]
    used = 0
    for at, note in enumerate(line.fit.notes):
        wide = px(21) + metrics.horizontalAdvance(note_words(note))
        if lines[-1] and used + wide > room:
            lines.append([])
            used = 0
        lines[-1].append(at)
        used += wide + px(14)
    return lines
