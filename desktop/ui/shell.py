"""The main window: rail, top bar, the page on show, status bar; it knows places, not what they hold."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.jobs.runner import JobRunner
from desktop.ui.base.page import Page
from desktop.ui.base.theme import theme
from desktop.ui.base.toast import Toast
from desktop.ui.shell_bars import DemoRibbon, StatusBar, StatusItem, TopBar
from desktop.ui.shell_keys import ShellKeys
from desktop.ui.shell_rail import Badge, Rail
from desktop.ui.side_window import SideWindow

NARROW_BELOW = 1100
"""Width of the window, in px at 100%, under which the rail shows icons only."""


@dataclass(slots=True)
class _Place:
    """A place and its page, once made."""

    key: str
    title: str
    factory: Callable[[], Page]
    badge: Callable[[], Badge] | None
    page: Page | None = None


class MainShell(SideWindow):
    """The window of an open hub.

    Signals:
        call_asked: New call, by F2 or the button.
        search_asked: the search of everything, by Ctrl+K or the box.
        lock_asked: lock now, by Ctrl+L or the button.
        undo_asked: Undo in a message: the change it belongs to.
        status_opened: the key of a status item that was pressed.
        record_shown: a record was put forward: the place or page it is on, and its id.
        closing: the window is about to close; writes begun now are still finished.

    Attributes:
        may_close: asked before the window closes; False where something half-typed is to be looked at first.
        sayer: says what was done where it is seen: the words and the change Undo would take back.
    """

    call_asked = Signal()
    search_asked = Signal()
    lock_asked = Signal()
    undo_asked = Signal(str)
    status_opened = Signal(str)
    record_shown = Signal(str, object)
    closing = Signal()

    def __init__(
        self,
        jobs: JobRunner,
        *,
        hub_name: str,
        user_name: str = "",
        demo: bool = False,
        with_call: bool = False,
        with_search: bool = False,
        with_help: bool = False,
        with_lock: bool = False,
    ) -> None:
        """Build the window without places.

        Args:
            jobs: runs badges; its `changed` refreshes pages and shows the message of a change.
            hub_name: as the hub calls itself.
            user_name: who is at the keyboard.
            demo: show the demonstration ribbon.
            with_call: show New call.
            with_search: show the search box.
            with_help: show Help.
            with_lock: show Lock.
        """
        super().__init__()
        self.jobs = jobs
        self._places: dict[str, _Place] = {}
        self._current: _Place | None = None
        self._over: Page | None = None
        self._over_key = ""
        self._txn = ""
        self._is_handed_over = False
        self.may_close: Callable[[], bool] = lambda: True
        self.sayer: Callable[[str, str], object] = lambda text, txn: self.say(text, txn=txn)
        self.setWindowTitle(f"{hub_name} - Hubkeeper")
        self.rail = Rail(hub_name, self)
        self.rail.call.setVisible(with_call)
        self.top = TopBar(user_name, self, with_search=with_search, with_help=with_help, with_lock=with_lock)
        self.status = StatusBar(self)
        self._build(demo)
        self.toast = Toast(self)
        self._wire()
        self.keys = ShellKeys(self, self.rail, self.page, self.go_to, self._on_escape, self.panes)
        self._bind_keys(with_call, with_search, with_help, with_lock)
        self.resize(theme().px(1366), theme().px(768))

    def add_place(
        self,
        section: str,
        key: str,
        title: str,
        icon: str,
        page_factory: Callable[[], Page],
        badge: Callable[[], Badge] | None = None,
    ) -> None:
        """Add a place to the rail; its page is made when it is first shown.

        Args:
            section: heading it stands under; empty for none, `shell_rail.FOOT` for the foot.
            key: its name in the code.
            title: its name on the screen.
            icon: before the name.
            page_factory: makes the page.
            badge: how much waits there; run off the GUI thread, and again after every change.
        """
        self._places[key] = _Place(key, title, page_factory, badge)
        self.rail.add_place(section, key, title, icon)
        self._shape_rail()
        if badge is not None:
            self._read_badge(key)

    def add_banner(self, banner: QWidget) -> None:
        """Put something across the top of the window, on every page."""
        self._above.addWidget(banner)

    def add_status(self, key: str, *, right: bool = False, can_open: bool = True) -> StatusItem:
        """Add an item to the status bar; `status_opened` tells when it is pressed."""
        return self.status.add_item(key, right=right, can_open=can_open)

    def go_to(self, key: str, item: Any = None) -> Page | None:
        """Show a place.

        Args:
            key: its name in the code; one that was not added changes nothing.
            item: the id of a record to put forward there.

        Returns:
            Its page, or None.
        """
        place = self._places.get(key)
        if place is None:
            return None
        if place.page is None:
            place.page = self._adopt(place.factory())
        self._leave_current()
        self._current = place
        self.rail.set_current(key)
        self._put_on_show(place.page)
        if item is not None:
            place.page.show_record(item)
            self.record_shown.emit(key, item)
        return place.page

    def show_over(self, page: Page, key: str = "") -> None:
        """Show a page that is no place, such as a call; `close_over` goes back.

        Args:
            page: what is shown.
            key: its name in the code.
        """
        self._leave_current()
        self._over, self._over_key = self._adopt(page), key
        self._put_on_show(page)

    def close_over(self) -> None:
        """Take away the page shown over the place and go back to it."""
        self._drop_over()
        if self._current is not None and self._current.page is not None:
            self._put_on_show(self._current.page)

    def page(self) -> Page | None:
        """The page on show."""
        return self._over or (self._current.page if self._current else None)

    def on_show(self) -> str:
        """The key of the place on show, or of the page over it; empty before the first."""
        if self._over is not None:
            return self._over_key
        return self._current.key if self._current is not None else ""

    @property
    def has_over(self) -> bool:
        """Whether a page lies over the place."""
        return self._over is not None

    def hand_over(self) -> None:
        """Somebody else takes the keyboard: let go of every page, so that closing ends nothing else."""
        self._is_handed_over = True
        on_show = self.page()
        if on_show is not None:
            on_show.leave()
        for page in (self._over, *(place.page for place in self._places.values())):
            if page is not None:
                page.close_page()

    def say(self, text: str, *, txn: str = "") -> None:
        """Show a short message at the foot.

        Args:
            text: what happened.
            txn: the change Undo would take back; none when empty.
        """
        self._txn = txn
        self.toast.say(text, undo=bool(txn))

    def refresh_badges(self) -> None:
        """Count again what waits in every place."""
        for key, place in self._places.items():
            if place.badge is not None:
                self._read_badge(key)

    def _bind_keys(self, *shown: bool) -> None:
        """Bind the keys of New call, search, Help and Lock where each is shown."""
        asked = (self.call_asked, self.search_asked, self.help_asked, self.lock_asked)
        for keys, signal, wanted in zip(("F2", "Ctrl+K", "F1", "Ctrl+L"), asked, shown, strict=True):
            if wanted:
                self.keys.bind(keys, signal.emit)

    def _build(self, demo: bool) -> None:
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.top)
        right.addLayout(self.beside, 1)
        middle = QHBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        middle.addWidget(self.rail)
        middle.addLayout(right, 1)
        central = QWidget(self)
        outer = QVBoxLayout(central)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self.ribbon = DemoRibbon(self) if demo else None
        if self.ribbon is not None:
            outer.addWidget(self.ribbon)
        self._above = QVBoxLayout()
        outer.addLayout(self._above)
        outer.addLayout(middle, 1)
        outer.addWidget(self.status)
        self.setCentralWidget(central)

    def _wire(self) -> None:
        self.rail.place_asked.connect(self._on_place_asked)
        self.rail.call_asked.connect(self.call_asked)
        self.top.search_asked.connect(self.search_asked)
        self.top.help_asked.connect(self.help_asked)
        self.top.lock_asked.connect(self.lock_asked)
        self.status.opened.connect(self.status_opened)
        self.toast.undo_asked.connect(self._on_undo)
        self.jobs.changed.connect(self._on_changed)
        theme().changed.connect(self._shape_rail)

    def _adopt(self, page: Page) -> Page:
        page.title_changed.connect(self._on_title_changed)
        page.place_asked.connect(self.go_to)
        page.said.connect(lambda text, _undo: self.say(text))
        self.stack.addWidget(page)
        return page

    def _leave_current(self) -> None:
        """Make room for another page; the place under one that goes is not entered for a moment."""
        if self._over is not None:
            self._drop_over()
        elif self._current is not None and self._current.page is not None:
            self._current.page.leave()

    def _drop_over(self) -> None:
        page, self._over = self._over, None
        if page is not None:
            page.leave()
            page.close_page()
            self.stack.removeWidget(page)
            page.deleteLater()

    def _put_on_show(self, page: Page) -> None:
        self.stack.setCurrentWidget(page)
        self._on_title_changed()
        page.enter()
        self.page_shown.emit(self.on_show())

    def _shape_rail(self) -> None:
        narrow = self.width() < theme().px(NARROW_BELOW)
        above = self.ribbon.sizeHint().height() if self.ribbon else 0
        room = self.height() - above - self.status.sizeHint().height()
        self.rail.set_shape(narrow=narrow, short=not self.rail.fits(room))

    def _read_badge(self, key: str) -> None:
        badge = self._places[key].badge
        if badge is not None:
            self.jobs.read(badge, self.rail.buttons[key].set_badge, key=f"badge-{key}")

    def _on_place_asked(self, key: str) -> None:
        self.go_to(key)

    def _on_title_changed(self) -> None:
        page = self.page()
        if page is not None:
            self.top.set_title(page.title, page.subtitle)
            self.top.set_search(page.search_words)

    def _on_changed(self, changes: Any) -> None:
        for place in self._places.values():
            if place.page is not None:
                place.page.take_changes(changes)
        if self._over is not None:
            self._over.take_changes(changes)
        self.refresh_badges()
        message = str(getattr(changes, "message", ""))
        if message:
            self.sayer(message, str(getattr(changes, "txn", "")))

    def _on_escape(self) -> bool:
        """Close a page over the place that has no way back of its own."""
        closes = self._over is not None and not hasattr(self._over, "left")
        if closes:
            self.close_over()
        return closes

    def _on_undo(self) -> None:
        if self._txn:
            self.undo_asked.emit(self._txn)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that nothing on the page took."""
        if not self.keys.take(event):
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the rail the shape that fits."""
        super().resizeEvent(event)
        self._shape_rail()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep what is half-typed, let others begin their last writes, then finish every write."""
        if self._is_handed_over:
            super().closeEvent(event)
            return
        if not self.may_close():
            event.ignore()
            return
        page = self.page()
        if page is not None:
            page.leave()
        self.closing.emit()
        self.jobs.drain()
        super().closeEvent(event)


__all__ = ["Badge", "MainShell"]
