"""One cell into one value, with what was read once remembered: lists repeat their towns and dates."""

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Generic, TypeVar

from db.enums import PhoneKind
from desktop.domain import postcodes
from desktop.domain.duplicate_keys import split_address
from desktop.domain.phones import read_phone

_Value = TypeVar("_Value")
_CACHE_LIMIT = 200_000


class Remembered(dict[str, _Value], Generic[_Value]):
    """A function of one text, worked out once per text; ``remembered[text]`` gives the value."""

    __slots__ = ("_work",)

    def __init__(self, work: Callable[[str], _Value]) -> None:
        super().__init__()
        self._work = work

    def __missing__(self, text: str) -> _Value:
        if len(self) >= _CACHE_LIMIT:
            self.clear()
        value = self[text] = self._work(text)
        return value


_PHONE_BREAK = re.compile(r"\s*(?:[;/|,\n]|\bor\b|\band\b)\s*", re.IGNORECASE)


def read_phones(text: str) -> tuple[tuple[str, str], ...]:
    """The numbers in a cell, which may hold several: E.164 (or an empty text) and the piece as written."""
    whole = read_phone(text).e164
    if whole:
        return ((whole, text),)
    pieces = [piece for piece in _PHONE_BREAK.split(text) if piece]
    if len(pieces) < 2:
        return (("", text),)
    return tuple((read_phone(piece).e164 or "", piece) for piece in pieces)


def phone_kind(e164: str) -> PhoneKind:
    """Mobile or landline by Ofcom's number plan: 07 is mobile but for 070 and 076; 01, 02 and 03 are not."""
    if e164.startswith("+447") and e164[4:5] not in ("0", "6"):
        return PhoneKind.MOBILE
    return PhoneKind.LANDLINE if e164.startswith(("+441", "+442", "+443")) else PhoneKind.OTHER


_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")
_COMPACT = re.compile(r"((?:18|19|20)\d\d)(\d\d)(\d\d)")
_DAY_FIRST = re.compile(r"(\d{1,2})[/.\-\s](\d{1,2})[/.\-\s](\d{2}|\d{4})(?:\s.*)?")
_YEAR_FIRST = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})")
_WORDED = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[\s\-]+([A-Za-z]{3,9})\.?,?[\s\-]+(\d{4}|\d{2})")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def read_date(text: str) -> date | None:
    """A date, written as ISO 8601, day first, or with the month's name; None when it is none of these.

    A two-digit year is the latest one that is not after this year.
    """
    parts = _date_parts(text.strip())
    if parts is None:
        return None
    year, month, day = parts
    if year < 100:
        this_year = date.today().year
        year += this_year - this_year % 100
        year -= 100 if year > this_year else 0
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _date_parts(text: str) -> tuple[int, int, int] | None:
    for shape in (_ISO, _COMPACT, _YEAR_FIRST):
        found = shape.fullmatch(text)
        if found:
            return int(found[1]), int(found[2]), int(found[3])
    found = _DAY_FIRST.fullmatch(text)
    if found:
        return int(found[3]), int(found[2]), int(found[1])
    found = _WORDED.fullmatch(text)
    if found and found[2][:3].lower() in _MONTHS:
        return int(found[3]), _MONTHS.index(found[2][:3].lower()) + 1, int(found[1])
    return None


def read_moment(text: str) -> datetime | None:
    """A date and time written as ISO 8601, or a date alone; None when it is neither."""
    try:
        return datetime.fromisoformat(text.strip())
    except ValueError:
        day = read_date(text)
        return datetime(day.year, day.month, day.day) if day else None


# The shape of every live postcode of Code-Point Open: what is written so needs no tidying.
_WELL_WRITTEN = re.compile("[A-PR-UWYZ][A-HK-Y]?[0-9][0-9A-HJKMNPR-Y]? [0-9][ABD-HJLNP-UW-Z]{2}")


def read_postcode(text: str) -> tuple[str, bool]:
    """A postcode written the usual way, and whether it has a postcode's shape."""
    if _WELL_WRITTEN.fullmatch(text):
        return text, True
    tidy = postcodes.normalise(text)
    return tidy, postcodes.looks_complete(tidy)


# A number and a street, as most addresses are: told at once, without taking the street apart.
_PLAIN_HOUSE = re.compile(r"(\d+) [A-Za-z]{2}[^\d]*")


def house_key(address_line1: str) -> str:
    """What tells a house from others of its postcode: its numbers in any order, else its folded name."""
    plain = _PLAIN_HOUSE.fullmatch(address_line1)
    if plain:
        return plain[1]
    house, street = split_address(address_line1)
    return "/".join(sorted(house.split("/"))) if house else street
