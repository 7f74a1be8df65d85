"""Keys of the running window: none is bound twice, and the keyboard stays where somebody looks."""

from collections import Counter

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.base.record_page import RecordPage
from desktop.ui.help.keys import everywhere
from desktop.ui.intake.page import IntakePage
from desktop.ui.places import OVER
from desktop.ui.settings.needs_page import NeedsPage
from tests.ui.window import Hands, Records, hands, main, records

__all__ = ["hands", "main", "records"]
CONTROL = Qt.KeyboardModifier.ControlModifier
Ambiguous = list[tuple[str, int]]


def bound_twice(window: QWidget) -> Ambiguous:
    """Keys that two shortcuts in reach of the keyboard wait for: Qt then gives them to neither."""
    held = [
        key.toString()
        for shortcut in window.findChildren(QShortcut)
        if _in_reach(shortcut, window)
        for key in list(shortcut.keys())
    ]
    return [(key, count) for key, count in Counter(held).items() if count > 1]


def _in_reach(shortcut: QShortcut, window: QWidget) -> bool:
    owner = shortcut.parent()
    return shortcut.isEnabled() and isinstance(owner, QWidget) and (owner is window or owner.isVisible())


def test_no_key_is_bound_twice_in_any_place_or_page(hands: Hands, records: Records) -> None:
    shell = hands.main.shell
    for place in hands.main.places:
        shell.go_to(place.key)
        assert (place.key, bound_twice(shell)) == (place.key, [])
    for key in OVER:
        page = shell.page()
        assert page is not None
        page.place_asked.emit(key, records.request if key == "match" else None)
        assert (shell.on_show(), bound_twice(shell)) == (key, [])
        shell.close_over()


def test_two_shortcuts_of_one_key_are_noticed(hands: Hands) -> None:
    twice = QShortcut(QKeySequence("F2"), hands.main.shell)
    assert bound_twice(hands.main.shell) == [("F2", 2)]
    twice.deleteLater()


def test_every_key_said_to_work_everywhere_is_bound(hands: Hands) -> None:
    shell = hands.main.shell
    bound = {
        key.toString()
        for one in shell.findChildren(QShortcut)
        if one.parent() is shell
        for key in list(one.keys())
    }
    by_event = {"Esc", "Ctrl+↵"}
    for line in everywhere():
        keys = "+".join(line.keys)
        wanted = [f"Ctrl+{number}" for number in range(1, 10)] if keys == "Ctrl+1…9" else [keys]
        assert keys in by_event or set(wanted) <= bound, keys


def test_a_round_read_late_takes_the_keyboard_from_nobody(
    hands: Hands, records: Records, qtbot: QtBot
) -> None:
    hands.main.shell.go_to("rounds", records.round)
    qtbot.keyClick(hands.main.shell, Qt.Key.Key_F2)
    hands.quiet()
    page = hands.main.shell.page()
    assert isinstance(page, IntakePage)
    assert page.form.place() == "who"


def test_f6_goes_through_the_panes_that_are_on_show(hands: Hands, records: Records) -> None:
    hands.main.shell.resize(800, 700)
    hands.main.shell.go_to("requests")
    hands.quiet()
    page = hands.main.shell.page()
    assert isinstance(page, RecordPage)
    assert not page.pane.isVisible()
    for _ in range(4):
        hands.press(Qt.Key.Key_F6)
        at = QApplication.focusWidget()
        assert at is not None
        assert at.isVisible()


def test_esc_closes_a_page_that_has_no_way_back_of_its_own(hands: Hands) -> None:
    shell = hands.main.shell
    page = shell.page()
    assert page is not None
    page.place_asked.emit("needs", None)
    hands.quiet()
    assert isinstance(shell.page(), NeedsPage)
    hands.press(Qt.Key.Key_Escape)
    assert shell.page() is page
