"""The Tasks page over a real hub."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.enums import TaskOutcome
from desktop.context import AppContext
from desktop.services.hubs import OpenHub
from desktop.services.requests import Requests
from desktop.services.tasks import Tasks
from desktop.ui.base.accessibility import rich_texts, unnamed_widgets
from desktop.ui.base.dialog import FormDialog, ReasonDialog
from desktop.ui.rounds.tasks_page import TasksPage

CTRL, ENTER = Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_Return
Settle = Callable[[], None]


def dialog() -> FormDialog:
    """The one open form."""
    (found,) = [one for one in QApplication.allWidgets() if isinstance(one, FormDialog) and one.isVisible()]
    return found


def go(page: TasksPage, tab: str, settle: Settle) -> int:
    """Choose a view; how many it lists."""
    page.toolbar.set_tab(tab)
    page.reload()
    settle()
    return len(page.table.records().ids)


def test_the_views_and_what_stands_in_a_line(tasks_page: TasksPage, settle: Settle) -> None:
    counts = {tab: go(tasks_page, tab, settle) for tab in ("today", "week", "uncovered", "done", "")}
    assert counts == {"today": 8, "week": 8, "uncovered": 8, "done": 0, "": 8}
    model = tasks_page.table.records()
    line = [model.cell_at(0, at).text for at in range(len(model.columns))]
    assert line[:2] == ["Tue 17 Nov", "Food parcel"]
    assert line[4:] == ["No one yet", "", "Planned"]
    assert unnamed_widgets(tasks_page) == []
    assert rich_texts(tasks_page) == []


def test_what_is_fetched_is_handed_out_with_one_key(
    tasks_page: TasksPage, world: Any, hub: OpenHub, settle: Settle
) -> None:
    requests, actor = Requests(hub.tools), hub.actor
    for request in world.requests[:2]:
        draft = requests.get(actor, request).draft
        requests.save(actor, replace(draft, collects=True), request)
    tasks_page.show_record("fetch")
    settle()
    assert tasks_page.toolbar.tab() == "fetch"
    assert go(tasks_page, "uncovered", settle) == 6
    assert go(tasks_page, "fetch", settle) == 2
    model = tasks_page.table.records()
    assert model.cell_at(0, 4).text == "Fetched from the hub"
    first = tasks_page.table.current_id()
    tasks_page.pane.buttons["fetched"].click()
    settle()
    assert go(tasks_page, "fetch", settle) == 1
    assert Tasks(hub.tools).get(actor, first).row.outcome is TaskOutcome.DELIVERED
    tasks_page.pane.buttons["outcome"].click()
    settle()
    asked = dialog().form.fields[0].choices
    assert (TaskOutcome.NO_ANSWER, "Did not come") in asked
    assert TaskOutcome.LEFT_SAFE not in dict(asked)
    dialog().reject()


def test_find_someone_goes_to_the_match_of_the_request(
    tasks_page: TasksPage, hub: OpenHub, qtbot: QtBot, settle: Settle
) -> None:
    with qtbot.waitSignal(tasks_page.place_asked) as asked:
        qtbot.keyClick(tasks_page.pane.buttons["find"], ENTER)
    held = Tasks(hub.tools).get(hub.actor, tasks_page.table.current_id())
    assert asked.args == ["match", held.row.request_id]


def test_date_and_time_of_one_task_change(
    tasks_page: TasksPage, hub: OpenHub, qtbot: QtBot, settle: Settle
) -> None:
    item = tasks_page.table.current_id()
    tasks_page.pane.buttons["edit"].click()
    settle()
    form = dialog()
    assert unnamed_widgets(form) == []
    form.form.set_values({"on_date": "19/11/2026", "starts_at": "2.30pm"})
    qtbot.keyClick(form, ENTER, CTRL)
    settle()
    row = Tasks(hub.tools).get(hub.actor, item).row
    assert (f"{row.on_date:%d %b}", f"{row.starts_at:%H:%M}") == ("19 Nov", "14:30")
    assert go(tasks_page, "today", settle) == 7


def test_an_outcome_is_recorded_and_put_right(
    tasks_page: TasksPage, hub: OpenHub, qtbot: QtBot, settle: Settle
) -> None:
    item = tasks_page.table.current_id()
    for outcome, note in ((TaskOutcome.NO_ANSWER, "Dog barking"), (TaskOutcome.DELIVERED, "")):
        tasks_page.show_record(item)
        settle()
        tasks_page.pane.buttons["outcome"].click()
        settle()
        form = dialog()
        form.form.set_values({"outcome": outcome, "note": note})
        qtbot.keyClick(form, ENTER, CTRL)
        settle()
        held = Tasks(hub.tools).get(hub.actor, item)
        assert (held.row.outcome, held.outcome_note) == (outcome, note)
    assert go(tasks_page, "done", settle) == 1


def test_one_task_is_taken_out_of_use(tasks_page: TasksPage, qtbot: QtBot, settle: Settle) -> None:
    tasks_page.pane.buttons["void"].click()
    settle()
    form = dialog()
    assert isinstance(form, ReasonDialog)
    form.form.set_values({"reason": "Asked twice"})
    qtbot.keyClick(form, ENTER, CTRL)
    settle()
    assert go(tasks_page, "today", settle) == 7


def test_links_lead_to_round_request_and_person(
    planned: str, tasks_page: TasksPage, hub: OpenHub, qtbot: QtBot, settle: Settle
) -> None:
    tasks_page.reload_detail()
    settle()
    asked: list[tuple[str, Any]] = []
    tasks_page.place_asked.connect(lambda place, item: asked.append((place, item)))
    held = Tasks(hub.tools).get(hub.actor, tasks_page.table.current_id()).row
    for key in (f"rounds:{planned}", f"requests:{held.request_id}", f"person:{held.person_id}"):
        tasks_page.pane.followed.emit(key)
    assert asked == [("rounds", planned), ("requests", held.request_id), ("person", held.person_id)]


def test_a_change_elsewhere_shows(
    tasks_page: TasksPage, world: Any, hub: OpenHub, context: AppContext, settle: Settle
) -> None:
    requests = Requests(hub.tools)
    context.jobs.write(lambda: requests.void(hub.actor, world.requests[0], "Asked twice"))
    settle()
    assert len(tasks_page.table.records().ids) == 7
