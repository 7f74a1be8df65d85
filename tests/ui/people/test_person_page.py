"""One person on a page of their own: opened with Enter, everything on it, and each button does its part."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import event

from db.enums import Answer, Channel, CloseReason, ContactOutcome, Direction, LinkKind
from desktop.context import AppContext
from desktop.domain.errors import DomainError
from desktop.services.consents import Consents
from desktop.services.contacts import Attempt, Contacts
from desktop.services.households import HouseholdDraft
from desktop.services.intake import CallDraft, Intake
from desktop.services.people import LinkDraft, People, PersonDraft, PhoneDraft
from desktop.services.person_page import PersonPages
from desktop.services.requests import RequestDraft, Requests
from desktop.services.volunteers import VolunteerDraft, Volunteers
from desktop.ui.base.accessibility import unnamed_widgets
from desktop.ui.base.button import Button
from desktop.ui.base.dialog import FormDialog
from desktop.ui.people.page import PeoplePage
from desktop.ui.people.person_page import PersonPage

Wait = Callable[[], None]


def ask(context: AppContext, person_id: str, need: str) -> str:
    """Take a call somebody else made for a person; the key of the request."""
    draft = RequestDraft(person_id, need, caller_name="Sam Mallory", caller_relationship="son")
    return context.service(Intake).save(context.actor, CallDraft(draft, None, Answer.YES)).made


@pytest.fixture
def jean(context: AppContext) -> str:
    """Somebody with a little of everything."""
    people, actor = context.service(People), context.actor
    person = people.save(
        actor,
        PersonDraft(
            "Jean",
            last_name="Mallory",
            safe_number="020 7946 0101",
            safe_when="Mornings",
            source_reference="GP-77",
            phones=(PhoneDraft("020 7946 0147"),),
            links=(LinkDraft(LinkKind.KEYHOLDER, "Rita Hale", "neighbour", "020 7946 0148"),),
            household=HouseholdDraft("8 Kelp Street", postcode="QX4 2LB"),
        ),
    ).made
    home = people.get(actor, person).household_id
    people.save(actor, PersonDraft("Tom", last_name="Mallory", household_id=home))
    ask(context, person, "food_parcel")
    context.service(Requests).close(actor, ask(context, person, "hot_meal"), CloseReason.MET)
    contact = Attempt(Channel.PHONE, Direction.OUTBOUND, ContactOutcome.NO_ANSWER, "Rang twice", person)
    context.service(Contacts).record(actor, contact)
    volunteers = context.service(Volunteers)
    kofi = VolunteerDraft(PersonDraft("Kofi", last_name="Mensah", email="kofi@example.org"))
    volunteers.keep_apart(actor, volunteers.save(actor, kofi).made, person, "Asked for somebody else")
    return person


@pytest.fixture
def page(context: AppContext, jean: str, qtbot: QtBot, settle: Wait) -> Iterator[PersonPage]:
    """Jean's page; nothing may go wrong unheard."""
    wrong: list[object] = []
    context.jobs.crashed.connect(wrong.append)
    made = PersonPage(context)
    context.jobs.changed.connect(made.take_changes)
    qtbot.addWidget(made)
    made.resize(1154, 688)
    made.show()
    made.show_record(jean)
    made.enter()
    settle()
    yield made
    made.leave()
    made.close_page()
    settle()
    assert wrong == []


def words_of(page: QWidget) -> str:
    labels = [one.text() for one in page.findChildren(QLabel) if one.isVisible()]
    links = [one.text() for one in page.findChildren(Button) if one.isVisible()]
    return " / ".join([*labels, *links])


def test_everything_about_them_is_there_and_safe_contact_is_first(page: PersonPage) -> None:
    words = words_of(page)
    assert page.title == "Jean Mallory"
    for said in (
        "020 7946 0101",
        "Mornings",
        "020 7946 0147",
        "8 Kelp Street",
        "Tom Mallory",
        "Rita Hale, neighbour, 020 7946 0148",
        "Kofi Mensah",
        "GP-77",
        "Open requests",
        "Food parcel, R-1",
        "Asked by Sam Mallory, son",
        "Hot meal, R-2",
        "Rang twice",
        "Yes, 17 Nov 2026",
        "Added (Priya Nair)",
    ):
        assert said in words, said
    assert words.index("Safe contact") < words.index("Contact and home")
    assert "Asked for somebody else" not in words
    assert unnamed_widgets(page) == []


