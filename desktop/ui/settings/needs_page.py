"""The Need types page: the hub's own words for kinds of help."""

from collections.abc import Mapping, Sequence
from typing import Any

from db.enums import RiskTier, TaskKind, Urgency
from desktop.context import AppContext
from desktop.services.needs import Need, NeedDraft, Needs
from desktop.ui.base.columns import Cell, CellKind, Column
from desktop.ui.base.detail import Detail, DetailAction, DetailRow, DetailSection
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.record_page import RecordPage
from desktop.ui.base.record_spec import ADD, EDIT, VOID, FormData, Listing, ListQuery, RecordSpec
from desktop.ui.base.tokens import Tone
from desktop.ui.words import choices, say


class NeedsSpec(RecordSpec):
    """Need types as a list with a detail pane."""

    acts = {
        ADD: "need.set",
        EDIT: "need.set",
        VOID: "need.set",
    }
    entities = frozenset({"need_type"})
    icon = "list-check"

    def __init__(self, context: AppContext) -> None:
        """Take the service from the context."""
        self._actor = context.actor
        self._needs = context.service(Needs)
        self._held: dict[str, Need] = {}
        self.title = tr("Need types")
        self.empty = tr("Add the kinds of help you give.")
        self.add = tr("Add a need type")
        self.void_verb = tr("Take off the list")
        self.void_sentence = tr("Requests already taken keep it.")
        self.columns = (
            Column("key", tr("Key"), 50, cell=lambda row: str(row.key or ""), sortable=False),
            Column(
                "label", tr("Name"), 220, stretch=True, kind=CellKind.NEED_ICON, cell=_label, sortable=False
            ),
            Column("kind", tr("Kind"), 110, kind=CellKind.SECOND, formatter=say, sortable=False),
            Column("risk", tr("Risk"), 90, kind=CellKind.SECOND, formatter=say, sortable=False),
            Column("minutes", tr("Minutes"), 90, align_right=True, sortable=False),
            Column("is_active", tr("In use"), 90, cell=_active, sortable=False),
        )

    def listing(self, query: ListQuery) -> Listing:
        """Ids for a query."""
        found = self._needs.all(self._actor, with_inactive=True)
        self._held = {one.id: one for one in found}
        return Listing(
            list(self._held), subtitle=tr_count("{count} kind of help", "{count} kinds of help", len(found))
        )

    def rows(self, ids: Sequence[Any]) -> Sequence[Need]:
        """Rows for ids: the list is short and held."""
        return [self._held[item] for item in ids if item in self._held]

    def detail(self, item: Any) -> Detail:
        """What the pane shows."""
        need = self._held[item]
        about = [
            DetailRow(tr("Kind"), say(need.kind)),
            DetailRow(tr("Risk"), say(need.risk)),
            DetailRow(
                "",
                tr("Private: shown as “Private need”, never on paper") if need.is_private else "",
                icon="eye-off",
                tone=Tone.WARN,
            ),
            DetailRow(tr("Usually needed"), say(need.default_urgency)),
            DetailRow(tr("Takes"), tr("{minutes} minutes", minutes=need.minutes)),
            DetailRow(tr("On the load list"), need.item_many),
        ]
        return Detail(
            need.label,
            need.code,
            icon=need.icon,
            sections=[DetailSection("", about)],
            actions=[
                DetailAction(EDIT, tr("Edit"), "pencil"),
                DetailAction(VOID, tr("Take off"), "trash"),
            ],
        )

    def form(self, item: Any) -> FormData:
        """The form for a need type."""
        asked = [
            FormField("label", tr("Name"), required=True),
            FormField("kind", tr("Kind"), FieldKind.CHOICE, choices=_kinds(), half=True),
            FormField("risk", tr("Risk"), FieldKind.CHOICE, choices=choices(RiskTier), half=True),
            FormField(
                "default_urgency", tr("Usually needed"), FieldKind.CHOICE, choices=choices(Urgency), half=True
            ),
            FormField("minutes", tr("Minutes it takes"), FieldKind.NUMBER, half=True),
            FormField("key", tr("Number key on the call screen"), FieldKind.NUMBER, half=True),
            FormField("item_one", tr("One on the load list, such as bag"), half=True),
            FormField("item_many", tr("Several, such as bags"), half=True),
            FormField("is_private", tr("Private: never on paper, never named to others"), FieldKind.CHECK),
            FormField("is_active", tr("In use"), FieldKind.CHECK),
        ]
        if item is None:
            values: dict[str, Any] = {
                "kind": TaskKind.VISIT,
                "risk": RiskTier.MEDIUM,
                "minutes": 30,
                "is_active": True,
            }
            return FormData(tr("Add a need type"), asked, values | {"default_urgency": Urgency.THIS_WEEK})
        need = self._held[item]
        return FormData(tr("Edit"), asked, {one.key: getattr(need, one.key) for one in asked})

    def save(self, item: Any, values: Mapping[str, Any]) -> object:
        """Save a form."""
        icon = self._held[item].icon if item else "dots"
        given = {name: value for name, value in values.items() if value is not None}
        return self._needs.save(self._actor, NeedDraft(**{"icon": icon, "key": None, **given}), item or "")

    def void(self, item: Any, reason: str) -> object:
        """Take a need type off the list."""
        return self._needs.void(self._actor, item, reason)


class NeedsPage(RecordPage):
    """Need types."""

    def __init__(self, context: AppContext) -> None:
        """Make the page."""
        super().__init__(NeedsSpec(context), context.jobs)


def _label(row: Need) -> Cell:
    return Cell(row.label, icon=row.icon, tone=Tone.SECOND if not row.is_active else None)


def _active(row: Need) -> Cell:
    if row.is_private:
        return Cell(tr("Private"), tone=Tone.WARN)
    return Cell(tr("Yes") if row.is_active else tr("No"))


def _kinds() -> list[tuple[object, str]]:
    """How help is brought; whether it is fetched instead is said with each request."""
    return [(one, say(one)) for one in TaskKind if one is not TaskKind.COLLECTION]
