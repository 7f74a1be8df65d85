"""Records in windows of their own: fresh both ways, locked with the hub, by keyboard, none left behind."""

import gc
import weakref
from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from db.enums import PairAnswer
from desktop.services.duplicates import Duplicates
from desktop.services.people import People, PersonDraft
from desktop.services.requests import Requests
from desktop.ui.base.accessibility import rich_texts, unnamed_widgets
from desktop.ui.base.dialog import FormDialog, SheetDialog
from desktop.ui.base.lone_page import LoneRecord
from desktop.ui.base.record_page import EDIT, RecordPage
from desktop.ui.base.theme import Scheme, theme
from desktop.ui.intake.page import IntakePage
from desktop.ui.people.person_page import PersonPage
from desktop.ui.start.curtain import Curtain
from desktop.ui.torn_off import TornOffWindow
from tests.screens.fits import covered_texts, cut_texts
from tests.ui.window import Hands, Records, hands, main, records

__all__ = ["hands", "main", "records"]
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
GONE = "No longer on the list"
NAMES = {
    "people": "Jean Mallory",
    "requests": "Food parcel for Jean Mallory",
    "households": "14 Ferrygate Close",
    "volunteers": "Kofi Mensah",
    "organisations": "Riverbank Council",
    "rounds": "Quayside · S-1",
}
Tear = Callable[[str, str], TornOffWindow]


@pytest.fixture
def tear(hands: Hands, qtbot: QtBot) -> Tear:
    """Opens a record in its own window and waits until it is read."""

    def opened(place: str, item: str) -> TornOffWindow:
        window = hands.main.windows.open(place, item)
        qtbot.waitUntil(lambda: window.content() is not None)
        qtbot.waitUntil(window.isActiveWindow)
        hands.quiet()
        return window

    return opened


def each(hands: Hands, records: Records) -> dict[str, str]:
    """One record of each kind."""
    home = hands.main.context.service(People).get(hands.main.context.actor, records.jean).household_id
    assert home
    return {
        "people": records.jean,
        "requests": records.request,
        "households": home,
        "volunteers": records.kofi,
        "organisations": records.council,
        "rounds": records.round,
    }


def drop_deleted() -> None:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def over(window: TornOffWindow) -> SheetDialog:
    (dialog,) = [one for one in window.findChildren(SheetDialog) if one.isVisible()]
    return dialog


def test_every_kind_of_record_stands_alone_named(tear: Tear, records: Records, hands: Hands) -> None:
    for place, item in each(hands, records).items():
        window = tear(place, item)
        assert (place, window.windowTitle()) == (place, NAMES[place])
        assert (window.accessibleName(), window.isVisible()) == (NAMES[place], True)
        assert window.accessibleDescription().endswith("in a window of its own")
        assert (place, unnamed_widgets(window), rich_texts(window)) == (place, [], [])
        focused = QApplication.focusWidget()
        assert focused is not None
        assert window.isAncestorOf(focused), place
        assert window.content().isAncestorOf(focused), place
        window.close()
    assert hands.main.windows.windows == []


