"""Telephone numbers: E.164 inside, national on screen."""

import re
from dataclasses import dataclass
from functools import lru_cache

from desktop.domain.text import clean

_NOISE = re.compile(r"[\s().\-/\u2010-\u2015]")
_GB = re.compile(r"(?:(?:\+|00)?44|0)?([1-9]\d{8,9})")
_EXTENSION = re.compile(r"(?:ext\.?|x|#)\s*\d{1,6}$", re.IGNORECASE)
_EXCEL = re.compile(r"(\d{9,15})\.0|(\d)\.(\d{8,11})E\+?1[0-2]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PhoneReading:
    """What was made of a number.

    Attributes:
        e164: the number in E.164, such as ``+442079460123``; None when it cannot be one.
        raw: as written, tidied.
        warning: why it could not be read, in plain English; empty when it could.
    """

    e164: str | None
    raw: str
    warning: str = ""


@lru_cache(maxsize=65_536)
def read_phone(text: str) -> PhoneReading:
    """Read a number as people and spreadsheets write it.

    UK forms are read by shape (nine or ten digits after the zero, Ofcom's numbering plan), with the zero a
    spreadsheet has eaten put back; other countries' by phonenumbers. A possible number is accepted even
    where it is not known to be in use: ranges change faster than this app.

    Args:
        text: as typed or imported.

    Returns:
        The reading; never raises.
    """
    raw = clean(text)
    bare = _NOISE.sub("", _EXTENSION.sub("", _unspoilt(raw).replace("(0)", "")))
    found = _GB.fullmatch(bare)
    if found and (len(found[1]) == 10 or bare[0] in "+04"):
        return PhoneReading("+44" + found[1], raw)
    abroad = _abroad(bare)
    if abroad:
        return PhoneReading(abroad, raw)
    return PhoneReading(None, raw, "This does not look like a phone number. It is kept as written.")


def national(number: str) -> str:
    """Show a number the way people say it: ``020 7946 0123``; another country's with its ``+``.

    Args:
        number: E.164, or anything else, which is given back as it is.
    """
    return _shown(number) if number.startswith("+") else number


@lru_cache(maxsize=65_536)
def _shown(number: str) -> str:
    import phonenumbers

    try:
        parsed = phonenumbers.parse(number, None)
    except phonenumbers.NumberParseException:
        return number
    style = phonenumbers.PhoneNumberFormat
    home = parsed.country_code == 44
    return str(phonenumbers.format_number(parsed, style.NATIONAL if home else style.INTERNATIONAL))


def _unspoilt(text: str) -> str:
    found = _EXCEL.fullmatch(text)
    if not found:
        return text
    return found[1] or str(int(float(text)))


def _abroad(bare: str) -> str:
    digits = bare.lstrip("+").removeprefix("00")
    if not bare.startswith(("+", "00")) or not (digits.isascii() and digits.isdigit()):
        return ""
    import phonenumbers

    try:
        number = phonenumbers.parse("+" + digits, None)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_possible_number(number):
        return ""
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
