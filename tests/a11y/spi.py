"""The words and numbers of AT-SPI2 that the tests use.

Source: the headers of at-spi2-core (atspi-constants.h) and its D-Bus interfaces.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from jeepney import DBusAddress

SPI = "org.a11y.atspi."
REGISTRY = f"{SPI}Registry"
ROOT = "/org/a11y/atspi/accessible/root"
KEYS = DBusAddress("/org/a11y/atspi/registry/deviceeventcontroller", REGISTRY, f"{SPI}DeviceEventController")
PRESSED, RELEASED, SYMBOL, WORDS = 0, 1, 3, 4
"""Kinds of synthesised keys (AtspiKeySynthType)."""
SYMBOLS = {"Return": 0xFF0D, "Escape": 0xFF1B, "Down": 0xFF54, "F2": 0xFFBF, "F4": 0xFFC1}
"""X's numbers of the keys that type nothing."""
ROLES = {7: "check box", 11: "combo box", 16: "dialog", 20: "filler", 23: "frame", 27: "image", 29: "label"}
ROLES |= {30: "layered pane", 31: "list", 32: "list item", 35: "menu item", 37: "page tab", 39: "panel"}
ROLES |= {40: "password text", 41: "popup menu", 43: "push button", 44: "radio button", 48: "scroll bar"}
ROLES |= {51: "slider", 52: "spin button", 53: "split pane", 55: "table", 56: "table cell", 61: "text"}
ROLES |= {57: "table column header", 62: "toggle button", 65: "tree", 67: "unknown", 88: "link"}
"""Words for the numbers of AtspiRole; the toolkit's own words differ between versions."""
CHOSEN = ("combo box", "spin button")
"""Roles whose name is what is chosen: what is asked stands in a label."""
LABELLED_BY = 2
"""The kind of a relation (AtspiRelationType)."""
RULE = "(aiia{ss}iaiiasib)uib"
ALL, ANY = 1, 2
"""How the parts of a rule are matched (AtspiCollectionMatchType)."""
HELD = {"Ctrl": 37, "Shift": 50, "Alt": 64}
"""Key codes of an X server's ordinary keyboard."""


class State(IntEnum):
    """The states used here, by their bits (AtspiStateType)."""

    ACTIVE = 1
    CHECKED = 4
    FOCUSED = 12
    SELECTED = 23
    SENSITIVE = 24
    SHOWING = 25


class GoneError(Exception):
    """What was asked is not on the screen any more."""


@dataclass(frozen=True, slots=True)
class Node:
    """One thing on the screen.

    Attributes:
        bus: the bus name of its app.
        path: its path there.
        role: in words, such as ``push button``.
        name: what is read aloud; with the words of its label before it, if it has one.
        states: bits of `State`.
    """

    bus: str
    path: str
    role: str
    name: str
    states: int

    def has(self, state: State) -> bool:
        """Whether it is in a state."""
        return bool(self.states >> state & 1)

    def __str__(self) -> str:
        """Role and name, and the states worth telling."""
        told = (State.FOCUSED, State.SELECTED, State.CHECKED, State.ACTIVE)
        states = " ".join(state.name.lower() for state in told if self.has(state))
        off = "" if self.has(State.SENSITIVE) else "off"
        return f"{self.role} {self.name!r} {states} {off}".rstrip()


def bits(numbers: Iterable[int], words: int) -> list[int]:
    """Set bits in signed 32-bit words, lowest first."""
    whole = sum(1 << number for number in set(numbers))
    parts = [whole >> 32 * at & 0xFFFFFFFF for at in range(words)]
    return [part - (1 << 32) if part >> 31 else part for part in parts]


def showing(roles: Collection[str]) -> tuple[Any, int, int, bool]:
    """Ask `Collection.GetMatches` for everything that shows and has one of some roles, in reading order."""
    numbers = [number for number, role in ROLES.items() if role in roles]
    rule = (bits([State.SHOWING], 2), ALL, {}, ALL, bits(numbers, 4), ANY, [], ALL, False)
    return rule, 0, 0, True
