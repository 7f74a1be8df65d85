"""What every test stands on: no screen, no user's folder, repeatable examples, and nothing left running."""

import os
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# The same examples on every machine; `HYPOTHESIS_PROFILE=long` looks further, with new ones each time.
settings.register_profile("repeatable", deadline=None, derandomize=True, print_blob=True)
settings.register_profile(
    "long", deadline=None, max_examples=2000, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))

GRACE_SECONDS = 3.0


@pytest.fixture(autouse=True)
def own_data_folder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep every test out of the user's own folders; gives the one it has instead."""
    folder = tmp_path_factory.mktemp("user")
    monkeypatch.setenv("HUBKEEPER_DATA", str(folder))
    return folder


def threads_left(before: set[int], grace: float = GRACE_SECONDS) -> list[str]:
    """Name the Python threads begun since, after giving each time to end.

    Args:
        before: idents of the threads there were.
        grace: seconds each may still take.
    """
    left = []
    for thread in threading.enumerate():
        # A thread of Qt's that once ran Python is listed as a dummy for ever.
        if thread.ident in before or isinstance(thread, threading._DummyThread):
            continue
        thread.join(grace)
        if thread.is_alive():
            left.append(f"thread {thread.name}")
    return left


def _record_qthreads(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Note every QThread that is started from Python while this test runs."""
    from PySide6.QtCore import QThread

    started: list[Any] = []
    original: Callable[..., None] = QThread.start

    def start(thread: Any, *words: Any) -> None:
        started.append(thread)
        original(thread, *words)

    monkeypatch.setattr(QThread, "start", start)
    return started


def qt_left(started: list[Any], windows_before: set[int], grace: float = GRACE_SECONDS) -> list[str]:
    """Name what a test left of Qt: running threads, busy pools, windows on the screen.

    Args:
        started: the QThreads it started.
        windows_before: `id` of each window that was shown before.
        grace: seconds each may still take to end.
    """
    import shiboken6
    from PySide6.QtCore import QThreadPool
    from PySide6.QtWidgets import QApplication

    left = [
        f"QThread {thread.objectName() or type(thread).__name__}"
        for thread in started
        if shiboken6.isValid(thread) and not thread.isFinished() and not thread.wait(int(grace * 1000))
    ]
    if not QThreadPool.globalInstance().waitForDone(int(grace * 1000)):
        left.append("a job in the global QThreadPool")
    if isinstance(QApplication.instance(), QApplication):
        left += [
            f"window {window.objectName() or type(window).__name__}"
            for window in QApplication.topLevelWidgets()
            if window.isVisible() and id(window) not in windows_before
        ]
    return left


def _windows_shown() -> set[int]:
    from PySide6.QtWidgets import QApplication

    if not isinstance(QApplication.instance(), QApplication):
        return set()
    return {id(window) for window in QApplication.topLevelWidgets() if window.isVisible()}


@pytest.fixture(autouse=True)
def nothing_left_running(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Fail a test that leaves a thread, a QThread, a pool's job or an open window behind."""
    before = {thread.ident for thread in threading.enumerate() if thread.ident is not None}
    with_qt = "PySide6.QtWidgets" in sys.modules
    started = _record_qthreads(monkeypatch) if with_qt else []
    windows = _windows_shown() if with_qt else set()
    yield
    left = threads_left(before) + (qt_left(started, windows) if with_qt else [])
    if left:
        pytest.fail("left behind: " + ", ".join(left))
