"""Take a postcode apart into outcode, sector and unit, so that a look-up can fall back along them."""

import re
from typing import NamedTuple

_SHAPE = re.compile(r"([A-Z]{1,2}[0-9][0-9A-Z]?)(?:([0-9])([A-Z]{2}))")
_OPEN = re.compile(r"([A-Z]{1,2}[0-9][0-9A-Z]?)(?: +([0-9]))?")


class Parts(NamedTuple):
    """The parts of a postcode.

    Attributes:
        outcode: such as ``AB10``.
        sector: such as ``AB10 1``; empty where only the outcode was given.
        unit: the last two letters; empty where only the sector was given.
    """

    outcode: str
    sector: str = ""
    unit: str = ""

    @property
    def postcode(self) -> str:
        """As much of it as was given, with its one space."""
        return (self.sector or self.outcode) + self.unit


def split_postcode(text: str) -> Parts | None:
    """Take a postcode, sector or outcode apart; nothing is repaired here.

    Args:
        text: in any case and spacing. A sector needs its space: ``SW11`` is an outcode, ``SW1 1`` a sector.

    Returns:
        The parts, or None where the text has no postcode's shape.
    """
    whole = _SHAPE.fullmatch("".join(character for character in text.upper() if character.isalnum()))
    if whole is not None:
        outcode, digit, letters = whole.groups()
        return Parts(outcode, f"{outcode} {digit}", letters)
    partial = _OPEN.fullmatch(text.strip().upper())
    if partial is None:
        return None
    outcode, digit = partial.groups()
    return Parts(outcode, f"{outcode} {digit}" if digit else "")
