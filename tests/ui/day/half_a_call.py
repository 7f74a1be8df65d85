"""Half a call, and the battery is flat: run as a program on a hub's folder, it ends by being killed."""

import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop.app import App
from desktop.runtime import paths
from desktop.runtime.preferences import Preferences
from desktop.services.intake import Intake
from tests.ui.conftest import PASSPHRASE
from tests.ui.day.keyboard import Keyboard
from tests.ui.day.town import use_the_day

DAUGHTER, RELATIONSHIP = "Rhian Thomas", "daughter"
MOST_SECONDS = 30


def wait_until(came_true: Callable[[], bool]) -> None:
    """Let the app work until something came true."""
    end = time.monotonic() + MOST_SECONDS
    while not came_true():
        if time.monotonic() > end:
            raise TimeoutError
        QApplication.processEvents()


def take_half_a_call(folder: Path) -> None:
    """Open the hub, take a call on behalf of Idris up to the daughter's number, and be gone."""
    app = App(Preferences(paths.preferences_file()))
    keys = Keyboard(app, wait_until)
    app.begin(folder)
    keys.type(PASSPHRASE)
    keys.press("Enter", "F2")
    keys.type("Idris")
    keys.press("Enter", "3", "Alt+B")
    keys.type(DAUGHTER)
    keys.press("Tab")
    keys.type(RELATIONSHIP)
    keys.press("Tab")
    assert app.hub is not None
    assert len(Intake(app.hub.tools).waiting(app.hub.actor)) == 1
    keys.type("07700 9")
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    qt = QApplication([])
    use_the_day(setattr)
    take_half_a_call(Path(sys.argv[1]))
