"""The Checks page: who can do what, and what is missing."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QMargins
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.enums import CheckType
from desktop.context import AppContext
from desktop.services.areas import Areas
from desktop.services.check_register import Asked, CheckRegister, GridRow, soon
from desktop.services.check_upkeep import CheckUpkeep
from desktop.services.checks import Checks
from desktop.services.volunteers import Volunteers
from desktop.ui.base.chip import StatusLabel
from desktop.ui.base.columns import Group
from desktop.ui.base.detail import Detail, DetailPane
from desktop.ui.base.dialog import ConfirmDialog
from desktop.ui.base.flow import FlowLayout
from desktop.ui.base.i18n import tr
from desktop.ui.base.record_spec import ADD, Listing, ListQuery, RecordSpec
from desktop.ui.base.rescale import keep_sizes
from desktop.ui.base.theme import px
from desktop.ui.base.tokens import Tone
from desktop.ui.volunteers.check_dialogs import ask_check, change_checks, record_result
from desktop.ui.volunteers.checks_cells import grid_columns
from desktop.ui.volunteers.checks_pane import (
    DESTROY,
    LETTER,
    NEXT,
    VOLUNTEER,
    ChecksPane,
    checks_detail,
    next_act,
)
from desktop.ui.volunteers.checks_tabs import ACT, ALL, CHECKS_PLACE, SOON, ChecksListPage, checks_tabs
from desktop.ui.volunteers.letter_dialog import open_letters
from desktop.ui.volunteers.pane import CHECKS

LIST_WIDTH, PANE_WIDTH = 842, 312
"""The register is wider than other lists."""


class ChecksSpec(RecordSpec):
    """The register: volunteers by kinds of check."""

    acts = {
        ADD: "check.set",
        NEXT: "check.set",
        CHECKS: "check.set",
        DESTROY: "check.set",
        LETTER: "letter.print",
    }
    entities = frozenset({"check_record", "volunteer", "person", "clearance_rule"})
    icon = "shield-check"
    whole = ALL

    def __init__(self, context: AppContext) -> None:
        """Take the services from the context."""
        self._context = context
        self._actor = context.actor
        self._register = context.service(CheckRegister)
        self._asked: Asked | None = None
        self.title = tr("Checks")
        self.empty = tr("Everyone is up to date.")
        self.search_hint = tr("Name or number")
        self.add = tr("Record a check")
        self.tabs = checks_tabs()
        self.columns = grid_columns(self._register.scheme(self._actor))

    def listing(self, query: ListQuery) -> Listing:
        """Ids for a query."""
        asked = self._asked = self._register.asked(self._actor)
        among = None
        if query.text.strip():
            among = self._context.service(Volunteers).find(self._actor, query.text)
        due = self._register.due(self._actor, asked, among, query.descending)
        ending = {one.id for one in soon(due, self._register.today())}
        keys = {ACT: {one.id for one in due if one.act}, SOON: ending}.get(query.tab)
        listed = due if keys is None else [one for one in due if one.id in keys]
        acts = sum(one.act for one in listed)
        groups = [Group(tr("Needs someone to act"), acts), Group(tr("Up to date"), len(listed) - acts)]
        return Listing(
            [one.id for one in listed],
            [one for one in groups if one.count],
            {ALL: len(due), ACT: sum(one.act for one in due), SOON: len(ending)},
            tr("Who can do what, and what is missing"),
        )

    def rows(self, ids: Sequence[Any]) -> Sequence[GridRow]:
        """Rows for ids."""
        return self._register.rows(self._actor, self._rules(), ids)

    def detail(self, item: Any) -> Detail:
        """What the pane shows."""
        checks, volunteers = self._context.service(Checks), self._context.service(Volunteers)
        held = volunteers.get(self._actor, item)
        names = {str(key): name for key, name in self._context.service(Areas).choices(self._actor)}
        areas = ", ".join(sorted(names[key] for key in held.draft.area_ids if key in names))
        (row,) = self.rows([item])
        lines, can = checks.of(self._actor, item), checks.can_do(self._actor, item)
        return checks_detail(held, row, lines, can, areas, self._register.today())

    def empty_for(self, query: ListQuery) -> str:
        """What to say when a query finds nothing."""
        return tr("Nobody matches. Check the spelling.") if query.text.strip() else self.empty

    def _rules(self) -> Asked:
        if self._asked is None:
            self._asked = self._register.asked(self._actor)
        return self._asked


class ChecksPage(ChecksListPage):
    """Checks."""

    page, view = CHECKS_PLACE, ALL

    def __init__(self, context: AppContext) -> None:
        """Make the page."""
        super().__init__(ChecksSpec(context), context.jobs)
        self._context = context
        self.legend = _legend(self)
        listed = self.strip.parentWidget()
        column = listed.layout() if listed is not None else None
        assert isinstance(column, QVBoxLayout)
        column.addWidget(self.legend)
        keep_sizes(self.splitter, [LIST_WIDTH, PANE_WIDTH])
        self.splitter.setSizes([px(LIST_WIDTH), px(PANE_WIDTH)])
        self.acted.connect(self._on_acted)

    def make_pane(self) -> DetailPane:
        """The pane with the next act above its lines."""
        return ChecksPane(self)

    def open_form(self, item: Any = None, given: Mapping[str, Any] | None = None) -> None:
        """Record what is next for a volunteer, or any check of the one the keyboard is on."""
        who = self.table.current_id()
        if not self.spec.allows(ADD):
            return
        if item is not None:
            self._record_next(item)
        elif who is not None:
            ask_check(self, self._context, who)

    def record_next_of(self, kind: CheckType) -> None:
        """Record what came of one kind of check, for the volunteer the keyboard is on."""
        who = self.table.current_id()
        if who is not None and self.spec.allows(NEXT):
            record_result(self, self._context, who, kind)

    def _on_acted(self, key: str, item: Any) -> None:
        if key == CHECKS:
            change_checks(self, self._context, item)
        elif key == VOLUNTEER:
            self.place_asked.emit("volunteers", item)
        elif key == DESTROY:
            self._ask_destroy(item)
        elif key == NEXT:
            self._record_next(item)
        elif key == LETTER:
            self._write_about_next(item)

    def _write_about_next(self, item: Any) -> None:
        """Offer the letters about the check that ends next."""
        spec, checks, actor = self.spec, self._context.service(Checks), self._context.actor

        def read() -> list[str]:
            (row,) = spec.rows([item])
            act = next_act(row)
            lines = checks.of(actor, item) if act is not None else []
            return [one.id for one in lines if act is not None and one.type is act.kind][:1]

        self.jobs.read(read, lambda ids: open_letters(self, self._context, ids))

    def _record_next(self, item: Any) -> None:
        spec = self.spec

        def read() -> CheckType | None:
            (row,) = spec.rows([item])
            act = next_act(row)
            return act.kind if act else None

        self.jobs.read(read, lambda kind: record_result(self, self._context, item, kind))

    def _ask_destroy(self, item: Any) -> None:
        upkeep, actor = self._context.service(CheckUpkeep), self._context.actor

        def ask(ids: list[str]) -> None:
            dialog = ConfirmDialog(
                tr("Destroy old certificate details?"),
                tr(
                    "Shred what is kept on paper first. Here the number is emptied, in the history too; what"
                    " was decided, the dates and who saw it stay."
                ),
                tr("Destroy"),
                self,
                on_yes=lambda: self.jobs.write(lambda: upkeep.destroy(actor, ids)),
            )
            dialog.open()

        self.jobs.read(lambda: [one.id for one in upkeep.old_details(actor) if one.volunteer_id == item], ask)


def _legend(parent: QWidget) -> QWidget:
    """What the icons mean."""
    bar = QWidget(parent)
    row = FlowLayout(bar, margins=QMargins(16, 8, 16, 8))
    said = (
        ("minus", tr("not needed for the tasks they do")),
        ("circle-dashed", tr("not started")),
        ("hourglass", tr("waiting for others")),
        ("lock", tr("blocks some tasks")),
    )
    for icon, words in said:
        row.addWidget(StatusLabel(words, bar, icon=icon, tone=Tone.SECOND))
    return bar
