"""A call taken on the call screen, from F2 to saving, as the first step of a longer story."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.queries.requests import RequestFilter
from desktop.services.requests import Requests
from desktop.ui.intake.page import IntakePage
from desktop.ui.main_window import MainWindow


def take_call(
    main: MainWindow, settle: Callable[[], None], qtbot: QtBot, who: str, need: str, words: str
) -> str:
    """Somebody new rings through a relative; the key of the request that is saved.

    Args:
        main: the window, in front.
        settle: waits until all is quiet.
        qtbot: its keyboard.
        who: first and last name of whoever is to be helped.
        need: a kind of help without a tile of its own.
        words: as they say it.
    """
    qtbot.keyClick(main.shell, Qt.Key.Key_F2)
    settle()
    call = main.shell.page()
    assert isinstance(call, IntakePage)
    finder = call.form.who.finder
    qtbot.keyClicks(finder.line, who)
    qtbot.waitUntil(lambda: finder.model.typed == who)
    qtbot.keyClick(finder.line, Qt.Key.Key_Return)
    settle()
    qtbot.keyClicks(call.form.who.new.fields["phone"], "07700 900131")
    call.form.go_to("need")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_9)
    which: Any = call.form.what.questions.asked[""].editor
    which.set_value(need)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_B, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClicks(call.form.behalf.fields["name"], "Nia Prys")
    qtbot.keyClicks(call.form.behalf.fields["relationship"], "sister")
    call.form.behalf.knows.buttons[0].click()
    call.form.go_to("words")
    qtbot.keyClicks(QApplication.focusWidget(), words)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()
    context = main.context
    return context.service(Requests).ids(context.actor, RequestFilter(), "number", True)[0]
