"""Shared by the tests of the screens: a real hub, a context, a known theme, and where pictures go."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from db.enums import Nation, Precision
from db.gazetteer import Place
from db.keys import KdfParams
from desktop.context import AppContext
from desktop.jobs.runner import JobRunner
from desktop.runtime.idle import IdleWatch
from desktop.services.hubs import NewHub, OpenHub, open_hub
from desktop.ui.base.page import Page
from desktop.ui.base.theme import Scheme, Theme, install_theme
from desktop.ui.start.curtain import Curtain
from tests.blank_hubs import blank_hub

PageKind = TypeVar("PageKind", bound=Page)
PASSPHRASE = "seven quiet herons wade"
CHEAP = KdfParams(64, 1, 1)
NOW = datetime(2026, 11, 17, 10, 42, tzinfo=UTC)
SHOTS = Path(__file__).resolve().parents[1] / "shots"
MOST_MS = 20_000


class PatientBot(QtBot):
    """Waits as long as a machine with much else to do may need; what never comes still fails."""

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = MOST_MS) -> None:
        """Wait until something is true; see `QtBot.waitUntil`."""
        super().waitUntil(callback, timeout=timeout)


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    """The bot of every test of the screens."""
    return PatientBot(request)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Offscreen windows cannot take size hints and say so when shown; that is no fault of ours."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support"))


def find_places(postcodes: Sequence[str]) -> dict[str, Place | None]:
    """A small gazetteer: a row of postcodes 500 m apart."""
    return {
        postcode: Place(
            postcode,
            540_000 + 500 * (sum(map(ord, postcode)) % 40),
            180_000,
            Precision.POSTCODE,
            "E07000001",
            "T",
            "E05000001",
            "W",
        )
        for postcode in postcodes
        if postcode.startswith("QX")
    }


def _close_what_takes_keys() -> None:
    """A menu or a list left open gets every key, and lets no window after it come to the front."""
    for _ in range(9):
        if (popup := QApplication.activePopupWidget()) is None:
            break
        popup.close()


def _still_locks(app: QApplication) -> list[object]:
    """What hides every window of every test after this one: now, or when its ten minutes are over."""
    drawn = [one for one in app.findChildren(Curtain) if one.drawn]
    timers = [timer for one in app.findChildren(IdleWatch) for timer in one.findChildren(QTimer)]
    return [*drawn, *(timer for timer in timers if timer.isActive())]


def _a_window_gets_the_keyboard() -> bool:
    """Whether a new window comes to the front, as the first of the next test must."""
    window = QWidget()
    window.show()
    window.activateWindow()
    for _ in range(99):
        QCoreApplication.processEvents()
        if window.isActiveWindow():
            break
    found = window.isActiveWindow()
    window.hide()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return found


@pytest.fixture(autouse=True)
def light(qapp: QApplication) -> Iterator[Theme]:
    """The light theme at 100%, put back afterwards; windows are let go, or each would be dressed again."""
    yield install_theme(qapp, Scheme.LIGHT)
    _close_what_takes_keys()
    for window in QApplication.topLevelWidgets():
        if window.windowType() is not Qt.WindowType.Popup:  # a list of suggestions goes with its completer
            window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    for left in QGuiApplication.topLevelWindows():
        left.hide()  # one whose widget is gone would keep the keyboard from every test after this one
    QCoreApplication.processEvents()
    install_theme(qapp, Scheme.LIGHT)
    held = (QApplication.activePopupWidget(), QApplication.activeModalWidget(), QGuiApplication.modalWindow())
    assert not any(held), f"it takes every key from every test after this one: {held}"
    assert not _still_locks(qapp), "an app of this test was not closed, and locks all that come after it"
    assert _a_window_gets_the_keyboard(), "no window gets the keyboard any more: every test after this fails"


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[OpenHub]:
    """A new hub in England, open for writing, on 17 November 2026."""
    folder = tmp_path / "hub"
    numbers = ("QX4 2LB", "020 7946 0800", "020 7946 0801")
    wanted = NewHub("Saltmarsh Hub", Nation.ENGLAND, *numbers, "Helen Strickland", "Priya Nair")
    blank_hub(folder, wanted, PASSPHRASE)
    opened = open_hub(folder, PASSPHRASE, find_places=find_places, clock=lambda: NOW)
    yield opened
    opened.close()


@pytest.fixture
def context(hub: OpenHub, qtbot: QtBot) -> Iterator[AppContext]:
    """What pages are handed, over the test's hub; every job is finished before the hub closes."""
    jobs = JobRunner()
    yield AppContext(hub, jobs)
    jobs.drain()


@pytest.fixture
def settle(context: AppContext, qtbot: QtBot) -> Callable[[], None]:
    """Waits until every job has come back, and those that its answers began."""

    def wait() -> None:
        quiet = 0
        while quiet < 3:
            qtbot.waitUntil(lambda: context.jobs.pending == 0)
            QApplication.processEvents()
            quiet = quiet + 1 if context.jobs.pending == 0 else 0

    return wait


@pytest.fixture
def show_page(
    context: AppContext, qtbot: QtBot, settle: Callable[[], None]
) -> Iterator[Callable[[PageKind], PageKind]]:
    """Shows a page as the shell does at 1366 by 768; nothing may go wrong unheard."""
    crashes: list[object] = []
    context.jobs.crashed.connect(crashes.append)
    shown: list[Page] = []

    def show(page: PageKind) -> PageKind:
        shown.append(page)
        context.jobs.changed.connect(page.take_changes)
        qtbot.addWidget(page)
        page.resize(1154, 688)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(lambda: QApplication.activeWindow() is page)
        page.enter()
        settle()
        return page

    yield show
    for page in shown:
        context.jobs.changed.disconnect(page.take_changes)
        page.leave()
        page.close_page()
    settle()
    assert not crashes, crashes


@pytest.fixture
def shoot() -> Callable[[QWidget, str], None]:
    """Saves a picture of a widget, to be looked at."""

    def save(widget: QWidget, name: str) -> None:
        QApplication.processEvents()
        SHOTS.mkdir(exist_ok=True)
        assert widget.grab().save(str(SHOTS / f"{name}.png"))

    return save
