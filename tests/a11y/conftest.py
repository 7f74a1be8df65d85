"""The app on a screen of its own, read over the accessibility bus; one app for the tests of a file."""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from installers.bootstrap import missing_for_screen_reader
from tests.a11y.hub import PASSPHRASE, prepare
from tests.a11y.reader import Reader
from tests.a11y.stage import PATIENCE, Stage


@pytest.fixture(scope="session")
def stage() -> Iterator[Stage]:
    """A screen for every test of this process; where the machine has none, the tests are left out."""
    missing = missing_for_screen_reader()
    if missing:
        pytest.skip("this machine lacks " + ", ".join(missing))
    folder = Path(tempfile.mkdtemp(prefix="hk-a11y-"))  # short: a socket's path has room for 107 bytes
    try:
        stage = Stage(folder)
        yield stage
        stage.close()
    finally:
        shutil.rmtree(folder)


@pytest.fixture(scope="module")
def user_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the app keeps this user's data, and prints to."""
    return tmp_path_factory.mktemp("user")


@pytest.fixture(scope="module")
def app(
    stage: Stage, user_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[subprocess.Popen[bytes]]:
    """The app as a process of its own, its lock screen on a new hub; it leaves no report of a fault."""
    hub = prepare(tmp_path_factory.mktemp("hubs") / "hub")
    running = stage.start_app(hub, user_folder)
    try:
        yield running
    finally:
        stage.end(running)
    told = [path.read_text(encoding="utf-8") for path in (user_folder / "logs" / "crashes").glob("*")]
    assert told == [], "\n".join(told)
    assert "Traceback" not in stage.log("app")


@pytest.fixture(scope="module")
def locked(stage: Stage, app: subprocess.Popen[bytes]) -> Iterator[Reader]:
    """A reader before the lock screen."""
    reader = Reader(stage.bus)
    try:
        reader.until(reader.window, "window of the app, which says: " + stage.log("app"))
        yield reader
    finally:
        reader.close()


@pytest.fixture(scope="module")
def unlocked(locked: Reader, app: subprocess.Popen[bytes]) -> Iterator[Reader]:
    """A reader in the open hub; at the end the app is closed as a person closes it."""
    locked.fill("Passphrase", PASSPHRASE, "password text")
    locked.press("push button", "Open")
    locked.find("push button", "New call")
    yield locked
    locked.key("Escape")  # a menu left open would keep the keys
    locked.key("F4", "Alt")
    assert app.wait(PATIENCE) == 0


@pytest.fixture
def reader(unlocked: Reader) -> Reader:
    """A reader before the page of the day, its keyboard there, nothing heard yet."""
    unlocked.press("radio button", "Today")
    unlocked.lands_on("push button", "Print: .*|Back up: .*")
    unlocked.heard.clear()
    return unlocked
