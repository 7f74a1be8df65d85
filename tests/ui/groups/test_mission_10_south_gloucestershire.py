"""Mission row 10, South Gloucestershire: postcode groups, and every one of 80+ phoned weekly.

The groups are written down with a name and a contact each; the worklist says whom to ring; the answer is one
key; what a group needs has one named person and is chased until the group knows how it ended.
"""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.enums_groups import CheckInOutcome, IssueState
from db.queries.groups import GroupFilter
from desktop.context import AppContext
from desktop.domain.errors import DomainError
from desktop.services.group_lines import NewGroup
from desktop.services.groups import Groups, IssueDraft, IssueMove
from desktop.services.today import TodayDesk
from desktop.ui.base.dialog import FormDialog
from desktop.ui.groups.page import GroupsPage
from desktop.ui.main_window import MainWindow
from tests.ui.journey_hands import said
from tests.ui.window import main, records  # noqa: F401

HOW_MANY, A_DAY = 84, 12
Settle = Callable[[], None]


@pytest.fixture
def groups(
    main: MainWindow,  # noqa: F811
    context: AppContext,
    settle: Settle,
    tmp_path: Path,
) -> list[str]:
    """Eighty-four groups, each a name and somebody to ring, from the list the council keeps."""
    path = tmp_path / "groups.csv"
    lines = [f"Lane group {one:02},Contact {one},020 7946 0{one:03}" for one in range(1, HOW_MANY + 1)]
    path.write_text("\n".join(["Group,Contact,Phone", *lines]), encoding="utf-8")
    page = open_page(main, settle)
    page.look_at(str(path))
    settle()
    dialog = dialog_of(page)
    assert dialog.form.values()["lines"].count("\n") == HOW_MANY - 1
    dialog.primary.click()
    settle()
    found = context.service(Groups).ids(context.actor, GroupFilter(), "name")
    assert len(found) == HOW_MANY
    return found


def open_page(main: MainWindow, settle: Settle) -> GroupsPage:  # noqa: F811
    """The worklist on show, with the keyboard on it."""
    page = main.shell.go_to("groups")
    settle()
    assert isinstance(page, GroupsPage)
    main.shell.activateWindow()
    page.table.setFocus()
    settle()
    return page


def dialog_of(page: GroupsPage) -> FormDialog:
    """The dialog open over the page."""
    found = [one for one in page.findChildren(FormDialog) if one.isVisible()]
    assert len(found) == 1
    return found[0]


def test_every_group_is_rung_in_a_week_and_its_need_followed_to_the_end(
    main: MainWindow,  # noqa: F811
    context: AppContext,
    settle: Settle,
    qtbot: QtBot,
    groups: list[str],
) -> None:
    verbs, actor = context.service(Groups), context.actor
    page = open_page(main, settle)
    assert len(page.table.records().ids) == A_DAY == verbs.counts(actor).due
    assert "020 7946 0001" in said(page.pane)

    # One key each: the first is well, the second does not answer; both leave the list of today.
    first = page.table.current_id()
    assert first == groups[0]
    qtbot.keyClick(page.table, Qt.Key.Key_W)
    settle()
    second = page.table.current_id()
    assert second not in (None, first)
    qtbot.keyClick(page.table, Qt.Key.Key_X)
    settle()
    held = {one.id: one for one in verbs.rows(actor, [first, second])}
    today = verbs.today()
    assert held[first].due_on == today + timedelta(days=7)
    assert held[second].due_on == today + timedelta(days=1)
    assert verbs.counts(actor).due == A_DAY - 2

    # The third needs something: what, and who follows it.
    third = page.table.current_id()
    qtbot.keyClick(page.table, Qt.Key.Key_N)
    settle()
    dialog = dialog_of(page)
    dialog.form.set_values({"words": "Gloves", "owner_id": actor.user_id, "chase_on": today})
    dialog.primary.click()
    settle()
    (issue,) = verbs.get(actor, third).issues
    assert (issue.words, issue.owner) == ("Gloves", actor.name)

    # Today says to chase it; the page opens it; it ends when the group knows.
    day = context.service(TodayDesk).day(actor)
    (item,) = [one for one in day.items if one.key.startswith("group_issues:")]
    assert (item.place, item.item) == ("groups", f"issue:{issue.id}")
    page = main.shell.go_to(item.place, item.item)
    settle()
    dialog = dialog_of(page)
    dialog.form.set_values({"words": "Sent two boxes", "state": IssueState.CLOSED, "told": True})
    dialog.primary.click()
    settle()
    (closed,) = verbs.get(actor, third).issues
    assert (closed.state, closed.outcome, closed.told_on) == (IssueState.CLOSED, "Sent two boxes", today)


