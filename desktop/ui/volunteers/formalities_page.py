"""Formalities taken on for groups: a queue with who asked, who arranges, who pays, and what comes next."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt

from db.enums_formalities import FormalityState
from db.queries.formalities import OPEN, FormalityFilter, FormalityRow
from db.queries.volunteers import VolunteerFilter
from desktop.context import AppContext
from desktop.domain.formalities import NEXT
from desktop.domain.names import full_name
from desktop.domain.references import Kind, write
from desktop.services.checks import CheckDraft, Checks, Offered
from desktop.services.formalities import Formalities, FormalityDetail
from desktop.services.history import History
from desktop.services.volunteers import Volunteers
from desktop.ui.base.button import Button, ButtonKind
from desktop.ui.base.columns import Cell, CellKind, Column, Group
from desktop.ui.base.detail import Detail, DetailAction, DetailRow, DetailSection
from desktop.ui.base.dialog import FormDialog
from desktop.ui.base.i18n import tr
from desktop.ui.base.record_spec import ADD, EDIT, VOID, FormData, ListFilter, Listing, ListQuery, RecordSpec
from desktop.ui.base.tokens import Tone
from desktop.ui.volunteers.check_dialogs import CheckDialog
from desktop.ui.volunteers.check_words import day_of
from desktop.ui.volunteers.checks_tabs import FORMALITIES, ChecksListPage, checks_tabs
from desktop.ui.volunteers.formality_words import (
    formality_draft,
    formality_fields,
    kinds,
    state_cell,
    state_look,
    states,
    step,
    step_fields,
)

RECORD = "record_check"
ALL, CLOSED = "all", "closed"
_FOUND = 8
"""Volunteers offered while a name is typed."""
_CLOSED = (FormalityState.DONE, FormalityState.DECLINED)
_VERBS = {
    FormalityState.TAKEN_ON: ("user-check", ButtonKind.PRIMARY),
    FormalityState.ARRANGED: ("calendar-event", ButtonKind.PRIMARY),
    FormalityState.DONE: ("circle-check", ButtonKind.SECONDARY),
    FormalityState.DECLINED: ("ban", ButtonKind.QUIET),
    FormalityState.ASKED: ("arrow-back-up", ButtonKind.SECONDARY),
}


class FormalitiesSpec(RecordSpec):
    """Formalities as a list with a detail pane."""

    acts = {
        ADD: "formality.set",
        EDIT: "formality.set",
        VOID: "formality.set",
        RECORD: "check.set",
        **dict.fromkeys(FormalityState, "formality.set"),
    }
    entities = frozenset({"formality", "organisation", "volunteer", "person", "check_record"})
    icon = "clipboard-text"
    can_print = True
    can_export = True
    can_bring_back = True

    def __init__(self, context: AppContext) -> None:
        """Take the services from the context."""
        self._context, self._actor = context, context.actor
        self.formalities = context.service(Formalities)
        self.title = tr("Formalities taken on")
        self.empty = tr("Nothing is waiting. Write down what a group asks you to take on for it.")
        self.search_hint = tr("Name or group")
        self.add = tr("Add what is asked")
        self.void_verb = tr("Take off the list")
        self.void_sentence = tr("It stays in the history. A check that was recorded stays too.")
        self.tabs = checks_tabs()
        self.filters = (
            ListFilter("stands", tr("Stands at:"), self._state_choices),
            ListFilter("with", tr("With:"), self._organisation_choices),
        )
        self.columns = _columns(self.formalities.today())

    def listing(self, query: ListQuery) -> Listing:
        """Ids for a query; what is open unless the filter says otherwise."""
        stands = query.filters.get("stands")
        shown = {None: OPEN, ALL: (), CLOSED: _CLOSED}.get(stands)  # type: ignore[call-overload]
        chosen = shown if shown is not None else (FormalityState(str(stands)),)
        wanted = FormalityFilter(chosen, query.text.strip(), str(query.filters.get("with") or ""))
        sort = query.sort or "due"
        ids = self.formalities.ids(self._actor, wanted, sort, query.descending)
        counts = self.formalities.counts(self._actor)
        waiting = sum(counts.get(one, 0) for one in OPEN)
        groups = self._groups(ids) if sort == "due" and not query.descending else []
        return Listing(
            ids, groups, {FORMALITIES: waiting}, tr("What you carry so that street groups need not")
        )

    def rows(self, ids: Sequence[Any]) -> Sequence[FormalityRow]:
        """Rows for ids."""
        return self.formalities.rows(self._actor, ids)

    def detail(self, item: Any) -> Detail:
        """What the pane shows."""
        return formality_detail(self.formalities.get(self._actor, item))

    def form(self, item: Any) -> FormData:
        """The form for a formality."""
        asked = formality_fields(self.formalities.organisations(self._actor), self._volunteers)
        if item is None:
            return FormData(tr("What is asked"), asked, {"asked_on": self.formalities.today()})
        held = self.formalities.get(self._actor, item)
        names = ("kind", "asked_by_id", "asked_by_name", "for_name", "arranged_by_id", "paid_by_id")
        values = {name: getattr(held.draft, name) for name in names}
        values |= {name: getattr(held.draft, name) for name in ("asked_on", "due_on", "next_step", "note")}
        who = held.draft.volunteer_id
        return FormData(tr("Edit"), asked, {**values, "volunteer": (who, held.row.for_whom) if who else None})

    def save(self, item: Any, values: Mapping[str, Any]) -> object:
        """Save a form."""
        return self.formalities.save(self._actor, formality_draft(values), item or "")

    def void(self, item: Any, reason: str) -> object:
        """Take a formality off the list."""
        return self.formalities.void(self._actor, item, reason)

    def taken_off(self) -> Sequence[Any]:
        """Ids of what was taken off the list."""
        return self.formalities.ids(self._actor, FormalityFilter(voided=True), "number", True)

    def bring_back(self, item: Any) -> object:
        """Bring back what was taken off."""
        return self._context.service(History).bring_back(self._actor, item)

    def empty_for(self, query: ListQuery) -> str:
        """What to say when a query finds nothing."""
        narrowed = bool(query.text.strip() or query.filters)
        return tr("Nothing matches. Check the spelling, or show all.") if narrowed else self.empty

    def _groups(self, ids: Sequence[str]) -> list[Group]:
        found: dict[FormalityState, int] = {}
        for row in self.formalities.rows(self._actor, ids):
            found[row.state] = found.get(row.state, 0) + 1
        return [Group(states()[one], found[one]) for one in FormalityState if one in found]

    def _volunteers(self, typed: str) -> list[tuple[str, str]]:
        service = self._context.service(Volunteers)
        among = service.find(self._actor, typed)
        ids = service.ids(self._actor, VolunteerFilter(among=among))[:_FOUND] if among else []
        rows = service.rows(self._actor, ids)
        return [
            (one.id, full_name(one.first_name, one.last_name) or write(Kind.VOLUNTEER, one.number))
            for one in rows
        ]

    def _state_choices(self) -> list[tuple[object, str]]:
        named: list[tuple[object, str]] = [(one.value, words) for one, words in states().items()]
        return [(None, tr("Still open")), *named, (CLOSED, tr("Closed")), (ALL, tr("All"))]

    def _organisation_choices(self) -> list[tuple[object, str]]:
        return [(None, tr("Anybody")), *self.formalities.organisations(self._actor)]


class FormalitiesPage(ChecksListPage):
    """Formalities taken on."""

    page = view = FORMALITIES

    def __init__(self, context: AppContext) -> None:
        """Make the page."""
        self._context = context
        self._spec = FormalitiesSpec(context)
        super().__init__(self._spec, context.jobs)
        self.toolbar.set_tab(FORMALITIES)
        sheet = Button(tr("Print the queue"), icon="printer", small=True, action="export.list")
        sheet.clicked.connect(self.print_page)
        self.add_to_strip(sheet)
        self.acted.connect(self._on_acted)

    def _on_acted(self, key: str, item: Any) -> None:
        if key == RECORD:
            self.record_check(item)
        elif key in set(FormalityState):
            self.ask_step(item, FormalityState(key))

    def ask_step(self, item: str, state: FormalityState) -> None:
        """Ask what belongs to the next state, and go there."""
        verbs, actor = self._spec.formalities, self._context.actor

        def read() -> tuple[FormalityDetail, list[tuple[str, str]]]:
            return verbs.get(actor, item), verbs.organisations(actor)

        self.jobs.read(read, lambda answer: self._open_step(state, *answer))

    def record_check(self, item: str) -> None:
        """Open the check that came of a formality, with who arranged and who paid filled in."""
        verbs, actor, checks = self._spec.formalities, self._context.actor, self._context.service(Checks)

        def read() -> tuple[tuple[str, CheckDraft], Offered]:
            return verbs.draft_check(actor, item), checks.offered(actor)

        def show(answer: tuple[tuple[str, CheckDraft], Offered]) -> None:
            (check_id, draft), offered = answer
            dialog = CheckDialog(
                tr("Record the check"),
                offered,
                draft,
                lambda made: verbs.record_check(actor, item, made, check_id),
                self.jobs,
                self,
            )
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.open()

        self.jobs.read(read, show)

    def _open_step(
        self, state: FormalityState, held: FormalityDetail, organisations: Sequence[tuple[str, str]]
    ) -> None:
        verbs, actor = self._spec.formalities, self._context.actor
        dialog = FormDialog(
            _verb(state),
            step_fields(state, organisations),
            lambda values: verbs.move(actor, held.row.id, step(state, values)),
            self.jobs,
            self,
            verb=_verb(state),
            sentence=_about(held.row),
        )
        known = {
            "on": verbs.today(),
            "arranged_by_id": held.draft.arranged_by_id,
            "paid_by_id": held.draft.paid_by_id,
            "due_on": held.draft.due_on,
            "next_step": held.draft.next_step,
        }
        asked = {one.key for one in step_fields(state, organisations)}
        dialog.form.set_values({name: value for name, value in known.items() if name in asked})
        dialog.form.mark_clean()
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()


def formality_detail(held: FormalityDetail) -> Detail:
    """Make the pane."""
    row, (icon, tone) = held.row, state_look(held.row.state)
    carried = [
        DetailRow(tr("Arranged by"), row.arranged_by or tr("Nobody yet")),
        DetailRow(tr("Paid by"), row.paid_by or tr("Nobody yet")),
        DetailRow(tr("Next step"), row.next_step),
        DetailRow(tr("Due"), _day(row.due_on)),
    ]
    asked = [
        DetailRow(tr("Who asked"), row.asked_by),
        DetailRow(
            tr("For"),
            row.for_whom or tr("The group itself"),
            key=f"volunteers:{row.volunteer_id}" if row.volunteer_id else "",
        ),
        DetailRow(tr("Note"), held.draft.note),
    ]
    days = [
        DetailRow(tr("Asked"), _day(row.asked_on)),
        DetailRow(tr("Taken on"), _day(held.taken_on)),
        DetailRow(tr("Arranged"), _day(held.arranged_on)),
        DetailRow(tr("Closed"), _day(held.closed_on)),
        DetailRow(tr("Why declined"), held.declined_why),
    ]
    stands = DetailRow("", states()[row.state], icon=icon, tone=tone)
    recorded = DetailRow("", tr("A check is recorded"), icon="shield-check", tone=Tone.OK)
    return Detail(
        kinds()[row.kind],
        write(Kind.FORMALITY, row.number),
        icon="clipboard-text",
        sections=[
            DetailSection("", [stands, *([recorded] if row.recorded else []), *asked]),
            DetailSection(tr("Who carries it"), carried),
            DetailSection(tr("Days"), days),
        ],
        actions=_actions(held),
    )


def _actions(held: FormalityDetail) -> list[DetailAction]:
    found = []
    if held.check is not None and held.row.state not in _CLOSED:
        primary = held.row.state is FormalityState.ARRANGED
        kind = ButtonKind.PRIMARY if primary else ButtonKind.SECONDARY
        found.append(DetailAction(RECORD, tr("Record the check"), "shield-check", kind))
    for state in NEXT[held.row.state]:
        icon, look = _VERBS[state]
        found.append(DetailAction(state.value, _verb(state), icon, look))
    return [
        *found,
        DetailAction(EDIT, tr("Edit"), "pencil"),
        DetailAction(VOID, tr("Take off"), "trash"),
    ]


def _verb(state: FormalityState) -> str:
    return {
        FormalityState.TAKEN_ON: tr("Take it on"),
        FormalityState.ARRANGED: tr("It is arranged"),
        FormalityState.DONE: tr("It is done"),
        FormalityState.DECLINED: tr("Decline"),
        FormalityState.ASKED: tr("Open again"),
    }[state]


def _about(row: FormalityRow) -> str:
    what = kinds()[row.kind]
    if not row.for_whom:
        return tr("{what}, asked by {group}", what=what, group=row.asked_by)
    return tr("{what} for {name}, asked by {group}", what=what, name=row.for_whom, group=row.asked_by)


def _day(day: date | None) -> str:
    return day_of(day) if day else ""


def _columns(today: date) -> tuple[Column, ...]:
    second, kept = CellKind.SECOND, kinds()
    # Paper has room for what a narrow screen leaves out: who carries and who pays is what the sheet is for.
    whom, carried = ("for_whom", "asked_by"), ("arranged_by", "paid_by", "status", "next_step", "due_on")

    def due(row: FormalityRow) -> Cell:
        late = row.due_on is not None and row.due_on < today and row.state in OPEN
        late_words = tr("{day}, overdue", day=_day(row.due_on))
        return Cell(
            _day(row.due_on),
            "calendar-due" if late else "",
            Tone.DANGER if late else None,
            bold=late,
            spoken=late_words if late else "",
        )

    return (
        Column(
            "kind",
            tr("What"),
            160,
            stretch=True,
            kind=CellKind.STRONG,
            cell=lambda row: kept[row.kind],
            files=("hub_reference", "what"),
        ),
        Column("for", tr("For"), 120, cell=lambda row: row.for_whom or "—", files=whom),
        Column("asked_by", tr("Who asked"), 130, kind=second, priority=1),
        Column("arranged_by", tr("Arranged by"), 130, kind=second, priority=3),
        Column("paid_by", tr("Paid by"), 120, kind=second, priority=4),
        Column(
            "state",
            tr("Stands at"),
            110,
            kind=CellKind.STATUS,
            cell=lambda row: state_cell(row.state),
            sortable=False,
            files=carried,
        ),
        Column(
            "next_step",
            tr("Next step"),
            130,
            kind=second,
            priority=5,
            sortable=False,
        ),
        Column("due", tr("Due"), 128, kind=CellKind.STATUS, cell=due, priority=2),
    )
