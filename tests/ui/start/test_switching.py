"""Another takes the keyboard without closing the hub: what the first had on show is gone."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from db.enums import Role
from db.enums_openings import OpeningEnd
from db.models import Opening
from desktop.app import App
from desktop.services.households import Households
from desktop.services.intake import Intake
from desktop.services.people import People, PersonDraft
from desktop.services.users import Users
from desktop.ui.base.dialog import FormDialog
from desktop.ui.base.form_fields import FormField
from desktop.ui.keyboard import Keyboard
from desktop.ui.shell import MainShell
from desktop.ui.start.unlock import UnlockWindow
from desktop.ui.unfinished import UnfinishedDialog
from tests.ui.start.conftest import CHEAP, PASSPHRASE

Settle = Callable[[], None]
NAME = "Agnieszka"
YUSUF = "nine loud otters dive"


@dataclass
class Desk:
    """The app with a hub of two accounts open."""

    app: App
    settle: Settle

    @property
    def keyboard(self) -> Keyboard:
        assert self.app.keyboard is not None
        return self.app.keyboard

    @property
    def shell(self) -> MainShell:
        return self.keyboard.main.shell

    @property
    def lock(self) -> UnlockWindow:
        window = self.keyboard.locker.window
        assert window is not None
        return window

    def give(self, name: str, passphrase: str) -> None:
        """Type a name and a passphrase at the lock."""
        self.lock.form.set_values({"account": name, "passphrase": passphrase})
        self.lock.open_button.click()
        self.settle()

    def switch(self, name: str, passphrase: str) -> None:
        """Hand the keyboard over."""
        self.keyboard.switch()
        self.give(name, passphrase)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def words(self) -> str:
        """Everything any window of the app holds, shown or hidden."""
        found: list[str] = []
        for window in QApplication.topLevelWidgets():
            for one in (window, *window.findChildren(QWidget)):
                found.append(one.windowTitle())
                if isinstance(one, QLabel | QLineEdit):
                    found.append(one.text())
                elif isinstance(one, QPlainTextEdit):
                    found.append(one.toPlainText())
        return "\n".join(found)

    def actor(self, name: str) -> str:
        """The key of an account."""
        users = Users(self.keyboard.hub.tools).all(self.keyboard.hub.actor)
        return next(one.id for one in users if one.name == name)


@pytest.fixture
def desk(app: App, made: tuple[Path, str], settle: Settle, request: pytest.FixtureRequest) -> Desk:
    """Priya has the keyboard; Yusuf takes calls."""
    app.begin(made[0])
    assert isinstance(app.window, UnlockWindow)
    app.window.form.set_values({"passphrase": PASSPHRASE})
    app.window.open_button.click()
    settle()
    desk = Desk(app, settle)
    hub = desk.keyboard.hub
    roles = getattr(request, "param", frozenset({Role.CALL_HANDLER}))
    Users(hub.tools).add(hub.actor, hub.folder.path, "Yusuf Amari", YUSUF, roles, params=CHEAP)
    People(hub.tools).save(hub.actor, PersonDraft("Doreen", last_name="Okafor"))
    desk.shell.activateWindow()
    return desk


def test_the_button_with_the_name_hands_over_and_back(desk: Desk) -> None:
    button = desk.shell.top.person
    assert button is not None
    assert button.text() == "Priya Nair"
    menu = button.menu_of()
    menu.actions()[0].trigger()
    assert [one for one in QApplication.topLevelWidgets() if one.isVisible()] == [desk.lock]
    assert desk.lock.form.values()["account"] == "Yusuf Amari"
    first = desk.shell
    desk.give("Yusuf Amari", YUSUF)
    assert desk.app.hub is not None
    assert desk.app.hub.actor.name == "Yusuf Amari"
    assert desk.app.window is desk.shell is not first
    assert desk.shell.isVisible()
    assert desk.shell.top.person is not None
    assert desk.shell.top.person.text() == "Yusuf Amari"
    desk.switch("Priya Nair", PASSPHRASE)
    assert desk.app.hub.actor.name == "Priya Nair"


def test_nothing_of_the_first_is_left_in_any_window(desk: Desk, qtbot: QtBot) -> None:
    desk.shell.go_to("people")
    desk.settle()
    person = People(desk.keyboard.hub.tools).find(desk.keyboard.hub.actor, "Doreen")[0].id
    desk.keyboard.main.open_window("people", person)
    desk.settle()
    dialog = FormDialog(
        "Add a volunteer", [FormField("name", "Name")], lambda _: None, desk.app.jobs, desk.shell
    )
    dialog.open()
    dialog.form.editor("name").widget.setText(NAME)  # type: ignore[attr-defined]
    assert NAME in desk.words()
    assert "Doreen" in desk.words()
    desk.keyboard.lock()
    desk.give("Yusuf Amari", YUSUF)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert NAME not in desk.words()
    assert "Doreen" not in desk.words()
    assert not shiboken6.isValid(dialog)
    assert [one for one in QApplication.topLevelWidgets() if one.isVisible()] == [desk.shell]
    assert desk.shell.on_show() == "today"
    desk.switch("Priya Nair", PASSPHRASE)
    kept = desk.shell.findChildren(UnfinishedDialog)
    assert len(kept) == 1
    assert NAME in desk.words()
    kept[0].primary.click()
    desk.settle()
    desk.switch("Yusuf Amari", YUSUF)
    desk.switch("Priya Nair", PASSPHRASE)
    assert desk.shell.findChildren(UnfinishedDialog) == []


@pytest.mark.parametrize("desk", [frozenset({Role.ADMINISTRATOR})], indirect=True)
def test_permissions_are_those_of_who_took_over(desk: Desk) -> None:
    assert "people" in desk.shell.rail.buttons
    desk.switch("Yusuf Amari", YUSUF)
    assert "people" not in desk.shell.rail.buttons
    assert desk.shell.on_show() != "today"
    desk.switch("Priya Nair", PASSPHRASE)
    assert "people" in desk.shell.rail.buttons


def test_a_half_taken_call_waits_for_who_took_it(desk: Desk, qtbot: QtBot) -> None:
    desk.shell.call_asked.emit()
    desk.settle()
    page = desk.shell.page()
    words = page.form.words  # type: ignore[union-attr]
    words.setFocus()
    qtbot.keyClicks(words, f"{NAME} needs a lift")
    desk.switch("Yusuf Amari", YUSUF)
    assert NAME not in desk.words()
    hub = desk.keyboard.hub
    assert Intake(hub.tools).waiting(hub.actor) == []
    desk.switch("Priya Nair", PASSPHRASE)
    assert desk.shell.on_show() == "call"
    assert f"{NAME} needs a lift" in desk.words()


def test_undo_takes_back_ones_own_work_and_nobody_elses(desk: Desk, settle: Settle) -> None:
    hub, jobs = desk.keyboard.hub, desk.app.jobs
    jobs.write(lambda: People(hub.tools).save(hub.actor, PersonDraft("Edith", last_name="Okafor")))
    settle()
    desk.switch("Yusuf Amari", YUSUF)
    desk.keyboard.main.trail.undo()
    settle()
    assert len(People(hub.tools).find(hub.actor, "Edith")) == 1
    yusuf = desk.keyboard.hub
    jobs.write(lambda: People(yusuf.tools).save(yusuf.actor, PersonDraft("Fred", last_name="Okafor")))
    settle()
    desk.switch("Priya Nair", PASSPHRASE)
    desk.keyboard.main.trail.undo()
    settle()
    assert People(hub.tools).find(hub.actor, "Edith") == []
    assert len(People(hub.tools).find(hub.actor, "Fred")) == 1


def test_a_wrong_passphrase_hands_nothing_over(desk: Desk) -> None:
    before = desk.shell
    desk.keyboard.switch()
    desk.give("Yusuf Amari", PASSPHRASE)
    assert desk.keyboard.hub.actor.name == "Priya Nair"
    assert [one for one in QApplication.topLevelWidgets() if one.isVisible()] == [desk.lock]
    desk.give("Priya Nair", PASSPHRASE)
    assert desk.shell is before
    assert before.isVisible()


def test_what_was_changed_before_is_still_backed_up_at_the_end(desk: Desk, settle: Settle) -> None:
    before = desk.keyboard.main.keeper.saved_seq
    desk.switch("Yusuf Amari", YUSUF)
    assert desk.keyboard.main.keeper.saved_seq == before
    assert desk.keyboard.hub.store.head().seq > before


@pytest.mark.parametrize("how", [OpeningEnd.LOCK, OpeningEnd.SWITCH, OpeningEnd.SELF])
def test_restricted_records_close_on_lock_on_switch_and_by_the_banner(
    desk: Desk, how: OpeningEnd, settle: Settle
) -> None:
    desk.switch("Yusuf Amari", YUSUF)
    main, hub = desk.keyboard.main, desk.keyboard.hub
    assert main.glass.is_offered()
    dialog = main.glass.ask()
    dialog.form.set_values({"reason": "Doreen does not answer the door"})
    dialog.primary.click()
    settle()
    assert hub.actor.has_opened
    assert main.glass.banner.isVisible()
    assert main.glass.banner.left.text() in ("Restricted records are open: 30:00 left", _LEFT)
    assert not main.glass.is_offered()
    if how is OpeningEnd.SELF:
        main.glass.banner.close_button.click()
    elif how is OpeningEnd.LOCK:
        desk.keyboard.lock()
    else:
        desk.keyboard.switch()
    assert not hub.actor.has_opened
    settle()
    if how is not OpeningEnd.SELF:
        desk.give("Yusuf Amari", YUSUF)
    assert not main.glass.banner.isVisible()
    with hub.store.read() as session:
        (row,) = session.query(Opening).all()
    assert row.ended_by is how


_LEFT = "Restricted records are open: 29:59 left"


def test_roles_changed_take_effect_at_once(desk: Desk, settle: Settle) -> None:
    hub = desk.keyboard.hub
    users, key = Users(hub.tools), hub.actor.user_id
    (other,) = [one.id for one in users.all(hub.actor) if one.name == "Yusuf Amari"]
    users.set_roles(hub.actor, other, frozenset({Role.LEAD}))  # somebody has to look after concerns
    desk.shell.go_to("settings")
    desk.app.jobs.write(lambda: users.set_roles(hub.actor, key, frozenset({Role.ADMINISTRATOR})))
    settle()
    assert desk.keyboard.hub.actor.roles == {Role.ADMINISTRATOR}
    assert "people" not in desk.shell.rail.buttons
    assert desk.shell.on_show() == "settings"
    assert desk.shell.isVisible()
    with pytest.raises(Exception, match="may not"):
        Households(desk.keyboard.hub.tools).ids(desk.keyboard.hub.actor)
