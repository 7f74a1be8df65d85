"""One writing copy of the app at a time, and no lock that outlives its process."""

import json
import os
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from db.errors import KnownStoreError, StoreInUse
from db.folder import HubFolder
from db.lock import Holder, HubLock, holder

CHILD = """
import sys
from pathlib import Path
from db.lock import HubLock
lock = HubLock(Path(sys.argv[1]), "Jo").acquire()
print("held", flush=True)
sys.stdin.read()
"""


def _child(folder: Path) -> subprocess.Popen[str]:
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "held\n"
    return child


def _end(child: subprocess.Popen[str]) -> None:
    child.communicate()


def test_a_second_copy_is_refused_with_name_and_time(tmp_path: Path) -> None:
    before = datetime.now(UTC).replace(microsecond=0)
    with HubLock(tmp_path, "Ann") as first:
        assert first.held
        with pytest.raises(StoreInUse) as caught:
            HubLock(tmp_path, "Bo").acquire()
        assert caught.value.who.startswith("Ann on ")
        assert caught.value.since is not None
        assert before <= caught.value.since <= datetime.now(UTC)
        assert first.acquire() is first
    assert not first.held
    with HubLock(tmp_path, "Bo"):
        pass


def test_without_a_name_the_computer_is_named(tmp_path: Path) -> None:
    with HubLock(tmp_path):
        held = holder(tmp_path)
    assert held is not None
    assert held.who
    assert " on " not in held.who


def test_another_process_holds_and_its_death_frees(tmp_path: Path) -> None:
    child = _child(tmp_path)
    held = holder(tmp_path)
    assert held is not None
    assert held.who.startswith("Jo on ")
    assert held.pid == child.pid
    with pytest.raises(StoreInUse, match="Jo on"):
        HubLock(tmp_path, "Ann").acquire()
    child.send_signal(signal.SIGKILL)
    _end(child)
    assert holder(tmp_path) is None
    with HubLock(tmp_path, "Ann"):
        assert holder(tmp_path) is not None


def test_the_words_are_gone_once_released(tmp_path: Path) -> None:
    lock = HubLock(tmp_path, "Ann").acquire()
    assert b"Ann" in lock.path.read_bytes()
    lock.release()
    lock.release()
    assert lock.path.read_bytes() == b""
    assert lock.path.stat().st_mode & 0o777 == 0o600


def test_asking_takes_nothing(tmp_path: Path) -> None:
    assert holder(tmp_path) is None
    assert not HubFolder(tmp_path).lock.exists()
    HubFolder(tmp_path).lock.touch()
    assert holder(tmp_path) is None
    with HubLock(tmp_path):
        pass


@pytest.mark.parametrize(
    "words",
    [b"", b"\xff\0", b"[]", b"{}", b'{"who": "Jo", "since": "yesterday", "pid": 1}', b'{"who": "Jo"}'],
)
def test_unreadable_words_still_refuse(tmp_path: Path, words: bytes) -> None:
    with HubLock(tmp_path, "Ann") as lock:
        lock.path.write_bytes(words)
        assert holder(tmp_path) == Holder()
        with pytest.raises(StoreInUse, match="another copy"):
            HubLock(tmp_path).acquire()


def test_a_time_without_a_zone_is_not_shown(tmp_path: Path) -> None:
    with HubLock(tmp_path, "Ann") as lock:
        lock.path.write_text(json.dumps({"who": "Jo", "since": "2026-01-01T10:00:00", "pid": 4}))
        assert holder(tmp_path) == Holder("Jo", None, 4)


def test_a_folder_that_cannot_be_written_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*rest: object) -> int:
        raise PermissionError(13, "no")

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(KnownStoreError, match="not written"):
        HubLock(tmp_path).acquire()
    monkeypatch.undo()
    with pytest.raises(FileNotFoundError):
        HubLock(tmp_path / "none").acquire()
