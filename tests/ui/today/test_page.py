"""Today by keyboard: the list by deadline, where each verb leads, a page that never takes the keyboard."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from db.enums import RequestStatus, TaskOutcome
from desktop.context import AppContext
from desktop.services.requests import Requests
from desktop.services.round_results import RoundResults
from desktop.ui.base.accessibility import rich_texts, unnamed_widgets
from desktop.ui.base.button import ButtonKind
from desktop.ui.base.focus import FocusHalo
from desktop.ui.base.theme import Scheme, install_theme
from desktop.ui.today.agenda import MOST_ROWS
from desktop.ui.today.page import TodayPage

Wait = Callable[[], None]
Morning = dict[str, str]
NOW = datetime(2026, 11, 17, 10, 42)


def headings(page: TodayPage) -> list[str]:
    """The parts of the list with their counts, top to bottom."""
    found = [head for head in page.agenda._headers if hasattr(head, "title")]
    return [f"{head.title.text()} · {head.note.text()}" for head in found]


def press(key: Qt.Key) -> None:
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClick(widget, key)


def lit(page: TodayPage) -> str:
    return page.agenda.current.split(":")[0]


def test_the_list_stands_by_deadline_and_says_by_when(page: TodayPage) -> None:
    assert headings(page) == ["Late · 1 thing", "Before 12:30 · 2 things", "This afternoon · 3 things"]
    told = [row.texts for row in page.agenda.rows]
    assert told == [
        (
            "<b>Patrick</b> Doyle is not back yet",
            "Infirmary lift · 0 of 1 keyed · ring 07700 900362",
            "12 min late",
            "Chase",
        ),
        ("No one drives the 11:00 Northfold round", "2 stops", "in 18 min", "Find cover"),
        ("Food parcel for Gwilym Pryce has no one", "R-7", "by 12:30", "Find someone"),
        ("Print the Mill Green round sheet", "1 stop · Omar", "by 14:00", "Print"),
        ("2 requests to triage", "2 are due today", "today", "Triage"),
        ("No backup yet", "A stick that is kept elsewhere is best", "by 16:30", "Back up"),
    ]


def test_the_first_row_has_the_main_button_and_the_keyboard(page: TodayPage) -> None:
    kinds = [row.button.kind for row in page.agenda.rows]
    assert kinds == [ButtonKind.PRIMARY] + [ButtonKind.SECONDARY] * 5
    assert QApplication.focusWidget() is page.agenda.rows[0].button


def test_arrows_and_letters_move_and_enter_does_the_verb(
    page: TodayPage, morning: Morning, qtbot: QtBot
) -> None:
    for key, row in ((Qt.Key.Key_Down, 1), (Qt.Key.Key_J, 2), (Qt.Key.Key_K, 1), (Qt.Key.Key_Up, 0)):
        press(key)
        assert QApplication.focusWidget() is page.agenda.rows[row].button
    press(Qt.Key.Key_Up)
    assert QApplication.focusWidget() is page.agenda.rows[0].button
    wanted = [
        ["rounds", morning["lift"]],
        ["rounds", morning["northfold"]],
        ["match", morning["insulin"]],
        ["rounds", morning["mill"]],
        ["requests", "tab:to_triage"],
        ["backup", None],
    ]
    for where in wanted:
        with qtbot.waitSignal(page.place_asked) as asked:
            press(Qt.Key.Key_Return)
        assert asked.args == where
        press(Qt.Key.Key_J)


def test_figures_are_buttons_to_their_lists(page: TodayPage, qtbot: QtBot) -> None:
    names = [one.accessibleName() for one in page.counters.buttons.values()]
    assert names == ["2 requests to triage", "1 request with no one yet", "4 delivery rounds today"]
    for key, where in (
        ("triage", ["requests", "tab:to_triage"]),
        ("no_one", ["requests", "tab:to_match"]),
        ("rounds", ["rounds", None]),
    ):
        with qtbot.waitSignal(page.place_asked) as asked:
            page.counters.buttons[key].click()
        assert asked.args == where


def test_who_is_out_and_the_rounds_of_the_day(page: TodayPage, morning: Morning, qtbot: QtBot) -> None:
    out = [row.accessibleName() for row in page.out.rows if row.isVisible()]
    assert out == [
        "<b>Patrick</b> Doyle, Infirmary lift · back by 10:30, 12 min late, phone 07700 900362",
        "Beth Carraway, Quayside round · back by 11:45, On time, phone 07700 900362",
    ]
    rounds = [row.accessibleName() for row in page.rounds.rows if row.isVisible()]
    assert rounds == [
        "Infirmary lift, <b>Patrick</b> Doyle · 09:00, Out, 0 of 1 stops done",
        "Quayside, Beth Carraway · 09:45, Out, 0 of 2 stops done",
        "Northfold, No driver · 11:00, Needs cover, 0 of 2 stops done",
        "Mill Green, Omar Haddad · 14:00, Not printed, 0 of 1 stops done",
    ]
    with qtbot.waitSignal(page.place_asked) as asked:
        page.rounds.rows[2].click()
    assert asked.args == ["rounds", morning["northfold"]]
    with qtbot.waitSignal(page.place_asked) as asked:
        page.rounds.all.click()
    assert asked.args == ["rounds", None]


def test_a_change_is_shown_and_the_keyboard_stays_on_its_thing(
    page: TodayPage, morning: Morning, context: AppContext, settle: Wait
) -> None:
    press(Qt.Key.Key_J)
    assert lit(page) == "cover"
    results, actor = context.service(RoundResults), context.actor
    context.jobs.write(lambda: results.results(actor, morning["lift"], {1: TaskOutcome.DELIVERED}))
    settle()
    assert headings(page)[0].startswith("Before 12:30")
    assert lit(page) == "cover"
    assert QApplication.focusWidget() is page.agenda.rows[0].button
    assert page.agenda.rows[0].button.kind is ButtonKind.PRIMARY


def test_a_change_takes_the_keyboard_from_nowhere_else(
    page: TodayPage, morning: Morning, context: AppContext, settle: Wait
) -> None:
    page.counters.buttons["rounds"].setFocus()
    requests, actor = context.service(Requests), context.actor
    context.jobs.write(lambda: requests.move(actor, morning["new"], RequestStatus.TRIAGED))
    settle()
    assert QApplication.focusWidget() is page.counters.buttons["rounds"]
    assert page.counters.buttons["triage"].accessibleName().startswith("1 ")


def test_an_answer_that_comes_late_leaves_the_keyboard_to_what_lies_over_the_page(
    page: TodayPage, settle: Wait
) -> None:
    over = QDialog(page.window())
    field = QLineEdit(over)
    over.setWindowFlags(Qt.WindowType.Widget)
    over.show()
    page.shown()
    field.setFocus()
    settle()
    assert QApplication.focusWidget() is field


def test_a_minute_later_deadlines_are_told_anew_without_reading(page: TodayPage, context: AppContext) -> None:
    page.agenda.rows[2].button.setFocus()
    page.agenda.tell_time(NOW + timedelta(minutes=5))
    assert [row.texts[2] for row in page.agenda.rows[:3]] == ["17 min late", "in 13 min", "by 12:30"]
    assert context.jobs.pending == 0
    page.agenda.tell_time(NOW + timedelta(minutes=20))
    assert headings(page)[0] == "Late · 2 things"
    assert [row.texts[2] for row in page.agenda.rows[:2]] == ["32 min late", "2 min late"]
    assert QApplication.focusWidget() is page.agenda.rows[2].button


@pytest.mark.parametrize(
    ("read_before", "reads"),
    [(timedelta(minutes=1), 0), (timedelta(minutes=6), 1), (timedelta(days=1), 1)],
)
def test_what_the_time_itself_changes_is_read_again(
    page: TodayPage, context: AppContext, settle: Wait, read_before: timedelta, reads: int
) -> None:
    assert page._day is not None
    page._day = replace(page._day, now=NOW - read_before)
    page._on_minute()
    assert context.jobs.pending == reads
    settle()
    assert page._day.now == (NOW if reads else NOW - read_before)


def test_somebody_who_should_be_back_by_now_is_told_of_within_the_minute(
    page: TodayPage, context: AppContext, settle: Wait
) -> None:
    assert page._day is not None
    lift = next(one for one in page._day.out if one.head.name == "Infirmary lift")
    due = replace(lift, back_at=NOW - timedelta(seconds=30))
    page._day = replace(page._day, now=NOW - timedelta(minutes=1), out=(due,))
    page._on_minute()
    assert context.jobs.pending == 1
    settle()


def test_only_so_many_rows_are_shown_until_more_are_asked_for(page: TodayPage) -> None:
    items = [row.item for row in page.agenda.rows]
    many = [one for one in items if one is not None]
    many += [type(many[3])(f"x:{at}", many[3].urgency, NOW.date(), many[3].sentence, many[3].verb, "rounds")
             for at in range(20)]  # fmt: skip
    page.agenda.show_items(many, NOW)
    assert len(page.agenda.rows) == MOST_ROWS
    assert page.agenda.more.text() == "and 14 more"
    assert headings(page)[-1] == "This afternoon · 23 things"
    page.agenda.more.click()
    assert len(page.agenda.rows) == 26
    assert not page.agenda.more.isVisible()
    assert QApplication.focusWidget() is page.agenda.rows[MOST_ROWS].button


def test_when_nothing_is_to_be_done_it_says_what_comes(page: TodayPage) -> None:
    page.agenda.show_items([], NOW)
    assert page.agenda.rows == []
    assert page.agenda.empty.isVisible()
    words = [label.text() for label in page.agenda.empty.findChildren(QLabel)]
    assert "Nothing needs you. The next round leaves at 11:00." in words


def test_the_note_of_the_last_shift_is_quoted(page: TodayPage) -> None:
    words = [label.text() for label in page.note.findChildren(QLabel)]
    assert "“Fridge 2 is at 4 °C again. Bread comes at 3 now.”" in words
    assert "From today’s shift" in words


def test_every_part_has_a_name_and_markup_is_shown_as_typed(page: TodayPage) -> None:
    assert unnamed_widgets(page) == []
    assert rich_texts(page) == []


def test_leaving_the_page_stops_its_clock(page: TodayPage) -> None:
    assert page._minute.isActive()
    page.leave()
    assert not page._minute.isActive()


def test_a_day_read_late_takes_the_keyboard_from_no_other_page(page: TodayPage, settle: Wait) -> None:
    page.setFocus()
    page.shown()
    page.leave()
    settle()
    assert not page.agenda.isAncestorOf(QApplication.focusWidget())


@pytest.mark.parametrize(
    ("scheme", "scale", "size"),
    [
        (Scheme.LIGHT, 100, (1154, 664)),
        (Scheme.DARK, 100, (1154, 664)),
        (Scheme.LIGHT, 150, (1288, 600)),
        (Scheme.LIGHT, 100, (972, 612)),
        (Scheme.LIGHT, 200, (1288, 600)),
    ],
)
def test_it_looks_right(
    page: TodayPage,
    qapp: QApplication,
    settle: Wait,
    shoot: Callable[[QWidget, str], None],
    scheme: Scheme,
    scale: int,
    size: tuple[int, int],
) -> None:
    install_theme(qapp, scheme, scale=scale)
    halo = FocusHalo(qapp)
    page.resize(*size)
    page.refresh(None)
    settle()
    page.agenda.focus_list()
    shoot(page, f"today-{scheme}-{scale}-{size[0]}")
    for row in page.agenda.rows:
        assert row.button.width() >= row.button.sizeHint().width()
        assert row.button.geometry().right() < row.width()
    halo.stop()
