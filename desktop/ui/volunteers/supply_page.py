"""Supply and demand: by area and by kind of help, what is short and who is idle, with a sentence for each."""

from collections.abc import Callable, Sequence
from typing import Any

from desktop.context import AppContext
from desktop.domain.bank import Stand
from desktop.domain.match_words import hours
from desktop.domain.text import fold
from desktop.services.supply import By, Supply, SupplyLine
from desktop.ui.base.columns import Cell, CellKind, Column, Group
from desktop.ui.base.detail import Detail, DetailAction, DetailRow, DetailSection
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.record_spec import Listing, ListQuery, ListTab, RecordSpec
from desktop.ui.base.tokens import Tone
from desktop.ui.volunteers.bank_page import AREA, BankListPage
from desktop.ui.volunteers.bank_words import SUPPLY, views

WHO, WORK = "who", "work"
_ORDER = (Stand.NOBODY, Stand.SHORT, Stand.TIGHT, Stand.IDLE, Stand.ENOUGH, Stand.QUIET)


class SupplySpec(RecordSpec):
    """Lines of supply and demand."""

    acts = {WHO: "volunteer.see", WORK: "coverage.see"}
    entities = frozenset(
        {"volunteer", "volunteer_area", "check_record", "absence", "task", "request", "need_type", "area"}
        | {"household", "person", "clearance_rule"}
    )
    icon = "heart-handshake"

    def __init__(self, context: AppContext) -> None:
        """Take the service from the context."""
        self._context, self._actor = context, context.actor
        self.supply = context.service(Supply)
        self._held: dict[str, SupplyLine] = {}
        self.title = tr("Volunteer bank")
        self.empty = tr("Nobody volunteers yet, and nothing is asked.")
        self.search_hint = tr("Area or kind of help")
        self.tabs = tuple(ListTab(one.key, one.title) for one in views())
        self.columns = _columns()

    def listing(self, query: ListQuery) -> Listing:
        """Ids for a query: what is short first, areas before kinds of help."""
        lines = self.supply.lines(self._actor)
        self._held = {one.id: one for one in lines}
        typed = fold(query.text)
        wanted = [one for one in lines if not typed or typed in fold(line_name(one))]
        wanted.sort(key=lambda one: (one.by is By.NEED, _ORDER.index(one.stand), -one.needed, line_name(one)))
        titles = {By.AREA: tr("By area"), By.NEED: tr("By kind of help")}
        groups = [Group(words, sum(one.by is by for one in wanted)) for by, words in titles.items()]
        short = sum(one.stand in (Stand.NOBODY, Stand.SHORT) for one in lines)
        said = tr_count("{count} is short", "{count} are short", short) if short else tr("Nothing is short")
        return Listing([one.id for one in wanted], [one for one in groups if one.count], subtitle=said)

    def rows(self, ids: Sequence[Any]) -> Sequence[SupplyLine]:
        """Rows for ids, as they were counted for the list."""
        return [self._held[one] for one in ids if one in self._held]

    def detail(self, item: Any) -> Detail:
        """What the pane shows: the sentence, then the figures."""
        return supply_detail(self._held[item])

    def empty_for(self, query: ListQuery) -> str:
        """What to say when a query finds nothing."""
        return tr("Nothing matches. Check the spelling.") if query.text.strip() else self.empty


class SupplyPage(BankListPage):
    """Supply and demand."""

    page = SUPPLY

    def __init__(self, context: AppContext) -> None:
        """Make the page."""
        super().__init__(SupplySpec(context), context.jobs)
        self.toolbar.set_tab(SUPPLY)
        self.acted.connect(self._on_acted)

    def _on_acted(self, key: str, item: Any) -> None:
        by, _, place = str(item).partition(":")
        if key == WHO:
            self.place_asked.emit("bank", f"{AREA}:{place}" if by == By.AREA and place else "tab:task")
        elif key == WORK:
            self.place_asked.emit("coverage", None)


def line_name(line: SupplyLine) -> str:
    """An area's or a kind of help's name."""
    return line.name or tr("No area known")


