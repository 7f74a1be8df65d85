"""Call sheets: printed for callers without a laptop, and keyed in when they come back."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu

from db.enums import ContactOutcome
from db.enums_calls import SheetLineState
from db.queries.call_sheets import SheetLineRow, SheetRow
from desktop.context import AppContext
from desktop.domain.names import full_name
from desktop.services.call_sheets import CallSheets, KeyedCall
from desktop.services.needs import Needs
from desktop.services.phone_rounds import PhoneRounds
from desktop.ui.base.button import ButtonKind
from desktop.ui.base.columns import Cell, CellKind, Column
from desktop.ui.base.detail import Detail, DetailAction, DetailRow, DetailSection
from desktop.ui.base.dialog import FormDialog
from desktop.ui.base.form_fields import FormField
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.icons import icon
from desktop.ui.base.permits import may
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
from desktop.ui.calls.round_form import need_fields
from desktop.ui.calls.sheet_form import (
    WORKLIST,
    keyed_call,
    keyed_fields,
    keyed_values,
    sheet_fields,
    sheets_wanted,
)
from desktop.ui.calls.sheet_printing import show_sheets
from desktop.ui.calls.words import kinds
from desktop.ui.help_words import day_words

REACHED, NO_ANSWER = ContactOutcome.REACHED.value, ContactOutcome.NO_ANSWER.value
CALL_BACK, WRONG_NUMBER = ContactOutcome.CALL_BACK.value, ContactOutcome.WRONG_NUMBER.value
NEEDS, NOTE, BACK, REST, AGAIN, OPEN = "needs", "note", "back", "rest", "again", "person"
LETTERS = {
    REACHED: "W",
    NO_ANSWER: "X",
    NEEDS: "N",
    CALL_BACK: "B",
    WRONG_NUMBER: "O",
    NOTE: "T",
    BACK: "G",
}
"""The key of each outcome, as it stands on the paper, while the list has the keyboard."""
PRINT = "print:"
"""What stands before the key of a phone round whose sheets are to be printed."""


class CallSheetsSpec(RecordSpec):
    """The lines of one sheet, with a pane."""

    acts = {
        ADD: "call.print",
        AGAIN: "call.print",
        NEEDS: "request.set",
        OPEN: "person.see",
        **dict.fromkeys((REACHED, NO_ANSWER, CALL_BACK, WRONG_NUMBER, NOTE, BACK, REST), "call.make"),
    }
    entities = frozenset({"call_sheet", "call_sheet_line", "call_plan", "phone_line", "person"})
    icon = "clipboard-list"
    concern = ""

    def __init__(self, context: AppContext) -> None:
        """Take the services from the context."""
        self._actor, self._context = context.actor, context
        self.sheets, self.needs = context.service(CallSheets), context.service(Needs)
        self.sheet: SheetRow | None = None
        self.title = tr("Call sheets")
        self.empty = tr(
            "No call sheet is out. Print some for callers without a laptop: nobody else rings whom they have."
        )
        self.add = tr("Print sheets")
        self.search_hint = tr("Number")
        self.whole = ""
        self.tabs = (
            ListTab(SheetLineState.OUT.value, tr("To key in")),
            ListTab(SheetLineState.KEYED.value, tr("Keyed")),
            ListTab(SheetLineState.BACK.value, tr("Given back")),
        )
        self.filters = (ListFilter("sheet", tr("Sheet:"), self._choices),)
        self.columns = _columns()

    def listing(self, query: ListQuery) -> Listing:
        """Lines of the sheet typed or chosen, or of the one that has been out the longest."""
        self.sheet = self._wanted(query)
        if self.sheet is None:
            return Listing([])
        found: dict[str, list[str]] = {tab.key: [] for tab in self.tabs}
        for one in self.sheets.lines(self._actor, self.sheet.id):
            found[one.state.value].append(one.id)
        counts = {key: len(ids) for key, ids in found.items()}
        ids = found[query.tab or SheetLineState.OUT.value]
        return Listing(ids, counts=counts, subtitle=_sheet_words(self.sheet, self.sheets.today()))

    def rows(self, ids: Sequence[Any]) -> Sequence[SheetLineRow]:
        """Rows for ids."""
        return self.sheets.rows(self._actor, ids)

    def detail(self, item: Any) -> Detail:
        """What the pane shows: one line, and what came of it by one key."""
        (row,) = self.sheets.rows(self._actor, [item])
        return _detail(row)

    def form(self, item: Any) -> FormData:
        """What new sheets are asked for."""
        sources: list[tuple[object, str]] = [(WORKLIST, tr("Welfare calls of the day"))]
        rounds = self._context.service(PhoneRounds).rounds(self._actor)
        sources += [(one.id, one.name) for one in rounds if one.to_do]
        values = {
            "source": WORKLIST,
            "callers": "\n".join(self.sheets.callers(self._actor)),
            "day": self.sheets.today(),
        }
        sentence = tr(
            "Whoever may be reached in one safe way alone, and whose steps have begun, stays with the hub."
        )
        return FormData(tr("Print call sheets"), sheet_fields(sources), values, sentence)

    def save(self, item: Any, values: Mapping[str, Any]) -> object:
        """Make sheets."""
        return self.sheets.make(self._actor, sheets_wanted(values))

    def empty_for(self, query: ListQuery) -> str:
        """What to say when nothing is listed."""
        if query.text.strip() and self.sheet is None:
            return tr("No sheet has this number. It stands at the top right of the paper.")
        if self.sheet is None:
            return self.empty
        return tr("Nothing here. Look under the other tabs, or type another sheet number.")

    def _wanted(self, query: ListQuery) -> SheetRow | None:
        held = self.sheets.sheets(self._actor, open_only=False)
        typed, key = query.text.strip(), str(query.filters.get("sheet") or "")
        if typed:
            return next((one for one in held if str(one.number) == typed), None)
        chosen = next((one for one in held if one.id == key), None)
        return chosen or next((one for one in reversed(held) if one.out), None)

    def _choices(self) -> list[tuple[object, str]]:
        held = self.sheets.sheets(self._actor)
        return [(None, tr("Oldest")), *((one.id, _short(one)) for one in held)]


class CallSheetsPage(RecordPage):
    """Call sheets."""

    def __init__(self, context: AppContext) -> None:
        """Make the page."""
        self._context = context
        self._spec = CallSheetsSpec(context)
        super().__init__(self._spec, context.jobs)
        self.toolbar.set_tab(SheetLineState.OUT.value)
        self.acted.connect(self._on_acted)
        if self.toolbar.search is not None:
            self.toolbar.search.returnPressed.connect(self.table.setFocus)
        for key, letter in LETTERS.items():
            keys = QShortcut(QKeySequence(letter), self.table)
            keys.setContext(Qt.ShortcutContext.WidgetShortcut)
            keys.activated.connect(partial(self.on_action, key))

    def show_record(self, item: Any) -> None:
        """Ask for sheets of a phone round; a sheet itself is put forward by its number, typed."""
        asked = str(item or "")
        if asked.startswith(PRINT):
            self._ask_round(asked.removeprefix(PRINT))

    def refresh(self, changes: Any) -> None:
        """Read the list again, and which sheets there are."""
        super().refresh(changes)
        for one in self.spec.filters:
            self.jobs.read(one.choices, partial(self.toolbar.set_choices, one.key))

    def _ask_round(self, round_id: str) -> None:
        sheets, actor = self._spec.sheets, self._context.actor

        def show(names: tuple[str, ...]) -> None:
            self.open_form(given={"source": round_id, "callers": "\n".join(names)})

        if may("call.print"):
            self.jobs.read(lambda: sheets.callers(actor, round_id), show)

    def _on_saved(self, result: object) -> None:
        """Sheets were made: look at them, then print."""
        super()._on_saved(result)
        made = getattr(result, "entities", {}).get("call_sheet", ())
        if made:
            show_sheets(self.window(), self._context, sorted(made))

    def _on_acted(self, key: str, item: Any) -> None:
        if key in (REACHED, NO_ANSWER, WRONG_NUMBER):
            self._key(item, KeyedCall(ContactOutcome(key)))
        elif key in (NOTE, CALL_BACK):
            self._ask_note(item, ContactOutcome.REACHED if key == NOTE else ContactOutcome.CALL_BACK)
        elif key == NEEDS:
            self._ask_need(item)
        elif key == BACK:
            self._give_back([item])
        elif key == REST:
            self._give_back([])
        elif key == AGAIN and self._spec.sheet is not None:
            show_sheets(self.window(), self._context, [self._spec.sheet.id])
        elif key == OPEN:
            (row,) = self._spec.rows([item])
            self.place_asked.emit("person", row.person_id)
        elif key == MORE:
            self._open_more()

    def _key(self, item: Any, keyed: KeyedCall) -> None:
        sheets, actor = self._spec.sheets, self._context.actor
        self.jobs.write(lambda: sheets.key(actor, item, keyed))

    def _give_back(self, lines: Sequence[Any]) -> None:
        sheets, actor, sheet = self._spec.sheets, self._context.actor, self._spec.sheet
        if sheet is not None:
            self.jobs.write(lambda: sheets.give_back(actor, sheet.id, lines))

    def _open_more(self) -> None:
        """What is done seldom, as a menu at its button."""
        button = self.pane.buttons[MORE]
        menu = QMenu(button)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(tr("More"))
        for key, words, mark in (
            (NOTE, tr("With a note… (T)"), "pencil"),
            (CALL_BACK, tr("Wants a call back… (B)"), "phone-call"),
            (WRONG_NUMBER, tr("Wrong number (O)"), "phone-off"),
            (BACK, tr("Give this one back (G)"), "arrow-left"),
            (REST, tr("Give back all that is left of this sheet"), "arrow-left"),
            (AGAIN, tr("Print this sheet again…"), "printer"),
            (OPEN, tr("Whole record"), "users"),
        ):
            if self.spec.allows(key) and not (key == CALL_BACK and self._of_round()):
                action = menu.addAction(icon(mark), words)
                action.triggered.connect(lambda _=False, key=key: self.on_action(key))
        menu.popup(button.mapToGlobal(QPoint(0, -menu.sizeHint().height())))

    def _of_round(self) -> bool:
        return self._spec.sheet is not None and self._spec.sheet.round_id is not None

    def _ask_note(self, item: Any, outcome: ContactOutcome) -> None:
        of_round = self._of_round()
        if of_round and outcome is ContactOutcome.CALL_BACK:
            return
        sheets, actor = self._spec.sheets, self._context.actor

        def save(values: Mapping[str, Any]) -> object:
            return sheets.key(actor, item, keyed_call(values))

        values = keyed_values(outcome, sheets.today())
        self._ask(tr("What came of it"), keyed_fields(of_round=of_round), values, save)

    def _ask_need(self, item: Any) -> None:
        sheets, actor, needs = self._spec.sheets, self._context.actor, self._spec.needs

        def save(values: Mapping[str, Any]) -> object:
            keyed = KeyedCall(ContactOutcome.REACHED, values["note"], need_code=values["need"])
            return sheets.key(actor, item, keyed)

        def show(found: list[tuple[object, str]]) -> None:
            # Nobody read the hub's wording out: whether a helper may be told is asked before they are.
            fields = [one for one in need_fields(found, "") if one.key != "agreed"]
            self._ask(tr("Needs something"), fields, {}, save)

        self.jobs.read(lambda: [(one.code, one.label) for one in needs.all(actor) if one.is_active], show)

    def _ask(
        self,
        title: str,
        fields: Sequence[FormField],
        known: Mapping[str, Any],
        save: Callable[[dict[str, Any]], object],
    ) -> None:
        dialog = FormDialog(title, fields, save, self.jobs, self)
        dialog.form.set_values(dict(known))
        dialog.form.mark_clean()
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()


def _sheet_words(row: SheetRow, today: Any) -> str:
    number = tr("Sheet {number}", number=row.number)
    left = tr_count("{count} to key in", "{count} to key in", row.out) if row.out else ""
    parts = (number, row.caller, row.round_name, day_words(row.on_date, today), left)
    return " · ".join(part for part in parts if part)


def _short(row: SheetRow) -> str:
    return f"{row.number}, {row.caller}"


def _name(row: SheetLineRow) -> str:
    return full_name(row.first_name, row.last_name, row.preferred_name)


def _states() -> Mapping[SheetLineState, str]:
    return {
        SheetLineState.OUT: tr("On paper"),
        SheetLineState.KEYED: tr("Keyed in"),
        SheetLineState.BACK: tr("Given back"),
    }


def _what(row: SheetLineRow) -> str:
    return kinds()[row.kind] if row.kind is not None else tr("Phone round")


def _detail(row: SheetLineRow) -> Detail:
    sheet = tr("{number}, line {place}", number=row.number, place=row.place)
    facts = [
        DetailRow(tr("Sheet"), sheet, icon="clipboard-list"),
        DetailRow(tr("Rung by"), row.caller),
        DetailRow(tr("What for"), _what(row)),
    ]
    return Detail(
        _name(row),
        _states()[row.state],
        person=_name(row),
        sections=[DetailSection("", facts)],
        actions=_actions() if row.state is SheetLineState.OUT else [],
    )


def _actions() -> list[DetailAction]:
    said = (
        (REACHED, tr("Reached"), "check", ButtonKind.PRIMARY),
        (NEEDS, tr("Needs something"), "arrow-right", ButtonKind.SECONDARY),
        (NO_ANSWER, tr("No answer"), "phone-off", ButtonKind.SECONDARY),
    )
    return [
        *(DetailAction(key, words, mark, kind, (LETTERS[key],)) for key, words, mark, kind in said),
        DetailAction(MORE, tr("More"), "dots", ButtonKind.QUIET),
    ]


def _columns() -> tuple[Column, ...]:
    def name(row: SheetLineRow) -> Cell:
        return Cell(_name(row))

    def what(row: SheetLineRow) -> Cell:
        return Cell(_what(row))

    return (
        Column("place", tr("Line"), 60, sortable=False, cell=lambda row: Cell(str(row.place))),
        Column("name", tr("Name"), 200, stretch=True, kind=CellKind.STRONG, cell=name, sortable=False),
        Column("what", tr("What for"), 150, kind=CellKind.SECOND, cell=what, sortable=False, priority=1),
        Column("caller", tr("Rung by"), 140, cell=lambda row: Cell(row.caller), sortable=False, priority=2),
    )
