"""Forms: values in and out, what is missing, what a service refused, and Tab."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from desktop.domain.errors import DomainError
from desktop.ui.base.accessibility import rich_texts, unnamed_widgets
from desktop.ui.base.form import RecordForm
from desktop.ui.base.form_fields import FieldKind, FormField, LinkEditor

PEOPLE = [(1, "Jean Mallory, QX4 2LB"), (2, "Jeanette Malik, QX5 1AA")]
FIELDS = [
    FormField("name", "Name", required=True, max_length=80),
    FormField("phone", "Phone", FieldKind.PHONE, half=True),
    FormField("postcode", "Postcode", FieldKind.POSTCODE, hint="Such as QX4 2LB", half=True),
    FormField("born", "Date of birth", FieldKind.DATE),
    FormField("size", "People at home", FieldKind.NUMBER),
    FormField("nation", "Nation", FieldKind.CHOICE, choices=[("e", "England"), ("w", "Wales")]),
    FormField("ready", "Ready?", FieldKind.SEGMENT, choices=[("yes", "Yes"), ("no", "No")]),
    FormField("diets", "Diet", FieldKind.MULTI, choices=[("halal", "Halal"), ("veg", "Vegetarian")]),
    FormField("agrees", "Agrees we may share this", FieldKind.CHECK),
    FormField("words", "In their words", FieldKind.MULTILINE, max_length=500),
    FormField(
        "carer",
        "Carer",
        FieldKind.PERSON_LINK,
        lookup=lambda text: [pair for pair in PEOPLE if text.lower() in pair[1].lower()],
    ),
]
VALUES = {
    "name": "Siân <b>Probert</b>",
    "phone": "020 7946 0123",
    "postcode": "QX4 2LB",
    "born": date(1941, 6, 4),
    "size": 3,
    "nation": "w",
    "ready": "no",
    "diets": ["veg"],
    "agrees": True,
    "words": "Ring twice.",
    "carer": PEOPLE[0],
}


@pytest.fixture
def form(qtbot: QtBot) -> RecordForm:
    made = RecordForm(FIELDS)
    qtbot.addWidget(made)
    made.resize(600, 900)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def test_values_come_back_as_they_went_in(form: RecordForm) -> None:
    form.set_values(VALUES)
    assert form.values() == VALUES
    assert form.collect() == VALUES
    assert not form.dirty


def test_an_empty_form_has_empty_values(form: RecordForm) -> None:
    assert form.values() == {
        "name": "",
        "phone": "",
        "postcode": "",
        "born": None,
        "size": None,
        "nation": "e",
        "ready": None,
        "diets": [],
        "agrees": False,
        "words": "",
        "carer": None,
    }


def test_everything_wrong_is_said_at_once_and_the_first_gets_the_keyboard(form: RecordForm) -> None:
    form.editor("born").set_value("31 feb")
    form.editor("size").set_value("three")
    assert form.collect() is None
    assert form.problems() == {
        "name": "Name is needed before this can be saved.",
        "born": "There is no such day. Check the day and the month.",
        "size": "This needs a whole number, such as 12.",
    }
    assert QApplication.focusWidget() is form.editor("name").widget
    with pytest.raises(DomainError) as caught:
        form.values()
    assert caught.value.field == "born"


def test_typing_takes_the_message_away_and_makes_the_form_dirty(form: RecordForm, qtbot: QtBot) -> None:
    form.collect()
    with qtbot.waitSignal(form.dirty_changed) as caught:
        qtbot.keyClicks(form.editor("name").widget, "J")
    assert caught.args == [True]
    assert form.problems() == {}
    form.mark_clean()
    assert not form.dirty


def test_a_refusal_shows_at_its_field_or_above_the_form(form: RecordForm) -> None:
    form.show_problem(DomainError("A letter is missing.", field="postcode"))
    assert form.problems() == {"postcode": "A letter is missing."}
    assert QApplication.focusWidget() is form.editor("postcode").widget
    form.show_problem(DomainError("Somebody else changed this.", field="elsewhere"))
    assert form.problems()[""] == "Somebody else changed this."
    form.clear_problems()
    assert form.problems() == {}


def test_a_typed_date_is_shown_in_full_on_leaving(form: RecordForm, qtbot: QtBot) -> None:
    line = form.editor("born").widget
    line.setFocus()
    qtbot.keyClicks(line, "4 june 1941")
    qtbot.keyClick(line, Qt.Key.Key_Tab)
    assert line.property("text") == "04/06/1941"


def test_tab_goes_in_the_order_of_the_questions(form: RecordForm, qtbot: QtBot) -> None:
    form.focus_first()
    seen = []
    for _ in range(4):
        focused = QApplication.focusWidget()
        assert focused is not None
        seen.append(focused.accessibleName())
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    assert seen == ["Name", "Phone", "Postcode", "Date of birth"]


def test_every_answer_has_a_name_and_labels_are_plain(form: RecordForm) -> None:
    form.set_values(VALUES)
    assert unnamed_widgets(form) == []
    assert rich_texts(form) == []


def test_a_person_is_linked_only_by_picking_from_the_list(form: RecordForm, qtbot: QtBot) -> None:
    editor = form.editor("carer")
    assert isinstance(editor, LinkEditor)
    qtbot.keyClicks(editor.line, "jean")
    with pytest.raises(DomainError, match="choose from the list"):
        editor.value()
    editor._completer.activated.emit(PEOPLE[1][1])
    assert editor.value() == PEOPLE[1]
    editor.line.clear()
    editor._on_edited("")
    assert editor.value() is None


def test_a_passphrase_keeps_its_spaces_and_is_not_shown(qtbot: QtBot) -> None:
    form = RecordForm([FormField("word", "Passphrase", FieldKind.PASSPHRASE)])
    qtbot.addWidget(form)
    form.set_values({"word": " two words "})
    assert form.values() == {"word": " two words "}
    assert form.editor("word").widget.property("echoMode") == QLineEdit.EchoMode.Password
