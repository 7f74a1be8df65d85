"""What every page in the shell is."""

from typing import Any

from PySide6.QtCore import QObject, QSize, Signal, SignalInstance
from PySide6.QtWidgets import QWidget

from desktop.ui.base.theme import px


class Page(QWidget):
    """A place in the shell.

    Subclasses set `entities` to the kinds of record they show and override `refresh`, `shown` and `hidden`.

    Signals:
        title_changed: title or subtitle are different now.
        place_asked: go to another place: its key, and what to show there (or None).
        said: a short message for the foot of the window, and whether Undo is offered.
        own_window_asked: open the record put forward in a window of its own.
    """

    title_changed = Signal()
    place_asked = Signal(str, object)
    said = Signal(str, bool)
    own_window_asked = Signal()

    entities: frozenset[str] = frozenset()
    search_words = ""
    """What the search box says while this page is on show; empty for its own words."""

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        """Make a page.

        Args:
            title: its name in the top bar.
            parent: the owner.
        """
        super().__init__(parent)
        self._title, self._subtitle = title, ""
        self._links: list[tuple[SignalInstance, Any]] = []
        self._stale = False
        self._on_show = False

    def minimumSizeHint(self) -> QSize:
        """The page gives way before the window does, or large text would widen it beyond the screen."""
        return super().minimumSizeHint().boundedTo(QSize(px(320), px(240)))

    @property
    def title(self) -> str:
        """The name in the top bar."""
        return self._title

    @property
    def subtitle(self) -> str:
        """What stands after the name."""
        return self._subtitle

    def set_title(self, title: str, subtitle: str = "") -> None:
        """Change name and what stands after it."""
        self._title, self._subtitle = title, subtitle
        self.title_changed.emit()

    def track(self, signal: SignalInstance, slot: Any) -> None:
        """Connect to something that outlives the page, to be undone by `close_page`.

        Args:
            signal: of a service, runner or theme.
            slot: a method of this page.
        """
        signal.connect(slot)
        self._links.append((signal, slot))

    def close_page(self) -> None:
        """Undo every tracked connection; the shell calls it before the page goes."""
        for signal, slot in self._links:
            owner = getattr(slot, "__self__", None)
            if owner is None or isinstance(owner, QObject):
                signal.disconnect(slot)
        self._links.clear()

    def take_changes(self, changes: Any) -> None:
        """Refresh if something shown was touched; while hidden, remember to do so when shown.

        Args:
            changes: what a write touched; its `entities` name kinds of record.
        """
        if self.entities and not self.entities.intersection(str(one) for one in changes.entities):
            return
        if self._on_show:
            self.refresh(changes)
        else:
            self._stale = True

    def enter(self) -> None:
        """Called by the shell each time the page comes on show."""
        self._on_show = True
        if self._stale:
            self._stale = False
            self.refresh(None)
        self.shown()

    def leave(self) -> None:
        """Called by the shell each time another page takes its place."""
        self._on_show = False
        self.hidden()

    def refresh(self, changes: Any) -> None:
        """Ask for what is shown again.

        Args:
            changes: what was touched; None for anything.
        """

    def shown(self) -> None:
        """The page came on show."""

    def hidden(self) -> None:
        """Another page took its place."""

    def keep(self) -> None:
        """The window is about to be locked, or something went wrong: keep safe what is half typed."""

    def show_record(self, item: Any) -> None:
        """Put a record forward, asked for from another place.

        Args:
            item: its id, or None.
        """

    def record(self) -> Any:
        """The id of the record put forward, which can be opened in its own window; None without one."""
        return None

    def concern_about(self) -> str:
        """Whom a concern raised here is about, as ``kind:id``; empty where the page is about nobody alone."""
        return ""

    def panes(self) -> list[QWidget]:
        """Where F6 goes, in order; by default the page as a whole."""
        return [self]

    def print_page(self) -> bool:
        """Ctrl+P; pages with something to print override it. Whether there is something."""
        return False

    def focus_search(self) -> bool:
        """Ctrl+F; pages with a list override it. Whether there is one."""
        return False

    def find_someone(self) -> bool:
        """Ctrl+M; pages that can put a request forward override it. Whether one is."""
        return False
