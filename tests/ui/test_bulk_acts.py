"""Many rows at once, by keyboard alone: picked, told first, done, and taken back."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.enums import Answer, CloseReason, RequestStatus, Urgency
from desktop.context import AppContext
from desktop.services.base import Changes
from desktop.services.history import History
from desktop.services.intake import CallDraft, Intake
from desktop.services.people import PersonDraft
from desktop.services.requests import RequestDraft, Requests
from desktop.ui.base.bulk import BulkDialog
from desktop.ui.bulk_acts import CLOSE, PASS_ON, ROUND, URGENCY
from desktop.ui.requests.page import RequestsPage

Wait = Callable[[], None]
SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def taken(context: AppContext) -> list[str]:
    """Four requests, one of them closed since."""
    intake = context.service(Intake)
    keys = [
        intake.save(
            context.actor,
            CallDraft(
                RequestDraft("", "food_parcel", urgency=Urgency.THIS_WEEK),
                PersonDraft(name, last_name="Mallory"),
                Answer.YES,
            ),
        ).made
        for name in ("Ann", "Bo", "Cy", "Di")
    ]
    return keys


@pytest.fixture
def page(context: AppContext, taken: list[str], qtbot: QtBot, settle: Wait) -> Iterator[RequestsPage]:
    """The list of requests; nothing may go wrong unheard."""
    wrong: list[object] = []
    context.jobs.crashed.connect(wrong.append)
    made = RequestsPage(context)
    context.jobs.changed.connect(made.take_changes)
    qtbot.addWidget(made)
    made.resize(1154, 688)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is made)
    made.enter()
    settle()
    yield made
    made.leave()
    made.close_page()
    settle()
    assert wrong == []


def dialog_of(page: RequestsPage) -> BulkDialog:
    return next(one for one in page.findChildren(BulkDialog) if one.isVisible())


def test_one_row_has_a_hint_and_several_have_acts(page: RequestsPage, qtbot: QtBot) -> None:
    assert page.strip.words.text() == "1 of 4 selected."
    assert page.strip.hint.text() == "Press Space to pick more, then act on them together."
    assert page.strip.hint.isVisible()
    assert not page.strip.buttons[CLOSE].isVisible()
    qtbot.keyClick(page.table, Qt.Key.Key_Space)
    qtbot.keyClick(page.table, Qt.Key.Key_Down)
    qtbot.keyClick(page.table, Qt.Key.Key_Down)
    qtbot.keyClick(page.table, Qt.Key.Key_Space)
    assert page.strip.words.text() == "2 of 4 selected."
    assert [key for key, one in page.strip.buttons.items() if one.isVisible()] == [
        URGENCY,
        ROUND,
        CLOSE,
        PASS_ON,
        "print",
        "save",
    ]
    assert page.strip in page.panes()
    qtbot.keyClick(page.table, Qt.Key.Key_Escape)
    assert page.table.picked_count() == 1


def test_shift_extends_and_ctrl_a_takes_all_but_the_headings(page: RequestsPage, qtbot: QtBot) -> None:
    qtbot.keyClick(page.table, Qt.Key.Key_Down, SHIFT)
    qtbot.keyClick(page.table, Qt.Key.Key_Down, SHIFT)
    assert page.table.picked_count() == 3
    qtbot.keyClick(page.table, Qt.Key.Key_A, CTRL)
    assert page.table.picked_count() == 4 == len(page.table.selected_ids())


def test_it_says_first_and_does_exactly_that_and_undo_takes_it_back(
    page: RequestsPage, taken: list[str], context: AppContext, qtbot: QtBot, settle: Wait
) -> None:
    requests, done = context.service(Requests), list[Changes]()
    qtbot.keyClick(page.table, Qt.Key.Key_A, CTRL)
    requests.close(context.actor, taken[1], CloseReason.MET)
    qtbot.keyClick(page.strip.buttons[URGENCY], Qt.Key.Key_Space)
    settle()
    dialog = dialog_of(page)
    assert dialog.sentence.text() == "4 picked."
    assert not dialog.primary.isEnabled()
    dialog.form.editor("value").set_value(Urgency.TODAY)
    dialog.form.edited.emit()
    settle()
    assert dialog.sentence.text() == "3 of 4 can be changed."
    assert [notice.text for notice in dialog._notices] == ["1 can’t: closed already. R-2 Bo Mallory"]
    assert dialog.primary.text() == "Change 3"
    context.jobs.changed.connect(done.append)
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    settle()
    held = [requests.get(context.actor, key) for key in taken]
    wanted = [Urgency.TODAY, Urgency.THIS_WEEK, Urgency.TODAY, Urgency.TODAY]
    assert [one.draft.urgency for one in held] == wanted
    assert len(done) == 1
    context.service(History).undo(context.actor, done[0].txn)
    again = [requests.get(context.actor, key).draft.urgency for key in taken]
    assert again == [Urgency.THIS_WEEK] * 4
    assert requests.get(context.actor, taken[1]).status is RequestStatus.DONE


def test_what_changed_meanwhile_is_said_in_the_dialog(
    page: RequestsPage, taken: list[str], context: AppContext, qtbot: QtBot, settle: Wait
) -> None:
    qtbot.keyClick(page.table, Qt.Key.Key_A, CTRL)
    qtbot.keyClick(page.strip.buttons[CLOSE], Qt.Key.Key_Space)
    settle()
    dialog = dialog_of(page)
    dialog.form.editor("value").set_value(CloseReason.NOT_NEEDED)
    dialog.form.edited.emit()
    settle()
    assert dialog.primary.text() == "Close 4"
    context.service(Requests).close(context.actor, taken[0], CloseReason.MET)
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    settle()
    assert dialog.isVisible()
    assert "changed meanwhile" in dialog.form.problems()[""]
    assert dialog.sentence.text() == "3 of 4 can be closed."
    dialog.reject()
