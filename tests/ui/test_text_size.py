"""Text made larger or smaller while pages are open: each looks as one that was opened at that size."""

import re
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from desktop.context import AppContext
from desktop.ui.base.theme import theme
from desktop.ui.main_window import MainWindow
from tests.ui.window import Records, records

__all__ = ["records"]
CLOCK = re.compile(r"\d+:\d\d")
Shape = tuple[str, QRect, int]
OVER = ("needs", "new_handover")
"""Pages over the places that hold what no place does: a list of settings, steps."""


def shapes(window: QWidget) -> list[Shape]:
    """Where each part on show stands in the window, and how large its words are."""
    return [
        (_name(part), QRect(part.mapTo(window, QPoint(0, 0)), part.size()), part.font().pixelSize())
        for part in window.findChildren(QWidget)
        if part.isVisible() and part.window() is window
    ]


def _name(part: QWidget) -> str:
    """Class and words; a clock that runs says other words each time."""
    words = part.text() if isinstance(part, QLabel | QAbstractButton) else ""
    return f"{type(part).__name__} {CLOCK.sub('', words)}".strip()


class Walk:
    """A window of a hub, taken from page to page."""

    def __init__(self, context: AppContext, settle: Callable[[], None]) -> None:
        self.main, self._settle = MainWindow(context), settle
        self.main.shell.resize(1366, 768)
        self.main.shell.show()

    def places(self) -> Iterator[tuple[str, list[Shape]]]:
        """Show one place after another: its name, and what it looks like."""
        for key in self.main.shell.rail.order():
            self.main.shell.go_to(key)
            self._settle()
            yield key, shapes(self.main.shell)

    def over(self, key: str) -> list[Shape]:
        """What a page looks like that opens over the places; it stays open."""
        self.main._open_over(key, None)
        return self.again()

    def again(self) -> list[Shape]:
        """What the page on show looks like now."""
        self._settle()
        return shapes(self.main.shell)


@pytest.fixture
def walk(context: AppContext, records: Records, settle: Callable[[], None]) -> Iterator[Callable[[], Walk]]:
    """Opens windows of a hub with one record of each kind."""
    opened: list[Walk] = []

    def make() -> Walk:
        opened.append(Walk(context, settle))
        return opened[-1]

    yield make
    for one in opened:
        one.main.shell.close()
    settle()


@pytest.mark.parametrize(("before", "after"), [(100, 150), (200, 110)])
def test_open_places_look_as_those_opened_at_that_size(
    walk: Callable[[], Walk], before: int, after: int
) -> None:
    theme().configure(scale=after)
    window = walk()
    fresh = dict(window.places())
    window.main.shell.hide()
    theme().configure(scale=before)
    window = walk()
    assert list(dict(window.places())) == list(fresh)
    theme().configure(scale=after)
    for key, found in window.places():
        assert _different(found, fresh[key]) == [], key


@pytest.mark.parametrize("key", OVER)
def test_the_page_on_show_looks_as_one_opened_at_that_size(walk: Callable[[], Walk], key: str) -> None:
    theme().configure(scale=150)
    window = walk()
    fresh = window.over(key)
    window.main.shell.hide()
    theme().configure(scale=100)
    window = walk()
    window.over(key)
    theme().configure(scale=150)
    assert _different(window.again(), fresh) == []


def test_there_and_back_changes_nothing(walk: Callable[[], Walk]) -> None:
    window = walk()
    before = window.over("call")
    for scale in (125, 200, 110, 175, 100):
        theme().configure(scale=scale)
        window.again()
    assert _different(window.again(), before) == []


def _different(found: list[Shape], wanted: list[Shape]) -> list[tuple[Shape, Shape]]:
    """Parts that stand elsewhere or are of another size; the first few tell enough."""
    assert [name for name, _, _ in found] == [name for name, _, _ in wanted]
    return [pair for pair in zip(found, wanted, strict=True) if pair[0] != pair[1]][:5]
