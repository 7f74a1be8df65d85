"""The guards of conftest see what they are there for."""

import os
import threading
from pathlib import Path

import pytest
from hypothesis import given, strategies
from pytestqt.qtbot import QtBot

pytest_plugins = ["pytester"]

CONFTEST = Path(__file__).with_name("conftest.py")

LEAKS = {
    "thread": """
        import threading
        GO = threading.Event()
        def test_leak() -> None:
            threading.Thread(target=GO.wait, name="forgotten", daemon=True).start()
    """,
    "qthread": """
        from PySide6 import QtWidgets
        from PySide6.QtCore import QThread
        KEPT = []
        def test_leak(qapp) -> None:
            thread = QThread()
            thread.setObjectName("forgotten")
            KEPT.append(thread)
            thread.start()
        def test_put_right() -> None:
            KEPT[0].quit()
            assert KEPT[0].wait(5000)
    """,
    "window": """
        from PySide6.QtWidgets import QWidget
        KEPT = []
        def test_leak(qapp) -> None:
            KEPT.append(QWidget(objectName="forgotten"))
            KEPT[0].show()
        def test_put_right() -> None:
            KEPT[0].close()
    """,
}


@pytest.mark.parametrize("kind", sorted(LEAKS))
def test_a_leak_is_named(pytester: pytest.Pytester, kind: str) -> None:
    pytester.makeconftest(
        CONFTEST.read_text(encoding="utf-8").replace("GRACE_SECONDS = 3.0", "GRACE_SECONDS = 0.05")
    )
    pytester.makepyfile(LEAKS[kind])
    outcome = pytester.runpytest_subprocess("-q", "-p", "no:cacheprovider", "-p", "no:xdist")
    outcome.assert_outcomes(passed=1 if kind == "thread" else 2, errors=1)
    outcome.stdout.fnmatch_lines(["*left behind: *forgotten*"])


def test_a_thread_that_ends_in_time_is_no_leak() -> None:
    threading.Thread(target=lambda: None).start()


def test_a_closed_window_is_no_leak(qtbot: QtBot) -> None:
    from PySide6.QtWidgets import QWidget

    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    assert window.isVisible()


def test_no_test_touches_the_users_folder(own_data_folder: Path, tmp_path: Path) -> None:
    from desktop.runtime import paths

    assert paths.data_folder() == own_data_folder
    assert own_data_folder.parent == tmp_path.parent
    assert os.environ["QT_QPA_PLATFORM"]


@given(strategies.integers())
def test_rules_may_be_tried_under_the_guards(number: int) -> None:
    assert number - number == 0
