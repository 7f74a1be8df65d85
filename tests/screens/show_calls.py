"""Welfare calls: one half made, one whose steps for no answer have begun, somebody new."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from db.enums_calls import CallMood, HowFar
from desktop.services.call_sheets import CallSheets, SheetsWanted
from desktop.services.phone_rounds import PhoneRounds
from desktop.ui.calls.questions import Answers

if TYPE_CHECKING:
    from tests.screens.tour import Tour

WORDS = (
    "Rhys rang her, she was chuffed. Heating only on in the evenings, meter is on emergency credit "
    "until Thursday"
)


def calls(tour: Tour) -> QWidget:
    """A call half made."""
    page = _page(tour)
    for line in page.list.calls.lines:
        if line.is_due and not line.chip:
            page.list.put_forward(line.key)
            page.list.chosen.emit(line.key)
            break
    tour.settle()
    page.form.questions.set_answers(Answers(CallMood.UP_AND_DOWN, HowFar.YES, HowFar.NOT_MUCH, True))
    page.form.notes.setPlainText(WORDS)
    page.form.promise.setText("Ask about a lift to choir on Thursdays")
    page.form.notes.setFocus()
    tour.settle()
    return tour.main.shell


def step(tour: Tour) -> QWidget:
    """Nobody answered: the first step is due."""
    page = _page(tour)
    key = next(one.key for one in page.list.calls.lines if one.is_due and one.chip_icon == "phone-off")
    page.list.put_forward(key)
    page.list.chosen.emit(key)
    tour.settle()
    return tour.main.shell


def add(tour: Tour) -> QWidget:
    """Somebody is to be rung from now on."""
    page = _page(tour)
    page.acts.add("")
    tour.settle()
    return tour.dialog()


def phone_rounds(tour: Tour) -> QWidget:
    """A whole list rung through by three callers."""
    tour.page("calls")
    tour.over("phone_rounds")
    return tour.main.shell


def sheets(tour: Tour) -> QWidget:
    """A sheet that came back is keyed in."""
    held, actor = CallSheets(tour.hub.tools), tour.hub.actor
    if not held.sheets(actor):
        (phone_round,) = PhoneRounds(tour.hub.tools).rounds(actor)
        held.make(actor, SheetsWanted(("Dilys Pugh", "Omar Said"), held.today(), phone_round.id))
    tour.page("calls")
    tour.over("call_sheets")
    return tour.main.shell


def sheets_print(tour: Tour) -> QWidget:
    """Sheets are asked for."""
    sheets(tour)
    page: Any = tour.main.shell.page()
    page.open_form()
    tour.settle()
    return tour.dialog()


def _page(tour: Tour) -> Any:
    page: Any = tour.page("calls")
    tour.settle()
    page.form.set_body({})
    return page
