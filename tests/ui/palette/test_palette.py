"""The palette by keyboard alone: every kind of record found and opened, slips, phones, commands."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from db.enums import CloseReason
from desktop.context import AppContext
from desktop.services.directory import Directory, ServiceDraft
from desktop.services.finder import Finder
from desktop.services.needs import Needs
from desktop.services.people import People, PersonDraft
from desktop.services.requests import Requests
from desktop.ui.base.accessibility import rich_texts, unnamed_widgets
from desktop.ui.base.button import Button
from desktop.ui.base.dialog import FormDialog
from desktop.ui.base.record_page import RecordPage
from desktop.ui.intake.page import IntakePage
from desktop.ui.match.page import MatchPage
from desktop.ui.palette.commands import Command
from desktop.ui.palette.list import PaletteModel
from desktop.ui.people.person_page import PersonPage
from desktop.ui.rounds.page import RoundsPage
from tests.ui.window import Hands, Records

CONTROL = Qt.KeyboardModifier.ControlModifier


def on_show(hands: Hands) -> tuple[str, object]:
    """The place on show and the record the keyboard is on."""
    shell = hands.main.shell
    page = shell.page()
    assert isinstance(page, RecordPage)
    return shell.on_show(), page.table.current_id()


def test_records_of_each_kind_are_found_and_opened_by_keyboard_alone(hands: Hands, records: Records) -> None:
    for typed, place, record in (
        ("jean mal", "people", records.jean),
        ("14 ferry", "people", records.jean),
        ("malory", "people", records.jean),
        ("sian", "people", records.sian),
        ("0147", "people", records.jean),
        ("+44 7700 900 8", "people", records.sian),
        ("r-1", "requests", records.request),
        ("kofi", "volunteers", records.kofi),
        ("v1", "volunteers", records.kofi),
        ("riverbnak", "organisations", records.council),
    ):
        hands.open(typed)
        assert not hands.palette.isVisible()
        assert (typed, *on_show(hands)) == (typed, place, record)


def test_a_service_is_found_and_its_card_opened(
    hands: Hands, records: Records, context: AppContext, settle: Callable[[], None]
) -> None:
    need = context.service(Needs).all(context.actor)[0].id
    draft = ServiceDraft(records.council, "Halal parcels", need_ids=frozenset({need}), everywhere=True)
    made = context.service(Directory).save(context.actor, draft).made
    hands.open("halal")
    settle()
    assert on_show(hands) == ("directory", made)


def test_a_record_another_view_holds_is_shown_in_that_view(
    hands: Hands, records: Records, context: AppContext
) -> None:
    context.service(Requests).close(context.actor, records.request, CloseReason.MET)
    hands.open("r-1")
    assert on_show(hands) == ("requests", records.request)
    context.service(Requests).reopen(context.actor, records.request)
    hands.open("r-1")
    assert on_show(hands) == ("requests", records.request)
    page = hands.main.shell.go_to("people")
    assert isinstance(page, RecordPage)
    page.toolbar.set_tab("quiet")
    page.reload()
    hands.open("jean")
    assert on_show(hands) == ("people", records.jean)


def test_other_pages_put_a_record_forward_in_a_view_that_lists_it(
    hands: Hands, records: Records, context: AppContext
) -> None:
    context.service(Requests).close(context.actor, records.request, CloseReason.MET)
    for place, view, record in (
        ("requests", "to_triage", records.request),
        ("people", "quiet", records.jean),
        ("volunteers", "resting", records.kofi),
        ("organisations", "street", records.council),
    ):
        page = hands.main.shell.go_to(place)
        assert isinstance(page, RecordPage)
        page.toolbar.set_tab(view)
        page.reload()
        hands.quiet()
        assert page.table.current_id() is None, place
        hands.main.shell.go_to(place, record)
        hands.quiet()
        assert on_show(hands) == (place, record)


def test_the_person_of_a_request_opens_on_the_page_of_that_person(hands: Hands, records: Records) -> None:
    hands.open("r-1")
    page = hands.main.shell.page()
    assert isinstance(page, RecordPage)
    next(one for one in page.pane.findChildren(Button) if one.text() == "Jean Mallory").click()
    hands.quiet()
    page = hands.main.shell.page()
    assert isinstance(page, PersonPage)
    assert page.person_id == records.jean


def test_a_view_that_was_asked_for_is_not_remembered_as_opened(hands: Hands, context: AppContext) -> None:
    hands.main.shell.go_to("requests", "tab:to_triage")
    hands.quiet()
    assert context.service(Finder).find(context.actor, "").lately == ()


def test_a_round_is_found_by_its_sheet_and_opened(hands: Hands, records: Records) -> None:
    hands.open("s-1")
    page = hands.main.shell.page()
    assert isinstance(page, RoundsPage)
    assert page.is_open
    assert page.view.round_id == records.round


def test_people_come_with_their_requests_and_what_can_be_done(hands: Hands) -> None:
    assert hands.find("jean") == [
        "Jean Mallory",
        "Food parcel, Jean Mallory",
        "New call for Jean Mallory",
        "Find someone for R-1",
    ]
    assert hands.palette.count.text() == "4 found"
    heads = [row.title for row in hands.palette.model.rows if row.is_head]
    assert heads == ["People", "Requests", "Do"]


def test_enter_pressed_before_the_answer_opens_what_was_typed(hands: Hands, records: Records) -> None:
    hands.press(Qt.Key.Key_K, CONTROL)
    QTest.keyClicks(hands.palette.field, "probert")
    assert hands.palette.searching
    hands.press(Qt.Key.Key_Return)
    assert on_show(hands) == ("people", records.sian)


def test_an_answer_to_what_stands_no_longer_is_dropped(hands: Hands) -> None:
    hands.find("jean")
    field = hands.palette.field
    field.setText("kofi")
    hands.palette.search()
    field.setText("jean")
    hands.palette.search()
    hands.type("")
    assert hands.titles()[0] == "Jean Mallory"


def test_arrows_pass_over_headings_and_go_round(hands: Hands) -> None:
    hands.find("jean")
    hands.press(Qt.Key.Key_Up)
    assert hands.palette.list.currentIndex().data().startswith("Find someone for R-1")
    hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_Down)
    assert hands.palette.list.currentIndex().data().startswith("Food parcel, Jean Mallory, R-1")


def test_tab_shows_more_of_the_kind_the_keyboard_is_on(hands: Hands, context: AppContext) -> None:
    for number in range(6):
        context.service(People).save(context.actor, PersonDraft("Mary", last_name=f"Name{number}"))
    assert len(hands.find("mary")) == 3 + 1
    hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_Tab)
    assert len(hands.titles()) == 6 + 1
    assert hands.palette.field.hasFocus()
    assert hands.palette.list.currentIndex().data().startswith("Mary Name1")


def test_esc_closes_and_puts_the_keyboard_back(hands: Hands) -> None:
    hands.main.shell.go_to("people")
    hands.press(Qt.Key.Key_Down)
    before = QApplication.focusWidget()
    hands.find("jean")
    hands.press(Qt.Key.Key_Escape)
    assert not hands.palette.isVisible()
    assert not hands.palette.scrim.isVisible()
    assert QApplication.focusWidget() is before


def test_esc_closes_where_the_page_before_has_gone(hands: Hands) -> None:
    hands.main.open_call()
    hands.quiet()
    hands.main.shell.close_over()  # the call goes once the event loop is back; the palette opens before
    hands.palette.open_over()
    hands.quiet()
    hands.press(Qt.Key.Key_Escape)
    assert not hands.palette.isVisible()


def test_the_windows_shortcuts_wait_while_it_is_open(hands: Hands) -> None:
    hands.find("jean")
    hands.press(Qt.Key.Key_3, CONTROL)
    assert not hands.palette.isVisible(), "a shortcut the palette shows acts and closes it"
    assert hands.main.shell.on_show() == hands.main.shell.rail.order()[2]
    hands.find("jean")
    hands.press(Qt.Key.Key_F6)
    assert hands.palette.isVisible()
    assert hands.palette.field.text() == "jean"


def test_f2_is_a_call_for_the_person_the_keyboard_is_on(hands: Hands, records: Records) -> None:
    hands.find("jean")
    hands.press(Qt.Key.Key_F2)
    page = hands.main.shell.page()
    assert isinstance(page, IntakePage)
    assert page.form.who.person_id == records.jean


def test_ctrl_m_finds_someone_for_the_request_found(hands: Hands) -> None:
    hands.find("jean")
    hands.press(Qt.Key.Key_M, CONTROL)
    assert isinstance(hands.main.shell.page(), MatchPage)


def test_commands_are_listed_after_the_mark_and_run_by_enter(hands: Hands) -> None:
    assert hands.find(">go to hou") == ["Go to Households"]
    hands.press(Qt.Key.Key_Return)
    assert hands.main.shell.on_show() == "households"
    everything = hands.find(">")
    assert {f"Go to {place.title}" for place in hands.main.places} < set(everything)
    hands.press(Qt.Key.Key_Escape)
    hands.open("add a person")
    (form,) = [
        one for one in QApplication.topLevelWidgets() if one.isVisible() and one is not hands.main.shell
    ]
    form.close()


def test_a_feature_adds_a_command_with_its_key(hands: Hands) -> None:
    done: list[str] = []
    hands.main.commands.add(Command("wave", "Wave", "heart", lambda: done.append("waved"), ("Ctrl", "J")))
    assert "Wave" in hands.find(">wav")
    hands.press(Qt.Key.Key_J, CONTROL)
    assert done == ["waved"]


def test_what_was_opened_is_offered_before_anything_is_typed_and_comes_first(
    hands: Hands, records: Records, context: AppContext
) -> None:
    assert "Kofi Mensah" not in hands.find("")
    hands.press(Qt.Key.Key_Escape)
    hands.open("kofi")
    hands.open("jean")
    assert hands.find("")[:2] == ["Jean Mallory", "Kofi Mensah"]
    assert context.service(Finder).find(context.actor, "").lately[0].id == records.jean


def test_a_record_opened_in_its_list_and_a_caller_are_remembered_too(hands: Hands) -> None:
    hands.main.shell.go_to("organisations")
    hands.quiet()
    hands.press(Qt.Key.Key_Return)
    hands.find("jean")
    hands.press(Qt.Key.Key_F2)
    assert hands.find("")[:2] == ["Jean Mallory", "Riverbank Council"]


def test_a_call_for_somebody_else_begins_in_the_middle_of_a_call(hands: Hands, records: Records) -> None:
    hands.find("jean")
    hands.press(Qt.Key.Key_F2)
    hands.find("probert")
    hands.press(Qt.Key.Key_F2)
    page = hands.main.shell.page()
    assert isinstance(page, IntakePage)
    assert page.form.who.person_id == records.sian


def test_nothing_found_says_what_to_do(hands: Hands) -> None:
    assert hands.find("Xyzzy Vale") == ["Take a call from Xyzzy Vale", "Add a person called Xyzzy Vale"]
    assert hands.palette.nothing.isVisible()
    assert "Check the spelling" in hands.palette.nothing.text()
    hands.press(Qt.Key.Key_Return)
    page = hands.main.shell.page()
    assert isinstance(page, IntakePage)
    assert (page.form.who.new.values()["first_name"], page.form.who.new.values()["last_name"]) == (
        "Xyzzy",
        "Vale",
    )


def test_a_number_nobody_has_begins_a_person_with_it(hands: Hands) -> None:
    assert hands.find("020 7946 0999")[1] == "Add a person with the number 020 7946 0999"
    hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_Return)
    dialog = next(one for one in hands.main.shell.findChildren(FormDialog) if one.isVisible())
    assert dialog.form.values()["phone_1"] == "020 7946 0999"
    dialog.reject()


def test_hiding_the_window_closes_the_palette(hands: Hands) -> None:
    hands.find("jean")
    hands.main.shell.hide()
    assert not hands.palette.isVisible()
    assert hands.palette.scrim.isHidden()
    hands.main.shell.show()


def test_every_part_is_named_and_every_row_spoken(hands: Hands) -> None:
    hands.find("jean")
    assert (unnamed_widgets(hands.palette), rich_texts(hands.palette)) == ([], [])
    model = hands.palette.list.model()
    assert isinstance(model, PaletteModel)
    spoken = [model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(model.rowCount())]
    assert spoken[1] == "Jean Mallory, 14 Ferrygate Close, Northfold · 020 7946 0147"
    assert spoken[3].startswith("Food parcel, Jean Mallory, R-1 · due ")
    assert spoken[-1] == "Find someone for R-1, Ctrl+M"


def test_pressing_outside_closes_it(hands: Hands) -> None:
    hands.find("jean")
    QTest.mouseClick(
        hands.palette.scrim, Qt.MouseButton.LeftButton, pos=hands.palette.scrim.rect().bottomLeft()
    )
    assert not hands.palette.isVisible()


def test_the_box_in_the_bar_opens_it(hands: Hands) -> None:
    search = hands.main.shell.top.search
    assert search is not None
    QTest.mouseClick(search, Qt.MouseButton.LeftButton)
    assert hands.palette.isVisible()
    assert hands.palette.field.hasFocus()
