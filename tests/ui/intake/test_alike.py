"""What stands beside a call: duplicates before saving, what is good to know, and names for everything."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from db.enums import CloseReason
from db.queries.requests import RequestFilter
from desktop.context import AppContext
from desktop.services.intake import Intake
from desktop.services.people import People, PersonDraft
from desktop.services.requests import RequestDetail, Requests
from desktop.ui.base.accessibility import rich_texts, unnamed_widgets
from desktop.ui.intake.page import IntakePage

Wait = Callable[[], None]
MARKUP = "<img src=file:///x><b>Bo</b>"


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def saved(context: AppContext) -> RequestDetail:
    """The request saved last."""
    requests = context.service(Requests)
    keys = requests.ids(context.actor, RequestFilter(stage=""), "number", True)
    return requests.get(context.actor, keys[0])


def type_who(qtbot: QtBot, page: IntakePage, settle: Wait, typed: str) -> None:
    qtbot.keyClicks(page.form.who.finder.line, typed)
    qtbot.keyClick(page.form.who.finder.line, Qt.Key.Key_Return)
    settle()


def test_the_same_request_is_shown_before_saving_and_alt_s_keeps_the_words_with_it(
    page: IntakePage, context: AppContext, known: Any, qtbot: QtBot, settle: Wait
) -> None:
    type_who(qtbot, page, settle, "Jean")
    qtbot.keyClick(focused(), Qt.Key.Key_2)
    settle()
    alike = page.side.alike
    assert alike.isVisible()
    assert alike.key == known.prescription
    page.form.words.setFocus()
    qtbot.keyClicks(page.form.words, "Still waiting")
    before = saved(context).number
    with qtbot.waitSignal(page.saved) as caught:
        qtbot.keyClick(page.form.words, Qt.Key.Key_S, Qt.KeyboardModifier.AltModifier)
    settle()
    assert caught.args == [known.prescription, False]
    assert saved(context).number == before
    card = context.service(Intake).card(context.actor, known.jean)
    assert card.contacts[0].note == "Still waiting"
    assert page.form.body() == page._blank


def test_alt_d_says_it_is_new_and_is_not_asked_again(
    page: IntakePage, context: AppContext, known: Any, qtbot: QtBot, settle: Wait
) -> None:
    type_who(qtbot, page, settle, "Jean")
    qtbot.keyClick(focused(), Qt.Key.Key_2)
    settle()
    page.form.words.setFocus()
    qtbot.keyClick(page.form.words, Qt.Key.Key_D, Qt.KeyboardModifier.AltModifier)
    assert not page.side.alike.isVisible()
    page.form.go_to("need")
    qtbot.keyClick(focused(), Qt.Key.Key_3)
    settle()
    page.form.go_to("need")
    qtbot.keyClick(focused(), Qt.Key.Key_2)
    settle()
    assert not page.side.alike.isVisible()
    page.save()
    settle()
    assert saved(context).need == "Prescription"
    assert saved(context).id != known.prescription


def test_somebody_new_who_is_here_already_is_shown_while_typing(
    page: IntakePage, context: AppContext, known: Any, qtbot: QtBot, settle: Wait
) -> None:
    type_who(qtbot, page, settle, "Jeanie Mallorie")
    qtbot.keyClicks(page.form.who.new.fields["phone"], "020 7946 0147")
    qtbot.waitUntil(page.side.alike.isVisible)
    assert page.side.alike.about_person
    assert "Jean Mallory" in [label.text() for label in page.side.alike.findChildren(QLabel)]
    qtbot.keyClick(page.form.who.new.fields["phone"], Qt.Key.Key_S, Qt.KeyboardModifier.AltModifier)
    settle()
    assert page.form.who.person_id == known.jean
    assert not page.form.who.is_new
    assert not page.side.alike.isVisible()


def test_the_side_says_what_is_good_to_know(page: IntakePage, qtbot: QtBot, settle: Wait) -> None:
    type_who(qtbot, page, settle, "Jean")
    words = " / ".join(label.accessibleName() or label.text() for label in page.side.findChildren(QLabel))
    for said in (
        "Hard of hearing. Speak slowly and clearly.",
        "Second floor, lift often broken. Ring twice.",
        "Open for Jean",
        "Welfare call, every Tuesday",
        "Spoke: All fine. Priya Nair",
        "Asked for prescription. Priya Nair",
    ):
        assert said in words


def test_markup_in_a_name_is_shown_as_typed(
    page: IntakePage, context: AppContext, qtbot: QtBot, settle: Wait
) -> None:
    draft = PersonDraft(
        first_name=MARKUP, last_name="Tables", good_to_know=MARKUP, communication_needs=MARKUP
    )
    person = context.service(People).save(context.actor, draft).made
    page.show_record(person)
    settle()
    assert page.form.who.card.name.text().startswith("<img")
    assert rich_texts(page) == []
    assert all(
        "<img" not in label.text()
        for label in page.findChildren(QLabel)
        if label.textFormat() != Qt.TextFormat.PlainText
    )


def test_everything_has_a_name(page: IntakePage, qtbot: QtBot, settle: Wait) -> None:
    type_who(qtbot, page, settle, "Jean")
    for digit in "123456789":
        page.form.go_to("need")
        qtbot.keyClick(focused(), digit)
        settle()
        assert unnamed_widgets(page) == []
    assert rich_texts(page) == []


@pytest.mark.parametrize("closed", [CloseReason.MET])
def test_a_request_closed_this_week_is_still_asked_about(
    closed: CloseReason, page: IntakePage, context: AppContext, known: Any, qtbot: QtBot, settle: Wait
) -> None:
    context.service(Requests).close(context.actor, known.prescription, closed)
    type_who(qtbot, page, settle, "Jean")
    qtbot.keyClick(focused(), Qt.Key.Key_2)
    settle()
    assert page.side.alike.key == known.prescription
