"""The window of a demonstration hub, taken from screen to screen."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer, QTranslator
from PySide6.QtWidgets import QApplication, QWidget

from db.keys import KdfParams
from desktop.context import AppContext
from desktop.jobs.runner import JobRunner
from desktop.runtime.gazetteer import find_places, gazetteer
from desktop.services.demo import DEMO_PASSPHRASE, DemoSize, make_demo
from desktop.services.hubs import OpenHub, open_hub
from desktop.ui.base.theme import Scheme, install_theme
from desktop.ui.main_window import MainWindow

OVER = ("call", "batch", "needs", "templates", "users", "new_handover", "duplicates")
"""Pages that open over a place without a record."""
CHEAP = KdfParams(64, 1, 1)
SMALL = DemoSize(60, 20, 20, 6)
LONGER = 0.4
"""How much longer than English other languages may be: Welsh needs up to two fifths more."""


class Longer(QTranslator):
    """Stands for a language with longer words: each text gets two fifths more letters."""

    def translate(self, context: str, text: str, disambiguation: str | None = None, n: int = -1) -> str:
        """The English with more letters after it, where it is long enough to be words."""
        more = round(len(text) * LONGER)
        return text + (" " + "ŵyllgor " * (more // 8 + 1))[:more] if len(text) > 2 else text


def make_hub(folder: Path, size: DemoSize = SMALL) -> Path:
    """Make the demonstration hub to walk through."""
    make_demo(folder, gazetteer(), size, params=CHEAP)
    return folder


class Tour:
    """The main window over an open hub.

    Attributes:
        window: what is looked at.
    """

    def __init__(self, hub: OpenHub) -> None:
        """Open the window; nothing is on show yet but the first place."""
        self.hub, self.jobs = hub, JobRunner()
        self.main = MainWindow(AppContext(hub, self.jobs))
        self.window: QWidget = self.main.shell

    def screens(self) -> Iterator[str]:
        """Show one screen after another, every job come back; its name."""
        shell = self.main.shell
        for key in shell.rail.order():
            shell.go_to(key)
            self.settle()
            yield key
        for key in OVER:
            self.main._open_over(key, None)
            self.settle()
            yield key
            shell.close_over()

    def settle(self) -> None:
        """Wait until every job has come back and what its answers began is done, layouts too."""
        for _ in range(500):
            QCoreApplication.processEvents()
            if not self.jobs.pending:
                break
            waiting = QEventLoop()
            QTimer.singleShot(5, waiting.quit)
            waiting.exec()
        QApplication.sendPostedEvents()
        QCoreApplication.processEvents()

    def close(self) -> None:
        """Let everything go."""
        self.main.shell.close()
        self.jobs.drain()
        self.main.deleteLater()


@contextmanager
def tour(
    folder: Path, scheme: Scheme, scale: int, width: int, height: int, *, longer: bool = False
) -> Iterator[Tour]:
    """Open a hub's window in one look.

    Args:
        folder: of the hub, made by `make_hub`.
        scheme: light, dark or high contrast.
        scale: of the text, per cent.
        width: of the window, px.
        height: of the window, px.
        longer: show every text as long as Welsh may be.
    """
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    translator = Longer()
    if longer:
        app.installTranslator(translator)
    install_theme(app, scheme, scale=scale)
    hub = open_hub(folder, DEMO_PASSPHRASE, find_places=find_places())
    found = Tour(hub)
    try:
        found.window.resize(width, height)
        found.window.show()
        found.settle()
        yield found
    finally:
        found.close()
        hub.close()
        app.removeTranslator(translator)
        install_theme(app, Scheme.LIGHT)
