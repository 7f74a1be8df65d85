"""The Data protection page: registers and logs as views of one list, each for whoever may see it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu

from desktop.context import AppContext
from desktop.domain.errors import NotFound
from desktop.ui.base.button import Button, ButtonKind
from desktop.ui.base.columns import Cell, CellKind, Column
from desktop.ui.base.dates import show_date
from desktop.ui.base.detail import Detail
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.permits import may
from desktop.ui.base.record_page import RecordPage
from desktop.ui.base.record_spec import ADD, EDIT, FormData, Listing, ListQuery, ListTab, RecordSpec
from desktop.ui.protection.agreements import Agreements
from desktop.ui.protection.asked import LOGGED, AskedToShare, Refusals, ask_log_file
from desktop.ui.protection.grounds import Purposes, Terms
from desktop.ui.protection.holds import HeldBack
from desktop.ui.protection.logs import BreachLog, ComplaintLog
from desktop.ui.protection.register import Register, RegisterRow
from desktop.ui.protection.registers import Destroyed, Notices, Retention, Wordings
from desktop.ui.protection.rights import RightsAsked
from desktop.ui.protection.untold import Untold

KINDS: tuple[type[Register], ...] = (
    Purposes,
    Notices,
    Untold,
    RightsAsked,
    Wordings,
    Retention,
    HeldBack,
    BreachLog,
    ComplaintLog,
    AskedToShare,
    Refusals,
    Agreements,
    Destroyed,
    Terms,
)
"""Every view, in the order of the bar."""


class ProtectionSpec(RecordSpec):
    """Whatever view is on show, as a list with a detail pane."""

    entities = frozenset(
        {"data_purpose", "legal_term", "privacy_notice", "consent_wording", "retention_rule"}
        | {"breach", "complaint", "destruction", "hub", "notice_given", "person", "rights_request"}
        | {"approval", "share_request", "consent", "retention_hold"}
    )
    icon = "shield-check"

    def __init__(self, context: AppContext) -> None:
        """Make the views that whoever is at the keyboard may see."""
        self.registers = {one.key: one(context) for one in KINDS if may(one.action)}
        self._held: dict[str, RegisterRow] = {}
        self.view = next(iter(self.registers), "")
        self.title = tr("Data protection")
        self.empty = tr("Nothing is written down here yet.")
        self.add = tr("Add one")
        self.tabs = tuple(ListTab(key, one.title) for key, one in self.registers.items())
        self.columns = (
            Column("name", tr("Name"), 260, stretch=True, kind=CellKind.STRONG, sortable=False),
            Column("about", tr("What"), 220, kind=CellKind.SECOND, sortable=False),
            Column("day", tr("Day"), 110, kind=CellKind.SECOND, cell=_day, sortable=False),
        )

    def listing(self, query: ListQuery) -> Listing:
        """Ids for a query."""
        self.view = query.tab or self.view
        found = self.registers[self.view].rows()
        self._held = {**self._held, **{one.id: one for one in found}}
        count = tr_count("{count} entry", "{count} entries", len(found))
        beyond = self.registers[self.view].empty_beyond()
        return Listing(
            [one.id for one in found], subtitle=", ".join(part for part in (count, beyond) if part)
        )

    def rows(self, ids: Sequence[Any]) -> Sequence[RegisterRow]:
        """Rows for ids: the lists are short and held."""
        return [self._held[item] for item in ids if item in self._held]

    def view_of(self, item: Any) -> str | None:
        """The view a record is in, which its key begins with."""
        return str(item).partition(":")[0] or None

    def detail(self, item: Any) -> Detail:
        """What the pane shows; whoever may not change it sees no button."""
        register = self._of(item)
        if item not in self._held:
            self._held.update({one.id: one for one in register.rows()})
        if item not in self._held:
            raise NotFound(tr("This is not in the list any more."))
        detail = register.detail(self._held[item])
        return detail if may(register.change) else replace(detail, actions=())

    def form(self, item: Any) -> FormData:
        """The form for a record, or for a new one."""
        return self._of(item).form(self._held[item].held if item is not None else None)

    def save(self, item: Any, values: Mapping[str, Any]) -> object:
        """Save a form; the new record is known by the key of its view as well."""
        register = self._of(item)
        done: Any = register.save(str(item).partition(":")[2] if item is not None else "", values)
        return replace(done, made=f"{register.key}:{done.made}")

    def act(self, page: RecordPage, key: str, item: str) -> None:
        """Do what a button of the pane says."""
        if item in self._held:
            self._of(item).act(page, key, self._held[item])

    def allows(self, act: str) -> bool:
        """Whether something can be done in the view on show; a new one only where it has a form for that."""
        if act == ADD:
            return self.can_add(self.view)
        return may(self.registers[self.view].change) if act == EDIT else super().allows(act)

    def can_add(self, view: str) -> bool:
        """Whether a view takes new entries from whoever is at the keyboard."""
        register = self.registers[view]
        return register.can_add and may(register.change)

    def _of(self, item: Any) -> Register:
        return self.registers[str(item).partition(":")[0] if item is not None else self.view]


class ProtectionPage(RecordPage):
    """Data protection."""

    def __init__(self, context: AppContext) -> None:
        """Make the page."""
        self._spec = ProtectionSpec(context)
        adding = [key for key in self._spec.registers if self._spec.can_add(key)]
        first, self._spec.view = self._spec.view, adding[0] if adding else self._spec.view
        super().__init__(self._spec, context.jobs)
        self._spec.view = first
        quiet = ButtonKind.QUIET
        self.views_button = Button(tr("Registers"), self, icon="chevron-down", small=True)
        self.views_button.setAccessibleDescription(tr("Every view of this page"))
        self.views_button.clicked.connect(self.open_views)
        self.toolbar.add_button(self.views_button)
        self.log_button = Button(tr("Save the log"), self, icon="file-export", kind=quiet, small=True)
        self.log_button.clicked.connect(lambda: ask_log_file(self, context))
        self.toolbar.add_button(self.log_button)
        self._fit_view()
        self.acted.connect(self._on_acted)

    def open_views(self) -> QMenu:
        """Open the list of every view: they are too many to stand side by side."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(tr("Registers"))
        for tab in self._spec.tabs:
            action = menu.addAction(tab.title)
            action.setCheckable(True)
            action.setChecked(tab.key == self.toolbar.tab())
            action.triggered.connect(partial(self.show_view, tab.key))
        button = self.views_button
        menu.popup(button.mapToGlobal(QPoint(0, button.height())))
        return menu

    def show_view(self, key: str, _on: bool = False) -> None:
        """Show one of the views."""
        self.toolbar.set_tab(key)
        self._on_query_changed()

    def _on_acted(self, key: str, item: Any) -> None:
        self._spec.act(self, key, str(item))

    def _on_query_changed(self) -> None:
        self._spec.view = self.toolbar.tab() or self._spec.view
        self._fit_view()
        super()._on_query_changed()

    def _fit_view(self) -> None:
        if self.toolbar.add is not None:
            self.toolbar.add.setVisible(self._spec.can_add(self._spec.view))
        self.log_button.setVisible(self._spec.view in LOGGED and may("export.list"))


def _day(row: RegisterRow) -> Cell:
    return Cell(show_date(row.day) if row.day is not None else "")
