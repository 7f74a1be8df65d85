"""Modules of pages come while the first is looked at; classes of Qt's on the thread of the screen alone."""

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from desktop.context import AppContext
from desktop.ui import page_loader
from desktop.ui.page_loader import PageLoader

ROOT = Path(__file__).resolve().parents[2]
WITHOUT_QT = """
import sys
from desktop.ui import page_loader
held = {name for name in sys.modules if name.startswith("desktop.ui")}
page_loader._load_tools()
print(*sorted(name for name in set(sys.modules) - held if name.startswith("desktop.ui")))
print("desktop.exports.make_handover" in sys.modules)
"""


def test_the_thread_imports_nothing_of_the_screen() -> None:
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_QT], cwd=ROOT, capture_output=True, text=True, check=True, timeout=120
    )
    assert done.stdout.splitlines() == ["", "True"]


def test_every_room_is_there_in_the_end_and_then_it_rests(
    context: AppContext, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = page_loader._of_screens()
    assert "desktop.ui.settings.page" in names
    left = [*names[:3], *names[-3:]]
    came: list[str] = []
    monkeypatch.setattr(page_loader, "_missing", lambda _names: [one for one in left if one not in came])
    monkeypatch.setattr(page_loader, "import_module", came.append)
    monkeypatch.setattr(page_loader, "_load_tools", lambda: None)
    parent = QObject()
    loader = PageLoader(context, parent)
    qtbot.waitUntil(lambda: came == left and not loader._timer.isActive())


def test_it_stops_when_the_window_closes(
    context: AppContext, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    came: list[str] = []
    monkeypatch.setattr(page_loader, "_missing", lambda _names: ["one", "two"])
    monkeypatch.setattr(page_loader, "AT_ONCE_S", 0)
    monkeypatch.setattr(page_loader, "import_module", came.append)
    monkeypatch.setattr(page_loader, "_load_tools", lambda: None)
    parent = QObject()
    loader = PageLoader(context, parent)
    qtbot.waitUntil(lambda: came == ["one"])
    loader.stop()
    loader._load_some()
    assert came == ["one"]
