"""The Tasks page: one occurrence of help each, and who does it."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from PySide6.QtCore import Qt

from db.enums import TaskKind, TaskOutcome, TaskStatus
from db.queries.tasks import TaskFilter, TaskRow
from desktop.context import AppContext
from desktop.domain.names import full_name
from desktop.services.areas import Areas
from desktop.services.tasks import TaskDetail, TaskDraft, Tasks
from desktop.ui.base.button import ButtonKind
from desktop.ui.base.columns import Cell, CellKind, Column
from desktop.ui.base.detail import Detail, DetailAction, DetailRow, DetailSection
from desktop.ui.base.dialog import FormDialog
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.permits import may_open
from desktop.ui.base.record_page import RecordPage
from desktop.ui.base.record_spec import (
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
from desktop.ui.rounds.times import parse_time, show_day, show_short_day, show_span, show_time
from desktop.ui.words import choices, say

FIND, OUTCOME, FETCHED = "find", "outcome", "fetched"
TODAY, WEEK, UNCOVERED, FETCH, DONE, ALL = "today", "week", "uncovered", "fetch", "done", ""
_WEEK_DAYS = 6
_OPEN = (TaskStatus.PLANNED, TaskStatus.OUT)
_STATES = {
    TaskStatus.PLANNED: ("calendar-event", None),
    TaskStatus.OUT: ("truck-delivery", Tone.INFO),
    TaskStatus.DONE: ("circle-check", Tone.OK),
    TaskStatus.CANCELLED: ("ban", Tone.SECOND),
}
_SERIOUS = (TaskOutcome.LAST_UNOPENED, TaskOutcome.WORRIED)
_FINE = (TaskOutcome.DELIVERED, TaskOutcome.LEFT_SAFE)


class TasksSpec(RecordSpec):
    """Tasks as a list with a detail pane."""

    acts = {
        EDIT: "task.set",
        VOID: "task.void",
        FIND: "match.assign",
        OUTCOME: "round.result",
        FETCHED: "round.result",
    }
    entities = frozenset({"task", "request", "round", "stop", "person", "volunteer"})
    icon = "list-check"

    def __init__(self, context: AppContext) -> None:
        """Take the services from the context."""
        self._actor = context.actor
        self._tasks = context.service(Tasks)
        areas = context.service(Areas)
        self.title = tr("Tasks")
        self.void_verb = tr("Take out of use")
        self.void_sentence = tr("Only this one goes; the others of its series stay.")
        self.whole = ALL
        self.tabs = (
            ListTab(TODAY, tr("Today")),
            ListTab(WEEK, tr("This week")),
            ListTab(UNCOVERED, tr("Needs somebody")),
            ListTab(FETCH, tr("To be fetched")),
            ListTab(DONE, tr("Done")),
            ListTab(ALL, tr("All")),
        )
        self.filters = (
            ListFilter("area", tr("Area:"), lambda: [(None, tr("All")), *areas.choices(context.actor)]),
        )
        self.columns = (
            Column("date", tr("Date"), 126, cell=_when),
            Column(
                "need", tr("Need"), 132, kind=CellKind.NEED_ICON, cell=lambda row: Cell(row.need, row.icon)
            ),
            Column("person", tr("Person"), 122, stretch=True, cell=_person),
            Column("area", tr("Area"), 92, kind=CellKind.SECOND, priority=3),
            Column("volunteer", tr("Volunteer"), 130, cell=_volunteer, priority=1),
            Column("round", tr("Round"), 62, cell=_round, priority=2),
            Column("status", tr("Status"), 102, kind=CellKind.STATUS, cell=_status),
        )

    def listing(self, query: ListQuery) -> Listing:
        """Ids for a query."""
        area = str(query.filters.get("area") or "")
        descending = query.descending if query.sort else query.tab in (DONE, ALL)
        ids = self._tasks.ids(self._actor, self._wanted(query.tab, area), query.sort or "date", descending)
        counted = (TODAY, WEEK, UNCOVERED, FETCH)
        counts = {tab: self._tasks.count(self._actor, self._wanted(tab, area)) for tab in counted}
        return Listing(ids, counts=counts, subtitle=tr_count("{count} task", "{count} tasks", len(ids)))

    def rows(self, ids: Sequence[Any]) -> Sequence[TaskRow]:
        """Rows for ids."""
        return self._tasks.rows(self._actor, ids)

    def detail(self, item: Any) -> Detail:
        """What the pane shows."""
        held = self._tasks.get(self._actor, item)
        row = held.row
        fetched = row.kind is TaskKind.COLLECTION
        is_open = row.status in _OPEN and row.outcome is None
        return Detail(
            row.need,
            f"R-{row.request_number}, {show_day(row.on_date)}",
            icon=row.icon,
            sections=[DetailSection("", _about(held))],
            actions=[
                *(
                    [DetailAction(FETCHED, tr("Fetched"), "basket", ButtonKind.PRIMARY)]
                    if fetched and is_open
                    else []
                ),
                DetailAction(
                    FIND,
                    tr("Find someone") if not row.volunteer_id else tr("Find someone else"),
                    "user-heart",
                    ButtonKind.PRIMARY
                    if is_open and not fetched and not row.volunteer_id
                    else ButtonKind.SECONDARY,
                    off="" if row.status is TaskStatus.PLANNED else tr("This task is no longer planned."),
                ),
                DetailAction(
                    EDIT,
                    tr("Change this one"),
                    "pencil",
                    off="" if row.status is TaskStatus.PLANNED else tr("This task is no longer planned."),
                ),
                DetailAction(
                    OUTCOME,
                    tr("Outcome"),
                    "clipboard-check",
                    off=tr("This task was called off.")
                    if row.status is TaskStatus.CANCELLED and row.outcome is None
                    else "",
                ),
                DetailAction(
                    VOID,
                    tr("Take out of use"),
                    "trash",
                    ButtonKind.QUIET,
                    off=tr("Somebody is out with this task.") if row.status is TaskStatus.OUT else "",
                ),
            ],
        )

    def form(self, item: Any) -> FormData:
        """The form for when one task is."""
        held = self._tasks.get(self._actor, item)
        fields = [
            FormField("on_date", tr("Day"), FieldKind.DATE, required=True),
            FormField("starts_at", tr("Not before"), parse=parse_time, show=show_time, half=True),
            FormField("ends_at", tr("Not after"), parse=parse_time, show=show_time, half=True),
            FormField(
                "items", tr("What to bring this once"), hint=tr("Leave empty for what the request says.")
            ),
        ]
        if held.row.volunteer_id:
            words = tr("Keep {name} on it", name=held.row.volunteer)
            fields.append(FormField("keep_volunteer", words, FieldKind.CHECK))
        values = {name: getattr(held.draft, name) for name in TaskDraft.__slots__}
        return FormData(tr("Change this one"), fields, values, tr("The series stays as it is."))

    def save(self, item: Any, values: Mapping[str, Any]) -> object:
        """Save a form."""
        draft = TaskDraft(
            values["on_date"],
            values["starts_at"],
            values["ends_at"],
            bool(values.get("keep_volunteer", True)),
            values["items"] or "",
        )
        return self._tasks.save(self._actor, draft, item)

    def void(self, item: Any, reason: str) -> object:
        """Take one task out of use."""
        return self._tasks.void(self._actor, item, reason)

    def empty_for(self, query: ListQuery) -> str:
        """What to say when nothing is listed."""
        words = {
            TODAY: tr("Nothing is to do today."),
            WEEK: tr("Nothing is to do this week."),
            UNCOVERED: tr("Everything that is planned has somebody."),
            FETCH: tr("Nothing waits to be fetched."),
            DONE: tr("Nothing is done yet."),
        }
        how = tr("No tasks yet. Press F2 when the phone rings.") if may_open("call") else tr("No tasks yet.")
        return words.get(query.tab, how)

    def _wanted(self, tab: str, area: str) -> TaskFilter:
        today = self._tasks.today()
        if tab == TODAY:
            return TaskFilter(today, today, area_id=area)
        if tab == WEEK:
            return TaskFilter(today, today + timedelta(days=_WEEK_DAYS), area_id=area)
        if tab == UNCOVERED:
            return TaskFilter(statuses=(TaskStatus.PLANNED,), uncovered=True, area_id=area)
        if tab == FETCH:
            kinds, planned = (TaskKind.COLLECTION,), (TaskStatus.PLANNED,)
            return TaskFilter(last_day=today, statuses=planned, kinds=kinds, area_id=area)
        return TaskFilter(statuses=(TaskStatus.DONE,) if tab == DONE else (), area_id=area)


class TasksPage(RecordPage):
    """Tasks."""

    def __init__(self, context: AppContext) -> None:
        """Make the page."""
        super().__init__(TasksSpec(context), context.jobs)
        self._context = context
        self.acted.connect(self._on_acted)

    def find_someone(self) -> bool:
        """Find somebody for the task the keyboard is on."""
        button = self.pane.buttons.get(FIND)
        if button is not None and button.isEnabled():
            button.click()
        return button is not None

    def show_record(self, item: Any) -> None:
        """Put a task forward, or all that waits to be fetched."""
        if item != FETCH:
            super().show_record(item)
            return
        self.toolbar.set_tab(FETCH)
        self.reload()

    def _on_acted(self, key: str, item: Any) -> None:
        tasks, actor = self._context.service(Tasks), self._context.actor
        if key == FETCHED:
            self.jobs.write(lambda: tasks.outcome(actor, item, TaskOutcome.DELIVERED, ""))
            return
        then = self._find if key == FIND else self._ask_outcome
        self.jobs.read(lambda: tasks.get(actor, item), then)

    def _find(self, held: TaskDetail) -> None:
        self.place_asked.emit("match", held.row.request_id)

    def _ask_outcome(self, held: TaskDetail) -> None:
        tasks, actor, row = self._context.service(Tasks), self._context.actor, held.row
        fields = [
            FormField(
                "outcome",
                tr("What came of it?"),
                FieldKind.CHOICE,
                choices=_outcomes(row),
                required=True,
            ),
            FormField("note", tr("Note"), FieldKind.MULTILINE, lines=3, max_length=500),
        ]
        dialog = FormDialog(
            tr("Outcome"),
            fields,
            lambda values: tasks.outcome(actor, row.id, values["outcome"], values["note"]),
            self.jobs,
            self,
            sentence=tr("{need} for {name}", need=row.need, name=_name(row)),
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.form.set_values({"outcome": row.outcome or TaskOutcome.DELIVERED, "note": held.outcome_note})
        dialog.open()


def _outcomes(row: TaskRow) -> list[tuple[object, str]]:
    """What can come of a task; at the hub nobody knocks, and nothing is left behind."""
    if row.kind is not TaskKind.COLLECTION:
        return choices(TaskOutcome)
    return [
        (TaskOutcome.DELIVERED, tr("Fetched")),
        (TaskOutcome.PARTLY, tr("Took a part of it")),
        (TaskOutcome.NO_ANSWER, tr("Did not come")),
        (TaskOutcome.WORRIED, say(TaskOutcome.WORRIED)),
        (TaskOutcome.CANCELLED, say(TaskOutcome.CANCELLED)),
    ]


def _name(row: TaskRow) -> str:
    return full_name(row.first_name, row.last_name) or f"R-{row.request_number}"


def _when(row: TaskRow) -> str:
    return " ".join(part for part in (show_short_day(row.on_date), show_time(row.starts_at)) if part)


def _person(row: TaskRow) -> str:
    return _name(row)


def _volunteer(row: TaskRow) -> Cell:
    if row.volunteer:
        return Cell(row.volunteer, icon="user-check")
    if row.kind is TaskKind.COLLECTION:
        return Cell(tr("Fetched from the hub"), icon="basket", tone=Tone.SECOND)
    if row.status in _OPEN:
        return Cell(tr("No one yet"), icon="user-question", tone=Tone.WARN)
    return Cell("")


def _round(row: TaskRow) -> str:
    return f"S-{row.round_number}" if row.round_number else ""


def _status(row: TaskRow) -> Cell:
    icon, tone = _STATES[row.status]
    if row.outcome is None:
        return Cell(say(row.status), icon=icon, tone=tone)
    if row.outcome in _SERIOUS:
        return Cell(say(row.outcome), icon="alert-triangle", tone=Tone.DANGER)
    fine = row.outcome in _FINE
    return Cell(
        say(row.outcome), icon="circle-check" if fine else "alert-circle", tone=Tone.OK if fine else Tone.WARN
    )


def _about(held: TaskDetail) -> list[DetailRow]:
    row = held.row
    state, cover = _status(row), _volunteer(row)
    return [
        DetailRow(tr("Status"), state.text, icon=state.icon, tone=state.tone),
        DetailRow(tr("Bring this once"), held.draft.items),
        DetailRow(tr("Note"), held.outcome_note),
        DetailRow(
            tr("When"),
            ", ".join(p for p in (show_day(row.on_date), show_span(row.starts_at, row.ends_at)) if p),
        ),
        DetailRow(tr("Kind"), say(row.kind)),
        DetailRow(tr("Person"), _name(row), key=f"person:{row.person_id}"),
        DetailRow(tr("Area"), row.area),
        DetailRow(
            tr("Volunteer"),
            cover.text,
            icon="" if row.volunteer_id else cover.icon,
            tone=cover.tone,
            key=f"volunteers:{row.volunteer_id}" if row.volunteer_id else "",
        ),
        DetailRow(tr("Request"), f"R-{row.request_number}", key=f"requests:{row.request_id}"),
        DetailRow(tr("Round"), _round(row), key=f"rounds:{row.round_id}" if row.round_id else ""),
    ]
