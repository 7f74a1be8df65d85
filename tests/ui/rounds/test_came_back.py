"""Results keyed back: by reference and a letter, or a whole sheet at once."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.enums import RequestStatus, TaskOutcome
from desktop.context import AppContext
from desktop.services.history import History
from desktop.services.hubs import OpenHub
from desktop.services.requests import Requests
from desktop.services.rounds import Rounds
from desktop.ui.base.button import Button
from desktop.ui.base.label import Label
from desktop.ui.rounds.page import RoundsPage
from desktop.ui.rounds.reading import read_round

ENTER = Qt.Key.Key_Return
Settle = Callable[[], None]


def outcomes(hub: OpenHub, round_id: str) -> list[TaskOutcome | None]:
    """What came of each stop."""
    return [stop.tasks[0].outcome for stop in Rounds(hub.tools).get(hub.actor, round_id).stops]


def test_results_are_keyed_by_reference_without_the_mouse(
    out: RoundsPage, hub: OpenHub, planned: str, qtbot: QtBot, settle: Settle
) -> None:
    field = out.view.back.stop
    qtbot.keyClicks(field, "1d")
    settle()
    assert field.text() == ""
    assert field.hasFocus()
    qtbot.keyClicks(field, "S-1.2n")
    settle()
    qtbot.keyClicks(field, "3")
    qtbot.keyClick(field, ENTER)
    qtbot.keyClicks(out.view.back.note, "Porch, under the mat")
    qtbot.keyClick(out.view.back.note, ENTER)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
    qtbot.keyClick(QApplication.focusWidget(), ENTER)
    settle()
    found = outcomes(hub, planned)
    assert found[:4] == [TaskOutcome.DELIVERED, TaskOutcome.NO_ANSWER, TaskOutcome.LEFT_SAFE, None]
    assert Rounds(hub.tools).get(hub.actor, planned).stops[2].tasks[0].outcome_note == "Porch, under the mat"
    assert "3 of 8 stops keyed" in [label.text() for label in out.view.back.findChildren(Label)]
    assert not out.view.bar.send.isEnabled()


def test_stops_can_be_keyed_faster_than_they_are_written(
    out: RoundsPage, hub: OpenHub, planned: str, qtbot: QtBot, settle: Settle
) -> None:
    field = out.view.back.stop
    qtbot.keyClicks(field, "1d2n3l")
    settle()
    done, silent, safe = TaskOutcome.DELIVERED, TaskOutcome.NO_ANSWER, TaskOutcome.LEFT_SAFE
    assert outcomes(hub, planned)[:4] == [done, silent, safe, None]
    qtbot.keyClicks(field, "S-7.1d4")
    settle()
    assert "There is no round S-7" in out.view.back.stop_block.message
    qtbot.keyClicks(field, "d")
    settle()
    assert outcomes(hub, planned)[3] is done


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("12", "There is no stop 12 on S-1. Look at the sheet again."),
        ("S-7.1", "There is no round S-7. Look at the number on the sheet again."),
    ],
)
def test_a_stop_that_is_not_there(
    out: RoundsPage, typed: str, words: str, qtbot: QtBot, settle: Settle
) -> None:
    qtbot.keyClicks(out.view.back.stop, typed + "d")
    settle()
    assert out.view.back.stop_block.message == words
    assert out.view.back.stop.text() == typed


def test_a_letter_without_a_stop_asks_for_the_stop(out: RoundsPage, qtbot: QtBot) -> None:
    qtbot.keyClick(out.view.back.keys.buttons[TaskOutcome.DELIVERED], Qt.Key.Key_D)
    assert out.view.back.stop_block.message == "Type the number of the stop first, such as 4."


def test_an_unopened_box_raises_an_alarm_with_a_way_to_it(
    out: RoundsPage, hub: OpenHub, planned: str, context: AppContext, qtbot: QtBot, settle: Settle
) -> None:
    qtbot.keyClicks(out.view.back.stop, "2b")
    settle()
    (notice,) = out.view.back.notices
    assert "the last box was still unopened" in notice.text
    with qtbot.waitSignal(out.place_asked) as asked:
        notice.activated.emit(f"requests:{read_round(context, planned).alarms[0].request_id}")
    place, request_id = asked.args
    assert place == "requests"
    assert Requests(hub.tools).get(hub.actor, request_id).status is RequestStatus.NEW
    qtbot.keyClicks(out.view.back.stop, "2d")
    settle()
    assert out.view.back.notices == []


def test_a_worry_names_whom_to_ring(out: RoundsPage, qtbot: QtBot, settle: Settle) -> None:
    qtbot.keyClicks(out.view.back.stop, "1u")
    settle()
    (notice,) = out.view.back.notices
    assert "020 7946 0801" in notice.text


def test_a_whole_sheet_is_keyed_and_saved_at_once(
    out: RoundsPage, hub: OpenHub, planned: str, context: AppContext, qtbot: QtBot, settle: Settle
) -> None:
    grid = out.view.back.grid
    grid.setFocus()
    qtbot.keyClicks(grid, "dddln")
    qtbot.keyClick(grid, Qt.Key.Key_Space)
    assert outcomes(hub, planned) == [None] * 8
    assert out.view.back.save_button.text() == "Save 6 stops"
    with qtbot.waitSignal(context.jobs.changed) as told:
        out.view.back.save_button.click()
    settle()
    found = outcomes(hub, planned)
    delivered = TaskOutcome.DELIVERED
    assert found[:5] == [delivered, delivered, delivered, TaskOutcome.LEFT_SAFE, TaskOutcome.NO_ANSWER]
    assert found[5:] == [delivered, None, None]
    assert grid.typed() == {}
    context.jobs.write(lambda: History(hub.tools).undo(hub.actor, told.args[0].txn))
    settle()
    assert outcomes(hub, planned) == [None] * 8


def test_a_worry_leads_to_a_concern_about_the_person_of_the_stop(
    out: RoundsPage, hub: OpenHub, planned: str, qtbot: QtBot, settle: Settle
) -> None:
    back = out.view.back
    person = Rounds(hub.tools).get(hub.actor, planned).stops[1].tasks[0].person_id
    with qtbot.waitSignal(out.place_asked) as asked:
        back.concern.click()
    assert asked.args == ["raise_concern", ""]
    back.stop.setText("2")
    with qtbot.waitSignal(out.place_asked) as asked:
        back.concern.click()
    assert asked.args == ["raise_concern", f"person:{person}"]
    back.stop.clear()
    qtbot.keyClicks(back.stop, "2u")
    settle()
    (button,) = back.notices[0].findChildren(Button)
    with qtbot.waitSignal(out.place_asked) as asked:
        button.click()
    assert asked.args == ["raise_concern", f"person:{person}"]
