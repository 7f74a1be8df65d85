"""An alarm reaches whoever is at the keyboard, once, in words that name nobody."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QSystemTrayIcon, QWidget
from pytestqt.qtbot import QtBot

from db.models import OutNow
from desktop.context import AppContext
from desktop.services.hubs import OpenHub
from desktop.services.out_now import OutDraft, Outs
from desktop.services.waits import Waits, WaitTimes
from desktop.ui.out_watch import OutWatch
from desktop.ui.settings.waits import WaitsForm
from tests.services.rounds.conftest import World

Settle = Callable[[], None]
WORDS = "1 person who is out has not been heard of: see Out now"


@pytest.fixture
def late(hub: OpenHub) -> str:
    """Somebody who is an hour late."""
    kofi = World(hub).volunteer("Kofi Mensah")
    outs = Outs(hub.tools)
    key = outs.leave(hub.actor, OutDraft(kofi, "Keys", 30)).made
    let_be_late(hub, key)
    return key


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """The window another may be in front of."""
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def watch(context: AppContext, window: QWidget) -> OutWatch:
    """The watch over who is out."""
    return OutWatch(context, window)


def let_be_late(hub: OpenHub, key: str) -> None:
    """Let somebody be an hour late."""
    with hub.store.write(hub.actor.user_id) as work:
        work.session.get_one(OutNow, key).due_at = Outs(hub.tools).now() - timedelta(hours=1)


def test_each_alarm_is_told_once_and_again_after_it_was_over(
    watch: OutWatch, late: str, hub: OpenHub, settle: Settle
) -> None:
    said: list[str] = []
    watch.alarm.connect(said.append)
    for _ in range(2):
        watch.look()
        settle()
    assert said == [WORDS]
    Outs(hub.tools).heard(hub.actor, late)
    watch.look()
    settle()
    let_be_late(hub, late)
    watch.look()
    settle()
    assert said == [WORDS, WORDS]


def test_behind_another_window_it_asks_for_attention_without_a_name(
    watch: OutWatch, late: str, window: QWidget, hub: OpenHub, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[QWidget] = []
    shown: list[str] = []
    inactive = Qt.ApplicationState.ApplicationInactive
    monkeypatch.setattr(QGuiApplication, "applicationState", lambda: inactive)
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: True)
    monkeypatch.setattr(QApplication, "alert", asked.append)
    monkeypatch.setattr(
        QSystemTrayIcon, "showMessage", lambda _tray, _title, words, _kind: shown.append(words)
    )
    monkeypatch.setattr(QSystemTrayIcon, "show", lambda _tray: None)
    monkeypatch.setattr(window, "raise_", lambda: None)  # the headless platform warns of both
    watch.look()
    settle()
    assert (asked, shown) == ([window], [WORDS])
    assert watch._tray is not None
    opened: list[bool] = []
    watch.opened.connect(lambda: opened.append(True))
    window.showMinimized()
    watch._tray.messageClicked.emit()
    assert opened == [True]
    assert not window.isMinimized()
    hidden: list[bool] = []
    monkeypatch.setattr(QSystemTrayIcon, "hide", lambda _tray: hidden.append(True))
    Outs(hub.tools).back(hub.actor, [late])
    watch.look()
    settle()
    assert hidden == [True]
    watch.stop()
    assert not watch._timer.isActive()


def test_nobody_is_told_who_does_not_see_to_it(
    window: QWidget, context: AppContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert OutWatch(context, window)._timer.isActive()
    monkeypatch.setattr(AppContext, "may", lambda _self, action: action != "out.set")
    assert not OutWatch(context, window)._timer.isActive()


def test_the_hub_sets_its_times_in_settings(
    context: AppContext, hub: OpenHub, qtbot: QtBot, settle: Settle
) -> None:
    form = WaitsForm(context)
    qtbot.addWidget(form)
    form.show_now()
    settle()
    assert form.form.values()["alarm"] == 15
    form.form.set_values({"ring_in": 40, "alarm": 500})
    form.save()
    settle()
    assert "from 1 to 120" in form.form.problems()["alarm"]
    form.form.set_values({"ring_in": 40, "alarm": 10, "quiet": 21})
    form.save()
    settle()
    assert WaitTimes(hub.tools).get(hub.actor) == Waits(40, 10, 21)
