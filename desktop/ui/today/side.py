"""The right column of Today: who is out, the rounds of the day, and the note from the last shift."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.services.notes import Note
from desktop.services.today_rounds import RoundNow
from desktop.ui.base.button import Button, ButtonKind
from desktop.ui.base.card import Card, Glyph, Rule, SectionHeader
from desktop.ui.base.i18n import tr
from desktop.ui.base.label import Label
from desktop.ui.base.theme import px
from desktop.ui.help_words import day_names, local
from desktop.ui.today.faces import FaceRow, OutRow, RoundRow

R = TypeVar("R", bound=FaceRow)
_NOTE_FROM = 340
MOST_ROUNDS = 8
"""More rounds than these are told by a link to the list."""


class _FaceCard(QFrame, Generic[R]):
    """A card of rows that are used again.

    Signals:
        opened: the key of the round whose row was pressed; empty for all.
    """

    opened = Signal(str)

    def __init__(self, make: Callable[[QWidget], R], title: str, note: str, nothing: str) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setAccessibleName(title)
        self.header = SectionHeader(title, note, self)
        self.header.setContentsMargins(px(14), px(10), px(14), px(8))
        self.rows: list[R] = []
        self._make = make
        self._nothing = Label(nothing, self, kind="second", wrap=True)
        self._nothing.setContentsMargins(px(14), px(2), px(14), px(12))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, 1, 1, px(6))
        self._column.setSpacing(0)
        self._column.addWidget(self.header)
        self._column.addWidget(self._nothing)
        self._rules: list[QWidget] = []

    def _rule(self) -> QWidget:
        """A line between rows."""
        return Rule(self)

    def _fill(self, rounds: Sequence[RoundNow], show: Callable[[R, RoundNow], Any]) -> None:
        while len(self.rows) < len(rounds):
            row = self._make(self)
            row.clicked.connect(lambda _=False, row=row: self.opened.emit(row.round.head.id))
            if self.rows:
                rule = self._rule()
                self._rules.append(rule)
                self._column.addWidget(rule)
            self._column.addWidget(row)
            self.rows.append(row)
        for at, row in enumerate(self.rows):
            row.setVisible(at < len(rounds))
            if at < len(rounds):
                show(row, rounds[at])
            if at:
                self._rules[at - 1].setVisible(at < len(rounds))
        self._nothing.setVisible(not rounds)


class OutCard(_FaceCard[OutRow]):
    """Who is out, and who should be back."""

    def __init__(self) -> None:
        """Make it, empty."""
        note, nothing = tr("volunteers ring in when they are back"), tr("Nobody is out.")
        super().__init__(OutRow, tr("Out now"), note, nothing)
        self._shown: Sequence[RoundNow] = ()

    def show_rounds(self, rounds: Sequence[RoundNow], now: datetime) -> None:
        """Show the rounds that are out, first back first."""
        self._shown = rounds
        self._fill(rounds, lambda row, one: row.show_round(one, now))

    def tell_time(self, now: datetime) -> None:
        """Say how late they are now."""
        self.show_rounds(self._shown, now)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The note beside the heading goes before it needs a second line."""
        super().resizeEvent(event)
        self.header.note.setVisible(self.width() >= px(_NOTE_FROM))


class RoundsCard(_FaceCard[RoundRow]):
    """The rounds of today."""

    def __init__(self) -> None:
        """Make it, empty."""
        super().__init__(RoundRow, tr("Rounds today"), "", tr("No rounds today."))
        self.all = Button(tr("All rounds"), kind=ButtonKind.LINK)
        self.all.clicked.connect(lambda: self.opened.emit(""))
        self.header.add_button(self.all)
        self._column.insertWidget(1, self._rule())

    def _rule(self) -> QWidget:
        """A line as wide as the words."""
        room = QWidget(self)
        row = QHBoxLayout(room)
        row.setContentsMargins(px(14), 0, px(14), 0)
        row.addWidget(Rule(room))
        return room

    def show_rounds(self, rounds: Sequence[RoundNow]) -> None:
        """Show the rounds, by hour."""
        shown = rounds[:MOST_ROUNDS]
        left = len(rounds) - len(shown)
        self.header.note.setText(tr("and {count} more", count=left) if left else "")
        self._fill(shown, lambda row, one: row.show_round(one))


class NoteCard(Card):
    """What the last shift left, and the way to leave something for the next."""

    def __init__(self) -> None:
        """Make it, without a note."""
        super().__init__(role="note")
        self._title = Label("", kind="strong")
        self._words = Label("", wrap=True)
        self._by = Label("", kind="second")
        self.write = Button(tr("Leave a note for the next shift"), kind=ButtonKind.LINK, action="note.write")
        words = QVBoxLayout()
        words.setSpacing(px(2))
        for label in (self._title, self._words, self._by):
            words.addWidget(label)
        words.addSpacing(px(6))
        words.addWidget(self.write)
        row = QHBoxLayout()
        row.setSpacing(px(10))
        mark = QVBoxLayout()
        mark.addWidget(Glyph("note", self, size=18))
        mark.addStretch(1)
        row.addLayout(mark)
        row.addLayout(words, 1)
        self.column.addLayout(row)

    def show_note(self, note: Note | None, now: datetime) -> None:
        """Show a note, or that there is none."""
        self._title.setText(_whose(note, now))
        self._words.setText(f"“{note.words}”" if note else tr("No note was left."))
        self._by.setText(_by(note) if note else "")
        self._by.setVisible(note is not None)


def _whose(note: Note | None, now: datetime) -> str:
    if note is None:
        return tr("From the last shift")
    days = (now.date() - local(note.at).date()).days
    return {0: tr("From today’s shift"), 1: tr("From yesterday’s shift")}.get(days, tr("From the last shift"))


def _by(note: Note) -> str:
    at = local(note.at)
    return f"{note.by}, {day_names()[at.weekday()][:3]} {at:%H:%M}"
