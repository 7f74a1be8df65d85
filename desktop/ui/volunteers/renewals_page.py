"""Renewals: checks that end within 60, 30 and 7 days or have ended, and what each will stop."""

from collections.abc import Mapping, Sequence
from typing import Any

from db.enums import CheckType
from desktop.context import AppContext
from desktop.domain.renewals import Window
from desktop.domain.text import fold
from desktop.services.checks import Checks
from desktop.services.renewals import Renewal, Renewals
from desktop.ui.base.bulk import BulkAction, BulkActs
from desktop.ui.base.columns import Group
from desktop.ui.base.detail import Detail
from desktop.ui.base.i18n import tr
from desktop.ui.base.record_spec import ListFilter, Listing, ListQuery, RecordSpec
from desktop.ui.volunteers.check_dialogs import record_result
from desktop.ui.volunteers.checks_tabs import RENEWALS, ChecksListPage, checks_tabs
from desktop.ui.volunteers.letter_dialog import open_letters
from desktop.ui.volunteers.renewals_words import (
    LETTER,
    RECORD,
    STATUS,
    VOLUNTEER,
    renewal_columns,
    renewal_detail,
    window_words,
)
from desktop.ui.volunteers.status_dialog import StatusDialog
from desktop.ui.words import choices


class RenewalActs(BulkActs):
    """What can be done about several checks; both open a dialog of their own, see `RenewalsPage`."""

    def __init__(self) -> None:
        """Name the acts."""
        self.actions = (
            BulkAction(STATUS, tr("Status checks"), "refresh", "", _nothing_said, "check.set"),
            BulkAction(LETTER, tr("Letters"), "mail", "", _nothing_said, "letter.print"),
        )


def _nothing_said(_can: int, _total: int) -> str:
    return ""


class RenewalsSpec(RecordSpec):
    """The worklist of renewals."""

    acts = {RECORD: "check.set", STATUS: "check.set", LETTER: "letter.print"}
    entities = frozenset(
        {"check_record", "volunteer", "person", "task", "stop", "round", "clearance_rule", "need_type"}
    )
    icon = "calendar-due"

    def __init__(self, context: AppContext) -> None:
        """Take the services from the context."""
        self._context, self._actor = context, context.actor
        self.renewals = context.service(Renewals)
        self.bulk = RenewalActs()
        self._held: Mapping[str, Renewal] = {}
        self.title = tr("Renewals")
        self.empty = tr("No check ends within 60 days.")
        self.search_hint = tr("Name")
        self.tabs = checks_tabs()
        self.filters = (ListFilter("kind", tr("Check:"), self._kinds),)
        self.columns = renewal_columns()

    def listing(self, query: ListQuery) -> Listing:
        """Ids for a query; what each lapse stops is worked out once for the whole list."""
        found = self.renewals.worklist(self._actor)
        self._held = {one.id: one for one in found}
        typed, kind = fold(query.text), query.filters.get("kind")
        if typed:
            found = [one for one in found if typed in fold(one.name)]
        if kind is not None:
            found = [one for one in found if one.kind == kind]
        counts = {window: sum(one.window is window for one in found) for window in Window}
        groups = [Group(window_words(window), count) for window, count in counts.items() if count]
        return Listing(
            [one.id for one in found],
            groups,
            {RENEWALS: len(self._held)},
            tr("What ends soon, and what that will stop"),
        )

    def rows(self, ids: Sequence[Any]) -> Sequence[Renewal]:
        """Rows for ids, as they were worked out for the list."""
        return [self._held[one] for one in ids if one in self._held]

    def detail(self, item: Any) -> Detail:
        """What the pane shows."""
        row = self._held[item]
        lines = self._context.service(Checks).of(self._actor, row.volunteer_id)
        return renewal_detail(row, next((one.ends for one in lines if one.id == item), ""))

    def empty_for(self, query: ListQuery) -> str:
        """What to say when a query finds nothing."""
        return tr("Nobody matches. Check the spelling.") if query.text.strip() else self.empty

    def _kinds(self) -> list[tuple[object, str]]:
        return [(None, tr("All")), *choices(CheckType)]


class RenewalsPage(ChecksListPage):
    """Renewals."""

    page = view = RENEWALS

    def __init__(self, context: AppContext) -> None:
        """Make the page."""
        self._context = context
        self._spec = RenewalsSpec(context)
        super().__init__(self._spec, context.jobs)
        self.toolbar.set_tab(RENEWALS)
        self.acted.connect(self._on_acted)

    def open_status(self, ids: Sequence[str]) -> None:
        """Ask what the Update Service answered about some checks."""
        verbs, actor = self._spec.renewals, self._context.actor
        dialog = StatusDialog(
            self._spec.rows(ids),
            verbs.today(),
            lambda entry: verbs.record_status(actor, entry),
            self.jobs,
            self,
        )
        dialog.open()

    def open_form(self, item: Any = None, given: Mapping[str, Any] | None = None) -> None:
        """Record what came of a check; the list itself makes none."""
        if item is not None and self.spec.allows(RECORD):
            self._on_acted(RECORD, item)

    def _on_acted(self, key: str, item: Any) -> None:
        rows = self._spec.rows([item])
        if not rows:
            return
        if key == RECORD:
            record_result(self, self._context, rows[0].volunteer_id, rows[0].kind)
        elif key == STATUS:
            self.open_status([item])
        elif key == LETTER:
            open_letters(self, self._context, [item])
        elif key == VOLUNTEER:
            self.place_asked.emit("volunteers", rows[0].volunteer_id)

    def _on_bulk(self, key: str) -> None:
        ids = self.table.selected_ids()
        if key == STATUS:
            self.open_status(ids)
        elif key == LETTER:
            open_letters(self, self._context, ids)
        else:
            super()._on_bulk(key)
