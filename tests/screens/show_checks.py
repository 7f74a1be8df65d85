"""Renewals and formalities on show, with what opens over them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from db.enums_formalities import FormalityState
from desktop.domain.renewals import Updates

if TYPE_CHECKING:
    from tests.screens.tour import Tour


def status(tour: Tour) -> QWidget:
    """Status checks of several, some of whom have not agreed."""
    tour.page("checks")
    page = tour.over("renewals")
    rows = page.spec.rows(page.table.records().ids)
    on_it = [one for one in rows if one.updates is Updates.CAN][:4]
    page.open_status([one.id for one in (*on_it, *rows[:2])])
    return tour.dialog()


def letter(tour: Tour) -> QWidget:
    """A letter to two people whose checks end."""
    from desktop.ui.volunteers.letter_dialog import open_letters

    tour.page("checks")
    page = tour.over("renewals")
    open_letters(page, tour.context, list(page.table.records().ids)[:2])
    tour.settle()
    return tour.dialog()


def formality_form(tour: Tour) -> QWidget:
    """The form of what a group asks."""
    tour.page("checks")
    page = tour.over("formalities")
    page.open_form()
    tour.settle()
    return tour.dialog()


def formality_step(tour: Tour) -> QWidget:
    """Taking on what was asked."""
    tour.page("checks")
    page = tour.over("formalities")
    page.ask_step(page.table.current_id(), FormalityState.TAKEN_ON)
    tour.settle()
    return tour.dialog()
