"""A volunteer's way in on show, and what opens over it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from db.queries.volunteers import VolunteerFilter
from desktop.services.volunteers import Volunteers

if TYPE_CHECKING:
    from tests.screens.tour import Tour


def way(tour: Tour) -> QWidget:
    """Those on their way in, and what is next for the first."""
    page = tour.page("volunteers")
    page.show_record("tab:applied")
    tour.settle()
    return tour.main.shell


def paper(tour: Tour) -> QWidget:
    """Which paper of a volunteer is wanted."""
    return _asked(tour, "papers")


def came_back(tour: Tour) -> QWidget:
    """What came back on paper."""
    return _asked(tour, "came_back")


def placed(tour: Tour) -> QWidget:
    """With which partner somebody helps."""
    return _asked(tour, "place")


def cards(tour: Tour) -> QWidget:
    """What stands on the cards of several."""
    from desktop.ui.volunteers.papers import ask_cards

    page = tour.page("volunteers")
    actor = tour.context.actor
    ask_cards(page, tour.context, Volunteers(tour.hub.tools).ids(actor, VolunteerFilter())[:3])
    tour.settle()
    return tour.dialog()


def _asked(tour: Tour, key: str) -> QWidget:
    page = tour.page("volunteers")
    page.on_action(key)
    tour.settle()
    return tour.dialog()
