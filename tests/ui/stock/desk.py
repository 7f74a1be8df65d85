"""Hands on the page of Stock: open a view, press a button of the pane, answer what is asked."""

from collections.abc import Callable

import pytest

from desktop.context import AppContext
from desktop.ui.main_window import MainWindow
from desktop.ui.stock.page import StockPage
from tests.ui.money_desk import MoneyDesk


class StockDesk(MoneyDesk):
    """The hands of a storekeeper."""

    def open(self, view: str, item: str = "") -> StockPage:  # type: ignore[override]
        """A view, with the keyboard on a record of it."""
        page = self.main.shell.go_to("stock", f"{view}:{item}" if item else None)
        assert isinstance(page, StockPage)
        self.settle()
        page.toolbar.set_tab(view)
        page._on_query_changed()
        self.settle()
        if item:
            page.show_record(f"{view}:{item}")
            self.settle()
            assert page.table.current_id() == f"{view}:{item}"
        return page

    def line(self, typed: str, **answers: object) -> None:
        """Type goods in one line."""
        self.open("items").ask_quick()
        self.settle()
        self.fill(line=typed, **answers)


@pytest.fixture
def store(main: MainWindow, context: AppContext, settle: Callable[[], None]) -> StockDesk:
    """The page of Stock in the window."""
    return StockDesk(main, context, settle)