def test_a_call_back_asks_for_the_day(
    main: MainWindow,  # noqa: F811
    context: AppContext,
    settle: Settle,
    qtbot: QtBot,
    groups: list[str],
) -> None:
    page = open_page(main, settle)
    key = page.table.current_id()
    qtbot.keyClick(page.table, Qt.Key.Key_B)
    settle()
    day = context.service(Groups).today() + timedelta(days=3)
    dialog = dialog_of(page)
    dialog.form.set_values({"next_on": day})
    dialog.primary.click()
    settle()
    (row,) = context.service(Groups).rows(context.actor, [key])
    assert (row.last_outcome, row.due_on) == (CheckInOutcome.CALL_BACK, day)


def test_the_whole_list_is_done_and_says_so(
    main: MainWindow,  # noqa: F811
    context: AppContext,
    settle: Settle,
) -> None:
    verbs, actor = context.service(Groups), context.actor
    key = verbs.add(actor, NewGroup("Lane group", "Contact")).made
    verbs.check_in(actor, key, CheckInOutcome.ALL_WELL)
    verbs.raise_issue(actor, key, IssueDraft("Leaflets", actor.user_id))
    (issue,) = verbs.get(actor, key).issues
    verbs.move_issue(actor, issue.id, IssueMove("Printed", IssueState.CLOSED, told=True))
    page = open_page(main, settle)
    assert "Every group was rung this week." in said(page)
    assert verbs.ids(actor, GroupFilter(due_by=verbs.today())) == []


def test_a_group_is_one_line_of_typing(
    main: MainWindow,  # noqa: F811
    context: AppContext,
    settle: Settle,
    qtbot: QtBot,
) -> None:
    page = open_page(main, settle)
    assert "No street groups yet." in said(page)
    page.open_form(None)
    settle()
    dialog = dialog_of(page)
    editor = QApplication.focusWidget()
    assert editor is not None
    assert dialog.isAncestorOf(editor)
    qtbot.keyClicks(editor, "Mill Row, Cerys Vaughan, 020 7946 0417")
    qtbot.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()
    (key,) = context.service(Groups).ids(context.actor, GroupFilter())
    assert page.table.current_id() == key
    assert "020 7946 0417" in said(page.pane)


def test_who_was_rung_today_is_not_rung_by_another(
    context: AppContext, settle: Settle, qtbot: QtBot, show_page: Callable[[GroupsPage], GroupsPage]
) -> None:
    verbs, actor = context.service(Groups), context.actor
    key = verbs.add(actor, NewGroup("Lane group", "Contact")).made
    said_so: list[object] = []
    context.jobs.problem_found.connect(said_so.append)
    page = show_page(GroupsPage(context))
    page.toolbar.set_tab("")
    page.reload()
    settle()
    page.on_action(CheckInOutcome.ALL_WELL.value)
    settle()
    assert said_so == []
    page.on_action(CheckInOutcome.ALL_WELL.value)
    settle()
    (problem,) = said_so
    assert isinstance(problem, DomainError)
    assert f"{actor.name} rang Lane group today" in problem.user_message
    assert len(verbs.get(actor, key).check_ins) == 1
