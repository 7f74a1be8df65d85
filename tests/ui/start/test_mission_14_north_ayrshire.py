"""Mission row 14, North Ayrshire: six hubs open within a week, each with its own tools.

Opening one is a form. Minutes later it takes its first call, for a need of its own, by its own
nation's rules.
"""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.enums import CheckType, Nation
from desktop.app import App
from desktop.services.requests import RequestFilter, Requests
from desktop.services.rules import Rules
from desktop.ui.base.button import Button
from desktop.ui.base.dialog import FormDialog
from desktop.ui.intake.page import IntakePage
from desktop.ui.settings.needs_page import NeedsPage
from desktop.ui.shell import MainShell
from desktop.ui.start.card import CardWindow
from desktop.ui.start.create import CreateWindow
from desktop.ui.start.ready import BeginWindow, PlaceWindow
from desktop.ui.start.welcome import WelcomeWindow
from tests.ui.start.conftest import PASSPHRASE, Settle

FORM = {
    "name": "Garnock Valley Hub",
    "nation": Nation.SCOTLAND,
    "user_name": "Ishbel Reid",
    "passphrase": PASSPHRASE,
    "again": PASSPHRASE,
}
"""All there is to answer; everything else on the form may wait."""


def open_a_hub(app: App, settle: Settle) -> MainShell:
    """From the welcome to the window of a new hub: one form, and everything that can wait put off."""
    app.begin(None)
    assert isinstance(app.window, WelcomeWindow)
    app.window.create_button.click()
    create: Any = app.window
    assert isinstance(create, CreateWindow)
    create.form.set_values(FORM)
    create.make_button.click()
    settle()
    for kind, button in (
        (CardWindow, "later_button"),
        (PlaceWindow, "skip_button"),
        (BeginWindow, "empty_button"),
    ):
        window: Any = app.window
        assert isinstance(window, kind)
        getattr(window, button).click()
        settle()
    shell: Any = app.window
    assert isinstance(shell, MainShell)
    return shell


def add_need(shell: MainShell, settle: Settle, label: str) -> None:
    """A kind of help of the hub's own, through its page."""
    settings = shell.go_to("settings")
    assert settings is not None
    next(one for one in settings.findChildren(Button) if one.text() == "Need types").click()
    settle()
    page = shell.page()
    assert isinstance(page, NeedsPage)
    page.open_form()
    settle()
    (dialog,) = [one for one in page.findChildren(FormDialog) if one.isVisible()]
    dialog.form.editor("label").set_value(label)
    dialog.primary.click()
    settle()


def test_a_form_opens_a_hub_which_takes_its_first_call_for_a_need_of_its_own(
    app: App, qtbot: QtBot, settle: Settle
) -> None:
    shell = open_a_hub(app, settle)
    assert shell.windowTitle().startswith("Garnock Valley Hub")
    assert shell.on_show() == "today"
    add_need(shell, settle, "Ferry escort")
    shell.activateWindow()
    qtbot.waitUntil(shell.isActiveWindow)
    shell.rail.call.click()
    settle()
    call = shell.page()
    assert isinstance(call, IntakePage)
    who = call.form.who
    qtbot.keyClicks(who.finder.line, "Morag Baird")
    qtbot.waitUntil(lambda: who.finder.model.typed == "Morag Baird")
    who.add_new("Morag Baird")
    qtbot.keyClicks(who.new.fields["phone"], "07700 900131")
    call.form.go_to("need")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_9)
    combo: Any = call.form.what.questions.asked[""].editor
    combo.setCurrentIndex(combo.findText("Ferry escort"))
    call.form.words.setPlainText("To the hospital on the mainland on Monday.")
    call.save()
    settle()
    QApplication.processEvents()
    assert app.hub is not None
    requests = Requests(app.hub.tools)
    (key,) = requests.ids(app.hub.actor, RequestFilter())
    assert requests.get(app.hub.actor, key).need == "Ferry escort"
    asked = {one.draft.check for row in Rules(app.hub.tools).table(app.hub.actor) for one in row.rules}
    assert CheckType.DISCLOSURE_SCOTLAND in asked
    assert CheckType.DBS not in asked
