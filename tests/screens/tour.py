"""The window of a demonstration hub, taken from screen to screen."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QTimer, QTranslator
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from db.queries.requests import RequestRow
from desktop.context import AppContext
from desktop.jobs.runner import JobRunner
from desktop.services.hubs import OpenHub
from desktop.services.intake import Intake
from desktop.ui.base.focus import FocusHalo
from desktop.ui.base.page import Page
from desktop.ui.base.theme import Scheme, install_theme
from desktop.ui.main_window import MainWindow
from tests.screens.hub import open_tour, request_to_match
from tests.screens.screens import SCREENS, Screen

LONGER = 0.4
"""How much longer than English other languages may be: Welsh needs up to two fifths more."""


class Longer(QTranslator):
    """Stands for a language with longer words: each text gets two fifths more letters."""

    def translate(self, context: str, text: str, disambiguation: str | None = None, n: int = -1) -> str:
        """The English with more letters after it, where it is long enough to be words."""
        more = round(len(text) * LONGER)
        return text + (" " + "ŵyllgor " * (more // 8 + 1))[:more] if len(text) > 2 else text


class Tour:
    """The main window over an open hub, and whatever opens over it.

    Attributes:
        main: the window of the hub.
        window: what is looked at: the hub's window or another one over it.
    """

    def __init__(self, hub: OpenHub) -> None:
        """Open the window; nothing is on show yet but the first place."""
        self.hub, self.jobs = hub, JobRunner()
        self.context = AppContext(hub, self.jobs)
        self.main = MainWindow(self.context)
        self.window: QWidget = self.main.shell
        self._own: list[QWidget] = []

    def screens(self, wanted: Sequence[Screen] = SCREENS) -> Iterator[str]:
        """Show one screen after another, every job come back; its name."""
        for screen in wanted:
            try:
                self.window = screen.show(self)
                self.settle()
                yield screen.key
            finally:
                self._clear()

    def page(self, key: str) -> Any:
        """Go to a place; its page."""
        page = self.main.shell.go_to(key)
        self.settle()
        return page

    def over(self, key: str, item: object = None) -> Any:
        """Open a page over the places, perhaps with a record; the page."""
        self.main._open_over(key, item)
        self.settle()
        page = self.main.shell.page()
        assert isinstance(page, Page)
        return page

    def request(self, need_code: str = "") -> RequestRow:
        """A request nobody was found for yet, for this need where there is one."""
        return request_to_match(self.hub, need_code)

    def dialog(self) -> QDialog:
        """The dialog that was opened last, once its answers have come."""
        self.settle()
        opened = [
            one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()
        ]
        return opened[-1]

    def alone(self, window: QWidget) -> QWidget:
        """Show a window that stands alone, in the size it wants but no larger than the hub's."""
        self._own.append(window)
        wanted = window.size().boundedTo(self.main.shell.size())
        window.show()
        window.resize(wanted)  # showing it fitted it to a screen that is not there
        window.activateWindow()
        return window

    def settle(self) -> None:
        """Wait until every job has come back and what its answers began is done, layouts too."""
        quiet = 0
        for _ in range(500):
            QCoreApplication.processEvents()
            quiet = quiet + 1 if not self.jobs.pending else 0
            if quiet == 3:
                break
            if self.jobs.pending:
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

    def _clear(self) -> None:
        """Take away what was shown over the places."""
        shell = self.main.shell
        for window in QApplication.topLevelWidgets():
            if window.isVisible() and window is not shell:
                window.close()
        for window in self._own:
            window.deleteLater()
        self._own.clear()
        self._close_glass()
        self.main.palette.leave()
        self.main.help.close()
        shell.toast.dismiss()
        self._forget_call()
        shell.close_over()
        if shell.on_show() == "rounds":
            self.page("rounds").close_round()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        self.settle()
        self.window = shell
        shell.activateWindow()

    def _close_glass(self) -> None:
        if self.hub.actor.glass is not None:
            self.hub.actor.glass.end()
            self.main.glass.look()

    def _forget_call(self) -> None:
        """Empty a call, so that it is not kept for the next tour."""
        page: Any = self.main.shell.page()
        if type(page).__name__ == "IntakePage":
            page.form.restore(page._blank)
            page.keeper.begin()
            for draft in Intake(self.hub.tools).waiting(self.hub.actor):
                Intake(self.hub.tools).drop(self.hub.actor, draft.id)


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
    halo = FocusHalo(app)
    hub = open_tour(folder)
    found = Tour(hub)
    try:
        found.window.resize(width, height)
        found.window.show()
        found.window.activateWindow()
        found.settle()
        yield found
    finally:
        found.close()
        hub.close()
        halo.stop()
        app.removeTranslator(translator)
        install_theme(app, Scheme.LIGHT)
