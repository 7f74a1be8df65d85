"""The desk of the whole day: the app on the hub, its keyboard, and what the store holds."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QLabel
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

from db.queries.requests import RequestFilter
from desktop.app import App
from desktop.runtime import paths
from desktop.runtime.preferences import Preferences
from desktop.services.base import Actor, Service
from desktop.services.requests import RequestDetail, Requests
from desktop.ui.base.page import Page
from desktop.ui.main_window import MainWindow
from tests.ui.conftest import PASSPHRASE
from tests.ui.day.keyboard import Keyboard
from tests.ui.day.town import Town, make_town, use_the_day

LAPTOP = (1366, 768)
D = TypeVar("D", bound=QDialog)
P = TypeVar("P", bound=Page)
S = TypeVar("S", bound=Service)


class Desk:
    """An app that can be closed and begun again, and hands on its keyboard.

    Attributes:
        town: what the hub held in the morning.
        app: the app; another after each start.
        keys: its keyboard.
        wrong: what went wrong unheard; stays empty on a good day.
    """

    def __init__(
        self, town: Town, make_app: Callable[[], App], wait_until: Callable[[Callable[[], bool]], object]
    ) -> None:
        """Sit down.

        Args:
            town: the hub.
            make_app: makes an app with nothing open.
            wait_until: see `Keyboard`.
        """
        self.town, self._make_app, self._wait_until = town, make_app, wait_until
        self.wrong: list[object] = []
        self.start()

    def start(self) -> None:
        """Start the app and open the hub with the passphrase."""
        self.app = self._make_app()
        self.app.jobs.crashed.connect(self.wrong.append)
        self.app.jobs.problem_found.connect(self.wrong.append)
        self.keys = Keyboard(self.app, self._wait_until)
        self.app.begin(self.town.folder)
        self.unlock()
        if self.app._main is None:
            said = [label.text() for label in self.app.window.findChildren(QLabel)] if self.app.window else []
            modal, focus = QGuiApplication.modalWindow(), QGuiApplication.focusWindow()
            front = (QApplication.activePopupWidget(), modal, focus)
            self.stop()  # a window left open would keep the keyboard from every test after this one
            pytest.fail(f"the hub did not open; its window says: {said}; in front of it: {front}")
        self.main.shell.resize(*LAPTOP)

    def unlock(self) -> None:
        """Type the passphrase where it is asked for."""
        self.keys.type(PASSPHRASE)
        self.keys.press("Enter")

    def stop(self) -> None:
        """Close the app, as the window's cross does."""
        self.app.end()
        self.app.close_hub()

    @property
    def main(self) -> MainWindow:
        """What joins the window of the hub."""
        assert self.app._main is not None
        return self.app._main

    @property
    def on_show(self) -> str:
        """The place or page on show."""
        return self.main.shell.on_show()

    def page(self, kind: type[P]) -> P:
        """The page on show, which is of a kind."""
        page = self.main.shell.page()
        assert isinstance(page, kind)
        return page

    def dialog(self, kind: type[D]) -> D:
        """The dialog in front, which is of a kind."""
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, kind)
        return dialog

    def find(self, words: str) -> None:
        """Ctrl+K, words, and Enter on the first found."""
        self.keys.press("Ctrl+K")
        self.keys.type(words)
        self.keys.press("Enter")

    # what the store holds

    @property
    def actor(self) -> Actor:
        """Whose day it is."""
        assert self.app.hub is not None
        return self.app.hub.actor

    def service(self, kind: type[S]) -> S:
        """A service of the hub."""
        assert self.app.hub is not None
        return kind(self.app.hub.tools)

    def count(self, kind: type[Any]) -> int:
        """How many records of a kind there are."""
        assert self.app.hub is not None
        with self.app.hub.store.read() as session:
            return session.scalar(select(func.count()).select_from(kind)) or 0

    def requests(self, stage: str = "") -> Sequence[str]:
        """Keys of requests, newest first."""
        return self.service(Requests).ids(self.actor, RequestFilter(stage=stage), "number", True)

    def request(self, key: Any = None) -> RequestDetail:
        """A request, or the one taken last."""
        return self.service(Requests).get(self.actor, key or self.requests()[0])


@pytest.fixture
def desk(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """The hub of the morning, opened with its passphrase; nothing may go wrong unheard."""
    use_the_day(monkeypatch.setattr)
    monkeypatch.setattr("desktop.services.round_plans.SEARCH_SECONDS", 0.1)
    town = make_town(paths.hubs_folder() / "Saltmarsh-Hub")
    made = Desk(
        town,
        lambda: App(Preferences(paths.preferences_file())),
        qtbot.waitUntil,
    )
    yield made
    made.stop()
    assert not made.wrong, made.wrong
