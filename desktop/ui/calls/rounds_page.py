"""Phone rounds: a whole list rung through by several callers, one line after another."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu

from db.enums_calls import LineState
from db.queries.phone_rounds import LineRow, RoundRow
from desktop.context import AppContext
from desktop.domain.names import full_name
from desktop.domain.phones import national
from desktop.services.call_sheets import CallSheets
from desktop.services.needs import Needs
from desktop.services.phone_rounds import PhoneRounds
from desktop.ui.base.button import ButtonKind
from desktop.ui.base.columns import Cell, CellKind, Column
from desktop.ui.base.detail import Detail, DetailAction, DetailRow, DetailSection
from desktop.ui.base.dialog import FormDialog
from desktop.ui.base.form_fields import FormField
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.icons import icon
from desktop.ui.base.record_page import MORE, RecordPage
from desktop.ui.base.record_spec import (
    ADD,
    FormData,
    ListFilter,
    Listing,
    ListQuery,
    ListTab,
    RecordSpec,
)
from desktop.ui.base.tokens import Tone
from desktop.ui.calls.round_form import (
    give_fields,
    need_fields,
    new_round,
    note_fields,
    round_draft,
    round_fields,
)
from desktop.ui.calls.words import states
from desktop.ui.help_words import day_words

NEEDS, NOTE, GIVE, PAPER, CLOSE = "needs", "note", "give", "paper", "close"
LETTERS = {LineState.MADE.value: "W", LineState.NO_ANSWER.value: "X", NEEDS: "N"}
"""The key of each answer, while the list has the keyboard."""
LATER = "later"


class PhoneRoundsSpec(RecordSpec):
    """The lines of one round as a worklist with a pane."""

    acts = {
        ADD: "call.share",
        GIVE: "call.share",
        CLOSE: "call.share",
        PAPER: "call.print",
        NOTE: "call.make",
        NEEDS: "request.set",
        **dict.fromkeys((one.value for one in LineState), "call.make"),
    }
    entities = frozenset(
        {"phone_round", "phone_line", "call_sheet_line", "contact_attempt", "person", "phone"}
    )
    icon = "phone-outgoing"
    concern = ""

    def __init__(self, context: AppContext) -> None:
        """Take the services from the context."""
        self._actor, self.rounds = context.actor, context.service(PhoneRounds)
        self.needs = context.service(Needs)
        self.round_id = ""
        self.sheets, self.taken = context.service(CallSheets), dict[str, int]()
        self.title = tr("Phone rounds")
        self.empty = tr("No phone round yet. Choose a list, name who rings, and everybody gets a share.")
        self.add = tr("Make a phone round")
        self.whole = ""
        self.tabs = (
            ListTab(LineState.TO_DO.value, tr("To ring")),
            ListTab(LATER, tr("Another day")),
            ListTab(LineState.MADE.value, tr("Made")),
            ListTab(LineState.NO_ANSWER.value, tr("Not reached")),
            ListTab(LineState.LEFT_OUT.value, tr("Left out")),
        )
        self.filters = (
            ListFilter("round", tr("Round:"), self._round_choices),
            ListFilter("caller", tr("Caller:"), self._caller_choices),
        )
        self.columns = _columns(self.rounds.today(), self._paper)

    def listing(self, query: ListQuery) -> Listing:
        """Lines of the round chosen, or of the newest."""
        self.taken = self.sheets.on_paper(self._actor)
        held = self.rounds.rounds(self._actor)
        wanted = str(query.filters.get("round") or "")
        row = next((one for one in held if one.id == wanted), held[0] if held else None)
        self.round_id = row.id if row else ""
        if row is None:
            return Listing([])
        caller, today = str(query.filters.get("caller") or ""), self.rounds.today()
        found: dict[str, list[str]] = {tab.key: [] for tab in self.tabs}
        for one in self.rounds.lines(self._actor, row.id, caller=caller):
            if one.with_id is None:
                found[_tab_of(one, today)].append(one.id)
        counts = {key: len(ids) for key, ids in found.items()}
        return Listing(found[query.tab or LineState.TO_DO.value], counts=counts, subtitle=_progress(row))

    def rows(self, ids: Sequence[Any]) -> Sequence[LineRow]:
        """Rows for ids."""
        return self.rounds.rows(self._actor, ids)

    def detail(self, item: Any) -> Detail:
        """What the pane shows: the number to ring, and what to say."""
        (row,) = self.rounds.rows(self._actor, [item])
        held = self.rounds.detail(self._actor, self.round_id)
        together = [
            one
            for one in self.rounds.lines(self._actor, self.round_id, caller=row.caller)
            if one.with_id == row.id
        ]
        self.taken = self.sheets.on_paper(self._actor)
        return _detail(row, held.row.asks, together, self.rounds.today(), self._paper(row))

    def form(self, item: Any) -> FormData:
        """What a new round is asked for."""
        fields = round_fields(self.rounds.sources(self._actor))
        sentence = tr("Whoever asked not to be rung, and whoever has no number, is left out with the reason.")
        return FormData(
            tr("Make a phone round"), fields, new_round(self._actor.name, self.rounds.today()), sentence
        )

    def save(self, item: Any, values: Mapping[str, Any]) -> object:
        """Make a round."""
        people = self.rounds.people_of(self._actor, values["source"])
        return self.rounds.make(self._actor, round_draft(values, people))

    def empty_for(self, query: ListQuery) -> str:
        """What to say when a tab holds nothing."""
        if not self.round_id:
            return self.empty
        return tr("Nobody here. Look under the other tabs, or choose another caller.")

    def _paper(self, row: LineRow) -> str:
        number = self.taken.get(row.id)
        return tr("On paper, sheet {number}", number=number) if number is not None else ""

    def _round_choices(self) -> list[tuple[object, str]]:
        return [(None, tr("The newest")), *((one.id, one.name) for one in self.rounds.rounds(self._actor))]

    def _caller_choices(self) -> list[tuple[object, str]]:
        everybody: list[tuple[object, str]] = [(None, tr("All"))]
        held = self.rounds.rounds(self._actor)
        key = self.round_id or (held[0].id if held else "")
        if not key:
            return everybody
        callers = self.rounds.detail(self._actor, key).callers
        return [*everybody, *((one.caller, one.caller) for one in callers)]


class PhoneRoundsPage(RecordPage):
    """Phone rounds."""

    def __init__(self, context: AppContext) -> None:
        """Make the page."""
        self._context = context
        self._spec = PhoneRoundsSpec(context)
        super().__init__(self._spec, context.jobs)
        self.toolbar.set_tab(LineState.TO_DO.value)
        self.acted.connect(self._on_acted)
        for key, letter in LETTERS.items():
            keys = QShortcut(QKeySequence(letter), self.table)
            keys.setContext(Qt.ShortcutContext.WidgetShortcut)
            keys.activated.connect(partial(self.on_action, key))

    def _on_acted(self, key: str, item: Any) -> None:
        if key in (LineState.MADE, LineState.NO_ANSWER, LineState.WRONG_NUMBER):
            self._record(item, LineState(key))
        elif key == NOTE:
            self._ask_note(item)
        elif key == NEEDS:
            self._ask_need(item)
        elif key == GIVE:
            self._ask_give()
        elif key == PAPER:
            self.place_asked.emit("call_sheets", f"print:{self._spec.round_id}")
        elif key == CLOSE:
            rounds, actor, held = self._spec.rounds, self._context.actor, self._spec.round_id
            self.jobs.write(lambda: rounds.close(actor, held))
        elif key == MORE:
            self._open_more()

    def _record(self, item: Any, state: LineState, note: str = "", need: str = "") -> None:
        rounds, actor = self._spec.rounds, self._context.actor
        self.jobs.write(lambda: rounds.record(actor, item, state, note, need))

    def _open_more(self) -> None:
        """What is done seldom, as a menu at its button."""
        button = self.pane.buttons[MORE]
        menu = QMenu(button)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(tr("More"))
        for key, words, mark in (
            (NOTE, tr("Reached, with a note…"), "pencil"),
            (LineState.WRONG_NUMBER.value, tr("Wrong number"), "phone-off"),
            (GIVE, tr("Give calls to somebody else…"), "users"),
            (PAPER, tr("Print call sheets…"), "printer"),
            (CLOSE, tr("Put this round away"), "check"),
        ):
            if self.spec.allows(key):
                action = menu.addAction(icon(mark), words)
                action.triggered.connect(lambda _=False, key=key: self.on_action(key))
        menu.popup(button.mapToGlobal(QPoint(0, -menu.sizeHint().height())))

    def _ask_note(self, item: Any) -> None:
        rounds, actor = self._spec.rounds, self._context.actor

        def save(values: Mapping[str, Any]) -> object:
            return rounds.record(actor, item, LineState.MADE, values["note"])

        self._ask(tr("Reached"), note_fields(), save)

    def _ask_need(self, item: Any) -> None:
        rounds, actor, needs = self._spec.rounds, self._context.actor, self._spec.needs

        def save(values: Mapping[str, Any]) -> object:
            asked = values["note"], values["need"]
            return rounds.record(actor, item, LineState.MADE, *asked, agreed=bool(values["agreed"]))

        def read() -> list[FormField]:
            choices: list[tuple[object, str]] = [
                (one.code, one.label) for one in needs.all(actor) if one.is_active
            ]
            return need_fields(choices, self._context.facts().consent_wording)

        self.jobs.read(read, lambda found: self._ask(tr("Needs something"), found, save))

    def _ask_give(self) -> None:
        rounds, actor, held = self._spec.rounds, self._context.actor, self._spec.round_id

        def save(values: Mapping[str, Any]) -> object:
            return rounds.give(actor, held, values["caller"], values["to"])

        def show(detail: Any) -> None:
            choices = [(one.caller, one.caller) for one in detail.callers if one.to_do]
            self._ask(tr("Give calls to somebody else"), give_fields(choices), save)

        self.jobs.read(lambda: rounds.detail(actor, held), show)

    def _ask(self, title: str, fields: Sequence[FormField], save: Callable[[dict[str, Any]], object]) -> None:
        dialog = FormDialog(title, fields, save, self.jobs, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()


def _tab_of(row: LineRow, today: Any) -> str:
    if row.state is LineState.TO_DO:
        return LATER if row.on_date > today else LineState.TO_DO.value
    return LineState.NO_ANSWER.value if row.state is LineState.WRONG_NUMBER else row.state.value


def _progress(row: RoundRow) -> str:
    said = tr("{made} of {calls} reached", made=f"{row.made:,}", calls=f"{row.calls:,}")
    out = tr_count("{count} left out", "{count} left out", row.left_out) if row.left_out else ""
    return " · ".join(part for part in (row.name, said, out) if part)


def _name(row: LineRow) -> str:
    return full_name(row.first_name, row.last_name, row.preferred_name)


def _detail(row: LineRow, asks: str, together: Sequence[LineRow], today: Any, paper: str) -> Detail:
    both = ", ".join(map(_name, together))
    who = tr("{name}, {day}", name=row.caller, day=day_words(row.on_date, today))
    ring = [
        DetailRow(tr("Phone"), national(row.safe_number or row.phone), icon="phone"),
        DetailRow(tr("Ask for too"), both, icon="users"),
        DetailRow(tr("When"), row.safe_when, icon="clock"),
        DetailRow(tr("Good to know"), row.communication_needs, icon="ear"),
        DetailRow(tr("Address"), row.address),
        DetailRow(tr("Rung by"), who if row.caller else ""),
        DetailRow(tr("Tries"), str(row.tries) if row.tries else ""),
        DetailRow(states()[row.state], row.why),
    ]
    return Detail(
        _name(row),
        paper or states()[row.state],
        person=_name(row),
        quote=asks,
        sections=[DetailSection("", ring)],
        actions=_actions() if row.state is LineState.TO_DO and not paper else [],
    )


def _actions() -> list[DetailAction]:
    said = (
        (LineState.MADE.value, tr("Reached, all well"), "check", ButtonKind.PRIMARY),
        (NEEDS, tr("Needs something"), "arrow-right", ButtonKind.SECONDARY),
        (LineState.NO_ANSWER.value, tr("No answer"), "phone-off", ButtonKind.SECONDARY),
    )
    return [
        *(DetailAction(key, words, mark, kind, (LETTERS[key],)) for key, words, mark, kind in said),
        DetailAction(MORE, tr("More"), "dots", ButtonKind.QUIET),
    ]


def _columns(today: Any, paper: Callable[[LineRow], str]) -> tuple[Column, ...]:
    def state(row: LineRow) -> Cell:
        late = row.state is LineState.TO_DO and row.on_date < today
        words = day_words(row.on_date, today) if row.state is LineState.TO_DO else states()[row.state]
        return Cell(words, "calendar-due" if late else "", Tone.WARN if late else None)

    def why(row: LineRow) -> Cell:
        tries = tr_count("{count} try", "{count} tries", row.tries) if row.tries else ""
        return Cell(paper(row) or row.why or tries)

    strong, second = CellKind.STRONG, CellKind.SECOND

    def phone(row: LineRow) -> Cell:
        return Cell(national(row.safe_number or row.phone))

    def name(row: LineRow) -> Cell:
        return Cell(_name(row))

    return (
        Column("name", tr("Name"), 180, stretch=True, kind=strong, cell=name, sortable=False),
        Column("phone", tr("Phone"), 120, cell=phone, sortable=False, action="phone.see"),
        Column("when", tr("When"), 110, cell=state, sortable=False),
        Column("caller", tr("Caller"), 120, cell=lambda row: Cell(row.caller), sortable=False, priority=1),
        Column("why", tr("What came of it"), 150, cell=why, sortable=False, kind=second, priority=2),
    )
