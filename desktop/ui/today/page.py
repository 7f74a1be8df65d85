"""The Today page: what is to be done by when, who is out, the rounds of the day, and the last note."""

from datetime import datetime, timedelta
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from desktop.context import AppContext
from desktop.services.notes import Notes
from desktop.services.today import Day, TodayDesk
from desktop.services.today_items import TodayItem
from desktop.ui.base.card import scrolling
from desktop.ui.base.dialog import FormDialog
from desktop.ui.base.focus import is_covered
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr
from desktop.ui.base.page import Page
from desktop.ui.base.permits import may_open
from desktop.ui.base.theme import px
from desktop.ui.help_words import day_names
from desktop.ui.today.agenda import Agenda
from desktop.ui.today.counters import Counters
from desktop.ui.today.side import NoteCard, OutCard, RoundsCard

ONE_COLUMN_BELOW = 760
"""Width of the page, px at 100%, under which the right column goes below the list."""
READ_EVERY = timedelta(minutes=5)
MATCH = "match"
"""Where things to do lead that need somebody found."""
LEADS = {
    "triage": ("requests", "tab:to_triage"),
    "no_one": ("requests", "tab:to_match"),
    "rounds": ("rounds", None),
}
"""Where each figure leads."""


class TodayPage(Page):
    """What needs somebody now; it is read again when something changes, and says the time each minute."""

    entities = frozenset(
        {
            *("request", "task", "stop", "round", "offer", "sharing_record", "shift_note"),
            *("volunteer", "absence", "check_record", "person", "phone", "need_type", "do_not_pair"),
            *("clearance_rule", "formality"),
        }
    )

    def __init__(self, context: AppContext) -> None:
        """Make the page; nothing is read until it is shown."""
        super().__init__(tr("Today"))
        self._context = context
        self._desk = context.service(TodayDesk)
        self._day: Day | None = None
        self._wants_focus = False
        figures = [
            ("triage", tr("request\nto triage"), tr("requests\nto triage")),
            ("no_one", tr("request\nwith no one yet"), tr("requests\nwith no one yet")),
            ("rounds", tr("delivery round\ntoday"), tr("delivery rounds\ntoday")),
        ]
        shown = [one for one in figures if may_open(LEADS[one[0]][0])]
        self.counters = Counters(shown, self)
        self.counters.setVisible(bool(shown))
        self.agenda = Agenda(self)
        self.out, self.rounds, self.note = OutCard(), RoundsCard(), NoteCard()
        self._minute = QTimer(self)
        self._minute.setSingleShot(True)
        self._minute.timeout.connect(self._on_minute)
        self._build()
        self._wire()

    # page overrides

    def shown(self) -> None:
        """Read the day and put the keyboard on the list."""
        self._wants_focus = True
        self.refresh(None)
        self._wind()

    def hidden(self) -> None:
        """Tell the time to nobody; a day read late takes the keyboard from no other page."""
        self._wants_focus = False
        self._minute.stop()

    def refresh(self, changes: Any) -> None:
        """Read the day again."""
        actor = self._context.actor
        self._context.jobs.read(lambda: self._desk.day(actor), self._on_day, key="today")

    def find_someone(self) -> bool:
        """Find somebody for the line the keyboard is on, where that is what it needs."""
        item = self.agenda.current_item()
        wants = item is not None and item.place == MATCH
        if item is not None and wants:
            self._on_acted(item)
        return wants

    def panes(self) -> list[QWidget]:
        """Figures, list, right column."""
        return [self.agenda, self._side, self.counters]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Two columns where there is room for them."""
        super().resizeEvent(event)
        one = self.width() < px(ONE_COLUMN_BELOW)
        way = QBoxLayout.Direction.TopToBottom if one else QBoxLayout.Direction.LeftToRight
        self._columns.setDirection(way)
        self._side.setMaximumWidth(16_777_215 if one else px(372))

    # building

    def _build(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(12))
        column.addWidget(self.counters)
        column.addWidget(self.agenda)
        column.addStretch(1)
        self._side = QWidget()
        side = QVBoxLayout(self._side)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(px(12))
        for card in (self.out, self.rounds, self.note):
            side.addWidget(card)
            card.setVisible(card is self.note or may_open("rounds"))
        side.addStretch(1)
        content = QWidget()
        content.setMinimumHeight(1)  # height follows from width, not from words at their narrowest
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, content)
        self._columns.setContentsMargins(px(20), px(14), px(14), px(14))
        self._columns.setSpacing(px(14))
        self._columns.addWidget(left, 2)
        self._columns.addWidget(self._side, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self.area = scrolling(content, self)
        outer.addWidget(self.area)

    def _wire(self) -> None:
        self.counters.opened.connect(lambda key: self.place_asked.emit(*LEADS[key]))
        self.agenda.acted.connect(self._on_acted)
        self.out.opened.connect(self._on_round)
        self.rounds.opened.connect(self._on_round)
        self.note.write.clicked.connect(self._on_write)

    # answers

    def _on_day(self, day: Day) -> None:
        self._day = day
        now, today = day.now, day.now.date()
        self.set_title(tr("Today"), f"{day_names()[today.weekday()]} {today.day} {now:%B}")
        counts = {"triage": day.to_triage, "no_one": day.no_one, "rounds": len(day.rounds)}
        self.counters.show_counts(
            {key: count for key, count in counts.items() if key in self.counters.buttons}
        )
        self.agenda.say_nothing(_nothing(day))
        self.agenda.show_items(day.items, now)
        self.out.show_rounds(day.out, now)
        self.rounds.show_rounds(day.rounds)
        self.note.show_note(day.note, now)
        if self._wants_focus:
            self._wants_focus = False
            if not is_covered(self):
                self.agenda.focus_list()

    def _on_minute(self) -> None:
        """Say deadlines as they stand now; what the time itself changes is read again."""
        now = self._now()
        if self._day is not None and _is_stale(self._day, now):
            self.refresh(None)
        else:
            self.agenda.tell_time(now)
            self.out.tell_time(now)
        self._wind()

    def _wind(self) -> None:
        """Wake at the next full minute."""
        now = self._now()
        self._minute.start(60_000 - now.second * 1000 - now.microsecond // 1000)

    def _now(self) -> datetime:
        return self._desk.now().astimezone().replace(tzinfo=None)

    def _on_acted(self, item: TodayItem) -> None:
        self.place_asked.emit(item.place, item.item)

    def _on_round(self, round_id: str) -> None:
        self.place_asked.emit("rounds", round_id or None)

    def _on_write(self) -> None:
        notes, actor = self._context.service(Notes), self._context.actor
        field = FormField("words", tr("What should the next shift know?"), FieldKind.MULTILINE, required=True)
        dialog = FormDialog(
            tr("Note for the next shift"),
            [field],
            lambda values: notes.write(actor, values["words"]),
            self._context.jobs,
            self,
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()


def _is_stale(day: Day, now: datetime) -> bool:
    """Whether time alone may have changed what there is to do: somebody is late, or it is a while ago."""
    if now.date() != day.now.date() or now - day.now >= READ_EVERY:
        return True
    return any(day.now <= one.back_at < now for one in day.out)


def _nothing(day: Day) -> str:
    """What to say when nothing is to be done: when the next round leaves, if one does."""
    ahead = [one for one in day.rounds if one.starts_at > day.now and not one.is_over]
    if ahead:
        return tr("Nothing needs you. The next round leaves at {time}.", time=f"{ahead[0].starts_at:%H:%M}")
    if not may_open("call"):
        return tr("Nothing needs you.")
    return tr("Nothing needs you. Press F2 when the phone rings.")
