"""What opens over any place: the palette, help, messages, the window after a fault."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.runtime.crash import CrashReport
from desktop.ui.backup.card_check import card_dialog
from desktop.ui.crash_window import CrashWindow

if TYPE_CHECKING:
    from tests.screens.tour import Tour

REPORT = """Hubkeeper 0.1.0, Linux, Python 3.11
ValueError in thread worker-1: <text of 12 letters>
  desktop/services/requests.py:141 in close
  db/session.py:88 in write"""


def palette(tour: Tour) -> QWidget:
    """Somebody with a request found by half a name."""
    row = tour.request()
    tour.page("today")
    return _typed(tour, f"{row.first_name} {row.last_name[:3]}".lower())


def commands(tour: Tour) -> QWidget:
    """What the palette can do."""
    tour.page("today")
    return _typed(tour, ">")


def help_panel(tour: Tour) -> QWidget:
    """Help beside the page."""
    tour.page("requests")
    tour.main.help.toggle()
    return tour.main.shell


def keys(tour: Tour) -> QWidget:
    """The list of keys."""
    tour.page("people")
    tour.main.help.show_keys()
    return tour.main.shell


def toast(tour: Tour) -> QWidget:
    """A message with Undo."""
    tour.page("volunteers")
    tour.main.shell.say("Gave insulin pick-up to Siân", txn="example")
    return tour.main.shell


def card_check(tour: Tour) -> QWidget:
    """The recovery card read back later."""
    tour.page("backup")
    card_dialog(tour.context, tour.main.shell).open()
    return tour.dialog()


def crash(tour: Tour) -> QWidget:
    """After a fault, its report read."""
    window = CrashWindow(CrashReport("1", "ValueError", "worker-1", REPORT, None, tour.hub.tools.clock()))
    tour.alone(window)
    window.see_button.click()
    return window


def components(tour: Tour) -> QWidget:
    """Every component in every state."""
    from tests.screens.components import sheet

    made = tour.alone(sheet())
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    made.setFocus()  # the ring is where the sheet draws it, and nowhere else
    return made


def _typed(tour: Tour, words: str) -> QWidget:
    """Type into the palette and wait for what it finds."""
    tour.main.palette.open_over(words)
    while tour.main.palette.searching:
        tour.settle()
    return tour.main.shell
