"""Nothing the app can open stays on the screen when it is locked: no dialog, preview, menu or tip."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import (
    QAccessibleAnnouncementEvent,
    QAccessibleEvent,
    QContextMenuEvent,
    QGuiApplication,
)
from PySide6.QtWidgets import QApplication, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from db.enums import Layer
from desktop.app import App
from desktop.services.households import HouseholdDraft
from desktop.services.organisations import OrganisationDraft, Organisations
from desktop.services.people import People, PersonDraft, PhoneDraft
from desktop.services.requests import RequestDraft, Requests
from desktop.ui.base import spoken
from desktop.ui.base.dialog import FileDialog
from desktop.ui.base.record_page import MORE, RecordPage
from desktop.ui.main_window import MainWindow
from desktop.ui.people.dialogs import ask_consent, ask_contact
from desktop.ui.requests.pane import CLOSE
from desktop.ui.shell import MainShell
from desktop.ui.start.unlock import UnlockWindow

PASSPHRASE = "seven quiet herons wade"
Settle = Callable[[], None]
Open = Callable[[MainWindow, str], object]


@pytest.fixture
def main(app: App, made: tuple[Path, str], settle: Settle) -> MainWindow:
    """The window of an open hub with one person, their request and an organisation."""
    app.begin(made[0])
    unlock(app.window, settle)
    assert app._main is not None
    context = app._main.context
    home = HouseholdDraft(address_line1="14 Ferrygate Close", postcode="QX4 2LB")
    draft = PersonDraft("Jean", phones=(PhoneDraft("020 7946 0147"),), household=home)
    jean = context.service(People).save(context.actor, draft).made
    asked = RequestDraft(jean, "food_parcel", due_on=date(2026, 11, 17))
    context.service(Requests).save(context.actor, asked)
    council = OrganisationDraft("Riverbank Council", Layer.STATUTORY)
    context.service(Organisations).save(context.actor, council)
    return app._main


def unlock(window: QWidget | None, settle: Settle) -> None:
    assert isinstance(window, UnlockWindow)
    window.form.set_values({"passphrase": PASSPHRASE})
    window.open_button.click()
    settle()


def on_screen() -> list[QWidget]:
    return [one for one in QApplication.topLevelWidgets() if one.isVisible()]


def place(main: MainWindow, key: str) -> RecordPage:
    page = main.shell.go_to(key)
    found = getattr(page, "list", page)
    assert isinstance(found, RecordPage)
    return found


def person(main: MainWindow) -> str:
    """The key of the one person."""
    (found,) = main.context.service(People).find(main.context.actor, "jean")
    return str(found.id)


def menu_of_rows(main: MainWindow, key: str) -> None:
    table = place(main, key).table
    table.contextMenuEvent(QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(9, 9), QPoint(9, 9)))


def tip(main: MainWindow) -> None:
    QToolTip.showText(QPoint(20, 20), "Jean", main.shell)


WINDOWS: dict[str, Callable[[MainWindow], object]] = {
    "form": lambda main: place(main, "people").open_form(person(main)),
    "taking off": lambda main: place(main, "people").open_void(person(main)),
    "taken off": lambda main: place(main, "people").open_taken_off(),
    "closing": lambda main: place(main, "requests").on_action(CLOSE),
    "plan": lambda main: main.shell.go_to("rounds").list.plan_asked.emit(),
    "contact": lambda main: ask_contact(main.shell, main.context, person(main)),
    "sharing": lambda main: ask_consent(main.shell, main.context, person(main)),
    "preview": lambda main: main.help.show_guide(),
    "own window": lambda main: main.open_window("people", person(main)),
    "file": lambda main: FileDialog(main.shell, "Save the list of Jean").open(),
}
PASSING: dict[str, Callable[[MainWindow], object]] = {
    "view": lambda main: place(main, "people").toolbar.open_menu(),
    "rows": lambda main: menu_of_rows(main, "people"),
    "more": lambda main: place(main, "requests").pane.buttons[MORE].click(),
    "choices": lambda main: place(main, "people").toolbar.filters["area"].showPopup(),
    "tip": tip,
}


def close_others(shell: MainShell, settle: Settle) -> None:
    for one in on_screen():
        if one is not shell:
            one.close()
    settle()


def test_nothing_opened_stays_over_the_lock_and_all_comes_back(
    app: App, main: MainWindow, settle: Settle
) -> None:
    shell = main.shell
    for name, act in WINDOWS.items():
        for key in ("people", "requests"):
            place(main, key)
            settle()
        act(main)
        settle()
        before = on_screen()
        assert (name, len(before)) == (name, 2)
        app.lock()
        assert app.locker is not None
        assert (name, on_screen()) == (name, [app.locker.window])
        seen = [one for one in QGuiApplication.topLevelWindows() if one.isVisible()]
        assert (name, len(seen)) == (name, 1)
        unlock(app.locker.window, settle)
        assert (name, set(on_screen())) == (name, set(before))
        close_others(shell, settle)


def test_menus_choices_and_tips_go_with_the_lock_for_good(app: App, main: MainWindow, settle: Settle) -> None:
    for name, act in PASSING.items():
        for key in ("people", "requests"):
            place(main, key)
            settle()
        act(main)
        assert (name, len(on_screen())) == (name, 2)
        app.lock()
        assert app.locker is not None
        assert (name, on_screen()) == (name, [app.locker.window])
        unlock(app.locker.window, settle)
        assert (name, on_screen()) == (name, [main.shell])


def test_what_opens_late_is_never_on_the_screen(
    app: App, main: MainWindow, settle: Settle, qtbot: QtBot
) -> None:
    for key in ("people", "requests"):
        place(main, key)
        settle()
    for name, act in (WINDOWS | PASSING).items():
        app.lock()
        assert app.locker is not None
        act(main)
        seen = {one for one in QGuiApplication.topLevelWindows() if one.isVisible()}
        assert (name, seen) == (name, {app.locker.window.windowHandle()})
        settle()
        qtbot.waitUntil(lambda: on_screen() == [app.locker.window])
        unlock(app.locker.window, settle)
        close_others(main.shell, settle)
        if name in PASSING:
            assert (name, on_screen()) == (name, [main.shell])


def test_nothing_is_said_aloud_behind_the_lock(
    app: App, main: MainWindow, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []

    def hear(event: QAccessibleEvent) -> None:
        if isinstance(event, QAccessibleAnnouncementEvent):
            heard.append(event.message())

    monkeypatch.setattr(spoken, "QAccessible", SimpleNamespace(updateAccessibility=hear))
    people, context = main.context.service(People), main.context
    context.jobs.write(lambda: people.save(context.actor, PersonDraft("Siân")))
    settle()
    assert any("Siân" in words for words in heard)
    heard.clear()
    app.lock()
    context.jobs.write(lambda: people.save(context.actor, PersonDraft("Doreen")))
    settle()
    assert not any("Doreen" in words for words in heard)
    assert app.locker is not None
    unlock(app.locker.window, settle)


def test_everything_at_once(app: App, main: MainWindow, settle: Settle) -> None:
    for act in (WINDOWS["own window"], WINDOWS["form"], WINDOWS["preview"], tip):
        act(main)
        settle()
    main.palette.open_over()
    settle()
    assert main.palette.isVisible()
    before = [one for one in on_screen() if not one.inherits("QTipLabel")]
    assert len(before) == 4
    app.lock()
    assert app.locker is not None
    assert on_screen() == [app.locker.window]
    assert not main.palette.isVisible()
    unlock(app.locker.window, settle)
    assert set(on_screen()) == set(before)
    close_others(main.shell, settle)
