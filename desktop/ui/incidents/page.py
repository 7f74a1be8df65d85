"""Incidents: opened by one form, run, closed, and what is left of them."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal

from db.enums_incidents import IncidentKind
from db.queries.incidents import IncidentRow
from db.queries.requests import RequestFilter
from desktop.context import AppContext
from desktop.services.areas import Areas
from desktop.services.incident_ending import IncidentEndings
from desktop.services.incidents import Incidents, presets
from desktop.services.needs import Needs
from desktop.services.relief import CentreDraft, Relief
from desktop.services.requests import Requests
from desktop.ui.base.columns import Cell, CellKind, Column
from desktop.ui.base.detail import Detail
from desktop.ui.base.dialog import FormDialog
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.record_page import RecordPage
from desktop.ui.base.record_spec import ADD, EDIT, FormData, Listing, ListQuery, RecordSpec
from desktop.ui.base.tokens import Tone
from desktop.ui.incidents.pane import (
    CALL_OUT,
    CENTRE,
    CLOSE,
    PUT_OFF,
    RECORD,
    REGISTER,
    REOPEN,
    REQUESTS,
    STOP,
    TAKE_OUT,
    incident_detail,
)
from desktop.ui.incidents.record import show_record_of
from desktop.ui.incidents.words import (
    close_fields,
    incident_draft,
    incident_fields,
    incident_values,
    kind_icon,
    kinds,
    when,
)


class IncidentsSpec(RecordSpec):
    """Incidents as a list with a pane."""

    acts = {
        ADD: "incident.set",
        EDIT: "incident.set",
        CLOSE: "incident.set",
        REOPEN: "incident.set",
        CENTRE: "incident.set",
        PUT_OFF: "incident.set",
        STOP: "incident.set",
        REGISTER: "arrival.see",
        CALL_OUT: "incident.see",
        TAKE_OUT: "incident.erase",
        RECORD: "incident.see",
        REQUESTS: "export.list",
    }
    entities = frozenset(
        {"incident", "incident_area", "incident_need", "relief_centre", "arrival", "call_out", "request"}
    )
    icon = "alert-triangle"

    def __init__(self, context: AppContext) -> None:
        """Take the services from the context."""
        self._context, self._actor = context, context.actor
        self.incidents = context.service(Incidents)
        self.title = tr("Incidents")
        self.empty = tr("No incident yet. When a flood or a lockdown comes, open it here with one form.")
        self.add = tr("Open an incident")
        self.columns = (
            Column("name", tr("Incident"), 150, stretch=True, kind=CellKind.STRONG, sortable=False),
            Column(
                "kind",
                tr("What"),
                130,
                sortable=False,
                priority=3,
                cell=lambda row: Cell(kinds()[row.kind], kind_icon(row.kind)),
            ),
            Column("state", tr("State"), 210, kind=CellKind.STATUS, sortable=False, cell=self._state),
            Column("here", tr("At centres"), 90, sortable=False, align_right=True),
            Column("open_requests", tr("Open requests"), 110, sortable=False, align_right=True, priority=1),
            Column("coming", tr("Coming"), 80, sortable=False, align_right=True, priority=2),
        )

    def _state(self, row: IncidentRow) -> Cell:
        today = self.incidents.today()
        if row.closed_at is None:
            since = tr("Open since {when}", when=when(row.opened_at, today))
            return Cell(since, "alert-triangle", Tone.WARN, bold=True)
        if row.erased_at is not None:
            return Cell(tr("Closed, people taken out"), "circle-check", Tone.SECOND)
        due = row.erase_on is not None and row.erase_on <= today
        if due:
            return Cell(tr("People to be taken out"), "calendar-due", Tone.WARN)
        return Cell(tr("Closed"), "circle-check", Tone.SECOND)

    def listing(self, query: ListQuery) -> Listing:
        """Ids for a query."""
        ids = self.incidents.ids(self._actor)
        running = len(self.incidents.open_now(self._actor))
        return Listing(ids, subtitle=tr_count("{count} open", "{count} open", running) if running else "")

    def rows(self, ids: Sequence[Any]) -> Sequence[IncidentRow]:
        """Rows for ids."""
        return self.incidents.rows(self._actor, ids)

    def detail(self, item: Any) -> Detail:
        """What the pane shows."""
        return incident_detail(self.incidents.get(self._actor, item), self.incidents.today())

    def form(self, item: Any) -> FormData:
        """The form of an incident, or of a new one with what floods usually ask for."""
        areas = self._context.service(Areas).choices(self._actor)
        every = self._context.service(Needs).all(self._actor, with_inactive=True)
        usual = {code for codes in presets().values() for code in codes}
        needs = [(one.code, one.label) for one in every if one.code in usual]
        if item is None:
            values = {"kind": IncidentKind.FLOOD, "need_codes": list(presets()[IncidentKind.FLOOD])}
            return FormData(
                tr("Open an incident"),
                incident_fields(areas, needs, new=True),
                values | {"call_out": True},
                tr("One form, and the relief hub is open. All of it can be changed."),
            )
        held = self.incidents.get(self._actor, item)
        return FormData(held.row.name, incident_fields(areas, needs, new=False), incident_values(held))

    def save(self, item: Any, values: Mapping[str, Any]) -> object:
        """Open an incident, or change one."""
        draft = incident_draft(values)
        if item is None:
            return self.incidents.open(self._actor, draft)
        return self.incidents.save(self._actor, draft, item)


class IncidentsPage(RecordPage):
    """Incidents.

    Signals:
        requests_asked: a file of what was asked because of one: its name, and keys of requests.
    """

    requests_asked = Signal(str, list)

    def __init__(self, context: AppContext) -> None:
        """Make the page."""
        self._spec = IncidentsSpec(context)
        super().__init__(self._spec, context.jobs)
        self._context = context
        self.dialog: FormDialog | None = None
        self.acted.connect(self._on_acted)

    def _on_form(self, given: Mapping[str, Any], answer: tuple[Any, FormData]) -> None:
        super()._on_form(given, answer)
        dialog = next((one for one in self.findChildren(FormDialog) if one.isVisible()), None)
        if answer[0] is None and dialog is not None:
            dialog.form.editor("kind").edited.connect(partial(self._suggest, dialog))

    def _suggest(self, dialog: FormDialog) -> None:
        """Another kind asks for other help."""
        kind = dialog.form.editor("kind").value()
        if kind is not None:
            dialog.form.editor("need_codes").set_value(list(presets()[kind]))

    def _on_acted(self, key: str, item: Any) -> None:
        acts: dict[str, Callable[[Any], object]] = {
            CLOSE: self._close,
            REOPEN: lambda one: self._write(lambda: self._spec.incidents.reopen(self._context.actor, one)),
            CENTRE: self._centre,
            REGISTER: lambda one: self.place_asked.emit("arrivals", one),
            CALL_OUT: lambda one: self.place_asked.emit("call_out", one),
            TAKE_OUT: lambda one: self.place_asked.emit("incident_end", one),
            PUT_OFF: self._put_off,
            STOP: self._stop,
            REQUESTS: self._requests,
            RECORD: lambda one: show_record_of(self, self._context, one),
        }
        acts[key](item)

    def _requests(self, item: Any) -> None:
        """Ask for a file of what was asked because of an incident, whatever came of it."""
        incidents, actor = self._spec.incidents, self._context.actor
        requests = self._context.service(Requests)

        def read() -> tuple[str, list[str]]:
            (row,) = incidents.rows(actor, [item])
            wanted = RequestFilter(stage="", incident_id=item)
            return row.name, requests.ids(actor, wanted, "number")

        self.jobs.read(read, lambda found: self.requests_asked.emit(*found))

    def _close(self, item: Any) -> None:
        incidents, actor = self._spec.incidents, self._context.actor
        self._ask(
            tr("Close this incident"),
            close_fields(),
            lambda values: incidents.close(actor, item, values["learned"] or "", values["erase_on"]),
            tr("Its own kinds of help go out of use. Open requests stay open. It can be opened again."),
            tr("Close it"),
        )

    def _centre(self, item: Any) -> None:
        relief, actor = self._context.service(Relief), self._context.actor
        fields = [
            FormField("name", tr("Name of the place"), required=True, max_length=120),
            FormField("address", tr("Address"), max_length=200),
            FormField("phone", tr("Phone"), max_length=40, half=True),
            FormField("places", tr("Places"), FieldKind.NUMBER, half=True),
        ]
        self._ask(
            tr("Open a relief centre"),
            fields,
            lambda values: relief.save_centre(
                actor,
                CentreDraft(
                    values["name"] or "", values["address"] or "", values["phone"] or "", values["places"]
                ),
                item,
            ),
        )

    def _put_off(self, item: Any) -> None:
        endings, actor = self._context.service(IncidentEndings), self._context.actor
        self._ask(
            tr("Another day"),
            [FormField("day", tr("Take people's data out on"), FieldKind.DATE, required=True)],
            lambda values: endings.put_off(actor, item, values["day"]),
        )

    def _stop(self, item: Any) -> None:
        endings, actor = self._context.service(IncidentEndings), self._context.actor
        self._ask(
            tr("Stop taking people out"),
            [FormField("why", tr("Why"), required=True, max_length=300)],
            lambda values: endings.stop(actor, item, values["why"] or ""),
            tr("Nobody is taken out until a day is chosen again. Data is kept no longer than needed."),
            tr("Stop it"),
        )

    def _write(self, call: Callable[[], object]) -> None:
        self.jobs.write(call)

    def _ask(
        self,
        title: str,
        fields: Sequence[FormField],
        save: Callable[[dict[str, Any]], object],
        sentence: str = "",
        verb: str = "",
    ) -> None:
        dialog = FormDialog(title, fields, save, self.jobs, self, verb=verb, sentence=sentence)
        dialog.form.mark_clean()
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
