"""Values made coarser, so that a row says no more than its purpose needs."""

import re
from datetime import date

from desktop.domain.age import age_band, age_on
from desktop.exports.tables import Column, Kind, to_text


def postcode_part(text: object, part: str) -> str:
    """Shorten a postcode.

    Args:
        text: the postcode in any spacing or case.
        part: "full", "sector" (first part and one digit) or "outcode" (first part).

    Returns:
        Such as "E8 1EA", "E8 1" or "E8"; "" when it is no postcode.
    """
    packed = re.sub("[^A-Z0-9]", "", to_text(text).upper())
    spaced = f"{packed[:-3]} {packed[-3:]}"
    if not Column("x", kind=Kind.POSTCODE).fits(spaced) or len(packed) < 5:
        return ""
    return {"full": spaced, "sector": spaced[:-2], "outcode": packed[:-3]}[part]


def band_of(born: object, today: date, top: int) -> str:
    """Name the ten-year band of an age, as `desktop.domain.age.age_band` does.

    Args:
        born: the date of birth, or None.
        today: the day of the handover.
        top: from this age on everybody is one band.

    Returns:
        Such as "70-79" or "80 and over"; "" when not known.
    """
    return age_band(age_on(born if isinstance(born, date) else None, today), top)


def household_band(size: object) -> str:
    """Name the band of a household's size: 1, 2, 3-4, 5 and over; "" when not known."""
    if not isinstance(size, int) or size < 1:
        return ""
    return "5 and over" if size >= 5 else "3-4" if size >= 3 else str(size)
