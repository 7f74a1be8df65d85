"""Phone rounds on screen: answers by one letter, needs and notes, and calls given to somebody else."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from db.enums import Answer
from db.enums_calls import LineState
from db.models import Consent
from desktop.context import AppContext
from desktop.services.phone_rounds import PhoneRounds, RoundDraft
from desktop.services.requests import Requests
from desktop.services.wordings import HELP
from desktop.ui.base.dialog import FormDialog
from desktop.ui.calls.rounds_page import CLOSE, GIVE, NEEDS, NOTE, PhoneRoundsPage
from desktop.ui.main_window import MainWindow
from tests.ui.window import main, records  # noqa: F401

Settle = Callable[[], None]


def open_page(main: MainWindow, settle: Settle) -> PhoneRoundsPage:  # noqa: F811
    """The page on show, as the calling screen opens it."""
    calls: Any = main.shell.go_to("calls")
    calls.head.rounds.click()
    settle()
    settle()
    page = main.shell.page()
    assert isinstance(page, PhoneRoundsPage)
    return page


def answer(page: PhoneRoundsPage, settle: Settle, **values: object) -> None:
    """Fill in the dialog that is open, and save."""
    settle()
    (dialog,) = [one for one in page.findChildren(FormDialog) if one.isVisible()]
    dialog.form.set_values(values)
    dialog.primary.click()
    settle()
    settle()


def test_an_empty_hub_says_what_to_do_and_makes_a_round_of_everybody(
    main: MainWindow,  # noqa: F811
    context: AppContext,
    settle: Settle,
    qtbot: QtBot,
) -> None:
    page = open_page(main, settle)
    assert page.spec.empty_for(page.query()).startswith("No phone round yet")
    page.open_form()
    answer(page, settle, name="Flood list", source="all", callers="Priya\nHelen")
    (row,) = context.service(PhoneRounds).rounds(context.actor)
    assert (row.name, row.calls) == ("Flood list", row.people - row.left_out)
    main.shell.activateWindow()
    page.table.setFocus()
    settle()
    waiting = row.to_do
    qtbot.keyClick(page.table, Qt.Key.Key_W)
    settle()
    settle()
    (row,) = context.service(PhoneRounds).rounds(context.actor)
    assert (row.made, row.to_do) == (1, waiting - 1)


def test_notes_needs_and_another_caller_are_asked_for(
    main: MainWindow,  # noqa: F811
    context: AppContext,
    settle: Settle,
) -> None:
    rounds, actor = context.service(PhoneRounds), context.actor
    rounds.make(actor, RoundDraft("Flood list", rounds.people_of(actor, "all"), ("Priya",)))
    page = open_page(main, settle)
    before = context.service(Requests).counts(actor)["to_triage"]
    page.on_action(NEEDS)
    answer(page, settle, need="food_parcel", note="No food in", agreed=True)
    with context.hub.store.read() as session:
        (agreed,) = session.query(Consent)
        assert (agreed.answer, agreed.purpose, agreed.recipient_id) == (Answer.YES, HELP, None)
    assert context.service(Requests).counts(actor)["to_triage"] == before + 1
    page.on_action(GIVE)
    answer(page, settle, caller="Priya", to="Leanne")
    (row,) = rounds.rounds(actor)
    left = rounds.lines(actor, row.id, state=LineState.TO_DO)
    assert {one.caller for one in left} == {"Leanne"}
    page.on_action(NOTE)
    answer(page, settle, note="Away until Friday")
    assert [one.why for one in rounds.lines(actor, row.id, state=LineState.MADE)] == [
        "No food in",
        "Away until Friday",
    ]
    page.on_action(CLOSE)
    settle()
    assert not rounds.rounds(actor)
