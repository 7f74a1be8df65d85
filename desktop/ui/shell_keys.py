"""The keys that work everywhere in the main window."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from desktop.ui.base.button import MAIN, Button
from desktop.ui.base.i18n import tr
from desktop.ui.base.page import Page
from desktop.ui.base.permits import may
from desktop.ui.base.theme import theme
from desktop.ui.base.tokens import SCALES
from desktop.ui.shell_rail import Rail

MAX_NUMBERED = 9
_CONTROL = Qt.KeyboardModifier.ControlModifier


class WindowKeys(QObject):
    """Shortcuts for panes, text size and the page on show; in every window that shows pages."""

    def __init__(
        self,
        window: QWidget,
        page: Callable[[], Page | None],
        escape: Callable[[], bool],
        panes: Callable[[], list[QWidget]],
    ) -> None:
        """Bind the keys.

        Args:
            window: where they work.
            page: the page on show.
            escape: closes what Esc closes where nothing else takes it; tells whether it did.
            panes: the parts of what is on show.
        """
        super().__init__(window)
        self._window, self._page = window, page
        self._escape, self._panes = escape, panes
        self.bind("F6", partial(self.next_pane, 1))
        self.bind("Shift+F6", partial(self.next_pane, -1))
        self.bind("Ctrl++", partial(self.step_scale, 1))
        self.bind("Ctrl+=", partial(self.step_scale, 1))
        self.bind("Ctrl+-", partial(self.step_scale, -1))
        self.bind("Ctrl+P", self.print_page, "export.list")
        self.bind("Ctrl+F", self._search)

    def bind(self, keys: str, slot: Callable[[], object], action: str = "") -> None:
        """Let keys do something anywhere in the window.

        Args:
            keys: such as ``Ctrl+P``.
            slot: does it.
            action: what it leads to, of `desktop.services.actions`; the keys do nothing for whoever may not.
        """
        if not may(action):
            return
        QShortcut(QKeySequence(keys), self._window, slot)

    def take(self, event: QKeyEvent) -> bool:
        """Do what a key says that nothing on the page took; whether it did anything.

        Ctrl+Enter presses the page's main button, Esc closes a page over the place, Ctrl+M finds somebody.
        None is a shortcut of the window: pages have their own, and two of one key would cancel each other.
        """
        if event.key() == Qt.Key.Key_Escape and not event.modifiers():
            return self._escape()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and event.modifiers() & _CONTROL:
            return self.press_main()
        if event.key() == Qt.Key.Key_M and event.modifiers() == _CONTROL and may("match.assign"):
            self.find_someone()
            return True
        return False

    def press_main(self) -> bool:
        """Press the main button of the page on show; whether there is one."""
        page = self._page()
        buttons = page.findChildren(Button) if page is not None else []
        main = next((one for one in buttons if _is_main(one)), None)
        if main is not None:
            main.click()
        return main is not None

    def next_pane(self, step: int) -> None:
        """Put the keyboard in the next pane, or the one before."""
        panes: Sequence[QWidget] = self._panes()
        if not panes:
            return
        focused = QApplication.focusWidget()
        at = next((n for n, pane in enumerate(panes) if focused and _holds(pane, focused)), 0)
        for turn in range(1, len(panes) + 1):
            first = _first_focusable(panes[(at + step * turn) % len(panes)])
            if first is not None:
                first.setFocus(Qt.FocusReason.TabFocusReason)
                return

    def step_scale(self, step: int) -> None:
        """Make text one step larger or smaller."""
        now = theme()
        at = min(range(len(SCALES)), key=lambda n: abs(SCALES[n] - now.scale))
        now.configure(scale=SCALES[min(max(at + step, 0), len(SCALES) - 1)])

    def print_page(self) -> None:
        """Print what is on show, or say that it has nothing to print."""
        page = self._page()
        if page is not None and not page.print_page():
            words = tr("There is nothing to print here. Open a round, or a list with Print above it.")
            page.said.emit(words, False)

    def find_someone(self) -> None:
        """Look for somebody for the request put forward, or say that one is to be chosen."""
        page = self._page()
        if page is not None and not page.find_someone():
            page.said.emit(tr("Choose a request first. Then Ctrl+M looks for somebody who can help."), False)

    def _search(self) -> None:
        page = self._page()
        if page is not None and not page.focus_search():
            page.said.emit(tr("There is no list to narrow here. Ctrl+K finds anything."), False)


class ShellKeys(WindowKeys):
    """Those, and the numbers of the places."""

    def __init__(
        self,
        window: QWidget,
        rail: Rail,
        page: Callable[[], Page | None],
        go_to: Callable[[str], object],
        escape: Callable[[], bool],
        panes: Callable[[], list[QWidget]],
    ) -> None:
        """Bind the keys.

        Args:
            window: where they work.
            rail: gives the order of places, and is the first of the panes.
            page: the page on show.
            go_to: shows a place.
            escape: closes what lies over the place; tells whether it did.
            panes: the parts of what is on show, beside the rail.
        """
        super().__init__(window, page, escape, lambda: [rail, *panes()])
        self._rail, self._go_to = rail, go_to
        for number in range(1, MAX_NUMBERED + 1):
            self.bind(f"Ctrl+{number}", partial(self.go_to_number, number))

    def go_to_number(self, number: int) -> None:
        """Show the place at a position of the rail, from 1."""
        order = self._rail.order()
        if number <= len(order):
            self._go_to(order[number - 1])


def _is_main(button: Button) -> bool:
    return button.kind in MAIN and button.isVisible() and button.isEnabled()


def _holds(pane: QWidget, widget: QWidget) -> bool:
    return pane is widget or pane.isAncestorOf(widget)


def _first_focusable(pane: QWidget) -> QWidget | None:
    """Where a pane on show wants the keyboard, else itself or the first widget in it that Tab would reach."""
    if not pane.isVisible():
        return None
    if (proxy := pane.focusProxy()) is not None and proxy.isVisible():
        return proxy
    for widget in [pane, *pane.findChildren(QWidget)]:
        wants = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if wants and widget.isEnabled() and (widget is pane or widget.isVisibleTo(pane)):
            return widget
    return None
