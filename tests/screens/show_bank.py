"""The volunteer bank on show, with what opens over it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from tests.screens.tour import Tour


def thank(tour: Tour) -> QWidget:
    """Whom to thank, and what each gave."""
    _view(tour, "thank")
    return tour.main.shell


def recall(tour: Tour) -> QWidget:
    """Whom to ring, with the answers beside."""
    _view(tour, "recall")
    return tour.main.shell


def placed(tour: Tour) -> QWidget:
    """Who is placed with a host."""
    _view(tour, "placed")
    return tour.main.shell


def ask(tour: Tour) -> QWidget:
    """What a recall is asked."""
    _view(tour, "recall").open_form()
    tour.settle()
    return tour.dialog()


def place(tour: Tour) -> QWidget:
    """What is asked of a placement."""
    _view(tour, "thank").on_action("bank_place")
    tour.settle()
    return tour.dialog()


def neighbour_form(tour: Tour) -> QWidget:
    """What an offer of a neighbour is asked."""
    tour.page("volunteers")
    tour.over("neighbours").open_form()
    tour.settle()
    return tour.dialog()


def stickers(tour: Tour) -> QWidget:
    """Blank stickers, looked at before they are printed."""
    tour.page("volunteers")
    tour.over("neighbours").print_blank()
    tour.settle()
    return tour.dialog()


def outing_form(tour: Tour) -> QWidget:
    """What an outing is asked."""
    tour.page("requests")
    tour.over("outings").open_form()
    tour.settle()
    return tour.dialog()


def loan_form(tour: Tour) -> QWidget:
    """What a thing that is lent is asked."""
    tour.page("requests")
    tour.over("loans").open_form()
    tour.settle()
    return tour.dialog()


def _view(tour: Tour, key: str) -> Any:
    tour.page("volunteers")
    page = tour.over("bank")
    page.show_record(f"tab:{key}")
    tour.settle()
    return page
