"""The Directory: who can help somebody at a postcode with a need, told as it stands now."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt

from db.queries.organisations import OrganisationFilter
from desktop.context import AppContext
from desktop.domain.opening_hours import hours_lines
from desktop.domain.phones import national
from desktop.domain.postcodes import normalise, outcode
from desktop.exports.leaflet_pdf import draw_leaflet
from desktop.services.areas import Areas
from desktop.services.directory import Directory, Listed, ServiceDraft, Wanted
from desktop.services.history import History
from desktop.services.needs import Needs
from desktop.services.organisations import Organisations
from desktop.ui.base.button import Button, ButtonKind
from desktop.ui.base.columns import CellKind, Column
from desktop.ui.base.detail import Detail, DetailAction, DetailRow, DetailSection
from desktop.ui.base.dialog import FormDialog
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.record_page import RecordPage
from desktop.ui.base.record_spec import ADD, EDIT, VOID, FormData, ListFilter, Listing, ListQuery, RecordSpec
from desktop.ui.base.tokens import Tone
from desktop.ui.organisations.directory_words import (
    ages_words,
    food_names,
    foods,
    how_words,
    language_names,
    languages,
    left_cell,
    open_cell,
    verified_cell,
    verified_words,
)
from desktop.ui.organisations.service_form import blank, draft_of, service_fields, values_of
from desktop.ui.preview import Document, preview_pdf

VERIFY, HEARD, PASS = "verify", "heard", "pass_on"
DELIVERS, COLLECTS, INTERPRETERS, RUNNING = "delivers", "collects", "interpreters", "running"


class DirectorySpec(RecordSpec):
    """Services as a list with a card."""

    acts = {
        ADD: "service.set",
        EDIT: "service.set",
        VOID: "service.void",
        VERIFY: "service.heard",
        HEARD: "service.heard",
        PASS: "referral.set",
    }
    can_bring_back = True
    icon = "list-details"
    entities = frozenset({"service", "service_area", "service_need", "service_hours", "organisation"})

    def __init__(self, context: AppContext) -> None:
        """Take the services from the context."""
        self._context, self._actor = context, context.actor
        self.directory = context.service(Directory)
        self.title = tr("Directory")
        self.empty = tr("Nothing here yet. Add what an organisation offers.")
        self.search_hint = tr("Postcode, name")
        self.add = tr("Add a service")
        self.void_verb = tr("Take out")
        self.void_sentence = tr("It is found no more. History can bring it back.")
        self.whole = ""
        self.filters = (
            ListFilter("need", tr("Help:"), self._need_choices),
            ListFilter("language", tr("Language:"), lambda: [(None, tr("Any")), *languages()]),
            ListFilter("food", tr("Food:"), lambda: [(None, tr("Any")), *foods().items()]),
            ListFilter("how", tr("How:"), _ways),
        )
        self.columns = (
            Column(
                "name", tr("Service"), 190, stretch=True, kind=CellKind.STRONG, cell=lambda one: one.row.name
            ),
            Column("open", tr("Open"), 130, kind=CellKind.STATUS, cell=open_cell, sortable=False),
            Column("left", tr("Room left"), 130, kind=CellKind.STATUS, cell=left_cell, sortable=False),
            Column("verified", tr("Last checked"), 130, kind=CellKind.STATUS, cell=verified_cell, priority=1),
            Column(
                "organisation",
                tr("Organisation"),
                150,
                kind=CellKind.SECOND,
                cell=lambda one: one.row.organisation,
                priority=2,
            ),
        )

    def listing(self, query: ListQuery) -> Listing:
        """Ids for a query; what is typed is a postcode where it has the shape of one."""
        ids = self.directory.ids(self._actor, wanted_of(query), query.sort or "best", query.descending)
        return Listing(ids, subtitle=tr_count("{count} service", "{count} services", len(ids)))

    def rows(self, ids: Sequence[Any]) -> Sequence[Listed]:
        """Rows for ids."""
        return self.directory.rows(self._actor, ids)

    def detail(self, item: Any) -> Detail:
        """The card: the number and how to refer first."""
        (one,) = self.directory.rows(self._actor, [item])
        return service_detail(one)

    def form(self, item: Any) -> FormData:
        """The form for a service."""
        bodies = self._context.service(Organisations)
        rows = bodies.rows(self._actor, bodies.ids(self._actor, OrganisationFilter()))
        areas: list[tuple[object, str]] = list(self._context.service(Areas).choices(self._actor))
        needs = [(one.id, one.label) for one in self._context.service(Needs).all(self._actor)]
        asked = service_fields([(row.id, row.name) for row in rows], areas, needs)
        if item is None:
            return FormData(
                tr("Add a service"), asked, values_of(blank(rows[0].id if rows else "", frozenset()))
            )
        return FormData(tr("Edit"), asked, values_of(self.directory.get(self._actor, item)))

    def save(self, item: Any, values: Mapping[str, Any]) -> object:
        """Save a form."""
        held = self.directory.get(self._actor, item) if item is not None else ServiceDraft("", "")
        return self.directory.save(self._actor, draft_of(values, held), item or "")

    def void(self, item: Any, reason: str) -> object:
        """Take a service out."""
        return self.directory.void(self._actor, item, reason)

    def taken_off(self) -> Sequence[Any]:
        """Ids of what was taken out."""
        return self.directory.ids(self._actor, Wanted(voided=True))

    def bring_back(self, item: Any) -> object:
        """Bring back what was taken out."""
        return self._context.service(History).bring_back(self._actor, item)

    def empty_for(self, query: ListQuery) -> str:
        """What to say when a query finds nothing."""
        narrowed = bool(query.text.strip() or query.filters)
        return (
            tr("Nobody found. Try without the language or food, or look wider.") if narrowed else self.empty
        )

    def _need_choices(self) -> list[tuple[object, str]]:
        needs = self._context.service(Needs).all(self._actor)
        return [(None, tr("Any")), *((one.id, one.label) for one in needs)]


class DirectoryPage(RecordPage):
    """The directory; the keyboard begins where the postcode is typed."""

    def __init__(self, context: AppContext) -> None:
        """Make the page."""
        self._context = context
        self._spec = DirectorySpec(context)
        super().__init__(self._spec, context.jobs)
        leaflet = Button(tr("Leaflet"), icon="printer", small=True, action="service.print")
        leaflet.clicked.connect(self.ask_leaflet)
        self.toolbar.add_button(leaflet)
        self.acted.connect(self._on_acted)

    def shown(self) -> None:
        """Read the list on first show; put the keyboard on the search field."""
        super().shown()
        self.focus_search()

    def show_record(self, item: Any) -> None:
        """Put a service forward, or with ``new:`` and a key the form of a new one of that organisation."""
        kind, _, key = str(item or "").partition(":")
        if kind == "new" and key:
            bodies, actor = self._context.service(Organisations), self._context.actor
            self.jobs.read(
                lambda: values_of(blank(key, bodies.get(actor, key).area_ids)),
                lambda values: self.open_form(None, values),
            )
        else:
            super().show_record(item)

    def print_page(self) -> bool:
        """Print the leaflet of an area."""
        if self._context.may("service.print"):
            self.ask_leaflet()
        return self._context.may("service.print")

    def ask_leaflet(self) -> None:
        """Ask for which area a leaflet is wanted."""
        areas, actor = self._context.service(Areas), self._context.actor
        self.jobs.read(lambda: areas.choices(actor), self._open_leaflet)

    def _open_leaflet(self, areas: Sequence[tuple[str, str]]) -> None:
        tools, actor = self._context.hub.tools, self._context.actor
        choices: list[tuple[object, str]] = [(None, tr("Every area")), *areas]
        asked = [FormField("area", tr("Area"), FieldKind.CHOICE, choices=choices)]

        def draw(values: Mapping[str, Any]) -> object:
            return draw_leaflet(tools, actor, values["area"] or "")

        dialog = FormDialog(
            tr("Leaflet of the directory"),
            asked,
            draw,
            self.jobs,
            self,
            verb=tr("Look at it"),
            sentence=tr("Only what is public. No place where somebody is kept safe stands in it."),
        )
        dialog.form.mark_clean()
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.saved.connect(self._on_drawn)
        dialog.open()

    def _on_drawn(self, content: object) -> None:
        assert isinstance(content, bytes)
        preview_pdf(self.window(), self.jobs, Document(tr("Directory"), content, "directory.pdf"))

    def _on_acted(self, key: str, item: Any) -> None:
        verbs, actor = self._spec.directory, self._context.actor
        if key == VERIFY:
            self.jobs.write(lambda: verbs.verify(actor, item), lambda _done: None)
        elif key == PASS:
            self.place_asked.emit("referrals", f"service:{item}")
        elif key == HEARD:
            asked = [FormField("capacity_left", tr("How many more this week?"), FieldKind.NUMBER)]
            dialog = FormDialog(
                tr("What they have left"),
                asked,
                partial(_heard, verbs, actor, item),
                self.jobs,
                self,
                sentence=tr("As they said today. Leave it empty to forget what they said."),
            )
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.open()


def wanted_of(query: ListQuery) -> Wanted:
    """What is typed and chosen, as the directory is asked."""
    text, how = query.text.strip(), query.filters.get("how")
    is_place = bool(outcode(text))
    return Wanted(
        words="" if is_place else text,
        postcode=normalise(text) if is_place else "",
        need_id=str(query.filters.get("need") or ""),
        language=str(query.filters.get("language") or ""),
        food=str(query.filters.get("food") or ""),
        delivers=how == DELIVERS,
        collects=how == COLLECTS,
        interpreters=how == INTERPRETERS,
        running=how == RUNNING,
    )


def service_detail(one: Listed) -> Detail:
    """The card of a service."""
    row, opens, left, checked = one.row, open_cell(one), left_cell(one), verified_words(one.row.verified_on)
    old = tr("{day}. Ring before you rely on it.", day=checked)
    now = [
        DetailRow(tr("Phone"), national(row.phone), icon="phone"),
        DetailRow(tr("How to refer"), row.how_to_refer),
        DetailRow(tr("Now"), opens.text, icon=opens.icon, tone=opens.tone),
        DetailRow(tr("Room left"), left.text, icon=left.icon, tone=left.tone),
        DetailRow(tr("Last checked"), old if one.old else checked, tone=Tone.WARN if one.old else None),
        DetailRow(tr("Checked by"), row.verified_by),
    ]
    whom = [
        DetailRow(tr("Helps with"), ", ".join(one.needs)),
        DetailRow(tr("What it does"), row.description),
        DetailRow(tr("Who can have it"), row.eligibility),
        DetailRow(tr("Ages"), ages_words(one)),
        DetailRow(tr("Languages"), language_names(row.languages)),
        DetailRow(tr("Interpreters"), row.interpreters),
        DetailRow(tr("Food"), food_names(row.food_cultures)),
        DetailRow(tr("How it comes"), how_words(one)),
        DetailRow(tr("Costs"), row.cost),
    ]
    where = [
        DetailRow(tr("Areas"), tr("Everywhere") if row.everywhere else row.areas),
        DetailRow(tr("Open"), "\n".join(hours_lines(one.hours))),
        DetailRow(tr("Where"), ", ".join(part for part in (row.address, row.postcode) if part)),
        DetailRow(tr("E-mail"), row.email),
        DetailRow(tr("Web address"), row.url),
        DetailRow(tr("Organisation"), row.organisation, key=f"organisations:{row.organisation_id}"),
        DetailRow(tr("Note"), row.note),
    ]
    return Detail(
        row.name,
        row.organisation,
        icon="list-details",
        sections=[
            DetailSection("", now),
            DetailSection(tr("For whom"), whom),
            DetailSection(tr("Where and when"), where),
        ],
        actions=[
            DetailAction(VERIFY, tr("All of this is so"), "checks", ButtonKind.PRIMARY),
            DetailAction(PASS, tr("Pass somebody on"), "send"),
            DetailAction(HEARD, tr("Room left…"), "phone-check"),
            DetailAction(EDIT, tr("Edit"), "pencil"),
            DetailAction(VOID, tr("Take out"), "trash"),
        ],
    )


def _heard(verbs: Directory, actor: Any, item: str, values: Mapping[str, Any]) -> object:
    return verbs.heard(actor, item, values["capacity_left"])


def _ways() -> list[tuple[object, str]]:
    return [
        (None, tr("Any")),
        (DELIVERS, tr("Brought to the door")),
        (COLLECTS, tr("People fetch it")),
        (INTERPRETERS, tr("With interpreters")),
        (RUNNING, tr("Running now")),
    ]