def stand_words(stand: Stand) -> str:
    """How time stands against work, in words."""
    return {
        Stand.NOBODY: tr("Nobody"),
        Stand.SHORT: tr("Short"),
        Stand.TIGHT: tr("Tight"),
        Stand.ENOUGH: tr("Enough"),
        Stand.IDLE: tr("Idle"),
        Stand.QUIET: tr("Quiet"),
    }[stand]


_LOOKS = {
    Stand.NOBODY: ("alert-triangle", Tone.DANGER),
    Stand.SHORT: ("alert-triangle", Tone.WARN),
    Stand.TIGHT: ("clock", None),
    Stand.ENOUGH: ("check", None),
    Stand.IDLE: ("hourglass", None),
    Stand.QUIET: ("minus", Tone.SECOND),
}


def sentence(line: SupplyLine) -> str:
    """A line of the table as somebody would say it."""
    parts = {"name": line_name(line), "free": hours(line.free), "needed": hours(line.needed)}
    said = {
        Stand.NOBODY: tr("{name}: {needed} of work in the next seven days, and nobody for it."),
        Stand.SHORT: tr("{name}: {needed} of work in the next seven days, and only {free} free."),
        Stand.TIGHT: tr("{name}: {needed} of work in the next seven days against {free} free. It is tight."),
        Stand.ENOUGH: tr("{name}: {needed} of work in the next seven days, and {free} free."),
        Stand.IDLE: tr("{name}: {free} free a week, and no work waits."),
        Stand.QUIET: tr("{name}: no work waits, and no hours are offered."),
    }[line.stand]
    return said.format(**parts)


def supply_detail(line: SupplyLine) -> Detail:
    """Make the pane."""
    able = tr("Willing here") if line.by is By.AREA else tr("Cleared for it")
    icon, tone = _LOOKS[line.stand]
    rows = [
        DetailRow(able, f"{line.able:,}"),
        DetailRow(tr("Away or placed"), f"{line.away:,}" if line.away else ""),
        DetailRow(tr("Offered a week"), hours(line.offered)),
        DetailRow(tr("Taken already"), hours(line.used)),
        DetailRow(tr("No task for long"), f"{line.quiet:,}" if line.quiet else ""),
    ]
    asked = [
        DetailRow(tr("Open requests"), f"{line.requests:,}"),
        DetailRow(tr("Work nobody has"), hours(line.needed)),
    ]
    note = tr("Whoever is willing in several areas, or cleared for several kinds of help, counts in each.")
    return Detail(
        line_name(line),
        stand_words(line.stand),
        icon=line.icon,
        sections=[
            DetailSection("", [DetailRow("", sentence(line), icon=icon, tone=tone)]),
            DetailSection(tr("Volunteers"), rows),
            DetailSection(tr("The next seven days"), asked),
            DetailSection("", [DetailRow("", note, tone=Tone.SECOND)]),
        ],
        actions=[
            DetailAction(WHO, tr("Who has no task"), "users"),
            DetailAction(WORK, tr("Coverage"), "layout-grid"),
        ],
    )


def _columns() -> tuple[Column, ...]:
    def time(minutes: int) -> str:
        return hours(minutes) if minutes else ""

    def stands(row: SupplyLine) -> Cell:
        icon, tone = _LOOKS[row.stand]
        return Cell(stand_words(row.stand), icon, tone)

    def number(key: str, title: str, words: Callable[[SupplyLine], str], priority: int = 0) -> Column:
        return Column(key, title, 100, cell=words, align_right=True, sortable=False, priority=priority)

    name = Column(
        "name", tr("Where or what"), 170, stretch=True, kind=CellKind.STRONG, cell=line_name, sortable=False
    )
    return (
        name,
        Column("stand", tr("It is"), 110, cell=stands, sortable=False),
        number("able", tr("Volunteers"), lambda row: f"{row.able:,}"),
        number("free", tr("Free a week"), lambda row: time(row.free)),
        number("needed", tr("Work waiting"), lambda row: time(row.needed)),
        number("requests", tr("Open requests"), lambda row: f"{row.requests:,}", 1),
        number("quiet", tr("Idle"), lambda row: f"{row.quiet:,}" if row.quiet else "", 2),
    )
