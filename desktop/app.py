"""The composition root: from a double click to an open hub, and back to a locked one."""

import argparse
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

from desktop import __version__
from desktop.jobs.runner import JobRunner
from desktop.runtime import garbage, paths
from desktop.runtime.crash import CrashHook
from desktop.runtime.gazetteer import find_places
from desktop.runtime.idle import IdleWatch
from desktop.runtime.log import start_log, stop_log
from desktop.runtime.preferences import Preferences
from desktop.runtime.single_instance import SingleInstance, Standing
from desktop.services.fresh_key import Renewed, renew
from desktop.services.hub_info import HubInfo
from desktop.services.hubs import NewHub, OpenHub, make_hub, open_hub, open_with_card
from desktop.ui.base.focus import FocusHalo
from desktop.ui.base.i18n import tr
from desktop.ui.base.letters import SingleLetters
from desktop.ui.base.spoken import speak_truly
from desktop.ui.base.tokens import Tone
from desktop.ui.crash_window import CrashTeller
from desktop.ui.kept_looks import KeptLooks, dress
from desktop.ui.start.create import CreateWindow
from desktop.ui.start.frame import StartFrame
from desktop.ui.start.fresh_card import FreshCard, KeyWindow
from desktop.ui.start.locking import HubLocker
from desktop.ui.start.making import draw_card
from desktop.ui.start.other_hub import say_other_hub
from desktop.ui.start.recover import RecoverWindow
from desktop.ui.start.restore import RestoreWindow
from desktop.ui.start.unlock import UnlockWindow
from desktop.ui.start.welcome import WelcomeWindow

if TYPE_CHECKING:
    from desktop.ui.keyboard import Keyboard
    from desktop.ui.main_window import MainWindow


