"""Beside the call: the duplicate question, what is good to know, what is open, last contacts."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from db.drafts import Draft
from db.enums import Answer, ContactOutcome, Direction, PersonStatus
from db.queries.requests import RequestRow
from desktop.domain.phones import national
from desktop.services.contacts import AttemptLine
from desktop.services.intake import PersonCard
from desktop.ui.base.button import Button
from desktop.ui.base.card import Glyph, Rule, scrolling
from desktop.ui.base.chip import StatusLabel
from desktop.ui.base.flow import FlowLayout
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.label import Label, Sentence, Strong
from desktop.ui.base.theme import px
from desktop.ui.base.tokens import Tone
from desktop.ui.help_words import (
    due_words,
    local,
    moment_words,
    repeat_words,
    short_date,
    status_cell,
)
from desktop.ui.intake.alike import AlikeNotice
from desktop.ui.intake.call_state import title_of
from desktop.ui.intake.cards import CardsBeside
from desktop.ui.words import say


class SidePane(QFrame):
    """The pane; it is filled anew for each person.

    Signals:
        resume_asked: go on with a call put aside: the key of its draft.
    """

    resume_asked = Signal(str)

    def __init__(self, wording: str, parent: QWidget | None = None) -> None:
        """Make it, with nobody chosen.

        Args:
            wording: what is read out before sharing is ticked.
            parent: the owner.
        """
        super().__init__(parent)
        self.setProperty("role", "pane")
        self.alike = AlikeNotice(self)
        self.facts = _Facts()
        self.cards = CardsBeside(self.facts)
        whole = QVBoxLayout(self.facts)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.cards)
        self._facts = QVBoxLayout()
        self._facts.setSpacing(0)
        whole.addLayout(self._facts, 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.alike)
        self._scroll = scrolling(self.facts, self)
        self._column.addWidget(self._scroll, 1)
        self._column.addWidget(Rule(self))
        read_out = Label(wording, kind="second", wrap=True)
        self._column.addWidget(_section(tr("Read out before sharing"), [read_out]))
        self.show_waiting((), date.min)

    def give_facts(self, place: QVBoxLayout) -> None:
        """Let the facts stand somewhere else; `take_facts` has them back."""
        self._scroll.takeWidget()
        place.addWidget(self.facts)
        self.facts.show()

    def take_facts(self) -> None:
        """Show the facts here again."""
        self._scroll.setWidget(self.facts)

    def show_person(self, card: PersonCard, today: date) -> None:
        """Show what is good to know about somebody."""
        self._clear()
        good = _good_to_know(card)
        if good:
            self._add(_section(tr("Good to know"), good))
        opened = [_open_line(row, today) for row in card.open_requests]
        title = tr("Open for {name}", name=card.first_name or card.name)
        empty = Label(tr("Nothing is open."), kind="second")
        self._add(_section(title, opened or [empty], f"{len(opened):,}" if opened else ""))
        if card.contacts:
            self._add(_section(tr("Last contacts"), [_contacts(card.contacts)]))
        self._facts.addStretch(1)

    def show_waiting(self, drafts: Sequence[Draft], today: date) -> None:
        """Nobody is chosen: show the calls that wait."""
        self._clear()
        if drafts:
            lines = [self._draft_line(draft, today) for draft in drafts]
            note = tr_count("{count} call", "{count} calls", len(drafts))
            self._add(_section(tr("Put aside"), lines, note))
        else:
            words = tr("Type a number or a name.")
            self._add(_section(tr("Who is calling?"), [Label(words, kind="second", wrap=True)]))
        self._facts.addStretch(1)

    def _draft_line(self, draft: Draft, today: date) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(10))
        words = QVBoxLayout()
        words.setSpacing(0)
        title = title_of(draft.body)
        words.addWidget(Label(title, kind="strong", wrap=True))
        words.addWidget(Label(tr("kept {when}", when=moment_words(draft.at, today)), kind="second"))
        row.addLayout(words, 1)
        button = Button(tr("Go on"), small=True)
        button.setAccessibleName(tr("Go on with the call of {name}", name=title))
        button.clicked.connect(lambda: self.resume_asked.emit(draft.id))
        row.addWidget(button)
        return line

    def _add(self, section: QWidget) -> None:
        if self._facts.count():
            self._facts.addWidget(Rule())
        self._facts.addWidget(section)

    def _clear(self) -> None:
        while self._facts.count():
            item = self._facts.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()


class _Facts(QWidget):
    """What scrolls: its height follows from its width, not from its words at their narrowest."""

    def minimumSizeHint(self) -> QSize:
        return QSize(px(200), px(60))


def _section(title: str, lines: Sequence[QWidget], note: str = "") -> QWidget:
    section = QWidget()
    column = QVBoxLayout(section)
    column.setContentsMargins(px(18), px(11), px(18), px(10))
    column.setSpacing(px(7))
    head = QHBoxLayout()
    head.addWidget(Label(title, kind="field", wrap=True), 1)
    if note:
        head.addWidget(Label(note, kind="second"))
    column.addLayout(head)
    for line in lines:
        column.addWidget(line)
    return section


def _good_to_know(card: PersonCard) -> list[QWidget]:
    lines: list[QWidget] = []
    status = PersonStatus(card.status)
    if status is not PersonStatus.ACTIVE:
        lines.append(_fact("alert-triangle", say(status) + ".", "", tone="danger"))
    safe = _safe_contact(card)
    if safe:
        lines.append(_fact("shield-check", tr("Safe contact."), safe))
    for icon, words in (
        ("ear", card.communication_needs),
        ("door", card.door_note),
        ("info-circle", card.good_to_know),
    ):
        if words:
            lines.append(_fact(icon, *_first_sentence(words)))
    return lines


def _safe_contact(card: PersonCard) -> str:
    parts = []
    if card.safe_number:
        parts.append(tr("Ring only {number}.", number=national(card.safe_number)))
    if card.safe_when:
        parts.append(card.safe_when.rstrip(".") + ".")
    if card.safe_message is Answer.NO:
        parts.append(tr("Leave no message."))
    return " ".join(parts)


def _first_sentence(words: str) -> tuple[str, str]:
    first, stop, rest = words.partition(". ")
    return first + stop.strip(), rest


def _fact(icon: str, lead: str, rest: str, tone: str = "ink2") -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(px(9))
    row.addWidget(Glyph(icon, tone=tone, size=18), 0, Qt.AlignmentFlag.AlignTop)
    words = Sentence(Strong(lead), *([rest] if rest else []), tone="danger" if tone == "danger" else "ink")
    words.setProperty("kind", "body")
    row.addWidget(words, 1)
    return line


def _open_line(row: RequestRow, today: date) -> QWidget:
    state = status_cell(row.status, row.volunteer)
    line = QWidget()
    box = QHBoxLayout(line)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(px(9))
    box.addWidget(Glyph(row.icon, size=18))
    need = ", ".join(part for part in (row.need, repeat_words(row.recurrence)) if part)
    box.addWidget(Label(need, wrap=True), 1)
    then = FlowLayout(line_gap=0)
    then.addWidget(Label(due_words(row.due_on, row.due_time, today), kind="second"))
    then.addWidget(StatusLabel(state.text, icon=state.icon, tone=state.tone or Tone.SECOND))
    box.addLayout(then)
    return line


def _contacts(attempts: Sequence[AttemptLine]) -> QWidget:
    table = QWidget()
    grid = QGridLayout(table)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(px(16))
    grid.setVerticalSpacing(px(6))
    grid.setColumnStretch(1, 1)
    for at, attempt in enumerate(attempts):
        when = Label(short_date(local(attempt.at).date()), kind="second")
        grid.addWidget(when, at, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(Label(f"{_contact_words(attempt)} {attempt.by}", kind="second", wrap=True), at, 1)
    return table


def _contact_words(attempt: AttemptLine) -> str:
    need = attempt.need[:1].lower() + attempt.need[1:]
    rang_us = attempt.direction is Direction.INBOUND and attempt.outcome is ContactOutcome.REACHED
    words = tr("Rang us") if rang_us else say(attempt.outcome)
    if rang_us and need and not attempt.note:
        return tr("Asked for {need}.", need=need)
    if need:
        words = tr("{what} about {need}", what=words, need=need)
    return f"{words}: {attempt.note.rstrip('.')}." if attempt.note else f"{words}."
