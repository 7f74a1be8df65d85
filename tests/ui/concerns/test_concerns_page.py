"""The place of concerns: one's own for everybody, and for a lead all of them behind the passphrase."""

from collections.abc import Callable
from dataclasses import replace

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from db.enums import Role, VolunteerStatus
from db.enums_concerns import AboutKind, Agreed, ConcernState, EntryKind, NextStep
from desktop.context import AppContext
from desktop.domain.concerns import About, Account
from desktop.services.concern_raising import RaiseConcerns
from desktop.services.concerns import Concerns
from desktop.services.people import PersonDraft, PhoneDraft
from desktop.services.volunteers import VolunteerDraft, Volunteers
from desktop.ui.base.dialog import FormDialog
from desktop.ui.base.field import TextArea
from desktop.ui.base.permits import forget_permits, use_permits
from desktop.ui.concerns.acts import acts_of
from desktop.ui.concerns.opened import OpenConcerns
from desktop.ui.concerns.page import ConcernsPage
from desktop.ui.main_window import MainWindow
from desktop.ui.shell_rail import Badge
from tests.ui.concerns.conftest import SECRET, WORDS
from tests.ui.conftest import PASSPHRASE
from tests.ui.window import Hands

Key, Held = Qt.Key, Qt.KeyboardModifier
Show = Callable[[ConcernsPage], ConcernsPage]
Settle = Callable[[], None]
Left = Callable[[str], list[str]]


def unlock(page: ConcernsPage, settle: Settle, passphrase: str = PASSPHRASE) -> OpenConcerns:
    """Type the passphrase."""
    page.sealed.line.setText(passphrase)
    page.sealed.primary.click()
    settle()
    assert page.opened is not None
    return page.opened


@pytest.fixture
def page(context: AppContext, raised: str, show_page: Show) -> ConcernsPage:
    """The page by itself, with one concern."""
    return show_page(ConcernsPage(context))


@pytest.fixture
def opened(page: ConcernsPage, raised: str, settle: Settle) -> OpenConcerns:
    """The concern, open."""
    found = unlock(page, settle)
    found.open_concern(raised)
    settle()
    return found


def answer(opened: OpenConcerns, context: AppContext, begins: str, settle: Settle, **values: object) -> None:
    """Fill the form of an act of the menu and press its main button."""
    assert opened._file is not None
    acts = acts_of(context.service(Concerns), context.actor, opened._file, opened.pane.held)
    act = next(one for one in acts if one.words.startswith(begins))
    dialog = opened.ask(act)
    dialog.form.set_values({**(act.values or {}), **values})
    dialog.primary.click()
    settle()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not shiboken6.isValid(dialog)  # done, and gone


def test_a_wrong_passphrase_is_said_and_opens_nothing(
    page: ConcernsPage, settle: Settle, left_of: Left
) -> None:
    page.sealed.line.setText("some other words here")
    page.sealed.primary.click()
    settle()
    assert page.sealed.question.block.message
    assert page.opened is None
    assert left_of("Quarrington") == []


def test_whoever_is_no_lead_is_not_asked_for_a_passphrase(
    context: AppContext, raised: str, show_page: Show, left_of: Left
) -> None:
    context.hub.actor = replace(context.actor, roles=frozenset({Role.CALL_HANDLER}))
    use_permits(context.may, lambda _place: True)
    page = show_page(ConcernsPage(context))
    assert page.sealed.isHidden()
    assert page.own.raise_button.hasFocus()
    assert [one.text() for one in page.own.rows.values()] == ["Add words"]
    assert left_of("Quarrington") == []
    forget_permits()


def test_words_can_be_added_to_ones_own_and_nothing_is_read_back(
    page: ConcernsPage, raised: str, context: AppContext, settle: Settle, left_of: Left
) -> None:
    (own,) = context.service(RaiseConcerns).own(context.actor)
    dialog = page.own.ask_words(own)
    dialog.form.set_values({"words": "Seen again on Friday"})
    dialog.primary.click()
    assert left_of("Friday") == []
    concerns = context.service(Concerns)
    concerns.unlock(context.actor, context.hub.folder.path, PASSPHRASE)
    assert concerns.read(context.actor, raised).of(EntryKind.ADDITION)[0].words == "Seen again on Friday"


def test_moving_in_the_list_opens_nothing_and_enter_does(
    page: ConcernsPage, raised: str, context: AppContext, settle: Settle, qtbot: QtBot
) -> None:
    opened = unlock(page, settle)
    assert opened.list.hasFocus()
    qtbot.keyClick(opened.list, Key.Key_Down)
    settle()
    assert opened._file is None
    qtbot.keyClick(opened.list, Key.Key_Return)
    settle()
    assert opened._file is not None
    assert [one.by for one in opened._file.of(EntryKind.VIEWED)] == ["Priya Nair"]


