"""Call sheets on screen: printed from a form, keyed in by one letter each, given back."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from db.enums_calls import SheetLineState
from desktop.context import AppContext
from desktop.services.call_sheets import CallSheets, SheetsWanted
from desktop.services.people import People, PersonDraft, PhoneDraft
from desktop.services.phone_rounds import PhoneRounds, RoundDraft
from desktop.ui.base.dialog import FormDialog
from desktop.ui.calls.sheets_page import BACK, CALL_BACK, NEEDS, NOTE, REST, CallSheetsPage
from desktop.ui.main_window import MainWindow
from desktop.ui.preview.dialog import PreviewDialog
from tests.ui.window import main, records  # noqa: F401

Settle = Callable[[], None]


def make_round(context: AppContext) -> str:
    """A phone round of six people, for one caller."""
    rounds = PhoneRounds(context.hub.tools)
    drafts = [
        PersonDraft(f"Iris{at}", last_name="Hale", phones=(PhoneDraft(f"01632 96039{at}"),))
        for at in range(6)
    ]
    people = tuple(People(context.hub.tools).save(context.actor, one).made for one in drafts)
    return rounds.make(context.actor, RoundDraft("Flood list", people, ("Dilys",), 1)).made


def open_page(main: MainWindow, settle: Settle, item: Any = None) -> CallSheetsPage:  # noqa: F811
    """The page on show."""
    main._open_over("call_sheets", item)
    settle()
    settle()
    page = main.shell.page()
    assert isinstance(page, CallSheetsPage)
    return page


def dialog_of(page: CallSheetsPage, settle: Settle) -> FormDialog:
    """The dialog that is open."""
    for _ in range(3):
        settle()
    (dialog,) = [one for one in page.findChildren(FormDialog) if one.isVisible()]
    return dialog


def answer(page: CallSheetsPage, settle: Settle, **values: object) -> None:
    """Fill in the dialog that is open, and save."""
    dialog = dialog_of(page, settle)
    dialog.form.set_values(values)
    dialog.primary.click()
    settle()
    settle()


def states(context: AppContext) -> list[str]:
    """How the lines of the first sheet stand."""
    sheets = CallSheets(context.hub.tools)
    (sheet,) = sheets.sheets(context.actor, open_only=False)
    return [one.state.value for one in sheets.lines(context.actor, sheet.id)]


def test_a_round_is_printed_from_the_form_and_looked_at_first(
    main: MainWindow,  # noqa: F811
    context: AppContext,
    settle: Settle,
) -> None:
    held = make_round(context)
    page = open_page(main, settle, f"print:{held}")
    dialog = dialog_of(page, settle)
    assert dialog.form.values()["callers"] == "Dilys"
    dialog.primary.click()
    for _ in range(4):
        settle()
    (shown,) = [one for one in page.window().findChildren(PreviewDialog) if one.isVisible()]
    assert shown.windowTitle()
    shown.close()
    assert set(states(context)) == {SheetLineState.OUT}
    main._open_over("phone_rounds", None)
    for _ in range(3):
        settle()
    rounds: Any = main.shell.page()
    detail = rounds.spec.detail(rounds.table.current_id())
    assert (detail.subtitle, detail.actions) == ("On paper, sheet 1", [])


def test_lines_are_keyed_by_their_letters_and_the_rest_given_back(
    main: MainWindow,  # noqa: F811
    context: AppContext,
    settle: Settle,
    qtbot: QtBot,
) -> None:
    page = open_page(main, settle)
    assert page.spec.empty_for(page.query()).startswith("No call sheet is out")
    sheets = CallSheets(context.hub.tools)
    sheets.make(context.actor, SheetsWanted(("Dilys",), sheets.today(), make_round(context)))
    page.refresh(None)
    settle()
    settle()
    count = len(states(context))
    main.shell.activateWindow()
    page.table.setFocus()
    settle()
    for key in (Qt.Key.Key_W, Qt.Key.Key_X):
        qtbot.keyClick(page.table, key)
        settle()
        settle()
    assert states(context)[:2] == ["keyed", "keyed"]
    page.on_action(NOTE)
    answer(page, settle, note="Asks after the bus")
    page.on_action(NEEDS)
    answer(page, settle, need="shopping", note="Milk")
    assert states(context)[2:4] == ["keyed", "keyed"]
    page.on_action(CALL_BACK)
    settle()
    assert not [one for one in page.findChildren(FormDialog) if one.isVisible()]
    page.on_action(BACK)
    settle()
    settle()
    assert states(context)[4] == "back"
    page.on_action(REST)
    settle()
    settle()
    assert states(context).count("back") == count - 4
    assert page.toolbar.search is not None
    page.toolbar.search.setText("77")
    assert page.spec.empty_for(page.query())
    assert page.spec.listing(page.query()).ids == []
    assert page.spec.empty_for(page.query()).startswith("No sheet has this number")
