"""A working window over the store named: how long each stretch of work on the GUI thread is, and what grows.

A stretch is what the event loop does between two beats of an idle timer, in this thread's own seconds.
"""

import gc
import json
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from db.queries.people import PeopleFilter
from desktop.context import AppContext
from desktop.jobs.runner import JobRunner
from desktop.runtime import garbage
from desktop.services.demo import DEMO_PASSPHRASE
from desktop.services.hubs import open_hub
from desktop.services.people import People
from desktop.ui.base.dialog import FormDialog
from desktop.ui.base.record_page import RecordPage
from desktop.ui.base.theme import install_theme
from desktop.ui.main_window import MainWindow
from tests.benchmarks.window_shown import resident

TURNS, SAVES = 40, 12
SWITCHES, DIALOGS = 2_000, 500
PAUSE_MS = 30
TYPED = "mal jean ferry 0794 ip11 okafor sian"


class Watchdog:
    """Beats whenever the event loop has nothing better to do, and notes the work between two beats."""

    def __init__(self) -> None:
        """Watch the thread this is made on."""
        self.stretches: list[float] = []
        self._last = time.thread_time()
        self._beat = QTimer()
        self._beat.timeout.connect(self._on_beat)
        self._beat.start(0)

    def _on_beat(self) -> None:
        now = time.thread_time()
        self.stretches.append(now - self._last)
        self._last = time.thread_time()

    def forget(self) -> None:
        """Count from now on."""
        self.stretches.clear()
        self._last = time.thread_time()

    def stop(self) -> None:
        """Beat no more."""
        self._beat.stop()


def wait(jobs: JobRunner, pause: int = PAUSE_MS) -> None:
    """Let the window work until every job has come back and nothing more happens."""
    for _ in range(200):
        loop = QEventLoop()
        QTimer.singleShot(pause, loop.quit)
        loop.exec()
        if not jobs.pending:
            return


def longest(dog: Watchdog, jobs: JobRunner, act: Callable[[], object]) -> float:
    """Longest stretch of work an act begins, ms; the act itself is begun from the event loop."""
    dog.forget()
    QTimer.singleShot(0, act)
    wait(jobs)
    return max(dog.stretches, default=0.0) * 1000


def acts(dog: Watchdog, jobs: JobRunner, window: MainWindow, keys: list[str]) -> dict[str, list[float]]:
    """The longest stretch each act of a working day begins, ms, turn by turn."""
    shell = window.shell
    found = {"page switch": [longest(dog, jobs, lambda k=key: shell.go_to(k)) for key in keys * 4]}
    shell.go_to("people")
    wait(jobs)
    page = shell.page()
    assert isinstance(page, RecordPage)
    table, bar, field = page.table, page.table.verticalScrollBar(), page.toolbar.search
    table.setFocus()
    down = Qt.Key.Key_Down
    steps = [lambda n=n: bar.setValue(n * 3 * bar.singleStep()) for n in range(TURNS)]
    found["selection change"] = [
        longest(dog, jobs, lambda: QTest.keyClick(table, down)) for _ in range(TURNS)
    ]
    found["scroll"] = [longest(dog, jobs, step) for step in steps]
    found["keystroke"] = [longest(dog, jobs, lambda c=letter: QTest.keyClicks(field, c)) for letter in TYPED]
    field.setText("")
    wait(jobs)
    found["save"] = [longest(dog, jobs, save) for save in saves(window)]
    return found


def saves(window: MainWindow) -> list[Callable[[], None]]:
    """Saves of the first person of the list, each another."""
    people, actor, jobs = window.context.service(People), window.context.actor, window.context.jobs
    key = people.ids(actor, PeopleFilter())[0]
    draft = replace(people.get(actor, key).draft, household=None)
    drafts = [replace(draft, middle_name=f"Step {n}") for n in range(SAVES)]
    return [lambda d=each: jobs.write(lambda: people.save(actor, d, key)) for each in drafts]


def growth(jobs: JobRunner, window: MainWindow, keys: list[str]) -> tuple[list[float], int]:
    """Memory grown by page switches and by dialogs, MB, and how many windows are left."""
    app, shell = QApplication.instance(), window.shell
    assert isinstance(app, QApplication)
    before = _settled(jobs)
    for turn in range(SWITCHES):
        shell.go_to(keys[turn % len(keys)])
        if turn % 20 == 0:
            wait(jobs, 1)
    shell.go_to("people")
    switched = _settled(jobs)
    windows = len(app.topLevelWidgets())
    for _ in range(DIALOGS):
        dialog = FormDialog("A form", [], lambda values: None, jobs, shell, verb="Save")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
        app.processEvents()
        dialog.reject()
        app.processEvents()
    return [switched - before, _settled(jobs) - switched], len(app.topLevelWidgets()) - windows


def main() -> None:
    """Print what was measured, as JSON."""
    app = QApplication([])
    install_theme(app)
    hub = open_hub(Path(sys.argv[1]), DEMO_PASSPHRASE)
    jobs = JobRunner()
    window = MainWindow(AppContext(hub, jobs))
    shell = window.shell
    shell.resize(1366, 768)
    shell.show()
    wait(jobs)
    garbage.go_easy()  # as the app does
    dog = Watchdog()
    keys = [key for key in shell.rail.order() if key != "backup"]
    opened = {key: longest(dog, jobs, lambda k=key: shell.go_to(k)) for key in keys}
    found = acts(dog, jobs, window, keys)
    dog.stop()
    grown, left = growth(jobs, window, keys)
    print(json.dumps({"opened": opened, "found": found, "grown": grown, "left": left}))
    window.keeper.stop()
    jobs.drain()
    hub.close()


def _settled(jobs: JobRunner) -> float:
    wait(jobs)
    gc.collect()
    return resident()


if __name__ == "__main__":
    main()