def test_a_decision_by_keys(opened: OpenConcerns, settle: Settle, qtbot: QtBot) -> None:
    form = opened.pane.form
    assert form is not None
    opened.record()
    assert form.missing.text() == "Choose what you will do."
    qtbot.keyClick(form.cards[NextStep.TALK_FIRST], Key.Key_Space)
    qtbot.keyClick(form.cards[NextStep.TALK_FIRST], Key.Key_Right)
    assert form.cards[NextStep.REFER].isChecked()
    opened.record()
    assert form._why.block.message.startswith("Write why.")
    assert form.why.hasFocus()
    qtbot.keyClicks(form.why, "Somebody has the card.")
    form.agreed.buttons[2].click()
    opened.record()
    settle()
    assert opened._file is not None
    decision = opened._file.decision
    assert decision is not None
    assert (decision.step, decision.agreed) == (NextStep.REFER, Agreed.NO)
    assert "Report by phone, then in writing" in opened.side.ticks
    opened.side.ticks["Report by phone, then in writing"].click()
    settle()
    assert opened._file.of(EntryKind.STEP)[0].words == "Report by phone, then in writing"
    assert "Report by phone, then in writing" not in opened.side.ticks


def test_watching_needs_a_day(opened: OpenConcerns, settle: Settle) -> None:
    form = opened.pane.form
    assert form is not None
    form.cards[NextStep.WATCH].click()
    form.why.setPlainText("Nothing certain.")
    opened.record()
    assert form._review.block.message == "Choose the day to look again."
    form.review.setText("23 Nov")
    opened.record()
    settle()
    assert opened._file is not None
    assert opened._file.state is ConcernState.MONITORING


def test_referred_acknowledged_closed_and_opened_again(
    opened: OpenConcerns, context: AppContext, settle: Settle
) -> None:
    values = {"to": "Riverbank Council", "how": "by phone", "spoke_to": "Ms Okafor", "reference": ""}
    answer(opened, context, "Record a referral", settle, **values)
    answer(opened, context, "They acknowledged", settle, words="RC-77")
    answer(opened, context, "Add a dated note", settle, words="She rang back.")
    answer(opened, context, "Correct a mistake", settle, words="The card, not the PIN.")
    answer(opened, context, "Bring what is known", settle, whereabouts="With her sister")
    answer(opened, context, "Close", settle, reason="The council has it.")
    file = opened._file
    assert file is not None
    assert file.state is ConcernState.CLOSED
    assert file.account.words == WORDS  # the first account stays as it was
    assert file.details.whereabouts == "With her sister"
    assert opened.pane.form is None
    answer(opened, context, "Open again", settle, reason="A new call.")
    assert opened._file is not None
    assert opened._file.state is ConcernState.UNDER_REVIEW
    (own,) = context.service(RaiseConcerns).own(context.actor)
    assert own.progress.value == "read"


def test_a_volunteer_it_is_about_is_held_and_can_be_suspended_or_let_go(
    context: AppContext, show_page: Show, settle: Settle
) -> None:
    actor, volunteers = context.actor, context.service(Volunteers)
    kofi = volunteers.save(
        actor,
        VolunteerDraft(person=PersonDraft("Kofi", last_name="Mensah", phones=(PhoneDraft("07700 900415"),))),
    ).made
    account = Account(about=About(AboutKind.VOLUNTEER, kofi, "Kofi Mensah"), words="He took ten pounds.")
    made = context.service(RaiseConcerns).send(actor, context.hub.folder.path, account).made
    page = show_page(ConcernsPage(context))
    opened = unlock(page, settle)
    opened.open_concern(made)
    settle()
    assert opened.pane.held is not None
    assert opened.pane.held.status is VolunteerStatus.ON_HOLD
    answer(opened, context, "Suspend Kofi", settle, reason="The designated officer said so.")
    assert opened.pane.held.status is VolunteerStatus.SUSPENDED
    answer(opened, context, "Let Kofi", settle, reason="Cleared by the officer.")
    assert opened.pane.held is None
    assert volunteers.rows(actor, [kofi])[0].status is VolunteerStatus.APPLIED


@pytest.mark.parametrize("way", ["escape", "lock", "leave", "time", "dialog"])
def test_nothing_that_was_read_is_left_in_any_widget(
    way: str,
    page: ConcernsPage,
    opened: OpenConcerns,
    context: AppContext,
    monkeypatch: pytest.MonkeyPatch,
    left_of: Left,
    qtbot: QtBot,
) -> None:
    assert len(left_of("Quarrington")) >= 4
    if way == "escape":
        qtbot.keyClick(opened.list, Key.Key_Escape)
    elif way == "lock":
        page.keep()
    elif way == "leave":
        page.leave()
    elif way == "dialog":
        assert opened._file is not None
        acts = acts_of(context.service(Concerns), context.actor, opened._file, None)
        opened.ask(acts[1]).form.set_values({"wants": SECRET})
        opened.hide_now()
    else:
        monkeypatch.setattr(Concerns, "seconds_left", lambda *_: 0)
        opened.look_at_clock()
    assert left_of("Quarrington") == []
    assert page.opened is None
    assert [
        one for one in QApplication.topLevelWidgets() if isinstance(one, FormDialog) and one.isVisible()
    ] == []
    monkeypatch.undo()
    assert context.service(Concerns).seconds_left(context.actor) == 0