def test_enter_on_the_list_asks_for_the_page(
    context: AppContext, jean: str, qtbot: QtBot, settle: Wait
) -> None:
    people = PeoplePage(context)
    qtbot.addWidget(people)
    people.show()
    people.enter()
    settle()
    people.table.select_id(jean)
    with qtbot.waitSignal(people.place_asked) as asked:
        qtbot.keyClick(people.table, Qt.Key.Key_Return)
    assert asked.args == ["person", jean]
    settle()
    people.leave()
    people.close_page()


def test_each_button_does_its_part_and_esc_goes_back(
    page: PersonPage, context: AppContext, jean: str, qtbot: QtBot, settle: Wait
) -> None:
    with qtbot.waitSignal(page.place_asked) as rung:
        qtbot.keyClick(page.buttons["ring"], Qt.Key.Key_Space)
    assert rung.args == ["calls", f"new:{page.person_id}"]
    with qtbot.waitSignal(page.call_for) as asked:
        qtbot.keyClick(page.buttons["call"], Qt.Key.Key_Space)
    assert asked.args == [jean]
    for key in ("contact", "consent", "edit"):
        qtbot.keyClick(page.buttons[key], Qt.Key.Key_Space)
        settle()
        dialog = next(one for one in page.findChildren(FormDialog) if one.isVisible())
        if key == "edit":
            dialog.form.editor("last_name").set_value("Mallory-Hale")
        if key == "consent":
            dialog.form.editor("answer").set_value(Answer.NO)
        qtbot.keyClick(dialog.primary, Qt.Key.Key_Space)
        settle()
    assert page.title == "Jean Mallory-Hale"
    assert context.service(Consents).of(context.actor, jean)[0].answer is Answer.NO
    assert len(context.service(Contacts).of(context.actor, jean)) == 4
    with qtbot.waitSignal(page.left):
        qtbot.keyClick(page, Qt.Key.Key_Escape)


def test_what_was_agreed_is_taken_back_with_the_day_and_the_words(
    page: PersonPage, context: AppContext, jean: str, qtbot: QtBot, settle: Wait
) -> None:
    assert page.buttons["take_back"].isVisible()
    page.buttons["take_back"].click()
    settle()
    dialog = next(one for one in page.findChildren(FormDialog) if one.isVisible())
    dialog.form.editor("how").set_value("Rang: her son shops now")
    qtbot.keyClick(dialog.primary, Qt.Key.Key_Space)
    settle()
    found = context.service(Consents).of(context.actor, jean)[0]
    assert (found.stands, found.withdrawn_how) == (False, "Rang: her son shops now")
    words = words_of(page)
    assert "Taken back 17 Nov 2026: Rang: her son shops now" in words
    assert "Sharing with Volunteer who helps: taken back (Priya Nair)" in words
    assert "Sharing with Volunteer who helps: Yes (Priya Nair)" in words
    assert not page.buttons["take_back"].isVisible()
    with pytest.raises(DomainError):
        context.service(Consents).withdraw(context.actor, found.id, "Again")


def test_a_neighbour_opens_in_place_and_somebody_gone_is_said(
    page: PersonPage, context: AppContext, settle: Wait
) -> None:
    next(one for one in page.findChildren(Button) if one.text() == "Tom Mallory").click()
    settle()
    assert page.title == "Tom Mallory"
    context.service(People).void(context.actor, page.person_id, "Twice")
    page.reload()
    settle()
    assert "no longer here" in words_of(page)
    assert not page.buttons["call"].isEnabled()


def test_it_is_read_in_a_fixed_number_of_statements(context: AppContext, jean: str) -> None:
    def count() -> int:
        ran: list[str] = []

        def note(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
            ran.append(statement)

        event.listen(context.hub.store.reader, "before_cursor_execute", note)
        context.service(PersonPages).of(context.actor, jean)
        event.remove(context.hub.store.reader, "before_cursor_execute", note)
        return len(ran)

    count()
    few = count()
    for need in ("shopping", "food_parcel", "hot_meal"):
        ask(context, jean, need)
    assert count() == few
    assert 0 < few <= 15
