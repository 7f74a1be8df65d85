"""The Audit page: who did, looked at and shared what, and why; and the check of the log itself."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from db.enums import ChangeOp
from db.queries.audit import MOST, AuditPart, AuditRow
from desktop.context import AppContext
from desktop.services.audit import SHOWN, Audit, AuditAsked, AuditEdit
from desktop.services.audit_words import RECORDS, did_words, record_words
from desktop.ui.audit.check import CheckDialog
from desktop.ui.base.button import Button, ButtonKind
from desktop.ui.base.columns import Cell, CellKind, Column
from desktop.ui.base.detail import Detail, DetailRow, DetailSection
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.record_page import RecordPage
from desktop.ui.base.record_spec import ListFilter, Listing, ListQuery, ListTab, RecordSpec

WEEK = 7
_UNSAID = frozenset({"id", "at", "by_id", "entity", "row_id"})
"""Fields of what was made that the line itself says."""
_ICONS = {
    AuditPart.LOOKS: "eye",
    AuditPart.SHARES: "package-export",
    AuditPart.SEALED: "lock",
    AuditPart.SET_UP: "settings",
    AuditPart.CHECKS: "shield-check",
    AuditPart.BROUGHT_IN: "file-import",
    AuditPart.MONEY: "coin-pound",
    AuditPart.STOCK: "package",
    AuditPart.INCIDENTS: "alert-triangle",
}


class AuditSpec(RecordSpec):
    """The audit as a list with a detail pane."""

    entities = frozenset(RECORDS)
    icon = "history"
    can_print = True
    can_export = True

    def __init__(self, context: AppContext) -> None:
        """Take the service from the context."""
        self._actor, self._audit = context.actor, context.service(Audit)
        self.title = tr("Audit")
        self.search_hint = tr("Name or reference")
        self.empty = tr("Nothing was done in these days.")
        self.tabs = _tabs() if context.may("audit.whole") else ()
        parts = ListFilter("part", tr("About:"), _parts)
        self.filters = (
            ListFilter("days", tr("Days:"), _days),
            ListFilter("user", tr("Who:"), self._accounts),
            *((parts,) if context.may("audit.whole") else ()),
        )
        self.columns = (
            Column("at", tr("When"), 120, cell=self._when, sortable=False, files=("at",)),
            Column("who", tr("Who"), 110, sortable=False, priority=2, files=("who",)),
            Column("did", tr("What was done"), 120, stretch=True, cell=_did, sortable=False, files=("did",)),
            Column("about", tr("About"), 142, kind=CellKind.STRONG, sortable=False, files=("about",)),
            Column("why", tr("Why"), 130, kind=CellKind.SECOND, sortable=False, priority=1, files=("why",)),
        )

    def listing(self, query: ListQuery) -> Listing:
        """Ids for a query."""
        ids = self._audit.ids(self._actor, _asked(query))
        words = tr_count("{count} line", "{count} lines", len(ids))
        if len(ids) == MOST:
            words = tr("the newest {count}; choose days, a person or a record for others", count=f"{MOST:,}")
        return Listing(ids, subtitle=words)

    def rows(self, ids: Sequence[Any]) -> Sequence[AuditRow]:
        """Rows for ids."""
        return self._audit.rows(self._actor, ids)

    def detail(self, item: Any) -> Detail:
        """What the pane shows: what one person did at once, with what stood there before."""
        held = self._audit.get(self._actor, item)
        row = held.row
        about = [
            DetailRow(tr("Who"), row.who),
            DetailRow(tr("About"), row.about),
            DetailRow(tr("Why"), row.why),
        ]
        edits = [edit_row(edit) for edit in held.edits]
        if row.entries > SHOWN:
            more = tr("The first {shown} of its entries are shown.", shown=SHOWN)
            edits.append(DetailRow("", more, icon="info-circle"))
        return Detail(
            did_words(row),
            f"{row.at.astimezone():%d %b %Y, %H:%M:%S}",
            icon=_ICONS.get(row.part, "history"),
            sections=[DetailSection("", about), DetailSection(tr("Entries"), edits)],
        )

    def empty_for(self, query: ListQuery) -> str:
        """What to say when a query finds nothing."""
        if query.text:
            return tr("Nothing was done to a record of that name in these days. Choose more days.")
        return self.empty

    def _when(self, row: AuditRow) -> Cell:
        """Day and time; of another year the day, with the time in the pane."""
        at = row.at.astimezone()
        this_year = at.year == self._audit.today().year
        return Cell(f"{at:%d %b, %H:%M}" if this_year else f"{at:%d %b %Y}")

    def _accounts(self) -> list[tuple[object, str]]:
        return [("", tr("Everybody")), *self._audit.accounts(self._actor)]


class AuditPage(RecordPage):
    """The audit, with a button that walks the log."""

    def __init__(self, context: AppContext) -> None:
        """Make the page."""
        super().__init__(AuditSpec(context), context.jobs)
        self._context = context
        self.check = Button(tr("Check the log"), self, kind=ButtonKind.TONAL, icon="shield-check", small=True)
        self.check.clicked.connect(self.check_log)
        self.toolbar.add_button(self.check)

    def check_log(self) -> CheckDialog:
        """Walk the log, with how far it has got on show."""
        dialog = CheckDialog(self._context, self.window())
        dialog.open()
        dialog.begin()
        return dialog


def edit_row(edit: AuditEdit) -> DetailRow:
    """One entry in words: what stood and stands in a field, or what was made or taken out, whole."""
    if edit.part is AuditPart.SEALED:
        return DetailRow("", tr("A sealed entry"), icon="lock")
    name = record_words(edit.entity)
    head = f"{name}, {edit.about}" if edit.about else name
    if edit.op is ChangeOp.ERASE:
        return DetailRow(tr("Erased"), head)
    if edit.erased:
        return DetailRow(tr("Words erased since"), head)
    if edit.op is ChangeOp.SET:
        before, after = _value(edit.before), _value(edit.after)
        said = tr("{before} → {after}", before=before, after=after)
        return DetailRow(_field(edit.field), f"{said} ({head})")
    word = tr("Added") if edit.op is ChangeOp.CREATE else tr("Taken out")
    held = edit.after if isinstance(edit.after, dict) else {}
    fields = [f"{_field(key)}: {_value(value)}" for key, value in held.items() if key not in _UNSAID]
    return DetailRow(word, "; ".join([head, *fields]))


def _asked(query: ListQuery) -> AuditAsked:
    chosen = query.filters.get("part") or query.tab
    part = AuditPart(str(chosen)) if chosen in set(AuditPart) else None
    days = query.filters.get("days", WEEK)
    return AuditAsked(part, str(query.filters.get("user") or ""), int(str(days)), query.text)


def _tabs() -> tuple[ListTab, ...]:
    return (
        ListTab("", tr("All")),
        ListTab(AuditPart.LOOKS, tr("Looked at")),
        ListTab(AuditPart.SHARES, tr("Shared")),
        ListTab(AuditPart.SET_UP, tr("Settings")),
    )


def _days() -> list[tuple[object, str]]:
    return [
        (WEEK, tr("Last 7")),
        (1, tr("Today")),
        (30, tr("Last 30")),
        (365, tr("Last 365")),
        (0, tr("All")),
    ]


def _parts() -> list[tuple[object, str]]:
    return [
        ("", tr("Everything")),
        (AuditPart.PEOPLE, tr("People")),
        (AuditPart.REQUESTS, tr("Requests")),
        (AuditPart.VOLUNTEERS, tr("Volunteers")),
        (AuditPart.CHECKS, tr("Checks")),
        (AuditPart.ROUNDS, tr("Rounds")),
        (AuditPart.REFERRALS, tr("Referrals")),
        (AuditPart.ORGANISATIONS, tr("Organisations")),
        (AuditPart.BROUGHT_IN, tr("Lists brought in")),
        (AuditPart.PROTECTION, tr("Data protection")),
        (AuditPart.PROTECTION, tr("Data protection")),
        (AuditPart.MONEY, tr("Money")),
        (AuditPart.STOCK, tr("Stock")),
        (AuditPart.INCIDENTS, tr("Incidents")),
        (AuditPart.NOTES, tr("Shift notes")),
    ]


def _did(row: AuditRow) -> Cell:
    return Cell(did_words(row), _ICONS.get(row.part, ""))


def _field(name: str) -> str:
    return name.removesuffix("_id").replace("_", " ").capitalize()


def _value(value: Any) -> str:
    if value in (None, "", []):
        return tr("nothing")
    if isinstance(value, bool):
        return tr("yes") if value else tr("no")
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    if isinstance(value, dict):
        return ", ".join(f"{key}: {part}" for key, part in value.items())
    return _moment(str(value))


def _moment(text: str) -> str:
    """A day or a moment as people write it; any other words as they are."""
    try:
        found = datetime.fromisoformat(text) if text[:4].isdigit() and "-" in text else None
    except ValueError:
        found = None
    if found is None:
        return text
    if found.tzinfo is None:
        return f"{found:%d %b %Y}"
    return f"{found.astimezone():%d %b %Y, %H:%M}"
