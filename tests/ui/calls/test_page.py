"""The calling screen, by the keyboard alone."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.enums import Role
from db.enums_calls import CallKind, CallMood, HowFar
from desktop.context import AppContext
from desktop.domain.recurrence import weekly
from desktop.domain.spoken_repeats import Spoken
from desktop.services.base import Actor
from desktop.services.call_plans import CallPlans, PlanDraft, StepDraft
from desktop.services.calls import Calls
from desktop.services.contacts import Contacts
from desktop.services.group_lines import NewGroup
from desktop.services.groups import Groups
from desktop.services.people import People, PersonDraft, PhoneDraft
from desktop.services.requests import Requests
from desktop.ui.base.dialog import FormDialog
from desktop.ui.calls.page import CallsPage
from desktop.ui.groups.page import GroupsPage
from desktop.ui.main_window import MainWindow
from tests.hostile import MARKUP
from tests.ui.window import main, records  # noqa: F401

Settle = Callable[[], None]
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def plans(context: AppContext) -> list[str]:
    """Three people to ring today, on a Tuesday."""
    actor, made = context.actor, []
    for at, name in enumerate(("Iris", "Leonard", "Margaret")):
        draft = PersonDraft(name, last_name=f"C{at}", phones=(PhoneDraft(f"01632 96031{at}"),))
        person = context.service(People).save(actor, draft).made
        plan = PlanDraft(
            person,
            CallKind.WELFARE,
            weekly([1]),
            "Weekly chat",
            talk_about=MARKUP[4],
            tries=1,
            steps=(StepDraft("Ring Carys, daughter", phone="07700 900733"),),
        )
        made.append(context.service(CallPlans).save(actor, plan).made)
    return made


def open_page(main: MainWindow, settle: Settle) -> CallsPage:  # noqa: F811
    """The calling screen on show."""
    page = main.shell.go_to("calls")
    main.shell.activateWindow()
    settle()
    settle()
    assert isinstance(page, CallsPage)
    return page


def test_a_call_goes_from_the_first_answer_to_the_next_person_by_keys(
    main: MainWindow,  # noqa: F811
    context: AppContext,
    settle: Settle,
    qtbot: QtBot,
    plans: list[str],
) -> None:
    page = open_page(main, settle)
    assert page.list.due() == plans
    assert page.subtitle == "0 of 3 made today"
    waiting = context.service(Requests).counts(context.actor)["to_triage"]
    page.form.take_keyboard()
    for key in "2121":
        focused = QApplication.focusWidget()
        assert focused is not None
        qtbot.keyClicks(focused, key)
    answers = page.form.questions.answers()
    assert answers == (CallMood.UP_AND_DOWN, HowFar.YES, HowFar.NOT_MUCH, True)
    page.form.notes.setFocus()
    qtbot.keyClicks(page.form.notes, "Meter is on emergency credit until Thursday")
    settle()
    qtbot.keyClick(page.form.notes, Qt.Key.Key_R, CTRL)
    assert page.form.need_code == "energy_top_up"
    page.form.promise.setText("Ask about a lift")
    qtbot.keyClick(page.form.notes, Qt.Key.Key_Return, CTRL)
    settle()
    settle()
    assert page.plan_id == plans[1]
    assert page.form.body() == {}
    assert page.subtitle == "1 of 3 made today"
    seen = context.service(Calls).detail(context.actor, plans[0])
    assert (seen.last and seen.last.mood, seen.last and seen.last.minutes) == (CallMood.UP_AND_DOWN, 1)
    assert [one.due_on for one in seen.promises] == [page.calls.today() + timedelta(days=2)]
    assert context.service(Requests).counts(context.actor)["to_triage"] == waiting + 1


def test_no_answer_and_the_steps_end_with_the_safeguarding_lead(
    main: MainWindow,  # noqa: F811
    settle: Settle,
    qtbot: QtBot,
    plans: list[str],
) -> None:
    page = open_page(main, settle)
    qtbot.keyClick(page.form.notes, Qt.Key.Key_A, ALT)
    settle()
    settle()
    page.list.put_forward(plans[0])
    page.list.chosen.emit(plans[0])
    settle()
    assert "Step 1: Ring Carys, daughter." in page.form.notice.text
    assert "07700 900733" in page.form.notice.text
    assert page.bar.save.text() == "Heard of them"
    page.bar.no_answer.click()
    settle()
    settle()
    page.list.chosen.emit(plans[0])
    settle()
    assert "Tell the safeguarding lead now" in page.form.notice.text
    assert page.bar.no_answer.isHidden()
    page.bar.save.click()
    settle()
    assert page.plan_id == plans[0]
    page.form.notes.setPlainText("In hospital, the ward says")
    page.bar.save.click()
    settle()
    settle()
    assert plans[0] not in page.list.due()


def test_nothing_said_is_not_saved_and_says_what_to_do(
    main: MainWindow,  # noqa: F811
    context: AppContext,
    settle: Settle,
    plans: list[str],
) -> None:
    page = open_page(main, settle)
    page.save()
    settle()
    assert not context.service(Calls).detail(context.actor, plans[0]).calls
    assert page.form._notes.message == "Say how they are, or press No answer."
    page.form.notes.setPlainText("Well")
    page.form.promise.setText("Ring the choir")
    page.form.promise_on.setText("never")
    page.save()
    settle()
    assert "We cannot read this date" in page.form._promised.message


def test_a_half_made_call_comes_back_with_its_person(
    main: MainWindow,  # noqa: F811
    context: AppContext,
    settle: Settle,
    plans: list[str],
) -> None:
    page = open_page(main, settle)
    page.form.notes.setPlainText("Rhys rang")
    page.list.put_forward(plans[2])
    page.list.chosen.emit(plans[2])
    settle()
    assert page.form.body() == {}
    page.list.put_forward(plans[0])
    page.list.chosen.emit(plans[0])
    settle()
    assert page.form.notes.toPlainText() == "Rhys rang"
    main.shell.go_to("today")
    settle()
    (draft,) = context.service(Calls).waiting(context.actor)
    assert draft.body["note"] == "Rhys rang"
    again = CallsPage(context)
    again.enter()
    settle()
    settle()
    assert again.form.notes.toPlainText() == "Rhys rang"
    again.close_page()
    again.deleteLater()


def test_plans_are_added_changed_and_ended_from_the_screen(
    main: MainWindow,  # noqa: F811
    context: AppContext,
    settle: Settle,
) -> None:
    page = open_page(main, settle)
    assert page.stack.currentIndex() == 0
    person = context.service(People).save(context.actor, PersonDraft("Jean", last_name="Mallory")).made
    page.show_record(f"new:{person}")
    settle()
    dialog = _dialog(page)
    said = {"name": "Weekly check", "often": Spoken(weekly([1])), "steps": "Ring Carys, 07700 900733"}
    dialog.form.set_values(said)
    dialog.primary.click()
    settle()
    settle()
    (plan,) = page.list.due()
    acts = {words: slot for words, _icon, slot in page.acts.more(page._detail)}
    acts["Change these calls…"]()
    settle()
    assert _dialog(page).form.values()["steps"] == "Ring Carys, 07700 900733"
    _dialog(page).reject()
    acts["End these calls…"]()
    settle()
    dialog = _dialog(page)
    dialog.form.set_values({"reason": "Moved in with Carys"})
    dialog.primary.click()
    settle()
    settle()
    assert not page.list.due()
    assert context.service(CallPlans).draft(context.actor, plan).name == "Weekly check"


def test_a_promise_is_kept_from_today(
    main: MainWindow,  # noqa: F811
    context: AppContext,
    settle: Settle,
    plans: list[str],
) -> None:
    page = open_page(main, settle)
    page.form.notes.setPlainText("Well")
    page.form.promise.setText("Ring the choir")
    page.save()
    settle()
    (promise,) = context.service(Calls).detail(context.actor, plans[0]).promises
    page.show_record(f"promise:{promise.id}")
    settle()
    assert not context.service(Calls).detail(context.actor, plans[0]).promises
    (line,) = context.service(Contacts).of(context.actor, promise.person_id)
    assert line.note == "Well"


def test_whose_calls_are_shown_is_chosen(
    main: MainWindow,  # noqa: F811
    context: AppContext,
    settle: Settle,
    plans: list[str],
) -> None:
    context.service(CallPlans).hand_over(context.actor, plans[:1], context.actor.user_id)
    page = open_page(main, settle)
    page.whose.toggle_caller(context.actor.user_id)
    settle()
    assert page.list.due() == plans[:1]
    assert page.whose.text() == "For: me"
    page.whose.choose(None)
    settle()
    assert page.list.due() == plans


def _dialog(page: CallsPage) -> FormDialog:
    found = [one for one in page.findChildren(FormDialog) if one.isVisible()]
    assert len(found) == 1
    return found[0]


def test_a_street_group_due_stands_among_the_calls_until_it_was_checked_in_with(
    main: MainWindow,  # noqa: F811
    context: AppContext,
    settle: Settle,
    qtbot: QtBot,
    plans: list[str],
) -> None:
    groups = context.service(Groups)
    made = groups.add(context.actor, NewGroup("Mill Row", "Cerys Vaughan", "020 7946 0417")).made
    page = open_page(main, settle)
    assert page.list.due() == [*plans, f"group:{made}"]
    assert page.head.count.text() == "3 to make"
    page.form.notes.setPlainText("Half said")
    page.list.setFocus()
    qtbot.keyClick(page.list, Qt.Key.Key_End)
    settle()
    assert page.stack.currentWidget() is page.group
    assert page.group.accessibleName() == (
        "Mill Row, street group\nRing Cerys Vaughan, 020 7946 0417\nNever heard from"
    )
    page.save()
    page.no_answer()
    qtbot.keyClick(page.list, Qt.Key.Key_Home)
    settle()
    assert page.plan_id == plans[0]
    assert page.form.notes.toPlainText() == "Half said"
    qtbot.keyClick(page.list, Qt.Key.Key_End)
    settle()
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    settle()
    settle()
    there = main.shell.page()
    assert isinstance(there, GroupsPage)
    assert there.table.current_id() == made
    qtbot.keyClick(there.table, Qt.Key.Key_W)
    settle()
    assert open_page(main, settle).list.due() == plans


def test_groups_are_nobodys_calls_in_particular(context: AppContext) -> None:
    groups, calls, actor = context.service(Groups), context.service(Calls), context.actor
    made = groups.add(actor, NewGroup("Mill Row", "Cerys Vaughan", "020 7946 0417")).made
    for of, held in ((None, [made]), ([None], [made]), ([actor.user_id], [])):
        assert [one.id for one in calls.worklist(actor, of).groups] == held
    reader = Actor(actor.user_id, actor.name, frozenset({Role.READ_ONLY}))
    assert calls.worklist(reader).groups == ()
