"""Shared by the tests of the windows around a hub: the app with nothing open, and a hub to open."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.enums import Nation
from db.keys import KdfParams
from desktop import app as composition
from desktop.app import App
from desktop.runtime import paths
from desktop.runtime.preferences import Preferences
from desktop.services.hubs import NewHub, make_hub

PASSPHRASE = "seven quiet herons wade"
CHEAP = KdfParams(64, 1, 1)
Settle = Callable[[], None]


@pytest.fixture(autouse=True)
def cheap_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Guessing a passphrase costs next to nothing here, so that a test does not wait for it."""

    def make(folder: Path, wanted: NewHub, secret: str) -> str:
        return make_hub(folder, wanted, secret, params=CHEAP)

    def with_card(folder: Path, words: str, secret: str, **rest: Any) -> Any:
        return original(folder, words, secret, **(rest | {"params": CHEAP}))

    original = composition.open_with_card
    monkeypatch.setattr(composition, "_make", make)
    monkeypatch.setattr(composition, "open_with_card", with_card)


@pytest.fixture
def app(qtbot: QtBot) -> Iterator[App]:
    """The app with nothing open; nothing may go wrong unheard."""
    made = App(Preferences(paths.preferences_file()))
    wrong: list[object] = []
    made.jobs.crashed.connect(wrong.append)
    yield made
    if made.window is not None:
        made.window.close()
    made.close_hub()
    assert wrong == []


@pytest.fixture
def settle(app: App, qtbot: QtBot) -> Settle:
    """Waits until every job has come back, and those that its answers began."""

    def wait() -> None:
        quiet = 0
        while quiet < 3:
            qtbot.waitUntil(lambda: app.jobs.pending == 0, timeout=20_000)
            QApplication.processEvents()
            quiet = quiet + 1 if app.jobs.pending == 0 else 0

    return wait


@pytest.fixture
def made() -> tuple[Path, str]:
    """A hub on this computer and the words of its card."""
    folder = paths.hubs_folder() / "Saltmarsh-Hub"
    wanted = NewHub("Saltmarsh Hub", Nation.ENGLAND, user_name="Priya Nair")
    return folder, make_hub(folder, wanted, PASSPHRASE, params=CHEAP)
