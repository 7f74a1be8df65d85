"""Triage by keyboard: how soon, three ways, and on to the next; nothing acts while it is still counted."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from db.enums import Layer, RequestStatus, Urgency
from desktop.context import AppContext
from desktop.services.areas import Areas
from desktop.services.history import History
from desktop.services.needs import Needs
from desktop.services.organisations import OrganisationDraft, Organisations
from desktop.services.requests import RequestDetail, Requests
from desktop.services.round_details import RoundDraft
from desktop.services.rounds import Rounds
from desktop.ui.base.accessibility import rich_texts, unnamed_widgets
from desktop.ui.base.dialog import FormDialog
from desktop.ui.base.focus import FocusHalo
from desktop.ui.base.theme import Scheme, install_theme
from desktop.ui.requests.page import RequestsPage
from desktop.ui.requests.triage_box import Route

Wait = Callable[[], None]
Taken = dict[str, str]
Key = Qt.Key
TODAY = date(2026, 11, 17)


@pytest.fixture
def mill_green(taken: Taken, context: AppContext) -> str:
    """A round of today in Stanley's area; its key."""
    rounds, actor = context.service(Rounds), context.actor
    area = next(key for key, name in context.service(Areas).choices(actor) if "Saltmarsh" in name)
    made = rounds.save(actor, RoundDraft(TODAY, "Mill Green round", time(14, 0), area_id=area)).made
    task = context.service(Requests).get(actor, taken["Gwilym"]).tasks[0].id
    rounds.add(actor, made, [task])
    return made


@pytest.fixture
def kitchen(taken: Taken, context: AppContext) -> str:
    """A partner that walks dogs; its name."""
    needs = {one.code: one.id for one in context.service(Needs).all(context.actor)}
    draft = OrganisationDraft("Kelp <b>Paws</b>", Layer.ANCHOR, need_ids=frozenset({needs["dog_walking"]}))
    context.service(Organisations).save(context.actor, draft)
    return draft.name


def press(key: Qt.Key, *, times: int = 1) -> None:
    """A key, wherever the keyboard is."""
    for _ in range(times):
        widget = QApplication.focusWidget()
        assert widget is not None
        QTest.keyClick(widget, key)


def held(context: AppContext, key: str) -> RequestDetail:
    return context.service(Requests).get(context.actor, key)


def at(page: RequestsPage) -> str:
    return str(page.table.current_id())


