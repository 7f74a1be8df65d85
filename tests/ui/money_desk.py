"""Hands on the page of Money: open a view, press a button of the pane, answer what is asked."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import pytest
import shiboken6
from pypdf import PdfReader
from PySide6.QtWidgets import QApplication, QDialog

from db.enums import Role
from desktop.context import AppContext
from desktop.services.base import Actor
from desktop.services.users import Users
from desktop.ui.base.dialog import FileDialog, FormDialog
from desktop.ui.main_window import MainWindow
from desktop.ui.money.page import MoneyPage
from desktop.ui.preview.dialog import PreviewDialog
from tests.ui.conftest import CHEAP
from tests.ui.journey_hands import said

D = TypeVar("D", bound=QDialog)
AMINAS = "nine early larks sing"


class MoneyDesk:
    """The hands of a treasurer."""

    def __init__(self, main: MainWindow, context: AppContext, settle: Callable[[], None]) -> None:
        """Take the window."""
        self.main, self.context, self.settle = main, context, settle

    def open(self, view: str, item: str = "") -> MoneyPage:
        """A view, with the keyboard on a record of it."""
        page = self.main.shell.go_to("money", f"{view}:{item}" if item else None)
        assert isinstance(page, MoneyPage)
        self.settle()
        page.toolbar.set_tab(view)
        page._on_query_changed()
        self.settle()
        if item:
            page.show_record(f"{view}:{item}")
            self.settle()
            assert page.table.current_id() == f"{view}:{item}"
        return page

    def names(self, view: str) -> list[str]:
        """What a view lists."""
        page = self.open(view)
        return [row.name.strip() for row in page.spec.rows(page.table.records().ids)]

    def add(self, view: str, **answers: Any) -> str:
        """Write something new; its key."""
        page = self.open(view)
        assert page.toolbar.add is not None
        page.toolbar.add.click()
        self.settle()
        self.fill(**answers)
        return str(page.table.current_id()).partition(":")[2]

    def press(self, view: str, item: str, key: str, **answers: Any) -> None:
        """Press a button of the pane, and answer what it asks."""
        page = self.open(view, item)
        page.pane.buttons[key].click()
        self.settle()
        if answers:
            self.fill(**answers)

    def pay_with_amina(self, view: str, item: str, key: str) -> None:
        """Pay what one approved oneself: the second person types their own passphrase."""
        page = self.open(view, item)
        assert "a second person has to agree" in said(page.pane)
        page.pane.buttons[key].click()
        self.settle()
        paying = self.form()
        paying.primary.click()
        self.settle()
        (second,) = [one for one in paying.findChildren(FormDialog) if one.isVisible()]
        assert second.windowTitle() == "It takes two"
        assert "Kofi" not in said(second)
        second.form.set_values({"name": "Amina", "passphrase": AMINAS})
        second.primary.click()
        self.settle()
        assert not shiboken6.isValid(paying) or not paying.isVisible()

    def form(self) -> FormDialog:
        """The form on show."""
        (found,) = _shown(FormDialog)
        return found

    def fill(self, **answers: Any) -> None:
        """Answer the form on show, and save it."""
        form = self.form()
        for name, value in answers.items():
            form.form.editor(name).set_value(value)
        form.primary.click()
        self.settle()
        assert not shiboken6.isValid(form) or not form.isVisible(), form.form.problems()

    def paper(self) -> str:
        """The words of the paper on show, which is closed."""
        (preview,) = _shown(PreviewDialog)
        pages = PdfReader(io.BytesIO(preview.document.content)).pages
        words = " ".join(" ".join(page.extract_text() for page in pages).split())
        preview.reject()
        self.settle()
        return words

    def save_to(self, path: Path) -> str:
        """Choose where a file goes; what is in it."""
        (dialog,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, FileDialog)]
        dialog.fileSelected.emit(str(path))
        dialog.reject()
        self.settle()
        return path.read_text(encoding="utf-8")


def _shown(kind: type[D]) -> list[D]:
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()]


@pytest.fixture
def money(main: MainWindow, context: AppContext, settle: Callable[[], None]) -> MoneyDesk:
    """The page of Money."""
    return MoneyDesk(main, context, settle)


def amina(context: AppContext) -> Actor:
    """A second account that may agree."""
    roles, folder = frozenset({Role.COORDINATOR}), context.hub.folder.path
    made = context.service(Users).add(context.actor, folder, "Amina", AMINAS, roles, params=CHEAP)
    return Actor(made.made, "Amina", roles)
