"""The list of requests, one of them beside it, and what can be done with it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import time
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from db.enums import Answer, CloseReason, RequestStatus, Role, Urgency
from desktop.context import AppContext
from desktop.domain.errors import NotAllowed
from desktop.services.base import Actor
from desktop.services.intake import CallDraft, Intake
from desktop.services.people import PersonDraft
from desktop.services.requests import RequestDetail, RequestDraft, Requests
from desktop.ui.base.accessibility import rich_texts, unnamed_widgets
from desktop.ui.base.button import Button
from desktop.ui.base.dialog import FormDialog, ReasonDialog
from desktop.ui.history import HistoryDialog
from desktop.ui.requests.form import form_of
from desktop.ui.requests.page import RequestsPage
from desktop.ui.requests.pane import detail_of

Wait = Callable[[], None]
Taken = dict[str, str]


def show(page: RequestsPage, settle: Wait, key: str) -> None:
    page.show_record(key)
    settle()
    assert page.table.current_id() == key


def choose(page: RequestsPage, words: str, settle: Wait) -> None:
    """Open More and take an entry."""
    page.pane.buttons["more"].click()
    assert page.menu is not None
    action = next(one for one in page.menu.actions() if one.text() == words)
    action.trigger()
    page.menu.close()
    settle()


def dialog_of(page: RequestsPage, kind: type[QWidget]) -> Any:
    return next(one for one in page.findChildren(kind) if one.isVisible())


def words_of(widget: QWidget) -> str:
    return " / ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def held(context: AppContext, key: str) -> RequestDetail:
    return context.service(Requests).get(context.actor, key)


def test_open_requests_stand_under_their_stages_most_urgent_first(page: RequestsPage, taken: Taken) -> None:
    model = page.table.records()
    assert [(group.title, group.count) for group in model.groups] == [
        ("To triage", 3),
        ("To match", 2),
        ("In hand", 1),
        ("Waiting", 1),
    ]
    assert list(model.ids)[:4] == [taken[one] for one in ("Stanley", "Nasreen", "Ruth", "Gwilym")]
    assert page.subtitle == "7 open at Saltmarsh Hub"
    names = [tab.accessibleName() for tab in page.toolbar.tabs]
    assert names == ["All open, 7", "To triage, 3", "To match, 2", "In hand, 1", "Waiting, 1", "Closed"]


def test_cells_say_how_soon_what_who_where_and_how_it_stands(page: RequestsPage, taken: Taken) -> None:
    model = page.table.records()
    row = model.row_of(taken["Amina"])
    cells = [model.cell_at(row, at) for at in range(6)]
    assert [cell.text for cell in cells] == [
        "This week",
        "Food parcel, weekly",
        "Amina Yusuf",
        "Saltmarsh",
        cells[4].text,
        "No one yet",
    ]
    assert cells[0].urgency is Urgency.THIS_WEEK
    assert cells[1].icon == "basket"


@pytest.mark.parametrize(
    ("tab", "people"), [("to_match", ["Gwilym", "Amina"]), ("waiting", ["Tomasz"]), ("closed", ["Colin"])]
)
def test_each_view_lists_its_stage(
    tab: str, people: list[str], page: RequestsPage, taken: Taken, settle: Wait
) -> None:
    page.toolbar.set_tab(tab)
    page.reload()
    settle()
    assert list(page.table.records().ids) == [taken[one] for one in people]
    assert page.table.records().groups == ()


def test_filters_narrow_and_their_groups_still_add_up(page: RequestsPage, taken: Taken, settle: Wait) -> None:
    area = page.toolbar.filters["area"]
    assert [area.itemText(at) for at in range(area.count())] == ["All", "Mill Green", "Saltmarsh"]
    area.setCurrentIndex(1)
    settle()
    assert list(page.table.records().ids) == [taken[one] for one in ("Nasreen", "Gwilym", "Leila")]
    page.toolbar.filters["need"].set_value("shopping")
    settle()
    assert list(page.table.records().ids) == [taken["Leila"]]
    page.toolbar.filters["need"].set_value("gardening")
    settle()
    assert page.empty.isVisible()
    assert "area and need" in words_of(page.empty)


def test_search_finds_a_reference_a_name_and_a_number(
    page: RequestsPage, taken: Taken, settle: Wait, qtbot: QtBot
) -> None:
    assert page.toolbar.search is not None
    for typed in ("R-1", "okafor", "900647", "kelp"):
        page.toolbar.search.setText(typed)
        qtbot.waitUntil(lambda: len(page.table.records().ids) == 1)
        assert list(page.table.records().ids) == [taken["Stanley"]], typed
        page.toolbar.search.clear()
        qtbot.waitUntil(lambda: len(page.table.records().ids) == 7)
    page.toolbar.search.setText("nobody at all")
    qtbot.waitUntil(page.empty.isVisible)
    assert "No request matches" in words_of(page.empty)


def test_headers_sort_within_the_stages(page: RequestsPage, taken: Taken, settle: Wait) -> None:
    page.table._on_header_clicked(2)
    settle()
    assert list(page.table.records().ids)[:3] == [taken[one] for one in ("Nasreen", "Stanley", "Ruth")]
    page.table._on_header_clicked(2)
    settle()
    assert list(page.table.records().ids)[:3] == [taken[one] for one in ("Ruth", "Stanley", "Nasreen")]


def test_the_pane_says_what_is_needed_at_the_door(page: RequestsPage, taken: Taken, settle: Wait) -> None:
    show(page, settle, taken["Stanley"])
    words = words_of(page.pane)
    for said in (
        "Hot meal for Stanley Okafor",
        "R-1 · asked by phone,",
        "taken by Priya Nair",
        "“Words of Stanley.”",
        "8 Kelp Street, Aldermouth, QX4 2LB",
        "07700 900647 · mornings best",
        "No pork",
        "Yes, given Tue 17 Nov",
        "How many meals?",
    ):
        assert said in words
    assert list(page.pane.buttons) == ["take", "close", "next", "more"]
    show(page, settle, taken["Gwilym"])
    assert list(page.pane.buttons) == ["find", "close", "more"]


def test_find_someone_goes_to_matching_with_the_request(
    page: RequestsPage, taken: Taken, settle: Wait, qtbot: QtBot
) -> None:
    show(page, settle, taken["Gwilym"])
    with qtbot.waitSignal(page.place_asked) as asked:
        page.pane.buttons["find"].click()
    assert asked.args == ["match", taken["Gwilym"]]
    with qtbot.waitSignal(page.place_asked) as asked:
        assert page.find_someone()
    assert asked.args == ["match", taken["Gwilym"]]


def test_closing_asks_why_and_opening_again_puts_it_back(
    page: RequestsPage, taken: Taken, context: AppContext, settle: Wait
) -> None:
    show(page, settle, taken["Gwilym"])
    page.pane.buttons["close"].click()
    dialog = dialog_of(page, FormDialog)
    assert unnamed_widgets(dialog) == []
    dialog.primary.click()
    assert "is needed before this can be saved" in dialog.form.problems()["reason"]
    dialog.form.editor("reason").set_value(CloseReason.NO_CAPACITY)
    dialog.form.editor("note").set_value("Nobody was free")
    dialog.primary.click()
    settle()
    closed = held(context, taken["Gwilym"])
    assert (closed.close_reason, closed.close_note) == (CloseReason.NO_CAPACITY, "Nobody was free")
    assert taken["Gwilym"] not in page.table.records().ids
    page.toolbar.set_tab("closed")
    page.reload(select=taken["Gwilym"])
    settle()
    assert "Nobody could help. Nobody was free" in words_of(page.pane)
    page.pane.buttons["reopen"].click()
    settle()
    assert held(context, taken["Gwilym"]).status is RequestStatus.TRIAGED


def test_waiting_says_on_what_and_goes_on(
    page: RequestsPage, taken: Taken, context: AppContext, settle: Wait
) -> None:
    show(page, settle, taken["Nasreen"])
    choose(page, "Wait with it…", settle)
    dialog = dialog_of(page, FormDialog)
    dialog.form.editor("waiting_on").set_value("The food bank")
    dialog.primary.click()
    settle()
    show(page, settle, taken["Nasreen"])
    assert "The food bank" in words_of(page.pane)
    choose(page, "Go on with it", settle)
    assert held(context, taken["Nasreen"]).status is RequestStatus.TRIAGED


def test_the_form_changes_a_request_and_its_day_follows_how_soon(
    page: RequestsPage, taken: Taken, context: AppContext, settle: Wait
) -> None:
    show(page, settle, taken["Ruth"])
    choose(page, "Change…", settle)
    dialog = dialog_of(page, FormDialog)
    assert unnamed_widgets(dialog) == []
    dialog.form.editor("urgency").set_value(Urgency.TOMORROW)
    dialog.form.editor("due_time").line.setText("half past")
    dialog.primary.click()
    assert "It should look like 14:00" in dialog.form.problems()["due_time"]
    dialog.form.editor("due_time").line.setText("2pm")
    dialog.form.editor("repeat").set_value("weekly")
    dialog.form.editor("days").set_value([2, 4])
    dialog.primary.click()
    settle()
    draft = held(context, taken["Ruth"]).draft
    assert (draft.urgency, draft.due_time) == (Urgency.TOMORROW, time(14))
    assert draft.recurrence == "FREQ=WEEKLY;BYDAY=WE,FR"


def test_voiding_takes_it_off_the_list(page: RequestsPage, taken: Taken, settle: Wait) -> None:
    show(page, settle, taken["Ruth"])
    choose(page, "Void…", settle)
    dialog = dialog_of(page, ReasonDialog)
    dialog.form.editor("reason").set_value("Taken twice")
    dialog.primary.click()
    settle()
    assert taken["Ruth"] not in page.table.records().ids


def test_the_history_says_what_changed_and_who_did_it(
    page: RequestsPage, taken: Taken, context: AppContext, settle: Wait
) -> None:
    requests = context.service(Requests)
    draft = held(context, taken["Stanley"]).draft
    requests.save(
        context.actor,
        replace(draft, urgency=Urgency.NO_RUSH, due_on=None, recurrence="FREQ=DAILY"),
        taken["Stanley"],
    )
    requests.close(context.actor, taken["Stanley"], CloseReason.NOT_NEEDED, "Daughter cooks")
    page.toolbar.set_tab("closed")
    page.reload(select=taken["Stanley"])
    settle()
    choose(page, "History", settle)
    dialog = dialog_of(page, HistoryDialog)
    for said in (
        "Taken",
        "How soon: Today → No rush",
        "Repeat: every day",
        "By which day: Tue 17 Nov → Mon 14 Dec",
        "Status: To triage → Closed",
        "Why closed: Not needed any more",
        "Note on closing: Daughter cooks",
    ):
        assert said in dialog.lines
    assert dialog.lines[-1] == "Taken"
    assert unnamed_widgets(dialog) == []
    dialog.primary.click()


def test_a_change_is_taken_back_from_the_history(
    page: RequestsPage, taken: Taken, context: AppContext, settle: Wait
) -> None:
    draft = held(context, taken["Stanley"]).draft
    context.service(Requests).save(
        context.actor, replace(draft, words="Ring the bell twice"), taken["Stanley"]
    )
    page.reload(select=taken["Stanley"])
    settle()
    choose(page, "History", settle)
    dialog = dialog_of(page, HistoryDialog)
    undo = next(one for one in dialog.findChildren(Button) if "Ring the bell" in one.accessibleName())
    undo.click()
    settle()
    assert held(context, taken["Stanley"]).draft.words == draft.words


def test_a_private_need_stays_private(context: AppContext, taken: Taken) -> None:
    person = PersonDraft(first_name="Una", last_name="Vale")
    draft = RequestDraft("", "domestic_abuse", words="He reads my post.", because_of=Answer.YES)
    key = context.service(Intake).save(context.actor, CallDraft(draft, person)).made
    other = AppContext(context.hub, context.jobs)
    reader = Actor("f" * 32, "Yusuf", frozenset({Role.CALL_HANDLER}))
    context.hub.actor = reader
    shown = repr(detail_of(other, key))
    assert "Private need for Una Vale" in shown
    assert "post" not in shown
    assert "abuse" not in shown.lower()
    with pytest.raises(NotAllowed, match="private"):
        form_of(other, key)


def test_markup_in_names_and_words_is_shown_as_typed(
    page: RequestsPage, context: AppContext, settle: Wait
) -> None:
    evil = "<img src=file:///x><b>Bo</b>"
    person = PersonDraft(first_name=evil, last_name="Tables")
    draft = RequestDraft("", "other", words=evil, answers={"what": evil}, caller_name=evil)
    key = context.service(Intake).save(context.actor, CallDraft(draft, person)).made
    page.reload(select=key)
    settle()
    assert f"“{evil}”" in words_of(page.pane)
    assert rich_texts(page) == []


def test_everything_has_a_name(page: RequestsPage, taken: Taken, settle: Wait) -> None:
    for key in taken.values():
        page.show_record(key)
        settle()
        assert unnamed_widgets(page) == []
