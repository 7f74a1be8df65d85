"""A window that shows pages, with room for a panel beside them."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QWidget

from desktop.ui.base.page import Page
from desktop.ui.base.theme import px, theme
from desktop.ui.shell_keys import WindowKeys

SIDE_WIDTH = 360
"""Width of the panel beside the page, in px at 100%."""
_ANY_WIDTH = 16_777_215


def bring_forward(window: QWidget) -> None:
    """Put a window in front, with the keyboard."""
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()


class SideWindow(QMainWindow):
    """What the main window and a torn-off one have in common.

    Attributes:
        keys: the keys that work everywhere in it; whoever subclasses it makes them.
        stack: holds the pages.
        beside: the layout in which page and panel stand.
        side_from: width, in px at 100%, from which the panel stands beside the page instead of in its room.

    Signals:
        help_asked: help for what is on show, by F1 or the button.
        page_shown: the key of the page that came on show.
        concern_asked: raise a concern over a dialog of this window: the dialog.
    """

    help_asked = Signal()
    page_shown = Signal(str)
    concern_asked = Signal(object)

    keys: WindowKeys
    side_from = 1200

    def __init__(self) -> None:
        """Make it without pages."""
        super().__init__()
        self._side: QWidget | None = None
        self.stack = QStackedWidget(self)
        self.beside = QHBoxLayout()
        self.beside.setSpacing(0)
        self.beside.addWidget(self.stack, 1)
        theme().changed.connect(self._shape_side)

    def page(self) -> Page | None:
        """The page on show."""
        raise NotImplementedError

    def on_show(self) -> str:
        """The key of what is on show, by which its help is found."""
        raise NotImplementedError

    def set_side(self, side: QWidget) -> None:
        """Take in a panel that stands beside every page once it is shown; hidden until then."""
        side.hide()
        self._side = side
        self.beside.addWidget(side)

    def show_side(self, on: bool) -> None:
        """Show or hide the panel; in a narrow window it takes the room of the page."""
        if self._side is None:
            return
        # Page and panel are never on show together where they do not fit: that would widen the window.
        if on:
            self._share_room(on)
        self._side.setVisible(on)
        self._share_room(on)

    def panes(self) -> list[QWidget]:
        """Where F6 goes: the parts of the page, and the panel beside it."""
        page = self.page()
        shown = page.panes() if page is not None and self.stack.isVisible() else []
        return [*shown, *([self._side] if self._side is not None and self._side.isVisible() else [])]

    def _shape_side(self) -> None:
        if self._side is not None:
            self._share_room(not self._side.isHidden())

    def _share_room(self, shown: bool) -> None:
        """Give the panel its room; in a narrow window all of the page's."""
        assert self._side is not None
        narrow = self.width() < px(self.side_from)
        self.stack.setVisible(not (shown and narrow))
        self._side.setMaximumWidth(_ANY_WIDTH if narrow else px(SIDE_WIDTH))
        self._side.setMinimumWidth(0 if narrow else px(SIDE_WIDTH))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the panel the room that fits."""
        super().resizeEvent(event)
        self._shape_side()
