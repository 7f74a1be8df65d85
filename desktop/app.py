"""The composition root: from a double click to an open hub, and back to a locked one."""

import argparse
import gc
import shutil
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

from db import keys
from db.errors import WrongPassphrase
from desktop import __version__
from desktop.context import AppContext
from desktop.jobs.runner import JobRunner
from desktop.runtime import paths
from desktop.runtime.crash import CrashHook
from desktop.runtime.gazetteer import find_places
from desktop.runtime.log import start_log, stop_log
from desktop.runtime.preferences import Preferences
from desktop.services.base import Actor
from desktop.services.hubs import NewHub, OpenHub, make_hub, open_unlocked, open_with_card
from desktop.ui.base.focus import FocusHalo
from desktop.ui.base.theme import Scheme, install_theme
from desktop.ui.start.create import CreateWindow, RecoveryWindow
from desktop.ui.start.frame import StartFrame
from desktop.ui.start.recover import RecoverWindow
from desktop.ui.start.restore import RestoreWindow
from desktop.ui.start.unlock import UnlockWindow
from desktop.ui.start.welcome import WelcomeWindow


class App(QObject):
    """Which window is on the screen.

    Attributes:
        window: the window on show; None before the first.
        hub: the open hub; None before one is open.
    """

    def __init__(self, preferences: Preferences) -> None:
        """Prepare; `begin` shows the first window.

        Args:
            preferences: this computer's settings.
        """
        super().__init__()
        self.preferences = preferences
        self.jobs = JobRunner(self)
        self.jobs.problem_found.connect(self._on_problem)
        self.window: QWidget | None = None
        self.hub: OpenHub | None = None
        self._main: QObject | None = None

    def begin(self, folder: Path | None) -> None:
        """Show the lock screen of a hub, or the welcome when there is none to open."""
        recent = tuple(one for one in self.preferences.recent_hubs if one.is_dir())
        wanted = folder or (recent[0] if recent else None)
        if wanted is None:
            self.welcome()
        else:
            self.ask_passphrase(wanted)

    def welcome(self) -> None:
        """Show where to begin."""
        window = WelcomeWindow(tuple(one for one in self.preferences.recent_hubs if one.is_dir()))
        window.create_asked.connect(self.create)
        window.open_asked.connect(self.ask_passphrase)
        window.restore_asked.connect(self.restore)
        window.demo_asked.connect(self.demonstrate)
        self._show(window)

    def ask_passphrase(self, folder: Path) -> None:
        """Show the lock screen of a hub."""
        from desktop.services.demo import shown_passphrase

        window = UnlockWindow(
            folder,
            self.jobs,
            lambda secret: self._open(folder, secret),
            demo_passphrase=shown_passphrase(folder),
        )
        window.unlocked.connect(self._on_opened)
        window.card_asked.connect(lambda: self.use_card(folder))
        window.other_asked.connect(self.welcome)
        self._show(window)

    def use_card(self, folder: Path) -> None:
        """Open a hub with its recovery card."""
        window = RecoverWindow(
            folder,
            self.jobs,
            lambda words, secret: open_with_card(
                folder, words, secret, notes=paths.hub_notes_folder(folder), find_places=find_places()
            ),
        )
        window.recovered.connect(self._on_opened)
        window.left.connect(lambda: self.ask_passphrase(folder))
        self._show(window)

    def create(self) -> None:
        """Make a hub."""
        window = CreateWindow(self.jobs, _make, paths.hubs_folder())
        window.left.connect(self.welcome)
        window.made.connect(self._on_made)
        self._show(window)

    def restore(self) -> None:
        """Put a hub back from a backup."""
        from desktop.services.backups import restore_hub

        window = RestoreWindow(
            self.jobs,
            lambda file, to, secret, is_words: restore_hub(
                file, to, passphrase=None if is_words else secret, words=secret if is_words else None
            ),
            paths.hubs_folder(),
        )
        window.left.connect(self.welcome)
        window.open_asked.connect(self.ask_passphrase)
        self._show(window)

    def demonstrate(self) -> None:
        """Make the demonstration hub, once, and show its lock screen."""
        folder = paths.hubs_folder() / "demonstration"
        if folder.is_dir():
            self.ask_passphrase(folder)
            return
        if isinstance(self.window, WelcomeWindow):
            self.window.show_making()
        self.jobs.write(lambda: _make_demo(folder), lambda _: self.ask_passphrase(folder))

    def lock(self) -> None:
        """Hide the hub's content and ask for the passphrase again; nothing half-typed is lost."""
        if self.hub is None or self.window is None:
            return
        main, folder, actor = self.window, self.hub.folder.path, self.hub.actor
        main.hide()
        window = UnlockWindow(folder, self.jobs, lambda secret: _unlock_again(folder, secret, actor))
        window.other_button.hide()
        window.card_button.hide()
        window.unlocked.connect(lambda _: self._back_to(main, window))
        self._locked_window = window
        window.show()

    def close_hub(self) -> None:
        """Finish the writes and let go of the hub; the window began its last backup when it closed."""
        self.jobs.drain()
        if self.hub is not None:
            self.hub.close()
            self.hub = None

    def _open(self, folder: Path, secret: str) -> OpenHub:
        unlocked = keys.unlock(folder, secret)
        return open_unlocked(
            folder, unlocked, notes=paths.hub_notes_folder(folder), find_places=find_places()
        )

    def _on_made(self, folder: Path, secret: str, words: str) -> None:
        window = RecoveryWindow(words, lambda path: _write_card(path, folder.name, words), self.jobs)
        window.done.connect(lambda: self.jobs.write(lambda: self._open(folder, secret), self._on_opened))
        self._show(window)

    def _on_opened(self, hub: OpenHub) -> None:
        from desktop.ui.main_window import MainWindow

        self.hub = hub
        self.preferences.remember_hub(hub.folder.path)
        main = MainWindow(AppContext(hub, self.jobs))
        main.shell.lock_asked.connect(self.lock)
        self._main = main
        screen = main.shell.screen().availableGeometry()
        main.shell.resize(main.shell.size().boundedTo(screen.size()))
        if main.shell.width() >= screen.width():
            main.shell.setWindowState(Qt.WindowState.WindowMaximized)
        self._show(main.shell)

    def _on_problem(self, problem: Exception) -> None:
        """Say what was refused before a hub is open; the hub's own window says the rest."""
        if isinstance(self.window, StartFrame):
            self.window.show_problem(problem)

    def _back_to(self, main: QWidget, window: QWidget) -> None:
        main.show()
        window.close()
        window.deleteLater()

    def _show(self, window: QWidget) -> None:
        old, self.window = self.window, window
        window.show()
        if old is not None:
            old.close()
            old.deleteLater()


