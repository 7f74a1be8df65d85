"""The Areas page: patches made of postcodes, sectors and first parts."""

from collections.abc import Mapping, Sequence
from typing import Any

from db.enums import AreaKind
from db.queries.areas import AreaRow
from desktop.context import AppContext
from desktop.services.areas import AreaDraft, Areas
from desktop.services.history import History
from desktop.ui.base.columns import CellKind, Column
from desktop.ui.base.detail import Detail, DetailAction, DetailRow, DetailSection
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.record_page import RecordPage
from desktop.ui.base.record_spec import ADD, EDIT, VOID, FormData, Listing, ListQuery, RecordSpec
from desktop.ui.words import choices, say


class AreasSpec(RecordSpec):
    """Areas as a list with a detail pane."""

    acts = {
        ADD: "area.set",
        EDIT: "area.set",
        VOID: "area.set",
    }
    can_bring_back = True
    entities = frozenset({"area", "area_part", "household"})
    icon = "map-pin"

    def __init__(self, context: AppContext) -> None:
        """Take the service from the context."""
        self._actor = context.actor
        self._areas = context.service(Areas)
        self._history = context.service(History)
        self._counted: dict[str, AreaRow] = {}
        self.title = tr("Areas")
        self.empty = tr("Draw your patch: a name and the postcodes in it.")
        self.add = tr("Add an area")
        self.void_verb = tr("Take off the list")
        self.void_sentence = tr("Its households belong to no area until another takes them in.")
        self.columns = (
            Column("name", tr("Name"), 200, stretch=True, kind=CellKind.STRONG),
            Column("kind", tr("Kind"), 140, kind=CellKind.SECOND, formatter=say),
            Column("parent", tr("Inside"), 140, kind=CellKind.SECOND, sortable=False, priority=1),
            Column("parts", tr("Postcodes"), 100, align_right=True, sortable=False),
            Column("people", tr("People"), 90, align_right=True, sortable=False),
        )

    def listing(self, query: ListQuery) -> Listing:
        """Ids for a query."""
        ids = self._areas.ids(self._actor, query.sort or "name", query.descending)
        # Counting everybody in each area takes too long for a list that is being painted, and areas are few.
        self._counted = {row.id: row for row in self._areas.rows(self._actor, ids)}
        outside = len(self._areas.outside(self._actor))
        words = tr_count(
            "{count} household outside every area", "{count} households outside every area", outside
        )
        return Listing(
            ids, subtitle=words if outside else tr_count("{count} area", "{count} areas", len(ids))
        )

    def rows(self, ids: Sequence[Any]) -> Sequence[AreaRow]:
        """Rows for ids: as they were counted for the list, or read now where it does not show them."""
        counted = self._counted
        missing = [one for one in ids if one not in counted]
        read = {row.id: row for row in self._areas.rows(self._actor, missing)} if missing else {}
        found = (counted.get(one) or read.get(one) for one in ids)
        return [row for row in found if row is not None]

    def detail(self, item: Any) -> Detail:
        """What the pane shows."""
        (row,) = self._areas.rows(self._actor, [item])
        draft = self._areas.get(self._actor, item)
        about = [
            DetailRow(tr("Inside"), row.parent),
            DetailRow(tr("People"), str(row.people)),
            DetailRow(tr("Made of"), ", ".join(draft.parts)),
            DetailRow(tr("Note"), draft.note),
        ]
        return Detail(
            draft.name,
            say(draft.kind),
            icon="map-pin",
            sections=[DetailSection("", about)],
            actions=[
                DetailAction(EDIT, tr("Edit"), "pencil"),
                DetailAction(VOID, tr("Take off"), "trash"),
            ],
        )

    def form(self, item: Any) -> FormData:
        """The form for an area."""
        others: list[tuple[object, str]] = [(None, tr("Nothing larger"))]
        others += [(key, name) for key, name in self._areas.choices(self._actor) if key != item]
        asked = _fields(others)
        if item is None:
            return FormData(tr("Add an area"), asked, {"kind": AreaKind.LOCALITY})
        draft = self._areas.get(self._actor, item)
        values = {
            "name": draft.name,
            "kind": draft.kind,
            "parent_id": draft.parent_id,
            "parts": "\n".join(draft.parts),
            "note": draft.note,
        }
        return FormData(tr("Edit"), asked, values)

    def save(self, item: Any, values: Mapping[str, Any]) -> object:
        """Save a form."""
        typed = str(values["parts"] or "").replace(",", "\n").replace(";", "\n")
        draft = AreaDraft(
            values["name"],
            values["kind"],
            values["parent_id"] or None,
            values["note"] or "",
            tuple(line.strip() for line in typed.splitlines() if line.strip()),
        )
        return self._areas.save(self._actor, draft, item or "")

    def void(self, item: Any, reason: str) -> object:
        """Take an area off the list."""
        return self._areas.void(self._actor, item, reason)

    def taken_off(self) -> Sequence[Any]:
        """Ids of what was taken off the list."""
        return self._areas.ids(self._actor, voided=True)

    def bring_back(self, item: Any) -> object:
        """Bring back what was taken off."""
        return self._history.bring_back(self._actor, item)


class AreasPage(RecordPage):
    """Areas."""

    def __init__(self, context: AppContext) -> None:
        """Make the page."""
        super().__init__(AreasSpec(context), context.jobs)


def _fields(others: Sequence[tuple[object, str]]) -> list[FormField]:
    return [
        FormField("name", tr("Name"), required=True),
        FormField("kind", tr("Kind"), FieldKind.CHOICE, choices=choices(AreaKind), half=True),
        FormField("parent_id", tr("Inside"), FieldKind.CHOICE, choices=others, half=True),
        FormField(
            "parts",
            tr("Postcodes"),
            FieldKind.MULTILINE,
            hint=tr("One a line: QX4 2LB, or QX4 2 for a sector, or QX4 for a first part"),
            lines=6,
            max_length=20_000,
        ),
        FormField("note", tr("Note"), FieldKind.MULTILINE, lines=2, max_length=1000),
    ]
