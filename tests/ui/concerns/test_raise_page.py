"""Raise a concern: from anywhere by two keystrokes, danger first, nothing left on a page that is hidden."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.enums_concerns import AboutKind, Agreed, Danger, Heard
from desktop.context import AppContext
from desktop.domain.concerns import NO_ONE_YET
from desktop.services.concern_raising import RaiseConcerns
from desktop.services.concerns import Concerns
from desktop.ui.concerns.leave import LeaveDialog
from desktop.ui.concerns.page import ConcernsPage
from desktop.ui.concerns.raise_page import RaisePage
from desktop.ui.intake.page import IntakePage
from desktop.ui.main_window import MainWindow
from tests.ui.concerns.conftest import SECRET, WORDS
from tests.ui.conftest import PASSPHRASE
from tests.ui.window import Hands, Records

Key, Held = Qt.Key, Qt.KeyboardModifier
CHORD = Held.ControlModifier | Held.ShiftModifier
Show = Callable[[RaisePage], RaisePage]
Settle = Callable[[], None]
Left = Callable[[str], list[str]]


@pytest.fixture
def page(context: AppContext, show_page: Show) -> RaisePage:
    """The page by itself."""
    return show_page(RaisePage(context))


def on_show(main: MainWindow) -> RaisePage:
    """The page in the window."""
    found = main.shell.page()
    assert isinstance(found, RaisePage)
    return found


def finish_search(page: RaisePage, hands: Hands, qtbot: QtBot) -> None:
    """Wait for what a name finds."""
    qtbot.waitUntil(lambda: not page.form.subject.searching)
    hands.quiet()


def test_from_today_to_sent_by_keys_alone(
    main: MainWindow, hands: Hands, context: AppContext, qtbot: QtBot
) -> None:
    assert main.shell.on_show() == "today"
    hands.press(Key.Key_S, CHORD)
    page = on_show(main)
    assert QApplication.focusWidget() is page.form.danger.answer.buttons[0]  # danger is asked first
    hands.press(Key.Key_Right)
    assert page.form.danger.value() is Danger.NO
    hands.press(Key.Key_Tab)
    hands.type("jean mal")
    finish_search(page, hands, qtbot)
    hands.press(Key.Key_Return)
    assert page.form.subject.about().name == "Jean Mallory"
    assert QApplication.focusWidget() is page.form.words  # whoever is chosen, the words come next
    hands.type("The fridge was empty.")
    hands.press(Key.Key_Return, Held.ControlModifier)
    assert main.shell.on_show() == "today"
    assert main.shell.toast.text.startswith("Sent to Priya Nair. The reference is C-")
    concerns, actor = context.service(Concerns), context.actor
    concerns.unlock(actor, context.hub.folder.path, PASSPHRASE)
    (line,) = concerns.lines(actor)
    account = concerns.read(actor, line.id).account
    assert (account.about.kind, account.about.name) == (AboutKind.PERSON, "Jean Mallory")
    assert account.words == "The fridge was empty."
    assert (account.danger, account.told) == (Danger.NO, NO_ONE_YET)


def test_yes_to_danger_says_999_large(page: RaisePage) -> None:
    assert page.form.danger.ring.isHidden()
    page.form.danger.answer.buttons[0].click()
    assert page.form.danger.ring.isVisible()
    assert page.form.danger.ring.text() == "Ring 999 now"
    page.form.danger.answer.buttons[1].click()
    assert page.form.danger.ring.isHidden()
    assert "101" in page.form.danger.then.plain()


def test_told_is_no_one_yet_until_somebody_is_named(page: RaisePage) -> None:
    assert page.form.account().told == NO_ONE_YET
    page.form.told.buttons[1].click()
    assert page.form.account().told == NO_ONE_YET
    page.form.told_whom.setText("The ward sister, at noon")
    assert page.form.account().told == "The ward sister, at noon"
    page.form.told.buttons[0].click()
    assert page.form.account().told == NO_ONE_YET


def test_every_answer_is_in_the_account_and_comes_back(page: RaisePage, settle: Settle) -> None:
    form = page.form
    form.subject.line.setText(SECRET)
    form.words.setPlainText(WORDS)
    form.happened.setText("Monday, 16:10")
    form.where.setText("At home")
    form.wants.setText("No fuss")
    form.heard.buttons[2].click()
    form.heard_from.setText("The milkman")
    form.agreed.buttons[3].click()
    more = form.more
    more.injuries.setPlainText("A bruise")
    more.alleged.line.setText("A man called Ted")
    more.relationship.setText("nephew")
    more.in_contact.setText("comes on Fridays")
    more.helps.setChecked(True)
    more.others.setPlainText("His mother")
    more.young.setPlainText("Two, 4 and 7")
    more.is_child.buttons[1].click()
    account = form.account()
    assert (account.heard, account.heard_from) == (Heard.SOMEONE_ELSE, "The milkman")
    assert account.agreed is Agreed.NOT_SAFE
    assert account.alleged.name == "A man called Ted"
    assert account.alleged.is_volunteer
    assert account.is_child is False
    form.restore(type(account)())
    assert form.account() == type(account)()
    form.restore(account)
    settle()
    assert form.account() == account
    assert form.more.isVisible()


def test_what_is_missing_is_said_where_it_is_asked(page: RaisePage) -> None:
    page.send()
    assert page.form.subject.block.message == "Say who you are worried about."
    page.form.subject.line.setText(SECRET)
    page.send()
    assert page.form._facts.block.message == "Write what you saw or heard."
    assert page.form.words.hasFocus()


def test_it_can_be_kept_from_a_lead_it_is_about(page: RaisePage, settle: Settle) -> None:
    assert page.send_button.text() == "Send to Priya Nair"
    page.form.about_user.setChecked(True)
    settle()
    ((_user, tick),) = page.form._accounts
    assert (tick.text(), tick.isVisible()) == ("Priya Nair", True)
    tick.click()
    settle()
    assert page.send_button.text() == "Send"
    assert not page.send_button.isEnabled()  # nobody else could open it
    tick.click()
    settle()
    assert page.send_button.isEnabled()


@pytest.mark.parametrize("way", ["lock", "leave"])
def test_no_word_stays_on_a_page_that_was_locked_or_left(
    way: str, page: RaisePage, settle: Settle, left_of: Left
) -> None:
    page.form.subject.line.setText(SECRET)
    page.form.words.setPlainText(WORDS)
    page.form.more.alleged.line.setText(SECRET)
    assert len(left_of("Quarrington")) >= 3
    page.keep() if way == "lock" else page.leave()
    assert left_of("Quarrington") == []
    assert len(page._raising.drafts(page._context.actor)) == 1


def test_after_the_lock_ones_own_passphrase_brings_the_words_back(page: RaisePage, settle: Settle) -> None:
    page.form.subject.line.setText(SECRET)
    page.form.words.setPlainText(WORDS)
    page.keep()
    settle()
    assert page.sealed.isVisible()
    assert page.form.isHidden()
    page.sealed.line.setText("not this one at all")
    page.sealed.primary.click()
    settle()
    assert page.sealed.question.block.message
    assert page.form.account().words == ""
    page.sealed.line.setText(PASSPHRASE)
    page.sealed.primary.click()
    settle()
    assert page.form.account().words == WORDS
    page.form.words.appendPlainText("And the rent book.")
    page.keeper.keep_now()
    settle()
    assert len(page._raising.drafts(page._context.actor)) == 1  # the same draft goes on


def test_words_nobody_could_keep_are_not_lost_behind_the_lock(
    page: RaisePage, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(RaiseConcerns, "keep_draft", lambda *_: "")
    page.form.words.setPlainText(WORDS)
    page.keep()
    settle()
    assert page.form.account().words == WORDS
    assert page.subtitle == "This cannot be kept as a draft yet"


def test_escape_leaves_an_empty_page_and_asks_about_a_written_one(
    page: RaisePage, settle: Settle, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(page.left):
        qtbot.keyClick(page, Key.Key_Escape)
    page.form.words.setPlainText(WORDS)
    page.cancel()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, LeaveDialog)
    with qtbot.waitSignal(page.left):
        dialog.throw.click()
    page.leave()
    settle()
    assert page._raising.drafts(page._context.actor) == []


def test_a_concern_raised_on_a_call_knows_the_caller_and_the_call_comes_back(
    main: MainWindow, hands: Hands, records: Records, qtbot: QtBot
) -> None:
    main.open_call(records.jean)
    hands.quiet()
    call = main.shell.page()
    assert isinstance(call, IntakePage)
    call.form.words.setPlainText("Needs bread")
    call.bar.concern.click()
    hands.quiet()
    page = on_show(main)
    assert page.form.subject.about().name == "Jean Mallory"
    hands.press(Key.Key_Escape)
    again = main.shell.page()
    assert isinstance(again, IntakePage)
    assert again.form.words.toPlainText() == "Needs bread"


@pytest.mark.parametrize(
    ("place", "record", "named"),
    [
        ("people", "jean", "Jean Mallory"),
        ("volunteers", "kofi", "Kofi Mensah"),
        ("organisations", "council", "Riverbank Council"),
    ],
)
def test_the_button_of_a_record_fills_in_whom_it_is_about(
    place: str, record: str, named: str, main: MainWindow, hands: Hands, records: Records
) -> None:
    shown = main.shell.go_to(place, getattr(records, record))
    hands.quiet()
    inner = getattr(shown, "list", shown)
    inner.pane.buttons["concern"].click()
    hands.quiet()
    assert on_show(main).form.subject.about().name == named
    assert on_show(main).form.subject.about().id == getattr(records, record)


def test_a_record_in_its_own_window_says_whom_it_is_about(
    main: MainWindow, hands: Hands, records: Records, qtbot: QtBot
) -> None:
    window = main.windows.open("volunteers", records.kofi)
    qtbot.waitUntil(lambda: window.content() is not None)
    qtbot.waitUntil(window.isActiveWindow)
    hands.quiet()
    hands.press(Key.Key_S, CHORD)
    about = on_show(main).form.subject.about()
    assert (about.kind, about.id, about.name) == (AboutKind.VOLUNTEER, records.kofi, "Kofi Mensah")
    window.close()


def test_drafts_wait_under_concerns_and_open_by_the_passphrase(
    main: MainWindow, hands: Hands, context: AppContext, qtbot: QtBot
) -> None:
    hands.press(Key.Key_S, CHORD)
    page = on_show(main)
    page.form.subject.line.setText(SECRET)
    page.form.words.setPlainText(WORDS)
    page.draft_button.click()
    hands.quiet()
    assert main.shell.on_show() == "today"
    assert main.shell.toast.text.startswith("Kept as a draft.")
    concerns = main.shell.go_to("concerns")
    hands.quiet()
    assert isinstance(concerns, ConcernsPage)
    (draft,) = context.service(RaiseConcerns).drafts(context.actor)
    concerns.own.rows[draft.id].click()
    hands.quiet()
    again = on_show(main)
    assert QApplication.focusWidget() is again.sealed.line
    hands.type(PASSPHRASE)
    hands.press(Key.Key_Return)
    assert again.form.account().words == WORDS
    again.send()
    hands.quiet()
    assert context.service(RaiseConcerns).drafts(context.actor) == []