def test_three_requests_are_triaged_by_three_ways_with_the_keyboard_alone(
    page: RequestsPage,
    taken: Taken,
    mill_green: str,
    kitchen: str,
    context: AppContext,
    settle: Wait,
    qtbot: QtBot,
) -> None:
    page.refresh(None)
    settle()
    assert page.table.hasFocus()
    assert at(page) == taken["Stanley"]
    assert page.pane.buttons["take"].text() == "Add to Mill Green"
    press(Key.Key_Return)
    settle()
    assert held(context, taken["Stanley"]).status is RequestStatus.ASSIGNED
    assert at(page) == taken["Nasreen"]
    press(Key.Key_V)
    settle()
    assert held(context, taken["Nasreen"]).status is RequestStatus.TRIAGED
    assert at(page) == taken["Ruth"]
    press(Key.Key_R)
    dialog = next(one for one in page.findChildren(FormDialog) if one.isVisible())
    assert rich_texts(dialog) == []
    dialog.form.editor("organisation").set_value(kitchen)
    qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)
    QTest.keyClick(dialog, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert held(context, taken["Ruth"]).draft.waiting_on == kitchen
    assert page.toolbar.tabs[1].accessibleName() == "To triage, 0"


def test_enter_in_the_ways_takes_the_chosen_one_and_the_keyboard_stays_there(
    page: RequestsPage, taken: Taken, context: AppContext, settle: Wait
) -> None:
    routes = page.pane.box.routes
    routes.setFocus()
    assert routes.isAncestorOf(QApplication.focusWidget())
    assert routes.value() == Route.VOLUNTEER
    press(Key.Key_Return)
    settle()
    assert held(context, taken["Stanley"]).status is RequestStatus.TRIAGED
    assert at(page) == taken["Nasreen"]
    assert page.pane.box.routes.isAncestorOf(QApplication.focusWidget())


def test_j_and_k_move_between_requests_from_the_list_and_from_the_ways(
    page: RequestsPage, taken: Taken, settle: Wait
) -> None:
    press(Key.Key_J)
    settle()
    assert at(page) == taken["Nasreen"]
    page.pane.box.routes.setFocus()
    press(Key.Key_J)
    settle()
    assert at(page) == taken["Ruth"]
    press(Key.Key_K)
    settle()
    assert at(page) == taken["Nasreen"]


def test_arrows_choose_a_way_and_the_button_says_it(
    page: RequestsPage, taken: Taken, mill_green: str, settle: Wait
) -> None:
    page.refresh(None)
    settle()
    page.pane.box.routes.setFocus()
    press(Key.Key_Down)
    assert page.pane.box.routes.value() == Route.VOLUNTEER
    assert page.pane.buttons["take"].text() == "Ask a volunteer"
    press(Key.Key_Up)
    assert page.pane.buttons["take"].text() == "Add to Mill Green"


def test_the_ways_tell_their_counts(page: RequestsPage, taken: Taken, mill_green: str, settle: Wait) -> None:
    page.refresh(None)
    settle()
    first, second = page.pane.box.routes.routes[:2]
    assert first.note.startswith("Mill Green 14:00, ")
    assert first.note.endswith("7 free")
    assert second.note.startswith("Nobody is free and cleared then")
    assert "Add to a round. Mill Green" in first.accessibleName()


def test_without_a_round_the_way_says_why_and_cannot_be_taken(
    page: RequestsPage, taken: Taken, context: AppContext
) -> None:
    first = page.pane.box.routes.routes[0]
    assert not first.isEnabled()
    assert first.note == "No round with room passes by Tue 17 Nov"
    press(Key.Key_A)
    assert held(context, taken["Stanley"]).status is RequestStatus.NEW


def test_our_guess_has_a_broken_edge_until_it_is_confirmed(
    page: RequestsPage, taken: Taken, context: AppContext, settle: Wait
) -> None:
    box = page.pane.box
    assert box.urgency.value() is Urgency.TODAY
    assert box.urgency.accessibleDescription() == "Our guess, until you confirm it."
    box.urgency.buttons[0].click()
    settle()
    assert box.urgency.accessibleDescription() == ""
    assert held(context, taken["Stanley"]).draft.urgency is Urgency.TODAY


def test_how_soon_is_said_with_the_arrows_and_taken_back_by_undo(
    page: RequestsPage, taken: Taken, context: AppContext, settle: Wait
) -> None:
    page.pane.box.urgency.setFocus()
    press(Key.Key_Right)
    settle()
    assert held(context, taken["Stanley"]).draft.urgency is Urgency.TOMORROW
    assert page.pane.box.urgency.isAncestorOf(QApplication.focusWidget())
    history = context.service(History)
    txn = history.last(context.actor)[0]
    context.jobs.write(lambda: history.undo(context.actor, txn))
    settle()
    assert page.pane.box.urgency.value() is Urgency.TODAY


def test_next_goes_round_the_requests_to_triage(page: RequestsPage, taken: Taken, settle: Wait) -> None:
    for name in ("Nasreen", "Ruth", "Stanley"):
        page.pane.buttons["next"].click()
        settle()
        assert at(page) == taken[name]


def test_nothing_can_be_taken_while_it_is_counted(
    page: RequestsPage, taken: Taken, context: AppContext, settle: Wait
) -> None:
    page.pane.box.found = None
    page.pane.tell_way()
    assert not page.pane.buttons["take"].isEnabled()
    page.on_action("take")
    settle()
    assert held(context, taken["Stanley"]).status is RequestStatus.NEW


def test_other_places_ask_for_a_view(page: RequestsPage, taken: Taken, settle: Wait) -> None:
    page.show_record("tab:to_match")
    settle()
    assert page.toolbar.tab() == "to_match"
    assert set(page.table.records().ids) == {taken["Gwilym"], taken["Amina"]}


def test_a_hint_offers_and_the_second_request_is_one_press(
    page: RequestsPage, taken: Taken, context: AppContext, settle: Wait
) -> None:
    requests, actor = context.service(Requests), context.actor
    draft = held(context, taken["Stanley"]).draft
    context.jobs.write(
        lambda: requests.save(actor, replace(draft, words="The <b>meter</b> ran out."), taken["Stanley"])
    )
    settle()
    hint = page.pane.box.hint
    assert hint.plain() == "“meter” may mean energy top-up is needed too. Add a second request"
    hint.activated.emit("energy_top_up")
    settle()
    assert page.toolbar.tabs[1].accessibleName() == "To triage, 4"
    assert not hint.isVisible()


def test_every_part_has_a_name(page: RequestsPage, taken: Taken) -> None:
    assert unnamed_widgets(page) == []
    assert rich_texts(page) == []


@pytest.mark.parametrize(
    ("scheme", "scale", "size"),
    [
        (Scheme.LIGHT, 100, (1154, 664)),
        (Scheme.DARK, 100, (1154, 664)),
        (Scheme.LIGHT, 150, (1154, 664)),
        (Scheme.LIGHT, 100, (812, 560)),
    ],
)
def test_it_looks_right(
    page: RequestsPage,
    mill_green: str,
    qapp: QApplication,
    settle: Wait,
    shoot: Callable[[QWidget, str], None],
    scheme: Scheme,
    scale: int,
    size: tuple[int, int],
) -> None:
    install_theme(qapp, scheme, scale=scale)
    halo = FocusHalo(qapp)
    page.resize(*size)
    page.refresh(None)
    settle()
    page.pane.box.routes.setFocus()
    shoot(page, f"triage-{scheme}-{scale}-{size[0]}")
    box = page.pane.box
    assert box.width() <= page.pane.width()
    assert all(one.minimumSizeHint().width() <= one.width() for one in box.urgency.buttons)
    halo.stop()


def test_tab_goes_down_the_box_and_then_to_the_buttons(
    page: RequestsPage, taken: Taken, mill_green: str, kitchen: str, settle: Wait
) -> None:
    page.refresh(None)
    settle()
    box = page.pane.box
    for request in ("Stanley", "Nasreen", "Ruth"):
        page.table.select_id(taken[request])
        settle()
        box.urgency.setFocus()
        press(Key.Key_Tab)
        assert box.routes.isAncestorOf(QApplication.focusWidget())
        press(Key.Key_Tab)
        assert QApplication.focusWidget() is page.pane.buttons["take"]
        press(Key.Key_Backtab, times=2)
        assert box.urgency.isAncestorOf(QApplication.focusWidget())
