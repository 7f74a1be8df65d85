"""Somebody of one role in front of the demonstration hub: everything they can reach, and all it says."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QModelIndex, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from db.enums import Role
from db.queries.people import PeopleFilter
from desktop.services import base
from desktop.services.people import People
from desktop.ui.base.button import Button
from desktop.ui.base.dialog import FormDialog, SheetDialog
from desktop.ui.base.record_page import RecordPage
from desktop.ui.places import OVER, opens
from tests.screens.hub import open_tour
from tests.screens.tour import Tour

RECORDS, ROWS, COLUMNS = 2, 40, 16
"""Records opened in each view; rows and columns read of each list."""
_ROLES = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Qt.ItemDataRole.AccessibleDescriptionRole,
    Qt.ItemDataRole.ToolTipRole,
)


class Walk:
    """One account's way through the app.

    Attributes:
        tour: the window.
        seen: every text, with where it stood first.
        refused: what a service refused meanwhile, in its words; a screen that asks is wrong.
        wrong: problems and crashes of jobs.
    """

    def __init__(self, tour: Tour, refused: list[str]) -> None:
        self.tour, self.refused = tour, refused
        self.seen: dict[str, str] = {}
        self.wrong: list[object] = []
        tour.jobs.problem_found.connect(self.wrong.append)
        tour.jobs.crashed.connect(self.wrong.append)

    @property
    def shell(self) -> Any:
        """The window."""
        return self.tour.main.shell

    def everywhere(self) -> None:
        """Go to every place, view, page over a place, command and window of their own."""
        for place in self.tour.main.places:
            self.place(place.key)
        for key in OVER:
            self.over(key)
        self.palette()
        self.look("the window")

    def place(self, key: str) -> None:
        """A place, its views, and the first records of each."""
        page = self.tour.page(key)
        self.look(key)
        inner = getattr(page, "list", page)
        if isinstance(inner, RecordPage):
            for tab in [one.tab.key for one in inner.toolbar.tabs] or [""]:
                self._view(key, inner, tab)
            inner.toolbar.open_menu()
            self.menus(f"{key}: View")
        if key == "rounds":
            self._rounds(page, inner)

    def _view(self, key: str, page: RecordPage, tab: str) -> None:
        page.toolbar.set_tab(tab)
        page.reload()
        self.tour.settle()
        self.look(f"{key} {tab}")
        for item in list(page.table.records().ids)[:RECORDS]:
            page.table.select_id(item)
            self.tour.settle()
            self.look(f"{key} {tab}, a record")
            more = page.pane.buttons.get("more")
            if more is not None:
                more.click()
                self.menus(f"{key}: More")
            if page.stands_alone:
                self._own_window(key, item)

    def _own_window(self, key: str, item: Any) -> None:
        window = self.tour.main.windows.open(key, item)
        self.tour.settle()
        self.look(f"{key} in its own window", window)
        window.close()
        self.tour.settle()

    def _rounds(self, page: Any, inner: RecordPage) -> None:
        for item in list(inner.table.records().ids)[:RECORDS]:
            page.open_round(item)
            self.tour.settle()
            for key, tab in page.view.bar.tabs.items():
                if not tab.isHidden():
                    page.view.show_tab(key)
                    self.tour.settle()
                    self.look(f"round, {key}")
            page.close_round()
            self.tour.settle()

    def over(self, key: str) -> None:
        """A page over a place, or nothing where it may not be opened."""
        self.show_over(key)
        assert (self.shell.on_show() == key) is opens(self.tour.context, key), key
        self.look(f"over: {key}")
        self.shell.close_over()
        self.tour.settle()

    def show_over(self, key: str) -> None:
        """Open a page over a place, with a record where it shows one."""
        item, context = None, self.tour.context
        if opens(context, key) and key == "person":
            item = context.service(People).ids(context.actor, PeopleFilter(with_open=True))[0]
        elif opens(context, key) and key == "match":
            item = self.tour.request().id
        self.tour.main._open_over(key, item)
        self.tour.settle()

    def palette(self, *words: str) -> None:
        """Look for people, numbers and commands; where there is no search, its key does nothing."""
        if self.shell.top.search is None:
            return
        palette = self.tour.main.palette
        for typed in (*words, "", "a", "0", ">", "r-1", "mallory", "07700"):
            palette.open_over(typed)
            self.tour.settle()
            while palette.searching:
                self.tour.settle()
            self.look(f"palette: {typed}", palette)
            palette.leave()

    def press_all(self, reach: Callable[[], object], where: str) -> list[str]:
        """Press every button in reach, one after another, each from the same beginning, and what it opens.

        Args:
            reach: shows the page.
            where: its name.

        Returns:
            The words of the buttons that opened a form, or asked for a reason.
        """
        opened, pressed = [], set[str]()
        reach()
        while True:
            wanted = next((one for one in self.buttons() if words_of(one) not in pressed), None)
            if wanted is None:
                return opened
            words = words_of(wanted)  # pressing it may show its page anew
            pressed.add(words)
            wanted.click()
            self.tour.settle()
            dialog = QApplication.activeModalWidget()
            if isinstance(dialog, SheetDialog):
                if isinstance(dialog, FormDialog):
                    opened.append(words)
                dialog.primary.click()
                self.tour.settle()
            self.close_all()
            reach()
            assert self.refused == [], (where, words)

    def close_all(self) -> None:
        """Close what lies over the window: dialogs, menus, pages over a place."""
        for window in QApplication.topLevelWidgets():
            if window.isVisible() and window is not self.shell:
                window.done(0) if isinstance(window, QDialog) else window.close()
        self.tour.main.palette.leave()
        self.shell.close_over()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        self.tour.settle()

    def menus(self, where: str) -> None:
        """Read the menus that are open, and close them."""
        for menu in [one for one in QApplication.topLevelWidgets() if isinstance(one, QMenu)]:
            if menu.isVisible():
                for action in menu.findChildren(QAction):
                    self._note(action.text(), where)
                menu.close()

    def look(self, where: str, window: QWidget | None = None) -> None:
        """Read everything a window shows."""
        top = window or self.shell
        for widget in [top, *top.findChildren(QWidget)]:
            if widget.isVisible():
                for text in texts_of(widget):
                    self._note(text, where)

    def _note(self, text: str, where: str) -> None:
        if text:
            self.seen.setdefault(text, where)

    def buttons(self, window: QWidget | None = None) -> list[Button]:
        """The buttons that can be pressed now."""
        return [
            one
            for one in (window or self.shell).findChildren(Button)
            if one.isVisible() and one.isEnabled() and one.width() > 0
        ]


def words_of(button: Button) -> str:
    """What a button is known by."""
    return button.accessibleName() or button.text()


def texts_of(widget: QWidget) -> Iterator[str]:
    """Every text of one widget: on it, in its tooltip, read aloud, and in its rows."""
    yield from (widget.accessibleName(), widget.accessibleDescription(), widget.toolTip())
    if widget.isWindow():
        yield widget.windowTitle()
    if isinstance(widget, QLabel | QAbstractButton):
        yield widget.text()
    elif isinstance(widget, QLineEdit):
        yield from (widget.text(), widget.placeholderText())
    elif isinstance(widget, QTextEdit | QPlainTextEdit):
        yield widget.toPlainText()
    elif isinstance(widget, QComboBox):
        yield from (widget.itemText(at) for at in range(widget.count()))
    elif isinstance(widget, QAbstractItemView) and widget.model() is not None:
        model = widget.model()
        # A list model keeps how many columns it has to itself: those that have an index are there.
        for row in range(min(model.rowCount(QModelIndex()), ROWS)):
            for column in range(COLUMNS):
                at = model.index(row, column)
                if not at.isValid():
                    break
                yield from (str(found) for role in _ROLES if (found := at.data(role)))


@contextmanager
def walk_as(folder: Path, patch: pytest.MonkeyPatch, *roles: Role) -> Iterator[Walk]:
    """Open the hub as somebody of these roles and no others.

    Args:
        folder: of the hub, made by `tests.screens.hub.make_hub`.
        patch: takes note of every refusal.
        roles: of the account.
    """
    refused: list[str] = []

    def note(action: str) -> str:
        refused.append(action)
        return f"You may not: {action}"

    patch.setattr(base, "refusal", note)
    hub = open_tour(folder)
    hub.actor = replace(hub.actor, roles=frozenset(roles))
    tour = Tour(hub)
    try:
        tour.window.resize(1366, 768)
        tour.window.show()
        tour.window.activateWindow()
        tour.settle()
        yield Walk(tour, refused)
    finally:
        tour.close()
        with suppress(Exception):
            hub.close()
