"""Whom to call out for an incident: those on standby, each answered by one key."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

from db.enums import VolunteerStatus
from db.enums_incidents import CallOutAnswer
from db.queries.incidents import CallRow
from db.queries.volunteers import VolunteerFilter
from desktop.context import AppContext
from desktop.domain.names import full_name
from desktop.domain.phones import national
from desktop.services.incidents import Incidents
from desktop.services.standby import Standbys
from desktop.services.volunteers import Volunteers
from desktop.ui.base.button import ButtonKind
from desktop.ui.base.columns import Cell, CellKind, Column
from desktop.ui.base.detail import Detail, DetailAction, DetailRow, DetailSection
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.record_page import RecordPage
from desktop.ui.base.record_spec import ADD, VOID, FormData, Listing, ListQuery, RecordSpec
from desktop.ui.incidents.words import LETTERS, answer_look, answers, kinds, when


class CallOutSpec(RecordSpec):
    """The list to ring as a list with a pane."""

    acts = {ADD: "incident.set", VOID: "incident.set", **dict.fromkeys(CallOutAnswer, "incident.call")}
    entities = frozenset({"call_out", "standby", "incident", "volunteer"})
    icon = "phone-call"
    concern = "volunteer"

    def __init__(self, context: AppContext) -> None:
        """Take the services from the context."""
        self._context, self._actor = context, context.actor
        self.standby, self._incidents = context.service(Standbys), context.service(Incidents)
        self.incident_id = ""
        self._rows: dict[str, CallRow] = {}
        self.title = tr("Who to call out")
        self.empty = tr("Nobody is on standby for this yet. Add volunteers who said they would come.")
        self.add = tr("Put on standby")
        self.void_verb = tr("Off standby")
        self.void_sentence = tr("They are not asked next time. What they said this time stays.")
        self.columns = (
            Column("name", tr("Volunteer"), 200, stretch=True, kind=CellKind.STRONG, sortable=False),
            Column("phone", tr("Phone"), 130, formatter=national, sortable=False, action="phone.see"),
            Column("brings", tr("Brings"), 160, kind=CellKind.SECOND, sortable=False, priority=1),
            Column("answer", tr("Answer"), 130, kind=CellKind.STATUS, sortable=False, cell=_answer),
            Column("note", tr("Note"), 150, kind=CellKind.SECOND, sortable=False, priority=2),
        )

    def chosen(self) -> str:
        """The incident looked at: the one chosen, or the newest that is open."""
        if self.incident_id:
            return self.incident_id
        running = self._incidents.open_now(self._actor)
        return running[0].id if running else ""

    def listing(self, query: ListQuery) -> Listing:
        """Ids for a query; those to ring first."""
        incident = self.chosen()
        if not incident:
            return Listing([])
        rows = self.standby.called(self._actor, incident)
        self._rows = {row.volunteer_id: row for row in rows}
        (held,) = self._incidents.rows(self._actor, [incident])
        coming = tr_count("{count} coming", "{count} coming", held.coming)
        return Listing(list(self._rows), subtitle=tr("{name} · {count}", name=held.name, count=coming))

    def rows(self, ids: Sequence[Any]) -> Sequence[CallRow]:
        """Rows for ids."""
        return [self._rows[key] for key in ids if key in self._rows]

    def detail(self, item: Any) -> Detail:
        """What the pane shows: the number first."""
        row = next(one for one in self.standby.called(self._actor, self.chosen()) if one.volunteer_id == item)
        return _detail(row, self.standby.today())

    def form(self, item: Any) -> FormData:
        """Whom to put on standby."""
        incident = self.chosen()
        kind = self._incidents.get(self._actor, incident).row.kind if incident else None
        volunteers = self._context.service(Volunteers)
        wanted = VolunteerFilter(status=(VolunteerStatus.ACTIVE, VolunteerStatus.RESTING))
        held = {row.volunteer_id for row in self.standby.ready(self._actor, kind)} if kind else set()
        rows = volunteers.rows(self._actor, volunteers.ids(self._actor, wanted))
        choices = [(one.id, full_name(one.first_name, one.last_name)) for one in rows if one.id not in held]
        fields = [
            FormField("volunteer_ids", tr("Volunteers"), FieldKind.MULTI, choices=choices, required=True),
            FormField("brings", tr("What they bring"), max_length=80, hint=tr("Such as: 4x4, boat, pump.")),
        ]
        title = tr("Put on standby: {kind}", kind=kinds()[kind]) if kind else tr("Put on standby")
        return FormData(title, fields, sentence=tr("They are asked this time, and next time it happens."))

    def save(self, item: Any, values: Mapping[str, Any]) -> object:
        """Put volunteers on standby."""
        kind = self._incidents.get(self._actor, self.chosen()).row.kind
        return self.standby.put_on(self._actor, values["volunteer_ids"], kind, values["brings"] or "")

    def void(self, item: Any, reason: str) -> object:
        """Take a volunteer off standby."""
        kind = self._incidents.get(self._actor, self.chosen()).row.kind
        return self.standby.take_off(self._actor, item, kind)

    def empty_for(self, query: ListQuery) -> str:
        """What to say when nothing is listed."""
        if not self.chosen():
            return tr("No incident is open. Open one under Settings, Incidents.")
        return self.empty


class CallOutPage(RecordPage):
    """The list to ring."""

    def __init__(self, context: AppContext) -> None:
        """Make the page."""
        self._spec = CallOutSpec(context)
        super().__init__(self._spec, context.jobs)
        self._context = context
        self.acted.connect(self._on_acted)
        for answer, letter in LETTERS.items():
            keys = QShortcut(QKeySequence(letter), self.table)
            keys.setContext(Qt.ShortcutContext.WidgetShortcut)
            keys.activated.connect(partial(self.on_action, answer.value))

    def show_record(self, item: Any) -> None:
        """Look at an incident's list."""
        self._spec.incident_id = str(item or "")
        self.reload()

    def _on_acted(self, key: str, item: Any) -> None:
        standby, actor, incident = self._spec.standby, self._context.actor, self._spec.chosen
        self.jobs.write(lambda: standby.answer(actor, incident(), item, CallOutAnswer(key)))


def _answer(row: CallRow) -> Cell:
    icon, tone = answer_look(row.answer)
    return Cell(answers()[row.answer], icon, tone)


def _detail(row: CallRow, today: date) -> Detail:
    icon, tone = answer_look(row.answer)
    asked = when(row.asked_at, today) if row.asked_at else ""
    facts = [
        DetailRow(tr("Phone"), national(row.phone), icon="phone"),
        DetailRow(tr("Brings"), row.brings),
        DetailRow(tr("Answer"), answers()[row.answer], icon=icon, tone=tone),
        DetailRow(tr("Asked"), asked),
        DetailRow(tr("Note"), row.note),
        DetailRow(tr("Volunteer"), row.name, key=f"volunteers:{row.volunteer_id}"),
    ]
    kinds_of = {CallOutAnswer.COMING: ButtonKind.PRIMARY}
    acts = [
        DetailAction(
            one.value,
            answers()[one],
            answer_look(one)[0],
            kinds_of.get(one, ButtonKind.SECONDARY),
            (LETTERS[one],),
        )
        for one in LETTERS
    ]
    return Detail(
        row.name,
        tr("Ring and ask"),
        person=row.name,
        sections=[DetailSection("", facts)],
        actions=[*acts, DetailAction(VOID, tr("Off standby"), "user-x", ButtonKind.QUIET)],
    )
