"""Who is at the keyboard of an open hub: the window, its lock, and another taking over without closing it."""

from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget

from db.enums_openings import OpeningEnd
from db.errors import KnownStoreError, WrongPassphrase
from db.keys import Unlocked, users
from desktop.context import AppContext
from desktop.jobs.runner import JobRunner
from desktop.runtime import garbage
from desktop.runtime.idle import IdleWatch
from desktop.runtime.preferences import Preferences
from desktop.services.hub_info import HubInfo
from desktop.services.hubs import OpenHub, give_reader, hub_for
from desktop.services.openings import Openings
from desktop.services.unlocking import unlock
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.main_window import MainWindow
from desktop.ui.start.locking import HubLocker
from desktop.ui.unfinished import Unfinished

_ROLES = frozenset({"user_role", "user_account"})


class Keyboard(QObject):
    """Holds the window of whoever is at the keyboard and puts another's in its place.

    What one account had on the screen is gone before the window of another is made: pages, dialogs, windows
    of their own, what Undo would take back. A half-taken call and half-typed forms wait as drafts of their
    own, which nobody else is offered.

    Signals:
        shown: a window to be shown in place of the last.
        key_asked: give the hub a fresh key; the passphrase of whoever asks.

    Attributes:
        hub: the open hub with whoever is at the keyboard.
        main: their window.
        locker: hides it.
        idle: tells when nobody does anything.
    """

    shown = Signal(QWidget)
    key_asked = Signal(str)

    def __init__(
        self, hub: OpenHub, jobs: JobRunner, preferences: Preferences, parent: QObject | None = None
    ) -> None:
        """Make the window of whoever opened the hub; `shown` hands it over.

        Args:
            hub: the open hub.
            jobs: runs what reads and writes.
            preferences: this computer's settings.
            parent: the owner.
        """
        super().__init__(parent)
        self.hub, self._jobs, self._preferences = hub, jobs, preferences
        self._trails: dict[str, Any] = {}
        self._secret = ""
        self.main = self._make()
        name = HubInfo(hub.tools).facts(hub.actor).name
        self.locker = HubLocker(hub.folder.path, name, jobs, self._unlock)
        self.locker.taken.connect(self._on_taken)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self.idle = IdleWatch(app, preferences.lock_minutes)
        self.idle.idle.connect(self.lock)
        self.idle.paused.connect(garbage.tidy)
        self.locker.unlocked.connect(self.idle.begin_again)
        jobs.changed.connect(self._on_changed)
        self.show_minutes()

    def begin(self, place: str = "") -> None:
        """Show the window.

        Args:
            place: of the rail, to begin at.
        """
        shell = self.main.shell
        if place:
            shell.go_to(place)
        room = shell.screen().availableGeometry()
        shell.resize(shell.size().boundedTo(room.size()))
        if shell.width() >= room.width():
            shell.setWindowState(Qt.WindowState.WindowMaximized)
        self.shown.emit(shell)
        self._offer_unfinished()

    def lock(self) -> None:
        """Hide the hub's content and ask for a passphrase; nothing half-typed is lost."""
        self._hide(OpeningEnd.LOCK)

    def switch(self) -> None:
        """Let somebody else take the keyboard; a half-typed form in a window of its own is asked about."""
        if self.main.windows.may_close():
            self._hide(OpeningEnd.SWITCH, switching=True)

    def keep_typed(self) -> None:
        """Keep a half-taken call, and a concern half told; they stay where they are."""
        page = self.main.shell.page()
        if page is not None:
            page.keep()
        self.main.concerns_over.keep()

    def stop(self) -> None:
        """The app ends."""
        self.idle.stop()

    def leave(self) -> None:
        """The hub is about to be closed: let go of the window, which whoever asked hides and closes."""
        self.stop()
        self.close_glass(OpeningEnd.CLOSE)
        self.keep_typed()
        Unfinished(self.main.context).keep()
        self.main.hand_over()
        self._jobs.disown()
        self._jobs.changed.disconnect(self._on_changed)
        self.main.deleteLater()
        self.deleteLater()

    def close_glass(self, how: OpeningEnd) -> None:
        """Close restricted records at once; that it happened is written as soon as can be."""
        actor, openings = self.hub.actor, self.main.context.service(Openings)
        was = actor.glass.end() if actor.glass is not None else None
        if was is not None:
            self._jobs.write(lambda: openings.ended(actor, was, how))
            self.main.glass.look()

    def show_minutes(self) -> None:
        """Say at the foot of the window when it locks by itself."""
        words = tr_count(
            "Encrypted · Locks after {count} minute unused",
            "Encrypted · Locks after {count} minutes unused",
            self._preferences.lock_minutes,
        )
        self.main.shell.status.items["locked"].set_state("", words, icon="lock")

    def set_minutes(self) -> None:
        """Take over how long the hub waits before it locks."""
        self.idle.minutes = self._preferences.lock_minutes
        self.show_minutes()

    def _hide(self, how: OpeningEnd, *, switching: bool = False) -> None:
        try:
            self.keep_typed()
        finally:  # whatever goes wrong with the call, the hub is locked
            self.locker.lock(self._accounts(), self.hub.actor.name, switching=switching)
            self.close_glass(how)

    def _accounts(self) -> list[str]:
        try:
            return [name for _key, name in users(self.hub.folder.path)]
        except KnownStoreError:
            return []

    def _unlock(self, secret: str, name: str) -> Unlocked:
        """Try a passphrase at the lock (worker)."""
        try:
            opened = unlock(self.hub.folder.path, secret, name or self.hub.actor.name)
        except WrongPassphrase as problem:
            again = tr(
                "Check Caps Lock and type it again. To use the recovery card, close the app and open the hub."
            )
            problem.remedy = problem.remedy.replace(WrongPassphrase.remedy, again)
            raise
        if opened.user_id != self.hub.actor.user_id:
            self._secret = secret
        return opened

    def _on_taken(self, opened: Unlocked) -> None:
        """Somebody typed their own passphrase: theirs is the keyboard, or it is again."""
        if opened.user_id == self.hub.actor.user_id:
            self.locker.open()
            return
        hub, secret, self._secret = self.hub, self._secret, ""
        unfinished = Unfinished(self.main.context)
        unfinished.keep()

        def seat() -> OpenHub:
            give_reader(hub.folder.path, opened, secret)
            return hub_for(hub, opened.user_id)

        # A write: what was begun before is finished in the name of whoever began it.
        self._jobs.write(seat, self._change, self.locker.show_problem)

    def _change(self, hub: OpenHub) -> None:
        """Put the window of whoever is at the keyboard now in place of the one before."""
        old, same = self.main, hub.actor.user_id == self.hub.actor.user_id
        place = old.shell.on_show() if same else ""
        self._trails[self.hub.actor.user_id] = old.trail.steps()
        geometry, state = old.shell.geometry(), old.shell.windowState()
        old.hand_over()
        self._jobs.disown()
        clipboard = QApplication.clipboard()
        if not same and clipboard.ownsClipboard():
            clipboard.clear()
        self.hub = hub
        self.main = self._make(old)
        self.main.trail.go_on(self._trails.pop(hub.actor.user_id, None))
        self.show_minutes()
        shell = self.main.shell
        shell.setGeometry(geometry)
        shell.setWindowState(state & ~Qt.WindowState.WindowMinimized)
        if place:
            shell.go_to(place)
        self.locker.forget()
        self.shown.emit(shell)
        shell.activateWindow()
        old.deleteLater()
        self.idle.begin_again()
        self._offer_unfinished()

    def _make(self, before: MainWindow | None = None) -> MainWindow:
        main = MainWindow(AppContext(self.hub, self._jobs, self._preferences), before)
        shell = main.shell
        shell.lock_asked.connect(self.lock)
        shell.closing.connect(partial(self.close_glass, OpeningEnd.CLOSE))
        main.switch_asked.connect(self.switch)
        main.glass.close_asked.connect(partial(self.close_glass, OpeningEnd.SELF))
        main.key_asked.connect(self.key_asked)
        return main

    def _offer_unfinished(self) -> None:
        unfinished = Unfinished(self.main.context)
        unfinished.offer(self.main.shell)

    def _on_changed(self, changes: Any) -> None:
        """Roles changed take effect at once for whoever is at the keyboard."""
        if _ROLES.intersection(str(one) for one in changes.entities):
            hub = self.hub
            self._jobs.read(lambda: hub_for(hub, hub.actor.user_id), self._on_roles, key="roles-now")

    def _on_roles(self, hub: OpenHub) -> None:
        if hub.actor.user_id != self.hub.actor.user_id or hub.actor.roles == self.hub.actor.roles:
            return
        self.close_glass(OpeningEnd.SELF)
        self.keep_typed()
        Unfinished(self.main.context).keep()
        self._jobs.write(lambda: hub, self._on_new_roles)

    def _on_new_roles(self, hub: OpenHub) -> None:
        self._change(hub)
        self.main.shell.say(tr("Your roles were changed. This is what they open."))
