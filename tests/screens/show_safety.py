"""Concerns on show: one that is being raised, one that is read, and a page that is sealed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from db.enums_concerns import Agreed, Danger, Heard, NextStep
from desktop.services.demo import DEMO_PASSPHRASE

if TYPE_CHECKING:
    from tests.screens.tour import Tour

WORDS = (
    "Fridge had milk and one egg. She said “he looks after my card now, I don't need to worry.” Could not"
    " tell me his name. She seemed tired, not frightened. No injuries seen."
)


def raising(tour: Tour) -> QWidget:
    """A concern half written, about somebody the hub helps."""
    tour.page("today")
    page = tour.over("raise_concern", f"person:{tour.request().person_id}")
    page.keeper.blockSignals(True)
    form = page.form
    form.blockSignals(True)  # nothing is kept of what only a picture shows
    form.danger.set_value(Danger.NO)
    form.words.setPlainText(WORDS)
    form.happened.setText("Mon 16 Nov, 16:10")
    form.where.setText("At home")
    form.wants.setText("“Don't make a fuss.”")
    form.heard.set_value(Heard.WAS_THERE)
    page.keeper.begin("", form.account())  # as it is kept: leaving keeps nothing more
    return tour.main.shell


def raising_more(tour: Tour) -> QWidget:
    """What is asked besides, somebody in danger now, and somebody it is kept from."""
    raising(tour)
    page: Any = tour.main.shell.page()
    page.form.danger.set_value(Danger.YES)
    page.form.open_fold(True)
    page.form.about_user.setChecked(True)
    page.keeper.begin("", page.form.account())
    return tour.main.shell


def reading(tour: Tour) -> QWidget:
    """A concern read by the lead, the decision half written."""
    page = tour.page("concerns")
    page.sealed.line.setText(DEMO_PASSPHRASE)
    page.sealed.primary.click()
    tour.settle()
    opened = page.opened
    opened.open_concern(opened.list.lines[0].id)
    tour.settle()
    form = opened.pane.form
    form.cards[NextStep.REFER].setChecked(True)
    form.agreed.set_value(Agreed.NO)
    form.why.setPlainText("Someone else has her card and PIN and she can't name him. No food in the house.")
    form.why.setFocus()
    return tour.main.shell
