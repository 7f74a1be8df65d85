"""Nobody heard of them: whom to ring next, and a list of them to hand on."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from db.queries.quiet import QuietRow
from desktop.context import AppContext
from desktop.domain.dates import near_day
from desktop.domain.names import full_name
from desktop.services.quiet import DAYS, Among, Quiet
from desktop.ui.base.button import ButtonKind
from desktop.ui.base.columns import Cell, CellKind, Column
from desktop.ui.base.detail import Detail, DetailAction, DetailRow, DetailSection
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.record_page import RecordPage
from desktop.ui.base.record_spec import ListFilter, Listing, ListQuery, ListTab, RecordSpec
from desktop.ui.help_words import local

OPEN = "open_person"


class QuietSpec(RecordSpec):
    """People nobody heard of, as a list with a pane."""

    acts = {OPEN: "person.see"}
    entities = frozenset(
        {"contact_attempt", "call_plan", "task", "request", "person", "help_pause", "arrival", "hub"}
    )
    icon = "user-question"

    def __init__(self, context: AppContext) -> None:
        """Take the services from the context."""
        self._actor = context.actor
        self.quiet = context.service(Quiet)
        self.title = tr("Nobody heard of them")
        self.empty = tr("Everybody was heard of.")
        self.search_hint = ""
        self.whole = Among.ALL.value
        self.can_print = self.can_export = True
        self.tabs = (
            ListTab(Among.ALL.value, tr("All")),
            ListTab(Among.RUNG.value, tr("Who are rung")),
            ListTab(Among.HELPED.value, tr("Who get help")),
        )
        self.filters = (ListFilter("days", tr("For:"), self._days),)
        self.columns = _columns(self.quiet)

    def listing(self, query: ListQuery) -> Listing:
        """Ids for a query."""
        days = int(str(query.filters.get("days") or self.quiet.usual_days(self._actor)))
        ids = self.quiet.ids(self._actor, days, Among(query.tab))
        one, many = "{count} person for {days} days or more", "{count} people for {days} days or more"
        said = tr_count(one, many, len(ids), days=days)
        return Listing(ids, subtitle=said)

    def rows(self, ids: Sequence[Any]) -> Sequence[QuietRow]:
        """Rows for ids."""
        return self.quiet.rows(self._actor, ids)

    def detail(self, item: Any) -> Detail:
        """What the pane shows."""
        (row,) = self.quiet.rows(self._actor, [item])
        return _detail(row, self.quiet.today())

    def _days(self) -> list[tuple[object, str]]:
        """For how long; what the hub set comes first."""
        usual = self.quiet.usual_days(self._actor)
        others = [one for one in DAYS if one != usual]
        return [
            (None, tr("{days} days", days=usual)),
            *((one, tr("{days} days", days=one)) for one in others),
        ]


class QuietPage(RecordPage):
    """People nobody heard of."""

    def __init__(self, context: AppContext) -> None:
        """Make the page."""
        super().__init__(QuietSpec(context), context.jobs)
        self.acted.connect(lambda _key, item: self.place_asked.emit("person", item))


def _columns(quiet: Quiet) -> tuple[Column, ...]:
    def name(row: QuietRow) -> Cell:
        return Cell(full_name(row.first_name, row.last_name, row.preferred_name))

    def heard(row: QuietRow) -> Cell:
        return Cell(_when(row.heard_at, quiet.today()) or tr("Never"))

    def why(row: QuietRow) -> Cell:
        return Cell(_why(row))

    def due(row: QuietRow) -> Cell:
        return Cell(near_day(row.next_on, quiet.today()) if row.next_on else tr("No call planned"))

    return (
        Column(
            "name",
            tr("Who"),
            190,
            stretch=True,
            kind=CellKind.STRONG,
            sortable=False,
            cell=name,
            files=("first_name", "last_name", "phone"),
        ),
        Column("heard", tr("Last heard of"), 130, sortable=False, cell=heard),
        Column("next", tr("Next call"), 130, sortable=False, cell=due, priority=1),
        Column("why", tr("Why here"), 170, sortable=False, cell=why, priority=2),
        Column("area", tr("Area"), 130, kind=CellKind.SECOND, sortable=False, priority=3, files=("area",)),
    )


def _why(row: QuietRow) -> str:
    parts = (tr("is rung") if row.is_rung else "", tr("gets help") if row.is_helped else "")
    return ", ".join(part for part in parts if part)


def _when(moment: datetime | None, today: date) -> str:
    return near_day(local(moment).date(), today) if moment is not None else ""


def _detail(row: QuietRow, today: date) -> Detail:
    name = full_name(row.first_name, row.last_name, row.preferred_name)
    facts = [
        DetailRow(tr("Spoken to"), _when(row.spoke_at, today) or tr("Never")),
        DetailRow(tr("Seen at the door"), _when(row.seen_at, today) or tr("Never")),
        DetailRow(tr("Came to a relief centre"), _when(row.came_at, today)),
        DetailRow(tr("Next call"), near_day(row.next_on, today) if row.next_on else tr("No call planned")),
        DetailRow(tr("Area"), row.area),
    ]
    return Detail(
        name,
        _why(row),
        person=name,
        sections=[DetailSection("", facts)],
        actions=[DetailAction(OPEN, tr("Open"), "user", ButtonKind.PRIMARY)],
    )
