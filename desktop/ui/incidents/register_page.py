"""The register of an incident's relief centres: who is here, who left and where they went."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt

from db.enums import Answer
from db.queries.incidents import ArrivalRow
from desktop.context import AppContext
from desktop.domain.phones import national
from desktop.services.incidents import Incidents
from desktop.services.relief import Relief
from desktop.ui.base.button import ButtonKind
from desktop.ui.base.columns import Cell, CellKind, Column
from desktop.ui.base.detail import Detail, DetailAction, DetailRow, DetailSection
from desktop.ui.base.dialog import FormDialog
from desktop.ui.base.form_fields import FormField
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.record_page import RecordPage
from desktop.ui.base.record_spec import ADD, EDIT, VOID, FormData, Listing, ListQuery, ListTab, RecordSpec
from desktop.ui.base.tokens import Tone
from desktop.ui.incidents.words import arrival_draft, arrival_fields, when

LEFT, BACK = "left", "came_back"
HERE, GONE, ALL = "here", "gone", ""


class ArrivalsSpec(RecordSpec):
    """A register as a list with a pane."""

    acts = {
        ADD: "arrival.set",
        EDIT: "arrival.set",
        VOID: "arrival.set",
        LEFT: "arrival.set",
        BACK: "arrival.set",
    }
    entities = frozenset({"arrival", "relief_centre", "incident"})
    icon = "users"

    def __init__(self, context: AppContext) -> None:
        """Take the services from the context; the newest open incident is shown until another is chosen."""
        self._actor = context.actor
        self.relief, self._incidents = context.service(Relief), context.service(Incidents)
        self.incident_id = ""
        self.title = tr("Who came")
        self.empty = tr("Nobody is on the register yet.")
        self.search_hint = tr("Name, street or postcode")
        self.add = tr("Somebody came")
        self.void_verb = tr("Take off the register")
        self.void_sentence = tr("For a line written by mistake. Whoever leaves is crossed off with Left.")
        self.whole = ALL
        self.can_print = self.can_export = True
        self.tabs = (ListTab(HERE, tr("Here now")), ListTab(GONE, tr("Left")), ListTab(ALL, tr("All")))
        self.columns = _columns(self.relief.today())

    def listing(self, query: ListQuery) -> Listing:
        """Ids for a query."""
        incident = self.chosen()
        if not incident:
            return Listing([])
        here = {HERE: True, GONE: False}.get(query.tab)
        ids = self.relief.ids(self._actor, incident, here=here, text=query.text.strip())
        (row,) = self._incidents.rows(self._actor, [incident])
        count = tr_count("{count} person here now", "{count} people here now", row.here)
        return Listing(ids, subtitle=tr("{name} · {count}", name=row.name, count=count))

    def chosen(self) -> str:
        """The incident looked at: the one chosen, or the newest that is open."""
        if self.incident_id:
            return self.incident_id
        running = self._incidents.open_now(self._actor)
        return running[0].id if running else ""

    def rows(self, ids: Sequence[Any]) -> Sequence[ArrivalRow]:
        """Rows for ids."""
        return self.relief.rows(self._actor, ids)

    def detail(self, item: Any) -> Detail:
        """What the pane shows."""
        (row,) = self.relief.rows(self._actor, [item])
        return _detail(row, self.relief.today())

    def form(self, item: Any) -> FormData:
        """The form of a line."""
        incident = self.chosen()
        centres = self._incidents.get(self._actor, incident).centres if incident else ()
        fields = arrival_fields(centres)
        if item is None:
            known = {"adults": 1, "children": 0, "may_tell": Answer.NOT_ASKED}
            if centres:
                known["centre_id"] = centres[0].id
            return FormData(tr("Somebody came"), fields, known, tr("A name and a count are enough."))
        (row,) = self.relief.rows(self._actor, [item])
        values = {field.key: getattr(row, field.key) for field in fields}
        return FormData(row.name, fields, values)

    def save(self, item: Any, values: Mapping[str, Any]) -> object:
        """Register people, or change a line."""
        return self.relief.arrive(self._actor, arrival_draft(values), item or "")

    def void(self, item: Any, reason: str) -> object:
        """Take a line out."""
        return self.relief.void(self._actor, item, reason)

    def empty_for(self, query: ListQuery) -> str:
        """What to say when nothing is listed."""
        if not self.chosen():
            return tr("No incident is open. Open one under Settings, Incidents.")
        if query.text.strip():
            return tr("Nobody by that name. Check the spelling, or look under All.")
        return tr("Nobody has left yet.") if query.tab == GONE else self.empty


class ArrivalsPage(RecordPage):
    """A register."""

    def __init__(self, context: AppContext) -> None:
        """Make the page."""
        self._spec = ArrivalsSpec(context)
        super().__init__(self._spec, context.jobs)
        self._context = context
        self.toolbar.set_tab(HERE)
        self.acted.connect(self._on_acted)

    def show_record(self, item: Any) -> None:
        """Look at an incident's register."""
        self._spec.incident_id = str(item or "")
        self.reload()

    def _on_acted(self, key: str, item: Any) -> None:
        relief, actor = self._spec.relief, self._context.actor
        if key == BACK:
            self.jobs.write(lambda: relief.came_back(actor, item))
            return
        picked = self.table.selected_ids() if self.table.has_picks() else [item]
        dialog = FormDialog(
            tr_count("They left", "{count} lines left", len(picked)),
            [FormField("gone_to", tr("Where did they go?"), required=True, max_length=200)],
            lambda values: relief.left(actor, picked, values["gone_to"] or ""),
            self.jobs,
            self,
            verb=tr("Cross off"),
            sentence=tr("Home, family, a hotel, another centre. “Not said” will do."),
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()


def _columns(today: date) -> tuple[Column, ...]:
    return (
        Column("name", tr("Name"), 180, stretch=True, kind=CellKind.STRONG, sortable=False, files=("name",)),
        Column(
            "people",
            tr("People"),
            150,
            sortable=False,
            cell=lambda row: Cell(people_words(row)),
            files=("adults", "children"),
        ),
        Column(
            "needs_now",
            tr("Needs now"),
            180,
            sortable=False,
            cell=lambda row: Cell(row.needs_now, "alert-circle" if row.needs_now else ""),
            priority=1,
            files=("needs_now",),
        ),
        Column("centre", tr("Centre"), 130, kind=CellKind.SECOND, sortable=False, priority=3),
        Column(
            "came",
            tr("Came"),
            110,
            sortable=False,
            cell=lambda row: Cell(when(row.arrived_at, today)),
            files=("arrived_at",),
        ),
        Column(
            "gone_to",
            tr("Where now"),
            170,
            sortable=False,
            cell=_where,
            priority=2,
            files=("left_at", "gone_to"),
        ),
    )


def people_words(row: ArrivalRow) -> str:
    """How many came together: "2 adults, 1 child"."""
    adults = tr_count("{count} adult", "{count} adults", row.adults) if row.adults else ""
    children = tr_count("{count} child", "{count} children", row.children) if row.children else ""
    return ", ".join(part for part in (adults, children, row.pets) if part)


def _where(row: ArrivalRow) -> Cell:
    if row.left_at is None:
        return Cell(tr("Here"), "check", Tone.OK)
    return Cell(row.gone_to, "arrow-right", Tone.SECOND)


def _detail(row: ArrivalRow, today: date) -> Detail:
    tell = {
        Answer.YES: ("check", Tone.OK, tr("Yes")),
        Answer.NO: ("eye-off", Tone.DANGER, tr("No. Say only: we cannot tell anybody who is here.")),
        Answer.NOT_ASKED: ("alert-circle", Tone.WARN, tr("Not asked. Ask them first.")),
    }[row.may_tell]
    facts = [
        DetailRow(tr("People"), people_words(row)),
        DetailRow(
            tr("Needs now"),
            row.needs_now,
            icon="alert-circle" if row.needs_now else "",
            tone=Tone.WARN if row.needs_now else None,
        ),
        DetailRow(tr("May family be told?"), tell[2], icon=tell[0], tone=tell[1]),
        DetailRow(tr("Lives at"), ", ".join(part for part in (row.address, row.postcode) if part)),
        DetailRow(tr("Phone"), national(row.phone)),
        DetailRow(tr("Centre"), row.centre),
        DetailRow(tr("Came"), when(row.arrived_at, today)),
        DetailRow(tr("Left"), when(row.left_at, today) if row.left_at else ""),
        DetailRow(tr("Went to"), row.gone_to),
    ]
    act = (
        DetailAction(LEFT, tr("They left…"), "arrow-right", ButtonKind.PRIMARY)
        if row.left_at is None
        else DetailAction(BACK, tr("Here again"), "arrow-back-up")
    )
    return Detail(
        row.name,
        tr("Line {number}", number=str(row.number)),
        person=row.name,
        sections=[DetailSection("", facts)],
        actions=[
            act,
            DetailAction(EDIT, tr("Change…"), "pencil"),
            DetailAction(VOID, tr("Take off the register"), "trash", ButtonKind.QUIET),
        ],
    )
