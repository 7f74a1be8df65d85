"""What each task needs, on show: the table, a rule's form, and what a change would do."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from desktop.ui.volunteers.rules_dialogs import RuleDialog, add_rule, change_rules
from desktop.ui.volunteers.rules_pane import HISTORY
from desktop.ui.volunteers.rules_preview import PreviewDialog

if TYPE_CHECKING:
    from tests.screens.tour import Tour


def _rules(tour: Tour) -> Any:
    """The page, on shopping."""
    tour.page("checks")
    page = tour.over("rules")
    page.table.select_id("shopping")
    tour.settle()
    return page


def rules(tour: Tour) -> QWidget:
    """The table, on a task the law has rules for."""
    _rules(tour)
    return tour.main.shell


def rule_list(tour: Tour) -> QWidget:
    """The rules of one task, to change, look at or take out."""
    page = _rules(tour)
    change_rules(page, tour.context, page._spec.row("shopping"))
    return tour.dialog()


def rule_form(tour: Tour) -> QWidget:
    """A rule half typed."""
    _add(tour)
    return tour.dialog()


def rule_preview(tour: Tour) -> QWidget:
    """Whom a new rule would touch."""
    form = _add(tour)
    form.primary.click()
    tour.settle()
    return next(one for one in form.findChildren(PreviewDialog) if one.isVisible())


def rule_history(tour: Tour) -> QWidget:
    """Every version of a task's rules."""
    _rules(tour).pane.acted.emit(HISTORY)
    tour.settle()
    return tour.dialog()


def _add(tour: Tour) -> RuleDialog:
    page = _rules(tour)
    add_rule(page, tour.context, "shopping")
    tour.settle()
    dialog = tour.dialog()
    assert isinstance(dialog, RuleDialog)
    form = dialog.form
    form.editor("check").set_value("first_aid")
    form.editor("source").set_value("Hub policy 7: first aid for whoever goes into a home")
    form.editor("review_on").set_value(date(2027, 11, 1))
    form.editor("reason").set_value("Agreed by the trustees on 3 November")
    return dialog
