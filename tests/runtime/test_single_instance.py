"""One app per user, tried with real processes: raise, end, be killed, start again."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtNetwork import QLocalSocket
from pytestqt.qtbot import QtBot

from desktop.runtime.single_instance import SingleInstance, Standing, _server_name

HOLD = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from desktop.runtime.single_instance import SingleInstance
app = QCoreApplication([])
one = SingleInstance(Path(sys.argv[1]))
one.raise_asked.connect(lambda folder: print("raised", Path(folder).name if folder else "", flush=True))
print(one.claim().value, flush=True)
app.exec()
"""
START = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from desktop.runtime.single_instance import SingleInstance
app = QCoreApplication([])
wanted = Path(sys.argv[2]) if len(sys.argv) > 2 else None
print(SingleInstance(Path(sys.argv[1])).claim(wanted=wanted).value)
"""
Start = Callable[[Path], "subprocess.Popen[str]"]


@pytest.fixture
def hold() -> Iterator[Start]:
    """Starts apps that stay; ends those still there."""
    begun: list[subprocess.Popen[str]] = []

    def start(folder: Path) -> "subprocess.Popen[str]":
        command = [sys.executable, "-c", HOLD, str(folder)]
        begun.append(subprocess.Popen(command, stdout=subprocess.PIPE, text=True))
        return begun[-1]

    yield start
    for one in begun:
        one.kill()
        one.communicate()


def said(process: "subprocess.Popen[str]") -> str:
    """The next line a process says."""
    assert process.stdout is not None
    return process.stdout.readline().strip()


def start(folder: Path, *hub: str) -> str:
    """Start another app, perhaps with a hub, and say what it found."""
    done = subprocess.run(
        [sys.executable, "-c", START, str(folder), *hub],
        capture_output=True,
        text=True,
        check=True,
        timeout=30,
    )
    return done.stdout.strip()


def test_a_second_start_raises_the_first_and_ends(tmp_path: Path, hold: Start) -> None:
    first = hold(tmp_path)
    assert said(first) == "first"
    for _ in range(2):
        assert start(tmp_path) == "raised"
        assert said(first) == "raised"


def test_the_first_is_told_which_hub_the_second_was_to_open(tmp_path: Path, hold: Start) -> None:
    first = hold(tmp_path)
    assert said(first) == "first"
    assert start(tmp_path, str(tmp_path / "Castle “Lane”")) == "raised"
    assert said(first) == "raised Castle “Lane”"


def test_what_a_killed_app_leaves_behind_blocks_nobody(tmp_path: Path, hold: Start) -> None:
    first = hold(tmp_path)
    assert said(first) == "first"
    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    assert (tmp_path / "app.lock").exists()
    assert Path(_server_name(tmp_path)).exists()
    second = hold(tmp_path)
    assert said(second) == "first"
    assert start(tmp_path) == "raised"
    assert said(second) == "raised"


def test_each_user_folder_has_its_own(tmp_path: Path, qtbot: QtBot) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    one, two = SingleInstance(tmp_path / "one"), SingleInstance(tmp_path / "two")
    assert (one.claim(), two.claim()) == (Standing.FIRST, Standing.FIRST)
    one.close()
    two.close()
    assert start(tmp_path / "one") == "first"


def test_one_that_never_answers_does_not_stop_a_start(tmp_path: Path, qtbot: QtBot) -> None:
    first, second = SingleInstance(tmp_path), SingleInstance(tmp_path)
    assert first.claim() is Standing.FIRST
    first._server.close()
    assert second.claim(50) is Standing.ALONE
    first.close()


def test_other_words_raise_nothing(tmp_path: Path, qtbot: QtBot) -> None:
    first = SingleInstance(tmp_path)
    assert first.claim() is Standing.FIRST
    asked: list[bool] = []
    first.raise_asked.connect(lambda _folder: asked.append(True))
    for words in (b"quit\n", b"raise\n", b"raise 7\n", b"raise {\n"):
        socket = QLocalSocket()
        socket.connectToServer(_server_name(tmp_path))
        with qtbot.waitSignal(socket.disconnected):
            socket.write(words)
    assert asked == []
    first.close()


def test_a_path_too_long_for_a_socket_gets_a_short_name(tmp_path: Path) -> None:
    deep = tmp_path / ("deep" * 30)
    deep.mkdir()
    assert _server_name(deep).startswith("hubkeeper-")
    assert _server_name(deep) != _server_name(tmp_path / ("deep" * 31))
    assert start(deep) == "first"
