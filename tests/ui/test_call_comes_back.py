"""Calls that were kept: counted where a new one begins, and one cut short is on show again, at its field."""

from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from desktop.context import AppContext
from desktop.services.intake import Intake
from desktop.ui.intake.page import IntakePage
from desktop.ui.main_window import MainWindow

Settle = Callable[[], None]
HALF = {"words": "Tablets ready from", "focus": "words"}


@pytest.fixture
def open_window(context: AppContext, qtbot: QtBot, settle: Settle) -> Iterator[Callable[[], MainWindow]]:
    """Opens the window of the hub, as after a start of the app."""
    made: list[MainWindow] = []

    def open_it() -> MainWindow:
        made.append(MainWindow(context))
        shell = made[0].shell
        shell.show()
        shell.activateWindow()
        qtbot.waitUntil(shell.isActiveWindow)
        settle()
        return made[0]

    yield open_it
    made[0].shell.close()


def test_a_call_cut_short_is_on_show_again_at_its_field(
    context: AppContext, open_window: Callable[[], MainWindow]
) -> None:
    context.service(Intake).keep(context.actor, HALF | {"aside": False})
    main = open_window()
    page = main.shell.page()
    assert isinstance(page, IntakePage)
    assert page.form.words.toPlainText() == HALF["words"]
    assert page.form.words.hasFocus()
    assert main.shell.rail.call.text() == "New call"
    assert main.shell.toast.text == "The call you were taking is back."


def test_calls_put_aside_are_counted_and_wait(
    context: AppContext, open_window: Callable[[], MainWindow]
) -> None:
    for _ in range(2):
        context.service(Intake).keep(context.actor, HALF | {"aside": True})
    main = open_window()
    assert main.shell.on_show() == "today"
    assert main.shell.rail.call.text() == "New call (2 kept)"
