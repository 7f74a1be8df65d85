"""Nothing typed is lost: drafts of calls kept, put aside, brought back."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.context import AppContext
from desktop.services.intake import Intake
from desktop.ui.base.button import Button
from desktop.ui.base.keeper import WAIT_MS
from desktop.ui.intake.drafts import kept_words
from desktop.ui.intake.page import IntakePage

Wait = Callable[[], None]
Make = Callable[..., IntakePage]


def bodies(context: AppContext) -> list[dict[str, Any]]:
    """What the draft box holds, newest first."""
    return [draft.body for draft in context.service(Intake).waiting(context.actor)]


def half_a_call(qtbot: QtBot, page: IntakePage, settle: Wait, words: str = "Tablets") -> None:
    qtbot.keyClicks(page.form.who.finder.line, "Jean")
    qtbot.keyClick(page.form.who.finder.line, Qt.Key.Key_Return)
    settle()
    page.form.words.setFocus()
    qtbot.keyClicks(page.form.words, words)
    settle()


def test_a_call_is_kept_two_seconds_after_the_last_key(
    page: IntakePage, context: AppContext, qtbot: QtBot, settle: Wait
) -> None:
    assert WAIT_MS == 2_000
    page.keeper._timer.setInterval(10)
    page.form.words.setFocus()
    with qtbot.waitSignal(page.keeper.kept):
        qtbot.keyClicks(page.form.words, "x")
    settle()
    assert [body["words"] for body in bodies(context)] == ["x"]
    assert "Draft kept" in page.subtitle


def test_leaving_a_field_keeps_what_it_holds(
    page: IntakePage, context: AppContext, qtbot: QtBot, settle: Wait
) -> None:
    page.form.words.setFocus()
    qtbot.keyClicks(page.form.words, "Knee gone")
    assert bodies(context) == []
    qtbot.keyClick(page.form.words, Qt.Key.Key_Tab)
    settle()
    assert [body["words"] for body in bodies(context)] == ["Knee gone"]


def test_keeping_while_a_keep_is_under_way_keeps_the_newest_in_one_draft(
    page: IntakePage, context: AppContext, qtbot: QtBot, settle: Wait
) -> None:
    for words in ("a", "ab", "abc"):
        page.form.words.setPlainText(words)
        page.keeper.keep_now()
    settle()
    assert [body["words"] for body in bodies(context)] == ["abc"]


def test_after_a_crash_the_call_and_the_field_come_back(
    page: IntakePage, make_page: Make, context: AppContext, known: Any, qtbot: QtBot, settle: Wait
) -> None:
    half_a_call(qtbot, page, settle)
    page.form.what.tiles.setFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_2)
    qtbot.keyClicks(QApplication.focusWidget(), "Lanthorn")
    page.form.when.urgency.buttons[2].click()
    page.form.sharing.tick.setChecked(True)
    page.form.go_to("asked.pharmacy")
    page.keeper.keep_now()
    settle()
    before = page.form.body()
    again = make_page()
    assert again.form.body() == before
    assert again.form.place() == "asked.pharmacy"
    assert again.form.who.card.isVisible()
    assert again.keeper.draft_id == page.keeper.draft_id


def test_f2_puts_a_half_taken_call_aside_and_counts_it(
    page: IntakePage, context: AppContext, qtbot: QtBot, settle: Wait
) -> None:
    half_a_call(qtbot, page, settle)
    with qtbot.waitSignal(page.drafts_changed, check_params_cb=lambda count: count == 1):
        qtbot.keyClick(page.form.words, Qt.Key.Key_F2)
    settle()
    assert page.form.body() == page._blank
    assert [body["aside"] for body in bodies(context)] == [True]
    assert page.form.place() == "who"
    button = next(one for one in page.side.findChildren(Button) if one.text() == "Go on")
    assert "Jean Mallory" in button.accessibleName()
    button.click()
    settle()
    assert page.form.body()["words"] == "Tablets"
    assert page.form.place() == "words"
    assert len(bodies(context)) == 1


def test_a_call_put_aside_does_not_come_back_by_itself(
    page: IntakePage, make_page: Make, context: AppContext, qtbot: QtBot, settle: Wait
) -> None:
    half_a_call(qtbot, page, settle)
    with qtbot.waitSignals([page.drafts_changed, page.left]):
        qtbot.keyClick(page.form.words, Qt.Key.Key_Escape)
    settle()
    again = make_page()
    assert again.form.body() == again._blank
    assert len(again.keeper.waiting) == 1


def test_going_on_with_one_call_puts_the_other_aside(
    page: IntakePage, context: AppContext, qtbot: QtBot, settle: Wait
) -> None:
    half_a_call(qtbot, page, settle, "first")
    page.next_call()
    settle()
    half_a_call(qtbot, page, settle, "second")
    page.resume(page.keeper.waiting[0].id)
    settle()
    assert page.form.body()["words"] == "first"
    assert {body["words"]: body["aside"] for body in bodies(context)} == {"first": False, "second": True}
    assert [draft.body["words"] for draft in page.keeper.waiting] == ["second"]


def test_a_call_for_a_person_puts_the_one_on_show_aside(
    page: IntakePage, context: AppContext, known: Any, qtbot: QtBot, settle: Wait
) -> None:
    half_a_call(qtbot, page, settle)
    page.show_record(known.neighbour)
    settle()
    assert page.form.who.person_id == known.neighbour
    assert page.form.words.toPlainText() == ""
    assert [body["aside"] for body in bodies(context)] == [True]


def test_f2_saves_a_call_that_is_complete(
    page: IntakePage, context: AppContext, qtbot: QtBot, settle: Wait
) -> None:
    half_a_call(qtbot, page, settle)
    page.form.go_to("need")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_1)
    with qtbot.waitSignal(page.saved) as caught:
        page.next_call()
    settle()
    assert caught.args[1] is False
    assert bodies(context) == []


def test_a_draft_on_its_way_while_saving_leaves_no_ghost(
    page: IntakePage, context: AppContext, qtbot: QtBot, settle: Wait
) -> None:
    half_a_call(qtbot, page, settle)
    page.form.go_to("need")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_1)
    page.keeper.keep_now()
    page.save()
    settle()
    assert bodies(context) == []


def test_a_person_gone_since_is_said_and_the_words_stay(
    page: IntakePage, make_page: Make, context: AppContext, known: Any, qtbot: QtBot, settle: Wait
) -> None:
    from desktop.services.people import People

    half_a_call(qtbot, page, settle)
    page.keeper.keep_now()
    settle()
    context.service(People).void(context.actor, known.jean, "Wrong record")
    again = make_page()
    assert "no longer here" in again.form.problems()["who"]
    assert again.form.words.toPlainText() == "Tablets"


def test_hiding_the_page_keeps_what_was_typed(
    page: IntakePage, context: AppContext, qtbot: QtBot, settle: Wait
) -> None:
    page.form.words.setPlainText("Half a sentence")
    page.leave()
    settle()
    assert [body["words"] for body in bodies(context)] == ["Half a sentence"]


def test_a_page_that_goes_at_once_still_keeps_its_call(
    page: IntakePage, make_page: Make, context: AppContext, qtbot: QtBot, settle: Wait
) -> None:
    half_a_call(qtbot, page, settle)
    with qtbot.waitSignal(page.drafts_changed, check_params_cb=lambda count: count == 1):
        page.leave()
    page.close_page()
    context.jobs.drain()
    assert [body["words"] for body in bodies(context)] == ["Tablets"]


def test_a_blank_call_is_never_kept(page: IntakePage, context: AppContext, settle: Wait) -> None:
    page.keeper.keep_now()
    page.set_aside()
    settle()
    assert bodies(context) == []


def test_how_long_ago_is_said() -> None:
    said = [kept_words(seconds) for seconds in (0, 1, 12, 125)]
    assert said == [
        "Draft kept",
        "Draft kept, 1 second ago",
        "Draft kept, 12 seconds ago",
        "Draft kept, 2 min ago",
    ]
