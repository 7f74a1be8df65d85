"""Hands on the volunteer bank: a view of it, somebody in it, and the form that opens."""

from collections.abc import Callable
from typing import Any

import shiboken6
from PySide6.QtWidgets import QApplication

from desktop.ui.base.bulk import BulkDialog
from desktop.ui.base.dialog import FormDialog
from desktop.ui.main_window import MainWindow
from desktop.ui.volunteers.bank_page import BankPage


class BankHands:
    """What a volunteer manager does in the bank."""

    def __init__(self, main: MainWindow, settle: Callable[[], None]) -> None:
        """Take the window."""
        self.main, self.settle = main, settle

    def view(self, key: str, volunteer: str = "", **narrowed: Any) -> BankPage:
        """A view of the bank, with the keyboard on somebody where they are named."""
        self.main.shell.go_to("volunteers")
        self.settle()
        self.main._open_over("bank", f"tab:{key}")
        self.settle()
        page = self.main.shell.page()
        assert isinstance(page, BankPage)
        page.toolbar.set_chosen(narrowed)
        page.reload()
        self.settle()
        self.main.shell.activateWindow()
        page.table.setFocus()
        if volunteer:
            assert page.table.select_id(volunteer)
            self.settle()
        return page

    def listed(self, key: str, **narrowed: Any) -> list[str]:
        """Who stands in a view."""
        return [str(one) for one in self.view(key, **narrowed).table.records().ids]

    def press(self, view: str, volunteer: str, key: str, **answers: Any) -> None:
        """Press a button of somebody's pane, and answer the form it opens where it opens one."""
        self.view(view, volunteer).pane.buttons[key].click()
        self.settle()
        if answers:
            self.fill(**answers)

    def fill(self, **answers: Any) -> None:
        """Answer the form that is open, and save it."""
        form = next(
            one for one in QApplication.topLevelWidgets() if isinstance(one, FormDialog) and one.isVisible()
        )
        for name, value in answers.items():
            form.form.editor(name).set_value(value)
        form.primary.click()
        self.settle()
        assert not shiboken6.isValid(form) or not form.isVisible(), form.form.problems()

    def all_at_once(self, view: str, act: str) -> str:
        """Pick everybody of a view and do one thing to them; what was said of it first."""
        page = self.view(view)
        page.table.selectAll()
        page.strip.buttons[act].click()
        self.settle()
        dialog = next(one for one in page.findChildren(BulkDialog) if one.isVisible())
        said = dialog.primary.text()
        dialog.primary.click()
        self.settle()
        return said
