"""The directory, a service's form, and an area picked on the map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from desktop.ui.base.theme import px
from desktop.ui.organisations.area_map_dialog import AreaMapDialog

if TYPE_CHECKING:
    from tests.screens.tour import Tour


def directory(tour: Tour) -> QWidget:
    """Who can help, with a card."""
    page = tour.over("directory")
    page.table.select_id(page.table.records().ids[0])
    tour.settle()
    return tour.main.shell


def service_form(tour: Tour) -> QWidget:
    """What is asked about a service."""
    page = tour.over("directory")
    page.open_form(page.table.records().ids[0])
    return tour.dialog()


def area_map(tour: Tour) -> QWidget:
    """An area with a postcode taken in and one taken out."""
    page = tour.page("areas")
    page.table.select_id(page.table.records().ids[0])
    tour.settle()
    page.on_action("map")
    dialog = tour.dialog()
    assert isinstance(dialog, AreaMapDialog)
    # Opening it fitted it to a screen that is not there.
    dialog.resize(QSize(px(1160), px(700)).boundedTo(tour.main.shell.size() - QSize(16, 40)))
    tour.settle()
    dialog.view._ask()
    tour.settle()
    units = dialog.view.units
    inside = [one for one in units if dialog.view.is_in(one)]
    outside = [one for one in units if not dialog.view.is_in(one)]
    for one in (*inside[:3], *outside[:4]):
        dialog.view.pressed.emit(one.postcode)
        tour.settle()
    dialog._ask_who()
    return dialog


def request_whose(tour: Tour) -> QWidget:
    """Who looks after a request, asked."""
    page = tour.page("requests")
    page.table.select_id(page.table.records().ids[0])
    tour.settle()
    page.on_action("owner")
    return tour.dialog()
