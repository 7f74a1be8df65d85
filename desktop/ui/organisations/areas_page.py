"""The Areas page: patches made of postcodes, sectors, first parts and wards, and whose they are."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt

from db.enums import AreaKind
from db.errors import KnownStoreError
from db.queries.areas import AreaRow
from db.queries.organisations import OrganisationFilter
from desktop.context import AppContext
from desktop.runtime.gazetteer import gazetteer
from desktop.services.areas import AreaDraft, Areas, TakenIn
from desktop.services.history import History
from desktop.services.organisations import Organisations
from desktop.ui.base.columns import CellKind, Column
from desktop.ui.base.detail import Detail, DetailAction, DetailRow, DetailSection
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.record_page import RecordPage
from desktop.ui.base.record_spec import ADD, EDIT, VOID, FormData, Listing, ListQuery, RecordSpec
from desktop.ui.base.tokens import Tone
from desktop.ui.organisations.area_map_dialog import AreaMapDialog
from desktop.ui.words import choices, say

MAP = "map"


class AreasSpec(RecordSpec):
    """Areas as a list with a detail pane."""

    acts = {
        ADD: "area.set",
        EDIT: "area.set",
        VOID: "area.set",
        MAP: "area.set",
    }
    can_bring_back = True
    entities = frozenset({"area", "area_part", "household"})
    icon = "map-pin"

    def __init__(self, context: AppContext) -> None:
        """Take the service from the context."""
        self._actor = context.actor
        self._areas = context.service(Areas)
        self._history = context.service(History)
        self._organisations = context.service(Organisations)
        self._context = context
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
            Column("owner", tr("Belongs to"), 150, kind=CellKind.SECOND, sortable=False, priority=2),
            Column("parts", tr("Parts"), 90, align_right=True, sortable=False),
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
        taken = self._areas.would_take_in(self._actor, draft, item)
        about = [
            DetailRow(tr("Belongs to"), row.owner or tr("This hub")),
            DetailRow(tr("Inside"), row.parent),
            DetailRow(tr("Made of"), ", ".join((*draft.parts, *(name for _code, name in draft.wards)))),
            DetailRow(tr("Takes in"), _taken_words(taken)),
            DetailRow(
                "",
                tr("{names} claim the same", names=", ".join(taken.claimed)) if taken.claimed else "",
                icon="alert-triangle",
                tone=Tone.WARN,
            ),
            DetailRow(tr("People on record"), str(row.people)),
            DetailRow(tr("Homes"), _number(draft.homes)),
            DetailRow(tr("Population"), _number(draft.population)),
            DetailRow(tr("Note"), draft.note),
        ]
        return Detail(
            draft.name,
            say(draft.kind),
            icon="map-pin",
            sections=[DetailSection("", about)],
            actions=[
                DetailAction(MAP, tr("Pick on the map"), "map"),
                DetailAction(EDIT, tr("Edit"), "pencil"),
                DetailAction(VOID, tr("Take off"), "trash"),
            ],
        )

    def form(self, item: Any) -> FormData:
        """The form for an area."""
        others: list[tuple[object, str]] = [(None, tr("Nothing larger"))]
        others += [(key, name) for key, name in self._areas.choices(self._actor) if key != item]
        found = OrganisationFilter()
        keys = self._organisations.ids(self._actor, found)
        owners: list[tuple[object, str]] = [(None, tr("This hub"))]
        owners += [(one.id, one.name) for one in self._organisations.rows(self._actor, keys)]
        draft = self._areas.get(self._actor, item) if item is not None else AreaDraft("")
        wards = self._ward_choices(draft)
        asked = _fields(others, owners, wards)
        if item is None:
            return FormData(tr("Add an area"), asked, {"kind": AreaKind.LOCALITY})
        values = {
            "name": draft.name,
            "kind": draft.kind,
            "parent_id": draft.parent_id,
            "parts": "\n".join(draft.parts),
            "wards": frozenset(code for code, _name in draft.wards),
            "owner_id": draft.owner_id,
            "homes": draft.homes,
            "population": draft.population,
            "note": draft.note,
        }
        return FormData(tr("Edit"), asked, values)

    def save(self, item: Any, values: Mapping[str, Any]) -> object:
        """Save a form."""
        return self._areas.save(self._actor, self.draft_of(item, values), item or "")

    def draft_of(self, item: Any, values: Mapping[str, Any]) -> AreaDraft:
        """An area as typed."""
        typed = str(values["parts"] or "").replace(",", "\n").replace(";", "\n")
        held = self._areas.get(self._actor, item) if item is not None else AreaDraft("")
        names = dict(self._ward_choices(held))
        wards = sorted(str(code) for code in values.get("wards") or ())
        return AreaDraft(
            values["name"],
            values["kind"],
            values["parent_id"] or None,
            values["note"] or "",
            tuple(line.strip() for line in typed.splitlines() if line.strip()),
            tuple((code, names.get(code, code)) for code in wards),
            values["owner_id"] or None,
            values["population"],
            values["homes"],
        )

    def _ward_choices(self, draft: AreaDraft) -> list[tuple[object, str]]:
        """Wards of the hub's own authority, and those the area has already."""
        found = {code: name for code, name in read_wards(self._context)}
        return sorted((found | dict(draft.wards)).items(), key=lambda one: one[1])

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
        self._context = context
        self.acted.connect(self._on_acted)

    def _on_acted(self, key: str, item: Any) -> None:
        if key == MAP:
            areas, actor = self._context.service(Areas), self._context.actor
            self.jobs.read(lambda: areas.get(actor, item), lambda draft: self._open_map(item, draft))

    def _open_map(self, item: str, draft: AreaDraft) -> None:
        dialog = AreaMapDialog(self._context, item, draft, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()


def read_wards(context: AppContext) -> list[tuple[str, str]]:
    """Code and name of the wards around the hub; none where the list of postcodes cannot be used (worker)."""
    authority = context.facts().la_code
    if not authority:
        return []
    try:
        return [(one.code, one.name) for one in gazetteer().areas(AreaKind.WARD, la_code=authority)]
    except KnownStoreError:
        return []


def _number(value: int | None) -> str:
    return "" if value is None else f"{value:,}"


def _taken_words(taken: TakenIn) -> str:
    homes = tr_count("{count} household on record", "{count} households on record", taken.households)
    postcodes = tr_count("at {count} postcode", "at {count} postcodes", taken.postcodes)
    return f"{homes} {postcodes}"


def _fields(
    others: Sequence[tuple[object, str]],
    owners: Sequence[tuple[object, str]],
    wards: Sequence[tuple[object, str]],
) -> list[FormField]:
    picked = [FormField("wards", tr("Wards"), FieldKind.MULTI, choices=wards)] if wards else []
    return [
        FormField("name", tr("Name"), required=True),
        FormField("kind", tr("Kind"), FieldKind.CHOICE, choices=choices(AreaKind), half=True),
        FormField("parent_id", tr("Inside"), FieldKind.CHOICE, choices=others, half=True),
        FormField(
            "parts",
            tr("Postcodes, sectors, first parts"),
            FieldKind.MULTILINE,
            hint=tr("One a line: QX4 2LB, or QX4 2 for a sector, or QX4 for a first part"),
            lines=6,
            max_length=20_000,
        ),
        *picked,
        FormField("owner_id", tr("Belongs to"), FieldKind.CHOICE, choices=owners),
        FormField("homes", tr("Homes, where known"), FieldKind.NUMBER, half=True),
        FormField("population", tr("People, where known"), FieldKind.NUMBER, half=True),
        FormField("note", tr("Note"), FieldKind.MULTILINE, lines=2, max_length=1000),
    ]
