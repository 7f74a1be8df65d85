"""Who is out now: when they are to be heard of, and what is done where they are not."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer

from db.queries.out_now import OutRow, StepRow
from desktop.context import AppContext
from desktop.domain.names import full_name
from desktop.domain.out_now import OutState, OutStep, next_step, state_of
from desktop.domain.phones import national
from desktop.services.out_now import OutDraft, Outs
from desktop.services.waits import Waits, WaitTimes
from desktop.ui.base.button import ButtonKind
from desktop.ui.base.columns import Cell, CellKind, Column
from desktop.ui.base.detail import Detail, DetailAction, DetailRow, DetailSection
from desktop.ui.base.dialog import FormDialog
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.record_page import RecordPage
from desktop.ui.base.record_spec import ADD, VOID, FormData, Listing, ListQuery, ListTab, RecordSpec
from desktop.ui.base.tokens import Tone
from desktop.ui.help_words import local
from desktop.ui.rounds.forms import volunteer_choices
from desktop.ui.rounds.times import show_short_day

HEARD, MORE, BACK, STEP = "heard", "more", "back", "step"
NOW, ALL = "now", ""
MINUTE_MS = 60_000
QUARTER = 15
"""Minutes more that one key gives."""


class OutSpec(RecordSpec):
    """Who is out as a list with a pane."""

    acts = {one: "out.set" for one in (ADD, VOID, HEARD, MORE, BACK, STEP)}
    entities = frozenset({"hub", "out_now", "out_step", "round", "volunteer", "person"})
    icon = "walk"

    def __init__(self, context: AppContext) -> None:
        """Take the services from the context."""
        self._context, self._actor = context, context.actor
        self.outs = context.service(Outs)
        self._times = Waits()
        self.title = tr("Out now")
        self.empty = tr("Nobody is out.")
        self.search_hint = tr("Name or place")
        self.add = tr("Somebody goes out")
        self.void_verb = tr("Take off the board")
        self.void_sentence = tr("For a line written by mistake. Whoever is back is put down as back.")
        self.whole = ALL
        self.tabs = (ListTab(NOW, tr("Out now")), ListTab(ALL, tr("All")))
        self.columns = _columns(self.outs, lambda: self._times)

    def listing(self, query: ListQuery) -> Listing:
        """Ids for a query."""
        ids = self.outs.ids(self._actor, open_only=query.tab == NOW, text=query.text.strip())
        self._times = self._context.service(WaitTimes).get(self._actor)
        now, shown = self.outs.now(), self.outs.rows(self._actor, ids[:200])
        late = sum(state_of(row.due_at, row.back_at, now) not in _FINE for row in shown)
        words = tr_count("{count} not heard of", "{count} not heard of", late) if late else ""
        return Listing(ids, subtitle=words)

    def rows(self, ids: Sequence[Any]) -> Sequence[OutRow]:
        """Rows for ids."""
        return self.outs.rows(self._actor, ids)

    def detail(self, item: Any) -> Detail:
        """What the pane shows."""
        (row,) = self.outs.rows(self._actor, [item])
        return _detail(row, self.outs.steps(self._actor, item), self.outs.now())

    def form(self, item: Any) -> FormData:
        """The form of somebody who goes out."""
        people = volunteer_choices(self._context, set())[1:]
        fields = [
            FormField("volunteer_id", tr("Who"), FieldKind.CHOICE, choices=people, required=True),
            FormField("what", tr("Where, and what for"), required=True, max_length=200),
            FormField("minutes", tr("Rings in after minutes"), FieldKind.NUMBER, required=True, half=True),
            FormField("alone", tr("Nobody is with them"), FieldKind.CHECK),
        ]
        sentence = tr("Nobody’s address need be written here: a street will do.")
        return FormData(
            tr("Somebody goes out"), fields, {"minutes": self._times.ring_in, "alone": True}, sentence
        )

    def save(self, item: Any, values: Mapping[str, Any]) -> object:
        """Write down that somebody goes out."""
        draft = OutDraft(
            str(values["volunteer_id"]), values["what"], int(values["minutes"]), bool(values["alone"])
        )
        return self.outs.leave(self._actor, draft)

    def void(self, item: Any, reason: str) -> object:
        """Take a line out."""
        return self.outs.void(self._actor, item, reason)

    def empty_for(self, query: ListQuery) -> str:
        """What to say when nothing is listed."""
        if query.text.strip():
            return tr("Nobody by that name. Check the spelling, or look under All.")
        return (
            tr("Nobody is out. Rounds come here when they are sent out.") if query.tab == NOW else self.empty
        )


class OutPage(RecordPage):
    """The board."""

    def __init__(self, context: AppContext) -> None:
        """Make the page."""
        self._spec = OutSpec(context)
        super().__init__(self._spec, context.jobs)
        self._context = context
        self.toolbar.set_tab(NOW)
        self.acted.connect(self._on_acted)
        self._minute = QTimer(self)
        self._minute.setInterval(MINUTE_MS)
        self._minute.timeout.connect(partial(self.refresh, None))

    def shown(self) -> None:
        """Read the board, and again every minute: who is late becomes so by waiting."""
        super().shown()
        self._minute.start()

    def hidden(self) -> None:
        """Tell the time to nobody."""
        self._minute.stop()
        super().hidden()

    def show_record(self, item: Any) -> None:
        """Put somebody forward."""
        self.toolbar.set_tab(NOW)
        self.reload(select=item)

    def _on_acted(self, key: str, item: Any) -> None:
        outs, actor = self._spec.outs, self._context.actor
        if key == HEARD:
            self.jobs.write(lambda: outs.heard(actor, item))
        elif key == MORE:
            self.jobs.write(lambda: outs.heard(actor, item, QUARTER))
        elif key == BACK:
            picked = self.table.selected_ids() if self.table.has_picks() else [item]
            self.jobs.write(lambda: outs.back(actor, picked))
        elif key == STEP:
            self._ask_step(item)

    def _ask_step(self, item: Any) -> None:
        outs, actor = self._spec.outs, self._context.actor
        dialog = FormDialog(
            tr("Not heard of"),
            [FormField("note", tr("What came of it?"), required=True, max_length=400)],
            lambda values: outs.step(actor, item, values["note"] or ""),
            self.jobs,
            self,
            verb=tr("Go on to the next step"),
            sentence=tr("“No answer” will do. If they rang in after all, use Rang in instead."),
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()


_FINE = (OutState.OUT, OutState.BACK)


def _columns(outs: Outs, times: Callable[[], Waits]) -> tuple[Column, ...]:
    def since(row: OutRow) -> Cell:
        return Cell(_when(row.out_at, outs.now()))

    def due(row: OutRow) -> Cell:
        return Cell(_when(row.due_at, outs.now()))

    def name(row: OutRow) -> Cell:
        return Cell(full_name(row.first_name, row.last_name))

    def what(row: OutRow) -> Cell:
        return Cell(_what(row))

    def state(row: OutRow) -> Cell:
        return _state_cell(state_of(row.due_at, row.back_at, outs.now(), times().grace))

    return (
        Column("name", tr("Who"), 170, stretch=True, kind=CellKind.STRONG, sortable=False, cell=name),
        Column("what", tr("With what"), 200, sortable=False, cell=what, priority=1),
        Column("out", tr("Out since"), 110, sortable=False, cell=since, priority=2),
        Column("due", tr("To be heard of"), 120, sortable=False, cell=due),
        Column("state", tr("State"), 150, sortable=False, cell=state),
    )


def _what(row: OutRow) -> str:
    if row.round_id:
        return tr("{round}, S-{number}", round=row.round_name, number=row.round_number or 0)
    return row.what


def _when(moment: datetime | None, now: datetime) -> str:
    """A moment as short as a column needs: the time alone today."""
    if moment is None:
        return ""
    here = local(moment)
    if here.date() == local(now).date():
        return f"{here:%H:%M}"
    return tr("{day}, {time}", day=show_short_day(here.date()), time=f"{here:%H:%M}")


def _state_cell(state: OutState) -> Cell:
    return {
        OutState.BACK: Cell(tr("Back"), "circle-check", Tone.OK),
        OutState.OUT: Cell(tr("Out"), "walk", Tone.SECOND),
        OutState.LATE: Cell(tr("Not heard of"), "clock", Tone.WARN),
        OutState.ALARM: Cell(tr("Alarm"), "alert-triangle", Tone.DANGER),
    }[state]


def step_words(row: OutRow) -> str:
    """The step whose turn it is, in words."""
    step = next_step(row.step)
    number = national(row.phone) if row.phone else ""
    if step is OutStep.RING:
        return tr("1. Ring them: {phone}", phone=number) if number else tr("1. Ring them.")
    if step is OutStep.CONTACT:
        their = ", ".join(part for part in (row.contact, national(row.contact_phone)) if part)
        known = tr("2. Ring their contact: {contact}", contact=their)
        return known if row.contact else tr("2. Ask whoever may know where they are.")
    return {
        OutStep.GO: tr("3. Send somebody to look. Ring 999 if you fear for them."),
        OutStep.TELL: tr("4. Tell the safeguarding lead."),
        None: tr("Every step was taken. Ring 999 if you fear for them."),
    }[step]


def _detail(row: OutRow, steps: Sequence[StepRow], now: datetime) -> Detail:
    late = state_of(row.due_at, row.back_at, now) not in _FINE
    facts = [
        DetailRow(tr("Now"), step_words(row), icon="alert-triangle", tone=Tone.DANGER) if late else None,
        DetailRow(tr("With what"), _what(row)),
        DetailRow(tr("Alone"), tr("Yes") if row.alone else tr("No")),
        DetailRow(tr("Phone"), national(row.phone)),
        DetailRow(tr("Out since"), _when(row.out_at, now)),
        DetailRow(tr("To be heard of"), _when(row.due_at, now)),
        DetailRow(tr("Rang in"), _when(row.heard_at, now)),
        DetailRow(tr("Back"), _when(row.back_at, now)),
    ]
    name = full_name(row.first_name, row.last_name)
    return Detail(
        name,
        _what(row),
        person=name,
        sections=[
            DetailSection("", [one for one in facts if one is not None]),
            *([DetailSection(tr("What was done"), [_said(one, now) for one in steps])] if steps else []),
        ],
        actions=_actions(row, late=late),
    )


def _actions(row: OutRow, *, late: bool) -> list[DetailAction]:
    void = DetailAction(VOID, tr("Take off the board"), "trash", ButtonKind.QUIET)
    if row.back_at is not None:
        return [void]
    acts = [
        DetailAction(HEARD, tr("Rang in"), "phone", ButtonKind.SECONDARY if late else ButtonKind.PRIMARY),
        DetailAction(BACK, tr("Back"), "check"),
        DetailAction(MORE, tr("15 minutes more"), "clock"),
    ]
    if late and next_step(row.step) is not None:
        acts.insert(0, DetailAction(STEP, tr("Step taken…"), "arrow-right", ButtonKind.PRIMARY))
    return [*acts, void]


def _said(step: StepRow, now: datetime) -> DetailRow:
    return DetailRow(
        tr("{number}. {when}", number=step.number, when=_when(step.at, now)),
        tr("{note} ({name})", note=step.note, name=step.by),
    )