class App(QObject):
    """Which window is on the screen.

    Attributes:
        window: the window on show; None before the first.
        keyboard: who is at the keyboard of the open hub; None before one is open.
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
        self.keyboard: Keyboard | None = None
        self._hub: OpenHub | None = None
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self.letters = SingleLetters(app)
        self.letters.set_on(preferences.single_letters)
        preferences.listen(self._on_preference)
        self._looks = KeptLooks(preferences, self)

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

    @property
    def locker(self) -> HubLocker | None:
        """Hides the windows of the open hub; None before one is open."""
        return None if self.keyboard is None else self.keyboard.locker

    @property
    def idle(self) -> IdleWatch | None:
        """Tells when nobody does anything; None before a hub is open."""
        return None if self.keyboard is None else self.keyboard.idle

    @property
    def _main(self) -> "MainWindow | None":
        return None if self.keyboard is None else self.keyboard.main

    @property
    def hub(self) -> OpenHub | None:
        """The open hub, with whoever is at the keyboard; None before one is open."""
        return self._hub if self.keyboard is None else self.keyboard.hub

    def lock(self) -> None:
        """Hide the hub's content and ask for the passphrase again; nothing half-typed is lost."""
        if self.keyboard is not None:
            self.keyboard.lock()

    def keep_typed(self) -> None:
        """Keep a half-taken call; it stays where it is."""
        if self.keyboard is not None:
            self.keyboard.keep_typed()

    def come_forward(self, wanted: str = "") -> None:
        """Bring the window to the front, as when the app is started a second time, perhaps with a hub."""
        locked = self.locker.window if self.locker is not None else None
        window = locked or self.window
        if window is not None:
            window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
            window.show()
            window.raise_()
            window.activateWindow()
        if wanted:
            self._meet_other(Path(wanted), window)

    def _meet_other(self, wanted: Path, window: QWidget | None) -> None:
        """Another start was to open a hub: go to its lock screen, or say which one is open here."""
        if self.hub is None:
            if isinstance(window, UnlockWindow | WelcomeWindow):
                self.ask_passphrase(wanted)
        else:
            say_other_hub(self.hub.folder.path, wanted, window)

    def say_again(self) -> None:
        """A fault that was told of happened again: say so quietly."""
        if self._main is not None:
            self._main.shell.say(tr("That went wrong again. Everything saved so far is safe."))

    def end(self) -> None:
        """Close the app, whichever window is on the screen."""
        if self.window is not None:
            self.window.close()
        QApplication.closeAllWindows()

    def close_hub(self) -> None:
        """Finish the writes and let go of the hub; the window began its last backup when it closed."""
        self._looks.stop()
        self.letters.set_on(True)
        if self.keyboard is not None:
            self.keyboard.stop()
        if self.locker is not None and self.locker.locked and self.window is not None:
            self.locker.forget()
            self.window.close()
        self.jobs.drain()
        if self.hub is not None:
            self.hub.close()
        self.keyboard = self._hub = None

    def _open(self, folder: Path, secret: str) -> OpenHub:
        return open_hub(folder, secret, notes=paths.hub_notes_folder(folder), find_places=find_places())

    def _on_made(self, folder: Path, secret: str, words: str) -> None:
        """Open the new hub behind its first windows; until its card is proved, it is to be checked."""
        with suppress(OSError):
            self.preferences.unchecked_cards = (*self.preferences.unchecked_cards, folder)
        self.jobs.write(lambda: self._open(folder, secret), lambda hub: self._begin_first_run(hub, words))

    def _begin_first_run(self, hub: OpenHub, words: str) -> None:
        from desktop.ui.start.first_run import FirstRun
        from desktop.ui.start.making import use_second_place

        self._hub = hub
        name = HubInfo(hub.tools).facts(hub.actor).name
        run = FirstRun(
            name,
            words,
            self.jobs,
            draw_card=lambda: draw_card(name, words),
            use_place=lambda place: use_second_place(hub, place),
            show=self._show,
            parent=self,
        )
        run.proved.connect(partial(self.preferences.card_checked, hub.folder.path))
        run.finished.connect(partial(self._on_opened, hub))
        run.finished.connect(run.deleteLater)
        run.begin()

    def _on_opened(self, hub: OpenHub, place: str = "") -> None:
        from desktop.ui.keyboard import Keyboard

        self.preferences.remember_hub(hub.folder.path)
        self.keyboard = Keyboard(hub, self.jobs, self.preferences, self)
        self.keyboard.shown.connect(self._on_shown)
        self.keyboard.key_asked.connect(self._renew_key)
        self.keyboard.begin(place)

    def _renew_key(self, secret: str) -> None:
        """Close the hub behind a window that says so, give it a fresh key, and open it again."""
        assert self.keyboard is not None
        hub = self.keyboard.hub
        self.keyboard.leave()
        self._hub, self.keyboard = hub, None
        self._show(KeyWindow())

        def renewed() -> Renewed:
            notes = paths.hub_notes_folder(hub.folder.path)
            return renew(hub, secret, notes=notes, find_places=find_places(), clock=hub.tools.clock)

        self.jobs.write(renewed, self._on_renewed, lambda _: self._on_closed(hub.folder.path))

    def _on_closed(self, folder: Path) -> None:
        """The hub did not open again: begin at its lock screen, which says why."""
        self._hub = None
        self.ask_passphrase(folder)

    def _on_renewed(self, made: Renewed) -> None:
        self._hub = made.hub
        if made.problem is not None:
            self._on_opened(made.hub)
            assert self.keyboard is not None
            self.keyboard.main.windows.say(f"{made.problem.user_message} {made.problem.remedy}")
            return
        folder, name = made.hub.folder.path, HubInfo(made.hub.tools).facts(made.hub.actor).name
        with suppress(OSError):
            self.preferences.unchecked_cards = (*self.preferences.unchecked_cards, folder)
        card = FreshCard(made.words, self.jobs, lambda: draw_card(name, made.words), self._show, self)
        card.proved.connect(partial(self.preferences.card_checked, folder))
        card.finished.connect(partial(self._on_opened, made.hub))
        card.finished.connect(card.deleteLater)
        card.begin()

    def _on_shown(self, window: QWidget) -> None:
        self._show(window)
        self._show_card()

    def _on_problem(self, problem: Exception) -> None:
        """Say what was refused before a hub is open; the hub's own window says the rest."""
        if isinstance(self.window, StartFrame):
            self.window.show_problem(problem)

    def _on_preference(self, key: str) -> None:
        if key == Preferences.lock_minutes.key and self.keyboard is not None:
            self.keyboard.set_minutes()
        elif key == Preferences.single_letters.key:
            self.letters.set_on(self.preferences.single_letters)
        elif key == Preferences.unchecked_cards.key:
            self._show_card()

    def _show_card(self) -> None:
        """Remind of a recovery card that nobody has read back from paper; pressing it opens Backup."""
        if self._main is None or self.hub is None:
            return
        bar, wanted = self._main.shell.status, self.hub.folder.path in self.preferences.unchecked_cards
        if wanted and "card" not in bar.items:
            words = tr("Recovery card not checked yet")
            bar.add_item("card").set_state(words, icon="alert-triangle", tone=Tone.WARN)
        if "card" in bar.items:
            bar.items["card"].setVisible(wanted)

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
    app = QApplication([*rest])
    app.setApplicationName("Hubkeeper")
    instance = SingleInstance(paths.ensure_folder(paths.data_folder()), app)
    if instance.claim(wanted=wanted.hub) is Standing.RAISED:
        return 0
    handler = start_log(paths.ensure_folder(paths.log_folder()))
    teller = CrashTeller(app)
    hook = CrashHook(paths.crash_folder(), __version__, teller.tell, again=teller.tell_again)
    hook.install()
    preferences = Preferences(paths.preferences_file())
    dress(app, preferences)
    speak_truly()
    halo = FocusHalo(app)
    windows = App(preferences)
    windows.jobs.crashed.connect(lambda problem: hook.handle(problem, "jobs"))
    instance.raise_asked.connect(windows.come_forward)
    teller.told.connect(windows.keep_typed)
    teller.repeated.connect(windows.say_again)
    teller.close_asked.connect(windows.end)
    windows.begin(wanted.hub)
    garbage.go_easy()
    try:
        return int(app.exec())
    finally:
        windows.close_hub()
        instance.close()
        halo.deleteLater()
        hook.uninstall()
        stop_log(handler)


def _make(folder: Path, wanted: NewHub, secret: str) -> str:
    return make_hub(folder, wanted, secret, find_places=find_places())


def _make_demo(folder: Path) -> None:
    from desktop.ui.start.making import make_demonstration

    make_demonstration(folder)
