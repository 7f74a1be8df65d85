"""What each task needs: kinds of help by kinds of check, and their rules, edited by the safeguarding lead."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QMargins
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.context import AppContext
from desktop.services.rule_lists import TaskRules
from desktop.services.rules import Rules
from desktop.ui.base.chip import StatusLabel
from desktop.ui.base.detail import Detail
from desktop.ui.base.flow import FlowLayout
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.record_spec import ADD, Listing, ListQuery, RecordSpec
from desktop.ui.base.rescale import keep_sizes
from desktop.ui.base.theme import px
from desktop.ui.base.tokens import Tone
from desktop.ui.volunteers.checks_tabs import RULES, ChecksListPage, checks_tabs
from desktop.ui.volunteers.rules_cells import LAW_ICON, PAIR_ICON, POLICY_ICON, rule_columns
from desktop.ui.volunteers.rules_dialogs import add_rule, change_rules
from desktop.ui.volunteers.rules_pane import CHANGE, HISTORY, HistoryDialog, rules_detail

LIST_WIDTH, PANE_WIDTH = 832, 322
"""The table is wider than other lists, and sources are long."""


class RulesSpec(RecordSpec):
    """The table: kinds of help by kinds of check."""

    acts = {ADD: "rule.set", CHANGE: "rule.set", HISTORY: "rule.see"}
    entities = frozenset({"clearance_rule", "need_type"})
    icon = "shield-check"
    whole = RULES

    def __init__(self, context: AppContext) -> None:
        """Take the service from the context."""
        self._rules, self._actor = context.service(Rules), context.actor
        self._held: Mapping[str, TaskRules] = {}
        self.title = tr("Checks")
        self.empty = tr("There is no kind of help yet. Settings has them.")
        self.add = tr("Add a rule")
        self.tabs = checks_tabs()
        self.columns = rule_columns(self._rules.offered(self._actor))

    def listing(self, query: ListQuery) -> Listing:
        """Kinds of help in the hub's order."""
        table = self._rules.table(self._actor)
        self._held = {one.code: one for one in table}
        late = sum(one.is_overdue for one in table)
        words = tr("What each task needs, and who says so")
        if late:
            words = tr_count(
                "{count} task has a rule to be looked at again",
                "{count} tasks have rules to be looked at again",
                late,
            )
        return Listing([one.code for one in table], (), {}, words)

    def rows(self, ids: Sequence[Any]) -> Sequence[TaskRules]:
        """Rows for ids."""
        return [self._held[one] for one in ids if one in self._held]

    def detail(self, item: Any) -> Detail:
        """What the pane shows."""
        return rules_detail(self._held[item], self._rules.today())

    def row(self, item: Any) -> TaskRules:
        """A kind of help with its rules, as listed."""
        return self._held[item]


class RulesPage(ChecksListPage):
    """What each task needs."""

    page = view = RULES

    def __init__(self, context: AppContext) -> None:
        """Make the page."""
        self._spec = RulesSpec(context)
        super().__init__(self._spec, context.jobs)
        self._context = context
        self.toolbar.set_tab(RULES)
        self.legend = _legend(self)
        listed = self.strip.parentWidget()
        column = listed.layout() if listed is not None else None
        assert isinstance(column, QVBoxLayout)
        column.addWidget(self.legend)
        keep_sizes(self.splitter, [LIST_WIDTH, PANE_WIDTH])
        self.splitter.setSizes([px(LIST_WIDTH), px(PANE_WIDTH)])
        self.acted.connect(self._on_acted)

    def open_form(self, item: Any = None, given: Mapping[str, Any] | None = None) -> None:
        """Add a rule to the kind of help the keyboard is on; with a record, change its rules."""
        if not self.spec.allows(ADD):
            return
        if item is None:
            add_rule(self, self._context, self.table.current_id() or "")
        else:
            change_rules(self, self._context, self._spec.row(item))

    def _on_acted(self, key: str, item: Any) -> None:
        if key == CHANGE:
            self.open_form(item)
        elif key == HISTORY:
            rules, actor, need = self._context.service(Rules), self._context.actor, self._spec.row(item).need
            self.jobs.read(
                lambda: rules.history(actor, item), lambda found: HistoryDialog(need, found, self).open()
            )


def _legend(parent: QWidget) -> QWidget:
    """What the icons mean."""
    bar = QWidget(parent)
    row = FlowLayout(bar, margins=QMargins(16, 8, 16, 8))
    said = (
        (LAW_ICON, tr("the law asks for it"), Tone.INFO),
        (POLICY_ICON, tr("your hub asks for it"), Tone.SECOND),
        (PAIR_ICON, tr("or going with a checked volunteer"), Tone.SECOND),
        ("minus", tr("not asked for"), Tone.SECOND),
    )
    for icon, words, tone in said:
        row.addWidget(StatusLabel(words, bar, icon=icon, tone=tone))
    return bar
