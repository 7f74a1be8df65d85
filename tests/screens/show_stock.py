"""Stock on show: each view with something in it, goods typed in a line, a count being keyed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from desktop.services.demo_stock import write_stock
from desktop.services.stock import Stock
from desktop.ui.stock.places import COUNT

if TYPE_CHECKING:
    from tests.screens.tour import Tour


def items(tour: Tour) -> QWidget:
    """What there is."""
    return _view(tour, "items")


def first(tour: Tour) -> QWidget:
    """What spoils first."""
    return _view(tour, "first")


def parcels(tour: Tour) -> QWidget:
    """Parcels of a round."""
    return _view(tour, "parcels")


def homes(tour: Tour) -> QWidget:
    """Who gets two, and who gets none."""
    return _view(tour, "homes")


def recipes(tour: Tour) -> QWidget:
    """What goes into a parcel."""
    return _view(tour, "recipes")


def moves(tour: Tour) -> QWidget:
    """Every movement."""
    return _view(tour, "moves")


def quick(tour: Tour) -> QWidget:
    """Goods typed in one line."""
    _page(tour, "items").ask_quick()
    tour.settle()
    return tour.dialog()


def item(tour: Tour) -> QWidget:
    """An item being written down."""
    _page(tour, "items").open_form(None)
    tour.settle()
    return tour.dialog()


def count(tour: Tour) -> QWidget:
    """A count being keyed."""
    _page(tour, "places").on_action(COUNT)
    tour.settle()
    return tour.dialog()


def _view(tour: Tour, key: str) -> QWidget:
    _page(tour, key)
    return tour.main.shell


def _page(tour: Tour, key: str) -> Any:
    if not Stock(tour.hub.tools).places(tour.hub.actor):
        write_stock(tour.hub)
    page = tour.page("stock")
    page.toolbar.set_tab(key)
    page._on_query_changed()
    tour.settle()
    return page
