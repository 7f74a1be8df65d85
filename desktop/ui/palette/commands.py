"""What the palette can do besides finding: one registry that every place and feature adds to."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from db.search import plain
from desktop.services.finder import Found
from desktop.ui.base.permits import may


@dataclass(frozen=True, slots=True)
class Command:
    """Something to do.

    Attributes:
        key: its name in the code; of two with one name the later counts.
        title: its name on the screen.
        icon: before the name.
        act: does it.
        keys: key caps of its shortcut, such as ``("Ctrl", "L")``; empty for none.
        note: after the name, quieter.
        words: other words it is found by.
        aside: shown only when commands are asked for by ``>``, or when the words typed name it; of those
            about a record, done by its keys alone.
        action: what it leads to, of `desktop.services.actions`; absent for whoever may not.
    """

    key: str
    title: str
    icon: str
    act: Callable[[], object]
    keys: tuple[str, ...] = ()
    note: str = ""
    words: str = ""
    aside: bool = False
    action: str = ""


Source = Callable[[Found], list[Command]]
Instead = Callable[[str], list[Command]]


class Commands:
    """The registry. Features add commands, and sources of commands about a record that was found."""

    def __init__(self) -> None:
        self._held: dict[str, Command] = {}
        self._sources: list[Source] = []
        self._instead: list[Instead] = []

    def __iter__(self) -> Iterator[Command]:
        return iter(self._held.values())

    def add(self, command: Command) -> None:
        """Add a command, for whoever may do it."""
        if may(command.action):
            self._held[command.key] = command

    def add_source(self, source: Source) -> None:
        """Add what gives the commands about a record found."""
        self._sources.append(source)

    def add_instead(self, source: Instead) -> None:
        """Add what gives the commands offered where nothing was found."""
        self._instead.append(source)

    def instead(self, typed: str) -> list[Command]:
        """What can be done with words that found nothing."""
        return _allowed(command for source in self._instead for command in source(typed))

    def about(self, found: Found) -> list[Command]:
        """Commands about a record."""
        return _allowed(command for source in self._sources for command in source(found))

    def matching(self, typed: str) -> list[Command]:
        """Commands whose words begin with the words typed: those named by their title first.

        Args:
            typed: as typed, without ``>``; nothing gives every command.
        """
        words = plain(typed).split()
        ranked = [(_rank(command, words), command) for command in self]
        kept = [(rank, command) for rank, command in ranked if rank is not None]
        return [command for _, command in sorted(kept, key=lambda one: one[0])]


def _allowed(commands: Iterable[Command]) -> list[Command]:
    return [command for command in commands if may(command.action)]


def _rank(command: Command, words: list[str]) -> int | None:
    """0 where the title begins so, 1 where its words do, 2 where the other words do; None for none."""
    title = plain(command.title)
    if title.startswith(" ".join(words)):
        return 0
    if _holds(title, words):
        return 1
    return 2 if _holds(f"{title} {plain(command.words)}", words) else None


def _holds(text: str, words: list[str]) -> bool:
    held = text.replace(":", " ").split()
    return all(any(one.startswith(word) for one in held) for word in words)
