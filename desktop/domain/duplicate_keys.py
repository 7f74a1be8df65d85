"""What is compared of people who look alike."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from desktop.domain.names import sounds
from desktop.domain.text import fold


class Sign(StrEnum):
    """A reason two records look alike."""

    PHONE = "phone"
    BIRTH = "birth"
    NEAR_BIRTH = "near_birth"
    ADDRESS = "address"
    NEAR_ADDRESS = "near_address"
    NAME = "name"
    SOUNDS_LIKE = "sounds_like"
    NICKNAME = "nickname"
    SWAPPED = "swapped"


BEYOND_NAME = frozenset({Sign.PHONE, Sign.BIRTH, Sign.NEAR_BIRTH, Sign.ADDRESS, Sign.NEAR_ADDRESS})
"""At least one of these must speak for a pair: names alone never do (domain rule 2)."""


@dataclass(frozen=True, slots=True)
class PersonKey:
    """What is known of a person for comparing.

    Attributes:
        id: the person's key.
        first: given name as written.
        last: family name as written.
        preferred: nickname as written.
        born: date of birth.
        phones: numbers in E.164.
        postcode: as stored.
        address: first lines of the address as written, with the house number.
        household_id: the household; empty where not known.
    """

    id: str
    first: str = ""
    last: str = ""
    preferred: str = ""
    born: date | None = None
    phones: tuple[str, ...] = ()
    postcode: str = ""
    address: str = ""
    household_id: str = ""


@dataclass(frozen=True, slots=True)
class PairScore:
    """Two records that look alike; ``a`` is the smaller key.

    Attributes:
        score: bits of evidence.
        signs: what speaks for it, strongest first.
    """

    a: str
    b: str
    score: float
    signs: tuple[Sign, ...]


class Prepared(NamedTuple):
    """A person made ready for many comparisons; a tuple, since a scan makes one for everybody."""

    id: str
    first: str
    last: str
    given: tuple[str, ...]
    first_sound: str
    last_sound: str
    born: str
    phones: frozenset[str]
    postcode: str
    house: str
    street: str
    household_id: str


_HOUSE = re.compile(r"(\d+\s?[a-z]?)(?![a-z])", re.IGNORECASE)


def prepare(person: PersonKey) -> Prepared:
    """Fold a person's fields once for many comparisons."""
    first, last = fold(person.first), fold(person.last)
    preferred = fold(person.preferred)
    known = first or preferred
    house, street = split_address(person.address)
    return Prepared(
        id=person.id,
        first=known,
        last=last,
        given=(known, preferred) if preferred and preferred != known else (known,) if known else (),
        first_sound=sounds(known),
        last_sound=sounds(last),
        born=person.born.isoformat().replace("-", "") if person.born else "",
        phones=frozenset(person.phones),
        postcode=fold(person.postcode),
        house=house,
        street=street,
        household_id=person.household_id,
    )


def split_address(address: str) -> tuple[str, str]:
    """Take house number and street apart.

    Args:
        address: such as ``Flat 2, 14 Ferrygate Close``.

    Returns:
        The numbers in order (``2/14``; ``12a``), and the rest folded; a house without a number has an
        empty first part.
    """
    parts = _HOUSE.split(address)
    return "/".join(map(fold, parts[1::2])), fold(" ".join(parts[::2]))