@pytest.mark.parametrize("scale", [100, 150])
def test_every_text_fits_and_the_windows_fit_a_small_screen(
    tear: Tear, records: Records, hands: Hands, scale: int
) -> None:
    for place, item in each(hands, records).items():
        theme().configure(scheme=Scheme.LIGHT, scale=100)
        window = tear(place, item)
        theme().configure(scheme=Scheme.DARK, scale=scale)
        hands.quiet()
        window.resize(min(window.width() * scale // 100, 1350), 640)
        hands.quiet()
        assert (place, cut_texts(window), covered_texts(window)) == (place, [], [])
        least = window.minimumSizeHint()
        assert (place, least.width() <= 1366, least.height() <= 688) == (place, True, True)
        window.close()


def test_a_window_shows_what_the_main_one_changes(tear: Tear, records: Records, hands: Hands) -> None:
    context, windows = hands.main.context, [tear("people", records.jean), tear("requests", records.request)]
    people = context.service(People)
    draft = PersonDraft("Jeanne", last_name="Mallory")
    context.jobs.write(lambda: people.save(context.actor, draft, records.jean))
    hands.quiet()
    assert [one.windowTitle() for one in windows] == ["Jeanne Mallory", "Food parcel for Jeanne Mallory"]


def test_the_main_window_shows_what_a_window_changes_and_takes_it_back(
    tear: Tear, records: Records, hands: Hands, qtbot: QtBot
) -> None:
    page = hands.main.shell.go_to("organisations", records.council)
    hands.quiet()
    window = tear("organisations", records.council)
    content = window.content()
    assert isinstance(content, LoneRecord)
    assert isinstance(page, RecordPage)
    content.page.pane.buttons[EDIT].click()
    hands.quiet()
    dialog = over(window)
    assert isinstance(dialog, FormDialog)
    assert dialog.window().parentWidget().window() is window
    dialog.form.set_values({"name": "Riverbank Borough"})
    dialog.primary.click()
    hands.quiet()
    row = page.table.records().record_at(0)
    assert (window.windowTitle(), row.name) == ("Riverbank Borough", "Riverbank Borough")
    assert "Riverbank Borough" in window.toast.text
    assert hands.main.shell.toast.isHidden()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    assert QApplication.focusWidget() is content.page.pane.buttons[EDIT]
    hands.press(Qt.Key.Key_Z, CONTROL)
    row = page.table.records().record_at(0)
    assert (window.windowTitle(), row.name) == ("Riverbank Council", "Riverbank Council")
    hands.press(Qt.Key.Key_Y, CONTROL)
    assert window.windowTitle() == "Riverbank Borough"


def test_what_is_taken_off_says_so_and_comes_back(tear: Tear, records: Records, hands: Hands) -> None:
    context = hands.main.context
    requests, actor = context.service(Requests), context.actor
    window, person = tear("requests", records.request), tear("people", records.sian)
    context.jobs.write(lambda: requests.void(actor, records.request, "By mistake"))
    context.jobs.write(lambda: context.service(People).void(actor, records.sian, "By mistake"))
    hands.quiet()
    for one in (window, person):
        assert (one.windowTitle(), one.accessibleName()) == (GONE, GONE)
        assert one.nothing.isVisible()
        assert one.page() is None
        words = " ".join(part.text() for part in one.centralWidget().findChildren(QLabel) if part.isVisible())
        assert "Mallory" not in words
        assert "Probert" not in words
    hands.press(Qt.Key.Key_Z, CONTROL)
    assert person.windowTitle() == "Siân Probert"
    hands.press(Qt.Key.Key_Z, CONTROL)
    assert window.windowTitle() == NAMES["requests"]
    assert not window.nothing.isVisible()


def test_a_round_taken_out_of_use_says_so(tear: Tear, records: Records, hands: Hands) -> None:
    from desktop.services.rounds import Rounds

    window, context = tear("rounds", records.round), hands.main.context
    rounds = context.service(Rounds)
    context.jobs.write(lambda: rounds.void(context.actor, records.round, "Not needed"))
    hands.quiet()
    assert (window.windowTitle(), window.nothing.isVisible()) == (GONE, True)


def test_somebody_merged_with_another_is_shown_no_more(tear: Tear, records: Records, hands: Hands) -> None:
    context = hands.main.context
    kept, gone = tear("people", records.jean), tear("people", records.sian)
    decide, same = context.service(Duplicates).decide, PairAnswer.SAME_PERSON
    context.jobs.write(lambda: decide(context.actor, records.jean, records.sian, same))
    hands.quiet()
    assert (kept.windowTitle(), gone.windowTitle()) == (NAMES["people"], GONE)


def test_the_same_record_has_one_window(tear: Tear, records: Records, hands: Hands, qtbot: QtBot) -> None:
    first = tear("requests", records.request)
    second = tear("people", records.jean)
    assert hands.main.windows.open("match", records.request) is first
    qtbot.waitUntil(first.isActiveWindow)
    assert hands.main.windows.windows == [first, second]


def test_by_keyboard_alone_from_list_to_window_and_back(hands: Hands, records: Records, qtbot: QtBot) -> None:
    shell, windows = hands.main.shell, hands.main.windows
    page = shell.go_to("people")
    hands.quiet()
    assert isinstance(page, RecordPage)
    hands.press(Qt.Key.Key_Return, CONTROL | SHIFT)
    (window,) = windows.windows
    qtbot.waitUntil(lambda: window.windowTitle() == "Jean Mallory")
    qtbot.waitUntil(window.isActiveWindow)
    hands.quiet()
    hands.press(Qt.Key.Key_F1)
    assert isinstance(QApplication.focusWidget(), QWidget)
    hands.press(Qt.Key.Key_Escape)
    assert window.isVisible(), "Esc closes help first"
    hands.press(Qt.Key.Key_F6)
    hands.press(Qt.Key.Key_Plus, CONTROL)
    assert theme().scale == 110
    hands.press(Qt.Key.Key_K, CONTROL)
    assert hands.palette.isVisible()
    hands.press(Qt.Key.Key_Escape)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    hands.press(Qt.Key.Key_W, CONTROL)
    assert windows.windows == []
    shell.activateWindow()
    qtbot.waitUntil(shell.isActiveWindow)
    hands.press(Qt.Key.Key_Return, CONTROL | SHIFT)
    (window,) = windows.windows
    qtbot.waitUntil(lambda: window.windowTitle() == "Jean Mallory")
    qtbot.waitUntil(window.isActiveWindow)
    hands.quiet()
    hands.press(Qt.Key.Key_F2)
    assert isinstance(shell.page(), IntakePage)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    hands.press(Qt.Key.Key_Escape)
    assert windows.windows == []


def test_no_key_is_bound_twice_in_a_window(tear: Tear, records: Records, hands: Hands) -> None:
    for place, item in each(hands, records).items():
        window = tear(place, item)
        held = [
            key.toString(QKeySequence.SequenceFormat.PortableText)
            for one in window.findChildren(QShortcut)
            if one.isEnabled() and one.context() is not Qt.ShortcutContext.WidgetShortcut
            for key in list(one.keys())
            if isinstance(one.parent(), QWidget) and one.parent().isVisible()
        ]
        assert (place, sorted(held)) == (place, sorted(set(held)))
        assert {"F1", "F2", "F6", "Ctrl+W", "Ctrl+K", "Ctrl+L", "Ctrl+Z", "Ctrl+Y", "Ctrl+P"} <= set(held)
        window.close()


def test_palette_and_buttons_open_windows(hands: Hands, records: Records, qtbot: QtBot) -> None:
    windows = hands.main.windows
    page = hands.main.shell.go_to("households")
    hands.quiet()
    assert isinstance(page, RecordPage)
    hands.find("probert")
    hands.press(Qt.Key.Key_Return, CONTROL | SHIFT)
    qtbot.waitUntil(lambda: [one.windowTitle() for one in windows.windows] == ["Siân Probert"])
    windows.close_all()
    page.pane.buttons["own_window"].click()
    assert len(windows.windows) == 1
    hands.main._open_over("person", records.sian)
    hands.quiet()
    person = hands.main.shell.page()
    assert isinstance(person, PersonPage)
    person.buttons["own_window"].click()
    hands.quiet()
    qtbot.waitUntil(lambda: "Siân Probert" in [one.windowTitle() for one in windows.windows])
    assert len(windows.windows) == 2


def test_the_key_says_what_to_do_where_no_record_is_put_forward(hands: Hands) -> None:
    hands.main.shell.go_to("settings")
    hands.main.tear_off()
    assert hands.main.windows.windows == []
    assert hands.main.shell.toast.text.startswith("Choose a record first")


def test_a_link_opens_in_the_main_window(tear: Tear, records: Records, hands: Hands) -> None:
    window = tear("requests", records.request)
    window.content().place_asked.emit("people", records.jean)
    hands.quiet()
    assert hands.main.shell.on_show() == "people"
    window.bar.main_window.click()
    hands.quiet()
    assert hands.main.shell.on_show() == "requests"


def test_locking_hides_windows_at_once_and_brings_them_back(
    tear: Tear, records: Records, hands: Hands, qapp: QApplication
) -> None:
    window = tear("requests", records.request)
    locked = QSignalSpy(hands.main.shell.lock_asked)
    hands.press(Qt.Key.Key_L, CONTROL)
    window.bar.lock.click()
    assert locked.count() == 2
    curtain = Curtain(qapp)
    curtain.draw()
    assert [one for one in QApplication.topLevelWidgets() if one.isVisible()] == []
    late = hands.main.windows.open("people", records.sian)
    hands.quiet()
    assert [one for one in QApplication.topLevelWidgets() if one.isVisible()] == []
    curtain.open()
    assert window.isVisible()
    assert late.isVisible()
    curtain.deleteLater()


def test_closing_the_main_window_asks_for_a_half_typed_form_and_then_closes_all(
    tear: Tear, records: Records, hands: Hands, qtbot: QtBot
) -> None:
    window = tear("organisations", records.council)
    content = window.content()
    assert isinstance(content, LoneRecord)
    content.page.pane.buttons[EDIT].click()
    hands.quiet()
    dialog = over(window)
    field = dialog.findChildren(QLineEdit)[0]
    qtbot.keyClicks(field, "Borough")
    assert not hands.main.shell.close()
    assert hands.main.shell.isVisible()
    assert window.isVisible()
    assert dialog.isVisible()
    (asked,) = [one for one in dialog.findChildren(QPushButton) if one.text() == "Go back to it"]
    assert asked.isVisible()
    dialog.reject()
    assert hands.main.shell.close()
    assert hands.main.windows.windows == []


def test_the_size_is_kept_on_this_computer_for_each_kind(tear: Tear, records: Records, hands: Hands) -> None:
    window = tear("requests", records.request)
    window.resize(610, 520)
    window.close()
    hands.quiet()
    assert hands.main.context.preferences.torn_off_sizes == {"requests": (610, 520)}
    again = tear("requests", records.request)
    assert (again.width(), again.height()) == (610, 520)


def test_two_hundred_windows_leave_nothing_behind(
    tear: Tear, records: Records, hands: Hands, qtbot: QtBot
) -> None:
    tear("requests", records.request).close()
    tear("people", records.jean).close()
    drop_deleted()
    before = len(QApplication.allWidgets())
    held: list[weakref.ref[TornOffWindow]] = []
    for number in range(200):
        place, item = (("requests", records.request), ("people", records.jean))[number % 2]
        window = hands.main.windows.open(place, item)
        QApplication.processEvents()
        held.append(weakref.ref(window))
        window.close()
        del window
    hands.quiet()
    drop_deleted()
    assert hands.main.windows.windows == []
    assert len(QApplication.allWidgets()) == before
    assert [one for one in held if one() is not None] == []


def test_ctrl_m_finds_somebody_for_the_request_of_the_window(
    tear: Tear, records: Records, hands: Hands
) -> None:
    tear("requests", records.request)
    hands.press(Qt.Key.Key_M, CONTROL)
    assert hands.main.shell.on_show() == "match"
