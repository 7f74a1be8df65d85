"""Goods typed in one line, such as ``12 beans in``: how many, of what, and which way."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from desktop.domain.errors import DomainError

_WAYS = {"in": 1, "out": -1}
_ASK = "Type how many, of what, and in or out, such as: 12 beans in."


@dataclass(frozen=True, slots=True)
class Known:
    """An item a line can name: by its name, its unit or what stands on its packet."""

    key: str
    name: str
    unit: str = ""
    barcode: str = ""


@dataclass(frozen=True, slots=True)
class QuickLine:
    """What was typed: above nought came in, below went out."""

    item: str
    quantity: int


def read_quick(typed: str, items: Iterable[Known]) -> QuickLine:
    """Read one line.

    Args:
        typed: how many, of what, and in or out; in any order.
        items: what the hub has.

    Returns:
        The item and the quantity.

    Raises:
        DomainError: something is missing, or more than one item answers to the words.
    """
    said = re.findall(r"\w+", typed.casefold())
    ways = [_WAYS[one] for one in said if one in _WAYS]
    words = [one for one in said if one not in _WAYS]
    listed = list(items)
    coded = [one for one in listed if one.barcode and one.barcode.casefold() in words]
    if coded:
        words = [one for one in words if one != coded[0].barcode.casefold()]
    counts = [int(one) for one in words if one.isdecimal() and one.isascii()]
    names = [one for one in words if not one.isdecimal()]
    if len(ways) != 1 or len(counts) != 1 or counts[0] == 0 or not (names or coded):
        raise DomainError(_ASK, field="line")
    found = coded or _named(names, listed)
    if len(found) != 1:
        if not found:
            raise DomainError("No item is called that. Look at the list, or add it first.", field="line")
        some = ", ".join(one.name for one in found[:3])
        raise DomainError(f"Which one: {some}?", field="line")
    return QuickLine(found[0].key, ways[0] * counts[0])


def _named(words: list[str], items: list[Known]) -> list[Known]:
    """Items all the words begin a word of; the one named whole before others."""
    alike = [one for one in items if all(_begins(word, one) for word in words)]
    whole = [one for one in alike if set(re.findall(r"\w+", one.name.casefold())) <= set(words)]
    return whole if len(whole) == 1 else alike


def _begins(word: str, item: Known) -> bool:
    own = re.findall(r"\w+", f"{item.name} {item.unit}".casefold())
    return any(one.startswith(word) or word in (one + "s", one + "es") for one in own)
