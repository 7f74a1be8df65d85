"""What they will see: the first rows, who is left out, and rows that could point to one person."""

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from db.enums_handovers import HandoverChange
from desktop.exports.handover_fields import Choice
from desktop.exports.make_handover import Preview, left_out_words
from desktop.ui.base.button import Button
from desktop.ui.base.card import Card, SectionHeader, scrolling
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.label import ElidedLabel, Label
from desktop.ui.base.notice import Notice
from desktop.ui.base.paint import edged_box
from desktop.ui.base.theme import px, theme
from desktop.ui.base.tokens import Size, Tone, Weight
from desktop.ui.help_words import short_date

MOST_COLUMNS = 5


class PointingRow(QWidget):
    """The ground of a row that could point to one person; the message below says which and why."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it a little wider than the words."""
        painter = QPainter(self)
        edged_box(painter, self.rect(), fill="warnbg", edge="warnline", bar="warnfill", radius=3)


class PreviewPane(QFrame):
    """The right side of the maker.

    Signals:
        coarser_asked: send a detail more coarsely.
        leave_out_asked: leave these people out by hand.
    """

    coarser_asked = Signal(object)
    leave_out_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make it, empty."""
        super().__init__(parent)
        self.setMinimumWidth(px(380))
        self._column = QVBoxLayout()
        self._column.setContentsMargins(px(16), px(14), px(16), px(14))
        self._column.setSpacing(px(10))
        content = QWidget()
        content.setLayout(self._column)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolling(content, self))
        self.show_words(tr("Choose who gets it and what goes in. You will see every row here first."))

    def show_words(self, words: str) -> None:
        """Say why there is nothing to see yet."""
        self._clear()
        self._column.addWidget(SectionHeader(tr("What they will see")))
        self._column.addWidget(Label(words, kind="second", wrap=True))
        self._column.addStretch(1)

    def show_preview(self, preview: Preview, facts: list[tuple[str, str]]) -> None:
        """Show a preview.

        Args:
            preview: the rows and warnings.
            facts: further lines, label and words.
        """
        self._clear()
        told = tr("first {shown} of {total} rows", shown=len(preview.rows), total=f"{preview.total:,}")
        self._column.addWidget(SectionHeader(tr("What they will see"), told))
        self._column.addWidget(self._table(preview))
        if preview.groups:
            self._column.addWidget(self._warning(preview))
        if preview.hard_to_match:
            self._column.addWidget(self._hard_to_match(preview.hard_to_match))
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(16))
        grid.setVerticalSpacing(px(6))
        grid.setColumnStretch(1, 1)
        left = left_out_words(preview.left_out)
        people = tr("{count} people.", count=f"{preview.people:,}")
        if left:
            people += " " + tr("Left out: {words}.", words=left)
        rows = [(tr("People"), people), *facts, (tr("Delete by"), _day_words(preview.delete_by))]
        if preview.changes is not None:
            rows.insert(1, (tr("Changed"), _changed_words(preview.changes)))
        for at, (label, words) in enumerate(rows):
            grid.addWidget(Label(label, kind="second"), at, 0)
            grid.addWidget(Label(words, wrap=True), at, 1)
        self._column.addLayout(grid)
        for note in preview.notes:
            self._column.addWidget(Label(note, kind="second", wrap=True))
        self._column.addStretch(1)

    def _table(self, preview: Preview) -> Card:
        card = Card(self, pad=8)
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(10))
        grid.setVerticalSpacing(px(5))
        strong = QFontMetrics(theme().font(Size.SECOND, Weight.SEMI))
        plain = QFontMetrics(theme().font(Size.SECOND))
        # The first column is the room for the bar of a row that could point to somebody.
        grid.setColumnMinimumWidth(0, px(1))
        for column, heading in enumerate(preview.headings[:MOST_COLUMNS], 1):
            grid.addWidget(ElidedLabel(heading, kind="caption"), 0, column)
            longest = max((plain.horizontalAdvance(cells[column - 1]) for cells in preview.rows), default=0)
            grid.setColumnStretch(column, max(strong.horizontalAdvance(heading), longest))
        pointing = {row for group in preview.groups for row in group.rows}
        shown = min(len(preview.headings), MOST_COLUMNS)
        for row, cells in enumerate(preview.rows, 1):
            if row - 1 in pointing:
                grid.addWidget(PointingRow(card), row, 0, 1, shown + 1)
            for column, cell in enumerate(cells[:MOST_COLUMNS], 1):
                grid.addWidget(ElidedLabel(cell, kind="second"), row, column)
        card.column.addLayout(grid)
        hidden = len(preview.headings) - MOST_COLUMNS
        if hidden > 0:
            more = tr_count("and {count} more column", "and {count} more columns", hidden)
            card.column.addWidget(Label(more, kind="second"))
        return card

    def _warning(self, preview: Preview) -> QWidget:
        count = sum(len(group.rows) for group in preview.groups)
        words = tr_count(
            "{count} row could point to one person", "{count} rows could point to one person", count
        )
        notice = Notice(parent=self, tone=Tone.WARN)
        notice.say(words + ".", preview.groups[0].words)
        for one in preview.coarser[:2]:
            button = Button(one.words, small=True)
            button.clicked.connect(lambda _=False, after=one.after: self._coarser(after))
            notice.add_button(button)
        people = frozenset(person for group in preview.groups for person in preview.people_of(group))
        leave = Button(tr("Leave the rows out"), small=True)
        leave.clicked.connect(lambda: self.leave_out_asked.emit(people))
        notice.add_button(leave)
        return notice

    def _hard_to_match(self, count: int) -> QWidget:
        notice = Notice(parent=self, tone=Tone.WARN)
        lead = tr_count(
            "{count} row may not be matched to a person",
            "{count} rows may not be matched to a person",
            count,
        )
        needs = tr("A council’s computer takes both names and a date of birth, phone number, email or UPRN.")
        notice.say(lead + ".", needs)
        return notice

    def _coarser(self, after: Choice) -> None:
        self.coarser_asked.emit(after)

    def _clear(self) -> None:
        while self._column.count():
            item = self._column.takeAt(0)
            widget = item.widget() if item else None
            layout = item.layout() if item else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
            if layout is not None:
                _drop(layout)


def _day_words(day: date) -> str:
    """A day with its year: ``31 Mar 2027``."""
    return f"{short_date(day).partition(' ')[2]} {day.year}"


def _changed_words(changes: Mapping[HandoverChange, int]) -> str:
    return tr(
        "{added} added, {changed} changed, {withdrawn} withdrawn",
        added=changes.get(HandoverChange.ADDED, 0),
        changed=changes.get(HandoverChange.CHANGED, 0),
        withdrawn=changes.get(HandoverChange.WITHDRAWN, 0),
    )


def _drop(layout: object) -> None:
    while layout.count():  # type: ignore[attr-defined]
        widget = layout.takeAt(0).widget()  # type: ignore[attr-defined]
        if widget is not None:
            widget.hide()
            widget.deleteLater()
