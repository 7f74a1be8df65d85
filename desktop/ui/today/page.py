"""The Today page: what waits, the rounds of the day, and the note from the last shift."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from db.enums import Urgency
from db.queries.requests import RequestFilter, RequestRow
from desktop.context import AppContext
from desktop.domain.names import full_name
from desktop.services.notes import Note, Notes
from desktop.services.requests import Requests
from desktop.ui.base.button import Button, ButtonKind
from desktop.ui.base.card import Card, SectionHeader, scrolling
from desktop.ui.base.chip import StatusLabel
from desktop.ui.base.dialog import FormDialog
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.label import Label
from desktop.ui.base.page import Page
from desktop.ui.base.theme import px
from desktop.ui.words import say

MOST_LISTED = 12


@dataclass(frozen=True, slots=True)
class Day:
    """What the page shows."""

    today: date
    counts: dict[str, int]
    waiting: list[RequestRow]
    note: Note | None


class TodayPage(Page):
    """What needs somebody now."""

    entities = frozenset({"request", "task", "shift_note", "offer"})

    def __init__(self, context: AppContext) -> None:
        """Make the page."""
        super().__init__(tr("Today"))
        self._context = context
        self._list = Card(self)
        self._figures = QHBoxLayout()
        self._figures.setSpacing(px(28))
        self._note_words = Label("", kind="quote", wrap=True)
        self._note_by = Label("", kind="second")
        self.write_button = Button(tr("Leave a note for the next shift"), icon="note", small=True)
        self.write_button.clicked.connect(self._on_write_clicked)
        self._build()

    def shown(self) -> None:
        """Read the day."""
        self.refresh(None)

    def refresh(self, changes: Any) -> None:
        """Read the day again."""
        self._context.jobs.read(self._read, self._on_day, key="today")

    def _read(self) -> Day:
        requests, actor = self._context.service(Requests), self._context.actor
        ids = requests.ids(actor, RequestFilter("to_triage"), "urgency")
        ids += requests.ids(actor, RequestFilter("to_match"), "urgency")
        notes = self._context.service(Notes).latest(actor)
        rows = requests.rows(actor, ids[:MOST_LISTED])
        return Day(requests.today(), requests.counts(actor), rows, notes[0] if notes else None)

    def _build(self) -> None:
        note = Card(self, role="note")
        note.column.addWidget(SectionHeader(tr("From the last shift")))
        note.column.addWidget(self._note_words)
        note.column.addWidget(self._note_by)
        row = QHBoxLayout()
        row.addWidget(self.write_button)
        row.addStretch(1)
        note.column.addLayout(row)
        note.setMaximumWidth(px(372))
        side = QVBoxLayout()
        side.addWidget(note)
        side.addStretch(1)
        left = QVBoxLayout()
        left.setSpacing(px(14))
        left.addLayout(self._figures)
        left.addWidget(self._list)
        left.addStretch(1)
        content = QWidget()
        columns = QHBoxLayout(content)
        columns.setContentsMargins(px(20), px(16), px(14), px(16))
        columns.setSpacing(px(14))
        columns.addLayout(left, 2)
        columns.addLayout(side, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolling(content, self))

    def _on_day(self, day: Day) -> None:
        self.set_title(tr("Today"), f"{day.today:%A} {day.today.day} {day.today:%B}")
        _clear(self._figures)
        for key, words in (
            ("to_triage", tr("requests\nto triage")),
            ("to_match", tr("requests\nwith no one yet")),
            ("in_hand", tr("requests\nin hand")),
        ):
            self._figures.addWidget(Label(str(day.counts[key]), kind="figure"))
            self._figures.addWidget(Label(words, kind="second"))
        self._figures.addStretch(1)
        self._fill_list(day)
        self._note_words.setText(f"“{day.note.words}”" if day.note else tr("No note yet."))
        self._note_by.setText(f"{day.note.by}, {day.note.at.astimezone():%a %H:%M}" if day.note else "")

    def _fill_list(self, day: Day) -> None:
        _clear(self._list.column)
        total = day.counts["to_triage"] + day.counts["to_match"]
        words = tr_count("{count} thing", "{count} things", total)
        self._list.column.addWidget(SectionHeader(tr("Waiting for somebody"), words))
        if not day.waiting:
            self._list.column.addWidget(Label(tr("Nothing needs you."), tone="ink2"))
        for row in day.waiting:
            self._list.column.addWidget(self._line(row))

    def _line(self, row: RequestRow) -> QWidget:
        line = QWidget()
        across = QHBoxLayout(line)
        across.setContentsMargins(0, px(4), 0, px(4))
        across.setSpacing(px(12))
        shape = StatusLabel("", urgency=row.urgency)
        shape.setFixedWidth(px(22))
        across.addWidget(shape)
        words = QVBoxLayout()
        words.setSpacing(px(2))
        name = full_name(row.first_name, row.last_name) or f"R-{row.number}"
        words.addWidget(Label(tr("{need} for {name}", need=row.need, name=name), kind="strong"))
        words.addWidget(Label(", ".join(p for p in (say(row.urgency), row.area) if p), kind="second"))
        across.addLayout(words, 1)
        fresh = row.volunteer == "" and row.status.value != "new"
        verb = Button(tr("Find someone") if fresh else tr("Open"), kind=_kind(row))
        verb.setAccessibleName(tr("{verb}: {need} for {name}", verb=verb.text(), need=row.need, name=name))
        place = "match" if fresh else "requests"
        verb.clicked.connect(lambda _=False, key=row.id: self.place_asked.emit(place, key))
        across.addWidget(verb)
        return line

    def _on_write_clicked(self) -> None:
        notes, actor = self._context.service(Notes), self._context.actor
        field = FormField("words", tr("What should the next shift know?"), FieldKind.MULTILINE, required=True)
        dialog = FormDialog(
            tr("Note for the next shift"),
            [field],
            lambda values: notes.write(actor, values["words"]),
            self._context.jobs,
            self,
        )
        dialog.open()


def _kind(row: RequestRow) -> ButtonKind:
    return ButtonKind.PRIMARY if row.urgency is Urgency.TODAY else ButtonKind.SECONDARY


def _clear(layout: Any) -> None:
    while layout.count():
        item = layout.takeAt(0)
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
