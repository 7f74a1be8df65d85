"""Human references such as ``R-2287``: written on paper, read out over the phone, typed back."""

import re
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a reference is of, by its letters."""

    PERSON = "P"
    HOUSEHOLD = "HH"
    REQUEST = "R"
    VOLUNTEER = "V"
    ORGANISATION = "O"
    ROUND = "S"
    HANDOVER = "H"
    FORMALITY = "FM"
    REFERRAL = "F"


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference taken apart.

    Attributes:
        kind: what it is of.
        number: its number.
        device: letters of the laptop that gave it, once there are several; else empty.
        stop: the stop on a round sheet; 0 where none was given.
    """

    kind: Kind
    number: int
    device: str = ""
    stop: int = 0

    def __str__(self) -> str:
        """As it is written, such as ``R-12``, ``KX-R-12``, ``F-0318`` or ``S-118.4``."""
        number = f"{self.number:0{_FIGURES.get(self.kind, 1)}d}"
        stop = f".{self.stop}" if self.stop else ""
        return f"{self.device + '-' if self.device else ''}{self.kind}-{number}{stop}"


_FIGURES = {Kind.REFERRAL: 4}
"""Figures at least, where a number is written with noughts before it."""
_SHAPE = re.compile(r"(?:([A-Z]{2})[- ])?(HH|FM|[PRVOSHF])[- ]?(\d{1,9})(?:[./ ](\d{1,3}))?")


def write(kind: Kind, number: int, device: str = "") -> str:
    """Write a reference."""
    return str(Reference(kind, number, device))


def parse(text: str) -> Reference | None:
    """Read a reference as it is typed: any case, with or without the dash, O for 0 and I for 1 forgiven.

    Args:
        text: as typed or scanned.

    Returns:
        The reference, or None where the text is none.
    """
    plain = text.strip().upper().replace("–", "-")
    found = _SHAPE.fullmatch(plain) or _SHAPE.fullmatch(_digits_mended(plain))
    if found is None or int(found[3]) == 0:
        return None
    return Reference(Kind(found[2]), int(found[3]), found[1] or "", int(found[4] or 0))


def _digits_mended(text: str) -> str:
    head = re.match(r"(?:[A-Z]{2}[- ])?(?:HH|FM|[PRVOSHF])[- ]?", text)
    if head is None:
        return text
    return head[0] + text[head.end() :].replace("O", "0").replace("I", "1").replace("L", "1")
