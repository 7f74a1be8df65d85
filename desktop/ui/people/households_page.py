"""The Households page: addresses, who lives there, and what the door needs."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

from db.enums import Precision
from db.queries.households import HouseholdFilter, HouseholdRow
from desktop.context import AppContext
from desktop.domain.references import Kind, write
from desktop.services.areas import Areas
from desktop.services.history import History
from desktop.services.households import HouseholdDraft, Households
from desktop.ui.base.columns import Cell, CellKind, Column
from desktop.ui.base.detail import Detail, DetailAction, DetailRow, DetailSection
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.record_page import RecordPage
from desktop.ui.base.record_spec import ADD, EDIT, VOID, FormData, ListFilter, Listing, ListQuery, RecordSpec
from desktop.ui.base.tokens import Tone


class HouseholdsSpec(RecordSpec):
    """Households as a list with a detail pane."""

    acts = {
        ADD: "household.set",
        EDIT: "household.set",
        VOID: "household.void",
    }
    can_bring_back = True
    entities = frozenset({"household", "person", "area"})
    icon = "home"

    def __init__(self, context: AppContext) -> None:
        """Take the services from the context."""
        self._actor = context.actor
        self._households = context.service(Households)
        self._history = context.service(History)
        self._areas = context.service(Areas)
        self.title = tr("Households")
        self.empty = tr("No address matches. Add one with a person, or here.")
        self.search_hint = tr("Street or postcode")
        self.add = tr("Add a household")
        self.void_verb = tr("Take off the list")
        self.void_sentence = tr("Only an address where nobody is recorded can be taken off.")
        self.filters = (ListFilter("area", tr("Area:"), self._area_choices),)
        self.columns = (
            Column(
                "address",
                tr("Address"),
                220,
                stretch=True,
                kind=CellKind.STRONG,
                cell=lambda row: row.address_line1 or row.postcode,
            ),
            Column("postcode", tr("Postcode"), 100),
            Column("area", tr("Area"), 120, kind=CellKind.SECOND, priority=1),
            Column("people", tr("People"), 80, align_right=True, sortable=False),
            Column("place", tr("On the map"), 130, cell=_place, sortable=False, priority=2),
        )

    def listing(self, query: ListQuery) -> Listing:
        """Ids for a query."""
        wanted = HouseholdFilter(query.text.strip(), str(query.filters.get("area") or ""))
        ids = self._households.ids(self._actor, wanted, query.sort or "address", query.descending)
        return Listing(ids, subtitle=tr_count("{count} address", "{count} addresses", len(ids)))

    def rows(self, ids: Sequence[Any]) -> Sequence[HouseholdRow]:
        """Rows for ids."""
        return self._households.rows(self._actor, ids)

    def detail(self, item: Any) -> Detail:
        """What the pane shows."""
        held = self._households.get(self._actor, item)
        draft = held.draft
        members = [DetailRow("", name, icon="users", key=f"person:{key}") for key, name in held.members]
        about = [
            DetailRow(tr("Town"), draft.town),
            DetailRow(tr("Postcode"), draft.postcode),
            DetailRow(tr("On the map"), _precision(held.precision)),
            DetailRow(tr("Household of"), _people(draft)),
            DetailRow(tr("Diet"), draft.food_needs),
            DetailRow(tr("Door note (printed)"), draft.door_note),
            DetailRow(tr("Access (never printed)"), draft.access_note),
            DetailRow("", tr("Go in pairs") if draft.go_in_pairs else "", icon="users", tone=Tone.WARN),
            DetailRow(tr("Usual volunteer"), held.usual_volunteer),
        ]
        return Detail(
            draft.address_line1 or draft.postcode,
            write(Kind.HOUSEHOLD, held.number),
            icon="home",
            sections=[DetailSection("", about), DetailSection(tr("Who lives here"), members)],
            actions=[
                DetailAction(EDIT, tr("Edit"), "pencil"),
                DetailAction(VOID, tr("Take off"), "trash"),
            ],
        )

    def form(self, item: Any) -> FormData:
        """The form for a household."""
        asked = _fields([(None, tr("None")), *self._area_choices()[1:]])
        if item is None:
            return FormData(tr("Add a household"), asked)
        draft = self._households.get(self._actor, item).draft
        values = {one.name: getattr(draft, one.name) for one in fields(HouseholdDraft)}
        return FormData(tr("Edit"), asked, values)

    def save(self, item: Any, values: Mapping[str, Any]) -> object:
        """Save a form."""
        held = self._households.get(self._actor, item).draft if item is not None else HouseholdDraft()
        kept = {one.name: getattr(held, one.name) for one in fields(HouseholdDraft)}
        given = {name: value for name, value in values.items() if name in kept}
        given["area_id"] = given["area_id"] or None
        return self._households.save(self._actor, HouseholdDraft(**{**kept, **given}), item or "")

    def void(self, item: Any, reason: str) -> object:
        """Take a household off the list."""
        return self._households.void(self._actor, item, reason)

    def taken_off(self) -> Sequence[Any]:
        """Ids of what was taken off the list."""
        return self._households.ids(self._actor, HouseholdFilter(voided=True))

    def bring_back(self, item: Any) -> object:
        """Bring back what was taken off."""
        return self._history.bring_back(self._actor, item)

    def _area_choices(self) -> list[tuple[object, str]]:
        return [(None, tr("All")), *self._areas.choices(self._actor)]


class HouseholdsPage(RecordPage):
    """Households."""

    stands_alone = True

    def __init__(self, context: AppContext) -> None:
        """Make the page."""
        super().__init__(HouseholdsSpec(context), context.jobs)


def _precision(precision: Precision) -> str:
    return {
        Precision.POSTCODE: tr("By full postcode"),
        Precision.SECTOR: tr("About here, by part of the postcode"),
        Precision.OUTCODE: tr("Roughly, by first part"),
        Precision.UNKNOWN: tr("Not known"),
    }[precision]


def _place(row: HouseholdRow) -> Cell:
    known = row.precision is Precision.POSTCODE
    return Cell(_precision(row.precision) if not known else tr("Known"), tone=None if known else Tone.WARN)


def _people(draft: HouseholdDraft) -> str:
    """How many live there, with the children and the babies among them."""
    children = tr_count("{count} child", "{count} children", draft.children) if draft.children else ""
    babies = tr_count("{count} baby", "{count} babies", draft.babies) if draft.babies else ""
    said = tr("among them {young}", young=", ".join(one for one in (children, babies) if one))
    return ", ".join(one for one in (str(draft.size or ""), said if children or babies else "") if one)


def _fields(areas: Sequence[tuple[object, str]]) -> list[FormField]:
    return [
        FormField("address_line1", tr("Address")),
        FormField("address_line2", tr("Address, second line"), half=True),
        FormField("town", tr("Town"), half=True),
        FormField("postcode", tr("Postcode"), FieldKind.POSTCODE, half=True),
        FormField("area_id", tr("Area"), FieldKind.CHOICE, choices=areas, half=True),
        FormField("area_reason", tr("Why not the area of the postcode")),
        FormField("size", tr("People in the household"), FieldKind.NUMBER, half=True),
        FormField("children", tr("Children among them"), FieldKind.NUMBER, half=True),
        FormField("babies", tr("Babies among the children"), FieldKind.NUMBER, half=True),
        FormField("food_needs", tr("Diet and allergies"), half=True),
        FormField(
            "door_note", tr("Door note: printed on the sheet"), hint=tr("At most 60 letters"), max_length=60
        ),
        FormField(
            "access_note", tr("Access note: never printed"), FieldKind.MULTILINE, lines=2, max_length=1000
        ),
        FormField("go_in_pairs", tr("Go in pairs"), FieldKind.CHECK),
    ]
