"""Beside an open concern: whom to ring, what is to do, and who has opened it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from db.enums_concerns import ConcernState, EntryKind, NextStep
from desktop.domain.concerns import ConcernFile, Entry
from desktop.services.holds import HoldLine
from desktop.ui.base.card import Glyph
from desktop.ui.base.choice import CheckBox
from desktop.ui.base.field import Field
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.label import Label
from desktop.ui.base.theme import px
from desktop.ui.concerns.parts import as_typed, emergency, numbers, refill, section
from desktop.ui.concerns.words import first_name
from desktop.ui.help_words import moment_words, short_date

SHOWN_LOOKS = 8


@dataclass(frozen=True, slots=True)
class DueStep:
    """One thing to do about a concern.

    Attributes:
        title: what.
        note: how, or when; who did it once it is done.
        is_done: whether it is.
    """

    title: str
    note: str = ""
    is_done: bool = False


def due_steps(file: ConcernFile, today: date) -> list[DueStep]:
    """What is done and what is to do: what was written down as done, and what the last decision asks for.

    Args:
        file: the concern.
        today: decides how moments are said.
    """
    done = {one.words: one for one in file.of(EntryKind.STEP)}
    asked = _asked_for(file)
    found = []
    read = next((one for one in file.entries if one.kind is EntryKind.VIEWED), None)
    if read is not None:
        found.append(DueStep(tr("Read and acknowledged"), _by(read, today), True))
    found += [DueStep(words, _by(one, today), True) for words, one in done.items()]
    return found + [one for one in asked if one.title not in done]


def _asked_for(file: ConcernFile) -> list[DueStep]:
    decision, name = file.decision, first_name(file.account.about.name)
    if file.state is ConcernState.CLOSED:
        return []
    if decision is None:
        return [DueStep(tr("Decide what to do"), tr("The same day"))]
    found = {
        NextStep.TALK_FIRST: [DueStep(tr("Talk to {name}", name=name))],
        NextStep.REFER: [
            DueStep(tr("Report by phone, then in writing"), tr("Print the alert form")),
            *([] if file.of(EntryKind.REFERRAL) else [DueStep(tr("Record the referral"), tr("Under More"))]),
        ],
        NextStep.WATCH: [
            DueStep(
                tr("Look again"),
                tr("On {day}", day=short_date(decision.review_on)) if decision.review_on else "",
            )
        ],
        NextStep.NOTHING_MORE: [],
    }[decision.step]
    author = first_name(file.entries[0].by)
    return [
        *found,
        DueStep(tr("Tell {name} it is being dealt with", name=author), tr("Not what was decided")),
    ]


def _by(entry: Entry, today: date) -> str:
    return f"{first_name(entry.by)}, {moment_words(entry.at, today)}"


class LeadSide(QFrame):
    """The pane.

    Signals:
        step_done: words of something that was done.
        typed: something is being written.
    """

    step_done = Signal(str)
    typed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make it, empty.

        Args:
            parent: the owner.
        """
        super().__init__(parent)
        self.setProperty("role", "pane")
        self.ticks: dict[str, CheckBox] = {}
        self.other: Field | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def minimumSizeHint(self) -> QSize:
        """Its height follows from its width."""
        return QSize(px(200), px(60))

    def show_file(
        self,
        file: ConcernFile | None,
        phones: Sequence[tuple[str, str]],
        today: date,
        kept: Sequence[HoldLine] = (),
    ) -> None:
        """Show what belongs to a concern, or the numbers alone.

        Args:
            file: the concern; None where none is open.
            phones: whom to ring outside the hub.
            today: the day it is.
            kept: holds that stand on the records of whom it is about.
        """
        self.ticks, self.other = {}, None
        parts = [section(tr("Ring now"), numbers((*phones, *emergency())))]
        if not phones:
            column = parts[0].layout()
            assert isinstance(column, QVBoxLayout)
            words = tr("Add the council's safeguarding numbers in Settings.")
            column.addWidget(Label(words, kind="second", wrap=True))
        if file is not None:
            parts += [self._steps(file, today), *([_kept(kept)] if kept else []), _looks(file, today)]
        refill(self._column, parts)

    def inputs(self) -> list[QWidget]:
        """Where the keyboard goes, in order."""
        return [*self.ticks.values(), *([self.other] if self.other is not None else [])]

    def _steps(self, file: ConcernFile, today: date) -> QWidget:
        made = section(tr("To do"))
        column = made.layout()
        assert isinstance(column, QVBoxLayout)
        for one in due_steps(file, today):
            column.addWidget(_done(one) if one.is_done else self._open(one))
        if file.state is not ConcernState.CLOSED:
            other = self.other = Field(hint=tr("Something else you did"), max_length=300)
            other.setAccessibleName(tr("Something else you did; Enter records it"))
            other.textChanged.connect(self.typed)
            other.returnPressed.connect(lambda: self._on_other(other.text().strip()))
            column.addWidget(other)
        return made

    def _open(self, one: DueStep) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        tick = CheckBox(as_typed(one.title))
        tick.toggled.connect(partial(self._on_tick, one.title))
        self.ticks[one.title] = tick
        column.addWidget(tick)
        if one.note:
            note = Label(one.note, kind="second", wrap=True)
            note.setContentsMargins(px(26), 0, 0, 0)
            column.addWidget(note)
        return holder

    def _on_tick(self, title: str, on: bool) -> None:
        if on:
            self.step_done.emit(title)

    def _on_other(self, words: str) -> None:
        if words:
            self.step_done.emit(words)


