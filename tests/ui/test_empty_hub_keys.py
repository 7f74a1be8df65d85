"""A hub with nothing in it yet, walked by keyboard alone: every place can be entered, gone round and left."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.context import AppContext
from desktop.ui.base.card import EmptyState
from desktop.ui.main_window import MainWindow
from desktop.ui.places import places

Settle = Callable[[], None]
MOST = 150
"""Presses of Tab; no place of an empty hub has so many stops."""


@pytest.fixture
def main(context: AppContext, settle: Settle) -> Iterator[MainWindow]:
    """The window of a hub nobody wrote into."""
    window = MainWindow(context)
    window.shell.resize(1366, 768)
    window.shell.show()
    window.shell.activateWindow()
    settle()
    yield window
    window.shell.close()
    window.deleteLater()


def stops(settle: Settle, shell: QWidget) -> list[QWidget]:
    """Where Tab goes from here, until it comes back."""
    found: list[QWidget] = []
    for _ in range(MOST):
        at = QApplication.focusWidget()
        assert at is not None, "the keyboard is nowhere"
        if at in found:
            return found
        found.append(at)
        QTest.keyClick(at, Qt.Key.Key_Tab)
        settle()
    raise AssertionError(f"Tab does not come round: {found[-3:]}")


def test_every_place_of_an_empty_hub_is_gone_round_by_tab(
    main: MainWindow, context: AppContext, settle: Settle
) -> None:
    for place in places(context):
        go_round(main, settle, place.key)


def go_round(main: MainWindow, settle: Settle, key: str) -> None:
    """Enter a place and go round it by Tab."""
    page = main.shell.go_to(key)
    settle()
    assert page is not None
    found = stops(settle, main.shell)
    lost = [one for one in found if not one.isVisible() or not main.shell.isAncestorOf(one)]
    assert lost == [], f"{key}: {[(one, one.accessibleName(), one.parentWidget()) for one in lost]}"
    for one in found:
        named = one.accessibleName() or getattr(one, "text", str)()
        assert named, f"{key}: {one} says nothing"
    add = getattr(getattr(page, "toolbar", None), "add", None)
    if add is not None and add.isVisible():
        assert add in found, "the first thing to do in an empty list is to put something into it"
    hint = next((one for one in page.findChildren(EmptyState) if one.isVisible()), None)
    if hint is not None:
        for button in hint.findChildren(QWidget):
            if button.isVisible() and button.focusPolicy() & Qt.FocusPolicy.TabFocus:
                assert button in found, f"{key}: {button} under the hint is not reached"
    table = getattr(page, "table", None)
    assert table is None or not table.isVisible() or table.records().ids or hint is None


def test_the_hint_of_an_empty_list_stands_in_the_middle_of_it(main: MainWindow, settle: Settle) -> None:
    for key in ("referrals", "organisations", "handovers", "groups", "info"):
        page = main.shell.go_to(key)
        settle()
        assert page is not None
        hint = next(one for one in page.findChildren(EmptyState) if one.isVisible())
        parent = hint.parentWidget()
        assert parent is not None
        assert abs(hint.geometry().center().x() - parent.rect().center().x()) <= 2, key
        words = hint.findChildren(QWidget)
        middle = hint.rect().center().x()
        for one in words:
            if one.isVisible() and one.parentWidget() is hint:
                assert abs(one.geometry().center().x() - middle) <= 2, f"{key}: {one}"
