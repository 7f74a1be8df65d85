"""The list of what is to be done, in parts by deadline; the keyboard moves from button to button."""

from collections.abc import Sequence
from datetime import datetime
from itertools import islice
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.services.today_items import TodayItem, parts
from desktop.ui.base.button import Button, ButtonKind
from desktop.ui.base.card import EmptyState, Rule, SectionHeader
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.theme import px
from desktop.ui.today.row import TodayRow
from desktop.ui.today.words import part_title

MOST_ROWS = 12
"""More than these are not read, only scrolled past; the rest is a press away."""


class _Head(NamedTuple):
    """A heading: its words, how many things belong under it and how many of them are shown."""

    title: str
    total: int
    shown: int


class _Listing(NamedTuple):
    """Headings, the things shown under them, and how many are not shown."""

    heads: list[_Head]
    items: list[TodayItem]
    left: int


class Agenda(QFrame):
    """The list.

    Signals:
        acted: the thing whose button was pressed.
    """

    acted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make it, empty."""
        super().__init__(parent)
        self.rows: list[TodayRow] = []
        self.setProperty("role", "card")
        self.setAccessibleName(tr("To do, by deadline"))
        self.current = ""
        self._items: Sequence[TodayItem] = ()
        self._heads: list[_Head] = []
        self._now = datetime.now()
        self._spare: list[TodayRow] = []
        self._whole = False
        self._headers: list[QWidget] = []
        self.empty = EmptyState("", self, icon="mood-smile")
        self.more = Button("", self, kind=ButtonKind.LINK)
        self.more.clicked.connect(self._show_all)
        self._foot = QWidget(self)
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(px(16), px(8), px(16), px(12))
        foot.addWidget(self.more)
        foot.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, 1, 1, px(4))
        self._column.setSpacing(0)
        self._column.addWidget(self.empty)
        self._column.addWidget(self._foot)
        self._foot.hide()
        self.empty.hide()

    def show_items(self, items: Sequence[TodayItem], now: datetime) -> None:
        """Show what is to be done; the keyboard and what is lit stay with their thing.

        Args:
            items: in any order.
            now: the moment.
        """
        self._items, self._now = items, now
        listing = _listing(items, now, len(items) if self._whole else MOST_ROWS)
        had_focus = self._focused_key()
        if listing.heads != self._heads or len(listing.items) != len(self.rows):
            self._lay_out(listing.heads)
        for at, (row, item) in enumerate(zip(self.rows, listing.items, strict=True)):
            row.show_item(item, now, first=at == 0)
        self._settle(had_focus, listing.left)

    def tell_time(self, now: datetime) -> None:
        """Say the deadlines as they stand now; what went from one part to another moves."""
        listing = _listing(self._items, now, len(self.rows))
        if listing.heads != self._heads or listing.items != [row.item for row in self.rows]:
            self.show_items(self._items, now)
            return
        self._now = now
        for row in self.rows:
            row.tell_time(now)

    def say_nothing(self, words: str) -> None:
        """What to say where there is nothing to do."""
        self.empty.set_text(words)

    def current_item(self) -> TodayItem | None:
        """The thing to do that the keyboard is on, or was on last."""
        row = self._row_of(self.current)
        return row.item if row is not None else None

    def focus_list(self) -> None:
        """Put the keyboard on the row it was last on, or the first."""
        row = self._row_of(self.current) or (self.rows[0] if self.rows else None)
        if row is not None:
            row.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def changeEvent(self, event: QEvent) -> None:
        """Keep up with the text size: headings are made anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.rows:
            self._lay_out(self._heads)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Light the row whose button has the keyboard."""
        if event.type() == QEvent.Type.FocusIn:
            row = watched.parent()
            if isinstance(row, TodayRow) and row.item is not None:
                self._light(row.item.key)
                self._scroll_to(row)
        return False

    def _light(self, key: str) -> None:
        self.current = key
        for row in self.rows:
            row.set_lit(row.item is not None and row.item.key == key)

    def _scroll_to(self, row: TodayRow) -> None:
        step = self.parentWidget()
        while step is not None:
            if isinstance(step, QScrollArea):
                step.ensureWidgetVisible(row, 0, px(12))
                return
            step = step.parentWidget()

    def _focused_key(self) -> str:
        focused = QApplication.focusWidget()
        row = focused.parentWidget() if focused is not None else None
        return row.item.key if isinstance(row, TodayRow) and row in self.rows and row.item else ""

    def _settle(self, had_focus: str, left: int) -> None:
        keys = [row.item.key for row in self.rows if row.item]
        if self.current not in keys:
            self.current = keys[0] if keys else ""
        self._light(self.current)
        if had_focus and had_focus != self._focused_key():
            self.focus_list()
        self._foot.setVisible(left > 0)
        self.more.set_words(tr("and {count} more", count=left))
        if self.rows:
            self.setTabOrder(self.rows[-1].button, self.more)
        self.empty.setVisible(not keys)

    def _row_of(self, key: str) -> TodayRow | None:
        return next((row for row in self.rows if row.item and row.item.key == key), None)

    def _lay_out(self, heads: Sequence[_Head]) -> None:
        """Put headings and rows in place; rows are used again."""
        wanted = sum(head.shown for head in heads)
        while len(self.rows) < wanted:
            self.rows.append(self._spare.pop(0) if self._spare else self._make_row())
        for row in self.rows[wanted:]:
            row.hide()
        for old in (*self._headers, *self.rows):
            self._column.removeWidget(old)
        for header in self._headers:
            header.hide()
            header.deleteLater()
        self._spare, self.rows = [*self.rows[wanted:], *self._spare], self.rows[:wanted]
        self._headers, rows = [], iter(self.rows)
        placed: list[QWidget] = []
        for head in heads:
            made = self._make_header(head, first=not placed)
            self._headers += made
            placed += [*made, *islice(rows, head.shown)]
        for at, widget in enumerate(placed):
            self._column.insertWidget(at, widget)
            widget.show()
        self._heads = list(heads)

    def _make_header(self, head: _Head, *, first: bool) -> list[QWidget]:
        count = tr_count("{count} thing", "{count} things", head.total)
        header = SectionHeader(head.title, count, self)
        header.setContentsMargins(px(16), px(10), px(16), px(4))
        return [header] if first else [Rule(self), header]

    def _make_row(self) -> TodayRow:
        row = TodayRow(self)
        row.acted.connect(self.acted)
        row.button.step_asked.connect(self._on_step)
        row.button.installEventFilter(self)
        return row

    def _on_step(self, step: int) -> None:
        row = self._row_of(self.current)
        at = self.rows.index(row) + step if row in self.rows else 0
        target = self.rows[min(max(at, 0), len(self.rows) - 1)]
        target.button.setFocus(Qt.FocusReason.TabFocusReason)

    def _show_all(self) -> None:
        self._whole = True
        at = len(self.rows)
        self.show_items(self._items, self._now)
        if at < len(self.rows):
            self.rows[at].button.setFocus(Qt.FocusReason.TabFocusReason)


def _listing(items: Sequence[TodayItem], now: datetime, most: int) -> _Listing:
    """What is shown of things to do, and under which headings."""
    listed = parts(items, now)
    heads, left = [], most
    for part in listed:
        shown = min(len(part.items), left)
        left -= shown
        if shown:
            heads.append(_Head(part_title(part.key, now), len(part.items), shown))
    ordered = [item for part in listed for item in part.items]
    return _Listing(heads, ordered[:most], max(0, len(ordered) - most))
