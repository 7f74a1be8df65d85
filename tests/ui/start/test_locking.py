"""The lock hides everything at once and loses nothing; long work goes on; a second start raises the first."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from desktop.app import App
from desktop.runtime.crash import CrashHook
from desktop.services.hubs import open_hub
from desktop.services.intake import Intake
from desktop.ui.base.dialog import SheetDialog
from desktop.ui.base.label import Label
from desktop.ui.crash_window import CrashTeller
from desktop.ui.intake.page import IntakePage
from desktop.ui.shell import MainShell
from desktop.ui.start.unlock import UnlockWindow

PASSPHRASE = "seven quiet herons wade"
NAME = "Agnieszka"
Settle = Callable[[], None]


@pytest.fixture
def shell(app: App, made: tuple[Path, str], settle: Settle) -> MainShell:
    """The window of an open hub."""
    app.begin(made[0])
    assert isinstance(app.window, UnlockWindow)
    give_passphrase(app.window, settle)
    assert isinstance(app.window, MainShell)
    app.window.activateWindow()
    return app.window


def give_passphrase(window: UnlockWindow, settle: Settle) -> None:
    window.form.set_values({"passphrase": PASSPHRASE})
    window.open_button.click()
    settle()


def on_screen() -> list[QWidget]:
    return [one for one in QApplication.topLevelWidgets() if one.isVisible()]


def lock_window(app: App) -> UnlockWindow:
    assert app.locker is not None
    assert app.locker.window is not None
    return app.locker.window


def take_half_a_call(shell: MainShell, qtbot: QtBot, settle: Settle) -> IntakePage:
    shell.call_asked.emit()
    settle()
    page = shell.page()
    assert isinstance(page, IntakePage)
    words = page.form.words
    words.setFocus()
    qtbot.keyClicks(words, f"{NAME} needs a lift")
    return page


def test_every_window_goes_at_once_and_comes_back_with_its_field(
    app: App, shell: MainShell, qtbot: QtBot, settle: Settle
) -> None:
    torn_off = QWidget()
    torn_off.show()
    dialog = SheetDialog("Doreen", shell, verb="Save")
    field = QLineEdit()
    dialog.body.addWidget(QLineEdit())
    dialog.body.addWidget(field)
    finished: list[int] = []
    dialog.finished.connect(finished.append)
    dialog.open()
    dialog.activateWindow()
    field.setFocus()
    menu = QMenu(dialog)
    menu.addAction("Doreen")
    menu.popup(dialog.pos())
    app.lock()
    assert on_screen() == [lock_window(app)]
    app.lock()
    assert on_screen() == [lock_window(app)]
    give_passphrase(lock_window(app), settle)
    assert set(on_screen()) == {shell, dialog, torn_off}
    assert finished == []
    qtbot.waitUntil(field.hasFocus)
    dialog.reject()
    torn_off.close()
    menu.deleteLater()


def test_what_a_finished_job_opens_stays_hidden_until_unlocked(
    app: App, shell: MainShell, qtbot: QtBot, settle: Settle
) -> None:
    app.lock()
    late = QDialog(shell)
    late.open()
    handle = late.windowHandle()
    assert handle is None or not handle.isVisible()
    qtbot.waitUntil(lambda: not late.isVisible())
    give_passphrase(lock_window(app), settle)
    assert late.isVisible()
    assert late.windowHandle().isVisible()
    late.reject()


def test_a_half_taken_call_is_kept_by_the_lock_and_still_on_show_after_it(
    app: App, shell: MainShell, qtbot: QtBot, settle: Settle
) -> None:
    page = take_half_a_call(shell, qtbot, settle)
    app.lock()
    settle()
    assert app.hub is not None
    (draft,) = Intake(app.hub.tools).waiting(app.hub.actor)
    assert NAME in str(draft.body)
    give_passphrase(lock_window(app), settle)
    assert shell.page() is page
    assert page.form.words.toPlainText() == f"{NAME} needs a lift"
    qtbot.waitUntil(page.form.words.hasFocus)


def test_a_half_taken_call_outlives_an_app_killed_while_locked(
    app: App, shell: MainShell, made: tuple[Path, str], qtbot: QtBot, settle: Settle
) -> None:
    take_half_a_call(shell, qtbot, settle)
    app.lock()
    settle()
    lock_window(app).close()
    app.close_hub()
    assert on_screen() == []
    again = open_hub(made[0], PASSPHRASE)
    (draft,) = Intake(again.tools).waiting(again.actor)
    assert NAME in str(draft.body)
    again.close()


def test_a_fault_in_the_middle_of_a_call_keeps_the_call(
    app: App, shell: MainShell, tmp_path: Path, qtbot: QtBot, settle: Settle
) -> None:
    page = take_half_a_call(shell, qtbot, settle)
    teller = CrashTeller()
    teller.told.connect(app.keep_typed)
    hook = CrashHook(tmp_path, "1", teller.tell)
    hook.handle(ValueError(NAME), "main")
    qtbot.waitUntil(lambda: teller.window is not None)
    settle()
    assert app.hub is not None
    assert len(Intake(app.hub.tools).waiting(app.hub.actor)) == 1
    assert teller.window is not None
    app.lock()
    assert set(on_screen()) == {lock_window(app), teller.window}
    teller.window.primary.click()
    give_passphrase(lock_window(app), settle)
    assert page.form.words.toPlainText().startswith(NAME)


def test_long_work_goes_on_behind_the_lock_and_does_not_hold_up_unlocking(
    app: App, shell: MainShell, qtbot: QtBot
) -> None:
    go_on = threading.Event()
    done: list[Any] = []
    app.jobs.write(lambda: go_on.wait(20), done.append)
    app.lock()
    window = lock_window(app)
    window.form.set_values({"passphrase": PASSPHRASE})
    window.open_button.click()
    qtbot.waitUntil(shell.isVisible)
    assert done == []
    go_on.set()
    qtbot.waitUntil(lambda: done == [True])


def test_idle_minutes_lock_and_ctrl_l_locks(app: App, shell: MainShell, qtbot: QtBot, settle: Settle) -> None:
    assert shell.status.items["locked"].accessibleName() == "Encrypted · Locks after 10 minutes unused"
    app.preferences.lock_minutes = 1
    assert shell.status.items["locked"].accessibleName() == "Encrypted · Locks after 1 minute unused"
    assert app.idle is not None
    assert app.idle.minutes == 1
    app.idle.idle.emit()
    give_passphrase(lock_window(app), settle)
    qtbot.waitUntil(shell.isActiveWindow)
    qtbot.keyClick(shell, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert on_screen() == [lock_window(app)]
    app.come_forward()
    assert on_screen() == [lock_window(app)]
    give_passphrase(lock_window(app), settle)


def test_a_start_with_another_hub_says_which_is_open_here(app: App, shell: MainShell) -> None:
    assert app.hub is not None
    app.come_forward(str(app.hub.folder.path.resolve()))
    assert not [one for one in shell.findChildren(SheetDialog) if one.isVisible()]
    app.come_forward(str(app.hub.folder.path.parent / "Castle Lane"))
    (dialog,) = (one for one in shell.findChildren(SheetDialog) if one.isVisible())
    said = " ".join(label.text() for label in dialog.findChildren(Label))
    assert "Castle Lane" in said
    assert app.hub.folder.path.name in said
    dialog.primary.click()
    assert shell.isVisible()


def test_single_letters_act_unless_this_computer_says_no(
    app: App, shell: MainShell, qtbot: QtBot, settle: Settle
) -> None:
    assert app._main is not None
    panel, window = app._main.help.panel, shell.windowHandle()
    qtbot.waitUntil(shell.isActiveWindow)
    shell.go_to("settings")
    settle()
    app.preferences.single_letters = False
    shell.rail.buttons["today"].setFocus()
    QTest.keyClick(window, Qt.Key.Key_Question)
    assert not panel.isVisible()
    app.preferences.single_letters = True
    QTest.keyClick(window, Qt.Key.Key_Question)
    assert panel.isVisible()


def test_looks_changed_anywhere_are_kept_on_this_computer(app: App, qtbot: QtBot) -> None:
    from desktop.runtime.preferences import Theme
    from desktop.ui.base.theme import Scheme, theme

    theme().configure(scheme=Scheme.CONTRAST, scale=150)
    assert (app.preferences.theme, app.preferences.text_percent) == (Theme.CONTRAST, 150)


def begin(*, wait: bool) -> "subprocess.Popen[str]":
    """Start the real app; when waited for, until it ends by itself."""
    process = subprocess.Popen(
        [sys.executable, "-m", "desktop"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    if wait:
        process.communicate(timeout=40)
    return process


def holds(folder: Path, process: "subprocess.Popen[str]") -> bool:
    """Whether a process is the first app of a user's folder."""
    lock = folder / "app.lock"
    return lock.exists() and str(process.pid) in lock.read_text(encoding="utf-8")


def test_a_second_start_of_the_app_ends_well_and_one_after_a_kill_stays(
    own_data_folder: Path, qtbot: QtBot
) -> None:
    """The first may still be starting when the second asks: it is answered once the first listens."""
    first = begin(wait=False)
    try:
        qtbot.waitUntil(lambda: (own_data_folder / "app.socket").exists(), timeout=30_000)
        assert begin(wait=True).returncode == 0
        assert first.poll() is None
        os.kill(first.pid, signal.SIGKILL)
        first.communicate()
        first = begin(wait=False)
        qtbot.waitUntil(lambda: holds(own_data_folder, first), timeout=30_000)
        assert first.poll() is None
    finally:
        first.kill()
        first.communicate()


def test_a_call_that_cannot_be_kept_does_not_keep_the_hub_open(
    app: App, shell: MainShell, monkeypatch: pytest.MonkeyPatch, settle: Settle
) -> None:
    def fail() -> None:
        raise RuntimeError(NAME)

    assert app.keyboard is not None
    monkeypatch.setattr(app.keyboard, "keep_typed", fail)
    with pytest.raises(RuntimeError):
        app.lock()
    assert on_screen() == [lock_window(app)]
    give_passphrase(lock_window(app), settle)
