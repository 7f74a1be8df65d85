"""After a fault nobody expected: one calm window, nobody's name in it, and the work goes on."""

import re
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.runtime.crash import CrashHook
from desktop.ui.base.accessibility import rich_texts, unnamed_widgets
from desktop.ui.base.label import Label
from desktop.ui.base.notice import Notice
from desktop.ui.crash_window import CrashTeller, CrashWindow

NAME, PHONE = "Doreen Ashworth-Pike", "07700 900362"
NEVER = re.compile(r"\b(error|failed|invalid|please|submit)\b", re.IGNORECASE)


@pytest.fixture
def teller(qapp: QApplication) -> Iterator[CrashTeller]:
    made = CrashTeller()
    yield made
    if made.window is not None:
        made.window.reject()


@pytest.fixture
def hook(tmp_path: Path, teller: CrashTeller) -> Iterator[CrashHook]:
    made = CrashHook(tmp_path, "1.2.3", teller.tell, again=teller.tell_again)
    made.install()
    yield made
    made.uninstall()


def go_wrong(kind: type[Exception] = ValueError) -> None:
    """Reach the hook as a slot does, with a person's name in message and locals."""
    caller = {"name": NAME, "phone": PHONE}
    try:
        raise kind(f"{caller['name']} on {caller['phone']}")
    except Exception as problem:
        sys.excepthook(type(problem), problem, problem.__traceback__)


def shown(teller: CrashTeller, qtbot: QtBot) -> CrashWindow:
    qtbot.waitUntil(lambda: teller.window is not None and teller.window.isVisible())
    assert teller.window is not None
    return teller.window


def words(window: CrashWindow) -> str:
    said = [one.text() for one in window.findChildren(Label)] + [
        one.text for one in window.findChildren(Notice)
    ]
    return "\n".join([*said, window.text.toPlainText()])


def test_the_window_is_calm_and_names_nobody(
    hook: CrashHook, teller: CrashTeller, qtbot: QtBot, tmp_path: Path
) -> None:
    go_wrong()
    window = shown(teller, qtbot)
    assert "Something went wrong in Hubkeeper" in words(window)
    assert "Everything saved so far is safe." in words(window)
    (saved,) = tmp_path.iterdir()
    for text in (words(window), saved.read_text(encoding="utf-8")):
        assert not any(part in text for part in (*NAME.split(), PHONE, "900362"))
    ours = words(window).replace(window.text.toPlainText(), "")
    assert not NEVER.search(ours)
    assert (unnamed_widgets(window), rich_texts(window)) == ([], [])
    assert window.primary.hasFocus()


def test_what_the_report_holds_can_be_seen_and_copied(
    hook: CrashHook, teller: CrashTeller, qtbot: QtBot
) -> None:
    go_wrong()
    window = shown(teller, qtbot)
    assert not window.text.isVisible()
    qtbot.keyClick(window.see_button, Qt.Key.Key_Space)
    assert window.text.isVisible()
    assert "ValueError" in window.text.toPlainText()
    window.copy_button.click()
    assert QGuiApplication.clipboard().text() == window.reports[0].text


def test_its_folder_is_opened(
    hook: CrashHook, teller: CrashTeller, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    go_wrong()
    shown(teller, qtbot).folder_button.click()
    assert [Path(one.toLocalFile()) for one in opened] == [tmp_path]


def test_faults_that_come_together_share_one_window(
    hook: CrashHook, teller: CrashTeller, qtbot: QtBot
) -> None:
    go_wrong()
    window = shown(teller, qtbot)
    thread = threading.Thread(target=go_wrong, args=(KeyError,))
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: len(window.reports) == 2)
    assert teller.window is window
    assert "2 reports were written." in window.about.text()
    assert [one for one in QApplication.topLevelWidgets() if isinstance(one, CrashWindow) and one.isVisible()]


def test_esc_carries_on_and_the_same_fault_is_then_only_said(
    hook: CrashHook, teller: CrashTeller, qtbot: QtBot
) -> None:
    repeats: list[bool] = []
    teller.repeated.connect(lambda: repeats.append(True))
    for _ in range(2):
        go_wrong()
    window = shown(teller, qtbot)
    assert repeats == []
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert teller.window is None
    for _ in range(2):
        go_wrong()
    qtbot.waitUntil(lambda: len(repeats) == 2 or teller.window is not None)
    assert teller.window is None


def test_closing_is_asked_for_and_typing_is_kept_first(
    hook: CrashHook, teller: CrashTeller, qtbot: QtBot
) -> None:
    kept: list[bool] = []
    teller.told.connect(lambda: kept.append(teller.window is None))
    go_wrong()
    window = shown(teller, qtbot)
    assert kept == [True]
    with qtbot.waitSignal(teller.close_asked):
        window.secondary.click()


def test_without_a_saved_file_no_folder_is_offered(teller: CrashTeller, qtbot: QtBot, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    CrashHook(blocked / "folder", "1", teller.tell).handle(ValueError(NAME), "jobs")
    assert not shown(teller, qtbot).folder_button.isVisible()
