"""Records in windows of their own: once each, refreshed like every page, closed with the main window."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, QPoint, QSize, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtWidgets import QWidget

from desktop.context import AppContext
from desktop.runtime.preferences import Preferences
from desktop.ui.base.i18n import tr
from desktop.ui.base.lone_page import LonePage, LoneRecord
from desktop.ui.base.record_page import RecordPage
from desktop.ui.base.theme import px
from desktop.ui.places import opens, page_maker
from desktop.ui.shell import MainShell
from desktop.ui.shell_help import ShellHelp
from desktop.ui.side_window import bring_forward
from desktop.ui.torn_off import TornOffWindow

STEP = 32
"""How far each further window stands from the one before, in px at 100%."""


@dataclass(frozen=True, slots=True)
class Alone:
    """How a kind of record stands alone.

    Attributes:
        topic: key of its help.
        kind: what it is, in a word.
        icon: of the kind.
        module: below `desktop.ui`.
        name: the page's class; a list page gives its pane.
        size: of the window at first, px at 100%.
    """

    topic: str
    kind: str
    icon: str
    module: str
    name: str
    size: tuple[int, int]


def alone() -> dict[str, Alone]:
    """The kinds of record that can stand alone, by the place of their list."""
    pane, page = (480, 680), (900, 680)
    return {
        "people": Alone("person", tr("Person"), "user", "people.person_page", "PersonPage", page),
        "requests": Alone("requests", tr("Request"), "inbox", "requests.page", "RequestsPage", pane),
        "households": Alone(
            "households", tr("Household"), "home", "people.households_page", "HouseholdsPage", pane
        ),
        "volunteers": Alone(
            "volunteers", tr("Volunteer"), "heart-handshake", "volunteers.page", "VolunteersPage", pane
        ),
        "organisations": Alone(
            "organisations",
            tr("Organisation"),
            "building-community",
            "organisations.page",
            "OrganisationsPage",
            pane,
        ),
        "rounds": Alone("rounds", tr("Round"), "route", "rounds.alone", "RoundAlone", (1100, 680)),
    }


PLACE_OF_PAGE = {"person": "people", "match": "requests"}
"""Pages over a place, with the place whose record they put forward."""


class TornOffWindows(QObject):
    """All of them; `main_window.py` joins what they ask for.

    Signals:
        place_asked: show a record in the main window: its place or page, and id.
        call_asked: begin a call, for this person or nobody known yet.
        search_asked: find anything.
        lock_asked: lock now.
        undo_asked: take back the last change.
        redo_asked: do it again.
        take_back_asked: take back one change.
        concern_asked: raise a concern over a dialog of one of them: the dialog, and ``kind:id`` of whom.
    """

    place_asked = Signal(str, object)
    call_asked = Signal(str)
    search_asked = Signal()
    lock_asked = Signal()
    undo_asked = Signal()
    redo_asked = Signal()
    take_back_asked = Signal(str)
    concern_asked = Signal(object, str)

    def __init__(self, context: AppContext, shell: MainShell, *, demo: bool) -> None:
        """Begin with none.

        Args:
            context: the open hub.
            shell: the main window.
            demo: show the demonstration ribbon.
        """
        super().__init__(shell)
        self._context, self._shell, self._demo = context, shell, demo
        self._kinds = alone()
        self._open: dict[tuple[str, str], TornOffWindow] = {}
        self._used: TornOffWindow | None = None
        context.jobs.changed.connect(self._on_changed)
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.focusWindowChanged.connect(self._on_focus_window)

    @property
    def windows(self) -> list[TornOffWindow]:
        """Those that are open, oldest first."""
        return list(self._open.values())

    def can_open(self, place: str) -> bool:
        """Whether records of a place can stand alone."""
        return PLACE_OF_PAGE.get(place, place) in self._kinds and opens(self._context, place)

    def open(self, place: str, item: Any) -> TornOffWindow:
        """Open a record in a window of its own, or bring the one it has to the front.

        Args:
            place: the key of its list, or of a page that puts it forward.
            item: its id.
        """
        place = PLACE_OF_PAGE.get(place, place)
        key = (place, str(item))
        window = self._open.get(key)
        if window is None:
            kind = self._kinds[place]
            window = TornOffWindow(kind.topic, kind.kind, kind.icon, demo=self._demo)
            self._open[key] = window
            self._join(window, key)
            self._put(window, place)
            # Window, page, page in the window: each a turn of its own, so that none holds up the screen.
            QTimer.singleShot(0, window, partial(self._make, window, key, item))
        bring_forward(window)
        self._used = window
        return window

    def may_close(self) -> bool:
        """Whether all can go; where a form is half-typed in one, it comes forward and asks."""
        for window in self.windows:
            form = window.unsaved()
            if form is not None:
                bring_forward(window)
                form.activateWindow()
                form.leave()
                return False
        return True

    def close_all(self) -> None:
        """Close every window, as the main one closes."""
        for window in self.windows:
            window.close()

    def say(self, text: str, txn: str = "") -> None:
        """Show a message in the window that is used, or was last.

        Args:
            text: what happened.
            txn: the change Undo would take back; none when empty.
        """
        (self._used or self._shell).say(text, txn=txn)

    # opening

    def _join(self, window: TornOffWindow, key: tuple[str, str]) -> None:
        """Let the window ask for what the main one does."""
        ShellHelp(self._context, window)
        window.closed.connect(partial(self._on_closed, key))
        window.undo_asked.connect(self.take_back_asked)
        window.concern_asked.connect(partial(self._on_concern_over, window))
        window.bar.lock.clicked.connect(self.lock_asked)
        window.bar.main_window.clicked.connect(lambda: self.place_asked.emit(*key))
        keys: tuple[tuple[str, Callable[[], object], str], ...] = (
            ("F2", partial(self.call_asked.emit, ""), "request.set"),
            ("Ctrl+K", self.search_asked.emit, "search.all"),
            ("Ctrl+L", self.lock_asked.emit, ""),
            ("Ctrl+Shift+S", partial(self._on_concern, window), "concern.raise"),
            ("Ctrl+Z", self.undo_asked.emit, "history.undo"),
            ("Ctrl+Y", self.redo_asked.emit, "history.undo"),
        )
        for shortcut, slot, action in keys:
            window.keys.bind(shortcut, slot, action)

    def _put(self, window: TornOffWindow, place: str) -> None:
        """Give the window its last size, beside the main one or as far from it as the screen allows."""
        first = self._kinds[place].size
        wide, tall = self._context.preferences.torn_off_sizes.get(place) or (px(first[0]), px(first[1]))
        room = self._shell.screen().availableGeometry()
        size = QSize(wide, tall).boundedTo(room.size())
        step = px(STEP) * (len(self._open) - 1)
        at = self._shell.frameGeometry().topRight() + QPoint(px(8) + step, step)
        left = min(at.x(), room.right() - size.width() - px(8) - step)
        top = min(max(at.y(), room.top() + px(STEP)), room.bottom() - size.height() - px(8))
        window.resize(size)
        window.move(max(left, room.left()), max(top, room.top()))

    def _make(self, window: TornOffWindow, key: tuple[str, str], item: Any) -> None:
        if self._open.get(key) is not window:
            return
        kind = self._kinds[key[0]]
        made: QWidget = page_maker(kind.module, kind.name, self._context)()
        page = LoneRecord(made) if isinstance(made, RecordPage) else made
        assert isinstance(page, LonePage)
        page.setParent(window)  # so that it goes with a window closed before it is shown
        page.stand_alone()
        page.place_asked.connect(self.place_asked)
        calls = getattr(page, "call_for", None)
        if calls is not None:
            calls.connect(self.call_asked)
        QTimer.singleShot(0, window, partial(self._fill, window, key, page, item))

    def _fill(self, window: TornOffWindow, key: tuple[str, str], page: LonePage, item: Any) -> None:
        if self._open.get(key) is window:
            window.take(page)
            page.show_record(item)

    # answers

    def _on_concern(self, window: TornOffWindow) -> None:
        page = window.content()
        self.place_asked.emit("raise_concern", page.concern_about() if page is not None else "")

    def _on_concern_over(self, window: TornOffWindow, dialog: QWidget) -> None:
        page = window.content()
        self.concern_asked.emit(dialog, page.concern_about() if page is not None else "")

    def _on_changed(self, changes: Any) -> None:
        for window in self.windows:
            page = window.content()
            if page is not None:
                page.take_changes(changes)

    def _on_closed(self, key: tuple[str, str], size: QSize) -> None:
        window = self._open.pop(key, None)
        if window is self._used:
            self._used = None
        preferences, place, wanted = self._context.preferences, key[0], (size.width(), size.height())
        sizes = preferences.torn_off_sizes
        if sizes.get(place) != wanted:
            self._context.jobs.write(partial(_keep_size, preferences, place, wanted))

    def _on_focus_window(self, focused: QWindow | None) -> None:
        """Note which window is used; a dialog counts as the one it belongs to."""
        if focused is None:
            return
        if focused is self._shell.windowHandle():
            self._used = None
        for window in self.windows:
            if shiboken6.isValid(window) and focused is window.windowHandle():
                self._used = window


def _keep_size(preferences: Preferences, place: str, size: tuple[int, int]) -> None:
    """Remember the size on this computer; where that cannot be saved, the next window has the size before."""
    with suppress(OSError):
        preferences.torn_off_sizes = preferences.torn_off_sizes | {place: size}
