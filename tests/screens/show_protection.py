"""Data protection: its registers, and somebody about to be erased."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from tests.screens.tour import Tour


def erase(tour: Tour) -> QWidget:
    """Somebody with help open, about to be erased."""
    tour.page("people")
    tour.over("erase", tour.request().person_id)
    return tour.main.shell


def access(tour: Tour) -> QWidget:
    """The copy of somebody's own data, looked through."""
    tour.page("people")
    tour.over("access", tour.request().person_id)
    return tour.main.shell


def retention(tour: Tour) -> QWidget:
    """What is past its time, with the oldest of one kind named."""
    tour.page("people")
    tour.over("retention", None)
    page = tour.main.shell.page()
    next(iter(page.which.values())).click()
    tour.settle()
    return tour.main.shell


def holds(tour: Tour) -> QWidget:
    """Whose records are kept back."""
    tour.page("people")
    page = tour.over("protection")
    next(one for one in page.toolbar.tabs if one.tab.key == "holds").click()
    tour.settle()
    return tour.main.shell
