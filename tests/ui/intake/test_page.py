"""A call taken with the keyboard alone, and everything that can happen on the way."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from db.enums import Answer, RequestStatus, Urgency
from db.enums_protection import NoticeHow
from db.enums_repeats import HolidayRule
from db.queries.requests import RequestFilter
from desktop.context import AppContext
from desktop.services.consents import Consents
from desktop.services.intake import Intake
from desktop.services.notices import Notices
from desktop.services.people import People
from desktop.services.requests import RequestDetail, Requests
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


def test_a_whole_call_is_taken_and_saved_with_the_keyboard_alone(
    page: IntakePage, context: AppContext, known: Any, qtbot: QtBot, settle: Wait
) -> None:
    assert focused() is page.form.who.finder.line
    qtbot.keyClicks(focused(), "7946 0147")
    qtbot.keyClick(focused(), Qt.Key.Key_Return)
    settle()
    assert page.form.who.person_id == known.jean
    assert page.form.who.card.isVisible()
    qtbot.keyClick(focused(), Qt.Key.Key_3)
    settle()
    assert page.form.place() == "asked.how_paid"
    qtbot.keyClick(focused(), Qt.Key.Key_Tab)
    assert page.form.place() == "asked.because_of"
    qtbot.keyClick(focused(), Qt.Key.Key_Space)
    qtbot.keyClick(focused(), Qt.Key.Key_Tab)
    assert page.form.place() == "urgency"
    qtbot.keyClick(focused(), Qt.Key.Key_Left)
    qtbot.keyClick(focused(), Qt.Key.Key_Tab)
    assert page.form.place() == "repeat"
    qtbot.keyClick(focused(), Qt.Key.Key_Tab)
    assert page.form.place() == "words"
    been = []
    while page.form.place() != "who" and len(been) < 9:
        qtbot.keyClick(focused(), Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
        been.append(page.form.place())
    assert been == ["repeat", "urgency", "asked.because_of", "asked.how_paid", "need", "", "who"]
    page.form.go_to("words")
    qtbot.keyClicks(focused(), "Nothing in the fridge.")
    qtbot.keyClick(focused(), Qt.Key.Key_Tab)
    assert page.form.place() == "share"
    qtbot.keyClick(focused(), Qt.Key.Key_Space)
    qtbot.keyClick(focused(), Qt.Key.Key_Tab)
    assert page.form.place() == "before.food_today"
    qtbot.keyClick(focused(), Qt.Key.Key_Right)
    with qtbot.waitSignal(page.saved) as caught:
        qtbot.keyClick(focused(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()
    detail = saved(context)
    assert caught.args == [detail.id, True]
    draft = detail.draft
    assert (detail.need, detail.status, draft.person_id) == ("Shopping", RequestStatus.NEW, known.jean)
    assert (draft.urgency, draft.words) == (Urgency.TOMORROW, "Nothing in the fridge.")
    assert (draft.because_of, draft.before_they_go) == (Answer.YES, {"food_today": "no"})
    (consent,) = context.service(Consents).of(context.actor, known.jean)
    assert consent.answer is Answer.YES
    assert page.form.body() == page._blank
    assert focused() is page.form.who.finder.line
    assert context.service(Intake).waiting(context.actor) == []


def test_nobody_found_makes_somebody_new_from_what_was_typed(
    page: IntakePage, context: AppContext, qtbot: QtBot, settle: Wait
) -> None:
    type_who(qtbot, page, settle, "Bronwen Hale")
    new = page.form.who.new
    assert new.isVisible()
    assert (new.fields["first_name"].text(), new.fields["last_name"].text()) == ("Bronwen", "Hale")
    assert focused() is new.fields["phone"]
    qtbot.keyClicks(focused(), "07700 900131")
    qtbot.keyClick(focused(), Qt.Key.Key_Tab)
    qtbot.keyClicks(focused(), "QX4 2L")
    qtbot.keyClick(focused(), Qt.Key.Key_Tab)
    assert "A letter is missing" in page.form.problems()["postcode"]
    qtbot.keyClicks(focused(), "8 Kelp Street")
    page.form.go_to("need")
    qtbot.keyClick(focused(), Qt.Key.Key_1)
    page.save()
    settle()
    person = context.service(People).get(context.actor, saved(context).draft.person_id)
    assert (person.draft.first_name, person.draft.last_name) == ("Bronwen", "Hale")
    assert person.draft.phones is not None
    assert [phone.raw for phone in person.draft.phones] == ["07700 900131"]
    assert person.draft.household is not None
    assert person.draft.household.address_line1 == "8 Kelp Street"


def test_digits_typed_for_nobody_are_their_phone(page: IntakePage, qtbot: QtBot, settle: Wait) -> None:
    type_who(qtbot, page, settle, "07700 900199")
    assert page.form.who.new.values()["phone"] == "07700 900199"
    assert focused() is page.form.who.new.fields["first_name"]


def test_leaving_the_field_with_nobody_found_begins_somebody_new(
    page: IntakePage, qtbot: QtBot, settle: Wait
) -> None:
    qtbot.keyClicks(page.form.who.finder.line, "Zebedee")
    qtbot.waitUntil(lambda: page.form.who.finder.model.typed == "Zebedee")
    assert page.form.who.finder.line.found.text() == "Nobody found"
    qtbot.keyClick(page.form.who.finder.line, Qt.Key.Key_Tab)
    assert page.form.who.new.values()["first_name"] == "Zebedee"


def test_who_is_found_is_read_aloud_and_so_is_the_row_moved_to(
    page: IntakePage, known: Any, qtbot: QtBot, settle: Wait, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []
    monkeypatch.setattr("desktop.ui.intake.finder.announce", lambda _widget, words: heard.append(words))
    finder = page.form.who.finder
    qtbot.keyClicks(finder.line, "ferrygate")
    qtbot.waitUntil(finder.list.isVisible)
    first, second, _new = (finder.model.index(row, 0).data() for row in range(3))
    assert heard == ["2 people found", first]
    qtbot.keyClick(finder.line, Qt.Key.Key_Down)
    assert heard[2:] == [second]


def test_the_list_is_walked_with_arrows_and_closed_with_esc(
    page: IntakePage, known: Any, qtbot: QtBot, settle: Wait
) -> None:
    finder = page.form.who.finder
    qtbot.keyClicks(finder.line, "ferrygate")
    qtbot.waitUntil(finder.list.isVisible)
    assert finder.model.rowCount() == 3
    assert finder.line.found.text() == "2 people found"
    qtbot.keyClick(finder.line, Qt.Key.Key_Escape)
    assert not finder.list.isVisible()
    assert page.isVisible()
    finder.search()
    qtbot.waitUntil(finder.list.isVisible)
    names = [finder.model.words(row)[0] for row in range(3)]
    assert names[2] == "Somebody new"
    qtbot.keyClick(finder.line, Qt.Key.Key_Down)
    qtbot.keyClick(finder.line, Qt.Key.Key_Return)
    settle()
    assert page.form.who.body()["name"] == names[1]


def test_not_jean_goes_back_to_who_with_what_was_typed(page: IntakePage, qtbot: QtBot, settle: Wait) -> None:
    type_who(qtbot, page, settle, "Jean")
    assert page.form.who.card.not_them.text() == "Not Jean"
    page.form.sharing.tick.setChecked(True)
    qtbot.keyClick(page.form.words, Qt.Key.Key_N, Qt.KeyboardModifier.AltModifier)
    settle()
    assert page.form.who.person_id == ""
    assert not page.form.who.card.isVisible()
    assert focused() is page.form.who.finder.line
    assert page.form.who.finder.text() == "Jean"
    assert not page.form.sharing.tick.isChecked()


def test_what_is_missing_is_said_beside_each_field_and_the_first_has_the_keyboard(
    page: IntakePage, context: AppContext, qtbot: QtBot, settle: Wait
) -> None:
    before = saved(context).number
    page.form.words.setFocus()
    qtbot.keyClick(page.form.words, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page.form.problems() == {"who": "Type a number or a name.", "need": "Choose what is needed."}
    assert focused() is page.form.who.finder.line
    qtbot.keyClicks(focused(), "Jea")
    assert "who" not in page.form.problems()
    page.save()
    assert "Choose somebody found" in page.form.problems()["who"]
    assert saved(context).number == before


def test_today_is_never_chosen_for_anybody_and_then_asked(
    page: IntakePage, known: Any, qtbot: QtBot, settle: Wait
) -> None:
    type_who(qtbot, page, settle, "Jean")
    qtbot.keyClick(focused(), Qt.Key.Key_2)
    assert page.form.when.urgency.value() == "tomorrow"
    page.form.go_to("need")
    qtbot.keyClick(focused(), Qt.Key.Key_4)
    assert page.form.when.urgency.value() is None
    page.save()
    assert page.form.problems() == {"when": "Say by when it is needed."}
    assert page.form.place() == "urgency"


def test_a_repeat_with_days_and_an_end_becomes_a_rule(
    page: IntakePage, context: AppContext, known: Any, qtbot: QtBot, settle: Wait
) -> None:
    type_who(qtbot, page, settle, "Jean")
    qtbot.keyClick(focused(), Qt.Key.Key_1)
    when = page.form.when
    when.repeat.set_value("weekly")
    assert when.days[0].isVisible()
    when.days[0].setChecked(True)
    when.days[3].setChecked(True)
    when.until.setText("1 Sept")
    page.save()
    assert page.form.problems() == {"until": "The last day is before the first. Change one of them."}
    when.until.setText("31st of never")
    page.save()
    assert "cannot read this date" in page.form.problems()["until"]
    when.until.setText("18 December")
    page.save()
    settle()
    detail = saved(context)
    assert detail.draft.recurrence == "FREQ=WEEKLY;BYDAY=MO,TH;UNTIL=20261218"
    assert detail.draft.starts_on == date(2026, 11, 18)
    assert [task.on_date.day for task in detail.tasks][:2] == [19, 23]


def test_how_often_is_said_in_the_callers_own_words(
    page: IntakePage, context: AppContext, known: Any, qtbot: QtBot, settle: Wait
) -> None:
    type_who(qtbot, page, settle, "Jean")
    qtbot.keyClick(focused(), Qt.Key.Key_1)
    when = page.form.when
    when.repeat.set_value("other")
    assert when.said.isVisible()
    assert not when.until.isVisible()
    page.save()
    assert "Write it like" in page.form.problems()["spoken"]
    when.said.setText("two bags, every Friday till the cows come home")
    page.save()
    assert "till cows come home" in page.form.problems()["spoken"]
    body = page.form.body()
    page.form.restore(body)
    when.said.setText("two bags, every Friday until Christmas, not on bank holidays")
    page.save()
    settle()
    draft = saved(context).draft
    assert (draft.recurrence, draft.items) == ("FREQ=WEEKLY;BYDAY=FR;UNTIL=20261225", "2 bags")
    assert draft.holidays is HolidayRule.SKIP


def test_everything_else_is_behind_the_ninth_tile(
    page: IntakePage, context: AppContext, known: Any, qtbot: QtBot, settle: Wait
) -> None:
    type_who(qtbot, page, settle, "Jean")
    qtbot.keyClick(focused(), Qt.Key.Key_9)
    combo: Any = page.form.what.questions.asked[""].editor
    assert focused() is combo
    combo.set_value("dog_walking")
    assert page.form.what.body()["need"] == "dog_walking"
    assert {"dog", "friendly"} <= set(page.form.what.questions.asked)
    assert page.form.what.tiles.value() == "other"
    page.form.what.questions.set_answers({"dog": "Biscuit, small", "friendly": "yes"})
    page.save()
    settle()
    detail = saved(context)
    assert (detail.need, detail.draft.answers) == (
        "Dog walking",
        {"dog": "Biscuit, small", "friendly": "yes"},
    )


def test_somebody_who_calls_for_somebody_else_is_kept(
    page: IntakePage, context: AppContext, known: Any, qtbot: QtBot, settle: Wait
) -> None:
    type_who(qtbot, page, settle, "Jean")
    qtbot.keyClick(focused(), Qt.Key.Key_1)
    qtbot.keyClick(focused(), Qt.Key.Key_B, Qt.KeyboardModifier.AltModifier)
    assert focused() is page.form.behalf.fields["name"]
    qtbot.keyClicks(focused(), "Rhian Mallory")
    qtbot.keyClicks(page.form.behalf.fields["relationship"], "daughter")
    page.form.behalf.knows.buttons[0].click()
    page.save()
    settle()
    draft = saved(context).draft
    assert (draft.caller_name, draft.caller_relationship, draft.caller_knows) == (
        "Rhian Mallory",
        "daughter",
        Answer.YES,
    )


def test_sharing_is_never_ticked_for_anybody_and_a_yes_given_before_is_shown(
    page: IntakePage, context: AppContext, known: Any, qtbot: QtBot, settle: Wait
) -> None:
    type_who(qtbot, page, settle, "Jean")
    sharing = page.form.sharing
    assert not sharing.tick.isChecked()
    assert "Jean agrees" in sharing.tick.accessibleName()
    context.service(Consents).record(context.actor, known.jean, Answer.YES)
    page.refresh(None)
    settle()
    assert not sharing.tick.isVisible()
    assert sharing.stands.text().startswith("Yes, the volunteer may have")
    context.service(Consents).record(context.actor, known.jean, Answer.NO)
    page.refresh(None)
    settle()
    assert sharing.tick.isVisible()
    assert sharing.stands.text().startswith("Said no on")


def test_a_call_can_begin_from_a_person(page: IntakePage, known: Any, settle: Wait) -> None:
    page.show_record(known.neighbour)
    settle()
    assert page.form.who.person_id == known.neighbour
    assert page.form.who.card.name.text() == "Amrit Bains"


def test_a_request_closed_meanwhile_is_refused_in_plain_words(
    page: IntakePage, context: AppContext, known: Any, qtbot: QtBot, settle: Wait
) -> None:
    type_who(qtbot, page, settle, "Jean")
    qtbot.keyClick(focused(), Qt.Key.Key_1)
    settle()
    context.service(People).void(context.actor, known.jean, "Wrong record")
    page.save()
    settle()
    assert "no longer here" in page.form.problems()[""]
    assert not page.bar.save.isHidden()
    assert page.bar.isEnabled()


def test_alt_p_says_the_notice_was_read_out_and_shows_its_words(
    page: IntakePage, known: Any, context: AppContext, qtbot: QtBot, settle: Wait
) -> None:
    page.show_record(known.jean)
    settle()
    told = page.form.told
    assert not told.words.isVisible()
    qtbot.keyClick(focused(), Qt.Key.Key_P, Qt.KeyboardModifier.AltModifier)
    assert told.tick.isChecked()
    assert told.words.isVisible()
    assert "Information Commissioner" in told.words.text()
    page.form.go_to("need")
    qtbot.keyClick(focused(), Qt.Key.Key_1)
    page.form.go_to("urgency")
    qtbot.keyClick(focused(), Qt.Key.Key_Left)
    page.save()
    settle()
    (line,) = context.service(Notices).told(context.actor, known.jean)
    assert line.how == NoticeHow.READ_OUT
    page.show_record(known.jean)
    settle()
    assert not told.tick.isVisible()
    assert told.stands.isVisible()
    told.toggle()
    assert not told.tick.isChecked()