def _done(one: DueStep) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(px(8))
    row.addWidget(Glyph("square-check", tone="accent", size=18), 0, Qt.AlignmentFlag.AlignTop)
    column = QVBoxLayout()
    column.setSpacing(0)
    column.addWidget(Label(one.title, wrap=True))
    column.addWidget(Label(one.note, kind="second", wrap=True))
    row.addLayout(column, 1)
    return holder


def _looks(file: ConcernFile, today: date) -> QWidget:
    looks = [one for one in reversed(file.entries) if one.kind is EntryKind.VIEWED]
    grid = QGridLayout()
    grid.setHorizontalSpacing(px(10))
    grid.setVerticalSpacing(px(6))
    grid.setColumnStretch(0, 1)
    lines = [(one.by, one.at) for one in looks[:SHOWN_LOOKS]]
    first = file.entries[0]
    lines.append((tr("{name}, wrote it", name=first.by), first.at))
    for at, (who, when) in enumerate(lines):
        grid.addWidget(Label(who, kind="second", wrap=True), at, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(Label(moment_words(when, today), kind="second"), at, 1, Qt.AlignmentFlag.AlignTop)
    made = section(tr("Who has opened this"), grid)
    column = made.layout()
    assert isinstance(column, QVBoxLayout)
    more = len(looks) - SHOWN_LOOKS
    if more > 0:
        column.addWidget(
            Label(tr_count("and {count} time before", "and {count} times before", more), kind="second")
        )
    can = ", ".join((*file.readers, *([tr("the safeguarding card")] if file.card else [])))
    column.addWidget(Label(tr("Can open it: {names}", names=can), kind="second", wrap=True))
    return made


def _kept(kept: Sequence[HoldLine]) -> QWidget:
    """That records stay whatever is due, until when at the least, and why; the lead's alone to read."""
    lines: list[QWidget] = []
    for one in kept:
        until = short_date(one.look_again_on) if one.look_again_on else ""
        words = tr("Nothing of {reference} is erased.", reference=one.reference)
        when = tr("Kept until looked at on {day}.", day=until) if until else tr("Kept until it is lifted.")
        lines.append(Label(f"{words} {when}", kind="strong", wrap=True))
        lines.append(Label(one.reason, kind="second", wrap=True))
    return section(tr("Records kept"), *lines)
