"""The middle of the calling screen: whom, last time, questions, notes, what was promised."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from db.enums import ContactOutcome
from db.enums_calls import CallMood, HowFar
from desktop.domain.errors import DomainError
from desktop.domain.phones import national
from desktop.services.call_details import CallDetail
from desktop.services.call_records import CallDone
from desktop.ui.base.avatar import Avatar
from desktop.ui.base.button import Button
from desktop.ui.base.card import Card, Glyph
from desktop.ui.base.dates import parse_date, show_date
from desktop.ui.base.field import ErrorBlock, Field, TextArea
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.label import Label
from desktop.ui.base.notice import Notice
from desktop.ui.base.theme import px
from desktop.ui.base.tokens import Tone
from desktop.ui.calls.questions import Answers, Questions
from desktop.ui.help_words import local, short_date

STACKED_BELOW = 550
"""Width of the form, in px at 100%, under which questions stand above their answers."""
USUAL_PROMISE = timedelta(days=2)


class CallForm(QWidget):
    """One call.

    Signals:
        edited: something was typed or answered.
        ring_asked: the caller rings now.
        request_asked: make a request of the notes.
        words_typed: the notes are different now.
    """

    edited = Signal()
    ring_asked = Signal()
    request_asked = Signal()
    words_typed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make it, empty."""
        super().__init__(parent)
        self._today = date.min
        self.need_code = ""
        self._need = ""
        self._hinted: tuple[str, str] | None = None
        self._build_head()
        self.notice = Notice("", "", self, tone=Tone.WARN)
        self.questions = Questions(self)
        self.notes = TextArea("", self, name=tr("Notes"), lines=3, max_length=4000)
        self._notes = ErrorBlock(self.notes, self)
        self._hint = _Hint(self)
        self._build_promise()
        column = QVBoxLayout(self)
        column.setContentsMargins(px(20), px(14), px(20), px(14))
        column.setSpacing(px(10))
        column.addLayout(self._head)
        column.addWidget(self._last)
        column.addWidget(self.notice)
        column.addWidget(self.questions)
        self._notes_label = Label(tr("Notes"), self, kind="field", wrap=True)
        self._notes_label.setBuddy(self.notes)
        column.addWidget(self._notes_label)
        column.addWidget(self._notes)
        column.addWidget(self._hint)
        column.addWidget(self._promise_line)
        self.foot = QVBoxLayout()
        column.addLayout(self.foot)
        column.addStretch(1)
        self.questions.edited.connect(self._on_edited)
        self.notes.textChanged.connect(self._on_words)
        self._hint.button.clicked.connect(self.request_asked)
        for field in (self.promise, self.promise_on):
            field.textEdited.connect(self._on_edited)

    def minimumSizeHint(self) -> QSize:
        """The form scrolls before it widens the window."""
        return QSize(px(300), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put questions above their answers where there is no room beside them."""
        super().resizeEvent(event)
        stacked = self.width() < px(STACKED_BELOW)
        ways = QBoxLayout.Direction
        way = ways.TopToBottom if stacked else ways.LeftToRight
        self._head.setDirection(way)
        self._promise_row.setDirection(way)
        self.questions.set_stacked(stacked)
        self._hint.set_stacked(stacked)

    # what is shown

    def show_call(self, detail: CallDetail, today: date) -> None:
        """Show an empty form for a call."""
        self._today = today
        self._avatar.set_name(detail.name)
        self._name.setText(detail.name)
        self._facts.setText(_facts(detail))
        self._phone.setText(national(detail.phone) if detail.phone else tr("No number"))
        self._show_last(detail)
        step = detail.row.next_step
        self.questions.begin(detail.called, is_first=detail.last is None)
        for part in (self.questions, self._promise_line, self.ring):
            part.setVisible(not step)
        self._notes_label.setText(tr("What was found out, and who says so") if step else tr("Notes"))
        self.notice.setVisible(bool(step))
        if step:
            self._say_step(detail)
        self.set_body({})

    def show_hint(self, hint: tuple[str, str] | None) -> None:
        """Offer to make a request of what the words suggest."""
        self._hinted = hint
        self._show_hint()

    def take_need(self) -> bool:
        """Make a request of the notes when the call is saved, or not after all; whether a need is known."""
        if self.need_code:
            self.need_code = self._need = ""
        elif self._hinted is not None:
            self.need_code, self._need = self._hinted
        else:
            return False
        self._show_hint()
        self._on_edited()
        return True

    def show_clock(self, seconds: int | None) -> None:
        """Say how long the call has lasted; None before it began."""
        words = tr("Ring now")
        if seconds is not None:
            words = tr("On the call, {time}", time=f"{seconds // 60}:{seconds % 60:02}")
        self.ring.setText(words)

    # what was typed

    def body(self) -> dict[str, Any]:
        """The call as typed, as JSON can hold it; empty where nothing was."""
        held = {
            **{key: value for key, value in self.questions.answers()._asdict().items() if value is not None},
            "note": self.notes.toPlainText(),
            "promise": self.promise.text(),
            "need": self.need_code,
            "need_name": self._need,
        }
        held = {key: value for key, value in held.items() if value not in ("", None)}
        if held.get("promise"):
            held["promise_on"] = self.promise_on.text()
        return held

    def set_body(self, body: Mapping[str, Any]) -> None:
        """Put a kept call in."""
        mood, eating, warm = body.get("mood"), body.get("eating"), body.get("warm")
        self.questions.set_answers(
            Answers(
                CallMood(mood) if mood else None,
                HowFar(eating) if eating else None,
                HowFar(warm) if warm else None,
                body.get("seen_anyone"),
            )
        )
        self.need_code, self._need = str(body.get("need", "")), str(body.get("need_name", ""))
        self._hinted = None
        self.notes.blockSignals(True)
        self.notes.setPlainText(str(body.get("note", "")))
        self.notes.blockSignals(False)
        self.promise.setText(str(body.get("promise", "")))
        self.promise_on.setText(str(body.get("promise_on", show_date(self._today + USUAL_PROMISE))))
        for block in (self._notes, self._promised):
            block.clear()
        self._show_hint()

    def done(self, outcome: ContactOutcome, minutes: int | None) -> CallDone:
        """The call as it went.

        Raises:
            DomainError: nothing was said, or the day of the promise cannot be read.
        """
        answers, note = self.questions.answers(), self.notes.toPlainText().strip()
        talked = outcome is ContactOutcome.REACHED
        if talked and answers.mood is None and not note:
            raise DomainError(tr("Say how they are, or press No answer."), field="note")
        promise = self.promise.text().strip()
        try:
            on = parse_date(self.promise_on.text(), self._today) if promise else None
        except DomainError as problem:
            raise DomainError(problem.user_message, field="promise_on") from None
        values: dict[str, Any] = answers._asdict()
        return CallDone(
            outcome,
            note,
            **values,
            minutes=minutes if talked else None,
            promise=promise,
            promise_on=on,
            need_code=self.need_code,
        )

    def say(self, problem: DomainError) -> None:
        """Say what is wrong beside its field, and put the keyboard there."""
        field = getattr(problem, "field", "")
        block = self._promised if field in ("promise", "promise_on") else self._notes
        block.say(problem.user_message)
        (self.promise_on if field == "promise_on" else block.field).setFocus()

    def take_keyboard(self) -> None:
        """Put the keyboard where the call begins."""
        if self.questions.isVisible():
            self.questions.take_keyboard()
        else:
            self.notes.setFocus()

    # building

    def _build_head(self) -> None:
        self._avatar = Avatar("", self)
        self._name = Label("", self, kind="page", wrap=True)
        self._facts = Label("", self, kind="second", wrap=True)
        self._phone = Label("", self, kind="page")
        self._phone.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.ring = Button(tr("Ring now"), self, icon="phone-call", small=True)
        self.ring.clicked.connect(self.ring_asked)
        self._last = Card(self, role="note", pad=10)
        self._last_words = Label("", self._last, wrap=True)
        self._last_who = Label("", self._last, kind="second", wrap=True)
        self._last.column.setSpacing(px(2))
        for label in (Label(tr("Last time"), self._last, kind="field"), self._last_words, self._last_who):
            self._last.column.addWidget(label)
        who, ring = QVBoxLayout(), QVBoxLayout()
        for column, parts in ((who, (self._name, self._facts)), (ring, (self._phone, self.ring))):
            column.setSpacing(px(2))
            for part in parts:
                column.addWidget(part)
        ring.setAlignment(self._phone, Qt.AlignmentFlag.AlignRight)
        ring.setAlignment(self.ring, Qt.AlignmentFlag.AlignRight)
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._head.setSpacing(px(12))
        name = QHBoxLayout()
        name.setSpacing(px(14))
        name.addWidget(self._avatar)
        name.addLayout(who, 1)
        self._head.addLayout(name, 1)
        self._head.addLayout(ring)

    def _build_promise(self) -> None:
        self._promise_line = QWidget(self)
        self._promise_row = row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._promise_line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(9))
        self.promise = Field("", self._promise_line, name=tr("You promised"), max_length=200)
        self.promise_on = Field("", self._promise_line, name=tr("By when"), max_length=30)
        self.promise_on.setMaximumWidth(px(130))
        pair = QWidget(self._promise_line)
        both = QHBoxLayout(pair)
        both.setContentsMargins(0, 0, 0, 0)
        both.addWidget(self.promise, 1)
        both.addWidget(self.promise_on)
        self._promised = ErrorBlock(pair, self._promise_line)
        row.addWidget(Glyph("calendar-plus", self._promise_line))
        row.addWidget(Label(tr("You promised"), self._promise_line, kind="field"))
        row.addWidget(self._promised, 1)

    # answers

    def _show_last(self, detail: CallDetail) -> None:
        last = detail.last
        self._last.setVisible(last is not None or bool(detail.row.gently))
        if last is None:
            self._last_words.setText(detail.row.gently)
            self._last_who.setText(tr("This is the first call."))
            return
        self._last_words.setText(last.note or tr("Nothing was written down."))
        parts = [last.by, short_date(local(last.at).date())]
        if last.minutes is not None:
            parts.append(tr_count("{count} minute", "{count} minutes", last.minutes))
        self._last_who.setText(", ".join(parts))

    def _say_step(self, detail: CallDetail) -> None:
        times = tr_count("No answer once.", "No answer {count} times.", detail.row.misses)
        if detail.is_last_resort:
            lead = tr("Nobody knows how {name} is.", name=detail.called)
            words = tr("Every step was taken. Tell the safeguarding lead now: raise a concern, or ring them.")
            self.notice.say(lead, words, tone=Tone.DANGER)
            return
        step = detail.steps[detail.row.next_step - 1]
        rest = " · ".join(part for part in (national(step.phone), step.note) if part)
        said = tr("Step {number}: {words}.", number=step.position, words=step.words)
        self.notice.say(times, f"{said} {rest}".strip(), tone=Tone.WARN)

    def _show_hint(self) -> None:
        if self.need_code:
            words = tr("A request for {need} is made with this call.", need=self._need.lower())
            self._hint.offer(words, tr("Not after all"))
        elif self._hinted is not None:
            words = tr("Sounds like: {need}. Make a request from these notes?", need=self._hinted[1])
            self._hint.offer(words, "")
        self._hint.setVisible(bool(self.need_code or self._hinted))

    def _on_edited(self) -> None:
        for block in (self._notes, self._promised):
            block.clear()
        self.edited.emit()

    def _on_words(self) -> None:
        self._on_edited()
        self.words_typed.emit(self.notes.toPlainText())


class _Hint(Notice):
    """What the words suggest, with the button that makes a request of them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("", "", parent, tone=Tone.INFO)
        self._make = tr("Make request")
        self.button = Button(self._make, self, keys=(tr("Ctrl"), "R"), small=True, action="request.set")
        self.add_button(self.button)

    def offer(self, words: str, verb: str) -> None:
        """Say what is suggested, and what the button does."""
        self.say(words)
        self.button.setText(verb or self._make)


def _facts(detail: CallDetail) -> str:
    aged = tr("aged {age}", age=detail.age) if detail.age is not None else ""
    alone = tr("lives alone") if detail.lives_alone else ""
    return " · ".join(part for part in (detail.address, aged, alone) if part)
