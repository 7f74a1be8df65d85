"""Money on show: each view with something in it, a claim being written, a meeting being recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from desktop.services.demo_money import write_money
from desktop.services.funds import Funds
from desktop.services.recharges import Recharges
from desktop.ui.money.claims import ClaimsView
from desktop.ui.money.grant_pane import MEET

if TYPE_CHECKING:
    from tests.screens.tour import Tour


def funds(tour: Tour) -> QWidget:
    """What each fund holds."""
    return _view(tour, "funds")


def to_pay(tour: Tour) -> QWidget:
    """Claims, one of them to be paid."""
    return _view(tour, "to_pay")


def shopping(tour: Tour) -> QWidget:
    """Who carries money."""
    return _view(tour, "shopping")


def recharges(tour: Tour) -> QWidget:
    """Taxis the council repays: a statement, with the name its payer does not read."""
    page = _page(tour, "recharges")
    service = Recharges(tour.hub.tools)
    page.show_record(f"recharges:{service.statements(tour.hub.actor)[0].id}")
    tour.settle()
    return tour.main.shell


def grants(tour: Tour) -> QWidget:
    """A pot to be decided."""
    return _view(tour, "grants")


def bank(tour: Tour) -> QWidget:
    """A statement beside the ledger."""
    return _view(tour, "bank")


def claim(tour: Tour) -> QWidget:
    """A claim being written."""
    page = _page(tour, ClaimsView.key)
    page.open_form(None)
    tour.settle()
    return tour.dialog()


def meeting(tour: Tour) -> QWidget:
    """A meeting about small grants."""
    page = _page(tour, "grants")
    page.table.select_id(page.table.records().ids[0])  # wherever the keyboard was in the view before
    tour.settle()
    page.on_action(MEET)
    tour.settle()
    return tour.dialog()


def rate(tour: Tour) -> QWidget:
    """What a mile is paid."""
    _page(tour, ClaimsView.key).ask_rate()
    tour.settle()
    return tour.dialog()


def _view(tour: Tour, key: str) -> QWidget:
    _page(tour, key)
    return tour.main.shell


def _page(tour: Tour, key: str) -> Any:
    if not Funds(tour.hub.tools).rows(tour.hub.actor):
        write_money(tour.hub)
    page = tour.page("money")
    page.toolbar.set_tab(key)
    page._on_query_changed()
    tour.settle()
    return page
