"""Rounds as a list: when, which sheet, who drives, and how far each has come."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from db.enums import RoundStatus
from db.queries.rounds import RoundFilter, RoundRow
from desktop.context import AppContext
from desktop.services.history import History
from desktop.services.round_details import RoundDetail
from desktop.services.rounds import Rounds
from desktop.ui.base.button import ButtonKind
from desktop.ui.base.columns import Cell, CellKind, Column
from desktop.ui.base.detail import Detail, DetailAction, DetailRow, DetailSection
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.record_spec import (
    ADD,
    EDIT,
    VOID,
    FormData,
    ListFilter,
    Listing,
    ListQuery,
    ListTab,
    RecordSpec,
)
from desktop.ui.base.tokens import Tone
from desktop.ui.rounds.forms import area_choices, draft_of, round_form
from desktop.ui.rounds.print_many import RoundActs
from desktop.ui.rounds.times import show_day, show_short_day, show_span, show_time
from desktop.ui.words import say

OPEN = "open"
TODAY, COMING, BACK, ALL = "today", "coming", "back", ""
_TIMES, _COUNTS = ("starts_at", "ends_at"), ("stops_done", "stops")
STATES = {
    RoundStatus.PLANNED: ("calendar-event", None),
    RoundStatus.OUT: ("truck-delivery", Tone.INFO),
    RoundStatus.BACK: ("circle-check", Tone.OK),
}


class RoundsSpec(RecordSpec):
    """Rounds as a list with a detail pane."""

    acts = {
        ADD: "round.set",
        EDIT: "round.set",
        VOID: "round.void",
    }
    can_bring_back = True
    can_print = can_export = True
    entities = frozenset({"round", "stop", "task"})
    icon = "route"

    def __init__(self, context: AppContext) -> None:
        """Take the services from the context."""
        self._context, self._actor = context, context.actor
        self._rounds = context.service(Rounds)
        self._history = context.service(History)
        self.title = tr("Rounds")
        self.search_hint = tr("Sheet or name")
        self.add = tr("Add a round")
        self.void_verb = tr("Take out of use")
        self.void_sentence = tr("Its stops go back to being planned, on no round.")
        self.whole = ALL
        self.tabs = (
            ListTab(TODAY, tr("Today")),
            ListTab(COMING, tr("Coming")),
            ListTab(BACK, tr("Back")),
            ListTab(ALL, tr("All")),
        )
        self.filters = (ListFilter("area", tr("Area:"), lambda: [(None, tr("All")), *area_choices(context)]),)
        self.bulk = RoundActs()
        self.columns = (
            Column("date", tr("Date"), 102, cell=lambda row: show_short_day(row.on_date), files=("on_date",)),
            Column("number", tr("Sheet"), 66, cell=lambda row: f"S-{row.number}", files=("hub_reference",)),
            Column("name", tr("Round"), 140, stretch=True, kind=CellKind.STRONG, files=("round",)),
            Column("time", tr("Time"), 114, cell=_time, sortable=False, priority=3, files=_TIMES),
            Column("driver", tr("Driver"), 140, cell=_driver, priority=1, files=("driver", "helper")),
            Column("stops", tr("Stops done"), 90, cell=_stops, sortable=False, priority=2, files=_COUNTS),
            Column("status", tr("Status"), 100, cell=_status, kind=CellKind.STATUS, files=("status",)),
        )

    def listing(self, query: ListQuery) -> Listing:
        """Ids for a query."""
        among = tuple(self._rounds.find(self._actor, query.text)) if query.text.strip() else None
        area = str(query.filters.get("area") or "")
        sort, descending = query.sort or "date", query.descending
        if not query.sort:
            descending = query.tab in (BACK, ALL)
        ids = self._rounds.ids(self._actor, self._wanted(query.tab, area, among), sort, descending)
        counts = {
            tab: len(self._rounds.ids(self._actor, self._wanted(tab, area, None))) for tab in (TODAY, COMING)
        }
        return Listing(ids, counts=counts, subtitle=tr_count("{count} round", "{count} rounds", len(ids)))

    def rows(self, ids: Sequence[Any]) -> Sequence[RoundRow]:
        """Rows for ids."""
        return self._rounds.rows(self._actor, ids)

    def detail(self, item: Any) -> Detail:
        """What the pane shows: who goes, what it carries, why it cannot go out yet."""
        held = self._rounds.get(self._actor, item)
        row = held.row
        return Detail(
            row.name,
            f"S-{row.number}, {show_day(row.on_date)}",
            icon="route",
            sections=[
                DetailSection("", _about(held)),
                DetailSection(tr("Not yet"), _not_yet(held)),
                DetailSection(tr("Stops"), _stop_rows(held)),
            ],
            actions=[
                DetailAction(OPEN, tr("Open"), "route", ButtonKind.PRIMARY),
                DetailAction(EDIT, tr("Edit"), "pencil"),
                DetailAction(VOID, tr("Take out of use"), "trash", ButtonKind.QUIET),
            ],
        )

    def form(self, item: Any) -> FormData:
        """The form of a round."""
        draft = self._rounds.get(self._actor, item).draft if item is not None else None
        return round_form(self._context, draft, self._rounds.today())

    def save(self, item: Any, values: Mapping[str, Any]) -> object:
        """Save a form."""
        return self._rounds.save(self._actor, draft_of(values), item or "")

    def void(self, item: Any, reason: str) -> object:
        """Take a round out of use."""
        return self._rounds.void(self._actor, item, reason)

    def taken_off(self) -> Sequence[Any]:
        """Ids of what was taken off the list."""
        return self._rounds.ids(self._actor, RoundFilter(voided=True))

    def bring_back(self, item: Any) -> object:
        """Bring back what was taken off."""
        return self._history.bring_back(self._actor, item)

    def empty_for(self, query: ListQuery) -> str:
        """What to say when nothing is listed."""
        if query.text.strip():
            return tr("No round matches. Type the number on the sheet, such as S-118.")
        if query.tab == BACK:
            return tr("No round is back yet.")
        words = {TODAY: tr("No rounds today."), COMING: tr("No rounds coming.")}
        first = words.get(query.tab, tr("No rounds yet."))
        how = tr("Plan a day makes them from what is open.") if self.allows(ADD) else ""
        return f"{first} {how}".strip()

    def _wanted(self, tab: str, area: str, among: tuple[str, ...] | None) -> RoundFilter:
        today = self._rounds.today()
        if tab == TODAY:
            return RoundFilter(first_day=today, last_day=today, area_id=area, among=among)
        if tab == COMING:
            return RoundFilter(first_day=today + timedelta(days=1), area_id=area, among=among)
        status = RoundStatus.BACK if tab == BACK else None
        return RoundFilter(status=status, area_id=area, among=among)


def _driver(row: RoundRow) -> Cell:
    if row.driver:
        return Cell(row.driver)
    return Cell(tr("Nobody yet"), icon="user-question", tone=Tone.WARN)


def _time(row: RoundRow) -> str:
    return show_span(row.starts_at, row.ends_at)


def _stops(row: RoundRow) -> str:
    return tr("{done} of {total}", done=row.done, total=row.stops)


def _status(row: RoundRow) -> Cell:
    icon, tone = STATES[row.status]
    return Cell(say(row.status), icon=icon, tone=tone)


def _about(held: RoundDetail) -> list[DetailRow]:
    row = held.row
    icon, tone = STATES[row.status]
    miles = tr("{miles} miles", miles=f"{held.miles:.1f}") if held.stops and not held.unknown else ""
    printed = f"{held.printed_at.astimezone():%a %d %b, %H:%M}" if held.printed_at else ""
    return [
        DetailRow(tr("Status"), say(row.status), icon=icon, tone=tone),
        DetailRow(tr("Time"), show_span(row.starts_at, row.ends_at)),
        DetailRow(tr("Area"), row.area),
        DetailRow(tr("Driver"), row.driver),
        DetailRow(tr("Helper"), row.helper),
        DetailRow(tr("Load"), ", ".join(held.load)),
        DetailRow(tr("Way"), miles),
        DetailRow(tr("Printed"), printed),
        DetailRow(tr("Note"), held.draft.note),
    ]


def _not_yet(held: RoundDetail) -> list[DetailRow]:
    if held.row.status is not RoundStatus.PLANNED:
        return []
    return [DetailRow("", words, tone=Tone.WARN) for words in held.not_yet]


def _stop_rows(held: RoundDetail) -> list[DetailRow]:
    return [
        DetailRow(f"{stop.number}  {show_time(stop.planned_at)}".strip(), f"{stop.name}, {stop.address}")
        for stop in held.stops
    ]