def test_a_reason_half_written_comes_back_once_they_are_open_again(
    page: ConcernsPage, opened: OpenConcerns, raised: str, settle: Settle, left_of: Left
) -> None:
    assert opened.pane.form is not None
    opened.pane.form.cards[NextStep.REFER].click()
    opened.pane.form.why.setPlainText("Half a reason")
    page.hide_concerns()
    assert left_of("Half a reason") == []
    again = unlock(page, settle)
    again.open_concern(raised)
    settle()
    assert again.pane.form is not None
    assert again.pane.form.why.toPlainText() == "Half a reason"
    assert again.pane.form.cards[NextStep.REFER].isChecked()


def test_the_rail_shows_a_padlock_and_never_a_count(main: MainWindow, hands: Hands, raised: str) -> None:
    main.shell.refresh_badges()
    hands.quiet()
    button = main.shell.rail.buttons["concerns"]
    assert button.badge == Badge(locked=True)
    assert button.accessibleName() == "Concerns"


def test_the_search_box_says_that_it_does_not_look_here(main: MainWindow, hands: Hands) -> None:
    search = main.shell.top.search
    assert search is not None
    main.shell.go_to("concerns")
    hands.quiet()
    assert search.text() == "Search does not look in concerns"
    main.shell.go_to("today")
    assert search.text() != "Search does not look in concerns"
    assert hands.find("quarrington") == hands.titles()


def test_ctrl_enter_records_the_decision_from_within_the_reason(
    main: MainWindow, raised: str, hands: Hands
) -> None:
    found = main.shell.go_to("concerns")
    hands.quiet()
    assert isinstance(found, ConcernsPage)
    hands.type(PASSPHRASE)
    hands.press(Key.Key_Return)
    hands.press(Key.Key_Return)
    opened = found.opened
    assert opened is not None
    assert opened.pane.form is not None
    opened.pane.form.cards[NextStep.NOTHING_MORE].click()
    opened.pane.form.why.setFocus()
    hands.type("It was a mistake.")
    hands.press(Key.Key_Return, Held.ControlModifier)
    assert opened._file is not None
    assert opened._file.state is ConcernState.NO_FURTHER_ACTION
    hands.press(Key.Key_Escape)
    assert (QApplication.focusWidget(), found.opened) == (found.sealed.line, None)


def test_a_form_half_written_comes_back_once_they_are_open_again(
    page: ConcernsPage,
    opened: OpenConcerns,
    context: AppContext,
    raised: str,
    settle: Settle,
    left_of: Left,
) -> None:
    concerns = context.service(Concerns)
    assert opened._file is not None
    note = acts_of(concerns, context.actor, opened._file, None)[0]
    form = opened.ask(note).form
    widget = form.editor("words").widget
    assert isinstance(widget, TextArea)
    widget.setPlainText("Half a note")
    page.keep()
    assert left_of("Half a note") == []
    again = unlock(page, settle)
    again.open_concern(raised)
    settle()
    dialog = again.ask(note)
    assert dialog.form.values()["words"] == "Half a note"
    dialog.done(0)


@pytest.mark.parametrize("way", ["lock", "leave"])
def test_words_being_added_are_put_away_as_a_sealed_draft(
    way: str, page: ConcernsPage, context: AppContext, raised: str, settle: Settle, left_of: Left
) -> None:
    raising = context.service(RaiseConcerns)
    (own,) = raising.own(context.actor)
    widget = page.own.ask_words(own).form.editor("words").widget
    assert isinstance(widget, TextArea)
    widget.setPlainText("Seen again on Friday")
    page.keep() if way == "lock" else page.leave()
    assert left_of("on Friday") == []
    (draft,) = raising.drafts(context.actor)
    kept = raising.read_draft(context.actor, context.hub.folder.path, draft.id, PASSPHRASE)
    assert (kept.about.name, kept.words) == (own.reference, "Seen again on Friday")


def test_concerns_that_do_not_open_are_named(
    page: ConcernsPage, raised: str, context: AppContext, settle: Settle
) -> None:
    """As after the recovery card: the list says that it is not the whole."""
    (own,) = context.service(RaiseConcerns).own(context.actor)
    with context.hub.store.write(context.actor.user_id) as work:
        work.session.execute(text("UPDATE concern_key SET reader_public = 'another'"))
    opened = unlock(page, settle)
    assert opened.listed.shut.isVisible()
    assert own.reference in opened.listed.shut.text
    with context.hub.store.write(context.actor.user_id) as work:
        work.session.execute(text("DELETE FROM concern_entry"))
        work.session.execute(text("DELETE FROM concern_key"))
    opened.reload()
    settle()
    assert opened.listed.shut.isHidden()
