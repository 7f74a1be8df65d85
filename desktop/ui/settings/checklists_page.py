"""Checklists of casework: what is to be done for vouchers, hardship and claims, and the hub's own."""

from collections.abc import Mapping, Sequence
from typing import Any

from desktop.context import AppContext
from desktop.services.checklists import Checklist, ChecklistDraft, Checklists, lines_of
from desktop.services.needs import Needs
from desktop.ui.base.button import ButtonKind
from desktop.ui.base.columns import Cell, CellKind, Column
from desktop.ui.base.detail import Detail, DetailAction, DetailRow, DetailSection
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.record_page import RecordPage
from desktop.ui.base.record_spec import ADD, EDIT, VOID, FormData, Listing, ListQuery, RecordSpec


class ChecklistsSpec(RecordSpec):
    """Checklists as a list with a pane."""

    acts = {ADD: "case.list", EDIT: "case.list", VOID: "case.list"}
    entities = frozenset({"hub_checklist", "need_type"})
    icon = "list-check"

    def __init__(self, context: AppContext) -> None:
        """Take the services from the context."""
        self._actor = context.actor
        self.lists, self._needs = context.service(Checklists), context.service(Needs)
        self._held: dict[str, Checklist] = {}
        self.title = tr("Checklists")
        self.empty = tr("No checklists.")
        self.add = tr("Add a checklist")
        self.void_verb = tr("Take off the list")
        self.void_sentence = tr("Requests it is on keep their steps. One that came with the app is back.")
        self.columns = (
            Column("label", tr("Checklist"), 220, stretch=True, kind=CellKind.STRONG, sortable=False),
            Column("steps", tr("Steps"), 80, cell=lambda row: str(len(row.steps)), sortable=False),
            Column("from", tr("Whose"), 170, kind=CellKind.SECOND, cell=_whose, sortable=False),
        )

    def listing(self, query: ListQuery) -> Listing:
        """Ids for a query."""
        found = self.lists.all(self._actor)
        self._held = {one.code: one for one in found}
        said = tr_count("{count} checklist", "{count} checklists", len(found))
        return Listing(list(self._held), subtitle=said)

    def rows(self, ids: Sequence[Any]) -> Sequence[Checklist]:
        """Rows for ids: the list is short and held."""
        return [self._held[item] for item in ids if item in self._held]

    def detail(self, item: Any) -> Detail:
        """What the pane shows: the steps with their days."""
        held = self._held[item]
        labels = dict(self._choices())
        needs = ", ".join(labels[code] for code in held.needs if code in labels)
        days = [DetailRow(tr_count("{count} day", "{count} days", one.days), one.words) for one in held.steps]
        actions = [DetailAction(EDIT, tr("Edit"), "pencil", ButtonKind.PRIMARY)]
        if held.is_own:
            back = tr("Bring back the shipped one") if held.is_shipped else tr("Take off")
            actions.append(DetailAction(VOID, back, "trash"))
        return Detail(
            held.label,
            _whose(held).text,
            icon="list-check",
            sections=[
                DetailSection(tr("Days from the day it is begun"), days),
                DetailSection("", [DetailRow(tr("Offered first for"), needs or tr("No need in particular"))]),
            ],
            actions=actions,
        )

    def form(self, item: Any) -> FormData:
        """The form for a checklist."""
        offered = [(True, tr("Offered")), (False, tr("Not offered"))]
        hint = tr("A step on each line, its days in front: 3 Ask for the voucher")
        asked = [
            FormField("label", tr("Name"), required=True, max_length=80),
            FormField("is_used", tr("On a request"), FieldKind.SEGMENT, choices=offered, required=True),
            FormField(
                "lines", tr("Steps"), FieldKind.MULTILINE, hint=hint, required=True, lines=8, max_length=8500
            ),
            FormField("needs", tr("Offered first for"), FieldKind.MULTI, choices=self._choices()),
        ]
        if item is None:
            return FormData(tr("Add a checklist"), asked, {"is_used": True, "needs": frozenset()})
        held = self._held[item]
        known = {
            "label": held.label,
            "is_used": held.is_used,
            "lines": lines_of(held.steps),
            "needs": frozenset(held.needs),
        }
        return FormData(tr("Edit"), asked, known, tr("Requests it is on keep their steps as they are."))

    def save(self, item: Any, values: Mapping[str, Any]) -> object:
        """Save a form."""
        draft = ChecklistDraft(
            values["label"], values["lines"], frozenset(values["needs"] or ()), bool(values["is_used"])
        )
        return self.lists.save(self._actor, draft, item or "")

    def void(self, item: Any, reason: str) -> object:
        """Take the hub's words off."""
        return self.lists.void(self._actor, item, reason)

    def _choices(self) -> list[tuple[object, str]]:
        return [(one.code, one.label) for one in self._needs.all(self._actor)]


class ChecklistsPage(RecordPage):
    """The checklists."""

    def __init__(self, context: AppContext) -> None:
        """Make the page."""
        super().__init__(ChecklistsSpec(context), context.jobs)


def _whose(row: Checklist) -> Cell:
    if not row.is_used:
        return Cell(tr("Not offered"), "eye-off")
    if row.is_own:
        return Cell(tr("In our words") if row.is_shipped else tr("Our own"))
    return Cell(tr("Came with the app"))
