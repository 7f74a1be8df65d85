"""Street groups: who is due a call, with the phone beside and the answer by one key."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu

from db.enums_groups import CheckInOutcome
from db.queries.groups import GroupFilter, GroupRow
from desktop.context import AppContext
from desktop.domain.phones import national
from desktop.services.areas import Areas
from desktop.services.groups import CHASE, Groups
from desktop.services.history import History
from desktop.services.organisations import Organisations
from desktop.ui.base.button import Button
from desktop.ui.base.columns import Cell, CellKind, Column, Group
from desktop.ui.base.detail import Detail
from desktop.ui.base.dialog import FileDialog, FormDialog
from desktop.ui.base.form_fields import FormField
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.icons import icon
from desktop.ui.base.record_page import MORE, RecordPage
from desktop.ui.base.record_spec import (
    ADD,
    VOID,
    FormData,
    ListFilter,
    Listing,
    ListQuery,
    ListTab,
    RecordSpec,
)
from desktop.ui.base.tokens import Tone
from desktop.ui.groups.pack import show_pack
from desktop.ui.groups.pane import NOTE, OPEN_IN, PACK, RAISE, group_detail, more_actions, quiet_days
from desktop.ui.groups.words import (
    LETTERS,
    back_fields,
    follow_fields,
    group_fields,
    issue_draft,
    issue_fields,
    issue_move,
    note_fields,
    outcome_look,
    outcomes,
)
from desktop.ui.help_words import short_date

DUE, ALL, ISSUES = "due", "", "issues"
ISSUE_PREFIX = "issue:"
"""What stands before the key of an issue where the page is asked for one."""


class GroupsSpec(RecordSpec):
    """Street groups as a worklist with a pane."""

    acts = {
        ADD: "organisation.set",
        VOID: "organisation.void",
        RAISE: "group.ring",
        NOTE: "group.ring",
        PACK: "group.print",
        **dict.fromkeys(CheckInOutcome, "group.ring"),
    }
    entities = frozenset(
        {"organisation", "organisation_area", "group_check_in", "group_issue", "area", "request"}
    )
    icon = "building-community"
    concern = "organisation"
    can_bring_back = True

    def __init__(self, context: AppContext) -> None:
        """Take the services from the context."""
        self._context, self._actor = context, context.actor
        self.groups = context.service(Groups)
        self._areas = context.service(Areas)
        self.title = tr("Street groups")
        self.empty = tr("No street groups yet. A name and somebody to ring is enough to add one.")
        self.search_hint = tr("Name, contact or number")
        self.add = tr("Add groups")
        self.void_verb = tr("Take off the list")
        self.void_sentence = tr("What was shared with it stays on record.")
        self.whole = ALL
        self.tabs = (
            ListTab(DUE, tr("Due a call")),
            ListTab(ALL, tr("All groups")),
            ListTab(ISSUES, tr("With open issues")),
        )
        self.filters = (ListFilter("area", tr("Area:"), self._area_choices),)
        self.columns = _columns(self.groups.today())

    def listing(self, query: ListQuery) -> Listing:
        """Ids for a query."""
        found = self.groups.find(self._actor, query.text) if query.text.strip() else None
        wanted = GroupFilter(
            found,
            self.groups.today() if query.tab == DUE else None,
            area_id=str(query.filters.get("area") or ""),
            with_issues=query.tab == ISSUES,
        )
        ids = self.groups.ids(self._actor, wanted, query.sort or "due", query.descending)
        counts = self.groups.counts(self._actor)
        said = tr_count("{count} to ring today", "{count} to ring today", counts.due)
        groups = self._headings(ids) if not query.sort else []
        shown = {DUE: counts.due, ALL: counts.every, ISSUES: counts.with_issues}
        return Listing(ids, groups, shown, said)

    def rows(self, ids: Sequence[Any]) -> Sequence[GroupRow]:
        """Rows for ids."""
        return self.groups.rows(self._actor, ids)

    def detail(self, item: Any) -> Detail:
        """What the pane shows: the number to ring first."""
        return group_detail(self.groups.get(self._actor, item), self.groups.today())

    def form(self, item: Any) -> FormData:
        """What new groups are asked for; the whole record is edited among the organisations."""
        sentence = tr("One group on each line. A list copied from a spreadsheet can be pasted.")
        return FormData(tr("Add street groups"), group_fields(), {}, sentence)

    def save(self, item: Any, values: Mapping[str, Any]) -> object:
        """Add groups."""
        return self.groups.add_list(self._actor, values["lines"])

    def void(self, item: Any, reason: str) -> object:
        """Take a group off the list."""
        return self._context.service(Organisations).void(self._actor, item, reason)

    def taken_off(self) -> Sequence[Any]:
        """Ids of what was taken off the list."""
        return self.groups.ids(self._actor, GroupFilter(voided=True), "name")

    def bring_back(self, item: Any) -> object:
        """Bring back what was taken off."""
        return self._context.service(History).bring_back(self._actor, item)

    def empty_for(self, query: ListQuery) -> str:
        """What to say when a query finds nothing."""
        if query.text.strip() or query.filters.get("area"):
            return tr("Nothing matches. Check the spelling, or show all.")
        counts = self.groups.counts(self._actor)
        if not counts.every:
            return self.empty
        if query.tab == DUE and counts.never:
            return tr("Today's calls are done. Groups never rung yet come on the days ahead.")
        if query.tab == DUE:
            return tr("Every group was rung this week.")
        return (
            tr("Nothing is open. Groups raise things when you ring.") if query.tab == ISSUES else self.empty
        )

    def _headings(self, ids: Sequence[str]) -> list[Group]:
        """The seven-day line: those not heard for over a week stand apart from the others that are due."""
        today, found = self.groups.today(), [0, 0, 0]
        for row in self.groups.rows(self._actor, ids):
            found[_rank(row, today)] += 1
        titles = (tr("Never rung"), tr("Due a call"), tr("Rung, due again later"))
        return [Group(title, count) for title, count in zip(titles, found, strict=True) if count]

    def _area_choices(self) -> list[tuple[object, str]]:
        return [(None, tr("All")), *self._areas.choices(self._actor)]


class GroupsPage(RecordPage):
    """Street groups."""

    def __init__(self, context: AppContext) -> None:
        """Make the page."""
        self._context = context
        self._spec = GroupsSpec(context)
        super().__init__(self._spec, context.jobs)
        self.toolbar.set_tab(DUE)
        for place in (self.add_to_strip, self.empty.add_button):
            button = Button(tr("From a file…"), icon="file-import", small=True, action="organisation.set")
            button.clicked.connect(self.ask_file)
            place(button)
        self.acted.connect(self._on_acted)
        for outcome, letter in LETTERS.items():
            keys = QShortcut(QKeySequence(letter), self.table)
            keys.setContext(Qt.ShortcutContext.WidgetShortcut)
            keys.activated.connect(partial(self.on_action, outcome.value))

    def show_record(self, item: Any) -> None:
        """Put a group forward, or an issue of one, asked for as ``issue:`` and its key."""
        if not str(item or "").startswith(ISSUE_PREFIX):
            super().show_record(item)
            return
        self.follow(str(item).removeprefix(ISSUE_PREFIX))

    def follow(self, issue_id: str) -> None:
        """Ask what was done about an issue."""
        groups, actor = self._spec.groups, self._context.actor

        def read() -> tuple[Any, list[tuple[str, str]]]:
            return groups.issue(actor, issue_id), groups.owners(actor)

        def show(answer: tuple[Any, list[tuple[str, str]]]) -> None:
            row, owners = answer
            known = {
                "state": row.state,
                "told": row.told_on is not None,
                "chase_on": groups.today() + CHASE,
                "owner_id": row.owner_id,
                "owner_name": "" if row.owner_id else row.owner,
            }

            def save(values: Mapping[str, Any]) -> object:
                owner = values["owner_id"] or None, values["owner_name"]
                return groups.move_issue(actor, issue_id, issue_move(values), owner)

            title = tr("Issue {number}, {group}", number=str(row.number), group=row.group)
            self._ask(title, follow_fields(owners), known, save, row.words)

        self.jobs.read(read, show)

    def ask_file(self) -> None:
        """Ask which list of groups to bring in."""
        dialog = FileDialog(self.window(), tr("A list of street groups"))
        dialog.setFileMode(FileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([tr("List (*.csv *.xlsx *.ods *.xls *.txt)")])
        dialog.fileSelected.connect(self.look_at)
        dialog.open()

    def look_at(self, chosen: str) -> None:
        """Show the groups of a file, to be looked over before they are added."""
        data, save = self._spec.form(None), partial(self._spec.save, None)

        def read() -> str:
            from desktop.imports.group_list import group_lines

            return group_lines(Path(chosen))

        def show(lines: str) -> None:
            self._ask(data.title, data.fields, {"lines": lines}, save, data.sentence, tr("Add them"))

        self.jobs.read(read, show)

    def _on_acted(self, key: str, item: Any) -> None:
        if key == CheckInOutcome.ALL_WELL or key == CheckInOutcome.NO_ANSWER:
            self._record(item, CheckInOutcome(key))
        elif key in (CheckInOutcome.NEEDS_SOMETHING, RAISE):
            self._ask_need(item, rung=key != RAISE)
        elif key == CheckInOutcome.CALL_BACK:
            known = {"next_on": self._spec.groups.today() + CHASE}
            self._ask_call(item, tr("Wants a call back"), CheckInOutcome.CALL_BACK, back_fields(), known)
        elif key == NOTE:
            self._ask_call(item, tr("All well"), CheckInOutcome.ALL_WELL, note_fields(), {})
        elif key == PACK:
            show_pack(self, self._context, item)
        elif key == MORE:
            self._open_more()
        elif key == OPEN_IN:
            self.place_asked.emit("organisations", item)

    def _open_more(self) -> None:
        """What is done seldom, as a menu at its button."""
        button = self.pane.buttons[MORE]
        menu = QMenu(button)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(tr("More"))
        for key, words, mark in more_actions():
            if self.spec.allows(key):
                action = menu.addAction(icon(mark), words)
                action.triggered.connect(lambda _=False, key=key: self.on_action(key))
        menu.popup(button.mapToGlobal(QPoint(0, -menu.sizeHint().height())))

    def _record(self, item: Any, outcome: CheckInOutcome) -> None:
        groups, actor = self._spec.groups, self._context.actor
        self.jobs.write(lambda: groups.check_in(actor, item, outcome))

    def _ask_call(
        self,
        item: Any,
        title: str,
        outcome: CheckInOutcome,
        fields: Sequence[FormField],
        known: Mapping[str, Any],
    ) -> None:
        groups, actor = self._spec.groups, self._context.actor

        def save(values: Mapping[str, Any]) -> object:
            return groups.check_in(actor, item, outcome, values["note"], values.get("next_on"))

        self._ask(title, fields, known, save)

    def _ask_need(self, item: Any, *, rung: bool) -> None:
        groups, actor = self._spec.groups, self._context.actor

        def save(values: Mapping[str, Any]) -> object:
            issue = issue_draft(values)
            if rung:
                return groups.check_in(actor, item, CheckInOutcome.NEEDS_SOMETHING, issue=issue)
            return groups.raise_issue(actor, item, issue)

        def show(owners: list[tuple[str, str]]) -> None:
            known = {"owner_id": actor.user_id, "chase_on": groups.today() + CHASE}
            title = tr("Needs something") if rung else tr("Raise an issue")
            self._ask(title, issue_fields(owners), known, save)

        self.jobs.read(lambda: groups.owners(actor), show)

    def _ask(
        self,
        title: str,
        fields: Sequence[FormField],
        known: Mapping[str, Any],
        save: Callable[[dict[str, Any]], object],
        sentence: str = "",
        verb: str = "",
    ) -> None:
        dialog = FormDialog(title, fields, save, self.jobs, self, verb=verb, sentence=sentence)
        dialog.form.set_values(dict(known))
        dialog.form.mark_clean()
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()


def _rank(row: GroupRow, today: date) -> int:
    if row.due_on is None:
        return 0
    return 1 if row.due_on <= today else 2


def _columns(today: date) -> tuple[Column, ...]:
    def due(row: GroupRow) -> Cell:
        if row.due_on is None:
            return Cell(tr("Never rung"), "calendar-due", Tone.WARN)
        late = row.due_on < today
        words = tr("Today") if row.due_on == today else short_date(row.due_on)
        return Cell(words, "calendar-due" if late else "", Tone.WARN if late else None)

    def heard(row: GroupRow) -> Cell:
        days = quiet_days(row, today)
        if days is None:
            return Cell("—", spoken=tr("Never heard from"))
        words = tr("Today") if days == 0 else tr_count("{count} day ago", "{count} days ago", days)
        # The seven-day line: whoever was not heard from for over a week stands out.
        return Cell(words, "alert-triangle" if days > 7 else "", Tone.WARN if days > 7 else None)

    def last(row: GroupRow) -> Cell:
        if row.last_outcome is None:
            return Cell("—", spoken=tr("Never rung"))
        icon, tone = outcome_look(row.last_outcome)
        return Cell(outcomes()[row.last_outcome], icon, tone)

    return (
        Column("name", tr("Group"), 190, stretch=True, kind=CellKind.STRONG),
        Column("contact", tr("Whom to ring"), 130, cell=lambda row: row.contact_name, priority=1),
        Column("phone", tr("Phone"), 120, formatter=national, sortable=False, action="phone.see"),
        Column("due", tr("Ring on"), 110, cell=due),
        Column("heard", tr("Last heard"), 110, cell=heard, priority=2),
        Column("last", tr("Last time"), 140, cell=last, sortable=False, kind=CellKind.SECOND, priority=3),
        Column(
            "issues",
            tr("Issues"),
            70,
            cell=lambda row: str(row.issues) if row.issues else "",
            align_right=True,
            priority=4,
        ),
    )
