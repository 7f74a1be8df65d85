"""Loads the modules of pages nobody opened yet, so that opening one is quick.

What is without Qt is imported on a thread. Classes of Qt's are made on the thread of the screen alone: making
one elsewhere while the screen works ended the program now and then. They come one small module at a time,
between what the coordinator does.
"""

import sys
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pkgutil import walk_packages
from time import monotonic

from PySide6.QtCore import QObject, QTimer

from desktop import domain, exports, imports, services, ui
from desktop.context import AppContext

PAUSE_MS = 40
"""Between two modules, for whatever else the screen has to do."""
_WHOLE = ("page", ".alone", ".view", "_dialog", ".pane", "_pane")
AT_ONCE_S = 0.004
"""Small modules come together for so long: a quarter of a frame."""


class PageLoader(QObject):
    """Begins when the window stands, and stops when it closes or all is there."""

    def __init__(self, context: AppContext, parent: QObject) -> None:
        """Begin with what is without Qt.

        Args:
            context: the open hub.
            parent: the owner.
        """
        super().__init__(parent)
        self._left: Iterator[str] = iter(())
        self._timer = QTimer(self)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self._load_some)
        if _missing(_of_screens()):
            context.jobs.read(_load_tools, lambda _done: self._begin())

    def stop(self) -> None:
        """Load no more."""
        self._left = iter(())
        self._timer.stop()

    def _begin(self) -> None:
        self._left = iter(_missing(_of_screens()))
        self._timer.start()

    def _load_some(self) -> None:
        begun = monotonic()
        for name in self._left:
            import_module(name)
            if monotonic() - begun > AT_ONCE_S:
                return
        self._timer.stop()


def _load_tools() -> None:
    for package in (domain, services, imports, exports):
        for name in _names(package.__name__, *package.__path__):
            import_module(name)


def _missing(names: tuple[str, ...]) -> list[str]:
    return [name for name in names if name not in sys.modules]


def _of_screens() -> tuple[str, ...]:
    """Modules of the rooms of the screen; last those that bring the others of their room with them."""
    names = _names(ui.__name__, *ui.__path__)
    return tuple(sorted(names, key=lambda name: (name.endswith(_WHOLE), name)))


@cache
def _names(package: str, *paths: str) -> tuple[str, ...]:
    return tuple(one.name for one in walk_packages(paths, f"{package}."))
