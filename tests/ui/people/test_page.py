"""The people list: adding, changing, agreeing, reaching, history, and taking off the list."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from db.enums import Answer, ContactOutcome, PersonStatus
from desktop.context import AppContext
from desktop.services.consents import Consents
from desktop.services.contacts import Contacts
from desktop.services.people import People, PersonDraft, PhoneDraft
from desktop.ui.base.button import Button
from desktop.ui.base.dialog import FormDialog, ReasonDialog
from desktop.ui.base.taken_off import TakenOffDialog
from desktop.ui.history import HistoryDialog
from desktop.ui.people.page import CONSENT, CONTACT, HISTORY, PeoplePage

Wait = Callable[[], None]


@pytest.fixture
def page(context: AppContext, qtbot: QtBot, settle: Wait) -> Iterator[PeoplePage]:
    """The list with Jean on it; nothing may go wrong unheard."""
    wrong: list[object] = []
    context.jobs.crashed.connect(wrong.append)
    people = context.service(People)
    people.save(
        context.actor, PersonDraft("Jean", last_name="Mallory", phones=(PhoneDraft("020 7946 0147"),))
    )
    made = PeoplePage(context)
    context.jobs.changed.connect(made.take_changes)
    qtbot.addWidget(made)
    made.resize(1154, 688)
    made.show()
    made.enter()
    settle()
    yield made
    made.leave()
    made.close_page()
    settle()
    assert wrong == []


def dialog_of(page: QWidget, kind: type[QWidget]) -> Any:
    return next(one for one in page.findChildren(kind) if one.isVisible())


def words_of(widget: QWidget) -> str:
    return " / ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def save(dialog: FormDialog, qtbot: QtBot, settle: Wait) -> None:
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()


def act(page: PeoplePage, key: str, settle: Wait) -> str:
    item = str(page.table.current_id())
    page.on_action(key)
    settle()
    return item


def test_a_person_is_added_with_a_home_and_changed_later(
    page: PeoplePage, context: AppContext, qtbot: QtBot, settle: Wait
) -> None:
    page.open_form()
    settle()
    dialog = dialog_of(page, FormDialog)
    typed = {
        "first_name": "Nasreen",
        "last_name": "Akhtar",
        "date_of_birth": date(1941, 4, 3),
        "phone_1": "07700 900144",
        "address_line1": "3 Saltmarsh Row",
        "postcode": "qx42lb",
    }
    for name, value in typed.items():
        dialog.form.editor(name).set_value(value)
    save(dialog, qtbot, settle)
    assert page.subtitle == "2 people"
    item = page.table.current_id()
    held = context.service(People).get(context.actor, item).draft
    assert (held.first_name, held.date_of_birth) == ("Nasreen", date(1941, 4, 3))
    assert held.household is not None
    assert held.household.postcode == "QX4 2LB"
    page.open_form(item)
    settle()
    dialog = dialog_of(page, FormDialog)
    dialog.form.editor("preferred_name").set_value("Nas")
    save(dialog, qtbot, settle)
    held = context.service(People).get(context.actor, item).draft
    assert (held.preferred_name, held.phones[0].raw) == ("Nas", "07700 900144")


def test_a_person_without_name_or_number_is_refused_and_the_form_stays(
    page: PeoplePage, qtbot: QtBot, settle: Wait
) -> None:
    page.open_form()
    settle()
    dialog = dialog_of(page, FormDialog)
    save(dialog, qtbot, settle)
    assert dialog.isVisible()
    assert page.subtitle == "1 person"
    dialog.reject()


def test_what_jean_agreed_to_is_recorded_with_how_she_was_asked(
    page: PeoplePage, context: AppContext, qtbot: QtBot, settle: Wait
) -> None:
    item = act(page, CONSENT, settle)
    dialog = dialog_of(page, FormDialog)
    dialog.form.editor("answer").set_value(Answer.YES)
    save(dialog, qtbot, settle)
    (held,) = context.service(Consents).of(context.actor, item)
    assert held.answer is Answer.YES
    settle()
    assert "Yes" in words_of(page.pane)


def test_a_call_without_an_answer_is_kept_with_its_day_to_try_again(
    page: PeoplePage, context: AppContext, qtbot: QtBot, settle: Wait
) -> None:
    item = act(page, CONTACT, settle)
    dialog = dialog_of(page, FormDialog)
    dialog.form.editor("outcome").set_value(ContactOutcome.NO_ANSWER)
    dialog.form.editor("note").set_value("<b>Rang twice</b>")
    dialog.form.editor("next_on").set_value(date(2026, 11, 18))
    save(dialog, qtbot, settle)
    (tried,) = context.service(Contacts).of(context.actor, item, 5)
    assert (tried.outcome, tried.note, tried.next_on) == (
        ContactOutcome.NO_ANSWER,
        "<b>Rang twice</b>",
        date(2026, 11, 18),
    )


def test_history_says_what_stood_before_and_hides_keys_of_other_records(
    page: PeoplePage, context: AppContext, settle: Wait
) -> None:
    people, item = context.service(People), page.table.current_id()
    held = people.get(context.actor, item).draft
    held = PersonDraft("Jeanne", last_name="Mallory", phones=held.phones, date_of_birth=date(1938, 5, 2))
    people.save(context.actor, held, item)
    act(page, HISTORY, settle)
    dialog = dialog_of(page, HistoryDialog)
    assert "First name: Jean → Jeanne" in dialog.lines
    assert "Date of birth: nothing → Mon 2 May 1938" in dialog.lines
    assert dialog.lines[-1] == "Added"
    assert not [line for line in dialog.lines if item in line or " id:" in line]
    dialog.accept()


def test_the_search_forgives_a_slip_where_nothing_fits_exactly(page: PeoplePage, settle: Wait) -> None:
    for typed in ("malory", "Mallroy"):
        assert page.toolbar.search is not None
        page.toolbar.search.setText(typed)
        page.reload()
        settle()
        record = page.table.records().record_at(page.table.currentIndex().row())
        assert (typed, record.last_name) == (typed, "Mallory")


def test_a_change_that_still_stands_is_taken_back_from_the_history(
    page: PeoplePage, context: AppContext, settle: Wait
) -> None:
    people, item = context.service(People), page.table.current_id()
    for name in ("Jeanne", "Jeannette"):
        held = people.get(context.actor, item).draft
        people.save(context.actor, replace(held, first_name=name, household=None), item)
    act(page, HISTORY, settle)
    dialog = dialog_of(page, HistoryDialog)
    (undo,) = (one for one in dialog.findChildren(Button) if one.accessibleName().startswith("Undo: "))
    assert undo.accessibleName() == "Undo: First name: Jeanne → Jeannette"
    undo.click()
    settle()
    assert people.get(context.actor, item).draft.first_name == "Jeanne"
    assert not isValid(dialog)


def test_who_is_taken_off_the_list_leaves_it_with_a_reason(
    page: PeoplePage, context: AppContext, qtbot: QtBot, settle: Wait
) -> None:
    page.open_void(page.table.current_id())
    dialog = dialog_of(page, ReasonDialog)
    dialog.form.editor("reason").set_value("Entered twice")
    dialog.primary.click()
    settle()
    assert page.subtitle == "0 people"
    assert page.empty.isVisible()


def test_those_who_moved_stand_under_their_own_tab(
    page: PeoplePage, context: AppContext, settle: Wait
) -> None:
    people = context.service(People)
    gone = PersonDraft("Tom", phones=(PhoneDraft("07700 900333"),), status=PersonStatus.MOVED)
    people.save(context.actor, gone)
    page.toolbar.tabs[2].click()
    settle()
    assert page.subtitle == "1 person"
    page.toolbar.tabs[0].click()
    settle()
    assert page.subtitle == "2 people"


def test_who_was_taken_off_the_list_is_brought_back_from_its_menu(
    page: PeoplePage, context: AppContext, settle: Wait
) -> None:
    people, item = context.service(People), page.table.current_id()
    people.void(context.actor, item, "Entered twice")
    page.reload()
    settle()
    assert page.subtitle == "0 people"
    page.open_taken_off()
    settle()
    dialog = dialog_of(page, TakenOffDialog)
    (button,) = (one for one in dialog.findChildren(Button) if one.text() == "Bring back")
    assert button.accessibleName().startswith("Bring back Jean Mallory")
    button.click()
    settle()
    assert (page.subtitle, dialog.rows) == ("1 person", {})
    assert dialog.nothing.isVisible()
    dialog.accept()


def test_an_empty_list_of_what_was_taken_off_says_so(page: PeoplePage, settle: Wait) -> None:
    page.open_taken_off()
    settle()
    dialog = dialog_of(page, TakenOffDialog)
    assert dialog.nothing.isVisible()
    dialog.accept()
