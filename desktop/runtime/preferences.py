"""Preferences of this computer: typed, in one JSON file. What belongs to a hub is kept in the hub."""

import json
import threading
from collections.abc import Callable
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import Generic, Self, TypeVar, overload

from desktop.runtime.files import write_whole

T = TypeVar("T")
MOST_RECENT_HUBS = 8


class Theme(StrEnum):
    """Which colours the windows use."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"
    CONTRAST_DARK = "contrastdark"


class Preference(Generic[T]):
    """One typed preference, declared as an attribute of `Preferences`.

    Attributes:
        key: its name in the file.
        default: its value until one is chosen, and where the file holds something else.
    """

    def __init__(
        self,
        key: str,
        default: T,
        *,
        read: Callable[[object], T],
        write: Callable[[T], object] = lambda value: value,
    ) -> None:
        """Declare a preference.

        Args:
            key: name in the file.
            default: value until one is chosen.
            read: turns what JSON holds into the value; raises ValueError or TypeError where it does not fit.
            write: turns the value into what JSON holds.
        """
        self.key = key
        self.default = default
        self._read = read
        self._write = write

    @overload
    def __get__(self, owner: None, kind: type) -> Self: ...
    @overload
    def __get__(self, owner: "Preferences", kind: type) -> T: ...
    def __get__(self, owner: "Preferences | None", kind: type) -> Self | T:
        """Give the value chosen on this computer, or the default."""
        if owner is None:
            return self
        stored = owner.stored(self.key)
        if stored is None:
            return self.default
        try:
            return self._read(stored)
        except (ValueError, TypeError, KeyError):
            return self.default

    def __set__(self, owner: "Preferences", value: T) -> None:
        """Choose a value and save it.

        Raises:
            ValueError: the value is outside what this preference takes.
            OSError: the file could not be written.
        """
        plain = self._write(value)
        owner.store(self.key, self._write(self._read(plain)))


def _percent(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 80 <= value <= 250:
        raise ValueError("a text size from 80 to 250 percent")
    return value


def _minutes(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= 60:
        raise ValueError("minutes from 1 to 60")
    return value


def _truth(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError("true or false")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("a text")
    return value


def _folders(value: object) -> tuple[Path, ...]:
    if not isinstance(value, list | tuple):
        raise ValueError("a list of folders")
    return tuple(Path(_text(each)) for each in value)[:MOST_RECENT_HUBS]


def _widths(value: object) -> dict[str, tuple[int, ...]]:
    if not isinstance(value, dict):
        raise ValueError("column widths by table")
    return {_text(table): tuple(int(width) for width in widths) for table, widths in value.items()}


def _sizes(value: object) -> dict[str, tuple[int, int]]:
    if not isinstance(value, dict):
        raise ValueError("width and height by kind of window")
    return {_text(kind): (int(wide), int(tall)) for kind, (wide, tall) in value.items()}


def _shapes(value: object) -> dict[str, dict[str, object]]:
    if not isinstance(value, dict) or not all(isinstance(one, dict) for one in value.values()):
        raise ValueError("how each list is shown")
    return {_text(key): dict(one) for key, one in value.items()}


class Preferences:
    """The preferences of this computer, read once and saved at every change.

    A file that cannot be read is set aside under the name ``preferences.json.damaged`` and the defaults hold.
    Keys this version does not know are kept, so that going back a version loses nothing.
    """

    theme = Preference("theme", Theme.SYSTEM, read=lambda value: Theme(_text(value)))
    text_percent = Preference("text_percent", 100, read=_percent)
    lock_minutes = Preference("lock_minutes", 10, read=_minutes)
    single_letters = Preference("single_letters", True, read=_truth)
    reduce_motion = Preference("reduce_motion", False, read=_truth)
    recent_hubs: "Preference[tuple[Path, ...]]" = Preference(
        "recent_hubs", (), read=_folders, write=lambda folders: [str(folder) for folder in folders]
    )
    unchecked_cards: "Preference[tuple[Path, ...]]" = Preference(
        "unchecked_cards", (), read=_folders, write=lambda folders: [str(folder) for folder in folders]
    )
    window_geometry = Preference("window_geometry", "", read=_text)
    column_widths: "Preference[dict[str, tuple[int, ...]]]" = Preference(
        "column_widths",
        {},
        read=_widths,
        write=lambda tables: {table: list(widths) for table, widths in tables.items()},
    )

    torn_off_sizes: "Preference[dict[str, tuple[int, int]]]" = Preference(
        "torn_off_sizes",
        {},
        read=_sizes,
        write=lambda sizes: {kind: list(one) for kind, one in sizes.items()},
    )
    """How large the window of each kind of record was last; never of which record."""
    row_height = Preference("row_height", "comfortable", read=_text)
    lists: "Preference[dict[str, dict[str, object]]]" = Preference("lists", {}, read=_shapes)
    """How each list was last shown: keys of its view, order and hidden columns; never what was searched."""
    map_file = Preference("map_file", "", read=_text)
    """Where the file is that lies beneath maps; empty for none. See `desktop.runtime.map_file`."""

    def __init__(self, path: Path) -> None:
        """Read the file, where there is one.

        Args:
            path: see `desktop.runtime.paths.preferences_file`.
        """
        self._path = path
        self._lock = threading.Lock()
        self._values = self._load()
        self._listeners: list[Callable[[str], object]] = []

    def listen(self, heard: Callable[[str], object]) -> None:
        """Have something called with the key of each preference saved, on the thread that saves it."""
        self._listeners.append(heard)

    def stored(self, key: str) -> object:
        """Give what the file holds for a key, as JSON has it; None where nothing is."""
        with self._lock:
            return self._values.get(key)

    def store(self, key: str, value: object) -> None:
        """Save one value; what another copy of the app saved meanwhile is kept.

        Raises:
            OSError: the file could not be written; the value before still holds.
        """
        with self._lock:
            values = self._load() | {key: value}
            write_whole(self._path, json.dumps(values, indent=1, sort_keys=True, ensure_ascii=False) + "\n")
            self._values = values
        for heard in self._listeners:
            heard(key)

    def remember_hub(self, hub: Path) -> None:
        """Put a hub's folder first among the recent ones.

        Raises:
            OSError: the file could not be written.
        """
        others = tuple(folder for folder in self.recent_hubs if folder != hub)
        self.recent_hubs = (hub, *others)

    def forget_hub(self, hub: Path) -> None:
        """Take a hub's folder out of the recent ones; the hub itself is not touched.

        Raises:
            OSError: the file could not be written.
        """
        self.recent_hubs = tuple(folder for folder in self.recent_hubs if folder != hub)

    def card_checked(self, hub: Path) -> None:
        """Note that the recovery card of a hub was read back from paper.

        Where that cannot be saved the reminder stays, which does no harm.
        """
        with suppress(OSError):
            self.unchecked_cards = tuple(folder for folder in self.unchecked_cards if folder != hub)

    def _load(self) -> dict[str, object]:
        try:
            values = json.loads(self._path.read_text(encoding="utf-8"))
        except OSError:
            return {}
        except (ValueError, RecursionError):
            values = None
        if isinstance(values, dict):
            return values
        with suppress(OSError):
            self._path.replace(self._path.with_name(self._path.name + ".damaged"))
        return {}
