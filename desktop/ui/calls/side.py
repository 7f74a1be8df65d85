"""Beside the call: what is done where nobody answers, what is good to know, the last calls."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from db.enums import Answer
from db.queries.calls import PromiseRow, StepRow
from desktop.domain.dates import clock_24
from desktop.domain.phones import national
from desktop.services.call_details import SHOWN_CALLS, CallDetail
from desktop.ui.base.button import Button
from desktop.ui.base.card import Glyph, Rule, scrolling
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.label import Label
from desktop.ui.base.paint import box
from desktop.ui.base.theme import px, theme
from desktop.ui.base.tokens import Size, Weight
from desktop.ui.calls.moods import MoodChart
from desktop.ui.calls.words import moods
from desktop.ui.help_words import local, short_date


class CallSide(QFrame):
    """The pane; it is filled anew for each call.

    Signals:
        kept: what was promised was done: its key.
    """

    kept = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make it, empty."""
        super().__init__(parent)
        self.setProperty("role", "pane")
        self._inside = _Inside()
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._scroll = scrolling(self._inside, self)
        outer.addWidget(self._scroll)

    def give_facts(self, place: QVBoxLayout) -> None:
        """Let what stands here stand somewhere else; `take_facts` has it back."""
        self._scroll.takeWidget()
        place.addWidget(self._inside)
        self._inside.show()

    def take_facts(self) -> None:
        """Show it here again."""
        self._scroll.setWidget(self._inside)

    def show_call(self, detail: CallDetail | None, today: date) -> None:
        """Show what belongs to a call; None for none."""
        while self._column.count():
            item = self._column.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if detail is None:
            return
        self._add(tr("If there is no answer"), _steps(detail))
        known = _good_to_know(detail)
        if known:
            self._add(tr("Good to know"), known)
        if detail.promises:
            self._add(tr("Promised"), [self._promise(one) for one in detail.promises])
        self._add_moods(detail, today)
        self._column.addStretch(1)

    def _promise(self, one: PromiseRow) -> QWidget:
        words = tr("{day}: {what} ({name})", day=short_date(one.due_on), what=one.words, name=one.by)
        line = QWidget()
        column = QVBoxLayout(line)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        column.addWidget(_fact("calendar-event", words))
        button = Button(tr("Kept"), small=True, icon="check", action="call.make")
        button.setAccessibleName(tr("Kept: {what}", what=one.words))
        button.clicked.connect(lambda: self.kept.emit(one.id))
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return line

    def _add_moods(self, detail: CallDetail, today: date) -> None:
        calls = [(local(one.at).date(), one.mood) for one in reversed(detail.calls) if one.mood is not None][
            -SHOWN_CALLS:
        ]
        if not calls:
            return
        chart = MoodChart()
        chart.show_calls(calls, today)
        newest, mood = calls[-1]
        words = tr("Last: {mood}, {day}", mood=moods()[mood], day=short_date(newest))
        title = tr_count("Last {count} call", "Last {count} calls", len(calls))
        self._add(title, [chart, Label(words, kind="second", wrap=True)])

    def _add(self, title: str, lines: Sequence[QWidget]) -> None:
        if self._column.count():
            self._column.addWidget(Rule())
        section = QWidget()
        column = QVBoxLayout(section)
        column.setContentsMargins(px(16), px(14), px(16), px(14))
        column.setSpacing(px(9))
        column.addWidget(Label(title, kind="strong", wrap=True))
        for line in lines:
            column.addWidget(line)
        self._column.addWidget(section)


class _Inside(QWidget):
    """What scrolls: its height follows from its width."""

    def minimumSizeHint(self) -> QSize:
        return QSize(px(180), px(60))


class _Number(QWidget):
    """The number of a step in a ring; filled where its turn has come."""

    def __init__(self, number: int, *, now: bool) -> None:
        super().__init__()
        self._number, self._now = str(number), now
        self.setFixedSize(px(21), px(21))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        fill, edge = ("accent", "accent") if self._now else ("surface", "ctl")
        box(painter, self.rect(), fill=fill, edge=edge, radius=10)
        painter.setFont(theme().font(Size.KEY, Weight.SEMI))
        painter.setPen(theme().colour("onaccent" if self._now else "ink2"))
        wide = QFontMetrics(painter.font()).horizontalAdvance(self._number)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(self.rect().adjusted((self.width() - wide) // 2, 0, 0, 0), middle, self._number)


def _steps(detail: CallDetail) -> list[QWidget]:
    tries = tr_count("Ring once, then:", "Ring {count} times, then:", detail.row.tries)
    lines: list[QWidget] = [Label(tries, kind="second", wrap=True)]
    lines += [_step(one, detail.row.next_step == one.position) for one in detail.steps]
    last = len(detail.steps) + 1
    words = tr("Tell the safeguarding lead")
    lines.append(_numbered(last, words, "", now=detail.row.next_step >= last))
    return lines


def _step(one: StepRow, now: bool) -> QWidget:
    parts = (
        national(one.phone),
        one.note,
        tr("before {time}", time=clock_24(one.by_time)) if one.by_time else "",
    )
    return _numbered(one.position, one.words, " · ".join(part for part in parts if part), now=now)


def _numbered(number: int, words: str, second: str, *, now: bool) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(px(9))
    row.addWidget(_Number(number, now=now), 0, Qt.AlignmentFlag.AlignTop)
    column = QVBoxLayout()
    column.setSpacing(0)
    column.addWidget(Label(words, kind="strong" if now else "body", wrap=True))
    if second:
        column.addWidget(Label(second, kind="second", wrap=True))
    row.addLayout(column, 1)
    return line


def _good_to_know(detail: CallDetail) -> list[QWidget]:
    facts = (
        ("shield-check", tr("Ring only this number") if detail.only_this_number else ""),
        ("clock", detail.safe_when),
        ("phone-off", tr("Leave no message") if detail.safe_message is Answer.NO else ""),
        ("alert-circle", detail.row.gently),
        ("ear", detail.communication_needs),
        ("heart", detail.talk_about),
        ("info-circle", detail.good_to_know),
    )
    return [_fact(icon, words) for icon, words in facts if words]


def _fact(icon: str, words: str) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(px(9))
    row.addWidget(Glyph(icon, size=18), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(Label(words, wrap=True), 1)
    return line