def run_app(arguments: list[str]) -> int:
    """Open the app and stay until its window is closed.

    Args:
        arguments: ``--hub DIR`` to open a hub at once.

    Returns:
        The exit code.
    """
    parser = argparse.ArgumentParser(prog="hubkeeper", add_help=False)
    parser.add_argument("--hub", type=Path, default=None)
    wanted, rest = parser.parse_known_args(arguments)
    handler = start_log(paths.ensure_folder(paths.log_folder()))
    hook = CrashHook(paths.crash_folder(), __version__)
    hook.install()
    app = QApplication([*rest])
    app.setApplicationName("Hubkeeper")
    preferences = Preferences(paths.preferences_file())
    install_theme(app, Scheme(preferences.theme.value), scale=preferences.text_percent)
    halo = FocusHalo(app)
    windows = App(preferences)
    windows.jobs.crashed.connect(lambda problem: hook.handle(problem, "jobs"))
    windows.begin(wanted.hub)
    gc.freeze()  # what is loaded by now stays: looking through it again for cycles would stop the screen
    try:
        return int(app.exec())
    finally:
        windows.close_hub()
        halo.deleteLater()
        hook.uninstall()
        stop_log(handler)


def _unlock_again(folder: Path, secret: str, actor: Actor) -> None:
    """Let only whose work is open go on with it: changes are written in their name."""
    try:
        user_id = keys.unlock(folder, secret).user_id
    except WrongPassphrase as problem:
        again = "Check Caps Lock and type it again. To use the recovery card, close the app and open the hub."
        raise WrongPassphrase(None, again, tries_left=problem.tries_left) from problem
    if user_id != actor.user_id:
        raise WrongPassphrase(
            "That passphrase opens another account.",
            f"Type the passphrase of {actor.name}, or close the app and open the hub again.",
        )


def _make(folder: Path, wanted: NewHub, secret: str) -> str:
    return make_hub(folder, wanted, secret, find_places=find_places())


def _make_demo(folder: Path) -> None:
    from desktop.runtime.gazetteer import gazetteer
    from desktop.services.demo import DemoSize, make_demo

    # Made beside its place, then moved there: one cut short is never taken for the demonstration.
    bench = folder.with_name(f"{folder.name}.part")
    shutil.rmtree(bench, ignore_errors=True)
    make_demo(bench, gazetteer(), DemoSize())
    bench.rename(folder)


def _write_card(path: Path, hub_name: str, words: str) -> None:
    from desktop.exports.files import atomic_file
    from desktop.exports.recovery_card import RecoveryCard, write_recovery_card

    with atomic_file(path) as stream:
        write_recovery_card(stream, RecoveryCard(hub_name, words.split(), datetime.now(UTC).date()))
