"""The Organisations page: the three layers, whom to ring there, and what they do."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from db.enums import Layer
from db.queries.organisations import OrganisationFilter, OrganisationRow
from desktop.context import AppContext
from desktop.domain.directory import Contacts, ContactTrouble, contact_trouble, runs_out
from desktop.domain.phones import national
from desktop.services.areas import Areas
from desktop.services.directory import Directory, Listed
from desktop.services.history import History
from desktop.services.lists import Lists
from desktop.services.needs import Needs
from desktop.services.organisations import OWN_FIELDS, OrganisationDraft, Organisations
from desktop.ui.base.button import Button
from desktop.ui.base.columns import Cell, CellKind, Column
from desktop.ui.base.dates import show_date
from desktop.ui.base.detail import Detail, DetailAction, DetailRow, DetailSection
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.record_page import RecordPage
from desktop.ui.base.record_spec import (
    ADD,
    EDIT,
    VOID,
    FormData,
    ListFilter,
    Listing,
    ListQuery,
    ListTab,
    RecordSpec,
)
from desktop.ui.base.tokens import Tone
from desktop.ui.organisations.directory_words import left_cell, open_cell
from desktop.ui.organisations.exchange import DirectoryActs
from desktop.ui.words import choices, say

ADD_SERVICE = "add_service"


class OrganisationsSpec(RecordSpec):
    """Organisations as a list with a detail pane."""

    concern = "organisation"
    acts = {
        ADD: "organisation.set",
        EDIT: "organisation.set",
        VOID: "organisation.void",
        ADD_SERVICE: "service.set",
    }
    can_bring_back = True
    entities = frozenset(
        {"organisation", "organisation_area", "organisation_need", "area", "need_type", "service"}
    )
    can_export = True
    can_print = True
    icon = "building-community"

    def __init__(self, context: AppContext) -> None:
        """Take the services from the context."""
        self._actor = context.actor
        self._organisations = context.service(Organisations)
        self._history = context.service(History)
        self._areas = context.service(Areas)
        self._lists = context.service(Lists)
        self._needs = context.service(Needs)
        self._directory = context.service(Directory)
        self.title = tr("Organisations")
        self.empty = tr("Who else helps here? Start with your anchor.")
        self.search_hint = tr("Name, contact or number")
        self.add = tr("Add an organisation")
        self.void_verb = tr("Take off the list")
        self.void_sentence = tr("What was shared with it stays on record.")
        self.whole = ""
        self.tabs = (
            ListTab("", tr("All")),
            ListTab(Layer.STREET, tr("Street")),
            ListTab(Layer.ANCHOR, tr("Anchor")),
            ListTab(Layer.STATUTORY, tr("Statutory")),
            ListTab("no_deputy", tr("One contact or none")),
        )
        self.filters = (ListFilter("area", tr("Area:"), lambda: [(None, tr("All")), *self._area_choices()]),)
        self.columns = (
            Column("name", tr("Name"), 220, stretch=True, kind=CellKind.STRONG, files=("name",)),
            Column(
                "layer", tr("Layer"), 150, kind=CellKind.SECOND, formatter=say, priority=2, files=("layer",)
            ),
            Column("contact", tr("Contact"), 150, cell=_contact, priority=1, files=("contact_name",)),
            Column("phone", tr("Phone"), 130, formatter=national, sortable=False, files=("phone",)),
            Column(
                "needs",
                tr("Helps with"),
                180,
                kind=CellKind.SECOND,
                sortable=False,
                priority=3,
                files=("helps_with",),
            ),
        )

    def listing(self, query: ListQuery) -> Listing:
        """Ids for a query."""
        among = None
        if query.text.strip():
            among = tuple(self._organisations.find(self._actor, query.text))
        layer = Layer(query.tab) if query.tab in set(Layer) else None
        wanted = OrganisationFilter(
            among, layer, str(query.filters.get("area") or ""), without_deputy=query.tab == "no_deputy"
        )
        ids = self._organisations.ids(self._actor, wanted, query.sort or "name", query.descending)
        said = tr_count("{count} organisation", "{count} organisations", len(ids))
        return Listing(ids, counts=self._lists.organisation_counts(self._actor), subtitle=said)

    def rows(self, ids: Sequence[Any]) -> Sequence[OrganisationRow]:
        """Rows for ids."""
        return self._organisations.rows(self._actor, ids)

    def detail(self, item: Any) -> Detail:
        """What the pane shows: whom to ring first."""
        (row,) = self._organisations.rows(self._actor, [item])
        draft = self._organisations.get(self._actor, item)
        ring = _ring_rows(draft, self._directory.today())
        does = [
            DetailRow(tr("Areas"), row.areas),
            DetailRow(tr("Helps with"), row.needs),
            DetailRow(tr("What they do"), draft.remit),
            DetailRow(tr("What they do not do"), draft.boundaries),
        ]
        agreed = [
            DetailRow(tr("Sharing agreement"), draft.agreement),
            DetailRow(tr("From"), _day(draft.agreement_from)),
            DetailRow(tr("Until"), *_until(draft.agreement_until, self._directory.today())),
            DetailRow(tr("Note"), draft.note),
        ]
        return Detail(
            draft.name,
            f"O-{row.number}, {say(draft.layer)}",
            icon="building-community",
            sections=[
                DetailSection("", ring),
                DetailSection(tr("Services"), _services(self._directory.of_organisation(self._actor, item))),
                DetailSection(tr("What they do"), does),
                DetailSection(tr("Agreement"), agreed),
            ],
            actions=[
                DetailAction(EDIT, tr("Edit"), "pencil"),
                DetailAction(ADD_SERVICE, tr("Add a service"), "plus"),
                DetailAction(VOID, tr("Take off"), "trash"),
            ],
        )

    def form(self, item: Any) -> FormData:
        """The form for an organisation."""
        needs = [(one.id, one.label) for one in self._needs.all(self._actor)]
        asked = _fields(self._area_choices(), needs)
        if item is None:
            return FormData(tr("Add an organisation"), asked, {"layer": Layer.STREET})
        draft = self._organisations.get(self._actor, item)
        values = {name: getattr(draft, name) for name in OWN_FIELDS}
        return FormData(tr("Edit"), asked, values | {"area_ids": draft.area_ids, "need_ids": draft.need_ids})

    def save(self, item: Any, values: Mapping[str, Any]) -> object:
        """Save a form."""
        held = self._organisations.get(self._actor, item) if item is not None else OrganisationDraft("")
        kept = {name: getattr(held, name) for name in OWN_FIELDS}
        given = {name: value for name, value in values.items() if name in kept}
        draft = OrganisationDraft(
            **{**kept, **given},
            area_ids=frozenset(values["area_ids"] or ()),
            need_ids=frozenset(values["need_ids"] or ()),
        )
        return self._organisations.save(self._actor, draft, item or "")

    def void(self, item: Any, reason: str) -> object:
        """Take an organisation off the list."""
        return self._organisations.void(self._actor, item, reason)

    def taken_off(self) -> Sequence[Any]:
        """Ids of what was taken off the list."""
        return self._organisations.ids(self._actor, OrganisationFilter(voided=True))

    def bring_back(self, item: Any) -> object:
        """Bring back what was taken off."""
        return self._history.bring_back(self._actor, item)

    def _area_choices(self) -> list[tuple[object, str]]:
        return list(self._areas.choices(self._actor))


class OrganisationsPage(RecordPage):
    """Organisations."""

    stands_alone = True

    def __init__(self, context: AppContext) -> None:
        """Make the page."""
        super().__init__(OrganisationsSpec(context), context.jobs)
        queue = Button(tr("Formalities taken on"), icon="clipboard-text", small=True, action="formality.see")
        queue.clicked.connect(lambda: self.place_asked.emit("formalities", None))
        self.add_to_strip(queue)
        self.exchange = DirectoryActs(self, context)
        self.acted.connect(self._on_acted)
        directory = Button(tr("Directory"), icon="list-details", small=True, action="service.see")
        directory.clicked.connect(lambda: self.place_asked.emit("directory", None))
        self.toolbar.add_button(directory)

    def _on_acted(self, key: str, item: Any) -> None:
        if key == ADD_SERVICE:
            self.place_asked.emit("directory", f"new:{item}")


def _contact(row: OrganisationRow) -> Cell:
    if not row.contact_name:
        return Cell(tr("Nobody named"), tone=Tone.WARN)
    return Cell(row.contact_name if row.deputy_name else tr("{name} only", name=row.contact_name))


def _services(offered: Sequence[Listed]) -> list[DetailRow]:
    rows = []
    for one in offered:
        opens, left = open_cell(one), left_cell(one)
        told = tr("{open}. Room: {left}", open=opens.text, left=left.text.lower())
        rows += [
            DetailRow("", one.row.name, key=f"directory:{one.id}"),
            DetailRow("", told, tone=opens.tone or left.tone),
        ]
    return rows


def _ring_rows(draft: OrganisationDraft, today: date) -> list[DetailRow]:
    """Whom to ring, the trouble with it first."""
    known = Contacts(
        draft.contact_name,
        draft.deputy_name,
        draft.contact_until,
        draft.deputy_until,
        draft.contact_checked_on,
    )
    trouble = contact_trouble(known, today)
    said = _troubles()[trouble] if trouble else ""
    deputy = ", ".join(part for part in (draft.deputy_name, draft.deputy_role) if part)
    return [
        DetailRow("", said, icon="alert-triangle", tone=Tone.WARN),
        DetailRow(tr("Contact"), ", ".join(p for p in (draft.contact_name, draft.contact_role) if p)),
        DetailRow(tr("Phone"), national(draft.phone)),
        DetailRow(tr("Until"), _day(draft.contact_until)),
        DetailRow(tr("Deputy"), deputy or tr("Nobody named"), tone=None if deputy else Tone.WARN),
        DetailRow(tr("Deputy’s phone"), national(draft.deputy_phone)),
        DetailRow(tr("Deputy until"), _day(draft.deputy_until)),
        DetailRow(tr("Last checked"), _day(draft.contact_checked_on)),
        DetailRow(tr("E-mail"), draft.email),
        DetailRow(tr("Web address"), draft.url),
        DetailRow(tr("Where"), ", ".join(p for p in (draft.address, draft.postcode) if p)),
    ]


def _troubles() -> dict[ContactTrouble, str]:
    return {
        ContactTrouble.NOBODY: tr("Nobody to ring. Ask for a name and a deputy."),
        ContactTrouble.LAPSED: tr("Somebody named here has left. Ask who it is now."),
        ContactTrouble.ONLY_ONE: tr("Only one person to ring. Ask for a deputy."),
        ContactTrouble.NOT_CHECKED: tr("Not checked for 6 months. Ring and ask."),
    }


def _day(day: date | None) -> str:
    return show_date(day) if day else ""


def _until(day: date | None, today: date) -> tuple[str, str, Tone | None]:
    soon = runs_out(day, today)
    words = tr("{day}. Renew it.", day=_day(day)) if soon else _day(day)
    return words, "calendar-due" if soon else "", Tone.WARN if soon else None


def _fields(areas: Sequence[tuple[object, str]], needs: Sequence[tuple[object, str]]) -> list[FormField]:
    return [
        FormField("name", tr("Name"), required=True),
        FormField("layer", tr("Layer"), FieldKind.CHOICE, choices=choices(Layer), required=True),
        FormField("contact_name", tr("Contact"), half=True),
        FormField("contact_role", tr("Their role"), half=True),
        FormField("phone", tr("Phone"), FieldKind.PHONE, half=True),
        FormField("contact_until", tr("Contact until"), FieldKind.DATE, half=True),
        FormField("deputy_name", tr("Deputy"), half=True),
        FormField("deputy_role", tr("Deputy’s role"), half=True),
        FormField("deputy_phone", tr("Deputy’s phone"), FieldKind.PHONE, half=True),
        FormField("deputy_until", tr("Deputy until"), FieldKind.DATE, half=True),
        FormField("contact_checked_on", tr("Contacts last checked"), FieldKind.DATE, half=True),
        FormField("url", tr("Web address"), half=True),
        FormField("email", tr("E-mail"), half=True),
        FormField("postcode", tr("Postcode"), FieldKind.POSTCODE, half=True),
        FormField("address", tr("Address")),
        FormField("area_ids", tr("Areas"), FieldKind.MULTI, choices=areas),
        FormField("need_ids", tr("Helps with"), FieldKind.MULTI, choices=needs),
        FormField("remit", tr("What they do"), FieldKind.MULTILINE, lines=2, max_length=1000),
        FormField("boundaries", tr("What they do not do"), FieldKind.MULTILINE, lines=2, max_length=1000),
        FormField("agreement", tr("Sharing agreement")),
        FormField("agreement_from", tr("Agreement from"), FieldKind.DATE, half=True),
        FormField("agreement_until", tr("Agreement until"), FieldKind.DATE, half=True),
        FormField("note", tr("Note"), FieldKind.MULTILINE, lines=2, max_length=1000),
    ]
