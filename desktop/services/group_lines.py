"""Street groups as they are typed or pasted: one on each line, its name, whom to ring, and the number."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from desktop.domain.errors import DomainError
from desktop.domain.text import clean

MOST_LINES = 500
_PHONE = re.compile(r"\+?[\d\s()./-]{7,}")
_FEWEST_DIGITS = 7


@dataclass(frozen=True, slots=True)
class NewGroup:
    """A group as it is first written down: a name and whom to ring."""

    name: str
    contact_name: str
    phone: str = ""


def read_groups(text: str) -> list[NewGroup]:
    """Read groups, one on each line; the same name twice is taken once.

    Args:
        text: such as ``Mill Row, Cerys Vaughan, 020 7946 0417``; tabs and semicolons part as commas do, so
            that lines copied from a spreadsheet can be pasted. The number may stand anywhere or be missing.

    Raises:
        DomainError: there is none, there are too many, or one has no name or nobody to ring.
    """
    lines = [(at, line) for at, line in enumerate(text.splitlines(), 1) if clean(line)]
    if not lines:
        raise DomainError("Write a group on each line: its name, whom to ring, the number.", field="lines")
    if len(lines) > MOST_LINES:
        raise DomainError(f"These are {len(lines)} groups. Add {MOST_LINES} at a time.", field="lines")
    found: dict[str, NewGroup] = {}
    for at, line in lines:
        one = _read(at, line)
        found.setdefault(one.name.casefold(), one)
    return list(found.values())


def all_there(wanted: Sequence[NewGroup]) -> str:
    """What is said where every group is on the list already."""
    if len(wanted) == 1:
        return f"{wanted[0].name} is on the list already."
    return "All of these are on the list already."


def added_words(fresh: Sequence[NewGroup], there: int) -> str:
    """What was added, and how many were there already."""
    said = f"Saved {fresh[0].name}" if len(fresh) == 1 else f"{len(fresh)} groups added"
    return f"{said}, {there} were there already" if there else said


def _read(at: int, line: str) -> NewGroup:
    mark = next((one for one in ("\t", ";", ",") if one in line), ",")
    parts = [clean(part) for part in line.split(mark)]
    phone = next((part for part in parts if _is_phone(part)), "")
    words = [part for part in parts if part and part != phone]
    if not words:
        raise DomainError(f"Line {at} has no name. Write name, whom to ring, number.", field="lines")
    if len(words) == 1:
        raise DomainError(f"Line {at} says nobody to ring. Write a comma and their name.", field="lines")
    return NewGroup(words[0], words[1], phone)


def _is_phone(part: str) -> bool:
    return _PHONE.fullmatch(part) is not None and sum(map(str.isdigit, part)) >= _FEWEST_DIGITS
